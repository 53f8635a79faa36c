//! What people type and what they mean, from Friday 20 November 2026 at ten in the morning.

use chrono::{NaiveDate, NaiveDateTime};

use super::{When, parse, parse_birth, parse_past};

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(10, 0, 0).unwrap()
}

fn iso(when: &When) -> String {
    match when.time {
        Some(time) => format!("{} {}", when.date, time.format("%H:%M")),
        None => when.date.to_string(),
    }
}

fn readings(typed: &str) -> Vec<String> {
    parse(typed, now()).unwrap_or_else(|said| panic!("{typed}: {said}")).iter().map(iso).collect()
}

fn all_mean(cases: &[(&str, &[&str])]) {
    for (typed, wanted) in cases {
        assert_eq!(readings(typed), *wanted, "{typed}");
    }
}

/// The forms that other readers were tried with, and failed.
#[test]
fn the_forms_of_the_trial() {
    all_mean(&[
        ("today", &["2026-11-20"]),
        ("tod", &["2026-11-20"]),
        ("t", &["2026-11-20"]),
        ("tom", &["2026-11-21"]),
        ("tomorrow", &["2026-11-21"]),
        ("yesterday", &["2026-11-19"]),
        ("mon", &["2026-11-23"]),
        ("next tue", &["2026-11-24"]),
        ("next fri", &["2026-11-27"]),
        ("fri", &["2026-11-27", "2026-11-20"]),
        ("fri week", &["2026-12-04", "2026-11-27"]),
        ("14/3", &["2027-03-14"]),
        ("14/3/27", &["2027-03-14"]),
        ("14.3.2027", &["2027-03-14"]),
        ("14 mar", &["2027-03-14"]),
        ("14 March", &["2027-03-14"]),
        ("14th March 2027", &["2027-03-14"]),
        ("2027-03-14", &["2027-03-14"]),
        ("2026-03-03T09:41", &["2026-03-03 09:41"]),
        ("2026-03-03T09:41:00", &["2026-03-03 09:41"]),
        ("14 Mar 10:30", &["2027-03-14 10:30"]),
        ("+3d", &["2026-11-23"]),
        ("+6w", &["2027-01-01"]),
        ("-2d", &["2026-11-18"]),
        ("+3m", &["2027-02-20"]),
        ("+1y", &["2027-11-20"]),
        ("in 6 weeks", &["2027-01-01"]),
        ("6/52", &["2027-01-01"]),
        ("3/12", &["2027-02-20", "2026-12-03"]),
        ("3/7", &["2026-11-23", "2027-07-03"]),
        ("3/7 10:00", &["2027-07-03 10:00"]),
        ("a fortnight", &["2026-12-04"]),
        ("end of month", &["2026-11-30"]),
        ("tomorrow 2pm", &["2026-11-21 14:00"]),
        ("tomorrow at 14:00", &["2026-11-21 14:00"]),
        ("noon tomorrow", &["2026-11-21 12:00"]),
        ("1430", &["2026-11-20 14:30"]),
    ]);
}

#[test]
fn weekdays_with_words_beside_them() {
    all_mean(&[
        ("this fri", &["2026-11-20"]),
        ("this tue", &["2026-11-24", "2026-11-17"]),
        ("next sat", &["2026-11-28", "2026-11-21"]),
        ("next week wed", &["2026-11-25"]),
        ("weds next week", &["2026-11-25"]),
        ("last fri", &["2026-11-13"]),
        ("last tue", &["2026-11-17"]),
        ("coming thurs", &["2026-11-26"]),
        ("mon week", &["2026-11-30"]),
        ("a week on monday", &["2026-11-30"]),
        ("tue fortnight", &["2026-12-08"]),
        ("tomorrow week", &["2026-11-28"]),
        ("a week tomorrow", &["2026-11-28"]),
        ("6 weeks on mon", &["2027-01-04"]),
        ("Sun 14/3", &["2027-03-14"]),
        ("14 mar sunday", &["2027-03-14"]),
        ("mon 3/7", &["2026-11-23"]),
        ("sat 3/7", &["2027-07-03"]),
        ("fri 27", &["2026-11-27"]),
        ("fri 27th", &["2026-11-27"]),
        ("mon 14", &["2026-12-14", "2026-11-23 14:00"]),
        ("tue 9", &["2026-11-24 09:00"]),
    ]);
}

