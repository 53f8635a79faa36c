//! The team: who sits at the desk, and whose work it is. Records keep a member's name, which is unique.

pub mod model;
pub mod repo;

pub use model::Member;

use crate::store::{Doc, Table};

/// The table of the members.
pub const MEMBER: Table = Table {
    name: "member",
    word: "team member",
    lists: &[],
    flags: &[],
    keeps: None,
    find: |row| {
        let name = row.get("name")?.as_str()?;
        let words = crate::text::names::fold(name);
        row.get("binned_at")?.is_null().then(|| Doc { title: name.into(), detail: "team".into(), words })
    },
};
