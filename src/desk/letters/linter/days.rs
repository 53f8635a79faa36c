//! Dates in a letter's text: those that cannot be, weekdays that do not fit, births that are another's, what is over.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use super::words::{Word, sentence, words};
use super::{Facts, Finding, Mend};
use crate::text::dates;

/// A date as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    pub range: Range<usize>,
    /// The date; none where there is no such day.
    pub date: Option<NaiveDate>,
    /// Whether the year stands there too.
    pub whole: bool,
    /// The weekday before it, and where.
    pub weekday: Option<(Weekday, Range<usize>)>,
}

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

fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let fits = |m: &str| m == word || word == m[..3] || (word == "sept" && m.starts_with("sept"));
    MONTHS.iter().position(|m| fits(m)).map(|at| at as u32 + 1)
}

fn weekday_of(word: &str) -> Option<Weekday> {
    let long = word.len() > 3 && word.to_lowercase().ends_with("day");
    let short = ["Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thurs", "Fri", "Sat", "Sun"].contains(&word);
    if long || short { word.parse().ok().or_else(|| word.get(..3)?.parse().ok()) } else { None }
}

/// The dates of a text: `3 March 2026`, `3rd of March`, `03/03/2026`, `3.3.26`, `03-Mar-2026`, a weekday before them.
pub(super) fn days(text: &str, today: NaiveDate) -> Vec<Day> {
    let all = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < all.len() {
        match day_at(text, &all, at, today) {
            Some((day, used)) => {
                found.push(Day { weekday: weekday_before(text, &all, at), ..day });
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

fn weekday_before(text: &str, all: &[Word<'_>], at: usize) -> Option<(Weekday, Range<usize>)> {
    let word = all.get(at.checked_sub(1)?)?;
    let gap = &text[word.range.end..all[at].range.start];
    let weekday = weekday_of(word.text).filter(|_| matches!(gap, " " | ", " | " the ")).or_else(|| {
        let named = word.is("the").then(|| all.get(at.checked_sub(2)?)).flatten()?;
        weekday_of(named.text)
    })?;
    let named = if word.is("the") { &all[at - 2] } else { word };
    Some((weekday, named.range.clone()))
}

/// A date that begins with this word, and how many words it takes.
fn day_at(text: &str, all: &[Word<'_>], at: usize, today: NaiveDate) -> Option<(Day, usize)> {
    if let Some(day) = joined(all[at].text, all[at].range.clone(), today) {
        return Some((day, 1));
    }
    numeric(text, all, at).or_else(|| spelled(text, all, at, today))
}

/// `03-Mar-2026`, one word to the reader of words.
fn joined(word: &str, range: Range<usize>, today: NaiveDate) -> Option<Day> {
    let mut parts = word.split('-');
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?, parts.next());
    let month = month_of(month).or_else(|| month.parse().ok())?;
    let whole = year.is_some();
    let year = year.map_or(Some(today.year()), year_of)?;
    parts.next().is_none().then(|| Day { range, date: NaiveDate::from_ymd_opt(year, month, day), whole, weekday: None })
}

/// `3/3/2026`, `03.03.26`.
fn numeric(text: &str, all: &[Word<'_>], at: usize) -> Option<(Day, usize)> {
    let [a, b, c] = all.get(at..at + 3)? else { return None };
    let sign = &text[a.range.end..b.range.start];
    if !matches!(sign, "/" | ".")
        || &text[b.range.end..c.range.start] != sign
        || text[..a.range.start].ends_with(['/', '.'])
    {
        return None;
    }
    let number = |w: &Word<'_>| w.text.parse::<u32>().ok().filter(|_| w.text.len() <= 2);
    let (day, month, year) = (number(a)?, number(b)?, year_of(c.text)?);
    let date = NaiveDate::from_ymd_opt(year, month, day);
    Some((Day { range: a.range.start..c.range.end, date, whole: true, weekday: None }, 3))
}

fn year_of(word: &str) -> Option<i32> {
    let year: i32 = word.parse().ok()?;
    match word.len() {
        4 if (1880..2200).contains(&year) => Some(year),
        2 => Some(if year > 50 { 1900 + year } else { 2000 + year }),
        _ => None,
    }
}

/// `3 March 2026`, `3rd of March`, `March 3rd, 2026`.
fn spelled(text: &str, all: &[Word<'_>], at: usize, today: NaiveDate) -> Option<(Day, usize)> {
    let day = ordinal(all[at].text)?;
    let of = usize::from(all.get(at + 1).is_some_and(|w| w.is("of")));
    let month = all.get(at + 1 + of)?;
    let number = month_of(month.text)?;
    if text[all[at].range.end..month.range.start].contains('\n') {
        return None;
    }
    let year = all.get(at + 2 + of).filter(|y| {
        matches!(&text[month.range.end..y.range.start], " " | ", ") && y.text.len() == 4 && year_of(y.text).is_some()
    });
    let of_year = |year: i32| NaiveDate::from_ymd_opt(year, number, day);
    let date = year.map_or_else(|| of_year(today.year()), |y| of_year(year_of(y.text)?));
    // The 29th of February without a year is a day of some year.
    let date = date.or_else(|| year.is_none().then(|| of_year(2024)).flatten());
    let end = year.map_or(month.range.end, |y| y.range.end);
    let day = Day { range: all[at].range.start..end, date, whole: year.is_some(), weekday: None };
    Some((day, 2 + of + usize::from(year.is_some())))
}

fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let end = word[digits.len()..].to_lowercase();
    (digits.len() <= 2 && matches!(end.as_str(), "" | "st" | "nd" | "rd" | "th")).then(|| digits.parse().ok()).flatten()
}

/// What is wrong with the dates of the text.
pub(super) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    days(facts.body, facts.today).iter().filter_map(|day| of_day(facts, day)).collect()
}

fn of_day(facts: &Facts<'_>, day: &Day) -> Option<Finding> {
    let words = &facts.body[day.range.clone()];
    let Some(date) = day.date else {
        let text = format!("“{words}”: there is no such day.");
        return Some(Finding::stop_at("no-day", text, day.range.clone(), words));
    };
    let lead = lead(facts.body, day.range.start);
    if is_birth(&lead) {
        return birth(facts, day, date);
    }
    weekday(facts, day, date).or_else(|| timing(facts, day, date, &lead))
}

/// The words of the sentence before a date, in small letters.
fn lead(body: &str, at: usize) -> String {
    body[sentence(body, at).start..at].to_lowercase()
}

fn is_birth(lead: &str) -> bool {
    let near: String = lead.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
    ["born", "date of birth", "dob", "d.o.b"].iter().any(|w| near.contains(w))
}

fn birth(facts: &Facts<'_>, day: &Day, date: NaiveDate) -> Option<Finding> {
    let born = facts.patient?.born_on().filter(|born| *born != date && day.whole)?;
    let words = &facts.body[day.range.clone()];
    let text = format!("“{words}” is not the patient's date of birth, {}.", dates::letter(born));
    let put = Mend::put(&day.range, dates::letter(born));
    Some(Finding::stop_at("birth", text, day.range.clone(), words).or_kept().mended(Some(put)))
}

fn weekday(facts: &Facts<'_>, day: &Day, date: NaiveDate) -> Option<Finding> {
    let (named, place) = day.weekday.clone()?;
    let years = if day.whole { 0..=0 } else { -1..=1 };
    let fits = |years: i32| date.with_year(date.year() + years).is_some_and(|d| d.weekday() == named);
    if years.into_iter().any(fits) {
        return None;
    }
    let words = &facts.body[place.start..day.range.end];
    let text = format!("“{words}”: {} is a {}.", dates::letter(date), date.format("%A"));
    let short = facts.body[place.clone()].len() <= 5;
    let right = date.format(if short { "%a" } else { "%A" }).to_string();
    let found = Finding::stop_at("weekday", text, place.start..day.range.end, words).or_kept();
    Some(found.mended(day.whole.then(|| Mend::put(&place, right))))
}

/// Words of a sentence that speak of what is to come, and of what has been.
const TO_COME: &[&str] = &[
    "appointment is on",
    "appointment is for",
    "appointment on",
    "will be seen",
    "see you on",
    "see you again on",
    "will see you",
    "is booked for",
    "are booked for",
    "booked on",
    "will take place",
    "please come",
    "please attend",
    "next visit",
    "review on",
    "will be on",
    "your operation is",
    "admission on",
    "will ring you on",
    "to be seen on",
];
const OVER: &[&str] = &[
    "were seen on",
    "was seen on",
    "saw you on",
    "attended on",
    "seen in clinic on",
    "reviewed on",
    "came to see us on",
];

fn timing(facts: &Facts<'_>, day: &Day, date: NaiveDate, lead: &str) -> Option<Finding> {
    if !day.whole {
        return None;
    }
    let words = &facts.body[day.range.clone()];
    let says = |all: &[&str]| all.iter().any(|w| lead.contains(w));
    let is_over = says(OVER) || lead.contains("cancelled") || lead.contains("was booked");
    if date < facts.today && says(TO_COME) && !is_over {
        let text = format!("“{words}” is past, and the sentence speaks of what is to come.");
        return Some(Finding::stop_at("past", text, day.range.clone(), words).or_kept());
    }
    if date > facts.today && says(OVER) && !says(TO_COME) {
        let text = format!("“{words}” is still to come, and the sentence says that it has been.");
        return Some(Finding::stop_at("future", text, day.range.clone(), words).or_kept());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 3).unwrap()
    }

    fn found(text: &str) -> Vec<String> {
        let one =
            |d: Day| format!("{}={}", &text[d.range], d.date.map_or_else(|| "none".to_owned(), |d| d.to_string()));
        days(text, today()).into_iter().map(one).collect()
    }

    #[test]
    fn dates_are_read_as_they_are_written_in_letters() {
        assert_eq!(found("on 3 March 2026."), ["3 March 2026=2026-03-03"]);
        assert_eq!(found("the 3rd of Mar, then"), ["3rd of Mar=2026-03-03"]);
        assert_eq!(found("03/03/2026 and 4.3.26"), ["03/03/2026=2026-03-03", "4.3.26=2026-03-04"]);
        assert_eq!(found("Tue 03-Mar-2026"), ["03-Mar-2026=2026-03-03"]);
        assert_eq!(found("31 February 2026"), ["31 February 2026=none"]);
        assert!(found("2 tablets in May, 1.5.2 mg, ratio 3/4, 10 may be, BP 120/80/2").len() <= 1);
    }

    #[test]
    fn a_weekday_is_taken_with_its_date() {
        let day = &days("on Monday, 3 March 2026", today())[0];
        assert_eq!(day.weekday, Some((Weekday::Mon, 3..9)));
        assert_eq!(days("on Friday the 6th of March", today())[0].weekday.as_ref().map(|w| w.0), Some(Weekday::Fri));
        assert_eq!(days("mon 3 March 2026", today())[0].weekday, None);
    }
}
