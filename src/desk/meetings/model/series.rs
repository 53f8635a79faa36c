//! A series of meetings: who belongs to it, when it meets, what stands on every agenda, and its timetable.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Item, Seat, record};
use crate::clock::stamp;
use crate::store::new_id;

/// How meetings are numbered: `3/2026`, or on and on.
pub const NUMBERINGS: &[&str] = &["by year", "running", "none"];

/// A series of meetings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Identifier.
    pub id: String,
    /// What it is called: `Board`.
    pub name: String,
    /// Who belongs to it.
    pub roll: Vec<Seat>,
    /// So many members must be there; 0: none is set.
    pub quorum: i64,
    /// Terms of reference.
    pub terms: String,
    /// One of [`super::FREQUENCIES`].
    pub frequency: String,
    /// The usual room.
    pub room: String,
    /// When it usually begins, `14:00`.
    pub starts_at: String,
    /// How many minutes it usually lasts.
    pub length: i64,
    /// What stands on every agenda, in order.
    pub standing: Vec<Item>,
    /// What waits for a meeting.
    pub backlog: Vec<Item>,
    /// Agenda and papers go out so many clear working days before.
    pub papers_days: i64,
    /// Draft minutes go out within so many working days after.
    pub draft_days: i64,
    /// Approved minutes go out within so many working days after the next meeting.
    pub approved_days: i64,
    /// One of [`NUMBERINGS`].
    pub numbering: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Series, "meeting_series");

/// What stands on an agenda by custom (domain 2.13).
const STANDING: &[(&str, i64)] = &[
    ("Apologies for absence", 2),
    ("Declarations of interest", 3),
    ("Minutes of the last meeting", 5),
    ("Matters arising and action log", 10),
    ("Any other business", 5),
    ("Date of next meeting", 2),
];

impl Series {
    /// A monthly series with the customary items and the timetable of domain 2.13: 5, 10 and 5 working days.
    pub fn new(name: &str, now: NaiveDateTime) -> Self {
        let standing = STANDING.iter().map(|(title, length)| Item {
            length: *length,
            kind: "information".into(),
            ..Item::new(title)
        });
        Self {
            id: new_id(),
            name: name.into(),
            frequency: "monthly".into(),
            starts_at: "14:00".into(),
            length: 90,
            standing: standing.collect(),
            papers_days: 5,
            draft_days: 10,
            approved_days: 5,
            numbering: "by year".into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// The number of its next meeting: the one behind the highest of the year, or of all.
    pub fn number(&self, highest: i64, on: NaiveDate) -> (i64, String) {
        let seq = highest + 1;
        match self.numbering.as_str() {
            "none" => (seq, String::new()),
            "running" => (seq, seq.to_string()),
            _ => (seq, format!("{seq}/{}", on.format("%Y"))),
        }
    }

    /// When it usually begins.
    pub fn time(&self) -> NaiveTime {
        NaiveTime::parse_from_str(&self.starts_at, "%H:%M")
            .unwrap_or_else(|_| NaiveTime::from_hms_opt(14, 0, 0).unwrap_or_default())
    }

    /// Who has a part in it.
    pub fn with_part(&self, part: &str) -> Option<&Seat> {
        self.roll.iter().find(|s| s.part == part)
    }
}
