//! Rooms on a real desk: whatever is done and undone, a room is taken once at a time; and days by key presses.

mod alone;
mod stories;

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::model::{Booking, Room};
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::office::Equipment;
use crate::desk::office::model::{BudgetLine, CostCentre};
use crate::store::{Change, Desk, Store};

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn at(text: &str) -> NaiveDateTime {
    format!("2026-03-{text}:00").parse().unwrap()
}

fn store(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, PARTS.tables, now()).unwrap()
}

fn room(id: &str, name: &str, capacity: i64) -> Room {
    Room { id: id.into(), capacity, ..Room::new(name, now()) }
}

/// Two rooms, of which one is approved by Ann, a laptop, and a budget for hospitality.
fn filled(store: &mut Store) {
    let kept = Room { approver: "Ann Lee".into(), ..room("b", "Board room", 12) };
    let laptop = Equipment { id: "laptop".into(), tag: "CA-7".into(), ..Equipment::new("Laptop", "laptop", now()) };
    let centre = CostCentre { id: "centre".into(), code: "C40211".into(), ..CostCentre::default() };
    let line = BudgetLine {
        id: "food".into(),
        centre_id: "centre".into(),
        year: 2025,
        code: "7510".into(),
        name: "Hospitality".into(),
        allocated: 100_000,
        state: "open".into(),
        ..BudgetLine::default()
    };
    let seminar =
        Room { things: "projector".into(), hours: "Mon-Fri 08:00-18:00".into(), ..room("a", "Seminar room", 40) };
    let change = Change::new("x").insert(&seminar).insert(&kept).insert(&laptop).insert(&centre).insert(&line);
    store.apply(&change, "Jo", now()).unwrap();
}

fn rig(folder: &TempDir) -> Rig {
    filled(&mut store(folder));
    Rig::open(folder.path(), PARTS, now(), "Jo")
}

fn booking(room: &str, start: NaiveDateTime, minutes: i64) -> Booking {
    Booking::new(room, "Board", start, minutes, "Jo", now())
}
