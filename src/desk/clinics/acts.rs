//! What is done with clinics and appointments, as changes: the same for the screen and for the command line.

mod arrange;
mod booking;
mod lost;
mod nearest;
mod outcome;
mod paper;
mod ripple;

pub use booking::{Booking, book, holds, move_to, seat_beyond};
pub use lost::{without_slot, would_lose};
pub use outcome::{cancel, each, rebook, seen, taken_off};
pub use ripple::{
    Wave, book_instead, cancel_session, left, proposed_to_others, reached, reduce_session, take_back, unreachable,
    written,
};

use chrono::NaiveDateTime;

use super::model::{Appointment, Clinic, Need, Session};
use super::repo_free;
use super::rules_breach::BreachDays;
use super::rules_clash::{Asked, DayFacts};
use super::rules_needs;
use super::rules_plan::later;
use crate::config::Config;
use crate::desk::diary::Occurrence;
use crate::desk::diary::clash::{self, Clash};
use crate::desk::diary::holidays::Holidays;
use crate::desk::letters::House;
use crate::desk::people;
use crate::desk::people::Patient;
use crate::store::{Change, Db, Refusal};
use crate::text::dates;

/// The limits of the pathways as they are set.
pub fn breach_days(config: &Config) -> BreachDays {
    BreachDays {
        rtt: config.rtt_days,
        cancer_28: config.cancer_28_days,
        cancer_31: config.cancer_31_days,
        cancer_62: config.cancer_62_days,
    }
}

/// A new appointment of a patient, waiting for a date: what the record says of needs and language stands in it.
pub fn fresh(patient: &Patient, kind: &str, now: NaiveDateTime) -> Appointment {
    let mut needs: Vec<Need> = Vec::new();
    let mut need = |what: String| needs.push(Need { what, task_id: None });
    // A professional who interprets is named in full below.
    let named = patient.need_professional.to_lowercase().contains("interpreter");
    if patient.interpreter && !(named && patient.language.is_empty()) {
        let language = if patient.language.is_empty() { "" } else { patient.language.as_str() };
        need(format!("{language} interpreter").trim().to_owned());
    }
    if !patient.need_professional.is_empty() && !patient.need_professional.to_lowercase().contains("none") {
        need(patient.need_professional.clone());
    }
    Appointment { needs, ..Appointment::new(&patient.id, kind, now) }
}

/// What every act is given.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// What the desk can be asked.
    pub db: Db<'a>,
    /// What letters need.
    pub house: &'a House,
    /// The bank holidays.
    pub holidays: &'a Holidays,
    /// Who acts.
    pub who: &'a str,
    /// When.
    pub now: NaiveDateTime,
}

impl At<'_> {
    /// The patient of an appointment.
    pub fn patient(&self, one: &Appointment) -> Result<Patient, Refusal> {
        people::repo::patient(self.db, &one.patient_id)
    }

    /// `SURNAME, Forename (Title)`.
    pub fn name(&self, one: &Appointment) -> String {
        people::repo::name_of(self.db, &one.patient_id)
    }

    /// `Tue 10-Mar-2026 09:00 SMITH, John (Mr)`.
    pub fn named(&self, one: &Appointment) -> String {
        match one.starts() {
            Some(at) => format!("{} {}", dates::stamp_weekday(at), self.name(one)),
            None => self.name(one),
        }
    }

    /// What is known of the day of a session and of the seat, for one that is to be booked there.
    pub fn facts(&self, asked: Asked<'_>) -> Result<DayFacts, Refusal> {
        let Asked { session, at, minutes, appointment: one, .. } = asked;
        let others = repo_free::around(self.db, session.day())?;
        let (from, until) = (session.moment(at), session.moment(at) + chrono::Duration::minutes(minutes.max(1)));
        let booked = super::repo::patient_between(self.db, &one.patient_id, from, until)?;
        let other = booked.iter().find(|a| a.id != one.id && Some(&a.id) != one.rebooked_from.as_ref());
        let other = other.map(|a| format!("{} {}", a.at(), a.consultant));
        let mine = |o: &&Occurrence| {
            o.entry.patient_id.as_deref() == Some(one.patient_id.as_str())
                && o.is_live()
                && !o.entry.all_day
                && o.touches(from, until)
        };
        let entry =
            || others.iter().find(mine).map(|o| format!("{} {}", dates::time(o.start.time()), o.title(self.who)));
        Ok(DayFacts {
            holiday: self.holidays.on(session.day()).map(str::to_owned),
            away: repo_free::away(session, &others, self.holidays),
            diary: self.elsewhere(session, (at, minutes), &others),
            patient: other.or_else(entry),
            proposed: self.proposed(asked)?,
            lacks: self.lacks(session, one)?,
        })
    }

    /// Who else of a cancelled clinic was proposed this seat.
    fn proposed(&self, asked: Asked<'_>) -> Result<Option<String>, Refusal> {
        let (session, one) = (asked.session, asked.appointment);
        let Some(place) = session.place(asked.at, asked.n) else { return Ok(None) };
        let mut all = super::repo::proposed(self.db, &place.id(&session.id))?;
        all.retain(|a| a.id != one.id && Some(&a.id) != one.rebooked_from.as_ref());
        Ok(all.first().map(|a| self.name(a)))
    }

    /// What else the consultant has at the time of a slot, journeys and minutes to stay free among it. A clinic that
    /// stands in the diary too is this one.
    fn elsewhere(&self, session: &Session, (at, minutes): (&str, i64), others: &[Occurrence]) -> Option<String> {
        let slot = Session { starts: at.to_owned(), ends: later(at, minutes), ..session.clone() };
        let other = |o: &&Occurrence| !o.is_leave() && o.entry.kind != "clinic";
        let others: Vec<Occurrence> = others.iter().filter(other).cloned().collect();
        let found = clash::clashes(&repo_free::occurrence(&slot), &others, self.holidays, self.who);
        let busy = |c: &Clash| !matches!(c, Clash::Patient(..) | Clash::Holiday(..) | Clash::Weekend(_));
        found.iter().find(|c| busy(c)).map(ToString::to_string)
    }

    /// What the patient needs of a place, where nothing is said of it: neither with the session nor with its clinic.
    fn lacks(&self, session: &Session, one: &Appointment) -> Result<Vec<String>, Refusal> {
        let mut lacks = rules_needs::place_for(one, &one.kind);
        if lacks.is_empty() {
            return Ok(lacks);
        }
        let clinic = session.clinic_id.as_deref().map(|id| self.db.get::<Clinic>(id)).transpose()?.flatten();
        lacks.retain(|word| !session.has(word) && !clinic.as_ref().is_some_and(|c| c.has(word)));
        Ok(lacks)
    }
}

/// Adds a change where there is one.
fn with(change: Change, more: Option<Change>) -> Change {
    match more {
        Some(more) => change.and(more),
        None => change,
    }
}
