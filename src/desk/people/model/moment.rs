//! One line of a patient's timeline.

use serde::{Deserialize, Serialize};

/// Something that was or will be: a call, a letter, an entry of the diary, a task, a result, a promise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When, ISO time or date.
    pub at: String,
    /// Table of the record: `query`, `letter`, `entry`, `task`.
    pub kind: String,
    /// The record.
    pub id: String,
    /// What people call it: call, letter, diary, task, result, promise.
    pub word: String,
    /// What it is about.
    pub title: String,
    /// Its state.
    pub state: String,
    /// Whether it asks for something still.
    pub open: bool,
}
