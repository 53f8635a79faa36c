//! What an import must know of those who are there already.

use std::collections::HashMap;

use serde::Deserialize;

use crate::desk::people::{Contact, Patient};
use crate::store::{Db, Refusal};
use crate::text::names;

/// Patients of exactly this name and date of birth.
pub fn same_born_name(db: Db<'_>, surname: &str, forename: &str, born: &str) -> Result<Vec<Patient>, Refusal> {
    let sql = "SELECT * FROM patient WHERE born = $1 AND binned_at IS NULL AND merged_into IS NULL";
    let of_day: Vec<Patient> = db.rows(sql, &[&born])?;
    let (surname, forename) = (names::fold(surname), names::fold(forename));
    let same = |p: &Patient| names::fold(&p.surname) == surname && names::fold(&p.forename) == forename;
    Ok(of_day.into_iter().filter(same).collect())
}

/// The practice of exactly this name.
pub fn practice_named(db: Db<'_>, name: &str) -> Result<Option<Contact>, Refusal> {
    let sql = "SELECT * FROM contact WHERE name = $1 AND kind = 'practice' AND binned_at IS NULL ORDER BY id";
    db.one(sql, &[&name.split_whitespace().collect::<Vec<_>>().join(" ")])
}

/// The contacts by what other programs know them by.
#[derive(Debug, Default)]
pub struct ContactKeys {
    /// Identifier by key: `uid …`, `mail … name`, `name … organisation`.
    pub ids: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Keyed {
    id: String,
    name: String,
    organisation: String,
    email: String,
    uid: Option<String>,
}

impl ContactKeys {
    /// The keys of a contact, the surest first.
    pub fn of(name: &str, organisation: &str, email: &str, uid: Option<&str>) -> Vec<String> {
        let (name, organisation) = (names::fold(name), names::fold(organisation));
        let mut keys = Vec::new();
        keys.extend(uid.filter(|u| !u.is_empty()).map(|uid| format!("uid\t{uid}")));
        if !email.is_empty() {
            keys.push(format!("mail\t{}\t{name}", email.to_lowercase()));
        }
        if !name.is_empty() {
            keys.push(format!("name\t{name}\t{organisation}"));
        }
        keys
    }
}

/// The keys of all contacts, read once for an import.
pub fn contact_keys(db: Db<'_>) -> Result<ContactKeys, Refusal> {
    let mut keys = ContactKeys::default();
    let sql = "SELECT id, name, organisation, email, uid FROM contact WHERE binned_at IS NULL ORDER BY id";
    for one in db.rows::<Keyed>(sql, &[])? {
        for key in ContactKeys::of(&one.name, &one.organisation, &one.email, one.uid.as_deref()) {
            keys.ids.entry(key).or_insert_with(|| one.id.clone());
        }
    }
    Ok(keys)
}

/// The number of the last change of a patient or a contact after `since`; none where there was none.
pub fn newest_people_change(db: Db<'_>, since: i64) -> Result<(bool, i64), Refusal> {
    let newest = db.count("SELECT MAX(seq) FROM change", &[])?;
    let touched = db.count(
        "SELECT COUNT(*) FROM (SELECT 1 FROM change_item i JOIN change c ON c.seq = i.seq WHERE i.seq > $1 \
         AND i.tbl IN ('patient', 'contact') AND c.kind <> 'view' LIMIT 1) AS touched",
        &[&since],
    )?;
    Ok((touched > 0, newest))
}
