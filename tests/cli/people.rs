//! People and the diary.

use serde_json::Value;

use super::call::{Bench, has};

#[test]
fn a_patient_is_added_listed_and_shown_with_everything_there_was() {
    let desk = Bench::new();
    let id = desk.patient("Okafor", "Grace", "999 000 0018");
    let listed = desk.one(&["people", "okafor"]);
    has(&listed, "id kind name surname forename title born nhs_number hospital_number phones practice ods_code");
    assert_eq!((&listed["name"], &listed["born"]), (&"OKAFOR, Grace (Mrs)".into(), &"1980-08-14".into()));
    assert_eq!((&listed["nhs_number"], &listed["practice"]), (&"9990000018".into(), &Value::Null));
    assert_eq!((&listed["postcode"], &listed["address"][1]), (&"LS1 4AP".into(), &"Leeds".into()));
    desk.ok(&["call", "--words", "Where is my letter?", "--patient", "999 000 0018", "--kind", "letter"]);
    desk.ok(&["task", "add", "Chase echo", "--patient", "okafor"]);
    desk.ok(&["letter", "new", &id, "--template", "free-letter"]);
    desk.ok(&["entry", "add", "--title", "Clinic", "--start", "fri 10:00", "--patient", "okafor"]);
    let shown = desk.one(&["person", "show", "9990000018"]);
    let line = shown["timeline"].as_array().expect("a timeline");
    line.iter().for_each(|m| has(m, "at kind id title state"));
    let mut kinds: Vec<&str> = line.iter().filter_map(|m| m["kind"].as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["entry", "letter", "query", "task"]);
    let opened = desk.json(&["history", "--of", &id]);
    assert!(opened.iter().any(|h| h["action"] == "view" && h["who"] == "Sam"), "{opened:?}");
    assert!(desk.ok(&["person", "show", &id]).contains("Born 14-Aug-1980 (45y)"));
}

#[test]
fn who_is_meant_by_several_is_refused_with_the_matches() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    let said = desk.call(&["person", "add", "--surname", "Okafor", "--forename", "Grace", "--born", "1/2/1950"]);
    assert!(said.code == 0 && said.err.contains("Like one on the desk: OKAFOR, Grace"), "{}", said.err);
    let refused = desk.refused(&["person", "show", "okafor"]);
    assert!(refused.contains("2 patients fit") && refused.contains("999 000 0018"), "{refused}");
    assert!(refused.matches("OKAFOR, Grace").count() == 2 && refused.contains("01-Feb-1950"), "{refused}");
    assert!(desk.refused(&["person", "show", "nobody"]).contains("No patient fits"));
    assert!(desk.refused(&["call", "--words", "x", "--patient", "okafor"]).contains("2 patients fit"));
    assert!(desk.json(&["inbox"]).is_empty());
}

#[test]
fn a_wrong_number_and_a_taken_one_are_refused() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    let add = |nhs: &str| desk.refused(&["person", "add", "--surname", "Lee", "--forename", "Ann", "--nhs", nhs]);
    assert!(add("999 000 0017").contains("check digit"), "{}", add("999 000 0017"));
    assert!(add("999 000 0018").contains("OKAFOR, Grace (Mrs)"));
    assert_eq!(desk.json(&["people"]).len(), 1);
}

#[test]
fn a_practice_named_by_its_code_is_made_once_and_contacts_are_people_too() {
    let desk = Bench::new();
    for (surname, nhs) in [("Okafor", "9990000018"), ("Lee", "9990000026")] {
        let words = ["person", "add", "--surname", surname, "--forename", "Ann", "--nhs", nhs, "--practice", "a81001"];
        assert_eq!(desk.one(&words)["ods_code"], "A81001");
    }
    let ward = ["person", "add", "--kind", "ward", "--organisation", "Stellswick General", "--department", "Ward 7"];
    assert_eq!(desk.one(&ward)["kind"], "contact");
    let all = desk.json(&["people"]);
    assert_eq!(all.iter().filter(|p| p["kind"] == "contact").count(), 2);
    assert_eq!(desk.json(&["people", "--limit", "1"]).len(), 1);
    assert_eq!(desk.one(&["person", "show", "ward", "7"])["contact_kind"], "ward");
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["people"]).len(), 3);
}

#[test]
fn the_diary_has_entries_series_and_whole_days_in_calendars_made_by_name() {
    let desk = Bench::new();
    let words = ["entry", "add", "--title", "Ward round", "--start", "tom 8:30", "--end", "10:00"];
    let made = desk.one(&[&words[..], &["--of", "Dr A PATEL", "--place", "Ward 7"]].concat());
    has(&made, "id calendar title kind state start end all_day place private series");
    assert_eq!((&made["start"], &made["end"]), (&"2026-03-04T08:30:00".into(), &"2026-03-04T10:00:00".into()));
    assert_eq!(
        (&made["calendar"], &made["series"], &made["place"]),
        (&"Dr A PATEL".into(), &false.into(), &"Ward 7".into())
    );
    let repeat = ["--repeat", "FREQ=WEEKLY;BYDAY=TU;COUNT=4", "--of", "Dr A PATEL"];
    desk.ok(&[&["entry", "add", "--title", "Clinic", "--start", "14:00"], &repeat[..]].concat());
    desk.ok(&["entry", "add", "--title", "Leave", "--start", "tom", "--end", "3 days", "--kind", "leave"]);
    let today = desk.one(&["diary"]);
    assert_eq!((&today["title"], &today["series"]), (&"Clinic".into(), &true.into()));
    assert_eq!(desk.json(&["diary", "tod", "--days", "28", "--of", "patel"]).len(), 5);
    let leave = desk.one(&["diary", "tom", "--of", "Sam"]);
    assert_eq!(
        (&leave["all_day"], &leave["end"], &leave["place"]),
        (&true.into(), &"2026-03-07T00:00:00".into(), &Value::Null)
    );
    assert!(desk.refused(&["diary", "--of", "Lee"]).contains("The calendars: Dr A PATEL, Sam."));
    assert!(
        desk.refused(&["entry", "add", "--title", "X", "--start", "tom 9:00", "--end", "8:00"])
            .contains("before it begins")
    );
    assert!(
        desk.refused(&["entry", "add", "--title", "X", "--start", "tom", "--repeat", "often"])
            .contains("Type for example")
    );
    desk.ok(&["undo"]);
    assert_eq!(desk.refused(&["diary", "--of", "Sam"]), "There is no calendar “Sam”. The calendars: Dr A PATEL.");
}

#[test]
fn a_clash_is_said_and_a_private_entry_shows_others_only_its_time() {
    let desk = Bench::new();
    let private = ["entry", "add", "--title", "Dentist", "--start", "10:30", "--private", "--place", "Leeds"];
    desk.ok(&[&private[..], &["--of", "Team"]].concat());
    let again = ["entry", "add", "--title", "Meeting", "--start", "10:30", "--of", "Team"];
    let said = desk.call_as("Kit", "2026-03-03T09:41", &again);
    assert!(said.code == 0 && said.err.contains("Clashes with 10:30") && !said.err.contains("Dentist"), "{}", said.err);
    let others = desk.call_as("Kit", "2026-03-03T09:41", &["diary", "--json"]).out;
    assert!(!others.contains("Dentist") && !others.contains("Leeds") && others.contains("2026-03-03T10:30:00"));
    assert!(desk.ok(&["diary"]).contains("Dentist"));
}
