//! Every change there is, by chance, taken back and done again: the desk is byte for byte as before, and as after.
//!
//! Two ways: changes through the models and the store, and commands of every pane pressed on the invented desk.

mod support;

#[path = "undo/clinics.rs"]
mod clinics;
#[path = "undo/deeds.rs"]
mod deeds;
#[path = "undo/monkey.rs"]
mod monkey;

use std::path::Path;

use deeds::{Deed, deeds, seeded};
use proptest::prelude::*;
use rolltop::desk::tasks::Task;
use rolltop::store::{Change, Store};
use support::rows::{all_rows, same};
use support::{now, world};

const WHO: [&str; 2] = ["Jo", "Sam"];

fn cases(n: u32) -> ProptestConfig {
    ProptestConfig { cases: n, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() }
}

fn start(folder: &Path) -> Store {
    let mut store = world::store(folder);
    seeded(&mut store);
    store
}

/// Who did what still stands, latest first.
fn standing(store: &Store) -> Vec<String> {
    let sql = "SELECT who FROM change WHERE kind = 'do' AND undone = 0 AND who IN ('Jo', 'Sam') ORDER BY seq DESC";
    let rows = store.db().raw(sql, &[]).expect("the journal");
    rows.iter().map(|r| r["who"].as_str().expect("a name").to_owned()).collect()
}

/// Takes everything back, the latest first whoever did it; gives who in that order.
fn undo_all(store: &mut Store) -> Vec<String> {
    let mut order = Vec::new();
    while let Some(who) = standing(store).first().cloned() {
        let label = store.undo(&who, now()).expect("the latest change can be taken back");
        assert!(label.is_some(), "{who} has nothing to take back, and the journal says otherwise");
        order.push(who);
    }
    order
}

fn redo_all(store: &mut Store, mut order: Vec<String>) {
    while let Some(who) = order.pop() {
        let label = store.redo(&who, now()).expect("what was taken back can be done again");
        assert!(label.is_some(), "{who} has nothing to do again");
    }
    for who in WHO {
        assert_eq!(store.redo(who, now()).expect("nothing"), None, "something was left to do again");
    }
}

fn whole(store: &Store) {
    assert_eq!(store.check().expect("the check runs"), Vec::<String>::new());
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn all_taken_back_is_as_before_and_all_done_again_is_as_after(deeds in deeds(1..25)) {
        let folder = world::empty();
        let mut store = start(folder.path());
        let before = all_rows(&store);
        for (n, deed) in deeds.iter().enumerate() {
            deed.act(&mut store, WHO[n % 2]);
        }
        let after = all_rows(&store);
        let order = undo_all(&mut store);
        same(&before, &all_rows(&store), "all taken back");
        redo_all(&mut store, order);
        same(&after, &all_rows(&store), "all done again");
        undo_all(&mut store);
        same(&before, &all_rows(&store), "all taken back again");
        whole(&store);
    }

    #[test]
    fn undo_and_redo_in_between_never_lose_the_thread(steps in proptest::collection::vec((any::<Deed>(), 0usize..6, 0usize..2), 1..40)) {
        let folder = world::empty();
        let mut store = start(folder.path());
        let before = all_rows(&store);
        for (deed, kind, who) in steps {
            let was = all_rows(&store);
            let done = match kind {
                0 | 1 => store.undo(WHO[who], now()),
                2 => store.redo(WHO[who], now()),
                _ => { deed.act(&mut store, WHO[who]); continue }
            };
            // A refusal or nothing to do leaves the desk as it was.
            if !matches!(done, Ok(Some(_))) {
                same(&was, &all_rows(&store), "after a refusal");
            }
            if let Err(e) = done {
                prop_assert!(e.is_stale(), "{e}");
            }
        }
        undo_all(&mut store);
        same(&before, &all_rows(&store), "all taken back");
        whole(&store);
    }

    #[test]
    fn a_stale_change_leaves_nothing(deeds in deeds(1..8)) {
        let folder = world::empty();
        let mut store = start(folder.path());
        let old = Task::new("Old", "Jo", now());
        store.apply(&Change::new("Old").insert(&old), "Jo", now()).expect("written");
        let newer = Task { note: "newer".into(), ..old.clone() };
        store.apply(&Change::new("Newer").update(&old, &newer), "Sam", now()).expect("written");
        for deed in &deeds {
            deed.act(&mut store, "Sam");
        }
        let (was, journal) = (all_rows(&store), journal(&store));
        // A change that does several things, the last of them stale: none of it stands.
        let mine = Task { note: "mine".into(), ..old.clone() };
        let change = Change::new("Mine").insert(&Task::new("Another", "Jo", now())).update(&old, &mine);
        let refused = store.apply(&change, "Jo", now()).expect_err("it is stale");
        prop_assert!(refused.is_stale(), "{refused}");
        same(&was, &all_rows(&store), "a refused change");
        prop_assert_eq!(journal, self::journal(&store));
    }
}

fn journal(store: &Store) -> (i64, i64) {
    let count = |sql| store.db().count(sql, &[]).expect("a number");
    (count("SELECT COUNT(*) FROM change"), count("SELECT COUNT(*) FROM change_item"))
}

#[test]
fn commands_pressed_by_chance_are_taken_back_whole() {
    for seed in 1..=2 {
        monkey::run(seed, 40);
    }
}

#[test]
fn other_commands_pressed_by_chance_are_taken_back_whole() {
    for seed in 3..=4 {
        monkey::run(seed, 40);
    }
}
