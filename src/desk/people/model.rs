//! Patients and contacts: their fields here, their rules in the files beside this one.

mod answer;
mod banner;
mod contact;
mod merge;
mod moment;
mod patient;
mod spoken;

pub use answer::AnswerCard;
pub use banner::{Banner, banner, banner_line, short_line};
pub use contact::KINDS;
pub use merge::{Merge, merge, numbers_differ};
pub use moment::Moment;
pub use patient::{GENDERS, like_key};
pub use spoken::{phone_line, read_phones, read_spokespeople, spokesperson_line};

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// A telephone number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Phone {
    /// `home`, `mobile`, `work`, or what the source calls it.
    pub label: String,
    /// The number, tidied.
    pub number: String,
}

/// Somebody who may be spoken to about a patient.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Spokesperson {
    /// Name.
    pub name: String,
    /// What they are to the patient.
    pub relation: String,
    /// What may be told: `everything`, `appointments`, or in words.
    pub scope: String,
    /// Until when, ISO date; empty: until taken back.
    pub until: String,
}

/// A patient.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Patient {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// Forename.
    pub forename: String,
    /// Middle names.
    pub middle: String,
    /// Surname.
    pub surname: String,
    /// The name they like to be called by.
    pub preferred_name: String,
    /// Date of birth, ISO date.
    pub born: Option<String>,
    /// `Female`, `Male`, `Not Known` or `Not Specified`.
    pub gender: String,
    /// NHS number, ten digits.
    pub nhs_number: Option<String>,
    /// `verified`, `unverified` or `none`.
    pub nhs_status: String,
    /// Hospital number.
    pub hospital_number: Option<String>,
    /// Lines of the address, without the postcode.
    pub address: Vec<String>,
    /// Postcode.
    pub postcode: String,
    /// When the address was last confirmed, ISO date.
    pub address_checked_on: Option<String>,
    /// When post came back from it, ISO date; over once it is confirmed after that.
    pub address_bad_on: Option<String>,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// E-mail address.
    pub email: String,
    /// Preferred way of contact: `phone`, `post`, `email`, or empty.
    pub contact_by: String,
    /// Whether a voicemail may be left.
    pub voicemail_ok: bool,
    /// Whether e-mail was agreed to.
    pub email_ok: bool,
    /// Safe-contact note: shown before any call back.
    pub safe_note: String,
    /// The GP practice, a contact.
    pub practice_id: Option<String>,
    /// The GP.
    pub gp_name: String,
    /// Accessible information: communication support.
    pub need_support: String,
    /// Accessible information: communication professional (interpreter, lip speaker).
    pub need_professional: String,
    /// Accessible information: contact method.
    pub need_contact: String,
    /// Accessible information: format, such as `large print`.
    pub need_format: String,
    /// When the needs were last reviewed, ISO date.
    pub needs_reviewed_on: Option<String>,
    /// Language, where not English.
    pub language: String,
    /// Whether an interpreter is needed.
    pub interpreter: bool,
    /// People who may be spoken to.
    pub may_speak: Vec<Spokesperson>,
    /// Alerts.
    pub alerts: Vec<String>,
    /// Date of death, ISO date.
    pub died_on: Option<String>,
    /// The patient this record was merged into.
    pub merged_into: Option<String>,
    /// Notes.
    pub notes: String,
    /// Key under which like names stand together.
    pub like_key: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Patient {
    const TABLE: &'static str = "patient";
    fn id(&self) -> &str {
        &self.id
    }
}

/// A contact: a person or an organisation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Identifier.
    pub id: String,
    /// `gp`, `practice`, `consultant`, `ward`, `department`, `secretary`, `supplier` or `other`.
    pub kind: String,
    /// The name that is shown.
    pub name: String,
    /// Title of a person.
    pub title: String,
    /// Forename.
    pub forename: String,
    /// Surname.
    pub surname: String,
    /// Organisation.
    pub organisation: String,
    /// Department.
    pub department: String,
    /// Job title.
    pub job_title: String,
    /// ODS code, upper case.
    pub ods_code: Option<String>,
    /// The organisation it belongs to, a contact.
    pub parent_id: Option<String>,
    /// Lines of the address, without the postcode.
    pub address: Vec<String>,
    /// Postcode.
    pub postcode: String,
    /// Telephone numbers.
    pub phones: Vec<Phone>,
    /// Bypass number.
    pub bypass: String,
    /// Bleep.
    pub bleep: String,
    /// Extension.
    pub extension: String,
    /// E-mail address.
    pub email: String,
    /// Opening hours.
    pub hours: String,
    /// Notes.
    pub notes: String,
    /// When it closed, ISO date; it stays on old letters.
    pub closed_on: Option<String>,
    /// Identifier in other programs.
    pub uid: Option<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Contact {
    const TABLE: &'static str = "contact";
    fn id(&self) -> &str {
        &self.id
    }
}
