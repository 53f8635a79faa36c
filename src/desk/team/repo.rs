//! The team's questions to the database.

use super::Member;
use crate::form::Choice;
use crate::store::{Change, Db, Refusal, Store};
use chrono::NaiveDateTime;

/// All members who have not left, by name.
pub fn all(db: Db<'_>) -> Result<Vec<Member>, Refusal> {
    db.rows("SELECT * FROM member WHERE binned_at IS NULL AND state <> 'left' ORDER BY name", &[])
}

/// All members, those who left too, by name.
pub fn every(db: Db<'_>) -> Result<Vec<Member>, Refusal> {
    db.rows("SELECT * FROM member WHERE binned_at IS NULL ORDER BY state = 'left', name", &[])
}

/// The member with this name, however it is capitalised.
pub fn named(db: Db<'_>, name: &str) -> Result<Option<Member>, Refusal> {
    db.one("SELECT * FROM member WHERE lower(name) = lower($1) AND binned_at IS NULL", &[&name.trim()])
}

/// The one member whom the words name: a whole name, or words of it.
///
/// # Errors
/// Nobody, or more than one.
pub fn meant(db: Db<'_>, words: &str) -> Result<Member, Refusal> {
    if let Some(one) = named(db, words)? {
        return Ok(one);
    }
    let wanted: Vec<String> = words.split_whitespace().map(crate::text::names::fold).collect();
    let fits = |m: &Member| {
        let name = crate::text::names::fold(&m.name);
        !wanted.is_empty() && wanted.iter().all(|w| name.split(' ').any(|n| n.starts_with(w.as_str())))
    };
    let found: Vec<Member> = all(db)?.into_iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Refusal::rule(format!("Nobody of the team is called “{}”.", words.trim()))),
        many => {
            let names: Vec<&str> = many.iter().take(10).map(|m| m.name.as_str()).collect();
            Err(Refusal::rule(format!("“{}” can be {}: type more of the name.", words.trim(), names.join(" or "))))
        }
    }
}

/// The change that adds a member of this name, where there is none yet. One who left is there again.
pub fn ensure(db: Db<'_>, name: &str, role: &str, now: NaiveDateTime) -> Result<Option<Change>, Refusal> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    match named(db, name)? {
        Some(known) if known.has_left() => {
            let change = Change::new(format!("{} is of the team again", known.name));
            Ok(Some(change.update(&known, &known.joined())))
        }
        Some(_) => Ok(None),
        None => Ok(Some(Change::new(format!("Added {name} to the team")).insert(&Member::new(name.trim(), role, now)))),
    }
}

/// Members whose name holds what was typed, for a field.
pub fn find(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let wanted = crate::text::names::fold(typed);
    let fits = |m: &Member| crate::text::names::fold(&m.name).contains(&wanted);
    Ok(all(store.db())?.into_iter().filter(fits).map(|m| Choice { id: m.name.clone(), label: m.name }).collect())
}

/// The newest number of the journal, and whether anything the team shows was written since `seen`.
pub fn news(db: Db<'_>, seen: i64) -> Result<(i64, bool), Refusal> {
    let newest = db.count("SELECT COALESCE(MAX(seq), 0) FROM change_item", &[])?;
    if newest == seen || seen < 0 {
        return Ok((newest, newest != seen));
    }
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM change_item WHERE seq > $1 AND tbl IN ('member', 'absence', 'handed', \
               'letter', 'query', 'task', 'dictation', 'entry', 'calendar', 'equipment', 'purchase') LIMIT 1) AS touched";
    Ok((newest, newest < seen || db.count(sql, &[&seen])? > 0))
}
