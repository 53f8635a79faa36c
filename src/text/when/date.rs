//! Dates given by their numbers or month: `14/3`, `14.3.2027`, `14 mar 27`, `2027-03-14`, `140327`.

use chrono::{Datelike, NaiveDate};

use super::phrase::Reader;
use super::token::{self, Kind, Token};
use super::{Found, Miss};
use crate::text::dates::month_name;

/// The first year that is taken.
pub const FIRST_YEAR: i32 = 1900;
/// The last year that is taken.
pub const LAST_YEAR: i32 = 2199;

/// A year as typed, with its number of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    pub value: u32,
    pub digits: usize,
}

/// A day, a month, and perhaps a year, not yet checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dmy {
    pub day: u32,
    pub month: u32,
    pub year: Option<Year>,
}

/// The day, month and year that words stand for; `None` where they are not of that form.
pub fn dmy(tokens: &[Token]) -> Option<Dmy> {
    let kinds: Vec<Kind> = tokens.iter().map(|token| token.kind).collect();
    match kinds[..] {
        [Kind::Word] => separated(&tokens[0].text),
        [Kind::Number { digits: 6 | 8, .. }] => run(&tokens[0].text),
        [Kind::Word, Kind::Number { value, digits: digits @ 4 }] => {
            let date = separated(&tokens[0].text).filter(|date| date.year.is_none())?;
            Some(Dmy { year: Some(Year { value, digits }), ..date })
        }
        [day, Kind::Month { month, .. }] | [Kind::Month { month, .. }, day] => {
            Some(Dmy { day: day_number(day)?, month, year: None })
        }
        [first, second, year] => three(first, second, year),
        _ => None,
    }
}

/// `14 mar 27`, `mar 14 27`, `14 3 27`.
fn three(first: Kind, second: Kind, year: Kind) -> Option<Dmy> {
    match (first, second) {
        (Kind::Month { month, .. }, day)
        | (day, Kind::Month { month, .. } | Kind::Number { value: month, digits: 1 | 2 }) => {
            Some(Dmy { day: day_number(day)?, month, year: Some(year_number(year)?) })
        }
        _ => None,
    }
}

fn day_number(kind: Kind) -> Option<u32> {
    match kind {
        Kind::Number { value, digits: 1 | 2 } | Kind::Ordinal(value) => Some(value),
        _ => None,
    }
}

fn year_number(kind: Kind) -> Option<Year> {
    match kind {
        Kind::Number { value, digits: digits @ (2 | 4) } => Some(Year { value, digits }),
        _ => None,
    }
}

/// `14/3`, `14.3.27`, `14-mar-2027`, `2027-03-14`: one kind of sign between the parts.
fn separated(text: &str) -> Option<Dmy> {
    let sign = text.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<&str> = text.split(sign).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => {
            Some(Dmy { day: small(day)?, month: month_part(month)?, year: Some(year_part(year)?) })
        }
        [day, month, year] => Some(Dmy { day: small(day)?, month: month_part(month)?, year: Some(year_part(year)?) }),
        [day, month] => Some(Dmy { day: small(day)?, month: month_part(month)?, year: None }),
        _ => None,
    }
}

fn small(text: &str) -> Option<u32> {
    if (1..=2).contains(&text.len()) { digits(text) } else { None }
}

fn digits(text: &str) -> Option<u32> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn month_part(text: &str) -> Option<u32> {
    match token::month(text) {
        Some(Kind::Month { month, .. }) => Some(month),
        _ => small(text),
    }
}

fn year_part(text: &str) -> Option<Year> {
    if (1..=4).contains(&text.len()) { Some(Year { value: digits(text)?, digits: text.len() }) } else { None }
}

/// `140327`, `14032027`, `20270314`. The two forms of eight digits never agree: the first would have month 19 to 21.
fn run(text: &str) -> Option<Dmy> {
    let part = |from: usize, to: usize| digits(&text[from..to]);
    let day_first = Dmy { day: part(0, 2)?, month: part(2, 4)?, year: Some(year_part(&text[4..])?) };
    if text.len() == 8 && day_first.month > 12 {
        return Some(Dmy { day: part(6, 8)?, month: part(4, 6)?, year: Some(year_part(&text[..4])?) });
    }
    Some(day_first)
}

