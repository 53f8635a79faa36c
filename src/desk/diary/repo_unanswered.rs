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
     AND state IN ('proposed', 'hold') ORDER BY start LIMIT $2";
const SERIES: &str = "SELECT * FROM entry WHERE series_until IS NOT NULL AND binned_at IS NULL AND series_until >= $1 \
     AND state IN ('proposed', 'hold') ORDER BY series_until LIMIT $2";
const SINCE: &str = "SELECT c.at FROM change_item i JOIN change c ON c.seq = i.seq WHERE i.rec = $1 AND i.tbl = 'entry' \
     AND json_extract(i.after, '$.state') = $2 AND json_extract(i.before, '$.state') <> $2 \
     ORDER BY i.seq DESC LIMIT 1";

/// All that is still to come and not sure. What is private to somebody else is not among it.
pub fn unsure(db: Db<'_>, who: &str, now: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
    let mut all = Vec::new();
    for row in rows(db, now)? {
        let one = occurrence(db, row, now)?;
        if one.calendar.binned_at.is_none() && one.open_to(who) && one.is_live() && one.start.date() >= now.date() {
            all.push(one);
        }
    }
    Ok(all)
}

/// What somebody invited to and that is not sure: of an entry its calendar and itself, which is all that is asked of it.
pub fn invited(db: Db<'_>, who: &str, now: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
    let mut all = Vec::new();
    for row in rows(db, now)?.into_iter().filter(|row| row.state == "proposed" && !row.organizer.is_empty()) {
        let calendar: Calendar = db.must(&row.calendar_id)?;
        all.push(Occurrence::single(Arc::new(row), Arc::new(calendar)));
    }
    all.retain(|one| one.calendar.binned_at.is_none() && one.open_to(who));
    Ok(all)
}

fn rows(db: Db<'_>, now: NaiveDateTime) -> Result<Vec<Entry>, Refusal> {
    let today = now.date().to_string();
    let mut rows: Vec<Entry> = db.rows(SINGLE, &[&today, &MOST])?;
    rows.extend(db.rows::<Entry>(SERIES, &[&today, &MOST])?);
    Ok(rows)
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
pub fn since(db: Db<'_>, entry: &Entry) -> Result<NaiveDateTime, Refusal> {
    let at = db.text(SINCE, &[&entry.id, &entry.state])?;
    Ok(time_of(at.as_deref().unwrap_or(&entry.created_at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::TABLES;
    use crate::store::Desk;

    #[test]
    fn what_is_not_sure_is_found_by_its_indexes() {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-03-03T09:41:00".parse().unwrap();
        let store = Desk::at(folder.path()).open(None, TABLES, now).unwrap();
        for (sql, index) in [(SINGLE, "entry_unsure "), (SERIES, "entry_unsure_series ")] {
            let sql = format!("EXPLAIN QUERY PLAN {}", sql.replace("$1", "'2026'").replace("$2", "400"));
            let plan = format!("{:?}", store.db().raw(&sql, &[]).unwrap());
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
