//! A VEVENT, read.

use super::component::{Component, Ending};
use super::extra::Extra;
use super::lines::{Line, Prop};
use super::text::{list, one_line, quoted, unescape};
use super::value::{Frame, Moment, duration, moment, moments, periods};
use super::zones::Zones;
use super::{CalEvent, EventStatus, Override, Problem, old, people};
use crate::desk::diary::recur::{DESK_ZONE, Rule, Series, Until, Zone, align, check, starts_between, zone_named};
use chrono::{Duration, NaiveDateTime, NaiveTime};

/// Series that repeat within the day are walked; more of them than this is an attack or an accident.
const MOST_FINE: usize = 100;

/// What the reading of a whole file has in hand.
pub(super) struct Reader {
    pub zones: Zones,
    pub problems: Vec<Problem>,
    pub left_out: Vec<Problem>,
    pub repairs: Vec<Problem>,
    /// The calendar at hand is vCalendar 1.0.
    pub old: bool,
    /// The calendar at hand is a message that need not say when its entries begin (a cancellation, an answer).
    pub message: bool,
    pub fine: usize,
}

impl Reader {
    /// Note what was mended.
    pub fn mend(&mut self, line: usize, reason: impl Into<String>) {
        self.repairs.push(Problem { line, reason: reason.into() });
    }
}

/// An event before it has found its series.
pub(super) struct Draft {
    pub event: CalEvent,
    /// RECURRENCE-ID, and whether all later ones are meant.
    pub replaces: Option<(Moment, bool)>,
    pub line: usize,
}

/// Read a VEVENT; the error is the sentence that says why it is refused.
pub(super) fn read(component: &Component<'_>, reader: &mut Reader) -> Result<Draft, String> {
    if component.ending == Ending::FileCut {
        return Err("The file ends in the middle of this entry; ask for it to be sent again.".to_string());
    }
    if component.ending == Ending::Missing {
        reader.mend(component.line, "This entry had no END; what stood before the next was taken.");
    }
    let mut event = times(component, reader)?;
    let replaces = replaces(component, reader)?;
    repeats(component, reader, &mut event)?;
    if replaces.is_some_and(|(_, later)| !later) && !(event.rules.is_empty() && event.rdates.is_empty()) {
        reader.mend(component.line, "One changed occurrence had a repeat rule of its own, which was left out.");
        (event.rules, event.rdates) = (Vec::new(), Vec::new());
    }
    settle(&mut event, reader.zones.desk);
    let mut extra = Extra::default();
    for line in &component.lines {
        field(line, &mut event, &mut extra, reader);
    }
    extra.keep_children(component);
    event.extra = extra.text();
    if event.uid.is_empty() {
        event.uid = made_up(&event);
        reader.mend(component.line, "This entry has no UID; one was made from its contents.");
    }
    with_lengths(component, reader, &mut event);
    Ok(Draft { event, replaces, line: component.line })
}

fn find<'a>(component: &'a Component<'_>, name: &str) -> Option<Prop<'a>> {
    component.lines.iter().filter_map(Line::prop).find(|prop| prop.is(name))
}

/// Start, end, zone and whether they are whole days.
fn times(component: &Component<'_>, reader: &mut Reader) -> Result<CalEvent, String> {
    let told = find(component, "DTSTART");
    if told.is_none() && reader.message {
        return Ok(untold(component, reader));
    }
    let prop = told.ok_or("This entry has no start (DTSTART).")?;
    let start = moment(&prop, &mut reader.zones)
        .ok_or_else(|| format!("The start of this entry is no date or time: {}.", quoted(prop.value)))?;
    let zone = zone_of(start, reader.zones.desk);
    let here = zone.unwrap_or(reader.zones.desk);
    let wall = start.wall_in(here);
    let flagged = component.value("X-MICROSOFT-CDO-ALLDAYEVENT").is_some_and(|flag| flag.eq_ignore_ascii_case("TRUE"));
    let mut end = end(component, reader, start, wall, here);
    let midnights = wall.time() == NaiveTime::MIN && end.time() == NaiveTime::MIN && end > wall;
    let all_day = start.frame == Frame::Date || (flagged && midnights);
    if all_day {
        end = whole_days(wall, end);
    } else if end < wall {
        reader.mend(component.line, "This entry ended before it began; it was given no length.");
        end = wall;
    }
    let zone = zone.filter(|_| !all_day).map(Zone::name);
    Ok(CalEvent { start: wall, end, all_day, zone, ..blank() })
}

