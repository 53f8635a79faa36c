//! The legs in the traveller's diary: made, moved and taken out with the leg, in one change.

use chrono::{NaiveDateTime, NaiveTime};

use super::By;
use crate::clock::stamp;
use crate::desk::diary::repo as diary;
use crate::desk::diary::{Calendar, Entry};
use crate::desk::travel::model::{Leg, Trip};
use crate::desk::travel::repo;
use crate::store::{Change, Db, Refusal};

/// Whether a leg stands in the diary: what takes no time of its own does not.
fn stands(trip: &Trip, leg: &Leg) -> bool {
    trip.is_live() && trip.binned_at.is_none() && leg.binned_at.is_none() && (leg.moves() || leg.kind == "hotel")
}

/// The entry of a leg, made of the one there was.
fn entry_of(leg: &Leg, calendar: &Calendar, old: Option<&Entry>, by: By) -> Entry {
    let start = leg.leaves();
    let fresh = || Entry::new(&calendar.id, "", start, 0, by.who, by.now);
    let base = old.cloned().unwrap_or_else(fresh);
    let state = if leg.is_booked { "confirmed" } else { "hold" };
    let entry = Entry {
        calendar_id: calendar.id.clone(),
        title: leg.label(),
        place: leg.from_place.clone(),
        kind: "travel".into(),
        state: state.into(),
        notes: notes(leg),
        binned_at: None,
        ..base
    };
    let midnight = |at: NaiveDateTime| stamp(at.date().and_time(NaiveTime::MIN));
    let entry = if leg.kind == "hotel" {
        Entry { all_day: true, zone: None, start: midnight(start), ends: midnight(leg.comes()), ..entry }
    } else {
        let here = crate::desk::travel::model::zones::zone(&leg.from_zone);
        let zone = (!leg.from_zone.is_empty()).then(|| leg.from_zone.clone());
        Entry { all_day: false, zone, start: stamp(start), ends: stamp(here.from_utc(leg.comes_utc())), ..entry }
    };
    entry.settled()
}

fn notes(leg: &Leg) -> String {
    let line = |label: &str, text: &str| {
        let text = text.trim();
        if text.is_empty() { String::new() } else { format!("{label}: {text}") }
    };
    let lines = [
        line("Leaves", &leg.end_words(true)),
        line("Arrives", &leg.end_words(false)),
        line("Reference", &leg.reference),
        line("Address", &leg.location),
        line("Telephone", &leg.phone),
        leg.note.clone(),
    ];
    lines.into_iter().filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The change that writes a leg with its entry.
pub(super) fn with_leg(db: Db<'_>, trip: &Trip, before: Option<&Leg>, after: &Leg, by: By) -> Result<Change, Refusal> {
    let old = match after.entry_id.as_deref() {
        Some(id) => db.get::<Entry>(id)?,
        None => None,
    };
    let mut change = Change::new("");
    let mut leg = after.clone();
    if stands(trip, after) {
        let (calendar, made) = diary::ensure_calendar(db, &trip.traveller, None, by.now)?;
        change.edits.extend(made.map(|c| c.edits).unwrap_or_default());
        let entry = entry_of(after, &calendar, old.as_ref(), by);
        leg.entry_id = Some(entry.id.clone());
        change = match &old {
            Some(old) => change.update(old, &entry),
            None => change.insert(&entry),
        };
    } else if let Some(old) = old.filter(|e| e.binned_at.is_none()) {
        change = change.update(&old, &old.binned(by.now));
    }
    Ok(match before {
        None => change.insert(&leg),
        Some(before) => change.update(before, &leg),
    }
    .trimmed())
}

/// Takes the entries of these legs out of the diary.
pub(super) fn hidden(db: Db<'_>, mut change: Change, legs: &[Leg], now: NaiveDateTime) -> Result<Change, Refusal> {
    for entry in repo::entries(db, legs)?.into_values().filter(|e| e.binned_at.is_none()) {
        change = change.update(&entry, &entry.binned(now));
    }
    Ok(change)
}

/// Puts the legs of a trip into the diary of its traveller, or moves them there.
pub(super) fn standing(db: Db<'_>, mut change: Change, trip: &Trip, legs: &[Leg], by: By) -> Result<Change, Refusal> {
    for leg in legs {
        let one = with_leg(db, trip, Some(leg), leg, by)?;
        // A calendar that has to be made is made once.
        let known = |e: &crate::store::Edit| e.before.is_none() && e.table == "calendar";
        let made = change.edits.iter().any(known);
        let first = change.edits.iter().find(|e| known(e)).map(|e| e.id.clone());
        for mut edit in one.edits {
            if made && known(&edit) {
                continue;
            }
            if let (Some(id), "entry", Some(after)) = (&first, edit.table.as_str(), edit.after.as_mut()) {
                after.insert("calendar_id".into(), id.clone().into());
            }
            change.edits.push(edit);
        }
    }
    Ok(change)
}
