//! Booking and moving: one change with the appointment, its letter and the tasks that its needs call for.

use chrono::NaiveDateTime;

use super::{At, arrange, paper, with};
use crate::desk::clinics::model::{Appointment, Session};
use crate::desk::clinics::repo;
use crate::desk::clinics::rules_appointment::Placement;
use crate::desk::clinics::rules_clash::DayFacts;
use crate::desk::clinics::rules_clash::{Asked, Clash, clashes, sentence};
use crate::desk::clinics::rules_session::Taken;
use crate::store::{Change, Db, Refusal};
use crate::text::dates;

/// A booking that can be written.
#[derive(Debug, Clone)]
pub struct Booking {
    /// The change.
    pub change: Change,
    /// The appointment as it will be.
    pub appointment: Appointment,
    /// What it clashes with and can be let through knowingly.
    pub clashes: Vec<Clash>,
    /// Where it would clash with nothing, as a sentence; empty where it clashes with nothing, or none is near.
    pub instead: String,
    /// What its confirmation letter lacks: it stays a draft. Empty: it is ready to go, or none is written.
    pub lacks: Vec<String>,
}

impl Booking {
    /// Its clashes in one line, with the nearest slot that has none and how to do it all the same.
    pub fn said(&self, again: &str) -> Option<String> {
        sentence(&self.clashes, joined(&self.instead, again).as_str())
    }
}

/// Two sentences; one of them may be empty.
fn joined(one: &str, other: &str) -> String {
    format!("{one} {other}").trim().to_owned()
}

/// How long an appointment is that has neither a slot nor a length of its own.
const MINUTES: i64 = 15;

/// Books an appointment that waits (one that is new stands in the change as such) into a slot. `told`: `letter` writes the
/// confirmation, `telephone` says that the patient knows and needs none.
///
/// # Errors
/// The patient died, the session does not take place, the slot is taken, a limit is reached.
pub fn book(
    at: At<'_>,
    one: &Appointment,
    session: &Session,
    time: &str,
    n: usize,
    told: &str,
) -> Result<Booking, Refusal> {
    at.patient(one)?.goes_out(&one.died_reason)?;
    let place = session.place(time, n);
    let own = if one.minutes > 0 { one.minutes } else { MINUTES };
    let minutes = place.map_or(own, |p| p.slot.minutes);
    let taken = others_in(at.db, session, one)?;
    let asked = Asked { session, at: time, n, minutes, appointment: one };
    let facts = at.facts(asked)?;
    let found = clashes(asked, &taken, &facts, at.now);
    let instead = if found.is_empty() { String::new() } else { super::nearest::instead(at, one, session, time)? };
    if found.iter().any(Clash::stops) {
        return Err(Refusal::rule(joined(&sentence(&found, "").unwrap_or_default(), &instead)));
    }
    let to = Placement { session, at: time.to_owned(), minutes, n };
    let booked = Appointment { told: told.into(), ..one.booked(&to, at.who, at.now)? };
    let (booked, tasks) = arrange::tasks_for(at, &booked);
    let (letter, lacks) = if told == "letter" { paper::confirmation(at, &booked)? } else { (None, Vec::new()) };
    let change = Change::new(format!("Booked {}: {}", at.named(&booked), session.name));
    let change = match at.db.get::<Appointment>(&one.id)? {
        Some(stored) => change.update(&stored, &booked),
        None => change.insert(&booked),
    };
    Ok(Booking { change: with(with(change, tasks), letter), appointment: booked, clashes: found, instead, lacks })
}

/// Whether a booking still holds in the moment of writing: asked inside the transaction, so that two windows cannot
/// both take the last place.
pub fn holds(db: Db<'_>, one: &Appointment, now: NaiveDateTime) -> Result<(), Refusal> {
    let Some(id) = &one.session_id else { return Ok(()) };
    let session = repo::session(db, id, now.date())?;
    let taken = others_in(db, &session, one)?;
    let n = one.seat.as_deref().and_then(|s| s.rsplit(' ').next()).and_then(|n| n.parse().ok()).unwrap_or(0);
    let asked = Asked { session: &session, at: one.at(), n, minutes: one.minutes, appointment: one };
    let found = clashes(asked, &taken, &DayFacts::default(), now);
    if found.iter().any(Clash::stops) {
        return Err(Refusal::Stale(format!("Not booked. {}", sentence(&found, "").unwrap_or_default())));
    }
    Ok(())
}

/// Who sits in a session besides the appointment that is being moved out of it.
pub(super) fn others_in(db: Db<'_>, session: &Session, one: &Appointment) -> Result<Taken, Refusal> {
    let mut taken = repo::taken_in(db, session)?;
    let old = one.rebooked_from.as_deref().map(|id| db.get::<Appointment>(id)).transpose()?.flatten();
    if let Some((old, seat)) = old.as_ref().and_then(|o| Some((o, o.seat.as_deref()?)))
        && old.session_id.as_ref() == Some(&session.id)
    {
        taken.remove(seat, &old.kind);
    }
    Ok(taken)
}

/// The seat number for one more at a time of a session, beyond its slots.
pub fn seat_beyond(db: Db<'_>, session: &Session, time: &str) -> Result<usize, Refusal> {
    let taken: Taken = repo::taken_in(db, session)?;
    Ok(session.seat_beyond(time, &taken))
}

/// Moves a booked appointment: the old one is cancelled by the patient (or by the hospital), the new one linked to it.
///
/// # Errors
/// As [`book`].
pub fn move_to(
    at: At<'_>,
    old: &Appointment,
    by_hospital: bool,
    reason: &str,
    (session, time, n): (&Session, &str, usize),
    told: &str,
) -> Result<Booking, Refusal> {
    let cancelled = old.cancelled(by_hospital, reason, at.now)?;
    let (cancelled, new) = cancelled.rebooked(at.now)?;
    let booking = book(at, &new, session, time, n, told)?;
    let (from, to) = (old.starts().map(dates::stamp_weekday).unwrap_or_default(), booking.appointment.starts());
    let label = format!("Moved {} from {from} to {}", at.name(old), to.map(dates::stamp_weekday).unwrap_or_default());
    let change = Change::new(label).update(old, &cancelled);
    let change = with(with(change, arrange::undone_for(at, old)?), paper::withdrawn(at, old)?);
    Ok(Booking { change: change.and(booking.change), ..booking })
}
