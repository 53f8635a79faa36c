//! Free and busy times without a word of what they are: for whoever has to find a time and need not know more.

use chrono::{Duration, NaiveDateTime};
use sha2::{Digest, Sha256};

use super::invite::utc_stamp;
use super::model::Calendar;
use super::repo;
use super::rules_occurrence::Occurrence;
use crate::desk::clinics;
use crate::exchange::ics::{self, CalEvent, EventStatus};
use crate::store::{Db, Refusal};

/// So many days are told.
pub const DAYS: i64 = 365;

/// A time from and until.
type Span = (NaiveDateTime, NaiveDateTime);

/// The busy times of a calendar from today on, as the text of an `.ics` file: entries called "Busy", with nothing else.
/// How many there are comes with it.
pub fn text(db: Db<'_>, calendar: &Calendar, now: NaiveDateTime) -> Result<(String, usize), Refusal> {
    let from = now.date().and_time(chrono::NaiveTime::MIN);
    let until = from + Duration::days(DAYS);
    let mut all = repo::between(db, from - Duration::days(1), until + Duration::days(1))?;
    let sessions = clinics::repo::sessions(db, from.date(), until.date(), now.date())?;
    all.extend(sessions.iter().map(clinics::repo_free::occurrence));
    all.retain(|one| one.entry.calendar_id == calendar.id && takes_time(one));
    let (sure, unsure) = spans(&all);
    let spans = sure.iter().map(|s| (*s, true)).chain(unsure.iter().map(|s| (*s, false)));
    let mut events: Vec<CalEvent> = spans
        .filter_map(|((start, end), sure)| Some(((start.max(from), end.min(until)), sure)).filter(|((a, b), _)| a < b))
        .map(|(span, sure)| event(calendar, span, sure, now))
        .collect();
    events.sort_by_key(|e| (e.start, e.end));
    Ok((ics::write(&events, &[], Some("PUBLISH"), &utc_stamp(now)), events.len()))
}

/// Whether an entry stands in the way of another: what is cancelled or marked as free does not.
pub fn takes_time(one: &Occurrence) -> bool {
    let free = ["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"];
    let marked = one.entry.extra.lines().any(|line| free.iter().any(|f| line.trim().eq_ignore_ascii_case(f)));
    one.is_live() && !marked && one.end > one.start
}

/// The times that are sure to be taken and those that may be, each joined where they touch.
fn spans(all: &[Occurrence]) -> (Vec<Span>, Vec<Span>) {
    let wide = |one: &Occurrence| {
        let minutes = Duration::minutes;
        (one.start - minutes(one.entry.buffer_before), one.end + minutes(one.entry.buffer_after))
    };
    let unsure = |one: &&Occurrence| ["hold", "proposed"].contains(&one.entry.state.as_str());
    let sure = joined(all.iter().filter(|o| !unsure(o)).map(wide).collect());
    let may_be = joined(all.iter().filter(unsure).map(wide).collect());
    let left = may_be.into_iter().flat_map(|span| without(span, &sure)).collect();
    (sure, left)
}

fn joined(mut all: Vec<Span>) -> Vec<Span> {
    all.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for (start, end) in all {
        match out.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

/// What is left of a time when others are taken out of it.
fn without(span: Span, taken: &[Span]) -> Vec<Span> {
    let (mut from, until) = span;
    let mut out = Vec::new();
    for (start, end) in taken.iter().filter(|t| t.1 > span.0 && t.0 < until) {
        if *start > from {
            out.push((from, *start));
        }
        from = from.max(*end);
    }
    if from < until {
        out.push((from, until));
    }
    out
}

fn event(calendar: &Calendar, (start, end): Span, sure: bool, now: NaiveDateTime) -> CalEvent {
    let digest = Sha256::digest(format!("{}\u{1f}{start}\u{1f}{end}", calendar.id));
    let name = digest.iter().take(12).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
    CalEvent {
        uid: format!("busy-{name:024x}@rolltop"),
        sequence: 0,
        stamp: Some(utc_stamp(now)),
        title: if sure { "Busy" } else { "Perhaps busy" }.into(),
        start,
        end,
        all_day: false,
        zone: None,
        place: String::new(),
        notes: String::new(),
        status: Some(if sure { EventStatus::Confirmed } else { EventStatus::Tentative }),
        private: false,
        categories: Vec::new(),
        organizer: String::new(),
        attendees: Vec::new(),
        rules: Vec::new(),
        rdates: Vec::new(),
        exdates: Vec::new(),
        overrides: Vec::new(),
        extra: "TRANSP:OPAQUE".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> NaiveDateTime {
        chrono::NaiveDate::from_ymd_opt(2026, 3, 3).unwrap().and_hms_opt(hour, 0, 0).unwrap()
    }

    #[test]
    fn times_that_touch_are_one() {
        let all = vec![(at(11), at(12)), (at(9), at(10)), (at(10), at(11)), (at(14), at(16)), (at(15), at(15))];
        assert_eq!(joined(all), [(at(9), at(12)), (at(14), at(16))]);
    }

    #[test]
    fn what_is_sure_covers_what_may_be() {
        let taken = [(at(9), at(10)), (at(12), at(13))];
        assert_eq!(without((at(8), at(14)), &taken), [(at(8), at(9)), (at(10), at(12)), (at(13), at(14))]);
        assert_eq!(without((at(9), at(10)), &taken), []);
    }
}
