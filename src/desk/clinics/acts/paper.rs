//! The letters of an appointment: its confirmation, and what is withdrawn when it falls away.

use super::At;
use crate::desk::clinics::model::Appointment;
use crate::desk::clinics::repo;
use crate::desk::letters::start::{Asked, Visits, about_visits};
use crate::desk::letters::{Letter, repo::Visit};
use crate::desk::links::{self, Link};
use crate::store::{Change, Refusal};

/// A change that may be, and what stands in the way of its letter.
pub(super) type Written = (Option<Change>, Vec<String>);

/// The confirmation letter, ready to be sent; what it lacks where it is not, and it stays a draft then.
pub(super) fn confirmation(at: At<'_>, one: &Appointment) -> Result<Written, Refusal> {
    let next = repo::visit_of(at.db, one, at.now.date())?;
    let visits = Visits { next: Some(next), cancelled: None };
    let (letter, lacks) = begun(at, one, "appointment", &visits)?;
    let letter = if lacks.is_empty() { letter.submitted(&[], false, at.who, at.now)? } else { letter };
    Ok((Some(tied(at, one, &letter)), lacks))
}

/// A draft that tells of a cancelled clinic: with the new date where one is proposed.
pub(super) fn clinic_cancelled(
    at: At<'_>,
    one: &Appointment,
    next: Option<Visit>,
) -> Result<(Letter, Vec<String>), Refusal> {
    let template = if next.is_some() { "clinic-cancelled" } else { "clinic-cancelled-wait" };
    let cancelled = Some(repo::visit_of(at.db, one, at.now.date())?);
    begun(at, one, template, &Visits { next, cancelled })
}

/// With the thread from the appointment to its letter.
pub(super) fn tied(at: At<'_>, one: &Appointment, letter: &Letter) -> Change {
    Change::new("").insert(letter).insert(&Link::between(("appointment", &one.id), ("letter", &letter.id), at.now))
}

fn begun(at: At<'_>, one: &Appointment, template: &str, visits: &Visits) -> Result<(Letter, Vec<String>), Refusal> {
    let asked = Asked {
        patient_id: Some(one.patient_id.clone()),
        author: one.consultant.clone(),
        owner: at.who.to_owned(),
        ..Asked::default()
    };
    about_visits(at.db, at.house, &at.house.template(template), &asked, visits, at.now)
}

/// The letters of an appointment that were not sent.
pub(super) fn unsent(at: At<'_>, one: &Appointment) -> Result<Vec<Letter>, Refusal> {
    let mut out = Vec::new();
    for (kind, id) in links::others(at.db, &one.id)? {
        if kind == "letter"
            && let Some(letter) = at.db.get::<Letter>(&id)?
            && letter.is_unsent()
            && letter.binned_at.is_none()
        {
            out.push(letter);
        }
    }
    Ok(out)
}

/// Whether a letter of an appointment went out to anybody.
pub(super) fn any_sent(at: At<'_>, one: &Appointment, since: &str) -> Result<bool, Refusal> {
    for (kind, id) in links::others(at.db, &one.id)? {
        if kind == "letter"
            && let Some(letter) = at.db.get::<Letter>(&id)?
            && letter.recipients.iter().any(|r| r.is_sent() && r.at.as_str() >= since)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Its unsent letters are cancelled: they would tell of a date that does not hold.
pub(super) fn withdrawn(at: At<'_>, one: &Appointment) -> Result<Option<Change>, Refusal> {
    let mut change = Change::new("");
    for letter in unsent(at, one)? {
        change = change.update(&letter, &letter.cancelled("the appointment does not hold any more", at.now)?);
    }
    Ok((!change.edits.is_empty()).then_some(change))
}
