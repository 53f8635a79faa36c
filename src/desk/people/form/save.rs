//! Saving a patient or a contact: what only the whole record or the desk can tell is checked here.

use crate::app::Cx;
use crate::desk::people::{Contact, Patient, repo};
use crate::form::Saving;
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::text::ods;

/// Saves a patient; a new one who is like somebody on the desk only at the second try.
pub(in crate::desk::people) fn save_patient() -> Saving<Patient> {
    let mut warned: Option<(String, String, Option<String>)> = None;
    Box::new(move |before, after, draft, cx| {
        let after = after.tidied();
        check_patient(&after, cx)?;
        let me = (after.surname.clone(), after.forename.clone(), after.born.clone());
        if before.is_none()
            && warned.as_ref() != Some(&me)
            && let Some(sentence) = likeness(&after, cx)?
        {
            warned = Some(me);
            return Err(Refusal::Rule(sentence));
        }
        let change = match before {
            None => Change::new(format!("New patient: {}", after.name())).insert(&after),
            Some(before) => Change::new(format!("Patient: {}", after.name())).update(before, &after),
        };
        cx.apply(&change.spends(draft))?;
        if before.is_none() {
            cx.show("patient", after.id.clone());
        }
        Ok(())
    })
}

fn check_patient(patient: &Patient, cx: &Cx) -> Done {
    patient.check_days().map_err(Refusal::Rule)?;
    let Some(number) = &patient.nhs_number else { return Ok(()) };
    match repo::by_nhs(cx.db(), number)? {
        Some(other) if other.id != patient.id => Err(Refusal::rule(format!(
            "NHS number {} is that of {}. Find that record, or ask for the number again.",
            patient.nhs_shown(),
            crate::desk::people::model::short_line(&other, cx.now)
        ))),
        _ => Ok(()),
    }
}

/// Whom a new patient could be taken for, and what to do.
fn likeness(patient: &Patient, cx: &Cx) -> Result<Option<String>, Refusal> {
    let like = repo::alike(cx.db(), patient)?;
    // A shared birthday alone is nothing rare; a like name is what makes two records of one person.
    let Some(first) = like.iter().find(|p| p.has_like_name(patient)) else { return Ok(None) };
    let names = like.iter().filter(|p| p.has_like_name(patient)).count();
    let more = if names > 1 { format!(" and {} more", names - 1) } else { String::new() };
    Ok(Some(format!(
        "Like one on the desk: {}{more}. Is it the same person? Esc keeps this; Ctrl-S again saves all the same.",
        crate::desk::people::model::short_line(first, cx.now)
    )))
}

/// Saves a contact; a doubtful ODS code is said, not refused.
pub(in crate::desk::people) fn save_contact() -> Saving<Contact> {
    Box::new(|before: Option<&Contact>, after: &Contact, draft: &str, cx: &mut Cx| {
        let after = after.tidied();
        if after.name.is_empty() || after.name == "Name not known" {
            return Err(Refusal::rule("A contact needs a surname or an organisation."));
        }
        let change = match before {
            None => Change::new(format!("New contact: {}", after.name)).insert(&after),
            Some(before) => Change::new(format!("Contact: {}", after.name)).update(before, &after),
        };
        let label = change.label.clone();
        cx.apply(&change.spends(draft))?;
        if let Some(doubt) = ods::tidy(after.ods_code.as_deref().unwrap_or_default()).1 {
            cx.say(format!("{label}. {doubt} Ctrl-Z undoes it."));
        }
        if before.is_none() {
            cx.show("contact", after.id.clone());
        }
        Ok(())
    })
}
