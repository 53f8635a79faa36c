//! A letter and its rules (domain 4.4).

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// Somebody a letter goes to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Recipient {
    /// `patient` or `contact`.
    pub kind: String,
    /// That record.
    pub id: String,
    /// Name as it stands on the envelope.
    pub name: String,
    /// Lines of the address.
    pub address: Vec<String>,
    /// Postcode.
    pub postcode: String,
    /// `principal` or `copy`.
    pub part: String,
    /// `post`, `email` or `hand`.
    pub way: String,
    /// `to_send`, `sent` or `failed`.
    pub state: String,
    /// When it was sent, ISO time; empty before.
    pub at: String,
}

/// What somebody said who returned a letter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// When, ISO time.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub text: String,
}

/// A letter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Identifier.
    pub id: String,
    /// `dictated`, `drafting`, `awaiting_approval`, `approved`, `sent` or `cancelled`.
    pub state: String,
    /// Identifier of its template.
    pub template: String,
    /// What it is called in lists: the name of the template.
    pub title: String,
    /// The patient, where known.
    pub patient_id: Option<String>,
    /// Whose letter it is: the clinician who signs.
    pub author: String,
    /// Whose it is: the name of a member.
    pub owner: String,
    /// 1 (first) to 3.
    pub priority: i64,
    /// Day of the attendance that starts the clock, ISO date.
    pub attended_on: Option<String>,
    /// When it must be sent by, ISO date.
    pub due_at: Option<String>,
    /// Subject lines.
    pub subject: String,
    /// "Dear …".
    pub salutation: String,
    /// The text, with plain marks.
    pub body: String,
    /// Enclosures.
    pub enclosures: Vec<String>,
    /// To whom, each with a state of its own.
    pub recipients: Vec<Recipient>,
    /// Comments of those who returned it.
    pub comments: Vec<Comment>,
    /// Whether it is held; it stands in the unsent list all the same.
    pub held: bool,
    /// Why it is held.
    pub hold_reason: String,
    /// Until when, ISO date.
    pub hold_until: Option<String>,
    /// `signed`, `pp` or `unverified`; empty before approval.
    pub sign_mode: String,
    /// Who approved it.
    pub signed_by: String,
    /// Who signed p.p., or on whose authority it goes unverified.
    pub sign_note: String,
    /// Why it goes out although the patient died.
    pub died_reason: String,
    /// Why it was cancelled.
    pub cancel_reason: String,
    /// The letter that it replaces.
    pub replaces_id: Option<String>,
    /// The letter that replaced it.
    pub replaced_by: Option<String>,
    /// When it was submitted, ISO time.
    pub submitted_at: Option<String>,
    /// When it was approved, ISO time.
    pub approved_at: Option<String>,
    /// When it was sent, ISO time.
    pub sent_at: Option<String>,
    /// When it was cancelled, ISO time.
    pub cancelled_at: Option<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Letter {
    const TABLE: &'static str = "letter";
    fn id(&self) -> &str {
        &self.id
    }
}
