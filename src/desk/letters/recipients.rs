//! To whom a letter goes: added, taken away, principal or copy, by post, e-mail or hand, sent or failed.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{Letter, Recipient, acts, address, repo};
use crate::app::{Cx, Input, Layer, MenuItem, Row, Taken, WhoLayer, choose, prompt, prompt_saying};
use crate::desk::people::{Contact, Patient};
use crate::keys::{Done, Place, row};
use crate::store::{Change, Found, Refusal};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, panel, pen};

/// The recipients of one letter.
pub struct RecipientsLayer {
    letter: Letter,
    name: String,
    state: ListState,
}

impl RecipientsLayer {
    /// The recipients of this letter.
    pub fn new(letter: Letter, cx: &Cx) -> Result<Self, Refusal> {
        let name = repo::name(cx.db(), &letter)?;
        Ok(Self { letter, name, state: ListState::default() })
    }

    fn lines(&self) -> Vec<Line> {
        let line = |(n, r): (usize, &Recipient)| {
            let meaning = match r.state.as_str() {
                "sent" => Meaning::Done,
                "failed" => Meaning::ActNow,
                _ => Meaning::ToDo,
            };
            let at = r.at.parse().map(crate::text::dates::stamp).unwrap_or_default();
            let state = format!("{} {at}", r.state_word());
            let part = if r.is_principal() { "to" } else { "copy" };
            let place = r.address.iter().chain(std::iter::once(&r.postcode)).filter(|l| !l.is_empty());
            let place = place.cloned().collect::<Vec<_>>().join(", ");
            let place = if place.is_empty() { "no address".into() } else { place };
            let place = if r.why.is_empty() { place } else { format!("{}: {place}", r.why) };
            let cells = [part.into(), r.name.clone(), r.way_word().into(), state, place];
            Line::new(n.to_string(), meaning, cells)
        };
        self.letter.recipients.iter().enumerate().map(line).collect()
    }

    fn at(&self) -> Result<usize, String> {
        let at = self.state.selected();
        if at < self.letter.recipients.len() { Ok(at) } else { Err("It is to nobody yet. a adds somebody.".into()) }
    }

    /// Applies what becomes of the recipients.
    fn change(&mut self, word: &str, to: impl FnOnce(&mut Vec<Recipient>), cx: &mut Cx) -> Done {
        let mut all = self.letter.recipients.clone();
        to(&mut all);
        let after = self.letter.addressed(all, cx.now)?;
        self.keep(word, after, cx)
    }

    fn keep(&mut self, word: &str, after: Letter, cx: &mut Cx) -> Done {
        cx.apply(&Change::new(format!("{word}: {}", self.name)).update(&self.letter, &after))?;
        self.letter = after;
        Ok(())
    }

    fn of_selected(&mut self, word: &str, to: impl FnOnce(&mut Recipient), cx: &mut Cx) -> Done {
        let at = self.at()?;
        if self.letter.recipients[at].is_sent() {
            return Err("It was sent to them already; that stays as it is.".into());
        }
        self.change(word, |all| to(&mut all[at]), cx)
    }

    fn add(&mut self, cx: &mut Cx) -> Done {
        let id = self.letter.id.clone();
        let title = format!("Who gets it besides: {}", self.name);
        cx.open(WhoLayer::new(&title, &["patient", "contact"], move |found, cx| add(&id, found, cx)));
        Ok(())
    }

    fn address(&mut self, cx: &mut Cx) -> Done {
        let at = self.at()?;
        let (letter, was) = (self.letter.clone(), self.letter.recipients[at].clone());
        if was.is_sent() {
            return Err("It was sent to them already; that stays as it is.".into());
        }
        let lines = was.address.join(", ");
        let (name, code) = (was.name.clone(), was.postcode.clone());
        let asked = [("Name", name.as_str()), ("Address", lines.as_str()), ("Postcode", code.as_str())];
        prompt(cx, "On this letter only", &asked, move |answers, cx| {
            let current: Letter = cx.db().must(&letter.id)?;
            let mut all = current.recipients.clone();
            let to = all.iter_mut().find(|r| **r == was).ok_or("This recipient was changed meanwhile.")?;
            answers[0].clone_into(&mut to.name);
            to.address = answers[1].split(',').map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect();
            to.postcode = crate::text::postcode::tidy(&answers[2]).unwrap_or_else(|_| answers[2].clone());
            let after = current.addressed(all, cx.now)?;
            cx.apply(&Change::new(format!("Address of {}", answers[0])).update(&current, &after))
        });
        Ok(())
    }

    fn sent(&mut self, cx: &mut Cx) -> Done {
        let at = self.at()?;
        let change = acts::send(cx.db(), std::slice::from_ref(&self.letter), |n, _| n == at, &cx.who, cx.now)?;
        cx.apply(&change)?;
        self.read(cx)
    }

