//! Meetings: series, agendas, papers, minutes taken live, actions that come back until they are done.
//!
//! `model` has the things and their rules, `acts` what is done with them as one change each, `out` what leaves as a
//! document; the command line uses these. An action is a task as well: the task says whether it is done. A meeting stands in
//! the diary of everybody on its roll who has a calendar here.

pub mod acts;
mod commands;
pub mod csv;
mod form;
mod live;
pub mod minutes_text;
pub mod model;
pub mod out;
pub mod repo;
mod rows;
mod view;
mod whole;

#[cfg(test)]
mod tests;

pub use live::MinutesLayer;
pub use model::{Action, Item, Kept, Meeting, Paper, Seat, Series};
pub use view::MeetingsPane;
pub use whole::WholeLayer;

use crate::store::{Doc, Row, Table};
use crate::text::names::fold;

/// The series.
pub const SERIES: Table = Table {
    name: "meeting_series",
    word: "series of meetings",
    lists: &["roll", "standing", "backlog"],
    flags: &[],
    keeps: None,
    find: |row| doc(row, "name", "frequency", &["terms"]),
};
/// The meetings.
pub const MEETING: Table = Table {
    name: "meeting",
    word: "meeting",
    lists: &["roll", "agenda"],
    flags: &[],
    keeps: None,
    find: |row| {
        let text = |key: &str| row.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let day =
            text("start").get(..10).and_then(|d| d.parse().ok()).map(crate::text::dates::screen).unwrap_or_default();
        let found = doc(row, "title", "number", &["place"])?;
        let title = format!("{} {}", found.title, found.detail).trim().to_owned();
        Some(Doc { title, detail: format!("{day} · {}", text("state").replace('_', " ")), ..found })
    },
};
/// The actions. What is confidential is found by its number only.
pub const ACTION: Table = Table {
    name: "meeting_action",
    word: "action",
    lists: &[],
    flags: &["confidential"],
    keeps: None,
    find: |row| {
        let closed = row.get("confidential").is_some_and(|v| v.as_bool() == Some(true) || v.as_i64() == Some(1));
        if closed { doc(row, "number", "owner", &[]) } else { doc(row, "text", "owner", &["number"]) }
    },
};
/// The papers.
pub const PAPER: Table = Table {
    name: "meeting_paper",
    word: "paper",
    lists: &[],
    flags: &[],
    keeps: None,
    find: |row| doc(row, "title", "owner", &[]),
};
/// The minutes as they went out.
pub const KEPT: Table = Table {
    name: "minutes_kept",
    word: "minutes",
    lists: &["roll", "agenda"],
    flags: &[],
    keeps: None,
    find: |_| None,
};

fn doc(row: &Row, title: &str, detail: &str, more: &[&str]) -> Option<Doc> {
    let text = |key: &str| row.get(key).and_then(|v| v.as_str()).unwrap_or_default();
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let all: Vec<&str> = [title, detail].iter().chain(more).map(|key| text(key)).collect();
    Some(Doc { title: text(title).into(), detail: text(detail).into(), words: fold(&all.join(" ")) })
}
