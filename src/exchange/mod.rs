//! What comes in and goes out: iCalendar, vCard, CSV, e-mail drafts.

pub mod ics;
