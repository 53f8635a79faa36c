//! What an entry would clash with, found before it is saved: typed, and each a sentence.

use std::fmt;

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::holidays::Holidays;
use super::rules_occurrence::Occurrence;
use crate::text::{calendar::is_weekend, dates, names};

/// One clash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// Another entry of the same calendar at the same time.
    Overlap(Other),
    /// Whose calendar it is, is on the way then.
    Travel(String, Other),
    /// The minutes to be kept free before or after are not free.
    Buffer(Other, i64),
    /// Somebody is elsewhere.
    Person(String, Other),
    /// The room is taken.
    Room(String, Other),
    /// The patient is booked elsewhere.
    Patient(String, Other),
    /// Whose calendar it is, is away.
    Away(String, Other),
    /// The leave that is being entered lies over this.
    IntoLeave(Other),
    /// A bank holiday.
    Holiday(NaiveDate, String),
    /// A Saturday or Sunday.
    Weekend(NaiveDate),
}

/// The entry that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// When it begins.
    pub start: NaiveDateTime,
    /// Whether it takes whole days.
    pub all_day: bool,
    /// Its title, as it may be read.
    pub title: String,
    /// Its calendar.
    pub calendar: String,
}

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = if self.all_day { "all day".to_owned() } else { dates::time(self.start.time()) };
        write!(f, "{time} {} ({})", self.title, self.calendar)
    }
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overlap(other) => write!(f, "Clashes with {other}."),
            Self::Travel(name, other) => write!(f, "{name} is on the way then: {other}."),
            Self::Buffer(other, minutes) => {
                write!(f, "Too close to {other}: {} are to stay free.", dates::minutes(*minutes))
            }
            Self::Person(name, other) => write!(f, "{name} has {other} then."),
            Self::Room(room, other) => write!(f, "{room} is taken: {other}."),
            Self::Patient(name, other) => write!(f, "{name} is booked then: {other}."),
            Self::Away(name, other) => write!(f, "{name} is away: {other}."),
            Self::IntoLeave(other) => write!(f, "Falls into this leave: {other}."),
            Self::Holiday(date, title) => write!(f, "{} is a bank holiday: {title}.", dates::screen_weekday(*date)),
            Self::Weekend(date) => write!(f, "{} is at the weekend.", dates::screen_weekday(*date)),
        }
    }
}

/// What an occurrence would clash with. `others` are those of its days, it and its series left out; `who` reads.
pub fn clashes(one: &Occurrence, others: &[Occurrence], holidays: &Holidays, who: &str) -> Vec<Clash> {
    if !one.is_live() {
        return Vec::new();
    }
    let mut out: Vec<Clash> = others.iter().filter(|o| o.is_live()).filter_map(|other| with(one, other, who)).collect();
    out.extend(of_the_day(one, holidays));
    out
}

/// The other as it may be told.
fn told(other: &Occurrence, who: &str) -> Other {
    Other {
        start: other.start,
        all_day: other.entry.all_day,
        title: other.title(who).to_owned(),
        calendar: other.calendar.name.clone(),
    }
}

fn with(one: &Occurrence, other: &Occurrence, who: &str) -> Option<Clash> {
    let said = || told(other, who);
    if !overlap((one.start, one.end), (other.start, other.end)) {
        return buffer(one, other).map(|minutes| Clash::Buffer(said(), minutes));
    }
    let (leave, away) = (one.is_leave(), other.is_leave());
    if !leave && away && concerns(other, one) {
        return Some(Clash::Away(one.calendar.name.clone(), said()));
    }
    if leave && !away && concerns(one, other) {
        return Some(Clash::IntoLeave(said()));
    }
    // Leave of several people stands in one calendar; a note for the whole day takes nobody's time.
    if leave != away || one.entry.all_day != other.entry.all_day {
        return None;
    }
    if one.entry.calendar_id == other.entry.calendar_id && (!leave || same_person_away(one, other)) {
        return Some(if travels(one, other) {
            Clash::Travel(one.calendar.name.clone(), said())
        } else {
            Clash::Overlap(said())
        });
    }
    if leave {
        return None;
    }
    same_patient(one, other)
        .map(|name| Clash::Patient(name, said()))
        .or_else(|| same_room(one, other).map(|room| Clash::Room(room, said())))
        .or_else(|| {
            let name = same_person(one, other)?;
            Some(if travels(one, other) { Clash::Travel(name, said()) } else { Clash::Person(name, said()) })
        })
}

/// Whether one of the two is a journey.
fn travels(one: &Occurrence, other: &Occurrence) -> bool {
    one.entry.kind == "travel" || other.entry.kind == "travel"
}

fn overlap(a: (NaiveDateTime, NaiveDateTime), b: (NaiveDateTime, NaiveDateTime)) -> bool {
    // What has no length takes its minute.
    let end = |span: (NaiveDateTime, NaiveDateTime)| span.1.max(span.0 + Duration::minutes(1));
    a.0 < end(b) && b.0 < end(a)
}

/// The minutes that are to stay free between two of the same calendar, person or room, and do not.
fn buffer(one: &Occurrence, other: &Occurrence) -> Option<i64> {
    if one.entry.all_day || other.entry.all_day {
        return None;
    }
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    let wanted = first.entry.buffer_after.max(second.entry.buffer_before);
    let free = (second.start - first.end).num_minutes();
    let together = || {
        one.entry.calendar_id == other.entry.calendar_id
            || same_person(one, other).is_some()
            || same_room(one, other).is_some()
    };
    (wanted > 0 && free < wanted && together()).then_some(wanted)
}

