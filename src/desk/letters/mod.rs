//! Letters: correspondence from the draft to the post, nothing unsent unseen.
//!
//! `model` has the states and rules, `start` how a letter begins, `check` what it lacks, `sheet` how it lies on paper,
//! `acts` what is done with letters; the command line uses these. The rest is the pane and what it lays over the desk.

pub mod acts;
pub mod address;
mod approval;
pub mod check;
mod commands;
pub mod envelopes;
pub mod facts;
mod form;
pub mod house;
pub mod linter;
pub mod model;
pub mod model_post;
pub mod onpaper;
pub mod out;
mod phrases;
pub mod postbook;
mod read;
mod recipients;
pub mod repo;
pub mod repo_lint;
pub mod repo_post;
pub mod repo_versions;
pub mod run;
pub mod sheet;
pub mod start;
mod steps;
mod templates;
mod versions;
mod view;
mod write;

#[cfg(test)]
mod tests;

pub use approval::{AnswersLayer, ApprovalLayer};
pub use house::House;
pub use linter::kept::LETTER_KEPT;
pub use model::{Letter, Recipient};
pub use model_post::{ApprovalSheet, PostItem, PrintRun};
pub use postbook::PostBookLayer;
pub use recipients::RecipientsLayer;
pub use run::RunLayer;
pub use templates::{TemplateLayer, TemplatesLayer};
pub use versions::VersionsLayer;
pub use view::LettersPane;
pub use write::WriteLayer;

use serde_json::Value;

use crate::store::{Doc, Row, Table};
use crate::text::names;

/// The post book.
pub const POST_ITEM: Table =
    Table { name: "post_item", word: "post", lists: &[], flags: &[], find: find_post, keeps: None };

/// The print runs.
pub const PRINT_RUN: Table =
    Table { name: "print_run", word: "print run", lists: &["sheets"], flags: &[], find: |_| None, keeps: None };

/// What was put before an author on paper.
pub const APPROVAL_SHEET: Table = Table {
    name: "approval_sheet",
    word: "approval on paper",
    lists: &["letters"],
    flags: &[],
    find: |_| None,
    keeps: None,
};

/// A letter is found by itself; what else was posted is found by whom it went to.
fn find_post(row: &Row) -> Option<Doc> {
    let text = |k: &str| row.get(k).and_then(Value::as_str).unwrap_or_default();
    if !row.get("binned_at")?.is_null() || !row.get("letter_id")?.is_null() {
        return None;
    }
    Some(Doc {
        title: format!("{}: {}", text("what"), text("name")),
        detail: format!("posted {}", text("day")),
        words: names::fold(&format!("{} {} {}", text("what"), text("name"), text("postcode"))),
    })
}

/// The table of the letters.
pub const LETTER: Table = Table {
    name: "letter",
    word: "letter",
    lists: &["recipients", "comments", "enclosures"],
    flags: &["held"],
    find: find_letter,
    keeps: Some(crate::desk::team::repo_route::keeps),
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
