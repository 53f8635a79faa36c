//! An invented desk, filled and thrown away after: `rolltop --demo`. A cardiology department on a fixed day,
//! with one of everything that is late. Nobody in it exists.

mod calls;
mod days;
mod dice;
mod folk;
mod post;
mod todo;
pub mod words;

pub use dice::Dice;
pub use folk::{Folk, invented_patient};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::desk::settings;
use crate::store::{Change, Edit, Record, Refusal, Store};

/// Who sits at the invented desk.
pub const WHO: &str = "Jo Marlow";

/// The day and time on which the invented desk stands: Tuesday 3 March 2026, 09:41.
///
/// # Panics
/// Never: the day exists.
pub fn day() -> NaiveDateTime {
    let date = NaiveDate::from_ymd_opt(2026, 3, 3).expect("a day that exists");
    date.and_time(NaiveTime::from_hms_opt(9, 41, 0).expect("a time that exists"))
}

/// Fills an empty desk. The same every time.
pub fn fill(store: &mut Store) -> Result<(), Refusal> {
    let mut dice = Dice::new(20_260_303);
    let now = day();
    let folk = folk::invent(&mut dice, now);
    write(store, "Team, practices and patients", &folk.edits())?;
    write(store, "Diary of three months", &days::invent(&mut dice, &folk, now))?;
    let post = post::invent(&mut dice, &folk, now);
    write(store, "Letters", &post.iter().map(Edit::insert).collect::<Vec<_>>())?;
    write(store, "Tasks", &todo::invent(&mut dice, &folk, now))?;
    write(store, "Queries", &calls::invent(&mut dice, &folk, &post, now))?;
    let department = words::words().hospital.department;
    let settled = settings::set(store.db(), "department", department, "Department")?.and(settings::set(
        store.db(),
        "who",
        WHO,
        "",
    )?);
    store.apply(&settled, "Rolltop", now)?;
    Ok(())
}

fn write(store: &mut Store, label: &str, edits: &[Edit]) -> Result<(), Refusal> {
    let change = Change { label: format!("Invented: {label}"), edits: edits.to_vec(), spent_drafts: Vec::new() };
    store.apply(&change, "Rolltop", day())?;
    Ok(())
}

/// An identifier that is the same every time.
fn id(kind: &str, n: usize) -> String {
    let letter = kind.bytes().fold(0u32, |a, b| a.wrapping_mul(31).wrapping_add(u32::from(b)));
    format!("0de30000{letter:08x}{n:016x}")
}

/// A record of any kind as an edit.
fn insert<R: Record>(record: &R) -> Edit {
    Edit::insert(record)
}
