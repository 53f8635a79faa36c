//! Patients and contacts out: CSV that comes in again as it went out, and address cards.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::model::spokesperson_line;
use super::{Contact, Patient, repo};
use crate::app::Cx;
use crate::exchange::csv::write_csv_with_bom;
use crate::exchange::person::{KindHint, PersonCard, Status};
use crate::exchange::vcard;
use crate::keys::Done;
use crate::store::{Db, Refusal};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The patients.
    Patients,
    /// The contacts.
    Contacts,
}

const PATIENT_HEADINGS: &[&str] = &[
    "Hospital number",
    "NHS number",
    "NHS number status",
    "Title",
    "Forename",
    "Middle names",
    "Surname",
    "Preferred name",
    "Date of birth",
    "Gender",
    "Address",
    "Postcode",
    "Home phone",
    "Mobile",
    "Work phone",
    "Other telephones",
    "E-mail",
    "Practice code",
    "Practice",
    "Registered doctor",
    "Preferred contact",
    "Consent to voicemail",
    "Consent to e-mail",
    "Safe contact",
    "Communication support",
    "Communication professional",
    "Contact method",
    "Information format",
    "Needs reviewed",
    "Language",
    "Interpreter",
    "May be spoken to",
    "Alerts",
    "Date of death",
    "Notes",
];

const CONTACT_HEADINGS: &[&str] = &[
    "Organisation type",
    "Organisation",
    "Department",
    "Title",
    "Forename",
    "Surname",
    "Job title",
    "ODS code",
    "Address",
    "Postcode",
    "Work phone",
    "Mobile",
    "Other telephones",
    "Bypass",
    "Bleep",
    "Extension",
    "E-mail",
    "Hours",
    "Date closed",
    "Notes",
];

/// Patients or contacts as CSV, which no spreadsheet takes for formulas.
pub fn csv(db: Db<'_>, what: What) -> Result<Vec<u8>, Refusal> {
    Ok(match what {
        What::Patients => {
            let mut rows = Vec::new();
            for patient in repo::all_patients(db)? {
                rows.push(patient_row(&patient, repo::practice_of(db, &patient)?.as_ref()));
            }
            write_csv_with_bom(PATIENT_HEADINGS, rows)
        }
        What::Contacts => write_csv_with_bom(CONTACT_HEADINGS, repo::all_contacts(db)?.iter().map(contact_row)),
    })
}

/// Patients or contacts as address cards of version 4.0. Of patients only what a telephone needs goes out.
pub fn cards(db: Db<'_>, what: What) -> Result<Vec<u8>, Refusal> {
    let cards: Vec<PersonCard> = match what {
        What::Patients => repo::all_patients(db)?.iter().map(patient_card).collect(),
        What::Contacts => repo::all_contacts(db)?.iter().map(contact_card).collect(),
    };
    Ok(vcard::write(&cards, vcard::Version::V4))
}

fn yes(flag: bool) -> String {
    if flag { "yes".into() } else { "no".into() }
}

/// The numbers under a label, and all others.
fn phones(of: &[super::model::Phone], labels: &[&str]) -> (Vec<String>, String) {
    let mut taken = vec![String::new(); labels.len()];
    let mut others = Vec::new();
    for phone in of {
        match labels.iter().position(|l| l.eq_ignore_ascii_case(&phone.label)).filter(|at| taken[*at].is_empty()) {
            Some(at) => phone.number.clone_into(&mut taken[at]),
            None => others.push(phone.number.clone()),
        }
    }
    (taken, others.join(" ::: "))
}

fn patient_row(p: &Patient, practice: Option<&Contact>) -> Vec<String> {
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    let (mut numbers, others) = phones(&p.phones, &["home", "mobile", "work"]);
    let mut row = vec![
        or(&p.hospital_number),
        or(&p.nhs_number),
        p.nhs_status.clone(),
        p.title.clone(),
        p.forename.clone(),
        p.middle.clone(),
        p.surname.clone(),
        p.preferred_name.clone(),
        or(&p.born),
        p.gender.clone(),
        p.address.join("\n"),
        p.postcode.clone(),
    ];
    row.append(&mut numbers);
    row.extend([
        others,
        p.email.clone(),
        practice.and_then(|c| c.ods_code.clone()).unwrap_or_default(),
        practice.map(|c| c.name.clone()).unwrap_or_default(),
        p.gp_name.clone(),
        p.contact_by.clone(),
        yes(p.voicemail_ok),
        yes(p.email_ok),
        p.safe_note.clone(),
        p.need_support.clone(),
        p.need_professional.clone(),
        p.need_contact.clone(),
        p.need_format.clone(),
        or(&p.needs_reviewed_on),
        p.language.clone(),
        yes(p.interpreter),
        p.may_speak.iter().map(spokesperson_line).collect::<Vec<_>>().join("\n"),
        p.alerts.join("\n"),
        or(&p.died_on),
        p.notes.clone(),
    ]);
    row
}

