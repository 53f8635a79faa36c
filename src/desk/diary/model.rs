//! Calendars and their entries (domain 4.7).

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// A calendar.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// Identifier.
    pub id: String,
    /// Whose or what calendar it is.
    pub name: String,
    /// `consultant`, `director`, `secretary`, `leave` or `room`.
    pub kind: String,
    /// Whether it is shown.
    pub shown: bool,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Calendar {
    const TABLE: &'static str = "calendar";
    fn id(&self) -> &str {
        &self.id
    }
}

/// An entry of the diary.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Identifier.
    pub id: String,
    /// The calendar.
    pub calendar_id: String,
    /// Title.
    pub title: String,
    /// Start, ISO wall-clock time of its zone (the desk’s own where `zone` is empty).
    pub start: String,
    /// End, ISO; exclusive for an all-day entry.
    pub ends: String,
    /// Whether it lasts whole days.
    pub all_day: bool,
    /// Place.
    pub place: String,
    /// With whom.
    pub with_whom: String,
    /// `clinic`, `ward_round`, `theatre`, `meeting`, `travel`, `leave`, `focus` or `personal`.
    pub kind: String,
    /// `hold`, `proposed`, `confirmed`, `done` or `cancelled`.
    pub state: String,
    /// Whether only its time is shown to others.
    pub private: bool,
    /// Minutes kept free before.
    pub buffer_before: i64,
    /// Minutes kept free after.
    pub buffer_after: i64,
    /// Minutes before its start at which it rings; none: as the settings have it, less than nought: never.
    pub remind: Option<i64>,
    /// Papers that are needed.
    pub papers: String,
    /// Notes.
    pub notes: String,
    /// The patient, where known.
    pub patient_id: Option<String>,
    /// Identifier in other programs.
    pub uid: String,
    /// iCalendar SEQUENCE.
    pub sequence: i64,
    /// iCalendar DTSTAMP.
    pub stamped_at: Option<String>,
    /// Zone of start and end where it is not the desk’s own.
    pub zone: Option<String>,
    /// RRULE lines of a series.
    pub rules: Vec<String>,
    /// Extra starts.
    pub rdates: Vec<String>,
    /// Starts that are left out.
    pub exdates: Vec<String>,
    /// End of the last occurrence of a series, `9999` where it is endless; none for a single entry.
    pub series_until: Option<String>,
    /// The series that this moved occurrence belongs to.
    pub master_id: Option<String>,
    /// The start that this moved occurrence had in its series.
    pub recurrence_id: Option<String>,
    /// iCalendar ORGANIZER.
    pub organizer: String,
    /// iCalendar ATTENDEE lines.
    pub attendees: Vec<String>,
    /// What of its iCalendar text is not understood here and is given back on export.
    pub extra: String,
    /// Who made it: a private entry is shown in full to its maker and to whose calendar it stands in.
    pub created_by: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Entry {
    const TABLE: &'static str = "entry";
    fn id(&self) -> &str {
        &self.id
    }
}

/// A line of the editable table of bank holidays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HolidayRow {
    /// Identifier.
    pub id: String,
    /// The day, ISO date.
    pub on_date: String,
    /// What day it is.
    pub title: String,
    /// The shipped holiday on this day does not hold.
    pub removed: bool,
}

impl Record for HolidayRow {
    const TABLE: &'static str = "holiday";
    fn id(&self) -> &str {
        &self.id
    }
}
