//! Incoming post and e-mail: a file becomes a query of the inbox, with its text and with what was attached kept in the
//! desk's own folder.
//!
//! `take` takes files in, `rules_guess` looks for whom they are about, `acts` says who the patient is and starts the clock
//! of a referral, `open` opens what was attached, `watch` looks at the folder.

pub mod acts;
pub mod ask;
pub mod model;
pub mod open;
pub mod repo;
pub mod rules_guess;
pub mod scan;
pub mod take;
pub mod watch;

#[cfg(test)]
mod tests;

pub use model::{Attachment, Post};

use crate::store::Table;

/// The table of what came in.
pub const INCOMING: Table =
    Table { name: "incoming", word: "incoming post", lists: &[], flags: &[], find: |_| None, keeps: None };

/// The table of what was attached.
pub const ATTACHMENT: Table =
    Table { name: "attachment", word: "attachment", lists: &[], flags: &[], find: |_| None, keeps: None };
