//! Who could be taken for whom: like names and the same date of birth, by index.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::desk::people::Patient;
use crate::store::{Db, Refusal};
use crate::text::names::{self, Ear};

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

/// So many like-named patients are named.
const NAMED: usize = 4;

/// The warnings about those who could be taken for this patient, each saying what differs.
pub fn likeness(db: Db<'_>, patient: &Patient) -> Result<Vec<String>, Refusal> {
    let like = alike(db, patient)?;
    let (named, born): (Vec<&Patient>, Vec<&Patient>) = like.iter().partition(|p| p.has_like_name(patient));
    let mut said: Vec<String> = named.iter().take(NAMED).map(|p| like_name(patient, p)).collect();
    if named.len() > NAMED {
        said.push(format!("LIKE NAME: and {} more; / finds them.", named.len() - NAMED));
    }
    if !born.is_empty() {
        let those: Vec<String> = born.iter().take(NAMED).map(|p| p.name()).collect();
        let more = if born.len() > NAMED { format!(" and {} more", born.len() - NAMED) } else { String::new() };
        said.push(format!("SAME BIRTH DATE: {}{more}", those.join("; ")));
    }
    Ok(said)
}

fn like_name(patient: &Patient, other: &Patient) -> String {
    let same = names::fold(&patient.name()) == names::fold(&other.name());
    let word = if same { "SAME NAME" } else { "LIKE NAME" };
    format!("{word}: {}: {}", other.name(), patient.differs_from(other))
}

/// A patient of a list beside the first on the desk who may be like: of a large desk not every one of them is read.
#[derive(Deserialize)]
struct Beside {
    id: String,
    surname: String,
    forename: String,
    like_key: String,
    /// The first with the same key, with the same surname if there is one: surname and forename with a tabulator between.
    first: Option<String>,
    /// Somebody's surname is this forename, and the other way round.
    crossed: i64,
    /// Somebody was born on the same day.
    twin: i64,
}

impl Beside {
    fn is_like(&self, other: (&str, &str), ear: &mut Ear) -> bool {
        ear.alike((&self.surname, &self.forename), other)
    }

    fn is_like_one_of(&self, those: &Named, ear: &mut Ear) -> bool {
        let own = self.surname == those.surname && self.forename == those.forename;
        if own { those.n > 1 } else { self.is_like((&those.surname, &those.forename), ear) }
    }
}

const BESIDE: &str = "SELECT p.id, p.surname, p.forename, p.like_key, \
    COALESCE((SELECT o.surname || '\t' || o.forename FROM patient o WHERE o.like_key = p.like_key \
    AND o.surname = p.surname AND o.rowid <> p.rowid AND o.binned_at IS NULL AND o.merged_into IS NULL LIMIT 1), \
    (SELECT o.surname || '\t' || o.forename FROM patient o WHERE o.like_key = p.like_key AND o.rowid <> p.rowid \
    AND o.binned_at IS NULL AND o.merged_into IS NULL LIMIT 1)) AS first, \
    EXISTS (SELECT 1 FROM patient o WHERE o.surname = p.forename AND o.forename = p.surname AND o.rowid <> p.rowid \
    AND o.binned_at IS NULL AND o.merged_into IS NULL) AS crossed, \
    EXISTS (SELECT 1 FROM patient o WHERE o.born = p.born AND o.rowid <> p.rowid \
    AND o.binned_at IS NULL AND o.merged_into IS NULL) AS twin FROM patient p WHERE p.";

