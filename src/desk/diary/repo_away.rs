//! Who is away: the one question that reads months and years of the diary, and nothing but absences in them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::model::{Calendar, Entry};
use super::repo::{calendars, moved_between};
use super::rules_chart::{Chart, is_absence, people};
use super::rules_occurrence::{Occurrence, expand, is_excepted};
use crate::clock::stamp;
use crate::desk::team;
use crate::store::{Db, Refusal};

const AWAY: &str = "SELECT * FROM entry WHERE kind IN ('leave', 'travel') AND binned_at IS NULL \
     AND (ends > $1 OR series_until > $1) AND start < $2";
const IN_LEAVE: &str = "SELECT e.* FROM calendar c JOIN entry e ON e.calendar_id = c.id AND e.binned_at IS NULL \
     WHERE c.kind = 'leave' AND c.binned_at IS NULL AND e.kind NOT IN ('leave', 'travel') \
     AND (e.ends > $1 OR e.series_until > $1) AND e.start < $2";

/// All absences that touch a time, in order.
pub fn absences(db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
    let known: HashMap<String, Arc<Calendar>> =
        calendars(db)?.into_iter().map(|c| (c.id.clone(), Arc::new(c))).collect();
    let mut rows: Vec<Entry> = db.rows(AWAY, &[&stamp(from), &stamp(until)])?;
    rows.extend(db.rows::<Entry>(IN_LEAVE, &[&stamp(from), &stamp(until)])?);
    let moved = moved_between(db, from, until)?;
    let mut all = Vec::new();
    for row in rows {
        let Some(calendar) = known.get(&row.calendar_id) else { continue };
        let row = Arc::new(row);
        if row.is_series() {
            all.extend(expand(&row, calendar, &moved, from, until).unwrap_or_default());
        } else if !is_excepted(&row) {
            all.push(Occurrence::single(row, calendar.clone()));
        }
    }
    all.retain(|o| is_absence(o) && o.touches(from, until));
    all.sort_by(|a, b| (a.start, a.end, &a.entry.id).cmp(&(b.start, b.end, &b.entry.id)));
    Ok(all)
}

/// The chart of everybody for these days.
pub fn chart(db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime) -> Result<Chart, Refusal> {
    let members: Vec<(String, String)> = team::repo::all(db)?.into_iter().map(|m| (m.name, m.role)).collect();
    Ok(Chart::new(people(&calendars(db)?, &members), absences(db, from, until)?))
}
