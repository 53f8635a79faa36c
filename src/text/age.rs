//! How old somebody is, in the units of the NHS Common User Interface.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

/// When somebody was born: a day, or a day and a time where the time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Born {
    at: NaiveDateTime,
    timed: bool,
}

impl From<NaiveDate> for Born {
    fn from(day: NaiveDate) -> Self {
        Born { at: day.into(), timed: false }
    }
}

impl From<NaiveDateTime> for Born {
    fn from(at: NaiveDateTime) -> Self {
        Born { at, timed: true }
    }
}

/// The age at a moment: minutes under 2 hours, hours under 2 days, days under 4 weeks, weeks and days under a year,
/// months and days under 2 years, years and months under 18, then years: `4w 1d`, `12m 8d`, `4y 1m`, `45y`.
///
/// Where the time of birth is not known the first two days are shown in days, since hours would be invented.
pub fn age(born: impl Into<Born>, on: NaiveDateTime) -> String {
    let born = born.into();
    if on.date() < born.at.date() || (born.timed && on < born.at) {
        return "not born yet".to_owned();
    }
    newborn(born, on).unwrap_or_else(|| by_date(born.at.date(), on.date()))
}

/// Minutes and hours, for those whose time of birth is known.
fn newborn(born: Born, on: NaiveDateTime) -> Option<String> {
    if !born.timed {
        return None;
    }
    match (on - born.at).num_minutes() {
        minutes @ 0..120 => Some(format!("{minutes}min")),
        minutes @ 120..2880 => Some(format!("{}h", minutes / 60)),
        _ => None,
    }
}

fn by_date(born: NaiveDate, on: NaiveDate) -> String {
    let days = (on - born).num_days();
    let months = whole_months(born, on);
    match months / 12 {
        0 if days < 28 => format!("{days}d"),
        0 => pair(days / 7, "w", days % 7, "d"),
        1 => pair(months, "m", days_past(born, months, on), "d"),
        2..18 => pair(months / 12, "y", months % 12, "m"),
        years => format!("{years}y"),
    }
}

/// Whole calendar months; one born on 29 February is a year older on 1 March of an ordinary year.
fn whole_months(born: NaiveDate, on: NaiveDate) -> i64 {
    let months = i64::from(on.year() - born.year()) * 12 + i64::from(on.month()) - i64::from(born.month());
    months - i64::from(on.day() < born.day())
}

fn days_past(born: NaiveDate, months: i64, on: NaiveDate) -> i64 {
    let reached = born.checked_add_months(Months::new(months as u32)).unwrap_or(born);
    (on - reached).num_days()
}

/// Two units, the second left out where it is nought.
fn pair(large: i64, unit: &str, small: i64, part: &str) -> String {
    if small == 0 { format!("{large}{unit}") } else { format!("{large}{unit} {small}{part}") }
}

/// The birthday in a year: 1 March for those born on 29 February, where the year has none.
pub fn birthday(born: NaiveDate, year: i32) -> Option<NaiveDate> {
    born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)?.checked_add_days(Days::new(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn at(y: i32, m: u32, d: u32, h: u32, min: u32) -> NaiveDateTime {
        day(y, m, d).and_hms_opt(h, min, 0).unwrap()
    }

    #[test]
    fn the_units_change_where_the_rule_says() {
        let born = at(2026, 3, 1, 8, 0);
        for (on, wanted) in [
            (at(2026, 3, 1, 8, 0), "0min"),
            (at(2026, 3, 1, 9, 59), "119min"),
            (at(2026, 3, 1, 10, 0), "2h"),
            (at(2026, 3, 3, 7, 59), "47h"),
            (at(2026, 3, 3, 8, 0), "2d"),
            (at(2026, 3, 28, 8, 0), "27d"),
            (at(2026, 3, 29, 8, 0), "4w"),
            (at(2026, 3, 30, 8, 0), "4w 1d"),
            (at(2027, 2, 28, 8, 0), "52w"),
            (at(2027, 3, 1, 8, 0), "12m"),
            (at(2027, 3, 9, 8, 0), "12m 8d"),
            (at(2028, 2, 29, 8, 0), "23m 28d"),
            (at(2028, 3, 1, 8, 0), "2y"),
            (at(2030, 4, 1, 8, 0), "4y 1m"),
            (at(2044, 2, 29, 8, 0), "17y 11m"),
            (at(2044, 3, 1, 8, 0), "18y"),
            (at(2071, 11, 20, 8, 0), "45y"),
        ] {
            assert_eq!(age(born, on), wanted, "on {on}");
        }
    }

    #[test]
    fn a_day_of_birth_alone_gives_no_invented_hours() {
        assert_eq!(age(day(2026, 11, 20), at(2026, 11, 20, 14, 0)), "0d");
        assert_eq!(age(day(2026, 11, 19), at(2026, 11, 20, 14, 0)), "1d");
        assert_eq!(age(day(1980, 8, 14), at(2026, 8, 13, 9, 0)), "45y");
        assert_eq!(age(day(1980, 8, 14), at(2026, 8, 14, 9, 0)), "46y");
    }

    #[test]
    fn the_future_and_the_leap_day_are_seen_to() {
        assert_eq!(age(day(2026, 11, 21), at(2026, 11, 20, 14, 0)), "not born yet");
        assert_eq!(age(day(2004, 2, 29), at(2022, 2, 28, 9, 0)), "17y 11m");
        assert_eq!(age(day(2004, 2, 29), at(2022, 3, 1, 9, 0)), "18y");
        assert_eq!(birthday(day(2004, 2, 29), 2022), Some(day(2022, 3, 1)));
        assert_eq!(birthday(day(2004, 2, 29), 2024), Some(day(2024, 2, 29)));
    }
}
