//! The team: who sits at the desk, whose work it is, who is away and who has their work meanwhile. Records keep a member's
//! name, which is unique.
//!
//! `model` has the things and their rules, `repo*` the questions, `acts` what is done as one change each, `notes` what is
//! told at a handover, in the morning and in the evening; the command line uses these. The rest is the pane. What comes in
//! for somebody who is away is handed on by `repo_route`, in the change that brings it.

pub mod acts;
mod back;
mod commands;
pub mod csv;
mod form;
pub mod model;
pub mod notes;
mod page;
mod pile;
pub mod repo;
pub mod repo_away;
pub mod repo_backlog;
pub mod repo_route;
pub mod repo_told;
mod rows;
mod sharing;
mod to;
mod view;

#[cfg(test)]
mod tests;

pub use model::{Absence, Handed, Member};
pub use view::TeamPane;

use crate::app::rows_of;
use crate::keys::{RowInfo, Scope};

use crate::store::{Doc, Row, Table};
use crate::text::names::fold;

/// The table of the members.
pub const MEMBER: Table = Table {
    name: "member",
    word: "team member",
    lists: &["types_for", "skills", "deputies"],
    flags: &[],
    keeps: None,
    find: |row| doc(row, "name", "team", &["role"]),
};

/// The table of the absences.
pub const ABSENCE: Table = Table {
    name: "absence",
    word: "absence",
    lists: &["turns"],
    flags: &[],
    keeps: None,
    find: |row| doc(row, "member", "away", &["note"]),
};

/// The table of what somebody has for another.
pub const HANDED: Table =
    Table { name: "handed", word: "handing on", lists: &[], flags: &[], keeps: None, find: |_| None };

fn doc(row: &Row, title: &str, detail: &str, more: &[&str]) -> Option<Doc> {
    let text = |key: &str| row.get(key).and_then(|v| v.as_str()).unwrap_or_default();
    let there = row.get("binned_at").is_none_or(serde_json::Value::is_null);
    let all: Vec<&str> = std::iter::once(text(title)).chain(more.iter().map(|key| text(key))).collect();
    there.then(|| Doc { title: text(title).into(), detail: detail.into(), words: fold(&all.join(" ")) })
}

/// The rows of the layers of the team.
pub fn layer_rows() -> Vec<(Scope, Vec<RowInfo>)> {
    vec![
        rows_of::<pile::PileLayer>(),
        rows_of::<to::ToLayer>(),
        rows_of::<sharing::ShareLayer>(),
        rows_of::<back::BackLayer>(),
        rows_of::<page::NoteLayer>(),
    ]
}
