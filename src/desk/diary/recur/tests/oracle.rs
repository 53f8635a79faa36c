//! Any rule, any window: the same dates as the `rrule` crate finds by walking.

use super::super::{Rule, align, last_start, next_after, split_rule_at, starts_between};
use super::{Series, series};
use chrono::{Duration, NaiveDateTime};
use proptest::prelude::*;
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

/// All starts before a moment, walked by the other library in UTC, where no clock changes.
fn walked(rule: &str, start: NaiveDateTime, until: NaiveDateTime) -> Vec<NaiveDateTime> {
    let rule: RRule<Unvalidated> = rule.parse().expect(rule);
    let set: RRuleSet = rule.build(start.and_utc().with_timezone(&Tz::UTC)).expect("builds");
    set.into_iter().map(|at| at.naive_utc()).take_while(|at| *at < until).collect()
}

fn days() -> impl Strategy<Value = String> {
    let day = prop::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]);
    prop::collection::vec(day, 1..4).prop_map(|days| days.join(","))
}

fn numbered(most: i16) -> impl Strategy<Value = String> {
    let one = (prop::sample::select(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), 1..=most, any::<bool>());
    let one = one.prop_map(|(day, n, back)| format!("{}{n}{day}", if back { "-" } else { "" }));
    prop::collection::vec(one, 1..3).prop_map(|all| all.join(","))
}

fn numbers(low: i16, high: i16, signed: bool) -> impl Strategy<Value = String> {
    let one = (low..=high, any::<bool>()).prop_map(move |(n, back)| if back && signed { -n } else { n });
    prop::collection::vec(one, 1..4).prop_map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("FREQ=DAILY".to_string()),
        days().prop_map(|days| format!("FREQ=DAILY;BYDAY={days}")),
        numbers(1, 31, true).prop_map(|n| format!("FREQ=DAILY;BYMONTHDAY={n}")),
        Just("FREQ=WEEKLY".to_string()),
        days().prop_map(|days| format!("FREQ=WEEKLY;BYDAY={days}")),
        (days(), prop::sample::select(vec!["SU", "MO", "WE"]))
            .prop_map(|(d, w)| format!("FREQ=WEEKLY;BYDAY={d};WKST={w}")),
        (days(), numbers(1, 12, false)).prop_map(|(d, m)| format!("FREQ=WEEKLY;BYDAY={d};BYMONTH={m}")),
        (days(), numbers(0, 23, false)).prop_map(|(d, h)| format!("FREQ=WEEKLY;BYDAY={d};BYHOUR={h}")),
        Just("FREQ=MONTHLY".to_string()),
        numbers(1, 31, true).prop_map(|n| format!("FREQ=MONTHLY;BYMONTHDAY={n}")),
        numbered(4).prop_map(|n| format!("FREQ=MONTHLY;BYDAY={n}")),
        (days(), numbers(1, 4, true)).prop_map(|(d, p)| format!("FREQ=MONTHLY;BYDAY={d};BYSETPOS={p}")),
        (days(), numbers(1, 31, false)).prop_map(|(d, n)| format!("FREQ=MONTHLY;BYDAY={d};BYMONTHDAY={n}")),
        Just("FREQ=YEARLY".to_string()),
        (numbers(1, 12, false), numbers(1, 28, true))
            .prop_map(|(m, d)| format!("FREQ=YEARLY;BYMONTH={m};BYMONTHDAY={d}")),
        (numbers(1, 12, false), numbered(4)).prop_map(|(m, d)| format!("FREQ=YEARLY;BYMONTH={m};BYDAY={d}")),
        numbered(50).prop_map(|d| format!("FREQ=YEARLY;BYDAY={d}")),
        numbers(1, 366, true).prop_map(|d| format!("FREQ=YEARLY;BYYEARDAY={d}")),
        (days(), numbers(1, 12, false), numbers(1, 9, true))
            .prop_map(|(d, m, p)| format!("FREQ=YEARLY;BYMONTH={m};BYDAY={d};BYSETPOS={p}")),
        (numbers(1, 28, true), numbers(1, 3, true))
            .prop_map(|(d, p)| format!("FREQ=YEARLY;BYMONTHDAY={d};BYSETPOS={p}")),
    ]
}

fn whole() -> impl Strategy<Value = (NaiveDateTime, String)> {
    let end =
        prop_oneof![Just(String::new()), (1u32..400).prop_map(|n| format!(";COUNT={n}")), Just(";UNTIL".to_string())];
    (0i64..15_000, 0i64..1_440, body(), 1u32..5, end, 0i64..9_000).prop_map(
        |(day, minute, body, interval, end, length)| {
            let base = super::at("20000101") + Duration::days(day) + Duration::minutes(minute);
            let rule = format!("{body};INTERVAL={interval}");
            // A start that is not the rule's own is a difference of taste between libraries, not of arithmetic.
            let start = align(base, &rule).unwrap_or(base);
            let until = (start + Duration::days(length)).format("=%Y%m%dT%H%M%SZ").to_string();
            let end = if end == ";UNTIL" { end + &until } else { end };
            (start, rule + &end)
        },
    )
}

