//! An entry of a calendar file as rows of the diary: the entry or series, and its changed occurrences.

use chrono::NaiveDateTime;

use crate::clock::stamp;
use crate::desk::diary::recur::split_rule_at;
use crate::desk::diary::rules::{KINDS, STATES, time_of};
use crate::desk::diary::rules_alarm::alarm_of;
use crate::desk::diary::rules_series::adjusted;
use crate::desk::diary::{Calendar, Entry};
use crate::exchange::ics::{CalEvent, EventStatus, Override, address};
use crate::store::new_id;
use crate::text::names;

/// What the rows are made for.
pub(super) struct Given<'a> {
    pub calendar: &'a Calendar,
    pub who: &'a str,
    pub now: NaiveDateTime,
}

/// The row of an entry, its changed occurrences left out.
pub(super) fn entry_of(event: &CalEvent, given: &Given<'_>) -> Entry {
    let times = |list: &[NaiveDateTime]| list.iter().map(|t| stamp(*t)).collect();
    let title = if event.title.trim().is_empty() { "(no title)" } else { event.title.trim() };
    let mut entry = Entry {
        id: new_id(),
        calendar_id: given.calendar.id.clone(),
        title: title.to_owned(),
        start: stamp(event.start),
        ends: stamp(event.end),
        all_day: event.all_day,
        place: event.place.clone(),
        with_whom: with_whom(event),
        kind: kind_of(event, given.calendar),
        state: state_of(event.status).into(),
        private: event.private,
        notes: event.notes.clone(),
        uid: event.uid.clone(),
        sequence: event.sequence,
        stamped_at: event.stamp.clone(),
        zone: event.zone.clone(),
        rules: event.rules.clone(),
        rdates: times(&event.rdates),
        exdates: times(&event.exdates),
        organizer: event.organizer.clone(),
        attendees: event.attendees.clone(),
        extra: extra_of(event),
        created_by: given.who.into(),
        created_at: stamp(given.now),
        ..Entry::default()
    };
    take_own(&mut entry);
    entry.remind = entry.remind.or_else(|| alarm_of(&entry));
    entry.settled()
}

fn state_of(status: Option<EventStatus>) -> &'static str {
    match status {
        Some(EventStatus::Tentative) => "proposed",
        Some(EventStatus::Cancelled) => "cancelled",
        _ => "confirmed",
    }
}

