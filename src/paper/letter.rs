//! A letter as data: whose letterhead, to whom, about whom, what it says, who signs. Made into a PDF by a layout.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::clean::unprintable;
use super::engine::{Options, PaperError, typeset};
use super::view;

/// The layout that comes with the desk. A user's own replaces it whole.
pub const LAYOUT: &str = include_str!("../../assets/letters/layout.typ");

/// The head of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Letterhead {
    /// The trust or hospital.
    pub trust: String,
    /// The department.
    pub department: String,
    /// The sender's address, a line each, the postcode last.
    pub address: Vec<String>,
    /// The switchboard or the department's telephone.
    pub phone: String,
    /// The department's e-mail address.
    pub email: String,
    /// Whom to ring about this letter, a number or "Jo Ward, 020 7946 0123".
    pub direct_line: String,
}

/// Where a letter goes: shown in the window of the envelope.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Addressee {
    /// Name, role and organisation, a line each.
    pub name: Vec<String>,
    /// The address without the postcode, a line each.
    pub address: Vec<String>,
    /// The postcode.
    pub postcode: String,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
    /// Qualifications and numbers of registration, a line each.
    pub qualifications: Vec<String>,
}

/// How it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "lowercase")]
pub enum SignedAs {
    /// By the signatory; room is left for a pen.
    #[default]
    Signed,
    /// On the signatory's behalf.
    Pp {
        /// Who signs instead.
        by: String,
    },
    /// Sent unchecked, so that it is not late.
    Unverified {
        /// On whose word.
        authority: String,
    },
}

/// A letter. What is empty is not printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterDoc {
    /// The head of the paper.
    pub letterhead: Letterhead,
    /// The document's title, as a reader's window names it.
    pub title: String,
    /// The date it bears.
    pub date: NaiveDate,
    /// Our reference.
    pub our_ref: String,
    /// Theirs.
    pub your_ref: String,
    /// "NHS No. 999 000 0018".
    pub nhs_line: String,
    /// The hospital number.
    pub hospital_no: String,
    /// Where it goes.
    pub recipient: Addressee,
    /// "Dear Mrs Okafor".
    pub salutation: String,
    /// The bold lines below the salutation.
    pub subject: Vec<String>,
    /// "Seen in the cardiology clinic on 12 November 2026".
    pub attendance: String,
    /// The text with its plain marks (see [`super::marks`]).
    pub body: String,
    /// "Yours sincerely".
    pub sign_off: String,
    /// Who signs.
    pub signatory: Signatory,
    /// How.
    pub signed: SignedAs,
    /// Who gets a copy, a line each.
    pub copies: Vec<String>,
    /// What is enclosed, a line each.
    pub enclosures: Vec<String>,
    /// Everything in 16 point or more.
    pub large_print: bool,
    /// Marked on every page as a draft that must not be sent.
    pub draft_mark: bool,
    /// At the foot of every page: "OKAFOR, Grace · NHS No. 999 000 0018".
    pub running_name: String,
}

impl LetterDoc {
    /// The letter as a PDF, by the layout given (its source) or the desk's own.
    pub fn pdf(&self, layout: Option<&str>) -> Result<Vec<u8>, PaperError> {
        typeset(layout.unwrap_or(LAYOUT), &view::data(self), &self.options())
    }

    /// The letter as a layout reads it, for binding with others.
    pub(super) fn parts(&self) -> (serde_json::Value, Options) {
        (view::data(self), self.options())
    }

    fn options(&self) -> Options {
        let title = if self.title.trim().is_empty() { "Letter" } else { &self.title };
        let title = if self.draft_mark { format!("Draft: {title}") } else { title.to_owned() };
        let names = [&self.signatory.name, &self.letterhead.department, &self.letterhead.trust];
        let author = names.into_iter().find(|name| !name.trim().is_empty()).cloned().unwrap_or_default();
        Options { title, author, date: self.date }
    }

    /// What the writer should know before the letter is printed, each a sentence.
    pub fn concerns(&self) -> Vec<String> {
        let mut found = Vec::new();
        let everything = serde_json::to_string(self).unwrap_or_default();
        let lost = unprintable(&everything);
        if !lost.is_empty() {
            found.push(format!("These signs cannot be printed and will be shown as boxes: {}.", lost.join(" ")));
        }
        if !view::fits_window(self) {
            found.push("The address is too long for the window of the envelope: shorten or join its lines.".to_owned());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_survives_its_json() {
        let doc = LetterDoc {
            signed: SignedAs::Pp { by: "Jo Ward".into() },
            copies: vec!["Dr Lee".into()],
            ..LetterDoc::default()
        };
        let json = serde_json::to_string(&doc).unwrap();
        assert_eq!(serde_json::from_str::<LetterDoc>(&json).unwrap(), doc);
        assert_eq!(serde_json::from_str::<LetterDoc>("{}").unwrap(), LetterDoc::default());
    }

    #[test]
    fn what_cannot_be_printed_is_said() {
        let doc = LetterDoc { body: "Well done 🙂".into(), ..LetterDoc::default() };
        assert!(doc.concerns()[0].contains('🙂'));
        let long = LetterDoc {
            recipient: Addressee { address: vec!["a".repeat(40); 9], ..Addressee::default() },
            ..LetterDoc::default()
        };
        assert!(long.concerns()[0].contains("window"));
        assert!(LetterDoc::default().concerns().is_empty());
    }

    #[test]
    fn a_draft_says_so_in_its_title() {
        let doc = LetterDoc { draft_mark: true, title: "Clinic letter".into(), ..LetterDoc::default() };
        assert_eq!(doc.options().title, "Draft: Clinic letter");
    }
}
