//! What comes in for somebody who is away goes to whoever covers, in the change that brings it: by the plan of the
//! absence, in turn, and not to one who is away as well. It is taken back with that change.

use chrono::NaiveDateTime;
use serde::Deserialize;
use serde_json::Value;

use super::model::{Absence, Handed, ItemKind};
use super::{repo, repo_away};
use crate::clock::stamp;
use crate::desk::inbox::Query;
use crate::desk::letters::Letter;
use crate::desk::tasks::Task;
use crate::store::{Db, Edit, Refusal, Row, new_id};

/// A letter, a query or a task with another owner.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// A letter.
    Letter(Box<Letter>),
    /// A query.
    Query(Box<Query>),
    /// A task.
    Task(Box<Task>),
}

impl Work {
    /// Reads one.
    ///
    /// # Errors
    /// It is not there any more.
    pub fn read(db: Db<'_>, kind: ItemKind, id: &str) -> Result<Self, Refusal> {
        Ok(match kind {
            ItemKind::Letter => Self::Letter(Box::new(db.must(id)?)),
            ItemKind::Query => Self::Query(Box::new(db.must(id)?)),
            ItemKind::Task => Self::Task(Box::new(db.must(id)?)),
        })
    }

    /// What it is.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Letter(_) => ItemKind::Letter,
            Self::Query(_) => ItemKind::Query,
            Self::Task(_) => ItemKind::Task,
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &str {
        match self {
            Self::Letter(l) => &l.id,
            Self::Query(q) => &q.id,
            Self::Task(t) => &t.id,
        }
    }

    /// Whose it is.
    pub fn owner(&self) -> &str {
        match self {
            Self::Letter(l) => &l.owner,
            Self::Query(q) => &q.owner,
            Self::Task(t) => &t.owner,
        }
    }

    /// Whether there is still something to do.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Letter(l) => l.is_unsent() && l.binned_at.is_none(),
            Self::Query(q) => !q.is_over() && !q.draft && q.binned_at.is_none(),
            Self::Task(t) => !t.is_over() && t.binned_at.is_none(),
        }
    }

    /// Whose patient it is about, and whether it is a dictation.
    fn about(&self) -> (&str, bool) {
        match self {
            Self::Letter(l) => (&l.author, l.state == "dictated"),
            Self::Query(q) => (&q.consultant, false),
            Self::Task(_) => ("", false),
        }
    }

    /// The edit that gives it to somebody else.
    pub fn given(&self, to: &str) -> Edit {
        match self {
            Self::Letter(l) => Edit::update(l.as_ref(), &Letter { owner: to.into(), ..l.as_ref().clone() }),
            Self::Query(q) => Edit::update(q.as_ref(), &Query { owner: to.into(), ..q.as_ref().clone() }),
            Self::Task(t) => Edit::update(t.as_ref(), &Task { owner: to.into(), ..t.as_ref().clone() }),
        }
    }
}

fn text<'a>(row: Option<&'a Row>, key: &str) -> &'a str {
    row.and_then(|r| r.get(key)).and_then(Value::as_str).unwrap_or_default()
}

/// Who does the change that is being written, and when.
#[derive(Deserialize)]
struct Doing {
    who: String,
    at: String,
}

/// What follows where work is given to somebody who is away: it goes on to their cover. What they do themselves while they
/// are away stays theirs.
pub fn keeps(db: Db<'_>, edit: &Edit, since: Option<i64>) -> Result<Vec<Edit>, Refusal> {
    let owner = text(edit.after.as_ref(), "owner");
    let old = text(edit.before.as_ref(), "owner");
    if since.is_some() || owner.is_empty() || owner == old {
        return Ok(Vec::new());
    }
    let open = repo_away::of(db, owner)?;
    // Nobody bears the old name any more: it is the same member under another one.
    if open.is_empty() || (!old.is_empty() && repo::named(db, old)?.is_none()) {
        return Ok(Vec::new());
    }
    let doing: Option<Doing> = db.one("SELECT who, at FROM change ORDER BY seq DESC LIMIT 1", &[])?;
    let Some(doing) = doing.filter(|d| !d.who.eq_ignore_ascii_case(owner)) else { return Ok(Vec::new()) };
    let now: NaiveDateTime = doing.at.parse().unwrap_or_default();
    let Some(absence) = open.into_iter().find(|a| a.is_on(now)) else { return Ok(Vec::new()) };
    let Some(kind) = ItemKind::of_table(&edit.table) else { return Ok(Vec::new()) };
    let work = Work::read(db, kind, &edit.id)?;
    let mut more = Vec::new();
    routed(db, &absence, &work, &mut Turns::read(db, &absence, now)?, now, &mut more)?;
    Ok(more)
}

/// Whose turn it is in an absence.
pub struct Turns {
    counts: std::collections::HashMap<String, i64>,
    now: NaiveDateTime,
}

impl Turns {
    /// How many everybody has got so far.
    ///
    /// # Errors
    /// The desk cannot be read.
    pub fn read(db: Db<'_>, absence: &Absence, now: NaiveDateTime) -> Result<Self, Refusal> {
        Ok(Self { counts: repo_away::counts(db, &absence.id)?, now })
    }

    /// Who is next of these: whoever has got least so far, the first of those; not one who is away or has left.
    fn next(&mut self, db: Db<'_>, of: &[String]) -> Result<Option<String>, Refusal> {
        let mut here = Vec::new();
        for name in of {
            let there = repo::named(db, name)?.is_some_and(|m| !m.has_left());
            if there && repo_away::lasting(db, name, self.now)?.is_none() {
                here.push(name);
            }
        }
        let next = here.into_iter().min_by_key(|n| self.counts.get(*n).copied().unwrap_or(0)).cloned();
        if let Some(name) = &next {
            *self.counts.entry(name.clone()).or_default() += 1;
        }
        Ok(next)
    }
}

/// The edits by which an item goes to whoever covers; none where nobody does, or it is not open.
///
/// # Errors
/// The desk cannot be read.
pub fn routed(
    db: Db<'_>,
    absence: &Absence,
    work: &Work,
    turns: &mut Turns,
    now: NaiveDateTime,
    out: &mut Vec<Edit>,
) -> Result<bool, Refusal> {
    let (consultant, dictation) = work.about();
    if !work.is_open() || repo_away::handing(db, work.id())?.is_some_and(|h| h.absence_id != absence.id) {
        return Ok(false);
    }
    let Some(to) = turns.next(db, absence.covers(work.kind(), dictation, consultant))? else { return Ok(false) };
    let new = Handed {
        id: new_id(),
        kind: work.kind().table().into(),
        item_id: work.id().into(),
        from_name: absence.member.clone(),
        to_name: to.clone(),
        why: "cover".into(),
        absence_id: absence.id.clone(),
        at: stamp(now),
        back_at: None,
    };
    out.push(work.given(&to));
    out.push(match repo_away::handing(db, work.id())? {
        Some(old) => Edit::update(&old, &Handed { to_name: to, ..old.clone() }),
        None => Edit::insert(&new),
    });
    Ok(true)
}
