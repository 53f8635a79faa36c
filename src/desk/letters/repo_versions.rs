//! The versions of a letter that are kept for ever: its text at each step. The file itself writes them.

use chrono::NaiveDateTime;
use serde::Deserialize;

use super::Letter;
use crate::store::{Db, Refusal};
use crate::text::dates;

/// The text of a letter at one of its steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Version {
    /// The state before the step.
    pub was: String,
    /// The state after it.
    pub state: String,
    /// Subject lines.
    pub subject: String,
    /// "Dear …".
    pub salutation: String,
    /// The text.
    pub body: String,
    /// When, ISO time.
    pub at: String,
    /// Who did the step.
    pub who: String,
    /// `do`, `undo` or `redo`.
    pub kind: String,
}

impl Version {
    /// What the step was, in words: "submitted", "returned or recalled".
    pub fn step(&self) -> &'static str {
        match (self.kind.as_str(), self.was.as_str(), self.state.as_str()) {
            ("undo", _, _) => "a step taken back",
            (_, _, "sent") => "sent",
            (_, _, "awaiting_approval") => "submitted",
            (_, _, "approved") => "approved",
            (_, "awaiting_approval", "drafting") => "returned",
            (_, _, "drafting") => "recalled",
            _ => "as it was",
        }
    }

    /// "sent 03-Mar-2026 09:41, Sam Reed".
    pub fn title(&self) -> String {
        let at = self.at.parse::<NaiveDateTime>().map(dates::stamp).unwrap_or_default();
        format!("{} {at}, {}", self.step(), self.who)
    }
}

/// The versions of a letter, oldest first.
pub fn of(db: Db<'_>, letter: &Letter) -> Result<Vec<Version>, Refusal> {
    db.rows(
        "SELECT v.was, v.state, v.subject, v.salutation, v.body, COALESCE(c.at, '') AS at, COALESCE(c.who, '') AS who, \
         COALESCE(c.kind, 'do') AS kind FROM letter_version v LEFT JOIN change c ON c.seq = v.seq \
         WHERE v.letter_id = $1 ORDER BY v.id",
        &[&letter.id],
    )
}