/// A message about an entry it does not tell the times of: those of the occurrence that is meant, else none.
fn untold(component: &Component<'_>, reader: &mut Reader) -> CalEvent {
    let at = find(component, "RECURRENCE-ID").and_then(|prop| moment(&prop, &mut reader.zones));
    let Some(at) = at else { return blank() };
    let zone = zone_of(at, reader.zones.desk);
    let wall = at.wall_in(zone.unwrap_or(reader.zones.desk));
    CalEvent { start: wall, end: wall, all_day: at.frame == Frame::Date, zone: zone.map(Zone::name), ..blank() }
}

/// An event with nothing in it.
pub(super) fn blank() -> CalEvent {
    CalEvent {
        uid: String::new(),
        sequence: 0,
        stamp: None,
        title: String::new(),
        start: NaiveDateTime::default(),
        end: NaiveDateTime::default(),
        all_day: false,
        zone: None,
        place: String::new(),
        notes: String::new(),
        status: None,
        private: false,
        categories: Vec::new(),
        organizer: String::new(),
        attendees: Vec::new(),
        rules: Vec::new(),
        rdates: Vec::new(),
        exdates: Vec::new(),
        overrides: Vec::new(),
        extra: String::new(),
    }
}

/// The zone to keep; None for the desk's.
fn zone_of(start: Moment, desk: Zone) -> Option<Zone> {
    let Frame::In(zone) = start.frame else { return None };
    (zone != desk && zone.name() != desk.name()).then_some(zone)
}

/// A single event in UTC is told in the desk's time, except in the hour that the desk's clocks repeat, which that
/// time could not tell.
fn settle(event: &mut CalEvent, desk: Zone) {
    let single = event.rules.is_empty() && event.rdates.is_empty();
    let exact = |at: NaiveDateTime| desk.to_utc(desk.from_utc(at)) == at;
    if single && event.zone.as_deref() == Some("UTC") && exact(event.start) && exact(event.end) {
        event.zone = None;
        let dates = [&mut event.start, &mut event.end].into_iter().chain(&mut event.exdates);
        dates.for_each(|at| *at = desk.from_utc(*at));
    }
}

fn end(
    component: &Component<'_>,
    reader: &mut Reader,
    start: Moment,
    wall: NaiveDateTime,
    here: Zone,
) -> NaiveDateTime {
    if let Some(prop) = find(component, "DTEND") {
        if let Some(end) = moment(&prop, &mut reader.zones) {
            return end.wall_in(here);
        }
        reader.mend(
            component.line,
            format!("The end of this entry is no date or time ({}); it was given no length.", quoted(prop.value)),
        );
        return wall;
    }
    let Some(text) = component.value("DURATION") else {
        return wall;
    };
    if let Some(end) = duration(text).and_then(|length| after(start, length, here)) {
        return end;
    }
    reader.mend(
        component.line,
        format!("The length of this entry is not understood ({}); it was given none.", quoted(text)),
    );
    wall
}

/// A start and a length: days by the calendar, then hours by the clock.
fn after(start: Moment, (days, seconds): (i64, i64), here: Zone) -> Option<NaiveDateTime> {
    let wall = start.wall_in(here).checked_add_signed(Duration::try_days(days)?)?;
    let length = Duration::try_seconds(seconds)?;
    match start.frame {
        Frame::Date => wall.checked_add_signed(length),
        _ => Some(here.from_utc(here.to_utc(wall).checked_add_signed(length)?)),
    }
}

fn whole_days(start: NaiveDateTime, end: NaiveDateTime) -> NaiveDateTime {
    let next = |at: NaiveDateTime| (at.date() + Duration::days(1)).and_time(NaiveTime::MIN);
    let end = if end.time() == NaiveTime::MIN { end } else { next(end) };
    end.max(next(start))
}

fn replaces(component: &Component<'_>, reader: &mut Reader) -> Result<Option<(Moment, bool)>, String> {
    let Some(prop) = find(component, "RECURRENCE-ID") else { return Ok(None) };
    let at = moment(&prop, &mut reader.zones)
        .ok_or_else(|| format!("Which occurrence this entry replaces is not understood: {}.", quoted(prop.value)))?;
    let later = prop.param("RANGE").is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE"));
    Ok(Some((at, later)))
}

