//! The only caller of the system's clock: everything else is handed its time.

use std::time::Instant;

use chrono::{Datelike, NaiveDateTime, Timelike, Utc};

/// Where "now" comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's clock, read in the desk's zone.
    System,
    /// A clock that stands still: rehearsals, audits and tests.
    Fixed(NaiveDateTime),
    /// A clock that was set to a time and runs on from there: the demonstration desk.
    Running {
        /// The time it was set to.
        from: NaiveDateTime,
        /// When it was set.
        since: Instant,
    },
}

impl Clock {
    /// A clock that starts at `from` and runs on.
    pub fn running(from: NaiveDateTime) -> Self {
        Self::Running { from, since: Instant::now() }
    }

    /// The wall-clock time of the desk's zone (Europe/London), to the second.
    pub fn now(&self) -> NaiveDateTime {
        let now = match self {
            Self::System => system_now(),
            Self::Fixed(at) => *at,
            Self::Running { from, since } => {
                *from + chrono::Duration::from_std(since.elapsed()).unwrap_or(chrono::Duration::zero())
            }
        };
        now.with_nanosecond(0).unwrap_or(now)
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place where the system's clock is read")]
fn system_now() -> NaiveDateTime {
    Utc::now().with_timezone(&chrono_tz::Europe::London).naive_local()
}

/// The time as the store writes it: `2026-03-03T09:41:00`.
pub fn stamp(at: NaiveDateTime) -> String {
    let year = at.year();
    if !(0..=9999).contains(&year) {
        return at.format("%Y-%m-%dT%H:%M:%S").to_string();
    }
    // By hand: a month of a full diary asks for tens of thousands of them.
    let mut text = String::with_capacity(19);
    let mut put = |n: u32, sign: &str| {
        text.push_str(sign);
        text.push(char::from(b'0' + (n / 10 % 10) as u8));
        text.push(char::from(b'0' + (n % 10) as u8));
    };
    put(year.unsigned_abs() / 100, "");
    put(year.unsigned_abs() % 100, "");
    put(at.month(), "-");
    put(at.day(), "-");
    put(at.hour(), "T");
    put(at.minute(), ":");
    put(at.second(), ":");
    text
}

/// The present in UTC as iCalendar and e-mail write it, from a wall-clock time of the desk's zone.
pub fn utc_of(at: NaiveDateTime) -> NaiveDateTime {
    use chrono::TimeZone;
    match chrono_tz::Europe::London.from_local_datetime(&at) {
        chrono::LocalResult::Single(t) | chrono::LocalResult::Ambiguous(t, _) => t.naive_utc(),
        chrono::LocalResult::None => at - chrono::Duration::hours(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_iso_to_the_second() {
        for text in ["2026-03-03T09:41:00", "0001-12-31T23:59:59", "9999-01-01T00:00:00"] {
            assert_eq!(stamp(text.parse().unwrap()), text);
        }
    }

    #[test]
    fn summer_is_an_hour_ahead_of_utc() {
        let at = |s: &str| NaiveDateTime::parse_from_str(s, "%Y-%m-%dT%H:%M:%S").unwrap();
        assert_eq!(utc_of(at("2026-07-01T10:00:00")), at("2026-07-01T09:00:00"));
        assert_eq!(utc_of(at("2026-12-01T10:00:00")), at("2026-12-01T10:00:00"));
        assert_eq!(utc_of(at("2026-03-29T01:30:00")), at("2026-03-29T00:30:00"));
    }
}
