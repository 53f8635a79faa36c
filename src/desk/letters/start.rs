//! How a letter begins: from a template, about a patient, to those the template names.

use chrono::{NaiveDate, NaiveDateTime};

use super::facts::{self, About};
use super::house::House;
use super::{Letter, Recipient, address, repo};
use crate::clock::stamp;
use crate::paper::template::{To, fill};
use crate::paper::{Template, lint};
use crate::store::{Db, Refusal, new_id};

/// What is asked of who begins a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The patient.
    pub patient_id: Option<String>,
    /// Whose letter it is; empty: the likeliest.
    pub author: String,
    /// Who works on it.
    pub owner: String,
    /// The day of the attendance, ISO date.
    pub attended_on: Option<String>,
    /// The contact it is to, where not to those that the template names.
    pub to: Option<String>,
    /// Contacts who get a copy besides.
    pub copies: Vec<String>,
}

/// An empty letter of this owner.
pub fn empty(owner: &str, now: NaiveDateTime) -> Letter {
    Letter {
        id: new_id(),
        state: "drafting".into(),
        owner: owner.into(),
        priority: 2,
        created_at: stamp(now),
        ..Letter::default()
    }
}

/// A new letter from a template, with what the desk knows put in.
pub fn start(
    db: Db<'_>,
    house: &House,
    template: &Template,
    asked: &Asked,
    now: NaiveDateTime,
) -> Result<Letter, Refusal> {
    Ok(begun(db, house, template, asked, &Visits::default(), now)?.0)
}

/// The visits that a letter is about, where the desk's diary does not have them yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visits {
    /// The one to come.
    pub next: Option<repo::Visit>,
    /// The one that was cancelled.
    pub cancelled: Option<repo::Visit>,
}

/// A letter about visits, and what it lacks that stops it, each a sentence.
pub fn about_visits(
    db: Db<'_>,
    house: &House,
    template: &Template,
    asked: &Asked,
    visits: &Visits,
    now: NaiveDateTime,
) -> Result<(Letter, Vec<String>), Refusal> {
    let (letter, about) = begun(db, house, template, asked, visits, now)?;
    let lacks = super::check::stops(&super::check::findings(&letter, template, &about, house, now.date()));
    Ok((letter, lacks))
}

fn begun(
    db: Db<'_>,
    house: &House,
    template: &Template,
    asked: &Asked,
    visits: &Visits,
    now: NaiveDateTime,
) -> Result<(Letter, About), Refusal> {
    let author = if asked.author.is_empty() { repo::likely_author(db, &asked.owner)? } else { asked.author.clone() };
    let letter = Letter {
        patient_id: asked.patient_id.clone(),
        author,
        attended_on: asked.attended_on.clone(),
        ..empty(&asked.owner, now)
    };
    let mut about = About::of(db, &letter, now)?;
    about.next = visits.next.clone().or(about.next);
    about.cancelled.clone_from(&visits.cancelled);
    let mut to = by_rule(template, &about);
    if let Some(contact) = repo::contact(db, asked.to.as_deref())? {
        to.retain(|r| !r.is_principal());
        to.insert(0, address::of_contact(&contact, "principal"));
    }
    for id in &asked.copies {
        to.extend(repo::contact(db, Some(id))?.map(|c| address::of_contact(&c, "copy")));
    }
    let letter = dressed(&Letter { recipients: to, ..letter }, template, &about, house, now.date());
    Ok((letter, about))
}

/// Those that a template names: to the patient with a copy to the GP, to the GP, to whoever referred, or to a contact that
/// is still to be named. Nobody gets it twice: the GP that referred is one.
pub fn by_rule(template: &Template, about: &About) -> Vec<Recipient> {
    let patient = about.patient.as_ref();
    let one = |to: &To, part: &str| match to {
        To::Patient => patient.map(|p| address::of_patient(p, part)),
        To::Gp => about.practice.as_ref().map(|c| address::of_gp(c, patient.map_or("", |p| p.gp_name.as_str()), part)),
        To::Referrer => about.referrer.as_ref().map(|c| address::of_contact(c, part)),
        To::Contact => None,
    };
    let mut all: Vec<Recipient> = one(&template.to, "principal").into_iter().collect();
    for to in &template.copy {
        all.extend(one(to, "copy").filter(|new| !all.iter().any(|r| r.id == new.id)));
    }
    all
}

/// The letter in the words of a template: title, subject, salutation, text, recipients where it has none, and its clock.
pub fn dressed(letter: &Letter, template: &Template, about: &About, house: &House, today: NaiveDate) -> Letter {
    let recipients = if letter.recipients.is_empty() { by_rule(template, about) } else { letter.recipients.clone() };
    let letter = Letter {
        state: "drafting".into(),
        template: template.id.clone(),
        title: template.name.clone(),
        recipients,
        ..letter.clone()
    };
    let filled = fill(template, &facts::values(&letter, about, house, today));
    Letter { subject: filled.subject.join("\n"), salutation: filled.salutation, body: filled.body, ..letter }
        .with_clock(&template.kind, template.clock_days, house.limits)
}

/// The text with the blanks filled that are known by now; those that ask the writer are left.
pub fn filled_again(text: &str, letter: &Letter, about: &About, house: &House, today: NaiveDate) -> String {
    let known = facts::values(letter, about, house, today);
    let mut out = text.to_owned();
    for blank in lint::blanks(text).into_iter().rev().filter(|b| !b.asks()) {
        if let Some(value) = known.get(blank.name()) {
            out.replace_range(blank.range.clone(), &value.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    out
}
