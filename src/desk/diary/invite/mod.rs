//! Invitations and what comes after them (iTIP, RFC 5546): what a message changes, shown before anything is taken,
//! and the answer to it as an e-mail draft.

pub mod answer;
mod layer;
mod sides;

use chrono::NaiveDateTime;

use super::import::{Plan, Source, plan};
use super::model::{Calendar, Entry};
use super::repo;
use super::rules_series::{Place, Scope};
use crate::clock::{stamp, utc_of};
use crate::exchange::ics::CalEvent;
use crate::store::{Change, Db, Edit, Refusal};

pub use layer::InviteLayer;
pub(super) use layer::take;
pub use sides::{Part, Side};

/// What a message wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// That somebody comes, or that a meeting is different now.
    Request,
    /// That it is called off.
    Cancel,
    /// Somebody invited has answered.
    Reply,
    /// Somebody invited proposes another time.
    Counter,
    /// Something else, which changes nothing here.
    Other,
}

/// A message, and what it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// What it wants.
    pub kind: Kind,
    /// The calendar that it is about.
    pub calendar: String,
    /// Who organises the meeting; empty where it is not said.
    pub organizer: String,
    /// Who was invited and wrote this: of a reply or a counter-proposal.
    pub from: String,
    /// What the writer added.
    pub comment: String,
    /// What it changes, old and new.
    pub parts: Vec<Part>,
    /// The change that takes it in.
    pub change: Change,
    /// What else is to be said: that it is old, that it is not known here.
    pub told: Vec<String>,
    /// It stands in the diary in a newer version, and is not taken.
    pub outdated: bool,
    source: Source,
}

/// What a message of that METHOD wants; none where the file is no message.
pub fn kind_of(method: Option<&str>) -> Option<Kind> {
    Some(match method? {
        "REQUEST" => Kind::Request,
        "CANCEL" => Kind::Cancel,
        "REPLY" => Kind::Reply,
        "COUNTER" => Kind::Counter,
        "ADD" | "REFRESH" | "DECLINECOUNTER" => Kind::Other,
        _ => return None,
    })
}

/// Every entry of a message, single occurrences too.
fn entries(source: &Source) -> impl Iterator<Item = &CalEvent> {
    source.events.iter().chain(source.changes.iter().map(|c| &*c.event))
}

/// The calendar in which a message belongs: where its meeting stands already, else the one that was asked for.
pub fn calendar_of(db: Db<'_>, source: &Source, asked: &str) -> Result<String, Refusal> {
    for event in entries(source) {
        let homes = repo::homes_of(db, &event.uid)?;
        let same = homes.iter().find(|c| c.name.eq_ignore_ascii_case(asked.trim()));
        if let Some(home) = same.or(homes.first()) {
            return Ok(home.name.clone());
        }
    }
    Ok(asked.to_owned())
}

/// What a message would change.
pub fn look(
    db: Db<'_>,
    source: &Source,
    asked: &str,
    (who, now): (&str, NaiveDateTime),
    division: &str,
) -> Result<Message, Refusal> {
    let kind = kind_of(source.method.as_deref()).ok_or("This file is no invitation and no answer to one.")?;
    let calendar = calendar_of(db, source, asked)?;
    let plan = plan(db, source, &calendar, who, now)?;
    let counter = if kind == Kind::Counter { counter(db, source, &calendar, now)? } else { None };
    let outdated = !plan.older.is_empty() && plan.change.edits.is_empty();
    let change = labelled(kind, source, counter.unwrap_or_else(|| plan.change.clone()));
    let first = entries(source).next();
    let from = first.filter(|_| matches!(kind, Kind::Reply | Kind::Counter)).and_then(|e| e.attendees.first());
    Ok(Message {
        kind,
        organizer: first.map(|e| e.organizer.clone()).unwrap_or_default(),
        from: from.cloned().unwrap_or_default(),
        comment: first.map(|e| comment_of(&e.extra)).unwrap_or_default(),
        parts: sides::parts(db, &change, &calendar, (who, now), division)?,
        change,
        told: told(kind, &plan),
        outdated,
        calendar,
        source: source.clone(),
    })
}

