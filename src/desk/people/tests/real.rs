//! Real files, where they are: twice in, and the second time nothing changes.

use std::path::Path;

use super::super::export::What;
use super::super::import::{SourceFile, plan, run};
use super::super::repo;
use super::*;
use tempfile::TempDir;

fn data(name: &str) -> Option<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found =
        ["../shared/data", "../../shared/data"].iter().find_map(|p| std::fs::read(root.join(p).join(name)).ok());
    if found.is_none() {
        println!("skipped: shared/data/{name} is not here");
    }
    found
}

/// Imports twice: what came of the first time, and that the second changed nothing.
fn twice(name: &str, what: What) -> Option<(super::super::import::Plan, Store, TempDir)> {
    let bytes = data(name)?;
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    let file = SourceFile::read(&bytes, name, what, None).unwrap();
    let foreseen = plan(&file, store.db(), now(), &mut |_| true).unwrap();
    let done = run(&file, &mut store, "Sam", now(), true, &mut |_| true).unwrap();
    assert_eq!(foreseen, done, "{name}: the dry run foresees the import");
    let after = everything(&store);
    let second = run(&file, &mut store, "Sam", now(), true, &mut |_| true).unwrap();
    assert_eq!((second.new, second.changed), (0, 0), "{name}: {second:?}");
    assert_eq!(everything(&store), after, "{name}");
    Some((done, store, folder))
}

#[test]
fn two_thousand_patients_twice() {
    let Some((done, store, _folder)) = twice("demo-generated/uk_patients_2000.csv", What::Patients) else { return };
    assert_eq!(done.rejected, []);
    assert_eq!(done.new, 2000);
    assert_eq!(repo::total(store.db()).unwrap(), (2000, done.practices as i64));
    let cooper = repo::resolve(&store, "999 641 5481", now().date()).unwrap();
    assert_eq!(cooper.name(), "COOPER, Stephen (Mr)");
    assert_eq!(repo::practice_of(store.db(), &cooper).unwrap().unwrap().ods_code.as_deref(), Some("G85086"));
}

#[test]
fn the_practices_of_england_twice() {
    let Some((done, store, _folder)) = twice("ods/epraccur_2023.csv", What::Contacts) else { return };
    assert_eq!(done.rejected, []);
    assert!(done.new > 5_000 && done.new + done.left_out == 14_303, "{done:?}");
    assert_eq!(repo::total(store.db()).unwrap().1, done.new as i64);
    assert_eq!(repo::by_ods(store.db(), "A81001").unwrap().unwrap().name, "THE DENSHAM SURGERY");
}

#[test]
fn the_contacts_of_outlook_and_google_twice() {
    for name in ["demo-generated/outlook_contacts.csv", "demo-generated/google_contacts.csv"] {
        let Some((done, ..)) = twice(name, What::Contacts) else { return };
        assert!(done.new > 0 && done.rejected.is_empty(), "{name}: {done:?}");
    }
}

#[test]
fn every_address_card_is_taken_or_refused_with_a_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = ["../shared/data/vcf", "../../shared/data/vcf"].iter().map(|p| root.join(p)).find(|p| p.is_dir());
    let Some(folder) = folder else { return println!("skipped: shared/data/vcf is not here") };
    let mut files = Vec::new();
    let mut open = vec![folder];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "vcf") {
                files.push(path);
            }
        }
    }
    assert!(!files.is_empty());
    let desk = TempDir::new().unwrap();
    let mut store = store(&desk);
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(file) = SourceFile::read(&bytes, "card.vcf", What::Contacts, None) else { continue };
        let done = run(&file, &mut store, "Sam", now(), true, &mut |_| true).unwrap();
        assert!(done.rejected.iter().all(|(_, reason)| !reason.is_empty()));
        let again = plan(&file, store.db(), now(), &mut |_| true).unwrap();
        assert_eq!((again.new, again.changed), (0, 0), "{}: {again:?}", path.display());
    }
}
