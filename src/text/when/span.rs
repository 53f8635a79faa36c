//! Spans of time as typed: `+3d`, `-2w`, `in 6 weeks`, `a fortnight`, `3 days ago`, `+6/52`, `+20min`.

use chrono::{Days, Months, NaiveDate};

/// A length of time, and whether its direction was typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    pub months: i64,
    pub days: i64,
    pub minutes: i64,
    /// A sign, `in` or `ago` was typed; else the direction is that of the question asked.
    pub signed: bool,
}

const NUMBERS: [(&str, i64); 14] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
];

impl Span {
    /// Reads a whole text as a span; `None` where it is none. `6/52` is taken only with a sign, `in` or `ago`: alone it
    /// is for the reader of dates, which knows that it may be one.
    pub fn read(text: &str) -> Option<Self> {
        let (body, direction) = direction(text);
        let body = if body == "half an hour" { "30 min" } else { body };
        let mut span = Span { signed: direction.is_some(), ..Span::default() };
        let mut rest = body.trim();
        let mut sign = 1;
        while !rest.is_empty() {
            rest = span.take_item(rest, &mut sign)?;
        }
        let back = if direction == Some(false) { -1 } else { 1 };
        (!body.is_empty()).then_some(span.times(back))
    }

    /// The date this far from another; `sense` is the direction where none was typed.
    pub fn from(&self, date: NaiveDate, sense: i64) -> Option<NaiveDate> {
        let span = if self.signed { *self } else { self.times(sense) };
        let months = Months::new(u32::try_from(span.months.unsigned_abs()).ok()?);
        let moved = if span.months < 0 { date.checked_sub_months(months)? } else { date.checked_add_months(months)? };
        let days = Days::new(span.days.unsigned_abs());
        if span.days < 0 { moved.checked_sub_days(days) } else { moved.checked_add_days(days) }
    }

    fn times(self, by: i64) -> Self {
        Span { months: self.months * by, days: self.days * by, minutes: self.minutes * by, ..self }
    }

    /// Takes one `+3d` off the front of a text and gives back what is left.
    fn take_item<'a>(&mut self, text: &'a str, sign: &mut i64) -> Option<&'a str> {
        let mut text = text;
        if let Some(rest) = text.strip_prefix(['+', '-']) {
            *sign = if text.starts_with('-') { -1 } else { 1 };
            self.signed = true;
            text = rest.trim_start();
        }
        let (n, rest) = take_number(text)?;
        let (unit, rest) = take_unit(rest.trim_start())?;
        self.add(n * *sign, unit)?;
        Some(rest.trim_start())
    }

    fn add(&mut self, n: i64, unit: &str) -> Option<()> {
        match unit {
            "d" | "day" | "days" => self.days += n,
            "w" | "wk" | "wks" | "week" | "weeks" => self.days += n * 7,
            "fortnight" | "fortnights" => self.days += n * 14,
            "m" | "mth" | "mths" | "month" | "months" => self.months += n,
            "y" | "yr" | "yrs" | "year" | "years" => self.months += n * 12,
            "h" | "hr" | "hrs" | "hour" | "hours" => self.minutes += n * 60,
            "min" | "mins" | "minute" | "minutes" => self.minutes += n,
            "/7" if self.signed => self.days += n,
            "/52" if self.signed => self.days += n * 7,
            "/12" if self.signed => self.months += n,
            _ => return None,
        }
        Some(())
    }
}

/// The text without the words that give its direction, and whether that is onward.
fn direction(text: &str) -> (&str, Option<bool>) {
    if let Some(body) = text.strip_suffix(" ago") {
        return (body, Some(false));
    }
    let body = text.strip_prefix("in ").unwrap_or(text);
    let ends = [" from now", " from today", " hence", " later", " time"];
    let bare = ends.iter().find_map(|end| body.strip_suffix(end)).unwrap_or(body);
    (bare, (bare.len() != text.len()).then_some(true))
}

/// A number in digits or words; 1 before a fortnight without one.
fn take_number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        return if end <= 4 { Some((text[..end].parse().ok()?, &text[end..])) } else { None };
    }
    if text.starts_with("fortnight") {
        return Some((1, text));
    }
    let (word, rest) = text.split_once(' ')?;
    NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, n)| (*n, rest))
}

/// The letters of a unit, or `/52`.
fn take_unit(text: &str) -> Option<(&str, &str)> {
    let slash = usize::from(text.starts_with('/'));
    let in_unit = |c: char| if slash == 1 { c.is_ascii_digit() } else { c.is_ascii_alphabetic() };
    let end = text[slash..].find(|c| !in_unit(c)).map_or(text.len(), |at| at + slash);
    (end > slash).then(|| text.split_at(end))
}
