//! Old and new side by side: what a change does to the times, the place and the state of entries.

use std::sync::Arc;

use chrono::{Duration, NaiveDateTime};
use serde_json::Value;

use crate::clock::stamp;
use crate::desk::clinics;
use crate::desk::diary::clash::clashes;
use crate::desk::diary::import::parted;
use crate::desk::diary::recur::starts_between;
use crate::desk::diary::rules::time_of;
use crate::desk::diary::{Calendar, Entry, Occurrence, repo};
use crate::store::{Change, Db, Edit, Record, Refusal};
use crate::text::dates;
use crate::ui::width;

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which: `The entry`, `The whole series`, `One occurrence`, `This one and all later`.
    pub what: String,
    /// As it stands; none for what is new.
    pub now: Option<Side>,
    /// As it is to be; none for what goes.
    pub new: Option<Side>,
    /// What it would clash with.
    pub clashes: Vec<String>,
}

/// How an entry looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its title.
    pub title: String,
    /// When: `Tue 03-Mar-2026 10:00–11:00`.
    pub times: String,
    /// How it repeats; empty where it does not.
    pub repeats: String,
    /// Where.
    pub place: String,
    /// Its state.
    pub state: String,
    /// Who has answered what: `2 accepted, 1 declined`.
    pub answers: String,
    /// What it says besides; of a long text the beginning.
    pub notes: String,
}

/// So many cells of the notes are shown.
const NOTES: usize = 240;
/// No more than this many are told one by one.
const MOST: usize = 50;
/// A series is looked at for so many occurrences, and so many days.
const LOOKED_AT: usize = 20;
const DAYS_AHEAD: i64 = 370;

/// Who reads, and when.
type Reader<'a> = (&'a str, NaiveDateTime);

struct Pair {
    before: Option<Entry>,
    after: Entry,
}

/// What a change does, part by part.
pub(super) fn parts(
    db: Db<'_>,
    change: &Change,
    calendar: &str,
    reader: Reader<'_>,
    division: &str,
) -> Result<Vec<Part>, Refusal> {
    let calendar = repo::ensure_calendar(db, calendar, None, reader.1)?.0;
    let pairs: Vec<Pair> = change.edits.iter().filter(|e| e.table == Entry::TABLE).filter_map(pair).collect();
    let mut out = Vec::new();
    for pair in pairs.iter().filter(|p| !is_cut_short(p, &pairs)).take(MOST) {
        let before = match &pair.before {
            Some(row) => Some(row.clone()).filter(|row| row.binned_at.is_none()),
            None => of_series(db, &pair.after, &pairs)?,
        };
        let gone = pair.after.binned_at.is_some();
        out.push(Part {
            what: what(&pair.after).into(),
            now: before.map(|row| side(&row, &calendar, reader.0)),
            new: (!gone).then(|| side(&pair.after, &calendar, reader.0)),
            clashes: if gone { Vec::new() } else { clashes_of(db, &pair.after, &calendar, reader, division)? },
        });
    }
    Ok(out)
}

fn pair(edit: &Edit) -> Option<Pair> {
    let entry = |row: &crate::store::Row| serde_json::from_value::<Entry>(Value::Object(row.clone())).ok();
    Some(Pair { before: edit.before.as_ref().and_then(entry), after: edit.after.as_ref().and_then(entry)? })
}

/// Whether all that happens to a series is that a later one is parted off it: that one is told of.
fn is_cut_short(pair: &Pair, all: &[Pair]) -> bool {
    let Some(before) = &pair.before else { return false };
    let heir = all.iter().any(|p| p.before.is_none() && parted(&p.after.uid).is_some_and(|(uid, _)| uid == before.uid));
    heir && before.start == pair.after.start && before.rules != pair.after.rules
}

/// What stood where something new is to stand: the occurrence of its series, or the series it is parted off.
fn of_series(db: Db<'_>, after: &Entry, all: &[Pair]) -> Result<Option<Entry>, Refusal> {
    let (master, at) = match (&after.master_id, &after.recurrence_id, parted(&after.uid)) {
        (Some(id), Some(at), _) => (db.get::<Entry>(id)?, time_of(at)),
        (None, None, Some((uid, at))) => {
            let was =
                all.iter().filter_map(|p| p.before.clone()).find(|row| row.uid == uid && row.recurrence_id.is_none());
            (was, at)
        }
        _ => return Ok(None),
    };
    Ok(master.filter(|m| m.binned_at.is_none()).map(|master| {
        let single = after.master_id.is_some();
        let rules = if single { Vec::new() } else { master.rules.clone() };
        Entry {
            start: stamp(at),
            ends: stamp(at + master.length()),
            rules,
            rdates: Vec::new(),
            exdates: Vec::new(),
            ..master
        }
    }))
}

