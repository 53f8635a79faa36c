//! Who is away, who has their work, and what they have of it: of the team's absences and of the diary's.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;

use super::model::{Absence, Handed, Member};
use super::repo;
use crate::desk::diary;
use crate::store::{Db, Refusal};
use crate::text::names::fold;

/// Somebody who is away, or will be.
#[derive(Debug, Clone, PartialEq)]
pub struct Away {
    /// Who.
    pub member: String,
    /// Why, in a word or two.
    pub why: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none: nobody knows.
    pub until: Option<NaiveDate>,
    /// The absence with its cover plan; none: it stands in the diary only.
    pub absence: Option<Absence>,
    /// Its entry in the diary.
    pub entry_id: Option<String>,
}

impl Away {
    /// Why, without the name that stands before it in a calendar of leave.
    pub fn word(&self) -> &str {
        let rest = self.why.strip_prefix(self.member.as_str()).unwrap_or(&self.why);
        let rest = rest.trim_start_matches([':', ',', ' ', '-']);
        if rest.is_empty() { &self.why } else { rest }
    }
}

/// The absences whose work was not given back yet, the first first.
pub fn open(db: Db<'_>) -> Result<Vec<Absence>, Refusal> {
    db.rows("SELECT * FROM absence WHERE returned_at IS NULL AND binned_at IS NULL ORDER BY from_at, id", &[])
}

/// The last absences that are over, the latest first.
pub fn over(db: Db<'_>, most: i64) -> Result<Vec<Absence>, Refusal> {
    let sql = "SELECT * FROM absence WHERE returned_at IS NOT NULL AND binned_at IS NULL ORDER BY returned_at DESC, id LIMIT $1";
    db.rows(sql, &[&most])
}

/// The absences of one member that were not given back, the first first.
pub fn of(db: Db<'_>, member: &str) -> Result<Vec<Absence>, Refusal> {
    let sql =
        "SELECT * FROM absence WHERE member = $1 AND returned_at IS NULL AND binned_at IS NULL ORDER BY from_at, id";
    db.rows(sql, &[&member])
}

/// The absence of a member that lasts at a moment.
pub fn lasting(db: Db<'_>, member: &str, at: NaiveDateTime) -> Result<Option<Absence>, Refusal> {
    Ok(of(db, member)?.into_iter().find(|a| a.is_on(at)))
}

/// Everybody who is away between two days: absences of the team first, then what stands in the diary only.
pub fn between(db: Db<'_>, first: NaiveDate, last: NaiveDate) -> Result<Vec<Away>, Refusal> {
    let own = open(db)?;
    let touches = |a: &&Absence| a.from().date() <= last && a.last_day().is_none_or(|d| d >= first);
    let mut all: Vec<Away> = own.iter().filter(touches).map(of_absence).collect();
    let known: Vec<&str> = own.iter().filter_map(|a| a.entry_id.as_deref()).collect();
    let end = last + Duration::days(1);
    let chart = diary::repo_away::chart(db, first.and_time(NaiveTime::MIN), end.and_time(NaiveTime::MIN))?;
    for (at, person) in chart.people.iter().enumerate() {
        for one in chart.of(at, first, last) {
            if !known.contains(&one.entry.id.as_str()) {
                let last = (one.end - Duration::minutes(1)).date();
                all.push(Away {
                    member: person.name.clone(),
                    why: one.entry.title.clone(),
                    from: one.start.date(),
                    until: Some(last),
                    absence: None,
                    entry_id: Some(one.entry.id.clone()),
                });
            }
        }
    }
    all.sort_by(|a, b| (a.from, &a.member, &a.why).cmp(&(b.from, &b.member, &b.why)));
    Ok(all)
}

fn of_absence(one: &Absence) -> Away {
    Away {
        member: one.member.clone(),
        why: one.word().to_owned(),
        from: one.from().date(),
        until: one.last_day(),
        absence: Some(one.clone()),
        entry_id: one.entry_id.clone(),
    }
}

/// Those who are away at a moment, by folded name, with a word why and until when.
pub fn now(db: Db<'_>, at: NaiveDateTime) -> Result<HashMap<String, Away>, Refusal> {
    let lasts = |a: &Away| match &a.absence {
        Some(one) => one.is_on(at),
        None => a.from <= at.date() && a.until.is_none_or(|d| d >= at.date()),
    };
    let all = between(db, at.date(), at.date())?;
    Ok(all.into_iter().filter(lasts).map(|a| (fold(&a.member), a)).collect())
}

/// What came or was shared out in an absence and was not given back.
pub fn handed(db: Db<'_>, absence: &str) -> Result<Vec<Handed>, Refusal> {
    db.rows("SELECT * FROM handed WHERE absence_id = $1 AND back_at IS NULL ORDER BY at, id", &[&absence])
}

/// The handing of an item that was not given back.
pub fn handing(db: Db<'_>, item: &str) -> Result<Option<Handed>, Refusal> {
    db.one("SELECT * FROM handed WHERE item_id = $1 AND back_at IS NULL LIMIT 1", &[&item])
}

/// How many items everybody has got in an absence so far.
pub fn counts(db: Db<'_>, absence: &str) -> Result<HashMap<String, i64>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        to_name: String,
        n: i64,
    }
    let sql = "SELECT to_name, COUNT(*) AS n FROM handed WHERE absence_id = $1 GROUP BY to_name";
    let rows: Vec<Row> = db.rows(sql, &[&absence])?;
    Ok(rows.into_iter().map(|r| (r.to_name, r.n)).collect())
}

/// For whom somebody has an item, of all items of a kind: identifier to name.
pub fn for_whom(db: Db<'_>, kind: &str) -> Result<HashMap<String, String>, Refusal> {
    let mut all = HashMap::new();
    let sql = "SELECT item_id, from_name FROM handed WHERE kind = $1 AND back_at IS NULL";
    db.pairs(sql, &[&kind], |item, name| {
        all.insert(item.to_owned(), name.to_owned());
    })?;
    Ok(all)
}

/// A name for what is handed on to somebody: who is away has it only in name where somebody covers.
pub fn handed_words(db: Db<'_>, to: &str, at: NaiveDateTime) -> Result<String, Refusal> {
    let covered = lasting(db, to, at)?.is_some_and(|a| !a.turns.is_empty());
    Ok(if covered { format!("{to}, who is away, so to whoever covers") } else { to.to_owned() })
}

/// The team for a choice: what somebody is, and that they are away, until when, and who covers.
pub fn told(db: Db<'_>, at: NaiveDateTime) -> Result<Vec<(Member, String)>, Refusal> {
    let away = open(db)?;
    let words = |m: &Member| match away.iter().find(|a| a.member == m.name && a.is_on(at)) {
        Some(absence) => format!("{} · away: {}", m.role, absence.said()),
        None => m.role.clone(),
    };
    Ok(repo::all(db)?.into_iter().map(|m| (m.clone(), words(&m))).collect())
}
