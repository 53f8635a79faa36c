//! What is done with post that came in: the patient is confirmed, and a referral starts its clock.

use chrono::NaiveDateTime;

use super::repo;
use crate::config::Config;
use crate::desk::clinics::rules_short::priority_word;
use crate::desk::clinics::{Appointment, acts as clinic_acts};
use crate::desk::inbox::Query;
use crate::desk::links::Link;
use crate::desk::people::{self, Patient};
use crate::store::{Change, Db, Refusal};
use crate::text::dates;

/// The patient that the post names is the right one: somebody has looked.
///
/// # Errors
/// Nobody is named, or a patient was chosen already.
pub fn confirmed(db: Db<'_>, query: &Query) -> Result<(Change, Patient), Refusal> {
    if query.patient_id.is_some() {
        return Err(Refusal::rule("The patient of this query is known already."));
    }
    let none = "The post names nobody for sure. e opens the card, where the patient can be found and picked.";
    let (_, patient) = repo::to_confirm(db, &query.id)?.ok_or_else(|| Refusal::rule(none))?;
    let after = Query { patient_id: Some(patient.id.clone()), ..query.clone() };
    Ok((Change::new(format!("Confirmed: it is about {}", patient.name())).update(query, &after), patient))
}

/// What a referral is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Referral {
    /// When it was received, ISO date: the clock starts then.
    pub received: String,
    /// The consultant; empty: anybody's.
    pub consultant: String,
    /// 1 (urgent) to 3 (routine).
    pub priority: i64,
    /// The pathway: `rtt`, `cancer-28`, `cancer-62`.
    pub pathway: String,
    /// Who referred, a contact; none where nobody has said.
    pub referrer_id: Option<String>,
}

/// The query is a referral: the patient waits for a first appointment, and the clock runs from the day it was received.
///
/// # Errors
/// No patient is known, or it is a referral already.
pub fn referred(
    db: Db<'_>,
    config: &Config,
    query: &Query,
    referral: &Referral,
    now: NaiveDateTime,
) -> Result<(Change, Appointment), Refusal> {
    may_refer(query)?;
    let patient = people::repo::patient(db, query.patient_id.as_deref().unwrap_or_default())?;
    let one = Appointment {
        consultant: referral.consultant.clone(),
        priority: referral.priority,
        pathway: referral.pathway.clone(),
        referred_on: Some(referral.received.clone()),
        referrer_id: referral.referrer_id.clone(),
        reason: "referral".into(),
        ..clinic_acts::fresh(&patient, "new", now)
    };
    let one = one.with_breach(clinic_acts::breach_days(config));
    let after = Query { kind: "referral".into(), consultant: referral.consultant.clone(), ..query.clone() };
    let breach = one.breach().map(|d| format!(", breach date {}", dates::screen(d))).unwrap_or_default();
    let label = format!("Referral of {}: waits, {}{breach}", patient.name(), priority_word(one.priority));
    let link = Link::between(("query", &query.id), ("appointment", &one.id), now);
    Ok((Change::new(label).update(query, &after).insert(&one).insert(&link), one))
}

/// Whether a query can be made a referral.
///
/// # Errors
/// Why not.
pub fn may_refer(query: &Query) -> Result<(), Refusal> {
    if query.kind == "referral" {
        return Err(Refusal::rule("This is a referral already: its clock runs in the waiting list."));
    }
    if query.patient_id.is_none() {
        return Err(Refusal::rule(
            "A referral is of a patient: confirm the one that the post names (P), or pick one on the card (e).",
        ));
    }
    Ok(())
}
