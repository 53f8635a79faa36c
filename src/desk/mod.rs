//! The practice: one folder for each pane.

pub mod diary;
pub mod inbox;
