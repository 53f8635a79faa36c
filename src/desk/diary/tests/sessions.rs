//! Stories of clinics' sessions in the diary, and of leave that falls on them.

use super::*;
use crate::desk::clinics::model::{Appointment, Clinic, Plan};
use crate::desk::clinics::rules_appointment::Placement;
use crate::desk::clinics::rules_plan::read_slots;
use crate::desk::clinics::{Session, repo as clinics};
use crate::desk::people::Patient;

/// A Tuesday clinic of Dr Patel's, two new and four follow-ups, since January.
fn clinic(rig: &mut Rig) {
    let patel = repo::calendar_named(rig.cx().db(), "Dr A Patel").unwrap().unwrap();
    let plan = Plan {
        since: "2026-01-06".into(),
        weekdays: vec!["tue".into()],
        from: "09:00".into(),
        to: "12:00".into(),
        slots: read_slots("2 new 30m, 4 follow-up 15m", "09:00").unwrap(),
        ..Plan::default()
    };
    let clinic = Clinic {
        id: "tuesday".into(),
        name: "Clinic A".into(),
        consultant: patel.name.clone(),
        calendar_id: patel.id,
        room: "Room 4".into(),
        plans: vec![plan],
        ..Clinic::default()
    };
    apply(rig, &Change::new("x").insert(&clinic));
}

fn session(rig: &mut Rig, day: &str) -> Session {
    let today = rig.cx().now.date();
    clinics::session(rig.cx().db(), &format!("tuesday.{day}"), today).unwrap()
}

/// Books Mrs Okafor, who needs an interpreter.
fn book(rig: &mut Rig, day: &str, at: &str) {
    let now = rig.cx().now;
    let patient =
        Patient { surname: "Okafor".into(), forename: "Grace".into(), title: "Mrs".into(), ..Patient::new(now) };
    let session = session(rig, day);
    let to = Placement { session: &session, at: at.into(), n: 0, minutes: 30 };
    let mut one = Appointment::new(&patient.id, "new", now).booked(&to, "Sam", now).unwrap();
    one.needs = vec![crate::desk::clinics::Need { what: "interpreter".into(), task_id: None }];
    apply(rig, &Change::new("x").insert(&patient).insert(&one));
}

#[test]
fn a_session_stands_in_every_view_with_how_full_it_is() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    book(&mut rig, "20260310", "09:30");
    rig.sees("09:00").sees("Clinic A").sees("new 0/2  f-up 0/4");
    rig.keys("1 @").text("10/3/26").keys("enter").sees("Clinic A").sees("new 1/2  f-up 0/4 · Dr A Patel · Room 4");
    // The slots, free ones too, in the day and beside it.
    rig.sees("09:00 new  free").sees("09:30 new  OKAFOR, Grace (Mrs) · interpreter").sees("10:45 f-up free");
    rig.keys("W").sees("Clinic A").sees("new 1/2").keys("S").sees("09:00 Clinic A");
    rig.keys("M").sees("1cl 5free").keys("A").sees("new 1/2  f-up 0/4");
    rig.resize(160, 40).keys("M").sees("1 clinic, 5 free");
}

#[test]
fn a_session_is_no_entry_to_be_moved_or_binned() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    for key in ["m", "e", "d", "x", "del", "h"] {
        rig.keys("1").keys(key).sees("This is a session of a clinic");
    }
    // And what is put over it clashes.
    rig.keys("n").text("Teaching").keys("enter enter").text("10/3/26 10:00").keys("ctrl-s");
    rig.sees("Clashes with 09:00 Clinic A (Dr A Patel). Nearest free: 12:00.");
}

#[test]
fn the_commands_and_the_sheet_show_sessions_as_entries_of_the_kind_clinic() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    let (now, config) = (rig.cx().now, rig.cx().config.clone());
    let all = crate::desk::diary::repo_sittings::day(rig.cx().db(), now.date(), 8, Some("dr a patel"), now).unwrap();
    let kinds: Vec<&str> = all.iter().map(|o| o.entry.kind.as_str()).collect();
    assert_eq!(kinds, ["clinic", "clinic"]);
    assert_eq!(
        (all[1].entry.id.as_str(), all[1].times().as_str()),
        ("tuesday.20260310", "Tue 10-Mar-2026 09:00–12:00")
    );
    let calendars = repo::calendars(rig.cx().db()).unwrap();
    let sheet = crate::desk::diary::sheet::day_sheet(&rig.cx().store, &config, now.date(), &calendars, ("Sam", now));
    assert_eq!(sheet.unwrap().parts[0].rows[1].with, "new 0/2  f-up 0/4");
}

#[test]
fn leave_asks_what_happens_to_the_clinics_it_touches() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    book(&mut rig, "20260310", "09:30");
    rig.keys("L @").text("9/3/26").keys("enter n").sees("Dr A Patel: annual leave").keys("enter enter enter enter");
    rig.text("10 days").keys("ctrl-s").sees("Falls into this leave").keys("ctrl-s");
    rig.sees("This leave falls on 2 clinics. What happens to them?")
        .sees("1 patient to rebook")
        .sees("nobody is booked");
    rig.text("tue 10-mar cancel").keys("enter").sees("1 patient to rebook. Back on the desk, Ctrl-Z undoes");
    rig.sees("This leave falls on a clinic.").keys("enter").sees("The clinics stay as they are.");
    rig.keys("D @").text("10/3/26").keys("enter").sees("Clinic A (cancelled)").sees("1 to rebook");
    rig.keys("esc").sees("1 to rebook");
    assert_eq!(session(&mut rig, "20260310").reason, "the consultant is on leave");
    rig.keys("ctrl-z").misses("to rebook").sees("new 1/2");
}

#[test]
fn an_entry_in_the_time_of_a_session_is_said_to_clash_with_the_nearest_time_that_is_free() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    clinic(&mut rig);
    rig.keys("g d n").text("Board").keys("enter").text("dr a patel").keys("enter").text("10/3/26 10:00").keys("ctrl-s");
    rig.sees("Clashes with 09:00 Clinic A").sees("Nearest free: 12:00. Ctrl-S again saves it all the same.");
    rig.keys("esc");
    assert!(rows(&mut rig).is_empty(), "nothing is saved before it is said");
    // In another's diary it is no clash, and none where the session does not take place.
    rig.keys("n ctrl-d").sees("Drop it?").keys("left enter").misses("Drop it?").keys("n").misses("Board");
    rig.text("Lunch")
        .keys("enter ctrl-u")
        .text("Sam")
        .keys("enter")
        .text("10/3/26 10:00")
        .keys("ctrl-s")
        .sees("New entry: Lunch");
    let session = session(&mut rig, "20260310");
    let now = rig.cx().now;
    let off = session.cancelled("ill", now).unwrap().stored(now);
    apply(&mut rig, &Change::new("x").insert(&off));
    rig.keys("g d n").text("Board").keys("enter").text("dr a patel").keys("enter").text("10/3/26 10:00").keys("ctrl-s");
    rig.sees("New entry: Board");
}
