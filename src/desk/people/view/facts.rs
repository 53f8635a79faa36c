//! The facts of a record as text to read.

use crate::desk::people::model::Banner;
use crate::desk::people::{Contact, Patient};
use crate::form::facts;
use crate::store::Db;
use crate::text::dates;
use crate::ui::prose::Para;
use chrono::NaiveDate;

/// What the banner says already.
const IN_BANNER: &[&str] = &[
    "Title",
    "Surname",
    "Forename",
    "Born",
    "Gender",
    "NHS No.",
    "NHS No. is",
    "Preferred name",
    "Hospital No.",
    "GP practice",
    "Safe contact",
    "Need: support",
    "Need: person",
    "Need: contact",
    "Need: format",
    "Language",
    "Interpreter",
    "Alerts",
    "Died on",
    "May be spoken to",
];

/// The facts of a patient that do not stand in the banner, and who may be spoken to.
pub(super) fn of_patient(patient: &Patient, db: Db<'_>, today: NaiveDate) -> Vec<Para> {
    let told = patient.may_speak.iter().map(|s| {
        let over = if s.holds(today) { "" } else { " — NO LONGER" };
        Para::fact("May be spoken to", format!("{}{over}", s.words()))
    });
    let mut paras: Vec<Para> = told.collect();
    if paras.is_empty() {
        paras.push(Para::fact("May be spoken to", "nobody is named; listen and record, tell nothing"));
    }
    let rest = facts(patient, db).into_iter().filter(|(label, _)| !IN_BANNER.contains(label));
    paras.extend(rest.map(|(label, text)| Para::fact(label, text)));
    paras
}

/// All facts of a contact.
pub(super) fn of_contact(contact: &Contact, db: Db<'_>) -> Vec<Para> {
    facts(contact, db).into_iter().map(|(label, text)| Para::fact(label, text)).collect()
}

/// The banner of a contact, so that both kinds of record begin alike.
pub(super) fn contact_banner(contact: &Contact) -> Banner {
    let closed =
        contact.closed().map(|on| format!("CLOSED since {}: it stays on old letters only.", dates::screen(on)));
    let mut line = vec![contact.name.clone(), contact.kind_word().to_owned()];
    line.extend(contact.ods_code.as_ref().map(|code| format!("ODS {code}")));
    let bypass = (!contact.bypass.is_empty()).then(|| format!("Bypass {}", contact.bypass));
    let phone = contact.phones.first().map(crate::desk::people::model::phone_line);
    let second = [phone, bypass, (!contact.bleep.is_empty()).then(|| format!("Bleep {}", contact.bleep))];
    let dead = closed.is_some();
    Banner { line, second: second.into_iter().flatten().collect(), flags: closed.into_iter().collect(), dead }
}
