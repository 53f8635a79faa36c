//! A record is described once: its fields make the form, the detail view, the words of its history and its CSV columns.

mod layer;
mod rows;
mod slot;
mod words;

pub use layer::{FormLayer, Saving};
pub(crate) use rows::{count_field, date_field, line_field, money_field, text_field};
pub use words::{differences, facts};

use chrono::NaiveDateTime;

use crate::app::Cx;
use crate::store::{Db, Record, Refusal, Store};

/// A record that can be edited in a form.
pub trait Entity: Record + PartialEq + 'static {
    /// What people call it: "task".
    const WORD: &'static str;

    /// Its fields, in their order.
    fn fields() -> &'static [Field<Self>];

    /// What follows from what is typed so far, said below this field while it has the focus.
    fn remark(&self, _field: &str, _cx: &Cx) -> Option<String> {
        None
    }
}

/// What a field is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// The time of the key press.
    pub now: NaiveDateTime,
}

/// One that was found for a field that names another record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its identifier, or the name that the record keeps.
    pub id: String,
    /// What is shown.
    pub label: String,
}

/// Finds what fits the typed text.
pub type Finder = fn(&Store, &str, NaiveDateTime) -> Result<Vec<Choice>, Refusal>;

/// Gives the words for an identifier.
pub type Namer = fn(Db<'_>, &str) -> String;

/// How a field is typed.
#[derive(Clone, Copy)]
pub enum Kind {
    /// One line.
    Line,
    /// One line with a short value, such as a length: what is typed takes the place of what stands there.
    Value,
    /// Several lines.
    Text {
        /// Rows on the screen.
        rows: u16,
    },
    /// A date as people type it; the reading stands beside it, Up and Down nudge it.
    Date,
    /// A date of birth or another past date.
    PastDate,
    /// A date that was of late, such as a visit: a day without its year is the last such day.
    LateDate,
    /// A date and a time.
    DateTime,
    /// One of these words; Left and Right go through them, the first letter jumps.
    OneOf(&'static [&'static str]),
    /// Yes or no; Space turns it.
    Flag,
    /// Another record, found as it is typed. `strict`: only what was found is taken.
    Record {
        /// Finds what fits.
        find: Finder,
        /// Gives the words.
        name: Namer,
        /// Whether text that is no record is refused.
        strict: bool,
    },
}

/// One field of a record.
pub struct Field<E: 'static> {
    /// Its name, that of the column.
    pub id: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What to type, for a line below.
    pub hint: &'static str,
    /// How it is typed.
    pub kind: Kind,
    /// Its text.
    pub get: fn(&E) -> String,
    /// Takes a text; a sentence why not.
    pub set: fn(&mut E, &str, &Given) -> Result<(), String>,
    /// Whether it is asked.
    pub shown: fn(&E) -> bool,
}

/// Reads a whole number; empty: none.
///
/// # Errors
/// A sentence that says what to type.
pub fn read_count(text: &str) -> Result<i64, String> {
    let text = text.trim().replace(',', "");
    let number = if text.is_empty() { Some(0) } else { text.parse().ok() };
    number.filter(|n| (0..=1_000_000_000).contains(n)).ok_or_else(|| format!("“{text}” is no number: type 12, or 0."))
}

/// For fields that are always asked.
pub fn shown<E>(_: &E) -> bool {
    true
}

/// Reads a date as people type it into ISO form; empty: none. Where two readings are possible the sentence offers both.
pub fn read_date(text: &str, given: &Given) -> Result<Option<String>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = crate::text::when::parse(text, given.now)?;
    Ok(found.first().map(|w| w.date.to_string()))
}

/// Reads a past date (birth, attendance) into ISO form; empty: none.
pub fn read_past(text: &str, given: &Given) -> Result<Option<String>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = crate::text::when::parse_birth(text, given.now.date())?;
    Ok(found.first().map(ToString::to_string))
}

/// Reads a date that was of late (a visit) into ISO form; empty: none.
pub fn read_late(text: &str, given: &Given) -> Result<Option<String>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = crate::text::when::parse_past(text, given.now.date())?;
    Ok(found.first().map(|w| w.date.to_string()))
}

/// Reads a date and time into ISO form, with this time where none is typed; empty: none.
pub fn read_when(text: &str, given: &Given, default: chrono::NaiveTime) -> Result<Option<String>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = crate::text::when::parse(text, given.now)?;
    Ok(found.first().map(|w| crate::clock::stamp(w.at(default))))
}

/// An ISO date or time as it is shown in a field.
pub fn shown_when(iso: Option<&str>) -> String {
    let Some(iso) = iso else { return String::new() };
    if let Ok(at) = iso.parse::<NaiveDateTime>() {
        return crate::text::dates::stamp(at);
    }
    iso.parse().map_or_else(|_| iso.to_owned(), crate::text::dates::screen)
}
