//! The rooms' questions to the database.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::model::{Booking, BookingLine, Room};
use crate::clock::stamp;
use crate::desk::office::Equipment;
use crate::form::Choice;
use crate::store::{Db, Refusal, Store};
use crate::text::names::fold;

/// The states in which a booking takes its room, for a question.
const LIVE: &str = "state IN ('tentative', 'requested', 'confirmed', 'done') AND binned_at IS NULL";

/// A booking with its room and what is laid on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Booked {
    /// The booking.
    pub booking: Booking,
    /// Its room.
    pub room: Room,
    /// What is laid on, in the order in which it was asked for.
    pub lines: Vec<BookingLine>,
}

impl Booked {
    /// Whether everything is confirmed.
    pub fn is_ready(&self) -> bool {
        super::model::is_ready(&self.booking, &self.lines)
    }

    /// Its state in words.
    pub fn state_words(&self) -> String {
        super::model::state_words(&self.booking, &self.lines)
    }

    /// Whether a line should have been confirmed by now.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.booking.is_live() && self.booking.state != "done" && self.lines.iter().any(|l| l.is_late(today))
    }

    /// What its lines commit, in pence.
    pub fn committed(&self) -> i64 {
        self.lines.iter().map(|l| l.committed).sum()
    }

    /// What its lines come to, in pence; what was refused or fell away is left out.
    pub fn cost(&self) -> i64 {
        self.lines.iter().filter(|l| !matches!(l.state.as_str(), "refused" | "cancelled")).map(|l| l.pence).sum()
    }
}

/// The rooms, by site and name.
pub fn rooms(db: Db<'_>) -> Result<Vec<Room>, Refusal> {
    db.rows("SELECT * FROM room WHERE binned_at IS NULL ORDER BY site, name, id", &[])
}

/// The rooms whose name or site holds every word that was typed; the one that is called so alone, where there is one.
pub fn rooms_named(db: Db<'_>, typed: &str) -> Result<Vec<Room>, Refusal> {
    let all = rooms(db)?;
    let same = |r: &&Room| r.id == typed || fold(&r.name) == fold(typed) || fold(&r.label()) == fold(typed);
    let exact: Vec<Room> = all.iter().filter(same).cloned().collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    let words: Vec<String> = typed.split_whitespace().map(fold).collect();
    let fits = |r: &Room| words.iter().all(|w| fold(&r.label()).contains(w.as_str()));
    Ok(all.into_iter().filter(fits).collect())
}

/// Rooms for a field, with their seats.
pub fn find_room(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    Ok(rooms_named(store.db(), typed)?.into_iter().map(|r| Choice { label: r.label(), id: r.id }).collect())
}

/// What a room is called; what is no identifier is its own name.
pub fn room_name(db: Db<'_>, id: &str) -> String {
    db.get::<Room>(id).ok().flatten().map_or_else(|| id.to_owned(), |r| r.label())
}

fn day_span(day: NaiveDate, days: i64) -> (String, String) {
    let from = day.and_time(NaiveTime::MIN);
    (stamp(from), stamp(from + Duration::days(days)))
}

/// The bookings that take a room on these days, in order.
pub fn between(db: Db<'_>, from: NaiveDate, days: i64) -> Result<Vec<Booking>, Refusal> {
    let (from, until) = day_span(from, days);
    let sql = format!("SELECT * FROM booking WHERE start >= $1 AND start < $2 AND {LIVE} ORDER BY start, ends, id");
    db.rows(&sql, &[&from, &until])
}

/// What takes a room on these days, in order.
pub fn of_room(db: Db<'_>, room: &str, from: NaiveDate, days: i64) -> Result<Vec<Booking>, Refusal> {
    let (from, until) = day_span(from, days);
    let sql = format!(
        "SELECT * FROM booking WHERE room_id = $1 AND start >= $2 AND start < $3 AND {LIVE} ORDER BY start, ends, id"
    );
    db.rows(&sql, &[&room, &from, &until])
}

