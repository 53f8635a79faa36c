//! Meetings and their rules (domain 2.13, 4.9): pure, with the day and the holidays handed in.

mod action;
mod agenda;
mod build;
mod frequency;
mod meeting;
mod paper;
mod roll;
mod series;
pub mod typed;

pub use action::{Action, Logged, Typed};
pub use agenda::{Item, KINDS, Numbered, confidential_line, numbered};
pub use build::{Carried, built, topics_of_actions};
pub use frequency::{FREQUENCIES, next_day};
pub use meeting::{Kept, Meeting, STATES};
pub use paper::{Paper, mime};
pub use roll::{COMING, PARTS, Quorum, Seat, named};
pub use series::{NUMBERINGS, Series};

/// A record of the meetings has a table and an identifier.
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
