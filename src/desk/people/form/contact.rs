//! The fields of a contact: a GP, a practice, a consultant, a ward or department, a supplier.

use super::{email, line, lines, one_of, past, phones, postcode};
use crate::desk::people::Contact;
use crate::desk::people::model::KINDS;
use crate::desk::people::repo;
use crate::form::{Entity, Field, Kind, shown};
use crate::text::{ods, phone};

impl Entity for Contact {
    const WORD: &'static str = "contact";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

static FIELDS: &[Field<Contact>] = &[
    one_of!(kind, "Kind", "", KINDS, "Choose the kind with Left and Right."),
    line!(organisation, "Organisation", "the practice, hospital or firm"),
    line!(department, "Department", "ward or department"),
    line!(title, "Title", "Dr, Prof; of a person"),
    line!(surname, "Surname", "of a person; empty for an organisation"),
    line!(forename, "Forename", ""),
    line!(job_title, "Job title", ""),
    Field {
        id: "ods_code",
        label: "ODS code",
        hint: "of a practice such as L81008; doubtful ones are only warned about",
        kind: Kind::Line,
        get: |c| c.ods_code.clone().unwrap_or_default(),
        set: |c, text, _| {
            let code = ods::tidy(text).0;
            c.ods_code = (!code.is_empty()).then_some(code);
            Ok(())
        },
        shown,
    },
    Field {
        id: "parent_id",
        label: "Belongs to",
        hint: "the practice or trust; Down and Enter choose",
        kind: Kind::Record { find: repo::find_practice, name: repo::name_contact, strict: true },
        get: |c| c.parent_id.clone().unwrap_or_default(),
        set: |c, text, _| {
            let id = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            if id.as_ref() == Some(&c.id) {
                return Err("It cannot belong to itself: choose another, or empty the field.".into());
            }
            c.parent_id = id;
            Ok(())
        },
        shown,
    },
    lines!(address, "Address", "a line each, without the postcode", 4),
    postcode!(),
    phones!(),
    Field {
        id: "bypass",
        label: "Bypass No.",
        hint: "the number that goes round the queue; not for patients",
        kind: Kind::Line,
        get: |c| c.bypass.clone(),
        set: |c, text, _| {
            c.bypass = phone::tidy(text);
            Ok(())
        },
        shown,
    },
    line!(bleep, "Bleep", ""),
    line!(extension, "Extension", ""),
    email!(),
    line!(hours, "Hours", "when somebody is there"),
    past!(closed_on, "Closed on", "it stays on old letters"),
    Field {
        id: "notes",
        label: "Notes",
        hint: "Ctrl-S saves",
        kind: Kind::Text { rows: 4 },
        get: |c| c.notes.clone(),
        set: |c, text, _| {
            text.trim_end().clone_into(&mut c.notes);
            Ok(())
        },
        shown,
    },
];
