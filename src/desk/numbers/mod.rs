//! Numbers: how long letters take from the visit to the post, and how much is waiting, by week, consultant and secretary.
//!
//! `model` reckons, `repo` asks, `page` shows them over the desk, `sheet` writes them as a table.

pub mod model;
pub mod page;
pub mod repo;
pub mod sheet;

#[cfg(test)]
mod tests;
