//! Weeks that begin on Monday, and arithmetic in working days.

use chrono::{Datelike, Days, IsoWeek, NaiveDate, Weekday};

/// The Monday of a date's week.
pub fn week_start(date: NaiveDate) -> NaiveDate {
    let past = u64::from(date.weekday().num_days_from_monday());
    date.checked_sub_days(Days::new(past)).unwrap_or(date)
}

/// The Sunday of a date's week.
pub fn week_end(date: NaiveDate) -> NaiveDate {
    week_start(date).checked_add_days(Days::new(6)).unwrap_or(date)
}

/// The seven days of a date's week, Monday first.
pub fn week_days(date: NaiveDate) -> [NaiveDate; 7] {
    let monday = week_start(date);
    std::array::from_fn(|i| monday.checked_add_days(Days::new(i as u64)).unwrap_or(monday))
}

/// The ISO week number, 1 to 53.
pub fn week_number(date: NaiveDate) -> u32 {
    date.iso_week().week()
}

/// `2026-W47`.
pub fn week_label(date: NaiveDate) -> String {
    let week: IsoWeek = date.iso_week();
    format!("{}-W{:02}", week.year(), week.week())
}

/// The Monday of an ISO week; `None` where the year has no such week.
pub fn week_monday(year: i32, week: u32) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)
}

/// The Mondays of the weeks that show a date's whole month: four to six of them.
pub fn month_weeks(date: NaiveDate) -> Vec<NaiveDate> {
    let first = week_start(date.with_day(1).unwrap_or(date));
    let last = super::dates::month_end(date);
    first.iter_weeks().take_while(|monday| *monday <= last).collect()
}

/// Saturday or Sunday.
pub fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Neither a weekend nor a holiday.
pub fn is_working_day(date: NaiveDate, holiday: &dyn Fn(NaiveDate) -> bool) -> bool {
    !is_weekend(date) && !holiday(date)
}

/// The date `n` working days on, or back where `n` is negative; the date itself is not counted. Nought gives the date,
/// or the next working day where it is none.
pub fn add_working_days(date: NaiveDate, n: i32, holiday: &dyn Fn(NaiveDate) -> bool) -> NaiveDate {
    if n == 0 {
        return if is_working_day(date, holiday) { date } else { add_working_days(date, 1, holiday) };
    }
    let step = |d: NaiveDate| if n < 0 { d.pred_opt() } else { d.succ_opt() };
    let wanted = n.unsigned_abs() as usize;
    // A predicate that calls every day a holiday must not run to the end of time: two years without work end it.
    let idle = 731;
    let mut last = date;
    for _ in 0..wanted {
        let days = std::iter::successors(step(last), |d| step(*d)).take(idle);
        match days.into_iter().find(|d| is_working_day(*d, holiday)) {
            Some(day) => last = day,
            None => break,
        }
    }
    last
}

/// How many working days there are after `from` up to and with `to`; negative where `to` is the earlier.
pub fn working_days_between(from: NaiveDate, to: NaiveDate, holiday: &dyn Fn(NaiveDate) -> bool) -> i64 {
    if to < from {
        return -working_days_between(to, from, holiday);
    }
    from.iter_days().skip(1).take_while(|d| *d <= to).filter(|d| is_working_day(*d, holiday)).count() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn christmas(d: NaiveDate) -> bool {
        [day(2026, 12, 25), day(2026, 12, 28), day(2027, 1, 1)].contains(&d)
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(week_start(day(2026, 11, 22)), day(2026, 11, 16));
        assert_eq!(week_end(day(2026, 11, 16)), day(2026, 11, 22));
        assert_eq!(week_days(day(2026, 11, 20))[4], day(2026, 11, 20));
        assert_eq!(week_label(day(2027, 1, 1)), "2026-W53");
        assert_eq!(week_number(day(2026, 11, 20)), 47);
        assert_eq!(week_monday(2026, 53), Some(day(2026, 12, 28)));
        assert_eq!(week_monday(2027, 53), None);
        assert_eq!(month_weeks(day(2027, 2, 10)).len(), 4);
        assert_eq!(month_weeks(day(2026, 11, 20)).first(), Some(&day(2026, 10, 26)));
    }

    #[test]
    fn working_days_pass_over_weekends_and_holidays() {
        assert_eq!(add_working_days(day(2026, 11, 20), 1, &|_| false), day(2026, 11, 23));
        assert_eq!(add_working_days(day(2026, 12, 24), 1, &christmas), day(2026, 12, 29));
        assert_eq!(add_working_days(day(2026, 12, 29), -1, &christmas), day(2026, 12, 24));
        assert_eq!(add_working_days(day(2026, 12, 25), 0, &christmas), day(2026, 12, 29));
        assert_eq!(add_working_days(day(2026, 12, 24), 0, &christmas), day(2026, 12, 24));
        assert_eq!(add_working_days(day(2026, 12, 24), 7, &|_| true), day(2026, 12, 24));
    }

    proptest! {
        #[test]
        fn counting_undoes_adding(start in 0i64..3000, n in -300i32..300) {
            let date = day(2024, 1, 1) + chrono::Duration::days(start);
            prop_assume!(n != 0);
            let end = add_working_days(date, n, &christmas);
            prop_assert!(is_working_day(end, &christmas));
            if n > 0 || is_working_day(date, &christmas) {
                prop_assert_eq!(working_days_between(date, end, &christmas), i64::from(n));
            }
        }
    }
}
