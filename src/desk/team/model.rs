//! The team and its rules (domain 4.13): pure, with the day handed in.

mod absence;
pub mod hours;
mod member;
mod note;
mod pile;
pub mod share;

pub use absence::{Absence, Handed, KINDS, Turn, read_turns, shown_turns, turns_said};
pub use member::{Member, ROLES, SKILLS};
pub use note::{Note, NoteLine, Section};
pub use pile::{Backlog, Item, ItemKind, Pile, counted};

/// A record of the team has a table and an identifier.
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