/// The bookings of a day with their rooms and what is laid on, by time and room.
pub fn day(db: Db<'_>, day: NaiveDate) -> Result<Vec<Booked>, Refusal> {
    let lines = "SELECT * FROM booking_line WHERE on_day = $1 AND binned_at IS NULL ORDER BY created_at, id";
    with_lines(db, between(db, day, 1)?, db.rows(lines, &[&day.to_string()])?)
}

/// One with its room and what is laid on.
///
/// # Errors
/// It is not there any more.
pub fn booked(db: Db<'_>, id: &str) -> Result<Booked, Refusal> {
    let booking: Booking = db.must(id)?;
    let room = db.get(&booking.room_id)?.unwrap_or_default();
    Ok(Booked { room, lines: lines(db, id)?, booking })
}

/// What is laid on for a booking.
pub fn lines(db: Db<'_>, booking: &str) -> Result<Vec<BookingLine>, Refusal> {
    db.rows(
        "SELECT * FROM booking_line WHERE booking_id = $1 AND binned_at IS NULL ORDER BY created_at, id",
        &[&booking],
    )
}

fn with_lines(db: Db<'_>, all: Vec<Booking>, lines: Vec<BookingLine>) -> Result<Vec<Booked>, Refusal> {
    let rooms: Vec<Room> = db.rows("SELECT * FROM room", &[])?;
    let rooms: HashMap<String, Room> = rooms.into_iter().map(|r| (r.id.clone(), r)).collect();
    let mut of: HashMap<String, Vec<BookingLine>> = HashMap::new();
    for line in lines {
        of.entry(line.booking_id.clone()).or_default().push(line);
    }
    let one = |booking: Booking| Booked {
        room: rooms.get(&booking.room_id).cloned().unwrap_or_default(),
        lines: of.remove(&booking.id).unwrap_or_default(),
        booking,
    };
    Ok(all.into_iter().map(one).collect())
}

/// The bookings to come, at most so many, and whatever asks for something: late lines, money of what has been that is
/// not spent yet, what waits for an answer.
pub fn listed(db: Db<'_>, today: NaiveDate, most: usize) -> Result<Vec<Booked>, Refusal> {
    let (from, most) = (day_span(today, 1).0, i64::try_from(most).unwrap_or(i64::MAX));
    let open = "state IN ('tentative', 'requested', 'confirmed')";
    let mut all: Vec<Booking> = db.rows(
        &format!(
            "SELECT * FROM booking WHERE start >= $1 AND {open} AND binned_at IS NULL ORDER BY start, id LIMIT $2"
        ),
        &[&from, &most],
    )?;
    all.extend(db.rows::<Booking>(
        "SELECT * FROM booking WHERE start >= $1 AND state IN ('tentative', 'requested') AND binned_at IS NULL \
         ORDER BY start, id LIMIT $2",
        &[&from, &most],
    )?);
    let late = "SELECT DISTINCT booking_id FROM booking_line WHERE state IN ('needed', 'requested') \
                AND binned_at IS NULL AND confirm_by < $1 AND on_day >= $1 LIMIT $2";
    let owed = "SELECT DISTINCT booking_id FROM booking_line WHERE committed > 0 AND binned_at IS NULL \
                AND on_day < $1 LIMIT $2";
    for of in [late, owed] {
        let sql = format!("SELECT * FROM booking WHERE {open} AND binned_at IS NULL AND id IN ({of})");
        all.extend(db.rows::<Booking>(&sql, &[&today.to_string(), &most])?);
    }
    all.sort_by(|a, b| (&a.start, &a.id).cmp(&(&b.start, &b.id)));
    all.dedup_by(|a, b| a.id == b.id);
    let lines = lines_of(db, &all)?;
    with_lines(db, all, lines)
}

/// What is laid on for these bookings.
fn lines_of(db: Db<'_>, all: &[Booking]) -> Result<Vec<BookingLine>, Refusal> {
    let ids: Vec<&str> = all.iter().map(|b| b.id.as_str()).collect();
    let ids = serde_json::to_string(&ids)?;
    let sql = "SELECT l.* FROM json_each($1) j JOIN booking_line l ON l.booking_id = j.value AND l.binned_at IS NULL \
               ORDER BY l.created_at, l.id";
    db.rows(sql, &[&ids])
}

