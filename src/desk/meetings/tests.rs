//! Meetings on a real desk, by key presses and by acts.

mod chance;
mod stories;

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::model::{Series, typed};
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::diary::model::Calendar;
use crate::store::{Change, Desk, Store};

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn now() -> NaiveDateTime {
    at("2026-02-20T09:41:00")
}

fn store(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, PARTS.tables, now()).unwrap()
}

/// A board of four, of whom one has a calendar here.
fn series() -> Series {
    let roll = "Ann Lee <ann@example.org>, chair\nBob Ray <bob@example.org>\nJo Marlow <jo@example.org>, secretary\nKim Ho <kim@example.org>, in attendance";
    Series { id: "board".into(), quorum: 2, roll: typed::read_roll(roll, &[]).unwrap(), ..Series::new("Board", now()) }
}

fn rig(folder: &TempDir) -> Rig {
    let mut store = store(folder);
    let calendar = Calendar { id: "ann".into(), ..Calendar::new("Ann Lee", "director", now()) };
    store.apply(&Change::new("x").insert(&series()).insert(&calendar), "Jo", now()).unwrap();
    drop(store);
    Rig::open(folder.path(), PARTS, now(), "Jo")
}
