//! How a meeting, an action and a series stand in their lists.

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{Logged, Meeting, Series};
use crate::app::Shelved;
use crate::desk::tasks::model::Press;
use crate::text::dates;
use crate::ui::Meaning;
use crate::ui::list::Line;

/// A meeting at a moment.
pub(super) struct MeetingRow {
    pub meeting: Meeting,
    pub now: NaiveDateTime,
}

/// An action on a day.
pub(super) struct ActionRow {
    pub logged: Logged,
    pub today: NaiveDate,
}

/// A series.
pub(super) struct SeriesRow {
    pub series: Series,
    /// Its next meeting, where one is planned.
    pub next: Option<NaiveDateTime>,
}

/// What a press means on the screen.
pub(super) fn meaning_of(press: Press) -> Meaning {
    match press {
        Press::ActNow => Meaning::ActNow,
        Press::ToDo => Meaning::ToDo,
        Press::Paused => Meaning::Paused,
        Press::Done => Meaning::Done,
    }
}

impl MeetingRow {
    /// What its clock asks for.
    pub fn meaning(&self) -> Meaning {
        meaning_of(self.meeting.press(self.now))
    }

    /// Worst first; then by its clock; those that are over by their day, the latest first.
    pub fn order(&self) -> (u8, i64, String) {
        let clock = self.meeting.clock().unwrap_or(self.meeting.starts().date());
        let day = (clock - NaiveDate::default()).num_days();
        let (rank, day) = match self.meaning() {
            Meaning::ActNow => (0, day),
            Meaning::ToDo => (1, day),
            Meaning::Paused | Meaning::None => (2, day),
            Meaning::Done => (3, -day),
        };
        (rank, day, self.meeting.id.clone())
    }
}

impl Shelved for MeetingRow {
    fn id(&self) -> &str {
        &self.meeting.id
    }

    fn line(&self) -> Line {
        let m = &self.meeting;
        let cells =
            [dates::stamp_weekday(m.starts()), m.name(), m.state_words(), m.next_step(self.now), m.place.clone()];
        Line::new(m.id.clone(), self.meaning(), cells)
    }
}

impl ActionRow {
    /// What it asks for.
    pub fn meaning(&self) -> Meaning {
        match self.logged.state() {
            _ if self.logged.is_overdue(self.today) => Meaning::ActNow,
            "open" => Meaning::ToDo,
            _ => Meaning::Done,
        }
    }
}

impl Shelved for ActionRow {
    fn id(&self) -> &str {
        &self.logged.action.id
    }

    fn line(&self) -> Line {
        let a = &self.logged.action;
        let due = self.logged.due().map_or_else(String::new, dates::screen);
        let text = if a.confidential { format!("(confidential) {}", a.text) } else { a.text.clone() };
        let cells = [
            due,
            a.owner.clone(),
            text,
            self.logged.state_words(self.today),
            a.number.clone(),
            self.logged.meeting.clone(),
        ];
        Line::new(a.id.clone(), self.meaning(), cells)
    }
}

impl Shelved for SeriesRow {
    fn id(&self) -> &str {
        &self.series.id
    }

    fn line(&self) -> Line {
        let s = &self.series;
        let chair = s.with_part("chair").map(|c| c.name.clone()).unwrap_or_default();
        let next = self.next.map_or_else(|| "none is planned".to_owned(), dates::stamp_weekday);
        let waits = if s.backlog.is_empty() { String::new() } else { format!("{} wait", s.backlog.len()) };
        let cells = [s.name.clone(), s.frequency.clone(), next, chair, s.roll.len().to_string(), waits, s.room.clone()];
        Line::new(s.id.clone(), Meaning::None, cells)
    }
}
