//! Stories of reading and writing calendars.

mod cases;
mod round;

use super::{ReadResult, read};
use chrono::NaiveDateTime;

/// A time ("20261005T100000") or a midnight ("20261005").
pub(super) fn at(text: &str) -> NaiveDateTime {
    super::value::parse(text).unwrap_or_else(|| panic!("no time: {text}")).0
}

/// A calendar around some lines, read at a desk in London.
pub(super) fn calendar(body: &str) -> ReadResult {
    read(format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{body}\nEND:VCALENDAR\n").as_bytes(), "Europe/London")
}

/// An event around some lines.
pub(super) fn event(uid: &str, body: &str) -> String {
    format!("BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\n{body}\nEND:VEVENT\n")
}
