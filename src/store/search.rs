//! Finding anything by words: what each table puts into the index, and how it is asked.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Db, Edit, Refusal, Row, Store};

/// How a record is found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doc {
    /// What is shown first.
    pub title: String,
    /// What is shown beside it.
    pub detail: String,
    /// The words (and numbers without their spaces) that find it.
    pub words: String,
}

/// One table of the desk: what the store must know of it.
pub struct Table {
    /// Its name in the file.
    pub name: &'static str,
    /// What people call one of its records.
    pub word: &'static str,
    /// The columns that hold lists.
    pub lists: &'static [&'static str],
    /// The columns that hold yes or no.
    pub flags: &'static [&'static str],
    /// What of a row goes into the index; none: nothing (in the bin, or not to be found).
    pub find: fn(&Row) -> Option<Doc>,
    /// A rule over many rows, asked inside the transaction when all of a change is written, also of undo and redo; and
    /// what follows from it.
    pub keeps: Option<Keeps>,
}

/// Whether what one edit wrote may stand beside all other rows; else a sentence why not. Undo and redo also hand in the
/// number of the change since which somebody else may have come. What it gives is done in the same change, and taken back
/// with it; undo and redo have it in the journal and take none.
pub type Keeps = fn(Db<'_>, &Edit, Option<i64>) -> Result<Vec<Edit>, Refusal>;

/// A record that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its table.
    pub kind: String,
    /// Its identifier.
    pub id: String,
    /// What is shown first.
    pub title: String,
    /// What is shown beside it.
    pub detail: String,
}

/// The word by which the index tells of which table a record is. It begins with a character for private use, so that
/// nobody types it.
pub(super) fn kind_word(table: &str) -> String {
    format!("\u{e000}{table}")
}

/// The end of a question to the index: only records of these kinds; of all where empty.
pub fn only(kinds: &[&str]) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let words: Vec<String> = kinds.iter().map(|k| format!("\"{}\"", kind_word(&k.replace('"', "")))).collect();
    format!(" AND ({})", words.join(" OR "))
}

/// Puts a row into the index, changes it there, or takes it out.
pub(super) fn index(conn: &Connection, table: &Table, id: &str, row: Option<&Row>) -> Result<(), Refusal> {
    let of_kind = |doc: Doc| Doc { words: format!("{} {}", doc.words, kind_word(table.name)), ..doc };
    let new = row.and_then(|r| (table.find)(r)).map(of_kind);
    let sql = "SELECT doc, words, title, detail FROM find_doc WHERE rec = $1";
    let old: Option<(i64, Doc)> = conn
        .prepare_cached(sql)?
        .query_row([id], |r| Ok((r.get(0)?, Doc { words: r.get(1)?, title: r.get(2)?, detail: r.get(3)? })))
        .optional()?;
    match (old, new) {
        (Some((_, old)), Some(new)) if old == new => Ok(()),
        (Some((doc, old)), new) => {
            unindex(conn, doc, &old.words)?;
            new.map_or(Ok(()), |new| add(conn, table.name, id, &new))
        }
        (None, Some(new)) => add(conn, table.name, id, &new),
        (None, None) => Ok(()),
    }
}

fn unindex(conn: &Connection, doc: i64, words: &str) -> Result<(), Refusal> {
    conn.prepare_cached("INSERT INTO find_word (find_word, rowid, words) VALUES ('delete', $1, $2)")?
        .execute(params![doc, words])?;
    conn.prepare_cached("DELETE FROM find_doc WHERE doc = $1")?.execute([doc])?;
    Ok(())
}

fn add(conn: &Connection, kind: &str, id: &str, new: &Doc) -> Result<(), Refusal> {
    conn.prepare_cached("INSERT INTO find_doc (kind, rec, title, detail, words) VALUES ($1, $2, $3, $4, $5)")?
        .execute(params![kind, id, new.title, new.detail, new.words])?;
    conn.prepare_cached("INSERT INTO find_word (rowid, words) VALUES ($1, $2)")?
        .execute(params![conn.last_insert_rowid(), new.words])?;
    Ok(())
}

/// What people typed as a question to the index: every word a prefix, all of them needed. None where nothing can be asked.
pub(super) fn question(typed: &str) -> Option<String> {
    let words: Vec<String> =
        typed.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(|w| format!("\"{w}\"*")).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

impl Store {
    /// Up to `limit` records of the kinds given (all kinds where empty) in which every typed word begins a word.
    /// In the order of the index, latest first; the caller ranks.
    pub fn find(&self, typed: &str, kinds: &[&str], limit: usize) -> Result<Vec<Found>, Refusal> {
        let Some(question) = question(typed) else { return Ok(Vec::new()) };
        let question = format!("({question}){}", only(kinds));
        let sql = "SELECT d.kind, d.rec, d.title, d.detail FROM find_word w JOIN find_doc d ON d.doc = w.rowid \
                   WHERE find_word MATCH $1 ORDER BY w.rowid DESC LIMIT $2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![question, limit as i64], |r| {
            Ok(Found { kind: r.get(0)?, id: r.get(1)?, title: r.get(2)?, detail: r.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Builds the whole index anew from the tables.
    pub fn reindex(&mut self) -> Result<(), Refusal> {
        let (tables, columns) = (self.tables, &self.columns);
        let tx = self.conn.transaction()?;
        tx.execute("INSERT INTO find_word (find_word) VALUES ('delete-all')", [])?;
        tx.execute("DELETE FROM find_doc", [])?;
        for table in tables {
            for row in Db::new(&tx, columns).raw(&format!("SELECT * FROM {}", table.name), &[])? {
                let id = row.get("id").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
                index(&tx, table, &id, Some(&row))?;
            }
        }
        Ok(tx.commit()?)
    }
}
