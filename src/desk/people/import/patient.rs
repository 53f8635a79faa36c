//! One line about a patient.

use super::{Bad, Importer, Outcome, Seen, Verdict, notes, phones, pick};
use crate::desk::people::model::{Phone, short_line};
use crate::desk::people::{Contact, Patient, repo};
use crate::exchange::person::PersonCard;
use crate::store::{Db, Edit};
use crate::text::{names, nhs, phone, postcode};

impl Importer {
    /// What a line about a patient comes to.
    pub fn patient(&mut self, db: Db<'_>, card: &PersonCard) -> Verdict {
        let mut fresh = self.fresh_patient(card)?;
        let repeated = self.seen_before(&fresh, card.line)?;
        let known = self.known_patient(db, &fresh)?;
        if let Some(known) = &known {
            same_person(known, &fresh, self.now)?;
        }
        let mut edits = Vec::new();
        fresh.practice_id = self.practice(db, card, &mut edits)?;
        let outcome = match &known {
            None => {
                edits.push(Edit::insert(&fresh));
                Outcome::New
            }
            Some(known) => {
                let after = updated(known, &fresh);
                if after == *known {
                    Outcome::Same
                } else {
                    edits.push(Edit::update(known, &after));
                    Outcome::Changed
                }
            }
        };
        self.remember(&fresh, card.line);
        Ok((if repeated { Outcome::Repeated } else { outcome }, edits))
    }

    /// The patient that the line describes, checked.
    fn fresh_patient(&self, card: &PersonCard) -> Result<Patient, Bad> {
        if card.surname.is_empty() {
            return Err(Bad::Reason("no surname".into()));
        }
        let number = card.nhs_number.trim();
        let nhs_number = if number.is_empty() { None } else { Some(nhs::parse(number).map_err(|e| no_stop(&e))?) };
        let fresh = Patient {
            title: card.title.clone(),
            forename: card.forename.clone(),
            middle: card.middle.clone(),
            surname: suffixed(card),
            preferred_name: card.preferred_name.clone(),
            born: self.past_day("date of birth", &card.born_text, card.born)?,
            gender: gender(&card.gender).into(),
            nhs_status: if nhs_number.is_some() { "unverified".into() } else { "none".into() },
            nhs_number,
            hospital_number: Some(card.hospital_number.clone()).filter(|n| !n.is_empty()),
            address: card.address.clone(),
            phones: card.phones.iter().map(tidy_phone).collect(),
            email: card.emails.first().cloned().unwrap_or_default(),
            died_on: self.past_day("date of death", &card.died_text, card.died)?,
            notes: card.notes.clone(),
            ..Patient::new(self.now)
        };
        let fresh = with_postcode(fresh, &card.postcode).tidied();
        if fresh.nhs_number.is_none() && fresh.hospital_number.is_none() && fresh.born.is_none() {
            return Err(Bad::Reason(
                "neither NHS number nor hospital number nor date of birth: nobody could tell who it is".into(),
            ));
        }
        fresh.check_days().map_err(|e| no_stop(&e))?;
        Ok(fresh)
    }

    fn past_day(&self, what: &str, text: &str, read: Option<chrono::NaiveDate>) -> Result<Option<String>, Bad> {
        match read {
            // A clock that is behind (a rehearsal) must not refuse the newborn.
            Some(day) if day > self.today() + chrono::Months::new(12) => {
                Err(Bad::Reason(format!("{what} {text} is in the future")))
            }
            Some(day) => Ok(Some(day.to_string())),
            None if text.is_empty() => Ok(None),
            None => Err(Bad::Reason(format!("{what} “{text}” cannot be read in one way: write it as 14/08/1980"))),
        }
    }

    /// Whether an earlier line of the file is about the same patient.
    fn seen_before(&self, fresh: &Patient, line: usize) -> Result<bool, Bad> {
        let mut before = false;
        for key in keys(fresh) {
            let Some(seen) = self.seen.get(&key).filter(|s| s.line != line) else { continue };
            let born_differs = seen.born.is_some() && fresh.born.is_some() && seen.born != fresh.born;
            if born_differs && seen.name != names::fold(&fresh.surname) {
                return Err(Bad::Reason(format!(
                    "{} stands on line {} too, with another name and date of birth",
                    shown_key(fresh, &key),
                    seen.line
                )));
            }
            before = true;
        }
        Ok(before)
    }

