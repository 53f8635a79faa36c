//! The glossary: what a medical word means, in plain English too, how it is spelt and what it is made of; what an
//! abbreviation can stand for; and the words that the department adds. Others may look a word up, and ask for the
//! department's own words, which the speller and the check of a letter read too.

mod commands;
mod form;
mod look_up;
pub mod model;
pub mod repo;
mod show;
mod view;

#[cfg(test)]
mod tests;

pub use look_up::LookUp;
pub use model::Word;
pub use view::GlossaryPane;

use crate::store::{Change, Db, Doc, Refusal, Table};

/// The table of the department's own words.
pub const WORD: Table = Table {
    name: "word",
    word: "word",
    lists: &["also"],
    flags: &[],
    keeps: None,
    find: |row| {
        let text = |k: &str| row.get(k).and_then(|v| v.as_str()).unwrap_or_default();
        let words = crate::text::names::fold(&format!("{} {}", text("word"), text("plain")));
        let detail = format!("glossary · {}", if text("plain").is_empty() { text("kind") } else { text("plain") });
        row.get("binned_at")?.is_null().then(|| Doc { title: text("word").into(), detail, words })
    },
};

/// The change that adds a word to the department's own; refused where it is one of them.
pub fn added(db: Db<'_>, word: &Word) -> Result<Change, Refusal> {
    commands::added(db, word)
}
