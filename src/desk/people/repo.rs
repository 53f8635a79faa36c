//! The questions of People to the database: who is who, by number and by name.

mod alike;
mod card;
mod import;
mod listing;
mod merge;
mod pick;
mod timeline;

pub use alike::{Marks, alike, alike_flags, likeness, marked_name};
pub use card::answer_card;
pub use import::{ContactKeys, contact_keys, newest_people_change, practice_named, same_born_name};
pub use listing::{Binned, Person, binned, first, listed, total};
pub use merge::merge_change;
pub use pick::{
    find_contact, find_patient, find_practice, matches, name_contact, name_patient, resolve, resolve_contact,
};
pub use timeline::timeline;

use super::{Contact, Patient};
use crate::store::{Db, Refusal};

/// A patient by the identifier, or a sentence that there is none.
pub fn patient(db: Db<'_>, id: &str) -> Result<Patient, Refusal> {
    db.must(id)
}

/// A contact by the identifier, or a sentence that there is none.
pub fn contact(db: Db<'_>, id: &str) -> Result<Contact, Refusal> {
    db.must(id)
}

/// The record that a merged one led to; the same where it was not merged.
pub fn survivor(db: Db<'_>, patient: Patient) -> Result<Patient, Refusal> {
    let mut at = patient;
    for _ in 0..10 {
        let Some(into) = at.merged_into.clone() else { break };
        at = db.must(&into)?;
    }
    Ok(at)
}

/// `SURNAME, Forename (Title)` of a patient, or the name of a contact; empty where there is neither.
pub fn name_of(db: Db<'_>, id: &str) -> String {
    if let Ok(Some(patient)) = db.get::<Patient>(id) {
        return patient.name();
    }
    db.get::<Contact>(id).ok().flatten().map(|c| c.name).unwrap_or_default()
}

/// The patient with this NHS number (ten digits); a merged one leads to the one that stayed.
pub fn by_nhs(db: Db<'_>, number: &str) -> Result<Option<Patient>, Refusal> {
    let live = "SELECT * FROM patient WHERE nhs_number = $1 AND binned_at IS NULL AND merged_into IS NULL";
    if let Some(found) = db.one(live, &[&number])? {
        return Ok(Some(found));
    }
    let merged: Option<Patient> = db.one(
        "SELECT * FROM patient WHERE nhs_number = $1 AND merged_into IS NOT NULL AND binned_at IS NULL",
        &[&number],
    )?;
    merged.map(|p| survivor(db, p)).transpose()
}

/// The patients with this hospital number, whatever the case of its letters.
pub fn by_hospital(db: Db<'_>, number: &str) -> Result<Vec<Patient>, Refusal> {
    let all: Vec<Patient> = db.rows(
        "SELECT * FROM patient WHERE hospital_number IN ($1, upper($1), lower($1)) AND binned_at IS NULL",
        &[&number.trim()],
    )?;
    let mut found: Vec<Patient> = Vec::new();
    for patient in all {
        let stays = survivor(db, patient)?;
        if !found.iter().any(|p| p.id == stays.id) {
            found.push(stays);
        }
    }
    Ok(found)
}

/// The contact with this ODS code.
pub fn by_ods(db: Db<'_>, code: &str) -> Result<Option<Contact>, Refusal> {
    let code = crate::text::ods::tidy(code).0;
    db.one("SELECT * FROM contact WHERE ods_code = $1 AND binned_at IS NULL", &[&code])
}

/// The practice of a patient.
pub fn practice_of(db: Db<'_>, patient: &Patient) -> Result<Option<Contact>, Refusal> {
    patient.practice_id.as_deref().map_or(Ok(None), |id| db.get(id))
}

/// The name of a patient's practice; empty where it is not known.
pub fn practice_name(db: Db<'_>, patient: &Patient) -> Result<String, Refusal> {
    Ok(practice_of(db, patient)?.map_or_else(String::new, |p| p.name))
}

/// The patients of a practice, or of one that is recorded as their GP.
pub fn patients_of(db: Db<'_>, practice: &str, limit: usize) -> Result<Vec<Patient>, Refusal> {
    let sql = "SELECT * FROM patient WHERE practice_id = $1 AND binned_at IS NULL AND merged_into IS NULL \
               ORDER BY surname, forename LIMIT $2";
    db.rows(sql, &[&practice, &(limit as i64)])
}

/// All patients that stand in lists, by name, for exports.
pub fn all_patients(db: Db<'_>) -> Result<Vec<Patient>, Refusal> {
    db.rows("SELECT * FROM patient WHERE binned_at IS NULL AND merged_into IS NULL ORDER BY surname, forename, id", &[])
}

/// All contacts, closed ones too, by name, for exports.
pub fn all_contacts(db: Db<'_>) -> Result<Vec<Contact>, Refusal> {
    db.rows("SELECT * FROM contact WHERE binned_at IS NULL ORDER BY name, id", &[])
}
