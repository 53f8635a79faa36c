//! The letters' questions to the database.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde::Deserialize;

use super::Letter;
use crate::desk::people::{Contact, Patient};
use crate::desk::team::Member;
use crate::store::{Db, Refusal};
use crate::text::names;

/// Which letters are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The unsent wall: everything that is neither sent nor cancelled.
    Unsent,
    /// What was sent in the last days.
    SentLately,
    /// Sent, cancelled and unsent, the latest first, at most [`MOST`].
    All,
}

/// How many days back [`Which::SentLately`] goes.
pub const LATELY: i64 = 30;

/// How many letters [`Which::All`] lists.
pub const MOST: i64 = 500;

/// A letter as it is listed, with its patient's name and without its text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Listed {
    /// The letter, without its text.
    #[serde(flatten)]
    pub letter: Letter,
    /// Surname of its patient.
    pub surname: Option<String>,
    /// Forename.
    pub forename: Option<String>,
    /// Title.
    pub patient_title: Option<String>,
}

impl Listed {
    /// `SURNAME, Forename (Title)`; of a letter about nobody, to whom it is.
    pub fn name(&self) -> String {
        match &self.surname {
            Some(surname) => {
                let part = |p: &Option<String>| p.clone().unwrap_or_default();
                names::display(surname, &part(&self.forename), &part(&self.patient_title))
            }
            None => self.letter.recipients.first().map_or_else(|| "No patient".into(), |r| r.name.clone()),
        }
    }
}

/// Every column but the text, which lists do not need.
const LISTED: &str = "SELECT l.id, l.state, l.template, l.title, l.patient_id, l.author, l.owner, l.priority, l.attended_on, l.due_at, \
     l.subject, l.recipients, l.comments, l.held, l.hold_reason, l.hold_until, l.sign_mode, l.signed_by, l.sign_note, \
     l.died_reason, l.replaces_id, l.replaced_by, l.submitted_at, l.approved_at, l.sent_at, l.cancelled_at, l.created_at, \
     p.surname, p.forename, p.title AS patient_title \
     FROM letter l LEFT JOIN patient p ON p.id = l.patient_id";

/// The letters of a list: the unsent ones worst clock first, then oldest first; the others latest first.
pub fn listed(db: Db<'_>, today: NaiveDate, which: Which) -> Result<Vec<Listed>, Refusal> {
    match which {
        Which::Unsent => {
            let sql = format!(
                "{LISTED} WHERE l.state NOT IN ('sent', 'cancelled') AND l.binned_at IS NULL \
                 ORDER BY coalesce(l.due_at, '9999'), l.created_at, l.id"
            );
            db.rows(&sql, &[])
        }
        Which::SentLately => {
            let since = (today - Duration::days(LATELY)).to_string();
            let sql = format!(
                "{LISTED} WHERE l.sent_at >= $1 AND l.state = 'sent' AND l.binned_at IS NULL ORDER BY l.sent_at DESC, l.id"
            );
            db.rows(&sql, &[&since])
        }
        Which::All => {
            let sql = format!("{LISTED} WHERE l.binned_at IS NULL ORDER BY l.id DESC LIMIT $1");
            db.rows(&sql, &[&MOST])
        }
    }
}

/// Every letter, latest first, with its text: for the command line and exports.
pub fn every(db: Db<'_>) -> Result<Vec<Listed>, Refusal> {
    let sql = "SELECT l.*, p.surname, p.forename, p.title AS patient_title FROM letter l \
               LEFT JOIN patient p ON p.id = l.patient_id WHERE l.binned_at IS NULL ORDER BY l.created_at DESC, l.id DESC";
    db.rows(sql, &[])
}

/// How many letters there are, without those in the bin. Both counts read an index only.
pub fn counted(db: Db<'_>) -> Result<i64, Refusal> {
    let binned = db.count("SELECT COUNT(*) FROM letter WHERE binned_at IS NOT NULL", &[])?;
    Ok(db.count("SELECT COUNT(*) FROM letter", &[])? - binned)
}

/// Whether a letter or somebody it names has changed since the change of this number, and the number of the newest one.
pub fn changed_since(db: Db<'_>, since: i64) -> Result<(bool, i64), Refusal> {
    let newest = db.count("SELECT MAX(seq) FROM change", &[])?;
    let touched = db.count(
        "SELECT COUNT(*) FROM (SELECT 1 FROM change_item i JOIN change c ON c.seq = i.seq WHERE i.seq > $1 \
         AND i.tbl IN ('letter', 'patient', 'contact', 'link', 'handed') AND c.kind <> 'view' LIMIT 1) AS touched",
        &[&since],
    )?;
    Ok((touched > 0, newest))
}

/// Every letter of a patient, latest first, without their texts.
pub fn of_patient(db: Db<'_>, patient: &str) -> Result<Vec<Listed>, Refusal> {
    db.rows(
        &format!("{LISTED} WHERE l.patient_id = $1 AND l.binned_at IS NULL ORDER BY l.created_at DESC, l.id"),
        &[&patient],
    )
}

