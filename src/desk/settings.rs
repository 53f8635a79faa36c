//! What the desk remembers of itself: the department, the mapping of a file's columns.

use serde::{Deserialize, Serialize};

use crate::store::{Change, Db, Record, Refusal, Table};

/// The setting that holds the name of who sits at this desk.
pub const WHO: &str = "who";

/// One remembered thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name.
    pub id: String,
    /// Its value.
    pub value: String,
}

impl Record for Setting {
    const TABLE: &'static str = "setting";
    fn id(&self) -> &str {
        &self.id
    }
}

/// The table.
pub const SETTING: Table =
    Table { name: "setting", word: "setting", lists: &[], flags: &[], find: |_| None, keeps: None };

/// The value of a setting; none where it was never set.
pub fn get(db: Db<'_>, id: &str) -> Result<Option<String>, Refusal> {
    Ok(db.get::<Setting>(id)?.map(|s| s.value))
}

/// The change that sets it.
pub fn set(db: Db<'_>, id: &str, value: &str, label: &str) -> Result<Change, Refusal> {
    let new = Setting { id: id.into(), value: value.into() };
    let change = Change::new(label);
    Ok(match db.get::<Setting>(id)? {
        Some(old) => change.update(&old, &new),
        None => change.insert(&new),
    })
}
