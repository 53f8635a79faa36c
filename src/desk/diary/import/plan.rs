//! What a file would change: new rows, newer ones, those that are the same.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::rows::{Given, entry_of, rows_of};
use super::{Fault, Source};
use crate::clock::stamp;
use crate::desk::diary::{Entry, repo};
use crate::exchange::ics::Override;
use crate::store::{Change, Db, Refusal};
use crate::text::dates;

/// What a file would change, or has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The one change that does it.
    pub change: Change,
    /// Entries that are new.
    pub added: usize,
    /// Entries that are newer in the file.
    pub updated: usize,
    /// Entries that are the same, or newer here.
    pub unchanged: usize,
    /// A line for each that is new or newer: what a dry run shows.
    pub lines: Vec<String>,
    /// What of the file cannot be taken in.
    pub problems: Vec<Fault>,
}

impl Plan {
    /// In one sentence: `42 new, 3 changed, 7 as before`.
    pub fn summary(&self) -> String {
        format!("{} new, {} changed, {} as before", self.added, self.updated, self.unchanged)
    }
}

/// Works out what a file would change in the calendar of that name (made where there is none).
pub fn plan(db: Db<'_>, source: &Source, calendar: &str, who: &str, now: NaiveDateTime) -> Result<Plan, Refusal> {
    let (calendar, made) = repo::ensure_calendar(db, calendar, None, now)?;
    let given = Given { calendar: &calendar, who, now };
    let mut work = Work { db, given: &given, plan: empty(source) };
    for event in &source.events {
        let rows = rows_of(event, &given);
        work.settle(rows)?;
    }
    for change in &source.changes {
        work.change(change)?;
    }
    let mut plan = work.plan;
    let mut change = Change::new(format!("Import into {}: {}", calendar.name, plan.summary()));
    if let Some(made) = made.filter(|_| !plan.change.edits.is_empty()) {
        change = change.and(made);
    }
    plan.change = change.and(plan.change);
    Ok(plan)
}

fn empty(source: &Source) -> Plan {
    Plan {
        change: Change::new(""),
        added: 0,
        updated: 0,
        unchanged: 0,
        lines: Vec::new(),
        problems: source.problems.clone(),
    }
}

struct Work<'a> {
    db: Db<'a>,
    given: &'a Given<'a>,
    plan: Plan,
}

/// Which of two versions of a row is the newer one.
fn is_newer(wanted: &Entry, known: &Entry) -> bool {
    if wanted.sequence != known.sequence {
        return wanted.sequence > known.sequence;
    }
    match (&wanted.stamped_at, &known.stamped_at) {
        (Some(a), Some(b)) => a > b,
        _ => !same(wanted, known),
    }
}

/// Whether a file says the same of both, where they have no version.
fn same(a: &Entry, b: &Entry) -> bool {
    let times = a.start == b.start && a.ends == b.ends && a.all_day == b.all_day;
    let words = a.title == b.title && a.place == b.place && a.notes == b.notes && a.private == b.private;
    times && words && a.rules == b.rules && a.exdates == b.exdates
}

/// Rows are known again by their UID and the occurrence they stand for.
type Key = (String, Option<String>);

fn key(e: &Entry) -> Key {
    (e.uid.clone(), e.recurrence_id.clone())
}

