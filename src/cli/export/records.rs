//! Records of any kind as they stand in the file: what has no table of its own for other programs, and everything at once.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Format, cannot, cell, lines};
use crate::cli::Session;
use crate::desk::TABLES;
use crate::exchange::csv::write_csv_with_bom;
use crate::store::{Refusal, Row, Table};

/// The kind of record that is meant, by its word or by the name of its table.
///
/// # Errors
/// There is none: those there are.
pub(super) fn named(typed: &str) -> Result<&'static Table, Refusal> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
    let wanted = plain(typed);
    let fits = |t: &&Table| {
        let (word, name) = (plain(t.word), plain(t.name));
        [&word, &name].into_iter().any(|w| *w == wanted || format!("{w}s") == wanted)
    };
    TABLES.iter().find(fits).ok_or_else(|| {
        let words: Vec<&str> = TABLES.iter().map(|t| t.word).collect();
        Refusal::rule(format!("There are no records called “{}”. There are: {}.", typed.trim(), words.join(", ")))
    })
}

fn every(session: &Session, table: &Table) -> Result<Vec<Row>, Refusal> {
    session.db().raw(&format!("SELECT * FROM {} ORDER BY id", table.name), &[])
}

/// All records of a kind, those in the bin too.
pub(super) fn of_kind(session: &Session, table: &Table, format: Format) -> Result<Vec<u8>, Refusal> {
    let all = every(session, table)?;
    match format {
        Format::Json => Ok(lines(&all.into_iter().map(Value::Object).collect::<Vec<_>>())),
        Format::Csv => {
            let names: BTreeSet<&str> = all.iter().flat_map(|r| r.keys().map(String::as_str)).collect();
            // The identifier first: it is what other tables name.
            let headings: Vec<&str> =
                std::iter::once("id").chain(names.into_iter().filter(|name| *name != "id")).collect();
            let row = |r: &Row| headings.iter().map(|h| whole(r.get(*h).unwrap_or(&Value::Null))).collect::<Vec<_>>();
            Ok(write_csv_with_bom(&headings, all.iter().map(row)))
        }
        _ => Err(cannot("Records", "csv or json")),
    }
}

/// A value as a cell; lists of records as JSON, so that nothing is left out.
fn whole(value: &Value) -> String {
    match value {
        Value::Array(items) if items.iter().any(Value::is_object) => value.to_string(),
        Value::Object(_) => value.to_string(),
        plain => cell(plain),
    }
}

/// Every record of every kind, by the names of the tables.
pub(super) fn everything(session: &Session, format: Format) -> Result<Vec<u8>, Refusal> {
    if format != Format::Json {
        return Err(cannot("All records together", "json"));
    }
    let mut all = Map::new();
    for table in TABLES {
        let records = every(session, table)?.into_iter().map(Value::Object).collect();
        all.insert(table.name.to_owned(), Value::Array(records));
    }
    let text = serde_json::to_string_pretty(&Value::Object(all)).map_err(|e| Refusal::rule(e.to_string()))?;
    Ok(text.into_bytes())
}
