//! Why something was not done, as a sentence.

/// A refusal: what could not be done, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A rule of the desk, or a bad input.
    #[error("{0}")]
    Rule(String),
    /// The record changed since it was read: another window, or a later change.
    #[error("{0}")]
    Stale(String),
    /// Another window, a command or an import is writing, and went on for longer than a key may wait.
    #[error(
        "That has to wait: an import or another window is writing to the desk. What you typed is kept here; try again in a moment."
    )]
    Busy,
    /// The file could not be read or written.
    #[error("The desk's file could not be used: {0}. Nothing was changed.")]
    File(String),
}

impl Refusal {
    /// A refusal by a rule.
    pub fn rule(sentence: impl Into<String>) -> Self {
        Self::Rule(sentence.into())
    }

    /// Whether the record had changed since it was read.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Stale(_))
    }

    /// Whether somebody else was writing for too long.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) {
            return Self::Busy;
        }
        let text = error.to_string();
        if text.contains("patient_nhs") || text.contains("patient.nhs_number") {
            return Self::rule("Another patient has this NHS number already. Find that patient, or merge the two.");
        }
        if text.contains("contact.ods_code") {
            return Self::rule("Another contact has this ODS code already. Find that contact and edit it.");
        }
        if text.contains("appointment.seat") {
            return Self::Stale("That slot was taken meanwhile. Nothing was changed: choose another.".into());
        }
        if text.contains("clinic.name") {
            return Self::rule("Another clinic has this name already. Choose another name, or change that clinic.");
        }
        if text.contains("session.id") {
            return Self::Stale("This session was changed meanwhile in another window. Try again.".into());
        }
        if text.contains("member.name") || text.contains("calendar.name") {
            return Self::rule("That name is taken already. Choose another.");
        }
        Self::File(text)
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        Self::File(error.to_string())
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::File(format!("a record could not be read ({error})"))
    }
}

impl From<String> for Refusal {
    fn from(sentence: String) -> Self {
        Self::Rule(sentence)
    }
}

impl From<&str> for Refusal {
    fn from(sentence: &str) -> Self {
        Self::Rule(sentence.to_owned())
    }
}
