//! Everything about one patient in one line of time, newest first.

use crate::desk::clinics::{self, Appointment};
use crate::desk::diary::Entry;
use crate::desk::inbox::Query;
use crate::desk::letters::Letter;
use crate::desk::people::model::Moment;
use crate::desk::tasks::Task;
use crate::store::{Db, Refusal};

/// The calls, letters, diary entries, tasks, results awaited and promises of a patient, newest first.
pub fn timeline(db: Db<'_>, id: &str) -> Result<Vec<Moment>, Refusal> {
    let of = |table: &str, order: &str| {
        format!("SELECT * FROM {table} WHERE patient_id = $1 AND binned_at IS NULL ORDER BY {order} DESC")
    };
    let mut all: Vec<Moment> = Vec::new();
    for query in db.rows::<Query>(&of("query", "received_at"), &[&id])? {
        all.extend(promise(&query));
        all.push(call(query));
    }
    all.extend(db.rows::<Letter>(&of("letter", "created_at"), &[&id])?.into_iter().map(letter));
    all.extend(db.rows::<Entry>(&of("entry", "start"), &[&id])?.into_iter().map(entry));
    all.extend(clinics::repo::of_patient(db, id)?.into_iter().map(appointment));
    all.extend(db.rows::<Task>(&of("task", "created_at"), &[&id])?.into_iter().map(task));
    all.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.id.cmp(&a.id)));
    Ok(all)
}

fn call(query: Query) -> Moment {
    let word = match (query.mode.as_str(), query.direction.as_str()) {
        ("email", _) => "e-mail",
        ("post", _) => "post",
        ("person", _) => "visit",
        (_, "out") => "call out",
        _ => "call",
    };
    let who = if query.relation.is_empty() || query.relation == "patient" {
        String::new()
    } else {
        format!("{} ({}): ", query.caller, query.relation)
    };
    // The words of a safeguarding note are for its author and the lead, not for whoever looks over a shoulder.
    let title = if query.kind == "safeguarding" {
        "Restricted note; open it to read".to_owned()
    } else {
        format!("{who}{}", first_line(&query.words))
    };
    let open = query.state != "done";
    let state = if query.draft { "not saved yet".into() } else { query.state };
    Moment { at: query.received_at, kind: "query".into(), id: query.id, word: word.into(), title, state, open }
}

fn promise(query: &Query) -> Option<Moment> {
    let at = query.promised_by.clone()?;
    let open = query.state != "done";
    let state = if open { "promised" } else { "kept" };
    Some(Moment {
        at,
        kind: "query".into(),
        id: query.id.clone(),
        word: "promise".into(),
        title: "An answer was promised by then".into(),
        state: state.into(),
        open,
    })
}

fn letter(letter: Letter) -> Moment {
    let open = !matches!(letter.state.as_str(), "sent" | "cancelled");
    let about = if letter.subject.is_empty() { String::new() } else { format!(": {}", first_line(&letter.subject)) };
    let hold = if letter.held && open { ", held" } else { "" };
    Moment {
        at: letter.sent_at.unwrap_or(letter.created_at),
        kind: "letter".into(),
        id: letter.id,
        word: "letter".into(),
        title: format!("{}{about}", letter.title),
        state: format!("{}{hold}", letter.state.replace('_', " ")),
        open,
    }
}

fn entry(entry: Entry) -> Moment {
    let place = if entry.place.is_empty() { String::new() } else { format!(", {}", entry.place) };
    let title = if entry.private { "Private".to_owned() } else { format!("{}{place}", entry.title) };
    let open = matches!(entry.state.as_str(), "hold" | "proposed");
    Moment {
        at: entry.start,
        kind: "entry".into(),
        id: entry.id,
        word: "diary".into(),
        title,
        state: entry.state,
        open,
    }
}

fn appointment(one: Appointment) -> Moment {
    let title = [one.kind.as_str(), one.consultant.as_str(), one.reason.as_str()];
    Moment {
        at: one.start.clone().unwrap_or_else(|| one.created_at.clone()),
        kind: "appointment".into(),
        word: if one.state == "waiting" { "waiting list" } else { "appointment" }.into(),
        title: title.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", "),
        state: one.state_words(),
        open: matches!(one.state.as_str(), "waiting" | "booked" | "arrived") || one.reach == "to_reach",
        id: one.id,
    }
}

fn task(task: Task) -> Moment {
    let result = task.is_result();
    let at = task.back_at.clone().or_else(|| task.asked_on.clone()).filter(|_| result);
    let state = match (&task.back_at, &task.seen_at) {
        (None, _) if result && !task.is_over() => "awaited".to_owned(),
        (Some(_), None) if result => "back, not seen".to_owned(),
        _ => task.state.clone(),
    };
    let title =
        if result && !task.test.is_empty() { format!("{}: {}", task.test, task.title) } else { task.title.clone() };
    Moment {
        at: at.unwrap_or_else(|| task.created_at.clone()),
        kind: "task".into(),
        open: !task.is_over(),
        id: task.id,
        word: if result { "result" } else { "task" }.into(),
        title,
        state,
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
