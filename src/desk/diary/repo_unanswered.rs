//! What is not sure yet: invitations to be answered, proposals that wait for others, time that is held.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::model::{Calendar, Entry};
use super::repo::by_id;
use super::rules::time_of;
use super::rules_occurrence::Occurrence;
use crate::store::{Db, Refusal};

/// So many are listed, the next ones first.
const MOST: i64 = 400;

const SINGLE: &str = "SELECT * FROM entry WHERE series_until IS NULL AND binned_at IS NULL AND start >= $1 \
     AND state IN ('proposed', 'hold') ORDER BY start, id LIMIT $2";
const SERIES: &str = "SELECT * FROM entry WHERE series_until IS NOT NULL AND binned_at IS NULL AND series_until >= $1 \
     AND state IN ('proposed', 'hold') ORDER BY start, id LIMIT $2";
const SINCE: &str = "SELECT c.at FROM change_item i JOIN change c ON c.seq = i.seq WHERE i.rec = $1 AND i.tbl = 'entry' \
     AND json_extract(i.after, '$.state') = $2 AND json_extract(i.before, '$.state') <> $2 \
     ORDER BY i.seq DESC LIMIT 1";

/// All that is still to come and not sure, with since when. What is private to somebody else is not among it.
pub fn unsure(db: Db<'_>, who: &str, now: NaiveDateTime) -> Result<Vec<(Occurrence, NaiveDateTime)>, Refusal> {
    let today = now.date().to_string();
    let mut rows: Vec<Entry> = db.rows(SINGLE, &[&today, &MOST])?;
    rows.extend(db.rows::<Entry>(SERIES, &[&today, &MOST])?);
    let mut all = Vec::new();
    for row in rows {
        let since = since(db, &row)?;
        let one = occurrence(db, row, now)?;
        if one.calendar.binned_at.is_none() && one.open_to(who) && one.is_live() && one.start.date() >= now.date() {
            all.push((one, since));
        }
    }
    Ok(all)
}

/// Of a series the next occurrence.
fn occurrence(db: Db<'_>, entry: Entry, now: NaiveDateTime) -> Result<Occurrence, Refusal> {
    if entry.is_series() {
        return by_id(db, &entry.id, now);
    }
    let calendar: Calendar = db.must(&entry.calendar_id)?;
    Ok(Occurrence::single(Arc::new(entry), Arc::new(calendar)))
}

/// Since when it is so: the last change to that state, else when it was made.
fn since(db: Db<'_>, entry: &Entry) -> Result<NaiveDateTime, Refusal> {
    let at = db.text(SINCE, &[&entry.id, &entry.state])?;
    Ok(time_of(at.as_deref().unwrap_or(&entry.created_at)))
}
