//! Who would lose the slot, or has lost it, by a change of a plan or of a session.

use chrono::NaiveDate;

use crate::desk::clinics::model::{Appointment, Session};
use crate::desk::clinics::repo;
use crate::desk::clinics::rules_session::seat_parts;
use crate::store::{Db, Refusal};

/// Those who are booked where a clinic has no slot any more, by time. Nobody is moved by itself.
///
/// # Errors
/// The desk cannot be read.
pub fn without_slot(db: Db<'_>, clinic_id: &str, today: NaiveDate) -> Result<Vec<Appointment>, Refusal> {
    let mut all = repo::booked_of(db, clinic_id, today)?;
    all.retain(|one| {
        let session = one.session_id.as_deref().and_then(|id| repo::session(db, id, today).ok());
        !session.is_some_and(|s| s.slots.iter().any(|slot| slot.at == one.at()))
    });
    all.sort_by(|a, b| (&a.start, &a.id).cmp(&(&b.start, &b.id)));
    Ok(all)
}

/// How many are booked in slots of a session that it would not have any more.
///
/// # Errors
/// The desk cannot be read.
pub fn would_lose(db: Db<'_>, before: &Session, after: &Session) -> Result<usize, Refusal> {
    let lost = |one: &&Appointment| {
        let (at, n) = one.seat.as_deref().and_then(seat_parts).unwrap_or_default();
        one.state == "booked" && before.place(at, n).is_some() && after.place(at, n).is_none()
    };
    Ok(repo::of_session(db, &before.id)?.iter().filter(lost).count())
}
