//! The fields of a patient, in the order of the Common User Interface: name, born, gender, NHS number, then the rest.

use super::{email, flag, line, lines, one_of, past, phones, postcode};
use crate::desk::people::Patient;
use crate::desk::people::model::{GENDERS, read_spokespeople, spokesperson_line};
use crate::desk::people::repo;
use crate::form::{Entity, Field, Kind, read_date, shown};
use crate::text::nhs;

const STATUSES: &[&str] = &["none", "unverified", "verified"];
const WAYS: &[&str] = &["", "phone", "post", "email"];

impl Entity for Patient {
    const WORD: &'static str = "patient";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

static FIELDS: &[Field<Patient>] = &[
    line!(title, "Title", "Mr, Mrs, Ms, Dr"),
    Field {
        id: "surname",
        label: "Surname",
        hint: "",
        kind: Kind::Line,
        get: |p| p.surname.clone(),
        set: |p, text, _| {
            if text.trim().is_empty() {
                return Err("A patient needs a surname; where only one name is known, it is the surname.".into());
            }
            text.trim().clone_into(&mut p.surname);
            Ok(())
        },
        shown,
    },
    line!(forename, "Forename", ""),
    line!(middle, "Middle names", ""),
    line!(preferred_name, "Preferred name", "what they like to be called"),
    past!(born, "Born", "14/8/1980, 14 aug 1980; empty: not known"),
    one_of!(gender, "Gender", "", GENDERS, "Gender is Female, Male, Not Known or Not Specified."),
    Field {
        id: "nhs_number",
        label: "NHS No.",
        hint: "ten digits, any spacing; empty: not known",
        kind: Kind::Line,
        get: |p| p.nhs_number.as_deref().map(nhs::show).unwrap_or_default(),
        set: |p, text, _| {
            p.nhs_number = if text.trim().is_empty() { None } else { Some(nhs::parse(text)?) };
            Ok(())
        },
        shown,
    },
    Field {
        id: "nhs_status",
        label: "NHS No. is",
        hint: "verified: traced, not only told",
        kind: Kind::OneOf(STATUSES),
        get: |p| p.nhs_status.clone(),
        set: |p, text, _| {
            let word = STATUSES.iter().find(|w| **w == text.trim()).ok_or("none, unverified or verified.")?;
            (*word).clone_into(&mut p.nhs_status);
            Ok(())
        },
        shown: |p| p.nhs_number.is_some(),
    },
    Field {
        id: "hospital_number",
        label: "Hospital No.",
        hint: "",
        kind: Kind::Line,
        get: |p| p.hospital_number.clone().unwrap_or_default(),
        set: |p, text, _| {
            p.hospital_number = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            Ok(())
        },
        shown,
    },
    lines!(address, "Address", "a line each, without the postcode", 4),
    postcode!(),
    past!(address_checked_on, "Address confirmed", "when the patient last said that it is right: tod"),
    phones!(),
    email!(),
    one_of!(contact_by, "Contact by", "what they prefer", WAYS, "phone, post or email, or nothing."),
    flag!(voicemail_ok, "Voicemail", "whether a message may be left"),
    flag!(email_ok, "E-mail agreed", "whether they agreed to e-mail"),
    line!(safe_note, "Safe contact", "shown before any call back; no reasons, only what to do"),
    Field {
        id: "practice_id",
        label: "GP practice",
        hint: "a part of its name or its code; Down and Enter choose",
        kind: Kind::Record { find: repo::find_practice, name: repo::name_contact, strict: true },
        get: |p| p.practice_id.clone().unwrap_or_default(),
        set: |p, text, _| {
            p.practice_id = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            Ok(())
        },
        shown,
    },
    line!(gp_name, "GP", "Dr Lee"),
    line!(need_support, "Need: support", "communication support: hearing loop, lip reading, advocate"),
    line!(need_professional, "Need: person", "communication professional: BSL interpreter, lip speaker"),
    line!(need_contact, "Need: contact", "contact method: by text only, by e-mail"),
    line!(need_format, "Need: format", "information format: large print, Braille, easy read"),
    past!(needs_reviewed_on, "Needs reviewed", "when these were last gone through with the patient"),
    line!(language, "Language", "where it is not English"),
    flag!(interpreter, "Interpreter", "whether one is needed"),
    Field {
        id: "may_speak",
        label: "May be spoken to",
        hint: "a line each: name; relation; what may be told; until when",
        kind: Kind::Text { rows: 3 },
        get: |p| p.may_speak.iter().map(spokesperson_line).collect::<Vec<_>>().join("\n"),
        set: |p, text, given| {
            p.may_speak = read_spokespeople(text, |day| read_date(day, given))?;
            Ok(())
        },
        shown,
    },
    lines!(alerts, "Alerts", "a line each; administrative, seen whenever the record opens", 2),
    past!(died_on, "Died on", "nothing goes out after that without a reason"),
    Field {
        id: "notes",
        label: "Notes",
        hint: "Ctrl-S saves",
        kind: Kind::Text { rows: 4 },
        get: |p| p.notes.clone(),
        set: |p, text, _| {
            text.trim_end().clone_into(&mut p.notes);
            Ok(())
        },
        shown,
    },
];
