//! Records as machines read them: the keys that `cli.md` promises first, then every column of the record.
//! What is absent is null.

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};

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
