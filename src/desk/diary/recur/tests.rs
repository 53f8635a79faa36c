//! Stories of the recurrence engine; the `rrule` crate is the oracle of the property tests.

mod cases;
mod corpus;
mod oracle;
mod words;

use super::Series;
use chrono::NaiveDateTime;

/// A date ("20261005") or a time ("20261005T100000").
pub(super) fn at(text: &str) -> NaiveDateTime {
    let text = if text.contains('T') { text.to_string() } else { format!("{text}T000000") };
    NaiveDateTime::parse_from_str(&text, "%Y%m%dT%H%M%S").unwrap_or_else(|_| panic!("no time: {text}"))
}

pub(super) fn series(start: &str, rule: &str) -> Series {
    Series { rules: vec![rule.to_string()], all_day: !start.contains('T'), ..Series::once(at(start)) }
}

pub(super) fn shown(all: &[NaiveDateTime]) -> Vec<String> {
    all.iter().map(|at| at.format("%Y%m%dT%H%M").to_string()).collect()
}
