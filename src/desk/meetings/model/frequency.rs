//! When a series meets next.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::text::calendar::{add_working_days, is_working_day};

/// How often a series meets.
pub const FREQUENCIES: &[&str] =
    &["weekly", "every 2 weeks", "monthly", "every 2 months", "quarterly", "yearly", "as needed"];

/// The next day after `last`: so many weeks on, or the same weekday of the month (the second Tuesday stays the second
/// Tuesday; a fifth becomes the last). A day that is no working day gives the next one. None where it meets as needed.
pub fn next_day(frequency: &str, last: NaiveDate, holiday: &dyn Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
    let day = match frequency {
        "weekly" => last.checked_add_days(Days::new(7)),
        "every 2 weeks" => last.checked_add_days(Days::new(14)),
        "monthly" => same_weekday(last, 1),
        "every 2 months" => same_weekday(last, 2),
        "quarterly" => same_weekday(last, 3),
        "yearly" => same_weekday(last, 12),
        _ => None,
    }?;
    Some(if is_working_day(day, holiday) { day } else { add_working_days(day, 1, holiday) })
}

fn same_weekday(last: NaiveDate, months: u32) -> Option<NaiveDate> {
    let nth = u8::try_from((last.day() - 1) / 7 + 1).ok()?;
    let month = last.with_day(1)?.checked_add_months(Months::new(months))?;
    let of = |nth| NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), last.weekday(), nth);
    of(nth).or_else(|| of(nth - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_second_tuesday_stays_the_second_tuesday() {
        let next = |frequency, from| next_day(frequency, day(from), &|_| false);
        assert_eq!(next("monthly", "2026-03-10"), Some(day("2026-04-14")));
        assert_eq!(next("quarterly", "2026-03-10"), Some(day("2026-06-09")));
        assert_eq!(next("monthly", "2026-03-31"), Some(day("2026-04-28")), "a fifth becomes the last");
        assert_eq!(next("every 2 weeks", "2026-03-10"), Some(day("2026-03-24")));
        assert_eq!(next("as needed", "2026-03-10"), None);
    }

    #[test]
    fn a_holiday_gives_the_next_working_day() {
        let easter = |d: NaiveDate| d == day("2026-04-06");
        assert_eq!(next_day("weekly", day("2026-03-30"), &easter), Some(day("2026-04-07")));
    }
}
