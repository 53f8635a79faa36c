use super::*;

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn session() -> Session {
    Session {
        id: "c.20260303".into(),
        on_date: "2026-03-03".into(),
        consultant: "Dr A Patel".into(),
        ..Session::default()
    }
}

fn booked() -> Appointment {
    let session = session();
    let to = Placement { session: &session, at: "09:00".into(), minutes: 30, n: 0 };
    Appointment::new("p", "new", at("2026-02-02T10:00:00")).booked(&to, "Jo", at("2026-02-02T10:00:00")).unwrap()
}

#[test]
fn every_state_has_its_code() {
    let (early, late) = (at("2026-03-03T08:55:00"), at("2026-03-03T09:05:00"));
    let one = booked();
    assert_eq!(one.attendance_code(), "0");
    assert_eq!(one.arrived(early).unwrap().seen("discharged", None, late).unwrap().attendance_code(), "5");
    assert_eq!(one.arrived(late).unwrap().seen("discharged", None, late).unwrap().attendance_code(), "6");
    assert_eq!(one.arrived(late).unwrap().left(late).unwrap().attendance_code(), "7");
    assert_eq!(one.cancelled(false, "ill", early).unwrap().attendance_code(), "2");
    assert_eq!(one.dna(late).unwrap().attendance_code(), "3");
    assert_eq!(one.cancelled(true, "ill", early).unwrap().attendance_code(), "4");
}

#[test]
fn only_the_ways_that_are_drawn_can_be_gone() {
    let now = at("2026-03-03T10:00:00");
    let one = booked();
    assert!(one.left(now).unwrap_err().contains("booked cannot leave unseen"));
    assert!(one.seen(" ", None, now).unwrap_err().starts_with("Say what came of it"));
    assert!(one.dna(at("2026-03-03T08:00:00")).unwrap_err().contains("may still come"));
    assert!(one.seen("discharged", None, at("2026-03-02T10:00:00")).unwrap_err().contains("Tue 03-Mar-2026"));
    let seen = one.seen("discharged", None, now).unwrap();
    assert!(seen.cancelled(false, "", now).is_err() && seen.dna(now).is_err() && seen.rebooked(now).is_err());
    let gone = one.cancelled(true, "consultant ill", now).unwrap();
    assert!(gone.seat.is_none() && gone.arrived(now).is_err());
    let (old, new) = gone.rebooked(now).unwrap();
    assert_eq!((old.rebooked_as.as_deref(), new.rebooked_from.as_deref()), (Some(&*new.id), Some(&*old.id)));
    assert!(old.rebooked(now).unwrap_err().contains("rebooked already"));
    assert_eq!(one.dna(now).unwrap().reopened().unwrap().state, "booked");
}

#[test]
fn a_follow_up_far_off_is_asked_for_five_weeks_before() {
    let now = at("2026-03-03T10:00:00");
    let far = booked().seen("follow-up", Some(12), now).unwrap().follow_up(now).unwrap();
    assert_eq!((far.aim_on.as_deref(), far.book_by.as_deref()), (Some("2026-05-26"), Some("2026-04-21")));
    assert_eq!((far.press(now), far.press(at("2026-04-21T08:00:00"))), (Press::Paused, Press::ActNow));
    let near = booked().seen("follow-up", Some(4), now).unwrap().follow_up(now).unwrap();
    assert_eq!(near.press(now), Press::ActNow);
    assert!(booked().seen("discharged", None, now).unwrap().follow_up(now).is_none());
}

#[test]
fn two_fair_offers_are_counted() {
    let now = at("2026-03-03T10:00:00");
    let one = Appointment::new("p", "new", now)
        .offered(at("2026-03-10T09:00:00"), "declined", now)
        .offered(at("2026-03-24T09:00:00"), "declined", now)
        .offered(at("2026-04-24T09:00:00"), "declined", now);
    assert_eq!(one.fair_offers(), 2);
    let agreed = one.offered(at("2026-03-11T09:00:00"), "declined", now).agreed();
    assert_eq!(agreed.fair_offers(), 3, "a week's notice, and the patient agreed to it");
    assert!(!serde_json::to_string(&one.offers).unwrap().contains("agreed"), "older rows stay as they are");
}