/// Whether a leave is that of the one whose calendar the entry stands in.
fn concerns(leave: &Occurrence, entry: &Occurrence) -> bool {
    if leave.entry.calendar_id == entry.entry.calendar_id {
        return true;
    }
    let of = names::fold(&format!("{} {}", leave.entry.title, leave.entry.with_whom));
    let own = leave.calendar.kind != "leave" && surname(&leave.calendar.name) == surname(&entry.calendar.name);
    own || has_word(&of, &surname(&entry.calendar.name))
}

/// Whether an occurrence takes the time of whoever bears this name: it stands in their calendar, is with them, or is their
/// leave.
pub fn takes(one: &Occurrence, name: &str) -> bool {
    if one.is_leave() {
        let of = names::fold(&format!("{} {}", one.entry.title, one.entry.with_whom));
        return same(&one.calendar.name, name) || has_word(&of, &surname(name));
    }
    same(&one.calendar.name, name) || people(one).iter().any(|p| same(p, name))
}

fn same_person_away(one: &Occurrence, other: &Occurrence) -> bool {
    let words = |o: &Occurrence| names::fold(&format!("{} {}", o.entry.title, o.entry.with_whom));
    one.calendar.kind != "leave" || words(one) == words(other)
}

/// The last word of a name: `Dr A PATEL` is Patel's, and so is `PATEL, Anil (Dr)`.
fn surname(name: &str) -> String {
    let whole = name.split_once(',').map_or_else(
        || name.split_whitespace().last().unwrap_or_default(),
        |(surname, _)| surname.split_whitespace().last().unwrap_or_default(),
    );
    names::fold(whole)
}

fn has_word(text: &str, word: &str) -> bool {
    word.chars().count() > 1 && text.split(|c: char| !c.is_alphanumeric()).any(|w| w == word)
}

fn same_patient(one: &Occurrence, other: &Occurrence) -> Option<String> {
    let same = one.entry.patient_id.is_some() && one.entry.patient_id == other.entry.patient_id;
    let name = [&one.patient, &other.patient].into_iter().find(|n| !n.is_empty()).cloned();
    same.then(|| name.unwrap_or_else(|| "The patient".into()))
}

/// The room of an entry: its place where that is a room, or the calendar of one.
fn room(one: &Occurrence) -> Option<&str> {
    let place = one.entry.place.trim();
    let folded = names::fold(place);
    if one.calendar.kind == "room" {
        return Some(&one.calendar.name);
    }
    ["room", "theatre", "hall", "suite"].iter().any(|w| has_word(&folded, w)).then_some(place)
}

fn same_room(one: &Occurrence, other: &Occurrence) -> Option<String> {
    let (mine, theirs) = (room(one), room(other));
    let of_calendar = |o: &Occurrence, place: &str| o.calendar.kind == "room" && same(&o.calendar.name, place);
    let shared = match (mine, theirs) {
        (Some(a), Some(b)) => same(a, b),
        (Some(_), None) => of_calendar(one, &other.entry.place),
        (None, Some(_)) => of_calendar(other, &one.entry.place),
        (None, None) => false,
    };
    shared.then(|| mine.or(theirs).unwrap_or_default().to_owned())
}

fn same(a: &str, b: &str) -> bool {
    !a.trim().is_empty() && names::fold(a) == names::fold(b)
}

/// Who is there: those it is with, and whose calendar it is.
fn people(one: &Occurrence) -> Vec<String> {
    let with = one.entry.with_whom.split([',', ';', '&']).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
    let own = matches!(one.calendar.kind.as_str(), "consultant" | "director" | "secretary");
    with.chain(own.then(|| one.calendar.name.clone())).collect()
}

fn same_person(one: &Occurrence, other: &Occurrence) -> Option<String> {
    let theirs = people(other);
    people(one).into_iter().find(|mine| theirs.iter().any(|name| same(name, mine)))
}

/// Bank holiday or weekend, for what people are asked to come to.
fn of_the_day(one: &Occurrence, holidays: &Holidays) -> Vec<Clash> {
    let work = matches!(one.entry.kind.as_str(), "clinic" | "ward_round" | "theatre" | "meeting");
    if !work || one.is_leave() || one.entry.all_day {
        return Vec::new();
    }
    let date = one.start.date();
    if let Some(title) = holidays.on(date) {
        return vec![Clash::Holiday(date, title.to_owned())];
    }
    if is_weekend(date) { vec![Clash::Weekend(date)] } else { Vec::new() }
}

/// How many clashes are said in one sentence.
const SAID: usize = 3;

/// All of it as one line, with the nearest time that is free (empty: none is known) and how to do it all the same; none
/// where nothing clashes. Of a series each clash comes with its day.
pub fn sentence(found: &[(NaiveDate, Clash)], offer: &str, again: &str) -> Option<String> {
    let first = found.first()?.0;
    let several = found.iter().any(|(date, _)| *date != first);
    let say = |(date, clash): &(NaiveDate, Clash)| match clash {
        Clash::Holiday(..) | Clash::Weekend(_) => clash.to_string(),
        _ if several => format!("{}: {clash}", dates::screen_weekday(*date)),
        _ => clash.to_string(),
    };
    let mut said = found.iter().take(SAID).map(say).collect::<Vec<_>>().join(" ");
    if found.len() > SAID {
        said = format!("{said} And {} more.", found.len() - SAID);
    }
    let offer = if offer.is_empty() { String::new() } else { format!(" {offer}") };
    Some(format!("{said}{offer} {again}"))
}

#[cfg(test)]
mod tests;
