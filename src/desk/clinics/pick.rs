//! Booking from a list. Clashes are said before anything is saved.

use super::acts::{self, Booking};
use crate::app::{Cx, Question};
use crate::keys::Done;

/// Writes a booking; where it clashes with something that can be let through, that is said first, and it stands on No.
pub(super) fn write(booking: Booking, cx: &mut Cx) -> Done {
    let Some(said) = booking.said("Book it all the same?") else { return write_now(&booking, cx) };
    cx.open(Question::new("Book", &said, "Book it", "Leave it", move |cx| write_now(&booking, cx)));
    Ok(())
}

fn write_now(booking: &Booking, cx: &mut Cx) -> Done {
    let (one, now) = (booking.appointment.clone(), cx.now);
    cx.apply_if(&booking.change, move |db| acts::holds(db, &one, now))?;
    if let Some(first) = booking.lacks.first() {
        cx.warn(format!("{}. Its letter is a draft: {first}", booking.change.label));
    }
    Ok(())
}
