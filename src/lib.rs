//! Rolltop: a medical secretary's whole desk, in one terminal.

pub mod demo;
pub mod desk;
