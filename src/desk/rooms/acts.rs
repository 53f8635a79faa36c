//! What is done with rooms, as one change each: a booking and all that is laid on for it move together, and together back.

mod lines;
mod plan;

pub use lines::{bin_line, confirm_line, invoice_line, refuse_line, request_line, write_line};
pub use plan::{Plan, book_for, obstacle, plan};

use chrono::NaiveDateTime;

use super::model::{Booking, BookingLine, Room};
use super::repo::{self, Booked};
use crate::clock::stamp;
use crate::desk::office::model::Cost;
use crate::store::{Change, Db, Refusal, new_id};
use crate::text::{dates, money};

/// `Board, Seminar room, Tue 03-Mar-2026 10:00-11:00`.
pub fn label(booking: &Booking, room: &Room) -> String {
    format!("{}, {}, {} {}", booking.title, room.name, dates::screen_weekday(booking.day()), booking.times())
}

/// A room written down: new, or changed.
///
/// # Errors
/// Another room of the site is called the same.
pub fn write_room(db: Db<'_>, before: Option<&Room>, after: &Room) -> Result<Change, Refusal> {
    let same = |r: &&Room| r.id != after.id && r.label().eq_ignore_ascii_case(&after.label());
    if repo::rooms(db)?.iter().any(|r| same(&r)) {
        return Err(Refusal::rule(format!("There is a room called {} already.", after.label())));
    }
    Ok(match before {
        None => Change::new(format!("New room: {}", after.label())).insert(after),
        Some(before) => Change::new(format!("Changed room: {}", after.label())).update(before, after),
    })
}

/// A room put into the bin.
///
/// # Errors
/// Somebody has it booked.
pub fn bin_room(db: Db<'_>, room: &Room, now: NaiveDateTime) -> Result<Change, Refusal> {
    let to_come = repo::of_room(db, &room.id, now.date(), 3_660)?;
    if let Some(first) = to_come.first() {
        let when = dates::stamp_weekday(first.starts_at());
        return Err(Refusal::rule(format!(
            "{} is booked {} times yet, first on {when}: move or cancel those bookings first.",
            room.label(),
            to_come.len()
        )));
    }
    let after = Room { binned_at: Some(stamp(now)), ..room.clone() };
    Ok(Change::new(format!("To the bin: {}", room.label())).update(room, &after))
}

/// A booking changed: its room and time are looked at again, and what is laid on moves with it. A room that somebody
/// approves is asked for anew.
///
/// # Errors
/// The room is taken then, closed or too small, or a machine that comes with it is not to be had.
pub fn change(db: Db<'_>, before: &Booking, after: &Booking, who: &str) -> Result<Change, Refusal> {
    after.check()?;
    let room: Room = room_of(db, after)?;
    let moved = (&before.room_id, &before.start, &before.ends) != (&after.room_id, &after.start, &after.ends);
    let grown = after.people > before.people || before.layout != after.layout;
    if after.is_live()
        && (moved || grown)
        && let Some(why) = obstacle(db, &room, after, who)?
    {
        return Err(Refusal::rule(why));
    }
    let again = moved && after.state == "confirmed" && !room.approver.trim().is_empty();
    let after = if again { Booking { state: "requested".into(), ..after.clone() } } else { after.clone() };
    let lines = repo::lines(db, &before.id)?;
    if moved {
        machines_free(db, &after, &lines)?;
    }
    let mut change = Change::new(format!("Booking: {}", label(&after, &room))).update(before, &after);
    for line in lines {
        let with = line.moved_with(before, &after);
        change = change.update(&line, &with);
    }
    Ok(change.trimmed())
}

fn room_of(db: Db<'_>, booking: &Booking) -> Result<Room, Refusal> {
    let room: Option<Room> = db.get(&booking.room_id)?;
    room.filter(|r| r.binned_at.is_none()).ok_or_else(|| {
        Refusal::rule(if booking.room_id.is_empty() {
            "Say which room.".into()
        } else {
            format!("There is no room “{}”. Choose one of the list, or write the room down first.", booking.room_id)
        })
    })
}

fn machines_free(db: Db<'_>, booking: &Booking, lines: &[BookingLine]) -> Result<(), Refusal> {
    for line in lines.iter().filter(|l| !matches!(l.state.as_str(), "refused" | "cancelled")) {
        lines::machine_free(db, line, booking)?;
    }
    Ok(())
}

