//! Letters: correspondence from the draft to the post, nothing unsent unseen.
//!
//! `model` has the states and rules, `start` how a letter begins, `check` what it lacks, `sheet` how it lies on paper,
//! `acts` what is done with letters; the command line uses these. The rest is the pane and what it lays over the desk.

pub mod acts;
pub mod address;
pub mod check;
mod commands;
pub mod facts;
mod form;
pub mod house;
pub mod linter;
pub mod model;
pub mod out;
mod read;
mod recipients;
pub mod repo;
pub mod repo_lint;
pub mod sheet;
pub mod start;
mod steps;
mod view;
mod write;

#[cfg(test)]
mod tests;

pub use house::House;
pub use linter::kept::LETTER_KEPT;
pub use model::{Letter, Recipient};
pub use recipients::RecipientsLayer;
pub use view::LettersPane;
pub use write::WriteLayer;

use serde_json::Value;

use crate::store::{Doc, Row, Table};
use crate::text::names;

/// The table of the letters.
pub const LETTER: Table = Table {
    name: "letter",
    word: "letter",
    lists: &["recipients", "comments", "enclosures"],
    flags: &["held"],
    find: find_letter,
    keeps: None,
};

fn find_letter(row: &Row) -> Option<Doc> {
    let text = |k: &str| row.get(k).and_then(Value::as_str).unwrap_or_default();
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let words = names::fold(&format!("{} {} {}", text("title"), text("subject"), text("body")));
    Some(Doc {
        title: format!("{}: {}", text("title"), text("subject").replace('\n', ", ")),
        detail: format!("{} · {}", text("state").replace('_', " "), text("owner")),
        words,
    })
}
