//! The states of a trip, and the day of each step.

use super::*;

const DAYS: Deadlines = Deadlines { approve: 5, book: 14, claim: 92 };

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn trip() -> Trip {
    Trip {
        to_place: "Brussels".into(),
        starts_on: "2026-03-28".into(),
        ends_on: "2026-03-31".into(),
        budget_id: Some("b".into()),
        estimate: 40_000,
        ..Trip::new("Dr A Patel", "Jo", now())
    }
    .settled(DAYS)
}

#[test]
fn each_step_has_its_day() {
    let today = now().date();
    let asked = trip();
    assert_eq!(asked.due_on.as_deref(), Some("2026-03-08"));
    let approved = asked.approved("Ann", today).unwrap().settled(DAYS);
    assert_eq!((approved.due_on.as_deref(), approved.committed), (Some("2026-03-14"), 40_000));
    let booked = approved.booked(today).unwrap().settled(DAYS);
    assert_eq!(booked.due_on.as_deref(), Some("2026-04-01"));
    assert!(booked.travelled(today).unwrap_err().contains("cannot have been travelled yet"));
    let back = booked.travelled("2026-04-01".parse().unwrap()).unwrap().settled(DAYS);
    assert_eq!((back.due_on.as_deref(), back.committed), (Some("2026-07-01"), 40_000));
    let claimed = back.claimed("E17", 12_345, today).unwrap().settled(DAYS);
    assert_eq!((claimed.committed, claimed.due_on.as_deref()), (0, Some("2026-04-02")));
    assert!(claimed.closed(12_000, today, "", now()).unwrap_err().contains("say why"));
    let closed = claimed.closed(12_345, today, "", now()).unwrap().settled(DAYS);
    assert_eq!((closed.due_on, closed.committed), (None, 0));
}

#[test]
fn what_is_not_in_its_state_is_refused_in_a_sentence() {
    let today = now().date();
    assert_eq!(
        trip().booked(today).unwrap_err(),
        "Dr A Patel to Brussels is requested: only a trip that is approved can be booked."
    );
    assert!(trip().given_up("cancelled", " ", now()).unwrap_err().contains("Say why"));
    let off = trip().given_up("cancelled", "flu", now()).unwrap();
    assert!(off.given_up("cancelled", "again", now()).is_err());
    assert_eq!(off.back().unwrap().state, "requested");
    let turned = Trip { ends_on: "2026-03-01".into(), ..trip() };
    assert!(turned.checked().unwrap_err().contains("before it begins"));
    assert!(trip().back().is_err());
}
