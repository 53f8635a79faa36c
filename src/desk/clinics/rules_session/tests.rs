use super::*;
use crate::desk::clinics::model::Limit;
use crate::desk::clinics::rules_plan::read_slots;

fn now() -> NaiveDateTime {
    "2026-03-03T08:00:00".parse().unwrap()
}

fn session() -> Session {
    Session {
        id: "c.20260310".into(),
        on_date: "2026-03-10".into(),
        starts: "09:00".into(),
        ends: "12:00".into(),
        state: "open".into(),
        slots: read_slots("2 new 30m, 2 follow-up 15m, 11:00 urgent 15m held for Ward 7 until 2 days before", "09:00")
            .unwrap(),
        overbook: 1,
        ..Session::default()
    }
}

fn ids(places: &[Place]) -> Vec<String> {
    places.iter().map(|p| p.id("s")).collect()
}

#[test]
fn free_is_what_is_neither_taken_nor_held() {
    let mut taken = Taken::default();
    let session = session();
    taken.add(&session.seat("09:00", 0), "new");
    assert_eq!(ids(&session.free(&taken, Some("new"), now())), ["s.0930"]);
    assert_eq!(ids(&session.free(&taken, None, now())), ["s.0930", "s.1000", "s.1015"]);
    let near = "2026-03-09T08:00:00".parse().unwrap();
    assert_eq!(ids(&session.free(&taken, Some("urgent"), near)), ["s.1100"], "released two days before");
    let on_the_day = "2026-03-10T09:50:00".parse().unwrap();
    assert_eq!(ids(&session.free(&taken, Some("new"), on_the_day)), Vec::<String>::new());
    assert_eq!(session.fullness(&taken), "new 1/2  f-up 0/2  urg 0/1");
}

#[test]
fn two_slots_of_one_time_have_two_seats() {
    let twin = Session { slots: read_slots("09:00 new 30m, 09:00 follow-up 30m", "09:00").unwrap(), ..session() };
    let all = twin.places();
    assert_eq!(ids(&all), ["s.0900", "s.0900-1"]);
    assert_eq!(slot_parts("c.20260310.0900-1"), Some(("c.20260310", "09:00".into(), 1)));
    assert_eq!(slot_parts("c.20260310.2575"), None);
    let mut taken = Taken::default();
    taken.add(&twin.seat("09:00", 1), "follow-up");
    assert_eq!(ids(&twin.free(&taken, None, now())), ["s.0900"]);
    assert_eq!(twin.seat_beyond("09:00", &taken), 2);
}

#[test]
fn a_limit_holds_whatever_the_slots() {
    let tight = Session { limits: vec![Limit { kind: "new".into(), most: 1 }], ..session() };
    let mut taken = Taken::default();
    taken.add(&tight.seat("09:30", 0), "new");
    assert!(tight.free(&taken, Some("new"), now()).is_empty());
}

#[test]
fn a_session_is_closed_when_everybody_has_an_outcome() {
    let after = "2026-03-10T13:00:00".parse().unwrap();
    let waits = Appointment { state: "arrived".into(), ..Appointment::default() };
    assert!(session().closed(&[waits], after).unwrap_err().starts_with("One patient has no outcome"));
    assert!(session().closed(&[], now()).unwrap_err().contains("not been yet"));
    assert_eq!(session().closed(&[], after).unwrap().state, "closed");
}

#[test]
fn a_cancellation_has_a_reason_and_counts_its_notice() {
    assert!(session().cancelled("", now()).unwrap_err().starts_with("Say why"));
    let gone = session().cancelled("consultant ill", now()).unwrap();
    assert_eq!((gone.state.as_str(), gone.notice_weeks), ("cancelled", Some(1)));
    assert!(gone.free(&Taken::default(), None, now()).is_empty());
    assert!(gone.cancelled("again", now()).is_err());
}
