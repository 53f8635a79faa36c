//! Dictations: audio files taken in, each with the letter that it becomes, and the player that goes while it is typed.
//!
//! A dictation keeps the file; whose it is, whom it is about, its priority and how far it is are its letter's, so that it
//! stands on the wall of the unsent from the moment it is taken in. One that nobody has taken is in the pool.
//!
//! `take` takes files in, `rules_told` reads what a side file or the file's name says, `rules_length` how long it is,
//! `acts` what is done with dictations, `player` plays them.

pub mod acts;
mod form;
pub mod list;
pub mod model;
pub mod open;
pub mod player;
pub mod repo;
pub mod rules_length;
pub mod rules_told;
pub mod take;
pub mod tape;
pub mod watch;

#[cfg(test)]
mod tests;

pub use model::Dictation;

use serde_json::Value;

use crate::app::rows_of;
use crate::keys::{RowInfo, Scope};
use crate::store::{Doc, Row, Table};
use crate::text::names;

/// The rows of the layers that this lays over the desk.
pub fn layer_rows() -> Vec<(Scope, Vec<RowInfo>)> {
    vec![rows_of::<list::Dictations>()]
}

/// The table of the dictations.
pub const DICTATION: Table = Table {
    name: "dictation",
    word: "dictation",
    lists: &["unclear"],
    flags: &["settled"],
    find: find_dictation,
    keeps: None,
};

fn find_dictation(row: &Row) -> Option<Doc> {
    let text = |k: &str| row.get(k).and_then(Value::as_str).unwrap_or_default();
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let words = names::fold(&format!("{} {} {}", text("original"), text("kind"), text("note")));
    Some(Doc { title: format!("Dictation: {}", text("original")), detail: text("note").to_owned(), words })
}