/// All bookings from a day on, those that fell away too, for an export.
pub fn every(db: Db<'_>) -> Result<Vec<Booked>, Refusal> {
    let all: Vec<Booking> = db.rows("SELECT * FROM booking WHERE binned_at IS NULL ORDER BY start, id", &[])?;
    let lines = db.rows("SELECT * FROM booking_line WHERE binned_at IS NULL ORDER BY created_at, id", &[])?;
    with_lines(db, all, lines)
}

/// How many bookings are to come.
pub fn to_come(db: Db<'_>, today: NaiveDate) -> Result<i64, Refusal> {
    db.count("SELECT COUNT(*) FROM booking WHERE start >= $1 AND binned_at IS NULL", &[&day_span(today, 1).0])
}

/// What takes a room within a time, other than the booking with this identifier.
pub fn taken(
    db: Db<'_>,
    room: &str,
    (start, end): (NaiveDateTime, NaiveDateTime),
    except: &str,
) -> Result<Vec<Booking>, Refusal> {
    let (from, _) = day_span(start.date(), 1);
    let sql = format!(
        "SELECT * FROM booking WHERE room_id = $1 AND start >= $2 AND start < $3 AND ends > $4 AND id <> $5 AND {LIVE} \
         ORDER BY start, id"
    );
    db.rows(&sql, &[&room, &from, &stamp(end), &stamp(start), &except])
}

/// Those of a series from a time on that still take their room.
pub fn of_series(db: Db<'_>, series: &str, from: &str) -> Result<Vec<Booking>, Refusal> {
    let sql = format!("SELECT * FROM booking WHERE series_id = $1 AND start >= $2 AND {LIVE} ORDER BY start, id");
    db.rows(&sql, &[&series, &from])
}

/// The bookings for a record: those of a meeting.
pub fn booked_for(db: Db<'_>, id: &str) -> Result<Vec<Booked>, Refusal> {
    let all: Vec<Booking> =
        db.rows("SELECT * FROM booking WHERE of_id = $1 AND binned_at IS NULL ORDER BY start, id", &[&id])?;
    let lines = lines_of(db, &all)?;
    with_lines(db, all, lines)
}

/// The other booking that has a machine of the office within a time.
pub fn machine_booked(
    db: Db<'_>,
    machine: &str,
    (start, end): (NaiveDateTime, NaiveDateTime),
    except: &str,
) -> Result<Option<Booking>, Refusal> {
    let sql = format!(
        "SELECT b.* FROM booking_line l JOIN booking b ON b.id = l.booking_id \
         WHERE l.equipment_id = $1 AND l.on_day = $2 AND l.binned_at IS NULL AND l.state NOT IN ('refused', 'cancelled') \
         AND b.start < $3 AND b.ends > $4 AND b.id <> $5 AND b.{LIVE_OF} ORDER BY b.start LIMIT 1"
    );
    db.one(&sql, &[&machine, &start.date().to_string(), &stamp(end), &stamp(start), &except])
}

const LIVE_OF: &str = "state IN ('tentative', 'requested', 'confirmed', 'done') AND b.binned_at IS NULL";

/// The machines of bookings on these days: machine, from and until.
pub fn machines_between(db: Db<'_>, from: NaiveDate, until: NaiveDate) -> Result<Vec<(String, Booking)>, Refusal> {
    #[derive(serde::Deserialize)]
    struct Of {
        equipment_id: String,
        booking_id: String,
    }
    let rows: Vec<Of> = db.rows(
        "SELECT equipment_id, booking_id FROM booking_line WHERE equipment_id IS NOT NULL AND binned_at IS NULL \
         AND state NOT IN ('refused', 'cancelled') AND on_day >= $1 AND on_day <= $2",
        &[&from.to_string(), &until.to_string()],
    )?;
    let mut all = Vec::new();
    for row in rows {
        if let Some(booking) = db.get::<Booking>(&row.booking_id)?.filter(Booking::is_live) {
            all.push((row.equipment_id, booking));
        }
    }
    Ok(all)
}

