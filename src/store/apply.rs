//! One change, one transaction: compare *before*, write *after*, journal, search index.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::Value;

use super::db::{Cell, Columns, Db};
use super::{Change, Edit, Refusal, Row, Store, Table, search};
use chrono::NaiveDateTime;

/// The pages that a connection keeps in memory, in kB; and that an import may keep while it runs.
pub(super) const CACHE: u32 = 16_000;
const BULK_CACHE: u32 = 96_000;

/// Writes the edits of one change into an open transaction.
pub struct Bulk<'a> {
    pub(super) conn: &'a Connection,
    tables: &'static [Table],
    columns: &'a Columns,
    seq: i64,
    n: i64,
}

impl Store {
    /// Does one change, journals it and keeps the search index in step.
    ///
    /// # Errors
    /// [`Refusal::Stale`] when a row is no longer as it was read; nothing is written then.
    pub fn apply(&mut self, change: &Change, who: &str, now: NaiveDateTime) -> Result<i64, Refusal> {
        self.apply_if(change, who, now, |_| Ok(()))
    }

    /// Does one change if a rule over many rows still holds, asked while nobody else can write: capacity, limits.
    ///
    /// # Errors
    /// The rule's own sentence, or as [`Store::apply`]; nothing is written then.
    pub fn apply_if(
        &mut self,
        change: &Change,
        who: &str,
        now: NaiveDateTime,
        holds: impl FnOnce(Db<'_>) -> Result<(), Refusal>,
    ) -> Result<i64, Refusal> {
        let work = |bulk: &mut Bulk<'_>| {
            holds(bulk.db())?;
            for edit in change.edits.iter().filter(|e| !e.is_idle()) {
                bulk.edit(edit)?;
            }
            for edit in bulk.keeps(&change.edits, None)? {
                bulk.edit(&edit)?;
            }
            for draft in &change.spent_drafts {
                bulk.conn.execute("DELETE FROM draft WHERE id = $1", [draft])?;
            }
            Ok(())
        };
        self.firmly(|store| store.write(&change.label, who, now, work))
    }

    /// Does a change of any length without holding it in memory: an import. All or nothing.
    pub fn bulk(
        &mut self,
        label: &str,
        who: &str,
        now: NaiveDateTime,
        work: impl FnOnce(&mut Bulk<'_>) -> Result<(), Refusal>,
    ) -> Result<i64, Refusal> {
        // What does not fit is written out and read back again and again, the more the longer the import.
        self.conn.execute_batch(&format!("PRAGMA cache_size = -{BULK_CACHE}"))?;
        let done = self.firmly(|store| store.write(label, who, now, work));
        self.conn.execute_batch(&format!("PRAGMA cache_size = -{CACHE}"))?;
        done
    }

    fn write(
        &mut self,
        label: &str,
        who: &str,
        now: NaiveDateTime,
        work: impl FnOnce(&mut Bulk<'_>) -> Result<(), Refusal>,
    ) -> Result<i64, Refusal> {
        let (tables, columns) = (self.tables, &self.columns);
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let seq = journal(&tx, "do", label, who, now, None)?;
        let mut bulk = Bulk { conn: &tx, tables, columns, seq, n: 0 };
        work(&mut bulk)?;
        if bulk.n == 0 {
            tx.execute("DELETE FROM change WHERE seq = $1", [seq])?;
        }
        tx.commit()?;
        Ok(seq)
    }

    /// Writes into the journal that a record was looked at.
    pub fn viewed(&mut self, table: &str, id: &str, label: &str, who: &str, now: NaiveDateTime) -> Result<(), Refusal> {
        self.lightly(|store| {
            let tx = store.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let seq = journal(&tx, "view", label, who, now, None)?;
            tx.execute("INSERT INTO change_item (seq, n, tbl, rec) VALUES ($1, 0, $2, $3)", params![seq, table, id])?;
            Ok(tx.commit()?)
        })
    }
}

/// Writes the head of a change and gives its number.
pub(super) fn journal(
    tx: &Transaction<'_>,
    kind: &str,
    label: &str,
    who: &str,
    now: NaiveDateTime,
    target: Option<i64>,
) -> Result<i64, Refusal> {
    tx.prepare_cached("INSERT INTO change (at, who, label, kind, target) VALUES ($1, $2, $3, $4, $5)")?
        .execute(params![crate::clock::stamp(now), who, label, kind, target])?;
    Ok(tx.last_insert_rowid())
}

impl<'a> Bulk<'a> {
    pub(super) fn new(conn: &'a Connection, tables: &'static [Table], columns: &'a Columns, seq: i64) -> Self {
        Self { conn, tables, columns, seq, n: 0 }
    }

    /// What can be asked in the middle of the change: its own writes are seen.
    pub fn db(&self) -> Db<'_> {
        Db::new(self.conn, self.columns)
    }

    /// Writes one edit.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), Refusal> {
        let table = self.table(&edit.table)?;
        let current = if edit.before.is_some() { self.db().row(table.name, &edit.id)? } else { None };
        self.compare(table, edit, current.as_ref())?;
        self.write(table.name, edit)?;
        self.note(edit)?;
        search::index(self.conn, table, &edit.id, edit.after.as_ref())
    }

