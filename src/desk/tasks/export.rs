//! Tasks for other programs: a table that comes in again as it went out, and things to do of a calendar.

use chrono::NaiveDateTime;

use super::Task;
use super::import::AT;
use super::model::moment;
use crate::exchange::csv::write_csv_with_bom;
use crate::exchange::ics::{self, CalTask};

const HEADINGS: &[&str] =
    &["Subject", "Notes", "Due Date", "Due time", "Priority", "Owner", "Date Completed", "Status", "Kind", "UID"];

/// The tasks as a table, which no spreadsheet takes for formulas.
pub fn csv(tasks: &[Task]) -> Vec<u8> {
    write_csv_with_bom(HEADINGS, tasks.iter().map(row))
}

fn row(task: &Task) -> Vec<String> {
    let due = task.due.clone().unwrap_or_default();
    let part = |range: std::ops::Range<usize>| due.get(range).unwrap_or_default().to_owned();
    let done = task.done_at.as_deref().and_then(|at| at.get(..10)).unwrap_or_default();
    vec![
        task.title.clone(),
        task.note.clone(),
        part(0..10),
        part(11..16),
        task.priority.to_string(),
        task.owner.clone(),
        if task.state == "done" { done.to_owned() } else { String::new() },
        task.state.clone(),
        task.kind.clone(),
        format!("{}{AT}", task.id),
    ]
}

/// The tasks as things to do of a calendar file.
pub fn ics(tasks: &[Task], now: NaiveDateTime) -> String {
    let all: Vec<CalTask> = tasks.iter().map(todo).collect();
    let utc = crate::clock::utc_of(now).format("%Y%m%dT%H%M%SZ").to_string();
    ics::write(&[], &all, None, &utc)
}

fn todo(task: &Task) -> CalTask {
    let all_day = task.due.as_ref().is_some_and(|d| d.len() == 10);
    let due = task.due.as_deref().and_then(moment);
    let midnight = |at: NaiveDateTime| at.date().and_time(chrono::NaiveTime::MIN);
    CalTask {
        uid: format!("{}{AT}", task.id),
        sequence: 0,
        stamp: None,
        title: task.title.clone(),
        note: task.note.clone(),
        start: None,
        due: if all_day { due.map(midnight) } else { due },
        due_all_day: all_day,
        priority: u8::try_from(task.priority).ok(),
        done: task.state == "done",
        completed: task.done_at.as_deref().filter(|_| task.state == "done").and_then(moment),
        cancelled: task.state == "cancelled",
        private: false,
        categories: Vec::new(),
        rules: Vec::new(),
        extra: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::tasks::import::{plan, read_csv, read_ics};
    use crate::store::{Change, Desk};

    #[test]
    fn what_goes_out_comes_in_again_and_changes_nothing() {
        let now: NaiveDateTime = "2026-03-03T09:41:00".parse().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut store = Desk::at(folder.path()).open(None, crate::desk::TABLES, now).unwrap();
        let one = Task { due: Some("2026-03-05".into()), ..Task::new("=Chase, \"echo\"", "Sam", now) };
        let two =
            Task { due: Some("2026-07-05T14:30:00".into()), note: "a\nb".into(), ..Task::new("Ring", "Sam", now) };
        let two = two.done(now).unwrap();
        store.apply(&Change::new("Two").insert(&one).insert(&two), "Sam", now).unwrap();
        let tasks = [one, two];
        for source in [read_csv(&csv(&tasks)), read_ics(ics(&tasks, now).as_bytes())] {
            assert_eq!(source.problems, []);
            assert_eq!(plan(store.db(), &source, "Sam", "Sam", now).unwrap().summary(), "0 new, 0 changed, 2 the same");
        }
    }
}