impl Work<'_> {
    /// Brings the rows of one entry of the file and those of the diary together.
    fn settle(&mut self, mut rows: Vec<Entry>) -> Result<(), Refusal> {
        let Some(first) = rows.first().cloned() else { return Ok(()) };
        let known = repo::of_uid(self.db, &first.uid, &self.given.calendar.id)?;
        let mut by_key: HashMap<Key, &Entry> = HashMap::new();
        for row in &known {
            // Of two the one that is not in the bin is meant.
            let slot = by_key.entry(key(row)).or_insert(row);
            if slot.binned_at.is_some() {
                *slot = row;
            }
        }
        keep_ids(&mut rows, &by_key);
        let head = by_key.get(&key(&first)).copied();
        let newer = head.is_none_or(|k| is_newer(&rows[0], k) || k.binned_at.is_some());
        let before = self.plan.change.edits.len();
        for row in &rows {
            self.row(row, by_key.get(&key(row)).copied(), newer);
        }
        if head.is_some() && newer {
            self.drop_others(&rows, &known);
        }
        self.adopt(&rows[0], &known);
        self.count(&first, head.is_some_and(|k| k.binned_at.is_none()), before);
        Ok(())
    }

    fn row(&mut self, row: &Entry, known: Option<&Entry>, head_is_newer: bool) {
        let change = std::mem::replace(&mut self.plan.change, Change::new(""));
        self.plan.change = match known {
            None => change.insert(row),
            Some(k) if is_newer(row, k) || (k.binned_at.is_some() && head_is_newer) => {
                change.update(k, &merged(row, k))
            }
            Some(_) => change,
        };
    }

    /// What the newer version does not have any more goes to the bin.
    fn drop_others(&mut self, rows: &[Entry], known: &[Entry]) {
        let gone = known.iter().filter(|k| k.binned_at.is_none() && !rows.iter().any(|r| key(r) == key(k)));
        for row in gone.cloned().collect::<Vec<_>>() {
            let change = std::mem::replace(&mut self.plan.change, Change::new(""));
            self.plan.change = change.update(&row, &row.binned(self.given.now));
        }
    }

    /// A changed occurrence that came before its series belongs to it from now on.
    fn adopt(&mut self, master: &Entry, known: &[Entry]) {
        let orphan = |k: &&Entry| k.recurrence_id.is_some() && k.master_id.is_none() && k.binned_at.is_none();
        for row in known.iter().filter(orphan) {
            if self.plan.change.edits.iter().all(|e| e.id != row.id) {
                let change = std::mem::replace(&mut self.plan.change, Change::new(""));
                self.plan.change = change.update(row, &Entry { master_id: Some(master.id.clone()), ..row.clone() });
            }
        }
    }

    fn count(&mut self, entry: &Entry, known: bool, before: usize) {
        let changed = self.plan.change.edits[before..].iter().any(|e| !e.is_idle());
        let word = match (known, changed) {
            (_, false) => {
                self.plan.unchanged += 1;
                return;
            }
            (true, true) => {
                self.plan.updated += 1;
                "Changed"
            }
            (false, true) => {
                self.plan.added += 1;
                "New"
            }
        };
        let at = entry.on_desk(entry.starts_at());
        let time = if entry.all_day { "all day".into() } else { dates::time(at.time()) };
        let repeats = if entry.is_series() { format!(" ({})", entry.repeats()) } else { String::new() };
        let line = format!("{word}: {} {time} {}{repeats}", dates::screen_weekday(at.date()), entry.title);
        self.plan.lines.push(line);
    }

    /// A change to an occurrence of a series that the file does not have.
    fn change(&mut self, change: &Override) -> Result<(), Refusal> {
        let own = entry_of(&change.event, self.given);
        let known = repo::of_uid(self.db, &own.uid, &self.given.calendar.id)?;
        let master = known.iter().find(|k| k.recurrence_id.is_none() && k.binned_at.is_none());
        let row = Entry {
            master_id: master.map(|m| m.id.clone()),
            recurrence_id: Some(stamp(change.recurrence_id)),
            rules: Vec::new(),
            rdates: Vec::new(),
            exdates: Vec::new(),
            ..own
        }
        .settled();
        let mut rows = vec![row];
        let by_key: HashMap<Key, &Entry> = known.iter().map(|k| (key(k), k)).collect();
        keep_ids(&mut rows, &by_key);
        let old = by_key.get(&key(&rows[0])).copied();
        let before = self.plan.change.edits.len();
        self.row(&rows[0], old, true);
        self.count(&rows[0], old.is_some(), before);
        Ok(())
    }
}

/// Rows that are known keep their identifiers, and those that belong to them follow.
fn keep_ids(rows: &mut [Entry], known: &HashMap<Key, &Entry>) {
    let mut renamed: HashMap<String, String> = HashMap::new();
    for row in rows.iter_mut() {
        if let Some(old) = known.get(&key(row)) {
            renamed.insert(std::mem::replace(&mut row.id, old.id.clone()), old.id.clone());
        }
    }
    for row in rows {
        if let Some(id) = row.master_id.as_ref().and_then(|m| renamed.get(m)) {
            row.master_id = Some(id.clone());
        }
    }
}

/// A newer version: what the file does not know of stays as it is here.
fn merged(row: &Entry, known: &Entry) -> Entry {
    let or = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
    Entry {
        id: known.id.clone(),
        patient_id: known.patient_id.clone(),
        papers: or(&row.papers, &known.papers),
        buffer_before: if row.buffer_before == 0 { known.buffer_before } else { row.buffer_before },
        buffer_after: if row.buffer_after == 0 { known.buffer_after } else { row.buffer_after },
        with_whom: or(&row.with_whom, &known.with_whom),
        kind: if row.kind == "meeting" { known.kind.clone() } else { row.kind.clone() },
        created_by: known.created_by.clone(),
        created_at: known.created_at.clone(),
        binned_at: None,
        ..row.clone()
    }
}
