//! Inbox: the queries of patients, relatives, GPs and wards, and the call card that takes them.

pub mod alarms;
pub mod model;

pub use model::Query;

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