    /// Whether all that was written may stand: rules over many rows, when everything is in its place. Gives what follows.
    pub(super) fn keeps(&self, edits: &[Edit], since: Option<i64>) -> Result<Vec<Edit>, Refusal> {
        let mut more = Vec::new();
        for edit in edits.iter().filter(|e| !e.is_idle()) {
            if let Some(keeps) = self.table(&edit.table)?.keeps {
                more.extend(keeps(self.db(), edit, since)?);
            }
        }
        Ok(more)
    }

    fn table(&self, name: &str) -> Result<&'static Table, Refusal> {
        self.tables
            .iter()
            .find(|t| t.name == name)
            .ok_or_else(|| Refusal::rule(format!("There is no table {name} in this desk.")))
    }

    fn compare(&self, table: &Table, edit: &Edit, current: Option<&Row>) -> Result<(), Refusal> {
        let Some(before) = &edit.before else { return Ok(()) };
        let same = current.is_some_and(|now| before.iter().all(|(k, v)| now.get(k) == Some(v)));
        if same {
            return Ok(());
        }
        let by = last_touch(self.conn, &edit.id)?;
        Err(Refusal::Stale(format!(
            "Not saved: this {} was changed meanwhile{by}. What you typed is kept; read it again, then save.",
            table.word
        )))
    }

    fn write(&self, table: &str, edit: &Edit) -> Result<(), Refusal> {
        match (&edit.before, &edit.after) {
            (None, Some(after)) => insert(self.conn, table, after),
            (Some(before), Some(after)) => update(self.conn, table, &edit.id, before, after),
            (Some(_), None) => {
                self.conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = $1"))?.execute([&edit.id])?;
                Ok(())
            }
            (None, None) => Ok(()),
        }
    }

    fn note(&mut self, edit: &Edit) -> Result<(), Refusal> {
        let (before, after) = trimmed(edit);
        self.conn
            .prepare_cached(
                "INSERT INTO change_item (seq, n, tbl, rec, before, after) VALUES ($1, $2, $3, $4, $5, $6)",
            )?
            .execute(params![self.seq, self.n, edit.table, edit.id, before.map(json), after.map(json)])?;
        self.n += 1;
        Ok(())
    }
}

fn json(row: Row) -> String {
    Value::Object(row).to_string()
}

/// Of an update only the columns that differ are journalled; a new or erased row is journalled whole.
fn trimmed(edit: &Edit) -> (Option<Row>, Option<Row>) {
    let (Some(before), Some(after)) = (&edit.before, &edit.after) else {
        return (edit.before.clone(), edit.after.clone());
    };
    let differs = |k: &String| before.get(k) != after.get(k);
    let pick = |row: &Row| row.iter().filter(|(k, _)| differs(k)).map(|(k, v)| (k.clone(), v.clone())).collect();
    (Some(pick(before)), Some(pick(after)))
}

fn insert(conn: &Connection, table: &str, row: &Row) -> Result<(), Refusal> {
    let names: Vec<&str> = row.keys().map(String::as_str).collect();
    let marks: Vec<String> = (1..=names.len()).map(|i| format!("${i}")).collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), marks.join(", "));
    conn.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(row.values().map(Cell)))?;
    Ok(())
}

fn update(conn: &Connection, table: &str, id: &str, before: &Row, after: &Row) -> Result<(), Refusal> {
    let changed: Vec<(&String, &Value)> = after.iter().filter(|(k, v)| before.get(*k) != Some(v)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let sets: Vec<String> = changed.iter().enumerate().map(|(i, (k, _))| format!("{k} = ${}", i + 1)).collect();
    let sql = format!("UPDATE {table} SET {} WHERE id = ${}", sets.join(", "), changed.len() + 1);
    let id = Value::String(id.to_owned());
    let values = changed.iter().map(|(_, v)| Cell(v)).chain(std::iter::once(Cell(&id)));
    conn.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))?;
    Ok(())
}

/// Who touched a record last, as the end of a sentence.
fn last_touch(conn: &Connection, id: &str) -> Result<String, Refusal> {
    use rusqlite::OptionalExtension;
    let sql = "SELECT c.who, c.label, c.at FROM change_item i JOIN change c ON c.seq = i.seq WHERE i.rec = $1 AND c.kind <> 'view' ORDER BY i.seq DESC LIMIT 1";
    let found: Option<(String, String, String)> =
        conn.query_row(sql, [id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
    Ok(found.map_or_else(String::new, |(who, label, at)| {
        format!(" by {who} at {} ({label})", at.get(11..16).unwrap_or(""))
    }))
}
