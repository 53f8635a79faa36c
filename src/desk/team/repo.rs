//! The team's questions to the database.

use super::Member;
use crate::form::Choice;
use crate::store::{Change, Db, Refusal, Store};
use chrono::NaiveDateTime;

/// All members by name.
pub fn all(db: Db<'_>) -> Result<Vec<Member>, Refusal> {
    db.rows("SELECT * FROM member WHERE binned_at IS NULL ORDER BY name", &[])
}

/// The member with this name, however it is capitalised.
pub fn named(db: Db<'_>, name: &str) -> Result<Option<Member>, Refusal> {
    db.one("SELECT * FROM member WHERE lower(name) = lower($1) AND binned_at IS NULL", &[&name.trim()])
}

/// The change that adds a member of this name, where there is none yet.
pub fn ensure(db: Db<'_>, name: &str, role: &str, now: NaiveDateTime) -> Result<Option<Change>, Refusal> {
    if name.trim().is_empty() || named(db, name)?.is_some() {
        return Ok(None);
    }
    Ok(Some(Change::new(format!("Added {name} to the team")).insert(&Member::new(name.trim(), role, now))))
}

/// Members whose name holds what was typed, for a field.
pub fn find(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let wanted = crate::text::names::fold(typed);
    let fits = |m: &Member| crate::text::names::fold(&m.name).contains(&wanted);
    Ok(all(store.db())?.into_iter().filter(fits).map(|m| Choice { id: m.name.clone(), label: m.name }).collect())
}
