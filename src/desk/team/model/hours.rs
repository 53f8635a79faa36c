//! Hours by weekday as people write them: `mon-thu 08:30-16:30, fri 8.30-12.30`.

use chrono::{NaiveDate, Weekday};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Minutes of a week where nothing is known: 37½ hours, the full week of Agenda for Change.
pub const FULL_WEEK: i64 = 37 * 60 + 30;

/// One line of a pattern: first and last weekday, from and until in minutes of the day.
type Span = (usize, usize, i64, i64);

fn day(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    DAYS.iter().position(|d| text.len() >= 2 && (text.starts_with(d) || *d == text || d.starts_with(&text)))
}

fn minute(text: &str) -> Option<i64> {
    let text = text.trim().replace('.', ":");
    let (hour, minute) = match text.split_once(':') {
        Some((h, m)) => (h.parse::<i64>().ok()?, m.parse::<i64>().ok()?),
        None if text.len() == 4 => (text.get(..2)?.parse().ok()?, text.get(2..)?.parse().ok()?),
        None => (text.parse().ok()?, 0),
    };
    ((0..=24).contains(&hour) && (0..60).contains(&minute) && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
}

fn span(part: &str) -> Option<Span> {
    let (days, times) = part.trim().split_once(' ')?;
    let (first, last) = match days.split_once('-') {
        Some((a, b)) => (day(a)?, day(b)?),
        None => (day(days)?, day(days)?),
    };
    let (from, until) = times.trim().split_once(['-', '–'])?;
    let (from, until) = (minute(from)?, minute(until)?);
    (first <= last && from < until).then_some((first, last, from, until))
}

fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n']).map(str::trim).filter(|p| !p.is_empty())
}

/// Reads a pattern and writes it in one form; empty stays empty.
///
/// # Errors
/// Which part cannot be read, and how it is written.
pub fn read(text: &str) -> Result<String, String> {
    let clock = |n: i64| format!("{:02}:{:02}", n / 60, n % 60);
    let one = |part: &str| {
        let (first, last, from, until) = span(part)
            .ok_or_else(|| format!("“{part}” is no hours. Write weekdays and times: mon-thu 08:30-16:30, fri 8-12."))?;
        let days = if first == last { DAYS[first].to_owned() } else { format!("{}-{}", DAYS[first], DAYS[last]) };
        Ok(format!("{days} {}-{}", clock(from), clock(until)))
    };
    Ok(spans(text).map(one).collect::<Result<Vec<_>, String>>()?.join(", "))
}

/// Minutes of work on a weekday; none where nothing is known.
pub fn on(pattern: &str, weekday: Weekday) -> Option<i64> {
    if pattern.trim().is_empty() {
        return None;
    }
    let at = weekday.num_days_from_monday() as usize;
    let of = |(first, last, from, until): Span| if (first..=last).contains(&at) { until - from } else { 0 };
    Some(spans(pattern).filter_map(span).map(of).sum())
}

/// Minutes of work in a week; [`FULL_WEEK`] where nothing is known.
pub fn week(pattern: &str) -> i64 {
    let mut day = NaiveDate::default();
    let mut sum = 0;
    for _ in 0..7 {
        let Some(minutes) = on(pattern, chrono::Datelike::weekday(&day)) else { return FULL_WEEK };
        sum += minutes;
        day = day.succ_opt().unwrap_or(day);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        assert_eq!(read("Mon-Thu 8.30-16:30; friday 9-1230").unwrap(), "mon-thu 08:30-16:30, fri 09:00-12:30");
        assert_eq!(read("tue 0800-12, tue 13-17").unwrap(), "tue 08:00-12:00, tue 13:00-17:00");
        assert_eq!(read("  ").unwrap(), "");
        for wrong in ["mon", "mon 9", "fri-mon 9-5", "mon 17-9", "day 9-17", "mon 9-25", "mon 9:70-17"] {
            assert!(read(wrong).unwrap_err().contains("is no hours"), "{wrong}");
        }
    }

    #[test]
    fn a_week_is_summed_and_an_unknown_one_is_full() {
        let part_time = "mon-wed 09:00-13:00, fri 09:00-11:00";
        assert_eq!((week(part_time), week("")), (14 * 60, FULL_WEEK));
        assert_eq!(on(part_time, Weekday::Thu), Some(0));
        assert_eq!((on(part_time, Weekday::Fri), on("", Weekday::Fri)), (Some(120), None));
    }
}
