//! Clinics: their plans and sessions, the appointments in them, the waiting list, and what follows when one is cancelled.
//!
//! `model` has the things, the `rules_…` files their rules, `repo` and `repo_free` the questions to the database, `acts`
//! what is done as changes. A session that only follows its plan is in no table: it is reckoned from its clinic.

pub mod acts;
mod commands;
mod form;
mod given;
pub mod model;
mod pick;
mod plans;
mod reach;
pub mod repo;
pub mod repo_free;
mod repo_keeps;
pub mod rules_appointment;
pub mod rules_breach;
pub mod rules_clash;
pub mod rules_plan;
pub mod rules_session;
mod sitting;
mod view;

#[cfg(test)]
mod tests;

pub use acts::At;
pub use model::{Appointment, Clinic, Need, Plan, Session, Slot};
pub use sitting::{open_appointment, open_session};
pub use view::ClinicsPane;

use serde_json::Value;

use crate::store::{Doc, Row, Table};
use crate::text::names;

/// The rows of the layers that clinics lay over the desk.
pub fn layer_rows() -> Vec<(crate::keys::Scope, Vec<crate::keys::RowInfo>)> {
    vec![
        crate::app::rows_of::<sitting::SessionLayer>(),
        crate::app::rows_of::<reach::ReachLayer>(),
        crate::app::rows_of::<plans::PlansLayer>(),
    ]
}

/// The table of the clinics.
pub const CLINIC: Table =
    Table { name: "clinic", word: "clinic", lists: &["plans"], flags: &[], find: find_clinic, keeps: None };

/// The table of the sessions that have something of their own.
pub const SESSION: Table = Table {
    name: "session",
    word: "session",
    lists: &["slots", "limits"],
    flags: &[],
    find: |_| None,
    keeps: Some(repo_keeps::keeps_session),
};

/// The table of the appointments.
pub const APPOINTMENT: Table = Table {
    name: "appointment",
    word: "appointment",
    lists: &["needs", "suits", "away", "offers"],
    flags: &["short_notice", "late"],
    find: |_| None,
    keeps: Some(repo_keeps::keeps),
};

fn find_clinic(row: &Row) -> Option<Doc> {
    let text = |k: &str| row.get(k).and_then(Value::as_str).unwrap_or_default();
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let words = names::fold(&format!("{} {} {} {}", text("name"), text("code"), text("consultant"), text("site")));
    Some(Doc { title: text("name").into(), detail: format!("{} · {}", text("consultant"), text("room")), words })
}
