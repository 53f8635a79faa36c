//! The print run, the post book, and what comes back.

use super::*;
use crate::desk::letters::model_post::PostItem;
use crate::desk::letters::run::{make, order};
use crate::desk::letters::{acts, repo_post};
use crate::desk::tasks::Task;

/// Ticks until the work beside the screen is done.
fn settle(rig: &mut Rig) {
    while rig.cx().busy() {
        rig.tick();
        std::thread::yield_now();
    }
    rig.tick();
}

fn approved(title: &str) -> Letter {
    Letter {
        title: title.into(),
        approved_at: Some("2026-03-03T09:00:00".into()),
        sign_mode: "signed".into(),
        signed_by: "Dr Asha Patel".into(),
        ..in_state("approved")
    }
}

#[test]
fn a_print_run_is_made_answered_and_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let (one, two) = (approved("First letter"), approved("Second letter"));
    let held =
        Letter { held: true, hold_reason: "result".into(), hold_until: Some("2026-03-09".into()), ..approved("Held") };
    for letter in [&one, &two, &held] {
        put(&mut rig, letter);
    }
    rig.keys("g l P").sees("Print run · 4 letters in 2 envelopes · printed on both sides");
    rig.sees("Left out: OKAFOR, Grace (Mrs): “Held” is held").sees("First letter, Second letter");
    rig.keys("s").sees("printed on one side").keys("f");
    settle(&mut rig);
    rig.sees("Were they all printed? · 4 letters, 0 spoilt").keys("esc").sees("were they all printed?").keys("alt-p");
    rig.keys("down down down space").sees("spoilt: stays to be sent").keys("enter").sees("Posted 2 letters");
    let states = |rig: &mut Rig| (stored(rig, &one.id).state, stored(rig, &two.id).state, stored(rig, &held.id).state);
    assert_eq!(states(&mut rig), ("sent".into(), "approved".into(), "approved".into()));
    let book = repo_post::on_day(rig.cx().db(), now().date()).unwrap();
    assert_eq!(book.len(), 3);
    assert!(
        book.iter()
            .all(|l| l.item.by == "Sam Reed" && l.item.class == "second" && l.patient() == "OKAFOR, Grace (Mrs)")
    );
    rig.misses("were they all printed?").keys("ctrl-z").sees("were they all printed?");
    assert_eq!(states(&mut rig).0, "approved");
    assert!(repo_post::on_day(rig.cx().db(), now().date()).unwrap().is_empty());
    rig.keys("ctrl-y");
    let file = std::fs::read_dir(folder.path().join("letters")).unwrap().next().unwrap().unwrap().path();
    assert!(
        file.to_string_lossy().contains("print-run-2026-03-03") && std::fs::read(file).unwrap().starts_with(b"%PDF")
    );
}

#[test]
fn a_run_that_was_not_printed_leaves_everything_to_be_sent() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    put(&mut rig, &approved("First letter"));
    rig.keys("g l P enter");
    settle(&mut rig);
    rig.sees("Were they all printed?").keys("n").sees("Print run put aside").misses("were they all printed?");
    assert_eq!(only(&mut rig).state, "approved");
    rig.keys("P").sees("Print run · 2 letters");
}

#[test]
fn what_changed_since_it_was_printed_is_named_and_not_marked_as_sent() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let (one, two) = (approved("First letter"), approved("Second letter"));
    put(&mut rig, &one);
    put(&mut rig, &two);
    let db = rig.cx().db();
    let chosen = make::all_approved(db, now()).unwrap();
    let made = make::make(db, &house(), &chosen, true, now(), &make::Progress::default()).unwrap();
    assert_eq!((made.sheets.len(), made.pages, made.faults.len()), (4, 7, 0));
    let run = make::run_of(&made, "printer", "Sam Reed", now());
    let recalled = two.recalled().unwrap();
    rig.cx().store.apply(&Change::new("x").insert(&run).update(&two, &recalled), "Jo", now()).unwrap();
    let done = make::answered(rig.cx().db(), &run, &[], "Sam Reed", now()).unwrap();
    assert_eq!(done.change.label, "Posted First letter: OKAFOR, Grace (Mrs)");
    assert!(done.left[0].contains("is drafting"), "{:?}", done.left);
}

#[test]
fn a_run_can_be_stopped_and_an_empty_one_is_refused() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g l P").sees("No letter is approved to go by post");
    put(&mut rig, &approved("First letter"));
    let chosen = make::all_approved(rig.cx().db(), now()).unwrap();
    let progress = make::Progress::default();
    progress.stop.store(true, std::sync::atomic::Ordering::Relaxed);
    let said = make::make(rig.cx().db(), &house(), &chosen, true, now(), &progress).unwrap_err();
    assert!(said.to_string().contains("was stopped"));
    assert_eq!(order::envelopes(&[]).len(), 0);
}

