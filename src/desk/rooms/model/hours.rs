//! When a room is open, as people type it: `mon-fri 8-18, sat 9-12:30`. Nothing typed: always.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// From and until, in minutes of the day.
type Span = (i64, i64);

/// The opening hours of a week, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours([Option<Span>; 7]);

const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HELP: &str = "Type the days and the hours: mon-fri 8-18, sat 9-12:30. Empty: always open.";

impl Default for Hours {
    fn default() -> Self {
        Self([Some((0, 1440)); 7])
    }
}

impl Hours {
    /// Reads what is typed.
    ///
    /// # Errors
    /// The part that is not understood.
    pub fn read(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let mut all = Self([None; 7]);
        for part in text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()) {
            all.take(part)?;
        }
        Ok(all)
    }

    fn take(&mut self, part: &str) -> Result<(), String> {
        let bad = || format!("“{part}” is not understood. {HELP}");
        let lower = part.to_lowercase().replace('–', "-");
        let at = lower.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
        let (days, times) = lower.split_at(at);
        let (first, last) = days_of(days).ok_or_else(bad)?;
        let (from, until) = times.split_once('-').ok_or_else(bad)?;
        let (from, until) = (minute(from).ok_or_else(bad)?, minute(until).ok_or_else(bad)?);
        if from >= until {
            return Err(format!("“{part}”: it would close before it opens. {HELP}"));
        }
        let count = (last + 7 - first) % 7 + 1;
        for day in (first..first + count).map(|d| d % 7) {
            self.0[day] = Some((from, until));
        }
        Ok(())
    }

    /// The hours as they are kept and shown: `Mon-Fri 08:00-18:00`; empty where it is always open.
    pub fn text(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        let mut parts = Vec::new();
        let mut day = 0;
        while day < 7 {
            let last = (day..7).take_while(|d| self.0[*d] == self.0[day]).last().unwrap_or(day);
            if let Some((from, until)) = self.0[day] {
                let days = if day == last { NAMES[day].to_owned() } else { format!("{}-{}", NAMES[day], NAMES[last]) };
                parts.push(format!("{days} {}-{}", clock(from), clock(until)));
            }
            day = last + 1;
        }
        if parts.is_empty() { "closed".into() } else { parts.join(", ") }
    }

    /// When it is open on a day; none: closed.
    pub fn on(&self, day: NaiveDate) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let (from, until) = self.0[day.weekday().num_days_from_monday() as usize]?;
        let midnight = day.and_time(NaiveTime::MIN);
        Some((midnight + Duration::minutes(from), midnight + Duration::minutes(until)))
    }

    /// Whether it is open from then until then.
    pub fn holds(&self, start: NaiveDateTime, end: NaiveDateTime) -> bool {
        self.on(start.date()).is_some_and(|(from, until)| from <= start && end <= until)
    }

    /// The hours of a day in words: `08:00-18:00`, `closed`.
    pub fn day_words(&self, day: Weekday) -> String {
        self.0[day.num_days_from_monday() as usize]
            .map_or_else(|| "closed".into(), |(from, until)| format!("{}-{}", clock(from), clock(until)))
    }
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// `8`, `8:30`, `08.30`, `1730`, `24:00` as a minute of the day.
fn minute(text: &str) -> Option<i64> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute),
        None if text.len() == 4 => text.split_at_checked(2)?,
        None => (text, "0"),
    };
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let all = hour * 60 + minute;
    ((0..60).contains(&minute) && (0..=1440).contains(&all)).then_some(all)
}

/// `mon-fri`, `sat`, `daily`: the first and the last.
fn days_of(text: &str) -> Option<(usize, usize)> {
    let text = text.trim().trim_end_matches(':').trim();
    if matches!(text, "daily" | "every day" | "all days") {
        return Some((0, 6));
    }
    if text == "weekdays" {
        return Some((0, 4));
    }
    match text.split_once('-') {
        Some((first, last)) => Some((day_of(first)?, day_of(last)?)),
        None => day_of(text).map(|d| (d, d)),
    }
}

fn day_of(text: &str) -> Option<usize> {
    const LONG: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let text = text.trim();
    let fits = |long: &str| text.len() >= 2 && (long.starts_with(text) || format!("{long}s") == text);
    LONG.iter().position(|long| fits(long))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        Hours::read(text).unwrap().text()
    }

    #[test]
    fn hours_are_read_as_people_type_them() {
        assert_eq!(shown("mon-fri 8-18, sat 9-12:30"), "Mon-Fri 08:00-18:00, Sat 09:00-12:30");
        assert_eq!(shown("Weekdays 0800-17.30"), "Mon-Fri 08:00-17:30");
        assert_eq!(shown("daily 0-24"), "");
        assert_eq!(shown(""), "");
        assert_eq!(shown("sat-mon 10-16"), "Mon 10:00-16:00, Sat-Sun 10:00-16:00");
        for bad in ["8-18", "mon", "mon 18-8", "mon 25-26", "foo 8-18"] {
            let said = Hours::read(bad).unwrap_err();
            assert!(said.contains("mon-fri 8-18"), "{said}");
        }
    }

    #[test]
    fn a_time_is_held_only_within_the_hours_of_its_day() {
        let hours = Hours::read("tue 9-17").unwrap();
        let at = |text: &str| format!("2026-03-{text}:00").parse().unwrap();
        assert!(hours.holds(at("03T09:00"), at("03T17:00")));
        assert!(!hours.holds(at("03T08:45"), at("03T10:00")) && !hours.holds(at("03T16:00"), at("03T17:15")));
        assert!(!hours.holds(at("04T10:00"), at("04T11:00")));
        assert!(Hours::default().holds(at("03T23:00"), at("04T00:00")));
        assert_eq!(
            (hours.day_words(Weekday::Tue), hours.day_words(Weekday::Wed)),
            ("09:00-17:00".into(), "closed".into())
        );
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(spans in prop::array::uniform7(prop::option::of((0i64..1439, 1i64..1440)))) {
            let hours = Hours(spans.map(|s| s.map(|(from, long)| (from, (from + long).min(1440)))));
            prop_assume!(hours.0.iter().any(Option::is_some));
            prop_assert_eq!(Hours::read(&hours.text()).unwrap(), hours);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = Hours::read(&text);
        }
    }
}
