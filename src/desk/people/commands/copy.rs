//! A number, an address, a date of a person for the clipboard: a key each.

use super::super::model::Phone;
use super::super::{Contact, Patient, PeoplePane, repo};
use super::current;
use crate::app::{CopyItem, Cx, copy_one};
use crate::keys::Done;
use crate::text::dates;

pub(super) fn copy(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let (kind, id) = current(pane)?;
    if kind == "patient" {
        let patient = repo::patient(cx.db(), &id)?;
        return copy_one(cx, &format!("Copy of {}", patient.name()), of_patient(&patient));
    }
    let contact = repo::contact(cx.db(), &id)?;
    copy_one(cx, &format!("Copy of {}", contact.name), of_contact(&contact))
}

fn item(key: char, label: &'static str, text: impl Into<String>) -> CopyItem {
    CopyItem { key, label, text: text.into() }
}

fn of_patient(patient: &Patient) -> Vec<CopyItem> {
    let born = patient.born_on().map(dates::screen).unwrap_or_default();
    let mut items = vec![
        item('n', "NHS number", patient.nhs_number.as_deref().map(crate::text::nhs::show).unwrap_or_default()),
        item('h', "hospital number", patient.hospital_number.clone().unwrap_or_default()),
        item('p', "name", patient.name()),
        item('b', "date of birth", born),
        item('a', "address", patient.full_address()),
        item('e', "e-mail address", patient.email.clone()),
    ];
    items.extend(of_phones(&patient.phones));
    items
}

fn of_contact(contact: &Contact) -> Vec<CopyItem> {
    let mut items = vec![
        item('o', "ODS code", contact.ods_code.clone().unwrap_or_default()),
        item('p', "name", contact.name.clone()),
        item('a', "address", contact.full_address()),
        item('e', "e-mail address", contact.email.clone()),
        item('x', "extension", contact.extension.clone()),
        item('s', "bleep", contact.bleep.clone()),
    ];
    items.extend(of_phones(&contact.phones));
    items
}

/// Telephone numbers have the keys 1, 2, 3.
fn of_phones(phones: &[Phone]) -> Vec<CopyItem> {
    let keys = "123456789".chars();
    keys.zip(phones).map(|(key, phone)| item(key, "telephone number", phone.number.clone())).collect()
}