/// Rules, extra dates and exceptions, all told in the event's own zone.
fn repeats(component: &Component<'_>, reader: &mut Reader, event: &mut CalEvent) -> Result<(), String> {
    let here = event.zone.as_deref().and_then(zone_named).unwrap_or(reader.zones.desk);
    for line in &component.lines {
        let Some(prop) = line.prop() else { continue };
        match prop.name.to_ascii_uppercase().as_str() {
            "RRULE" => event.rules.push(rule(&prop, reader, event, here)?),
            "RDATE" => {
                let dates = dates(&prop, reader, event, here, line.number);
                event.rdates.extend(dates);
            }
            "EXDATE" => {
                let dates = dates(&prop, reader, event, here, line.number);
                event.exdates.extend(dates);
            }
            _ => {}
        }
    }
    for line in component.lines.iter().filter(|line| line.prop().is_some_and(|prop| prop.is("EXRULE"))) {
        except_by_rule(line, reader, event)?;
    }
    for list in [&mut event.rdates, &mut event.exdates] {
        list.sort_unstable();
        list.dedup();
    }
    Ok(())
}

fn rule(prop: &Prop<'_>, reader: &mut Reader, event: &CalEvent, here: Zone) -> Result<String, String> {
    let text = if reader.old { old::rule(prop.value, event.start)? } else { prop.value.to_string() };
    let mut rule = Rule::parse(&text).map_err(|e| e.to_string())?;
    if rule.freq.is_fine() {
        reader.fine += 1;
        if reader.fine > MOST_FINE {
            return Err("The file has too many entries that repeat within the day; enter this one by hand.".to_string());
        }
    }
    rule.until = rule.until.map(|until| end_of_rule(until, event.all_day, here));
    let text = rule.text();
    check(&Series { rules: vec![text.clone()], ..series_of(event) }).map_err(|e| e.to_string())?;
    Ok(text)
}

/// UNTIL as RFC 5545 wants it: a day for whole days, else UTC.
pub(super) fn end_of_rule(until: Until, all_day: bool, here: Zone) -> Until {
    match until {
        Until::Utc(at) | Until::Local(at) if all_day => Until::Date(at.date()),
        Until::Date(_) if all_day => until,
        Until::Utc(_) => until,
        Until::Local(_) | Until::Date(_) => Until::Utc(here.to_utc(until.last_wall(here, false))),
    }
}

/// The series of an event, for the recurrence engine.
pub(super) fn series_of(event: &CalEvent) -> Series {
    Series {
        start: event.start,
        rules: event.rules.clone(),
        rdates: event.rdates.clone(),
        exdates: event.exdates.clone(),
        zone: event.zone.clone(),
        all_day: event.all_day,
    }
}

/// Extra dates that are periods with a length of their own: each becomes an occurrence that differs from the series.
fn with_lengths(component: &Component<'_>, reader: &mut Reader, event: &mut CalEvent) {
    let here = event.zone.as_deref().and_then(zone_named).unwrap_or(reader.zones.desk);
    let mut found = Vec::new();
    for prop in
        component.lines.iter().filter_map(Line::prop).filter(|prop| prop.is("RDATE") && prop.value.contains('/'))
    {
        found.extend(periods(&prop, &mut reader.zones, here));
    }
    for (start, end) in found.into_iter().filter(|(start, end)| *end - *start != event.end - event.start) {
        let known = event.rdates.contains(&start) && !event.overrides.iter().any(|o| o.recurrence_id == start);
        if known && !event.all_day {
            let (rules, dates) = (Vec::new(), Vec::new);
            let mut one = CalEvent { start, end, rules, rdates: dates(), exdates: dates(), ..event.clone() };
            one.overrides.clear();
            settle(&mut one, reader.zones.desk);
            event.overrides.push(Override { recurrence_id: start, this_and_future: false, event: Box::new(one) });
        }
    }
}

fn dates(prop: &Prop<'_>, reader: &mut Reader, event: &CalEvent, here: Zone, line: usize) -> Vec<NaiveDateTime> {
    let mut out = Vec::new();
    if prop.value.contains('/') && prop.value.split(',').any(|item| !item.contains(['T', 't'])) {
        reader.mend(line, "A period is from a time to a time; a day without a time took the time of the series.");
    }
    for found in moments(prop, &mut reader.zones) {
        match found {
            Some(at) if prop.is("RDATE") => out.push(extra_start(at, event, here)),
            Some(at) => out.push(at_start(at, event, here)),
            None => reader.mend(line, format!("A date in {} was not understood and left out.", quoted(prop.name))),
        }
    }
    out
}

/// A moment as one of the series' starts: a bare day takes the series' time, a time of whole days is dropped. A
/// moment that misses the series' time of day only by its zone (programs that write Z after local times) is
/// taken as it stands.
pub(super) fn at_start(at: Moment, event: &CalEvent, here: Zone) -> NaiveDateTime {
    let told = extra_start(at, event, here);
    if told.time() != event.start.time() && at.wall.time() == event.start.time() { at.wall } else { told }
}

