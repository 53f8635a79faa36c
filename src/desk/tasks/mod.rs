//! Tasks: what has to be done, by whom and when; results awaited are tasks of a kind.

mod commands;
pub mod export;
mod form;
pub mod import;
pub mod model;
pub mod repo;
mod view;

#[cfg(test)]
mod tests;

pub use model::{Item, Task};
pub use view::TasksPane;

use crate::store::{Doc, Table};

/// The table of the tasks.
pub const TASK: Table = Table {
    name: "task",
    word: "task",
    lists: &["checklist"],
    flags: &[],
    keeps: Some(crate::desk::team::repo_route::keeps),
    find: |row| {
        let text = |k: &str| row.get(k).and_then(|v| v.as_str()).unwrap_or_default();
        let words = crate::text::names::fold(&format!("{} {} {}", text("title"), text("note"), text("test")));
        let detail = format!("{} · {}", text("state"), text("owner"));
        row.get("binned_at")?.is_null().then(|| Doc { title: text("title").into(), detail, words })
    },
};
