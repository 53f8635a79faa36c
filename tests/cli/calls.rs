//! Calls and the inbox.

use serde_json::Value;

use super::call::{Bench, has};

const KEYS: &str = "id state meaning received_at mode kind caller patient_id patient_name words tone alarm owner \
    promised_by waiting_on chase_on accepted_by outcome calls_this_week";

#[test]
fn a_call_goes_from_state_to_state() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    let words =
        ["call", "--words", "Where is my letter?", "--patient", "okafor", "--kind", "letter", "--tone", "worried"];
    let call = desk.one(&[&words[..], &["--promised", "3pm", "--mode", "answerphone"]].concat());
    has(&call, KEYS);
    assert_eq!(
        (&call["patient_name"], &call["promised_by"]),
        (&"OKAFOR, Grace (Mrs)".into(), &"2026-03-03T15:00:00".into())
    );
    assert_eq!((&call["state"], &call["alarm"], &call["meaning"]), (&"new".into(), &Value::Null, &"act_now".into()));
    assert_eq!((&call["calls_this_week"], &call["mode"]), (&1.into(), &"answerphone".into()));
    let id = call["id"].as_str().expect("an id");
    assert_eq!(desk.one(&["query", "take", id])["state"], "open");
    let waits = desk.one(&["query", "wait", id, "--on", "Dr Lee", "--chase", "+2d"]);
    assert_eq!((&waits["waiting_on"], &waits["chase_on"]), (&"Dr Lee".into(), &"2026-03-05".into()));
    assert!(desk.refused(&["query", "wait", id, "--on", "Lab", "--chase", "yesterday"]).contains("has passed"));
    assert_eq!(desk.json(&["inbox", "--state", "waiting"]).len(), 1);
    assert_eq!(desk.one(&["query", "reopen", id])["state"], "open");
    assert!(desk.refused(&["query", "close", id, "--outcome", " "]).contains("what came of it"));
    assert_eq!(desk.one(&["query", "close", id, "--outcome", "Told: Tuesday"])["outcome"], "Told: Tuesday");
    assert!(desk.json(&["inbox"]).is_empty());
    assert_eq!(desk.json(&["inbox", "--all"]).len(), 1);
    assert_eq!(desk.json(&["inbox", "--state", "done"]).len(), 1);
    assert_eq!(desk.one(&["query", "reopen", id])["state"], "open");
    let again = desk.one(&["call", "--words", "Still no letter", "--patient", "okafor", "--kind", "letter"]);
    assert_eq!((&again["calls_this_week"], &again["repeat_of"]), (&2.into(), &id.into()));
}

#[test]
fn alarm_words_escalate_until_a_named_clinician_has_accepted() {
    let desk = Bench::new();
    let said = desk.call(&["call", "--words", "I have a terrible chest pain", "--caller", "Ann", "--json"]);
    assert!(said.code == 0 && said.err.contains("chest pain"), "{}", said.err);
    let call: Vec<Value> = serde_json::from_str(&said.out).expect("records");
    assert_eq!((&call[0]["state"], &call[0]["meaning"]), (&"escalated".into(), &"act_now".into()));
    assert!(call[0]["alarm"].as_str().is_some_and(|a| a.contains("chest pain")));
    let id = call[0]["id"].as_str().expect("an id");
    assert!(desk.refused(&["query", "close", id, "--outcome", "Told"]).contains("accepted"));
    assert_eq!(desk.one(&["query", "escalate", id, "--to", "Dr Lee"])["state"], "escalated");
    let accepted = desk.one(&["query", "accept", id, "--by", "Dr Lee"]);
    assert_eq!((&accepted["accepted_by"], &accepted["state"]), (&"Dr Lee".into(), &"open".into()));
    desk.ok(&["query", "close", id, "--outcome", "Dr Lee rang"]);
    let denied = desk.one(&["call", "--words", "no chest pain, only a question"]);
    assert_eq!((&denied["alarm"], &denied["state"]), (&Value::Null, &"new".into()));
}

#[test]
fn a_safeguarding_note_is_read_by_its_owner_and_not_by_others() {
    let desk = Bench::new();
    desk.ok(&["call", "--words", "I saw bruises", "--kind", "safeguarding", "--caller", "Ann"]);
    assert_eq!(desk.one(&["inbox"])["words"], "I saw bruises");
    for words in [&["inbox", "--json"][..], &["inbox"], &["find", "bruises"]] {
        assert!(!desk.call_as("Kit", "2026-03-03T09:45", words).out.contains("bruises"), "{words:?}");
    }
}

#[test]
fn a_query_is_handed_on_and_one_that_is_not_there_is_refused() {
    let desk = Bench::new();
    desk.ok(&["task", "add", "X", "--of", "Jo Ward"]);
    let id = desk.ok(&["call", "--words", "Bring the clinic forward"]);
    assert_eq!(desk.one(&["query", "hand", &id, "--to", "jo"])["owner"], "Jo Ward");
    assert!(desk.refused(&["query", "take", "nobody"]).contains("There is no query with the id nobody"));
    assert!(desk.refused(&["call", "--words", "  "]).contains("own words"));
    assert!(desk.refused(&["call", "--words", "x", "--promised", "8am today"]).contains("passed"));
}