fn contact_row(c: &Contact) -> Vec<String> {
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    let (mut numbers, others) = phones(&c.phones, &["work", "mobile"]);
    let mut row = vec![
        c.kind.clone(),
        c.organisation.clone(),
        c.department.clone(),
        c.title.clone(),
        c.forename.clone(),
        c.surname.clone(),
        c.job_title.clone(),
        or(&c.ods_code),
        c.address.join("\n"),
        c.postcode.clone(),
    ];
    row.append(&mut numbers);
    row.extend([
        others,
        c.bypass.clone(),
        c.bleep.clone(),
        c.extension.clone(),
        c.email.clone(),
        c.hours.clone(),
        or(&c.closed_on),
        c.notes.clone(),
    ]);
    row
}

fn cards_phones(of: &[super::model::Phone], card: &mut PersonCard) {
    for phone in of {
        card.add_phone(&phone.label, &phone.number);
    }
}

fn patient_card(p: &Patient) -> PersonCard {
    let mut card = PersonCard {
        kind_hint: KindHint::Patient,
        title: p.title.clone(),
        forename: p.forename.clone(),
        middle: p.middle.clone(),
        surname: p.surname.clone(),
        preferred_name: p.preferred_name.clone(),
        born: p.born_on(),
        address: p.address.clone(),
        postcode: p.postcode.clone(),
        uid: p.id.clone(),
        ..PersonCard::default()
    };
    cards_phones(&p.phones, &mut card);
    card.add_email(&p.email);
    card
}

fn contact_card(c: &Contact) -> PersonCard {
    let person = c.is_person();
    let kind_hint = match c.kind.as_str() {
        "practice" => KindHint::Practice,
        _ if person => KindHint::Contact,
        _ => KindHint::Organisation,
    };
    let organisation = if c.organisation.is_empty() && !person { c.name.clone() } else { c.organisation.clone() };
    let mut card = PersonCard {
        kind_hint,
        title: c.title.clone(),
        forename: c.forename.clone(),
        surname: c.surname.clone(),
        organisation,
        department: c.department.clone(),
        job_title: c.job_title.clone(),
        ods_code: c.ods_code.clone().unwrap_or_default(),
        address: c.address.clone(),
        postcode: c.postcode.clone(),
        notes: c.notes.clone(),
        closed_on: c.closed(),
        status: c.closed().map(|_| Status::Closed),
        uid: c.uid.clone().unwrap_or_else(|| c.id.clone()),
        ..PersonCard::default()
    };
    cards_phones(&c.phones, &mut card);
    card.add_phone("Bleep", &c.bleep);
    card.add_email(&c.email);
    card
}

/// A path as it was typed, with `~` for the home folder.
pub(super) fn full_path(typed: &str) -> Result<PathBuf, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refusal::rule("Type the name of the file."));
    }
    let home = typed.strip_prefix("~/").and_then(|rest| Some(directories::UserDirs::new()?.home_dir().join(rest)));
    Ok(home.unwrap_or_else(|| PathBuf::from(typed)))
}

/// Writes `patients.csv`, `contacts.vcf` and the like into a file that only its owner can read; journalled as seen.
pub(super) fn write_file(id: &str, path: &Path, cx: &mut Cx) -> Done {
    let what = if id.starts_with("patients") { What::Patients } else { What::Contacts };
    let bytes = if id.ends_with("vcf") { cards(cx.db(), what)? } else { csv(cx.db(), what)? };
    write_private(path, &bytes)?;
    let word = if what == What::Patients { "patients" } else { "contacts" };
    cx.viewed(word.trim_end_matches('s'), "all", &format!("Exported all {word}"))?;
    cx.say(format!(
        "Wrote all {word} into {}. Only you can read it; whoever has it can read them all.",
        path.display()
    ));
    Ok(())
}

/// Writes a file that only its owner can read, whole or not at all.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Done {
    let wrote = || -> std::io::Result<()> {
        let temporary = path.with_extension("part");
        let mut file =
            std::fs::OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    };
    wrote().map_err(|e| Refusal::rule(format!("{} could not be written: {e}. Choose another place.", path.display())))
}
