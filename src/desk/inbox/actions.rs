//! What can be done with a query, from the list, from its detail view and from the call card alike: each one change,
//! each leaving what it made tied to the query.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{Query, repo};
use crate::app::{Cx, Effect, MenuItem, choose, prompt, prompt_saying};
use crate::clock::stamp;
use crate::desk::letters::start::Asked;
use crate::desk::letters::{self, House};
use crate::desk::links::Link;
use crate::desk::people::Patient;
use crate::desk::tasks::Task;
use crate::desk::team;
use crate::keys::Done;
use crate::store::{Change, Record, Refusal};
use crate::text::{names, phone, when};

/// What becomes of the layer below when something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// It stays.
    Stay,
    /// It closes: the call is over.
    Close,
}

/// The name in the label of a change: the patient's, else the caller's. Never words.
pub(super) fn name_of(query: &Query, cx: &Cx) -> String {
    let patient = repo::name_of(cx.db(), query.patient_id.as_deref()).unwrap_or_default();
    match (patient.is_empty(), query.caller.is_empty()) {
        (false, _) => patient,
        (true, false) => query.caller.clone(),
        (true, true) => "caller not known".into(),
    }
}

/// What a query led to, with the thread to it.
pub(super) fn tied<R: Record>(change: Change, query: &Query, to: &R, now: NaiveDateTime) -> Change {
    change.insert(to).insert(&Link::between(("query", &query.id), (R::TABLE, to.id()), now))
}

/// Reads a day and perhaps a time as people type them.
fn read(typed: &str, now: NaiveDateTime) -> Result<when::When, Refusal> {
    let found = when::parse(typed, now)?;
    found.first().copied().ok_or_else(|| Refusal::rule("Type a date, such as tom, fri, 14/3 or +2d."))
}

fn read_day(typed: &str, now: NaiveDateTime) -> Result<Option<NaiveDate>, Refusal> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    read(typed, now).map(|w| Some(w.date))
}

/// The time of a promise: at the end of the working day where none is typed.
pub(super) fn read_promise(typed: &str, now: NaiveDateTime) -> Result<NaiveDateTime, String> {
    let found = when::parse(typed, now)?;
    let evening = NaiveTime::from_hms_opt(17, 0, 0).unwrap_or_default();
    found.first().map(|w| w.at(evening)).ok_or_else(|| "Type a time, such as 3pm, tom or fri 10:30.".into())
}

/// Takes the query.
pub(super) fn take(query: &Query, cx: &mut Cx) -> Done {
    let after = query.taken(&cx.who)?;
    let label = format!("Taken: {}", name_of(query, cx));
    cx.apply(&Change::new(label).update(query, &after))
}

/// Hands the query on to another member of the team.
pub(super) fn hand_on(queries: Vec<Query>, cx: &mut Cx) -> Done {
    let told = team::repo_away::told(cx.db(), cx.now)?;
    let others: Vec<MenuItem> = told
        .into_iter()
        .filter(|(m, _)| m.role != "consultant")
        .map(|(m, told)| MenuItem::new(m.name.clone(), "", m.name, told))
        .collect();
    choose(cx, "Hand on to", others, move |to, cx| {
        let what = match queries.as_slice() {
            [one] => name_of(one, cx),
            many => format!("{} queries", many.len()),
        };
        let mut change =
            Change::new(format!("Handed on to {}: {what}", team::repo_away::handed_words(cx.db(), to, cx.now)?));
        for query in &queries {
            change = change.update(query, &query.handed(to)?);
        }
        cx.apply(&change)
    });
    Ok(())
}

/// Lets the query wait on somebody until a day on which they are chased.
pub(super) fn wait(query: &Query, cx: &mut Cx) -> Done {
    query.waiting("?", Some(cx.today()), &cx.who, cx.now)?;
    let query = query.clone();
    let on = query.waiting_on.clone();
    prompt(cx, "Wait", &[("On whom", &on), ("Chase on", "+2d")], move |answers, cx| {
        let chase = read_day(&answers[1], cx.now)?;
        let after = query.waiting(&answers[0], chase, &cx.who, cx.now)?;
        let label = format!("Waits on {}: {}", after.waiting_on, name_of(&query, cx));
        cx.apply(&Change::new(label).update(&query, &after))
    });
    Ok(())
}

/// The answer came, or the query is taken up again after it was done.
pub(super) fn open_again(query: &Query, cx: &mut Cx) -> Done {
    let after = if query.is_over() { query.reopened()? } else { query.answered()? };
    let label = format!("Open again: {}", name_of(query, cx));
    cx.apply(&Change::new(label).update(query, &after))
}

