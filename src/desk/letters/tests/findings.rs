//! The check of a letter on the screen: to the place, mended, kept, submitted.

use super::*;
use crate::desk::letters::linter;

/// Another patient of the desk.
fn other() -> Patient {
    Patient {
        id: "p2".into(),
        title: "Mr".into(),
        forename: "John".into(),
        surname: "HALL".into(),
        born: Some("1961-07-01".into()),
        gender: "Male".into(),
        nhs_number: Some("9990000026".into()),
        ..patient()
    }
}

fn open(rig: &mut Rig, body: &str) -> Letter {
    rig.cx().store.apply(&Change::new("Another").insert(&other()), "Set-up", now()).unwrap();
    let letter = Letter { body: body.into(), ..letter() };
    put(rig, &letter);
    rig.keys("g l enter");
    letter
}

#[test]
fn the_wrong_number_is_found_mended_and_the_letter_goes_on() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = open(&mut rig, "NHS No. 999 000 0026 was seen.\nTake 1.0 mg.");
    rig.keys("alt-s").sees("Not submitted yet: 2 things stop it").sees("is that of HALL, John (Mr)");
    rig.sees("m puts in “999 000 0018”").keys("m").sees("NHS No. 999 000 0018 was seen.").sees("1 stops it");
    rig.keys("m").sees("Take 1 mg.").sees("Submit it all the same").keys("enter").sees("Submitted Free letter");
    assert_eq!(stored(&mut rig, &letter.id).body, "NHS No. 999 000 0018 was seen.\nTake 1 mg.");
    assert_eq!(stored(&mut rig, &letter.id).state, "awaiting_approval");
}

#[test]
fn a_finding_is_kept_with_a_reason_that_the_approver_reads() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = open(&mut rig, "He came with John Hall.");
    rig.keys("alt-c").sees("“John Hall” is the name of another patient, HALL, John (Mr), born 01-Jul-1961");
    rig.keys("down up").text("k").sees("Keep “John Hall” as it is").keys("enter").sees("Say why it stays");
    rig.text("he is her neighbour").keys("enter").sees("kept with a reason").sees("x “John Hall”");
    rig.keys("esc alt-s").sees("stands here: is somebody else meant").keys("end");
    rig.keys("down down enter").sees("Submitted Free letter");
    rig.keys("enter").sees("Kept").sees("he is her neighbour");
    assert_eq!(stored(&mut rig, &letter.id).state, "awaiting_approval");
}

#[test]
fn what_an_abbreviation_stands_for_is_asked() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "There was no PE.");
    rig.keys("alt-c").sees("m asks which is meant").keys("m").sees("What does PE stand for here?");
    rig.text("pulmonary").keys("enter").sees("There was no pulmonary embolism (PE).");
    rig.sees("m puts in “pulmonary embolism (a blood clot in the lung)”").keys("m");
    rig.sees("There was no pulmonary embolism (a blood clot in the lung) (PE).").sees("finds nothing more");
    rig.keys("ctrl-z ctrl-z").sees("There was no PE.");
}

#[test]
fn a_place_is_shown_in_the_text_and_enter_goes_there() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "Fine.\nOn 31 February 2026.");
    rig.keys("alt-c").sees("there is no such day").keys("enter").text("1 March 2026").sees("On 1 March 2026.");
    rig.keys("alt-c").sees("finds nothing in this letter");
}

#[test]
fn submitted_from_the_list_the_check_is_made_too() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "There was no PE.");
    rig.keys("esc s").sees("Not submitted yet").sees("PE");
}

#[test]
fn a_name_is_asked_of_the_index_and_capitals_do_not_matter() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = open(&mut rig, "john HALL and JOHN Hall, and Hall, JOHN");
    let cx = rig.cx();
    let about = crate::desk::letters::facts::About::of(cx.db(), &letter, cx.now).unwrap();
    let template = crate::paper::template::built_in().iter().find(|t| t.id == "free-letter").unwrap();
    let found = linter::findings(cx.db(), &letter, template, &about, &house(), cx.today()).unwrap();
    assert!(found.iter().any(|f| f.rule == "other-patient"), "{found:?}");
    let plan = "EXPLAIN QUERY PLAN SELECT p.id FROM json_each('[]') j CROSS JOIN patient p ON p.surname = j.value ->> 0 COLLATE NOCASE \
                AND p.forename = j.value ->> 1 COLLATE NOCASE WHERE p.binned_at IS NULL AND p.merged_into IS NULL";
    let rows = cx.db().raw(plan, &[]).unwrap();
    assert!(rows.iter().any(|r| r["detail"].to_string().contains("patient_said")), "{rows:?}");
}

#[test]
fn what_stops_the_letter_is_marked_in_its_text_when_nobody_types() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    open(&mut rig, "Take 1.0 mg a day.");
    let marked = |rig: &Rig| rig.has_modifier(ratatui::style::Modifier::ITALIC);
    assert!(!marked(&rig));
    rig.tick().tick();
    assert!(marked(&rig), "{}", rig.screen());
    rig.keys("ctrl-end").text(" x").tick();
    assert!(marked(&rig), "it stays marked while one types on");
    rig.keys("alt-c").keys("m").tick().tick();
    assert!(!marked(&rig), "{}", rig.screen());
}
