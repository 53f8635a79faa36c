//! Dates as people type them: `tom 2pm`, `fri week`, `14/3`, `6/52`, `+3d`, `end of month`, with a time before or after.
//!
//! The day comes before the month. Each reading is meant to be shown back with its weekday before it is taken; where two
//! are possible both are given, the likelier first. `3/7` is three days as doctors write it, or 3 July; a time or a year
//! after it leaves only the date. What cannot be read is answered with a sentence that says what to type.

mod birth;
mod clock;
mod date;
mod phrase;
mod span;
#[cfg(test)]
mod tests;
mod token;

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

pub use birth::parse_birth;

use clock::Clock;
use phrase::Reader;
use span::Span;
use token::{Kind, Token};

/// The longest text that is looked at; nothing people type as a date comes near it.
const LONGEST: usize = 60;

/// One reading of what was typed: a day, and a time where one was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct When {
    /// The day.
    pub date: NaiveDate,
    /// The time, if one was typed.
    pub time: Option<NaiveTime>,
}

impl When {
    /// The moment, with a time to use where none was typed.
    pub fn at(&self, default_time: NaiveTime) -> NaiveDateTime {
        self.date.and_time(self.time.unwrap_or(default_time))
    }

    fn day(date: NaiveDate) -> Self {
        When { date, time: None }
    }

    fn moment(at: NaiveDateTime) -> Self {
        When { date: at.date(), time: Some(at.time()) }
    }
}

/// As it is shown back before it is taken: `Tue 03-Mar-2026 14:30`.
impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&super::dates::screen_weekday(self.date))?;
        self.time.map_or(Ok(()), |time| write!(f, " {}", super::dates::time(time)))
    }
}

/// Why a part of the text gave no date.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Miss {
    /// It is not of this form; another rule may know it.
    Unknown,
    /// It is of this form, and wrong: the sentence to show.
    Wrong(String),
}

/// The days a part of the text may mean, likelier first.
type Found = Result<Vec<NaiveDate>, Miss>;

/// Reads a date for what is to come: a day and month without a year are the next such day, `fri` is the coming Friday.
pub fn parse(input: &str, now: NaiveDateTime) -> Result<Vec<When>, String> {
    read(input, &Reader { now, past: false, timed: false })
}

/// Reads a date for what has been: a day and month without a year are the latest such day, `fri` is the last Friday,
/// `6/52` is six weeks ago. A date still to come is refused.
pub fn parse_past(input: &str, today: NaiveDate) -> Result<Vec<When>, String> {
    let reader = Reader { now: today.and_time(NaiveTime::MIN), past: true, timed: false };
    let mut readings = read(input, &reader)?;
    let first = readings.first().copied();
    readings.retain(|when| when.date <= today);
    match first {
        Some(when) if readings.is_empty() => {
            Err(format!("{} is still to come: type a date that has been.", super::dates::screen(when.date)))
        }
        _ => Ok(readings),
    }
}

fn read(input: &str, reader: &Reader) -> Result<Vec<When>, String> {
    if input.trim().is_empty() {
        return Err("Type a date, such as fri, 14/3, 14 mar or +3d.".to_owned());
    }
    if input.chars().count() > LONGEST {
        return Err(unread(input));
    }
    let (tokens, clock) = clock::take(token::split(input))?;
    let mut readings = match clock {
        Some(clock) => timed(&tokens, &clock, reader),
        None => untimed(&tokens, reader),
    }
    .map_err(|miss| sentence(miss, &tokens, input))?;
    readings.dedup();
    readings.truncate(2);
    if readings.iter().all(|when| (date::FIRST_YEAR..=date::LAST_YEAR).contains(&when.date.year())) {
        Ok(readings)
    } else {
        Err(format!("That is too far away: type a date between {} and {}.", date::FIRST_YEAR, date::LAST_YEAR))
    }
}

fn sentence(miss: Miss, tokens: &[Token], input: &str) -> String {
    match (miss, tokens) {
        (Miss::Wrong(sentence), _) => sentence,
        (Miss::Unknown, [Token { kind: Kind::Number { value, digits: 1 | 2 }, .. }]) => {
            format!(
                "{value} alone may be a day or an hour: type {value}/3 for a day in March, or {value}:00 for a time."
            )
        }
        (Miss::Unknown, _) => unread(input),
    }
}

fn unread(input: &str) -> String {
    let line = super::safe::line(input.trim());
    let shown = super::safe::ellipsis(&line, 30);
    format!("Cannot read \"{shown}\" as a date: type one such as fri, 14/3, 14 mar or +3d, then a time such as 2pm.")
}

