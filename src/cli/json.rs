//! Records as machines read them: the keys that `cli.md` promises first, then every column of the record.
//! What is absent is null.

pub mod clinics;

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
pub fn with<R: Record>(promised: Value, record: &R) -> Value {
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
pub fn task(task: &Task, patient: Option<&str>, now: NaiveDateTime) -> Value {
    let promised = json!({
        "id": task.id, "title": task.title, "due": task.due, "priority": task.priority, "state": task.state,
        "meaning": task.press(now).word(), "owner": task.owner, "kind": task.kind,
        "patient_name": patient,
    });
    with(promised, task)
}

/// The words that the department has added.
pub fn words(db: Db<'_>) -> Result<Vec<Value>, Refusal> {
    let all = crate::desk::glossary::repo::all(db)?;
    Ok(all.iter().map(|word| with(json!({"id": word.id, "word": word.word}), word)).collect())
}

/// A letter.
pub fn letter(letter: &Letter, patient: Option<&str>, today: NaiveDate) -> Value {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::desk::diary::{Calendar, Entry};
    use crate::desk::inbox::Query;

    fn now() -> NaiveDateTime {
        "2026-03-03T09:41:00".parse().unwrap()
    }

    /// The promised keys stand first, in the promised order.
    fn has(value: &Value, keys: &str) {
        let found: Vec<&String> = value.as_object().unwrap().keys().collect();
        let wanted: Vec<&str> = keys.split_whitespace().collect();
        assert_eq!(found[..wanted.len()], wanted[..]);
    }

    #[test]
    fn a_task_has_the_promised_keys_and_null_for_what_is_absent() {
        let value = task(&Task::new("Chase echo", "Sam", now()), None, now());
        has(&value, "id title due priority state meaning owner kind");
        assert_eq!((&value["due"], &value["note"], &value["meaning"]), (&Value::Null, &Value::Null, &"to_do".into()));
    }

    #[test]
    fn a_letter_has_the_promised_keys() {
        let sent = Letter { state: "sent".into(), due_at: Some("2026-03-01".into()), ..Letter::default() };
        let value = letter(&sent, Some("OKAFOR, Grace (Mrs)"), now().date());
        has(
            &value,
            "id state meaning template patient_id patient_name recipients author owner attended_on due_at days_left held",
        );
        assert_eq!((&value["days_left"], &value["meaning"]), (&Value::Null, &"done".into()));
        let late = Letter { state: "drafting".into(), ..sent };
        assert_eq!(letter(&late, None, now().date())["days_left"], -2);
    }

    #[test]
    fn a_query_has_the_promised_keys_and_a_restricted_one_no_words_for_others() {
        let query = Query { words: "I saw bruises".into(), kind: "safeguarding".into(), ..Query::new(now()) };
        let query = Query { owner: "Sam".into(), alarm: vec!["bruises".into(), "hit".into()], ..query };
        let listed = ListedQuery { query, surname: None, forename: None, patient_title: None, calls_this_week: 1 };
        let own = self::query(&listed, "Sam", now());
        has(
            &own,
            "id state meaning received_at mode kind caller patient_id patient_name words tone alarm owner promised_by \
             waiting_on chase_on accepted_by outcome calls_this_week",
        );
        assert_eq!((&own["words"], &own["alarm"]), (&"I saw bruises".into(), &"bruises, hit".into()));
        let others = self::query(&listed, "Kit", now());
        assert_eq!((&others["words"], &others["alarm"]), (&Value::Null, &Value::Null));
        assert!(!others.to_string().contains("bruises"));
    }

    #[test]
    fn an_entry_has_the_promised_keys_and_a_private_one_only_its_time_for_others() {
        let calendar = Arc::new(Calendar::new("Dr A PATEL", "consultant", now()));
        let one = Entry::new(&calendar.id, "Dentist", now(), 30, "Sam", now());
        let one = Entry { place: "Leeds".into(), private: true, notes: "root".into(), ..one };
        let one = Occurrence::single(Arc::new(one), calendar);
        let own = entry(&one, "Sam");
        has(&own, "id calendar title kind state start end all_day place private series");
        assert_eq!((&own["title"], &own["end"]), (&"Dentist".into(), &"2026-03-03T10:11:00".into()));
        let others = entry(&one, "Kit").to_string();
        assert!(others.contains("2026-03-03T10:11:00"));
        assert!(!others.contains("Dentist") && !others.contains("Leeds") && !others.contains("root"));
    }

    #[test]
    fn people_have_the_same_keys_whatever_they_are() {
        let keys = "id kind name surname forename title born nhs_number hospital_number phones practice ods_code";
        let folder = tempfile::tempdir().unwrap();
        let store = crate::store::Desk::at(folder.path()).open(None, crate::desk::TABLES, now()).unwrap();
        let grace = Patient { surname: "Okafor".into(), forename: "Grace".into(), ..Patient::new(now()) };
        let of_patient = patient(&grace, store.db(), &mut Practices::default()).unwrap();
        has(&of_patient, keys);
        assert_eq!((&of_patient["name"], &of_patient["kind"]), (&"OKAFOR, Grace".into(), &"patient".into()));
        let ward = Contact { name: "Ward 7".into(), ..Contact::new("ward", now()) };
        let of_contact = contact(&ward, store.db(), &mut Practices::default()).unwrap();
        has(&of_contact, keys);
        assert_eq!((&of_contact["kind"], &of_contact["contact_kind"]), (&"contact".into(), &"ward".into()));
    }
}
