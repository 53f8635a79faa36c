//! Who could be taken for whom: like names and the same date of birth, by index.

use std::collections::{HashMap, HashSet};

use rusqlite::ToSql;
use serde::Deserialize;

use crate::desk::people::Patient;
use crate::store::{Db, Refusal};
use crate::text::names;

/// At most so many of the same date of birth are named.
const SAME_BORN: i64 = 20;

const LISTED: &str = "binned_at IS NULL AND merged_into IS NULL";

/// The patients whose name could be taken for this one's, then those born on the same day; without itself.
pub fn alike(db: Db<'_>, patient: &Patient) -> Result<Vec<Patient>, Refusal> {
    let by_key = format!("SELECT * FROM patient WHERE like_key = $1 AND {LISTED}");
    let changed_over = format!("SELECT * FROM patient WHERE surname = $1 AND forename = $2 AND {LISTED}");
    let born = format!("SELECT * FROM patient WHERE born = $1 AND {LISTED} ORDER BY surname, forename LIMIT $2");
    let key = crate::desk::people::model::like_key(&patient.surname, &patient.forename);
    let mut found: Vec<Patient> = db.rows(&by_key, &[&key])?;
    found.extend(db.rows::<Patient>(&changed_over, &[&patient.forename, &patient.surname])?);
    if let Some(born_on) = &patient.born {
        found.extend(db.rows::<Patient>(&born, &[born_on, &SAME_BORN])?);
    }
    let mut seen = HashSet::new();
    found.retain(|p| seen.insert(p.id.clone()) && patient.is_like(p));
    found.sort_by_key(|p| (!patient.has_like_name(p), !patient.has_same_birth(p), p.name()));
    Ok(found)
}

#[derive(Deserialize)]
struct Named {
    id: String,
    surname: String,
    forename: String,
    born: Option<String>,
    like_key: String,
}

/// How those of a list are marked: `like name` where anybody on the desk has a name that could be taken for theirs,
/// `same birth date` where anybody on the desk was born on the same day. Those that need no mark are left out.
pub fn alike_flags(db: Db<'_>, ids: &[&str]) -> Result<HashMap<String, &'static str>, Refusal> {
    let mine = named(db, "id", ids)?;
    let keys: HashSet<&str> = mine.iter().map(|n| n.like_key.as_str()).collect();
    let keys: Vec<&str> = keys.into_iter().collect();
    let mut groups: HashMap<String, Vec<Named>> = HashMap::new();
    for other in named(db, "like_key", &keys)? {
        groups.entry(other.like_key.clone()).or_default().push(other);
    }
    let twice = born_twice(db, &mine)?;
    let mut marks = HashMap::new();
    for one in &mine {
        let group = groups.get(&one.like_key).map_or(&[][..], Vec::as_slice);
        let like =
            |o: &&Named| o.id != one.id && names::alike((&one.surname, &one.forename), (&o.surname, &o.forename));
        if group.iter().any(|o| like(&o)) {
            marks.insert(one.id.clone(), "like name");
        } else if one.born.as_ref().is_some_and(|born| twice.contains(born)) {
            marks.insert(one.id.clone(), "same birth date");
        }
    }
    Ok(marks)
}

/// The dates of birth, among those of these, on which more than one patient of the desk was born.
fn born_twice(db: Db<'_>, mine: &[Named]) -> Result<HashSet<String>, Refusal> {
    #[derive(Deserialize)]
    struct Day {
        born: String,
    }
    let days: HashSet<&str> = mine.iter().filter_map(|n| n.born.as_deref()).collect();
    let days: Vec<&str> = days.into_iter().collect();
    let mut twice = HashSet::new();
    for some in days.chunks(200) {
        let marks: Vec<String> = (1..=some.len()).map(|i| format!("${i}")).collect();
        let sql = format!(
            "SELECT born FROM patient WHERE born IN ({}) AND {LISTED} GROUP BY born HAVING COUNT(*) > 1",
            marks.join(", ")
        );
        let params: Vec<&dyn ToSql> = some.iter().map(|v| v as &dyn ToSql).collect();
        twice.extend(db.rows::<Day>(&sql, &params)?.into_iter().map(|day| day.born));
    }
    Ok(twice)
}

fn named(db: Db<'_>, column: &str, values: &[&str]) -> Result<Vec<Named>, Refusal> {
    let mut all = Vec::new();
    for some in values.chunks(200) {
        let marks: Vec<String> = (1..=some.len()).map(|i| format!("${i}")).collect();
        let sql = format!(
            "SELECT id, surname, forename, born, like_key FROM patient WHERE {column} IN ({}) AND {LISTED}",
            marks.join(", ")
        );
        let params: Vec<&dyn ToSql> = some.iter().map(|v| v as &dyn ToSql).collect();
        all.extend(db.rows::<Named>(&sql, &params)?);
    }
    Ok(all)
}
