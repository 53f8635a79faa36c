//! Undo, redo and the history: the journal read backwards.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;
use serde_json::Value;

use super::apply::{Bulk, journal};
use super::{Edit, Refusal, Row, Store};

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HistoryRow {
    /// Its number in the journal.
    pub seq: i64,
    /// When, as `2026-03-03T09:41:00`.
    pub at: String,
    /// Which team member.
    pub who: String,
    /// What was done, in words.
    pub label: String,
    /// `do`, `undo`, `redo` or `view`.
    pub kind: String,
    /// Whether it was taken back since.
    pub undone: bool,
}

/// What one change did to one record.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryItem {
    /// The change.
    pub change: HistoryRow,
    /// The table.
    pub table: String,
    /// The record.
    pub id: String,
    /// The columns that changed, before.
    pub before: Option<Row>,
    /// The columns that changed, after.
    pub after: Option<Row>,
}

struct Item {
    table: String,
    id: String,
    before: Option<Row>,
    after: Option<Row>,
}

impl Store {
    /// Takes back the last change of `who` that still stands. Gives its label, or none where there is nothing to take back.
    ///
    /// # Errors
    /// [`Refusal::Stale`] with a sentence when somebody changed the same record since.
    pub fn undo(&mut self, who: &str, now: NaiveDateTime) -> Result<Option<String>, Refusal> {
        let sql =
            "SELECT seq, label FROM change WHERE who = $1 AND kind = 'do' AND undone = 0 ORDER BY seq DESC LIMIT 1";
        let Some((target, label)) = head(&self.conn, sql, who)? else { return Ok(None) };
        self.replay(("undo", target), target, &label, who, now, |tx| {
            refuse_if_touched_since(tx, target)?;
            let mut items = items(tx, target)?;
            items.reverse();
            tx.execute("UPDATE change SET undone = 1 WHERE seq = $1", [target])?;
            Ok(items.into_iter().map(|i| Item { before: i.after, after: i.before, ..i }).collect())
        })?;
        Ok(Some(label))
    }

    /// Does again what `who` took back last, unless `who` has done something else since.
    pub fn redo(&mut self, who: &str, now: NaiveDateTime) -> Result<Option<String>, Refusal> {
        let sql =
            "SELECT seq, label FROM change WHERE who = $1 AND kind = 'undo' AND undone = 0 ORDER BY seq DESC LIMIT 1";
        let Some((undo, label)) = head(&self.conn, sql, who)? else { return Ok(None) };
        let later = "SELECT COUNT(*) FROM change WHERE who = $1 AND kind = 'do' AND seq > $2";
        if self.conn.query_row(later, params![who, undo], |r| r.get::<_, i64>(0))? > 0 {
            return Ok(None);
        }
        let target: i64 = self.conn.query_row("SELECT target FROM change WHERE seq = $1", [undo], |r| r.get(0))?;
        self.replay(("redo", undo), target, &label, who, now, |tx| {
            tx.execute("UPDATE change SET undone = 1 WHERE seq = $1", [undo])?;
            tx.execute("UPDATE change SET undone = 0 WHERE seq = $1", [target])?;
            items(tx, target)
        })?;
        Ok(Some(label))
    }

    fn replay(
        &mut self,
        (kind, since): (&str, i64),
        target: i64,
        label: &str,
        who: &str,
        now: NaiveDateTime,
        pick: impl FnOnce(&Connection) -> Result<Vec<Item>, Refusal>,
    ) -> Result<(), Refusal> {
        self.firmly(|store| store.replay_now((kind, since), target, label, (who, now), pick))
    }

    fn replay_now(
        &mut self,
        (kind, since): (&str, i64),
        target: i64,
        label: &str,
        (who, now): (&str, NaiveDateTime),
        pick: impl FnOnce(&Connection) -> Result<Vec<Item>, Refusal>,
    ) -> Result<(), Refusal> {
        let (tables, columns) = (self.tables, &self.columns);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let items = pick(&tx)?;
        let seq = journal(&tx, kind, label, who, now, Some(target))?;
        let mut bulk = Bulk::new(&tx, tables, columns, seq);
        let mut edits = Vec::new();
        for item in items {
            let edit = whole(&bulk, item)?;
            bulk.edit(&edit)?;
            edits.push(edit);
        }
        bulk.keeps(&edits, Some(since))?;
        Ok(tx.commit()?)
    }

