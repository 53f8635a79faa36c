//! What a booking would clash with, said before it is saved: typed, and each a sentence (hazard H8).

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{Appointment, Session};
use super::rules_needs::telephone_only;
use super::rules_plan::later;
use super::rules_session::Taken;
use crate::text::dates;

/// One clash of a booking. The first five stop it; the rest are said once and let through knowingly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// The session does not take place, or is finished.
    NoSession(String),
    /// Its time has passed.
    Past(NaiveDateTime),
    /// Somebody sits there.
    Taken,
    /// So many sit beyond the slots, and no more may be taken in.
    Full(i64),
    /// The limit of the kind is reached.
    Limit(String, i64),
    /// Beyond the slots, within what may be overbooked.
    Overbooked(i64, i64),
    /// Outside the times of the session.
    Outside(String, String),
    /// The slot is for another kind.
    Kind(String),
    /// The slot is held.
    Held(String, NaiveDate),
    /// The slot is proposed to somebody of a cancelled clinic.
    Proposed(String),
    /// The session is not open yet.
    Draft,
    /// The patient is booked elsewhere at that time.
    Patient(String),
    /// A bank holiday.
    Holiday(String),
    /// The consultant is away.
    Away(String),
    /// The consultant has something else in the diary then, as the diary says it.
    Diary(String),
    /// The breach date has passed by then.
    Breach(NaiveDate),
    /// The patient is away then.
    PatientAway(String),
    /// A need takes more notice than there is.
    Notice(String, i64),
    /// Nothing says that the clinic has what the patient needs of a place.
    Lacks(String, String),
    /// The patient is not to be asked to come.
    TelephoneOnly,
}

impl Clash {
    /// Whether it stops the booking.
    pub fn stops(&self) -> bool {
        matches!(self, Self::NoSession(_) | Self::Past(_) | Self::Taken | Self::Full(_) | Self::Limit(..))
    }
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = dates::screen_weekday;
        match self {
            Self::NoSession(state) => write!(f, "This session is {state}: choose another."),
            Self::Past(at) => write!(f, "{} has passed: book one that is still to come.", dates::stamp_weekday(*at)),
            Self::Taken => write!(f, "That slot is taken."),
            Self::Full(0) => write!(f, "This session takes nobody beyond its slots."),
            Self::Full(most) => write!(f, "At most {most} beyond the slots of this session: that is reached."),
            Self::Limit(kind, most) => write!(f, "At most {most} {kind} in this session: that is reached."),
            Self::Overbooked(n, most) => write!(f, "Beyond the slots: number {n} of at most {most}."),
            Self::Outside(from, to) => write!(f, "Outside the session, which is {from}–{to}."),
            Self::Kind(kind) => write!(f, "That slot is for {kind}."),
            Self::Held(who, until) => write!(f, "That slot is held for {who} until {}.", day(*until)),
            Self::Proposed(who) => write!(f, "That slot is proposed to {who} of a cancelled clinic: they lose it."),
            Self::Draft => write!(f, "This session is a draft: not open for booking yet."),
            Self::Patient(other) => write!(f, "The patient is booked then: {other}."),
            Self::Holiday(title) => write!(f, "That day is a bank holiday: {title}."),
            Self::Away(what) => write!(f, "The consultant is away: {what}."),
            Self::Diary(said) => write!(f, "{said}"),
            Self::Breach(on) => write!(f, "Too late: the breach date is {}.", day(*on)),
            Self::PatientAway(when) => write!(f, "The patient is away: {when}."),
            Self::Lacks(what, clinic) => write!(f, "Nothing says that {clinic} has what is needed: {what}."),
            Self::TelephoneOnly => write!(f, "The patient is to be seen by telephone only."),
            Self::Notice(what, days) => write!(f, "{what} needs {days} days' notice."),
        }
    }
}

/// What is known of the day that a booking is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFacts {
    /// The bank holiday.
    pub holiday: Option<String>,
    /// Why the consultant is away.
    pub away: Option<String>,
    /// What else the consultant has in the diary then, a sentence.
    pub diary: Option<String>,
    /// What else the patient has at that time, in words.
    pub patient: Option<String>,
    /// To whom of a cancelled clinic the slot is proposed.
    pub proposed: Option<String>,
    /// What the patient needs of a place and nothing is said of there.
    pub lacks: Vec<String>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The session.
    pub session: &'a Session,
    /// The time.
    pub at: &'a str,
    /// Which seat of that time.
    pub n: usize,
    /// How long.
    pub minutes: i64,
    /// Whose appointment.
    pub appointment: &'a Appointment,
}

/// How many days' notice a need takes: an interpreter ten (domain 2.11), transport three.
pub fn notice_of(need: &str) -> i64 {
    let need = need.to_lowercase();
    match () {
        () if need.contains("interpreter") || need.contains("bsl") || need.contains("signer") => 10,
        () if need.contains("transport") => 3,
        () => 0,
    }
}

