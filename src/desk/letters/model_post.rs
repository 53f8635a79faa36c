//! The post book, print runs and what was released on paper: their records.

use serde::{Deserialize, Serialize};

use super::{Letter, Recipient};
use crate::store::{Record, new_id};

/// A line of the post book: something that left, or came back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PostItem {
    /// Identifier.
    pub id: String,
    /// On which day, ISO date.
    pub day: String,
    /// When, ISO time.
    pub at: String,
    /// To whom.
    pub name: String,
    /// The postcode, or what is known of the place.
    pub postcode: String,
    /// What: the title of the letter, or the thing that was sent.
    pub what: String,
    /// The letter, where it is one of the desk.
    pub letter_id: Option<String>,
    /// The patient it is about.
    pub patient_id: Option<String>,
    /// `post`, `email` or `hand`.
    pub way: String,
    /// `first`, `second`, or empty where it is no post.
    pub class: String,
    /// By whom.
    pub by: String,
    /// `sent` or `returned`.
    pub state: String,
    /// Why it came back.
    pub note: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for PostItem {
    const TABLE: &'static str = "post_item";
    fn id(&self) -> &str {
        &self.id
    }
}

impl PostItem {
    /// The line of a letter that went to this recipient at this time.
    pub fn of(letter: &Letter, to: &Recipient, by: &str, at: &str) -> Self {
        let class = match (to.way.as_str(), to.class.as_str()) {
            ("post", "first") => "first",
            ("post", _) => "second",
            _ => "",
        };
        Self {
            id: new_id(),
            day: at.get(..10).unwrap_or(at).into(),
            at: at.into(),
            name: to.name.clone(),
            postcode: to.postcode.clone(),
            what: letter.title.clone(),
            letter_id: Some(letter.id.clone()),
            patient_id: letter.patient_id.clone(),
            way: to.way.clone(),
            class: class.into(),
            by: by.into(),
            state: "sent".into(),
            ..Self::default()
        }
    }

    /// How it went, in words.
    pub fn way_words(&self) -> &'static str {
        match (self.way.as_str(), self.class.as_str()) {
            ("email", _) => "e-mail",
            ("hand", _) => "by hand",
            (_, "first") => "1st class",
            _ => "2nd class",
        }
    }

    /// What became of it, in words.
    pub fn state_words(&self) -> String {
        match (self.state.as_str(), self.note.as_str()) {
            ("returned", "") => "came back".into(),
            ("returned", why) => format!("came back: {why}"),
            _ => "sent".into(),
        }
    }
}

/// The lines of those that a letter went to between two of its states.
pub fn posted(before: &Letter, after: &Letter, by: &str) -> Vec<PostItem> {
    let was = |r: &Recipient| before.recipients.iter().any(|b| b.is_sent() && b.name == r.name && b.at == r.at);
    let gone = after.recipients.iter().filter(|r| r.is_sent() && !was(r));
    gone.map(|r| PostItem::of(after, r, by, &r.at)).collect()
}

/// A print run: what was made to be printed, until it is said whether it was.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PrintRun {
    /// Identifier.
    pub id: String,
    /// When it was made, ISO time.
    pub at: String,
    /// Who made it.
    pub by: String,
    /// `made`, `sent` or `dropped`.
    pub state: String,
    /// What is in it, in the order of the envelopes.
    pub sheets: Vec<Sheet>,
    /// The file, or `printer`.
    pub file: String,
    /// When it was answered, ISO time.
    pub answered_at: Option<String>,
}

/// One letter to one recipient in a print run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The letter.
    pub letter: String,
    /// The name of the recipient.
    pub name: String,
}

impl Record for PrintRun {
    const TABLE: &'static str = "print_run";
    fn id(&self) -> &str {
        &self.id
    }
}

/// Letters that were put before their author on paper, until the answers are typed back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ApprovalSheet {
    /// Identifier.
    pub id: String,
    /// Its number, printed on the cover.
    pub number: i64,
    /// Whose letters.
    pub author: String,
    /// When it was made, ISO time.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// The letters by their numbers on the cover, the first is 1.
    pub letters: Vec<OnPaper>,
    /// When the answers were typed back, ISO time.
    pub answered_at: Option<String>,
    /// Who typed them back.
    pub answered_by: String,
}

/// A letter on paper: which, and a fingerprint of the text that was printed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OnPaper {
    /// The letter.
    pub letter: String,
    /// Of its text.
    pub print: String,
}

impl Record for ApprovalSheet {
    const TABLE: &'static str = "approval_sheet";
    fn id(&self) -> &str {
        &self.id
    }
}
