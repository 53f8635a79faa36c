//! Travel on a real desk: entries of the diary with their legs, and days by key presses.

mod legs;
mod stories;

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::acts::{self, By};
use super::model::{Leg, Trip};
use super::repo;
use crate::config::Travel;
use crate::desk::PARTS;
use crate::desk::diary::{Calendar, Entry};
use crate::desk::office::model::{BudgetLine, CostCentre};
use crate::store::{Change, Desk, Store};

const SET: Travel = Travel { approve_days: 5, book_days: 14, claim_days: 92, change_minutes: 30, airport_minutes: 120 };

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn by() -> By<'static> {
    By { who: "Jo", now: now(), set: &SET }
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// A budget with a line for travel, and a calendar of Dr A Patel.
fn filled(folder: &TempDir) -> Store {
    let mut store = Desk::at(folder.path()).open(None, PARTS.tables, now()).unwrap();
    let centre =
        CostCentre { id: "c".into(), code: "C40211".into(), name: "Cardiology".into(), ..CostCentre::default() };
    let line = BudgetLine {
        id: "travel".into(),
        centre_id: "c".into(),
        year: 2025,
        code: "7310".into(),
        name: "Travel".into(),
        allocated: 200_000,
        state: "open".into(),
        ..BudgetLine::default()
    };
    let calendar = Calendar::new("Dr A Patel", "consultant", now());
    store.apply(&Change::new("x").insert(&centre).insert(&line).insert(&calendar), "Jo", now()).unwrap();
    store
}

fn trip(store: &mut Store) -> Trip {
    let trip = Trip {
        from_place: "London".into(),
        to_place: "Brussels".into(),
        starts_on: "2026-03-28".into(),
        ends_on: "2026-03-31".into(),
        budget_id: Some("travel".into()),
        estimate: 60_000,
        ..Trip::new("dr a patel", "Jo", now())
    };
    let change = acts::write_trip(store.db(), None, &trip, by()).unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    store.db().must(&trip.id).unwrap()
}

fn leg(trip: &Trip, kind: &str, from: (&str, &str, &str), to: (&str, &str, &str)) -> Leg {
    Leg {
        from_place: from.0.into(),
        from_zone: from.1.into(),
        to_place: to.0.into(),
        to_zone: to.1.into(),
        arrives: to.2.into(),
        ..Leg::new(&trip.id, kind, at(from.2), now())
    }
}

fn add(store: &mut Store, leg: &Leg) -> Leg {
    let change = acts::write_leg(store.db(), None, leg, by()).unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    store.db().must(&leg.id).unwrap()
}

fn entry(store: &Store, leg: &Leg) -> Entry {
    store.db().must(leg.entry_id.as_deref().unwrap()).unwrap()
}

fn troubles(store: &Store, trip: &Trip) -> Vec<(&'static str, String)> {
    let legs = repo::legs(store.db(), &trip.id).unwrap();
    let all = acts::misfits(store.db(), trip, &legs, by()).unwrap();
    all.into_iter().map(|t| (t.kind, t.words)).collect()
}
