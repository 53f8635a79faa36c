//! Records as machines read them: the keys that `cli.md` promises first, then every column of the record.
//! What is absent is null.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Map, Value, json};

use crate::clock::stamp;
use crate::desk::diary::rules_occurrence::Occurrence;
use crate::desk::inbox::repo::Listed as ListedQuery;
use crate::desk::letters::Letter;
use crate::desk::people::model::Moment;
use crate::desk::people::{Contact, Patient};
use crate::desk::tasks::Task;
use crate::store::{Db, Record, Refusal, row_of};

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

/// The practices that were asked for already: many patients share one.
#[derive(Default)]
pub struct Practices(HashMap<String, Option<Contact>>);

impl Practices {
    fn get(&mut self, db: Db<'_>, id: Option<&str>) -> Result<Option<&Contact>, Refusal> {
        let Some(id) = id else { return Ok(None) };
        if !self.0.contains_key(id) {
            self.0.insert(id.to_owned(), db.get(id)?);
        }
        Ok(self.0.get(id).and_then(Option::as_ref))
    }
}

/// A patient; the practice by its name and code.
pub fn patient(patient: &Patient, db: Db<'_>, practices: &mut Practices) -> Result<Value, Refusal> {
    let practice = practices.get(db, patient.practice_id.as_deref())?;
    let promised = json!({
        "id": patient.id, "kind": "patient", "name": patient.name(), "surname": patient.surname,
        "forename": patient.forename, "title": patient.title, "born": patient.born,
        "nhs_number": patient.nhs_number, "hospital_number": patient.hospital_number, "phones": patient.phones,
        "practice": practice.map(|c| c.name.clone()), "ods_code": practice.and_then(|c| c.ods_code.clone()),
    });
    Ok(with(promised, patient))
}

/// A contact; its kind stands under `contact_kind`, the organisation that it belongs to under `practice`.
pub fn contact(contact: &Contact, db: Db<'_>, practices: &mut Practices) -> Result<Value, Refusal> {
    let parent = practices.get(db, contact.parent_id.as_deref())?;
    let promised = json!({
        "id": contact.id, "kind": "contact", "name": contact.name, "surname": contact.surname,
        "forename": contact.forename, "title": contact.title, "born": null, "nhs_number": null,
        "hospital_number": null, "phones": contact.phones, "practice": parent.map(|c| c.name.clone()),
        "ods_code": contact.ods_code, "contact_kind": contact.kind,
    });
    Ok(with(promised, contact))
}

/// A line of a patient's timeline.
pub fn moment(moment: &Moment) -> Value {
    json!({
        "at": moment.at, "kind": moment.kind, "id": moment.id, "title": moment.title, "state": moment.state,
        "word": moment.word, "open": moment.open,
    })
}

/// A query as `who` may read it: the words of a safeguarding note are for its owner and the lead.
pub fn query(listed: &ListedQuery, who: &str, now: NaiveDateTime) -> Value {
    let query = &listed.query;
    let promised = json!({
        "id": query.id, "state": query.state, "meaning": query.press(now).word(), "received_at": query.received_at,
        "mode": query.mode, "kind": query.kind, "caller": query.caller, "patient_id": query.patient_id,
        "patient_name": listed.patient_name(), "words": query.words, "tone": query.tone,
        "alarm": query.alarm.join(", "), "owner": query.owner, "promised_by": query.promised_by,
        "waiting_on": query.waiting_on, "chase_on": query.chase_on, "accepted_by": query.accepted_by,
        "outcome": query.outcome, "calls_this_week": listed.calls_this_week,
    });
    let mut out = with(promised, query);
    if !query.may_be_read_by(who) {
        for key in ["words", "outcome", "alarm"] {
            out[key] = Value::Null;
        }
        out["restricted"] = true.into();
    }
    out
}

/// An entry of the diary at one of its times, as `who` may read it.
pub fn entry(one: &Occurrence, who: &str) -> Value {
    let (entry, open) = (&*one.entry, one.open_to(who));
    let promised = json!({
        "id": entry.id, "calendar": one.calendar.name, "title": one.title(who), "kind": entry.kind,
        "state": entry.state, "start": stamp(one.start), "end": stamp(one.end), "all_day": entry.all_day,
        "place": if open { absent(&entry.place) } else { Value::Null }, "private": entry.private,
        "series": one.repeats(), "occurrence": one.id(),
        "patient_name": if open { absent(&one.patient) } else { Value::Null },
    });
    if open { with(promised, entry) } else { promised }
}
