//! Both sides: what the desk says of each UID, and what a file says.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde_json::Value;

use super::folder::{Found, hash};
use crate::desk::diary::export::events_of;
use crate::desk::diary::import::{self, Format, How, Source, base_uid, parted, plan_with};
use crate::desk::diary::invite::utc_stamp;
use crate::desk::diary::rules_sync::Newer;
use crate::desk::diary::{Calendar, Entry, repo};
use crate::exchange::ics;
use crate::store::{Db, Edit, Record, Refusal};

/// The entries of a calendar by their UID; series that were parted off one by a file stand with it.
pub(super) struct Desk {
    by_uid: BTreeMap<String, Vec<Entry>>,
    closed: Vec<String>,
    calendar: Calendar,
}

/// What a file says, as long as it is one entry.
pub(super) struct Read {
    pub uid: String,
    source: Source,
}

/// The fingerprint of what the desk says of an entry, whoever looks; none where there is nothing.
pub(super) fn fingerprint(rows: &[Entry], calendar: &Calendar) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    // When it was written down does not matter to what it says.
    let rows: Vec<Entry> =
        rows.iter().map(|row| Entry { stamped_at: Some("19700101T000000Z".into()), ..row.clone() }).collect();
    Some(hash(text(&rows, calendar, "19700101T000000Z").as_bytes()))
}

fn text(rows: &[Entry], calendar: &Calendar, stamp: &str) -> String {
    let (events, alone) = events_of(rows, calendar, &calendar.name);
    ics::write_with_changes(&events, &alone, &[], None, stamp)
}

/// What an entry is called in a sentence.
pub(super) fn label(rows: &[Entry]) -> String {
    let master = rows.iter().find(|row| row.recurrence_id.is_none()).or(rows.first());
    master.map_or_else(|| "An entry".to_owned(), |row| row.label().to_owned())
}

impl Desk {
    /// Reads a calendar.
    pub fn read(db: Db<'_>, calendar: &Calendar, who: &str) -> Result<Self, Refusal> {
        let mut by_uid: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        let mut closed = Vec::new();
        for row in repo::all_of(db, &calendar.id)? {
            let uid = base_uid(&row.uid).to_owned();
            if !row.is_open_to(who, &calendar.name) {
                closed.push(uid.clone());
            }
            by_uid.entry(uid).or_default().push(row);
        }
        Ok(Self { by_uid, closed, calendar: calendar.clone() })
    }

    pub fn uids(&self) -> Vec<String> {
        self.by_uid.keys().cloned().collect()
    }

    /// Whether something of it is private to somebody else.
    pub fn is_closed(&self, uid: &str) -> bool {
        self.closed.iter().any(|closed| closed == uid)
    }

    pub fn rows(&self, uid: &str) -> &[Entry] {
        self.by_uid.get(uid).map_or(&[], Vec::as_slice)
    }

    pub fn hash_of(&self, uid: &str) -> Option<String> {
        fingerprint(self.rows(uid), &self.calendar)
    }

    pub fn add(&mut self, uid: &str, rows: Vec<Entry>) {
        self.by_uid.insert(uid.to_owned(), rows);
    }

    /// The file of an entry.
    pub fn text(&self, uid: &str, calendar: &Calendar, now: NaiveDateTime) -> String {
        text(self.rows(uid), calendar, &utc_stamp(now))
    }

    /// The rows of an entry after some edits, in the order in which they are read.
    pub fn after(&self, uid: &str, edits: &[Edit]) -> Vec<Entry> {
        let mut rows = self.rows(uid).to_vec();
        for edit in edits.iter().filter(|e| e.table == Entry::TABLE) {
            let after = edit.after.clone().and_then(|row| serde_json::from_value::<Entry>(Value::Object(row)).ok());
            let Some(after) = after else { continue };
            match rows.iter_mut().find(|row| row.id == after.id) {
                Some(row) => *row = after,
                None => rows.push(after),
            }
        }
        rows.retain(|row| row.binned_at.is_none());
        rows.sort_by(|a, b| (&a.start, &a.id).cmp(&(&b.start, &b.id)));
        rows
    }

    /// Gives the series that were parted off an entry UIDs of their own; the edits, and the new UIDs.
    pub fn part(&mut self, uid: &str) -> (Vec<Edit>, Vec<String>) {
        let Some(rows) = self.by_uid.get_mut(uid) else { return (Vec::new(), Vec::new()) };
        let (own, off): (Vec<Entry>, Vec<Entry>) = rows.drain(..).partition(|row| parted(&row.uid).is_none());
        if own.is_empty() {
            *rows = off;
            return (Vec::new(), Vec::new());
        }
        *rows = own;
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for row in off.iter().filter(|row| row.recurrence_id.is_none()) {
            names.insert(row.uid.clone(), format!("{}@rolltop", row.id));
        }
        let mut edits = Vec::new();
        for row in off {
            let Some(uid) = names.get(&row.uid).cloned() else { continue };
            let new = Entry { uid: uid.clone(), ..row.clone() };
            edits.push(Edit::update(&row, &new));
            self.by_uid.entry(uid).or_default().push(new);
        }
        (edits, names.into_values().collect())
    }
}

/// Reads a file; the end of a sentence why it is left alone.
pub(super) fn read(file: &Found) -> Result<Read, String> {
    let source = import::read(&file.bytes, Format::Ics);
    // What is passed over would be lost when the file is written again.
    if let Some(fault) = source.problems.iter().chain(&source.left_out).next() {
        return Err(format!(", line {}: {}", fault.line, fault.reason.trim_end_matches('.')));
    }
    let uids = source.events.iter().map(|e| &e.uid).chain(source.changes.iter().map(|c| &c.event.uid));
    let mut uids: Vec<String> = uids.cloned().collect();
    uids.sort();
    uids.dedup();
    match uids.as_slice() {
        [uid] => Ok(Read { uid: uid.clone(), source: Source { method: None, ..source } }),
        [] => Err(" holds no entry of a calendar".into()),
        _ => Err(format!(" holds {} entries, where one is to be in a file", uids.len())),
    }
}

impl Read {
    /// What the file changes on the desk, whatever its version.
    pub fn edits(&self, db: Db<'_>, calendar: &Calendar, given: (&str, NaiveDateTime)) -> Result<Vec<Edit>, Refusal> {
        let plan = plan_with(db, &self.source, &calendar.name, given, How { by_force: true }, &mut |_| true)?;
        Ok(plan.change.trimmed().edits)
    }

    /// Which side has the newer version.
    pub fn newer_than(&self, rows: &[Entry]) -> Newer {
        let Some(desk) = rows.iter().find(|row| row.recurrence_id.is_none()).or(rows.first()) else {
            return Newer::File;
        };
        let event = self.source.events.first().or(self.source.changes.first().map(|c| &*c.event));
        let Some(event) = event else { return Newer::Desk };
        let (file, here) = ((event.sequence, &event.stamp), (desk.sequence, &desk.stamped_at));
        match file.cmp(&here) {
            std::cmp::Ordering::Greater => Newer::File,
            std::cmp::Ordering::Less => Newer::Desk,
            std::cmp::Ordering::Equal => Newer::Neither,
        }
    }
}
