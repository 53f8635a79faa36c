//! Stories of reminders: two windows, a weekend, and what is said to the desktop.

use chrono::NaiveDateTime;
use tempfile::TempDir;

use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::diary::{Entry, repo};
use crate::desk::inbox::Query;
use crate::desk::tasks::Task;
use crate::store::{Change, Record};

fn at(text: &str) -> NaiveDateTime {
    format!("2026-03-{text}:00").parse().unwrap()
}

fn desk(folder: &TempDir, now: &str, who: &str) -> Rig {
    Rig::open(folder.path(), PARTS, at(now), who)
}

fn write<R: Record>(rig: &mut Rig, record: &R) {
    let now = rig.cx().now;
    rig.cx().store.apply(&Change::new("x").insert(record), "Sam", now).unwrap();
    rig.cx().touch();
}

/// An entry of Dr Patel's on Tuesday the third, made the day before.
fn entry(rig: &mut Rig, title: &str, start: &str, change: impl Fn(&mut Entry)) {
    let made = at("02T08:00");
    let (calendar, new) = repo::ensure_calendar(rig.cx().db(), "Dr A Patel", Some("consultant"), made).unwrap();
    if let Some(new) = new {
        rig.cx().store.apply(&new, "Sam", made).unwrap();
    }
    let mut entry = Entry::new(&calendar.id, title, at(start), 60, "Sam", made);
    change(&mut entry);
    write(rig, &entry.settled());
}

fn rings(rig: &mut Rig, now: &str) -> bool {
    rig.at(at(now)).tick();
    rig.app().take_bell()
}

#[test]
fn an_entry_rings_once_ten_minutes_before_and_is_put_off_and_seen() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "03T09:41", "Sam");
    entry(&mut rig, "MDT meeting", "03T10:00", |e| e.place = "Room 2".into());
    assert!(!rings(&mut rig, "03T09:49"));
    rig.misses("MDT meeting · Dr");
    assert!(rings(&mut rig, "03T09:50"));
    rig.sees("! MDT meeting · Dr A Patel · Room 2 · in 10min").sees("R shows it");
    assert!(!rings(&mut rig, "03T09:51"));
    rig.keys("R")
        .sees("Reminders: what rang")
        .sees("rang")
        .sees("a all seen · o not seen")
        .keys("s")
        .sees("Rings again 10:01");
    rig.keys("esc").tick().misses("R shows it");
    assert!(!rings(&mut rig, "03T10:00") && rings(&mut rig, "03T10:01"));
    rig.sees("MDT meeting · Dr A Patel · Room 2 · 10:00 today");
    rig.keys("R d").sees("Seen: MDT meeting").keys("o").sees("stands on the desk again").keys("d esc").tick();
    rig.misses("R shows it").keys("R enter").sees("1 Diary · Tue 03-Mar-2026 · day");
    // It is no change of the desk, and nothing to take back.
    let rung = rig.cx().db().count("SELECT COUNT(*) FROM change_item WHERE tbl = 'reminder'", &[]).unwrap();
    assert_eq!(rung, 0);
}

#[test]
fn two_windows_ring_once_between_them() {
    let folder = TempDir::new().unwrap();
    let (mut one, mut two) = (desk(&folder, "03T09:41", "Sam"), desk(&folder, "03T09:41", "Jo"));
    entry(&mut one, "MDT meeting", "03T10:00", |_| {});
    one.tick();
    two.tick();
    let rang = [rings(&mut one, "03T09:50"), rings(&mut two, "03T09:50")];
    assert_eq!(rang, [true, false]);
    // The other shows it too, and what is seen in one is seen in both.
    two.sees("MDT meeting · Dr A Patel · in 10min");
    two.keys("R d esc");
    one.tick().tick().misses("R shows it");
}

#[test]
fn what_should_have_rung_while_nobody_was_there_stands_as_missed() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "02T17:00", "Sam");
    entry(&mut rig, "Early round", "03T07:30", |_| {});
    rig.tick();
    drop(rig);
    let mut rig = desk(&folder, "03T08:30", "Sam");
    assert!(!rings(&mut rig, "03T08:30"), "late is no reason to ring");
    rig.sees("! Missed: Early round · Dr A Patel · 07:30 today").keys("R").sees("missed").keys("a esc").tick();
    rig.misses("Missed:");
    // A desk that was only made now has missed nothing.
    let fresh = TempDir::new().unwrap();
    let mut rig = desk(&fresh, "03T08:30", "Sam");
    entry(&mut rig, "Early round", "03T07:30", |_| {});
    rig.tick().misses("Missed:");
}

