//! Each rule of a letter, with what it refuses.

use super::*;
use crate::desk::letters::model::{Press, Sign};

fn refused<T: std::fmt::Debug>(done: Result<T, String>, with: &str) {
    let said = done.unwrap_err();
    assert!(said.contains(with), "“{said}” does not say “{with}”");
}

fn today() -> chrono::NaiveDate {
    now().date()
}

const STATES: [&str; 6] = ["dictated", "drafting", "awaiting_approval", "approved", "sent", "cancelled"];

/// The states in which this can be done.
fn states(can: impl Fn(&Letter) -> bool) -> Vec<&'static str> {
    STATES.into_iter().filter(|s| can(&in_state(s))).collect()
}

#[test]
fn every_step_is_open_from_its_own_states_only() {
    assert_eq!(states(|l| l.written("x").is_ok()), ["dictated", "drafting"]);
    assert_eq!(states(|l| l.submitted(&[], true, "Sam", now()).is_ok()), ["drafting"]);
    assert_eq!(states(|l| l.approved(&Sign::Signed("Dr A".into()), "Sam", now()).is_ok()), ["awaiting_approval"]);
    assert_eq!(states(|l| l.returned("x", "Dr A", now()).is_ok()), ["awaiting_approval"]);
    assert_eq!(states(|l| l.recalled().is_ok()), ["awaiting_approval", "approved"]);
    assert_eq!(states(|l| l.sent(|_, _| true, false, now()).is_ok()), ["approved"]);
    assert_eq!(states(|l| l.failed(0).is_ok()), ["approved"]);
    assert_eq!(states(|l| l.corrected("Sam", now()).is_ok()), ["sent"]);
    let unsent = ["dictated", "drafting", "awaiting_approval", "approved"];
    assert_eq!(states(|l| l.cancelled("wrong patient", now()).is_ok()), unsent);
    let friday = at("2026-03-06T00:00:00").date();
    assert_eq!(states(|l| l.held_until("result", friday, today()).is_ok()), unsent);
    assert_eq!(states(|l| l.handed_to("Jo").is_ok()), unsent);
    assert_eq!(states(Letter::is_unsent), unsent);
    assert_eq!(
        states(|l| l.binned(now()).is_ok()),
        ["dictated", "drafting", "awaiting_approval", "approved", "cancelled"]
    );
}

#[test]
fn what_is_missing_stops_submit_and_is_named() {
    let lacks = ["The heading \"Plan\" is missing.".to_owned()];
    refused(letter().submitted(&lacks, true, "Sam", now()), "\"Plan\" is missing");
    let done = letter().submitted(&[], true, "Sam", now()).unwrap();
    assert_eq!((done.state.as_str(), done.submitted_at.as_deref()), ("awaiting_approval", Some("2026-03-03T09:41:00")));
}

#[test]
fn a_clerical_letter_is_approved_by_submitting_it() {
    let done = letter().submitted(&[], false, "Sam", now()).unwrap();
    assert_eq!(done.state, "approved");
    assert_eq!(done.approval_words(), "released by Sam (needs no approval)");
}

#[test]
fn who_approved_and_how_is_recorded() {
    let waiting = in_state("awaiting_approval");
    let how = |sign| waiting.approved(&sign, "Sam", now()).unwrap();
    assert_eq!(how(Sign::Signed("Dr Asha Patel".into())).approval_words(), "signed by Dr Asha Patel");
    assert_eq!(how(Sign::Pp("Sam".into())).approval_words(), "signed p.p. by Sam for Dr Asha Patel");
    let unverified = how(Sign::Unverified("Dr Lee".into()));
    assert_eq!(unverified.approval_words(), "unverified, on the authority of Dr Lee, by Sam");
    assert_eq!(unverified.approved_at.as_deref(), Some("2026-03-03T09:41:00"));
    refused(waiting.approved(&Sign::Unverified("  ".into()), "Sam", now()), "on whose authority");
    refused(waiting.approved(&Sign::Pp(String::new()), "Sam", now()), "who approves it");
}

