//! The rooms of a day as data, for the caterer and the porter: what goes where when, for how many.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};

use super::day_sheet::{printed, weekday_date};
use super::engine::{Options, PaperError, typeset};
use super::view::{long_date, one};

const LAYOUT: &str = include_str!("../../assets/paper/room-sheet.typ");

/// The rooms of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoomSheet {
    /// Hospital and department.
    pub head: String,
    /// For whom: a supplier; empty: for all.
    pub whom: String,
    /// The day.
    pub date: NaiveDate,
    /// The bookings, in order.
    pub bookings: Vec<RoomPart>,
    /// When it was printed.
    pub printed_at: NaiveDateTime,
    /// Who printed it.
    pub printed_by: String,
}

/// A booking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoomPart {
    /// `10:00-11:30`.
    pub time: String,
    /// The room and its site.
    pub room: String,
    /// What for.
    pub title: String,
    /// People, layout, host, telephone: label and value.
    pub facts: Vec<(String, String)>,
    /// What is laid on.
    pub lines: Vec<RoomLine>,
}

/// Something that is laid on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoomLine {
    /// `12:30`.
    pub at: String,
    /// What.
    pub what: String,
    /// For how many, or how many.
    pub many: String,
    /// `2 vegetarian`.
    pub diets: String,
    /// From whom.
    pub from: String,
    /// `confirmed`, `requested` …
    pub state: String,
}

impl RoomSheet {
    /// The sheet as an accessible PDF.
    ///
    /// # Errors
    /// A text that no accessible PDF can hold.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let title = format!("Rooms on {}", long_date(self.date));
        let author = if self.head.is_empty() { self.printed_by.clone() } else { self.head.clone() };
        typeset(LAYOUT, &self.data(), &Options { title, author, date: self.printed_at.date() })
    }

    fn data(&self) -> Value {
        json!({
            "head": one(&self.head),
            "whom": one(&self.whom),
            "date": weekday_date(self.date),
            "bookings": self.bookings.iter().map(part).collect::<Vec<_>>(),
            "printed": printed(self.printed_at, &self.printed_by),
        })
    }

    /// The sheet as plain text, for the body of an e-mail.
    pub fn text(&self) -> String {
        let mut out = vec![format!("Rooms on {}", weekday_date(self.date))];
        for b in &self.bookings {
            out.push(format!("\n{}  {}  {}", one(&b.time), one(&b.room), one(&b.title)));
            out.extend(b.facts.iter().map(|(label, value)| format!("  {label}: {}", one(value))));
            for l in &b.lines {
                let parts = [&l.at, &l.many, &l.what, &l.diets, &l.from, &l.state].map(|t| one(t));
                let said: Vec<String> = parts.into_iter().filter(|t| !t.is_empty()).collect();
                out.push(format!("  - {}", said.join(", ")));
            }
        }
        if self.bookings.is_empty() {
            out.push("\nNo room is booked on this day.".into());
        }
        out.join("\n") + "\n"
    }
}

fn part(part: &RoomPart) -> Value {
    let fact = |(label, value): &(String, String)| json!({ "label": label, "value": one(value) });
    json!({
        "time": one(&part.time),
        "room": one(&part.room),
        "title": one(&part.title),
        "facts": part.facts.iter().map(fact).collect::<Vec<_>>(),
        "lines": part.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn line(line: &RoomLine) -> Value {
    json!({
        "at": one(&line.at),
        "what": one(&line.what),
        "many": one(&line.many),
        "diets": one(&line.diets),
        "from": one(&line.from),
        "state": one(&line.state),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_rooms_is_set_full_and_empty() {
        let lunch = RoomLine {
            at: "12:30".into(),
            what: "Sandwich lunch *bold* #read(\"x\")".into(),
            many: "8".into(),
            diets: "2 vegetarian".into(),
            from: "Catering".into(),
            state: "confirmed".into(),
        };
        let one = RoomPart {
            time: "10:00-13:00".into(),
            room: "Board room, Level 5".into(),
            title: "Board".into(),
            facts: vec![("People".into(), "8".into())],
            lines: vec![lunch; 3],
        };
        let date = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        for bookings in [Vec::new(), vec![one.clone()], vec![one; 40]] {
            let sheet = RoomSheet { date, bookings, ..RoomSheet::default() };
            assert!(sheet.pdf().unwrap().starts_with(b"%PDF-1."));
            assert!(sheet.text().starts_with("Rooms on Tuesday 3 March 2026\n"));
        }
    }
}
