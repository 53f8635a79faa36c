//! Holding a meeting and its minutes: begun, attended, written, closed, circulated, approved.

use chrono::NaiveDateTime;

use super::{At, agenda};
use crate::desk::meetings::model::{Item, Meeting};
use crate::desk::meetings::repo;
use crate::store::{Change, Refusal};
use crate::text::calendar::add_working_days;

/// It begins.
///
/// # Errors
/// Its minutes are finished.
pub fn begin(meeting: &Meeting, now: NaiveDateTime) -> Result<Change, Refusal> {
    let after = meeting.begun(now)?;
    Ok(Change::new(format!("Began: {}", meeting.label())).update(meeting, &after))
}

/// Somebody comes, does not, came late (`more`: when), or somebody came for them (`more`: who).
///
/// # Errors
/// Nobody has that name; the minutes are out.
pub fn attend(meeting: &Meeting, name: &str, coming: &str, more: &str) -> Result<Change, Refusal> {
    let after = meeting.attended(name, coming, more)?;
    let seat = after.roll.iter().zip(&meeting.roll).find(|(a, b)| a != b).map(|(a, _)| a.label());
    let who = seat.unwrap_or_else(|| name.to_owned());
    Ok(Change::new(format!("{}: {who}, {coming}", meeting.name())).update(meeting, &after))
}

/// Everybody who did not send apologies is there.
///
/// # Errors
/// The minutes are out.
pub fn all_present(meeting: &Meeting) -> Result<Change, Refusal> {
    let mut after = meeting.with_agenda(meeting.agenda.clone())?;
    for seat in after.roll.iter_mut().filter(|s| matches!(s.coming.as_str(), "" | "invited" | "attending" | "absent")) {
        seat.coming = "present".into();
    }
    Ok(Change::new(format!("{}: {}", meeting.name(), after.quorum().words())).update(meeting, &after))
}

/// What the minutes say, written into the meeting.
///
/// # Errors
/// The minutes are out.
pub fn write(meeting: &Meeting, items: &[Item]) -> Result<Change, Refusal> {
    let after = meeting.with_agenda(items.to_vec())?;
    Ok(Change::new(format!("Wrote the minutes of {}", meeting.name())).update(meeting, &after))
}

/// It is over. What was not reached and what was asked for comes on the agenda of the next one, where it is planned;
/// minutes of the meeting before are to be approved within so many days of this one.
///
/// # Errors
/// It was not held; nobody was there.
pub fn close(at: &At<'_>, meeting: &Meeting) -> Result<Change, Refusal> {
    let after = meeting.closed()?;
    let mut change = Change::new(format!("Over: {}; its minutes are a draft", meeting.label())).update(meeting, &after);
    let Some(series) = &meeting.series_id else { return Ok(change) };
    for before in repo::unapproved(at.db, series, &meeting.start)? {
        let days = i32::try_from(before.approved_days.clamp(0, 250)).unwrap_or(0);
        let due = add_working_days(meeting.starts().date(), days, &|d| at.is_holiday(d));
        let due = Meeting { approve_due: Some(due.to_string()), ..before.clone() };
        change = change.update(&before, &due);
    }
    with_next(at, meeting, change)
}

/// The draft minutes go out, and are kept as they are; the next agenda gets what comes from this meeting.
///
/// # Errors
/// Nothing is written yet, or they are out.
pub fn circulate(at: &At<'_>, meeting: &Meeting) -> Result<Change, Refusal> {
    let after = meeting.circulated(at.now)?;
    let kept = after.kept("", at.who, at.now);
    let label = format!("Sent the draft minutes of {}", meeting.label());
    let change = Change::new(label).update(meeting, &after).insert(&kept);
    with_next(at, meeting, change)
}

fn with_next(at: &At<'_>, meeting: &Meeting, change: Change) -> Result<Change, Refusal> {
    let Some(series) = &meeting.series_id else { return Ok(change) };
    let Some(next) = repo::next_open(at.db, series, &meeting.start)? else { return Ok(change) };
    let built = Meeting { agenda: agenda::made(at.db, &next)?, ..next.clone() };
    agenda::drained(at.db, &built, change.update(&next, &built).trimmed())
}

/// Minutes that are out become a draft again; what went out stays kept.
///
/// # Errors
/// They are approved, or not out.
pub fn redraft(meeting: &Meeting) -> Result<Change, Refusal> {
    let after = meeting.redrafted()?;
    Ok(Change::new(format!("A draft again: the minutes of {}", meeting.label())).update(meeting, &after))
}

/// Approved as a true record at a meeting or by somebody, with corrections or none; kept as they are.
///
/// # Errors
/// They are not out, or it is not said where.
pub fn approve(at: &At<'_>, meeting: &Meeting, by: &str, corrections: &str) -> Result<Change, Refusal> {
    let after = meeting.approved(by, corrections, at.now)?;
    let kept = after.kept(&after.corrections, at.who, at.now);
    let label = format!("Approved the minutes of {}", meeting.label());
    Ok(Change::new(label).update(meeting, &after).insert(&kept))
}