fn what(row: &Entry) -> &'static str {
    match (row.recurrence_id.is_some(), parted(&row.uid).is_some(), row.is_series()) {
        (true, _, _) => "One occurrence of a series",
        (_, true, _) => "This one and all later",
        (_, _, true) => "The whole series",
        _ => "The entry",
    }
}

fn side(row: &Entry, calendar: &Calendar, who: &str) -> Side {
    let one = first_of(row, calendar);
    let open = one.open_to(who);
    Side {
        title: one.title(who).to_owned(),
        times: format!("{}{}", one.times(), other_zone(row)),
        repeats: row.repeats(),
        place: if open { row.place.clone() } else { String::new() },
        state: row.state.clone(),
        answers: answers(row),
        notes: if open { begun(&row.notes) } else { String::new() },
    }
}

/// A text in one line, with no more of it than is read at a glance.
fn begun(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    width::shorten(&words, NOTES).into_owned()
}

/// The time as it stands in its own zone, where that is another.
fn other_zone(row: &Entry) -> String {
    match &row.zone {
        Some(zone) if zone != "UTC" => format!(" ({} {zone})", dates::time(row.starts_at().time())),
        _ => String::new(),
    }
}

fn answers(row: &Entry) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for person in &row.attendees {
        let word = match crate::exchange::ics::answer_of(&row.extra, person).as_deref() {
            Some("ACCEPTED") => "accepted",
            Some("DECLINED") => "declined",
            Some("TENTATIVE") => "perhaps",
            _ => "not answered",
        };
        match counted.iter_mut().find(|(known, _)| *known == word) {
            Some((_, n)) => *n += 1,
            None => counted.push((word, 1)),
        }
    }
    counted.iter().map(|(word, n)| format!("{n} {word}")).collect::<Vec<_>>().join(", ")
}

fn first_of(row: &Entry, calendar: &Calendar) -> Occurrence {
    let start = row.starts_at();
    at(row, calendar, start)
}

pub(super) fn at(row: &Entry, calendar: &Calendar, start: NaiveDateTime) -> Occurrence {
    let (entry, calendar) = (Arc::new(row.clone()), Arc::new(calendar.clone()));
    if row.is_series() { Occurrence::of_series(entry, calendar, start) } else { Occurrence::single(entry, calendar) }
}

/// What an entry would clash with, each told once; of a series its next occurrences.
fn clashes_of(
    db: Db<'_>,
    row: &Entry,
    calendar: &Calendar,
    (who, now): Reader<'_>,
    division: &str,
) -> Result<Vec<String>, Refusal> {
    if !row.is_live() {
        return Ok(Vec::new());
    }
    let holidays = repo::holidays(db, division)?;
    let mut out: Vec<String> = Vec::new();
    for one in coming(row, calendar, now) {
        let reach = Duration::days(1);
        let mut near = repo::between(db, one.start - reach, one.end + reach)?;
        near.retain(|other| parted_off(&other.entry.uid) != parted_off(&row.uid));
        near.extend(clinics_near(db, &one, now)?);
        for clash in clashes(&one, &near, &holidays, who) {
            let said = format!("{}: {clash}", dates::screen_weekday(one.start.date()));
            if !out.contains(&said) {
                out.push(said);
            }
        }
    }
    Ok(out)
}

/// The clinics of the days that an entry takes: they stand in the way too.
fn clinics_near(db: Db<'_>, one: &Occurrence, now: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
    let until = one.last_day() + Duration::days(1);
    let sessions = clinics::repo::sessions(db, one.start.date(), until, now.date())?;
    Ok(sessions.iter().map(clinics::repo_free::occurrence).collect())
}

fn parted_off(uid: &str) -> &str {
    parted(uid).map_or(uid, |(base, _)| base)
}

/// The next times of an entry that are to come.
fn coming(row: &Entry, calendar: &Calendar, now: NaiveDateTime) -> Vec<Occurrence> {
    if !row.is_series() {
        return vec![first_of(row, calendar)];
    }
    let from = row.starts_at().max(row.in_zone(now) - Duration::days(1));
    let starts = starts_between(&row.series(), from, from + Duration::days(DAYS_AHEAD)).unwrap_or_default();
    starts.into_iter().take(LOOKED_AT).map(|start| at(row, calendar, start)).collect()
}
