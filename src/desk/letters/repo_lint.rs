//! What the check of a letter asks the database: other patients by names and numbers, and what was kept.

use serde::Deserialize;

use super::linter::Kept;
use crate::store::{Db, Refusal};
use crate::text::names;

/// Another patient, as far as the check of a letter needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Other {
    /// Surname.
    pub surname: String,
    /// Forename.
    pub forename: String,
    /// Title.
    pub title: String,
    /// Date of birth, ISO.
    pub born: Option<String>,
    /// NHS number.
    pub nhs: Option<String>,
    /// Hospital number.
    pub hospital: Option<String>,
}

impl Other {
    /// `SURNAME, Forename (Title)`.
    pub fn name(&self) -> String {
        names::display(&self.surname, &self.forename, &self.title)
    }
}

const OTHER: &str = "p.surname, p.forename, p.title, p.born, p.nhs_number AS nhs, p.hospital_number AS hospital";
const LISTED: &str = "p.binned_at IS NULL AND p.merged_into IS NULL";

/// The other patients who bear one of these numbers, or one of these names (surname and forename).
pub fn others(db: Db<'_>, own: &str, numbers: &[String], pairs: &[(String, String)]) -> Result<Vec<Other>, Refusal> {
    let mut all = Vec::new();
    if !numbers.is_empty() {
        let upper = numbers.iter().map(|n| n.to_uppercase());
        let either: Vec<String> = numbers.iter().cloned().chain(upper).collect();
        let given = serde_json::to_string(&either)?;
        for column in ["nhs_number", "hospital_number"] {
            let sql = format!(
                "SELECT {OTHER} FROM patient p WHERE p.{column} IN (SELECT value FROM json_each($1)) \
                 AND p.id <> $2 AND {LISTED}"
            );
            all.extend(db.rows::<Other>(&sql, &[&given, &own])?);
        }
    }
    if !pairs.is_empty() {
        let sql = format!(
            "SELECT {OTHER} FROM json_each($1) j CROSS JOIN patient p ON p.surname = j.value ->> 0 COLLATE NOCASE \
             AND p.forename = j.value ->> 1 COLLATE NOCASE WHERE p.id <> $2 AND {LISTED}"
        );
        all.extend(db.rows::<Other>(&sql, &[&serde_json::to_string(pairs)?, &own])?);
    }
    Ok(all)
}

/// So many of the latest letters are learnt from.
const LEARNT: i64 = 2000;

/// The patient and text of each letter that was approved or sent, the latest first.
pub fn written(db: Db<'_>, each: impl FnMut(&str, &str)) -> Result<(), Refusal> {
    let sql = "SELECT patient_id, body FROM letter WHERE state IN ('approved', 'sent') AND patient_id IS NOT NULL \
               AND binned_at IS NULL ORDER BY id DESC LIMIT $1";
    db.pairs(sql, &[&LEARNT], each)
}

/// What was kept of a letter, oldest first.
pub fn kept(db: Db<'_>, letter: &str) -> Result<Vec<Kept>, Refusal> {
    db.rows("SELECT * FROM letter_kept WHERE letter_id = $1 ORDER BY at, id", &[&letter])
}
