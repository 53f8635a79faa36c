//! Records as machines read them: the keys that `cli.md` promises first, then every column of the record.
//! What is absent is null.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Map, Value, json};

use crate::desk::letters::Letter;
use crate::desk::tasks::Task;
use crate::store::{Record, row_of};

/// The promised keys, then the columns that are not among them. Empty text is null.
fn with<R: Record>(promised: Value, record: &R) -> Value {
    let mut out = match promised {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    for (key, value) in row_of(record) {
        out.entry(key).or_insert(value);
    }
    for value in out.values_mut() {
        if value.as_str().is_some_and(str::is_empty) {
            *value = Value::Null;
        }
    }
    Value::Object(out)
}

/// A task.
pub fn task(task: &Task, patient: Option<String>, now: NaiveDateTime) -> Value {
    let promised = json!({
        "id": task.id, "title": task.title, "due": task.due, "priority": task.priority, "state": task.state,
        "meaning": task.press(now).word(), "owner": task.owner, "kind": task.kind,
        "patient_name": patient,
    });
    with(promised, task)
}

/// A letter.
pub fn letter(letter: &Letter, patient: Option<String>, today: NaiveDate) -> Value {
    let recipient = |r: &crate::desk::letters::Recipient| json!({"name": r.name, "part": r.part, "way": r.way, "state": r.state, "at": absent(&r.at), "id": r.id, "kind": r.kind});
    let promised = json!({
        "id": letter.id, "state": letter.state, "meaning": letter.press(today).word(), "template": letter.template,
        "patient_id": letter.patient_id, "patient_name": patient,
        "recipients": letter.recipients.iter().map(recipient).collect::<Vec<_>>(),
        "author": letter.author, "owner": letter.owner, "attended_on": letter.attended_on, "due_at": letter.due_at,
        "days_left": letter.days_left(today), "held": letter.is_held(today),
    });
    with(promised, letter)
}

fn absent(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { text.into() }
}
