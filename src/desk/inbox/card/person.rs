//! The person a call is about: picked from the list, hidden until the identifiers are given.

use super::permit::{self, Permit};
use super::{CallCard, Spot};
use crate::app::Cx;
use crate::desk::people::model::AnswerCard;
use crate::desk::people::{Contact, Patient, repo};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::phone;

/// Somebody who was picked.
pub(super) struct Person {
    pub patient: Patient,
    /// Others who could be taken for this one.
    pub like: Vec<String>,
    /// What the record has to tell, once it may be told.
    pub told: Option<AnswerCard>,
}

impl Person {
    /// Reads the patient with this identifier.
    pub fn read(id: Option<&str>, cx: &Cx) -> Result<Option<Self>, Refusal> {
        let Some(id) = id else { return Ok(None) };
        let Some(patient) = cx.db().get::<Patient>(id)? else { return Ok(None) };
        let like = repo::alike(cx.db(), &patient)?.iter().take(5).map(Patient::name).collect();
        Ok(Some(Self { patient, like, told: None }))
    }

    /// `SURNAME, Forename (Title)`.
    pub fn name(&self) -> String {
        self.patient.name()
    }
}

/// At most so many are looked at; what does not fit is said.
const MOST: usize = 40;

impl CallCard {
    /// Finds as it is typed.
    pub(super) fn seek(&mut self, cx: &mut Cx) {
        let typed = self.about.text().trim().to_owned();
        self.chosen = 0;
        self.found.clear();
        if typed.chars().count() < 2 {
            return;
        }
        let today = cx.today();
        let people = cx.store.seek(&typed, &["patient"], today, MOST);
        let others = cx.store.seek(&typed, &["contact"], today, 5);
        match people.and_then(|p| Ok((cx.marks(&p)?, p, others?))) {
            Ok((marks, people, others)) => {
                self.marks = marks;
                self.found = people.into_iter().chain(others).collect();
            }
            Err(e) => cx.warn(e.to_string()),
        }
    }

    /// Takes the one that is chosen; the cursor goes on.
    pub(super) fn pick(&mut self, cx: &mut Cx) -> Done {
        let Some(found) = self.found.get(self.chosen).cloned() else { return Ok(()) };
        self.found.clear();
        if found.kind == "contact" {
            return self.pick_contact(&found.id, cx);
        }
        self.person = Person::read(Some(&found.id), cx)?;
        self.query.patient_id = Some(found.id);
        self.query.ticked.clear();
        self.about.set_text(&found.title);
        self.read_earlier(cx)?;
        self.at = Spot::Caller;
        self.changed(cx);
        Ok(())
    }

    /// A GP, a ward, another secretary calls: the question is about whom.
    fn pick_contact(&mut self, id: &str, cx: &mut Cx) -> Done {
        let contact: Contact = cx.db().must(id)?;
        self.caller.set_text(&contact.name);
        self.relation.set_text(&contact.kind);
        let number = contact.phones.first().map_or(contact.bypass, |p| phone::tidy(&p.number));
        self.number.set_text(&number);
        self.about.clear();
        self.changed(cx);
        cx.say(format!("{} calls. Type now who it is about; Tab where it is about nobody.", contact.name));
        Ok(())
    }

    /// Somebody else, or nobody: what was ticked and shown was about the other.
    pub(super) fn unpick(&mut self) {
        self.person = None;
        self.query.patient_id = None;
        self.query.ticked.clear();
        self.query.repeat_of = None;
        self.earlier.clear();
        self.verdict.clear();
    }

    /// What this caller may be told.
    pub(super) fn permit(&self) -> Option<Permit> {
        let person = self.person.as_ref()?;
        let (caller, relation) = (self.caller.text(), self.relation.text());
        let ticked = self.query.ticked.len();
        Some(permit::permit(&person.patient, caller, relation, ticked, self.need, self.now.date()))
    }

    /// Reads the record once it may be shown, and writes down that it was opened.
    pub(super) fn reveal(&mut self, cx: &mut Cx) -> Done {
        let open = self.permit().is_some_and(|p| p.is_open());
        let id = self.query.id.clone();
        let Some(person) = &mut self.person else { return Ok(()) };
        if !open {
            person.told = None;
            return Ok(());
        }
        if person.told.is_none() {
            let patient = person.patient.id.clone();
            let told = repo::answer_card(cx.db(), &patient, cx.now)?;
            let label = format!("Opened on call {id}: {}", person.name());
            // What is not written down is not shown.
            cx.viewed("patient", &patient, &label)?;
            person.told = Some(told);
        }
        Ok(())
    }

    /// Ticks an identifier, or takes the tick away.
    pub(super) fn toggle(&mut self, at: usize, cx: &mut Cx) {
        let Some((_, id, _)) = permit::TICKS.get(at) else { return };
        self.tick = at;
        if let Some(was) = self.query.ticked.iter().position(|t| t == id) {
            self.query.ticked.remove(was);
        } else {
            self.query.ticked.push((*id).to_owned());
        }
        self.changed(cx);
    }

    /// Holds what the caller says against the record and ticks what it is right for.
    pub(super) fn check(&mut self, said: &str, cx: &mut Cx) {
        let Some(person) = &self.person else { return };
        let fits = permit::fits(&person.patient, said, cx.today());
        if fits.is_empty() {
            self.verdict = "That does not fit. Do not say what would; ask for something else.".into();
            return;
        }
        let words = |id: &str| permit::TICKS.iter().find(|t| t.1 == id).map_or("", |t| t.2);
        self.verdict = format!("Fits: {}.", fits.iter().map(|f| words(f)).collect::<Vec<_>>().join(", "));
        for id in fits {
            if !self.query.ticked.iter().any(|t| t == id) {
                self.query.ticked.push(id.to_owned());
            }
        }
        self.changed(cx);
    }
}