/// The time stands apart; all the rest is the day.
fn timed(tokens: &[Token], clock: &Clock, reader: &Reader) -> Result<Vec<When>, Miss> {
    if tokens.is_empty() {
        return Ok(times_alone(clock, reader));
    }
    let dates = Reader { timed: true, ..*reader }.dates(tokens)?;
    Ok(joined(&dates, clock, reader))
}

/// Days with a time: where either is open to two readings, both are given.
fn joined(dates: &[NaiveDate], clock: &Clock, reader: &Reader) -> Vec<When> {
    let mut readings = Vec::new();
    for time in &clock.times {
        for date in dates {
            readings.push(When { date: *date, time: Some(*time) });
        }
    }
    // Midnight on Friday is its first minute, or the one after its last.
    if let (true, false, [date]) = (clock.midnight, reader.past, dates) {
        readings.extend(date.succ_opt().map(|date| When { date, time: Some(NaiveTime::MIN) }));
    }
    readings
}

/// A time without a day: the next such time first, then today's if it is past.
fn times_alone(clock: &Clock, reader: &Reader) -> Vec<When> {
    let today = reader.today();
    let tomorrow = today.succ_opt().unwrap_or(today);
    let is_past = |time: NaiveTime| !reader.past && time < reader.now.time();
    let next = |time: NaiveTime| When { date: if is_past(time) { tomorrow } else { today }, time: Some(time) };
    let mut readings: Vec<When> = clock.times.iter().map(|time| next(*time)).collect();
    match clock.times[..] {
        [time] if is_past(time) && !clock.midnight => readings.push(When { date: today, time: Some(time) }),
        _ => readings.sort_by_key(|when| when.date),
    }
    readings
}

/// No part is plainly a time: all may be the day, or the first or last word may be a time without its colon.
fn untimed(tokens: &[Token], reader: &Reader) -> Result<Vec<When>, Miss> {
    if let Some(readings) = moments(tokens, reader) {
        return readings;
    }
    let whole = reader.dates(tokens);
    let split = with_loose_time(tokens, reader);
    match whole {
        Ok(dates) => {
            let split = split.into_iter().take(usize::from(token::may_hide_time(tokens)));
            let mut readings: Vec<When> = dates.into_iter().map(When::day).collect();
            let at = if time_is_likelier(tokens, &readings, reader) { 0 } else { readings.len() };
            readings.splice(at..at, split);
            Ok(readings)
        }
        Err(miss) if split.is_empty() => Err(miss),
        Err(_) => Ok(split),
    }
}

/// `now`, and spans in hours and minutes, which give a day and a time together.
fn moments(tokens: &[Token], reader: &Reader) -> Option<Result<Vec<When>, Miss>> {
    let now = reader.now.with_second(0)?.with_nanosecond(0)?;
    if let [Token { text, .. }] = tokens
        && text == "now"
        && !reader.past
    {
        return Some(Ok(vec![When::moment(now)]));
    }
    let span = Span::read(&token::text(tokens)).filter(|span| span.minutes != 0)?;
    if reader.past {
        return Some(Err(Miss::Wrong("Type the day, such as today or 14/3, and a time after it.".to_owned())));
    }
    let day = span.from(now.date(), 1)?;
    let at = day.and_time(now.time()).checked_add_signed(Duration::minutes(span.minutes))?;
    Some(Ok(vec![When::moment(at)]))
}

/// Readings in which the last or the first word is a time written without a colon: `14 mar 1430`, `9.30 fri`.
fn with_loose_time(tokens: &[Token], reader: &Reader) -> Vec<When> {
    let reader_timed = Reader { timed: true, ..*reader };
    let with = |clock: Option<Clock>, rest: &[Token]| -> Option<Vec<When>> {
        let clock = clock?;
        if rest.is_empty() {
            return Some(times_alone(&clock, reader));
        }
        reader_timed.dates(rest).ok().map(|dates| joined(&dates, &clock, reader))
    };
    let (Some((first, after)), Some((last, before))) = (tokens.split_first(), tokens.split_last()) else {
        return Vec::new();
    };
    with(clock::loose(last, !before.is_empty()), before)
        .or_else(|| with(clock::loose(first, false), after))
        .unwrap_or_default()
}

/// Whether the reading with a time should be offered first: `14 mar 10` is ten o'clock rather than 2010, and `2.10` ten
/// past two rather than 2 October.
fn time_is_likelier(tokens: &[Token], whole: &[When], reader: &Reader) -> bool {
    let Some(last) = tokens.last() else { return false };
    let long_past = whole.first().is_some_and(|when| {
        !reader.past && reader.today().checked_sub_days(Days::new(366)).is_some_and(|year_ago| when.date < year_ago)
    });
    match last.kind {
        Kind::Number { digits: 2, .. } => long_past,
        _ => tokens.len() == 1 && clock::is_round(&last.text),
    }
}
