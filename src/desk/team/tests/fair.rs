//! Whatever is moved, shared out, covered, given back and undone: no open item is without an owner or lost.

use proptest::prelude::*;

use super::super::model::ItemKind;
use super::super::model::share::By;
use super::super::repo_backlog::{self, By as Whose};
use super::*;

#[derive(Debug, Clone)]
enum Deed {
    Move(usize, usize, usize),
    Share(usize, usize, bool),
    Away(usize, usize, usize),
    Back(usize),
    Comes(usize, usize),
    Done(usize),
    Leave(usize, usize),
    Rename(usize, usize),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let n = 0usize..4;
    prop_oneof![
        3 => (n.clone(), n.clone(), 1usize..6).prop_map(|(a, b, c)| Deed::Move(a, b, c)),
        2 => (n.clone(), 1usize..15, any::<bool>()).prop_map(|(a, b, c)| Deed::Share(a, b, c)),
        3 => (n.clone(), 0usize..4, n.clone()).prop_map(|(a, b, c)| Deed::Away(a, b, c)),
        3 => n.clone().prop_map(Deed::Back),
        4 => (n.clone(), 0usize..3).prop_map(|(a, b)| Deed::Comes(a, b)),
        1 => (0usize..30).prop_map(Deed::Done),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Deed::Leave(a, b)),
        1 => (n.clone(), n).prop_map(|(a, b)| Deed::Rename(a, b)),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ]
}

fn items(store: &Store, who: &str) -> Vec<super::super::model::Item> {
    repo_backlog::items(store.db(), (Whose::Secretary, who), 7, now()).unwrap()
}

fn names(store: &Store) -> Vec<String> {
    let all = repo::every(store.db()).unwrap().into_iter().filter(|m| !m.is_author());
    all.map(|m| m.name).collect()
}

fn name(store: &Store, n: usize) -> Option<String> {
    let all = names(store);
    all.get(n % all.len().max(1)).cloned()
}

fn absence(store: &Store, who: usize, plan: usize, cover: usize) -> Option<Change> {
    let (member, other) = (name(store, who)?, name(store, cover)?);
    let third = name(store, cover + 1)?;
    let plan = match plan {
        0 => String::new(),
        1 => other,
        2 => format!("queries: {other}\nletters: {third}"),
        _ => format!("{other}, {third}"),
    };
    let one = Absence::new(&member, "sick", at("2026-03-03T00:00:00"), now());
    let one = Absence { turns: read_turns(&plan).ok()?, ..one };
    acts::write_absence(store.db(), None, &one, "Ann Lee", now()).ok()
}

fn change(store: &Store, deed: &Deed) -> Option<Change> {
    let db = store.db();
    match deed {
        Deed::Move(from, to, most) => {
            let keys: Vec<acts::Key> =
                items(store, &name(store, *from)?).into_iter().take(*most).map(|i| (i.kind, i.id)).collect();
            acts::move_to(db, &keys, &name(store, *to)?, now()).ok()
        }
        Deed::Share(from, among, audio) => {
            let among: Vec<String> = (0..4).filter(|n| among & (1 << n) != 0).filter_map(|n| name(store, n)).collect();
            let by = if *audio { By::Audio } else { By::Items };
            acts::share(db, &items(store, &name(store, *from)?), &among, by, now()).ok().map(|(_, change)| change)
        }
        Deed::Away(who, plan, cover) => absence(store, *who, *plan, *cover),
        Deed::Back(who) => {
            let one = repo_away::of(db, &name(store, *who)?).ok()?.into_iter().next()?;
            acts::give_back(db, &one, now()).ok().map(|(_, change)| change)
        }
        Deed::Comes(who, kind) => {
            let to = name(store, *who)?;
            let change = Change::new("Comes");
            Some(match kind {
                0 => change.insert(&query(&to, "New", now())),
                1 => change.insert(&Letter { created_at: crate::clock::stamp(now()), ..letter(&to, "New") }),
                _ => change.insert(&Task::new("New", &to, now())),
            })
        }
        Deed::Done(n) => {
            let all: Vec<Task> = db.rows("SELECT * FROM task WHERE state = 'open' ORDER BY id", &[]).ok()?;
            let one = all.get(n % all.len().max(1))?;
            Some(Change::new("Done").update(one, &one.done(now()).ok()?))
        }
        Deed::Leave(who, to) => {
            let one = repo::named(db, &name(store, *who)?).ok()??;
            acts::leave(db, &one, Some(&name(store, *to)?), now()).ok()
        }
        Deed::Rename(who, n) => {
            let one = repo::named(db, &name(store, *who)?).ok()??;
            let after = Member { name: format!("Renamed {n}"), ..one.clone() };
            acts::write_member(db, Some(&one), &after).ok()
        }
        Deed::Undo | Deed::Redo => None,
    }
}

