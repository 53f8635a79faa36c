//! The dictations' questions to the database.

use serde::Deserialize;

use super::Dictation;
use crate::desk::letters::Letter;
use crate::store::{Db, Refusal};
use crate::text::names;

/// A dictation with its letter, which has no text here.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Listed {
    /// The dictation.
    #[serde(flatten)]
    pub dictation: Dictation,
    /// State of the letter.
    pub state: String,
    /// Whose it is; empty: the pool's.
    pub owner: String,
    /// Whose letter it is.
    pub author: String,
    /// 1 is first.
    pub priority: i64,
    /// Day of the attendance.
    pub attended_on: Option<String>,
    /// When the letter must be sent by.
    pub due_at: Option<String>,
    /// The patient.
    pub patient_id: Option<String>,
    /// What the letter is called.
    pub letter_title: String,
    /// Surname of the patient.
    pub surname: Option<String>,
    /// Forename.
    pub forename: Option<String>,
    /// Title.
    pub patient_title: Option<String>,
}

impl Listed {
    /// `SURNAME, Forename (Title)`, or what the file was called.
    pub fn name(&self) -> String {
        let part = |p: &Option<String>| p.clone().unwrap_or_default();
        match &self.surname {
            Some(surname) => names::display(surname, &part(&self.forename), &part(&self.patient_title)),
            None => "No patient".into(),
        }
    }

    /// The letter that it becomes.
    pub fn letter(&self) -> &str {
        &self.dictation.letter_id
    }

    /// Whether its letter is still to be typed.
    pub fn is_to_type(&self) -> bool {
        matches!(self.state.as_str(), "dictated" | "drafting")
    }
}

const LISTED: &str = "SELECT d.*, l.state, l.owner, l.author, l.priority, l.attended_on, l.due_at, l.patient_id, l.title AS letter_title, \
     p.surname, p.forename, p.title AS patient_title \
     FROM dictation d JOIN letter l ON l.id = d.letter_id LEFT JOIN patient p ON p.id = l.patient_id \
     WHERE d.binned_at IS NULL AND l.binned_at IS NULL";

/// Those whose letters are still to be typed: urgent ones first, then the oldest.
pub fn to_type(db: Db<'_>) -> Result<Vec<Listed>, Refusal> {
    let sql = format!("{LISTED} AND l.state IN ('dictated', 'drafting') ORDER BY l.priority, d.created_at, d.id");
    db.rows(&sql, &[])
}

/// Every dictation, the latest first.
pub fn every(db: Db<'_>) -> Result<Vec<Listed>, Refusal> {
    db.rows(&format!("{LISTED} ORDER BY d.created_at DESC, d.id DESC"), &[])
}

/// Those of a letter, in the order they came.
pub fn of_letter(db: Db<'_>, letter: &str) -> Result<Vec<Dictation>, Refusal> {
    db.rows("SELECT * FROM dictation WHERE letter_id = $1 AND binned_at IS NULL ORDER BY created_at, id", &[&letter])
}

/// The one with this fingerprint, if it was taken in.
pub fn by_hash(db: Db<'_>, hash: &str) -> Result<Option<Dictation>, Refusal> {
    db.one("SELECT * FROM dictation WHERE hash = $1 AND binned_at IS NULL", &[&hash])
}

/// The letter of a dictation, whichever of the two is named.
pub fn letter_of(db: Db<'_>, id: &str) -> Result<Letter, Refusal> {
    let letter = db.get::<Dictation>(id)?.map_or_else(|| id.to_owned(), |d| d.letter_id);
    db.must(&letter)
}

/// Milliseconds that were typed since a day by this member: of letters that were submitted.
pub fn typed_since(db: Db<'_>, owner: &str, since: &str) -> Result<i64, Refusal> {
    db.count(
        "SELECT coalesce(SUM(d.length_ms), 0) FROM dictation d JOIN letter l ON l.id = d.letter_id \
         WHERE l.owner = $1 AND l.submitted_at >= $2 AND d.binned_at IS NULL AND l.binned_at IS NULL",
        &[&owner, &since],
    )
}

/// Letters that are being written and that recordings of this one may belong to: of the patient, else of the author; the
/// newest first.
pub fn may_take(db: Db<'_>, from: &Letter) -> Result<Vec<Letter>, Refusal> {
    let sql = "SELECT * FROM letter WHERE state IN ('dictated', 'drafting') AND id <> $1 AND binned_at IS NULL \
               AND (patient_id = $2 OR (author = $3 AND (patient_id IS NULL OR $2 IS NULL))) ORDER BY created_at DESC LIMIT 60";
    db.rows(sql, &[&from.id, &from.patient_id, &from.author])
}
