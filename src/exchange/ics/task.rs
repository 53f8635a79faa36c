//! A VTODO, read.

use super::component::{Component, Ending};
use super::event::{Reader, class, fnv};
use super::extra::Extra;
use super::lines::{Line, Prop};
use super::text::{list, one_line, quoted, unescape};
use super::value::{Frame, duration, moment};
use super::{CalTask, old};
use crate::desk::diary::recur::Rule;
use chrono::{Duration, NaiveDateTime};

/// A task with nothing in it.
pub(super) fn blank() -> CalTask {
    CalTask {
        uid: String::new(),
        sequence: 0,
        stamp: None,
        title: String::new(),
        note: String::new(),
        start: None,
        due: None,
        due_all_day: false,
        priority: None,
        done: false,
        completed: None,
        cancelled: false,
        private: false,
        categories: Vec::new(),
        rules: Vec::new(),
        extra: String::new(),
    }
}

/// Read a VTODO; the error is the sentence that says why it is refused.
pub(super) fn read(component: &Component<'_>, reader: &mut Reader) -> Result<CalTask, String> {
    if component.ending == Ending::FileCut {
        return Err("The file ends in the middle of this task; ask for it to be sent again.".to_string());
    }
    let mut task = blank();
    let mut extra = Extra::default();
    for line in &component.lines {
        match line.prop() {
            Some(prop) => field(line, &prop, &mut task, &mut extra, reader)?,
            None => {
                reader.mend(line.number, format!("A line was not understood and left out: {}.", quoted(&line.text)));
            }
        }
    }
    due_by_length(component, &mut task);
    extra.keep_children(component);
    task.extra = extra.text();
    if task.title.is_empty() && task.due.is_none() && task.note.is_empty() {
        return Err("This task has neither a title, nor a note, nor a day it is due.".to_string());
    }
    if task.uid.is_empty() {
        task.uid = format!("{:016x}@no-uid", fnv(&format!("{}|{:?}|{}", task.title, task.due, task.note)));
        reader.mend(component.line, "This task has no UID; one was made from its contents.");
    }
    Ok(task)
}

fn field(
    line: &Line<'_>,
    prop: &Prop<'_>,
    task: &mut CalTask,
    extra: &mut Extra,
    reader: &mut Reader,
) -> Result<(), String> {
    let value = || if reader.old { old::text(prop) } else { unescape(prop.value) };
    match prop.name.to_ascii_uppercase().as_str() {
        "UID" => task.uid = one_line(&unescape(prop.value)),
        "SEQUENCE" => task.sequence = prop.value.trim().parse().unwrap_or(0),
        "DTSTAMP" => task.stamp = super::value::parse(prop.value.trim()).map(|_| prop.value.trim().to_string()),
        "SUMMARY" => task.title = one_line(&value()),
        "DESCRIPTION" => task.note = value(),
        "DTSTART" => task.start = at(prop, reader, line.number).map(|found| found.0),
        "DUE" => {
            let due = at(prop, reader, line.number);
            task.due = due.map(|found| found.0);
            task.due_all_day = due.is_some_and(|found| found.1);
        }
        "COMPLETED" => {
            task.completed = at(prop, reader, line.number).map(|found| found.0);
            task.done = true;
        }
        "STATUS" => status(line, prop.value.trim(), task, extra),
        "PRIORITY" => task.priority = priority(prop.value.trim()),
        "CLASS" => class(line, prop.value.trim(), &mut task.private, extra),
        "CATEGORIES" => task.categories.extend(list(prop.value)),
        "RRULE" if reader.old => extra.keep(line),
        "RRULE" => task.rules.push(Rule::parse(prop.value).map_err(|e| e.to_string())?.text()),
        "DURATION" => {}
        _ if reader.old && !prop.name.starts_with("X-") => {}
        _ => extra.keep(line),
    }
    Ok(())
}

/// A time at the desk, and whether it is a bare day.
fn at(prop: &Prop<'_>, reader: &mut Reader, line: usize) -> Option<(NaiveDateTime, bool)> {
    let found = moment(prop, &mut reader.zones);
    if found.is_none() {
        reader.mend(line, format!("{} is no date or time and was left out.", quoted(prop.value)));
    }
    found.map(|at| (at.wall_in(reader.zones.desk), at.frame == Frame::Date))
}

fn status(line: &Line<'_>, value: &str, task: &mut CalTask, extra: &mut Extra) {
    match value.to_ascii_uppercase().as_str() {
        "COMPLETED" => task.done = true,
        "CANCELLED" => task.cancelled = true,
        "NEEDS-ACTION" | "NEEDS ACTION" => {}
        _ => extra.keep(line),
    }
}

/// iCalendar's 1 to 9 as the desk's 1 to 3; 0 is none.
fn priority(value: &str) -> Option<u8> {
    match value.parse::<u8>().ok()? {
        1..=4 => Some(1),
        5 => Some(2),
        6..=9 => Some(3),
        _ => None,
    }
}

/// Due by DTSTART and DURATION, where DUE is not given.
fn due_by_length(component: &Component<'_>, task: &mut CalTask) {
    let length = component.value("DURATION").and_then(duration);
    if let (None, Some(start), Some((days, seconds))) = (task.due, task.start, length) {
        task.due = start.checked_add_signed(Duration::days(days) + Duration::seconds(seconds));
    }
}
