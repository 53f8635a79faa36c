//! Events and tasks as an RFC 5545 calendar: zones defined, lines folded, what was kept given back.

use super::event::{end_of_rule, is_desk};
use super::extra;
use super::fold::Paper;
use super::lines::parts;
use super::text::{clean, escape};
use super::{CalEvent, CalTask, EventStatus, Override, people};
use crate::desk::diary::recur::{DESK_ZONE, Rule, Zone, zone_named};
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

const PRODUCT: &str = "-//Rolltop//Rolltop//EN";

/// A calendar file of events and tasks. Times without a zone are the desk's (Europe/London). `now_utc_stamp`
/// ("20261122T101500Z") stands where an entry has no stamp of its own.
pub fn write(events: &[CalEvent], tasks: &[CalTask], method: Option<&str>, now_utc_stamp: &str) -> String {
    write_with_changes(events, &[], tasks, method, now_utc_stamp)
}

/// The same with changes to single occurrences of series that are not themselves sent.
pub fn write_with_changes(
    events: &[CalEvent],
    changes: &[Override],
    tasks: &[CalTask],
    method: Option<&str>,
    now_utc_stamp: &str,
) -> String {
    let mut paper = head(method);
    for (name, (first, last)) in zones(events, changes, tasks) {
        zone(&mut paper, &name, first, last);
    }
    for event in events {
        entry(&mut paper, event, None, now_utc_stamp);
        for change in &event.overrides {
            entry(&mut paper, &change.event, Some((change, event)), now_utc_stamp);
        }
    }
    for change in changes {
        entry(&mut paper, &change.event, Some((change, &change.event)), now_utc_stamp);
    }
    for task in tasks {
        todo(&mut paper, task, now_utc_stamp);
    }
    paper.prop("END", "VCALENDAR");
    paper.done()
}

pub(super) fn head(method: Option<&str>) -> Paper {
    let mut paper = Paper::default();
    paper.prop("BEGIN", "VCALENDAR");
    paper.prop("VERSION", "2.0");
    paper.prop("PRODID", PRODUCT);
    paper.prop("CALSCALE", "GREGORIAN");
    let method = method.map(|m| m.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>());
    if let Some(method) = method.filter(|method| !method.is_empty()) {
        paper.prop("METHOD", &method);
    }
    paper
}

type Span = (NaiveDateTime, NaiveDateTime);

/// Every zone used, with the first and last time that stand in it.
pub(super) fn zones(events: &[CalEvent], changes: &[Override], tasks: &[CalTask]) -> BTreeMap<String, Span> {
    let mut out = BTreeMap::new();
    for event in events {
        note(&mut out, event);
        event.overrides.iter().for_each(|change| note(&mut out, &change.event));
    }
    for change in changes {
        note(&mut out, &change.event);
    }
    for task in tasks {
        let timed = task.due.filter(|_| !task.due_all_day).or(task.start);
        if let Some(at) = timed {
            widen(&mut out, DESK_ZONE.to_string(), at, at);
        }
    }
    out
}

fn note(out: &mut BTreeMap<String, Span>, event: &CalEvent) {
    let name = frame(event);
    if !event.all_day && name != "UTC" {
        widen(out, name, event.start, event.end);
    }
}

fn widen(out: &mut BTreeMap<String, Span>, name: String, first: NaiveDateTime, last: NaiveDateTime) {
    let span = out.entry(name).or_insert((first, last));
    *span = (span.0.min(first), span.1.max(last));
}

/// The name of the zone an event is written in.
fn frame(event: &CalEvent) -> String {
    let zone = event.zone.as_deref().filter(|_| !is_desk(event.zone.as_deref())).and_then(zone_named);
    zone.map_or_else(|| DESK_ZONE.to_string(), Zone::name)
}

/// A VTIMEZONE. London's is the law since 1996; others are drawn from the table for the years they are needed.
pub(super) fn zone(paper: &mut Paper, name: &str, first: NaiveDateTime, last: NaiveDateTime) {
    if let Some(Zone::Fixed(offset)) = zone_named(name) {
        fixed(paper, name, offset.local_minus_utc());
        return;
    }
    let drawn = if name == DESK_ZONE && first.year() >= 1996 { None } else { drawn(name, first, last) };
    let text = drawn.unwrap_or_else(|| LONDON.replace("Europe/London", name));
    text.lines().for_each(|line| paper.line(line));
}

