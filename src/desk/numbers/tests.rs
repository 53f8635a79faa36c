use chrono::NaiveDateTime;

use super::model::By;
use super::sheet::Numbers;
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::letters::{Letter, start};
use crate::store::Change;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn rig(folder: &tempfile::TempDir) -> Rig {
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Sam Reed");
    let mut change = Change::new("Letters");
    for (n, (visit, sent)) in
        [("2026-02-20", "2026-02-24"), ("2026-02-16", "2026-02-26"), ("2026-02-27", "2026-03-02")].iter().enumerate()
    {
        let letter = Letter {
            state: "sent".into(),
            author: if n == 1 { "=HYPERLINK(1)".into() } else { "Dr Lee".into() },
            attended_on: Some((*visit).into()),
            sent_at: Some(format!("{sent}T10:00:00")),
            ..start::empty("Sam Reed", now())
        };
        change = change.insert(&letter);
    }
    change = change.insert(&Letter {
        state: "dictated".into(),
        attended_on: Some("2026-02-10".into()),
        ..start::empty("", now())
    });
    rig.cx().store.apply(&change, "Set-up", now()).unwrap();
    rig.cx().touch();
    rig
}

#[test]
fn the_page_shows_weeks_names_and_what_waits() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    rig.keys("3 3 N")
        .sees("Numbers · by week · the last 12 weeks")
        .sees("3 sent: half within 4 days, nine of ten within 10; 33% over 7 days");
    rig.sees("23-Feb-2026").sees("nobody (the pool)").sees("21d");
    rig.keys("v").sees("by consultant").sees("Dr Lee").keys("v").sees("by secretary").sees("Sam Reed");
    rig.keys("w")
        .sees("the last 26 weeks")
        .keys("tab")
        .sees("by week")
        .resize(80, 24)
        .keys("end")
        .sees("nobody (the pool)");
    rig.keys("esc").sees("3 Letters");
}

#[test]
fn the_table_takes_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let mut rig = rig(&folder);
    let csv = Numbers::of(rig.cx().db(), By::Consultant, 12, 7, now().date()).unwrap().csv();
    let text = String::from_utf8(csv).unwrap();
    assert!(text.contains("sent by consultant,'=HYPERLINK(1),1,10,10,1,100,,,7\r\n"), "{text}");
    assert!(text.contains("sent by consultant,Dr Lee,2,3.5,4,0,0,,,7\r\n"), "{text}");
    let file = folder.path().join("numbers.csv");
    rig.keys("3 3 N x").keys(&"backspace ".repeat(30)).text("numbers").keys("enter").sees("a name that ends in .csv");
    rig.keys(&"backspace ".repeat(30)).text(&file.to_string_lossy()).keys("enter").sees("The numbers are in");
    assert!(std::fs::read_to_string(&file).unwrap().contains("sent by week,2026-02-23,2,7,10,1,50"));
    rig.keys("x").keys(&"backspace ".repeat(30)).text(&file.to_string_lossy()).keys("enter").sees("Give another name");
}