fn open(store: &Store) -> i64 {
    let one = |sql: &str| store.db().count(sql, &[]).unwrap();
    one("SELECT COUNT(*) FROM letter WHERE state NOT IN ('sent', 'cancelled')")
        + one("SELECT COUNT(*) FROM query WHERE state <> 'done'")
        + one("SELECT COUNT(*) FROM task WHERE state IN ('open', 'waiting')")
}

/// Every open item is somebody's who is of the team, and the sum over all is what there is.
fn check(store: &Store) -> Result<(), TestCaseError> {
    let waits = repo_backlog::all(store.db(), Whose::Secretary, 7, now()).unwrap();
    let known = names(store);
    for one in &waits {
        prop_assert!(known.contains(&one.who), "{:?} is nobody's", one);
        prop_assert_eq!(items(store, &one.who).len() as i64, one.items(), "what a figure opens to");
    }
    prop_assert_eq!(waits.iter().map(super::super::model::Backlog::items).sum::<i64>(), open(store));
    let of = repo_backlog::all(store.db(), Whose::Consultant, 7, now()).unwrap();
    let letters = |all: &[super::super::model::Backlog]| all.iter().map(|b| b.letters.items).sum::<i64>();
    prop_assert_eq!(letters(&of), letters(&waits));
    // Who has something for another has it by an absence that lasts, and once.
    for kind in ItemKind::ALL {
        let rows: Vec<super::super::Handed> =
            store.db().rows("SELECT * FROM handed WHERE kind = $1 AND back_at IS NULL", &[&kind.table()]).unwrap();
        let once: std::collections::BTreeSet<&str> = rows.iter().map(|h| h.item_id.as_str()).collect();
        prop_assert_eq!(once.len(), rows.len());
        for one in &rows {
            let absence: Absence = store.db().must(&one.absence_id).unwrap();
            prop_assert!(absence.returned_at.is_none(), "{:?}", one);
        }
    }
    Ok(())
}

/// Every row of every table that a deed may write.
fn rows(store: &Store) -> Vec<String> {
    let tables = ["member", "absence", "handed", "letter", "query", "task", "entry", "calendar"];
    let all = tables.iter().flat_map(|t| store.db().raw(&format!("SELECT * FROM {t} ORDER BY id"), &[]).unwrap());
    all.map(|row| serde_json::Value::Object(row).to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_all_taken_back_is_as_before(deeds in prop::collection::vec(deed(), 1..30)) {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        filled(&mut store, 6, 3);
        let before = rows(&store);
        for deed in &deeds {
            let was = open(&store);
            match deed {
                Deed::Undo => { let _ = store.undo("Ann", now()); }
                Deed::Redo => { let _ = store.redo("Ann", now()); }
                _ => if let Some(change) = change(&store, deed) {
                    store.apply(&change, "Ann", now()).unwrap();
                    let more = i64::from(matches!(deed, Deed::Comes(..))) - i64::from(matches!(deed, Deed::Done(_)));
                    prop_assert_eq!(open(&store), was + more, "{:?}", deed);
                },
            }
            check(&store)?;
        }
        while store.undo("Ann", now()).unwrap().is_some() {}
        prop_assert_eq!(before, rows(&store));
    }
}
