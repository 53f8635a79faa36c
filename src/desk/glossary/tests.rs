//! The glossary as it is used.

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::{Word, added, repo};
use crate::app::rig::Rig;
use crate::desk::PARTS;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn rig(folder: &TempDir) -> Rig {
    Rig::open(folder.path(), PARTS, now(), "Sam Reed")
}

#[test]
fn what_is_typed_narrows_and_enter_shows_one() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g g").sees("Glossary ·").keys("/").text("haemopty").sees("only “haemopty”").sees("coughing up blood");
    rig.resize(80, 24).keys("enter enter").sees("What it means").sees("-ptysis").sees("spitting").keys("esc");
    rig.sees("only “haemopty”");
}

#[test]
fn a_clash_is_said_in_words() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g g /").text("PE").keys("enter").sees("clash").sees("or for").sees("It can be misread");
}

#[test]
fn a_word_is_added_edited_binned_and_brought_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g g n").text("stellogram").keys("tab tab tab").text("a picture of the heart").keys("ctrl-s");
    rig.sees("Added to the department's words: stellogram").sees("1 our own");
    rig.keys("/").text("stellogr").keys("enter").sees("a picture of the heart").sees("ours");
    rig.keys("e").keys("tab tab tab").text(" at rest").keys("ctrl-s").sees("at rest");
    assert_eq!(repo::glossary(rig.cx().db()).unwrap().plain("Stellograms"), Some("a picture of the heart at rest"));
    rig.keys("del").sees("To the bin: stellogram").sees("No such word").keys("ctrl-z").sees("at rest");
}

#[test]
fn a_word_that_came_with_the_program_stays_and_has_an_own_version() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g g /").text("haemoptysis").keys("enter del").sees("This word came with the program");
    rig.keys("e").sees("Our own version").keys("tab tab tab ctrl-u").text("spitting blood").keys("ctrl-s");
    assert_eq!(repo::glossary(rig.cx().db()).unwrap().plain("haemoptysis"), Some("spitting blood"));
    rig.keys("o").sees("only our own, “haemoptysis” (1 of 1)").keys("o").sees("(2 of 17");
}

#[test]
fn the_same_word_is_not_added_twice() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let word = Word::new("Stellogram", "Sam", now());
    let change = added(rig.cx().db(), &word).unwrap();
    rig.cx().store.apply(&change, "Sam", now()).unwrap();
    let again = added(rig.cx().db(), &Word::new("stellogram", "Jo", now())).unwrap_err();
    assert!(again.to_string().contains("already"), "{again}");
}

#[test]
fn an_own_word_is_found_from_anywhere() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    let word = Word { plain: "a picture".into(), ..Word::new("stellogram", "Sam", now()) };
    let change = added(rig.cx().db(), &word).unwrap();
    rig.cx().store.apply(&change, "Sam", now()).unwrap();
    rig.keys("f").text("stellog").keys("enter").sees("What it means").sees("a picture");
}
