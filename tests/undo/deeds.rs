//! Changes by chance: every kind of record made, edited in any column, sent through its rules, put in the bin; links, settings.

use proptest::prelude::*;
use rolltop::clock::stamp;
use rolltop::desk::clinics::{Appointment, Session};
use rolltop::desk::diary::model::{Calendar, Entry, HolidayRow};
use rolltop::desk::dictation::Dictation;
use rolltop::desk::glossary::Word;
use rolltop::desk::inbox::model::Query;
use rolltop::desk::incoming::Attachment;
use rolltop::desk::letters::PostItem;
use rolltop::desk::letters::model::Letter;
use rolltop::desk::links::Link;
use rolltop::desk::meetings::{Action, Item as AgendaItem, Meeting, Seat, Series};
use rolltop::desk::office::model::{Loan, OrderLine};
use rolltop::desk::office::{Equipment, Order, StockItem};
use rolltop::desk::people::{Contact, Patient};
use rolltop::desk::rooms::{Booking, Room};
use rolltop::desk::snippets::Snippet;
use rolltop::desk::tasks::{Item, Task};
use rolltop::desk::team::model::Turn;
use rolltop::desk::team::{Absence, Handed, Member};
use rolltop::desk::travel::model::KeptFile;
use rolltop::desk::travel::{Leg, Rate, Trip};
use rolltop::desk::{TABLES, settings};
use rolltop::store::{Change, Edit, Record, Row, Store, new_id};
use serde_json::{Value, json};

use crate::clinics;
use crate::support::now;

/// One change.
#[derive(Debug, Clone)]
pub enum Deed {
    /// A new record of some table.
    Make(usize, String),
    /// Some column of some record is different.
    Edit(usize, usize, usize, String),
    /// Several records at once.
    Several(Vec<(usize, usize, usize, String)>),
    /// To the bin, or out of it.
    Bin(usize, usize),
    /// Two records belong together, or no longer.
    Tie(usize, usize),
    /// A setting.
    Set(usize, String),
    /// A rule of a task.
    Task(usize, usize),
    /// An act of the clinics.
    Clinic(usize, usize, usize),
}

/// Some changes.
pub fn deeds(how_many: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Deed>> {
    proptest::collection::vec(any::<Deed>(), how_many)
}

/// Words as people type them, and what they should not.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z'’ -]{0,12}",
        Just("Ünïcödé 🚑 \u{202e}back".to_owned()),
        Just("line\nline \"quoted\" '; DROP TABLE task; --".to_owned()),
        Just(String::new()),
    ]
}

impl Arbitrary for Deed {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let n = || 0usize..1000;
        prop_oneof![
            3 => (n(), words()).prop_map(|(t, w)| Self::Make(t, w)),
            4 => (n(), n(), n(), words()).prop_map(|(t, r, c, w)| Self::Edit(t, r, c, w)),
            2 => proptest::collection::vec((n(), n(), n(), words()), 1..5).prop_map(Self::Several),
            2 => (n(), n()).prop_map(|(t, r)| Self::Bin(t, r)),
            2 => (n(), n()).prop_map(|(a, b)| Self::Tie(a, b)),
            1 => (n(), words()).prop_map(|(s, w)| Self::Set(s, w)),
            4 => (n(), n()).prop_map(|(t, r)| Self::Task(t, r)),
            8 => (n(), n(), n()).prop_map(|(a, w, s)| Self::Clinic(a, w, s)),
        ]
        .boxed()
    }
}

impl Deed {
    /// Does it. What a rule refuses is not done, and that is no fault.
    pub fn act(&self, store: &mut Store, who: &str) {
        let change = match self {
            Self::Make(table, word) => Change { edits: vec![make(*table, word)], ..Change::new("Make") },
            Self::Edit(table, row, column, word) => changed(store, &[(*table, *row, *column, word.clone())]),
            Self::Several(all) => changed(store, all),
            Self::Bin(table, row) => bin(store, *table, *row),
            Self::Tie(a, b) => tie(store, *a, *b),
            Self::Set(n, word) => {
                settings::set(store.db(), &format!("setting {}", n % 3), word, "Set").expect("a change")
            }
            Self::Task(task, rule) => task_rule(store, *task, *rule),
            Self::Clinic(act, which, slot) => clinics::act(store, who, *act, *which, *slot),
        };
        // A name that is taken already is refused, and a seat for which there is no room; nothing else.
        if let Err(e) = store.apply(&change, who, now()) {
            let known = ["already", "somebody was quicker", "That slot was taken meanwhile", "Somebody was booked in"];
            assert!(known.iter().any(|k| e.to_string().contains(k)), "{change:?}: {e}");
        }
    }
}

