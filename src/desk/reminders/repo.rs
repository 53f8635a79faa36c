//! What is to ring, read from the records; and what rang and was not looked at yet.

use chrono::{Duration, NaiveDateTime};
use serde::Deserialize;

use super::model::{Kind, Reminder, moment};
use crate::clock::stamp;
use crate::config::Config;
use crate::desk::diary::Occurrence;
use crate::desk::diary::repo::{Kept, between, by_occurrence};
use crate::desk::diary::repo_sittings::between as sessions_between;
use crate::desk::diary::rules::time_of;
use crate::desk::diary::rules_alarm::alarm_of;
use crate::desk::inbox::Query;
use crate::desk::tasks::Task;
use crate::store::{Db, Refusal, Rung};
use crate::text::names;

/// Whose reminders, and how the desk is set.
#[derive(Clone, Copy)]
pub struct Whose<'a> {
    /// Who sits here.
    pub who: &'a str,
    /// The settings.
    pub config: &'a Config,
}

/// All that rings for somebody from one time until another, `kept` being the series of the time about where they were read.
pub fn ringing(
    db: Db<'_>,
    whose: Whose<'_>,
    from: NaiveDateTime,
    until: NaiveDateTime,
    kept: Option<&Kept>,
) -> Result<Vec<Reminder>, Refusal> {
    let mut all = of_entries(db, whose, from, until, kept)?;
    all.extend(of_queries(db, whose)?);
    all.extend(of_tasks(db, whose)?);
    all.retain(|r| r.rings_at <= until && r.at >= from);
    all.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    Ok(all)
}

fn of_entries(
    db: Db<'_>,
    whose: Whose<'_>,
    from: NaiveDateTime,
    until: NaiveDateTime,
    kept: Option<&Kept>,
) -> Result<Vec<Reminder>, Refusal> {
    let farthest = db.count("SELECT MAX(remind) FROM entry WHERE remind IS NOT NULL AND binned_at IS NULL", &[])?;
    // An alarm of another program may ring a day before.
    let ahead = until + Duration::minutes(farthest.max(whose.config.reminders.before).max(1440));
    let mut found = match kept.filter(|k| k.holds(from, ahead)) {
        Some(kept) => kept.between(db, from, ahead)?,
        None => between(db, from, ahead)?,
    };
    found.extend(sessions_between(db, from, ahead, from)?);
    Ok(found.iter().filter_map(|o| of_entry(o, whose)).collect())
}

/// The reminder of an entry; none where it does not ring for this person.
fn of_entry(one: &Occurrence, whose: Whose<'_>) -> Option<Reminder> {
    let entry = &one.entry;
    let standing = one.is_live() && entry.state != "done" && !entry.all_day && one.open_to(whose.who);
    let somebody_else = one.calendar.kind == "secretary" && !same(&one.calendar.name, whose.who);
    if !standing || somebody_else {
        return None;
    }
    let by_itself = one.calendar.shown && !one.is_leave() && one.calendar.kind != "room";
    let default = Some(whose.config.reminders.before).filter(|m| *m > 0 && by_itself);
    let before = entry.remind.or_else(|| alarm_of(entry)).or(default).filter(|m| *m >= 0)?;
    let made = time_of(&entry.created_at);
    let calendar = if same(&one.calendar.name, whose.who) { "" } else { &one.calendar.name };
    Some(Reminder {
        title: [one.title(whose.who), &one.patient]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        detail: [calendar, &entry.place].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        ..Reminder::new(Kind::Entry, &one.id(), one.start, before, made)
    })
}

fn same(a: &str, b: &str) -> bool {
    names::fold(a) == names::fold(b)
}

fn is_mine(owner: &str, whose: Whose<'_>) -> bool {
    owner.is_empty() || same(owner, whose.who)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(flatten)]
    query: Query,
    name: Option<String>,
}

const QUERIES: &str = "SELECT q.*, d.title AS name FROM query q LEFT JOIN find_doc d ON d.rec = q.patient_id \
     WHERE q.state <> 'done' AND q.binned_at IS NULL AND q.draft = 0 AND (q.promised_by IS NOT NULL OR q.chase_on IS NOT NULL)";

fn of_queries(db: Db<'_>, whose: Whose<'_>) -> Result<Vec<Reminder>, Refusal> {
    let rows: Vec<Asked> = db.rows(QUERIES, &[])?;
    Ok(rows.iter().flat_map(|row| of_query(row, whose)).collect())
}

