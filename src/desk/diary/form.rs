//! The fields of an entry and of a calendar.

use chrono::{NaiveTime, Timelike};

use super::model::{Calendar, Entry};
use super::rules::{CALENDAR_KINDS, KINDS, STATES};
use super::{recur, repo, rules_typed};
use crate::clock::stamp;
use crate::desk::people;
use crate::form::{Entity, Field, Kind, read_when, shown};
use crate::text::dates;

impl Entity for Entry {
    const WORD: &'static str = "entry";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

impl Entity for Calendar {
    const WORD: &'static str = "calendar";

    fn fields() -> &'static [Field<Self>] {
        CALENDAR_FIELDS
    }
}

fn yes(flag: bool) -> String {
    if flag { "yes".into() } else { "no".into() }
}

fn may_repeat(entry: &Entry) -> bool {
    entry.master_id.is_none()
}

fn has_zone(entry: &Entry) -> bool {
    entry.zone.is_some() && !entry.all_day
}

fn one_of(words: &[&str], text: &str) -> Result<String, String> {
    let plain = text.trim().replace(' ', "_");
    if words.contains(&plain.as_str()) { Ok(plain) } else { Err(format!("Choose one of these: {}.", words.join(", "))) }
}

fn buffer(text: &str) -> Result<i64, String> {
    if text.trim().is_empty() {
        return Ok(0);
    }
    let minutes = rules_typed::read_length(text).filter(|m| (0..=1440).contains(m));
    minutes.ok_or_else(|| "Type how long is to stay free: 15min, 1h. Empty: nothing.".into())
}

fn shown_buffer(minutes: i64) -> String {
    if minutes == 0 { String::new() } else { dates::minutes(minutes) }
}

/// A field that is one line of text and nothing more.
macro_rules! line {
    ($id:ident, $label:literal, $hint:literal) => {
        Field {
            id: stringify!($id),
            label: $label,
            hint: $hint,
            kind: Kind::Line,
            get: |e| e.$id.clone(),
            set: |e, text, _| {
                text.trim().clone_into(&mut e.$id);
                Ok(())
            },
            shown,
        }
    };
}

/// A field whose text goes through a function of its own.
macro_rules! field {
    ($id:literal, $label:literal, $hint:literal, $kind:expr, $get:expr, $set:expr, $shown:expr) => {
        Field { id: $id, label: $label, hint: $hint, kind: $kind, get: $get, set: $set, shown: $shown }
    };
}

