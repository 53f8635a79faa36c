//! Days in words: `tom`, `next fri`, `fri week`, `end of month`, `a week on tuesday`, `3 days before 14/3`.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Weekday};

use super::date;
use super::span::Span;
use super::token::{self, Kind, Token};
use super::{Found, Miss};
use crate::text::calendar::{week_end, week_start};
use crate::text::dates::{month_end, screen};

/// What a reading depends on.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The moment of reading.
    pub now: NaiveDateTime,
    /// The question is about what has been.
    pub past: bool,
    /// A time or a span stands beside the words, so `3/7` is a date.
    pub timed: bool,
}

impl Reader {
    /// The day of reading.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// The days that words mean, by the first rule that knows them.
    pub fn dates(&self, tokens: &[Token]) -> Found {
        let rules = [named, in_week, bound, span, numbers, checked, counted];
        for rule in rules {
            match rule(tokens, self) {
                Err(Miss::Unknown) => {}
                found => return found,
            }
        }
        Err(Miss::Unknown)
    }

    /// Today moved by days and months, back for a reader of the past.
    pub fn moved(&self, days: i64, months: i64) -> Option<NaiveDate> {
        Span { months, days, ..Span::default() }.from(self.today(), self.sense())
    }

    fn sense(&self) -> i64 {
        if self.past { -1 } else { 1 }
    }
}

fn found(date: Option<NaiveDate>) -> Found {
    date.map(|date| vec![date]).ok_or(Miss::Unknown)
}

fn plus(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(chrono::Duration::try_days(days)?)
}

/// `today`, `tom`, `yesterday`, `day after tomorrow`.
fn named(tokens: &[Token], reader: &Reader) -> Found {
    let days = match token::text(tokens).as_str() {
        "today" | "tod" | "t" | "now" | "todays" => 0,
        "tomorrow" | "tom" | "tomo" | "tmrw" | "tmw" | "tomorow" | "tommorow" | "tommorrow" => 1,
        "yesterday" | "yest" | "yday" => -1,
        "day after tomorrow" | "day after tom" => 2,
        "day before yesterday" => -2,
        _ => return Err(Miss::Unknown),
    };
    found(plus(reader.today(), days))
}

/// A weekday, alone or with `this`, `next`, `last`, `week`, `fortnight`.
fn in_week(tokens: &[Token], reader: &Reader) -> Found {
    let [before, day, after] = around_weekday(tokens)?;
    let Kind::Day(day) = day[0].kind else { return Err(Miss::Unknown) };
    match (token::text(before).as_str(), token::text(after).as_str()) {
        ("", "") => Ok(plain_weekday(day, reader)),
        ("next" | "next week", "") | ("", "next week" | "next") => Ok(next_weekday(day, reader, after, before)),
        ("this" | "this week", "") | ("", "this week") => Ok(this_weekday(day, reader)),
        ("coming" | "this coming", "") => Ok(vec![coming(day, reader.today())]),
        ("last" | "past", "") | ("", "last") => Ok(vec![latest(day, reader.today())]),
        ("last week", "") | ("", "last week") => Ok(vec![of_week(day, plus(reader.today(), -7), reader)]),
        ("" | "a", "week") => Ok(later(plain_weekday(day, reader), 7)),
        ("" | "a", "fortnight") => Ok(later(plain_weekday(day, reader), 14)),
        _ => Err(Miss::Unknown),
    }
}

fn around_weekday(tokens: &[Token]) -> Result<[&[Token]; 3], Miss> {
    let at = tokens.iter().position(|token| matches!(token.kind, Kind::Day(_))).ok_or(Miss::Unknown)?;
    Ok([&tokens[..at], &tokens[at..=at], &tokens[at + 1..]])
}

fn later(dates: Vec<NaiveDate>, days: u64) -> Vec<NaiveDate> {
    dates.into_iter().filter_map(|date| date.checked_add_days(Days::new(days))).collect()
}

/// The first such weekday after a day.
fn coming(day: Weekday, after: NaiveDate) -> NaiveDate {
    let days = (day.days_since(after.weekday()) + 6) % 7 + 1;
    plus(after, i64::from(days)).unwrap_or(after)
}

/// The last such weekday before a day.
fn latest(day: Weekday, before: NaiveDate) -> NaiveDate {
    plus(coming(day, before), if day == before.weekday() { -14 } else { -7 }).unwrap_or(before)
}

/// The weekday in the week of a day.
fn of_week(day: Weekday, date: Option<NaiveDate>, reader: &Reader) -> NaiveDate {
    let monday = week_start(date.unwrap_or(reader.today()));
    plus(monday, i64::from(day.num_days_from_monday())).unwrap_or(monday)
}

/// The coming one, or the last for a reader of the past. On the day itself it may also be today.
fn plain_weekday(day: Weekday, reader: &Reader) -> Vec<NaiveDate> {
    let today = reader.today();
    let date = if reader.past { latest(day, today) } else { coming(day, today) };
    if day == today.weekday() { vec![date, today] } else { vec![date] }
}