/// One step nearer to sure: asked for, confirmed.
///
/// # Errors
/// It is confirmed already, or over.
pub fn confirm(one: &Booked, by: &str) -> Result<Change, Refusal> {
    let after = one.booking.confirmed(&one.room, by)?;
    let what = match after.state.as_str() {
        "requested" => format!("Asked {} for", one.room.approver),
        _ => "Confirmed:".into(),
    };
    Ok(Change::new(format!("{what} {}", label(&after, &one.room))).update(&one.booking, &after))
}

/// Declined by whoever approves; what was laid on falls away with it.
///
/// # Errors
/// It was not asked for, or no reason is given.
pub fn decline(one: &Booked, reason: &str) -> Result<Change, Refusal> {
    let after = one.booking.declined(reason)?;
    Ok(dropped(Change::new(format!("Declined: {}", label(&after, &one.room))).update(&one.booking, &after), one))
}

/// Cancelled; what was laid on falls away with it, and the label says which suppliers have to be told.
///
/// # Errors
/// It is over, or no reason is given.
pub fn cancel(one: &Booked, reason: &str) -> Result<Change, Refusal> {
    let after = one.booking.cancelled(reason)?;
    let mut told: Vec<&str> =
        one.lines.iter().filter(|l| l.is_known_to_supplier()).map(|l| l.supplier.as_str()).collect();
    told.sort_unstable();
    told.dedup();
    let tell = if told.is_empty() { String::new() } else { format!("; tell {}", told.join(", ")) };
    let label = format!("Cancelled: {}{tell}", label(&after, &one.room));
    Ok(dropped(Change::new(label).update(&one.booking, &after), one))
}

fn dropped(change: Change, one: &Booked) -> Change {
    one.lines.iter().fold(change, |change, line| change.update(line, &line.dropped())).trimmed()
}

/// This one and all later of its series cancelled.
///
/// # Errors
/// It is of no series, or no reason is given.
pub fn cancel_later(db: Db<'_>, one: &Booked, reason: &str) -> Result<Change, Refusal> {
    let Some(series) = one.booking.series_id.as_deref() else {
        return Err(Refusal::rule("It is of no series: cancel this one alone."));
    };
    let mut change = Change::new(String::new());
    let mut count = 0;
    for booking in repo::of_series(db, series, &one.booking.start)?.iter().filter(|b| b.state != "done") {
        change = change.and(cancel(&repo::booked(db, &booking.id)?, reason)?);
        count += 1;
    }
    change.label = format!("Cancelled: {} and {} later", label(&one.booking, &one.room), count - 1);
    Ok(change)
}

/// It has been: whatever its lines still commit is spent as it was agreed.
///
/// # Errors
/// It was not confirmed, or has not begun.
pub fn done(one: &Booked, now: NaiveDateTime) -> Result<Change, Refusal> {
    let after = one.booking.done(now)?;
    let spent = one.committed();
    let words = if spent > 0 { format!(" ({} spent)", money::show(spent)) } else { String::new() };
    let mut change = Change::new(format!("Done: {}{words}", label(&after, &one.room))).update(&one.booking, &after);
    for line in one.lines.iter().filter(|l| l.committed > 0) {
        let cost = cost_of(line, &after, line.committed, &line.reference);
        let paid = BookingLine { cost_id: Some(cost.id.clone()), ..line.clone() }.settled();
        change = change.update(line, &paid).insert(&cost);
    }
    Ok(change)
}

fn cost_of(line: &BookingLine, booking: &Booking, pence: i64, reference: &str) -> Cost {
    Cost {
        id: new_id(),
        budget_id: line.budget_id.clone().unwrap_or_default(),
        on_day: booking.day().to_string(),
        pence,
        what: format!("{}: {}", booking.title, line.label()),
        reference: reference.trim().into(),
        of_kind: "booking".into(),
        of_id: Some(booking.id.clone()),
        binned_at: None,
    }
}

/// A booking put into the bin, with what is laid on.
///
/// # Errors
/// Something of it is paid.
pub fn bin(one: &Booked, now: NaiveDateTime) -> Result<Change, Refusal> {
    if let Some(paid) = one.lines.iter().find(|l| l.cost_id.is_some()) {
        return Err(Refusal::rule(format!("{} is invoiced: what was paid for stays. Cancel it instead.", paid.what)));
    }
    let at = Some(stamp(now));
    let after = Booking { binned_at: at.clone(), ..one.booking.clone() };
    let change = Change::new(format!("To the bin: {}", label(&after, &one.room))).update(&one.booking, &after);
    let binned = |l: &BookingLine| BookingLine { binned_at: at.clone(), ..l.clone() }.settled();
    Ok(one.lines.iter().fold(change, |change, line| change.update(line, &binned(line))))
}
