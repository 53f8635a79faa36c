//! What can be read aloud, and what never is.

use super::super::model::{AnswerCard, Moment};
use super::super::repo;
use super::*;
use crate::desk::diary::Entry;
use crate::desk::inbox::Query;
use crate::desk::letters::Letter;
use crate::desk::tasks::Task;
use crate::store::new_id;
use tempfile::TempDir;

fn letter(of: &Patient, state: &str, attended: Option<&str>) -> Letter {
    Letter {
        id: new_id(),
        state: state.into(),
        title: "Clinic letter".into(),
        patient_id: Some(of.id.clone()),
        author: "Dr Patel".into(),
        attended_on: attended.map(str::to_owned),
        created_at: "2026-02-27T10:00:00".into(),
        ..Letter::default()
    }
}

fn query(of: &Patient, kind: &str, state: &str) -> Query {
    Query {
        id: new_id(),
        state: state.into(),
        kind: kind.into(),
        patient_id: Some(of.id.clone()),
        owner: "Sam".into(),
        words: "I have terrible news".into(),
        received_at: "2026-03-02T11:00:00".into(),
        ..Query::default()
    }
}

fn card(with: impl FnOnce(&Patient) -> Change) -> AnswerCard {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let p = patient("Okafor", "Grace", "1980-08-14", "");
    add(&mut store, &[&p]);
    store.apply(&with(&p), "Sam", now()).unwrap();
    repo::answer_card(store.db(), &p.id, now()).unwrap()
}

#[test]
fn the_state_of_the_last_letter_is_said_in_words() {
    for (state, wanted) in [
        ("dictated", "Your letter of 27 February 2026 has been dictated and is waiting to be typed."),
        ("drafting", "Your letter of 27 February 2026 is being typed."),
        ("awaiting_approval", "Your letter of 27 February 2026 is waiting for Dr Patel's approval."),
        ("approved", "Your letter of 27 February 2026 has been approved and is about to be sent."),
    ] {
        assert_eq!(card(|p| Change::new("x").insert(&letter(p, state, None))).letter, wanted);
    }
    let sent = card(|p| {
        let sent = Letter { sent_at: Some("2026-03-01T09:00:00".into()), ..letter(p, "sent", Some("2026-02-20")) };
        Change::new("x").insert(&sent).insert(&letter(p, "cancelled", None))
    });
    assert_eq!(sent.letter, "Your letter about your visit on 20 February 2026 was sent on 1 March 2026.");
    let held = card(|p| {
        let held = Letter { held: true, hold_until: Some("2026-03-09".into()), ..letter(p, "approved", None) };
        Change::new("x").insert(&held)
    });
    assert!(held.letter.ends_with("about to be sent; it is being held until 9 March 2026."));
    assert!(card(|_| Change::new("x")).letter.starts_with("There is no letter"));
}

#[test]
fn the_next_appointment_is_the_next_one_that_stands() {
    let entry = |p: &Patient, start: &str, state: &str| Entry {
        id: new_id(),
        start: start.into(),
        ends: start.replace(":00:00", ":30:00"),
        state: state.into(),
        place: "Clinic A".into(),
        patient_id: Some(p.id.clone()),
        ..Entry::default()
    };
    let card = card(|p| {
        Change::new("x")
            .insert(&entry(p, "2026-03-01T10:00:00", "confirmed"))
            .insert(&entry(p, "2026-03-04T10:00:00", "cancelled"))
            .insert(&Entry { private: true, ..entry(p, "2026-03-05T10:00:00", "confirmed") })
            .insert(&entry(p, "2026-03-06T10:00:00", "proposed"))
            .insert(&entry(p, "2026-03-09T10:00:00", "confirmed"))
    });
    assert_eq!(
        card.appointment,
        "Your next appointment is on Friday 6 March 2026 at 10:00, Clinic A; it is not confirmed yet."
    );
}

#[test]
fn open_queries_promises_and_results_without_a_word_of_what_they_say() {
    let card = card(|p| {
        let promised = Query { promised_by: Some("2026-03-03T15:00:00".into()), ..query(p, "results", "open") };
        let late = Query { promised_by: Some("2026-03-02T15:00:00".into()), ..query(p, "letter", "escalated") };
        let waits = Query {
            waiting_on: "the laboratory".into(),
            chase_on: Some("2026-03-05".into()),
            ..query(p, "clinical", "waiting")
        };
        let result = |test: &str| Task {
            kind: "result".into(),
            test: test.into(),
            patient_id: Some(p.id.clone()),
            expected_by: Some("2026-03-10".into()),
            ..Task::new("Chase", "Sam", now())
        };
        let back =
            Task { back_at: Some("2026-03-03T08:00:00".into()), outcome: "abnormal".into(), ..result("blood test") };
        Change::new("x")
            .insert(&promised)
            .insert(&late)
            .insert(&waits)
            .insert(&query(p, "safeguarding", "open"))
            .insert(&query(p, "other", "done"))
            .insert(&Query { draft: true, ..query(p, "other", "new") })
            .insert(&result("echo"))
            .insert(&back)
    });
    assert_eq!(card.queries.len(), 3, "{:?}", card.queries);
    assert!(card.queries.contains(
        &"Your message of 2 March 2026 about your results is with Sam and has not been answered yet.".into()
    ));
    assert!(
        card.queries
            .iter()
            .any(|q| q.ends_with("is waiting for an answer from the laboratory; we ask again on 5 March 2026."))
    );
    assert!(
        card.promises.contains(
            &"You were promised an answer about your results by today, Tuesday 3 March 2026 at 15:00.".into()
        )
    );
    assert!(card.promises.iter().any(|s| s.ends_with("That is overdue, and we are sorry.")));
    assert_eq!(
        card.results,
        [
            "The result of echo is not back yet; it is expected by 10 March 2026.",
            "The result of blood test has come back and is waiting to be looked at by a clinician.",
        ]
    );
    let all = card.sentences().join(" ");
    for never in ["terrible", "abnormal", "safeguarding"] {
        assert!(!all.contains(never), "{never}: {all}");
    }
}

#[test]
fn the_timeline_is_newest_first_and_keeps_restricted_words_back() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let p = patient("Okafor", "Grace", "", "");
    add(&mut store, &[&p]);
    let promised = Query { promised_by: Some("2026-03-03T15:00:00".into()), ..query(&p, "results", "open") };
    let entry = Entry {
        id: new_id(),
        title: "Clinic".into(),
        start: "2026-04-01T09:00:00".into(),
        state: "confirmed".into(),
        patient_id: Some(p.id.clone()),
        ..Entry::default()
    };
    let guarded = Query { received_at: "2026-01-01T09:00:00".into(), ..query(&p, "safeguarding", "open") };
    let change =
        Change::new("x").insert(&promised).insert(&letter(&p, "drafting", None)).insert(&entry).insert(&guarded);
    store.apply(&change, "Sam", now()).unwrap();
    let moments: Vec<Moment> = repo::timeline(store.db(), &p.id).unwrap();
    let words: Vec<&str> = moments.iter().map(|m| m.word.as_str()).collect();
    assert_eq!(words, ["diary", "promise", "call", "letter", "call"]);
    assert_eq!(moments[2].title, "I have terrible news");
    assert_eq!(moments[4].title, "Restricted note; open it to read");
    assert!(moments[0].state == "confirmed" && moments[3].open);
}
