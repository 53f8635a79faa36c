//! A desk as text: every row of every table as JSON, and what can be found.

use std::fmt::Write;

use rolltop::desk::TABLES;
use rolltop::store::Store;
use serde_json::Value;

/// Every table's rows as JSON, by id: what `export` of everything gives. Two desks with the same text are the same.
pub fn all_rows(store: &Store) -> String {
    let mut all = String::new();
    for table in TABLES {
        let sql = format!("SELECT * FROM {} ORDER BY id", table.name);
        add(&mut all, table.name, store, &sql);
    }
    add(&mut all, "found", store, "SELECT kind, rec, title, detail, words FROM find_doc ORDER BY rec");
    all
}

fn add(all: &mut String, name: &str, store: &Store, sql: &str) {
    for row in store.db().raw(sql, &[]).expect("the rows") {
        writeln!(all, "{name} {}", Value::Object(row)).expect("a line");
    }
}

/// Asserts that two texts of a desk are the same, and shows the lines that differ.
pub fn same(before: &str, after: &str, what: &str) {
    if before == after {
        return;
    }
    let lost: Vec<&str> = before.lines().filter(|l| !after.contains(l)).collect();
    let new: Vec<&str> = after.lines().filter(|l| !before.contains(l)).collect();
    panic!("{what}: the desk differs.\nlost:\n{}\nnew:\n{}", lost.join("\n"), new.join("\n"));
}
