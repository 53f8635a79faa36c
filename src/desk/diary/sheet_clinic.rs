//! The list of a clinic, gathered: its slots in order, and of each patient what identifies and what is needed.

use chrono::NaiveDateTime;

use crate::config::Config;
use crate::desk::clinics::model::{Appointment, Session};
use crate::desk::clinics::repo as clinics;
use crate::desk::letters::House;
use crate::desk::people::Patient;
use crate::paper::{ClinicList, ClinicSlot};
use crate::store::{Db, Refusal, Store};
use crate::text::age::age;
use crate::text::{dates, nhs};

/// The list of a session, printed by `who`.
///
/// # Errors
/// There is no such session.
pub fn clinic_list(
    store: &Store,
    config: &Config,
    session_id: &str,
    (who, now): (&str, NaiveDateTime),
) -> Result<ClinicList, Refusal> {
    let house = House::of(store, config)?;
    let session = clinics::session(store.db(), session_id, now.date())?;
    let all = clinics::of_session(store.db(), session_id)?;
    let taken = clinics::taken_in(store.db(), &session)?;
    let head = [house.head.trust.as_str(), house.department.as_str()];
    let code = if session.code.is_empty() { String::new() } else { format!(" ({})", session.code) };
    Ok(ClinicList {
        head: head.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
        clinic: format!("{}{code}", session.name),
        of: session.consultant.clone(),
        place: session.where_it_is(),
        date: session.day(),
        times: format!("{}–{}", session.starts, session.ends),
        state: session.state_words(),
        counts: session.fullness(&taken),
        slots: slots(store.db(), &session, &all, now)?,
        printed_at: now,
        printed_by: who.to_owned(),
    })
}

/// The same, set as a PDF.
///
/// # Errors
/// There is no such session, or it cannot be set.
pub fn pdf(store: &Store, config: &Config, session_id: &str, asked: (&str, NaiveDateTime)) -> Result<Vec<u8>, Refusal> {
    clinic_list(store, config, session_id, asked)?.pdf().map_err(|e| Refusal::rule(e.to_string()))
}

/// The slots in order, and those beyond them; who was cancelled stands below.
fn slots(db: Db<'_>, session: &Session, all: &[Appointment], now: NaiveDateTime) -> Result<Vec<ClinicSlot>, Refusal> {
    let mut rows = Vec::new();
    for place in session.places() {
        let seat = session.seat(&place.slot.at, place.n);
        let sits = all.iter().find(|a| a.is_live() && a.seat.as_deref() == Some(&seat));
        rows.push(match sits {
            Some(one) => ClinicSlot { kind: place.slot.kind.clone(), ..taken(db, one, now)? },
            None => ClinicSlot {
                time: place.slot.at.clone(),
                kind: place.slot.kind.clone(),
                state: place
                    .slot
                    .held_on(session.day(), now.date())
                    .map_or_else(String::new, |who| format!("held for {who}")),
                ..ClinicSlot::default()
            },
        });
    }
    let seats: Vec<String> = session.places().iter().map(|p| session.seat(&p.slot.at, p.n)).collect();
    let sits = |a: &&Appointment| a.is_live() && a.seat.as_ref().is_some_and(|s| seats.contains(s));
    for one in all.iter().filter(|a| !sits(a) && (a.is_live() || a.is_cancelled())) {
        rows.push(taken(db, one, now)?);
    }
    rows.sort_by(|a, b| (a.off, &a.time).cmp(&(b.off, &b.time)));
    Ok(rows)
}

fn taken(db: Db<'_>, one: &Appointment, now: NaiveDateTime) -> Result<ClinicSlot, Refusal> {
    let patient: Patient = db.must(&one.patient_id)?;
    let born = patient.born_on().map_or_else(String::new, |on| format!("{} ({})", dates::screen(on), age(on, now)));
    Ok(ClinicSlot {
        time: one.at().to_owned(),
        kind: one.kind.clone(),
        patient: patient.name(),
        born,
        nhs: patient.nhs_number.as_deref().map(nhs::show).unwrap_or_default(),
        hospital: patient.hospital_number.clone().unwrap_or_default(),
        needs: needs(one, &patient),
        state: one.state_words(),
        off: one.is_cancelled(),
    })
}

/// What the patient needs on the day; notes and alerts, which may be restricted, are not among it.
fn needs(one: &Appointment, patient: &Patient) -> String {
    let mut all: Vec<String> = one.needs.iter().map(|n| n.what.clone()).collect();
    for (_, need) in patient.needs() {
        if !all.iter().any(|n| n.eq_ignore_ascii_case(need)) {
            all.push(need.to_owned());
        }
    }
    all.join("; ")
}
