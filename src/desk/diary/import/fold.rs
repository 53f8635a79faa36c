//! A change to one occurrence, or to one and all later, laid on the rows of the series that the diary has.

use chrono::{Duration, NaiveDateTime};
use serde_json::Value;

use super::plan::merged;
use crate::clock::stamp;
use crate::desk::diary::Entry;
use crate::desk::diary::recur::{DESK_ZONE, between};
use crate::desk::diary::rules::time_of;
use crate::desk::diary::rules_series::{Place, Scope};
use crate::store::{Edit, Refusal};

/// The rows of one UID as they stand, and as they are to be.
pub(super) struct Rows {
    pub rows: Vec<Entry>,
    known: Vec<Entry>,
}

/// What a change to an occurrence says.
pub(super) struct Said<'a> {
    /// The entry as the message has it; of a cancellation only its version counts.
    pub own: &'a Entry,
    /// The occurrence: the start that its series gives, in the zone of `own`.
    pub at: NaiveDateTime,
    /// All later ones too.
    pub later: bool,
    /// It is called off.
    pub cancelled: bool,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Took {
    /// Its series is not known here.
    NoSeries,
    /// It is laid on.
    Laid,
    /// The diary has a newer version: this revision.
    Older(i64),
}

/// The UID that the world knows: that of a parted series without what was put behind it.
pub(in crate::desk::diary) fn base_uid(uid: &str) -> &str {
    parted(uid).map_or(uid, |(base, _)| base)
}

/// The UID and the occurrence from which a series was parted off another.
pub(in crate::desk::diary) fn parted(uid: &str) -> Option<(&str, NaiveDateTime)> {
    let (base, at) = uid.rsplit_once('#')?;
    Some((base, at.parse().ok()?))
}

impl Rows {
    /// The rows of a UID, those in the bin left out.
    pub fn of(known: &[Entry]) -> Self {
        let known: Vec<Entry> = known.iter().filter(|row| row.binned_at.is_none()).cloned().collect();
        Self { rows: known.clone(), known }
    }

    /// The edits that make the rows what they are now.
    pub fn edits(&self) -> Vec<Edit> {
        let edit = |row: &Entry| match self.known.iter().find(|k| k.id == row.id) {
            Some(known) => Edit::update(known, row),
            None => Edit::insert(row),
        };
        self.rows.iter().map(edit).filter(|edit| !edit.is_idle()).collect()
    }

    /// The series that an occurrence belongs to, and the occurrence in that series' own terms.
    pub fn place(&self, own: &Entry, at: NaiveDateTime) -> Option<Place> {
        let masters = || self.rows.iter().filter(|row| row.recurrence_id.is_none() && row.binned_at.is_none());
        let first = masters().find(|row| parted(&row.uid).is_none()).or_else(|| masters().next())?;
        let at = in_zone_of(first, own, at);
        let begun = |row: &&Entry| parted(&row.uid).is_some_and(|(_, from)| from <= at);
        let master = masters().filter(begun).max_by_key(|row| parted(&row.uid).map(|p| p.1)).unwrap_or(first);
        let by = parted(&master.uid).map_or(Duration::zero(), |(_, from)| master.starts_at() - from);
        let moved = self.rows.iter().filter(|r| r.master_id.as_ref() == Some(&master.id) && r.binned_at.is_none());
        Some(Place { moved: moved.cloned().collect(), master: master.clone(), at: at + by })
    }

    /// Lays a change on.
    pub fn take(&mut self, said: &Said<'_>, now: NaiveDateTime) -> Result<Took, Refusal> {
        let Some(place) = self.place(said.own, said.at) else { return Ok(Took::NoSeries) };
        if let Some(revision) = newer_here(&place, said.own) {
            return Ok(Took::Older(revision));
        }
        let scope = if said.later { Scope::Later } else { Scope::This };
        let base = place.base(scope)?;
        let edits = place.save(scope, &wanted(&base, said), now)?;
        let parted_at = in_zone_of(&place.master, said.own, said.at);
        self.lay(&edits, base_uid(&place.master.uid), said, parted_at);
        Ok(Took::Laid)
    }

    /// Puts edits into the rows.
    pub fn put(&mut self, edits: &[Edit]) {
        for row in edits.iter().filter_map(after) {
            match self.rows.iter_mut().find(|known| known.id == row.id) {
                Some(known) => *known = row,
                None => self.rows.push(row),
            }
        }
    }

    /// The same, and a series that they part off gets the UID by which it is known again.
    fn lay(&mut self, edits: &[Edit], uid: &str, said: &Said<'_>, at: NaiveDateTime) {
        let was: Vec<String> = self.rows.iter().map(|row| row.uid.clone()).collect();
        self.put(edits);
        let new = self.rows.iter().find(|row| row.recurrence_id.is_none() && !was.contains(&row.uid));
        let Some(made) = new.map(|row| row.uid.clone()) else { return };
        for row in self.rows.iter_mut().filter(|row| row.uid == made) {
            row.uid = format!("{uid}#{}", stamp(at));
            if row.recurrence_id.is_none() {
                (row.sequence, row.stamped_at) = (said.own.sequence, said.own.stamped_at.clone());
            }
        }
    }
}

fn after(edit: &Edit) -> Option<Entry> {
    serde_json::from_value(Value::Object(edit.after.clone()?)).ok()
}

/// A time of one entry's zone in that of another.
fn in_zone_of(master: &Entry, own: &Entry, at: NaiveDateTime) -> NaiveDateTime {
    if master.all_day {
        return at.date().and_time(master.starts_at().time());
    }
    let name = |entry: &Entry| entry.zone.clone().unwrap_or_else(|| DESK_ZONE.to_owned());
    between(at, &name(own), &name(master))
}

/// The revision that stands here, where it is newer than what is told.
fn newer_here(place: &Place, own: &Entry) -> Option<i64> {
    match place.own() {
        Some(known) => is_older(own, known).then_some(known.sequence),
        // Of an occurrence without a row of its own the series' revision counts, but not when it was written.
        None => (own.sequence < place.master.sequence).then_some(place.master.sequence),
    }
}

/// Whether a version came before another.
pub(super) fn is_older(one: &Entry, known: &Entry) -> bool {
    let by_stamp = || match (&one.stamped_at, &known.stamped_at) {
        (Some(a), Some(b)) => a < b,
        _ => false,
    };
    one.sequence < known.sequence || (one.sequence == known.sequence && by_stamp())
}

/// The occurrence (or the rest of the series) as it is to be.
fn wanted(base: &Entry, said: &Said<'_>) -> Entry {
    let own = said.own;
    if said.cancelled {
        let (sequence, stamped_at) = (own.sequence, own.stamped_at.clone());
        return Entry { state: "cancelled".into(), sequence, stamped_at, ..base.clone() };
    }
    let rules = if own.rules.is_empty() { base.rules.clone() } else { own.rules.clone() };
    Entry {
        rules,
        rdates: base.rdates.clone(),
        exdates: base.exdates.clone(),
        uid: base.uid.clone(),
        master_id: base.master_id.clone(),
        recurrence_id: base.recurrence_id.clone(),
        ..merged(own, base)
    }
}

/// The occurrence a row stands for.
pub(super) fn occurrence(row: &Entry) -> Option<NaiveDateTime> {
    row.recurrence_id.as_deref().map(time_of)
}
