//! What waits: counted for everybody from indexes alone, and item by item for one.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDateTime};
use serde::Deserialize;

use super::model::{Backlog, Item, ItemKind, Pile};
use crate::clock::stamp;
use crate::desk::inbox::Query;
use crate::store::{Db, Refusal};
use crate::text::names;

/// Whose work is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Whoever has it to do.
    Secretary,
    /// Whose patients it is about. Tasks are nobody's patients'.
    Consultant,
    /// All of it, whoever has it.
    Everybody,
}

impl By {
    /// The condition that picks somebody's rows, who is the parameter of this number.
    fn picks(self, (owner, of): (&str, &str), n: u8) -> String {
        match self {
            Self::Secretary => format!("{owner} = ${n}"),
            Self::Consultant => format!("{of} = ${n}"),
            Self::Everybody => format!("${n} = ${n}"),
        }
    }
}

/// A letter waits since the visit; one that corrects another, or is about none, since it was made.
const STARTED: &str = "CASE WHEN l.replaces_id IS NULL THEN coalesce(l.attended_on, substr(l.created_at, 1, 10)) \
     ELSE substr(l.created_at, 1, 10) END";
const UNSENT: &str = "l.state NOT IN ('sent', 'cancelled') AND l.binned_at IS NULL";
const OPEN_QUERY: &str = "q.state <> 'done' AND q.binned_at IS NULL AND q.draft = 0";
/// A promise that is broken, a chase day that is over, an alarm that nobody has accepted.
const QUERY_OVER: &str =
    "(q.promised_by < $1 OR (q.state = 'waiting' AND q.chase_on < substr($1, 1, 10)) OR q.state = 'escalated')";
const OPEN_TASK: &str = "t.state IN ('open', 'waiting') AND t.binned_at IS NULL";
/// A day is over at its end, an hour at once.
const TASK_OVER: &str = "(CASE WHEN t.state = 'waiting' THEN t.waiting_until ELSE t.due END) < \
     (CASE WHEN length(CASE WHEN t.state = 'waiting' THEN t.waiting_until ELSE t.due END) = 10 THEN substr($1, 1, 10) ELSE $1 END)";

#[derive(Deserialize)]
struct Counted {
    who: String,
    items: i64,
    oldest: Option<String>,
    over: i64,
}

impl Counted {
    fn pile(&self) -> Pile {
        Pile { items: self.items, oldest: self.oldest.clone(), over: self.over }
    }
}

/// What waits with everybody, or with every consultant's patients. `limit`: days from the visit to the post.
pub fn all(db: Db<'_>, by: By, limit: i64, now: NaiveDateTime) -> Result<Vec<Backlog>, Refusal> {
    let mut all: BTreeMap<String, Backlog> = BTreeMap::new();
    let column = if by == By::Secretary { "owner" } else { "author" };
    let before = late_before(limit, now);
    let sql = format!(
        "SELECT l.{column} AS who, COUNT(*) AS items, MIN({STARTED}) AS oldest, \
         SUM(CASE WHEN {STARTED} < $1 THEN 1 ELSE 0 END) AS over FROM letter l WHERE {UNSENT} GROUP BY l.{column}"
    );
    for row in db.rows::<Counted>(&sql, &[&before])? {
        entry(&mut all, &row.who).letters = row.pile();
    }
    audio(db, column, &mut all)?;
    let column = if by == By::Secretary { "owner" } else { "consultant" };
    let sql = format!(
        "SELECT q.{column} AS who, COUNT(*) AS items, MIN(q.received_at) AS oldest, \
         SUM(CASE WHEN {QUERY_OVER} THEN 1 ELSE 0 END) AS over FROM query q WHERE {OPEN_QUERY} GROUP BY q.{column}"
    );
    for row in db.rows::<Counted>(&sql, &[&stamp(now)])? {
        entry(&mut all, &row.who).queries = row.pile();
    }
    if by == By::Secretary {
        let sql = format!(
            "SELECT t.owner AS who, COUNT(*) AS items, MIN(t.created_at) AS oldest, \
             SUM(CASE WHEN {TASK_OVER} THEN 1 ELSE 0 END) AS over FROM task t WHERE {OPEN_TASK} GROUP BY t.owner"
        );
        for row in db.rows::<Counted>(&sql, &[&stamp(now)])? {
            entry(&mut all, &row.who).tasks = row.pile();
        }
    }
    Ok(all.into_values().collect())
}

fn late_before(limit: i64, now: NaiveDateTime) -> String {
    (now.date() - Days::new(u64::try_from(limit).unwrap_or(0))).to_string()
}

fn entry<'a>(all: &'a mut BTreeMap<String, Backlog>, who: &str) -> &'a mut Backlog {
    all.entry(who.to_owned()).or_insert_with(|| Backlog { who: who.to_owned(), ..Backlog::default() })
}

