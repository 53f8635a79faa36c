//! The inbox's questions to the database.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde::Deserialize;

use super::Query;
use crate::clock::stamp;
use crate::desk::clinics::Appointment;
use crate::desk::diary::Entry;
use crate::desk::letters::Letter;
use crate::desk::links;
use crate::desk::people::Patient;
use crate::desk::tasks::Task;
use crate::store::{Db, Refusal};
use crate::text::{names, phone};

/// A query with the name of its patient.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Listed {
    /// The query.
    #[serde(flatten)]
    pub query: Query,
    /// Surname of its patient.
    pub surname: Option<String>,
    /// Forename.
    pub forename: Option<String>,
    /// Title.
    pub patient_title: Option<String>,
    /// How many calls came from this patient or number in the last seven days, this one among them.
    pub calls_this_week: i64,
}

impl Listed {
    /// `SURNAME, Forename (Title)` of the patient, where it is known.
    pub fn patient_name(&self) -> Option<String> {
        let surname = self.surname.as_deref()?;
        let (forename, title) = (self.forename.as_deref(), self.patient_title.as_deref());
        Some(names::display(surname, forename.unwrap_or_default(), title.unwrap_or_default()))
    }

    /// The patient's name, else the caller's.
    pub fn name(&self) -> String {
        let caller = if self.query.caller.is_empty() { "caller not known" } else { &self.query.caller };
        self.patient_name().unwrap_or_else(|| caller.to_owned())
    }
}

/// The calls of the last seven days are counted by index, for one patient or else one number.
const LISTED: &str = "SELECT q.*, p.surname, p.forename, p.title AS patient_title, \
     CASE WHEN q.patient_id IS NOT NULL THEN \
       (SELECT COUNT(*) FROM query w WHERE w.patient_id = q.patient_id AND w.received_at >= $1 AND w.direction = 'in' AND w.binned_at IS NULL) \
     WHEN q.number <> '' THEN \
       (SELECT COUNT(*) FROM query w WHERE w.number = q.number AND w.received_at >= $1 AND w.direction = 'in' AND w.binned_at IS NULL) \
     ELSE 0 END AS calls_this_week \
     FROM query q LEFT JOIN patient p ON p.id = q.patient_id";

/// The same without the count, for the screen, which is read again at every change.
const SHOWN: &str = "SELECT q.*, p.surname, p.forename, p.title AS patient_title, 0 AS calls_this_week \
     FROM query q LEFT JOIN patient p ON p.id = q.patient_id";

/// Those that are not done: the partial index has them, however many are done.
const OPEN: &str = "q.state <> 'done' AND q.binned_at IS NULL";

fn week(now: NaiveDateTime) -> String {
    stamp(now - Duration::days(7))
}

/// Everything open, worst clock first; with `all` also everything done, latest first.
pub fn listed(db: Db<'_>, now: NaiveDateTime, all: bool) -> Result<Vec<Listed>, Refusal> {
    let mut open: Vec<Listed> = db.rows(&format!("{LISTED} WHERE {OPEN}"), &[&week(now)])?;
    open.sort_by_cached_key(|l| l.query.order(now));
    if all {
        let sql =
            format!("{LISTED} WHERE q.state = 'done' AND q.binned_at IS NULL ORDER BY q.closed_at DESC, q.id DESC");
        open.extend(db.rows::<Listed>(&sql, &[&week(now)])?);
    }
    Ok(open)
}

/// Everything open, worst clock first, and what was closed since a day.
pub fn current(db: Db<'_>, now: NaiveDateTime, since: NaiveDate) -> Result<Vec<Listed>, Refusal> {
    let mut current: Vec<Listed> = db.rows(&format!("{SHOWN} WHERE {OPEN}"), &[])?;
    current.sort_by_cached_key(|l| l.query.order(now));
    let sql = format!(
        "{SHOWN} WHERE q.closed_at >= $1 AND q.state = 'done' AND q.binned_at IS NULL ORDER BY q.closed_at DESC, q.id DESC"
    );
    current.extend(db.rows::<Listed>(&sql, &[&since.to_string()])?);
    Ok(current)
}