    /// The history, latest first; of one record where `id` is given.
    pub fn history(&self, id: Option<&str>, limit: usize) -> Result<Vec<HistoryItem>, Refusal> {
        let of = if id.is_some() { "i.rec = $1" } else { "$1 IS NULL" };
        let sql = format!(
            "SELECT c.seq, c.at, c.who, c.label, c.kind, c.undone, i.tbl, i.rec, i.before, i.after \
             FROM change c JOIN change_item i ON i.seq = c.seq WHERE {of} ORDER BY c.seq DESC, i.n LIMIT $2"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params![id, limit as i64], history_item)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn history_item(r: &rusqlite::Row<'_>) -> rusqlite::Result<HistoryItem> {
    let parse =
        |i: usize| -> rusqlite::Result<Option<Row>> { Ok(r.get::<_, Option<String>>(i)?.and_then(|t| row_from(&t))) };
    Ok(HistoryItem {
        change: HistoryRow {
            seq: r.get(0)?,
            at: r.get(1)?,
            who: r.get(2)?,
            label: r.get(3)?,
            kind: r.get(4)?,
            undone: r.get::<_, i64>(5)? != 0,
        },
        table: r.get(6)?,
        id: r.get(7)?,
        before: parse(8)?,
        after: parse(9)?,
    })
}

fn row_from(text: &str) -> Option<Row> {
    match serde_json::from_str(text) {
        Ok(Value::Object(row)) => Some(row),
        _ => None,
    }
}

fn head(conn: &Connection, sql: &str, who: &str) -> Result<Option<(i64, String)>, Refusal> {
    Ok(conn.prepare_cached(sql)?.query_row([who], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

fn items(conn: &Connection, seq: i64) -> Result<Vec<Item>, Refusal> {
    let mut statement =
        conn.prepare_cached("SELECT tbl, rec, before, after FROM change_item WHERE seq = $1 ORDER BY n")?;
    let rows = statement.query_map([seq], |r| {
        let text = |i: usize| -> rusqlite::Result<Option<String>> { r.get(i) };
        Ok(Item {
            table: r.get(0)?,
            id: r.get(1)?,
            before: text(2)?.and_then(|t| row_from(&t)),
            after: text(3)?.and_then(|t| row_from(&t)),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Neither undo nor a second window can overwrite what came later.
fn refuse_if_touched_since(conn: &Connection, target: i64) -> Result<(), Refusal> {
    let sql = "SELECT c.who, c.label, c.at FROM change_item mine JOIN change_item i ON i.rec = mine.rec AND i.tbl = mine.tbl AND i.seq > mine.seq \
               JOIN change c ON c.seq = i.seq WHERE mine.seq = $1 AND c.kind = 'do' AND c.undone = 0 ORDER BY c.seq DESC LIMIT 1";
    let found: Option<(String, String, String)> =
        conn.prepare_cached(sql)?.query_row([target], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
    match found {
        None => Ok(()),
        Some((who, label, at)) => Err(Refusal::Stale(format!(
            "That cannot be taken back any more: {who} changed it at {} ({label}). Undo that first, or edit it.",
            at.get(11..16).unwrap_or("")
        ))),
    }
}

/// The journal holds only the columns that changed: the whole row is read, compared on those, and given back whole.
fn whole(bulk: &Bulk<'_>, item: Item) -> Result<Edit, Refusal> {
    let (Some(before), Some(after)) = (&item.before, &item.after) else {
        return Ok(Edit { table: item.table, id: item.id, before: item.before, after: item.after });
    };
    let mut row = bulk.db().row(&item.table, &item.id)?.unwrap_or_default();
    row.extend(before.clone());
    let mut to = row.clone();
    to.extend(after.clone());
    Ok(Edit { table: item.table, id: item.id, before: Some(row), after: Some(to) })
}
