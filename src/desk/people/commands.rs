//! What can be done with people.

mod copy;

use super::model::AnswerCard;
use super::view::Which;
use super::{Contact, Patient, PeoplePane, appointments, export, form, import_layer, merge_layer, repo};
use crate::app::{Cx, MenuItem, Notice, Question, Row, choose, prompt};
use crate::desk::clinics;
use crate::form::FormLayer;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};
use crate::text::{dates, when};
use crate::ui::prose::Para;
use copy::copy;

fn some_one(pane: &PeoplePane, _: &Cx) -> Result<(), String> {
    pane.current().map(|_| ()).ok_or_else(|| "Nobody is selected. n makes a patient, / finds one.".into())
}

fn a_patient(pane: &PeoplePane, _: &Cx) -> Result<(), String> {
    match pane.current() {
        Some((kind, _)) if kind == "patient" => Ok(()),
        _ => Err("That is for patients: select one, or / finds one.".into()),
    }
}

fn two_marked(pane: &PeoplePane, _: &Cx) -> Result<(), String> {
    match pane.marked().len() {
        2 => Ok(()),
        n => Err(format!(
            "Mark the two records of one patient with Space, then merge them; {n} are marked, Esc unmarks."
        )),
    }
}

pub(super) static ROWS: &[Row<PeoplePane>] = &[
    row!("people.new", ["n"], "New patient", "Make a patient's record.", Place::Footer(40), always, |_, cx| {
        let fresh = Patient::new(cx.now);
        let layer = FormLayer::new("New patient", None, fresh, cx, form::save_patient()).at_field("surname");
        cx.open(layer);
        Ok(())
    }),
    row!(
        "people.new_contact",
        ["N"],
        "New contact",
        "Make a contact: a GP, a practice, a consultant, a ward, a supplier.",
        Place::Menu,
        always,
        |_, cx| {
            let fresh = Contact::new("gp", cx.now);
            let layer = FormLayer::new("New contact", None, fresh, cx, form::save_contact());
            cx.open(layer);
            Ok(())
        }
    ),
    row!("people.edit", ["e"], "Edit", "Edit the record.", Place::Footer(41), some_one, edit),
    row!(
        "people.answer",
        ["a"],
        "Answer card",
        "What can be read aloud to this patient: letter, appointment, queries, promises, results.",
        Place::Footer(42),
        a_patient,
        answer
    ),
    row!(
        "people.warnings",
        ["w"],
        "Warnings",
        "Everything that must be seen about this patient, in full.",
        Place::Menu,
        some_one,
        warnings
    ),
    row!(
        "people.patients",
        ["p"],
        "Patients",
        "Show only patients; again: everybody.",
        Place::Footer(44),
        always,
        |pane, cx| pane.only(Which::Patients, cx)
    ),
    row!(
        "people.contacts",
        ["o"],
        "Others",
        "Show only contacts: GPs, practices, wards, suppliers; again: everybody.",
        Place::Footer(45),
        always,
        |pane, cx| pane.only(Which::Contacts, cx)
    ),
    row!(
        "people.ended",
        ["D"],
        "Died, closed",
        "Enter that the patient died or that the practice closed, or take that back.",
        Place::Menu,
        some_one,
        ended
    ),
    row!("people.bin", ["del"], "Bin", "Put the record into the bin.", Place::Menu, some_one, bin),
    row!(
        "people.binned",
        ["B"],
        "What is in the bin",
        "See who is in the bin; Enter takes one out.",
        Place::Menu,
        always,
        |_, cx| { take_out(cx) }
    ),
    row!(
        "people.book",
        ["b"],
        "Book",
        "Book this patient into a clinic: what is booked already is shown first.",
        Place::Footer(43),
        a_patient,
        appointments::book
    ),
    row!(
        "people.move",
        ["m"],
        "Move a date",
        "Look for another date for the selected appointment of the timeline.",
        Place::Menu,
        appointments::is_selected,
        |pane, cx| appointments::with(pane, cx, clinics::booked::move_one)
    ),
    row!(
        "people.cancel",
        ["X"],
        "Cancel a date",
        "Cancel the selected appointment of the timeline, with a reason from a short list.",
        Place::Menu,
        appointments::is_selected,
        |pane, cx| appointments::with(pane, cx, clinics::booked::cancel_one)
    ),
    row!(
        "people.whole",
        ["v"],
        "Whole date",
        "The selected appointment of the timeline in full: its moves, letters and tasks.",
        Place::Menu,
        appointments::is_selected,
        appointments::whole
    ),
    row!(
        "people.merge",
        ["M"],
        "Merge",
        "Make one record of two that are the same patient: mark both with Space first.",
        Place::Menu,
        two_marked,
        merge
    ),
    row!(
        "people.history",
        ["h"],
        "History",
        "Who changed this record and who has seen it.",
        Place::Menu,
        some_one,
        history
    ),
    row!(
        "people.copy",
        ["y"],
        "Copy",
        "Copy a number, an address, a date of birth: y, then its letter.",
        Place::Menu,
        some_one,
        copy
    ),
    row!(
        "people.import",
        ["i"],
        "Import",
        "Take patients or contacts from a file: CSV, address cards, the national lists.",
        Place::Menu,
        always,
        |_, cx| import_layer::ask(cx)
    ),
    row!("people.export", ["x"], "Export", "Write patients or contacts into a file.", Place::Menu, always, |_, cx| {
        ask_export(cx)
    }),
];

