//! A meeting stands in the calendar of everybody on its roll who has one here, moved and cancelled with it.

use super::At;
use crate::clock::stamp;
use crate::desk::diary::model::Entry;
use crate::desk::diary::repo as diary_repo;
use crate::desk::links::Link;
use crate::desk::meetings::model::Meeting;
use crate::desk::meetings::repo;
use crate::store::{Change, Refusal};

/// The entry as the meeting has it now.
fn like(entry: &Entry, meeting: &Meeting) -> Entry {
    let state = if meeting.state == "cancelled" { "cancelled" } else { "confirmed" };
    Entry {
        title: meeting.name(),
        start: meeting.start.clone(),
        ends: meeting.ends.clone(),
        place: meeting.place.clone(),
        state: state.into(),
        ..entry.clone()
    }
}

/// The edits that make the diary follow a meeting. A calendar of nobody on the roll any more loses its entry.
pub(super) fn follow(at: &At<'_>, meeting: &Meeting, binned: bool) -> Result<Change, Refusal> {
    let mut change = Change::new("");
    let known = repo::entries(at.db, &meeting.id)?;
    let mut wanted: Vec<String> = Vec::new();
    for seat in meeting.roll.iter().filter(|_| !binned) {
        wanted.extend(diary_repo::calendar_named(at.db, &seat.name)?.map(|c| c.id));
    }
    for entry in &known {
        let mut after = like(entry, meeting);
        if !wanted.contains(&entry.calendar_id) {
            after.binned_at = Some(stamp(at.now));
        }
        change = change.update(entry, &after);
    }
    let missing = wanted.iter().filter(|id| !known.iter().any(|e| e.calendar_id == **id));
    for calendar in missing.filter(|_| !meeting.is_over()) {
        let fresh = Entry::new(calendar, "", meeting.starts(), meeting.minutes(), at.who, at.now);
        let entry = like(&fresh, meeting);
        let link = Link::between(("meeting", &meeting.id), ("entry", &entry.id), at.now);
        change = change.insert(&entry).insert(&link);
    }
    Ok(change.trimmed())
}
