//! Diary: any number of calendars, their entries and series, bank holidays and leave.

pub mod busy;
pub mod clash;
mod commands;
pub mod export;
mod form;
pub mod holidays;
pub mod import;
pub mod invite;
pub mod model;
pub mod model_vdir;
mod pane;
pub mod recur;
pub mod repo;
pub mod repo_away;
pub mod repo_search;
pub mod repo_sittings;
pub mod repo_unanswered;
pub mod repo_vdir;
pub mod rules;
pub mod rules_alarm;
pub mod rules_chart;
pub mod rules_free;
pub mod rules_occurrence;
pub mod rules_revision;
pub mod rules_series;
pub mod rules_sitting;
pub mod rules_sync;
pub mod rules_typed;
pub mod rules_unanswered;
pub mod sheet;
pub mod sheet_clinic;
pub mod sheet_person;
pub mod unanswered;
pub mod vdir;
mod view;

#[cfg(test)]
mod tests;

pub use model::{Calendar, Entry, HolidayRow};
pub use pane::DiaryPane;
pub use rules_occurrence::Occurrence;

use serde_json::Value;

use crate::store::{Doc, Row, Table};
use crate::text::{dates, names};

/// The rows of the layers that the diary lays over the desk.
pub fn layer_rows() -> Vec<(crate::keys::Scope, Vec<crate::keys::RowInfo>)> {
    vec![
        crate::app::rows_of::<commands::Calendars>(),
        crate::app::rows_of::<commands::Unanswered>(),
        crate::app::rows_of::<invite::InviteLayer>(),
    ]
}

/// The table of the calendars.
pub const CALENDAR: Table =
    Table { name: "calendar", word: "calendar", lists: &[], flags: &["shown"], find: |_| None, keeps: None };

/// The table of the entries.
pub const ENTRY: Table = Table {
    name: "entry",
    word: "diary entry",
    lists: &["rules", "rdates", "exdates", "attendees"],
    flags: &["all_day", "private"],
    find: find_entry,
    keeps: None,
};

/// The table of what was last seen of the files of a folder.
pub const VDIR_ITEM: Table =
    Table { name: "vdir_item", word: "remembered file", lists: &[], flags: &[], find: |_| None, keeps: None };

/// The table of changed bank holidays.
pub const HOLIDAY: Table =
    Table { name: "holiday", word: "bank holiday", lists: &[], flags: &["removed"], find: |_| None, keeps: None };

fn find_entry(row: &Row) -> Option<Doc> {
    let text = |k: &str| row.get(k).and_then(Value::as_str).unwrap_or_default();
    if !row.get("binned_at")?.is_null() || row.get("private")?.as_bool()? {
        return None;
    }
    let words = names::fold(&format!("{} {} {}", text("title"), text("place"), text("with_whom")));
    Some(Doc {
        title: text("title").into(),
        detail: [when(text("start")), text("place").to_owned()].join(" ").trim_end().to_owned(),
        words,
    })
}

/// When an entry begins, as people read it.
fn when(iso: &str) -> String {
    let at = rules::time_of(iso);
    if iso.ends_with("T00:00:00") { dates::screen_weekday(at.date()) } else { dates::stamp(at) }
}
