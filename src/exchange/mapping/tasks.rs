//! Rows into things to be done.

use super::{Applied, Field, Mapping, is_yes};
use crate::exchange::csv::{Row, Table};
use crate::exchange::person::Problem;
use crate::exchange::person::dates::{self, Order};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    /// What is to be done.
    pub title: String,
    /// Anything said in words.
    pub note: String,
    /// The day it is due.
    pub due: Option<NaiveDate>,
    /// The time it is due on that day.
    pub due_time: Option<NaiveTime>,
    /// 1 is the most pressing, 3 the least; nothing where the file does not say.
    pub priority: Option<u8>,
    /// Whose it is.
    pub owner: String,
    /// Whether it is done.
    pub done: bool,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// Words it is filed under.
    pub categories: Vec<String>,
    /// Key in the other program.
    pub uid: String,
    /// Line of the file.
    pub line: usize,
}

/// All tasks of a table, and the rows that cannot be read.
pub fn apply_tasks(mapping: &Mapping, table: &Table) -> Applied<TaskRow> {
    let orders = mapping.orders(table);
    let mut applied = Applied { rows: Vec::new(), problems: Vec::new() };
    for row in table.rows.iter().filter(|row| !row.cells.is_blank()) {
        match task(mapping, row, &orders) {
            Ok(task) => applied.rows.push(task),
            Err(reason) => applied.problems.push(Problem::new(row.line, reason)),
        }
    }
    applied
}

fn task(mapping: &Mapping, row: &Row, orders: &BTreeMap<usize, Order>) -> Result<TaskRow, String> {
    let due_text = mapping.line(row, Field::Due);
    let time_text = mapping.line(row, Field::DueTime);
    let done_on = day(mapping, row, orders, Field::DoneOn, "day of completion")?;
    let due_time = if time_text.is_empty() {
        dates::time_after_date(&due_text).filter(|t| *t != NaiveTime::MIN)
    } else {
        Some(dates::time(&time_text).ok_or(format!("its due time \"{time_text}\" is not a time"))?)
    };
    Ok(TaskRow {
        title: Some(mapping.line(row, Field::Subject)).filter(|t| !t.is_empty()).ok_or("it has no title")?,
        note: mapping.text(row, Field::Notes),
        due: day(mapping, row, orders, Field::Due, "due date")?,
        due_time,
        priority: priority(&mapping.line(row, Field::Priority))?,
        owner: mapping.line(row, Field::Owner),
        done: done_on.is_some() || is_done(&mapping.line(row, Field::Progress)),
        done_on,
        categories: mapping.list(row, Field::Categories),
        uid: mapping.line(row, Field::Uid),
        line: row.line,
    })
}

fn day(
    mapping: &Mapping,
    row: &Row,
    orders: &BTreeMap<usize, Order>,
    field: Field,
    name: &str,
) -> Result<Option<NaiveDate>, String> {
    let text = mapping.line(row, field);
    // Outlook writes "None" where there is no date.
    if text.is_empty() || text.eq_ignore_ascii_case("none") {
        return Ok(None);
    }
    let order = mapping.column(field).and_then(|c| orders.get(&c)).copied().unwrap_or_default();
    dates::any_date(&text, order).map(Some).ok_or(format!("its {name} \"{text}\" is not a date"))
}

fn priority(text: &str) -> Result<Option<u8>, String> {
    match &*text.to_lowercase() {
        "" => Ok(None),
        "1" | "high" | "urgent" | "a" | "h" => Ok(Some(1)),
        "2" | "normal" | "medium" | "routine" | "b" | "m" => Ok(Some(2)),
        "3" | "low" | "c" | "l" => Ok(Some(3)),
        _ => Err(format!("its priority \"{text}\" is not one of 1, 2, 3, high, normal, low")),
    }
}

fn is_done(text: &str) -> bool {
    is_yes(text) || matches!(&*text.to_lowercase(), "completed" | "complete" | "done" | "100" | "100%")
}
