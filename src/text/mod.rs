//! What is read and written by people: dates as typed, names, NHS numbers, telephone numbers.
//!
//! Everything here is pure: no terminal, no database, no clock. What is typed comes in as text and goes out as a
//! value or as a sentence that says what to type instead; what is shown follows the NHS Common User Interface.

pub mod age;
pub mod calendar;
pub mod dates;
pub mod diff;
pub mod ease;
pub mod money;
pub mod names;
pub mod nhs;
pub mod ods;
pub mod phone;
pub mod postcode;
pub mod safe;
pub mod when;

pub use age::age;

#[cfg(test)]
mod tests;
