//! `undo`, `redo` and `history`: the journal.

use clap::Args;
use serde_json::{Map, Value, json};

use super::answer::{Answer, short};
use super::{Said, Session};
use crate::desk::diary::{self, Entry};
use crate::desk::inbox::Query;
use crate::store::{HistoryItem, Record, Refusal, Row};
use crate::text::dates;

/// Which part of the history.
#[derive(Debug, Args)]
pub struct List {
    /// Of this record only
    #[arg(long, value_name = "ID")]
    of: Option<String>,
    /// At most so many lines
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

impl List {
    /// Lists it.
    pub fn run(self, session: &mut Session) -> Said {
        let items = session.store.history(self.of.as_deref(), self.limit)?;
        let items: Vec<HistoryItem> = items.into_iter().map(|i| veiled(session, i)).collect::<Result<_, _>>()?;
        let rows: Vec<Vec<String>> = items.iter().map(row).collect();
        let json = items.iter().map(item_json).collect();
        let headings = ["WHEN", "WHO", "WHAT", "RECORD", "BEFORE", "AFTER", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "Nothing was done yet."))
    }
}

/// What of a restricted query may stand in a listing, and what of another's private entry.
const OF_QUERY: &[&str] = &["id", "state", "kind", "owner", "received_at", "closed_at", "escalated_at", "accepted_at"];
const OF_ENTRY: &[&str] = &["id", "calendar_id", "start", "ends", "all_day", "state", "private", "binned_at"];

/// The item as whoever acts may read it: the history shows no more than the record itself does.
fn veiled(session: &Session, item: HistoryItem) -> Result<HistoryItem, Refusal> {
    let kept = match item.table.as_str() {
        "query" => current::<Query>(session, &item)?.filter(|q| !q.may_be_read_by(&session.who)).map(|_| OF_QUERY),
        "entry" => current::<Entry>(session, &item)?
            .filter(|e| !e.is_open_to(&session.who, &diary::repo::calendar_name(session.db(), &e.calendar_id)))
            .map(|_| OF_ENTRY),
        _ => None,
    };
    let Some(kept) = kept else { return Ok(item) };
    let veil = |row: Option<Row>| row.map(|r| r.into_iter().filter(|(k, _)| kept.contains(&k.as_str())).collect());
    Ok(HistoryItem { before: veil(item.before), after: veil(item.after), ..item })
}

/// The record as it is; where it was taken back, as the history has it whole.
fn current<R: Record>(session: &Session, item: &HistoryItem) -> Result<Option<R>, Refusal> {
    let known = session.db().get::<R>(&item.id)?;
    let whole = || item.after.as_ref().or(item.before.as_ref()).cloned();
    Ok(known.or_else(|| serde_json::from_value(Value::Object(whole()?)).ok()))
}

fn row(item: &HistoryItem) -> Vec<String> {
    let change = &item.change;
    let mark = match change.kind.as_str() {
        "undo" => "taken back: ",
        "redo" => "done again: ",
        _ => "",
    };
    vec![
        shown(&change.at),
        change.who.clone(),
        short(&format!("{mark}{}", change.label)),
        item.table.clone(),
        facts(item.before.as_ref(), item.after.as_ref()),
        facts(item.after.as_ref(), item.before.as_ref()),
        item.id.clone(),
    ]
}

fn shown(at: &str) -> String {
    at.parse().map_or_else(|_| at.to_owned(), dates::stamp)
}

/// What changed, in a cell. A record that is new or erased is named by the label already.
fn facts(row: Option<&Row>, other: Option<&Row>) -> String {
    let (Some(row), Some(_)) = (row, other) else { return String::new() };
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    short(&row.iter().map(|(k, v)| format!("{k}: {}", text(v))).collect::<Vec<_>>().join(", "))
}

/// A line of the history as machines read it; `action` is `do`, `undo`, `redo` or `view`.
fn item_json(item: &HistoryItem) -> Value {
    let change = &item.change;
    let row = |r: &Option<Row>| r.clone().map_or(Value::Null, |r: Map<String, Value>| Value::Object(r));
    json!({
        "at": change.at, "who": change.who, "label": change.label, "kind": item.table, "id": item.id,
        "before": row(&item.before), "after": row(&item.after),
        "action": change.kind, "undone": change.undone, "change": change.seq,
    })
}

/// Takes the last change back.
pub fn undo(session: &mut Session) -> Said {
    let label = session.store.undo(&session.who, session.now)?;
    said(session, label, "Taken back", "There is nothing left to take back.")
}

/// Does it again.
pub fn redo(session: &mut Session) -> Said {
    let label = session.store.redo(&session.who, session.now)?;
    said(session, label, "Done again", "There is nothing to do again.")
}

fn said(session: &Session, label: Option<String>, word: &str, none: &str) -> Said {
    let label = label.ok_or_else(|| Refusal::rule(none))?;
    let newest = session.store.history(None, 1)?;
    let items = match newest.first() {
        Some(first) => of_change(session, first.change.seq)?,
        None => Vec::new(),
    };
    let items: Vec<HistoryItem> = items.into_iter().map(|i| veiled(session, i)).collect::<Result<_, _>>()?;
    Ok(Answer::said(format!("{word}: {label}."), items.iter().map(item_json).collect()))
}

/// All that the newest change did. An import may be long: it is asked for in growing pieces.
fn of_change(session: &Session, seq: i64) -> Result<Vec<HistoryItem>, Refusal> {
    let mut limit = 100;
    loop {
        let mut items = session.store.history(None, limit)?;
        let whole = items.len() < limit || items.last().is_some_and(|i| i.change.seq != seq);
        if whole {
            items.retain(|i| i.change.seq == seq);
            return Ok(items);
        }
        limit *= 10;
    }
}
