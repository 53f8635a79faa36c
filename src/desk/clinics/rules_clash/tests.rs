use super::*;
use crate::desk::clinics::model::{Limit, Need};
use crate::desk::clinics::rules_plan::read_slots;

fn now() -> NaiveDateTime {
    "2026-03-03T08:00:00".parse().unwrap()
}

fn session() -> Session {
    Session {
        id: "c.20260310".into(),
        on_date: "2026-03-10".into(),
        starts: "09:00".into(),
        ends: "10:30".into(),
        state: "open".into(),
        slots: read_slots("2 new 30m, 1 urgent 15m held for Ward 7", "09:00").unwrap(),
        overbook: 1,
        ..Session::default()
    }
}

fn said(session: &Session, at: &str, n: usize, change: impl Fn(&mut Appointment), taken: &Taken) -> Vec<String> {
    let mut one = Appointment::new("p", "new", now());
    change(&mut one);
    let asked = Asked { session, at, n, minutes: 30, appointment: &one };
    let found = clashes(asked, taken, &DayFacts::default(), now());
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_free_slot_of_the_kind_has_none() {
    assert!(said(&session(), "09:00", 0, |_| (), &Taken::default()).is_empty());
}

#[test]
fn a_taken_seat_and_one_too_many_stop_it() {
    let session = session();
    let mut taken = Taken::default();
    taken.add(&session.seat("09:00", 0), "new");
    assert_eq!(said(&session, "09:00", 0, |_| (), &taken), ["That slot is taken."]);
    assert_eq!(said(&session, "09:00", 1, |_| (), &taken), ["Beyond the slots: number 1 of at most 1."]);
    taken.add(&session.seat("09:00", 1), "new");
    let full = "At most 1 beyond the slots of this session: that is reached.";
    assert_eq!(said(&session, "09:30", 1, |_| (), &taken), [full], "09:30 itself is free");
    assert_eq!(said(&session, "09:00", 2, |_| (), &taken), ["That slot is taken.", full]);
    let none = Session { overbook: 0, ..session.clone() };
    assert_eq!(
        said(&none, "08:30", 0, |_| (), &taken),
        ["This session takes nobody beyond its slots.", "Outside the session, which is 09:00–10:30."]
    );
    let tight = Session { limits: vec![Limit { kind: "new".into(), most: 2 }], ..session };
    assert_eq!(said(&tight, "09:30", 0, |_| (), &taken), ["At most 2 new in this session: that is reached."]);
}

#[test]
fn the_rest_is_said_and_let_through() {
    let none = Taken::default();
    assert_eq!(
        said(&session(), "10:00", 0, |_| (), &none),
        ["That slot is for urgent.", "That slot is held for Ward 7 until Tue 10-Mar-2026."]
    );
    assert_eq!(
        said(&session(), "08:30", 0, |_| (), &none),
        ["Beyond the slots: number 1 of at most 1.", "Outside the session, which is 09:00–10:30."]
    );
    let late = |a: &mut Appointment| a.breach_on = Some("2026-03-09".into());
    assert_eq!(said(&session(), "09:00", 0, late, &none), ["Too late: the breach date is Mon 09-Mar-2026."]);
    let signs = |a: &mut Appointment| a.needs.push(Need { what: "BSL interpreter".into(), task_id: None });
    assert_eq!(said(&session(), "09:00", 0, signs, &none), ["BSL interpreter needs 10 days' notice."]);
    let away = |a: &mut Appointment| a.away.push("2026-03-09/2026-03-13".into());
    assert_eq!(said(&session(), "09:00", 0, away, &none), ["The patient is away: Mon 09-Mar-2026 to Fri 13-Mar-2026."]);
}

#[test]
fn what_stops_is_said_without_a_way_round() {
    let gone = Session { state: "cancelled".into(), ..session() };
    let one = Appointment::new("p", "new", now());
    let asked = Asked { session: &gone, at: "09:00", n: 0, minutes: 30, appointment: &one };
    let facts = DayFacts { holiday: Some("Good Friday".into()), ..DayFacts::default() };
    let found = clashes(asked, &Taken::default(), &facts, now());
    assert_eq!(sentence(&found, "Again.").unwrap(), "This session is cancelled: choose another.");
}