    fn remember(&mut self, fresh: &Patient, line: usize) {
        for key in keys(fresh) {
            let name = names::fold(&fresh.surname);
            self.seen.entry(key).or_insert(Seen { line, name, born: fresh.born.clone(), uid: String::new() });
        }
    }

    /// The patient on the desk whom the line means.
    fn known_patient(&self, db: Db<'_>, fresh: &Patient) -> Result<Option<Patient>, Bad> {
        let by_nhs = fresh.nhs_number.as_deref().map_or(Ok(None), |n| repo::by_nhs(db, n))?;
        let by_hospital = fresh.hospital_number.as_deref().map_or(Ok(Vec::new()), |n| repo::by_hospital(db, n))?;
        match (by_nhs, by_hospital.as_slice()) {
            (Some(one), []) => Ok(Some(one)),
            (Some(one), others) if others.iter().any(|o| o.id == one.id) => Ok(Some(one)),
            (Some(one), [other, ..]) => Err(Bad::Reason(format!(
                "the NHS number is that of {}, the hospital number that of {}",
                short_line(&one, self.now),
                short_line(other, self.now)
            ))),
            (None, [one]) => Ok(Some(one.clone())),
            (None, []) => by_name(db, fresh),
            (None, many) => Err(Bad::Reason(format!(
                "{} patients on the desk have the hospital number {}",
                many.len(),
                fresh.hospital_number.as_deref().unwrap_or_default()
            ))),
        }
    }

    /// The practice of a line, found or made.
    fn practice(&mut self, db: Db<'_>, card: &PersonCard, edits: &mut Vec<Edit>) -> Result<Option<String>, Bad> {
        let (code, name) = (crate::text::ods::tidy(&card.practice_code).0, card.practice_name.trim());
        if code.is_empty() && name.is_empty() {
            return Ok(None);
        }
        let key = if code.is_empty() { format!("name\t{}", names::fold(name)) } else { code.clone() };
        if let Some(id) = self.practices.get(&key) {
            return Ok(Some(id.clone()));
        }
        let found = if code.is_empty() { repo::practice_named(db, name)? } else { repo::by_ods(db, &code)? };
        let id = if let Some(found) = found {
            found.id
        } else {
            let practice = Contact::practice(&code, name, self.now).tidied();
            edits.push(Edit::insert(&practice));
            self.made += 1;
            practice.id
        };
        self.practices.insert(key, id.clone());
        Ok(Some(id))
    }
}

/// By name and date of birth; one who has another number is somebody else.
fn by_name(db: Db<'_>, fresh: &Patient) -> Result<Option<Patient>, Bad> {
    let Some(born) = &fresh.born else { return Ok(None) };
    let mut found = repo::same_born_name(db, &fresh.surname, &fresh.forename, born)?;
    let other = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    found.retain(|p| !other(&p.nhs_number, &fresh.nhs_number) && !other(&p.hospital_number, &fresh.hospital_number));
    match found.len() {
        0 | 1 => Ok(found.pop()),
        n => Err(Bad::Reason(format!("{n} patients on the desk have this name and date of birth: merge them first"))),
    }
}

/// A reason stands in a list of lines, without its full stop and without advice for one who types.
fn no_stop(sentence: &str) -> Bad {
    let plain = sentence.split(": read it again").next().unwrap_or(sentence);
    Bad::Reason(plain.trim_end_matches('.').to_owned())
}

fn suffixed(card: &PersonCard) -> String {
    format!("{} {}", card.surname, card.suffix).trim().to_owned()
}

fn tidy_phone(found: &crate::exchange::person::Phone) -> Phone {
    Phone { label: found.label.to_lowercase(), number: phone::tidy(&found.number) }
}

/// A postcode that is none (a foreign one) stands in the address.
fn with_postcode(mut fresh: Patient, found: &str) -> Patient {
    match postcode::tidy(found) {
        Ok(code) => fresh.postcode = code,
        Err(_) if found.trim().is_empty() => {}
        Err(_) => fresh.address.push(found.trim().to_owned()),
    }
    fresh
}

