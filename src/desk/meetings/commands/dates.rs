//! A date for everyone, with a room: found, and the meeting put there.

use super::super::acts;
use super::super::model::Meeting;
use super::meetings::apply;
use crate::app::Cx;
use crate::desk::rooms::Booking;
use crate::desk::together::{self, Pick, Wish, gather};
use crate::keys::Done;

/// Looks for the first dates on which those on the meeting who are known here are free, with a room for all of them.
pub(in super::super) fn find(meeting: &Meeting, cx: &mut Cx) -> Done {
    meeting.moved(meeting.starts(), 1)?;
    let known = meeting.roll.iter().filter_map(|s| gather::person(cx.db(), &s.name).ok());
    let people: Vec<String> = known.collect();
    let seats = i64::try_from(meeting.roll.len()).unwrap_or(0);
    let wish = Wish { with: people, minutes: meeting.minutes(), seats, ..Wish::new(cx.today()) };
    let meeting = meeting.clone();
    together::open(cx, wish, move |pick: &Pick, cx| apply(cx, |at| acts::take_date(at, &meeting, pick)))
}

/// The booking of its room; where it has none yet a date and a room are looked for.
pub(in super::super) fn room(meeting: &Meeting, cx: &mut Cx) -> Done {
    let booking = meeting.room_booking_id.as_deref().map(|id| cx.db().get::<Booking>(id)).transpose()?.flatten();
    match booking.filter(|b| b.is_live() && b.binned_at.is_none()) {
        Some(booking) => {
            cx.close();
            cx.show("booking", booking.id);
            Ok(())
        }
        None => find(meeting, cx),
    }
}
