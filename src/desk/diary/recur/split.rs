//! "This and later": one series made into two.

use super::{RecurError, Rule, Series, Until, starts_between};
use chrono::{Duration, NaiveDateTime};

/// Split a series at one of its occurrences: the series as it was, ended before `at`, and a new one from `at`
/// with what is left of COUNT. The old rule ends by UNTIL, in UTC as RFC 5545 wants it (a date for whole days).
pub fn split_rule_at(series: &Series, at: NaiveDateTime) -> Result<(Series, Series), RecurError> {
    let fault = |why: &str| RecurError::BadSplit(why.to_string());
    if at <= series.start {
        return Err(fault("Nothing comes before this one; change the whole series instead."));
    }
    let bare = Series { exdates: Vec::new(), ..series.clone() };
    let happens = |series: &Series| Ok(!starts_between(series, at, at + Duration::seconds(1))?.is_empty());
    if !happens(&bare)? {
        return Err(fault("The series has no occurrence at that time; choose one of its own."));
    }
    for rule in &series.rules {
        // A rule begun on a day that is not its own would lose its step.
        if !happens(&Series { rules: vec![rule.clone()], rdates: Vec::new(), ..bare.clone() })? {
            return Err(fault(
                "That day is an extra date beside the rule; change it alone, or split at a day of the rule.",
            ));
        }
    }
    let before = split_dates(series, |date| date < at);
    let mut old = Series { rules: Vec::new(), ..before };
    let mut new = Series { start: at, rules: Vec::new(), ..split_dates(series, |date| date >= at) };
    for text in &series.rules {
        let rule = Rule::parse(text)?;
        let (first, second) = split_one(series, rule, at)?;
        old.rules.extend(first);
        new.rules.extend(second);
    }
    new.rdates.retain(|date| *date != at);
    Ok((old, new))
}

fn split_dates(series: &Series, keep: impl Fn(NaiveDateTime) -> bool) -> Series {
    let kept = |dates: &[NaiveDateTime]| dates.iter().copied().filter(|date| keep(*date)).collect();
    Series { rdates: kept(&series.rdates), exdates: kept(&series.exdates), ..series.clone() }
}

/// One rule's two halves; a half that gives nothing is left out.
fn split_one(series: &Series, rule: Rule, at: NaiveDateTime) -> Result<(Option<String>, Option<String>), RecurError> {
    let alone = Series { rules: vec![rule.text()], rdates: Vec::new(), exdates: Vec::new(), ..series.clone() };
    let past = earlier(&alone, &rule, at)?;
    let left = rule.count.map(|count| count.saturating_sub(past.1));
    let old = Rule { count: None, until: Some(end(series, past.0)), ..rule.clone() };
    let over = left == Some(0) || rule.until.is_some_and(|until| until.last_wall(series.zone(), series.all_day) < at);
    let new = Rule { count: left, ..rule };
    Ok(((past.1 > 1).then(|| old.text()), (!over && left != Some(1)).then(|| new.text())))
}

/// The last start before `at`, and how many there are (only counted where the rule counts them).
fn earlier(alone: &Series, rule: &Rule, at: NaiveDateTime) -> Result<(NaiveDateTime, u32), RecurError> {
    if rule.count.is_some() {
        let all = starts_between(alone, alone.start, at)?;
        return Ok((all.last().copied().unwrap_or(alone.start), all.len() as u32));
    }
    let mut days = 40;
    loop {
        let from = (at - Duration::days(days)).max(alone.start);
        let last = starts_between(alone, from, at)?.last().copied();
        match last {
            Some(last) => return Ok((last, if last == alone.start { 1 } else { 2 })),
            None if from == alone.start => return Ok((alone.start, 1)),
            None => days *= 4,
        }
    }
}

fn end(series: &Series, last: NaiveDateTime) -> Until {
    if series.all_day { Until::Date(last.date()) } else { Until::Utc(series.zone().to_utc(last)) }
}
