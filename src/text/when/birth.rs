//! Dates of birth: always with their year, never in the future.

use chrono::{Datelike, NaiveDate};

use super::Miss;
use super::date::{self, Dmy, Year};
use super::token::{self, Kind, Token};
use crate::text::dates::screen;

/// Nobody has grown older; an older reading of a year of two digits is not offered.
const OLDEST: i32 = 122;

/// Reads a date of birth: `14/8/80`, `14 aug 1980`, `140880`, `14081980`, `1980-08-14`, also `today` and `yesterday` for
/// the newborn. A year of two digits is never in the future; where it leaves both a child and somebody of a hundred,
/// both are given, the younger first.
pub fn parse_birth(input: &str, today: NaiveDate) -> Result<Vec<NaiveDate>, String> {
    let tokens = token::split(input);
    match token::text(&tokens).as_str() {
        "" => return Err("Type the date of birth, such as 14/8/1980.".to_owned()),
        "today" | "tod" | "t" => return Ok(vec![today]),
        "yesterday" | "yest" => return Ok(today.pred_opt().into_iter().collect()),
        _ => {}
    }
    let date = date::dmy(without_weekday(&tokens)).filter(|_| input.chars().count() <= super::LONGEST);
    let date = date.ok_or_else(|| unread(input))?;
    date::check(date).map_err(said)?;
    let year = date.year.ok_or("Type the year of birth too, such as 14/8/1980.")?;
    let dates = candidates(date, year, today).map_err(said)?;
    in_time(&dates, today)
}

/// A weekday before the date is what other programs print; it is not asked for, and not checked.
fn without_weekday(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token { kind: Kind::Day(_), .. }, rest @ ..] => rest,
        all => all,
    }
}

fn said(miss: Miss) -> String {
    match miss {
        Miss::Wrong(sentence) => sentence,
        Miss::Unknown => "Type the date of birth, such as 14/8/1980.".to_owned(),
    }
}

fn unread(input: &str) -> String {
    let line = crate::text::safe::line(input.trim());
    let shown = crate::text::safe::ellipsis(&line, 30);
    format!("Cannot read \"{shown}\" as a date of birth: type one such as 14/8/1980 or 14 aug 1980.")
}

/// The dates a year as typed may mean, latest first.
fn candidates(date: Dmy, year: Year, today: NaiveDate) -> Result<Vec<NaiveDate>, Miss> {
    let value = year.value as i32;
    let century = today.year() - today.year().rem_euclid(100);
    let years = match year.digits {
        4 => vec![value],
        2 => [0, 100, 200].map(|back| century - back + value).to_vec(),
        _ => return Err(date::wrong_year()),
    };
    let dates: Vec<NaiveDate> =
        years.iter().filter_map(|year| NaiveDate::from_ymd_opt(*year, date.month, date.day)).collect();
    if dates.is_empty() { Err(date::no_day(date, years.get(1).or(years.first()).copied())) } else { Ok(dates) }
}

fn in_time(dates: &[NaiveDate], today: NaiveDate) -> Result<Vec<NaiveDate>, String> {
    let oldest = today.year() - OLDEST;
    let born: Vec<NaiveDate> = dates.iter().copied().filter(|d| *d <= today && d.year() >= oldest).collect();
    match dates.first() {
        Some(date) if born.is_empty() && *date > today => {
            Err(format!("{} is still to come: check the year of birth.", screen(*date)))
        }
        Some(date) if born.is_empty() => {
            Err(format!("{} is more than {OLDEST} years ago: check the year of birth.", screen(*date)))
        }
        _ => Ok(born),
    }
}
