//! Travel: trips with their legs, what does not fit, what they cost, and what is claimed.
//!
//! `model` has the things and their rules, `acts` what is done with them as one change each: a leg and its entry in the
//! traveller's diary, a claim and what the budget spends move together. The command line uses these. The rest is the pane.

pub mod acts;
mod commands;
pub mod csv;
pub mod files;
mod form;
pub mod model;
pub mod paper;
pub mod repo;
mod rows;
mod view;
mod whole;

#[cfg(test)]
mod tests;

pub use model::{Leg, Rate, Trip};
pub use view::TravelPane;
pub use whole::TripLayer;

use crate::store::{Doc, Row, Table};
use crate::text::names::fold;

/// The trips.
pub const TRIP: Table = Table {
    name: "trip",
    word: "trip",
    lists: &["kept_files"],
    flags: &[],
    keeps: None,
    find: |row| doc(row, ("traveller", "to_place"), &["from_place", "purpose", "claim_number", "state"]),
};

/// Their legs.
pub const TRIP_LEG: Table = Table {
    name: "trip_leg",
    word: "leg of a trip",
    lists: &[],
    flags: &["is_booked"],
    keeps: None,
    find: |row| doc(row, ("carrier", "reference"), &["from_place", "to_place", "kind", "receipt"]),
};

/// The rates of mileage.
pub const MILEAGE_RATE: Table = Table {
    name: "mileage_rate",
    word: "mileage rate",
    lists: &[],
    flags: &[],
    keeps: None,
    find: |row| doc(row, ("kind", "valid_from"), &["source"]),
};

fn doc(row: &Row, (title, detail): (&str, &str), more: &[&str]) -> Option<Doc> {
    let text = |key: &str| row.get(key).and_then(|v| v.as_str()).unwrap_or_default();
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let all: Vec<&str> = [title, detail].iter().chain(more).map(|key| text(key)).collect();
    let shown = if text(title).is_empty() { text("kind") } else { text(title) };
    Some(Doc { title: shown.into(), detail: text(detail).into(), words: fold(&all.join(" ")) })
}