/// Escalates the query to a named person.
pub(super) fn escalate(query: &Query, cx: &mut Cx) -> Done {
    query.escalated("?", &cx.who, cx.now)?;
    let query = query.clone();
    let title = if query.is_restricted() { "Escalate to the safeguarding lead" } else { "Escalate to a clinician" };
    let first = if query.escalated_to.is_empty() { &query.consultant } else { &query.escalated_to };
    let first = if query.is_restricted() { query.escalated_to.clone() } else { first.clone() };
    prompt(cx, title, &[("To whom", &first)], move |answers, cx| {
        let after = query.escalated(&answers[0], &cx.who, cx.now)?;
        let label = format!("Escalated to {}: {}", after.escalated_to, name_of(&query, cx));
        cx.apply(&Change::new(label).update(&query, &after))
    });
    Ok(())
}

/// Writes down who has accepted it, and when.
pub(super) fn accept(query: &Query, cx: &mut Cx) -> Done {
    query.accepted("?", cx.now, cx.now)?;
    let query = query.clone();
    let (to, at) = (query.escalated_to.clone(), crate::text::dates::stamp(cx.now));
    prompt(cx, "Accepted", &[("By whom", &to), ("At", &at)], move |answers, cx| {
        let at = accepted_at(&answers[1], cx.now)?;
        let after = query.accepted(&answers[0], at, cx.now)?;
        let label = format!("Accepted by {}: {}", after.accepted_by, name_of(&query, cx));
        cx.apply(&Change::new(label).update(&query, &after))
    });
    Ok(())
}

/// A time that has been: `10:30` is today's.
fn accepted_at(typed: &str, now: NaiveDateTime) -> Result<NaiveDateTime, Refusal> {
    let found = when::parse(typed, now)?;
    let past = found.iter().map(|w| w.at(now.time())).find(|at| *at <= now);
    past.or_else(|| found.first().map(|w| w.at(now.time()))).ok_or_else(|| Refusal::rule("Type a time, such as 10:30."))
}

/// Closes the query with what came of it.
pub(super) fn close(query: &Query, then: Then, cx: &mut Cx) -> Done {
    query.closed("?", &cx.who, cx.now)?;
    let query = query.clone();
    prompt(cx, "Close", &[("What came of it", "")], move |answers, cx| {
        let after = query.closed(&answers[0], &cx.who, cx.now)?;
        let label = format!("Closed: {}", name_of(&query, cx));
        cx.apply(&Change::new(label).update(&query, &after))?;
        if then == Then::Close {
            cx.close();
        }
        Ok(())
    });
    Ok(())
}

/// The number to ring, and what must be known before it is rung.
pub(super) fn number_of(query: &Query, patient: Option<&Patient>) -> (String, Vec<String>) {
    let own = patient.and_then(|p| p.phones.first()).map(|p| phone::tidy(&p.number)).unwrap_or_default();
    let number = if query.number.is_empty() { own } else { query.number.clone() };
    let mut notes = Vec::new();
    if let Some(note) = patient.map(|p| p.safe_note.trim()).filter(|n| !n.is_empty()) {
        notes.push(format!("SAFE CONTACT: {}.", note.trim_end_matches('.')));
    }
    let message = query.message_ok || (query.number.is_empty() && patient.is_some_and(|p| p.voicemail_ok));
    notes.push(if message { "A message may be left.".into() } else { "Leave no message.".into() });
    (number, notes)
}

/// Rings back: promises it for a time, or writes down the call that was made.
pub(super) fn ring_back(query: &Query, cx: &mut Cx) -> Done {
    query.stands()?;
    let patient = query.patient_id.as_deref().map(|id| cx.db().get::<Patient>(id)).transpose()?.flatten();
    let (number, notes) = number_of(query, patient.as_ref());
    let shown = if number.is_empty() { "no number is known" } else { &number };
    let title = format!("Ring back {shown}");
    if !number.is_empty() {
        cx.ask(Effect::Copy(number.clone()));
    }
    let query = query.clone();
    let asked = [("What came of it", ""), ("Or promise it for", "")];
    let said = notes.join(" ");
    prompt_saying(cx, &title, &said, &asked, move |answers, cx| rung(&query, &number, &answers[0], &answers[1], cx));
    Ok(())
}

fn rung(query: &Query, number: &str, said: &str, promise: &str, cx: &mut Cx) -> Done {
    let name = name_of(query, cx);
    if said.is_empty() && !promise.is_empty() {
        let by = read_promise(promise, cx.now)?;
        let after = query.promised(by, &cx.who, cx.now)?;
        let label = format!("Promised to ring back {}: {name}", crate::text::dates::stamp(by));
        return cx.apply(&Change::new(label).update(query, &after));
    }
    let (mut after, out) = query.rung_back(number, said, &cx.who, cx.now)?;
    if !promise.is_empty() {
        after = after.promised(read_promise(promise, cx.now)?, &cx.who, cx.now)?;
    }
    let change = Change::new(format!("Rang back: {name}")).update(query, &after);
    cx.apply(&tied(change, query, &out, cx.now))
}

