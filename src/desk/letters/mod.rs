//! Letters: correspondence from the draft to the post, nothing unsent unseen.

pub mod model;

pub use model::{Letter, Recipient};

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
};

fn find_letter(row: &Row) -> Option<Doc> {
    let text = |k: &str| row.get(k).and_then(Value::as_str).unwrap_or_default();
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let words = names::fold(&format!("{} {} {}", text("title"), text("subject"), text("body")));
    Some(Doc {
        title: format!("{}: {}", text("title"), text("subject")),
        detail: format!("{} · {}", text("state"), text("owner")),
        words,
    })
}
