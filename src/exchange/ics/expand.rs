//! When an event happens, overrides applied: for showing what a file says before it is taken in.

use super::event::series_of;
use super::{CalEvent, Override};
use crate::desk::diary::recur::{DESK_ZONE, RecurError, between, starts_between};
use chrono::{Duration, NaiveDateTime};

/// One time that an event happens, in the desk's wall-clock time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence<'a> {
    /// Its start.
    pub start: NaiveDateTime,
    /// Its end.
    pub end: NaiveDateTime,
    /// The event whose words hold: the series, or the override of this occurrence.
    pub event: &'a CalEvent,
}

/// What of an event touches the window (`from` to before `until`, the desk's time), in order. Cancelled ones are
/// among them; their status says so.
pub fn occurrences<'a>(
    event: &'a CalEvent,
    from: NaiveDateTime,
    until: NaiveDateTime,
    desk_zone: &str,
) -> Result<Vec<Occurrence<'a>>, RecurError> {
    let length = event.end - event.start;
    let day = Duration::days(1);
    let longest = event.overrides.iter().map(|change| (change.event.start - change.recurrence_id).abs()).max();
    let margin = longest.unwrap_or_default() + day;
    let window = (less(from, length + margin), more(until, margin));
    let mut out: Vec<Occurrence<'a>> = starts_between(&series_of(event), window.0, window.1)?
        .into_iter()
        .filter(|start| !event.overrides.iter().any(|change| change.recurrence_id == *start))
        .map(|start| usual(event, start, desk_zone))
        .collect();
    out.extend(event.overrides.iter().map(|change| told(&change.event, change.event.start, desk_zone)));
    out.retain(|one| one.start < until && (one.end > from || one.start >= from));
    out.sort_by_key(|one| (one.start, one.end));
    Ok(out)
}

fn less(at: NaiveDateTime, by: Duration) -> NaiveDateTime {
    at.checked_sub_signed(by).unwrap_or(at)
}

fn more(at: NaiveDateTime, by: Duration) -> NaiveDateTime {
    at.checked_add_signed(by).unwrap_or(at)
}

/// An occurrence without an override of its own: as the series has it, or as the last "this and later" before it.
fn usual<'a>(event: &'a CalEvent, start: NaiveDateTime, desk_zone: &str) -> Occurrence<'a> {
    let later = |change: &&Override| change.this_and_future && change.recurrence_id < start;
    let Some(change) = event.overrides.iter().filter(later).max_by_key(|change| change.recurrence_id) else {
        return told(event, start, desk_zone);
    };
    told(&change.event, change.event.start + (start - change.recurrence_id), desk_zone)
}

fn told<'a>(event: &'a CalEvent, start: NaiveDateTime, desk_zone: &str) -> Occurrence<'a> {
    let end = more(start, event.end - event.start);
    let desk = |at| {
        if event.all_day { at } else { between(at, event.zone.as_deref().unwrap_or(desk_zone), desk_name(desk_zone)) }
    };
    Occurrence { start: desk(start), end: desk(end).max(desk(start)), event }
}

fn desk_name(desk_zone: &str) -> &str {
    if desk_zone.is_empty() { DESK_ZONE } else { desk_zone }
}