/// The names of the invited, without the organizer.
pub(in crate::desk::diary) fn with_whom(event: &CalEvent) -> String {
    let others =
        event.attendees.iter().filter(|a| event.organizer.is_empty() || address(a) != address(&event.organizer));
    let name = |person: &String| person.split_once('<').map_or(person.as_str(), |(name, _)| name).trim().to_owned();
    others.map(name).filter(|n| !n.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The kind that the categories, the calendar or the title suggest.
fn kind_of(event: &CalEvent, calendar: &Calendar) -> String {
    let fits = |text: &str| {
        let text = names::fold(text);
        let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
        match () {
            () if has(&["annual leave", "study leave", "on leave", "sick leave"]) || text == "leave" => Some("leave"),
            () if has(&["ward round"]) => Some("ward_round"),
            () if has(&["clinic"]) && !has(&["clinical"]) => Some("clinic"),
            () if has(&["theatre", "operating list"]) => Some("theatre"),
            () if has(&["flight", "train to", "travel"]) => Some("travel"),
            () if has(&["focus"]) => Some("focus"),
            () if text == "personal" => Some("personal"),
            () => None,
        }
    };
    let of_calendar = (calendar.kind == "leave").then_some("leave");
    let found = event.categories.iter().find_map(|c| fits(c)).or(of_calendar).or_else(|| fits(&event.title));
    found.unwrap_or("meeting").to_owned()
}

/// What no field holds, categories among it: it is given back on export.
fn extra_of(event: &CalEvent) -> String {
    if event.categories.is_empty() {
        return event.extra.clone();
    }
    let escape = |c: &String| c.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    let line = format!("CATEGORIES:{}", event.categories.iter().map(escape).collect::<Vec<_>>().join(","));
    if event.extra.is_empty() { line } else { format!("{}\n{line}", event.extra) }
}

/// The lines that this program wrote into a file for the fields that iCalendar has not.
pub(in crate::desk::diary) const OWN: &str = "X-ROLLTOP-";

/// What stands there for an entry that is never to ring.
pub(in crate::desk::diary) const NEVER: &str = "never";

/// Takes this program's own lines out of what was kept, into their fields.
fn take_own(entry: &mut Entry) {
    let (own, others): (Vec<String>, Vec<String>) =
        entry.extra.lines().map(str::to_owned).partition(|line| line.starts_with(OWN));
    entry.extra = others.join("\n");
    for line in own {
        let Some((name, value)) = line[OWN.len()..].split_once(':') else { continue };
        let value = unescape(value);
        match name {
            "KIND" if KINDS.contains(&value.as_str()) => entry.kind = value,
            "STATE" if STATES.contains(&value.as_str()) => entry.state = value,
            "BEFORE" => entry.buffer_before = value.parse().unwrap_or(0),
            "AFTER" => entry.buffer_after = value.parse().unwrap_or(0),
            "PAPERS" => entry.papers = value,
            "WITH" => entry.with_whom = value,
            "REMIND" if value == NEVER => entry.remind = Some(-1),
            _ => {}
        }
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            (other, _) => out.push(other),
        }
    }
    out
}

/// All rows of an entry: itself or its series first, then what differs. "This and later" makes a series of its own,
/// whose UID is made from the first so that it is found again.
pub(super) fn rows_of(event: &CalEvent, given: &Given<'_>) -> Vec<Entry> {
    let mut series = vec![entry_of(event, given)];
    let mut others = Vec::new();
    let mut changes: Vec<&Override> = event.overrides.iter().collect();
    changes.sort_by_key(|c| (c.recurrence_id, c.this_and_future));
    for change in changes {
        let own = entry_of(&change.event, given);
        let parted = change.this_and_future.then(|| part(&series, &own, change.recurrence_id)).flatten();
        match parted {
            Some((old, new)) => {
                series.pop();
                series.extend([old, new]);
            }
            None => others.push(one_of_series(&series, &own, change.recurrence_id)),
        }
    }
    series.extend(others);
    series
}

/// The last series ended before `at`, and one that goes on as the change says.
fn part(series: &[Entry], own: &Entry, at: NaiveDateTime) -> Option<(Entry, Entry)> {
    let last = series.last()?;
    let (old, new) = split_rule_at(&last.series(), at + shifted(series)).ok()?;
    let rest = last.with_series(&new);
    let rules = if own.rules.is_empty() { rest.rules.clone() } else { own.rules.clone() };
    let wanted = Entry {
        uid: format!("{}#{}", series.first()?.uid, stamp(at)),
        rules,
        rdates: rest.rdates.clone(),
        exdates: rest.exdates.clone(),
        ..own.clone()
    };
    Some((last.with_series(&old), adjusted(&rest, &wanted).ok()?))
}

/// By how much the series as it goes on at last is later than the first: identifiers of occurrences are of the first.
fn shifted(series: &[Entry]) -> chrono::Duration {
    let Some(last) = series.last() else { return chrono::Duration::zero() };
    let was = last.uid.rsplit_once('#').map(|(_, at)| time_of(at));
    was.filter(|_| series.len() > 1).map_or(chrono::Duration::zero(), |was| last.starts_at() - was)
}

/// The row of a changed occurrence, of the series that it falls into.
fn one_of_series(series: &[Entry], own: &Entry, at: NaiveDateTime) -> Entry {
    let in_last = series.len() > 1 && series.last().is_some_and(|l| at + shifted(series) >= l.starts_at());
    let by = if in_last { shifted(series) } else { chrono::Duration::zero() };
    let master = if in_last { series.last() } else { series.first() };
    Entry {
        master_id: master.map(|m| m.id.clone()),
        uid: master.map(|m| m.uid.clone()).unwrap_or_default(),
        recurrence_id: Some(stamp(at + by)),
        rules: Vec::new(),
        rdates: Vec::new(),
        exdates: Vec::new(),
        ..own.clone()
    }
    .settled()
}
