//! The date and the room of a meeting: found for everyone, booked with it, moved and cancelled with it.

use super::{At, diary};
use crate::clock::stamp;
use crate::desk::meetings::model::Meeting;
use crate::desk::rooms::{Booking, acts as room_acts, repo as room_repo};
use crate::desk::together::Pick;
use crate::store::{Change, Refusal};
use crate::text::dates;

/// The booking of a meeting's room, where it has one that stands.
fn booked(at: &At<'_>, meeting: &Meeting) -> Result<Option<room_repo::Booked>, Refusal> {
    let Some(id) = &meeting.room_booking_id else { return Ok(None) };
    if at.db.get::<Booking>(id)?.is_none_or(|b| !b.is_live() || b.binned_at.is_some()) {
        return Ok(None);
    }
    Ok(Some(room_repo::booked(at.db, id)?))
}

/// A date that was found for everyone: the meeting stands at that time, its room is booked with it, and the diary
/// follows. A room that it had before is given back.
///
/// # Errors
/// The meeting was held already, or the room is taken meanwhile.
pub fn take_date(at: &At<'_>, meeting: &Meeting, pick: &Pick) -> Result<Change, Refusal> {
    let minutes = (pick.end - pick.start).num_minutes();
    let mut after = meeting.moved(pick.start, minutes)?.dated(&|d| at.is_holiday(d));
    let of = ("meeting", meeting.id.as_str());
    let made = room_acts::book_for(at.db, pick, &meeting.name(), of, &at.holidays, (at.who, at.now))?;
    let mut rooms = Change::new("");
    if let Some(before) = booked(at, meeting)? {
        rooms = rooms.and(room_acts::cancel(&before, "The meeting has another date")?);
    }
    if let Some((booking, change)) = made {
        after.place.clone_from(&pick.room);
        after.room_booking_id = Some(booking.id);
        rooms = rooms.and(change);
    }
    let place = if pick.room.is_empty() { String::new() } else { format!(" in {}", pick.room) };
    let label = format!("{} is on {}{place}", meeting.name(), dates::stamp_weekday(pick.start));
    Ok(Change::new(label).update(meeting, &after).and(rooms).and(diary::follow(at, &after, false)?))
}

/// The room goes with the meeting to another time.
pub(super) fn moved(at: &At<'_>, before: &Meeting, after: &Meeting) -> Result<Change, Refusal> {
    let Some(one) = booked(at, before)? else { return Ok(Change::new("")) };
    let booking = Booking { start: stamp(after.starts()), ends: stamp(after.finishes()), ..one.booking.clone() };
    room_acts::change(at.db, &one.booking, &booking, at.who)
}

/// The room is given back.
pub(super) fn given_back(at: &At<'_>, meeting: &Meeting, reason: &str) -> Result<Change, Refusal> {
    match booked(at, meeting)? {
        Some(one) if one.booking.state != "done" => room_acts::cancel(&one, reason),
        _ => Ok(Change::new("")),
    }
}
