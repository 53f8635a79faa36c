//! Bookings moved, and taken from state to state.

use clap::Args;

use super::super::{Said, Session};
use super::{made, moment, room};
use crate::desk::rooms::repo::{self, Booked};
use crate::desk::rooms::{Booking, acts};
use crate::store::{Change, Refusal};

/// A booking moved.
#[derive(Debug, Args)]
pub struct Move {
    /// The booking
    id: String,
    /// To when
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Into which room
    #[arg(long, value_name = "ROOM")]
    room: Option<String>,
}

impl Move {
    pub fn run(self, session: &mut Session) -> Said {
        let before = repo::booked(session.db(), &self.id)?.booking;
        let mut after = match &self.to {
            Some(typed) => before.moved_to(moment(session, typed)?),
            None => before.clone(),
        };
        if let Some(words) = &self.room {
            after = Booking { room_id: room(session, words)?.id, ..after };
        }
        let change = acts::change(session.db(), &before, &after, &session.who)?;
        session.apply(&change)?;
        made(session, &before.id)
    }
}

/// Does something to a booking.
pub fn booking(
    session: &mut Session,
    id: &str,
    act: impl FnOnce(&Booked, &Session) -> Result<Change, Refusal>,
) -> Said {
    let of = repo::booked(session.db(), id)?;
    let change = act(&of, session)?;
    session.apply(&change)?;
    made(session, id)
}
