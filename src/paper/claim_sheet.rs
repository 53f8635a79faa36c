//! A claim as data: what the traveller paid with its receipts, the miles with their rates, what the department paid.

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use super::day_sheet::printed;
use super::engine::{Options, PaperError, typeset};
use super::view::{named, one};
use crate::text::money;

const LAYOUT: &str = include_str!("../../assets/paper/claim-sheet.typ");

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimSheet {
    /// Hospital and department.
    pub head: String,
    /// Whose claim for what.
    pub title: String,
    /// Days, purpose, number, line of the budget: a label, and what it says.
    pub facts: Vec<(String, String)>,
    /// What the traveller paid.
    pub own: Vec<ClaimRow>,
    /// Miles driven.
    pub miles: Vec<ClaimRow>,
    /// What the department paid.
    pub others: Vec<ClaimRow>,
    /// When it was printed.
    pub printed_at: NaiveDateTime,
    /// Who printed it.
    pub printed_by: String,
}

/// A row of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimRow {
    /// `3 March 2026`.
    pub day: String,
    /// What it was.
    pub what: String,
    /// Receipt, or booking.
    pub receipt: String,
    /// `12.4`.
    pub miles: String,
    /// By which rate, and where it stands.
    pub rate: String,
    /// What it came to, in pence.
    pub pence: i64,
}

fn sum(rows: &[ClaimRow]) -> i64 {
    rows.iter().map(|r| r.pence).sum()
}

impl ClaimSheet {
    /// What is claimed, in pence.
    pub fn claimed(&self) -> i64 {
        sum(&self.own) + sum(&self.miles)
    }

    /// What the whole trip came to, in pence.
    pub fn whole(&self) -> i64 {
        self.claimed() + sum(&self.others)
    }

    /// The claim as an accessible PDF.
    ///
    /// # Errors
    /// A text that no accessible PDF can hold.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let author = if self.head.is_empty() { self.printed_by.clone() } else { self.head.clone() };
        typeset(
            LAYOUT,
            &self.data(),
            &Options { title: named(&self.title, "Travel claim"), author, date: self.printed_at.date() },
        )
    }

    fn data(&self) -> Value {
        let row = |r: &ClaimRow| {
            json!({
                "day": one(&r.day), "what": one(&r.what), "receipt": one(&r.receipt), "miles": one(&r.miles),
                "rate": one(&r.rate), "sum": money::show(r.pence),
            })
        };
        let rows = |all: &[ClaimRow]| all.iter().map(row).collect::<Vec<_>>();
        json!({
            "head": one(&self.head),
            "title": named(&self.title, "Travel claim"),
            "facts": self.facts.iter().map(|(label, value)| json!({ "label": one(label), "value": one(value) })).collect::<Vec<_>>(),
            "own": rows(&self.own), "miles": rows(&self.miles), "others": rows(&self.others),
            "own_sum": money::show(sum(&self.own)), "miles_sum": money::show(sum(&self.miles)),
            "claim_sum": money::show(self.claimed()), "others_sum": money::show(sum(&self.others)),
            "whole": money::show(self.whole()),
            "printed": printed(self.printed_at, &self.printed_by),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_set_and_adds_up() {
        let row = |pence| ClaimRow { what: "Taxi #x *y*".into(), pence, ..ClaimRow::default() };
        let sheet = ClaimSheet {
            own: vec![row(1_250), row(99)],
            miles: vec![row(560)],
            others: vec![row(89_400)],
            ..ClaimSheet::default()
        };
        assert_eq!((sheet.claimed(), sheet.whole()), (1_909, 91_309));
        assert!(sheet.pdf().unwrap().starts_with(b"%PDF-1."));
        assert!(ClaimSheet::default().pdf().is_ok());
    }
}