/// One query as it is listed.
pub fn one(db: Db<'_>, id: &str, now: NaiveDateTime) -> Result<Option<Listed>, Refusal> {
    db.one(&format!("{LISTED} WHERE q.id = $2"), &[&week(now), &id])
}

/// Earlier calls of this patient, or from this number, since `days` ago; latest first.
pub fn earlier(
    db: Db<'_>,
    patient: Option<&str>,
    number: &str,
    but: &str,
    now: NaiveDateTime,
    days: i64,
) -> Result<Vec<Query>, Refusal> {
    let since = stamp(now - Duration::days(days));
    let sql = "SELECT * FROM query WHERE patient_id = $1 AND received_at >= $2 AND id <> $3 AND direction = 'in' AND draft = 0 AND binned_at IS NULL \
         UNION SELECT * FROM query WHERE number = $4 AND number <> '' AND received_at >= $2 AND id <> $3 AND direction = 'in' AND draft = 0 AND binned_at IS NULL \
         ORDER BY received_at DESC";
    if patient.is_none() && number.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(sql, &[&patient, &since, &but, &phone::tidy(number)])
}

/// The last tone and the count of the calls of the last seven days.
pub fn week_of(earlier: &[Query], now: NaiveDateTime) -> (usize, Option<&str>) {
    let since = week(now);
    let of: Vec<&Query> = earlier.iter().filter(|q| q.received_at >= since).collect();
    (of.len(), of.first().map(|q| q.tone.as_str()))
}

/// The name of a patient; empty where there is none.
pub fn name_of(db: Db<'_>, patient: Option<&str>) -> Result<String, Refusal> {
    let Some(id) = patient else { return Ok(String::new()) };
    let patient: Option<Patient> = db.get(id)?;
    Ok(patient.map_or_else(String::new, |p| names::display(&p.surname, &p.forename, &p.title)))
}

/// The consultants of the team by name.
pub fn consultants(db: Db<'_>) -> Result<Vec<String>, Refusal> {
    let all = crate::desk::team::repo::all(db)?;
    Ok(all.into_iter().filter(|m| m.role == "consultant").map(|m| m.name).collect())
}

/// Something that a query led to, or came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// Its table.
    pub kind: String,
    /// Its identifier.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// What a query is tied to, oldest first, the earlier query about the same matter among it.
pub fn linked(db: Db<'_>, query: &Query) -> Result<Vec<Linked>, Refusal> {
    let mut all = links::others(db, &query.id)?;
    if let Some(earlier) = &query.repeat_of
        && !all.iter().any(|(_, id)| id == earlier)
    {
        all.insert(0, ("query".into(), earlier.clone()));
    }
    all.into_iter().map(|(kind, id)| Ok(Linked { title: title_of(db, &kind, &id)?, kind, id })).collect()
}

/// What a record of any kind is called in a list of links.
fn title_of(db: Db<'_>, kind: &str, id: &str) -> Result<String, Refusal> {
    let lost = || "no longer there".to_owned();
    Ok(match kind {
        "query" => db.get::<Query>(id)?.map_or_else(lost, |q| {
            let way = if q.direction == "out" { "rang back" } else { q.state.as_str() };
            format!("{} {way}: {}", moment(&q.received_at), q.gist())
        }),
        "task" => db.get::<Task>(id)?.map_or_else(lost, |t| format!("{} ({})", t.title, t.state)),
        "letter" => db.get::<Letter>(id)?.map_or_else(lost, |l| format!("{} ({})", l.title, l.state.replace('_', " "))),
        "appointment" => db.get::<Appointment>(id)?.map_or_else(lost, |a| {
            let breach = a.breach().map(|d| format!(", breach date {}", crate::text::dates::screen(d)));
            format!("{} {}{}", a.kind, a.state, breach.unwrap_or_default())
        }),
        "entry" => db.get::<Entry>(id)?.map_or_else(lost, |e| format!("{} {}", moment(&e.start), e.title)),
        _ => kind.to_owned(),
    })
}

/// An ISO time as it is shown.
fn moment(iso: &str) -> String {
    iso.parse().map_or_else(|_| iso.to_owned(), crate::text::dates::stamp)
}
