//! Clinics, sessions, free slots and appointments as machines read them.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{absent, with};
use crate::clock::stamp;
use crate::desk::clinics::repo_free::Free;
use crate::desk::clinics::rules_plan::{limits_text, slots_text};
use crate::desk::clinics::rules_session::Taken;
use crate::desk::clinics::{Appointment, Clinic, Session, repo};
use crate::desk::people;
use crate::store::Db;

/// The names that an appointment knows by their identifiers.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// `SURNAME, Forename (Title)`.
    pub patient: String,
    /// The clinic's name; empty where it waits for any.
    pub clinic: String,
    /// Site and room.
    pub place: String,
}

impl Names {
    /// Those of one appointment.
    pub fn of(db: Db<'_>, one: &Appointment, today: NaiveDate) -> Self {
        let patient = people::repo::name_of(db, &one.patient_id);
        let sitting = one.session_id.as_deref().and_then(|id| repo::session(db, id, today).ok());
        let named = || one.clinic_id.as_deref().and_then(|id| db.get::<Clinic>(id).ok().flatten()).map(|c| c.name);
        let place = sitting.as_ref().map(Session::where_it_is).unwrap_or_default();
        Self { patient, clinic: sitting.map(|s| s.name).or_else(named).unwrap_or_default(), place }
    }
}

/// An appointment.
pub fn appointment(one: &Appointment, names: &Names) -> Value {
    let promised = json!({
        "id": one.id, "patient_id": one.patient_id, "patient_name": names.patient, "clinic": names.clinic,
        "kind": one.kind, "state": one.state, "start": one.start, "end": one.ends().map(stamp),
        "breach_on": one.breach_on, "of": one.consultant, "place": names.place,
        "code": one.attendance_code(), "state_words": one.state_words(),
        "breaches": one.day().is_some_and(|d| one.breaches(d)), "fair_offers": one.fair_offers(),
    });
    with(promised, one)
}

/// What an appointment's record promises, into a line of a timeline, whose own `kind` says that it is an appointment.
pub fn beside(line: &mut Value, one: &Appointment, names: &Names) {
    line["state"] = one.state.as_str().into();
    line["appointment_kind"] = one.kind.as_str().into();
    let record = appointment(one, names);
    for key in ["patient_id", "patient_name", "clinic", "start", "end", "breach_on", "code", "of"] {
        line[key] = record[key].clone();
    }
}

/// A free slot.
pub fn slot(free: &Free) -> Value {
    json!({
        "id": free.id, "clinic": free.clinic, "of": free.consultant, "kind": free.kind, "start": stamp(free.start),
        "end": stamp(free.end), "session_free": free.session_free, "session": free.session_id,
        "place": absent(&free.place), "breach_on": free.breach_on.map(|d| d.to_string()), "late": free.is_late(),
    })
}

/// A clinic, with the plan that holds on a day.
pub fn clinic(one: &Clinic, today: NaiveDate) -> Value {
    let plan = one.plan_on(today).or(one.plans.last()).cloned().unwrap_or_default();
    let promised = json!({
        "id": one.id, "name": one.name, "of": one.consultant, "code": one.code, "site": one.site, "room": one.room,
        "weekdays": plan.weekdays, "weeks": plan.weeks, "from": plan.from, "to": plan.to,
        "slots": slots_text(&plan.slots, &plan.from), "limits": limits_text(&plan.limits),
        "overbook": plan.overbook, "since": absent(&plan.since), "until": plan.until, "excluded": plan.excluded,
    });
    with(promised, one)
}

/// A session.
pub fn session(one: &Session, taken: &Taken, free: usize) -> Value {
    let promised = json!({
        "id": one.id, "clinic": one.name, "of": one.consultant, "date": one.on_date,
        "start": stamp(one.moment(&one.starts)), "end": stamp(one.moment(&one.ends)), "state": one.state,
        "reason": one.reason, "place": one.where_it_is(), "booked": taken.len(), "free": free,
        "beyond": taken.over(one), "kinds": one.fullness(taken), "own": one.is_stored(),
    });
    with(promised, one)
}