fn current(pane: &PeoplePane) -> Result<(String, String), Refusal> {
    pane.current().ok_or_else(|| Refusal::rule("Nobody is selected. n makes a patient, / finds one."))
}

fn edit(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let (kind, id) = current(pane)?;
    if kind == "contact" {
        let contact = repo::contact(cx.db(), &id)?;
        let layer = FormLayer::new("Contact", Some(contact.clone()), contact, cx, form::save_contact());
        cx.open(layer);
    } else {
        let patient = repo::patient(cx.db(), &id)?;
        cx.viewed("patient", &id, &format!("Opened {} to edit", patient.name()))?;
        let title = super::model::banner_line(&patient, cx.now);
        let layer = FormLayer::new(title, Some(patient.clone()), patient, cx, form::save_patient());
        cx.open(layer);
    }
    Ok(())
}

fn answer(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let (_, id) = current(pane)?;
    let patient = repo::patient(cx.db(), &id)?;
    let card = repo::answer_card(cx.db(), &id, cx.now)?;
    cx.viewed("patient", &id, &format!("Answer card of {}", patient.name()))?;
    cx.open(Notice::new(format!("Answer card · {}", patient.name()), answer_paras(&card)));
    Ok(())
}

fn answer_paras(card: &AnswerCard) -> Vec<Para> {
    let mut paras = Vec::new();
    if !card.heed.is_empty() {
        paras.push(Para::heading("For you, not to be read out"));
        paras.extend(card.heed.iter().map(|line| Para::error(line.clone())));
        paras.push(Para::gap());
    }
    paras.push(Para::heading("To be read out, once you know who is speaking"));
    paras.extend(card.sentences().into_iter().map(Para::body));
    paras.push(Para::gap());
    paras.push(Para::dim("Results, symptoms and what to do about them are for a clinician to speak about."));
    paras
}

fn warnings(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let (kind, id) = current(pane)?;
    if pane.detail().is_none() {
        pane.open_record(&kind, &id, cx)?;
    }
    let Some(detail) = pane.detail() else { return Ok(()) };
    if detail.warnings().is_empty() {
        return Err(Refusal::rule(format!("There is no warning about {}.", detail.name())));
    }
    let paras = detail.warnings().iter().map(|w| Para::error(w.clone())).collect();
    cx.open(Notice::new(format!("Warnings · {}", detail.name()), paras));
    Ok(())
}

fn ended(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let (kind, id) = current(pane)?;
    if kind == "contact" {
        return contact_ended(&repo::contact(cx.db(), &id)?, cx);
    }
    let patient = repo::patient(cx.db(), &id)?;
    if patient.died_on.is_some() {
        let after = patient.without_death()?;
        return cx.apply(&Change::new(format!("Not dead: {}", patient.name())).update(&patient, &after));
    }
    prompt(cx, &format!("Died: {}", patient.name()), &[("On which day", "")], move |answers, cx| {
        let found = when::parse_past(&answers[0], cx.today())?;
        let on = found.first().ok_or("Type the day of death, such as 12/1/2026.")?.date;
        let after = patient.with_death(on, cx.today())?;
        cx.apply(&Change::new(format!("Died on {}: {}", dates::screen(on), patient.name())).update(&patient, &after))
    });
    Ok(())
}

fn contact_ended(contact: &Contact, cx: &mut Cx) -> Done {
    if contact.closed_on.is_some() {
        let after = contact.open_again()?;
        return cx.apply(&Change::new(format!("Open again: {}", contact.name)).update(contact, &after));
    }
    let contact = contact.clone();
    prompt(cx, &format!("Closed: {}", contact.name), &[("Since which day", "tod")], move |answers, cx| {
        let found = when::parse(&answers[0], cx.now)?;
        let on = found.first().ok_or("Type the day, such as 12/1/2026.")?.date;
        let after = contact.closed_since(on)?;
        cx.apply(&Change::new(format!("Closed: {}", contact.name)).update(&contact, &after))
    });
    Ok(())
}

