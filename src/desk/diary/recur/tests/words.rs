//! Rules in words, and back.

use super::super::{describe, parse_words};

#[test]
fn words_and_rules_are_each_others_meaning() {
    for (words, rule) in [
        ("every day", "FREQ=DAILY"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every week", "FREQ=WEEKLY"),
        ("every week on Tue", "FREQ=WEEKLY;BYDAY=TU"),
        ("every 2 weeks on Mon and Wed until 03-Mar-2027", "FREQ=WEEKLY;UNTIL=20270303;INTERVAL=2;BYDAY=MO,WE"),
        ("every week on Mon, Wed and Fri, 6 times", "FREQ=WEEKLY;COUNT=6;BYDAY=MO,WE,FR"),
        ("every month", "FREQ=MONTHLY"),
        ("every month on the first Tue", "FREQ=MONTHLY;BYDAY=1TU"),
        ("every month on the first and third Tue", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("every month on the last Fri, once", "FREQ=MONTHLY;COUNT=1;BYDAY=-1FR"),
        ("every month on the 1st and 15th", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every 3 months on the last working day", "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ("every year", "FREQ=YEARLY"),
        ("every year on 3 Mar", "FREQ=YEARLY;BYMONTHDAY=3;BYMONTH=3"),
        ("every year on the last Fri of Oct", "FREQ=YEARLY;BYDAY=-1FR;BYMONTH=10"),
    ] {
        assert_eq!(describe(rule), words);
        assert_eq!(parse_words(words).as_deref(), Ok(rule), "{words}");
    }
}

#[test]
fn people_type_it_in_many_ways() {
    for (words, rule) in [
        ("daily", "FREQ=DAILY"),
        ("Weekly", "FREQ=WEEKLY"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("every fortnight on thursday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("every mon", "FREQ=WEEKLY;BYDAY=MO"),
        ("mondays and wednesdays", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("every other tue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every working day until 24 Dec 2026", "FREQ=WEEKLY;UNTIL=20261224;BYDAY=MO,TU,WE,TH,FR"),
        ("monthly on the first tue", "FREQ=MONTHLY;BYDAY=1TU"),
        ("first tuesday of the month", "FREQ=MONTHLY;BYDAY=1TU"),
        ("every last fri", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("every second tue of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("2nd and 4th wed of the month", "FREQ=MONTHLY;BYDAY=2WE,4WE"),
        ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("every 6 weeks, 4 times", "FREQ=WEEKLY;COUNT=4;INTERVAL=6"),
        ("weekly for 6 times", "FREQ=WEEKLY;COUNT=6"),
        ("weekly x6", "FREQ=WEEKLY;COUNT=6"),
        ("weekly until 3/7/2027", "FREQ=WEEKLY;UNTIL=20270703"),
        ("weekly until 2027-07-03", "FREQ=WEEKLY;UNTIL=20270703"),
        ("rrule:freq=weekly;byday=mo;", "FREQ=WEEKLY;BYDAY=MO"),
    ] {
        assert_eq!(parse_words(words).as_deref(), Ok(rule), "{words}");
    }
}

#[test]
fn what_is_not_understood_is_said_with_an_example() {
    for words in [
        "",
        "sometimes",
        "every second tue",
        "weekly on the 15th",
        "monthly on tue",
        "weekly until soon",
        "weekly until 31/02/2027",
        "every 0 weeks",
        "weekly x0",
        "FREQ=NEVER",
        "every 99999 weeks",
        "every 3",
    ] {
        let said = parse_words(words);
        assert!(said.as_ref().is_err_and(|sentence| sentence.ends_with('.')), "{words}: {said:?}");
    }
    assert_eq!(describe("rubbish"), "by a rule that is not understood");
    assert_eq!(describe("FREQ=YEARLY;BYWEEKNO=20;COUNT=2"), "by the rule FREQ=YEARLY;BYWEEKNO=20, 2 times");
}
