//! The cases that go wrong elsewhere: clocks, zones, counts, ends, exceptions.

use super::super::*;
use super::{at, series, shown};
use chrono::Duration;

fn all(series: &Series) -> Vec<String> {
    shown(&starts_between(series, at("19000101"), at("20500101")).expect("follows"))
}

fn in_zone(start: &str, rule: &str, zone: &str) -> Series {
    Series { zone: Some(zone.into()), ..series(start, rule) }
}

#[test]
fn a_clinic_keeps_its_hour_over_the_change_of_clocks() {
    let clinic = series("20261005T090000", "FREQ=WEEKLY;COUNT=4");
    assert_eq!(all(&clinic), ["20261005T0900", "20261012T0900", "20261019T0900", "20261026T0900"]);
}

#[test]
fn a_series_in_utc_moves_by_an_hour_at_the_desk() {
    let starts =
        starts_between(&in_zone("20261021T090000", "FREQ=WEEKLY;COUNT=2", "UTC"), at("20261001"), at("20261101"));
    let here: Vec<_> = starts.expect("follows").into_iter().map(|at| to_desk(at, "UTC")).collect();
    assert_eq!(shown(&here), ["20261021T1000", "20261028T0900"]);
}

#[test]
fn a_time_the_clocks_skip_comes_an_hour_later_and_one_they_repeat_is_the_earlier() {
    assert_eq!(to_desk(at("20270328T013000"), "Europe/London"), at("20270328T023000"));
    assert_eq!(to_desk(at("20270328T013000"), "UTC"), at("20270328T023000"));
    let first = zone_named("Europe/London").expect("known").to_utc(at("20261025T013000"));
    assert_eq!(first, at("20261025T003000"));
    assert_eq!(between(at("20260702T090000"), "America/New_York", "Europe/London"), at("20260702T140000"));
}

#[test]
fn zones_are_known_by_all_their_names() {
    let name = |text| zone_named(text).map(Zone::name);
    for london in
        ["Europe/London", "GMT Standard Time", "\"GMT Standard Time\"", "(UTC+00:00) Dublin, Edinburgh, Lisbon, London"]
    {
        assert_eq!(name(london).as_deref(), Some("Europe/London"), "{london}");
    }
    assert_eq!(name("/mozilla.org/20070129_1/America/New_York").as_deref(), Some("America/New_York"));
    assert_eq!(name("/freeassociation.sourceforge.net/Europe/Berlin").as_deref(), Some("Europe/Berlin"));
    assert_eq!(name("Europe_Berlin").as_deref(), Some("Europe/Berlin"));
    assert_eq!(name("UTC+11").as_deref(), Some("+11:00"));
    assert_eq!(name("+05:30").as_deref(), Some("+05:30"));
    assert_eq!(name("GMT").as_deref(), Some("UTC"));
    assert_eq!(name("Nowhere/Middle"), None);
    assert_eq!(name(""), None);
}

