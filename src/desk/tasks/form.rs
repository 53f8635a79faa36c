//! The fields of a task.

use super::Task;
use super::model::{Item, REPEATS};
use crate::desk::team;
use crate::form::{Entity, Field, Kind, read_date, read_when, shown, shown_when};

const KINDS: &[&str] = &["task", "result"];
const PRIORITIES: &[&str] = &["1", "2", "3"];

fn is_result(task: &Task) -> bool {
    task.is_result()
}

impl Entity for Task {
    const WORD: &'static str = "task";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

static FIELDS: &[Field<Task>] = &[
    Field {
        id: "title",
        label: "What",
        hint: "what is to be done, in a few words",
        kind: Kind::Line,
        get: |t| t.title.clone(),
        set: |t, text, _| {
            if text.trim().is_empty() {
                return Err("Say in a few words what is to be done.".into());
            }
            text.trim().clone_into(&mut t.title);
            Ok(())
        },
        shown,
    },
    Field {
        id: "due",
        label: "Due",
        hint: "tom, fri, 14/3, +2w, 6/52, 14 mar 2pm; empty: no date",
        kind: Kind::DateTime,
        get: |t| shown_when(t.due.as_deref()),
        set: |t, text, given| {
            let timed =
                crate::text::when::parse(text, given.now).is_ok_and(|f| f.first().is_some_and(|w| w.time.is_some()));
            t.due = if timed { read_when(text, given, chrono::NaiveTime::MIN)? } else { read_date(text, given)? };
            Ok(())
        },
        shown,
    },
    Field {
        id: "priority",
        label: "Priority",
        hint: "1 is first",
        kind: Kind::OneOf(PRIORITIES),
        get: |t| t.priority.to_string(),
        set: |t, text, _| {
            t.priority =
                text.trim().parse().ok().filter(|n| (1..=3).contains(n)).ok_or("The priority is 1, 2 or 3.")?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "owner",
        label: "Whose",
        hint: "a member of the team",
        kind: Kind::Record { find: team::repo::find, name: |_, id| id.to_owned(), strict: false },
        get: |t| t.owner.clone(),
        set: |t, text, _| {
            if text.trim().is_empty() {
                return Err("Every task is somebody's: type a name.".into());
            }
            text.trim().clone_into(&mut t.owner);
            Ok(())
        },
        shown,
    },
    Field {
        id: "kind",
        label: "Kind",
        hint: "a result awaited is a task of its own kind",
        kind: Kind::OneOf(KINDS),
        get: |t| t.kind.clone(),
        set: |t, text, _| {
            if !KINDS.contains(&text) {
                return Err("A task is a task or a result.".into());
            }
            text.clone_into(&mut t.kind);
            Ok(())
        },
        shown,
    },
    Field {
        id: "test",
        label: "Test",
        hint: "which result is awaited",
        kind: Kind::Line,
        get: |t| t.test.clone(),
        set: |t, text, _| {
            text.trim().clone_into(&mut t.test);
            Ok(())
        },
        shown: is_result,
    },
    Field {
        id: "asked_on",
        label: "Asked for on",
        hint: "when the test was asked for",
        kind: Kind::Date,
        get: |t| shown_when(t.asked_on.as_deref()),
        set: |t, text, given| {
            t.asked_on = read_date(text, given)?;
            Ok(())
        },
        shown: is_result,
    },
    Field {
        id: "expected_by",
        label: "Expected by",
        hint: "after this day it counts as late",
        kind: Kind::Date,
        get: |t| shown_when(t.expected_by.as_deref()),
        set: |t, text, given| {
            t.expected_by = read_date(text, given)?;
            if t.is_result() && t.expected_by.is_none() {
                return Err("A result awaited needs the day it is expected by: a date, or +2w.".into());
            }
            Ok(())
        },
        shown: is_result,
    },
    Field {
        id: "repeat",
        label: "Repeats",
        hint: "the next one is made when this one is done",
        kind: Kind::OneOf(REPEATS),
        get: |t| t.repeat.clone(),
        set: |t, text, _| {
            if !REPEATS.contains(&text) {
                return Err("Choose how it repeats with Left and Right.".into());
            }
            text.clone_into(&mut t.repeat);
            Ok(())
        },
        shown,
    },
    Field {
        id: "checklist",
        label: "Checklist",
        hint: "one line each; [x] before it is done",
        kind: Kind::Text { rows: 4 },
        get: |t| {
            t.checklist
                .iter()
                .map(|i| format!("[{}] {}", if i.done { "x" } else { " " }, i.text))
                .collect::<Vec<_>>()
                .join("\n")
        },
        set: |t, text, _| {
            t.checklist = text.lines().filter_map(read_item).collect();
            Ok(())
        },
        shown,
    },
    Field {
        id: "note",
        label: "Note",
        hint: "Ctrl-S saves",
        kind: Kind::Text { rows: 4 },
        get: |t| t.note.clone(),
        set: |t, text, _| {
            text.trim_end().clone_into(&mut t.note);
            Ok(())
        },
        shown,
    },
];

/// A line of the checklist: `[x] done`, `[ ] not yet`, or plain text.
fn read_item(line: &str) -> Option<Item> {
    let line = line.trim();
    let done = line.starts_with("[x]") || line.starts_with("[X]");
    let text = line.trim_start_matches("[x]").trim_start_matches("[X]").trim_start_matches("[ ]").trim();
    (!text.is_empty()).then(|| Item { text: text.to_owned(), done })
}
