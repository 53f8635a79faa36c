//! The panes of the desk.

pub mod diary;
