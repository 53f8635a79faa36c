//! A member of the team.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::store::{Record, new_id};

/// A member of the team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// When it was made.
    pub created_at: String,
    /// When it went to the bin.
    pub binned_at: Option<String>,
}

impl Record for Member {
    const TABLE: &'static str = "member";
    fn id(&self) -> &str {
        &self.id
    }
}

impl Member {
    /// A new member.
    pub fn new(name: &str, role: &str, now: NaiveDateTime) -> Self {
        let empty = String::new;
        let created_at = crate::clock::stamp(now);
        Self {
            id: new_id(),
            name: name.into(),
            role: role.into(),
            phone: empty(),
            notes: empty(),
            created_at,
            binned_at: None,
        }
    }
}
