//! A query and its rules (domain 4.3).

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// A query: a call, a message, a letter that wants an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// Identifier.
    pub id: String,
    /// `new`, `open`, `waiting`, `escalated` or `done`.
    pub state: String,
    /// A call card that was left with Esc and not saved yet.
    pub draft: bool,
    /// `in` or `out`.
    pub direction: String,
    /// `phone`, `answerphone`, `email`, `post` or `person`.
    pub mode: String,
    /// Who called.
    pub caller: String,
    /// `patient`, or what they are to the patient.
    pub relation: String,
    /// Number to ring back.
    pub number: String,
    /// Whether a message may be left there.
    pub message_ok: bool,
    /// The patient, where known.
    pub patient_id: Option<String>,
    /// Identifiers that were given right.
    pub ticked: Vec<String>,
    /// `appointment`, `results`, `letter`, `prescription`, `transport`, `complaint`, `clinical`, `safeguarding` or `other`.
    pub kind: String,
    /// The caller's own words.
    pub words: String,
    /// How they sounded: `calm`, `worried`, `upset` or `angry`.
    pub tone: String,
    /// Whose it is: the name of a member.
    pub owner: String,
    /// The consultant it concerns.
    pub consultant: String,
    /// When it came, ISO time.
    pub received_at: String,
    /// When an answer was promised by, ISO time.
    pub promised_by: Option<String>,
    /// On whom it waits.
    pub waiting_on: String,
    /// When to chase, ISO date.
    pub chase_on: Option<String>,
    /// To whom it was escalated.
    pub escalated_to: String,
    /// When, ISO time.
    pub escalated_at: Option<String>,
    /// Who accepted it.
    pub accepted_by: String,
    /// When, ISO time.
    pub accepted_at: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// When it was closed, ISO time.
    pub closed_at: Option<String>,
    /// The earlier query about the same matter.
    pub repeat_of: Option<String>,
    /// Alarm words that were matched and not negated.
    pub alarm: Vec<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Query {
    const TABLE: &'static str = "query";
    fn id(&self) -> &str {
        &self.id
    }
}
