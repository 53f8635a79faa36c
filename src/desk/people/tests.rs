//! The rules of People, its questions to the database, and its stories in key presses.

mod answer;
mod import;
mod merge;
mod real;
mod rules;
mod stories;

use chrono::{NaiveDate, NaiveDateTime};
use tempfile::TempDir;

use super::{Contact, Patient};
use crate::app::rig::Rig;
use crate::desk::{PARTS, TABLES};
use crate::store::{Change, Desk, Store};

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

fn store(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, TABLES, now()).unwrap()
}

fn rig(folder: &TempDir) -> Rig {
    Rig::open(folder.path(), PARTS, now(), "Sam")
}

fn patient(surname: &str, forename: &str, born: &str, nhs: &str) -> Patient {
    Patient {
        surname: surname.into(),
        forename: forename.into(),
        title: "Mr".into(),
        born: (!born.is_empty()).then(|| born.to_owned()),
        nhs_number: (!nhs.is_empty()).then(|| nhs.to_owned()),
        gender: "Male".into(),
        ..Patient::new(now())
    }
    .tidied()
}

fn practice(code: &str, name: &str) -> Contact {
    Contact::practice(code, name, now()).tidied()
}

fn add(store: &mut Store, patients: &[&Patient]) {
    let change = patients.iter().fold(Change::new("Added"), |c, p| c.insert(*p));
    store.apply(&change, "Sam", now()).unwrap();
}

/// Everything that is on the desk, as text.
fn everything(store: &Store) -> String {
    let of = |t: &crate::store::Table| {
        let rows = store.db().raw(&format!("SELECT * FROM {} ORDER BY id", t.name), &[]).unwrap();
        format!("{}: {}\n", t.name, serde_json::to_string(&rows).unwrap())
    };
    TABLES.iter().map(of).collect()
}