/// What is said beside what changes; of a reply and a counter-proposal the parts say it.
fn told(kind: Kind, plan: &Plan) -> Vec<String> {
    let mut told = plan.older.clone();
    if kind != Kind::Counter {
        told.extend(plan.told.iter().cloned());
    }
    if kind == Kind::Request && plan.change.edits.is_empty() && plan.older.is_empty() {
        told.push("This invitation stands in the diary already, just so.".into());
    }
    told
}

fn labelled(kind: Kind, source: &Source, change: Change) -> Change {
    let mut titles = entries(source).map(|e| if e.private { "(private)" } else { e.title.as_str() });
    let title = titles.find(|t| !t.is_empty()).unwrap_or("a meeting");
    let word = match kind {
        Kind::Request => "Invitation taken in",
        Kind::Cancel => "Called off",
        Kind::Reply => "Answer noted",
        Kind::Counter => "Moved as proposed",
        Kind::Other => "Message",
    };
    Change { label: format!("{word}: {title}"), ..change }
}

fn comment_of(extra: &str) -> String {
    let line = extra.lines().find(|l| l.len() > 8 && l[..7].eq_ignore_ascii_case("COMMENT"));
    let text = line.and_then(|l| l.split_once(':')).map_or("", |(_, text)| text);
    text.replace("\\n", " ").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

/// The change that moves one's own meeting to the time that somebody invited proposes; none where it is not here.
fn counter(db: Db<'_>, source: &Source, calendar: &str, now: NaiveDateTime) -> Result<Option<Change>, Refusal> {
    let Some(calendar) = repo::calendar_named(db, calendar)? else { return Ok(None) };
    let mut change = Change::new("");
    for event in &source.events {
        let known = live_of(db, &event.uid, &calendar)?;
        if let Some(row) = known.iter().find(|row| row.recurrence_id.is_none()) {
            change.edits.push(Edit::update(row, &at_time_of(row, event, now)));
        }
    }
    for told in &source.changes {
        let known = live_of(db, &told.event.uid, &calendar)?;
        let Some(master) = known.iter().find(|row| row.recurrence_id.is_none()) else { continue };
        let at = in_zone(master, &told.event, told.recurrence_id);
        let moved = known.iter().filter(|r| r.master_id.as_ref() == Some(&master.id)).cloned().collect();
        let place = Place { master: master.clone(), moved, at };
        let base = place.base(Scope::This)?;
        change.edits.extend(place.save(Scope::This, &at_time_of(&base, &told.event, now), now)?);
    }
    Ok((!change.edits.is_empty()).then_some(change))
}

fn live_of(db: Db<'_>, uid: &str, calendar: &Calendar) -> Result<Vec<Entry>, Refusal> {
    let mut all = repo::of_uid(db, uid, &calendar.id)?;
    all.retain(|row| row.binned_at.is_none());
    Ok(all)
}

fn in_zone(row: &Entry, event: &CalEvent, at: NaiveDateTime) -> NaiveDateTime {
    use super::recur::{DESK_ZONE, between};
    between(at, event.zone.as_deref().unwrap_or(DESK_ZONE), row.zone.as_deref().unwrap_or(DESK_ZONE))
}

/// One's own entry at the time that is proposed, as its next revision.
fn at_time_of(row: &Entry, event: &CalEvent, now: NaiveDateTime) -> Entry {
    let (start, end) = (in_zone(row, event, event.start), in_zone(row, event, event.end));
    Entry {
        start: stamp(start),
        ends: stamp(end),
        sequence: row.sequence + 1,
        stamped_at: Some(utc_stamp(now)),
        ..row.clone()
    }
    .settled()
}

/// A moment as calendars stamp it: `20260303T094100Z`.
pub(in crate::desk::diary) fn utc_stamp(now: NaiveDateTime) -> String {
    utc_of(now).format("%Y%m%dT%H%M%SZ").to_string()
}
