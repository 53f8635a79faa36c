//! What a file would change: new rows, newer ones, those that are the same.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::fold::{is_older, parted};
use super::gone::{self, Gone};
use super::rows::{Given, entry_of, rows_of};
use super::{Fault, Source};
use crate::clock::stamp;
use crate::desk::diary::{Entry, repo};
use crate::exchange::ics::{CalEvent, Override};
use crate::store::{Change, Db, Edit, Refusal};
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
    /// A sentence for each that stands here in a newer version.
    pub older: Vec<String>,
    /// What is to be said beside: answers, what a message means that is not in the diary.
    pub told: Vec<String>,
    /// What came with an earlier version of the file and is not in it any more.
    pub gone: Gone,
    /// What of the file cannot be taken in.
    pub problems: Vec<Fault>,
}

impl Plan {
    /// In one sentence: `42 new, 3 changed, 7 as before`.
    pub fn summary(&self) -> String {
        format!("{} new, {} changed, {} as before", self.added, self.updated, self.unchanged)
    }
}

/// Told how many entries are done; false stops the work.
pub type Progress<'a> = &'a mut dyn FnMut(usize) -> bool;

/// How a file is taken in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct How {
    /// What the file says holds, whatever the versions: it was changed by another program and nothing was changed here.
    pub by_force: bool,
}

/// Why nothing was done.
pub(super) fn stopped() -> Refusal {
    Refusal::rule("Stopped. Nothing was imported.")
}

/// Works out what a file would change in the calendar of that name (made where there is none).
pub fn plan(db: Db<'_>, source: &Source, calendar: &str, who: &str, now: NaiveDateTime) -> Result<Plan, Refusal> {
    plan_with(db, source, calendar, (who, now), How::default(), &mut |_| true)
}

/// The same, told how, and telling how far it is.
pub fn plan_with(
    db: Db<'_>,
    source: &Source,
    calendar: &str,
    (who, now): (&str, NaiveDateTime),
    how: How,
    progress: Progress<'_>,
) -> Result<Plan, Refusal> {
    let (calendar, made) = repo::ensure_calendar(db, calendar, None, now)?;
    let given = Given { calendar: &calendar, who, now };
    let method = source.method.as_deref().unwrap_or_default();
    let mut work = Work { db, given: &given, plan: empty(source), how, request: method == "REQUEST" };
    work.all(source, method, progress)?;
    let mut plan = work.plan;
    let mut change = Change::new(format!("Import into {}: {}", calendar.name, plan.summary()));
    if let Some(made) = made.filter(|_| !plan.change.edits.is_empty()) {
        change = change.and(made);
    }
    plan.change = change.and(plan.change);
    plan.gone = gone::of(db, source, &calendar, now)?;
    Ok(plan)
}

fn empty(source: &Source) -> Plan {
    Plan {
        change: Change::new(""),
        added: 0,
        updated: 0,
        unchanged: 0,
        lines: Vec::new(),
        older: Vec::new(),
        told: source.passed_over(),
        gone: Gone::default(),
        problems: source.problems.clone(),
    }
}

