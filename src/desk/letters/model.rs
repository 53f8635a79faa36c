//! A letter and its rules (domain 4.4).
//!
//! ```text
//! dictated -> drafting -> awaiting_approval -> approved -> sent
//! awaiting_approval --return(comment)--> drafting        approved --recall--> drafting
//! any before sent --cancel(reason)--> cancelled          sent --correct--> a new letter that replaces it
//! ```
//! `clock` says when it is late, `rules` how it goes from state to state.

mod clock;
mod place;
mod post;
mod rules;

pub use clock::{Limits, Press};
pub use place::{Place, moved, segments, words};
pub use rules::Sign;

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
    /// `first` for first class post; empty: second class.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// Why it did not arrive: "not known at this address".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
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
    /// Where in the letter's text; none: of all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Whether it was dealt with.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

/// A letter. Read without its text (for lists) it cannot be written back: the store refuses it as stale.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    /// Whose it is: the name of a member; empty: a dictation in the pool.
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

impl Recipient {
    /// Whether the letter is to them, and not only a copy.
    pub fn is_principal(&self) -> bool {
        self.part == "principal"
    }

    /// Whether it went out to them.
    pub fn is_sent(&self) -> bool {
        self.state == "sent"
    }

    /// How it goes to them, in words.
    pub fn way_word(&self) -> &'static str {
        match self.way.as_str() {
            "email" => "by e-mail",
            "hand" => "by hand",
            _ if self.class == "first" => "by post, 1st",
            _ => "by post",
        }
    }

    /// What became of it, in words.
    pub fn state_word(&self) -> &'static str {
        match self.state.as_str() {
            "sent" => "sent",
            "failed" if !self.why.is_empty() => "came back",
            "failed" => "failed",
            _ => "to send",
        }
    }
}

impl Letter {
    /// Whether it is neither sent nor cancelled: it stands on the unsent wall.
    pub fn is_unsent(&self) -> bool {
        !matches!(self.state.as_str(), "sent" | "cancelled")
    }

    /// Whether its text may be written.
    pub fn is_draft(&self) -> bool {
        matches!(self.state.as_str(), "dictated" | "drafting")
    }

    /// Whether it was begun from elsewhere, with nothing in it yet: it is to be asked which letter it is.
    pub fn is_bare(&self) -> bool {
        self.is_draft() && self.body.is_empty() && self.subject.is_empty() && self.salutation.is_empty()
    }

    /// Who holds it: the author while it waits for approval, else whose it is; a dictation nobody has taken is the pool's.
    pub fn holder(&self) -> &str {
        match self.state.as_str() {
            "awaiting_approval" => &self.author,
            _ if self.owner.is_empty() => "the pool",
            _ => &self.owner,
        }
    }

    /// Its state in words, with what must not be overlooked: "approved, a copy failed".
    pub fn state_words(&self) -> String {
        let words = self.state.replace('_', " ");
        let failed = self.recipients.iter().any(|r| r.state == "failed");
        let part = self.recipients.iter().any(Recipient::is_sent);
        match self.state.as_str() {
            _ if failed && self.recipients.iter().any(|r| r.state == "failed" && !r.why.is_empty()) => {
                format!("{words}, came back from {}", self.named("failed"))
            }
            "approved" if failed => format!("{words}, failed to reach {}", self.named("failed")),
            "approved" if part => format!("{words}, sent in part"),
            "drafting" if self.was_returned() => "drafting, returned".into(),
            _ => words,
        }
    }

    /// Whether somebody returned it and it was not submitted since.
    pub fn was_returned(&self) -> bool {
        self.state == "drafting" && !self.comments.is_empty() && self.submitted_at.is_none()
    }

    /// How it was approved, in words: "signed by Dr Lee", "p.p. Jo Ward for Dr Lee".
    pub fn approval_words(&self) -> String {
        match self.sign_mode.as_str() {
            "signed" if self.sign_note.is_empty() => format!("signed by {}", self.signed_by),
            "signed" => format!("released by {} ({})", self.signed_by, self.sign_note),
            "pp" => format!("signed p.p. by {} for {}", self.sign_note, self.author),
            "unverified" => format!("unverified, on the authority of {}, by {}", self.sign_note, self.signed_by),
            _ => String::new(),
        }
    }

    /// What was said of it and is not dealt with yet.
    pub fn open_comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|c| !c.done)
    }

    /// The names of the recipients in this state.
    pub fn named(&self, state: &str) -> String {
        let all: Vec<&str> = self.recipients.iter().filter(|r| r.state == state).map(|r| r.name.as_str()).collect();
        all.join(", ")
    }
}
