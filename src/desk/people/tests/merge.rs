//! Two records of one patient.

use super::super::model::merge;
use super::super::repo;
use super::*;
use crate::desk::diary::Entry;
use crate::desk::inbox::Query;
use crate::desk::letters::{Letter, Recipient};
use crate::desk::links::Link;
use crate::desk::tasks::Task;
use crate::store::new_id;
use tempfile::TempDir;

#[test]
fn blanks_are_filled_and_warnings_of_both_are_kept() {
    let mut a = patient("Smith", "John", "1955-03-03", "");
    a.safe_note = "Ring the mobile".into();
    a.phones = super::super::model::read_phones("mobile 07700 900401").unwrap();
    let mut b = patient("Smyth", "Jon", "1955-03-03", "9990000018");
    b.safe_note = "Never leave a message".into();
    b.alerts = vec!["Deaf".into()];
    b.phones = super::super::model::read_phones("home 07700900401\nhome 0113 496 0123").unwrap();
    b.email = "jon@example.org".into();
    b.email_ok = true;
    let done = merge(&a, &b, "", now()).unwrap();
    assert_eq!(done.stays.surname, "Smith");
    assert_eq!(done.stays.nhs_number.as_deref(), Some("9990000018"));
    assert_eq!(done.stays.safe_note, "Ring the mobile\nNever leave a message");
    assert_eq!(done.stays.phones.len(), 2, "the same number is not there twice");
    assert!(done.stays.email_ok && done.stays.alerts == ["Deaf"]);
    assert_eq!(done.goes.merged_into.as_deref(), Some(a.id.as_str()));
    assert!(done.goes.notes.contains("Merged into SMITH, John (Mr) on 03-Mar-2026"));
}

#[test]
fn different_numbers_need_a_reason_and_odd_pairs_are_refused() {
    let a = patient("Smith", "John", "", "9990000018");
    let b = patient("Smith", "John", "", "9990000026");
    let said = merge(&a, &b, " ", now()).unwrap_err();
    assert!(said.contains("999 000 0018 and 999 000 0026"), "{said}");
    assert!(merge(&a, &b, "old number was replaced", now()).unwrap().goes.notes.contains("old number was replaced"));
    assert!(merge(&a, &a, "", now()).unwrap_err().contains("one record already"));
    let binned = b.binned(now());
    assert!(merge(&a, &binned, "x", now()).unwrap_err().contains("in the bin"));
}

/// A query, a letter, a task, an entry and a link of a patient.
fn belongings(of: &Patient) -> Change {
    let id = || Some(of.id.clone());
    let query = Query { id: new_id(), state: "open".into(), patient_id: id(), ..Query::default() };
    let to = Recipient { kind: "patient".into(), id: of.id.clone(), ..Recipient::default() };
    let letter = |state: &str| Letter {
        id: new_id(),
        state: state.into(),
        patient_id: id(),
        recipients: vec![to.clone()],
        ..Letter::default()
    };
    let task = Task { patient_id: id(), ..Task::new("Chase", "Sam", now()) };
    let entry = Entry { id: new_id(), patient_id: id(), start: "2026-03-04T09:00:00".into(), ..Entry::default() };
    let link = Link::between(("patient", &of.id), ("task", &task.id), now());
    Change::new("Belongings")
        .insert(&query)
        .insert(&letter("drafting"))
        .insert(&letter("sent"))
        .insert(&task)
        .insert(&entry)
        .insert(&link)
}

#[test]
fn everything_moves_in_one_change_and_undo_gives_back_every_byte() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let stays = patient("Smith", "John", "1955-03-03", "");
    let goes = patient("Smyth", "Jon", "1955-03-03", "9990000018");
    add(&mut store, &[&stays, &goes]);
    store.apply(&belongings(&goes), "Sam", now()).unwrap();
    store.apply(&belongings(&stays), "Sam", now()).unwrap();
    let before = everything(&store);

    let change = repo::merge_change(store.db(), &stays, &goes, "", now()).unwrap();
    store.apply(&change, "Sam", now()).unwrap();
    assert!(repo::timeline(store.db(), &goes.id).unwrap().is_empty());
    let moments = repo::timeline(store.db(), &stays.id).unwrap();
    assert_eq!(moments.len(), 10);
    let letters: Vec<Letter> = store.db().rows("SELECT * FROM letter ORDER BY state, id", &[]).unwrap();
    assert!(letters.iter().all(|l| l.patient_id.as_deref() == Some(stays.id.as_str())));
    let sent_to_gone = letters.iter().filter(|l| l.state == "sent" && l.recipients[0].id == goes.id).count();
    assert_eq!(sent_to_gone, 1, "a sent letter is never edited");
    assert!(letters.iter().filter(|l| l.state == "drafting").all(|l| l.recipients[0].id == stays.id));
    assert!(crate::desk::links::of(store.db(), &goes.id).unwrap().is_empty());
    // The number leads to the one that stays, whichever record bore it; lists hold one.
    assert_eq!(repo::by_nhs(store.db(), "9990000018").unwrap().unwrap().id, stays.id);
    assert_eq!(repo::total(store.db()).unwrap().0, 1);
    assert_eq!(store.seek("smyth", &["patient"], now().date(), 9).unwrap(), []);

    store.undo("Sam", now()).unwrap();
    assert_eq!(everything(&store), before);
    store.redo("Sam", now()).unwrap();
    assert_eq!(repo::timeline(store.db(), &stays.id).unwrap().len(), 10);
    store.undo("Sam", now()).unwrap();
    assert_eq!(everything(&store), before);
}

#[test]
fn a_merged_record_leads_on_through_two_merges() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let a = patient("Smith", "John", "", "9990000018");
    let b = patient("Smith", "Jon", "", "9990000026");
    let c = patient("Smith", "Jonathan", "", "9990000034");
    add(&mut store, &[&a, &b, &c]);
    for (stays, goes) in [(&b, &a), (&c, &b)] {
        let (stays, goes): (Patient, Patient) =
            (store.db().must(&stays.id).unwrap(), store.db().must(&goes.id).unwrap());
        let change = repo::merge_change(store.db(), &stays, &goes, "one person", now()).unwrap();
        store.apply(&change, "Sam", now()).unwrap();
    }
    for number in ["9990000018", "9990000026", "9990000034"] {
        assert_eq!(repo::by_nhs(store.db(), number).unwrap().unwrap().id, c.id, "{number}");
    }
    assert_eq!(repo::resolve(&store, &a.id, now().date()).unwrap().id, c.id);
}
