//! Inbox: the queries of patients, relatives, GPs and wards, and the call card that takes them.

mod actions;
pub mod alarms;
mod answer;
mod book;
mod came;
mod card;
mod commands;
mod detail;
pub mod model;
mod recover;
pub mod repo;
mod view;

#[cfg(test)]
mod tests;

pub use card::CallCard;
pub use model::Query;
pub use recover::recover;
pub use view::InboxPane;

use serde_json::Value;

use crate::store::{Doc, Row, Table};
use crate::text::names;

/// The table of the queries.
pub const QUERY: Table = Table {
    name: "query",
    word: "query",
    lists: &["ticked", "alarm"],
    flags: &["draft", "message_ok"],
    find: find_query,
    keeps: Some(crate::desk::team::repo_route::keeps),
};

fn find_query(row: &Row) -> Option<Doc> {
    let text = |k: &str| row.get(k).and_then(Value::as_str).unwrap_or_default();
    // Words about safeguarding are not to be met by chance in a search.
    if !row.get("binned_at")?.is_null() || text("kind") == "safeguarding" {
        return None;
    }
    let words = names::fold(&format!("{} {} {}", text("caller"), text("words"), text("outcome")));
    let title = format!("{}: {}", text("caller"), text("words").chars().take(80).collect::<String>());
    Some(Doc { title, detail: format!("{} · {}", text("kind"), text("state")), words })
}

/// The alarm words of the desk in this folder: its own `alarms.toml`, else the list that is shipped.
///
/// # Errors
/// A sentence with the line of the desk's own list that cannot be read.
pub fn alarms_of(folder: &std::path::Path) -> Result<alarms::Alarms, String> {
    match std::fs::read_to_string(folder.join("alarms.toml")) {
        Ok(text) => alarms::Alarms::from_toml(&text),
        Err(_) => Ok(alarms::Alarms::shipped()),
    }
}
