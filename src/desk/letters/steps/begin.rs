//! How a letter is begun, and its details.

use crate::app::{Cx, MenuItem, choose};
use crate::desk::dictation;
use crate::desk::letters::facts::About;
use crate::desk::letters::house::House;
use crate::desk::letters::start::{self, Asked};
use crate::desk::letters::{Letter, repo};
use crate::desk::team;
use crate::form::FormLayer;
use crate::keys::Done;
use crate::paper::Template;
use crate::paper::template::To;
use crate::store::{Change, Refusal};

/// Lets choose a template: for a new letter, or for one that was begun from elsewhere and has none yet.
pub(in crate::desk::letters) fn choose_template(for_letter: Option<Letter>, cx: &mut Cx) -> Done {
    let house = House::of(&cx.store, &cx.config)?;
    let listed = house.templates();
    if let Some(fault) = listed.faults.first() {
        cx.warn(fault.to_string());
    }
    if let Some(letter) = &for_letter
        && let Some(dictation) = dictation::open::waiting(cx.db(), letter)?
        && let Some(template) = listed.templates.iter().find(|t| t.id == dictation.kind)
    {
        return dress(&letter.id, template, &house, cx);
    }
    let items = listed.templates.iter().map(|t| MenuItem::new(t.id.clone(), "", t.name.clone(), detail(t))).collect();
    let title = match &for_letter {
        Some(letter) => format!("Which letter: {}", repo::name(cx.db(), letter)?),
        None => "Which letter".to_owned(),
    };
    choose(cx, &title, items, move |id, cx| {
        let template = listed.templates.iter().find(|t| t.id == id).ok_or("There is no such template.")?;
        match &for_letter {
            Some(letter) => dress(&letter.id, template, &house, cx),
            None => ask(template.clone(), house.clone(), cx),
        }
    });
    Ok(())
}

/// "to the patient, copy to the GP".
fn detail(template: &Template) -> String {
    let who = |to: &To| match to {
        To::Patient => "the patient",
        To::Gp => "the GP",
        To::Referrer => "the referrer",
        To::Contact => "a contact",
    };
    let copies: Vec<&str> = template.copy.iter().map(who).collect();
    let copies = if copies.is_empty() { String::new() } else { format!(", copy to {}", copies.join(" and ")) };
    format!("to {}{copies}", who(&template.to))
}

/// A letter begun from a call or elsewhere gets its template, and is opened.
fn dress(id: &str, template: &Template, house: &House, cx: &mut Cx) -> Done {
    let letter: Letter = cx.db().must(id)?;
    let author = author_of(&letter, cx)?;
    // Whoever begins a dictation that is in the pool has taken it with that.
    let owner = if letter.owner.is_empty() { cx.who.clone() } else { letter.owner.clone() };
    let with_author = Letter { author, owner, ..letter.clone() };
    let about = About::of(cx.db(), &with_author, cx.now)?;
    let after = start::dressed(&with_author, template, &about, house, cx.today());
    let label = format!("Began {}: {}", template.name, repo::name(cx.db(), &after)?);
    cx.apply(&Change::new(label).update(&letter, &after))?;
    cx.show("letter", id);
    Ok(())
}

/// Whose a letter from elsewhere is: the consultant it names, else the likeliest, else whom it names.
fn author_of(letter: &Letter, cx: &Cx) -> Result<String, Refusal> {
    if repo::consultants(cx.db())?.iter().any(|m| m.name == letter.author) {
        return Ok(letter.author.clone());
    }
    let likely = repo::likely_author(cx.db(), &letter.owner)?;
    Ok(if likely.is_empty() { letter.author.clone() } else { likely })
}

/// Asks for patient, visit and author, then begins the letter and opens it.
fn ask(template: Template, house: House, cx: &mut Cx) -> Done {
    let author = repo::likely_author(cx.db(), &cx.who)?;
    // Without a state: the form then asks what is asked only once.
    let blank = Letter { state: String::new(), author, ..start::empty(&cx.who, cx.now) };
    let title = format!("New letter · {}", template.name);
    let saving = move |_: Option<&Letter>, asked: &Letter, draft: &str, cx: &mut Cx| {
        let wanted = Asked {
            patient_id: asked.patient_id.clone(),
            author: asked.author.clone(),
            owner: asked.owner.clone(),
            attended_on: asked.attended_on.clone(),
            ..Asked::default()
        };
        let letter = start::start(cx.db(), &house, &template, &wanted, cx.now)?;
        let letter = Letter { priority: asked.priority, ..letter };
        let mut change = Change::new(format!("New letter: {}, {}", letter.title, repo::name(cx.db(), &letter)?));
        change = change.insert(&letter).and(members(&letter, cx)?);
        cx.apply(&change.spends(draft))?;
        cx.show("letter", letter.id);
        Ok(())
    };
    let form = FormLayer::new(title, None, blank, cx, Box::new(saving));
    cx.open(form);
    Ok(())
}

/// Author and owner join the team where nobody bears their names yet.
fn members(letter: &Letter, cx: &Cx) -> Result<Change, Refusal> {
    let mut change = Change::new("");
    for (name, role) in [(&letter.author, "consultant"), (&letter.owner, "secretary")] {
        if name.eq_ignore_ascii_case(&letter.author) && role == "secretary" {
            continue;
        }
        if let Some(member) = team::repo::ensure(cx.db(), name, role, cx.now)? {
            change = change.and(member);
        }
    }
    Ok(change)
}

/// The form of a letter's details. Its clock follows the day of the visit.
pub(in crate::desk::letters) fn details(letter: &Letter, cx: &mut Cx) {
    match dictation::open::details(letter, cx) {
        Ok(false) => {}
        Ok(true) => return,
        Err(e) => return cx.warn(e.to_string()),
    }
    let saving = |before: Option<&Letter>, after: &Letter, draft: &str, cx: &mut Cx| {
        let Some(before) = before else { return Ok(()) };
        let house = House::of(&cx.store, &cx.config)?;
        let template = house.template(&after.template);
        let after = after.with_clock(&template.kind, template.clock_days, house.limits);
        let label = format!("Details of {}: {}", after.title, repo::name(cx.db(), &after)?);
        let change = Change::new(label).update(before, &after).and(members(&after, cx)?);
        cx.apply(&change.spends(draft))
    };
    let form = FormLayer::new("Details of the letter", Some(letter.clone()), letter.clone(), cx, Box::new(saving));
    cx.open(form.at_field("attended_on"));
}
