//! What became of an appointment: arrived, seen, did not attend, cancelled, rebooked.

use super::{At, arrange, paper, with};
use crate::desk::clinics::model::Appointment;
use crate::desk::links::Link;
use crate::desk::tasks::Task;
use crate::store::{Change, Refusal};

/// The same done to each, as one change; the first that cannot be is named and nothing is done.
pub fn each(
    at: At<'_>,
    word: &str,
    all: &[Appointment],
    to: impl Fn(&Appointment) -> Result<Appointment, String>,
) -> Result<Change, Refusal> {
    let label = match all {
        [one] => format!("{word}: {}", at.named(one)),
        many => format!("{word}: {} appointments", many.len()),
    };
    let mut change = Change::new(label);
    for one in all {
        let after = to(one).map_err(|e| if all.len() > 1 { format!("{}: {e}", at.name(one)) } else { e })?;
        change = change.update(one, &after);
        if after.state == "dna" && one.state != "dna" {
            change = change.and(to_be_decided(at, &after));
        }
    }
    Ok(change)
}

/// Nobody is discharged for having missed one appointment: a clinician decides (domain 2.5).
fn to_be_decided(at: At<'_>, one: &Appointment) -> Change {
    let task = Task {
        due: Some(at.now.date().to_string()),
        patient_id: Some(one.patient_id.clone()),
        note: "A clinician decides what follows: another appointment, a call, or back to the GP with the reason."
            .into(),
        ..Task::new(&format!("Ask {} what follows, did not attend: {}", one.consultant, at.named(one)), at.who, at.now)
    };
    Change::new("").insert(&task).insert(&Link::between(("appointment", &one.id), ("task", &task.id), at.now))
}

/// Seen, with the outcome; a follow-up goes onto the waiting list. Gives it, too.
pub fn seen(
    at: At<'_>,
    one: &Appointment,
    outcome: &str,
    weeks: Option<i64>,
) -> Result<(Change, Option<Appointment>), Refusal> {
    let after = one.seen(outcome, weeks, at.now)?;
    let change = Change::new(format!("Seen, {}: {}", after.outcome_words(), at.named(one))).update(one, &after);
    let Some(follow) = after.follow_up(at.now) else { return Ok((change, None)) };
    let link = Link::between(("appointment", &one.id), ("appointment", &follow.id), at.now);
    Ok((change.insert(&follow).insert(&link), Some(follow)))
}

/// Cancelled: its seat is free, its unsent letters and open arrangements fall away.
pub fn cancel(at: At<'_>, one: &Appointment, by_hospital: bool, reason: &str) -> Result<Change, Refusal> {
    let after = one.cancelled(by_hospital, reason, at.now)?;
    let change = Change::new(format!("Cancelled {}", at.named(one))).update(one, &after);
    Ok(with(with(change, arrange::undone_for(at, one)?), paper::withdrawn(at, one)?))
}

/// Off the waiting list, with the reason.
pub fn taken_off(at: At<'_>, one: &Appointment, reason: &str) -> Result<Change, Refusal> {
    if one.state != "waiting" {
        return Err(Refusal::rule("It is not on the waiting list."));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::rule("Say why it is taken off the list: a treated patient, a wish of the patient's."));
    }
    let after = one.cancelled(false, reason, at.now)?;
    Ok(Change::new(format!("Off the waiting list: {}", at.name(one))).update(one, &after))
}

/// A new appointment in the place of a cancelled or missed one: onto the waiting list. Gives it, too.
pub fn rebook(at: At<'_>, one: &Appointment) -> Result<(Change, Appointment), Refusal> {
    let (old, new) = one.rebooked(at.now)?;
    let change = Change::new(format!("To be rebooked: {}", at.named(one))).update(one, &old).insert(&new);
    Ok((change, new))
}
