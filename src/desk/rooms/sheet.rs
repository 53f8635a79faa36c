//! The sheet of a day, gathered: what goes where when, for how many, as PDF and as an e-mail draft with it.

use chrono::{NaiveDate, NaiveDateTime};

use super::model::BookingLine;
use super::repo::{self, Booked};
use crate::config::Config;
use crate::desk::letters::House;
use crate::exchange::eml::{self, Attachment, Party};
use crate::paper::{RoomLine, RoomPart, RoomSheet};
use crate::store::{Db, Refusal, Store};
use crate::text::dates;
use crate::text::names::fold;

/// The sheet of a day; for one supplier only what is asked of them.
///
/// # Errors
/// The desk cannot be read.
pub fn room_sheet(
    store: &Store,
    config: &Config,
    date: NaiveDate,
    whom: &str,
    (who, now): (&str, NaiveDateTime),
) -> Result<RoomSheet, Refusal> {
    let house = House::of(store, config)?;
    let head = [house.head.trust.as_str(), house.department.as_str()];
    let mut all = repo::day(store.db(), date)?;
    if !whom.trim().is_empty() {
        for of in &mut all {
            of.lines.retain(|l| fold(&l.supplier) == fold(whom));
        }
        all.retain(|of| !of.lines.is_empty());
    }
    Ok(RoomSheet {
        head: head.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
        whom: whom.trim().into(),
        date,
        bookings: all.iter().map(part).collect(),
        printed_at: now,
        printed_by: who.into(),
    })
}

/// From whom something is asked on a day.
pub fn suppliers(db: Db<'_>, date: NaiveDate) -> Result<Vec<String>, Refusal> {
    let lines = repo::day(db, date)?.into_iter().flat_map(|of| of.lines);
    let mut all: Vec<String> = lines.map(|l| l.supplier).filter(|s| !s.is_empty()).collect();
    all.sort();
    all.dedup();
    Ok(all)
}

/// The sheet goes to others: what is private is told without its name, and who sets the room up needs the rest all the
/// same.
fn part(of: &Booked) -> RoomPart {
    let b = &of.booking;
    let people = if b.people > 0 { b.people.to_string() } else { String::new() };
    let outside = if b.external { "come".to_owned() } else { String::new() };
    let state = if b.is_unsure() { b.state.clone() } else { String::new() };
    let facts = [
        ("People", people),
        ("Layout", b.layout.clone()),
        ("Host", b.host.clone()),
        ("For", b.booked_for.clone()),
        ("Guests from outside", outside),
        ("In the room", of.room.things.clone()),
        ("Room's telephone", of.room.phone.clone()),
        ("Not sure yet", state),
    ];
    RoomPart {
        time: b.times(),
        room: of.room.label(),
        title: if b.private { "Private".into() } else { b.title.clone() },
        facts: facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(l, v)| (l.to_owned(), v)).collect(),
        lines: of
            .lines
            .iter()
            .filter(|l| !matches!(l.state.as_str(), "refused" | "cancelled"))
            .map(|l| row(l, of))
            .collect(),
    }
}

fn row(line: &BookingLine, of: &Booked) -> RoomLine {
    let at = if line.at.is_empty() { dates::time(of.booking.starts_at().time()) } else { line.at.clone() };
    let many = if line.quantity > 0 { line.quantity.to_string() } else { String::new() };
    let diets = if line.diets.is_empty() { line.note.clone() } else { line.diets.clone() };
    let from = if line.supplier.is_empty() { of.booking.host.clone() } else { line.supplier.clone() };
    RoomLine { at, what: line.what.clone(), many, diets, from, state: line.state.clone() }
}

/// The sheet as an e-mail draft: its text, and the PDF with it. To the supplier, where that is a contact with an address.
///
/// # Errors
/// It cannot be set.
pub fn draft(db: Db<'_>, sheet: &RoomSheet, now: NaiveDateTime) -> Result<Vec<u8>, Refusal> {
    let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
    let known = repo::email_of(db, &sheet.whom)?;
    let to: Vec<Party> = known.into_iter().map(|email| Party::new(sheet.whom.clone(), email)).collect();
    let day = dates::screen_weekday(sheet.date);
    let name = format!("rooms-{}.pdf", sheet.date);
    Ok(eml::draft(&eml::Draft {
        to: &to,
        subject: &format!("Rooms on {day}: what is needed"),
        body: &sheet.text(),
        attachments: &[Attachment { name: &name, mime: "application/pdf", bytes: &pdf }],
        date_rfc2822: &crate::clock::utc_of(now).format("%a, %d %b %Y %H:%M:%S +0000").to_string(),
        message_id_seed: &format!("rooms {} {}", sheet.date, sheet.whom),
        ..eml::Draft::default()
    }))
}