/// The words for a gender in words, letters or the codes of the data dictionary.
pub(super) fn gender(found: &str) -> &'static str {
    match found.trim().to_lowercase().as_str() {
        "m" | "male" | "1" | "man" | "boy" => "Male",
        "f" | "female" | "2" | "woman" | "girl" => "Female",
        "" | "0" | "u" | "unknown" | "not known" | "x" => "Not Known",
        _ => "Not Specified",
    }
}

fn keys(fresh: &Patient) -> Vec<String> {
    let mut keys = Vec::new();
    keys.extend(fresh.nhs_number.as_ref().map(|n| format!("nhs\t{n}")));
    keys.extend(fresh.hospital_number.as_ref().map(|n| format!("hospital\t{}", n.to_lowercase())));
    if keys.is_empty() {
        let born = fresh.born.clone().unwrap_or_default();
        keys.push(format!("name\t{}\t{}\t{born}", names::fold(&fresh.surname), names::fold(&fresh.forename)));
    }
    keys
}

fn shown_key(fresh: &Patient, key: &str) -> String {
    if key.starts_with("nhs") {
        format!("NHS number {}", fresh.nhs_shown())
    } else {
        format!("hospital number {}", fresh.hospital_number.as_deref().unwrap_or_default())
    }
}

/// A number that belongs to somebody of another name and another date of birth is a mistake in the file.
fn same_person(known: &Patient, fresh: &Patient, now: chrono::NaiveDateTime) -> Result<(), Bad> {
    let born = known.born.is_some() && fresh.born.is_some() && known.born != fresh.born;
    let name = !known.has_like_name(fresh) && names::fold(&known.surname) != names::fold(&fresh.surname);
    let number = known.nhs_number.is_some() && fresh.nhs_number.is_some() && known.nhs_number != fresh.nhs_number;
    if born && name {
        return Err(Bad::Reason(format!(
            "its number is that of {}, who has another name and date of birth",
            short_line(known, now)
        )));
    }
    // A merged record leads to the one that stayed, whose number may be the other of the two.
    if number && known.hospital_number.is_some() && known.hospital_number == fresh.hospital_number {
        return Err(Bad::Reason(format!(
            "hospital number {} is that of {}, who has another NHS number",
            fresh.hospital_number.as_deref().unwrap_or_default(),
            short_line(known, now)
        )));
    }
    Ok(())
}

/// The known record with what the file says; what the file does not say stays.
fn updated(known: &Patient, fresh: &Patient) -> Patient {
    let number = known.nhs_number.clone().or_else(|| fresh.nhs_number.clone());
    let first_number = known.nhs_number.is_none() && number.is_some();
    let moved = !fresh.address.is_empty() && fresh.address != known.address;
    Patient {
        title: pick(&fresh.title, &known.title),
        forename: pick(&fresh.forename, &known.forename),
        middle: pick(&fresh.middle, &known.middle),
        surname: pick(&fresh.surname, &known.surname),
        preferred_name: pick(&fresh.preferred_name, &known.preferred_name),
        born: fresh.born.clone().or_else(|| known.born.clone()),
        gender: if fresh.gender == "Not Known" { known.gender.clone() } else { fresh.gender.clone() },
        nhs_number: number,
        nhs_status: if first_number { fresh.nhs_status.clone() } else { known.nhs_status.clone() },
        hospital_number: fresh.hospital_number.clone().or_else(|| known.hospital_number.clone()),
        address: if fresh.address.is_empty() { known.address.clone() } else { fresh.address.clone() },
        address_bad_on: known.address_bad_on.clone().filter(|_| !moved),
        postcode: pick(&fresh.postcode, &known.postcode),
        phones: phones(&fresh.phones, &known.phones),
        email: pick(&fresh.email, &known.email),
        practice_id: fresh.practice_id.clone().or_else(|| known.practice_id.clone()),
        died_on: fresh.died_on.clone().or_else(|| known.died_on.clone()),
        notes: notes(&fresh.notes, &known.notes),
        ..known.clone()
    }
    .tidied()
}
