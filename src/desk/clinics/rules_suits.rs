//! Days that suit and weeks in which a patient is away, as they are typed and shown: `mon, tue am` and `16/2-20/2`.

use chrono::{NaiveDate, NaiveDateTime};

use super::rules_clash::span_days;
use super::rules_plan::WEEKDAYS;
use crate::text::{dates, when};

/// Reads the days that suit: weekdays, each alone or with `am` or `pm`; empty: all.
///
/// # Errors
/// A sentence with the word that is no weekday.
pub fn read_suits(text: &str) -> Result<Vec<String>, String> {
    let parts = text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty());
    let mut out = Vec::new();
    for part in parts {
        let mut days: Vec<&str> = Vec::new();
        let mut half = "";
        for word in part.split_whitespace() {
            match word.to_lowercase().as_str() {
                "am" | "morning" | "mornings" => half = " am",
                "pm" | "afternoon" | "afternoons" => half = " pm",
                word => days.push(weekday(word)?),
            }
        }
        if days.is_empty() {
            return Err(format!("“{part}” names no weekday. Type mon, tue am, or leave it empty for all."));
        }
        out.extend(days.into_iter().map(|d| format!("{d}{half}")));
    }
    Ok(out)
}

fn weekday(word: &str) -> Result<&'static str, String> {
    let known = WEEKDAYS.iter().find(|d| word.len() >= 2 && (word.starts_with(**d) || d.starts_with(word)));
    known.copied().ok_or_else(|| format!("“{word}” is no weekday. Type mon, tue am, or leave it empty for all."))
}

/// Reads spans of days: `16/2-20/2, 6 apr to 17 apr`; kept as `2026-02-16/2026-02-20`.
///
/// # Errors
/// A sentence with the part that is no date, or that ends before it begins.
pub fn read_spans(text: &str, now: NaiveDateTime) -> Result<Vec<String>, String> {
    text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()).map(|p| read_span(p, now)).collect()
}

fn read_span(part: &str, now: NaiveDateTime) -> Result<String, String> {
    // As it is shown, `16-Feb-2026 to 20-Feb-2026`, the hyphens belong to the dates.
    let (from, to) = match part.split_once(" to ").or_else(|| part.split_once('–')) {
        Some(both) => both,
        None if day(part, now).is_ok() => (part, part),
        None => part.split_once('-').unwrap_or((part, part)),
    };
    let (from, to) = (day(from, now)?, day(to, now)?);
    if to < from {
        return Err(format!("“{part}” ends before it begins: type the first day, a hyphen, the last day."));
    }
    Ok(format!("{from}/{to}"))
}

fn day(text: &str, now: NaiveDateTime) -> Result<NaiveDate, String> {
    let found = when::parse(text.trim(), now)?;
    found.first().map(|w| w.date).ok_or_else(|| format!("“{text}” is no date: type it as 16/2-20/2."))
}

/// Spans as they are shown and can be typed again.
pub fn spans_text(spans: &[String]) -> String {
    spans.iter().map(|s| span_text(s)).collect::<Vec<_>>().join(", ")
}

fn span_text(span: &str) -> String {
    match span_days(span) {
        Some((from, to)) if from == to => dates::screen(from),
        Some((from, to)) => format!("{} to {}", dates::screen(from), dates::screen(to)),
        None => span.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> NaiveDateTime {
        "2026-01-12T09:00:00".parse().unwrap()
    }

    #[test]
    fn days_that_suit_are_read_as_people_type_them() {
        assert_eq!(read_suits("Mon, tues am; wednesday pm").unwrap(), ["mon", "tue am", "wed pm"]);
        assert_eq!(read_suits("mon tue mornings").unwrap(), ["mon am", "tue am"]);
        assert!(read_suits("").unwrap().is_empty());
        assert!(read_suits("someday").unwrap_err().contains("is no weekday"));
        assert!(read_suits("am").unwrap_err().contains("names no weekday"));
    }

    #[test]
    fn weeks_away_are_read_as_they_are_typed_and_as_they_are_shown() {
        let both = read_spans("16/2-20/2, 3/4", now()).unwrap();
        assert_eq!(both, ["2026-02-16/2026-02-20", "2026-04-03/2026-04-03"]);
        let shown = spans_text(&both);
        assert_eq!(shown, "16-Feb-2026 to 20-Feb-2026, 03-Apr-2026");
        assert_eq!(read_spans(&shown, now()).unwrap(), both);
        assert!(read_spans("20/2-16/2", now()).unwrap_err().contains("ends before it begins"));
        assert!(read_spans("half term", now()).is_err());
    }
}
