//! The approval desk: read, approve one or many, return with remarks at places that move with the text; and on paper.

use super::*;
use crate::desk::letters::model::Comment;

/// A rig in which the consultant sits.
fn consultants(folder: &TempDir) -> Rig {
    rig(folder);
    Rig::open(folder.path(), PARTS, now(), "Dr Asha Patel")
}

fn waiting(title: &str, body: &str) -> Letter {
    Letter {
        title: title.into(),
        body: body.into(),
        submitted_at: Some("2026-03-02T16:00:00".into()),
        ..in_state("awaiting_approval")
    }
}

const TWO: &str = "Please take 5 mg daily. Come again in May.\n\nRing us if you are worried.";

#[test]
fn a_consultant_reads_approves_and_goes_on_to_the_next() {
    let folder = TempDir::new().unwrap();
    let mut rig = consultants(&folder);
    rig.keys("g l A").sees("No letter awaits approval");
    let (one, two) = (waiting("First letter", TWO), waiting("Second letter", TWO));
    let other = Letter { author: "Dr B Jones".into(), ..waiting("Of another", TWO) };
    for letter in [&one, &two, &other] {
        put(&mut rig, letter);
    }
    rig.keys("A").sees("Awaiting approval · 2 by Dr Asha Patel").misses("Of another");
    rig.keys("enter").sees("Approve? · First letter").sees("Born 03-Mar-1950").sees("Please take 5 mg daily");
    rig.keys("a").sees("Approved First letter").sees("Approve? · Second letter").keys("esc");
    assert_eq!(stored(&mut rig, &one.id).signed_by, "Dr Asha Patel");
    rig.sees("1 by Dr Asha Patel")
        .keys("w")
        .sees("Dr B Jones")
        .text("every")
        .keys("enter")
        .sees("2 by everybody")
        .sees("Of another");
    rig.keys("esc ctrl-z");
    assert_eq!(stored(&mut rig, &one.id).state, "awaiting_approval");
}

#[test]
fn many_are_approved_with_one_question_and_one_undo() {
    let folder = TempDir::new().unwrap();
    let mut rig = consultants(&folder);
    let all: Vec<Letter> = (1..=4).map(|n| waiting(&format!("Letter {n}"), TWO)).collect();
    for letter in &all {
        put(&mut rig, letter);
    }
    rig.keys("g l A enter esc space down space down space a").sees("Approve 3 letters?");
    rig.sees("not opened").keys("enter").sees("4 by Dr Asha").keys("a right enter").sees("Approved 3 letters");
    rig.sees("1 by Dr Asha Patel").keys("esc ctrl-z");
    assert!(all.iter().all(|l| stored(&mut rig, &l.id).state == "awaiting_approval"));
}

#[test]
fn remarks_come_back_at_their_places_and_move_with_the_text() {
    let folder = TempDir::new().unwrap();
    let mut rig = consultants(&folder);
    let letter = waiting("Clinic letter", TWO);
    put(&mut rig, &letter);
    rig.keys("g l A enter right right right m").sees("“5”").keys("esc down m").sees("“Come again in May.”");
    rig.text("Say June")
        .keys("enter")
        .sees("“Come again in May.”: Say June")
        .keys("a")
        .sees("has remarks that were not sent");
    rig.keys("up m")
        .text("10 mg")
        .keys("enter")
        .keys("del")
        .sees("Taken away: 10 mg")
        .keys("m")
        .text("10 mg")
        .keys("enter");
    rig.keys("esc esc A enter").sees("Say June").sees("10 mg").keys("r").sees("Returned with 2 remarks: Clinic letter");
    let mut secretary = Rig::open(folder.path(), PARTS, now(), "Sam Reed");
    secretary
        .keys("g l")
        .sees("drafting, returned")
        .keys("enter")
        .sees("To do, 1 of 2 · Dr Asha Patel on “Come again in May.”: Say June");
    secretary
        .keys("ctrl-home")
        .text("Dear, dear. ")
        .keys("alt-m")
        .keys("alt-m")
        .sees("2 of 2")
        .keys("alt-l")
        .sees("1 of 2");
    secretary
        .keys("alt-k")
        .sees("Dealt with; 1 left")
        .sees("1 of 1 · Dr Asha Patel on “Please take 5 mg daily.”: 10 mg");
    let comments: Vec<Comment> = only(&mut secretary).comments;
    let body = only(&mut secretary).body;
    let said: Vec<(&str, bool)> =
        comments.iter().map(|c| (&body[c.place.as_ref().unwrap().range_in(&body)], c.done)).collect();
    assert_eq!(said, [("Come again in May.", true), ("Please take 5 mg daily.", false)]);
    secretary.keys("alt-k").sees("nothing is left").misses("To do,").keys("alt-k").sees("Nothing that was said");
}

#[test]
fn remarks_follow_a_text_that_was_typed_and_not_saved() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let place = crate::desk::letters::model::Place::of(TWO, 24..42);
    let letter = waiting("Clinic letter", TWO)
        .returned_with(&[(Some(place), "Say June".into())], "Dr Asha Patel", now())
        .unwrap();
    put(&mut rig, &letter);
    rig.keys("g l enter ctrl-home").text("Before. ").tick();
    drop(rig);
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Sam Reed");
    rig.keys("g l enter").sees("stands here again").keys("alt-m ctrl-s");
    let kept = only(&mut rig);
    assert_eq!(&kept.body[kept.comments[0].place.as_ref().unwrap().range_in(&kept.body)], "Come again in May.");
}

#[test]
fn what_was_ticked_on_paper_is_typed_back_in_one_form() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let all: Vec<Letter> = (1..=3).map(|n| waiting(&format!("Letter {n}"), TWO)).collect();
    for letter in &all {
        put(&mut rig, letter);
    }
    rig.keys("g l A i").sees("No sheet on paper waits").keys("p").sees("Sheet 1 for Dr Asha Patel: 3 letters");
    let pdf = std::fs::read(folder.path().join("letters/approval-sheet-1.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    rig.keys("i")
        .sees("Sheet 1 on paper")
        .sees("1. OKAFOR, Grace (Mrs) · Letter 1")
        .text("a")
        .keys("enter")
        .text("r say more");
    rig.keys("esc i")
        .sees("r say more")
        .keys("down down down down down")
        .text("maybe")
        .keys("ctrl-s")
        .sees("is not clear");
    rig.keys("ctrl-u alt-a ctrl-s").sees("Sheet 1: 2 approved, 1 returned");
    let two = stored(&mut rig, &all[1].id);
    assert_eq!((two.state.as_str(), two.comments[0].who.as_str()), ("drafting", "Dr Asha Patel"));
    let one = stored(&mut rig, &all[0].id);
    assert_eq!(
        one.approval_words(),
        "released by Dr Asha Patel (on paper, sheet 1, 03-Mar-2026; typed in by Sam Reed)"
    );
    rig.keys("esc ctrl-z");
    assert!(all.iter().all(|l| stored(&mut rig, &l.id).state == "awaiting_approval"));
}
