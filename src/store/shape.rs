//! A row of a query made into a record, column by column, with nothing made between.

use rusqlite::types::ValueRef;
use rusqlite::{Row, Statement};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Error;

use super::db::Columns;

/// A column of a query: its name, and how its cells are to be read.
#[derive(Debug)]
pub(super) struct Column {
    at: usize,
    name: String,
    /// A list, kept as JSON text.
    list: bool,
    /// Yes or no, kept as a number.
    flag: bool,
}

/// The columns of a query; of two with one name the later one.
pub(super) fn columns(statement: &Statement<'_>, known: &Columns) -> Vec<Column> {
    let names: Vec<&str> = statement.column_names().collect();
    let last = |at: usize| !names[at + 1..].contains(&names[at]);
    let column = |at: usize| {
        let name = names[at];
        Column { at, name: name.to_owned(), list: known.lists.contains(name), flag: known.flags.contains(name) }
    };
    (0..names.len()).filter(|at| last(*at)).map(column).collect()
}

/// A row that is read as a record.
pub(super) struct Shape<'de> {
    pub columns: &'de [Column],
    pub row: &'de Row<'de>,
}

impl<'de> Deserializer<'de> for Shape<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Cells { row: self.row, left: self.columns.iter(), cell: None })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Cells<'de> {
    row: &'de Row<'de>,
    left: std::slice::Iter<'de, Column>,
    cell: Option<&'de Column>,
}

impl<'de> MapAccess<'de> for Cells<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.cell = self.left.next();
        self.cell.map(|column| seed.deserialize(column.name.as_str().into_deserializer())).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let none = || serde::de::Error::custom("a value without a name");
        let column = self.cell.take().ok_or_else(none)?;
        let value = self.row.get_ref(column.at).map_err(serde::de::Error::custom)?;
        seed.deserialize(Cell { value, column })
    }
}

struct Cell<'de> {
    value: ValueRef<'de>,
    column: &'de Column,
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            ValueRef::Integer(n) if self.column.flag => visitor.visit_bool(n != 0),
            ValueRef::Integer(n) => visitor.visit_i64(n),
            ValueRef::Real(x) if x.is_finite() => visitor.visit_f64(x),
            ValueRef::Text(t) if self.column.list => {
                let mut json = serde_json::Deserializer::from_slice(t);
                let list = json.deserialize_any(visitor)?;
                json.end().map(|()| list)
            }
            ValueRef::Text(t) => visitor.visit_str(&String::from_utf8_lossy(t)),
            ValueRef::Real(_) | ValueRef::Null | ValueRef::Blob(_) => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            ValueRef::Null | ValueRef::Blob(_) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.value {
            ValueRef::Text(t) if self.column.list => {
                serde_json::Deserializer::from_slice(t).deserialize_enum(name, variants, visitor)
            }
            ValueRef::Text(t) => {
                let word = String::from_utf8_lossy(t);
                let word: serde::de::value::StrDeserializer<'_, Error> = word.as_ref().into_deserializer();
                word.deserialize_enum(name, variants, visitor)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Word {
        Open,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Wrapped(i64);

    #[derive(Debug, PartialEq, Deserialize)]
    struct All {
        text: String,
        number: i64,
        few: usize,
        real: f64,
        yes: bool,
        list: Vec<(String, i64)>,
        none: Option<String>,
        some: Option<String>,
        word: Word,
        wrapped: Wrapped,
        #[serde(default)]
        missing: Vec<String>,
    }

    #[test]
    fn a_row_becomes_a_record() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        let known = Columns { lists: ["list"].into(), flags: ["yes"].into() };
        let sql = "SELECT 'first' AS text, 'é' AS text, -3 AS number, 4 AS few, 2 AS real, 1 AS yes, '[[\"a\",1]]' AS list, \
                   NULL AS none, 'x' AS some, 'open' AS word, 7 AS wrapped, 'unknown' AS other";
        let mut statement = conn.prepare(sql).unwrap();
        let columns = columns(&statement, &known);
        let mut rows = statement.query([]).unwrap();
        let row = rows.next().unwrap().unwrap();
        let all = All::deserialize(Shape { columns: &columns, row }).unwrap();
        let wanted = All {
            text: "é".into(),
            number: -3,
            few: 4,
            real: 2.0,
            yes: true,
            list: vec![("a".into(), 1)],
            none: None,
            some: Some("x".into()),
            word: Word::Open,
            wrapped: Wrapped(7),
            missing: Vec::new(),
        };
        assert_eq!(all, wanted);
    }

    #[derive(Debug, Deserialize)]
    struct One {
        #[expect(dead_code, reason = "it is never read whole")]
        list: Vec<i64>,
    }

    #[test]
    fn a_list_that_is_none_is_a_fault() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        let known = Columns { lists: ["list"].into(), ..Columns::default() };
        let mut statement = conn.prepare("SELECT '[1] and more' AS list").unwrap();
        let columns = columns(&statement, &known);
        let mut rows = statement.query([]).unwrap();
        let row = rows.next().unwrap().unwrap();
        assert!(One::deserialize(Shape { columns: &columns, row }).is_err());
    }
}
