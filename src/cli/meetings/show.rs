//! `meeting show`: all that belongs to one meeting.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::{Said, Session};
use crate::desk::meetings::model::{Logged, Meeting, Numbered, Paper, Seat, numbered};
use crate::desk::meetings::repo;
use crate::store::Refusal;

/// An action as machines read it.
pub(super) fn action(one: &Logged, today: NaiveDate) -> Value {
    json!({
        "id": one.action.id, "number": one.action.number, "meeting": one.meeting, "owner": one.action.owner,
        "text": one.action.text, "due": one.action.due, "state": one.state(), "overdue": one.is_overdue(today),
        "task_id": one.action.task_id, "confidential": one.action.confidential,
    })
}

fn item(one: &Numbered<'_>) -> Value {
    let i = one.item;
    let number = if one.number == 0 { Value::Null } else { one.number.into() };
    json!({
        "id": i.id, "number": number, "at": crate::clock::stamp(one.at), "title": i.title, "owner": i.owner,
        "minutes": i.length, "kind": i.kind, "confidential": i.confidential, "left_out": i.skip, "origin": i.origin,
        "from": i.from, "reached": i.reached, "text": i.text, "decisions": i.decisions,
    })
}

fn seat(one: &Seat) -> Value {
    json!({
        "name": one.name, "email": one.email, "part": one.part, "coming": one.coming, "at": one.at,
        "deputy": one.deputy, "confidential": one.confidential,
    })
}

fn paper(one: &Paper, due: Option<NaiveDate>, today: NaiveDate) -> Value {
    json!({
        "id": one.id, "title": one.title, "owner": one.owner, "item_id": one.item_id, "state": one.state(due, today),
        "late": one.is_late(due, today), "bytes": one.bytes, "asked_on": one.asked_on, "came_on": one.came_on,
    })
}

/// One meeting.
pub(super) fn show(session: &Session, one: &Meeting) -> Said {
    let today = session.today();
    let agenda = numbered(&one.agenda, one.starts());
    let (through, actions) = (repo::gone_through(session.db(), one)?, repo::actions_of(session.db(), &one.id)?);
    let papers = repo::papers(session.db(), &one.id)?;
    let due = one.agenda_due.as_deref().and_then(|d| d.parse().ok());
    let mut json = super::record(session, one);
    json["items"] = agenda.iter().map(item).collect();
    json["people"] = one.roll.iter().map(seat).collect();
    json["actions"] = actions.iter().map(|a| action(a, today)).collect();
    json["gone_through"] = through.iter().map(|a| action(a, today)).collect();
    json["papers"] = papers.iter().map(|p| paper(p, due, today)).collect();
    json["versions"] = versions(session, one)?;
    Ok(Answer::said(page(session, one, &agenda, (&through, &actions)), vec![json]))
}

fn versions(session: &Session, one: &Meeting) -> Result<Value, Refusal> {
    let all = repo::kept(session.db(), &one.id)?;
    let row = |k: &crate::desk::meetings::Kept| json!({"id": k.id, "version": k.version, "state": k.state, "at": k.at, "who": k.who, "corrections": k.note});
    Ok(all.iter().map(row).collect())
}

fn page(
    session: &Session,
    one: &Meeting,
    agenda: &[Numbered<'_>],
    (through, actions): (&[Logged], &[Logged]),
) -> String {
    let today = session.today();
    let mut out = format!("{} · {} · {}\n", one.label(), one.state_words(), one.next_step(session.now));
    let _ = writeln!(out, "{}", one.quorum().words());
    for n in agenda {
        let _ = writeln!(out, "{:>3}  {:5}  {}  {}", n.number_word(), n.time_word(), n.item.title, n.item.facts());
    }
    for seat in &one.roll {
        let _ = writeln!(out, "  {} · {}", seat.label(), seat.coming);
    }
    for one in through.iter().chain(actions) {
        let _ = writeln!(out, "  {} {} · {}", one.action.number, one.action.line(), one.state_words(today));
    }
    out
}
