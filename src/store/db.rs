//! What the desk can be asked: rows of a query as records.

use std::collections::HashSet;

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, ToSql};
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

use super::shape::{self, Shape};
use super::{Record, Refusal, Row};

/// Which column names hold lists (JSON text in the file) and which hold yes or no, in whatever table they stand.
#[derive(Debug, Default, Clone)]
pub(super) struct Columns {
    pub lists: HashSet<&'static str>,
    pub flags: HashSet<&'static str>,
}

/// The reading side of an open desk.
#[derive(Clone, Copy)]
pub struct Db<'a> {
    conn: &'a Connection,
    columns: &'a Columns,
}

impl<'a> Db<'a> {
    pub(super) fn new(conn: &'a Connection, columns: &'a Columns) -> Self {
        Self { conn, columns }
    }

    /// All rows of a query, as rows.
    pub fn raw(&self, sql: &str, params: &[&dyn ToSql]) -> Result<Vec<Row>, Refusal> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let mut map = Row::new();
            for (i, name) in names.iter().enumerate() {
                map.insert(name.clone(), value_of(self.columns, name, row.get_ref(i)?)?);
            }
            out.push(map);
        }
        Ok(out)
    }

    /// All rows of a query, as records or as any shape that has the columns' names.
    pub fn rows<T: DeserializeOwned>(&self, sql: &str, params: &[&dyn ToSql]) -> Result<Vec<T>, Refusal> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let columns = shape::columns(&statement, self.columns);
        let mut rows = statement.query(params)?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(T::deserialize(Shape { columns: &columns, row })?);
        }
        Ok(out)
    }

    /// The first row of a query.
    pub fn one<T: DeserializeOwned>(&self, sql: &str, params: &[&dyn ToSql]) -> Result<Option<T>, Refusal> {
        Ok(self.rows(sql, params)?.into_iter().next())
    }

    /// A record by its identifier, in the bin or not.
    pub fn get<R: Record>(&self, id: &str) -> Result<Option<R>, Refusal> {
        self.one(&format!("SELECT * FROM {} WHERE id = $1", R::TABLE), &[&id])
    }

    /// A record by its identifier, or a sentence that it is not there.
    pub fn must<R: Record>(&self, id: &str) -> Result<R, Refusal> {
        self.get(id)?.ok_or_else(|| {
            Refusal::rule(format!(
                "There is no {} with the id {id}. It may have been taken back in another window.",
                R::TABLE
            ))
        })
    }

    /// Hands on the first two columns of every row, without making records of them: for what is counted by the thousand.
    pub fn pairs(&self, sql: &str, params: &[&dyn ToSql], mut each: impl FnMut(&str, &str)) -> Result<(), Refusal> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            let text = |i: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(i)?.as_str().unwrap_or_default()) };
            each(text(0)?, text(1)?);
        }
        Ok(())
    }

    /// A single number.
    pub fn count(&self, sql: &str, params: &[&dyn ToSql]) -> Result<i64, Refusal> {
        let found = self.conn.prepare_cached(sql)?.query_row(params, |r| r.get::<_, Option<i64>>(0)).optional()?;
        Ok(found.flatten().unwrap_or(0))
    }

    /// A single text.
    pub fn text(&self, sql: &str, params: &[&dyn ToSql]) -> Result<Option<String>, Refusal> {
        Ok(self.conn.prepare_cached(sql)?.query_row(params, |r| r.get::<_, Option<String>>(0)).optional()?.flatten())
    }

    pub(super) fn row(&self, table: &str, id: &str) -> Result<Option<Row>, Refusal> {
        Ok(self.raw(&format!("SELECT * FROM {table} WHERE id = $1"), &[&id])?.into_iter().next())
    }
}

fn value_of(columns: &Columns, name: &str, cell: ValueRef<'_>) -> Result<Value, Refusal> {
    Ok(match cell {
        ValueRef::Integer(n) if columns.flags.contains(name) => Value::Bool(n != 0),
        ValueRef::Integer(n) => Value::Number(n.into()),
        ValueRef::Real(x) => Number::from_f64(x).map_or(Value::Null, Value::Number),
        ValueRef::Text(t) if columns.lists.contains(name) => serde_json::from_slice(t)?,
        ValueRef::Text(t) => Value::String(String::from_utf8_lossy(t).into_owned()),
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
    })
}

/// A value of a row on its way into the file.
pub(super) struct Cell<'a>(pub &'a Value);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Owned(Sql::Null),
            Value::Bool(b) => ToSqlOutput::Owned(Sql::Integer(i64::from(*b))),
            Value::Number(n) => {
                ToSqlOutput::Owned(n.as_i64().map_or_else(|| Sql::Real(n.as_f64().unwrap_or(0.0)), Sql::Integer))
            }
            Value::String(s) => ToSqlOutput::Borrowed(ValueRef::Text(s.as_bytes())),
            list => ToSqlOutput::Owned(Sql::Text(list.to_string())),
        })
    }
}
