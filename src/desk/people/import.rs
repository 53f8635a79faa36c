//! Patients and contacts in: what a file holds becomes one change that can be undone, all of it or nothing.
//!
//! The same rules count for the dry run and for the import itself; the same file again changes nothing. Patients are
//! known by NHS number, else hospital number, else name with date of birth; organisations by ODS code; other contacts
//! by their key in the other program, else by name with e-mail or organisation.

mod contact;
mod file;
mod patient;
mod run;

pub use super::export::What;
pub use file::{Format, SourceFile};
pub use run::{plan, remembered, run};

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::store::{Edit, Refusal};

/// What an import would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// New records.
    pub new: usize,
    /// Records that are there and get something new.
    pub changed: usize,
    /// Records that are there just so.
    pub same: usize,
    /// Lines about somebody of whom an earlier line of the file speaks.
    pub repeated: usize,
    /// Closed organisations that nobody here knows: they are passed over.
    pub left_out: usize,
    /// Practices that are made because a patient is registered there.
    pub practices: usize,
    /// Lines that cannot be taken, each with its reason.
    pub rejected: Vec<(usize, String)>,
}

impl Plan {
    /// Lines that were read.
    pub fn lines(&self) -> usize {
        self.new + self.changed + self.same + self.repeated + self.left_out + self.rejected.len()
    }

    /// In words: "1,998 new, 2 changed, 0 the same; 35 practices made".
    pub fn words(&self) -> String {
        let n = |n: usize| super::view::thousands(n as i64);
        let mut said = vec![
            format!("{} new", n(self.new)),
            format!("{} changed", n(self.changed)),
            format!("{} the same", n(self.same)),
        ];
        let more = [
            (self.repeated, "about somebody earlier in the file"),
            (self.left_out, "closed and left out"),
            (self.practices, "practices made"),
            (self.rejected.len(), "not taken"),
        ];
        said.extend(more.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", n(*count))));
        said.join(", ")
    }
}

/// `patients.csv, line 17: NHS number 943 476 5918 fails its check digit`.
pub fn reject_line(file: &str, line: usize, reason: &str) -> String {
    format!("{file}, line {line}: {reason}")
}

/// Why a line is not taken, or why nothing can be.
pub(super) enum Bad {
    Reason(String),
    Refused(Refusal),
}

impl From<Refusal> for Bad {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<String> for Bad {
    fn from(reason: String) -> Self {
        Self::Reason(reason)
    }
}

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    New,
    Changed,
    Same,
    Repeated,
    LeftOut,
}

/// What a line comes to, and its edits.
pub(super) type Verdict = Result<(Outcome, Vec<Edit>), Bad>;

/// An earlier line about the same somebody.
struct Seen {
    line: usize,
    name: String,
    born: Option<String>,
    uid: String,
}

/// Judges line after line, in a dry run or in the middle of an import.
pub(super) struct Importer {
    now: NaiveDateTime,
    seen: HashMap<String, Seen>,
    keys: Option<super::repo::ContactKeys>,
    practices: HashMap<String, String>,
    /// Practices that were made.
    pub made: usize,
}

impl Importer {
    pub fn new(now: NaiveDateTime) -> Self {
        Self { now, seen: HashMap::new(), keys: None, practices: HashMap::new(), made: 0 }
    }

    fn today(&self) -> NaiveDate {
        self.now.date()
    }
}

/// The longer known text, unless a new one is given.
fn pick(new: &str, old: &str) -> String {
    if new.is_empty() { old.to_owned() } else { new.to_owned() }
}

/// Both notes; the new one only where it is not in the old one.
fn notes(new: &str, old: &str) -> String {
    match (new.is_empty(), old.is_empty()) {
        (true, _) => old.to_owned(),
        (_, true) => new.to_owned(),
        _ if old.contains(new) => old.to_owned(),
        _ => format!("{old}\n{new}"),
    }
}

/// The numbers of a file beside those that are known: a number known already stays as it is, a new one takes the place
/// of the one that had its label.
fn phones(new: &[super::model::Phone], old: &[super::model::Phone]) -> Vec<super::model::Phone> {
    use crate::text::phone::digits;
    let labelled = |a: &str, b: &str| a.is_empty() || b.is_empty() || a.eq_ignore_ascii_case(b);
    let same = |a: &super::model::Phone, b: &super::model::Phone| {
        labelled(&a.label, &b.label) && digits(&a.number) == digits(&b.number)
    };
    let known = |p: &super::model::Phone| old.iter().find(|o| same(o, p)).cloned();
    let mut all: Vec<super::model::Phone> = Vec::new();
    for phone in new {
        let phone = known(phone).unwrap_or_else(|| phone.clone());
        if !all.iter().any(|p| same(p, &phone)) {
            all.push(phone);
        }
    }
    let replaced =
        |o: &super::model::Phone| !o.label.is_empty() && new.iter().any(|n| n.label.eq_ignore_ascii_case(&o.label));
    let kept: Vec<super::model::Phone> =
        old.iter().filter(|o| !all.iter().any(|p| same(p, o)) && !replaced(o)).cloned().collect();
    // The order of what was there stays, so that the same file again changes nothing.
    all.sort_by_key(|p| old.iter().position(|o| same(o, p)).unwrap_or(usize::MAX));
    all.extend(kept);
    all
}
