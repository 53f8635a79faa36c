//! The trips, and the rates, as tables for a spreadsheet.

use super::TravelPane;
use super::model::{Rate, Trip, shown_rate};
use super::view::Page;
use crate::app::{Cx, ask_new_file};
use crate::exchange::csv::write_csv_with_bom;
use crate::keys::Done;
use crate::text::money::plain;

/// The trips, amounts in pounds.
pub fn trips(all: &[Trip]) -> Vec<u8> {
    let head = [
        "Traveller",
        "What for",
        "From",
        "To",
        "First day",
        "Last day",
        "State",
        "Estimate",
        "Committed",
        "Approved by",
        "Approved on",
        "Claim",
        "Claimed on",
        "Claimed",
        "Paid on",
        "Paid",
        "Next due",
        "Reason",
    ];
    let some = |day: &Option<String>| day.clone().unwrap_or_default();
    let row = |t: &Trip| {
        vec![
            t.traveller.clone(),
            t.purpose.clone(),
            t.from_place.clone(),
            t.to_place.clone(),
            t.starts_on.clone(),
            t.ends_on.clone(),
            t.state.clone(),
            plain(t.estimate),
            plain(t.committed),
            t.approved_by.clone(),
            some(&t.approved_on),
            t.claim_number.clone(),
            some(&t.claimed_on),
            plain(t.claimed),
            some(&t.paid_on),
            plain(t.paid),
            some(&t.due_on),
            t.reason.clone(),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The rates of mileage, in pence a mile.
pub fn rates(all: &[Rate]) -> Vec<u8> {
    let head = ["For a", "Pence a mile", "Up to miles", "Then pence", "From", "Where it stands"];
    let row = |r: &Rate| {
        vec![
            r.kind.clone(),
            shown_rate(r.tenths),
            r.threshold.to_string(),
            shown_rate(r.after_tenths),
            r.valid_from.clone(),
            r.source.clone(),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The page that is shown, as a file that is not there yet.
pub(super) fn save(pane: &mut TravelPane, cx: &mut Cx) -> Done {
    let today = cx.today();
    let (name, bytes) = match pane.page {
        Page::Trips => ("trips", trips(&pane.trips.all().iter().map(|r| r.trip.clone()).collect::<Vec<_>>())),
        Page::Over => ("trips-over", trips(&pane.over.all().iter().map(|r| r.trip.clone()).collect::<Vec<_>>())),
        Page::Rates => ("mileage-rates", rates(&pane.rates.all().iter().map(|r| r.rate.clone()).collect::<Vec<_>>())),
    };
    ask_new_file("csv", bytes, &format!("{name}-{today}.csv"), cx)
}
