//! A person or an organisation as another program wrote it down: neutral, unchecked, and ready for the panes to
//! check and tidy. Text is kept as found, but trimmed and free of control characters.

pub mod dates;
pub mod names;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a card most likely stands for; whoever imports it may know better.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindHint {
    /// Somebody who is treated.
    Patient,
    /// Somebody who is rung or written to.
    #[default]
    Contact,
    /// A GP practice, or what stands in the national list of practices.
    Practice,
    /// Any other organisation: trust, hospital, supplier.
    Organisation,
}

/// Whether an organisation is still there, as its directory says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Open.
    Active,
    /// Closed for good; codes are never used again.
    Closed,
    /// Not open now, but not closed.
    Dormant,
    /// Not open yet.
    Proposed,
}

/// A telephone number with what it is: "Work", "Mobile", "Fax", "Bleep", or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phone {
    /// In words; empty where the file does not say.
    pub label: String,
    /// As found.
    pub number: String,
}

/// One person or organisation of a file. An empty text means that the file does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonCard {
    /// What it most likely stands for.
    pub kind_hint: KindHint,
    /// Mr, Mrs, Dr.
    pub title: String,
    /// First name.
    pub forename: String,
    /// Further first names.
    pub middle: String,
    /// Family name.
    pub surname: String,
    /// Jr, OBE.
    pub suffix: String,
    /// What the person likes to be called.
    pub preferred_name: String,
    /// The date of birth as the file writes it.
    pub born_text: String,
    /// The date of birth, where it can be read in one way only.
    pub born: Option<NaiveDate>,
    /// The date of death as the file writes it.
    pub died_text: String,
    /// The date of death, where it can be read in one way only.
    pub died: Option<NaiveDate>,
    /// Sex or gender, in the file's own words or letters.
    pub gender: String,
    /// NHS number, unchecked.
    pub nhs_number: String,
    /// Hospital number.
    pub hospital_number: String,
    /// Where the person works, or the organisation itself.
    pub organisation: String,
    /// Part of the organisation.
    pub department: String,
    /// What the person does there.
    pub job_title: String,
    /// The organisation's code.
    pub ods_code: String,
    /// Lines of the address without the postcode.
    pub address: Vec<String>,
    /// Postcode.
    pub postcode: String,
    /// Telephone numbers in the order of the file.
    pub phones: Vec<Phone>,
    /// E-mail addresses in the order of the file.
    pub emails: Vec<String>,
    /// Anything said in words.
    pub notes: String,
    /// Code of the practice where a patient is registered.
    pub practice_code: String,
    /// Name of the practice where a patient is registered.
    pub practice_name: String,
    /// Words the card is filed under.
    pub categories: Vec<String>,
    /// Since when the organisation is open.
    pub opened_on: Option<NaiveDate>,
    /// Since when it is closed.
    pub closed_on: Option<NaiveDate>,
    /// Whether it is still there.
    pub status: Option<Status>,
    /// The card's own key in the program it comes from.
    pub uid: String,
    /// Line of the file on which it begins, from 1.
    pub line: usize,
}

impl PersonCard {
    /// Whether it says nothing that one could look for or write to.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.forename, &self.surname, &self.organisation, &self.nhs_number, &self.hospital_number];
        texts.iter().all(|t| t.is_empty())
            && self.ods_code.is_empty()
            && self.phones.is_empty()
            && self.emails.is_empty()
    }

    /// Whether it bears a person's name.
    pub fn has_person_name(&self) -> bool {
        !self.forename.is_empty() || !self.surname.is_empty()
    }

    /// Adds a number unless it is empty or there already under the same label.
    pub fn add_phone(&mut self, label: &str, number: &str) {
        let phone = Phone { label: tidy_line(label), number: tidy_line(number) };
        if !phone.number.is_empty() && !self.phones.contains(&phone) {
            self.phones.push(phone);
        }
    }

    /// Adds an e-mail address unless it is empty or there already.
    pub fn add_email(&mut self, email: &str) {
        let email = tidy_line(email);
        if !email.is_empty() && !self.emails.iter().any(|e| e.eq_ignore_ascii_case(&email)) {
            self.emails.push(email);
        }
    }

    /// Adds a line of the address unless it is empty.
    pub fn add_address(&mut self, line: &str) {
        self.address.extend(line.lines().map(tidy_line).filter(|l| !l.is_empty()));
    }

    /// Adds a category unless it is empty or there already.
    pub fn add_category(&mut self, category: &str) {
        let category = tidy_line(category);
        if !category.is_empty() && !self.categories.contains(&category) {
            self.categories.push(category);
        }
    }

    /// Takes the date of birth from text in any form that can be read in one way only.
    pub fn set_born(&mut self, text: &str, order: dates::Order) {
        self.born_text = tidy_line(text);
        self.born = dates::date(&self.born_text, order);
    }

    /// Takes the parts of a name written in one piece.
    pub fn set_name(&mut self, whole: &str) {
        let parts = names::split(&tidy_line(whole));
        (self.title, self.forename, self.middle) = (parts.title, parts.forename, parts.middle);
        (self.surname, self.suffix) = (parts.surname, parts.suffix);
    }
}

/// A place in a file that could not be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Line of the file, from 1.
    pub line: usize,
    /// In words, without a full stop: "4 fields where the headings have 15".
    pub reason: String,
}

impl Problem {
    /// A problem on that line.
    pub fn new(line: usize, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// Text of one line: trimmed, line ends and tabs as spaces, no control characters.
pub fn tidy_line(text: &str) -> String {
    // Nearly every cell of a large file goes this way.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.trim().to_owned();
    }
    let plain = |c: char| if matches!(c, '\n' | '\r' | '\t' | '\u{a0}') { ' ' } else { c };
    text.chars().map(plain).filter(|c| !is_control(*c)).collect::<String>().trim().to_owned()
}

/// Text of several lines: line ends as `\n`, no control characters, no blank lines at either end.
pub fn tidy_text(text: &str) -> String {
    let ends = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    ends.chars().filter(|c| *c == '\n' || !is_control(*c)).collect::<String>().trim().to_owned()
}

/// Control characters, and the invisible ones that turn the direction of what follows.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}
