//! Words looked up, added, and taken out again by a script.

use super::call::{Bench, has};

#[test]
fn a_word_is_looked_up_with_its_parts_and_clashes() {
    let desk = Bench::new();
    let word = desk.one(&["glossary", "haemoptysis"]);
    has(&word, "word also kind plain meanings ambiguous spelling parts subject own id");
    assert_eq!((&word["plain"], &word["own"]), (&"coughing up blood".into(), &false.into()));
    assert!(desk.ok(&["glossary", "atrial", "fibrillation"]).contains("an irregular heartbeat"));
    let clash = desk.one(&["glossary", "cns"]);
    assert_eq!((&clash["ambiguous"], clash["meanings"].as_array().unwrap().len()), (&true.into(), 3));
    assert!(desk.ok(&["glossary", "haemo"]).contains("blood"), "a part");
    assert!(desk.ok(&["glossary", "haemopt"]).contains("coughing up blood"), "the beginning of a word");
}

#[test]
fn what_is_not_there_is_said_with_what_is_spelt_like_it() {
    let desk = Bench::new();
    let said = desk.ok(&["glossary", "haemoptisis"]);
    assert!(said.contains("does not have “haemoptisis”") && said.contains("haemoptysis"), "{said}");
}

#[test]
fn a_word_is_added_goes_out_and_is_undone() {
    let desk = Bench::new();
    desk.ok(&["glossary", "stellogram", "--add", "--plain", "a picture of the heart"]);
    assert_eq!(desk.one(&["glossary", "Stellograms"])["own"], true);
    assert_eq!(desk.call(&["glossary", "stellogram", "--add"]).code, 1, "not twice");
    let file = desk.path("words.csv").to_string_lossy().into_owned();
    desk.ok(&["export", "words", &file]);
    assert!(desk.text("words.csv").contains("a picture of the heart"));
    assert!(desk.ok(&["find", "stellogram"]).contains("stellogram"));
    desk.ok(&["undo"]);
    assert!(desk.ok(&["glossary", "stellogram"]).contains("does not have"));
}
