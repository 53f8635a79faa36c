//! What the desk knows for the fields of a letter: the patient, the GP, the author, the visit.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::house::House;
use super::repo::{self, Visit};
use super::{Letter, address};
use crate::desk::people::{self, Contact, Patient};
use crate::desk::team::{self, Member};
use crate::store::{Db, Refusal};
use crate::text::{dates, nhs};

/// The people and things that a letter is about.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The patient.
    pub patient: Option<Patient>,
    /// The patient's practice.
    pub practice: Option<Contact>,
    /// Who referred the patient for what the letter is about, else last.
    pub referrer: Option<Contact>,
    /// Whose letter it is, where a member of the team.
    pub author: Option<Member>,
    /// The patient's next visit.
    pub next: Option<Visit>,
    /// The clinic that was attended; empty where the desk has no appointment on that day.
    pub attended: String,
    /// The visit that was cancelled, where the letter is about that.
    pub cancelled: Option<Visit>,
}

impl About {
    /// What the desk has about this letter.
    pub fn of(db: Db<'_>, letter: &Letter, now: NaiveDateTime) -> Result<Self, Refusal> {
        let patient = repo::patient(db, letter.patient_id.as_deref())?;
        let practice = match &patient {
            Some(patient) => people::repo::practice_of(db, patient)?,
            None => None,
        };
        let next = match &patient {
            Some(patient) => repo::next_visit(db, &patient.id, now)?,
            None => None,
        };
        let attended = repo::attended(db, letter, now)?;
        let referrer = repo::referrer(db, letter)?;
        let author = team::repo::named(db, &letter.author)?;
        Ok(Self { patient, practice, referrer, author, next, attended, cancelled: None })
    }

    /// Whether the patient has died.
    pub fn is_dead(&self) -> bool {
        self.patient.as_ref().is_some_and(|p| p.died_on.is_some())
    }

    /// Whether the patient reads large print.
    pub fn large_print(&self) -> bool {
        self.patient.as_ref().is_some_and(Patient::wants_large_print)
    }

    /// The GP, or the practice where none is named.
    fn gp(&self) -> String {
        let named = self.patient.as_ref().map(|p| p.gp_name.trim().to_owned()).unwrap_or_default();
        if named.is_empty() { self.practice.as_ref().map(|p| p.name.clone()).unwrap_or_default() } else { named }
    }

    fn role(&self, house: &House) -> String {
        let role = self.author.as_ref().map_or("", |a| a.role.as_str());
        match (role, house.department.as_str()) {
            ("consultant", "") => "Consultant".into(),
            ("consultant", department) => format!("Consultant, {}", speciality(department)),
            ("secretary", _) => "Medical secretary".into(),
            (other, _) => {
                let mut letters = other.chars();
                letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
            }
        }
    }
}

/// The values of the fields that are known, by the names of [`crate::paper::template::FIELDS`].
pub fn values(letter: &Letter, about: &About, house: &House, today: NaiveDate) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    let mut put = |field: &str, value: String| {
        if !value.trim().is_empty() {
            known.insert(field.to_owned(), value);
        }
    };
    if let Some(patient) = &about.patient {
        of_patient(patient, &mut put);
    }
    put("gp.name", about.gp());
    put("gp.practice", about.practice.as_ref().map(|p| p.name.clone()).unwrap_or_default());
    let consultant = about.author.as_ref().is_some_and(|a| a.role == "consultant");
    if consultant {
        put("consultant", letter.author.clone());
        put("consultant.role", about.role(house));
    }
    put("author.name", letter.author.clone());
    put("author.role", about.role(house));
    put("trust", house.head.trust.clone());
    put("department", house.department.clone());
    put("clinic", clinic_of(letter, about, house));
    put("phone", house.head.phone.clone());
    put("email", house.head.email.clone());
    put("attended", letter.attended_on.as_deref().and_then(|d| d.parse().ok()).map(dates::letter).unwrap_or_default());
    put("date", dates::letter(today));
    if let Some(to) = letter.recipients.iter().find(|r| r.is_principal()) {
        put("recipient.name", to.name.clone());
        put("recipient.salutation", greeted(to, about));
    }
    if let Some(visit) = &about.next {
        of_visit(visit, &mut put);
    }
    if let Some(when) = about.cancelled.as_ref().and_then(when_of) {
        put("cancelled.when", when);
    }
    known
}

fn of_patient(patient: &Patient, put: &mut impl FnMut(&str, String)) {
    let surname = patient.surname.to_uppercase();
    let name = [patient.title.as_str(), patient.forename.as_str(), surname.as_str()];
    put("patient.name", name.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" "));
    put("patient.title_surname", address::title_surname(&patient.title, &patient.forename, &patient.surname));
    put("patient.born", patient.born.as_deref().and_then(|d| d.parse().ok()).map(dates::letter).unwrap_or_default());
    put("patient.nhs", patient.nhs_number.as_deref().map(nhs::show).unwrap_or_default());
    put("patient.hospital_no", patient.hospital_number.clone().unwrap_or_default());
    let lines = patient.address.iter().chain(std::iter::once(&patient.postcode));
    put("patient.address", lines.filter(|l| !l.is_empty()).cloned().collect::<Vec<_>>().join(", "));
    put("patient.phone", patient.phones.first().map(|p| p.number.clone()).unwrap_or_default());
}

fn of_visit(visit: &Visit, put: &mut impl FnMut(&str, String)) {
    let Some(when) = when_of(visit) else { return };
    put("appointment.when", when);
    put("appointment.where", visit.place.clone());
    put("appointment.kind", visit.title.clone());
}

fn when_of(visit: &Visit) -> Option<String> {
    let start: NaiveDateTime = visit.start.parse().ok()?;
    Some(format!("{} {} at {}", start.format("%A"), dates::letter(start.date()), dates::time(start.time())))
}

/// `Cardiology` of `Department of Cardiology`.
fn speciality(department: &str) -> &str {
    let lower = department.to_lowercase();
    let prefixes = ["department of ", "dept of ", "the department of "];
    let found = prefixes.iter().find(|p| lower.starts_with(**p) && lower.len() == department.len());
    found.map_or(department, |p| &department[p.len()..])
}

/// The clinic that was attended, of a letter about none that of the visit to come, else that of the department; with its
/// article: `the cardiology clinic`, `Clinic A`.
fn clinic_of(letter: &Letter, about: &About, house: &House) -> String {
    let to_come = || about.next.as_ref().or(about.cancelled.as_ref()).map_or("", |v| v.clinic.as_str());
    let visit = if letter.attended_on.is_some() { about.attended.as_str() } else { to_come() };
    match (visit, house.department.as_str()) {
        ("", "") => String::new(),
        ("", department) => format!("the {} clinic", speciality(department).to_lowercase()),
        (named, _) if named.starts_with("Clinic ") => named.to_owned(),
        (named, _) => format!("the {named}"),
    }
}

fn greeted(to: &super::Recipient, about: &About) -> String {
    match &about.patient {
        Some(patient) if patient.id == to.id => {
            address::title_surname(&patient.title, &patient.forename, &patient.surname)
        }
        _ => address::greeting(&to.name),
    }
}

/// The role of whoever signs, as it stands below the name.
pub(super) fn role(about: &About, house: &House) -> String {
    about.role(house)
}
