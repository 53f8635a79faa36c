//! Which version of an entry is the newer one: what is changed here is stamped, so that the same file does not undo it
//! and other programs take it for newer.

use chrono::NaiveDateTime;
use serde_json::Value;

use super::model::Entry;
use crate::clock::utc_of;
use crate::store::{Edit, Record, Row};

/// What makes another meeting of it for those who are invited (RFC 5546, 2.1.4).
const WEIGHTY: [&str; 8] = ["start", "ends", "all_day", "zone", "rules", "rdates", "exdates", "state"];

/// Edits with the moment at which their entries were changed. An entry that was made here has its next revision where
/// its times changed; what somebody else organises keeps the organiser's.
#[must_use]
pub fn revised(mut edits: Vec<Edit>, now: NaiveDateTime) -> Vec<Edit> {
    for edit in edits.iter_mut().filter(|e| e.table == Entry::TABLE && !e.is_idle()) {
        let (Some(before), Some(after)) = (&edit.before, &mut edit.after) else { continue };
        after.insert("stamped_at".into(), utc_of(now).format("%Y%m%dT%H%M%SZ").to_string().into());
        let weighty = WEIGHTY.iter().any(|key| before.get(*key) != after.get(*key));
        if weighty && is_own(after) {
            let next = before.get("sequence").and_then(Value::as_i64).unwrap_or(0) + 1;
            after.insert("sequence".into(), next.into());
        }
    }
    edits
}

fn is_own(row: &Row) -> bool {
    let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
    text("uid").ends_with("@rolltop") && text("organizer").is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_changed_here_is_the_newer_one() {
        let one = Entry::new("c", "Ward round", at("2026-03-03T09:00:00"), 45, "Sam", at("2026-03-01T08:00:00"));
        let edit = |after: &Entry| revised(vec![Edit::update(&one, after)], at("2026-07-03T10:00:00")).remove(0);
        let of = |edit: &Edit, key: &str| edit.after.as_ref().unwrap()[key].clone();
        let moved = edit(&one.moved_to(at("2026-03-04T09:00:00")));
        assert_eq!((of(&moved, "stamped_at"), of(&moved, "sequence")), ("20260703T090000Z".into(), 1.into()));
        let renamed = edit(&Entry { title: "Round".into(), ..one.clone() });
        assert_eq!((of(&renamed, "stamped_at"), of(&renamed, "sequence")), ("20260703T090000Z".into(), 0.into()));
        let theirs = Entry { uid: "x@example.org".into(), ..one.clone() };
        let other = revised(
            vec![Edit::update(&theirs, &theirs.moved_to(at("2026-03-04T09:00:00")))],
            at("2026-07-03T10:00:00"),
        );
        assert_eq!(of(&other[0], "sequence"), 0);
        assert!(edit(&one).is_idle());
    }
}
