//! The sheet of a day as data: a calendar's entries and its free times, to be taken along on one page of A4.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};

use super::engine::{Options, PaperError, typeset};
use super::view::{long_date, many, one};

const LAYOUT: &str = include_str!("../../assets/paper/day-sheet.typ");

/// The sheet of a day. What is private stands in it as its time and a word; notes have no place in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DaySheet {
    /// Hospital and department.
    pub head: String,
    /// Whose day it is; empty where several calendars stand in it.
    pub title: String,
    /// The day.
    pub date: NaiveDate,
    /// What holds for the whole day: a bank holiday.
    pub notes: Vec<String>,
    /// The calendars.
    pub parts: Vec<DayPart>,
    /// What else the day of one person asks for; those that are empty are left out.
    pub boxes: Vec<DayBox>,
    /// When it was printed.
    pub printed_at: NaiveDateTime,
    /// Who printed it.
    pub printed_by: String,
}

/// What else a day asks for: legs of trips, papers, numbers to ring, tasks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayBox {
    /// What it is.
    pub title: String,
    /// A line each.
    pub lines: Vec<String>,
}

/// One calendar of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayPart {
    /// Whose calendar.
    pub name: String,
    /// What takes the whole day.
    pub all_day: Vec<String>,
    /// The rest, in order, free times among it.
    pub rows: Vec<DayRow>,
}

/// A row of the day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayRow {
    /// `09:00–09:45`.
    pub time: String,
    /// What it is.
    pub what: String,
    /// Where.
    pub place: String,
    /// With whom, the patient first.
    pub with: String,
    /// Papers that are needed.
    pub papers: String,
    /// Telephone numbers of those who come.
    pub phones: Vec<String>,
    /// Whether it stands, is free, or was cancelled.
    pub state: RowState,
}

/// What a row of the day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowState {
    /// It takes place.
    #[default]
    Stands,
    /// Nothing is in this time.
    Free,
    /// It was cancelled.
    Off,
}

impl RowState {
    fn word(self) -> &'static str {
        match self {
            Self::Stands => "",
            Self::Free => "free",
            Self::Off => "off",
        }
    }
}

impl DayRow {
    fn text(&self) -> String {
        let off = if self.state == RowState::Off { " (cancelled)" } else { "" };
        let papers = if self.papers.is_empty() { String::new() } else { format!("papers: {}", self.papers) };
        let more = [self.place.clone(), self.with.clone(), papers, self.phones.join(", ")];
        let more: Vec<String> = more.into_iter().filter(|t| !t.is_empty()).map(|t| format!(" · {}", one(&t))).collect();
        format!("{} {}{off}{}", self.time, one(&self.what), more.concat())
    }
}

impl DaySheet {
    /// The sheet as an accessible PDF.
    ///
    /// # Errors
    /// A text that no accessible PDF can hold.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let whose = if self.title.is_empty() { String::new() } else { format!(", {}", self.title) };
        let title = format!("Diary of {}{whose}", long_date(self.date));
        let author = if self.head.is_empty() { self.printed_by.clone() } else { self.head.clone() };
        typeset(LAYOUT, &self.data(), &Options { title, author, date: self.printed_at.date() })
    }

    /// The boxes in which something stands.
    fn filled(&self) -> impl Iterator<Item = &DayBox> {
        self.boxes.iter().filter(|b| !many(&b.lines).is_empty())
    }

    /// The same as plain text.
    pub fn text(&self) -> String {
        let whose = if self.title.is_empty() { String::new() } else { format!(" · {}", self.title) };
        let mut lines = vec![format!("{}{whose}", weekday_date(self.date))];
        lines.extend(self.notes.iter().cloned());
        for part in &self.parts {
            lines.extend([String::new(), part.name.clone()]);
            lines.extend(part.all_day.iter().map(|t| format!("  All day: {t}")));
            lines.extend(part.rows.iter().map(|row| format!("  {}", row.text())));
        }
        for one in self.filled() {
            lines.extend([String::new(), one.title.clone()]);
            lines.extend(one.lines.iter().map(|line| format!("  {line}")));
        }
        lines.join("\n") + "\n"
    }

    fn data(&self) -> Value {
        json!({
            "head": one(&self.head),
            "title": one(&self.title),
            "date": weekday_date(self.date),
            "notes": many(&self.notes),
            "parts": self.parts.iter().map(part).collect::<Vec<_>>(),
            "boxes": self.filled().map(|b| json!({ "title": one(&b.title), "lines": many(&b.lines) })).collect::<Vec<_>>(),
            "printed": printed(self.printed_at, &self.printed_by),
        })
    }
}

fn part(part: &DayPart) -> Value {
    json!({ "name": one(&part.name), "all_day": many(&part.all_day), "rows": part.rows.iter().map(row).collect::<Vec<_>>() })
}

fn row(row: &DayRow) -> Value {
    json!({
        "time": one(&row.time),
        "what": one(&row.what),
        "place": one(&row.place),
        "with": one(&row.with),
        "papers": one(&row.papers),
        "phones": one(&row.phones.join(", ")),
        "state": row.state.word(),
    })
}

/// `Tuesday 3 March 2026`.
pub(super) fn weekday_date(date: NaiveDate) -> String {
    format!("{} {}", date.format("%A"), long_date(date))
}

/// When and by whom it was printed: a sheet of yesterday is known as one.
pub(super) fn printed(at: NaiveDateTime, by: &str) -> String {
    let by = if by.trim().is_empty() { String::new() } else { format!(" by {}", one(by)) };
    format!("Printed {}, {}{by}", long_date(at.date()), at.format("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: usize) -> DaySheet {
        let row = |n: usize| DayRow {
            time: format!("{:02}:{:02}–{:02}:30", 8 + n / 6, n % 6 * 10, 8 + n / 6),
            what: format!("Meeting {n} *bold* #read(\"x\")"),
            place: "Room 2".into(),
            with: "OKAFOR, Grace (Mrs)".into(),
            phones: vec!["020 7946 0123".into()],
            ..DayRow::default()
        };
        let parts = vec![DayPart { name: "Dr A Patel".into(), all_day: vec![], rows: (0..rows).map(row).collect() }];
        let date = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
        DaySheet { date, parts, printed_at: date.and_hms_opt(9, 41, 0).unwrap(), ..DaySheet::default() }
    }

    #[test]
    fn a_day_is_set_whatever_is_in_it() {
        for rows in [0, 1, 20, 120] {
            assert!(sheet(rows).pdf().unwrap().starts_with(b"%PDF-1."), "{rows}");
        }
        assert!(DaySheet::default().pdf().is_ok());
    }

    #[test]
    fn it_says_when_it_was_printed() {
        assert_eq!(printed(sheet(0).printed_at, "Jo Marlow"), "Printed 3 March 2026, 09:41 by Jo Marlow");
        assert_eq!(weekday_date(sheet(0).date), "Tuesday 3 March 2026");
    }
}
