//! Rules with the dates another library's authors expect, where that file is at hand.

use super::super::{Rule, starts_between};
use super::{at, series, shown};

#[derive(Default)]
struct Case {
    rule: String,
    start: String,
    from: Option<String>,
    dates: Vec<String>,
    fails: bool,
}

fn cases(text: &str) -> Vec<Case> {
    let mut all = vec![Case::default()];
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        let last = all.last_mut().expect("never empty");
        match line.split_once(':') {
            None if !last.rule.is_empty() => all.push(Case::default()),
            Some(("RRULE", rule)) => last.rule = rule.to_string(),
            Some(("DTSTART", start)) => last.start = start.to_string(),
            Some(("START-AT", from)) => last.from = Some(from.to_string()),
            Some(("INSTANCES", dates)) => last.dates = dates.split(',').map(ToString::to_string).collect(),
            Some(("EXCEPTION", _)) => last.fails = true,
            _ => {}
        }
    }
    all.retain(|case| !case.rule.is_empty() && !case.start.is_empty() && !case.fails);
    all
}

/// Where ours gives other dates, and is right: a yearly rule with a day of the month and no month. By the table of RFC
/// 5545, 3.3.10, BYMONTHDAY expands a yearly rule, so it holds in every month, as the `rrule` crate has it too; that library
/// keeps it in the month of the start.
const OTHERWISE: [&str; 3] =
    ["FREQ=YEARLY;BYMONTHDAY=8,9;BYDAY", "FREQ=YEARLY;BYMONTHDAY=1,8;BYDAY", "FREQ=YEARLY;BYMONTHDAY=1,-31"];

/// The dates ours gives, as many as are expected. That library leaves out a start that is not the rule's own.
fn ours(case: &Case) -> Result<Vec<String>, String> {
    let mut rule = Rule::parse(&case.rule).map_err(|e| e.to_string())?;
    let odd_start = !case.dates.contains(&case.start);
    // Ours counts such a start; one more then gives the same dates.
    rule.count = rule.count.map(|count| count + u32::from(odd_start));
    let series = series(&case.start, &rule.text());
    let from = case.from.as_ref().map_or(series.start, |from| at(from));
    let until = case.dates.last().map_or(from, |last| at(last)) + chrono::Duration::days(1);
    let mut all = starts_between(&series, from, until).map_err(|e| e.to_string())?;
    all.retain(|start| !odd_start || *start != series.start);
    all.truncate(case.dates.len());
    Ok(shown(&all))
}

#[test]
fn the_dates_of_the_rules_of_another_library() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/ics/recur-expected/RecurrenceTestCases.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the file of recurrence cases is not here");
        return;
    };
    let mut all = cases(&text);
    all.retain(|case| !OTHERWISE.iter().any(|rule| case.rule.starts_with(rule)));
    let mut wrong = Vec::new();
    for case in &all {
        let expected: Vec<String> = case.dates.iter().map(|date| shown(&[at(date)])[0].clone()).collect();
        match ours(case) {
            Ok(found) if found == expected => {}
            other => wrong.push(format!("{} from {}: {other:?}, expected {expected:?}", case.rule, case.start)),
        }
    }
    for line in &wrong {
        println!("{line}");
    }
    println!("{} of {} agree", all.len() - wrong.len(), all.len());
    assert!(all.len() > 50 && wrong.is_empty());
}
