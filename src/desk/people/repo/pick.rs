//! Finding one person: for fields of forms, and for the command line.

use chrono::{NaiveDate, NaiveDateTime};

use crate::desk::people::{Contact, Patient};
use crate::form::Choice;
use crate::store::{Db, Found, Record, Refusal, Store};
use crate::text::names::LIKE;
use crate::text::nhs;

/// So many are offered in a field.
const OFFERED: usize = 8;

fn choice(found: Found) -> Choice {
    let label = format!("{}   {}", found.title, found.detail);
    Choice { id: found.id, label: label.trim_end().to_owned() }
}

/// Patients that fit what was typed, for a field.
pub fn find_patient(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let found = store.seek(typed, &["patient"], now.date(), OFFERED)?;
    let ids: Vec<&str> = found.iter().map(|f| f.id.as_str()).collect();
    let marks = super::alike_flags(store.db(), &ids)?;
    let marked = |f: Found| {
        let mark = marks.get(&f.id).map(|mark| format!("{LIKE} {mark}   ")).unwrap_or_default();
        choice(Found { detail: format!("{mark}{}", f.detail), ..f })
    };
    Ok(found.into_iter().map(marked).collect())
}

/// The words for a patient in a field.
pub fn name_patient(db: Db<'_>, id: &str) -> String {
    let Ok(Some(patient)) = db.get::<Patient>(id) else { return String::new() };
    let born = patient
        .born_on()
        .map_or_else(|| "date of birth not known".into(), |b| format!("Born {}", crate::text::dates::screen(b)));
    format!("{}   {born}", patient.name())
}

/// Contacts that fit what was typed, for a field.
pub fn find_contact(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    Ok(store.seek(typed, &["contact"], now.date(), OFFERED)?.into_iter().map(choice).collect())
}

/// The words for a contact in a field.
pub fn name_contact(db: Db<'_>, id: &str) -> String {
    db.get::<Contact>(id).ok().flatten().map(|c| c.name).unwrap_or_default()
}

/// Practices and other organisations that fit what was typed, for a field; practices first.
pub fn find_practice(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let mut found = store.seek(typed, &["contact"], now.date(), 60)?;
    found.sort_by_key(|f| !f.detail.starts_with("practice"));
    found.truncate(OFFERED);
    Ok(found.into_iter().map(choice).collect())
}

/// All that could be meant, best first: an identifier or an NHS number exactly, else words to find.
pub fn matches(store: &Store, words: &str, kind: &str, today: NaiveDate) -> Result<Vec<Found>, Refusal> {
    // `SMITH, John (Mr)` as it is shown: titles are not searched for.
    let shown = words.trim();
    let words = shown.split_once('(').map_or(shown, |(name, _)| name.trim());
    if words.is_empty() {
        return Err(Refusal::rule("Say who: a name, a date of birth, an NHS number or an id."));
    }
    let found = store.seek(words, &[kind], today, 50)?;
    let whole: Vec<Found> = found.iter().filter(|f| is_whole(f, shown)).cloned().collect();
    Ok(if whole.is_empty() { found } else { whole })
}

/// Whether the words are the whole of what is shown, so that nobody else can be meant.
fn is_whole(found: &Found, words: &str) -> bool {
    crate::text::names::fold(&found.title) == crate::text::names::fold(words)
}

/// The one patient that an id, an NHS number, a hospital number or words to find can mean.
///
/// # Errors
/// None, or more than one: then with the matches.
pub fn resolve(store: &Store, words: &str, today: NaiveDate) -> Result<Patient, Refusal> {
    let db = store.db();
    if let Some(patient) = db.get::<Patient>(words.trim())? {
        return super::survivor(db, patient);
    }
    if let Ok(number) = nhs::parse(words)
        && let Some(patient) = super::by_nhs(db, &number)?
    {
        return Ok(patient);
    }
    if let [one] = super::by_hospital(db, words)?.as_slice() {
        return Ok(one.clone());
    }
    only(db, &matches(store, words, "patient", today)?, words, "patient")
}

/// The one contact that an id, an ODS code or words to find can mean.
///
/// # Errors
/// None, or more than one: then with the matches.
pub fn resolve_contact(store: &Store, words: &str, today: NaiveDate) -> Result<Contact, Refusal> {
    let db = store.db();
    if let Some(contact) = db.get::<Contact>(words.trim())? {
        return Ok(contact);
    }
    if let Some(contact) = super::by_ods(db, words)? {
        return Ok(contact);
    }
    only(db, &matches(store, words, "contact", today)?, words, "contact")
}

fn only<R: Record>(db: Db<'_>, found: &[Found], words: &str, kind: &str) -> Result<R, Refusal> {
    match found {
        [] => Err(Refusal::rule(format!(
            "No {kind} fits “{}”. Try fewer words, the date of birth or a number.",
            words.trim()
        ))),
        [one] => db.must(&one.id),
        many => {
            let lines: Vec<String> =
                many.iter().take(10).map(|f| format!("  {}   {}   {}", f.id, f.title, f.detail)).collect();
            let more = if many.len() > 10 { format!("\n  and {} more", many.len() - 10) } else { String::new() };
            let count = if many.len() >= 50 { "50 or more".to_owned() } else { many.len().to_string() };
            Err(Refusal::rule(format!(
                "{count} {kind}s fit “{}”; say which, by the id or the NHS number:\n{}{more}",
                words.trim(),
                lines.join("\n")
            )))
        }
    }
}