static FIELDS: &[Field<Entry>] = &[
    field!(
        "title",
        "What",
        "a few words, as they stand in the diary",
        Kind::Line,
        |e| e.title.clone(),
        |e, text, _| {
            if text.trim().is_empty() {
                return Err("Say in a few words what it is.".into());
            }
            text.trim().clone_into(&mut e.title);
            Ok(())
        },
        shown
    ),
    field!(
        "calendar_id",
        "Calendar",
        "whose; a new name makes a new calendar",
        Kind::Record { find: repo::find_calendar, name: repo::calendar_name, strict: false },
        |e| e.calendar_id.clone(),
        |e, text, _| {
            if text.trim().is_empty() {
                return Err("Every entry stands in a calendar: type a name.".into());
            }
            text.trim().clone_into(&mut e.calendar_id);
            Ok(())
        },
        shown
    ),
    field!(
        "start",
        "Starts",
        "tom 2pm, fri 9:30, 14/3 1430, +2w 10:00",
        Kind::DateTime,
        |e| {
            let at = e.starts_at();
            if e.all_day { dates::screen(at.date()) } else { dates::stamp(at) }
        },
        |e, text, given| {
            let default = if e.all_day { NaiveTime::MIN } else { same_time(e) };
            let at = read_when(text, given, default)?.ok_or("Say when it starts: fri 9:30, 14/3 1430.")?;
            *e = e.moved_to(super::rules::time_of(&at));
            Ok(())
        },
        shown
    ),
    field!(
        "all_day",
        "All day",
        "whole days, without a time",
        Kind::Flag,
        |e| yes(e.all_day),
        |e, text, _| {
            let all_day = text == "yes";
            if all_day != e.all_day {
                e.all_day = all_day;
                *e = e.clone().settled();
            }
            Ok(())
        },
        shown
    ),
    field!(
        "ends",
        "Until",
        "10:30, or how long: 45min, 1h 30, 2 days",
        Kind::Value,
        rules_typed::shown_end,
        |e, text, _| {
            let end = rules_typed::read_end(text, e.starts_at(), e.all_day)?;
            e.ends = stamp(end);
            Ok(())
        },
        shown
    ),
    field!(
        "zone",
        "Time zone",
        "such as Europe/Paris; empty: here",
        Kind::Value,
        |e| e.zone.clone().unwrap_or_default(),
        |e, text, _| {
            e.zone = match text.trim() {
                "" => None,
                name => Some(recur::zone_named(name).ok_or("No such time zone: type one as Europe/Paris.")?.name()),
            };
            Ok(())
        },
        has_zone
    ),
    line!(place, "Place", "a room, a ward, a link"),
    line!(with_whom, "With", "names, separated by commas"),
    field!(
        "kind",
        "Kind",
        "",
        Kind::OneOf(KINDS),
        |e| e.kind.clone(),
        |e, text, _| {
            e.kind = one_of(KINDS, text)?;
            Ok(())
        },
        shown
    ),
    field!(
        "state",
        "State",
        "",
        Kind::OneOf(STATES),
        |e| e.state.clone(),
        |e, text, _| {
            e.state = one_of(STATES, text)?;
            Ok(())
        },
        shown
    ),
    field!(
        "rules",
        "Repeats",
        "weekly, every 2 weeks on mon, monthly on the first tue, until 31/3/2027; empty: never",
        Kind::Line,
        |e| rules_typed::shown_rules(&e.rules),
        |e, text, _| {
            e.rules = rules_typed::read_rules(text)?;
            Ok(())
        },
        may_repeat
    ),
    field!(
        "patient_id",
        "Patient",
        "name, number or date of birth; empty: none",
        Kind::Record { find: people::repo::find_patient, name: people::repo::name_patient, strict: true },
        |e| e.patient_id.clone().unwrap_or_default(),
        |e, text, _| {
            e.patient_id = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            Ok(())
        },
        shown
    ),
    field!(
        "private",
        "Private",
        "others see only that the time is taken",
        Kind::Flag,
        |e| yes(e.private),
        |e, text, _| {
            e.private = text == "yes";
            Ok(())
        },
        shown
    ),
    field!(
        "buffer_before",
        "Free before",
        "how long is to stay free: 15min",
        Kind::Value,
        |e| shown_buffer(e.buffer_before),
        |e, text, _| {
            e.buffer_before = buffer(text)?;
            Ok(())
        },
        shown
    ),
    field!(
        "buffer_after",
        "Free after",
        "how long is to stay free: 15min",
        Kind::Value,
        |e| shown_buffer(e.buffer_after),
        |e, text, _| {
            e.buffer_after = buffer(text)?;
            Ok(())
        },
        shown
    ),
    field!(
        "remind",
        "Remind",
        "how long before: 15min, 1 day; none: never; empty: as the settings have it",
        Kind::Value,
        |e| rules_typed::shown_remind(e.remind),
        |e, text, _| {
            e.remind = rules_typed::read_remind(text)?;
            Ok(())
        },
        shown
    ),
    line!(papers, "Papers", "what is needed, by when"),
    field!(
        "notes",
        "Notes",
        "Ctrl-S saves",
        Kind::Text { rows: 3 },
        |e| e.notes.clone(),
        |e, text, _| {
            text.trim_end().clone_into(&mut e.notes);
            Ok(())
        },
        shown
    ),
];

/// The time of day to keep where only a day is typed: its own, or nine o'clock.
fn same_time(entry: &Entry) -> NaiveTime {
    let time = entry.starts_at().time();
    if time.num_seconds_from_midnight() == 0 { NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default() } else { time }
}

static CALENDAR_FIELDS: &[Field<Calendar>] = &[
    field!(
        "name",
        "Name",
        "whose it is: a consultant, a director, a room",
        Kind::Line,
        |c| c.name.clone(),
        |c, text, _| {
            if text.trim().is_empty() {
                return Err("A calendar needs a name.".into());
            }
            text.trim().clone_into(&mut c.name);
            Ok(())
        },
        shown
    ),
    field!(
        "kind",
        "Kind",
        "",
        Kind::OneOf(CALENDAR_KINDS),
        |c| c.kind.clone(),
        |c, text, _| {
            c.kind = one_of(CALENDAR_KINDS, text)?;
            Ok(())
        },
        shown
    ),
    field!(
        "shown",
        "Shown",
        "whether the diary shows it",
        Kind::Flag,
        |c| yes(c.shown),
        |c, text, _| {
            c.shown = text == "yes";
            Ok(())
        },
        shown
    ),
];
