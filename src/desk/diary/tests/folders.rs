//! Two desks over one folder of calendar files: whatever is done on either, both end up the same, and nothing that was
//! changed is lost.

use std::path::Path;

use chrono::{Duration, NaiveDateTime};
use proptest::prelude::*;

use super::*;
use crate::desk::diary::rules_revision::revised;
use crate::desk::diary::{Entry, vdir};
use crate::store::{Desk, Edit, Store};

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn store(folder: &Path) -> Store {
    Desk::at(folder).open(None, PARTS.tables, now()).unwrap()
}

fn sync(store: &mut Store, folder: &Path) -> vdir::Report {
    let calendar = vdir::calendar(store, "Dr A Patel", "Sam", now()).unwrap();
    let plan = vdir::plan(store.db(), folder, &calendar, ("Sam", now())).unwrap();
    vdir::carry_out(store, plan, "Sam", now()).unwrap()
}

/// Brings desk and folder together. Where the other desk put all there was into the bin, an empty folder is refused
/// with the advice to do the same here; that is done.
fn sync_as_told(store: &mut Store, folder: &Path) -> vdir::Report {
    let calendar = vdir::calendar(store, "Dr A Patel", "Sam", now()).unwrap();
    let refused = vdir::plan(store.db(), folder, &calendar, ("Sam", now())).err();
    if let Some(refused) = refused {
        let said = refused.to_string();
        assert!(said.ends_with("If they are to go, put them into the bin here."), "{said}");
        let edits = live(store).iter().map(|one| Edit::update(one, &one.binned(now()))).collect();
        store.apply(&Change { edits, ..Change::new("x") }, "Sam", now()).unwrap();
    }
    sync(store, folder)
}

fn live(store: &Store) -> Vec<Entry> {
    let all: Vec<Entry> =
        store.db().rows("SELECT * FROM entry WHERE binned_at IS NULL ORDER BY start, title", &[]).unwrap();
    all
}

/// What somebody sees of the diary.
fn seen(store: &Store) -> Vec<String> {
    let mut all: Vec<String> =
        live(store).iter().map(|e| format!("{} {} {} {:?}", e.start, e.title, e.state, e.recurrence_id)).collect();
    all.sort();
    all
}

#[derive(Debug, Clone)]
enum Deed {
    Add(u8, bool),
    Move(usize, i64),
    Rename(usize, u8),
    Bin(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (any::<u8>(), any::<bool>()).prop_map(|(n, series)| Deed::Add(n, series)),
        (0usize..6, 1i64..200).prop_map(|(which, hours)| Deed::Move(which, hours)),
        (0usize..6, any::<u8>()).prop_map(|(which, n)| Deed::Rename(which, n)),
        (0usize..6).prop_map(Deed::Bin),
    ]
}

/// Does it; the title it gave to an entry, where it gave one.
fn do_it(store: &mut Store, deed: &Deed) -> Option<String> {
    let calendar = vdir::calendar(store, "Dr A Patel", "Sam", now()).unwrap();
    let all = live(store);
    let pick = |which: usize| all.get(which % all.len().max(1)).cloned();
    let (edit, title) = match deed {
        Deed::Add(n, series) => {
            let start = now() + Duration::hours(i64::from(*n));
            let rules = if *series { vec!["FREQ=WEEKLY;COUNT=4".to_owned()] } else { Vec::new() };
            let one =
                Entry { rules, ..Entry::new(&calendar.id, &format!("New {n}"), start, 30, "Sam", now()) }.settled();
            (Edit::insert(&one), Some(one.title))
        }
        Deed::Move(which, hours) => {
            let one = pick(*which)?;
            (Edit::update(&one, &one.moved_to(one.starts_at() + Duration::hours(*hours))), Some(one.title))
        }
        Deed::Rename(which, n) => {
            let one = pick(*which)?;
            let title = format!("Renamed {n}");
            (Edit::update(&one, &Entry { title: title.clone(), ..one.clone() }), Some(title))
        }
        Deed::Bin(which) => {
            let one = pick(*which)?;
            (Edit::update(&one, &one.binned(now())), None)
        }
    };
    let edits = if matches!(deed, Deed::Bin(_)) { vec![edit] } else { revised(vec![edit], now()) };
    store.apply(&Change { edits, ..Change::new("x") }, "Sam", now()).unwrap();
    title
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_desks_over_one_folder_end_up_the_same(
        rounds in prop::collection::vec(prop::collection::vec((any::<bool>(), deed()), 0..4), 1..5)
    ) {
        let (one, two, files) = (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
        let mut desks = [store(one.path()), store(two.path())];
        for round in &rounds {
            let mut titles = [None, None];
            for (first, deed) in round {
                let at = usize::from(!first);
                titles[at] = do_it(&mut desks[at], deed).or(titles[at].take());
            }
            for _ in 0..2 {
                for desk in &mut desks {
                    sync_as_told(desk, files.path());
                }
            }
            prop_assert_eq!(seen(&desks[0]), seen(&desks[1]));
            for title in titles.into_iter().flatten() {
                let kept = seen(&desks[0]).iter().any(|line| line.contains(&title));
                let later_gone = round.iter().any(|(_, deed)| !matches!(deed, Deed::Add(..)));
                prop_assert!(kept || later_gone, "{} is lost: {:?}", title, seen(&desks[0]));
            }
            for desk in &mut desks {
                let report = sync(desk, files.path());
                prop_assert_eq!(report, vdir::Report::default(), "a second run finds nothing");
            }
            let parts = std::fs::read_dir(files.path()).unwrap().filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
            prop_assert_eq!(parts.count(), 0);
        }
    }
}

#[test]
fn an_emptied_folder_is_refused_until_the_desk_bins_them_too() {
    let (one, two, files) = (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut desks = [store(one.path()), store(two.path())];
    for n in 0..3 {
        do_it(&mut desks[0], &Deed::Add(n, false));
    }
    for desk in &mut desks {
        sync(desk, files.path());
    }
    for _ in 0..3 {
        do_it(&mut desks[0], &Deed::Bin(0));
    }
    sync(&mut desks[0], files.path());
    let calendar = vdir::calendar(&mut desks[1], "Dr A Patel", "Sam", now()).unwrap();
    let refused = vdir::plan(desks[1].db(), files.path(), &calendar, ("Sam", now())).err().unwrap().to_string();
    assert!(refused.contains("and 3 were there. Nothing was changed."), "{refused}");
    assert_eq!(seen(&desks[1]).len(), 3);
    sync_as_told(&mut desks[1], files.path());
    assert!(seen(&desks[1]).is_empty());
}

#[test]
fn what_is_private_to_others_is_left_alone_on_both_sides() {
    let (folder, files) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut store = store(folder.path());
    let calendar = vdir::calendar(&mut store, "Dr A Patel", "Sam", now()).unwrap();
    let private = Entry { private: true, ..Entry::new(&calendar.id, "Dentist", now(), 30, "Jo", now()) };
    store.apply(&Change::new("x").insert(&private), "Jo", now()).unwrap();
    let report = sync(&mut store, files.path());
    assert_eq!((report.written, report.said), (0, vec!["Left alone, because private to somebody else: 1.".to_owned()]));
    assert_eq!(std::fs::read_dir(files.path()).unwrap().count(), 0, "nothing of it leaves the desk");
}