fn utc(start: NaiveDateTime, rule: &str) -> Series {
    Series { start, zone: Some("UTC".into()), ..series("20000101T000000", rule) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_window_holds_what_walking_finds((start, rule) in whole(), skip in 0i64..4_000, length in 1i64..500) {
        prop_assume!(align(start, &rule) == Ok(start));
        let from = start + Duration::days(skip) - Duration::days(30);
        let until = from + Duration::days(length);
        let mut expected = walked(&rule, start, until);
        expected.retain(|at| *at >= from);
        let series = utc(start, &rule);
        prop_assert_eq!(starts_between(&series, from, until).expect("follows"), expected, "{} {}", start, rule);
    }

    /// Every year, so that it does not matter to which year a week at its turn is counted: the standard leaves that open
    /// for longer steps. Weeks at the turn are left out: the other library loses 1 January 2010 of `BYWEEKNO=52;BYDAY=FR;WKST=SU`,
    /// which lies in the last week of 2009; those of `recur-expected` are all ours.
    #[test]
    fn weeks_of_the_year_are_those_that_walking_finds(
        day in 0i64..15_000,
        days in days(),
        weeks in numbers(4, 49, true),
        first in prop::sample::select(vec!["MO", "SU", "TH"]),
    ) {
        let rule = format!("FREQ=YEARLY;BYWEEKNO={weeks};BYDAY={days};WKST={first}");
        let base = super::at("20000101T090000") + Duration::days(day);
        let start = align(base, &rule).unwrap_or(base);
        prop_assume!(align(start, &rule) == Ok(start));
        let end = start + Duration::days(4_000);
        prop_assert_eq!(starts_between(&utc(start, &rule), start, end).expect("follows"), walked(&rule, start, end), "{} {}", start, rule);
    }

    #[test]
    fn extra_dates_and_exceptions_are_laid_over_the_rule(
        (start, rule) in whole(),
        extra in prop::collection::btree_set(0i64..2_000, 0..6),
        out in prop::collection::btree_set(0usize..40, 0..6),
    ) {
        prop_assume!(align(start, &rule) == Ok(start));
        let end = start + Duration::days(2_000);
        let of_rule = walked(&rule, start, end);
        let rdates: Vec<NaiveDateTime> = extra.iter().map(|n| start + Duration::days(*n) + Duration::hours(1)).collect();
        let exdates: Vec<NaiveDateTime> = out.iter().filter_map(|n| of_rule.get(*n).copied()).collect();
        let mut expected: Vec<NaiveDateTime> = of_rule.iter().chain(&rdates).copied().collect();
        expected.retain(|at| !exdates.contains(at) && *at < end);
        expected.sort_unstable();
        expected.dedup();
        let series = Series { rdates, exdates, ..utc(start, &rule) };
        prop_assert_eq!(starts_between(&series, start, end).expect("follows"), expected, "{} {}", start, rule);
    }

    #[test]
    fn the_last_start_is_the_last((start, rule) in whole()) {
        prop_assume!(align(start, &rule) == Ok(start));
        let series = utc(start, &rule);
        let ends = rule.contains("COUNT") || rule.contains("UNTIL");
        match last_start(&series) {
            None => prop_assert!(!ends),
            Some(last) => {
                prop_assert!(ends);
                prop_assert_eq!(walked(&rule, start, NaiveDateTime::MAX).last().copied(), Some(last), "{}", rule);
                prop_assert_eq!(next_after(&series, last), Ok(None));
            }
        }
    }

    #[test]
    fn splitting_loses_and_adds_nothing((start, rule) in whole(), n in 1usize..30) {
        prop_assume!(align(start, &rule) == Ok(start));
        let series = utc(start, &rule);
        let end = start + Duration::days(4_000);
        let all = starts_between(&series, start, end).expect("follows");
        if all.len() < 2 {
            return Ok(());
        }
        let n = 1 + n % (all.len() - 1);
        let (old, new) = split_rule_at(&series, all[n]).expect("splits");
        prop_assert_eq!(starts_between(&old, start, end).expect("follows"), all[..n].to_vec(), "{:?}", old.rules);
        prop_assert_eq!(starts_between(&new, start, end).expect("follows"), all[n..].to_vec(), "{:?}", new.rules);
    }

    #[test]
    fn a_rule_written_and_read_is_itself((_, rule) in whole()) {
        let parsed = Rule::parse(&rule).expect("reads");
        prop_assert_eq!(Rule::parse(&parsed.text()), Ok(parsed));
    }

    #[test]
    fn no_text_panics(text in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY|HOURLY|MINUTELY|SECONDLY);)?([A-Z]{2,8}=[-+0-9A-Z,]{0,9};){0,5}.{0,20}") {
        let series = series("20200101T100000", &text);
        let _ = starts_between(&series, super::at("20260101"), super::at("20270101"));
        let _ = last_start(&series);
        let _ = super::super::describe(&text);
        let _ = super::super::parse_words(&text);
    }
}
