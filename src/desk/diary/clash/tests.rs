use std::sync::Arc;

use super::*;
use crate::desk::diary::holidays::Division;
use crate::desk::diary::{Calendar, Entry};

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn calendar(name: &str, kind: &str) -> Arc<Calendar> {
    Arc::new(Calendar { id: name.into(), ..Calendar::new(name, kind, at("2026-01-01T00:00:00")) })
}

fn one(of: &Arc<Calendar>, title: &str, start: &str, minutes: i64, change: impl Fn(&mut Entry)) -> Occurrence {
    let mut entry = Entry::new(&of.id, title, at(start), minutes, "Sam", at("2026-01-01T00:00:00"));
    change(&mut entry);
    Occurrence::single(Arc::new(entry.settled()), of.clone())
}

fn found(mine: &Occurrence, theirs: Occurrence) -> Vec<String> {
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    clashes(mine, &[theirs], &holidays, "Sam").iter().map(ToString::to_string).collect()
}

const NONE: fn(&mut Entry) = |_| {};

#[test]
fn the_same_calendar_is_not_booked_twice() {
    let patel = calendar("Dr A Patel", "consultant");
    let round = || one(&patel, "Ward round", "2026-03-03T10:00:00", 60, NONE);
    let mine = one(&patel, "Teaching", "2026-03-03T10:30:00", 60, NONE);
    assert_eq!(found(&mine, round()), ["Clashes with 10:00 Ward round (Dr A Patel)."]);
    let after = one(&patel, "Teaching", "2026-03-03T11:00:00", 60, NONE);
    assert!(found(&after, round()).is_empty());
    let cancelled = one(&patel, "Ward round", "2026-03-03T10:00:00", 60, |e| e.state = "cancelled".into());
    assert!(found(&mine, cancelled).is_empty());
    let gone = one(&patel, "Teaching", "2026-03-03T10:30:00", 60, |e| e.state = "cancelled".into());
    assert!(found(&gone, round()).is_empty());
}

#[test]
fn buffers_are_kept_free() {
    let patel = calendar("Dr A Patel", "consultant");
    let mine = one(&patel, "Teaching", "2026-03-03T11:10:00", 60, |e| e.buffer_before = 15);
    let round = one(&patel, "Ward round", "2026-03-03T10:00:00", 60, NONE);
    assert_eq!(found(&mine, round), ["Too close to 10:00 Ward round (Dr A Patel): 15min are to stay free."]);
    let early = one(&patel, "Ward round", "2026-03-03T09:00:00", 60, NONE);
    assert!(found(&mine, early).is_empty());
}

#[test]
fn a_journey_is_called_one_and_buffers_hold_for_people_and_rooms() {
    let (patel, osei) = (calendar("Dr A Patel", "consultant"), calendar("Dr J Osei", "consultant"));
    let train: fn(&mut Entry) = |e| e.kind = "travel".into();
    let mine = one(&patel, "Teaching", "2026-03-03T10:30:00", 60, NONE);
    let journey = one(&patel, "Train to Leeds", "2026-03-03T11:00:00", 120, train);
    assert_eq!(found(&mine, journey), ["Dr A Patel is on the way then: 11:00 Train to Leeds (Dr A Patel)."]);
    let together = one(&osei, "Drive", "2026-03-03T10:00:00", 60, |e| {
        e.kind = "travel".into();
        e.with_whom = "Dr A Patel".into();
    });
    assert_eq!(found(&mine, together), ["Dr A Patel is on the way then: 10:00 Drive (Dr J Osei)."]);
    let mdt = one(&osei, "MDT", "2026-03-03T10:00:00", 30, |e| {
        e.buffer_after = 15;
        e.place = "Room 2".into();
    });
    let there = one(&patel, "Teaching", "2026-03-03T10:40:00", 60, |e| e.place = "room 2".into());
    assert_eq!(found(&there, mdt), ["Too close to 10:00 MDT (Dr J Osei): 15min are to stay free."]);
}

