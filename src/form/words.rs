//! The words of a record: its facts for a detail view, and what differs between two versions for its history.

use super::{Entity, Field, Kind};
use crate::store::Db;

/// A field's value as people read it.
fn value<E: Entity>(field: &Field<E>, record: &E, db: Db<'_>) -> String {
    let raw = (field.get)(record);
    match field.kind {
        Kind::Record { name, .. } if !raw.is_empty() => name(db, &raw),
        _ => raw,
    }
}

/// The fields that have a value, with their labels.
pub fn facts<E: Entity>(record: &E, db: Db<'_>) -> Vec<(&'static str, String)> {
    let asked = E::fields().iter().filter(|f| (f.shown)(record));
    asked.map(|f| (f.label, value(f, record, db))).filter(|(_, v)| !v.is_empty()).collect()
}

/// What differs: "Due: 03-Mar-2026 → 05-Mar-2026".
pub fn differences<E: Entity>(before: &E, after: &E, db: Db<'_>) -> Vec<String> {
    let differs = |f: &&Field<E>| (f.get)(before) != (f.get)(after);
    let none = |v: String| if v.is_empty() { "nothing".to_owned() } else { v };
    let say = |f: &Field<E>| format!("{}: {} → {}", f.label, none(value(f, before, db)), none(value(f, after, db)));
    E::fields().iter().filter(differs).map(say).collect()
}
