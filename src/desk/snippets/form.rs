//! The fields of a snippet.

use super::Snippet;
use super::model::tidy_typed;
use crate::form::{Entity, Field, Kind, shown};

impl Entity for Snippet {
    const WORD: &'static str = "snippet";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

static FIELDS: &[Field<Snippet>] = &[
    Field {
        id: "typed",
        label: "Typed",
        hint: "a semicolon and a short word: ;fu",
        kind: Kind::Line,
        get: |s| s.typed.clone(),
        set: |s, text, _| {
            s.typed = tidy_typed(text)?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "name",
        label: "Name",
        hint: "what it is, for the list",
        kind: Kind::Line,
        get: |s| s.name.clone(),
        set: |s, text, _| {
            text.trim().clone_into(&mut s.name);
            Ok(())
        },
        shown,
    },
    Field {
        id: "body",
        label: "Words",
        hint: "{{patient.name}} is filled in, {{?what}} is a blank for Tab, {{|}} is where the cursor stands",
        kind: Kind::Text { rows: 8 },
        get: |s| s.body.clone(),
        set: |s, text, _| {
            if text.trim().is_empty() {
                return Err("Type the words that it stands for.".into());
            }
            text.trim_end_matches('\n').clone_into(&mut s.body);
            Ok(())
        },
        shown,
    },
];
