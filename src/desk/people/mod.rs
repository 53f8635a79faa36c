//! People: patients, GPs and practices, staff, suppliers.

mod commands;
pub mod export;
mod form;
pub mod import;
mod import_layer;
mod merge_layer;
pub mod model;
pub mod repo;
mod view;

#[cfg(test)]
mod tests;

pub use import_layer::ImportLayer;
pub use merge_layer::MergeLayer;
pub use model::{Contact, Patient, like_key};
pub use view::PeoplePane;

use serde_json::Value;

use crate::store::{Doc, Row, Table, birth_word};
use crate::text::{dates, names, nhs, phone};

/// The table of the patients.
pub const PATIENT: Table = Table {
    name: "patient",
    word: "patient",
    lists: &["address", "phones", "may_speak", "alerts"],
    flags: &["voicemail_ok", "email_ok", "interpreter"],
    find: find_patient,
    keeps: None,
};

/// The table of the contacts.
pub const CONTACT: Table = Table {
    name: "contact",
    word: "contact",
    lists: &["address", "phones"],
    flags: &[],
    find: find_contact,
    keeps: None,
};

fn text<'a>(row: &'a Row, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A name as a whole and, where it is double-barrelled, in its parts.
fn name_words(name: &str) -> String {
    let parts = name.replace(['-', '\''], " ");
    format!("{} {}", names::fold(name), names::fold(&parts))
}

fn number_words(row: &Row) -> String {
    let phones = row.get("phones").and_then(Value::as_array).into_iter().flatten();
    let digits = phones.filter_map(|p| Some(phone::digits(p.get("number")?.as_str()?)));
    digits.collect::<Vec<_>>().join(" ")
}

fn postcode_words(row: &Row) -> String {
    let code = text(row, "postcode").to_lowercase();
    format!("{} {}", code.replace(' ', ""), code)
}

fn find_patient(row: &Row) -> Option<Doc> {
    if !row.get("binned_at")?.is_null() || !row.get("merged_into")?.is_null() {
        return None;
    }
    let born = text(row, "born").parse().ok();
    let number = text(row, "nhs_number");
    let words = [
        name_words(text(row, "surname")),
        name_words(text(row, "forename")),
        names::fold(text(row, "preferred_name")),
        names::fold(text(row, "middle")),
        born.map(birth_word).unwrap_or_default(),
        number.to_owned(),
        text(row, "hospital_number").to_lowercase(),
        number_words(row),
        postcode_words(row),
    ];
    let born = born.map_or_else(|| "date of birth not known".into(), |b| format!("Born {}", dates::screen(b)));
    let nhs = if number.is_empty() { "no NHS number".into() } else { format!("NHS No. {}", nhs::show(number)) };
    let hospital = text(row, "hospital_number");
    Some(Doc {
        title: names::display(text(row, "surname"), text(row, "forename"), text(row, "title")),
        detail: format!("{born}   {nhs}   {hospital}").trim_end().to_owned(),
        words: words.join(" "),
    })
}

fn find_contact(row: &Row) -> Option<Doc> {
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let words = [
        name_words(text(row, "name")),
        name_words(text(row, "surname")),
        names::fold(text(row, "forename")),
        names::fold(text(row, "organisation")),
        names::fold(text(row, "department")),
        text(row, "ods_code").to_lowercase(),
        number_words(row),
        postcode_words(row),
    ];
    let closed = if row.get("closed_on")?.is_null() { "" } else { " · closed" };
    let detail = format!("{} {} {}{closed}", text(row, "kind"), text(row, "ods_code"), text(row, "organisation"));
    Some(Doc {
        title: text(row, "name").into(),
        detail: detail.split_whitespace().collect::<Vec<_>>().join(" "),
        words: words.join(" "),
    })
}
