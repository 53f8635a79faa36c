//! Times of a leg as people type them: `8:15` on the day that stands there, `tue 9:00` in the week of the trip, an arrival as
//! `14:35` by the clock there, or as a length: `+7h30`.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::{Leg, zones};
use crate::desk::diary::rules_typed::read_length;
use crate::text::when;

const HELP: &str = "Type a day and time: 8:15, tue 9:00, 10 mar 14:30.";

/// A day and time as typed, where the day that stands there is `base`: a time alone is on that day, the name of a day is
/// the one that follows, the day itself counted; a date without its year is the next from there.
///
/// # Errors
/// A sentence that says how it is typed.
pub fn read_at(text: &str, base: NaiveDateTime, now: NaiveDateTime) -> Result<NaiveDateTime, String> {
    let text = &by_the_clock(text);
    let lower = text.to_lowercase();
    let of_today = ["tod", "tom", "yest", "+", "in "].iter().any(|w| lower.starts_with(w));
    let from = if of_today { now } else { (base.date() - Duration::days(1)).and_time(NaiveTime::MIN) };
    let found = when::parse(text, from).map_err(|e| format!("{e} {HELP}"))?;
    let first = found.first().ok_or(HELP)?;
    let time = first.time.ok_or_else(|| format!("Type the time as well. {HELP}"))?;
    let alone = !of_today && first.date == from.date();
    Ok(if alone { base.date() } else { first.date }.and_time(time))
}

/// `6:25` is in the morning, as timetables have it: elsewhere on the desk such an hour is one of the afternoon.
fn by_the_clock(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let half =
        |n: usize| words.get(n + 1).is_some_and(|w| matches!(w.to_lowercase().as_str(), "am" | "pm" | "a.m." | "p.m."));
    let short = |w: &str| w.len() == 4 && w.as_bytes()[1] == b':' && w.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let one = |(n, w): (usize, &&str)| if short(w) && !half(n) { format!("0{w}") } else { (*w).to_owned() };
    words.iter().enumerate().map(one).collect::<Vec<_>>().join(" ")
}

/// The arrival of a leg as typed, by the clock there: a time alone is the first that comes after it has left, in real
/// time; a length is counted over zones and changes of the clocks.
///
/// # Errors
/// A sentence that says how it is typed.
pub fn read_arrival(text: &str, leg: &Leg, now: NaiveDateTime) -> Result<NaiveDateTime, String> {
    let text = text.trim();
    let there = zones::zone(&leg.to_zone);
    if let Some(minutes) = length(text) {
        return Ok(there.from_utc(leg.leaves_utc() + Duration::minutes(minutes)));
    }
    let left = there.from_utc(leg.leaves_utc());
    let at = read_at(text, left, now)?;
    let day_typed = text.chars().any(|c| c.is_alphabetic() || matches!(c, '/' | '-' | ' '));
    let early = there.to_utc(at) < leg.leaves_utc();
    Ok(if early && !day_typed { at + Duration::days(1) } else { at })
}

/// A length: with `+` or `for` before it, or with its unit.
fn length(text: &str) -> Option<i64> {
    let rest = text.strip_prefix('+').or_else(|| text.strip_prefix("for "));
    let unit = text.chars().any(|c| matches!(c, 'h' | 'm'));
    let plain = text.chars().next().is_some_and(|c| c.is_ascii_digit()) && unit && !text.contains([':', '/']);
    let has_month = text.split_whitespace().any(|w| w.len() >= 3 && w.chars().all(char::is_alphabetic) && w != "min");
    match rest {
        Some(rest) => read_length(rest),
        None if plain && !has_month => read_length(text).filter(|n| *n > 0),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_on_the_day_that_stands_there() {
        let (base, now) = (at("2026-03-09T00:00:00"), at("2026-02-03T09:41:00"));
        let read = |text: &str| read_at(text, base, now).unwrap();
        assert_eq!(read("8:15"), at("2026-03-09T08:15:00"));
        assert_eq!(read("6:25"), at("2026-03-09T06:25:00"), "as timetables have it");
        assert_eq!(read("6:25 pm"), at("2026-03-09T18:25:00"));
        assert_eq!(read("2pm"), at("2026-03-09T14:00:00"));
        assert_eq!(read("tue 9:00"), at("2026-03-10T09:00:00"));
        assert_eq!(read("mon 9:00"), at("2026-03-09T09:00:00"), "the day itself counts");
        assert_eq!(read("12 mar 14:30"), at("2026-03-12T14:30:00"));
        assert_eq!(read("12/3 14:30"), at("2026-03-12T14:30:00"));
        assert_eq!(read("tom 7:00"), at("2026-02-04T07:00:00"));
        let again = read("tue 9:00");
        assert_eq!(read_at("tue 9:00", again, now).unwrap(), again, "read twice it is the same");
        assert!(read_at("tue", base, now).unwrap_err().contains("Type the time as well"));
        assert!(read_at("soon", base, now).is_err());
        let past = read_at("12 feb 9:00", at("2025-02-10T00:00:00"), now).unwrap();
        assert_eq!(past, at("2025-02-12T09:00:00"), "the year of the trip");
    }

    #[test]
    fn an_arrival_is_by_the_clock_there_or_a_length() {
        let now = at("2026-02-03T09:41:00");
        let leg = Leg { to_zone: "America/New_York".into(), ..Leg::new("t", "flight", at("2026-03-07T18:25:00"), now) };
        let read = |text: &str| read_arrival(text, &leg, now).unwrap();
        assert_eq!(read("21:40"), at("2026-03-07T21:40:00"));
        assert_eq!(read("14:00"), at("2026-03-07T14:00:00"), "half an hour later, by the clock there");
        assert_eq!(read("13:00"), at("2026-03-08T13:00:00"), "before it left: the next day");
        assert_eq!(read("+8h15"), at("2026-03-07T21:40:00"));
        assert_eq!(read("8h 15min"), at("2026-03-07T21:40:00"));
        assert_eq!(read("+13h"), at("2026-03-08T03:25:00"), "the clocks there go forward in that night");
        assert_eq!(read("8 mar 7:00"), at("2026-03-08T07:00:00"));
        assert_eq!(read("sun 7:00"), at("2026-03-08T07:00:00"));
    }
}
