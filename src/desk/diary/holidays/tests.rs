//! The rule against the table, the table against the calendar.

use super::*;
use proptest::prelude::*;
use std::path::PathBuf;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Days of the table that no rule knows: moved by a jubilee or an anniversary, or given once.
const ONE_OFF: &[&str] = &[
    "2012-05-28",
    "2012-06-04",
    "2012-06-05",
    "2020-05-04",
    "2020-05-08",
    "2022-05-30",
    "2022-06-02",
    "2022-06-03",
    "2022-09-19",
    "2023-05-08",
];

#[test]
fn the_rule_is_the_table_for_every_year_it_holds() {
    for division in Division::ALL {
        let shipped = Holidays::shipped(division);
        assert_eq!(shipped.years, (2012..=2028).collect());
        for year in 2012..=2028 {
            let rule: BTreeSet<NaiveDate> = by_rule(division, year).into_iter().map(|day| day.0).collect();
            let table: BTreeSet<NaiveDate> = shipped.table.keys().copied().filter(|date| date.year() == year).collect();
            for date in rule.symmetric_difference(&table) {
                assert!(ONE_OFF.contains(&date.to_string().as_str()), "{} {date}", division.key());
            }
        }
    }
}

#[test]
fn the_rule_gives_the_names_of_the_table() {
    for division in Division::ALL {
        let shipped = Holidays::shipped(division);
        for (date, title) in (2012..=2028).flat_map(|year| by_rule(division, year)) {
            // In Scotland the 2nd of January and the substitute for the 1st have changed names from year to year.
            let either = division == Division::Scotland && date.month() == 1;
            let Some(named) =
                shipped.table.get(&date).filter(|_| !either && !ONE_OFF.contains(&date.to_string().as_str()))
            else {
                continue;
            };
            assert_eq!(named, title, "{} {date}", division.key());
        }
    }
}

#[test]
fn days_of_the_three_divisions() {
    let [england, scotland, ireland] = Division::ALL.map(Holidays::shipped);
    assert_eq!(england.on(day("2026-04-06")), Some("Easter Monday"));
    assert_eq!(scotland.on(day("2026-04-06")), None);
    assert_eq!(scotland.on(day("2026-01-02")), Some("2nd January"));
    assert_eq!(ireland.on(day("2026-07-13")), Some("Battle of the Boyne (Orangemen’s Day) (substitute day)"));
    assert_eq!(england.on(day("2026-12-28")), Some("Boxing Day (substitute day)"));
    assert_eq!(england.on(day("2022-09-19")), Some("Bank Holiday for the State Funeral of Queen Elizabeth II"));
    assert_eq!(england.on(day("2026-12-26")), None, "the substitute stands for it");
    assert!(!england.is_working_day(day("2026-12-26")));
    assert!(england.is_working_day(day("2026-03-03")));
}

#[test]
fn beyond_the_table_the_rule_speaks() {
    let england = Holidays::shipped(Division::EnglandAndWales);
    assert_eq!(england.on(day("2033-04-18")), Some("Easter Monday"));
    assert_eq!(england.on(day("2033-12-27")), Some("Christmas Day (substitute day)"));
    assert_eq!(england.on(day("2033-12-26")), Some("Boxing Day"));
    assert_eq!(england.on(day("2033-06-01")), None);
    assert_eq!(england.between(day("2028-12-24"), day("2029-01-02")).len(), 3);
}

#[test]
fn easter_is_when_it_was() {
    for (year, date) in [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2038, "2038-04-25")] {
        assert_eq!(easter(year), Some(day(date)));
    }
}

#[test]
fn a_desk_adds_and_strikes_out() {
    let rows = [(day("2026-08-14"), Some("Trust away day".to_owned())), (day("2026-08-31"), None)];
    let own = Holidays::shipped(Division::EnglandAndWales).with_extra(rows);
    assert_eq!(own.on(day("2026-08-14")), Some("Trust away day"));
    assert_eq!(own.on(day("2026-08-31")), None);
}

/// What GOV.UK publishes, made from the file it is made from.
fn published(source: &serde_json::Value) -> String {
    let years = source["divisions"]["common.nations.scotland_slug"].as_object().unwrap();
    let days = years.values().filter_map(|year| year.as_array()).flatten();
    let events: Vec<serde_json::Value> = days
        .map(|event| {
            let date = NaiveDate::parse_from_str(event["date"].as_str().unwrap(), "%d/%m/%Y").unwrap();
            serde_json::json!({"title": event["title"], "date": date, "notes": "", "bunting": false})
        })
        .collect();
    serde_json::json!({"scotland": {"division": "scotland", "events": events}}).to_string()
}

#[test]
fn a_newer_file_brings_a_day_and_keeps_the_old_years() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/bank-holidays/alphagov_frontend_bank-holidays.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the newer table is not here");
        return;
    };
    let before = Holidays::shipped(Division::Scotland);
    assert_eq!(before.on(day("2026-06-15")), None);
    let after = before.clone().refreshed(&published(&serde_json::from_str(&text).unwrap())).unwrap();
    assert!(after.on(day("2026-06-15")).is_some());
    assert_eq!(after.on(day("2012-06-05")), before.on(day("2012-06-05")));
}

#[test]
fn part_of_a_year_is_added_and_a_whole_one_replaces() {
    let part =
        r#"{"scotland": {"division": "scotland", "events": [{"title": "A day", "date": "2030-03-04", "notes": ""}]}}"#;
    let after = Holidays::shipped(Division::Scotland).refreshed(part).unwrap();
    assert_eq!(after.on(day("2030-03-04")), Some("A day"));
    assert_eq!(after.on(day("2030-12-25")), Some("Christmas Day"));
}

#[test]
fn a_wrong_file_is_refused_in_a_sentence() {
    let refused = |text: &str| Holidays::from_json(Division::Scotland, text).unwrap_err();
    assert!(refused("no").contains("line 1"));
    assert!(refused("{}").contains("no part \"scotland\""));
    assert!(
        refused("{\"scotland\": {\"events\": [\n{\"title\": \"x\", \"date\": \"31/12/2026\"}]}}").contains("line 2")
    );
}

#[test]
fn keys_go_there_and_back() {
    for division in Division::ALL {
        assert_eq!(Division::from_key(division.key()), Some(division));
    }
    assert_eq!(Division::from_key("wales"), None);
}

proptest! {
    #[test]
    fn every_year_has_its_days_and_none_on_a_weekend(year in 1990..2300_i32) {
        for (division, count) in Division::ALL.into_iter().zip([8, 9, 10]) {
            let days = by_rule(division, year);
            prop_assert_eq!(days.len(), count);
            prop_assert!(days.windows(2).all(|pair| pair[0].0 < pair[1].0), "{:?}", days);
            prop_assert!(days.iter().all(|day| !is_weekend(day.0)));
        }
    }

    #[test]
    fn easter_is_a_sunday_between_its_limits(year in 1600..4000_i32) {
        let day = easter(year).unwrap();
        prop_assert_eq!(day.weekday(), Weekday::Sun);
        prop_assert!((322..=425).contains(&(day.month() * 100 + day.day())));
    }
}
