//! The team on a real desk: work that is moved, shared out, covered and given back, and never lost.

mod cover;
mod fair;
mod members;
mod stories;

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::model::{Absence, Member, read_turns};
use super::{acts, repo, repo_away};
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::desk::inbox::Query;
use crate::desk::letters::{Letter, start};
use crate::desk::tasks::Task;
use crate::store::{Change, Desk, Store};

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}

fn at(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn store(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, PARTS.tables, now()).unwrap()
}

const TEAM: [&str; 4] = ["Jo Marlow", "Kit Ward", "Bev Tranter", "Ann Lee"];

fn team(store: &mut Store) {
    let change = TEAM.iter().fold(Change::new("Team"), |c, name| c.insert(&Member::new(name, "secretary", now())));
    let change = change.insert(&Member::new("Dr A Patel", "consultant", now()));
    store.apply(&change, "Set-up", now()).unwrap();
}

fn letter(owner: &str, title: &str) -> Letter {
    Letter {
        title: title.into(),
        author: "Dr A Patel".into(),
        state: "drafting".into(),
        attended_on: Some("2026-02-20".into()),
        ..start::empty(owner, at("2026-02-21T10:00:00"))
    }
}

fn query(owner: &str, caller: &str, at: NaiveDateTime) -> Query {
    Query {
        state: "open".into(),
        owner: owner.into(),
        caller: caller.into(),
        words: "When is my letter coming?".into(),
        consultant: "Dr A Patel".into(),
        ..Query::new(at)
    }
}

/// A team with so many letters and queries of Jo's, and a task of each.
fn filled(store: &mut Store, letters: usize, queries: usize) {
    team(store);
    let mut change = Change::new("Work");
    for n in 0..letters {
        change = change.insert(&letter("Jo Marlow", &format!("Letter {n:02}")));
    }
    for n in 0..queries {
        change = change.insert(&query("Jo Marlow", &format!("Caller {n:02}"), at("2026-02-24T10:00:00")));
    }
    for name in TEAM {
        change = change.insert(&Task::new(&format!("Task of {name}"), name, at("2026-02-24T10:00:00")));
    }
    store.apply(&change, "Set-up", now()).unwrap();
}

fn rig(folder: &TempDir, letters: usize, queries: usize) -> Rig {
    filled(&mut store(folder), letters, queries);
    let mut rig = Rig::open(folder.path(), PARTS, now(), "Ann Lee");
    rig.resize(140, 40);
    rig
}

/// Jo is sick for two weeks; the others cover as the plan says.
fn sick(store: &mut Store, plan: &str) -> Absence {
    let one = Absence::new("Jo Marlow", "sick", at("2026-03-03T00:00:00"), now());
    let turns = read_turns(plan).unwrap();
    let one = Absence { turns, until_at: Some("2026-03-16T23:59:00".into()), ..one };
    let change = acts::write_absence(store.db(), None, &one, "Ann Lee", now()).unwrap();
    store.apply(&change, "Ann Lee", now()).unwrap();
    store.db().must(&one.id).unwrap()
}

fn owner(store: &Store, table: &str, id: &str) -> String {
    store.db().text(&format!("SELECT owner FROM {table} WHERE id = $1"), &[&id]).unwrap().unwrap_or_default()
}

fn count(store: &Store, who: &str) -> i64 {
    super::repo_backlog::open_of(store.db(), who).unwrap().iter().sum()
}