#[test]
fn promises_ring_for_whose_they_are_and_chase_dates_in_the_morning() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "02T09:00", "Sam");
    let now = rig.cx().now;
    let query = |owner: &str, caller: &str| Query {
        owner: owner.into(),
        caller: caller.into(),
        state: "open".into(),
        ..Query::new(now)
    };
    let promised = |owner, caller| Query { promised_by: Some("2026-03-02T15:00:00".into()), ..query(owner, caller) };
    write(&mut rig, &promised("Sam", "Grace"));
    write(&mut rig, &promised("Jo", "Henry"));
    let chase = Query {
        state: "waiting".into(),
        waiting_on: "the lab".into(),
        chase_on: Some("2026-03-03".into()),
        ..query("Sam", "Ada")
    };
    write(&mut rig, &chase);
    let task = Task {
        state: "waiting".into(),
        waiting_on: "Ward 7".into(),
        waiting_until: Some("2026-03-03".into()),
        ..Task::new("Echo report", "Sam", now)
    };
    write(&mut rig, &task);
    assert!(rings(&mut rig, "02T14:50"));
    rig.sees("! Promised: Grace · in 10min").misses("Henry · in");
    rig.keys("R a esc");
    assert!(!rings(&mut rig, "03T08:59"));
    assert!(rings(&mut rig, "03T09:00"));
    rig.sees("Chase")
        .sees("(+1 more)")
        .keys("R")
        .sees("Chase the lab: Ada")
        .sees("Chase Ward 7: Echo report")
        .keys("esc");
    // What is dealt with goes away by itself.
    let done = Query { state: "done".into(), ..chase.clone() };
    rig.cx().store.apply(&Change::new("x").update(&chase, &done), "Sam", now).unwrap();
    rig.cx().touch();
    rig.tick().tick().sees("Chase Ward 7: Echo report").misses("more)");
}

#[test]
fn an_entry_has_its_own_time_and_leave_and_rooms_do_not_ring() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "03T09:00", "Sam");
    entry(&mut rig, "Board", "04T09:30", |e| e.remind = Some(1440));
    entry(&mut rig, "Quiet", "03T10:00", |e| e.remind = Some(-1));
    entry(&mut rig, "From Outlook", "03T11:00", |e| e.extra = "BEGIN:VALARM\nTRIGGER:-PT45M\nEND:VALARM".into());
    entry(&mut rig, "Leave", "03T12:00", |e| e.kind = "leave".into());
    entry(&mut rig, "Weekly", "02T13:00", |e| e.rules = vec!["FREQ=DAILY".into()]);
    assert!(rings(&mut rig, "03T09:30"));
    rig.sees("! Board · Dr A Patel · Wed 04-Mar-2026 09:30");
    assert!(!rings(&mut rig, "03T09:50") && rings(&mut rig, "03T10:15"));
    rig.sees("From Outlook");
    assert!(!rings(&mut rig, "03T11:50"));
    assert!(rings(&mut rig, "03T12:50"));
    rig.sees("! Weekly · Dr A Patel · in 10min").keys("R");
    rig.sees("Weekly").keys("down enter").sees("1 Diary · Tue 03-Mar-2026 · day");
}

#[test]
fn the_desktop_is_told_no_name() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "03T09:41", "Sam");
    rig.cx().config.reminders.notification = "osc9".into();
    entry(&mut rig, "OKAFOR, Grace", "03T10:00", |_| {});
    rig.at(at("03T09:50")).tick();
    let mut out = Vec::new();
    rig.app().take_notice().unwrap().give(&mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "\x1b]9;Rolltop: In the diary: in 10min\x07");
    assert!(rig.app().take_bell());
    rig.cx().config.reminders.bell = false;
    rig.cx().config.reminders.line = false;
    rig.cx().config.reminders.notification = "off".into();
    entry(&mut rig, "Second", "03T10:30", |_| {});
    assert!(!rings(&mut rig, "03T10:20"));
    assert_eq!(rig.app().take_notice(), None);
}

#[test]
fn where_nothing_rang_no_key_is_named_that_does_nothing() {
    let folder = TempDir::new().unwrap();
    let mut rig = desk(&folder, "03T09:41", "Sam");
    rig.keys("R").sees("Nothing rang today.").sees("Esc Back").misses("d Seen").misses("all seen").misses("+10 min");
}