fn audio(db: Db<'_>, column: &str, all: &mut BTreeMap<String, Backlog>) -> Result<(), Refusal> {
    #[derive(Deserialize)]
    struct Row {
        who: String,
        n: i64,
        ms: i64,
    }
    // The state is asked for in the sums: the index of the backlog is read, and no letter with its text.
    let typed = "CASE WHEN l.state IN ('dictated', 'drafting') THEN";
    let sql = format!(
        "SELECT l.{column} AS who, COUNT({typed} 1 END) AS n, coalesce(SUM({typed} d.length_ms END), 0) AS ms FROM letter l \
         JOIN dictation d ON d.letter_id = l.id AND d.binned_at IS NULL WHERE {UNSENT} GROUP BY l.{column}"
    );
    for row in db.rows::<Row>(&sql, &[])? {
        let one = entry(all, &row.who);
        (one.dictations, one.audio_ms) = (row.n, row.ms);
    }
    Ok(())
}

/// So many items of a kind are listed of one person: the worst.
pub const MOST: i64 = 1_000;

#[derive(Deserialize)]
struct LetterRow {
    id: String,
    title: String,
    state: String,
    owner: String,
    author: String,
    since: String,
    due_at: Option<String>,
    audio_ms: i64,
    surname: Option<String>,
    forename: Option<String>,
    patient_title: Option<String>,
}

#[derive(Deserialize)]
struct TaskRow {
    id: String,
    title: String,
    state: String,
    owner: String,
    created_at: String,
    due: Option<String>,
    waiting_on: String,
    overdue: i64,
    surname: Option<String>,
    forename: Option<String>,
    patient_title: Option<String>,
}

#[derive(Deserialize)]
struct QueryRow {
    #[serde(flatten)]
    query: Query,
    overdue: i64,
    surname: Option<String>,
    forename: Option<String>,
    patient_title: Option<String>,
}

const PATIENT: &str = "p.surname, p.forename, p.title AS patient_title";

fn name(surname: Option<&String>, forename: Option<&String>, title: Option<&String>) -> String {
    let part = |p: Option<&String>| p.cloned().unwrap_or_default();
    surname.map_or_else(String::new, |s| names::display(s, &part(forename), &part(title)))
}

/// Everything that waits with somebody, the worst first.
pub fn items(db: Db<'_>, (by, who): (By, &str), limit: i64, now: NaiveDateTime) -> Result<Vec<Item>, Refusal> {
    let mut all = queries(db, (by, who), now)?;
    all.extend(letters(db, (by, who), limit, now)?);
    if by != By::Consultant {
        all.extend(tasks(db, (by, who), now)?);
    }
    for kind in ItemKind::ALL {
        let known = super::repo_away::for_whom(db, kind.table())?;
        for item in all.iter_mut().filter(|i| i.kind == kind) {
            item.for_name = known.get(&item.id).cloned().unwrap_or_default();
        }
    }
    all.sort_by_cached_key(Item::order);
    Ok(all)
}

fn letters(db: Db<'_>, (by, who): (By, &str), limit: i64, now: NaiveDateTime) -> Result<Vec<Item>, Refusal> {
    let whose = by.picks(("l.owner", "l.author"), 1);
    let sql = format!(
        "SELECT l.id, l.title, l.state, l.owner, l.author, {STARTED} AS since, l.due_at, \
         CASE WHEN l.state IN ('dictated', 'drafting') THEN (SELECT coalesce(SUM(d.length_ms), 0) FROM dictation d \
           WHERE d.letter_id = l.id AND d.binned_at IS NULL) ELSE 0 END AS audio_ms, {PATIENT} \
         FROM letter l LEFT JOIN patient p ON p.id = l.patient_id \
         WHERE {whose} AND {UNSENT} ORDER BY {STARTED}, l.id LIMIT {MOST}"
    );
    let before = late_before(limit, now);
    let item = |r: LetterRow| Item {
        kind: ItemKind::Letter,
        name: name(r.surname.as_ref(), r.forename.as_ref(), r.patient_title.as_ref()),
        id: r.id,
        what: r.title,
        owner: r.owner,
        consultant: r.author,
        late: r.since < before,
        since: r.since,
        due: r.due_at,
        waits_on: String::new(),
        state: r.state.replace('_', " "),
        audio_ms: r.audio_ms,
        for_name: String::new(),
    };
    Ok(db.rows::<LetterRow>(&sql, &[&who])?.into_iter().map(item).collect())
}

