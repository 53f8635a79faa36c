//! Reminders before entries, promises and chase dates: they ring once, in one window, and are seen late if nobody was there.
//!
//! What is to ring is reckoned from the records themselves; only that it rang is written down, outside the journal.

mod bell;
mod list;
pub mod model;
pub mod repo;

#[cfg(test)]
mod tests;

pub use bell::Bell;
pub use list::Reminders;
pub use model::Reminder;

use crate::app::Cx;
use crate::keys::Done;

/// Opens the list of what rang.
pub fn open(cx: &mut Cx) -> Done {
    list::open(cx)
}
