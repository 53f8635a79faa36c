//! How dates, times and durations are shown: month as a word, four-digit year, 24-hour clock.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month's English name, 1 to 12; empty for any other number.
pub fn month_name(month: u32) -> &'static str {
    (month as usize).checked_sub(1).and_then(|i| MONTHS.get(i)).copied().unwrap_or("")
}

/// `03-Mar-2026`: on every screen.
pub fn screen(date: NaiveDate) -> String {
    date.format("%d-%b-%Y").to_string()
}

/// `Tue 03-Mar-2026`: in the diary; not for a date of birth.
pub fn screen_weekday(date: NaiveDate) -> String {
    date.format("%a %d-%b-%Y").to_string()
}

/// `3 March 2026`: in letters to people.
pub fn letter(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// `14:30`, always 24-hour.
pub fn time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `03-Mar-2026 14:30`.
pub fn stamp(at: NaiveDateTime) -> String {
    at.format("%d-%b-%Y %H:%M").to_string()
}

/// `Tue 03-Mar-2026 14:30`: a day and time of the diary.
pub fn stamp_weekday(at: NaiveDateTime) -> String {
    format!("{} {}", screen_weekday(at.date()), time(at.time()))
}

/// A duration in minutes as `4hr 32min`, `2hr`, `45min`.
pub fn minutes(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    let (hours, left) = (n.unsigned_abs() / 60, n.unsigned_abs() % 60);
    match (hours, left) {
        (0, left) => format!("{sign}{left}min"),
        (hours, 0) => format!("{sign}{hours}hr"),
        (hours, left) => format!("{sign}{hours}hr {left}min"),
    }
}

/// How long something has waited: `0h 03m` within a day, `6d` after. What is still to come has waited `0h 00m`.
pub fn ago(now: NaiveDateTime, since: NaiveDateTime) -> String {
    let waited = (now - since).num_minutes().max(0);
    if waited < 24 * 60 { format!("{}h {:02}m", waited / 60, waited % 60) } else { format!("{}d", waited / (24 * 60)) }
}

/// The short form of lists: `yest`, `today`, `tom`, `Mon` within the coming six days, `03-Mar` within half a year
/// either way, and the whole date beyond, where a day without its year could be taken for another.
pub fn relative(today: NaiveDate, date: NaiveDate) -> String {
    match (date - today).num_days() {
        -1 => "yest".to_owned(),
        0 => "today".to_owned(),
        1 => "tom".to_owned(),
        2..=6 => date.format("%a").to_string(),
        -182..=182 => date.format("%d-%b").to_string(),
        _ => screen(date),
    }
}

/// The last day of a date's month.
pub fn month_end(date: NaiveDate) -> NaiveDate {
    let left = u64::from(u32::from(date.num_days_in_month()) - date.day());
    date.checked_add_days(Days::new(left)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_are_shown_as_the_common_user_interface_says() {
        let date = day(2026, 3, 3);
        let at = date.and_hms_opt(14, 30, 59).unwrap();
        assert_eq!(screen(date), "03-Mar-2026");
        assert_eq!(screen_weekday(date), "Tue 03-Mar-2026");
        assert_eq!(letter(date), "3 March 2026");
        assert_eq!(time(at.time()), "14:30");
        assert_eq!(time(NaiveTime::MIN), "00:00");
        assert_eq!(stamp(at), "03-Mar-2026 14:30");
        assert_eq!((month_name(1), month_name(12), month_name(0), month_name(13)), ("January", "December", "", ""));
    }

    #[test]
    fn durations_are_largest_first_without_noughts() {
        for (n, wanted) in [(272, "4hr 32min"), (120, "2hr"), (45, "45min"), (0, "0min"), (-65, "-1hr 5min")] {
            assert_eq!(minutes(n), wanted);
        }
    }

    #[test]
    fn waiting_is_hours_then_days() {
        let now = day(2026, 11, 20).and_hms_opt(10, 0, 0).unwrap();
        let before = |minutes| now - chrono::Duration::minutes(minutes);
        for (minutes, wanted) in
            [(3, "0h 03m"), (125, "2h 05m"), (1439, "23h 59m"), (1440, "1d"), (9000, "6d"), (-5, "0h 00m")]
        {
            assert_eq!(ago(now, before(minutes)), wanted);
        }
    }

    #[test]
    fn lists_say_the_day_in_few_letters() {
        let today = day(2026, 11, 20);
        for (date, wanted) in [
            (day(2026, 11, 19), "yest"),
            (today, "today"),
            (day(2026, 11, 21), "tom"),
            (day(2026, 11, 23), "Mon"),
            (day(2026, 11, 26), "Thu"),
            (day(2026, 11, 27), "27-Nov"),
            (day(2026, 11, 18), "18-Nov"),
            (day(2027, 3, 3), "03-Mar"),
            (day(2027, 11, 20), "20-Nov-2027"),
            (day(2025, 11, 20), "20-Nov-2025"),
        ] {
            assert_eq!(relative(today, date), wanted);
        }
    }

    #[test]
    fn months_end_where_they_do() {
        assert_eq!(month_end(day(2028, 2, 1)), day(2028, 2, 29));
        assert_eq!(month_end(day(2026, 12, 31)), day(2026, 12, 31));
    }
}
