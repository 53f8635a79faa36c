//! The diary.

pub mod recur;
