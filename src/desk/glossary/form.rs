//! The fields of a word.

use super::Word;
use super::model::KINDS;
use crate::form::{Entity, Field, Kind, shown};

impl Entity for Word {
    const WORD: &'static str = "word";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

static FIELDS: &[Field<Word>] = &[
    Field {
        id: "word",
        label: "Word",
        hint: "as it is written in the middle of a sentence: haemoptysis, FBC",
        kind: Kind::Line,
        get: |w| w.word.clone(),
        set: |w, text, _| {
            if text.trim().is_empty() {
                return Err("Type the word.".into());
            }
            text.trim().clone_into(&mut w.word);
            Ok(())
        },
        shown,
    },
    Field {
        id: "also",
        label: "Also written",
        hint: "other words for it, with commas between",
        kind: Kind::Line,
        get: |w| w.also.join(", "),
        set: |w, text, _| {
            w.also = text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect();
            Ok(())
        },
        shown,
    },
    Field {
        id: "kind",
        label: "Kind",
        hint: "of an abbreviation all meanings are told apart by ;",
        kind: Kind::OneOf(KINDS),
        get: |w| w.kind.clone(),
        set: |w, text, _| {
            if !KINDS.contains(&text) {
                return Err("A word is a term, an abbreviation or a word part.".into());
            }
            text.clone_into(&mut w.kind);
            Ok(())
        },
        shown,
    },
    Field {
        id: "plain",
        label: "Plain English",
        hint: "what to say to a patient: coughing up blood",
        kind: Kind::Line,
        get: |w| w.plain.clone(),
        set: |w, text, _| {
            text.trim().clone_into(&mut w.plain);
            Ok(())
        },
        shown,
    },
    Field {
        id: "meaning",
        label: "Meaning",
        hint: "of an abbreviation what it stands for, with ; between two meanings",
        kind: Kind::Text { rows: 3 },
        get: |w| w.meaning.clone(),
        set: |w, text, _| {
            text.trim().clone_into(&mut w.meaning);
            Ok(())
        },
        shown,
    },
    Field {
        id: "spelling",
        label: "Spelling",
        hint: "where people go wrong in writing it; Ctrl-S saves",
        kind: Kind::Line,
        get: |w| w.spelling.clone(),
        set: |w, text, _| {
            text.trim().clone_into(&mut w.spelling);
            Ok(())
        },
        shown,
    },
];