#[test]
fn until_counts_in_the_zone_of_the_series() {
    // 07:30 UTC is 08:30 in London in July: the Friday still counts.
    let huddle = series("20260706T083000", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260710T073000Z");
    assert_eq!(all(&huddle).len(), 5);
    let short = series("20260706T083000", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260710T072959Z");
    assert_eq!(all(&short).len(), 4);
    let local = series("20260706T083000", "FREQ=DAILY;UNTIL=20260710T083000");
    assert_eq!(all(&local).len(), 5);
    let whole_day = series("20260706T083000", "FREQ=DAILY;UNTIL=20260710");
    assert_eq!(all(&whole_day).len(), 5, "the whole of the last day counts");
    let days = series("20260706", "FREQ=DAILY;UNTIL=20260710T000000Z");
    assert_eq!(all(&days).len(), 5);
}

#[test]
fn count_counts_before_exceptions() {
    let mut weekly = series("20261005T100000", "FREQ=WEEKLY;COUNT=4");
    weekly.exdates = vec![at("20261012T100000")];
    assert_eq!(all(&weekly), ["20261005T1000", "20261019T1000", "20261026T1000"]);
}

#[test]
fn extra_dates_are_kept_and_exceptions_of_whole_days_go_by_the_day() {
    let mut single = Series::once(at("20260716T100000"));
    single.rdates = vec![at("20260720T100000"), at("20260716T100000")];
    assert_eq!(all(&single), ["20260716T1000", "20260720T1000"]);
    let mut days = series("20260701", "FREQ=DAILY;COUNT=3");
    days.exdates = vec![at("20260702T120000")];
    assert_eq!(all(&days), ["20260701T0000", "20260703T0000"]);
}

#[test]
fn a_start_beside_its_rule_still_happens_and_is_counted() {
    // Wednesday, "every Monday".
    let odd = series("20260701T100000", "FREQ=WEEKLY;BYDAY=MO;COUNT=3");
    assert_eq!(all(&odd), ["20260701T1000", "20260706T1000", "20260713T1000"]);
    assert_eq!(last_start(&odd), Some(at("20260713T100000")));
    assert_eq!(align(at("20260701T100000"), "FREQ=WEEKLY;BYDAY=MO"), Ok(at("20260706T100000")));
}

#[test]
fn the_last_working_day_of_a_month() {
    let payroll = series("20260831T160000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2");
    assert_eq!(all(&payroll), ["20260831T1600", "20260930T1600"]);
    let friday = series("20260731T140000", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3");
    assert_eq!(all(&friday), ["20260731T1400", "20260828T1400", "20260925T1400"]);
}

#[test]
fn the_week_begins_where_the_rule_says() {
    let monday = series("19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO");
    assert_eq!(all(&monday), ["19970805T0900", "19970810T0900", "19970819T0900", "19970824T0900"]);
    let sunday = series("19970805T090000", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU");
    assert_eq!(all(&sunday), ["19970805T0900", "19970817T0900", "19970819T0900", "19970831T0900"]);
}

#[test]
fn leap_days_and_the_31st_wait_for_their_month() {
    assert_eq!(all(&series("20240229", "FREQ=YEARLY;COUNT=3")), ["20240229T0000", "20280229T0000", "20320229T0000"]);
    assert_eq!(all(&series("20260131", "FREQ=MONTHLY;COUNT=3")), ["20260131T0000", "20260331T0000", "20260531T0000"]);
}

#[test]
fn what_repeats_within_the_day_is_refused_unless_small() {
    let far = (at("20260101"), at("20260102"));
    for rule in [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=100000",
        "FREQ=HOURLY;UNTIL=20400101T000000Z",
    ] {
        let endless = series("20260101T090000", rule);
        assert_eq!(starts_between(&endless, far.0, far.1), Err(RecurError::TooOften), "{rule}");
        assert!(check(&endless).is_err());
    }
    let ward_round = series("20260101T080000", "FREQ=HOURLY;INTERVAL=4;COUNT=3");
    assert_eq!(all(&ward_round), ["20260101T0800", "20260101T1200", "20260101T1600"]);
    assert_eq!(last_start(&ward_round), Some(at("20260101T160000")));
    assert_eq!(all(&series("20260101T080000", "FREQ=DAILY;BYHOUR=8,20;COUNT=3")).len(), 3);
}

#[test]
fn a_rule_that_never_comes_round_ends() {
    let never = series("20260101T080000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5");
    assert_eq!(all(&never), ["20260101T0800"]);
    let daily = series("20260101T080000", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5");
    assert_eq!(all(&daily), ["20260101T0800"]);
    assert_eq!(
        next_after(&series("20260101T080000", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), at("20260101T080000")),
        Ok(None)
    );
    assert!(align(at("20260101"), "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=6").is_err());
}

#[test]
fn enormous_numbers_neither_hang_nor_wrap() {
    for rule in [
        "FREQ=YEARLY;INTERVAL=4294967295;COUNT=2",
        "FREQ=WEEKLY;INTERVAL=2000000000;COUNT=4000000000",
        "FREQ=DAILY;COUNT=4294967295",
    ] {
        let series = series("20240101", rule);
        assert_eq!(starts_between(&series, at("20240101"), at("20240102")).map(|all| all.len()), Ok(1), "{rule}");
        let _ = last_start(&series);
    }
    assert_eq!(
        starts_between(&series("20240101", "FREQ=DAILY"), at("20240101"), at("99990101")),
        Err(RecurError::TooMany)
    );
}

#[test]
fn bad_rules_are_refused_in_a_sentence() {
    for rule in [
        "",
        "FREQ=NEVER",
        "BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=YEARLY;BYMONTH=13",
        "RSCALE=HEBREW;FREQ=YEARLY",
        "FREQ=WEEKLY;BYMONTHDAY=2",
        "FREQ=MONTHLY;BYWEEKNO=2",
        "FREQ=DAILY;BYEASTER=1",
    ] {
        let error = check(&series("20260101T090000", rule)).expect_err(rule).to_string();
        assert!(error.ends_with('.') && error.len() > 20, "{rule}: {error}");
    }
    assert!(
        check(&series("20260101T090000", "freq=daily;interval=1;byday=mo, tu, we;")).is_ok(),
        "small faults of form are borne"
    );
}

#[test]
fn next_after_looks_past_years_and_exceptions() {
    let leap = series("20240229T100000", "FREQ=YEARLY");
    assert_eq!(next_after(&leap, at("20240229T100000")), Ok(Some(at("20280229T100000"))));
    assert_eq!(next_after(&leap, at("19990101")), Ok(Some(at("20240229T100000"))));
    let mut weekly = series("20260105T100000", "FREQ=WEEKLY");
    weekly.exdates = vec![at("20260112T100000")];
    assert_eq!(next_after(&weekly, at("20260105T100000")), Ok(Some(at("20260119T100000"))));
    assert_eq!(next_after(&Series::once(at("20260105")), at("20260105")), Ok(None));
}

#[test]
fn this_and_later_splits_rule_count_and_exceptions() {
    let mut weekly = series("20260105T100000", "FREQ=WEEKLY;COUNT=10");
    weekly.exdates = vec![at("20260112T100000"), at("20260209T100000")];
    let (old, new) = split_rule_at(&weekly, at("20260202T100000")).expect("splits");
    assert_eq!(old.rules, ["FREQ=WEEKLY;UNTIL=20260126T100000Z"]);
    assert_eq!((new.start, new.rules), (at("20260202T100000"), vec!["FREQ=WEEKLY;COUNT=6".to_string()]));
    assert_eq!((old.exdates, new.exdates), (vec![at("20260112T100000")], vec![at("20260209T100000")]));
    let summer = series("20260706T100000", "FREQ=WEEKLY");
    assert_eq!(
        split_rule_at(&summer, at("20260720T100000")).expect("splits").0.rules,
        ["FREQ=WEEKLY;UNTIL=20260713T090000Z"]
    );
    assert!(split_rule_at(&weekly, weekly.start).is_err());
    assert!(split_rule_at(&weekly, at("20260203T100000")).is_err());
    let (first, _) = split_rule_at(&weekly, at("20260112T100000")).expect("splits");
    assert!(first.rules.is_empty(), "one alone needs no rule");
    let days = series("20260105", "FREQ=DAILY");
    assert_eq!(split_rule_at(&days, at("20260107")).expect("splits").0.rules, ["FREQ=DAILY;UNTIL=20260106"]);
}

/// Walking them takes seconds in a debug build; the bound leaves room for a busy machine.
#[test]
fn a_thousand_series_since_2016_are_not_walked_from_their_start() {
    let many: Vec<Series> = (0..1_000)
        .map(|n| Series {
            start: at("20160104T090000") + Duration::days(n % 5),
            ..series("20160104T090000", "FREQ=WEEKLY;COUNT=100000")
        })
        .collect();
    let begun = std::time::Instant::now();
    let found: usize =
        many.iter().map(|s| starts_between(s, at("20261101"), at("20261201")).expect("follows").len()).sum();
    println!("1,000 weekly series, one month: {found} starts in {:?}", begun.elapsed());
    assert_eq!(found, 4_200);
    assert!(begun.elapsed() < std::time::Duration::from_millis(900), "walked, not reckoned");
}
