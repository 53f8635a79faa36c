//! A member of the team.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::record;
use crate::store::new_id;

/// What members are; another word may be typed.
pub const ROLES: &[&str] =
    &["secretary", "team leader", "consultant", "registrar", "director", "assistant", "bank secretary"];

/// What a secretary can do besides; another word may be typed.
pub const SKILLS: &[&str] = &["audio", "minutes", "medico-legal", "shorthand", "clinics"];

/// A member of the team.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Identifier.
    pub id: String,
    /// Name, unique, as it stands in the history.
    pub name: String,
    /// Secretary, team leader, consultant.
    pub role: String,
    /// Telephone or extension.
    pub phone: String,
    /// Notes.
    pub notes: String,
    /// `active` or `left`; who is away is told by their absences.
    pub state: String,
    /// Hours by weekday: `mon-thu 08:30-16:30, fri 08:30-12:30`; empty: not known.
    pub hours: String,
    /// The consultants whom they type for.
    pub types_for: Vec<String>,
    /// What they can do besides: minutes, medico-legal, audio.
    pub skills: Vec<String>,
    /// The members whom they cover for.
    pub deputies: Vec<String>,
    /// When they left, ISO date.
    pub left_on: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it went to the bin.
    pub binned_at: Option<String>,
}

record!(Member, "member");

impl Member {
    /// A new member.
    pub fn new(name: &str, role: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            name: name.into(),
            role: role.into(),
            state: "active".into(),
            created_at: crate::clock::stamp(now),
            ..Self::default()
        }
    }

    /// Whether somebody of this role has letters written for them and does not type.
    pub fn is_author(&self) -> bool {
        matches!(self.role.as_str(), "consultant" | "registrar" | "director")
    }

    /// Whether they left.
    pub fn has_left(&self) -> bool {
        self.state == "left"
    }

    /// Left the team on a day.
    ///
    /// # Errors
    /// They left already.
    pub fn left(&self, on: NaiveDate) -> Result<Self, String> {
        if self.has_left() {
            return Err(format!("{} has left already.", self.name));
        }
        Ok(Self { state: "left".into(), left_on: Some(on.to_string()), ..self.clone() })
    }

    /// Came back to the team.
    #[must_use]
    pub fn joined(&self) -> Self {
        Self { state: "active".into(), left_on: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leaves_leaves_once_and_may_come_back() {
        let now = "2026-03-03T09:41:00".parse().unwrap();
        let left = Member::new("Kit", "secretary", now).left("2026-03-31".parse().unwrap()).unwrap();
        assert!(left.has_left() && left.left_on.as_deref() == Some("2026-03-31"));
        assert_eq!(left.left("2026-04-01".parse().unwrap()).unwrap_err(), "Kit has left already.");
        assert!(!left.joined().has_left() && left.joined().left_on.is_none());
    }
}