/// Why a machine of the office cannot stand in a room within a time: lent, faulty, booked elsewhere.
pub fn machine_clash(
    db: Db<'_>,
    machine: &Equipment,
    span: (NaiveDateTime, NaiveDateTime),
    except: &str,
) -> Result<Option<String>, Refusal> {
    let day = span.0.date();
    if let Some(other) = machine_booked(db, &machine.id, span, except)? {
        let room = room_name(db, &other.room_id);
        return Ok(Some(format!("{} is booked {} in {room}: {}.", machine.label(), other.times(), other.title)));
    }
    let said = match machine.state.as_str() {
        "faulty" | "repair" | "retired" => {
            Some(format!("is {}", if machine.state == "repair" { "under repair" } else { &machine.state }))
        }
        _ if machine.is_free(day, day) => None,
        _ => machine.loan().map(|l| format!("is lent to {}", l.who)),
    };
    Ok(said.map(|said| format!("{} {said} then.", machine.label())))
}

/// The machines of the office, for a field of a line.
pub fn find_machine(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let wanted = fold(typed);
    let fits = |m: &Equipment| m.state != "retired" && fold(&format!("{} {}", m.label(), m.kind)).contains(&wanted);
    let all = crate::desk::office::repo::equipment(store.db())?;
    Ok(all.into_iter().filter(fits).map(|m| Choice { label: m.label(), id: m.id }).collect())
}

/// The nearest later time at which a room is free for so long within its hours: that day, else at the same time of day
/// in the fortnight after.
pub fn next_free(db: Db<'_>, room: &Room, one: &Booking) -> Result<Option<NaiveDateTime>, Refusal> {
    let (start, length) = (one.starts_at(), one.ends_at() - one.starts_at());
    let hours = room.open();
    for n in 0..15 {
        let day = start.date() + Duration::days(n);
        let others: Vec<Booking> = of_room(db, &room.id, day, 1)?.into_iter().filter(|b| b.id != one.id).collect();
        let quarters = (1..96).map(|q| start + Duration::minutes(15 * q));
        let same_time = day.and_time(start.time());
        let tried: Vec<NaiveDateTime> =
            if n == 0 { quarters.take_while(|at| at.date() == day).collect() } else { vec![same_time] };
        let free =
            |at: &NaiveDateTime| hours.holds(*at, *at + length) && !others.iter().any(|b| b.touches(*at, *at + length));
        if let Some(at) = tried.into_iter().find(free) {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// The other rooms that are free then and seat so many, the smallest first.
pub fn others_free(db: Db<'_>, one: &Booking) -> Result<Vec<Room>, Refusal> {
    let span = (one.starts_at(), one.ends_at());
    let mut all = Vec::new();
    for room in rooms(db)?.into_iter().filter(|r| r.id != one.room_id) {
        let fits = room.takes(one.people, &one.layout).is_ok() && room.open().holds(span.0, span.1);
        if fits && taken(db, &room.id, span, &one.id)?.is_empty() {
            all.push(room);
        }
    }
    all.sort_by_key(|r| (r.capacity == 0, r.capacity));
    Ok(all)
}

/// The newest number of the journal, and whether the rooms were written since `seen`.
pub fn news(db: Db<'_>, seen: i64) -> Result<(i64, bool), Refusal> {
    let newest = db.count("SELECT COALESCE(MAX(seq), 0) FROM change_item", &[])?;
    if newest == seen || seen < 0 {
        return Ok((newest, newest != seen));
    }
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM change_item WHERE seq > $1 \
               AND tbl IN ('room', 'booking', 'booking_line', 'equipment') LIMIT 1) AS touched";
    Ok((newest, newest < seen || db.count(sql, &[&seen])? > 0))
}

/// The e-mail address of the contact of this name.
pub fn email_of(db: Db<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT email FROM contact WHERE lower(name) = lower($1) AND email <> '' AND binned_at IS NULL LIMIT 1";
    db.text(sql, &[&name.trim()])
}
