//! Dates, names and tidying, each with the spelling that goes wrong.

use super::dates::{Order, any_date, date, order, time, time_after_date};
use super::names::split;
use super::{PersonCard, tidy_line, tidy_text};
use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(y, m, d)
}

#[test]
fn reads_dates_of_one_meaning() {
    for text in
        ["1953-09-22", "19530922", "22/09/1953", "22/9/1953", "22-09-1953", "22.09.1953", "1953/09/22", "22 Sep 1953"]
    {
        assert_eq!(date(text, Order::DayFirst), day(1953, 9, 22), "{text}");
    }
    for text in ["22nd September 1953", "September 22, 1953", "22-Sep-1953", "1953-09-22 00:00:00", "1953-09-22T10:00"]
    {
        assert_eq!(date(text, Order::DayFirst), day(1953, 9, 22), "{text}");
    }
}

#[test]
fn refuses_dates_that_are_none() {
    for text in
        ["", "22/09/53", "31/02/1980", "09/22/1953", "1953", "unknown", "--0203", "22-Foo-1953", "0000-01-01", "é/é/é"]
    {
        assert_eq!(date(text, Order::DayFirst), None, "{text}");
    }
}

#[test]
fn an_american_column_is_seen_and_its_births_are_not_guessed() {
    let column = ["03/04/1980", "12/25/1990"];
    let found = order(column);
    assert_eq!(found, Order::MonthFirst);
    assert_eq!(date("12/25/1990", found), day(1990, 12, 25));
    assert_eq!(date("03/04/1980", found), None, "could be either");
    assert_eq!(any_date("03/04/1980", found), day(1980, 3, 4));
    assert_eq!(order(["03/04/1980", "25/12/1990"]), Order::DayFirst);
    assert_eq!(order(["25/12/1990", "12/25/1990"]), Order::DayFirst);
}

#[test]
fn reads_times() {
    let at = |h, m| NaiveTime::from_hms_opt(h, m, 0);
    for (text, wanted) in
        [("09:00:00", at(9, 0)), ("9:05", at(9, 5)), ("0930", at(9, 30)), ("9.30", at(9, 30)), ("2pm", at(14, 0))]
    {
        assert_eq!(time(text), wanted, "{text}");
    }
    assert_eq!(time("12:00 AM"), at(0, 0));
    assert_eq!(time("12:15 pm"), at(12, 15));
    assert_eq!([time("25:00"), time("9"), time(""), time("13pm"), time("a:b")], [None; 5]);
    assert_eq!(time_after_date("2026-03-03T09:41:00"), at(9, 41));
    assert_eq!(time_after_date("03/03/2026 09:41"), at(9, 41));
    assert_eq!(time_after_date("2026-03-03"), None);
}

#[test]
fn takes_names_apart() {
    for (whole, title, forename, middle, surname, suffix) in [
        ("Mrs Ada May Byron", "Mrs", "Ada", "May", "Byron", ""),
        ("BYRON, Ada May (Mrs)", "Mrs", "Ada", "May", "BYRON", ""),
        ("BYRON, Mrs Ada", "Mrs", "Ada", "", "BYRON", ""),
        ("Byron, Ada Dr", "Dr", "Ada", "", "Byron", ""),
        ("Jan van der Berg", "", "Jan", "", "van der Berg", ""),
        ("Mr. John Doe III", "Mr.", "John", "", "Doe", "III"),
        ("John Doe, Jr.", "", "John", "", "Doe", "Jr."),
        ("Byron", "", "", "", "Byron", ""),
        ("Miss", "", "", "", "Miss", ""),
        ("", "", "", "", "", ""),
        (",", "", "", "", "", ""),
    ] {
        let name = split(whole);
        let found = [name.title, name.forename, name.middle, name.surname, name.suffix];
        assert_eq!(found, [title, forename, middle, surname, suffix], "{whole}");
    }
}

#[test]
fn text_from_outside_brings_no_control_sequence() {
    assert_eq!(tidy_line(" \u{1b}[31mAda\r\nByron\u{202e}\t"), "[31mAda  Byron");
    assert_eq!(tidy_text("\u{feff}one\r\ntwo\rthree\u{7}\n\n"), "one\ntwo\nthree");
}

#[test]
fn nothing_is_added_twice() {
    let mut card = PersonCard::default();
    assert!(card.is_blank());
    for _ in 0..2 {
        card.add_phone("Work", " 020 7946 0000 ");
        card.add_email("Ada@example.org");
        card.add_email("ada@example.org");
        card.add_category("GP");
    }
    assert_eq!((card.phones.len(), card.emails.len(), card.categories.len()), (1, 1, 1));
    assert!(!card.is_blank());
}

proptest! {
    #[test]
    fn no_text_upsets_the_readers(text in any::<String>()) {
        let _ = (date(&text, Order::DayFirst), date(&text, Order::MonthFirst), time(&text), time_after_date(&text));
        let name = split(&text);
        let escape = '\u{1b}';
        prop_assert!(!name.surname.contains(escape));
    }

    #[test]
    fn every_date_is_read_back(days in 0i32..120_000) {
        let when = NaiveDate::from_ymd_opt(1850, 1, 1).unwrap() + chrono::Duration::days(i64::from(days));
        for form in ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%e %B %Y"] {
            prop_assert_eq!(date(&when.format(form).to_string(), Order::DayFirst), Some(when));
        }
    }
}