    fn failed(&mut self, cx: &mut Cx) -> Done {
        let at = self.at()?;
        if self.letter.recipients[at].is_sent() {
            ask_why(&self.letter.id, &self.letter.recipients[at].name, cx);
            return Ok(());
        }
        let after = self.letter.failed(at)?;
        self.keep("Did not arrive", after, cx)
    }

    fn came_back(&mut self, cx: &mut Cx) -> Done {
        let at = self.at()?;
        if !self.letter.recipients[at].is_sent() {
            return Err("It was not sent to them yet: what was not sent cannot come back.".into());
        }
        ask_why(&self.letter.id, &self.letter.recipients[at].name, cx);
        Ok(())
    }

    fn confirm(&mut self, cx: &mut Cx) -> Done {
        let to = &self.letter.recipients[self.at()?];
        let change = acts::confirm_address(cx.db(), to, cx.today())?;
        cx.apply(&change)
    }

    /// The address as it stands in the record by now.
    fn anew(&mut self, cx: &mut Cx) -> Done {
        let was = self.letter.recipients[self.at()?].clone();
        let found = match was.kind.as_str() {
            "patient" => cx.db().get::<Patient>(&was.id)?.map(|p| address::of_patient(&p, &was.part)),
            _ => cx.db().get::<Contact>(&was.id)?.map(|c| address::of_contact(&c, &was.part)),
        };
        let found = found.ok_or("Their record is not here any more: type the address (e).")?;
        self.of_selected("Address from the record", |r| (r.address, r.postcode) = (found.address, found.postcode), cx)
    }

    /// Chooses among those who belong to the practice: of the one selected, else the patient's.
    fn others(&mut self, cx: &mut Cx) -> Done {
        let place =
            self.practice(cx)?.ok_or("The patient has no practice here, and nobody selected belongs to one.")?;
        let mut all = repo::at_practice(cx.db(), &place)?;
        all.retain(|c| !self.letter.recipients.iter().any(|r| r.id == c.id));
        if all.is_empty() {
            return Err(Refusal::rule("Nobody else is known at that practice. a finds anybody."));
        }
        let items = all.into_iter().map(|c| MenuItem::new(c.id, "", c.name, c.kind)).collect();
        let id = self.letter.id.clone();
        choose(cx, "Who else at the practice", items, move |contact, cx| add_contact(&id, contact, cx));
        Ok(())
    }

    /// Adds whoever referred the patient.
    fn referrer(&mut self, cx: &mut Cx) -> Done {
        let none =
            "Nobody stands as the referrer of this patient: an appointment has it (Referred by). a finds anybody.";
        let contact = repo::referrer(cx.db(), &self.letter)?.ok_or(none)?;
        if self.letter.recipients.iter().any(|r| r.id == contact.id) {
            return Err(Refusal::rule(format!("{} gets it already.", contact.name)));
        }
        add_contact(&self.letter.id, &contact.id, cx)
    }

    fn practice(&self, cx: &Cx) -> Result<Option<String>, Refusal> {
        let chosen = self.letter.recipients.get(self.state.selected()).filter(|r| r.kind == "contact");
        if let Some(contact) = chosen.map(|r| cx.db().get::<Contact>(&r.id)).transpose()?.flatten() {
            let is_practice = contact.kind == "practice";
            return Ok(if is_practice { Some(contact.id) } else { contact.parent_id });
        }
        let patient = repo::patient(cx.db(), self.letter.patient_id.as_deref())?;
        Ok(patient.and_then(|p| p.practice_id))
    }

    fn read(&mut self, cx: &Cx) -> Done {
        self.letter = cx.db().must(&self.letter.id)?;
        Ok(())
    }
}

/// Why a letter came back.
pub(super) fn ask_why(id: &str, name: &str, cx: &mut Cx) {
    let (id, name) = (id.to_owned(), name.to_owned());
    let asked = [("Why it came back", "Not known at this address")];
    let said = "The letter stands on the wall again, and a task is made to find the right address.";
    prompt_saying(cx, &format!("Came back from {name}"), said, &asked, move |answers, cx| {
        let letter: Letter = cx.db().must(&id)?;
        let at = letter.recipient_at(&name).ok_or("This recipient was changed meanwhile.")?;
        let change = acts::came_back(cx.db(), &letter, at, &answers[0], &cx.who, cx.now)?;
        cx.apply(&change)
    });
}

/// Adds a contact by its identifier.
fn add_contact(id: &str, contact: &str, cx: &mut Cx) -> Done {
    let letter: Letter = cx.db().must(id)?;
    let part = if letter.recipients.iter().any(Recipient::is_principal) { "copy" } else { "principal" };
    let new = address::of_contact(&cx.db().must::<Contact>(contact)?, part);
    let label = format!("{} gets the letter", new.name);
    let all = letter.recipients.iter().cloned().chain(std::iter::once(new)).collect();
    let after = letter.addressed(all, cx.now)?;
    cx.apply(&Change::new(label).update(&letter, &after))
}

