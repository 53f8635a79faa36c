//! A word of the department: one that the glossary gained here, or that is only to be taken for right.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::clock::stamp;
use crate::store::{Record, new_id};
use crate::words::{Entry, Kind};

/// What a word can be.
pub const KINDS: &[&str] = &["term", "abbreviation", "word part"];

/// A word of the department.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// Identifier.
    pub id: String,
    /// The word, as it is written in a sentence.
    pub word: String,
    /// Other words for it, and other ways to write it.
    pub also: Vec<String>,
    /// One of [`KINDS`].
    pub kind: String,
    /// In plain English.
    pub plain: String,
    /// What it means; of an abbreviation all that it can stand for, with `;` between.
    pub meaning: String,
    /// Where people go wrong in writing it.
    pub spelling: String,
    /// Who added it.
    pub added_by: String,
    /// When.
    pub created_at: String,
    /// When it went to the bin.
    pub binned_at: Option<String>,
}

impl Record for Word {
    const TABLE: &'static str = "word";
    fn id(&self) -> &str {
        &self.id
    }
}

impl Word {
    /// A word that is only spelt: its meaning can be added later.
    pub fn new(word: &str, who: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            word: word.trim().to_owned(),
            kind: KINDS[0].to_owned(),
            added_by: who.to_owned(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// The department's own version of an entry.
    pub fn version_of(entry: &Entry, who: &str, now: NaiveDateTime) -> Self {
        Self {
            also: entry.variants.clone(),
            kind: entry.kind.word().to_owned(),
            plain: entry.plain.clone(),
            meaning: entry.meaning.clone(),
            spelling: entry.spelling.clone(),
            ..Self::new(&entry.term, who, now)
        }
    }

    /// The word as an entry of the glossary.
    pub fn entry(&self) -> Entry {
        Entry {
            variants: self.also.clone(),
            subject: "The department's own words".into(),
            plain: self.plain.clone(),
            meaning: self.meaning.clone(),
            spelling: self.spelling.clone(),
            local: Some(self.id.clone()),
            ..Entry::new(&self.word, Kind::of(&self.kind))
        }
    }
}