fn of_query(row: &Asked, whose: Whose<'_>) -> Vec<Reminder> {
    let query = &row.query;
    if !is_mine(&query.owner, whose) || query.is_over() {
        return Vec::new();
    }
    let name = row.name.clone().unwrap_or_else(|| query.caller.clone());
    let name = if name.is_empty() { "a caller".to_owned() } else { name };
    let made = time_of(&query.created_at);
    let before = whose.config.reminders.before;
    let promise = query.promised_by.as_deref().and_then(|p| moment(p, whose.config.dates_at())).map(|at| Reminder {
        title: format!("Promised: {name}"),
        ..Reminder::new(Kind::Promise, &query.id, at, before, made)
    });
    let chase =
        query.chase_on.as_deref().filter(|_| query.state == "waiting").and_then(|d| moment(d, whose.config.dates_at()));
    let chase = chase.map(|at| Reminder {
        title: format!("Chase {}: {name}", query.waiting_on),
        ..Reminder::new(Kind::Chase, &query.id, at, 0, made)
    });
    promise.into_iter().chain(chase).collect()
}

const TASKS: &str = "SELECT * FROM task WHERE state IN ('open', 'waiting') AND binned_at IS NULL \
     AND (due LIKE '%T%' OR waiting_until IS NOT NULL)";

fn of_tasks(db: Db<'_>, whose: Whose<'_>) -> Result<Vec<Reminder>, Refusal> {
    let rows: Vec<Task> = db.rows(TASKS, &[])?;
    Ok(rows.iter().flat_map(|task| of_task(task, whose)).collect())
}

fn of_task(task: &Task, whose: Whose<'_>) -> Vec<Reminder> {
    if !is_mine(&task.owner, whose) || !matches!(task.state.as_str(), "open" | "waiting") {
        return Vec::new();
    }
    let made = time_of(&task.created_at);
    let timed = task.due.as_deref().filter(|d| d.contains('T') && task.state == "open");
    let due = timed.and_then(|d| moment(d, whose.config.dates_at())).map(|at| Reminder {
        title: task.title.clone(),
        ..Reminder::new(Kind::Task, &task.id, at, whose.config.reminders.before, made)
    });
    let until = task.waiting_until.as_deref().filter(|_| task.state == "waiting");
    let chase = until.and_then(|d| moment(d, whose.config.dates_at())).map(|at| Reminder {
        title: format!("Chase {}: {}", task.waiting_on, task.title),
        ..Reminder::new(Kind::TaskChase, &task.id, at, 0, made)
    });
    due.into_iter().chain(chase).collect()
}

/// A reminder that rang, with what it reminds of as that stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// That it rang.
    pub rung: Rung,
    /// What it reminds of.
    pub reminder: Reminder,
}

impl Standing {
    /// Whether it is to be looked at now.
    pub fn presses(&self, now: NaiveDateTime) -> bool {
        match self.rung.state.as_str() {
            "rang" | "missed" => true,
            "snoozed" => self.rung.until.as_deref().is_none_or(|until| until <= stamp(now).as_str()),
            _ => false,
        }
    }
}

/// What rang and was not looked at, and what was since midnight; what has been dealt with or moved is left out.
pub fn standing(db: Db<'_>, whose: Whose<'_>, now: NaiveDateTime) -> Result<Vec<Standing>, Refusal> {
    let sql = "SELECT id, kind, rec, due_at, state, until FROM reminder \
               WHERE state IN ('rang', 'missed', 'snoozed') OR (state = 'seen' AND at >= $1) ORDER BY due_at, id";
    let rows: Vec<Rung> = db.rows(sql, &[&now.date().to_string()])?;
    let mut all = Vec::new();
    for rung in rows {
        if let Some(reminder) = reminder_of(db, whose, &rung, now)? {
            all.push(Standing { rung, reminder });
        }
    }
    Ok(all)
}

/// What a reminder is about, as that stands now; none where it is over, moved, or somebody else's.
fn reminder_of(db: Db<'_>, whose: Whose<'_>, rung: &Rung, now: NaiveDateTime) -> Result<Option<Reminder>, Refusal> {
    let found = match Kind::of_word(&rung.kind) {
        Some(Kind::Entry) => by_occurrence(db, &rung.rec, now)?.and_then(|o| of_entry(&o, whose)).into_iter().collect(),
        Some(Kind::Promise | Kind::Chase) => {
            let row: Option<Asked> = db.one(&format!("{QUERIES} AND q.id = $1"), &[&rung.rec])?;
            row.map_or_else(Vec::new, |row| of_query(&row, whose))
        }
        Some(Kind::Task | Kind::TaskChase) => {
            let task: Option<Task> = db.get::<Task>(&rung.rec)?.filter(|t| t.binned_at.is_none());
            task.map_or_else(Vec::new, |task| of_task(&task, whose))
        }
        None => Vec::new(),
    };
    Ok(found.into_iter().find(|r| r.id == rung.id))
}