#[test]
fn a_return_needs_a_comment_and_clears_the_submission() {
    let waiting = letter().submitted(&[], true, "Sam", now()).unwrap();
    refused(waiting.returned(" ", "Dr A", now()), "what is to be changed");
    let back = waiting.returned("The dose is wrong", "Dr A", now()).unwrap();
    assert_eq!((back.state.as_str(), back.submitted_at.as_deref()), ("drafting", None));
    assert_eq!((back.comments[0].who.as_str(), back.comments[0].text.as_str()), ("Dr A", "The dose is wrong"));
    assert_eq!(back.state_words(), "drafting, returned");
    assert_eq!(back.submitted(&[], true, "Sam", now()).unwrap().state_words(), "awaiting approval");
}

#[test]
fn a_recall_clears_the_approval() {
    let approved = in_state("awaiting_approval").approved(&Sign::Pp("Sam".into()), "Sam", now()).unwrap();
    let back = approved.recalled().unwrap();
    assert_eq!((back.state.as_str(), back.sign_mode.as_str(), back.signed_by.as_str()), ("drafting", "", ""));
    assert_eq!(back.approved_at, None);
}

#[test]
fn it_is_sent_only_when_every_one_it_is_to_is() {
    let two = Letter { recipients: vec![to("principal"), to("principal")], ..in_state("approved") };
    let half = two.sent(|n, _| n == 0, false, now()).unwrap();
    assert_eq!((half.state.as_str(), half.recipients[0].state.as_str()), ("approved", "sent"));
    assert_eq!(half.state_words(), "approved, sent in part");
    assert_eq!(half.press(today()), Press::ToDo);
    let whole = half.sent(|_, _| true, false, at("2026-03-04T10:00:00")).unwrap();
    assert_eq!((whole.state.as_str(), whole.sent_at.as_deref()), ("sent", Some("2026-03-04T10:00:00")));
    assert_eq!(whole.recipients[0].at, "2026-03-03T09:41:00");
}

#[test]
fn a_failed_copy_keeps_it_on_the_wall() {
    let failed = in_state("approved").failed(1).unwrap();
    let sent = failed.sent(|_, r| r.is_principal(), false, now()).unwrap();
    assert!(sent.is_unsent());
    assert_eq!(sent.state_words(), "approved, failed to reach Dr Sarah Lee");
    assert_eq!(sent.press(today()), Press::ActNow);
    assert_eq!(sent.sent(|_, _| true, false, now()).unwrap().state, "sent");
    let without = sent.addressed(vec![sent.recipients[0].clone()], now()).unwrap();
    assert_eq!(without.state, "sent");
}

#[test]
fn what_went_to_somebody_is_neither_recalled_nor_cancelled_nor_taken_back() {
    let part = in_state("approved").sent(|n, _| n == 0, false, now()).unwrap();
    refused(part.recalled(), "Mrs Grace Okafor");
    refused(part.cancelled("x", now()), "already");
    refused(part.binned(now()), "already");
    refused(part.addressed(vec![copy()], now()), "already");
    refused(part.sent(|n, _| n == 0, false, now()), "nobody is left");
}

#[test]
fn who_it_is_written_to_is_settled_while_it_is_drafted() {
    let approved = in_state("approved");
    let with_copy = vec![to("principal"), copy(), Recipient { id: "c2".into(), ..copy() }];
    assert!(approved.addressed(with_copy, now()).is_ok());
    refused(approved.addressed(vec![copy()], now()), "recall it first");
    assert!(letter().addressed(vec![copy()], now()).is_ok());
    refused(in_state("sent").addressed(vec![], now()), "correct it instead");
}

#[test]
fn a_dead_patients_letter_needs_a_reason() {
    let approved = in_state("approved");
    refused(approved.sent(|_, _| true, true, now()), "has died");
    refused(approved.goes_out_because(" "), "Say why");
    let with = approved.goes_out_because("to the executors").unwrap();
    assert_eq!(with.sent(|_, _| true, true, now()).unwrap().state, "sent");
}

#[test]
fn it_goes_to_somebody() {
    let nobody = Letter { recipients: vec![copy()], ..in_state("approved") };
    refused(nobody.sent(|_, _| true, false, now()), "goes to nobody");
}

