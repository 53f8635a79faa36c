//! The diary: calendars, entries, bank holidays.

pub mod holidays;
