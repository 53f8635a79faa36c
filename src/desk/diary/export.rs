//! The diary as a calendar file that other programs read; what was not understood of theirs is given back.

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};

use super::import::{NEVER, OWN, with_whom};
use super::model::{Calendar, Entry};
use super::recur::{DESK_ZONE, between};
use super::repo;
use super::rules::{PRIVATE, time_of};
use super::rules_alarm::with_alarm;
use crate::exchange::ics::{self, CalEvent, EventStatus, Override};
use crate::store::{Db, Refusal};

/// A calendar's entries, their changed occurrences with them, and changes whose series is not known.
pub fn events(db: Db<'_>, calendar: &Calendar, who: &str) -> Result<(Vec<CalEvent>, Vec<Override>), Refusal> {
    Ok(events_of(&repo::all_of(db, &calendar.id)?, calendar, who))
}

/// Some rows of a calendar as entries, and changes whose series is not among them.
pub(super) fn events_of(rows: &[Entry], calendar: &Calendar, who: &str) -> (Vec<CalEvent>, Vec<Override>) {
    let mut events: Vec<CalEvent> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for row in rows.iter().filter(|r| r.recurrence_id.is_none()) {
        at.insert(&row.id, events.len());
        events.push(event_of(row, calendar, who));
    }
    let mut alone = Vec::new();
    for row in rows.iter().filter(|r| r.recurrence_id.is_some()) {
        let series = row.master_id.as_deref().and_then(|m| at.get(m)).copied();
        let change = Override {
            recurrence_id: row.recurrence_id.as_deref().map(time_of).unwrap_or_default(),
            this_and_future: false,
            event: Box::new(event_of(row, calendar, who)),
        };
        match series {
            Some(n) => events[n].overrides.push(change),
            None => alone.push(change),
        }
    }
    (events, alone)
}

/// A calendar as the text of an `.ics` file.
pub fn text(db: Db<'_>, calendar: &Calendar, who: &str, now: NaiveDateTime) -> Result<String, Refusal> {
    let (events, alone) = events(db, calendar, who)?;
    let utc = between(now, DESK_ZONE, "UTC").format("%Y%m%dT%H%M%SZ").to_string();
    Ok(ics::write_with_changes(&events, &alone, &[], None, &utc))
}

/// One entry. Of what is private to somebody else only the time goes out.
pub(super) fn event_of(entry: &Entry, calendar: &Calendar, who: &str) -> CalEvent {
    let times = |list: &[String]| list.iter().map(|t| time_of(t)).collect();
    let open = entry.is_open_to(who, &calendar.name);
    let plain = |text: &String| if open { text.clone() } else { String::new() };
    let mut event = CalEvent {
        uid: entry.uid.clone(),
        sequence: entry.sequence,
        stamp: Some(entry.stamped_at.clone().unwrap_or_else(|| made_at(entry))),
        title: if open { entry.title.clone() } else { PRIVATE.into() },
        start: entry.starts_at(),
        end: entry.ends_at(),
        all_day: entry.all_day,
        zone: entry.zone.clone(),
        place: plain(&entry.place),
        notes: plain(&entry.notes),
        status: status_of(&entry.state),
        private: entry.private,
        categories: Vec::new(),
        organizer: plain(&entry.organizer),
        attendees: if open { entry.attendees.clone() } else { Vec::new() },
        rules: entry.rules.clone(),
        rdates: times(&entry.rdates),
        exdates: times(&entry.exdates),
        overrides: Vec::new(),
        extra: if open { with_alarm(entry) } else { String::new() },
    };
    if entry.all_day && event.end == event.start {
        event.end = event.start + Duration::days(1);
    }
    if open {
        add_own(entry, &mut event);
    }
    event
}

/// When an entry that was never changed was made, as calendars stamp it.
fn made_at(entry: &Entry) -> String {
    crate::clock::utc_of(time_of(&entry.created_at)).format("%Y%m%dT%H%M%SZ").to_string()
}

fn status_of(state: &str) -> Option<EventStatus> {
    Some(match state {
        "cancelled" => EventStatus::Cancelled,
        "hold" | "proposed" => EventStatus::Tentative,
        _ => EventStatus::Confirmed,
    })
}

/// What iCalendar has no field for, so that this program finds it again.
fn add_own(entry: &Entry, event: &mut CalEvent) {
    let with = if entry.with_whom == with_whom(event) { String::new() } else { entry.with_whom.clone() };
    let state = if ["hold", "done"].contains(&entry.state.as_str()) { entry.state.clone() } else { String::new() };
    let never = if entry.remind.is_some_and(|m| m < 0) { NEVER.to_owned() } else { String::new() };
    let minutes = |n: i64| if n > 0 { n.to_string() } else { String::new() };
    let own = [
        ("KIND", entry.kind.clone()),
        ("STATE", state),
        ("BEFORE", minutes(entry.buffer_before)),
        ("AFTER", minutes(entry.buffer_after)),
        ("PAPERS", entry.papers.clone()),
        ("WITH", with),
        ("REMIND", never),
    ];
    for (name, value) in own.into_iter().filter(|(_, v)| !v.is_empty()) {
        let value = value.replace('\\', "\\\\").replace('\n', "\\n").replace(',', "\\,").replace(';', "\\;");
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        let line = format!("{OWN}{name}:{value}");
        event.extra = if event.extra.is_empty() { line } else { format!("{}\n{line}", event.extra) };
    }
}
