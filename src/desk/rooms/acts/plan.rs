//! What a new booking would come to: one, or the dates of a series, and which of them cannot be.

use chrono::{Duration, NaiveDateTime};

use super::super::model::{Booking, BookingLine, Room};
use super::super::repo;
use super::{label, room_of};
use crate::clock::stamp;
use crate::desk::diary::holidays::Holidays;
use crate::desk::diary::recur::{self, Rule, Series, starts_between};
use crate::desk::together::Pick;
use crate::store::{Change, Db, Refusal, new_id};
use crate::text::dates;

/// A series has at most so many dates.
const MOST: usize = 200;

/// What a booking would come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The room.
    pub room: Room,
    /// What can be booked, in order.
    pub bookings: Vec<Booking>,
    /// The dates that cannot, and why not.
    pub taken: Vec<(Booking, String)>,
    /// What is to be known and stands in nobody's way: a bank holiday.
    pub warnings: Vec<String>,
}

/// Plans a booking: `wanted.repeats` is how it repeats. Of a series each date is looked at by itself.
///
/// # Errors
/// It cannot be: no room, no length, a series without an end; a single one that is taken, closed or too small.
pub fn plan(db: Db<'_>, wanted: &Booking, holidays: &Holidays, who: &str) -> Result<Plan, Refusal> {
    wanted.check()?;
    let room = room_of(db, wanted)?;
    let all: Vec<Booking> = dates_of(wanted)?.into_iter().map(|b| b.first_state(&room)).collect();
    let mut plan = Plan { room, bookings: Vec::new(), taken: Vec::new(), warnings: Vec::new() };
    let single = all.len() == 1;
    for one in all {
        match obstacle(db, &plan.room, &one, who)? {
            Some(why) if single => return Err(Refusal::rule(why)),
            Some(why) => plan.taken.push((one, why)),
            None => plan.bookings.push(one),
        }
    }
    let holiday = |b: &Booking| {
        let name = holidays.on(b.day())?;
        Some(format!("{} is a bank holiday: {name}.", dates::screen_weekday(b.day())))
    };
    plan.warnings = plan.bookings.iter().filter_map(holiday).collect();
    if plan.bookings.is_empty() {
        let first = plan.taken.first().map(|(_, why)| why.clone()).unwrap_or_default();
        return Err(Refusal::rule(format!("None of the {} dates is free. {first}", plan.taken.len())));
    }
    Ok(plan)
}

/// The bookings of a series; the one itself where it does not repeat.
fn dates_of(wanted: &Booking) -> Result<Vec<Booking>, Refusal> {
    if wanted.repeats.trim().is_empty() {
        return Ok(vec![Booking { series_id: None, ..wanted.clone() }]);
    }
    let bad = |e: recur::RecurError| Refusal::rule(e.to_string());
    let rule = Rule::parse(&wanted.repeats).map_err(bad)?;
    if rule.count.is_none() && rule.until.is_none() {
        return Err(Refusal::rule("Say until when it repeats, or how often: weekly until 31/3/2027, weekly, 6 times."));
    }
    let start = recur::align(wanted.starts_at(), &wanted.repeats).map_err(bad)?;
    let series = Series { rules: vec![wanted.repeats.clone()], ..Series::once(start) };
    let starts = starts_between(&series, start, start + Duration::days(3_660)).map_err(bad)?;
    if starts.len() > MOST {
        return Err(Refusal::rule(format!("That is {} dates: book at most {MOST} at a time.", starts.len())));
    }
    let series_id = Some(new_id());
    let one = |(n, at): (usize, NaiveDateTime)| {
        let id = if n == 0 { wanted.id.clone() } else { new_id() };
        Booking { id, series_id: series_id.clone(), ..wanted.moved_to(at) }
    };
    Ok(starts.into_iter().enumerate().map(one).collect())
}