fn extra_start(at: Moment, event: &CalEvent, here: Zone) -> NaiveDateTime {
    if event.all_day || at.frame == Frame::Date {
        return at.wall.date().and_time(event.start.time());
    }
    at.wall_in(here)
}

/// EXRULE, which RFC 5545 gave up: its dates become exceptions for twenty years.
fn except_by_rule(line: &Line<'_>, reader: &mut Reader, event: &mut CalEvent) -> Result<(), String> {
    let text = line.prop().map(|prop| prop.value.to_string()).unwrap_or_default();
    let series = Series { rules: vec![text.clone()], rdates: Vec::new(), exdates: Vec::new(), ..series_of(event) };
    let until = event.start + Duration::days(7_305);
    let mut dates = starts_between(&series, event.start, until).map_err(|e| e.to_string())?;
    if align(event.start, &text) != Ok(event.start) {
        dates.retain(|at| *at != event.start);
    }
    reader.mend(line.number, "An EXRULE, which is out of use, was turned into single exceptions for twenty years.");
    event.exdates.extend(dates);
    Ok(())
}

/// One property into its field, or into what is kept.
fn field(line: &Line<'_>, event: &mut CalEvent, extra: &mut Extra, reader: &mut Reader) {
    let Some(prop) = line.prop() else {
        reader.mend(line.number, format!("A line was not understood and left out: {}.", quoted(&line.text)));
        return;
    };
    let value = || if reader.old { old::text(&prop) } else { unescape(prop.value) };
    match prop.name.to_ascii_uppercase().as_str() {
        "DTSTART" | "DTEND" | "DURATION" | "RRULE" | "RDATE" | "EXDATE" | "EXRULE" | "RECURRENCE-ID" => {}
        "UID" if event.uid.is_empty() => event.uid = one_line(&unescape(prop.value)),
        "SEQUENCE" => event.sequence = prop.value.trim().parse().unwrap_or(0),
        "DTSTAMP" => event.stamp = super::value::parse(prop.value.trim()).map(|_| prop.value.trim().to_string()),
        "SUMMARY" if event.title.is_empty() => event.title = one_line(&value()),
        "LOCATION" if event.place.is_empty() => event.place = one_line(&value()),
        "DESCRIPTION" if event.notes.is_empty() => event.notes = value(),
        "STATUS" => match status(prop.value.trim()) {
            Some(status) => event.status = Some(status),
            None => extra.keep(line),
        },
        "CLASS" => class(line, prop.value.trim(), &mut event.private, extra),
        "CATEGORIES" if reader.old => event.categories.extend(prop.value.split(';').map(one_line)),
        "CATEGORIES" => event.categories.extend(list(prop.value)),
        "ORGANIZER" if event.organizer.is_empty() => {
            event.organizer = people::of_prop(&prop);
            extra.keep_person(line, "ORGANIZER", &event.organizer);
        }
        "ATTENDEE" => {
            let person = people::of_prop(&prop);
            extra.keep_person(line, "ATTENDEE", &person);
            event.attendees.push(person);
        }
        _ if reader.old && !prop.name.starts_with("X-") => {}
        _ => extra.keep(line),
    }
}

/// CLASS into a yes or no; what says more than PRIVATE or PUBLIC is kept as well.
pub(super) fn class(line: &Line<'_>, value: &str, private: &mut bool, extra: &mut Extra) {
    *private = value.eq_ignore_ascii_case("PRIVATE") || value.eq_ignore_ascii_case("CONFIDENTIAL");
    if !value.eq_ignore_ascii_case("PRIVATE") {
        extra.keep(line);
    }
}

fn status(value: &str) -> Option<EventStatus> {
    match value.to_ascii_uppercase().as_str() {
        "TENTATIVE" => Some(EventStatus::Tentative),
        "CONFIRMED" => Some(EventStatus::Confirmed),
        "CANCELLED" | "CANCELED" => Some(EventStatus::Cancelled),
        _ => None,
    }
}

/// How a UID ends that was made up here.
pub(super) const NO_UID: &str = "@no-uid";

/// A UID from all the contents (FNV-1a), the same for the same entry, so that a second import does not double it.
fn made_up(event: &CalEvent) -> String {
    format!("{:016x}{NO_UID}", fnv(&format!("{event:?}")))
}

pub(super) fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether a zone's name is the desk's own of this house.
pub(super) fn is_desk(zone: Option<&str>) -> bool {
    zone.is_none_or(|zone| zone == DESK_ZONE)
}
