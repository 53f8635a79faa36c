//! Each rule of a query, and that it can be broken by nobody.

use super::*;
use proptest::prelude::*;

fn at(text: &str) -> NaiveDateTime {
    format!("2026-03-{text}:00").parse().unwrap()
}

fn now() -> NaiveDateTime {
    at("03T09:41")
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn said(words: &str) -> Query {
    Query { caller: "Ward 7".into(), words: words.into(), ..Query::new(now()) }.filed(&Alarms::shipped(), now())
}

fn call() -> Query {
    said("Bring the clinic forward, please")
}

fn in_state(state: &str) -> Query {
    Query { state: state.into(), ..call() }
}

#[test]
fn new_is_taken_and_then_open_and_owned() {
    let taken = call().taken("Sam").unwrap();
    assert_eq!((taken.state.as_str(), taken.owner.as_str()), ("open", "Sam"));
    assert!(taken.taken("Sam").unwrap_err().contains("yours already"));
    assert_eq!(taken.taken("Kit").unwrap().owner, "Kit");
    assert!(in_state("done").taken("Sam").is_err());
}

#[test]
fn waiting_needs_somebody_and_a_day_that_is_still_to_come() {
    let wait = |on: &str, chase: Option<&str>| call().waiting(on, chase.map(day), "Sam", now());
    assert!(wait("Lab", None).unwrap_err().contains("needs a day to chase on"));
    assert!(wait(" ", Some("2026-03-05")).unwrap_err().contains("on whom"));
    assert!(wait("Lab", Some("2026-03-02")).unwrap_err().contains("has passed"));
    let waits = wait("Lab", Some("2026-03-05")).unwrap();
    assert_eq!((waits.state.as_str(), waits.owner.as_str()), ("waiting", "Sam"));
    assert_eq!(waits.chase_on.as_deref(), Some("2026-03-05"));
    let open = waits.answered().unwrap();
    assert_eq!((open.state.as_str(), open.chase_on), ("open", None));
    assert!(call().answered().is_err());
}

#[test]
fn a_chase_date_that_comes_makes_it_open_again_for_the_eye() {
    let waits = call().waiting("Lab", Some(day("2026-03-05")), "Sam", now()).unwrap();
    assert_eq!(waits.press(now()), Press::Paused);
    assert_eq!(waits.press(at("05T00:00")), Press::ToDo);
    assert_eq!(waits.press(at("06T08:00")), Press::ActNow);
}

#[test]
fn done_needs_an_outcome_and_can_be_opened_again() {
    assert!(call().closed("  ", "Sam", now()).unwrap_err().contains("what came of it"));
    let done = call().closed("Told: Tuesday", "Sam", now()).unwrap();
    assert_eq!((done.state.as_str(), done.owner.as_str(), done.press(now())), ("done", "Sam", Press::Done));
    assert!(done.closed("Again", "Sam", now()).is_err());
    assert!(done.waiting("Lab", Some(day("2026-03-05")), "Sam", now()).is_err());
    let again = done.reopened().unwrap();
    assert_eq!((again.state.as_str(), again.closed_at), ("open", None));
    assert!(call().reopened().is_err());
}

#[test]
fn an_alarm_cannot_be_closed_left_waiting_or_binned_before_it_is_accepted() {
    let alarm = said("I have a terrible chest pain");
    assert_eq!((alarm.state.as_str(), alarm.alarm.is_empty()), ("escalated", false));
    assert_eq!(alarm.press(now()), Press::ActNow);
    assert!(alarm.closed("Told", "Sam", now()).unwrap_err().contains("before a named clinician has accepted it"));
    assert!(alarm.waiting("Lab", Some(day("2026-03-05")), "Sam", now()).is_err());
    assert!(alarm.binned(now()).is_err());
    assert!(alarm.accepted(" ", now(), now()).unwrap_err().contains("who has accepted"));
    assert!(alarm.accepted("Dr Lee", at("03T10:00"), now()).unwrap_err().contains("still to come"));
    assert!(alarm.accepted("Dr Lee", at("02T10:00"), now()).unwrap_err().contains("before the query came in"));
    let accepted = alarm.accepted("Dr Lee", now(), now()).unwrap();
    assert_eq!((accepted.state.as_str(), accepted.accepted_by.as_str()), ("open", "Dr Lee"));
    assert_eq!(accepted.closed("Dr Lee rang her", "Sam", now()).unwrap().state, "done");
}

#[test]
fn what_is_denied_raises_nothing() {
    let calm = said("She has no chest pain, only a question about the letter");
    assert_eq!((calm.state.as_str(), calm.alarm.len()), ("new", 0));
}

#[test]
fn safeguarding_waits_for_the_lead_and_is_read_by_few() {
    let query = Query { kind: "safeguarding".into(), owner: "Sam".into(), words: "…".into(), ..Query::new(now()) };
    let filed = query.filed(&Alarms::shipped(), now());
    assert_eq!(filed.state, "escalated");
    assert!(filed.closed("Told", "Sam", now()).unwrap_err().contains("the safeguarding lead"));
    let filed = Query { words: "bruises".into(), ..filed }.escalated("Jo Lead", "Sam", now()).unwrap();
    assert!(!filed.gist().contains("bruises"));
    assert!(filed.may_be_read_by("Sam") && filed.may_be_read_by("jo lead") && !filed.may_be_read_by("Kit"));
    let done = filed.accepted("Jo Lead", now(), now()).unwrap().closed("bruises seen", "Sam", now()).unwrap();
    assert!(!done.gist().contains("bruises"));
}

#[test]
fn escalated_goes_to_somebody_by_name() {
    assert!(call().escalated("", "Sam", now()).is_err());
    for state in ["new", "open", "waiting"] {
        let up = in_state(state).escalated("Dr Lee", "Sam", now()).unwrap();
        assert_eq!((up.state.as_str(), up.escalated_to.as_str()), ("escalated", "Dr Lee"));
        assert!(up.closed("Told", "Sam", now()).is_err());
        assert!(up.taken("Kit").unwrap().needs_acceptance());
    }
    assert!(call().accepted("Dr Lee", now(), now()).unwrap_err().contains("Nothing here waits"));
}

#[test]
fn words_that_become_an_alarm_later_want_a_new_acceptance() {
    let accepted = said("chest pain").accepted("Dr Lee", now(), now()).unwrap();
    let same = accepted.filed(&Alarms::shipped(), now());
    assert_eq!((same.state.as_str(), same.accepted_by.as_str()), ("open", "Dr Lee"));
    let worse = Query { words: "chest pain, and now she cannot breathe".into(), ..accepted };
    let worse = worse.filed(&Alarms::shipped(), now());
    assert_eq!((worse.state.as_str(), worse.accepted_at.is_none()), ("escalated", true));
}

#[test]
fn a_promise_of_today_is_to_be_acted_on_and_kept_by_ringing() {
    let promised = call().promised(at("03T15:00"), "Sam", now()).unwrap();
    assert_eq!(promised.press(now()), Press::ActNow);
    assert!(call().promised(at("03T09:00"), "Sam", now()).unwrap_err().contains("has passed"));
    let later = call().promised(at("05T15:00"), "Sam", now()).unwrap();
    assert_eq!((later.press(now()), later.press(at("06T09:00"))), (Press::ToDo, Press::ActNow));
    let waits = promised.waiting("Lab", Some(day("2026-03-09")), "Sam", now()).unwrap();
    assert_eq!(waits.press(now()), Press::ActNow);
    assert!(promised.rung_back("0770", " ", "Sam", now()).is_err());
    let (kept, out) = promised.rung_back("0770", "No answer", "Sam", now()).unwrap();
    assert_eq!((kept.promised_by, out.direction.as_str(), out.state.as_str()), (None, "out", "done"));
    assert_ne!(kept.id, out.id);
}

#[test]
fn the_worst_clock_comes_first() {
    let alarm = said("chest pain");
    let today = call().promised(at("03T15:00"), "Sam", now()).unwrap();
    let old = Query { received_at: "2026-03-01T09:00:00".into(), ..call() };
    let young = call();
    let waits = call().waiting("Lab", Some(day("2026-03-09")), "Sam", now()).unwrap();
    let done = call().closed("Told", "Sam", now()).unwrap();
    let mut all = [&done, &waits, &young, &old, &today, &alarm];
    all.sort_by_key(|q| q.order(now()));
    assert_eq!(all, [&alarm, &today, &old, &young, &waits, &done]);
}

#[test]
fn a_draft_and_what_is_in_the_bin_stand_still() {
    for still in [Query { draft: true, ..call() }, call().binned(now()).unwrap()] {
        assert!(still.taken("Sam").is_err());
        assert!(still.handed("Kit").is_err());
        assert!(still.closed("Told", "Sam", now()).is_err());
        assert!(still.escalated("Dr Lee", "Sam", now()).is_err());
    }
}

#[test]
fn handed_on_goes_to_another() {
    let mine = call().taken("Sam").unwrap();
    assert!(mine.handed("Sam").is_err() && mine.handed(" ").is_err());
    assert_eq!(mine.handed("Kit").unwrap().owner, "Kit");
}

#[test]
fn the_same_matter_is_one_of_the_last_fourteen_days() {
    let done = call().closed("Told", "Sam", now()).unwrap();
    assert!(done.may_be_same_matter(at("17T09:00")));
    assert!(!done.may_be_same_matter(at("17T10:00")));
}

fn step(query: &Query, n: u8) -> Result<Query, String> {
    let now = now();
    match n {
        0 => query.taken("Sam"),
        1 => query.waiting("Lab", Some(day("2026-03-05")), "Sam", now),
        2 => query.answered(),
        3 => query.escalated("Dr Lee", "Sam", now),
        4 => query.accepted("Dr Lee", now, now),
        5 => query.closed("Told", "Sam", now),
        6 => query.reopened(),
        7 => query.handed("Kit"),
        8 => query.promised(at("04T10:00"), "Sam", now),
        9 => query.rung_back("0770", "No answer", "Sam", now).map(|(q, _)| q),
        10 => Ok(Query { words: "chest pain".into(), ..query.clone() }.filed(&Alarms::shipped(), now)),
        _ => Ok(Query { kind: "safeguarding".into(), ..query.clone() }.filed(&Alarms::shipped(), now)),
    }
}

proptest! {
    /// Whatever is done in whatever order: what waits has a chase date, what is done has an outcome and no alarm that
    /// nobody has accepted, and what is escalated presses.
    #[test]
    fn no_order_of_steps_breaks_a_rule(steps in prop::collection::vec(0u8..12, 0..30)) {
        let mut query = call();
        for n in steps {
            if let Ok(after) = step(&query, n) {
                query = after;
            }
            prop_assert!(query.state != "waiting" || query.chase_on.is_some());
            prop_assert!(query.state != "done" || (!query.outcome.is_empty() && !query.needs_acceptance()));
            prop_assert!(query.state != "escalated" || (query.press(now()) == Press::ActNow && query.needs_acceptance()));
            prop_assert!(["new", "open", "waiting", "escalated", "done"].contains(&query.state.as_str()));
        }
    }
}