pub(super) struct Work<'a> {
    pub db: Db<'a>,
    pub given: &'a Given<'a>,
    pub plan: Plan,
    how: How,
    /// It is an invitation: what it says is proposed until it is answered.
    request: bool,
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
    fn all(&mut self, source: &Source, method: &str, progress: Progress<'_>) -> Result<(), Refusal> {
        for (n, event) in source.events.iter().enumerate() {
            if n % 64 == 0 && !progress(n) {
                return Err(stopped());
            }
            match method {
                "CANCEL" => self.cancel(event)?,
                "REPLY" => self.answered(event, None)?,
                "COUNTER" | "DECLINECOUNTER" | "REFRESH" | "ADD" => self.only_told(event, method),
                _ => self.settle(rows_of(event, self.given))?,
            }
        }
        let mut by_uid: Vec<(&str, Vec<&Override>)> = Vec::new();
        for change in &source.changes {
            match by_uid.iter_mut().rev().take(8).find(|(uid, _)| *uid == change.event.uid) {
                Some((_, changes)) => changes.push(change),
                None => by_uid.push((&change.event.uid, vec![change])),
            }
        }
        by_uid.into_iter().try_for_each(|(uid, changes)| self.changes(uid, changes, method))
    }

    /// The changes of a file to single occurrences of one series.
    fn changes(&mut self, uid: &str, mut changes: Vec<&Override>, method: &str) -> Result<(), Refusal> {
        if method == "REPLY" {
            return changes.iter().try_for_each(|c| self.answered(&c.event, Some(c)));
        }
        if matches!(method, "COUNTER" | "DECLINECOUNTER" | "REFRESH" | "ADD") {
            for change in changes {
                self.only_told(&change.event, method);
            }
            return Ok(());
        }
        changes.sort_by_key(|c| (c.recurrence_id, c.this_and_future));
        self.occurrences(uid, &changes, method == "CANCEL")
    }

    /// Brings the rows of one entry of the file and those of the diary together.
    fn settle(&mut self, mut rows: Vec<Entry>) -> Result<(), Refusal> {
        let Some(first) = rows.first().cloned() else { return Ok(()) };
        let mut known = repo::of_uid(self.db, &first.uid, &self.given.calendar.id)?;
        // Another entry that only shares the UID by its program's fault is not one that was parted off.
        known.retain(|row| row.uid == first.uid || parted(&row.uid).is_some());
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
        let live = head.filter(|k| k.binned_at.is_none());
        for row in &mut rows {
            *row = self.proposed(row.clone(), by_key.get(&key(row)).copied());
        }
        let newer = head.is_none_or(|k| self.how.by_force || is_newer(&rows[0], k) || k.binned_at.is_some());
        let mut edits = Vec::new();
        for row in &rows {
            edits.extend(self.row(row, by_key.get(&key(row)).copied(), newer));
        }
        if head.is_some() && newer {
            edits.extend(self.others(&rows, &known));
        }
        edits.extend(adopted(&rows[0], &known, &edits));
        if let Some(known) = live.filter(|k| edits.is_empty() && is_older(&first, k)) {
            self.older(known, first.sequence);
            return Ok(());
        }
        let word = if live.is_some() { "Changed" } else { "New" };
        self.done(word, &first, edits);
        Ok(())
    }

    fn row(&self, row: &Entry, known: Option<&Entry>, head_is_newer: bool) -> Option<Edit> {
        let Some(known) = known else { return Some(Edit::insert(row)) };
        let newer = self.how.by_force || is_newer(row, known) || (known.binned_at.is_some() && head_is_newer);
        newer.then(|| Edit::update(known, &merged(row, known)))
    }

    /// What the newer version does not have any more goes to the bin.
    fn others(&self, rows: &[Entry], known: &[Entry]) -> Vec<Edit> {
        let gone = known.iter().filter(|k| k.binned_at.is_none() && !rows.iter().any(|r| key(r) == key(k)));
        gone.map(|row| Edit::update(row, &row.binned(self.given.now))).collect()
    }

    /// An invitation that was not answered yet is a proposal; one that was stays as it was answered, unless it moves.
    fn proposed(&self, row: Entry, known: Option<&Entry>) -> Entry {
        if !self.request || row.state != "confirmed" {
            return row;
        }
        let stays = known.filter(|k| k.binned_at.is_none() && k.is_live());
        let stays = stays.filter(|k| k.start == row.start && k.ends == row.ends && k.rules == row.rules);
        Entry { state: stays.map_or_else(|| "proposed".into(), |k| k.state.clone()), ..row }
    }

    /// The same for a change to an occurrence, of which nothing is known yet.
    pub(super) fn asked(&self, row: Entry) -> Entry {
        self.proposed(row, None)
    }

    /// Takes up the edits of one entry, and counts it.
    pub(super) fn done(&mut self, word: &str, entry: &Entry, edits: Vec<Edit>) {
        let changed = edits.iter().any(|e| !e.is_idle());
        self.plan.change.edits.extend(edits);
        match (changed, word) {
            (false, _) => {
                self.plan.unchanged += 1;
                return;
            }
            (true, "New") => self.plan.added += 1,
            (true, _) => self.plan.updated += 1,
        }
        self.plan.lines.push(format!("{word}: {}", said(entry)));
    }

    /// The diary has a newer version.
    pub(super) fn older(&mut self, known: &Entry, revision: i64) {
        self.plan.unchanged += 1;
        let which = if known.sequence == revision {
            "written earlier than the one".to_owned()
        } else {
            format!("revision {revision}, and revision {} is the one", known.sequence)
        };
        self.plan
            .older
            .push(format!("“{}” comes in an older version here: {which} in the diary, which stays.", known.label()));
    }

    /// What is to be called off is not in the diary.
    pub(super) fn not_here(&mut self, event: &CalEvent) {
        self.plan.unchanged += 1;
        let name = if event.title.is_empty() { &event.uid } else { &event.title };
        self.plan.told.push(format!("“{name}” is not in this calendar, so there is nothing to change."));
    }

    /// A message that asks for something and changes nothing by itself.
    fn only_told(&mut self, event: &CalEvent, method: &str) {
        self.plan.unchanged += 1;
        let from = event.attendees.first().map_or("Somebody invited", String::as_str);
        let (title, start) = (&event.title, event.start);
        let when = format!("{} {}", dates::screen_weekday(start.date()), dates::time(start.time()));
        self.plan.told.push(match method {
            "COUNTER" => {
                format!("{from} proposes {when} for “{title}”. Nothing was changed; move the entry if that suits.")
            }
            "ADD" => format!("The organiser adds {when} to “{title}”: put it into the series (e) as an extra date."),
            "REFRESH" => {
                format!("{from} asks for the latest version of “{title}”: write the calendar to a file and send it.")
            }
            _ => format!("The organiser does not take the time that was proposed for “{title}”."),
        });
    }

    /// A change to an occurrence of a series that is not here yet: a row of its own, until the series comes.
    pub(super) fn orphan(&mut self, change: &Override, known: &[Entry]) {
        let own = self.asked(entry_of(&change.event, self.given));
        let at = stamp(change.recurrence_id);
        let row = if change.this_and_future && own.is_series() {
            // All later ones, with dates of their own: a series that was parted off one which is not known.
            Entry { uid: format!("{}#{at}", own.uid), ..own }
        } else {
            let none = Vec::new;
            Entry { recurrence_id: Some(at), rules: none(), rdates: none(), exdates: none(), ..own }
        };
        let mut rows = vec![row.settled()];
        let by_key: HashMap<Key, &Entry> = known.iter().map(|k| (key(k), k)).collect();
        keep_ids(&mut rows, &by_key);
        let old = by_key.get(&key(&rows[0])).copied();
        let edits: Vec<Edit> = self.row(&rows[0], old, true).into_iter().collect();
        self.done(if old.is_some() { "Changed" } else { "New" }, &rows[0], edits);
    }
}