/// The one of next week; said of a day still to come in this week, people also mean that one.
fn next_weekday(day: Weekday, reader: &Reader, after: &[Token], before: &[Token]) -> Vec<NaiveDate> {
    let next = of_week(day, plus(reader.today(), 7), reader);
    let coming = coming(day, reader.today());
    if coming == next || before.len() > 1 || after.len() > 1 { vec![next] } else { vec![next, coming] }
}

/// The one of this week; where it is past, people may also mean the coming one, and more often do.
fn this_weekday(day: Weekday, reader: &Reader) -> Vec<NaiveDate> {
    let today = reader.today();
    let this = of_week(day, Some(today), reader);
    if this < today && !reader.past { vec![coming(day, today), this] } else { vec![this] }
}

/// `next week`, `end of month`, `start of next month`, `end of march`.
fn bound(tokens: &[Token], reader: &Reader) -> Found {
    let text = token::text(tokens);
    let (edge, rest) = match text.as_str() {
        "eow" => ("end", "week"),
        "eom" => ("end", "month"),
        "month end" | "year end" => ("end", text.trim_end_matches(" end")),
        "next week" => return next_week(reader),
        "last week" => return found(plus(reader.today(), -7)),
        "next month" | "next year" | "last month" | "last year" => return same_day(&text, reader),
        other => other.split_once(' ').ok_or(Miss::Unknown)?,
    };
    let start = match edge {
        "start" | "beginning" | "first" | "1st" => true,
        "end" => false,
        "last" if rest.starts_with("day ") => false,
        _ => return Err(Miss::Unknown),
    };
    let rest = rest.strip_prefix("day ").unwrap_or(rest);
    found(edge_of(start, rest, reader))
}

/// Seven days on, or its Monday.
fn next_week(reader: &Reader) -> Found {
    let day = plus(reader.today(), 7).ok_or(Miss::Unknown)?;
    Ok(vec![week_start(day), day])
}

fn same_day(text: &str, reader: &Reader) -> Found {
    let (sense, unit) = text.split_once(' ').ok_or(Miss::Unknown)?;
    let months = if unit == "year" { 12 } else { 1 };
    let span = Span { months: if sense == "last" { -months } else { months }, signed: true, ..Span::default() };
    let day = span.from(reader.today(), 1).ok_or(Miss::Unknown)?;
    let first = day.with_day(1).filter(|_| unit == "month");
    Ok([Some(day), first].into_iter().flatten().collect())
}

fn edge_of(start: bool, what: &str, reader: &Reader) -> Option<NaiveDate> {
    let (which, unit) = what.rsplit_once(' ').unwrap_or(("this", what));
    let shift = match which {
        "this" => 0,
        "next" => 1,
        "last" => -1,
        _ => return None,
    };
    let shifted = |months: i64| Span { months, signed: true, ..Span::default() }.from(reader.today(), 1);
    match unit {
        "week" => edge_of_week(start, plus(reader.today(), shift * 7)?, shift == 0),
        "month" => edge_of_month(start, shifted(shift)?),
        "year" => {
            let year = shifted(shift * 12)?.year();
            if start { NaiveDate::from_ymd_opt(year, 1, 1) } else { NaiveDate::from_ymd_opt(year, 12, 31) }
        }
        name => match token::month(name) {
            Some(Kind::Month { month, .. }) if which == "this" => edge_of_named(start, month, reader),
            _ => None,
        },
    }
}

/// A working week ends on Friday; at a weekend the end of this week is the coming Friday.
fn edge_of_week(start: bool, date: NaiveDate, this: bool) -> Option<NaiveDate> {
    if start {
        return Some(week_start(date));
    }
    let friday = plus(week_end(date), -2)?;
    if this && date > friday { plus(friday, 7) } else { Some(friday) }
}

fn edge_of_month(start: bool, date: NaiveDate) -> Option<NaiveDate> {
    if start { date.with_day(1) } else { Some(month_end(date)) }
}

fn edge_of_named(start: bool, month: u32, reader: &Reader) -> Option<NaiveDate> {
    let first = |year: i32| NaiveDate::from_ymd_opt(year, month, 1);
    let year = reader.today().year();
    let edges = [year - 1, year, year + 1].map(|year| first(year).and_then(|date| edge_of_month(start, date)));
    let mut edges = edges.into_iter().flatten();
    if reader.past { edges.rfind(|date| *date <= reader.today()) } else { edges.find(|date| *date >= reader.today()) }
}

/// `+3d`, `in 6 weeks`, `a fortnight ago`.
fn span(tokens: &[Token], reader: &Reader) -> Found {
    let span = Span::read(&token::text(tokens)).filter(|span| span.minutes == 0).ok_or(Miss::Unknown)?;
    let day = span.from(reader.today(), reader.sense());
    day.map(|day| vec![day]).ok_or_else(|| Miss::Wrong("That is too far away: type a nearer date.".to_owned()))
}