/// The date a day and month mean to a reader, in the year typed or the nearest on its side.
pub fn resolve(date: Dmy, reader: &Reader) -> Found {
    check(date)?;
    match date.year {
        None => bare(date.day, date.month, reader).map(|date| vec![date]).ok_or(Miss::Unknown),
        Some(year) => {
            let year = full_year(year, date, reader)?;
            NaiveDate::from_ymd_opt(year, date.month, date.day).map(|d| vec![d]).ok_or_else(|| no_day(date, Some(year)))
        }
    }
}

/// The next such day, today counted, or the latest for a reader of the past.
pub fn bare(day: u32, month: u32, reader: &Reader) -> Option<NaiveDate> {
    let today = reader.today();
    // Eight years: the longest wait for a 29 February, over a year such as 2100.
    let dates = (0..=8).map(|n| today.year() + if reader.past { -n } else { n });
    let mut dates = dates.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    dates.find(|date| if reader.past { *date <= today } else { *date >= today })
}

/// Refuses a day and month that no year has.
pub fn check(date: Dmy) -> Result<(), Miss> {
    if !(1..=12).contains(&date.month) {
        let turned = (1..=12).contains(&date.day) && (13..=31).contains(&date.month);
        let advice = if turned {
            format!("the day comes before the month, so type {}/{}", date.month, date.day)
        } else {
            "type the day, then the month, such as 14/3".to_owned()
        };
        return Err(Miss::Wrong(format!("There is no month {}: {advice}.", date.month)));
    }
    NaiveDate::from_ymd_opt(2000, date.month, date.day).map(|_| ()).ok_or_else(|| no_day(date, None))
}

/// The sentence for a day its month does not have.
pub fn no_day(date: Dmy, year: Option<i32>) -> Miss {
    let year = year.map(|year| format!(" {year}")).unwrap_or_default();
    Miss::Wrong(format!("{}{year} has no day {}: type the date again.", month_name(date.month), date.day))
}

fn full_year(year: Year, date: Dmy, reader: &Reader) -> Result<i32, Miss> {
    let value = year.value as i32;
    match year.digits {
        4 if (FIRST_YEAR..=LAST_YEAR).contains(&value) => Ok(value),
        4 => Err(Miss::Wrong(format!("{value} is too far away: type a year between {FIRST_YEAR} and {LAST_YEAR}."))),
        2 => Ok(century(value, date, reader)),
        _ => Err(wrong_year()),
    }
}

/// The sentence for a year of one or three digits.
pub fn wrong_year() -> Miss {
    Miss::Wrong("Type the year with two digits or four, such as 27 or 2027.".to_owned())
}

/// The year within fifty of now; for the past, the latest that is not to come.
fn century(value: i32, date: Dmy, reader: &Reader) -> i32 {
    let today = reader.today();
    let base = today.year() - today.year().rem_euclid(100);
    let near = [base - 100, base, base + 100].map(|century| century + value);
    if reader.past {
        let been = |year: &&i32| NaiveDate::from_ymd_opt(**year, date.month, date.day).is_none_or(|d| d <= today);
        return near.iter().rev().find(been).copied().unwrap_or(base + value);
    }
    near.into_iter().min_by_key(|year| (year - today.year()).abs()).unwrap_or(base + value)
}

/// `6/52`, `3/12`, `3/7`: weeks, months and days as doctors write them. Up to 14/7 and 12/12 the span is the likelier,
/// beyond it the date; both are given where the date exists. A leading nought or a time makes it a date alone.
pub fn doctors_span(text: &str, reader: &Reader) -> Option<Vec<NaiveDate>> {
    let (n, unit) = text.split_once('/')?;
    if n.len() > 3 || (n.len() > 1 && n.starts_with('0')) {
        return None;
    }
    let n = digits(n)?;
    let (days, months, likely) = match unit {
        "52" => (n * 7, 0, true),
        "7" if !reader.timed => (n, 0, n <= 14),
        "12" if !reader.timed => (0, n, n <= 12),
        _ => return None,
    };
    let span = reader.moved(i64::from(days), i64::from(months))?;
    let date = digits(unit).filter(|month| *month <= 12).and_then(|month| bare(n, month, reader));
    Some(if likely { [Some(span), date] } else { [date, Some(span)] }.into_iter().flatten().collect())
}