/// Adds the one who was found: the letter is to them where it is to nobody yet, else they get a copy.
fn add(id: &str, found: &Found, cx: &mut Cx) -> Done {
    let letter: Letter = cx.db().must(id)?;
    if letter.recipients.iter().any(|r| r.id == found.id) {
        return Err(Refusal::rule(format!("{} gets it already.", found.title)));
    }
    let part = if letter.recipients.iter().any(Recipient::is_principal) { "copy" } else { "principal" };
    let new = if found.kind == "patient" {
        address::of_patient(&cx.db().must::<Patient>(&found.id)?, part)
    } else {
        address::of_contact(&cx.db().must::<Contact>(&found.id)?, part)
    };
    let label = format!("{} gets the letter", new.name);
    let all = letter.recipients.iter().cloned().chain(std::iter::once(new)).collect();
    let after = letter.addressed(all, cx.now)?;
    cx.apply(&Change::new(label).update(&letter, &after))
}

fn next<'a>(words: &[&'a str], now: &str) -> &'a str {
    let at = words.iter().position(|w| *w == now).map_or(0, |at| at + 1);
    words[at % words.len()]
}

fn some(layer: &RecipientsLayer, _: &Cx) -> Result<(), String> {
    layer.at().map(|_| ())
}

impl RecipientsLayer {
    const ROWS: &'static [Row<Self>] = &[
        row!(
            "recipients.add",
            ["a", "n"],
            "Add",
            "Add a patient, a GP, a practice or any contact.",
            Place::Footer(1),
            crate::keys::command::always,
            Self::add
        ),
        row!(
            "recipients.part",
            ["p"],
            "To or copy",
            "Whether it is to them or a copy.",
            Place::Footer(2),
            some,
            |l, cx| { l.of_selected("To or copy", |r| r.part = next(&["principal", "copy"], &r.part).into(), cx) }
        ),
        row!(
            "recipients.way",
            ["w"],
            "Way",
            "By second class post, first class, by e-mail or by hand.",
            Place::Footer(3),
            some,
            |l, cx| l.of_selected("Way", |r| *r = r.by_next_way(), cx)
        ),
        row!(
            "recipients.address",
            ["e", "enter"],
            "Address",
            "The name and address on this letter.",
            Place::Footer(4),
            some,
            Self::address
        ),
        row!("recipients.sent", ["s"], "Sent", "It went out to this one.", Place::Footer(5), some, Self::sent),
        row!("recipients.failed", ["f"], "Failed", "It did not reach this one.", Place::Footer(6), some, Self::failed),
        row!(
            "recipients.back",
            ["b"],
            "Came back",
            "It came back from this one: not known at this address, gone away.",
            Place::Footer(7),
            some,
            Self::came_back
        ),
        row!(
            "recipients.confirm",
            ["k"],
            "Address right",
            "The patient has confirmed the address today.",
            Place::Menu,
            some,
            Self::confirm
        ),
        row!(
            "recipients.others",
            ["o"],
            "At the practice",
            "Somebody else at the patient's practice, or at that of the one selected.",
            Place::Menu,
            crate::keys::command::always,
            Self::others
        ),
        row!(
            "recipients.referrer",
            ["h"],
            "Referrer",
            "Whoever referred the patient gets it too.",
            Place::Menu,
            crate::keys::command::always,
            Self::referrer
        ),
        row!(
            "recipients.anew",
            ["r"],
            "Address anew",
            "Take the address as it stands in their record by now.",
            Place::Menu,
            some,
            Self::anew
        ),
        row!(
            "recipients.again",
            ["u"],
            "To send",
            "It is to be sent to this one again.",
            Place::Menu,
            some,
            |l, cx| { l.of_selected("To send again", |r| r.state = "to_send".into(), cx) }
        ),
        row!("recipients.drop", ["del", "d"], "Take away", "Take this one away.", Place::Footer(8), some, |l, cx| {
            let at = l.at()?;
            l.change("Taken away", |all| drop(all.remove(at)), cx)
        }),
    ];
}

const COLUMNS: &[Column] = &[
    Column::fixed(5),
    Column::fill(2).identifier(),
    Column::fixed(12),
    Column::fixed(24).priority(1),
    Column::fill(3).priority(2),
];

impl Layer for RecipientsLayer {
    const SCOPE: &'static str = "+recipients";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        let lines = self.lines();
        self.state.handle(&lines, *key).into()
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.letter = cx.db().must(&self.letter.id)?;
        let lines = self.lines();
        self.state.keep(&lines);
        Ok(())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let title = format!("Recipients · {} · {}", self.name, self.letter.state_words());
        let inner = panel::panel(frame, area, &title, true, look);
        let lines = self.lines();
        self.state.keep(&lines);
        let list = List { columns: COLUMNS, empty: "It is to nobody yet.", hint: "a Add somebody", focused: true };
        list.draw(frame, inner, &lines, &mut self.state, look)
    }
}
