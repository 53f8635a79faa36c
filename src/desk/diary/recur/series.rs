//! A series: its start, rules, extra dates and exceptions, and the questions put to it.

use super::period::{MOST_PERIODS, MOST_STARTS, Plan};
use super::{RecurError, Rule, Zone, fine, zone_named};
use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A repeating entry, all its times wall-clock times of its own zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The first occurrence; it always happens (unless excepted), even where the rule would not give it.
    pub start: NaiveDateTime,
    /// The rules, each the text of an RRULE.
    pub rules: Vec<String>,
    /// Dates beside those of the rules.
    pub rdates: Vec<NaiveDateTime>,
    /// Dates on which it does not happen. They do not change what COUNT counts.
    pub exdates: Vec<NaiveDateTime>,
    /// The zone's name; None for the desk's own.
    pub zone: Option<String>,
    /// Whole days: times of day and zones do not matter.
    pub all_day: bool,
}

impl Series {
    /// A single entry at that time, in the desk's zone.
    pub fn once(start: NaiveDateTime) -> Self {
        Self { start, rules: Vec::new(), rdates: Vec::new(), exdates: Vec::new(), zone: None, all_day: false }
    }

    pub(super) fn zone(&self) -> Zone {
        self.zone.as_deref().and_then(zone_named).unwrap_or(Zone::DESK)
    }

    pub(super) fn plan(&self, rule: Rule) -> Plan {
        Plan::new(rule, self.start, self.zone(), self.all_day)
    }

    /// Whether an occurrence is excepted. An exception of a whole-day series matches by its day.
    pub(super) fn excepts(&self, at: NaiveDateTime) -> bool {
        self.exdates.iter().any(|except| *except == at || (self.all_day && except.date() == at.date()))
    }
}

/// Whether every rule of the series can be followed; the sentence says why not.
pub fn check(series: &Series) -> Result<(), RecurError> {
    for text in &series.rules {
        let rule = Rule::parse(text)?;
        if rule.freq.is_fine() {
            fine::starts(series, &rule)?;
        }
    }
    Ok(())
}

