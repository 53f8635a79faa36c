//! Two records of one patient become one.

use chrono::{NaiveDate, NaiveDateTime};

use super::Patient;
use crate::text::{dates, phone};

/// Two records after the merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The one that stays, its blanks filled.
    pub stays: Patient,
    /// The other, which points to it.
    pub goes: Patient,
}

/// Merges two records: the one that stays takes what it has not; the other points to it.
///
/// # Errors
/// The same record twice; a record in the bin or merged before; two NHS numbers and no reason.
pub fn merge(stays: &Patient, goes: &Patient, reason: &str, now: NaiveDateTime) -> Result<Merge, String> {
    if stays.id == goes.id {
        return Err("These are one record already: mark two different ones with Space.".into());
    }
    for one in [stays, goes] {
        if !one.is_listed() {
            return Err(format!("{} is in the bin or was merged before; it cannot be merged.", one.name()));
        }
    }
    if numbers_differ(stays, goes) && reason.trim().is_empty() {
        return Err(format!(
            "They have different NHS numbers, {} and {}: say why they are one person all the same.",
            stays.nhs_shown(),
            goes.nhs_shown()
        ));
    }
    let kept = filled(stays, goes);
    kept.check_days()?;
    Ok(Merge { goes: gone(goes, &kept, reason, now.date()), stays: kept })
}

/// Whether both have an NHS number, and not the same.
pub fn numbers_differ(a: &Patient, b: &Patient) -> bool {
    a.nhs_number.is_some() && b.nhs_number.is_some() && a.nhs_number != b.nhs_number
}

fn gone(goes: &Patient, kept: &Patient, reason: &str, today: NaiveDate) -> Patient {
    let why = if reason.trim().is_empty() { String::new() } else { format!(": {}", reason.trim()) };
    let line = format!("Merged into {} on {}{why}", kept.name(), dates::screen(today));
    Patient { merged_into: Some(kept.id.clone()), notes: joined(&goes.notes, &line), ..goes.clone() }
}

fn either(a: &str, b: &str) -> String {
    if a.is_empty() { b.to_owned() } else { a.to_owned() }
}

/// Both texts, the second only where it says something else.
fn joined(a: &str, b: &str) -> String {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b.to_owned(),
        (_, true) => a.to_owned(),
        _ if a.contains(b) => a.to_owned(),
        _ => format!("{a}\n{b}"),
    }
}

fn both<T: Clone + PartialEq>(a: &[T], b: &[T]) -> Vec<T> {
    let mut all = a.to_vec();
    all.extend(b.iter().filter(|x| !a.contains(x)).cloned());
    all
}

/// The record that stays with what it lacked. A warning is never lost: safe-contact notes, alerts and needs of both stay.
fn filled(stays: &Patient, goes: &Patient) -> Patient {
    let a = stays;
    let b = goes;
    let unknown = a.gender.is_empty() || a.gender == "Not Known";
    let takes_number = a.nhs_number.is_none();
    let address = if a.address.is_empty() && a.postcode.is_empty() { b } else { a };
    let digits: Vec<String> = a.phones.iter().map(|p| phone::digits(&p.number)).collect();
    let other_phones = b.phones.iter().filter(|p| !digits.contains(&phone::digits(&p.number))).cloned();
    Patient {
        title: either(&a.title, &b.title),
        forename: either(&a.forename, &b.forename),
        middle: either(&a.middle, &b.middle),
        surname: either(&a.surname, &b.surname),
        preferred_name: either(&a.preferred_name, &b.preferred_name),
        born: a.born.clone().or_else(|| b.born.clone()),
        gender: if unknown { b.gender.clone() } else { a.gender.clone() },
        nhs_number: a.nhs_number.clone().or_else(|| b.nhs_number.clone()),
        nhs_status: if takes_number { b.nhs_status.clone() } else { a.nhs_status.clone() },
        hospital_number: a.hospital_number.clone().or_else(|| b.hospital_number.clone()),
        address: address.address.clone(),
        postcode: address.postcode.clone(),
        address_checked_on: address.address_checked_on.clone(),
        address_bad_on: address.address_bad_on.clone(),
        phones: a.phones.iter().cloned().chain(other_phones).collect(),
        email: either(&a.email, &b.email),
        email_ok: a.email_ok || (a.email.is_empty() && b.email_ok),
        contact_by: either(&a.contact_by, &b.contact_by),
        safe_note: joined(&a.safe_note, &b.safe_note),
        practice_id: a.practice_id.clone().or_else(|| b.practice_id.clone()),
        gp_name: either(&a.gp_name, &b.gp_name),
        need_support: joined(&a.need_support, &b.need_support),
        need_professional: joined(&a.need_professional, &b.need_professional),
        need_contact: joined(&a.need_contact, &b.need_contact),
        need_format: joined(&a.need_format, &b.need_format),
        needs_reviewed_on: a.needs_reviewed_on.clone().or_else(|| b.needs_reviewed_on.clone()),
        language: either(&a.language, &b.language),
        interpreter: a.interpreter || b.interpreter,
        may_speak: both(&a.may_speak, &b.may_speak),
        alerts: both(&a.alerts, &b.alerts),
        died_on: a.died_on.clone().or_else(|| b.died_on.clone()),
        notes: joined(&a.notes, &b.notes),
        ..a.clone()
    }
    .tidied()
}
