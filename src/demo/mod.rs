//! An invented desk, filled and thrown away after: `rolltop --demo`. A cardiology department on a fixed day,
//! with one of everything that is late. Nobody in it exists.

mod calls;
mod clinics;
mod days;
mod dice;
mod folk;
mod meetings;
mod office;
mod post;
mod rooms;
mod taped;
mod team;
mod throwaway;
mod todo;
mod travel;
mod waiting;
pub mod words;

pub use dice::Dice;
pub use folk::{Folk, invented_patient};
pub use throwaway::Throwaway;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::config::{Config, Letterhead};
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

/// The settings of the invented desk: those of the program, with the letterhead of its hospital.
pub fn config() -> Config {
    let hospital = &words::words().hospital;
    let letterhead = Letterhead {
        organisation: hospital.trust.into(),
        department: hospital.department.into(),
        address: std::iter::once(hospital.name).chain(hospital.address).map(str::to_owned).collect(),
        phone: "01632 960100".into(),
        email: "cardiology@hospital.example.org".into(),
        enquiries: format!("{WHO}, 01632 960104"),
    };
    Config { letterhead, ..Config::default() }
}

/// Fills an empty desk. The same every time.
pub fn fill(store: &mut Store) -> Result<(), Refusal> {
    let mut dice = Dice::new(20_260_303);
    let now = day();
    let folk = folk::invent(&mut dice, now);
    write(store, "Team, practices and patients", &folk.edits())?;
    write(store, "Diary of three months", &days::invent(&mut dice, &folk, now))?;
    write(store, "Clinics", &clinics::invent(&mut Dice::new(20_260_304), &folk, now))?;
    write(store, "Waiting list", &waiting::invent(&folk, now))?;
    clinics::cancel_extra(store, now)?;
    let post = post::invent(&mut dice, &folk, now);
    write(store, "Letters", &post.iter().map(Edit::insert).collect::<Vec<_>>())?;
    let taped = taped::invent(store, &folk, now)?;
    write(store, "Dictations", &taped)?;
    write(store, "Tasks", &todo::invent(&mut dice, &folk, now))?;
    write(store, "Queries", &calls::invent(&mut dice, &folk, &post, now))?;
    write(store, "Office", &office::invent(now))?;
    write(store, "Rooms", &rooms::invent(now))?;
    meetings::invent(store, now)?;
    travel::fill(store, now)?;
    team::settle(store, now)?;
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

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::desk::TABLES;
    use crate::store::{Desk, Store};

    fn filled(folder: &TempDir) -> Store {
        let mut store = Desk::at(folder.path()).open(None, TABLES, day()).unwrap();
        fill(&mut store).unwrap();
        store
    }

    #[test]
    fn the_desk_has_what_it_promises_and_is_whole() {
        let folder = TempDir::new().unwrap();
        let store = filled(&folder);
        let count = |sql: &str| store.db().count(sql, &[]).unwrap();
        assert_eq!(count("SELECT COUNT(*) FROM patient"), 400);
        assert_eq!(count("SELECT COUNT(*) FROM contact WHERE kind = 'practice'"), 30);
        assert_eq!(count("SELECT COUNT(*) FROM member WHERE role = 'consultant'"), 2);
        assert_eq!(count("SELECT COUNT(*) FROM member WHERE role = 'secretary'"), 4);
        assert_eq!(count("SELECT COUNT(*) FROM query"), 60);
        assert_eq!(count("SELECT COUNT(DISTINCT state) FROM query"), 5);
        assert_eq!(count("SELECT COUNT(*) FROM letter"), 85);
        assert_eq!(count("SELECT COUNT(DISTINCT state) FROM letter"), 6);
        assert_eq!(count("SELECT COUNT(*) FROM task"), 44);
        assert_eq!(count("SELECT COUNT(DISTINCT state) FROM task"), 4);
        assert!(count("SELECT COUNT(*) FROM entry") > 100);
        assert_eq!(count("SELECT COUNT(*) FROM entry WHERE kind = 'clinic'"), 0, "a clinic stands in the diary once");
        assert_eq!(count("SELECT COUNT(*) FROM clinic"), 5);
        assert!(count("SELECT COUNT(*) FROM appointment") > 350);
        assert_eq!(count("SELECT COUNT(DISTINCT state) FROM appointment"), 8);
        assert_eq!(count("SELECT COUNT(*) FROM appointment WHERE state = 'waiting'"), 25);
        assert_eq!(count("SELECT COUNT(*) FROM appointment WHERE reach = 'to_reach'"), 6);
        assert_eq!(
            count("SELECT COUNT(*) FROM patient WHERE nhs_number IS NOT NULL AND nhs_number NOT LIKE '999%'"),
            0
        );
        assert_eq!(count("SELECT COUNT(DISTINCT state) FROM meeting"), 6);
        assert_eq!(count("SELECT COUNT(*) FROM meeting_action"), 4);
        assert_eq!(count("SELECT COUNT(DISTINCT state) FROM purchase"), 8);
        assert_eq!(count("SELECT COUNT(DISTINCT state) FROM trip"), 8);
        assert_eq!(count("SELECT COUNT(*) FROM trip WHERE due_on < '2026-03-03'"), 3, "one late of each that waits");
        assert_eq!(count("SELECT COUNT(*) FROM equipment WHERE state <> ''"), 10);
        assert_eq!(count("SELECT COUNT(*) FROM stock_item"), 14);
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
        assert_eq!(
            store.seek("okafor 14/3/50", &["patient"], day().date(), 5).unwrap()[0].title,
            "OKAFOR, Grace (Mrs)"
        );
    }

    #[test]
    fn no_blank_is_left_unfilled() {
        let folder = TempDir::new().unwrap();
        let store = filled(&folder);
        for table in TABLES {
            for row in store.db().raw(&format!("SELECT * FROM {}", table.name), &[]).unwrap() {
                // A blank such as {name}; lists stand as JSON, in which quotes follow the brace.
                let text = serde_json::Value::Object(row).to_string();
                let blank = |c: &[char]| c[0] == '{' && c[1].is_alphabetic();
                let chars: Vec<char> = text.chars().collect();
                assert!(!chars.windows(2).any(blank), "{} {text}", table.name);
            }
        }
    }

    #[test]
    fn it_is_the_same_every_time() {
        let (a, b) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let (a, b) = (filled(&a), filled(&b));
        for table in ["patient", "appointment", "session", "clinic"] {
            let rows = |store: &Store| store.db().raw(&format!("SELECT * FROM {table} ORDER BY id"), &[]).unwrap();
            assert_eq!(rows(&a), rows(&b), "{table}");
        }
    }
}
