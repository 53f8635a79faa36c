//! The rooms and their bookings as tables for a spreadsheet.

use super::RoomsPane;
use super::model::Room;
use super::repo::{self, Booked};
use super::view::Page;
use crate::app::{Cx, ask_new_file};
use crate::exchange::csv::write_csv_with_bom;
use crate::keys::Done;
use crate::text::money::plain;

/// The rooms.
pub fn rooms(all: &[Room]) -> Vec<u8> {
    let head = ["Room", "Site", "Seats", "Layouts", "Stands in it", "Open", "Approved by", "Telephone", "Note"];
    let row = |r: &Room| {
        vec![
            r.name.clone(),
            r.site.clone(),
            r.capacity.to_string(),
            r.layouts.clone(),
            r.things.clone(),
            r.hours.clone(),
            r.approver.clone(),
            r.phone.clone(),
            r.notes.clone(),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The bookings, a row for each with what is laid on in one cell; what is private is told to its own alone.
pub fn bookings(all: &[Booked], who: &str) -> Vec<u8> {
    let head = [
        "Room",
        "Site",
        "Start",
        "End",
        "What for",
        "Host",
        "For whom",
        "Booked by",
        "People",
        "Layout",
        "From outside",
        "State",
        "Approved by",
        "Reason",
        "Laid on",
        "Cost",
        "Committed",
    ];
    let row = |b: &Booked| {
        let k = &b.booking;
        let lines: Vec<String> = b.lines.iter().map(|l| format!("{} ({})", l.label(), l.state)).collect();
        vec![
            b.room.name.clone(),
            b.room.site.clone(),
            k.start.clone(),
            k.ends.clone(),
            k.title_for(who).to_owned(),
            k.host.clone(),
            k.booked_for.clone(),
            k.booked_by.clone(),
            k.people.to_string(),
            k.layout.clone(),
            if k.external { "yes" } else { "no" }.into(),
            k.state.clone(),
            k.approved_by.clone(),
            k.reason.clone(),
            lines.join("; "),
            plain(b.cost()),
            plain(b.committed()),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The page that is shown, as a file that is not there yet.
pub(super) fn save(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let today = cx.today();
    let (name, bytes) = match pane.page {
        Page::Rooms => ("rooms", rooms(&repo::rooms(cx.db())?)),
        Page::Day => ("rooms-day", bookings(&pane.grid.booked, &cx.who)),
        Page::Bookings => {
            let all: Vec<Booked> = pane.bookings.all().iter().map(|r| r.of.clone()).collect();
            ("bookings", bookings(&all, &cx.who))
        }
    };
    ask_new_file("csv", bytes, &format!("{name}-{today}.csv"), cx)
}
