//! Rules finer than a day (hourly and below): walked from their start by the `rrule` crate, and refused unless small.

use super::{Freq, RecurError, Rule, Series, Until};
use chrono::{Datelike, Duration, NaiveDateTime};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

const MOST: usize = 1_000;

/// Every start of such a rule. The walk is done in UTC, which stands here for wall-clock time.
pub(super) fn starts(series: &Series, rule: &Rule) -> Result<Vec<NaiveDateTime>, RecurError> {
    let end = end(series, rule)?;
    let mut plain = rule.clone();
    plain.until = Some(Until::Utc(end));
    let mut out = vec![series.start];
    for at in &walk(&plain, series.start)? {
        let at = at.naive_utc();
        if at > end {
            break;
        }
        out.push(at);
        if out.len() > MOST + 1 {
            return Err(RecurError::TooOften);
        }
    }
    out.dedup();
    if rule.count.is_some_and(|count| out.len() < count as usize) && rule.until.is_none() {
        return Err(RecurError::TooOften);
    }
    out.truncate(rule.count.map_or(MOST, |count| count as usize));
    Ok(out)
}

/// How far the walk may go. A rule with neither an end nor a small count is refused.
fn end(series: &Series, rule: &Rule) -> Result<NaiveDateTime, RecurError> {
    let far = match rule.freq {
        Freq::Hourly => Duration::days(366),
        Freq::Minutely => Duration::days(31),
        _ => Duration::days(1),
    };
    let limit = series.start + far;
    let until = rule.until.map(|until| until.last_wall(series.zone(), series.all_day));
    match (until, rule.count) {
        (Some(until), _) if until <= limit => Ok(until.max(series.start)),
        (_, Some(count)) if count as usize <= MOST => Ok(limit),
        _ => Err(RecurError::TooOften),
    }
}

fn walk(rule: &Rule, start: NaiveDateTime) -> Result<RRuleSet, RecurError> {
    let bad = |why: String| RecurError::BadRule(format!("The repeat rule cannot be followed: {why}."));
    if !(1..9_000).contains(&start.year()) || rule.interval > u32::from(u16::MAX) {
        return Err(bad("its numbers are out of range".to_string()));
    }
    let parsed: RRule<Unvalidated> = rule.text().parse().map_err(|e: rrule::RRuleError| bad(e.to_string()))?;
    let set = parsed.build(start.and_utc().with_timezone(&Tz::UTC)).map_err(|e| bad(e.to_string()))?;
    Ok(set.limit())
}
