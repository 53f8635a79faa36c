//! What comes in from other programs and goes out to them: tables, address cards, directories of organisations,
//! e-mail drafts. Bytes in, neutral values out, and back; no database and no clock.

pub mod csv;
pub mod eml;
pub mod ics;
pub mod mapping;
pub mod ods;
pub mod person;
pub mod vcard;
