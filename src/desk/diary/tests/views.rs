//! Stories of the charts of leave, the month's load, the search, what is copied, and the day on paper.

use super::*;
use crate::desk::diary::Entry;
use crate::desk::people::Patient;
use crate::desk::people::model::Phone;

fn at(text: &str) -> chrono::NaiveDateTime {
    format!("2026-{text}:00").parse().unwrap()
}

/// An entry in a calendar of the desk.
fn put(rig: &mut Rig, calendar: &str, title: &str, start: &str, minutes: i64, change: impl Fn(&mut Entry)) -> Entry {
    let now = rig.cx().now;
    let calendar = repo::calendar_named(rig.cx().db(), calendar).unwrap().unwrap();
    let mut entry = Entry::new(&calendar.id, title, at(start), minutes, "Sam", now);
    change(&mut entry);
    let entry = entry.settled();
    apply(rig, &Change::new("x").insert(&entry));
    entry
}

fn leave(rig: &mut Rig, title: &str, first: &str, days: i64) {
    put(rig, "Leave", title, &format!("{first}T00:00"), days * 1440, |e| {
        e.all_day = true;
        e.kind = "leave".into();
    });
}

#[test]
fn the_chart_of_leave_marks_the_days_on_which_nobody_covers() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("L").sees("leave from Mon 02-Mar-2026").sees("> Dr A Patel").sees("there; n enters leave");
    leave(&mut rig, "Dr Osei: annual leave", "03-04", 3);
    leave(&mut rig, "Patel study leave", "03-06", 1);
    rig.keys("right right right")
        .sees("Fri 06-Mar-2026 · Dr A Patel: Patel study leave")
        .sees("! Nobody of the consultants");
    rig.keys("down").sees("> Dr J Osei").sees("Dr Osei: annual leave (Wed 04-Mar-2026 to Fri 06-Mar-2026)");
    rig.keys("left").misses("! Nobody of the consultants").keys("enter").sees("Kind   leave").sees("History");
}

#[test]
fn leave_is_entered_from_the_chart() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("L down pgdn").sees("> Dr J Osei").keys("n").sees("New entry").sees("Dr J Osei: annual leave");
    rig.keys("ctrl-s").sees("New entry: Dr J Osei: annual leave. Ctrl-Z undoes it.").sees("L");
    rig.keys("x").sees("Cancelled: Dr J Osei: annual leave").sees("there; n enters leave");
}

#[test]
fn a_year_of_leave_counts_the_working_days() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    leave(&mut rig, "Dr Patel: annual leave", "03-28", 10);
    for size in [(80, 24), (120, 40), (200, 50)] {
        rig.resize(size.0, size.1);
        // Ten days from a Saturday on, Good Friday and Easter Monday among them.
        rig.keys("Y").sees("leave in 2026").sees("> Dr A Patel").sees("4d").sees("Jan").sees("Dec").sees("L leave");
    }
    rig.keys("pgdn").sees("leave in 2027").misses("4d").keys("down").sees("> Dr J Osei").keys("D").sees("· day");
    rig.keys("Y esc").sees("2 Inbox").sees("1 Diary · Wed 03-Mar-2027");
}

#[test]
fn the_month_shows_the_load_of_each_day() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, "Dr A Patel", "Clinic A", "03-10T09:00", 180, |e| e.kind = "clinic".into());
    put(&mut rig, "Dr J Osei", "Clinic B", "03-10T09:00", 180, |e| e.kind = "clinic".into());
    leave(&mut rig, "Dr Osei: annual leave", "03-16", 5);
    leave(&mut rig, "Office closed", "03-30", 1);
    rig.keys("M").sees("2 clinics").sees("away Osei").misses("all day Dr Osei").sees("all day Offic");
}

#[test]
fn the_diary_is_searched_past_and_to_come() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, "Dr A Patel", "Audit meeting", "01-12T10:00", 60, |e| e.place = "Library".into());
    put(&mut rig, "Dr A Patel", "Audit meeting", "05-12T10:00", 60, |e| e.state = "cancelled".into());
    put(&mut rig, "Dr A Patel", "Teaching", "02-03T10:00", 60, |e| e.rules = vec!["FREQ=WEEKLY".into()]);
    put(&mut rig, "Sam", "Audit of my drawers", "06-01T10:00", 60, |e| e.private = true);
    rig.keys("1 s").sees("Search the diary").text("audi").sees("3 found").sees("Past").sees("Today and to come");
    rig.sees("Mon 12-Jan-2026 10:00").sees("Audit meeting (cancelled)").sees("Audit of my drawers");
    rig.keys("enter").sees("1 Diary · Tue 12-May-2026");
    rig.keys("s").text("audit lib").sees("1 found").keys("enter").sees("1 Diary · Mon 12-Jan-2026");
    rig.keys("s").text("teach").sees("Teaching (repeats)").keys("enter").sees("1 Diary · Tue 03-Mar-2026");
    rig.keys("s").text("zzz").sees("Nothing in the diary has these words").keys("enter").sees("type a word of it");
    drop(rig);
    let mut other = Rig::open(folder.path(), PARTS, at("03-03T09:41"), "Jo");
    other.keys("1 s").text("drawers").misses("Audit of my drawers");
}

