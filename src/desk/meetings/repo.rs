//! The meetings' questions to the database.

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{Action, Carried, Item, Kept, Logged, Meeting, Paper, Series};
use crate::desk::diary::model::Entry;
use crate::desk::links;
use crate::store::{Db, Refusal, Store};
use crate::text::names::fold;

/// A meeting as a list needs it: neither agenda nor roll is read.
const BRIEF: &str = "SELECT id, series_id, title, seq, number, state, start, ends, place, room_booking_id, '[]' AS roll, \
     quorum, '[]' AS agenda, papers_days, draft_days, approved_days, agenda_due, minutes_due, approve_due, sent_at, held_at, \
     circulated_at, approved_at, approved_in, corrections, version, reason, '' AS notes, created_by, created_at, binned_at \
     FROM meeting";

fn most(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The meetings that are not over, by their start, at most so many; without agenda and roll.
pub fn open(db: Db<'_>, limit: usize) -> Result<Vec<Meeting>, Refusal> {
    let sql = format!(
        "{BRIEF} WHERE state NOT IN ('minutes_approved', 'cancelled') AND binned_at IS NULL ORDER BY start, id LIMIT $1"
    );
    db.rows(&sql, &[&most(limit)])
}

/// The latest meetings that are over, at most so many; without agenda and roll.
pub fn over(db: Db<'_>, limit: usize) -> Result<Vec<Meeting>, Refusal> {
    let sql = format!(
        "{BRIEF} WHERE state IN ('minutes_approved', 'cancelled') AND binned_at IS NULL ORDER BY start DESC, id DESC LIMIT $1"
    );
    db.rows(&sql, &[&most(limit)])
}

/// The meetings that begin between two days, the last one not; cancelled ones are left out.
pub fn between(db: Db<'_>, from: NaiveDate, until: NaiveDate) -> Result<Vec<Meeting>, Refusal> {
    let sql = "SELECT * FROM meeting WHERE start >= $1 AND start < $2 AND state <> 'cancelled' \
               AND binned_at IS NULL ORDER BY start, id";
    db.rows(sql, &[&from.to_string(), &until.to_string()])
}

/// All meetings, for exports.
pub fn all(db: Db<'_>) -> Result<Vec<Meeting>, Refusal> {
    db.rows("SELECT * FROM meeting WHERE binned_at IS NULL ORDER BY start, id", &[])
}

/// The series, by name.
pub fn series(db: Db<'_>) -> Result<Vec<Series>, Refusal> {
    db.rows("SELECT * FROM meeting_series WHERE binned_at IS NULL ORDER BY name, id", &[])
}

/// The series of a meeting.
pub fn series_of(db: Db<'_>, meeting: &Meeting) -> Result<Option<Series>, Refusal> {
    meeting.series_id.as_deref().map_or(Ok(None), |id| db.get(id))
}

/// The highest number that a series has given: in the year of this day, or of all where it runs on.
pub fn highest(db: Db<'_>, series: &Series, on: NaiveDate) -> Result<i64, Refusal> {
    if series.numbering == "by year" {
        let sql = "SELECT COALESCE(MAX(seq), 0) FROM meeting WHERE series_id = $1 AND substr(start, 1, 4) = $2";
        return db.count(sql, &[&series.id, &on.format("%Y").to_string()]);
    }
    db.count("SELECT COALESCE(MAX(seq), 0) FROM meeting WHERE series_id = $1", &[&series.id])
}

/// The last meeting of a series that began before a time and took place.
pub fn last_held(db: Db<'_>, series: &str, before: &str) -> Result<Option<Meeting>, Refusal> {
    let sql = "SELECT * FROM meeting WHERE series_id = $1 AND start < $2 AND binned_at IS NULL \
               AND state IN ('held', 'minutes_draft', 'minutes_circulated', 'minutes_approved') ORDER BY start DESC LIMIT 1";
    db.one(sql, &[&series, &before])
}

/// The first meeting of a series that is still to come after this start.
pub fn next_open(db: Db<'_>, series: &str, after: &str) -> Result<Option<Meeting>, Refusal> {
    let sql = "SELECT * FROM meeting WHERE series_id = $1 AND start > $2 AND binned_at IS NULL \
               AND state IN ('planned', 'agenda_sent') ORDER BY start LIMIT 1";
    db.one(sql, &[&series, &after])
}

/// The last meeting of a series of whatever state but cancelled, without agenda and roll.
pub fn latest(db: Db<'_>, series: &str) -> Result<Option<Meeting>, Refusal> {
    let sql = format!(
        "{BRIEF} WHERE series_id = $1 AND binned_at IS NULL AND state <> 'cancelled' ORDER BY start DESC LIMIT 1"
    );
    db.one(&sql, &[&series])
}

/// Meetings of a series whose minutes wait for approval and that began before a time.
pub fn unapproved(db: Db<'_>, series: &str, before: &str) -> Result<Vec<Meeting>, Refusal> {
    let sql = "SELECT * FROM meeting WHERE series_id = $1 AND start < $2 AND state = 'minutes_circulated' \
               AND binned_at IS NULL ORDER BY start";
    db.rows(sql, &[&series, &before])
}

const LOGGED: &str = "SELECT a.*, t.state AS task_state, t.done_at, t.outcome, trim(m.title || ' ' || m.number) AS meeting \
     FROM meeting_action a JOIN meeting m ON m.id = a.meeting_id LEFT JOIN task t ON t.id = a.task_id";

/// The actions that are open, the first due first, at most so many.
pub fn open_actions(db: Db<'_>, limit: usize) -> Result<Vec<Logged>, Refusal> {
    let sql = "SELECT a.*, t.state AS task_state, t.done_at, t.outcome, trim(m.title || ' ' || m.number) AS meeting \
               FROM task t JOIN meeting_action a ON a.task_id = t.id JOIN meeting m ON m.id = a.meeting_id \
               WHERE t.state IN ('open', 'waiting') AND a.binned_at IS NULL \
               ORDER BY a.due IS NULL, a.due, a.id LIMIT $1";
    db.rows(sql, &[&most(limit)])
}

/// The latest actions that are done or dropped, at most so many.
pub fn closed_actions(db: Db<'_>, limit: usize) -> Result<Vec<Logged>, Refusal> {
    let sql = format!(
        "{LOGGED} WHERE t.state IN ('done', 'cancelled') AND a.binned_at IS NULL ORDER BY a.created_at DESC, a.id DESC LIMIT $1"
    );
    db.rows(&sql, &[&most(limit)])
}

/// All actions of a series, the latest last.
pub fn actions_of_series(db: Db<'_>, series: &str) -> Result<Vec<Logged>, Refusal> {
    db.rows(&format!("{LOGGED} WHERE a.series_id = $1 AND a.binned_at IS NULL ORDER BY a.created_at, a.id"), &[&series])
}

/// All actions of a meeting, in the order in which they were made.
pub fn actions_of(db: Db<'_>, meeting: &str) -> Result<Vec<Logged>, Refusal> {
    db.rows(
        &format!("{LOGGED} WHERE a.meeting_id = $1 AND a.binned_at IS NULL ORDER BY a.created_at, a.id"),
        &[&meeting],
    )
}

/// One action.
///
/// # Errors
/// It is not there any more.
pub fn logged(db: Db<'_>, id: &str) -> Result<Logged, Refusal> {
    let found = db.one(&format!("{LOGGED} WHERE a.id = $1"), &[&id])?;
    found.ok_or_else(|| Refusal::rule("This action is not there any more."))
}

/// How many actions a meeting has made, those in the bin too: a number is given once.
pub fn counted(db: Db<'_>, meeting: &str) -> Result<usize, Refusal> {
    let n = db.count("SELECT COUNT(*) FROM meeting_action WHERE meeting_id = $1", &[&meeting])?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// The actions that are gone through at a meeting: those of its series that were made before it and are open now; of
/// one whose agenda went out, those that stood there and what became of them.
pub fn gone_through(db: Db<'_>, meeting: &Meeting) -> Result<Vec<Logged>, Refusal> {
    let Some(series) = &meeting.series_id else { return Ok(Vec::new()) };
    let mut all = if meeting.is_open() { open_of_series(db, series)? } else { Vec::new() };
    let one = format!("{LOGGED} WHERE a.id = $1 AND a.series_id = $2 AND a.binned_at IS NULL");
    for id in meeting.agenda.iter().flat_map(|i| &i.listed) {
        if !all.iter().any(|l| l.action.id == *id) {
            all.extend(db.one::<Logged>(&one, &[id, series])?);
        }
    }
    all.retain(|l| l.action.meeting_id != meeting.id);
    all.sort_by(|a, b| (&a.action.created_at, &a.action.id).cmp(&(&b.action.created_at, &b.action.id)));
    Ok(all)
}

/// The actions of a series that are open, in the order in which they were made. Asked from the tasks that are open: of a
/// series that has met for years nearly all actions are done.
fn open_of_series(db: Db<'_>, series: &str) -> Result<Vec<Logged>, Refusal> {
    let sql = "SELECT a.*, t.state AS task_state, t.done_at, t.outcome, trim(m.title || ' ' || m.number) AS meeting \
               FROM task t CROSS JOIN meeting_action a ON a.task_id = t.id JOIN meeting m ON m.id = a.meeting_id \
               WHERE t.state IN ('open', 'waiting') AND a.series_id = $1 AND a.binned_at IS NULL \
               ORDER BY a.created_at, a.id";
    db.rows(sql, &[&series])
}

/// What comes to a meeting from those before it.
pub fn carried(db: Db<'_>, meeting: &Meeting) -> Result<Carried, Refusal> {
    let Some(series) = &meeting.series_id else { return Ok(Carried::default()) };
    let last = last_held(db, series, &meeting.start)?;
    if let Some(last) = &last
        && next_open(db, series, &last.start)?.is_some_and(|next| next.id != meeting.id && next.start < meeting.start)
    {
        // Another comes before it: what is carried on goes there first.
        return Ok(Carried::default());
    }
    let open: Vec<Action> = open_of_series(db, series)?
        .into_iter()
        .filter(|l| l.action.meeting_id != meeting.id)
        .map(|l| l.action)
        .collect();
    let mut topics: Vec<(Item, String)> = Vec::new();
    for action in &open {
        let Some(of) = db.get::<Meeting>(&action.meeting_id)? else { continue };
        if let Some(item) = of.agenda.iter().find(|i| i.id == action.item_id) {
            topics.push((item.clone(), of.name()));
        }
    }
    Ok(Carried::of(last.as_ref(), &topics, !open.is_empty()))
}

/// The papers of a meeting, in the order in which they were put down.
pub fn papers(db: Db<'_>, meeting: &str) -> Result<Vec<Paper>, Refusal> {
    db.rows(
        "SELECT * FROM meeting_paper WHERE meeting_id = $1 AND binned_at IS NULL ORDER BY created_at, id",
        &[&meeting],
    )
}

/// The minutes of a meeting as they went out, the first first.
pub fn kept(db: Db<'_>, meeting: &str) -> Result<Vec<Kept>, Refusal> {
    db.rows("SELECT * FROM minutes_kept WHERE meeting_id = $1 ORDER BY version, at, id", &[&meeting])
}

/// The entries of the diary that a meeting stands in.
pub fn entries(db: Db<'_>, meeting: &str) -> Result<Vec<Entry>, Refusal> {
    let of = links::others(db, meeting)?;
    let mut all = Vec::new();
    for (_, id) in of.iter().filter(|(kind, _)| kind == "entry") {
        all.extend(db.get::<Entry>(id)?.filter(|e| e.binned_at.is_none()));
    }
    Ok(all)
}

/// The e-mail address of somebody of this name among the contacts.
pub fn email(db: Db<'_>, name: &str) -> Result<String, Refusal> {
    let sql = "SELECT email FROM contact WHERE lower(name) = lower($1) AND email <> '' AND binned_at IS NULL LIMIT 1";
    Ok(db.text(sql, &[&name.trim()])?.unwrap_or_default())
}

/// The newest number of the journal, and whether anything that the pane shows was written since `seen`.
pub fn news(db: Db<'_>, seen: i64) -> Result<(i64, bool), Refusal> {
    let newest = db.count("SELECT COALESCE(MAX(seq), 0) FROM change_item", &[])?;
    if newest == seen || seen < 0 {
        return Ok((newest, newest != seen));
    }
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM change_item WHERE seq > $1 \
               AND tbl IN ('meeting_series', 'meeting', 'meeting_action', 'meeting_paper', 'task') LIMIT 1) AS touched";
    Ok((newest, newest < seen || db.count(sql, &[&seen])? > 0))
}

/// The meetings that the words name: an id, else all words in title and number, those to come first. `None`: the first
/// that is not over.
pub fn named(db: Db<'_>, words: &str) -> Result<Vec<Meeting>, Refusal> {
    if let Some(one) = db.get::<Meeting>(words)? {
        return Ok(vec![one]);
    }
    let sql = format!("{BRIEF} WHERE binned_at IS NULL ORDER BY start DESC, id LIMIT 5000");
    let wanted: Vec<String> = words.split_whitespace().map(fold).collect();
    let fits = |m: &Meeting| {
        let text = fold(&format!("{} {}", m.label(), m.start));
        !wanted.is_empty() && wanted.iter().all(|w| text.split_whitespace().any(|t| t.starts_with(w.as_str())))
    };
    let found: Vec<Meeting> = db.rows::<Meeting>(&sql, &[])?.into_iter().filter(fits).collect();
    let open: Vec<&Meeting> = found.iter().filter(|m| !m.is_over()).collect();
    let ids: Vec<&str> =
        if open.len() == 1 { vec![&open[0].id] } else { found.iter().map(|m| m.id.as_str()).collect() };
    ids.into_iter().take(20).map(|id| db.must(id)).collect()
}

/// The series whose name holds what was typed, for a field.
pub fn find_series(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<crate::form::Choice>, Refusal> {
    let wanted = fold(typed);
    let fits = |s: &Series| fold(&s.name).contains(&wanted);
    let choice = |s: Series| crate::form::Choice { id: s.id, label: s.name };
    Ok(series(store.db())?.into_iter().filter(fits).map(choice).collect())
}

/// The first meeting of a series after this start that took place or is to, without agenda and roll.
pub fn after(db: Db<'_>, series: &str, start: &str) -> Result<Option<Meeting>, Refusal> {
    let sql = format!(
        "{BRIEF} WHERE series_id = $1 AND start > $2 AND binned_at IS NULL AND state <> 'cancelled' ORDER BY start LIMIT 1"
    );
    db.one(&sql, &[&series, &start])
}