/// The starts in the window (`from` counts, `until` does not), in order, in the series' own wall-clock time.
pub fn starts_between(
    series: &Series,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<NaiveDateTime>, RecurError> {
    let mut all: Vec<NaiveDateTime> = Vec::new();
    let mut single = |at: NaiveDateTime| {
        if at >= from && at < until {
            all.push(at);
        }
    };
    single(series.start);
    series.rdates.iter().for_each(|at| single(*at));
    for text in &series.rules {
        let rule = Rule::parse(text)?;
        if rule.freq.is_fine() {
            all.extend(fine::starts(series, &rule)?.into_iter().filter(|at| *at >= from && *at < until));
        } else {
            window(&series.plan(rule), from, until, &mut all)?;
        }
    }
    all.sort_unstable();
    all.dedup();
    all.retain(|at| !series.excepts(*at));
    Ok(all)
}

/// The first start after a moment (not at it), looking no further than a hundred years.
pub fn next_after(series: &Series, after: NaiveDateTime) -> Result<Option<NaiveDateTime>, RecurError> {
    let base = after.max(series.start - Duration::seconds(1));
    let mut from = after + Duration::seconds(1);
    for days in [31, 400, 3_700, 36_525] {
        let until = base + Duration::days(days);
        if until > from {
            if let Some(first) = starts_between(series, from, until)?.first() {
                return Ok(Some(*first));
            }
            from = until;
        }
    }
    Ok(None)
}

/// The last start of the series, exceptions not looked at; None where it never ends. For an index of its span.
pub fn last_start(series: &Series) -> Option<NaiveDateTime> {
    let mut last = series.rdates.iter().copied().fold(series.start, NaiveDateTime::max);
    for text in &series.rules {
        let Ok(rule) = Rule::parse(text) else { continue };
        if rule.freq.is_fine() {
            let all = fine::starts(series, &rule).unwrap_or_default();
            last = all.into_iter().fold(last, NaiveDateTime::max);
        } else {
            last = last.max(last_of(&series.plan(rule))?);
        }
    }
    Some(last)
}

/// The first start the rule itself gives at or after `start`: where to begin a series whose day was typed
/// loosely ("every mon" on a Wednesday).
pub fn align(start: NaiveDateTime, rule: &str) -> Result<NaiveDateTime, RecurError> {
    let mut rule = Rule::parse(rule)?;
    if rule.freq.is_fine() {
        return Ok(start);
    }
    (rule.count, rule.until) = (None, None);
    let plan = Plan::new(rule, start, Zone::UTC, false);
    let found = (0..800).find_map(|period| plan.starts(period).into_iter().find(|at| *at >= start));
    found.ok_or_else(|| RecurError::BadRule("The repeat rule never comes round; change it.".to_string()))
}

/// A time of no more days than this is gone through day by day where the rule allows it.
const BY_DAYS: i64 = 400;

pub(super) fn window(
    plan: &Plan,
    from: NaiveDateTime,
    until: NaiveDateTime,
    out: &mut Vec<NaiveDateTime>,
) -> Result<(), RecurError> {
    let last = plan.until.unwrap_or(NaiveDateTime::MAX);
    if until <= from || last < from || until <= plan.start {
        return Ok(());
    }
    if plan.goes_by_days() && until - from <= Duration::days(BY_DAYS) {
        plan.by_days(from, last.checked_add_signed(Duration::seconds(1)).unwrap_or(last).min(until), out);
        return if out.len() > MOST_STARTS { Err(RecurError::TooMany) } else { Ok(()) };
    }
    let first = plan.period_of(from.date()).max(0);
    let count = plan.rule.count.map_or(u64::MAX, u64::from);
    let mut seen = if plan.rule.count.is_some() { plan.counted_before(first, count)? } else { 0 };
    let mut period = first;
    while seen < count && plan.first_day(period).is_some_and(|day| day <= until.date() && day <= last.date()) {
        for at in plan.counted(period) {
            seen += 1;
            if seen > count || at > last || at >= until {
                return Ok(());
            }
            if at >= from {
                out.push(at);
            }
        }
        period += 1;
        if period - first > MOST_PERIODS || out.len() > MOST_STARTS {
            return Err(RecurError::TooMany);
        }
    }
    Ok(())
}

fn last_of(plan: &Plan) -> Option<NaiveDateTime> {
    let by_date = plan.until.map(|until| last_until(plan, until));
    let by_count = plan.rule.count.map(|count| last_counted(plan, u64::from(count)));
    match (by_date, by_count) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

fn last_until(plan: &Plan, until: NaiveDateTime) -> NaiveDateTime {
    let top = plan.period_of(until.date()).max(0);
    let low = (top - 5_000).max(0);
    (low..=top)
        .rev()
        .find_map(|period| plan.counted(period).into_iter().rev().find(|at| *at <= until))
        .unwrap_or(plan.start)
}

fn last_counted(plan: &Plan, count: u64) -> NaiveDateTime {
    let first = plan.counted(0);
    if count <= first.len() as u64 {
        return first[count as usize - 1];
    }
    let mut left = count - first.len() as u64;
    let mut period = 1;
    if let Some(each) = plan.always().filter(|each| *each > 0) {
        period += ((left - 1) / each) as i64;
        left = (left - 1) % each + 1;
    }
    let mut last = *first.last().unwrap_or(&plan.start);
    while left > 0 && period < MOST_PERIODS.saturating_mul(50) && plan.first_day(period).is_some() {
        let all = plan.starts(period);
        if let Some(at) = all.get(left as usize - 1) {
            return *at;
        }
        left -= all.len() as u64;
        last = all.last().copied().unwrap_or(last);
        period += 1;
    }
    last
}
