//! An invented desk.
