//! What can be done with rooms and their bookings. A key of one page says on the others where it works.

mod book;
mod paper;
mod rooms;

use chrono::NaiveDate;

use super::RoomsPane;
use super::repo::Booked;
use super::view::Page;
use crate::app::{Cx, Row, prompt};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::when;
use crate::ui::pages::Pages;

pub(super) use book::edit_booking;

fn on_day(pane: &RoomsPane, _: &Cx) -> Result<(), String> {
    if pane.page == Page::Day { Ok(()) } else { Err("This works in the grid of a day: v turns the pages.".into()) }
}

fn on_booking(pane: &RoomsPane, _: &Cx) -> Result<(), String> {
    one(pane).map(|_| ()).map_err(|e| e.to_string())
}

/// The booking that is selected.
fn one(pane: &RoomsPane) -> Result<Booked, Refusal> {
    if pane.page == Page::Rooms {
        return Err(Refusal::rule("This works on a booking: v turns the pages."));
    }
    pane.selected().cloned().ok_or_else(|| Refusal::rule("No booking is selected. n books the room."))
}

pub(super) static ROWS: &[Row<RoomsPane>] = &[
    row!(
        "rooms.new",
        ["n"],
        "New",
        "Book the selected time of the room, or write a room down.",
        Place::Footer(40),
        always,
        new
    ),
    row!(
        "rooms.book_confirm",
        ["o"],
        "Confirm",
        "Confirm the booking: a tentative one is asked for where somebody approves, one that was asked for is confirmed.",
        Place::Footer(41),
        on_booking,
        book::confirm
    ),
    row!(
        "rooms.date",
        ["a"],
        "A date for all",
        "Find the first dates when these people and a room are free.",
        Place::Footer(42),
        always,
        book::date
    ),
    row!(
        "rooms.page",
        ["v"],
        "Next page",
        "Go on from the day to the bookings and the rooms.",
        Place::Footer(43),
        always,
        |pane, _| {
            pane.page = pane.page.turned(1);
            Ok(())
        }
    ),
    row!(
        "rooms.day_jump",
        ["@"],
        "Date",
        "Go to a date as you type it: fri, 14/3, +6w.",
        Place::Footer(44),
        on_day,
        jump
    ),
    row!(
        "rooms.day_today",
        ["t"],
        "Today",
        "Go to today. PageUp and PageDown go from day to day.",
        Place::Footer(45),
        on_day,
        |pane, cx| { pane.turn_to(cx.today(), cx) }
    ),
    row!(
        "rooms.paper",
        ["P"],
        "Day sheet",
        "What goes where on the day, for the caterer and the porter: as a PDF, printed, or as an e-mail draft.",
        Place::Footer(46),
        always,
        paper::paper
    ),
    row!("rooms.edit", ["e"], "Edit", "Edit the booking or the room that is selected.", Place::Menu, always, edit),
    row!(
        "rooms.book_move",
        ["m"],
        "Move",
        "Move the booking to another time; its length stays.",
        Place::Menu,
        on_booking,
        book::shift
    ),
    row!(
        "rooms.book_cancel",
        ["x"],
        "Cancel",
        "Cancel the booking, and what is laid on for it.",
        Place::Menu,
        on_booking,
        book::cancel
    ),
    row!(
        "rooms.book_decline",
        ["k"],
        "Decline",
        "Whoever approves has said no.",
        Place::Menu,
        on_booking,
        book::decline
    ),
    row!(
        "rooms.book_done",
        ["d"],
        "Done",
        "It has been: what is agreed is spent.",
        Place::Menu,
        on_booking,
        book::done
    ),
    row!(
        "rooms.bin",
        ["del"],
        "Bin",
        "Put the booking or the room that is selected into the bin.",
        Place::Menu,
        always,
        bin
    ),
    row!("rooms.csv", [], "Save as a table", "Save this page as a CSV file.", Place::Menu, always, super::csv::save),
];

fn new(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Rooms => rooms::new(cx),
        Page::Day | Page::Bookings => book::new(pane, cx),
    }
}

fn edit(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Rooms => rooms::edit(&rooms::selected(pane)?, cx),
        Page::Day | Page::Bookings => edit_booking(&one(pane)?, cx),
    }
}

fn bin(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let change = match pane.page {
        Page::Rooms => super::acts::bin_room(cx.db(), &rooms::selected(pane)?, cx.now)?,
        Page::Day | Page::Bookings => super::acts::bin(&one(pane)?, cx.now)?,
    };
    cx.apply(&change)
}

/// Enter: the booking with what is laid on, a free time booked, a room edited.
pub(super) fn open(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Rooms => rooms::edit(&rooms::selected(pane)?, cx),
        Page::Day if pane.selected().is_none() => book::new(pane, cx),
        Page::Day | Page::Bookings => super::whole::open(&one(pane)?.booking.id, cx),
    }
}

/// Goes to a record that was found.
pub(super) fn show(pane: &mut RoomsPane, kind: &str, id: &str, cx: &mut Cx) -> Done {
    match kind {
        "room" => {
            pane.page = Page::Rooms;
            pane.rooms.select(id);
            Ok(())
        }
        "booking" => {
            let booking: super::Booking = cx.db().must(id)?;
            if booking.is_live() {
                pane.page = Page::Day;
                pane.turn_to(booking.day(), cx)?;
                pane.grid.select(id);
            }
            super::whole::open(id, cx)
        }
        "booking_line" => {
            let line: super::BookingLine = cx.db().must(id)?;
            show(pane, "booking", &line.booking_id, cx)
        }
        _ => Ok(()),
    }
}

fn jump(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let goal = pane.goal.clone();
    prompt(cx, "Go to a date", &[("Date", "")], move |answers, cx| {
        goal.set(Some(day(&answers[0], cx)?));
        cx.touch();
        Ok(())
    });
    Ok(())
}

/// A day as it is typed.
fn day(typed: &str, cx: &Cx) -> Result<NaiveDate, Refusal> {
    Ok(when::parse(typed, cx.now)?.first().map_or(cx.today(), |w| w.date))
}
