//! The diary's stories, in key presses; its day's query plan; its series under random changes.

mod files;
mod folders;
mod invites;
mod large;
mod plans;
mod series;
mod sessions;
mod stories;
mod views;

use tempfile::TempDir;

use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::diary::repo;
use crate::store::Change;

/// A desk with two consultants, a secretary and a calendar of leave, on Tuesday 3 March 2026.
fn rig(folder: &TempDir) -> Rig {
    let mut rig = Rig::open(folder.path(), PARTS, "2026-03-03T09:41:00".parse().unwrap(), "Sam");
    if repo::calendars(rig.cx().db()).unwrap().is_empty() {
        for (name, kind) in
            [("Dr A Patel", "consultant"), ("Dr J Osei", "consultant"), ("Sam", "secretary"), ("Leave", "leave")]
        {
            let now = rig.cx().now;
            let made = repo::ensure_calendar(rig.cx().db(), name, Some(kind), now).unwrap().1.unwrap();
            rig.cx().store.apply(&made, "setup", now).unwrap();
        }
        rig.cx().touch();
        rig.tick();
    }
    rig
}

/// All rows of the diary as text, for comparing.
fn rows(rig: &mut Rig) -> Vec<String> {
    rows_of(rig.cx().db())
}

fn rows_of(db: crate::store::Db<'_>) -> Vec<String> {
    let all = db.raw("SELECT * FROM entry ORDER BY id", &[]).unwrap();
    all.into_iter().map(|r| serde_json::Value::Object(r).to_string()).collect()
}

fn apply(rig: &mut Rig, change: &Change) {
    let now = rig.cx().now;
    rig.cx().store.apply(change, "Sam", now).unwrap();
    rig.cx().touch();
    rig.tick();
}