#[test]
fn spans_and_edges() {
    all_mean(&[
        ("+ 3 d", &["2026-11-23"]),
        ("- 3 d", &["2026-11-17"]),
        ("+1m2d", &["2026-12-22"]),
        ("+1y -1w", &["2027-11-13"]),
        ("6w", &["2027-01-01"]),
        ("in a week", &["2026-11-27"]),
        ("in two weeks' time", &["2026-12-04"]),
        ("fortnight", &["2026-12-04"]),
        ("3 days ago", &["2026-11-17"]),
        ("in 6/52", &["2027-01-01"]),
        ("3/7 ago", &["2026-11-17"]),
        ("6/52 1430", &["2027-01-01 14:30"]),
        ("6 weeks from 14/12", &["2027-01-25"]),
        ("3 days before mon", &["2026-11-20"]),
        ("day after tomorrow", &["2026-11-22"]),
        ("+3h", &["2026-11-20 13:00"]),
        ("+20min", &["2026-11-20 10:20"]),
        ("in an hour", &["2026-11-20 11:00"]),
        ("in half an hour", &["2026-11-20 10:30"]),
        ("+15h", &["2026-11-21 01:00"]),
        ("now", &["2026-11-20 10:00"]),
        ("end of week", &["2026-11-20"]),
        ("end of next week", &["2026-11-27"]),
        ("end of next month", &["2026-12-31"]),
        ("end of feb", &["2027-02-28"]),
        ("end of year", &["2026-12-31"]),
        ("start of next month", &["2026-12-01"]),
        ("last day of month", &["2026-11-30"]),
        ("next week", &["2026-11-23", "2026-11-27"]),
        ("next month", &["2026-12-20", "2026-12-01"]),
        ("eom 5pm", &["2026-11-30 17:00"]),
    ]);
}

#[test]
fn dates_by_number_and_month() {
    all_mean(&[
        ("20/11", &["2026-11-20"]),
        ("19/11", &["2027-11-19"]),
        ("29/2", &["2028-02-29"]),
        ("03/07", &["2027-07-03"]),
        ("25/12", &["2026-12-25", "2028-12-20"]),
        ("3/7/27", &["2027-07-03"]),
        ("3/7 2027", &["2027-07-03"]),
        ("14-3-27", &["2027-03-14"]),
        ("14-Mar-2027", &["2027-03-14"]),
        ("14\u{2011}03\u{2011}2027", &["2027-03-14"]),
        ("14 3 27", &["2027-03-14"]),
        ("140327", &["2027-03-14"]),
        ("14032027", &["2027-03-14"]),
        ("20270314", &["2027-03-14"]),
        ("14mar27", &["2027-03-14"]),
        ("March 14, 2027", &["2027-03-14"]),
        ("the 14th of March", &["2027-03-14"]),
        ("14th", &["2026-12-14"]),
        ("31st", &["2026-12-31"]),
        ("14.3", &["2027-03-14"]),
        ("1/1/99", &["1999-01-01"]),
        ("sept 3", &["2027-09-03"]),
    ]);
}

#[test]
fn times_in_every_dress() {
    all_mean(&[
        ("fri week 2.30pm", &["2026-12-04 14:30", "2026-11-27 14:30"]),
        ("2pm tom", &["2026-11-21 14:00"]),
        ("tom 2 pm", &["2026-11-21 14:00"]),
        ("tom 2.30 p.m.", &["2026-11-21 14:30"]),
        ("tom @ 9", &["2026-11-21 09:00"]),
        ("tom 12am", &["2026-11-21 00:00"]),
        ("tom 12pm", &["2026-11-21 12:00"]),
        ("tom 1430hrs", &["2026-11-21 14:30"]),
        ("tom 1430 hrs", &["2026-11-21 14:30"]),
        ("tom 14h30", &["2026-11-21 14:30"]),
        ("tom 14.30", &["2026-11-21 14:30"]),
        ("0930 mon", &["2026-11-23 09:30"]),
        ("tom 2:30", &["2026-11-21 14:30", "2026-11-21 02:30"]),
        ("tom 02:30", &["2026-11-21 02:30"]),
        ("tom at 2", &["2026-11-21 14:00", "2026-11-21 02:00"]),
        ("mon midnight", &["2026-11-23 00:00", "2026-11-24 00:00"]),
        ("14 mar 1430", &["2027-03-14 14:30"]),
        ("14 mar 2030", &["2030-03-14", "2027-03-14 20:30"]),
        ("14 march 2030", &["2030-03-14"]),
        ("14 mar 2027", &["2027-03-14"]),
        ("14 mar 10", &["2027-03-14 10:00", "2010-03-14"]),
        ("14/3 1430", &["2027-03-14 14:30"]),
        ("3pm", &["2026-11-20 15:00"]),
        ("9am", &["2026-11-21 09:00", "2026-11-20 09:00"]),
        ("10am", &["2026-11-20 10:00"]),
        ("9.30", &["2026-11-21 09:30", "2026-11-20 09:30"]),
        ("2.10", &["2026-11-20 14:10", "2027-10-02"]),
        ("midnight", &["2026-11-21 00:00"]),
        ("noon", &["2026-11-20 12:00"]),
    ]);
}