fn queries(db: Db<'_>, (by, who): (By, &str), now: NaiveDateTime) -> Result<Vec<Item>, Refusal> {
    let whose = by.picks(("q.owner", "q.consultant"), 2);
    let sql = format!(
        "SELECT q.*, CASE WHEN {QUERY_OVER} THEN 1 ELSE 0 END AS overdue, {PATIENT} FROM query q \
         LEFT JOIN patient p ON p.id = q.patient_id WHERE {whose} AND {OPEN_QUERY} \
         ORDER BY q.received_at, q.id LIMIT {MOST}"
    );
    let item = |r: QueryRow| {
        let q = r.query;
        let known = name(r.surname.as_ref(), r.forename.as_ref(), r.patient_title.as_ref());
        Item {
            kind: ItemKind::Query,
            name: if known.is_empty() { q.caller.clone() } else { known },
            what: q.gist(),
            due: q.promised_by.clone().or_else(|| q.chase_on.clone()),
            late: r.overdue > 0,
            state: q.state.clone(),
            since: q.received_at,
            waits_on: q.waiting_on,
            id: q.id,
            owner: q.owner,
            consultant: q.consultant,
            audio_ms: 0,
            for_name: String::new(),
        }
    };
    Ok(db.rows::<QueryRow>(&sql, &[&stamp(now), &who])?.into_iter().map(item).collect())
}

fn tasks(db: Db<'_>, (by, who): (By, &str), now: NaiveDateTime) -> Result<Vec<Item>, Refusal> {
    let whose = by.picks(("t.owner", ""), 2);
    let sql = format!(
        "SELECT t.id, t.title, t.state, t.owner, t.created_at, CASE WHEN t.state = 'waiting' THEN t.waiting_until ELSE t.due END AS due, \
         t.waiting_on, CASE WHEN {TASK_OVER} THEN 1 ELSE 0 END AS overdue, {PATIENT} FROM task t \
         LEFT JOIN patient p ON p.id = t.patient_id WHERE {whose} AND {OPEN_TASK} \
         ORDER BY coalesce(t.due, '9999'), t.id LIMIT {MOST}"
    );
    let item = |r: TaskRow| Item {
        kind: ItemKind::Task,
        name: name(r.surname.as_ref(), r.forename.as_ref(), r.patient_title.as_ref()),
        id: r.id,
        what: r.title,
        owner: r.owner,
        consultant: String::new(),
        since: r.created_at,
        due: r.due,
        waits_on: r.waiting_on,
        state: r.state,
        late: r.overdue > 0,
        audio_ms: 0,
        for_name: String::new(),
    };
    Ok(db.rows::<TaskRow>(&sql, &[&stamp(now), &who])?.into_iter().map(item).collect())
}

/// How many items are still somebody's: letters, queries, tasks.
pub fn open_of(db: Db<'_>, who: &str) -> Result<[i64; 3], Refusal> {
    let one = |sql: String| db.count(&sql, &[&who]);
    Ok([
        one(format!("SELECT COUNT(*) FROM letter l WHERE l.owner = $1 AND {UNSENT}"))?,
        one(format!("SELECT COUNT(*) FROM query q WHERE q.owner = $1 AND {OPEN_QUERY}"))?,
        one(format!("SELECT COUNT(*) FROM task t WHERE t.owner = $1 AND {OPEN_TASK}"))?,
    ])
}

/// Kind and identifier of everything open of somebody, that came since a moment where one is given.
pub fn ids_of(db: Db<'_>, who: &str, since: Option<NaiveDateTime>) -> Result<Vec<(ItemKind, String)>, Refusal> {
    let since = since.map(stamp).unwrap_or_default();
    let mut all = Vec::new();
    let sets = [
        (
            ItemKind::Letter,
            format!("SELECT l.id, '' FROM letter l WHERE l.owner = $1 AND l.created_at >= $2 AND {UNSENT}"),
        ),
        (
            ItemKind::Query,
            format!("SELECT q.id, '' FROM query q WHERE q.owner = $1 AND q.created_at >= $2 AND {OPEN_QUERY}"),
        ),
        (
            ItemKind::Task,
            format!("SELECT t.id, '' FROM task t WHERE t.owner = $1 AND t.created_at >= $2 AND {OPEN_TASK}"),
        ),
    ];
    for (kind, sql) in sets {
        db.pairs(&format!("{sql} ORDER BY 1"), &[&who, &since], |id, _| all.push((kind, id.to_owned())))?;
    }
    Ok(all)
}

/// What an identifier names: a letter, a query or a task.
///
/// # Errors
/// None of them.
pub fn kind_of(db: Db<'_>, id: &str) -> Result<ItemKind, Refusal> {
    for kind in ItemKind::ALL {
        if db.count(&format!("SELECT COUNT(*) FROM {} WHERE id = $1", kind.table()), &[&id])? > 0 {
            return Ok(kind);
        }
    }
    Err(Refusal::rule(format!("No letter, query or task has the id {id}.")))
}
