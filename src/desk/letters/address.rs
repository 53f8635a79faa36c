//! Recipients out of people: the patient, the GP's practice, any contact; how they are named and greeted.

use super::Recipient;
use crate::desk::people::{Contact, Patient};

/// `Mrs Okafor`: a title with a surname, or the whole name where there is no title.
pub fn title_surname(title: &str, forename: &str, surname: &str) -> String {
    let first = if title.trim().is_empty() { forename } else { title };
    format!("{} {}", first.trim(), surname_case(surname)).trim().to_owned()
}

/// A surname that was typed in capitals as it stands in a letter.
fn surname_case(surname: &str) -> String {
    if surname.chars().any(char::is_lowercase) {
        return surname.trim().to_owned();
    }
    let mut before = ' ';
    let mut out = String::new();
    for c in surname.trim().chars() {
        let first = !before.is_alphabetic();
        out.extend(c.to_lowercase().filter(|_| !first).chain(first.then_some(c)));
        before = c;
    }
    out
}

/// `Mrs Grace Okafor`.
pub fn full_name(patient: &Patient) -> String {
    let parts = [patient.title.trim(), patient.forename.trim(), &surname_case(&patient.surname)];
    parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Who a recipient is: the record, the part and the way; to send.
fn recipient(kind: &str, id: &str, part: &str, way: &str) -> Recipient {
    Recipient {
        kind: kind.into(),
        id: id.into(),
        part: part.into(),
        way: way.into(),
        state: "to_send".into(),
        ..Recipient::default()
    }
}

/// The patient; by e-mail only who prefers it and agreed to it.
pub fn of_patient(patient: &Patient, part: &str) -> Recipient {
    let by_email = patient.contact_by == "email" && patient.email_ok && !patient.email.is_empty();
    Recipient {
        name: full_name(patient),
        address: patient.address.clone(),
        postcode: patient.postcode.clone(),
        ..recipient("patient", &patient.id, part, if by_email { "email" } else { "post" })
    }
}

/// The GP at the practice; where no GP is named, the practice.
pub fn of_gp(practice: &Contact, gp: &str, part: &str) -> Recipient {
    let plain = of_contact(practice, part);
    if gp.trim().is_empty() {
        return plain;
    }
    let address = std::iter::once(practice.name.clone()).chain(practice.address.iter().cloned()).collect();
    Recipient { name: gp.trim().to_owned(), address, ..plain }
}

/// A contact; a person with the organisation below the name.
pub fn of_contact(contact: &Contact, part: &str) -> Recipient {
    let above = [&contact.department, &contact.organisation];
    let lines = above.into_iter().filter(|line| !line.is_empty() && **line != contact.name).cloned();
    Recipient {
        name: contact.name.clone(),
        address: lines.chain(contact.address.iter().cloned()).collect(),
        postcode: contact.postcode.clone(),
        ..recipient("contact", &contact.id, part, "post")
    }
}

/// How somebody is greeted whose name stands on an envelope: `Dr Lee`; a practice or department as `Colleague`.
pub fn greeting(name: &str) -> String {
    let (title, forename, surname) = crate::text::names::split_full(name);
    if title.is_empty() { "Colleague".into() } else { title_surname(&title, &forename, &surname) }
}
