//! The inbox: queries, calls, alarm words.

pub mod alarms;
