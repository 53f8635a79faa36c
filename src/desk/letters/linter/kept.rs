//! What a member keeps as it is although the letter's check names it, with the reason: the approver reads it.

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::clock::stamp;
use crate::store::{Change, Doc, Record, Row, Table, new_id};
use chrono::NaiveDateTime;

/// A finding that was kept, with the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Identifier.
    pub id: String,
    /// The letter.
    pub letter_id: String,
    /// The rule that found it.
    pub rule: String,
    /// The words it found.
    pub words: String,
    /// What the check said.
    pub said: String,
    /// Why it stays.
    pub reason: String,
    /// Who keeps it.
    pub who: String,
    /// Since when, ISO time.
    pub at: String,
}

impl Record for Kept {
    const TABLE: &'static str = "letter_kept";
    fn id(&self) -> &str {
        &self.id
    }
}

/// The table of what was kept.
pub const LETTER_KEPT: Table =
    Table { name: "letter_kept", word: "reason", lists: &[], flags: &[], find: nothing, keeps: None };

/// It is read with its letter.
fn nothing(_: &Row) -> Option<Doc> {
    None
}

/// Keeps a finding of a letter as it is.
///
/// # Errors
/// Without a reason, or where the finding is one that must be put right.
pub fn keep(letter_id: &str, found: &Finding, reason: &str, who: &str, now: NaiveDateTime) -> Result<Change, String> {
    if !found.keepable {
        return Err("This is to be put right: it cannot be kept as it is.".into());
    }
    if reason.trim().is_empty() {
        return Err("Say why it stays as it is: whoever approves the letter reads it.".into());
    }
    let kept = Kept {
        id: new_id(),
        letter_id: letter_id.to_owned(),
        rule: found.rule.to_owned(),
        words: found.words.clone(),
        said: found.text.clone(),
        reason: reason.trim().to_owned(),
        who: who.to_owned(),
        at: stamp(now),
    };
    Ok(Change::new(format!("Kept “{}”: {}", kept.words, kept.reason)).insert(&kept))
}

/// Marks the findings that were kept: they stop nothing any more.
pub(super) fn apply(all: &mut [Finding], kept: &[Kept]) {
    for found in all.iter_mut().filter(|f| f.keepable) {
        let same = |k: &&Kept| k.rule == found.rule && k.words == found.words;
        if let Some(kept) = kept.iter().find(same) {
            found.stops = false;
            found.kept = Some(format!("{} ({})", kept.reason, kept.who));
        }
    }
}
