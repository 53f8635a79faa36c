//! Keys: chords as people write them, command rows, and the map from one to the other.

pub mod chord;
pub mod command;
pub mod keymap;

pub use chord::Chord;
pub use command::{Command, Done, Place, RowInfo};
pub use keymap::{KeyError, Keymap, Scope};