/// Dates by number or month, doctors' spans, and the `14th`.
fn numbers(tokens: &[Token], reader: &Reader) -> Found {
    if let [Token { kind: Kind::Word, text }] = tokens
        && let Some(dates) = date::doctors_span(text, reader)
    {
        return Ok(dates);
    }
    match tokens.iter().map(|token| token.kind).collect::<Vec<_>>()[..] {
        [Kind::Ordinal(day)] => day_of_month(day, reader),
        [Kind::Month { .. }] | [Kind::Month { .. }, Kind::Number { digits: 4, .. }] => {
            Err(Miss::Wrong(format!("Type the day too, such as 14 {}.", token::text(tokens))))
        }
        _ => date::resolve(date::dmy(tokens).ok_or(Miss::Unknown)?, reader),
    }
}

/// The next `14th`, or the last for a reader of the past.
fn day_of_month(day: u32, reader: &Reader) -> Found {
    if !(1..=31).contains(&day) {
        return Err(Miss::Wrong(format!("No month has a day {day}: type the date again.")));
    }
    let first = reader.today().with_day(1).ok_or(Miss::Unknown)?;
    let months = (0..=2).map(|n| Span { months: n, ..Span::default() }.from(first, reader.sense()));
    let mut days = months.flatten().filter_map(|month| month.with_day(day));
    found(days.find(|date| if reader.past { *date <= reader.today() } else { *date >= reader.today() }))
}

/// A weekday beside a date, which must agree with it.
fn checked(tokens: &[Token], reader: &Reader) -> Found {
    let (day, rest) = match tokens {
        [Token { kind: Kind::Day(day), .. }, rest @ ..] | [rest @ .., Token { kind: Kind::Day(day), .. }] => {
            (*day, rest)
        }
        _ => return Err(Miss::Unknown),
    };
    // `fri 27` is the 27th if that is a Friday; else 27 may be an hour, and is left to the reader of times.
    if let [Token { kind: Kind::Number { value, digits: 1 | 2 }, .. }] = rest {
        let dates = day_of_month(*value, reader).unwrap_or_default();
        return found(dates.into_iter().find(|date| date.weekday() == day));
    }
    let dates = named(rest, reader).or_else(|_| numbers(rest, reader))?;
    match dates.iter().copied().filter(|date| date.weekday() == day).collect::<Vec<_>>() {
        agreed if !agreed.is_empty() => Ok(agreed),
        _ => Err(disagree(day, dates.first().copied())),
    }
}

fn disagree(day: Weekday, date: Option<NaiveDate>) -> Miss {
    let Some(date) = date else { return Miss::Unknown };
    let (typed, is) = (long_name(day), long_name(date.weekday()));
    Miss::Wrong(format!("{} is a {is}, not a {typed}: type the weekday or the date alone.", screen(date)))
}

fn long_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// A span counted from a day: `a week on fri`, `tomorrow week`, `6 weeks from 14/3`, `2 days before fri`.
fn counted(tokens: &[Token], reader: &Reader) -> Found {
    if let [rest @ .., Token { text, .. }] = tokens
        && let "week" | "fortnight" = text.as_str()
        && let Ok(dates) = named(rest, reader)
    {
        return Ok(later(dates, if text == "week" { 7 } else { 14 }));
    }
    (1..tokens.len()).find_map(|at| counted_from(&tokens[..at], &tokens[at..], reader)).ok_or(Miss::Unknown)
}

fn counted_from(head: &[Token], tail: &[Token], reader: &Reader) -> Option<Vec<NaiveDate>> {
    let link = tail[0].text.as_str();
    let sense = if link == "before" { -1 } else { 1 };
    let linked = matches!(link, "from" | "after" | "before");
    let (text, tail) = (token::text(head), if linked { &tail[1..] } else { tail });
    let text = match text.as_str() {
        "week" => "a week",
        "day" => "a day",
        other => other,
    };
    let span = Span::read(text)
        .or_else(|| Span::read(&format!("+{text}")).filter(|_| linked))
        .filter(|span| span.minutes == 0 && (linked || (span.months == 0 && span.days % 7 == 0)))?;
    let anchor = named(tail, reader).or_else(|_| in_week(tail, reader));
    let reader = Reader { timed: true, ..*reader };
    let dates = anchor.or_else(|miss| if linked { numbers(tail, &reader) } else { Err(miss) }).ok()?;
    // The day counted from lies ahead, whichever way the question looks.
    let span = Span { signed: true, months: span.months * sense, days: span.days * sense, ..span };
    let moved: Vec<NaiveDate> = dates.into_iter().filter_map(|date| span.from(date, 1)).collect();
    (!moved.is_empty()).then_some(moved)
}
