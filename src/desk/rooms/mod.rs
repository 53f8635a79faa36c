//! Rooms: what they are, who has them when, and what is laid on: machines, refreshments, parking, each with its state.
//!
//! A booking is ready only when all that is laid on is confirmed. `model` has the things and their rules, `acts` what is
//! done with them as one change each; the command line uses these. A room is never taken twice at a time: `repo_keeps`
//! asks it of every change, undo and redo too. The rest is the pane.

pub mod acts;
mod commands;
pub mod csv;
mod form;
mod grid;
pub mod model;
pub mod repo;
mod repo_keeps;
mod rows;
pub mod sheet;
mod view;
mod whole;

#[cfg(test)]
mod tests;

pub use model::{Booking, BookingLine, Room};
pub use view::RoomsPane;
pub use whole::BookingLayer;

use crate::store::{Doc, Row, Table};
use crate::text::names::fold;

/// The rooms.
pub const ROOM: Table = Table {
    name: "room",
    word: "room",
    lists: &[],
    flags: &[],
    keeps: None,
    find: |row| doc(row, "name", text(row, "site"), &["things", "layouts", "phone"]),
};

/// Their bookings.
pub const BOOKING: Table = Table {
    name: "booking",
    word: "room booking",
    lists: &[],
    flags: &["external", "private"],
    keeps: Some(repo_keeps::keeps_booking),
    find: |row| {
        if row.get("private")?.as_bool()? {
            return None;
        }
        let when = text(row, "start").parse().map(crate::text::dates::stamp_weekday).unwrap_or_default();
        doc(row, "title", &format!("room, {when}"), &["host", "booked_for", "notes"])
    },
};

/// What is laid on for them.
pub const BOOKING_LINE: Table = Table {
    name: "booking_line",
    word: "line of a booking",
    lists: &[],
    flags: &[],
    keeps: Some(repo_keeps::keeps_line),
    find: |_| None,
};

fn text<'a>(row: &'a Row, key: &str) -> &'a str {
    row.get(key).and_then(|v| v.as_str()).unwrap_or_default()
}

fn doc(row: &Row, title: &str, detail: &str, more: &[&str]) -> Option<Doc> {
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let all: Vec<&str> = [title].iter().chain(more).map(|key| text(row, key)).chain([detail]).collect();
    Some(Doc { title: text(row, title).into(), detail: detail.into(), words: fold(&all.join(" ")) })
}
