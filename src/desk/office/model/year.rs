//! The financial year: from 1 April (Government Accounting; NHS bodies keep to it).

use chrono::{Datelike, NaiveDate};

/// A financial year, by the calendar year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Year(pub i32);

impl Year {
    /// The financial year in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        Self(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or_default()
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or_default()
    }

    /// `2026/27`.
    pub fn name(self) -> String {
        format!("{}/{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }

    /// Which of its months a day lies in: 0 for April to 11 for March; none outside it.
    pub fn month(self, day: NaiveDate) -> Option<usize> {
        (Self::of(day) == self).then(|| (day.month0() as usize + 9) % 12)
    }

    /// How many of its months are over on a day, 0 to 12.
    pub fn months_gone(self, today: NaiveDate) -> i64 {
        match self.month(today) {
            Some(month) => month as i64,
            None if today > self.last() => 12,
            None => 0,
        }
    }

    /// A year as typed: `2026`, `2026/27`, `26/27`.
    ///
    /// # Errors
    /// A sentence that says how a year is typed.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let bad = || format!("“{}” is no financial year: type it as in 2026/27.", typed.trim());
        let (first, second) = typed.trim().split_once(['/', '-']).unwrap_or((typed.trim(), ""));
        let number: i32 = first.parse().map_err(|_| bad())?;
        let begins = if first.len() == 2 { 2000 + number } else { number };
        let follows = second.is_empty()
            || second.parse::<i32>().is_ok_and(|n| n == (begins + 1).rem_euclid(100) || n == begins + 1);
        if (2000..2100).contains(&begins) && follows { Ok(Self(begins)) } else { Err(bad()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn it_begins_on_the_first_of_april() {
        assert_eq!(Year::of(day("2026-03-31")).name(), "2025/26");
        assert_eq!(Year::of(day("2026-04-01")).name(), "2026/27");
        assert_eq!(Year(1999).name(), "1999/00");
        let year = Year(2026);
        assert_eq!((year.month(day("2026-04-30")), year.month(day("2027-03-01"))), (Some(0), Some(11)));
        assert_eq!(year.month(day("2027-04-01")), None);
        assert_eq!((year.months_gone(day("2026-04-30")), year.months_gone(day("2026-06-01"))), (0, 2));
        assert_eq!((year.months_gone(day("2026-03-01")), year.months_gone(day("2027-05-01"))), (0, 12));
    }

    #[test]
    fn it_is_read_as_people_type_it() {
        for typed in ["2026", "2026/27", "26/27", "2026-27", "2026/2027"] {
            assert_eq!(Year::parse(typed), Ok(Year(2026)), "{typed}");
        }
        for bad in ["", "2026/28", "next", "1066"] {
            assert!(Year::parse(bad).is_err(), "{bad}");
        }
    }
}