#[test]
fn what_is_wrong_is_said_in_a_sentence() {
    for (typed, wanted) in [
        ("", "Type a date, such as fri"),
        ("fri 14/3", "14-Mar-2027 is a Sunday, not a Friday"),
        ("31/4", "April has no day 31"),
        ("29/2/27", "February 2027 has no day 29"),
        ("3/14", "There is no month 14: the day comes before the month, so type 14/3"),
        ("40/40", "There is no month 40: type the day, then the month"),
        ("14/3/127", "Type the year with two digits or four"),
        ("14/3/2999", "2999 is too far away"),
        ("9", "9 alone may be a day or an hour"),
        ("march", "Type the day too, such as 14 march"),
        ("tom 25:00", "\"25:00\" is not a time"),
        ("tom 24:00", "The day ends at 23:59"),
        ("tom 14am", "\"14am\" is not a time"),
        ("tom at", "\"at\" is not a time"),
        ("2pm 3pm fri", "Two times were typed"),
        ("+9999y", "too far away"),
        ("soon", "Cannot read \"soon\" as a date"),
        ("\u{1b}[31m", "Cannot read \"\u{241b}[31m\""),
        ("2026-03-03T09:41:00Z", "not a time"),
    ] {
        let said = parse(typed, now()).unwrap_err();
        assert!(said.contains(wanted) && said.ends_with('.'), "{typed}: {said}");
    }
    assert!(parse(&"9".repeat(1000), now()).unwrap_err().len() < 200);
}

#[test]
fn the_past_looks_back() {
    let today = now().date();
    for (typed, wanted) in [
        ("today", vec!["2026-11-20"]),
        ("yest", vec!["2026-11-19"]),
        ("fri", vec!["2026-11-13", "2026-11-20"]),
        ("tue", vec!["2026-11-17"]),
        ("20/11", vec!["2026-11-20"]),
        ("21/11", vec!["2025-11-21"]),
        ("14 mar", vec!["2026-03-14"]),
        ("29/2", vec!["2024-02-29"]),
        ("14/3/24", vec!["2024-03-14"]),
        ("14/3/80", vec!["1980-03-14"]),
        ("6/52", vec!["2026-10-09"]),
        ("6 weeks", vec!["2026-10-09"]),
        ("3 days ago", vec!["2026-11-17"]),
        ("-3d", vec!["2026-11-17"]),
        ("14th", vec!["2026-11-14"]),
        ("25th", vec!["2026-10-25"]),
        ("last week", vec!["2026-11-13"]),
        ("end of last month", vec!["2026-10-31"]),
        ("tue 2pm", vec!["2026-11-17 14:00"]),
        ("9am", vec!["2026-11-20 09:00"]),
    ] {
        let read: Vec<String> =
            parse_past(typed, today).unwrap_or_else(|e| panic!("{typed}: {e}")).iter().map(iso).collect();
        assert_eq!(read, wanted, "{typed}");
    }
    for typed in ["tomorrow", "+3d", "next fri", "14/3/2027"] {
        assert!(parse_past(typed, today).unwrap_err().contains("still to come"), "{typed}");
    }
}

#[test]
fn dates_of_birth_have_their_year() {
    let today = now().date();
    for (typed, wanted) in [
        ("14/8/80", vec!["1980-08-14"]),
        ("14/08/1980", vec!["1980-08-14"]),
        ("14 aug 1980", vec!["1980-08-14"]),
        ("14th August, 1980", vec!["1980-08-14"]),
        ("14-Aug-1980", vec!["1980-08-14"]),
        ("Thu 14-Aug-1980", vec!["1980-08-14"]),
        ("140880", vec!["1980-08-14"]),
        ("14081980", vec!["1980-08-14"]),
        ("1980-08-14", vec!["1980-08-14"]),
        ("14/8/20", vec!["2020-08-14", "1920-08-14"]),
        ("21/11/26", vec!["1926-11-21"]),
        ("1/1/01", vec!["2001-01-01"]),
        ("29/2/24", vec!["2024-02-29", "1924-02-29"]),
        ("29/2/20", vec!["2020-02-29", "1920-02-29"]),
        ("today", vec!["2026-11-20"]),
    ] {
        let read: Vec<String> = parse_birth(typed, today)
            .unwrap_or_else(|e| panic!("{typed}: {e}"))
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(read, wanted, "{typed}");
    }
    for (typed, wanted) in [
        ("", "Type the date of birth"),
        ("14/8", "Type the year of birth too"),
        ("14/8/2027", "14-Aug-2027 is still to come"),
        ("14/8/1880", "more than 122 years ago"),
        ("31/4/80", "April has no day 31"),
        ("29/2/81", "February 1981 has no day 29"),
        ("8/14/80", "so type 14/8"),
        ("fri", "Cannot read \"fri\""),
        ("14/8/80 10:00", "Cannot read"),
        ("14/8/198", "two digits or four"),
    ] {
        let said = parse_birth(typed, today).unwrap_err();
        assert!(said.contains(wanted), "{typed}: {said}");
    }
}