/// A changed occurrence that came before its series belongs to it from now on.
fn adopted(master: &Entry, known: &[Entry], done: &[Edit]) -> Vec<Edit> {
    let orphan = |k: &&Entry| k.recurrence_id.is_some() && k.master_id.is_none() && k.binned_at.is_none();
    let left = known.iter().filter(orphan).filter(|row| done.iter().all(|e| e.id != row.id));
    left.map(|row| Edit::update(row, &Entry { master_id: Some(master.id.clone()), ..row.clone() })).collect()
}

/// An entry in a line: when, what, how it repeats.
fn said(entry: &Entry) -> String {
    let at = entry.on_desk(entry.starts_at());
    let time = if entry.all_day { "all day".into() } else { dates::time(at.time()) };
    let repeats = if entry.is_series() { format!(" ({})", entry.repeats()) } else { String::new() };
    format!("{} {time} {}{repeats}", dates::screen_weekday(at.date()), entry.title)
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
pub(super) fn merged(row: &Entry, known: &Entry) -> Entry {
    let or = |new: &String, old: &String| if new.is_empty() { old.clone() } else { new.clone() };
    Entry {
        id: known.id.clone(),
        calendar_id: known.calendar_id.clone(),
        patient_id: known.patient_id.clone(),
        papers: or(&row.papers, &known.papers),
        remind: row.remind.or(known.remind),
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
