//! Searching the whole diary, past and to come, by words.

use std::collections::HashSet;

use chrono::NaiveDateTime;

use super::model::Entry;
use super::repo::{by_id, patient_name};
use super::rules_occurrence::Occurrence;
use crate::clock::stamp;
use crate::store::{Refusal, Store, only};
use crate::text::names;

/// Of a word that stands in very many entries the latest that were written are looked at.
const LOOKED_AT: i64 = 2000;
/// So many are shown: series first, then those nearest to today.
const SHOWN: i64 = 100;
/// Patients whose entries are looked for.
const PATIENTS: usize = 4;

const BY_WORDS: &str = "SELECT e.* FROM (SELECT rowid FROM find_word WHERE find_word MATCH $1 ORDER BY rowid DESC LIMIT $2) w \
     JOIN find_doc d ON d.doc = w.rowid JOIN entry e ON e.id = d.rec AND e.binned_at IS NULL \
     ORDER BY e.series_until IS NULL, abs(julianday(e.start) - julianday($3)) LIMIT $4";
const BY_PATIENT: &str = "SELECT * FROM entry WHERE patient_id = $1 AND binned_at IS NULL ORDER BY start DESC LIMIT 50";
const OWN_PRIVATE: &str =
    "SELECT * FROM entry WHERE private = 1 AND binned_at IS NULL AND created_by = $1 ORDER BY start DESC LIMIT 500";

/// The entries in which every typed word begins a word, or whose patient is meant, in the order of their dates; of a series
/// the next occurrence. What is private to somebody else is not among them.
pub fn search(store: &Store, typed: &str, who: &str, now: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
    let folded = names::fold(typed);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    // A word of one letter begins too many others.
    let begins = |w: &&str| if w.chars().count() < 2 { format!("\"{w}\"") } else { format!("\"{w}\"*") };
    let question = format!("({}){}", words.iter().map(begins).collect::<Vec<_>>().join(" "), only(&["entry"]));
    let db = store.db();
    let mut rows: Vec<Entry> = db.rows(BY_WORDS, &[&question, &LOOKED_AT, &stamp(now), &SHOWN])?;
    for patient in store.seek(typed, &["patient"], now.date(), PATIENTS)? {
        rows.extend(db.rows::<Entry>(BY_PATIENT, &[&patient.id])?);
    }
    let own: Vec<Entry> = db.rows(OWN_PRIVATE, &[&who])?;
    rows.extend(own.into_iter().filter(|e| has_all(e, &words)));
    let mut seen = HashSet::new();
    rows.retain(|e| seen.insert(e.id.clone()));
    let mut found = Vec::new();
    for row in rows {
        found.push(occurrence(store, row, now)?);
    }
    found.retain(|o| o.calendar.binned_at.is_none() && o.open_to(who));
    found.sort_by(|a, b| (a.start, &a.entry.id).cmp(&(b.start, &b.entry.id)));
    Ok(found)
}

fn has_all(entry: &Entry, words: &[&str]) -> bool {
    let text = names::fold(&format!("{} {} {}", entry.title, entry.place, entry.with_whom));
    words.iter().all(|w| text.split(|c: char| !c.is_alphanumeric()).any(|t| t.starts_with(w)))
}

fn occurrence(store: &Store, entry: Entry, now: NaiveDateTime) -> Result<Occurrence, Refusal> {
    let patient = entry.patient_id.as_deref().map(|id| patient_name(store.db(), id)).unwrap_or_default();
    let one = if entry.is_series() { by_id(store.db(), &entry.id, now)? } else { single(store, entry)? };
    Ok(Occurrence { patient, ..one })
}

fn single(store: &Store, entry: Entry) -> Result<Occurrence, Refusal> {
    let calendar: super::Calendar = store.db().must(&entry.calendar_id)?;
    Ok(Occurrence::single(std::sync::Arc::new(entry), std::sync::Arc::new(calendar)))
}
