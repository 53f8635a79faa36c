//! The consultant is ill at eight in the morning: the clinic of fourteen is cancelled, worked through, and taken back.

use std::path::Path;

use chrono::NaiveDateTime;
use rolltop::config::Config;
use rolltop::desk::clinics::acts::{At, book, holds};
use rolltop::desk::clinics::rules_plan::read_slots;
use rolltop::desk::clinics::{Appointment, Clinic, Need, Plan, repo};
use rolltop::desk::diary::{self, holidays::Division, holidays::Holidays};
use rolltop::desk::letters::House;
use rolltop::desk::people::Patient;
use rolltop::desk::people::model::Phone;
use rolltop::desk::{TABLES, settings};
use rolltop::store::{Change, Desk, Store};

use super::home;
use super::support::term::Term;

const WHO: &str = "Jo Marlow";
const PATIENTS: usize = 14;

fn at(text: &str) -> NaiveDateTime {
    text.parse().expect("a time")
}

/// A desk with one clinic a week of fourteen slots, all of them taken on Monday 9 March.
fn fill(home: &Path) -> Store {
    let now = at("2026-02-02T10:00:00");
    let mut store = Desk::at(home.join("desk")).open(None, TABLES, now).expect("the desk opens");
    let (calendar, made) = diary::repo::ensure_calendar(store.db(), "Dr A Patel", None, now).expect("a calendar");
    let plan = Plan {
        since: "2026-01-05".into(),
        weekdays: vec!["mon".into()],
        from: "09:00".into(),
        to: "13:00".into(),
        slots: read_slots("14 follow-up 15m", "09:00").expect("slots"),
        ..Plan::default()
    };
    let clinic = Clinic {
        id: "monday".into(),
        name: "Clinic A".into(),
        consultant: "Dr A Patel".into(),
        calendar_id: calendar.id,
        room: "Room 4".into(),
        plans: vec![plan],
        ..Clinic::default()
    };
    let change = made.expect("a new calendar").insert(&clinic);
    let change = change.and(settings::set(store.db(), settings::WHO, WHO, "").expect("a setting"));
    store.apply(&change, WHO, now).expect("written");
    for n in 0..PATIENTS {
        seat(&mut store, n, now);
    }
    store
}

fn seat(store: &mut Store, n: usize, now: NaiveDateTime) {
    let patient = Patient {
        surname: format!("Invented{n:02}"),
        forename: "Alex".into(),
        title: "Mx".into(),
        phones: vec![Phone { label: "home".into(), number: format!("01632 9600{n:02}") }],
        ..Patient::new(now)
    };
    store.apply(&Change::new("New patient").insert(&patient), WHO, now).expect("written");
    let house = House::of(store, &Config::default()).expect("a house");
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    let given = At { db: store.db(), house: &house, holidays: &holidays, who: WHO, now };
    let needs = if n == 3 { vec![Need { what: "transport".into(), task_id: None }] } else { Vec::new() };
    let one = Appointment { needs, ..Appointment::new(&patient.id, "follow-up", now) };
    let session = repo::session(store.db(), "monday.20260309", now.date()).expect("the session");
    let slot = &session.slots[n];
    let booking = book(given, &one, &session, &slot.at, 0, "telephone").expect("free");
    let booked = booking.appointment.clone();
    store.apply_if(&booking.change, WHO, now, |db| holds(db, &booked, now)).expect("booked");
}

/// State, seat and patient of everybody of that Monday.
fn seats(home: &Path) -> Vec<String> {
    let store = Desk::at(home.join("desk")).open(None, TABLES, at("2026-03-09T08:30:00")).expect("the desk opens");
    let all = repo::of_session(store.db(), "monday.20260309").expect("reads");
    all.iter().map(|a| format!("{} {} {:?} {}", a.id, a.state, a.seat, a.reach)).collect()
}

#[test]
fn the_consultant_is_ill_at_eight() {
    let home = home();
    drop(fill(home.path()));
    let before = seats(home.path());
    let mut term = Term::start(home.path(), &["--desk", "desk", "--now", "2026-03-09T08:00"], &[], 120, 40);
    term.wait_for("Mon 09-Mar-2026 08:00").keys("g c").wait_for("Clinic A").keys("enter").wait_for("f-up 14/14");
    term.keys("X").wait_for("14 patients").text("consultant ill").keys("enter");
    term.wait_for("To reach · 14 left").wait_for("Mon 16-Mar-2026 09:00").wait_for("ring 01632 9600");
    // A wrong key, and Esc in the middle: nothing is lost.
    term.keys("~").wait_for("does nothing here").keys("esc").wait_for("14 to reach").keys("w").wait_for("14 left");
    for left in (3..PATIENTS).rev() {
        term.keys("b").wait_for(&format!("· {left} left ·"));
    }
    term.keys("r").wait_for("· 2 left ·").keys("u").wait_for("· 1 left ·").keys("l").wait_for("letter drafted");
    term.keys("b").wait_for("Everybody was reached");
    term.keys("esc").wait_for("cancelled: consultant ill").keys("esc").wait_for("2 waiting");
    term.keys("enter").wait_for("cancelled: consultant ill").keys("U").wait_for("Took back the cancellation");
    term.wait_for("f-up 14/14").keys("esc");
    term.leave();
    assert_eq!(seats(home.path()), before);
    let store = Desk::at(home.path().join("desk")).open(None, TABLES, at("2026-03-09T08:30:00")).expect("opens");
    let next = repo::of_session(store.db(), "monday.20260316").expect("reads");
    assert!(next.is_empty(), "what was booked instead is gone: {next:#?}");
}
