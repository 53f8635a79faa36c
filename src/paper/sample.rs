//! A template as a letter about an invented patient, to be looked at before it is used.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::letter::{Addressee, LetterDoc, Letterhead, Signatory};
use super::template::{FIELDS, Template, fill};

/// The letter that a template makes, with every field filled; blanks that ask the writer stay.
pub fn sample(template: &Template, head: &Letterhead, today: NaiveDate) -> LetterDoc {
    let values: BTreeMap<String, String> = FIELDS.iter().map(|(name, says)| ((*name).into(), (*says).into())).collect();
    let filled = fill(template, &values);
    let address = ["14 Harbour Rise", "Stellswick"].map(str::to_owned).to_vec();
    LetterDoc {
        letterhead: head.clone(),
        title: template.name.clone(),
        date: today,
        our_ref: "AR/JW".into(),
        nhs_line: "NHS No. 999 000 0018".into(),
        hospital_no: "S1002003".into(),
        recipient: Addressee { name: vec!["Mrs Grace Okafor".into()], address, postcode: "ZZ1 1AA".into() },
        salutation: filled.salutation,
        subject: filled.subject,
        attendance: filled.attendance,
        body: filled.body,
        sign_off: template.sign_off.clone(),
        signatory: Signatory { name: "Dr Ayesha Rahman".into(), role: "Consultant".into(), qualifications: Vec::new() },
        copies: vec!["Dr Lee, Oldmarket Surgery".into()],
        draft_mark: true,
        running_name: "OKAFOR, Grace · NHS No. 999 000 0018".into(),
        ..LetterDoc::default()
    }
}