fn edit<R: Record>(record: &R) -> Edit {
    Edit::insert(record)
}

/// A new record of the table that stands at this place.
fn make(table: usize, word: &str) -> Edit {
    let (id, created_at, word) = (new_id(), stamp(now()), word.to_owned());
    match table % 30 {
        0 => edit(&Patient { id, created_at, surname: word, alerts: vec!["one".into()], ..Patient::default() }),
        1 => edit(&Contact { id, created_at, name: word, ..Contact::default() }),
        2 => edit(&Query { id, created_at, words: word, ticked: vec!["born".into()], draft: true, ..Query::default() }),
        3 => edit(&Letter { id, created_at, body: word, held: true, ..Letter::default() }),
        4 => edit(&Entry { id, created_at, title: word, rules: vec!["FREQ=DAILY".into()], ..Entry::default() }),
        5 => edit(&Calendar { name: format!("{word} {id}"), id, created_at, shown: true, ..Calendar::default() }),
        6 => edit(&HolidayRow { id, on_date: "2026-03-03".into(), title: word, removed: true }),
        9 => clinics::clinic(&word),
        10 => edit(&Session {
            id,
            created_at,
            name: word,
            state: "open".into(),
            on_date: "2026-03-05".into(),
            ..Session::default()
        }),
        11 => edit(&Appointment { reason: word, ..Appointment::new("p-seed", "new", now()) }),
        12 => edit(&Word { also: vec!["one".into()], ..Word::new(&word, "Jo", now()) }),
        13 => edit(&Dictation {
            hash: id.clone(),
            id,
            created_at,
            note: word,
            unclear: vec!["who".into()],
            ..Dictation::default()
        }),
        14 => edit(&Snippet { typed: format!(";{id}"), id, created_at, body: word, ..Snippet::default() }),
        15 => edit(&Attachment { id, created_at, name: word, ..Attachment::default() }),
        16 => edit(&PostItem { id, name: word, ..PostItem::default() }),
        17 => edit(&Order {
            id,
            created_at,
            notes: word,
            lines: vec![OrderLine::default()],
            committed: 1_200,
            ..Order::default()
        }),
        18 => edit(&StockItem { id, created_at, name: word, ..StockItem::default() }),
        19 => edit(&Equipment { id, created_at, name: word, loans: vec![Loan::default()], ..Equipment::default() }),
        23 => edit(&Series { backlog: vec![AgendaItem::new("x")], ..Series::new(&word, now()) }),
        24 => edit(&Meeting {
            roll: vec![Seat::member("Ann")],
            agenda: vec![AgendaItem::new("x")],
            ..Meeting::new(&word, now(), 60, "Jo", now())
        }),
        25 => edit(&Action { id, created_at, text: word, confidential: true, ..Action::default() }),
        20 => edit(&Trip { kept_files: vec![KeptFile::default()], purpose: word, ..Trip::new("Jo", "Jo", now()) }),
        21 => edit(&Leg { note: word, is_booked: true, ..Leg::new("t", "train", now(), now()) }),
        26 | 27 => make_of_rooms(table % 30, word),
        22 => edit(&Rate { id, created_at, source: word, ..Rate::default() }),
        28 | 29 => make_of_team(table % 30, word),
        7 => edit(&Member::new(&format!("{word} {id}"), "secretary", now())),
        _ => edit(&Task::new(&word, "Jo", now())),
    }
}

/// A room, or a booking of none.
fn make_of_team(which: usize, word: String) -> Edit {
    let (id, created_at) = (new_id(), stamp(now()));
    if which == 28 {
        return edit(&Absence { id, created_at, note: word, turns: vec![Turn::default()], ..Absence::default() });
    }
    edit(&Handed {
        id: id.clone(),
        kind: "task".into(),
        item_id: id,
        from_name: word,
        to_name: "Jo".into(),
        why: "cover".into(),
        absence_id: "a".into(),
        at: created_at,
        back_at: None,
    })
}

fn make_of_rooms(which: usize, word: String) -> Edit {
    let (id, created_at) = (new_id(), stamp(now()));
    if which == 26 {
        return edit(&Room { id, created_at, name: word, ..Room::default() });
    }
    edit(&Booking { id, created_at, title: word, state: "cancelled".into(), private: true, ..Booking::default() })
}