#[test]
fn a_hold_is_a_flag_with_a_reason_and_a_day_and_stays_on_the_wall() {
    let day = |d: &str| d.parse::<chrono::NaiveDate>().unwrap();
    refused(letter().held_until("", day("2026-03-06"), today()), "why");
    refused(letter().held_until("result", today(), today()), "a day to come");
    let held = in_state("approved").held_until("awaiting echo", day("2026-03-06"), today()).unwrap();
    assert!(held.is_unsent() && held.is_held(today()));
    assert_eq!(held.press(today()), Press::Paused);
    assert_eq!(held.state, "approved");
    refused(held.sent(|_, _| true, false, now()), "held until 06-Mar-2026: awaiting echo");
    assert!(!held.is_held(day("2026-03-06")));
    assert_eq!(held.press(day("2026-03-09")), Press::ActNow);
    assert!(!held.released().unwrap().held);
    refused(letter().released(), "not held");
}

#[test]
fn a_correction_is_a_new_letter_and_the_old_one_stays() {
    let sent = in_state("approved").sent(|_, _| true, false, now()).unwrap();
    let (old, new) = sent.corrected("Jo", at("2026-03-05T09:00:00")).unwrap();
    assert_eq!(Letter { replaced_by: None, ..old.clone() }, sent);
    assert_eq!((new.state.as_str(), new.owner.as_str(), new.sent_at.as_deref()), ("drafting", "Jo", None));
    assert_eq!(
        (new.replaces_id.as_deref(), old.replaced_by.as_deref()),
        (Some(sent.id.as_str()), Some(new.id.as_str()))
    );
    assert_eq!(new.body, sent.body);
    assert!(new.recipients.iter().all(|r| r.state == "to_send" && r.at.is_empty()));
    assert!(new.sign_mode.is_empty() && new.approved_at.is_none());
    refused(old.corrected("Jo", now()), "corrected already");
    refused(sent.written("other"), "sent");
    refused(sent.cancelled("x", now()), "correct it instead");
}

#[test]
fn a_cancellation_needs_a_reason() {
    refused(letter().cancelled("", now()), "why");
    let gone = letter().cancelled("booked twice", now()).unwrap();
    assert_eq!((gone.state.as_str(), gone.cancel_reason.as_str()), ("cancelled", "booked twice"));
    assert_eq!(gone.press(today()), Press::Done);
}

#[test]
fn the_clock_runs_from_the_visit_or_from_the_day_it_was_made() {
    let limits = Limits { clinic_days: 7, letter_days: 10 };
    let made = Letter { due_at: None, ..letter() };
    let due = |l: &Letter, kind, own| l.with_clock(kind, own, limits).due_at.unwrap();
    assert_eq!(due(&made, "clinic", Some(9)), "2026-03-13");
    let visit = Letter { attended_on: Some("2026-02-27".into()), ..made.clone() };
    assert_eq!(due(&visit, "clinic", Some(9)), "2026-03-06");
    assert_eq!(due(&visit, "discharge", Some(1)), "2026-02-28");
    assert_eq!(due(&visit, "admin", None), "2026-03-13");
    let correction = Letter { replaces_id: Some("x".into()), ..visit };
    assert_eq!(due(&correction, "clinic", Some(9)), "2026-03-13");
}

#[test]
fn days_left_and_how_pressing_it_is() {
    let due = |day: &str| Letter { due_at: Some(day.into()), ..letter() };
    let seen = |day: &str| {
        let letter = due(day);
        (letter.days_left(today()).unwrap(), letter.clock_word(today()), letter.press(today()))
    };
    assert_eq!(seen("2026-03-10"), (7, "7d".into(), Press::ToDo));
    assert_eq!(seen("2026-03-05"), (2, "2d".into(), Press::ToDo));
    assert_eq!(seen("2026-03-04"), (1, "1d".into(), Press::ActNow));
    assert_eq!(seen("2026-03-03"), (0, "today".into(), Press::ActNow));
    assert_eq!(seen("2026-03-01"), (-2, "2d late".into(), Press::ActNow));
    assert_eq!(in_state("sent").days_left(today()), None);
    assert_eq!(Letter { due_at: None, ..letter() }.press(today()), Press::ToDo);
}

#[test]
fn who_holds_it() {
    assert_eq!(letter().holder(), "Sam Reed");
    assert_eq!(in_state("awaiting_approval").holder(), "Dr Asha Patel");
    assert_eq!(in_state("approved").holder(), "Sam Reed");
    assert_eq!(letter().handed_to("Jo").unwrap().holder(), "Jo");
    refused(letter().handed_to(""), "somebody's");
}
