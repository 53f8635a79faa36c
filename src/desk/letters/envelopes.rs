//! An envelope or a label for each who gets a letter by post.

use chrono::NaiveDate;

use super::{House, Recipient};
use crate::paper::Addressee;
use crate::paper::envelope::{self, Stock};
use crate::store::Refusal;

/// The addresses of these recipients as a PDF; `start` is the first label that is free.
pub fn pdf(house: &House, stock: Stock, to: &[Recipient], start: usize, today: NaiveDate) -> Result<Vec<u8>, Refusal> {
    let all: Vec<Addressee> = to.iter().map(addressee).collect();
    if all.is_empty() {
        return Err(Refusal::rule("Nobody is left to get it by post."));
    }
    envelope::pdf(stock, &all, &back(house), start, today).map_err(Refusal::rule)
}

/// To whom it is returned: "If undelivered: Cardiology, Stellswick Hospital, …".
fn back(house: &House) -> String {
    let head = &house.head;
    let parts = [head.department.clone(), head.trust.clone(), head.address.join(", ")];
    let said: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    if said.is_empty() { String::new() } else { format!("If undelivered, please return to: {}", said.join(", ")) }
}

fn addressee(to: &Recipient) -> Addressee {
    Addressee { name: vec![to.name.clone()], address: to.address.clone(), postcode: to.postcode.clone() }
}
