//! Rooms, their bookings and what is laid on for them (domain 4.11), and their rules: pure, with the time handed in.

mod booking;
mod hours;
mod line;
mod room;

pub use booking::{Booking, LIVE};
pub use hours::Hours;
pub use line::{BookingLine, KINDS as LINE_KINDS, is_ready, state_words};
pub use room::Room;

/// A record of the rooms has a table, an identifier and stands in the bin or not.
macro_rules! record {
    ($kind:ty, $table:literal) => {
        impl crate::store::Record for $kind {
            const TABLE: &'static str = $table;
            fn id(&self) -> &str {
                &self.id
            }
        }
    };
}
use record;
