//! What a calendar does not hold any more when it is imported again: offered as cancelled, never erased in silence.

use std::collections::HashSet;

use chrono::NaiveDateTime;

use super::Source;
use super::fold::base_uid;
use crate::clock::stamp;
use crate::desk::diary::rules::ENDLESS;
use crate::desk::diary::{Calendar, Entry, repo};
use crate::store::{Change, Db, Edit, Refusal};
use crate::text::dates;

/// Entries that came with an earlier version of the file and are not in it any more.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gone {
    /// A line for each of them.
    pub lines: Vec<String>,
    /// The edits that would cancel them.
    pub edits: Vec<Edit>,
}

impl Gone {
    /// The same change, with what is gone cancelled.
    #[must_use]
    pub fn with(&self, change: &Change) -> Change {
        let mut change = change.clone();
        change.label = format!("{}, {} cancelled", change.label, self.lines.len());
        change.edits.extend(self.edits.iter().cloned());
        change
    }
}

/// What is gone. Only a whole calendar can tell, and only where the diary had some of it before; what is over stays
/// as it is, because calendars are often sent from today on.
pub(super) fn of(db: Db<'_>, source: &Source, calendar: &Calendar, now: NaiveDateTime) -> Result<Gone, Refusal> {
    let whole = matches!(source.method.as_deref(), None | Some("PUBLISH"));
    if !whole || source.events.is_empty() || !source.problems.is_empty() {
        return Ok(Gone::default());
    }
    let in_file: HashSet<&str> = source.events.iter().map(|e| e.uid.as_str()).collect();
    let here = repo::from_elsewhere(db, &calendar.id)?;
    let has = |row: &Entry| in_file.contains(row.uid.as_str()) || in_file.contains(base_uid(&row.uid));
    if !here.iter().any(has) {
        return Ok(Gone::default());
    }
    let mut gone = Gone::default();
    let changed = source.changes.iter().map(|c| c.event.uid.as_str()).collect::<HashSet<_>>();
    for row in here.iter().filter(|r| !has(r) && !changed.contains(r.uid.as_str()) && is_to_come(r, now)) {
        if row.recurrence_id.is_none() {
            gone.lines.push(format!("{} {}", dates::screen_weekday(row.on_desk(row.starts_at()).date()), row.label()));
        }
        gone.edits.push(Edit::update(row, &Entry { state: "cancelled".into(), ..row.clone() }));
    }
    Ok(gone)
}

fn is_to_come(row: &Entry, now: NaiveDateTime) -> bool {
    let last = row.series_until.as_deref().unwrap_or(&row.ends);
    row.is_live() && (last == ENDLESS || last >= stamp(now).as_str())
}
