//! Snippets: words that are typed often, behind a short word that begins with a semicolon. `;fu` and a space in a letter
//! become the sentence about the follow-up, with the letter's own facts put in.
//!
//! Some come with the program (`assets/letters/snippets.toml`); the department's own stand beside them, and one that is
//! typed the same takes the place of the one that came with the program.

mod files;
mod form;
mod list;
pub mod model;
pub mod repo;

#[cfg(test)]
mod tests;

pub use list::{SnippetsLayer, edit, open};
pub use model::Snippet;

use crate::store::{Doc, Row, Table};

/// The table of the department's own.
pub const SNIPPET: Table =
    Table { name: "snippet", word: "snippet", lists: &[], flags: &[], find: nothing, keeps: None };

/// Its own list finds it, by typing.
fn nothing(_: &Row) -> Option<Doc> {
    None
}
