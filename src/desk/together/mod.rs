//! A date for everyone: the first dates on which all these people are free and a room with so many seats and these things
//! is free too, inside the working day, outside leave and bank holidays; and of what nearly fits, who or what is in the way.
//!
//! Another pane opens it so, from a command, and is given what was taken:
//!
//! ```ignore
//! use crate::desk::together::{self, Pick, Wish};
//!
//! let wish = Wish { with: vec!["Dr A Patel".into()], minutes: 60, seats: 8, ..Wish::new(cx.today()) };
//! together::open(cx, wish, |pick: &Pick, cx| {
//!     // pick.start, pick.end, pick.room_id (none where no room is needed), pick.room, pick.with
//!     Ok(())
//! })
//! ```
//!
//! The layer closes when the function answers `Ok`; a refusal is said and the list stays. To book the room in the same
//! change, see `desk::rooms::acts::book_for`. Without a screen: [`gather::known`] and [`model::search`].

pub mod gather;
mod layer;
pub mod model;

#[cfg(test)]
mod tests;

pub use gather::read_minutes;
pub use layer::{DatesLayer, open};
pub use model::{Pick, Wish};
