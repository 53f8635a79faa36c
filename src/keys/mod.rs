//! Keys: chords as people write them, command rows, and the map from one to the other.

pub mod chord;
pub mod command;
pub mod keymap;

pub use chord::Chord;
pub(crate) use command::row;
pub use command::{Command, Done, Place, RowInfo};
pub use keymap::{KeyError, Keymap, Scope};
