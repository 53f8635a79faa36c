//! A letter through all its states, and out of the desk.

use std::process::Command;

use super::call::{Bench, has};

const BODY: &str = "You were well when we saw you. We shall see you again in six months.\n";

/// A desk with a patient and a letter about her; gives the letter.
fn begun(desk: &Bench) -> String {
    desk.patient("Okafor", "Grace", "999 000 0018");
    let body = desk.file("body.txt", BODY);
    let words = ["letter", "new", "okafor", "--template", "free-letter", "--body", &body, "--author", "Dr A PATEL"];
    desk.ok(&words)
}

#[test]
fn a_letter_goes_through_all_its_states() {
    let desk = Bench::new();
    let id = begun(&desk);
    let letter = desk.one(&["letters", "--unsent"]);
    has(
        &letter,
        "id state meaning template patient_id patient_name recipients author owner attended_on due_at days_left held",
    );
    assert_eq!((&letter["state"], &letter["template"]), (&"drafting".into(), &"free-letter".into()));
    assert_eq!((&letter["author"], &letter["days_left"]), (&"Dr A PATEL".into(), &7.into()));
    let to = &letter["recipients"][0];
    has(to, "name part way state");
    assert_eq!((&to["part"], &to["way"], &to["state"]), (&"principal".into(), &"post".into(), &"to_send".into()));
    let submitted = desk.one(&["letter", "submit", &id]);
    if submitted["state"] == "awaiting_approval" {
        assert_eq!(desk.one(&["letter", "return", &id, "--comment", "the date"])["state"], "drafting");
        desk.ok(&["letter", "submit", &id]);
        assert_eq!(desk.one(&["letter", "approve", &id, "--by", "Jo Ward", "--pp"])["sign_mode"], "pp");
        desk.ok(&["letter", "recall", &id]);
        desk.ok(&["letter", "submit", &id]);
        desk.ok(&["letter", "approve", &id, "--by", "Dr A PATEL"]);
    }
    let held = desk.one(&["letter", "hold", &id, "--reason", "result to come", "--until", "+1w"]);
    assert_eq!((&held["held"], &held["meaning"]), (&true.into(), &"paused".into()));
    assert!(desk.refused(&["letter", "send", &id]).contains("is held until"));
    desk.ok(&["letter", "release", &id]);
    let sent = desk.one(&["letter", "send", &id]);
    assert_eq!((&sent["state"], &sent["recipients"][0]["state"]), (&"sent".into(), &"sent".into()));
    assert!(desk.refused(&["letter", "recall", &id]).contains("never changed"));
    let new = desk.one(&["letter", "correct", &id]);
    assert_eq!((&new["replaces_id"], &new["state"]), (&id.as_str().into(), &"drafting".into()));
    let new = new["id"].as_str().expect("an id");
    assert_eq!(desk.one(&["letter", "cancel", new, "--reason", "written twice"])["state"], "cancelled");
    assert_eq!(desk.json(&["letters", "--state", "sent"]).len(), 1);
    assert_eq!(desk.json(&["letters"]).len(), 2);
    assert!(desk.json(&["letters", "--unsent"]).is_empty());
}

#[test]
fn what_a_letter_lacks_stops_it_and_is_named() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    let body = desk.file("body.txt", "# Plan\nNone.\n");
    let words = ["letter", "new", "okafor", "--template", "Clinic letter", "--attended", "yesterday", "--body", &body];
    let id = desk.ok(&words);
    assert_eq!(desk.one(&["letters"])["due_at"], "2026-03-09");
    let refused = desk.refused(&["letter", "submit", &id]);
    assert!(refused.contains("Not submitted yet") && refused.contains("Clinical summary"), "{refused}");
    assert!(desk.refused(&["letter", "new", "okafor", "--template", "none"]).contains("clinic-letter"));
    assert!(
        desk.refused(&["letter", "new", "okafor", "--template", "clinic-letter", "--attended", "tom"])
            .contains("still to come")
    );
}

#[test]
fn the_dead_get_no_letter_without_a_reason() {
    let desk = Bench::new();
    let id = begun(&desk);
    if desk.one(&["letter", "submit", &id])["state"] == "awaiting_approval" {
        desk.ok(&["letter", "approve", &id, "--by", "Dr A PATEL"]);
    }
    let died =
        "NHS number,Surname,Forename,Date of birth,Date of death\n9990000018,Okafor,Grace,14/08/1980,01/03/2026\n";
    desk.ok(&["import", "patients", &desk.file("died.csv", died)]);
    assert!(desk.refused(&["letter", "send", &id]).contains("has died"));
    assert_eq!(desk.one(&["letter", "send", &id, "--although-died", "to the next of kin"])["state"], "sent");
}

#[test]
fn a_letter_goes_out_as_text_pdf_and_mail() {
    let desk = Bench::new();
    let id = begun(&desk);
    let shown = desk.ok(&["letter", "show", &id]);
    assert!(shown.contains("You were well when we saw you.") && shown.contains("Grace Okafor"), "{shown}");
    let (pdf, eml) = (desk.path("letter.pdf"), desk.path("letter.eml"));
    desk.ok(&["letter", "pdf", &id, "-o", &pdf.to_string_lossy()]);
    assert!(std::fs::read(&pdf).expect("a file").starts_with(b"%PDF"));
    match Command::new("pdftotext").arg(&pdf).arg("-").output() {
        Ok(text) => assert!(String::from_utf8_lossy(&text.stdout).contains("You were well when we saw you.")),
        Err(_) => println!("skipped: pdftotext is not installed"),
    }
    desk.ok(&["letter", "eml", &id, "-o", &eml.to_string_lossy()]);
    let mail = desk.text("letter.eml");
    assert!(mail.contains("X-Unsent: 1") && mail.contains("application/pdf") && mail.contains("Tue, 3 Mar 2026 09:41"));
    assert!(desk.refused(&["letter", "pdf", &id, "-o", "/nonexistent/a.pdf"]).contains("could not be written"));
    assert!(desk.refused(&["letter", "pdf", "nobody", "-o", "a.pdf"]).contains("There is no letter"));
}

#[test]
fn a_letter_is_checked_and_what_is_kept_is_told() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    desk.patient("Hall", "John", "999 000 0026");
    let body = desk.file("body.txt", "I saw John Hall, NHS No. 999 000 0026. Take 1.0 mg.\n");
    let words = ["letter", "new", "okafor", "--template", "free-letter", "--body", &body, "--author", "Dr A PATEL"];
    let id = desk.ok(&words);
    let refused = desk.refused(&["letter", "submit", &id]);
    assert!(refused.contains("another patient") && refused.contains("ten times as much"), "{refused}");
    let unknown = desk.refused(&["letter", "keep", &id, "--words", "PE", "--reason", "x"]);
    assert!(unknown.contains("does not name"), "{unknown}");
    for words in ["John Hall", "9990000026", "1.0 mg"] {
        desk.ok(&["letter", "keep", &id, "--words", words, "--reason", "a test"]);
    }
    let all = desk.json(&["letter", "check", &id]);
    assert!(all.iter().all(|f| f["stops"] == false), "{all:?}");
    assert_eq!(all.iter().filter(|f| f["kept"].to_string().contains("a test (")).count(), 3, "{all:?}");
    desk.ok(&["letter", "submit", &id]);
    let all = desk.json(&["letter", "versions", &id]);
    has(&all[0], "at who step state subject salutation body");
    assert_eq!((&all[0]["step"], all.len()), (&"submitted".into(), all.len()));
}
