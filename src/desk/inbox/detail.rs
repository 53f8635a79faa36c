//! One query in full: the patient, the caller and the own words, what it is tied to, and its history.

use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::came::Came;
use super::repo::{self, Linked, Listed};
use super::{Query, commands};
use crate::app::{Cx, Move};
use crate::desk::incoming;
use crate::desk::people::{self, Patient};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::age::age;
use crate::text::{dates, nhs};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, panel};

/// From this width on what it is tied to and its history stand beside it; a screen reader reads them after it.
const WIDE: u16 = 140;

/// One query in full.
pub(super) struct Detail {
    pub listed: Listed,
    patient: Option<Patient>,
    /// Who could be taken for the patient, and what differs.
    like: Vec<String>,
    /// How it came in, where that was a file.
    came: Came,
    links: Vec<Linked>,
    history: Vec<String>,
    /// Which of what is attached and of the links is chosen.
    at: usize,
    scroll: Scroll,
    now: NaiveDateTime,
    who: String,
}

impl Detail {
    /// Reads what belongs to it.
    pub fn read(listed: Listed, cx: &Cx) -> Result<Self, Refusal> {
        let query = &listed.query;
        let patient = query.patient_id.as_deref().map(|id| cx.db().get::<Patient>(id)).transpose()?.flatten();
        let others = patient.as_ref().map_or_else(|| Ok(Vec::new()), |p| people::repo::likeness(cx.db(), p))?;
        let links = repo::linked(cx.db(), query)?;
        // What came with words that not everybody may read is not everybody's either.
        let came = if query.may_be_read_by(&cx.who) { Came::read(query, cx)? } else { Came::default() };
        let history = cx.store.history(Some(&query.id), 30)?;
        let line = |item: &crate::store::HistoryItem| {
            let change = &item.change;
            let undone = if change.undone { " (taken back)" } else { "" };
            format!("{} {}: {}{undone}", shown(&change.at), change.who, change.label)
        };
        let history = history.iter().filter(|i| i.change.kind != "view").map(line).collect();
        let (scroll, now, who) = (Scroll::default(), cx.now, cx.who.clone());
        Ok(Self { patient, like: others, came, links, history, at: 0, scroll, now, who, listed })
    }

    /// The same place in what is there now.
    pub fn again(self, listed: Listed, cx: &Cx) -> Result<Self, Refusal> {
        let fresh = Self::read(listed, cx)?;
        Ok(Self { at: self.at.min(fresh.choices().saturating_sub(1)), scroll: self.scroll, ..fresh })
    }

    /// How many can be chosen: what is attached, then the links.
    fn choices(&self) -> usize {
        self.came.attached.len() + self.links.len()
    }

    pub fn moved(&mut self, to: Move) {
        let last = self.choices().saturating_sub(1);
        let key = match to {
            Move::Up if self.at > 0 => return self.at -= 1,
            Move::Down if self.at < last => return self.at += 1,
            Move::Up => KeyCode::Up,
            Move::Down => KeyCode::Down,
            Move::PageUp => KeyCode::PageUp,
            Move::PageDown => KeyCode::PageDown,
            Move::First => KeyCode::Home,
            Move::Last => KeyCode::End,
            _ => return,
        };
        self.scroll.handle(KeyEvent::from(key));
    }

    /// Opens what is chosen among the links.
    pub fn enter(&self, cx: &mut Cx) -> Done {
        if let Some(one) = self.came.attached.get(self.at) {
            return incoming::open::open(&cx.store, &cx.config, one);
        }
        let Some(link) = self.links.get(self.at - self.came.attached.len()) else {
            return Err(Refusal::rule(
                "Nothing is tied to this query yet: b books, l starts a letter, m makes a task.",
            ));
        };
        cx.show(link.kind.clone(), link.id.clone());
        Ok(())
    }

    pub fn draw(&mut self, frame: &mut Frame, area: Rect, focused: bool, look: &Look) -> Option<Position> {
        let title = format!("2 Inbox · {}", self.listed.name());
        let inner = panel::panel(frame, area, &title, focused, look);
        let text = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let (mut paras, beside) = (self.told(), self.around());
        if text.width < WIDE || look.plain {
            paras.push(Para::gap());
            paras.extend(beside);
            return scroll_text(frame, text, &paras, &mut self.scroll, look);
        }
        let left = Rect { width: text.width / 2, ..text };
        let right = Rect { x: left.right() + 2, width: text.width - left.width - 2, ..text };
        scroll_text(frame, right, &beside, &mut Scroll::default(), look);
        scroll_text(frame, left, &paras, &mut self.scroll, look)
    }

    /// The patient, how it stands, the own words, the caller.
    fn told(&self) -> Vec<Para> {
        let query = &self.listed.query;
        let mut paras = self.patient.as_ref().map_or_else(Vec::new, |p| banner(p, &self.like, self.now));
        paras.extend(self.came.to_confirm());
        paras.extend(self.state(query));
        paras.push(Para::gap());
        paras.push(Para::heading("Own words"));
        paras.push(if query.may_be_read_by(&self.who) {
            Para::body(if query.words.is_empty() { "No words were written down." } else { &query.words })
        } else {
            Para::error(commands::hidden(query))
        });
        paras.push(Para::gap());
        paras.extend(caller(query));
        paras.extend(self.came.facts());
        paras
    }