#[test]
fn what_comes_back_stands_on_the_wall_with_a_task_and_a_warning() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let letter = approved("Clinic letter");
    put(&mut rig, &letter);
    let sent = acts::send(rig.cx().db(), std::slice::from_ref(&letter), |_, _| true, "Sam Reed", now()).unwrap();
    rig.cx().apply(&sent).unwrap();
    rig.keys("g l").sees("none unsent").keys("v t b").sees("Came back from Mrs Grace Okafor");
    rig.keys("enter").sees("Not known at this address").keys("esc esc").sees("1 unsent");
    rig.sees("approved, came back from Mrs Grace Okafor");
    let task: Task = rig.cx().db().one("SELECT * FROM task", &[]).unwrap().unwrap();
    assert_eq!(task.title, "Find where Mrs Grace Okafor is: Clinic letter came back");
    let item: PostItem = rig.cx().db().one("SELECT * FROM post_item WHERE state = 'returned'", &[]).unwrap().unwrap();
    assert_eq!((item.name.as_str(), item.note.as_str()), ("Mrs Grace Okafor", "Not known at this address"));
    let grace: Patient = rig.cx().db().must("p1").unwrap();
    assert_eq!(grace.address_bad().unwrap(), now().date());
    rig.keys("t k").sees("Address confirmed: OKAFOR, Grace (Mrs)");
    let grace: Patient = rig.cx().db().must("p1").unwrap();
    assert_eq!(grace.address_bad(), None);
    rig.keys("u").sees("To send again").keys("s");
    assert_eq!(stored(&mut rig, &letter.id).state, "sent");
    rig.keys("ctrl-z ctrl-z ctrl-z ctrl-z");
    assert_eq!(stored(&mut rig, &letter.id).state, "sent");
    assert!(rig.cx().db().one::<Task>("SELECT * FROM task", &[]).unwrap().is_none());
}

#[test]
fn others_at_the_practice_are_chosen_from() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let nurse = Contact {
        id: "c2".into(),
        kind: "gp".into(),
        name: "Dr Omar Price".into(),
        parent_id: Some("c1".into()),
        ..practice()
    };
    rig.cx().store.apply(&Change::new("A GP").insert(&nurse), "Set-up", now()).unwrap();
    put(&mut rig, &letter());
    rig.keys("g l t o").sees("Who else at the practice").sees("Dr Omar Price").misses("Oldmarket Surgery");
    rig.keys("enter").sees("Dr Omar Price gets the letter").keys("o").sees("Nobody else is known at that practice");
    assert_eq!(only(&mut rig).recipients.len(), 3);
}

#[test]
fn what_is_no_letter_is_written_into_the_post_book_and_found() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g l B").sees("Nothing left on this day").keys("n down enter").text("Records office").keys("enter enter");
    rig.text("Notes of ward seven")
        .keys("enter")
        .sees("Posted Notes of ward seven to Records office")
        .sees("1 1st class");
    rig.keys("left").sees("Mon 02-Mar-2026").keys("right esc f").text("records office").keys("enter");
    rig.sees("Post book · Tue 03-Mar-2026")
        .keys("b enter")
        .sees("came back")
        .keys("o")
        .sees("The post book of 03-Mar-2026 is in");
    let table = std::fs::read_to_string(folder.path().join("letters/post-book-2026-03-03.csv")).unwrap();
    assert!(table.contains("Notes of ward seven") && table.lines().count() == 2);
    rig.keys("del").sees("Out of the post book").sees("Nothing left on this day").keys("esc ctrl-z ctrl-z ctrl-z");
    rig.keys("B").sees("Nothing left on this day");
}

#[test]
fn an_address_that_is_old_or_came_back_is_said_before_the_letter_goes() {
    use crate::desk::letters::check;
    use crate::desk::letters::facts::About;
    let said = |patient: Patient| -> Vec<String> {
        let about = About {
            patient: Some(patient),
            practice: Some(practice()),
            referrer: None,
            author: Some(consultant()),
            ..About::default()
        };
        let template = crate::paper::template::built_in().iter().find(|t| t.id == "free-letter").unwrap();
        let all = check::findings(&letter(), template, &about, &house(), now().date());
        all.into_iter().map(|f| f.text).filter(|t| t.contains("address")).collect()
    };
    assert!(said(patient()).is_empty(), "never confirmed is no news");
    let on = |day: &str| Some(day.to_owned());
    assert!(said(Patient { address_checked_on: on("2025-04-01"), ..patient() }).is_empty());
    let old = said(Patient { address_checked_on: on("2025-03-01"), ..patient() });
    assert!(old[0].contains("last confirmed on 01-Mar-2025"), "{old:?}");
    let bad = said(Patient { address_bad_on: on("2026-02-01"), address_checked_on: on("2026-01-01"), ..patient() });
    assert!(bad[0].contains("Post came back"), "{bad:?}");
    assert!(
        said(Patient { address_bad_on: on("2026-02-01"), address_checked_on: on("2026-02-02"), ..patient() })
            .is_empty()
    );
}

#[test]
fn the_print_run_makes_the_drafts_of_what_goes_by_email() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let by_email = |title: &str| {
        let mut letter = approved(title);
        for to in letter.recipients.iter_mut().filter(|r| r.kind == "contact") {
            to.way = "email".into();
        }
        letter
    };
    let was: Contact = rig.cx().db().must("c1").unwrap();
    let with_email = Contact { email: "surgery@example.org".into(), ..was.clone() };
    rig.cx().store.apply(&Change::new("E-mail").update(&was, &with_email), "Set-up", now()).unwrap();
    let (one, two) = (by_email("First letter"), by_email("Second letter"));
    put(&mut rig, &one);
    put(&mut rig, &two);
    rig.keys("g l P").sees("2 by e-mail (m)").keys("m");
    settle(&mut rig);
    rig.sees("2 e-mail drafts are in");
    let drafts = std::fs::read_dir(folder.path().join("letters")).unwrap();
    let text: Vec<String> = drafts.map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap()).collect();
    assert_eq!(text.len(), 2);
    assert!(text.iter().all(|t| t.contains("X-Unsent: 1") && t.contains("application/pdf")));
    assert!(stored(&mut rig, &one.id).recipients.iter().all(|r| !r.is_sent()), "a draft is not sent");
}
