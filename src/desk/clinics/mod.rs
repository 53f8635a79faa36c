//! Clinics: their plans and sessions, the appointments in them, the waiting list, and what follows when one is cancelled.
//!
//! `model` has the things, the `rules_…` files their rules, `repo` and `repo_free` the questions to the database, `acts`
//! what is done as changes. A session that only follows its plan is in no table: it is reckoned from its clinic.

pub mod acts;
pub mod booked;
mod commands;
pub mod finder;
mod foot;
mod form;
mod form_appointment;
mod given;
pub mod kit;
pub mod model;
mod pick;
mod plans;
mod reach;
pub mod reasons;
pub mod repo;
pub mod repo_free;
mod repo_keeps;
pub mod rules_appointment;
pub mod rules_breach;
pub mod rules_clash;
pub mod rules_laid;
pub mod rules_needs;
pub mod rules_plan;
pub mod rules_session;
pub mod rules_short;
pub mod rules_suits;
pub mod rules_taken;
mod sitting;
mod view;
pub mod waiting;
pub mod whole;

#[cfg(test)]
mod tests;

pub use acts::At;
pub use model::{Appointment, Clinic, Need, Plan, Session, Slot};
pub use sitting::{open_appointment, open_session};
pub use view::ClinicsPane;

use serde_json::Value;

use crate::app::rows_of;
use crate::keys::{RowInfo, Scope};
use crate::store::{Doc, Row, Table};
use crate::text::names;

/// The rows of the layers that clinics lay over the desk.
pub fn layer_rows() -> Vec<(Scope, Vec<RowInfo>)> {
    vec![
        rows_of::<sitting::SessionLayer>(),
        rows_of::<reach::ReachLayer>(),
        rows_of::<plans::PlansLayer>(),
        rows_of::<finder::Finder>(),
        rows_of::<finder::Told>(),
        rows_of::<booked::BookedLayer>(),
        rows_of::<waiting::WaitingList>(),
        rows_of::<waiting::short::ShortNotice>(),
        rows_of::<whole::Whole>(),
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
