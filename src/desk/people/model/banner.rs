//! The patient's banner (NHS Common User Interface): who it is, in full, in one order, and what must be seen at once.

use chrono::{NaiveDate, NaiveDateTime};

use super::Patient;
use crate::text::{age, dates};

/// A patient's banner: texts that are never cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// The parts of its first line, to be broken only between them: name, born, gender, NHS number.
    pub line: Vec<String>,
    /// What else identifies: preferred name, hospital number, practice.
    pub second: Vec<String>,
    /// What must be seen before anything is done: needs, safe contact, interpreter, alerts.
    pub flags: Vec<String>,
    /// The patient died: the banner looks different.
    pub dead: bool,
}

/// The banner of a patient. `practice`: the name of the GP practice, or nothing.
pub fn banner(patient: &Patient, practice: &str, now: NaiveDateTime) -> Banner {
    let preferred = Some(&patient.preferred_name).filter(|n| !n.is_empty());
    let second = [
        preferred.map(|n| format!("Preferred name {n}")),
        patient.hospital_number.as_ref().map(|n| format!("Hospital No. {n}")),
        Some(practice).filter(|p| !p.is_empty()).map(|p| format!("GP practice {p}")),
    ];
    Banner {
        line: identity(patient, now),
        second: second.into_iter().flatten().collect(),
        flags: flags(patient, now.date()),
        dead: patient.died_on.is_some(),
    }
}

/// `OKAFOR, Grace (Mrs)   Born 14-Aug-1980 (45y)   Gender Female   NHS No. 943 476 5919`; of one who died with the day
/// and the age.
pub fn banner_line(patient: &Patient, now: NaiveDateTime) -> String {
    identity(patient, now).join("   ")
}

/// The short form, for places where a record is one of several: name, born, NHS number.
pub fn short_line(patient: &Patient, now: NaiveDateTime) -> String {
    let died = patient.died().map_or_else(String::new, |d| format!("   Died {}", dates::screen(d)));
    format!("{}   {}   NHS No. {}{died}", patient.name(), born(patient, now), patient.nhs_shown())
}

fn born(patient: &Patient, now: NaiveDateTime) -> String {
    match (patient.born_on(), patient.died_on.is_some()) {
        (None, _) => "Born not known".into(),
        (Some(on), true) => format!("Born {}", dates::screen(on)),
        (Some(on), false) => format!("Born {} ({})", dates::screen(on), age(on, now)),
    }
}

fn identity(patient: &Patient, now: NaiveDateTime) -> Vec<String> {
    let mut parts = vec![patient.name(), born(patient, now)];
    if let Some(died) = patient.died() {
        parts.push(format!("Died {}", dates::screen(died)));
        let at = died.and_time(chrono::NaiveTime::MIN);
        parts.push(format!("Age at Death {}", patient.born_on().map_or_else(|| "not known".into(), |b| age(b, at))));
    }
    parts.push(format!("Gender {}", if patient.gender.is_empty() { "Not Known" } else { &patient.gender }));
    parts.push(format!("NHS No. {}{}", patient.nhs_shown(), unverified(patient)));
    parts
}

fn unverified(patient: &Patient) -> &'static str {
    if patient.nhs_number.is_some() && patient.nhs_status != "verified" { " (unverified)" } else { "" }
}

fn flags(patient: &Patient, today: NaiveDate) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(died) = patient.died() {
        said.push(format!("DIED on {}: nothing goes out without a reason.", dates::screen(died)));
    }
    if !patient.safe_note.is_empty() {
        said.push(format!("SAFE CONTACT: {}", patient.safe_note));
    }
    if let Some(bad) = patient.address_bad() {
        said.push(format!("ADDRESS: post came back from it on {}; ask for the right one.", dates::screen(bad)));
    }
    if patient.interpreter || !patient.language.is_empty() {
        said.push(interpreter(patient));
    }
    said.extend(patient.needs().into_iter().map(|(label, need)| format!("NEED: {label}: {need}")));
    if patient.needs_review(today) {
        let last = patient.needs_reviewed_on.as_deref().and_then(|d| d.parse().ok());
        let last = last.map_or_else(|| "never reviewed".into(), |d| format!("last reviewed {}", dates::screen(d)));
        said.push(format!("REVIEW the needs with the patient ({last})."));
    }
    said.extend(patient.alerts.iter().map(|alert| format!("ALERT: {alert}")));
    said
}

fn interpreter(patient: &Patient) -> String {
    let language = if patient.language.is_empty() { "language not known" } else { &patient.language };
    if patient.interpreter { format!("INTERPRETER: {language}") } else { format!("LANGUAGE: {language}") }
}
