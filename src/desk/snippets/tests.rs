//! Snippets: what is typed, and files.

use super::*;
use crate::desk::TABLES;
use crate::store::{Change, Desk, Store, new_id};
use chrono::NaiveDateTime;

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn own(typed: &str, body: &str) -> Snippet {
    Snippet { id: new_id(), typed: typed.into(), name: "own".into(), body: body.into(), ..Snippet::default() }
}

fn desk(folder: &tempfile::TempDir) -> Store {
    Desk::at(folder.path()).open(None, TABLES, now()).unwrap()
}

#[test]
fn those_that_come_with_the_program_are_whole() {
    let all = model::shipped();
    assert!(all.len() >= 30, "{}", all.len());
    let mut typed = std::collections::BTreeSet::new();
    for snippet in all {
        assert_eq!(model::tidy_typed(&snippet.typed).as_ref(), Ok(&snippet.typed));
        assert!(typed.insert(&snippet.typed), "{} stands twice", snippet.typed);
        assert!(!snippet.name.is_empty() && !snippet.body.trim().is_empty(), "{}", snippet.typed);
        for blank in crate::paper::lint::blanks(&snippet.body) {
            let known = crate::paper::template::FIELDS.iter().any(|(name, _)| *name == blank.name());
            assert!(blank.asks() || blank.name() == "|" || known, "{}: {}", snippet.typed, blank.name());
        }
    }
}

#[test]
fn a_short_word_is_tidied_or_refused() {
    assert_eq!(model::tidy_typed(" FU ").as_deref(), Ok(";fu"));
    assert_eq!(model::tidy_typed(";;fu").as_deref(), Ok(";fu"));
    for bad in ["", ";", "a b", ";f-u", "abcdefghijklmnopqrstuvwxyz"] {
        assert!(model::tidy_typed(bad).is_err(), "{bad}");
    }
}

#[test]
fn it_is_found_where_a_word_may_begin_and_only_there() {
    let all = [own(";fu", "x"), own(";é2", "y")];
    let found = |text: &str| model::typed_before(text, text.len(), &all).map(|(range, s)| (range, s.body.clone()));
    assert_eq!(found("see ;fu"), Some((4..7, "x".into())));
    assert_eq!(found("(;FU"), Some((1..4, "x".into())));
    assert_eq!(found("漢 ;é2"), Some((4..8, "y".into())));
    for no in ["a;fu", ";f", "; fu", ";fux", "", "fu"] {
        assert_eq!(found(no), None, "{no}");
    }
}

#[test]
fn an_own_one_takes_the_place_of_the_other() {
    let all = model::together(vec![own(";fu", "mine")]);
    let fu: Vec<&Snippet> = all.iter().filter(|s| s.typed == ";fu").collect();
    assert_eq!((fu.len(), fu[0].body.as_str()), (1, "mine"));
    assert_eq!(all.len(), model::shipped().len());
}

#[test]
fn they_go_out_as_a_table_and_the_same_file_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = desk(&folder);
    let mine = own(";mine", "- one, \"two\"\n=three; {{?four}}");
    store.apply(&Change::new("New").insert(&mine), "Sam", now()).unwrap();
    let bytes = files::csv(&repo::all(store.db()).unwrap());
    let (change, said) = files::plan(store.db(), &bytes, now()).unwrap();
    assert!(change.edits.is_empty(), "{said}");
    let text = String::from_utf8(bytes).unwrap().replace("=three", "=3") + ";neu,Name,Words of it\r\n";
    let (change, said) = files::plan(store.db(), text.as_bytes(), now()).unwrap();
    assert!(said.starts_with("1 new, 1 changed"), "{said}");
    store.apply(&change, "Sam", now()).unwrap();
    let all = repo::own(store.db()).unwrap();
    assert_eq!(all[0].body, "- one, \"two\"\n=3; {{?four}}");
    assert_eq!((all[1].typed.as_str(), all[1].body.as_str()), (";neu", "Words of it"));
}

#[test]
fn a_bad_file_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let store = desk(&folder);
    let refused = |text: &str| files::plan(store.db(), text.as_bytes(), now()).unwrap_err().to_string();
    assert!(refused("a,b\r\n1,2\r\n").contains("must name the columns"));
    assert!(refused("Typed,Words\r\n;a,x\r\n;a b,y\r\n").contains("Line 3"));
    assert!(refused("Typed,Words\r\n;a,x\r\n;a,y\r\n").contains("twice"));
    assert!(refused("Typed,Words\r\n;a,\r\n").contains("has no words"));
}