fn grace(rig: &mut Rig) -> Patient {
    let now = rig.cx().now;
    let patient = Patient {
        surname: "Okafor".into(),
        forename: "Grace".into(),
        title: "Mrs".into(),
        nhs_number: Some("9990000018".into()),
        address: vec!["14 Harbour Rise".into(), "Stellswick".into()],
        postcode: "ZZ1 1AA".into(),
        phones: vec![Phone { label: "home".into(), number: "020 7946 0123".into() }],
        ..Patient::new(now)
    };
    apply(rig, &Change::new("x").insert(&patient));
    patient
}

#[test]
fn what_a_form_asks_for_is_copied_with_two_keys() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let patient = grace(&mut rig);
    put(&mut rig, "Dr A Patel", "See Mrs Okafor", "03-03T10:00", 30, |e| e.patient_id = Some(patient.id.clone()));
    for (key, text) in [
        ("d", "Tuesday 3 March 2026"),
        ("t", "10:00"),
        ("n", "999 000 0018"),
        ("a", "14 Harbour Rise\nStellswick\nZZ1 1AA"),
        ("f", "020 7946 0123"),
    ] {
        rig.keys("1 y").sees("Copy of See Mrs Okafor").keys(key).sees("Copied the");
        assert_eq!(rig.app().take_clipboard().as_deref(), Some(text), "{key}");
    }
    rig.keys("@").text("5/3/26").keys("enter y enter").sees("Copied the date: Thursday 5 March 2026");
    rig.keys("5 y").sees("Copy of OKAFOR, Grace (Mrs)").keys("1");
    assert_eq!(rig.app().take_clipboard().as_deref(), Some("020 7946 0123"));
}

#[test]
fn the_sheet_of_the_day_keeps_what_is_private_and_leaves_notes_out() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let patient = grace(&mut rig);
    put(&mut rig, "Dr A Patel", "See Mrs Okafor", "03-03T10:00", 30, |e| {
        e.patient_id = Some(patient.id.clone());
        e.notes = "restricted".into();
        e.papers = "echo report".into();
        e.buffer_after = 15;
    });
    put(&mut rig, "Dr A Patel", "Dentist", "03-03T12:00", 60, |e| e.private = true);
    put(&mut rig, "Dr A Patel", "Board", "03-03T15:00", 60, |e| e.state = "cancelled".into());
    leave(&mut rig, "Dr Osei: annual leave", "03-03", 2);
    let calendars = repo::calendars(rig.cx().db()).unwrap();
    let (now, config) = (rig.cx().now, rig.cx().config.clone());
    let sheet = crate::desk::diary::sheet::day_sheet(&rig.cx().store, &config, now.date(), &calendars, ("Sam", now));
    let sheet = sheet.unwrap();
    assert_eq!(sheet.notes, ["Away: Dr Osei: annual leave"]);
    let rows: Vec<String> = sheet.parts[0].rows.iter().map(|r| format!("{} {}", r.time, r.what)).collect();
    let expected = [
        "08:00–10:00 free",
        "10:00–10:30 See Mrs Okafor",
        "10:45–12:00 free",
        "12:00–13:00 (private)",
        "13:00–18:00 free",
        "15:00–16:00 Board",
    ];
    assert_eq!(rows, expected);
    let seen = &sheet.parts[0].rows[1];
    assert_eq!((seen.with.as_str(), seen.papers.as_str()), ("OKAFOR, Grace (Mrs)", "echo report"));
    assert_eq!(seen.phones, ["020 7946 0123"]);
    assert!(!format!("{sheet:?}").contains("restricted") && !format!("{sheet:?}").contains("Dentist"));
    let file = folder.path().join("day.pdf");
    rig.keys("1 P")
        .sees("The sheet of Tue 03-Mar-2026")
        .keys("enter ctrl-u")
        .text(file.to_str().unwrap())
        .keys("enter");
    rig.sees("The sheet is in");
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-1."));
    rig.keys("P enter ctrl-u").text(file.to_str().unwrap()).keys("enter").sees("is there already");
}

#[test]
fn a_day_with_nothing_in_it_says_what_to_press() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("1");
    for view in ["D", "W", "M", "S"] {
        for (wide, high) in [(80, 24), (120, 40), (200, 50)] {
            rig.keys(view)
                .resize(wide, high)
                .sees("Nothing in the diary here.   n New entry   @ Another day   t Today");
        }
    }
    rig.keys("D /").text("echo").keys("enter").sees("Nothing here has these words.   Esc widens it again").keys("esc");
    put(&mut rig, "Sam", "Type letters", "03-03T10:00", 60, |_| {});
    rig.misses("Nothing in the diary").sees("Type letters").keys("down right").sees("Nothing in the diary here");
}

#[test]
fn the_patient_of_an_entry_is_marked_where_there_is_another_like_it() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let of = |surname: &str| {
        Patient {
            surname: surname.into(),
            forename: "John".into(),
            title: "Mr".into(),
            ..Patient::new(at("03-01T09:00"))
        }
        .tidied()
    };
    let (ours, theirs) = (of("Smith"), of("Smyth"));
    apply(&mut rig, &Change::new("x").insert(&ours).insert(&theirs));
    put(&mut rig, "Sam", "See about the date", "03-03T10:00", 60, |e| e.patient_id = Some(ours.id.clone()));
    rig.keys("1").sees("SMITH, John (Mr)\u{a0}≈").keys("down enter").sees("LIKE NAME: SMYTH, John (Mr)");
}