/// The name of a letter's patient; of a letter about nobody, to whom it is.
pub fn name(db: Db<'_>, letter: &Letter) -> Result<String, Refusal> {
    let patient = patient(db, letter.patient_id.as_deref())?;
    Ok(Listed {
        letter: letter.clone(),
        surname: patient.as_ref().map(|p| p.surname.clone()),
        forename: patient.as_ref().map(|p| p.forename.clone()),
        patient_title: patient.map(|p| p.title),
    }
    .name())
}

/// The patient of this id.
pub fn patient(db: Db<'_>, id: Option<&str>) -> Result<Option<Patient>, Refusal> {
    id.map_or(Ok(None), |id| db.get(id))
}

/// The contact of this id.
pub fn contact(db: Db<'_>, id: Option<&str>) -> Result<Option<Contact>, Refusal> {
    id.map_or(Ok(None), |id| db.get(id))
}

/// The practice and those who belong to it, by name; who has closed is left out.
pub fn at_practice(db: Db<'_>, practice: &str) -> Result<Vec<Contact>, Refusal> {
    let sql = "SELECT * FROM contact WHERE (id = $1 OR parent_id = $1) AND closed_on IS NULL AND binned_at IS NULL \
               ORDER BY kind = 'practice' DESC, name, id LIMIT 200";
    db.rows(sql, &[&practice])
}

/// The consultants of the team, by name.
pub fn consultants(db: Db<'_>) -> Result<Vec<Member>, Refusal> {
    db.rows(
        "SELECT * FROM member WHERE role = 'consultant' AND state <> 'left' AND binned_at IS NULL ORDER BY name",
        &[],
    )
}

/// Whose letter the next one is likely to be: the only consultant's, else that of the owner's last letter.
pub fn likely_author(db: Db<'_>, owner: &str) -> Result<String, Refusal> {
    let all = consultants(db)?;
    if let [only] = all.as_slice() {
        return Ok(only.name.clone());
    }
    let last = "SELECT author FROM letter WHERE owner = $1 AND author <> '' ORDER BY id DESC LIMIT 1";
    Ok(db.text(last, &[&owner])?.unwrap_or_default())
}

/// An appointment as a letter names it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Visit {
    /// Start, ISO time.
    pub start: String,
    /// Where.
    pub place: String,
    /// What it is.
    pub title: String,
    /// The clinic's name; empty for what stands in the diary only.
    #[serde(default)]
    pub clinic: String,
}

/// The patient's next appointment, or entry in the diary that is not private, whichever is first.
pub fn next_visit(db: Db<'_>, patient: &str, now: NaiveDateTime) -> Result<Option<Visit>, Refusal> {
    let booked = crate::desk::clinics::repo::next_of(db, patient, now)?;
    let booked = booked.map(|a| crate::desk::clinics::repo::visit_of(db, &a, now.date())).transpose()?;
    let entry = next_entry(db, patient, now)?;
    Ok(booked.into_iter().chain(entry).min_by(|a, b| a.start.cmp(&b.start)))
}

/// The name of the clinic in which the patient was on the day that a letter is about; empty where the desk knows of none.
pub fn attended(db: Db<'_>, letter: &Letter, now: NaiveDateTime) -> Result<String, Refusal> {
    let (Some(patient), Some(day)) = (&letter.patient_id, &letter.attended_on) else { return Ok(String::new()) };
    let all = crate::desk::clinics::repo::of_patient(db, patient)?;
    let of_day = |a: &&crate::desk::clinics::Appointment| a.start.as_ref().is_some_and(|s| s.starts_with(day.as_str()));
    let visit = all.iter().find(of_day).map(|a| crate::desk::clinics::repo::visit_of(db, a, now.date())).transpose()?;
    Ok(visit.map(|v| v.clinic).unwrap_or_default())
}

/// Who referred the patient of a letter: for the visit that it is about, else the last time.
pub fn referrer(db: Db<'_>, letter: &Letter) -> Result<Option<Contact>, Refusal> {
    let Some(patient) = &letter.patient_id else { return Ok(None) };
    let attended = letter.attended_on.as_deref().unwrap_or_default();
    let sql = "SELECT contact.* FROM appointment JOIN contact ON contact.id = appointment.referrer_id \
               WHERE appointment.patient_id = $1 AND referrer_id IS NOT NULL AND appointment.binned_at IS NULL \
               AND contact.binned_at IS NULL AND contact.closed_on IS NULL \
               ORDER BY substr(start, 1, 10) = $2 DESC, referred_on DESC, appointment.id DESC LIMIT 1";
    db.one(sql, &[&patient, &attended])
}

fn next_entry(db: Db<'_>, patient: &str, now: NaiveDateTime) -> Result<Option<Visit>, Refusal> {
    let sql = "SELECT start, place, title FROM entry WHERE patient_id = $1 AND start >= $2 AND private = 0 \
               AND series_until IS NULL AND state <> 'cancelled' AND binned_at IS NULL ORDER BY start LIMIT 1";
    db.one(sql, &[&patient, &crate::clock::stamp(now)])
}

/// What a record is called, whatever its kind.
pub fn title_of(db: Db<'_>, id: &str) -> Result<Option<String>, Refusal> {
    db.text("SELECT title FROM find_doc WHERE rec = $1", &[&id])
}
