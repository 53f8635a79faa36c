//! What leaves the desk as a document: letters as PDF, as plain text and on the printer; the sheet of a day, the list
//! of a clinic, an itinerary and a claim.
//!
//! Typesetting happens in here only. Text reaches the typesetter as data, never as markup; a layout can read
//! nothing but that data; and what the fonts cannot show is known beforehand (`clean`).

mod bundle;
mod claim_sheet;
pub mod clean;
mod clinic_list;
mod cover;
mod day_sheet;
pub mod docx;
pub mod engine;
pub mod envelope;
mod fonts;
mod itinerary;
pub mod letter;
pub mod lint;
pub mod marks;
mod meeting;
pub mod pack;
pub mod print;
mod room_sheet;
pub mod sample;
mod team_note;
pub mod template;
pub mod text;
mod view;

pub use bundle::Bundle;
pub use claim_sheet::{ClaimRow, ClaimSheet};
pub use clinic_list::{ClinicList, ClinicSlot};
pub use cover::{Cover, CoverLine};
pub use day_sheet::{DayBox, DayPart, DayRow, DaySheet, RowState};
pub use engine::{Options, PaperError, typeset};
pub use itinerary::{Itinerary, ItineraryLeg};
pub use letter::{Addressee, LetterDoc, Letterhead, Signatory, SignedAs};
pub use lint::{Lack, LackKind, lint};
pub use meeting::{MeetingAction, MeetingDoc, MeetingItem, MeetingKind};
pub use room_sheet::{RoomLine, RoomPart, RoomSheet};
pub use team_note::TeamNote;
pub use template::{Filled, Template, fill};