fn bin(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let marked = pane.marked();
    let (kind, id) = current(pane)?;
    let ids = if pane.detail().is_some() || marked.is_empty() { vec![id] } else { marked };
    let mut change = Change::new(String::new());
    let mut names = Vec::new();
    for id in &ids {
        if let Some(patient) = cx.db().get::<Patient>(id)? {
            names.push(patient.name());
            change = change.update(&patient, &patient.binned(cx.now));
        } else {
            let contact = repo::contact(cx.db(), id)?;
            names.push(contact.name.clone());
            change = change.update(&contact, &contact.binned(cx.now));
        }
    }
    change.label = match names.as_slice() {
        [one] => format!("To the bin: {one}"),
        many => format!("To the bin: {} records", many.len()),
    };
    cx.apply(&change)?;
    pane.unmark();
    if pane.detail().is_some_and(|d| d.kind() == kind) {
        pane.open.pop();
    }
    Ok(())
}

fn take_out(cx: &mut Cx) -> Done {
    let binned = repo::binned(cx.db(), 500)?;
    if binned.is_empty() {
        return Err(Refusal::rule("Nobody is in the bin."));
    }
    let items = binned
        .into_iter()
        .map(|b| {
            let on = b.binned_at.get(..10).and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default();
            MenuItem::new(b.id, b.kind, b.title, format!("in the bin since {on}"))
        })
        .collect();
    choose(cx, "In the bin; Enter takes out", items, |id, cx| {
        if let Some(patient) = cx.db().get::<Patient>(id)? {
            let after = Patient { binned_at: None, ..patient.clone() };
            return cx.apply(&Change::new(format!("Out of the bin: {}", patient.name())).update(&patient, &after));
        }
        let contact = repo::contact(cx.db(), id)?;
        let after = Contact { binned_at: None, ..contact.clone() };
        cx.apply(&Change::new(format!("Out of the bin: {}", contact.name)).update(&contact, &after))
    });
    Ok(())
}

fn merge(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let marked = pane.marked();
    let mut both = Vec::new();
    for id in &marked {
        let not =
            || format!("{} is no patient, and only patients are merged. Esc unmarks all.", repo::name_of(cx.db(), id));
        both.push(cx.db().get::<Patient>(id)?.ok_or_else(|| Refusal::Rule(not()))?);
    }
    let [a, b] = <[Patient; 2]>::try_from(both).map_err(|_| Refusal::rule("Mark two patients with Space."))?;
    pane.unmark();
    merge_layer::open(a, b, cx)
}

fn history(pane: &mut PeoplePane, cx: &mut Cx) -> Done {
    let (_, id) = current(pane)?;
    let rows = cx.store.history(Some(&id), 200)?;
    let paras: Vec<Para> = rows
        .into_iter()
        .map(|item| {
            let at = item.change.at.parse().map(dates::stamp).unwrap_or(item.change.at);
            let undone = if item.change.undone { " (taken back)" } else { "" };
            Para::fact(at, format!("{}: {}{undone}", item.change.who, item.change.label))
        })
        .collect();
    let name = repo::name_of(cx.db(), &id);
    cx.open(Notice::new(format!("History · {name}"), paras));
    Ok(())
}

fn ask_export(cx: &mut Cx) -> Done {
    let item = |id: &str, what: &str| MenuItem::new(id, "", what, "");
    let items = vec![
        item("patients.csv", "Patients as CSV"),
        item("contacts.csv", "Contacts as CSV"),
        item("patients.vcf", "Patients as address cards (vCard)"),
        item("contacts.vcf", "Contacts as address cards (vCard)"),
    ];
    choose(cx, "Export", items, |id, cx| {
        let id = id.to_owned();
        let first = id.clone();
        prompt(cx, "Export", &[("Into which file", first.as_str())], move |answers, cx| {
            let path = export::full_path(&answers[0])?;
            if path.exists() {
                let (text, id) = (format!("{} is there already. Its text would be lost.", path.display()), id.clone());
                let question = Question::new("Write over it?", &text, "Write over it", "Leave it", move |cx| {
                    export::write_file(&id, &path, cx)
                });
                cx.open(question);
                return Ok(());
            }
            export::write_file(&id, &path, cx)
        });
        Ok(())
    });
    Ok(())
}
