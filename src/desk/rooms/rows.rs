//! How a booking and a room stand in their lists.

use chrono::NaiveDate;

use super::model::Room;
use super::repo::Booked;
use crate::app::Shelved;
use crate::text::dates;
use crate::ui::Meaning;
use crate::ui::list::Line;

/// A booking on a day, as somebody may read it.
pub(super) struct BookingRow {
    pub of: Booked,
    pub today: NaiveDate,
    pub title: String,
}

/// A room, and when somebody has it next.
pub(super) struct RoomRow(pub Room);

/// What a booking asks for: a line that is late at once, what is not ready or not asked for in time; what waits for an
/// answer is paused.
pub(super) fn meaning(of: &Booked, today: NaiveDate) -> Meaning {
    let over = of.booking.day() < today;
    match of.booking.state.as_str() {
        "done" | "declined" | "cancelled" => Meaning::Done,
        _ if over && of.committed() > 0 => Meaning::ToDo,
        _ if over => Meaning::Done,
        _ if of.is_late(today) => Meaning::ActNow,
        "tentative" => Meaning::ToDo,
        "requested" => Meaning::Paused,
        _ if of.is_ready() => Meaning::None,
        _ if of.lines.iter().any(|l| matches!(l.state.as_str(), "needed" | "refused")) => Meaning::ToDo,
        _ => Meaning::Paused,
    }
}

impl BookingRow {
    /// What it asks for.
    pub fn meaning(&self) -> Meaning {
        meaning(&self.of, self.today)
    }

    fn words(&self) -> String {
        if self.of.booking.day() < self.today && self.of.committed() > 0 {
            return "over: d spends what is agreed".into();
        }
        self.of.state_words()
    }
}

impl Shelved for BookingRow {
    fn id(&self) -> &str {
        &self.of.booking.id
    }

    fn line(&self) -> Line {
        let b = &self.of.booking;
        let people = if b.people > 0 { b.people.to_string() } else { String::new() };
        let cells = [
            format!("{} {}", dates::screen_weekday(b.day()), b.times()),
            self.of.room.name.clone(),
            self.title.clone(),
            self.words(),
            people,
            b.host.clone(),
        ];
        Line::new(b.id.clone(), self.meaning(), cells)
    }

    fn words(&self) -> String {
        let lines: Vec<String> = self.of.lines.iter().map(|l| format!("{} {}", l.what, l.supplier)).collect();
        format!("{} {} {}", self.line().cells.join(" "), self.of.booking.booked_for, lines.join(" "))
    }
}

impl Shelved for RoomRow {
    fn id(&self) -> &str {
        &self.0.id
    }

    fn line(&self) -> Line {
        let r = &self.0;
        let seats = if r.capacity > 0 { r.capacity.to_string() } else { String::new() };
        let open = if r.hours.is_empty() { "always".to_owned() } else { r.hours.clone() };
        let cells =
            [r.name.clone(), r.site.clone(), seats, r.things.clone(), open, r.approver.clone(), r.phone.clone()];
        Line::new(r.id.clone(), Meaning::None, cells)
    }

    fn words(&self) -> String {
        format!("{} {}", self.line().cells.join(" "), self.0.layouts)
    }
}