const LONDON: &str = "BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE";

fn drawn(name: &str, first: NaiveDateTime, last: NaiveDateTime) -> Option<String> {
    let new_year = |year: i32| {
        NaiveDate::from_ymd_opt(year, 1, 1).map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp())
    };
    let years = (first.year().clamp(1901, 2090) - 1, last.year().clamp(1901, 2090) + 10);
    let root = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    let mut calendar = ICalendar { components: vec![root] };
    calendar.add_timezone(name, new_year(years.0)?, new_year(years.1)?)?;
    let text = calendar.to_string();
    let from = text.find("BEGIN:VTIMEZONE")?;
    let to = text.find("END:VTIMEZONE")? + "END:VTIMEZONE".len();
    text.get(from..to).map(|text| text.replace("\r\n ", ""))
}

fn fixed(paper: &mut Paper, name: &str, seconds: i32) {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    let offset = format!("{sign}{:02}{:02}", minutes / 60, minutes % 60);
    paper.prop("BEGIN", "VTIMEZONE");
    paper.prop("TZID", name);
    paper.prop("BEGIN", "STANDARD");
    paper.prop("DTSTART", "19700101T000000");
    paper.prop("TZOFFSETFROM", &offset);
    paper.prop("TZOFFSETTO", &offset);
    paper.prop("END", "STANDARD");
    paper.prop("END", "VTIMEZONE");
}

/// A date property of an event, in the event's frame.
pub(super) fn date(paper: &mut Paper, property: &str, event: &CalEvent, at: &[NaiveDateTime]) {
    if at.is_empty() {
        return;
    }
    let join = |format: &str| at.iter().map(|at| at.format(format).to_string()).collect::<Vec<_>>().join(",");
    let zone = frame(event);
    if event.all_day {
        paper.line(&format!("{property};VALUE=DATE:{}", join("%Y%m%d")));
    } else if zone == "UTC" {
        paper.line(&format!("{property}:{}", join("%Y%m%dT%H%M%SZ")));
    } else {
        let quote = if zone.contains([':', ';', ',']) { "\"" } else { "" };
        paper.line(&format!("{property};TZID={quote}{zone}{quote}:{}", join("%Y%m%dT%H%M%S")));
    }
}

fn entry(paper: &mut Paper, event: &CalEvent, replaces: Option<(&Override, &CalEvent)>, now: &str) {
    paper.prop("BEGIN", "VEVENT");
    paper.text("UID", replaces.map_or(&event.uid, |(_, series)| &series.uid));
    paper.prop("DTSTAMP", &stamp(event.stamp.as_deref(), now));
    if let Some((change, series)) = replaces {
        let range = if change.this_and_future { ";RANGE=THISANDFUTURE" } else { "" };
        date(paper, &format!("RECURRENCE-ID{range}"), series, &[change.recurrence_id]);
    }
    if event.sequence != 0 {
        paper.prop("SEQUENCE", &event.sequence.to_string());
    }
    date(paper, "DTSTART", event, &[event.start]);
    date(paper, "DTEND", event, &[event.end]);
    repeats(paper, event);
    paper.text("SUMMARY", &event.title);
    paper.text("LOCATION", &event.place);
    paper.text("DESCRIPTION", &event.notes);
    if let Some(status) = event.status {
        paper.prop("STATUS", status_word(status));
    }
    words(paper, event.private, &event.categories, &event.extra);
    persons(paper, event);
    rest(paper, &event.extra, event.private);
    paper.prop("END", "VEVENT");
}

fn repeats(paper: &mut Paper, event: &CalEvent) {
    let here = zone_named(&frame(event)).unwrap_or(Zone::UTC);
    for text in &event.rules {
        // A rule that cannot be read would spoil the file for others.
        let Ok(mut rule) = Rule::parse(text) else { continue };
        rule.until = rule.until.map(|until| end_of_rule(until, event.all_day, here));
        paper.prop("RRULE", &rule.text());
    }
    date(paper, "RDATE", event, &event.rdates);
    date(paper, "EXDATE", event, &event.exdates);
}

pub(super) fn stamp(own: Option<&str>, now: &str) -> String {
    let own = own.filter(|own| super::value::parse(own).is_some());
    own.unwrap_or(now).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn status_word(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Tentative => "TENTATIVE",
        EventStatus::Confirmed => "CONFIRMED",
        EventStatus::Cancelled => "CANCELLED",
    }
}

