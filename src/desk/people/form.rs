//! The fields of a patient and of a contact, and what is checked before either is saved.

mod contact;
mod patient;
mod save;

pub(super) use save::{save_contact, save_patient};

/// A field of one line that is taken as it is, without blanks at its ends.
macro_rules! line {
    ($id:ident, $label:literal, $hint:literal) => {
        Field {
            id: stringify!($id),
            label: $label,
            hint: $hint,
            kind: Kind::Line,
            get: |r| r.$id.clone(),
            set: |r, text, _| {
                text.trim().clone_into(&mut r.$id);
                Ok(())
            },
            shown,
        }
    };
}

/// A field of several lines.
macro_rules! lines {
    ($id:ident, $label:literal, $hint:literal, $rows:literal) => {
        Field {
            id: stringify!($id),
            label: $label,
            hint: $hint,
            kind: Kind::Text { rows: $rows },
            get: |r| r.$id.join("\n"),
            set: |r, text, _| {
                r.$id = text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
                Ok(())
            },
            shown,
        }
    };
}

/// Yes or no.
macro_rules! flag {
    ($id:ident, $label:literal, $hint:literal) => {
        Field {
            id: stringify!($id),
            label: $label,
            hint: $hint,
            kind: Kind::Flag,
            get: |r| if r.$id { "yes".into() } else { "no".into() },
            set: |r, text, _| {
                r.$id = text.trim() == "yes";
                Ok(())
            },
            shown,
        }
    };
}

/// A day that has been.
macro_rules! past {
    ($id:ident, $label:literal, $hint:literal) => {
        Field {
            id: stringify!($id),
            label: $label,
            hint: $hint,
            kind: Kind::PastDate,
            get: |r| crate::form::shown_when(r.$id.as_deref()),
            set: |r, text, given| {
                // What was not touched is not judged: it may come from a file.
                if text != crate::form::shown_when(r.$id.as_deref()) {
                    r.$id = crate::form::read_past(text, given)?;
                }
                Ok(())
            },
            shown,
        }
    };
}

/// One of a few words, or nothing.
macro_rules! one_of {
    ($id:ident, $label:literal, $hint:literal, $words:expr, $refused:literal) => {
        Field {
            id: stringify!($id),
            label: $label,
            hint: $hint,
            kind: Kind::OneOf($words),
            get: |r| r.$id.clone(),
            set: |r, text, _| {
                let word = $words.iter().find(|w| w.eq_ignore_ascii_case(text.trim())).ok_or($refused)?;
                (*word).clone_into(&mut r.$id);
                Ok(())
            },
            shown,
        }
    };
}

/// The postcode, which both kinds of record have.
macro_rules! postcode {
    () => {
        Field {
            id: "postcode",
            label: "Postcode",
            hint: "a foreign one stands in the address",
            kind: Kind::Line,
            get: |r| r.postcode.clone(),
            set: |r, text, _| {
                r.postcode = if text.trim().is_empty() { String::new() } else { crate::text::postcode::tidy(text)? };
                Ok(())
            },
            shown,
        }
    };
}

/// The telephones.
macro_rules! phones {
    () => {
        Field {
            id: "phones",
            label: "Telephones",
            hint: "a line each: mobile 07700 900401",
            kind: Kind::Text { rows: 3 },
            get: |r| r.phones.iter().map(crate::desk::people::model::phone_line).collect::<Vec<_>>().join("\n"),
            set: |r, text, _| {
                r.phones = crate::desk::people::model::read_phones(text)?;
                Ok(())
            },
            shown,
        }
    };
}

/// The e-mail address.
macro_rules! email {
    () => {
        Field {
            id: "email",
            label: "E-mail",
            hint: "",
            kind: Kind::Line,
            get: |r| r.email.clone(),
            set: |r, text, _| {
                r.email = super::read_email(text)?;
                Ok(())
            },
            shown,
        }
    };
}

use {email, flag, line, lines, one_of, past, phones, postcode};

/// An e-mail address, or nothing.
fn read_email(text: &str) -> Result<String, String> {
    let text = text.trim();
    let sound = |t: &str| t.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.') && !b.contains('@'));
    if text.is_empty() || (sound(text) && !text.contains(char::is_whitespace)) {
        return Ok(text.to_owned());
    }
    Err(format!("“{text}” is no e-mail address: type it as name@example.org, or empty the field."))
}
