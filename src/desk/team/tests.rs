//! The team on a real desk.