/// Starts a letter from a template, tied to the query, and shows it.
pub(super) fn letter(query: &Query, then: Then, cx: &mut Cx) -> Done {
    query.stands()?;
    let house = House::of(&cx.store, &cx.config)?;
    let mut templates = house.templates().templates;
    // The letter without a form of its own is the likeliest from a call.
    templates.sort_by_key(|t| t.id != "free-letter");
    let items = templates.iter().map(|t| MenuItem::new(t.id.clone(), "", t.name.clone(), "")).collect();
    let query = query.clone();
    choose(cx, "Letter", items, move |id, cx| start_letter(&query, &house, id, then, cx));
    Ok(())
}

fn start_letter(query: &Query, house: &House, template: &str, then: Then, cx: &mut Cx) -> Done {
    let asked = Asked {
        patient_id: query.patient_id.clone(),
        author: query.consultant.clone(),
        owner: cx.who.clone(),
        ..Asked::default()
    };
    let letter = letters::start::start(cx.db(), house, &house.template(template), &asked, cx.now)?;
    let change = Change::new(format!("New letter: {}, {}", letter.title, name_of(query, cx)));
    cx.apply(&tied(change, query, &letter, cx.now))?;
    if then == Then::Close {
        cx.close();
    }
    cx.show("letter", letter.id);
    Ok(())
}

/// Makes a task.
pub(super) fn task(query: &Query, cx: &mut Cx) -> Done {
    let query = query.clone();
    let surname = repo::name_of(cx.db(), query.patient_id.as_deref())?;
    let first = surname.split(',').next().unwrap_or_default();
    let title = if first.is_empty() { String::new() } else { format!("{first}: ") };
    prompt(cx, "Task", &[("What is to be done", &title), ("Due", "tod")], move |answers, cx| {
        if answers[0].trim_end_matches([':', ' ']).is_empty() {
            return Err(Refusal::rule("Say in a few words what is to be done."));
        }
        let due = if answers[1].is_empty() { None } else { Some(read(&answers[1], cx.now)?) };
        let due = due.map(|w| w.time.map_or_else(|| w.date.to_string(), |t| stamp(w.date.and_time(t))));
        let task = Task { due, patient_id: query.patient_id.clone(), ..Task::new(answers[0].trim(), &cx.who, cx.now) };
        let change = Change::new(format!("New task: {}", task.title));
        cx.apply(&tied(change, &query, &task, cx.now))
    });
    Ok(())
}

/// Says which earlier query this one is about again; one that was done is opened again with it.
pub(super) fn same_matter(query: &Query, cx: &mut Cx) -> Done {
    let earlier = same_matters(query, cx)?;
    if earlier.is_empty() {
        return Err(Refusal::rule("There is no other call of this caller in the last 14 days."));
    }
    let line = |q: &Query| {
        let day = names_day(q);
        MenuItem::new(q.id.clone(), day, q.gist(), q.state.clone())
    };
    let items = earlier.iter().map(line).collect();
    let query = query.clone();
    choose(cx, "The same matter again: which?", items, move |id, cx| {
        let earlier: Query = cx.db().must(id)?;
        let mut change = Change::new(format!("Same matter again: {}", name_of(&query, cx)));
        change = change.update(&query, &Query { repeat_of: Some(id.to_owned()), ..query.clone() });
        if earlier.is_over() {
            change = change.update(&earlier, &earlier.reopened()?);
        }
        cx.apply(&change)
    });
    Ok(())
}

fn names_day(query: &Query) -> String {
    crate::text::dates::screen(query.received().date())
}

/// Earlier calls of the same patient or number that may be about the same matter.
pub(super) fn same_matters(query: &Query, cx: &Cx) -> Result<Vec<Query>, Refusal> {
    // A matter may have been closed within the fourteen days and have come in long before.
    let days = super::model::SAME_MATTER_DAYS * 4;
    let all = repo::earlier(cx.db(), query.patient_id.as_deref(), &query.number, &query.id, cx.now, days)?;
    let own = names::fold(&query.caller);
    let of = |q: &Query| q.patient_id.is_some() || names::fold(&q.caller) == own || !query.number.is_empty();
    Ok(all.into_iter().filter(|q| q.may_be_same_matter(cx.now) && of(q)).take(20).collect())
}

/// Puts queries into the bin.
pub(super) fn bin(queries: &[Query], cx: &mut Cx) -> Done {
    let what = match queries {
        [one] => name_of(one, cx),
        many => format!("{} queries", many.len()),
    };
    let mut change = Change::new(format!("To the bin: {what}"));
    for query in queries {
        change = change.update(query, &query.binned(cx.now)?).spends(format!("call/{}", query.id));
    }
    cx.apply(&change)
}