fn words(paper: &mut Paper, private: bool, categories: &[String], extra: &str) {
    let kept = extra::lines(extra).iter().any(|line| parts(line).is_some_and(|prop| prop.is("CLASS")));
    if private && !kept {
        paper.prop("CLASS", "PRIVATE");
    }
    if !categories.is_empty() {
        let all: Vec<String> = categories.iter().map(|one| escape(&clean(one)).into_owned()).collect();
        paper.prop("CATEGORIES", &all.join(","));
    }
}

/// Organizer and attendees: the whole line where it was kept, else a plain one.
fn persons(paper: &mut Paper, event: &CalEvent) {
    let kept = extra::lines(&event.extra);
    if !event.organizer.is_empty() {
        paper.line(&person_line(&kept, "ORGANIZER", &event.organizer));
    }
    for attendee in &event.attendees {
        paper.line(&person_line(&kept, "ATTENDEE", attendee));
    }
}

pub(super) fn person_line(kept: &[&str], property: &str, person: &str) -> String {
    let same = |line: &&&str| parts(line).is_some_and(|prop| prop.is(property) && people::of_prop(&prop) == person);
    kept.iter().find(same).map_or_else(|| people::line(property, person), |line| (*line).to_string())
}

/// What was kept, but for people (written already) and a CLASS that no longer holds. Alarms come last, as RFC 5545 has it.
fn rest(paper: &mut Paper, extra: &str, private: bool) {
    let mut depth = 0;
    let mut parts_within = Vec::new();
    for line in extra::lines(extra) {
        let Some(prop) = parts(line) else { continue };
        let told = prop.is("ORGANIZER") || prop.is("ATTENDEE");
        let stale = prop.is("CLASS") && private == prop.value.trim().eq_ignore_ascii_case("PUBLIC");
        if prop.is("BEGIN") {
            depth += 1;
        }
        if depth > 0 {
            parts_within.push(line);
        } else if !(told || stale) {
            paper.line(line);
        }
        if prop.is("END") {
            depth -= 1;
        }
    }
    for line in parts_within {
        paper.line(line);
    }
}

fn todo(paper: &mut Paper, task: &CalTask, now: &str) {
    let timed = |at: &NaiveDateTime| format!(";TZID={DESK_ZONE}:{}", at.format("%Y%m%dT%H%M%S"));
    paper.prop("BEGIN", "VTODO");
    paper.text("UID", &task.uid);
    paper.prop("DTSTAMP", &stamp(task.stamp.as_deref(), now));
    if task.sequence != 0 {
        paper.prop("SEQUENCE", &task.sequence.to_string());
    }
    if let Some(start) = &task.start {
        let day = format!(";VALUE=DATE:{}", start.format("%Y%m%d"));
        paper.line(&format!("DTSTART{}", if task.due_all_day { day } else { timed(start) }));
    }
    if let Some(due) = &task.due {
        let day = format!(";VALUE=DATE:{}", due.format("%Y%m%d"));
        paper.line(&format!("DUE{}", if task.due_all_day { day } else { timed(due) }));
    }
    for rule in task.rules.iter().filter_map(|rule| Rule::parse(rule).ok()) {
        paper.prop("RRULE", &rule.text());
    }
    paper.text("SUMMARY", &task.title);
    paper.text("DESCRIPTION", &task.note);
    if let Some(priority) = task.priority {
        paper.prop("PRIORITY", ["1", "5", "9"][usize::from(priority.clamp(1, 3)) - 1]);
    }
    finished(paper, task);
    words(paper, task.private, &task.categories, &task.extra);
    rest(paper, &task.extra, task.private);
    paper.prop("END", "VTODO");
}

fn finished(paper: &mut Paper, task: &CalTask) {
    if task.done {
        paper.prop("STATUS", "COMPLETED");
    } else if task.cancelled {
        paper.prop("STATUS", "CANCELLED");
    }
    if let Some(at) = task.completed.filter(|_| task.done) {
        let utc = zone_named(DESK_ZONE).unwrap_or(Zone::UTC).to_utc(at);
        paper.prop("COMPLETED", &utc.format("%Y%m%dT%H%M%SZ").to_string());
    }
}