/// A row of some table, where there is one.
fn some_row(store: &Store, table: usize, row: usize) -> Option<(&'static str, Row)> {
    let name = TABLES[table % TABLES.len()].name;
    let mut rows = store.db().raw(&format!("SELECT * FROM {name} ORDER BY id"), &[]).expect("the rows");
    (!rows.is_empty()).then(|| (name, rows.swap_remove(row % rows.len())))
}

/// A value of the same kind that is another.
fn other(value: &Value, word: &str) -> Value {
    match value {
        Value::Bool(b) => json!(!b),
        Value::Number(n) => json!(n.as_i64().unwrap_or(0) + 1),
        Value::Array(list) if list.is_empty() => json!([]),
        Value::Array(list) => Value::Array(list[1..].to_vec()),
        Value::Null => Value::Null,
        _ => json!(word),
    }
}

fn changed(store: &Store, all: &[(usize, usize, usize, String)]) -> Change {
    let mut change = Change::new("Edit");
    for (table, row, column, word) in all {
        let Some((name, before)) = some_row(store, *table, *row) else { continue };
        let id = before["id"].as_str().expect("an id").to_owned();
        if change.edits.iter().any(|e| e.id == id) {
            continue;
        }
        let columns: Vec<&String> = before.keys().filter(|k| !k.ends_with("id")).collect();
        let column = columns[column % columns.len()].clone();
        let mut after = before.clone();
        let new = other(&before[&column], word);
        after.insert(column, new);
        change.edits.push(Edit { table: name.into(), id, before: Some(before), after: Some(after) });
    }
    change
}

fn bin(store: &Store, table: usize, row: usize) -> Change {
    let mut change = Change::new("Bin");
    let Some((name, before)) = some_row(store, table, row) else { return change };
    let Some(binned) = before.get("binned_at") else { return change };
    let new = if binned.is_null() { json!(stamp(now())) } else { Value::Null };
    let mut after = before.clone();
    after.insert("binned_at".into(), new);
    let id = before["id"].as_str().expect("an id").to_owned();
    change.edits.push(Edit { table: name.into(), id, before: Some(before), after: Some(after) });
    change
}

fn tie(store: &Store, a: usize, b: usize) -> Change {
    let links: Vec<Link> = store.db().rows("SELECT * FROM link ORDER BY id", &[]).expect("the links");
    if a.is_multiple_of(3) && !links.is_empty() {
        return Change::new("Untie").delete(&links[b % links.len()]);
    }
    let change = Change::new("Tie");
    let (Some(from), Some(to)) = (some_row(store, a, b), some_row(store, b, a)) else { return change };
    let end = |row: &Row| row["id"].as_str().expect("an id").to_owned();
    change.insert(&Link::between((from.0, &end(&from.1)), (to.0, &end(&to.1)), now()))
}

fn task_rule(store: &Store, task: usize, rule: usize) -> Change {
    let tasks: Vec<Task> = store.db().rows("SELECT * FROM task ORDER BY id", &[]).expect("the tasks");
    if tasks.is_empty() {
        return Change::new("No task");
    }
    let before = &tasks[task % tasks.len()];
    let result = Task { kind: "result".into(), repeat: "weekly".into(), ..before.clone() };
    let ticked = Task { checklist: vec![Item { text: "one".into(), done: true }], ..before.clone() };
    let after = match rule % 8 {
        0 => before.done(now()),
        1 => before.cancelled("not needed", now()),
        2 => before.waiting("Ward 7", now().date()),
        3 => before.opened(),
        4 => before.back(now()),
        5 => before.seen("Dr Patel", now()),
        6 => Ok(result),
        _ => Ok(ticked),
    };
    let change = Change::new("Task");
    let Ok(after) = after else { return change };
    let next = (after.state == "done").then(|| after.next(now())).flatten();
    let change = change.update(before, &after);
    next.into_iter().fold(change, |c, n| c.insert(&n))
}

/// One of each kind, made by somebody else: they stay when all is taken back.
pub fn seeded(store: &mut Store) {
    clinics::furnish(store);
    for table in 0..12 {
        for n in 0..2 {
            let change = Change { edits: vec![make(table, &format!("seed {n}"))], ..Change::new("Seed") };
            store.apply(&change, "Setup", now()).expect("a seed");
        }
    }
}