/// How those of a list are marked: `like name` where anybody on the desk has a name that could be taken for theirs,
/// `same birth date` where anybody on the desk was born on the same day. Those that need no mark are left out.
pub fn alike_flags(db: Db<'_>, ids: &[&str]) -> Result<HashMap<String, &'static str>, Refusal> {
    let mine: Vec<Beside> = chosen(db, BESIDE, "id", ids, "")?;
    let mut ear = Ear::default();
    let mut near =
        |one: &Beside| one.first.as_deref().and_then(|f| f.split_once('\t')).is_some_and(|f| one.is_like(f, &mut ear));
    let (sure, open): (Vec<Beside>, Vec<Beside>) = mine.into_iter().partition(|one| one.crossed != 0 || near(one));
    let mut marks: HashMap<String, &'static str> = sure.into_iter().map(|one| (one.id, "like name")).collect();
    let groups = groups(db, &open)?;
    for one in open {
        let group = groups.get(&one.like_key).map_or(&[][..], Vec::as_slice);
        if group.iter().any(|o| one.is_like_one_of(o, &mut ear)) {
            marks.insert(one.id, "like name");
        } else if one.twin != 0 {
            marks.insert(one.id, "same birth date");
        }
    }
    Ok(marks)
}

#[derive(Deserialize)]
struct Named {
    surname: String,
    forename: String,
    like_key: String,
    /// How many bear that name.
    n: i64,
}

/// All who share the key of those whose first neighbour is not like them.
fn groups(db: Db<'_>, open: &[Beside]) -> Result<HashMap<String, Vec<Named>>, Refusal> {
    let keys: HashSet<&str> = open.iter().filter(|o| o.first.is_some()).map(|o| o.like_key.as_str()).collect();
    let keys: Vec<&str> = keys.into_iter().collect();
    let sql = "SELECT p.like_key, p.surname, p.forename, COUNT(*) AS n FROM patient p WHERE p.";
    let mut groups: HashMap<String, Vec<Named>> = HashMap::new();
    for other in chosen::<Named>(db, sql, "like_key", &keys, " GROUP BY p.like_key, p.surname, p.forename")? {
        groups.entry(other.like_key.clone()).or_default().push(other);
    }
    Ok(groups)
}

/// The rows whose column has one of these values.
fn chosen<T: DeserializeOwned>(
    db: Db<'_>,
    sql: &str,
    column: &str,
    values: &[&str],
    grouped: &str,
) -> Result<Vec<T>, Refusal> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    // One question however many are asked for: it is read once.
    let one_of = "IN (SELECT value FROM json_each($1)) AND p.binned_at IS NULL AND p.merged_into IS NULL";
    db.rows(&format!("{sql}{column} {one_of}{grouped}"), &[&serde_json::to_string(values)?])
}

/// The name of a patient for a title: with the mark where they could be taken for somebody else.
pub fn marked_name(db: Db<'_>, patient: &Patient) -> Result<String, Refusal> {
    let marks = alike_flags(db, &[&patient.id])?;
    Ok(names::marked(patient.name(), marks.get(&patient.id).copied().unwrap_or_default()))
}

/// The marks of those in a list, kept until a patient changes: a list asks for all of them whenever it is read, and only
/// those that are new to it are looked up.
#[derive(Debug, Default)]
pub struct Marks {
    seen: Option<i64>,
    known: HashMap<String, &'static str>,
}

impl Marks {
    /// Looks up those of these patients that are not known yet.
    pub fn learn<'a>(&mut self, db: Db<'_>, ids: impl IntoIterator<Item = &'a str>) -> Result<(), Refusal> {
        let (touched, newest) = super::newest_people_change(db, self.seen.unwrap_or(i64::MAX))?;
        if touched {
            self.known.clear();
        }
        self.seen = Some(newest);
        let new: HashSet<&str> = ids.into_iter().filter(|id| !self.known.contains_key(*id)).collect();
        let new: Vec<&str> = new.into_iter().collect();
        let marks = alike_flags(db, &new)?;
        self.known.extend(new.iter().map(|id| ((*id).to_owned(), marks.get(*id).copied().unwrap_or_default())));
        Ok(())
    }

    /// The mark of a patient; empty where there is none, or nobody.
    pub fn of(&self, id: Option<&str>) -> &'static str {
        id.and_then(|id| self.known.get(id)).copied().unwrap_or_default()
    }
}