    /// What it is tied to, and its history.
    fn around(&self) -> Vec<Para> {
        let mut paras = self.came.list(self.at);
        if !self.links.is_empty() {
            paras.push(Para::heading("Led to, and came from (Up and Down choose, Enter opens)"));
            let from = self.came.attached.len();
            let mark = |n: usize| if n + from == self.at { ">" } else { " " };
            let line = |(n, l): (usize, &Linked)| Para::body(format!("{} {}: {}", mark(n), word(&l.kind), l.title));
            paras.extend(self.links.iter().enumerate().map(line));
            paras.push(Para::gap());
        }
        paras.push(Para::heading("History"));
        paras.extend(self.history.iter().map(|h| Para::dim(h.clone())));
        paras
    }

    /// How it stands, and by when.
    fn state(&self, query: &Query) -> Vec<Para> {
        let press = super::view::meaning(query.press(self.now));
        let mut paras =
            vec![Para::fact("State", format!("{} {} · {}", press.sign(), press.word(), query.state).trim())];
        let mut fact = |label: &str, text: String| {
            if !text.is_empty() {
                paras.push(Para::fact(label, text));
            }
        };
        if query.needs_acceptance() && !query.is_over() {
            let to = if query.escalated_to.is_empty() { "nobody yet: x says to whom" } else { &query.escalated_to };
            fact("Escalated", format!("to {to}; waits to be accepted (y)"));
        }
        fact("Alarm words", query.alarm.join("; "));
        if let Some(at) = &query.accepted_at {
            fact("Accepted", format!("by {} at {}", query.accepted_by, shown(at)));
        }
        fact("Promised by", query.promised_by.as_deref().map(shown).unwrap_or_default());
        if query.state == "waiting" {
            let chase = query.chase_on.as_deref().map(shown).unwrap_or_default();
            fact("Waits on", format!("{}; chase on {chase}", query.waiting_on));
        }
        if query.may_be_read_by(&self.who) {
            fact("Outcome", query.outcome.clone());
        }
        fact("Whose", query.owner.clone());
        paras
    }
}

/// The banner of a patient: name, born, gender, NHS number, and who could be taken for this one.
fn banner(patient: &Patient, like: &[String], now: NaiveDateTime) -> Vec<Para> {
    let name = crate::text::names::display(&patient.surname, &patient.forename, &patient.title);
    let born = patient.born.as_deref().and_then(|b| b.parse::<NaiveDate>().ok());
    let died = patient.died_on.as_deref().and_then(|d| d.parse::<NaiveDate>().ok());
    let born = match (born, died) {
        (None, _) => "Born not known".to_owned(),
        (Some(b), None) => format!("Born {} ({})", dates::screen(b), age(b, now)),
        (Some(b), Some(d)) => {
            let at = d.and_time(chrono::NaiveTime::MIN);
            format!("Born {}   Died {}   Age at Death {}", dates::screen(b), dates::screen(d), age(b, at))
        }
    };
    let number =
        patient.nhs_number.as_deref().map_or_else(|| "no NHS number".into(), |n| format!("NHS No. {}", nhs::show(n)));
    // Each on a line of its own: a number is never broken.
    let born = format!("{born}   Gender {}", patient.gender);
    let mut paras = vec![Para::heading(name), Para::body(born), Para::body(number)];
    if patient.died_on.is_some() {
        paras.push(Para::error("This patient has died."));
    }
    if !patient.safe_note.is_empty() {
        paras.push(Para::error(format!("SAFE CONTACT: {}", patient.safe_note)));
    }
    paras.extend(like.iter().map(Para::error));
    paras.push(Para::gap());
    paras
}

/// Who called, how, and what they gave of themselves.
fn caller(query: &Query) -> Vec<Para> {
    let way = match query.mode.as_str() {
        "phone" if query.direction == "out" => "call out",
        "phone" => "call",
        "person" => "in person",
        "email" => "e-mail",
        other => other,
    };
    let relation = if query.relation.is_empty() { String::new() } else { format!(" ({})", query.relation) };
    let mut paras = vec![Para::fact("Came", format!("{} by {way}", shown(&query.received_at)))];
    paras.push(Para::fact("Caller", format!("{}{relation}, {}", query.caller, query.tone)));
    if !query.number.is_empty() {
        let message = if query.message_ok { "a message may be left" } else { "leave no message" };
        paras.push(Para::fact("Number", format!("{}, {message}", query.number)));
    }
    let given = if query.ticked.is_empty() { "nothing".into() } else { query.ticked.join(", ").replace('_', " ") };
    paras.push(Para::fact("Has given", given.replace("born", "date of birth")));
    paras.push(Para::fact("About", query.kind.clone()));
    if !query.consultant.is_empty() {
        paras.push(Para::fact("Consultant", query.consultant.clone()));
    }
    paras
}

fn word(kind: &str) -> &str {
    match kind {
        "entry" => "diary",
        other => other,
    }
}

/// An ISO date or time as it is shown.
pub(super) fn shown(iso: &str) -> String {
    crate::form::shown_when(Some(iso))
}
