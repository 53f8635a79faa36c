//! The list of people: the first by name, or those that were found; never all of them.

use rusqlite::ToSql;
use serde::Deserialize;

use crate::store::{Db, Refusal};

/// A patient or a contact as it stands in lists.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// Identifier.
    pub id: String,
    /// `patient` or `contact`.
    pub kind: String,
    /// Kind of a contact; empty for a patient.
    pub part: String,
    /// Name of a contact; empty for a patient.
    pub name: String,
    /// Title.
    pub title: String,
    /// Forename.
    pub forename: String,
    /// Surname.
    pub surname: String,
    /// Date of birth.
    pub born: Option<String>,
    /// NHS number, or ODS code.
    pub number: Option<String>,
    /// Hospital number, or the organisation of a contact.
    pub other: Option<String>,
    /// When the patient died or the contact closed.
    pub ended: Option<String>,
    /// Postcode.
    pub postcode: String,
}

const PATIENTS: &str = "SELECT id, 'patient' AS kind, '' AS part, '' AS name, title, forename, surname, born, \
    nhs_number AS number, hospital_number AS other, died_on AS ended, postcode FROM patient \
    WHERE binned_at IS NULL AND merged_into IS NULL";
const CONTACTS: &str = "SELECT id, 'contact' AS kind, kind AS part, name, title, forename, surname, NULL AS born, \
    ods_code AS number, organisation AS other, closed_on AS ended, postcode FROM contact WHERE binned_at IS NULL";

/// The first patients and contacts by name, at most so many of each.
pub fn first(db: Db<'_>, patients: bool, contacts: bool, limit: usize) -> Result<Vec<Person>, Refusal> {
    let limit = limit as i64;
    let mut all = Vec::new();
    if patients {
        all.extend(db.rows::<Person>(&format!("{PATIENTS} ORDER BY surname, forename LIMIT $1"), &[&limit])?);
    }
    if contacts {
        all.extend(db.rows::<Person>(&format!("{CONTACTS} ORDER BY name LIMIT $1"), &[&limit])?);
    }
    Ok(all)
}

/// Those with these identifiers, in no order.
pub fn listed(db: Db<'_>, ids: &[&str]) -> Result<Vec<Person>, Refusal> {
    let mut all = Vec::new();
    for some in ids.chunks(200) {
        let marks: Vec<String> = (1..=some.len()).map(|i| format!("${i}")).collect();
        let params: Vec<&dyn ToSql> = some.iter().map(|v| v as &dyn ToSql).collect();
        for sql in [PATIENTS, CONTACTS] {
            all.extend(db.rows::<Person>(&format!("{sql} AND id IN ({})", marks.join(", ")), &params)?);
        }
    }
    Ok(all)
}

/// How many patients and contacts there are: all, less those that are gone. Counting all of a table does not read it.
pub fn total(db: Db<'_>) -> Result<(i64, i64), Refusal> {
    let gone = "SELECT COUNT(*) FROM patient WHERE binned_at IS NOT NULL OR merged_into IS NOT NULL";
    Ok((
        db.count("SELECT COUNT(*) FROM patient", &[])? - db.count(gone, &[])?,
        db.count("SELECT COUNT(*) FROM contact", &[])?
            - db.count("SELECT COUNT(*) FROM contact WHERE binned_at IS NOT NULL", &[])?,
    ))
}

/// A record in the bin.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Binned {
    /// Identifier.
    pub id: String,
    /// `patient` or `contact`.
    pub kind: String,
    /// Its name.
    pub title: String,
    /// When it was put there.
    pub binned_at: String,
}

/// What is in the bin, the latest first.
pub fn binned(db: Db<'_>, limit: usize) -> Result<Vec<Binned>, Refusal> {
    let sql = "SELECT id, 'patient' AS kind, upper(surname) || ', ' || forename AS title, binned_at FROM patient \
               WHERE binned_at IS NOT NULL UNION ALL SELECT id, 'contact', name, binned_at FROM contact \
               WHERE binned_at IS NOT NULL ORDER BY binned_at DESC LIMIT $1";
    db.rows(sql, &[&(limit as i64)])
}
