//! Dates and times as other programs write them. Nothing is guessed: a date that can be read in two ways is read in
//! the way its whole column shows, and where the column shows none, British files are day first.

use chrono::{NaiveDate, NaiveTime};

/// In which order a column writes day and month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// 03/04 is the third of April: British, and what is taken without evidence against it.
    #[default]
    DayFirst,
    /// Some date of the column has a second number over 12, and none a first: American.
    MonthFirst,
}

/// The order of a column, from all its values.
pub fn order<'a>(values: impl IntoIterator<Item = &'a str>) -> Order {
    let (mut day_first, mut month_first) = (false, false);
    for value in values {
        if let Some([a, b, _]) = numbers(value.split_whitespace().next().unwrap_or_default()) {
            day_first |= a > 12 && a < 32;
            month_first |= b > 12 && b < 32;
        }
    }
    if month_first && !day_first { Order::MonthFirst } else { Order::DayFirst }
}

/// A date that can be read in one way only. In an American column that is only one whose day is over 12 or equals
/// its month: for a date of birth a guess is worse than a question.
pub fn date(text: &str, order: Order) -> Option<NaiveDate> {
    let found = any_date(text, order)?;
    let ambiguous = match (order, numbers(text.split_whitespace().next()?)) {
        (Order::MonthFirst, Some([a, b, _])) => a != b && a <= 12 && b <= 12,
        _ => false,
    };
    (!ambiguous).then_some(found)
}

/// A date read in the order of its column: 2026-03-08, 20260308, 8/3/2026, 08.03.2026, 8 Mar 2026, each also with a
/// time after it, which is left out. Years of two digits are refused.
pub fn any_date(text: &str, order: Order) -> Option<NaiveDate> {
    let text = text.trim();
    let head = text.split(['T', ' ']).next().unwrap_or_default();
    iso(head).or_else(|| slashed(head, order)).or_else(|| worded(text))
}

fn iso(text: &str) -> Option<NaiveDate> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let marks: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let wanted =
        marks.is_empty() || (matches!(&*marks, "--" | "//") && text.as_bytes().get(4) == marks.as_bytes().first());
    if digits.len() != 8 || !wanted || (!marks.is_empty() && text.len() != 10) {
        return None;
    }
    let (year, month, day) = (digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    sensible(NaiveDate::from_ymd_opt(year, month, day)?)
}

fn slashed(text: &str, order: Order) -> Option<NaiveDate> {
    let [a, b, year] = numbers(text)?;
    let (day, month) = if order == Order::MonthFirst { (b, a) } else { (a, b) };
    sensible(NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?)
}

/// Three numbers with one and the same mark between them, the last one a year of four digits.
fn numbers(text: &str) -> Option<[u32; 3]> {
    let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [a, b, year] = parts[..] else { return None };
    if a.len() > 2 || b.len() > 2 || year.len() != 4 {
        return None;
    }
    Some([a.parse().ok()?, b.parse().ok()?, year.parse().ok()?])
}

/// "8 March 2026", "08-Mar-2026", "8th Mar 2026", and "March 8, 2026".
fn worded(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '/')).filter(|w| !w.is_empty()).collect();
    let [first, second, year, ..] = words[..] else { return None };
    let (day, month) = match (day_number(first), month_number(second)) {
        (Some(day), Some(month)) => (day, month),
        _ => (day_number(second)?, month_number(first)?),
    };
    let year = Some(year).filter(|y| y.len() == 4)?.parse().ok()?;
    sensible(NaiveDate::from_ymd_opt(year, month, day)?)
}

fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok())?
}

fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let short = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|m| short.len() >= 3 && m.starts_with(short))?;
    u32::try_from(found + 1).ok()
}

fn sensible(date: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    (1800..2200).contains(&date.year()).then_some(date)
}

/// A time of the day: 9:00, 09:00:00, 0900, 9.30, 9:00 AM, 2pm.
pub fn time(text: &str) -> Option<NaiveTime> {
    let lower = text.trim().to_lowercase().replace('.', ":");
    let (body, shift) = half_day(&lower);
    let parts: Vec<&str> = match body.len() {
        4 if body.bytes().all(|b| b.is_ascii_digit()) => vec![&body[..2], &body[2..]],
        _ => body.split(':').collect(),
    };
    let number = |i: usize| parts.get(i).map_or(Some(0), |p| p.parse::<u32>().ok());
    let (hour, minute, second) = (number(0)?, number(1)?, number(2)?);
    if parts.len() > 3 || (parts.len() == 1 && shift.is_none()) || shift.is_some_and(|_| hour == 0 || hour > 12) {
        return None;
    }
    NaiveTime::from_hms_opt(shift.map_or(hour, |pm| hour % 12 + if pm { 12 } else { 0 }), minute, second)
}

fn half_day(text: &str) -> (&str, Option<bool>) {
    for (ending, afternoon) in [("am", false), ("a:m:", false), ("pm", true), ("p:m:", true)] {
        if let Some(body) = text.strip_suffix(ending) {
            return (body.trim(), Some(afternoon));
        }
    }
    (text.trim_end_matches('z'), None)
}

/// The time that stands after a date in the same cell, if one does.
pub fn time_after_date(text: &str) -> Option<NaiveTime> {
    let (_, rest) = text.trim().split_once(['T', ' '])?;
    time(rest).or_else(|| rest.rsplit_once(' ').and_then(|(_, last)| time(last)))
}