/// Every clash of a booking; those that stop it first.
pub fn clashes(asked: Asked<'_>, taken: &Taken, facts: &DayFacts, now: NaiveDateTime) -> Vec<Clash> {
    let mut out = hard(asked, taken, now);
    out.extend(of_slot(asked, now.date()));
    out.extend(of_day(asked, facts, now.date()));
    out
}

fn hard(asked: Asked<'_>, taken: &Taken, now: NaiveDateTime) -> Vec<Clash> {
    let (session, kind) = (asked.session, asked.appointment.kind.as_str());
    let mut out = Vec::new();
    if matches!(session.state.as_str(), "cancelled" | "closed") || session.binned_at.is_some() {
        out.push(Clash::NoSession(session.state.clone()));
    }
    let at = session.moment(asked.at);
    if at < now {
        out.push(Clash::Past(at));
    }
    if let Some(limit) = session.limits.iter().find(|l| l.kind == kind && taken.of_kind(kind) >= l.most) {
        out.push(Clash::Limit(kind.to_owned(), limit.most));
    }
    out.extend(of_seat(asked, taken));
    out
}

/// Whether somebody sits there already; beyond the slots, whether one more may be taken in.
fn of_seat(asked: Asked<'_>, taken: &Taken) -> Vec<Clash> {
    let (session, places) = (asked.session, asked.session.places_at(asked.at));
    let beyond = asked.n >= places;
    let over = taken.over(session) + 1;
    let full = places > 0 && (0..places).all(|n| taken.has(asked.at, n));
    match () {
        () if taken.has(asked.at, asked.n) => vec![Clash::Taken],
        () if beyond && over > session.overbook && full => vec![Clash::Taken, Clash::Full(session.overbook)],
        () if beyond && over > session.overbook => vec![Clash::Full(session.overbook)],
        () if beyond => vec![Clash::Overbooked(over, session.overbook)],
        () => Vec::new(),
    }
}

fn of_slot(asked: Asked<'_>, today: NaiveDate) -> Vec<Clash> {
    let session = asked.session;
    let mut out = Vec::new();
    if session.state == "draft" {
        out.push(Clash::Draft);
    }
    if asked.at < session.starts.as_str() || later(asked.at, asked.minutes) > session.ends {
        out.push(Clash::Outside(session.starts.clone(), session.ends.clone()));
    }
    let kind = session.place(asked.at, asked.n).map_or(asked.appointment.kind.clone(), |p| p.slot.kind);
    if telephone_only(&asked.appointment.needs) && !matches!(kind.as_str(), "telephone" | "video") {
        out.push(Clash::TelephoneOnly);
    }
    let Some(place) = session.place(asked.at, asked.n) else { return out };
    if place.slot.kind != asked.appointment.kind {
        out.push(Clash::Kind(place.slot.kind.clone()));
    }
    if let Some(who) = place.slot.held_on(session.day(), today) {
        out.push(Clash::Held(who.to_owned(), place.slot.held_until(session.day())));
    }
    out
}

fn of_day(asked: Asked<'_>, facts: &DayFacts, today: NaiveDate) -> Vec<Clash> {
    let day = asked.session.day();
    let mut out: Vec<Clash> = facts.proposed.clone().map(Clash::Proposed).into_iter().collect();
    out.extend(facts.patient.clone().map(Clash::Patient));
    out.extend(facts.holiday.clone().map(Clash::Holiday));
    out.extend(facts.away.clone().map(Clash::Away));
    out.extend(facts.diary.clone().map(Clash::Diary));
    if let Some(on) = asked.appointment.breach().filter(|on| day > *on) {
        out.push(Clash::Breach(on));
    }
    if let Some(span) = asked.appointment.away.iter().find(|s| is_in(s, day)) {
        out.push(Clash::PatientAway(span_words(span)));
    }
    out.extend(facts.lacks.iter().map(|what| Clash::Lacks(what.clone(), asked.session.name.clone())));
    for need in &asked.appointment.needs {
        let notice = notice_of(&need.what);
        if (day - today).num_days() < notice {
            out.push(Clash::Notice(need.what.clone(), notice));
        }
    }
    out
}

/// The first and the last day of a span as it is kept: `2026-03-02/2026-03-13`.
pub fn span_days(span: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (from, to) = span.split_once('/').unwrap_or((span, span));
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// Whether a day lies in a span.
pub fn is_in(span: &str, day: NaiveDate) -> bool {
    span_days(span).is_some_and(|(from, to)| from <= day && day <= to)
}

fn span_words(span: &str) -> String {
    match span_days(span) {
        Some((from, to)) if from == to => dates::screen_weekday(from),
        Some((from, to)) => format!("{} to {}", dates::screen_weekday(from), dates::screen_weekday(to)),
        None => span.to_owned(),
    }
}

/// The clashes as one line, with how to do it all the same; a refusal without it where one of them stops.
pub fn sentence(found: &[Clash], again: &str) -> Option<String> {
    let stops: Vec<String> = found.iter().filter(|c| c.stops()).map(ToString::to_string).collect();
    if !stops.is_empty() {
        return Some(stops.join(" "));
    }
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    (!said.is_empty()).then(|| format!("{} {again}", said.join(" ")))
}

#[cfg(test)]
mod tests;
