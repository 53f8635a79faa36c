//! iCalendar, in and out: what a calendar file says, as neutral records the diary can keep, and back.
//!
//! Reading is tolerant of what other programs write and silent about nothing: a component that is refused comes
//! with its line and a sentence in `problems`, one that had to be mended in `repairs`. Overrides are joined to
//! the series of their UID, never to another's. Zones are resolved by `calcard`; content lines are split here,
//! because the original text of what is not understood has to be given back, and faults need their line.

mod busy;
mod component;
mod decode;
mod event;
mod expand;
mod extra;
mod fold;
mod group;
mod lines;
mod old;
mod people;
mod reply;
mod task;
mod text;
mod value;
mod write;
mod zones;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

pub use busy::{BusyTimes, busy_times};
pub use expand::{Occurrence, occurrences};
pub use people::{address, answer_of, is_same, person, with_answer};
pub use reply::{Answer, reply};
pub use write::{write, write_with_changes};

/// Whether a meeting is sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventStatus {
    /// Pencilled in.
    Tentative,
    /// Sure.
    Confirmed,
    /// Called off.
    Cancelled,
}

/// One entry of a calendar, with its repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalEvent {
    /// Its name in every program that knows it. Made from the contents where the file gives none.
    pub uid: String,
    /// The revision; a higher one replaces a lower.
    pub sequence: i64,
    /// DTSTAMP as written ("20260101T000000Z").
    pub stamp: Option<String>,
    /// SUMMARY, on one line.
    pub title: String,
    /// The first start, wall-clock time in `zone`.
    pub start: NaiveDateTime,
    /// Its end, wall-clock time in `zone`; for whole days the midnight after the last.
    pub end: NaiveDateTime,
    /// Whole days, without a time.
    pub all_day: bool,
    /// The zone's name as `recur::zone_named` knows it; None for the desk's own.
    pub zone: Option<String>,
    /// LOCATION.
    pub place: String,
    /// DESCRIPTION, lines parted by `\n`.
    pub notes: String,
    /// STATUS, where given.
    pub status: Option<EventStatus>,
    /// CLASS is PRIVATE or CONFIDENTIAL.
    pub private: bool,
    /// CATEGORIES.
    pub categories: Vec<String>,
    /// The organizer as "Name <address>", or either alone; empty where there is none.
    pub organizer: String,
    /// The invited, each as "Name <address>".
    pub attendees: Vec<String>,
    /// RRULEs, each without the property's name.
    pub rules: Vec<String>,
    /// Extra dates, in `zone`.
    pub rdates: Vec<NaiveDateTime>,
    /// Exceptions, in `zone`.
    pub exdates: Vec<NaiveDateTime>,
    /// Occurrences that differ from the series.
    pub overrides: Vec<Override>,
    /// Properties and sub-components not understood here (alarms, X- properties), as unfolded lines, given back
    /// on export. What an attendee answered stands here too, in the whole ATTENDEE line.
    pub extra: String,
}

/// One occurrence (or one and all later) that differs from its series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// The start it replaces: wall-clock time in the series' zone (in the event's own where the series is not known).
    pub recurrence_id: NaiveDateTime,
    /// RANGE=THISANDFUTURE.
    pub this_and_future: bool,
    /// What happens instead. Its UID is the series'.
    pub event: Box<CalEvent>,
}

/// One thing to do.
#[allow(clippy::struct_excessive_bools, reason = "each is a yes or no of its own in the file")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalTask {
    /// Its name in every program that knows it.
    pub uid: String,
    /// The revision.
    pub sequence: i64,
    /// DTSTAMP as written.
    pub stamp: Option<String>,
    /// SUMMARY, on one line.
    pub title: String,
    /// DESCRIPTION.
    pub note: String,
    /// When it may begin, in the desk's zone.
    pub start: Option<NaiveDateTime>,
    /// When it is due, in the desk's zone.
    pub due: Option<NaiveDateTime>,
    /// `due` is a day without a time.
    pub due_all_day: bool,
    /// 1 (first) to 3, where given.
    pub priority: Option<u8>,
    /// Done.
    pub done: bool,
    /// When it was done, in the desk's zone.
    pub completed: Option<NaiveDateTime>,
    /// Given up.
    pub cancelled: bool,
    /// CLASS is PRIVATE or CONFIDENTIAL.
    pub private: bool,
    /// CATEGORIES.
    pub categories: Vec<String>,
    /// RRULEs.
    pub rules: Vec<String>,
    /// As for an event.
    pub extra: String,
}

/// Something about the file that the reader has to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line of the file, from 1.
    pub line: usize,
    /// A sentence.
    pub reason: String,
}

/// All that a file says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReadResult {
    /// Entries, one for each UID, with their overrides.
    pub events: Vec<CalEvent>,
    /// Things to do.
    pub tasks: Vec<CalTask>,
    /// Changes to single occurrences of series that are not in this file (the update of an invitation).
    pub changes: Vec<Override>,
    /// METHOD in capitals (REQUEST, CANCEL, REPLY, PUBLISH), where given.
    pub method: Option<String>,
    /// What was refused.
    pub problems: Vec<Problem>,
    /// What is of a kind that is not taken in (journals, free and busy times), where something else of the file is.
    pub left_out: Vec<Problem>,
    /// What was taken in, but mended or narrowed.
    pub repairs: Vec<Problem>,
}

/// Read a calendar file in any encoding. Times of `desk_zone` come without a zone; a single event in UTC comes in
/// the desk's time. Never fails as a whole: whatever cannot be taken in is named in `problems`.
pub fn read(bytes: &[u8], desk_zone: &str) -> ReadResult {
    group::read(&decode::text(bytes), desk_zone)
}

#[cfg(test)]
mod tests;
