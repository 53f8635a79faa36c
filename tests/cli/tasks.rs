//! Tasks, finding, and taking back over several processes.

use serde_json::Value;

use super::call::{Bench, has};

#[test]
fn a_task_is_made_listed_waits_is_done_and_opened_again() {
    let desk = Bench::new();
    let id = desk.ok(&["task", "add", "Chase echo", "--due", "tom 2pm", "--priority", "1", "--of", "Jo Ward"]);
    let task = desk.one(&["tasks"]);
    has(&task, "id title due priority state meaning owner kind");
    assert_eq!((task["id"].as_str(), task["due"].as_str()), (Some(id.as_str()), Some("2026-03-04T14:00:00")));
    assert_eq!((&task["owner"], &task["meaning"], &task["note"]), (&"Jo Ward".into(), &"to_do".into(), &Value::Null));
    assert_eq!(desk.json(&["tasks", "--of", "jo"]).len(), 1);
    assert!(desk.refused(&["tasks", "--of", "Nobody"]).contains("The team: Jo Ward, Sam."));
    let waits = desk.one(&["task", "wait", &id, "--on", "Lab", "--until", "+3d"]);
    assert_eq!((&waits["state"], &waits["meaning"]), (&"waiting".into(), &"paused".into()));
    assert_eq!(waits["waiting_until"], "2026-03-06");
    assert_eq!(desk.one(&["task", "reopen", &id])["state"], "open");
    assert_eq!(desk.ok(&["task", "done", &id]), id);
    assert!(desk.refused(&["task", "done", &id]).contains("is done already"));
    assert_eq!(desk.call_as("Sam", "2026-03-04T09:00", &["tasks"]).out, "There is nothing to do.\n");
    assert_eq!(desk.json(&["tasks", "--all"]).len(), 1);
    assert_eq!(desk.one(&["task", "reopen", &id])["state"], "open");
    assert_eq!(desk.one(&["task", "cancel", &id, "--reason", "Not needed"])["state"], "cancelled");
}

#[test]
fn a_result_is_not_done_before_it_is_seen_and_a_repeat_makes_the_next() {
    let desk = Bench::new();
    let id = desk.ok(&["task", "add", "Echo", "--result", "Echocardiogram", "--expected", "+2w"]);
    assert!(desk.refused(&["task", "done", &id]).contains("not done before it is seen"));
    assert_eq!(desk.one(&["task", "back", &id])["meaning"], "act_now");
    desk.ok(&["task", "seen", &id, "--by", "Dr Lee"]);
    assert_eq!(desk.one(&["task", "done", &id])["kind"], "result");
    let weekly = desk.ok(&["task", "add", "Clinic list", "--due", "tod", "--repeat", "weekly"]);
    desk.ok(&["task", "done", &weekly]);
    let dues: Vec<Value> = desk.json(&["tasks"]).into_iter().map(|t| t["due"].clone()).collect();
    assert!(dues.contains(&"2026-03-10".into()), "{dues:?}");
}

#[test]
fn exit_codes_tell_done_refused_and_wrong() {
    let desk = Bench::new();
    assert_eq!(desk.call(&["tasks"]).code, 0);
    assert_eq!(desk.call(&["task", "done", "nobody"]).code, 1);
    let wrong = desk.call(&["task", "add"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("Usage"));
    assert_eq!(desk.call(&["task", "add", "X", "--due", "nonsense"]).code, 1);
    assert_eq!(desk.call(&["task", "add", " "]).code, 1);
    assert_eq!(desk.call(&["--demo", "tasks"]).code, 2);
    assert_eq!(desk.call(&["--version"]).code, 0);
    assert!(desk.json(&["tasks"]).is_empty());
}

#[test]
fn a_date_with_two_readings_is_taken_as_the_likelier_and_both_are_said() {
    let desk = Bench::new();
    let id = desk.ok(&["task", "add", "X"]);
    let said = desk.call(&["task", "wait", &id, "--until", "3/7"]);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("is read as") && said.err.contains("Jul-2026"), "{}", said.err);
}

#[test]
fn changes_are_taken_back_and_done_again_over_processes_and_stand_in_the_history() {
    let desk = Bench::new();
    let id = desk.ok(&["task", "add", "Chase echo", "--of", "Jo Ward"]);
    desk.ok(&["task", "done", &id]);
    assert_eq!(desk.ok(&["undo"]), "Taken back: Done: Chase echo.");
    assert_eq!(desk.one(&["tasks"])["state"], "open");
    let redone = desk.one(&["redo"]);
    assert_eq!((&redone["id"], &redone["action"]), (&id.as_str().into(), &"redo".into()));
    desk.ok(&["undo"]);
    desk.ok(&["undo"]);
    assert!(desk.json(&["tasks", "--all"]).is_empty());
    assert_eq!(desk.refused(&["undo"]), "There is nothing left to take back.");
    assert!(desk.call_as("Kit", "2026-03-03T09:50", &["undo"]).code == 1);
    desk.ok(&["redo"]);
    desk.ok(&["redo"]);
    assert_eq!(desk.refused(&["redo"]), "There is nothing to do again.");
    assert_eq!(desk.one(&["tasks"])["state"], "done");
    let history = desk.json(&["history", "--of", &id]);
    has(&history[0], "at who label kind id before after");
    let done = history.iter().find(|h| h["action"] == "do" && h["before"]["state"] == "open").expect("the change");
    assert_eq!((&done["who"], &done["kind"], &done["after"]["state"]), (&"Sam".into(), &"task".into(), &"done".into()));
    assert_eq!(done["at"], "2026-03-03T09:41:00");
    assert_eq!(desk.json(&["history", "--limit", "1"]).len(), 1);
}

#[test]
fn anything_is_found_by_its_words() {
    let desk = Bench::new();
    let task = desk.ok(&["task", "add", "Chase echocardiogram"]);
    desk.patient("Okafor", "Grace", "999 000 0018");
    let found = desk.one(&["find", "echocard"]);
    has(&found, "kind id title detail");
    assert_eq!((&found["kind"], &found["id"]), (&"task".into(), &task.as_str().into()));
    for words in ["okafor gra", "14/8/80", "999 000 0018", "07700 900401", "LS1 4AP"] {
        assert_eq!(desk.one(&["find", words])["kind"], "patient", "{words}");
    }
    assert!(desk.json(&["find", "nobody"]).is_empty());
    desk.ok(&["task", "add", "Echo again"]);
    assert_eq!(desk.json(&["find", "ec"]).len(), 2);
    assert_eq!(desk.json(&["find", "ec", "--limit", "1"]).len(), 1);
}

#[test]
fn foreign_text_reaches_no_terminal_as_control_sequence() {
    let desk = Bench::new();
    desk.ok(&["task", "add", "Red \u{1b}[31malert\u{7}\u{202e}"]);
    let plain = desk.ok(&["tasks"]);
    assert!(!plain.contains(['\u{1b}', '\u{7}', '\u{202e}']) && plain.contains("␛[31malert"), "{plain}");
    assert!(!desk.ok(&["tasks", "--json"]).contains(['\u{1b}', '\u{7}', '\u{202e}']));
    assert!(!desk.refused(&["task", "done", "\u{1b}[2J"]).contains('\u{1b}'));
}
