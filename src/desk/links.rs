//! What belongs together: the call and the task, letter or diary entry that it led to.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::store::{Db, Record, Refusal, Table, new_id};

/// A thread between two records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Identifier.
    pub id: String,
    /// Table of the record it starts from.
    pub from_kind: String,
    /// That record.
    pub from_id: String,
    /// Table of the record it leads to.
    pub to_kind: String,
    /// That record.
    pub to_id: String,
    /// When it was made.
    pub at: String,
}

impl Record for Link {
    const TABLE: &'static str = "link";
    fn id(&self) -> &str {
        &self.id
    }
}

/// The table.
pub const LINK: Table = Table { name: "link", word: "link", lists: &[], flags: &[], find: |_| None, keeps: None };

impl Link {
    /// A thread from one record to another, each given as table and id.
    pub fn between(from: (&str, &str), to: (&str, &str), now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            from_kind: from.0.into(),
            from_id: from.1.into(),
            to_kind: to.0.into(),
            to_id: to.1.into(),
            at: crate::clock::stamp(now),
        }
    }
}

/// All threads of a record, whichever end it is, oldest first.
pub fn of(db: Db<'_>, id: &str) -> Result<Vec<Link>, Refusal> {
    db.rows("SELECT * FROM link WHERE from_id = $1 OR to_id = $1 ORDER BY at, id", &[&id])
}

/// The other ends of a record's threads, as table and id.
pub fn others(db: Db<'_>, id: &str) -> Result<Vec<(String, String)>, Refusal> {
    let other = |l: Link| if l.from_id == id { (l.to_kind, l.to_id) } else { (l.from_kind, l.from_id) };
    Ok(of(db, id)?.into_iter().map(other).collect())
}