/// Why a booking cannot be, and what can: the room is taken, closed or too small.
///
/// # Errors
/// The desk cannot be read.
pub fn obstacle(db: Db<'_>, room: &Room, one: &Booking, who: &str) -> Result<Option<String>, Refusal> {
    let span = (one.starts_at(), one.ends_at());
    if let Some(other) = repo::taken(db, &room.id, span, &one.id)?.first() {
        let said = format!("{} is taken: {} {}.", room.name, dates::screen_weekday(other.day()), other.told(who));
        return Ok(Some(format!("{said}{}", offer(db, room, one, true)?)));
    }
    if !room.open().holds(span.0, span.1) {
        let hours = room.open().day_words(chrono::Datelike::weekday(&span.0.date()));
        let said = format!("{} is not open then: {} {hours}.", room.name, span.0.format("%A"));
        return Ok(Some(format!("{said}{}", offer(db, room, one, true)?)));
    }
    if let Err(said) = room.takes(one.people, &one.layout) {
        return Ok(Some(format!("{said}{}", offer(db, room, one, false)?)));
    }
    Ok(None)
}

/// The next time at which the room is free, and the rooms that are free at this one.
fn offer(db: Db<'_>, room: &Room, one: &Booking, later: bool) -> Result<String, Refusal> {
    let next = if later { repo::next_free(db, room, one)? } else { None };
    let next = next.map(|at| {
        let day = if at.date() == one.day() { String::new() } else { format!("{} ", dates::screen_weekday(at.date())) };
        format!("It is free {day}{}", dates::time(at.time()))
    });
    let others = repo::others_free(db, one)?;
    let named: Vec<String> = others.iter().take(2).map(|r| format!("{} ({})", r.name, seats(r))).collect();
    let others = (!named.is_empty()).then(|| format!("{} free then", named.join(" and ")));
    let parts: Vec<String> = next.into_iter().chain(others).collect();
    Ok(if parts.is_empty() { String::new() } else { format!(" {}.", parts.join("; ")) })
}

fn seats(room: &Room) -> String {
    if room.capacity > 0 { format!("{} seats", room.capacity) } else { "seats not known".into() }
}

impl Plan {
    /// What cannot be booked, in words for a question: a line each.
    pub fn taken_words(&self) -> String {
        let line = |(b, why): &(Booking, String)| format!("{}: {why}", dates::screen_weekday(b.day()));
        self.taken.iter().take(12).map(line).collect::<Vec<_>>().join("\n")
    }

    /// The change that books what can be.
    pub fn book(&self) -> Change {
        let (Some(first), n) = (self.bookings.first(), self.bookings.len()) else { return Change::new("") };
        let what = match first.state.as_str() {
            "confirmed" => "Booked".to_owned(),
            "requested" => format!("Asked {} for", self.room.approver),
            state => format!("Booked ({state})"),
        };
        let more = if n > 1 { format!(" and {} later", n - 1) } else { String::new() };
        let colon = if what.ends_with("for") { "" } else { ":" };
        let said = format!("{what}{colon} {}{more}", label(first, &self.room));
        self.bookings.iter().fold(Change::new(said), Change::insert)
    }
}

/// The booking of what was taken of a search for a date, with the machines that have to be brought, and the change that
/// makes it; none where no room was taken. `of`: the table and the identifier of what it is for, or two empty words.
///
/// # Errors
/// The room is taken meanwhile.
pub fn book_for(
    db: Db<'_>,
    pick: &Pick,
    title: &str,
    of: (&str, &str),
    holidays: &Holidays,
    (who, now): (&str, NaiveDateTime),
) -> Result<Option<(Booking, Change)>, Refusal> {
    let Some(room) = &pick.room_id else { return Ok(None) };
    let of_id = (!of.1.is_empty()).then(|| of.1.to_owned());
    let wanted = Booking {
        ends: stamp(pick.end),
        people: pick.seats,
        of_kind: of.0.into(),
        of_id,
        ..Booking::new(room, title, pick.start, 60, who, now)
    };
    let plan = plan(db, &wanted, holidays, who)?;
    let booking = plan.bookings.first().cloned().unwrap_or(wanted);
    let lines = brought(&booking, pick, now);
    Ok(Some((booking, lines.iter().fold(plan.book(), Change::insert))))
}

/// The machines of a pick as lines of a booking: they are the office's own, and so sure.
fn brought(booking: &Booking, pick: &Pick, now: NaiveDateTime) -> Vec<BookingLine> {
    let line = |(id, name): &(String, String)| BookingLine {
        equipment_id: Some(id.clone()),
        state: "confirmed".into(),
        ..BookingLine::new(booking, "audio-visual", name, now)
    };
    pick.brings.iter().map(line).collect()
}