#[test]
fn people_rooms_and_patients_are_in_one_place() {
    let (patel, osei) = (calendar("Dr A Patel", "consultant"), calendar("Dr J Osei", "consultant"));
    let theirs = |change: fn(&mut Entry)| one(&osei, "MDT", "2026-03-03T10:00:00", 60, change);
    let mine = |change: fn(&mut Entry)| one(&patel, "Teaching", "2026-03-03T10:30:00", 60, change);
    assert!(found(&mine(NONE), theirs(NONE)).is_empty());
    assert_eq!(
        found(&mine(NONE), theirs(|e| e.with_whom = "dr a patel, Sister Hall".into()))[0],
        "Dr A Patel has 10:00 MDT (Dr J Osei) then."
    );
    let room: fn(&mut Entry) = |e| e.place = "Room 2".into();
    assert_eq!(found(&mine(room), theirs(room)), ["Room 2 is taken: 10:00 MDT (Dr J Osei)."]);
    let ward: fn(&mut Entry) = |e| e.place = "Ward 7".into();
    assert!(found(&mine(ward), theirs(ward)).is_empty());
    let patient: fn(&mut Entry) = |e| e.patient_id = Some("p".into());
    assert_eq!(found(&mine(patient), theirs(patient)), ["The patient is booked then: 10:00 MDT (Dr J Osei)."]);
}

#[test]
fn leave_is_seen_from_both_sides() {
    let (patel, leave) = (calendar("Dr A Patel", "consultant"), calendar("Leave", "leave"));
    let away = |who: &str| {
        let title = format!("{who}: annual leave");
        one(&leave, &title, "2026-03-02T00:00:00", 5 * 1440, |e| {
            e.all_day = true;
            e.kind = "leave".into();
        })
    };
    let clinic = one(&patel, "Clinic", "2026-03-03T09:00:00", 180, NONE);
    assert_eq!(found(&clinic, away("Dr Patel")), ["Dr A Patel is away: all day Dr Patel: annual leave (Leave)."]);
    assert!(found(&clinic, away("Dr Osei")).is_empty());
    assert_eq!(found(&away("Dr Patel"), clinic), ["Falls into this leave: 09:00 Clinic (Dr A Patel)."]);
    assert!(found(&away("Dr Patel"), away("Dr Osei")).is_empty());
}

#[test]
fn holidays_and_weekends_are_named_for_work_only() {
    let patel = calendar("Dr A Patel", "consultant");
    let other = || one(&patel, "x", "2020-01-01T00:00:00", 1, NONE);
    let friday = one(&patel, "Clinic", "2026-04-03T09:00:00", 60, NONE);
    assert_eq!(found(&friday, other()), ["Fri 03-Apr-2026 is a bank holiday: Good Friday."]);
    let saturday = one(&patel, "Clinic", "2026-03-07T09:00:00", 60, NONE);
    assert_eq!(found(&saturday, other()), ["Sat 07-Mar-2026 is at the weekend."]);
    let personal = one(&patel, "Wedding", "2026-03-07T09:00:00", 60, |e| e.kind = "personal".into());
    assert!(found(&personal, other()).is_empty());
}

#[test]
fn what_is_private_is_not_told() {
    let patel = calendar("Dr A Patel", "consultant");
    let private = one(&patel, "Dentist", "2026-03-03T10:00:00", 60, |e| {
        e.private = true;
        e.created_by = "Jo".into();
    });
    let mine = one(&patel, "Teaching", "2026-03-03T10:30:00", 60, NONE);
    assert_eq!(found(&mine, private), ["Clashes with 10:00 (private) (Dr A Patel)."]);
}

#[test]
fn several_are_said_with_their_days() {
    let day = |n: u32| NaiveDate::from_ymd_opt(2026, 3, n).unwrap();
    let weekend = |n| (day(n), Clash::Weekend(day(n)));
    assert_eq!(sentence(&[], "", "x"), None);
    let all = [weekend(7), weekend(8), weekend(14), weekend(15)];
    let said = sentence(&all, "Nearest free: 11:00.", "Ctrl-S again saves it all the same.").unwrap();
    assert!(
        said.contains("Sat 07-Mar-2026")
            && said.ends_with("And 1 more. Nearest free: 11:00. Ctrl-S again saves it all the same."),
        "{said}"
    );
}
