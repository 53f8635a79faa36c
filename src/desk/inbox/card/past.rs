//! Ctrl-Z on the card: what was typed or chosen last is taken back, step by step; in the own words by the editor.

use super::person::Person;
use super::{CallCard, Spot};
use crate::app::{Cx, Effect, Own};
use crate::desk::inbox::Query;
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::editor::EditOutcome;
use crate::ui::input::TextLine;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What stood in the fields, but for the own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields {
    lines: [String; 5],
    patient: Option<String>,
    ticked: Vec<String>,
    repeat_of: Option<String>,
    chosen: [String; 4],
    message_ok: bool,
}

/// One change: where it was made, and what stood there before.
#[derive(Debug, Clone)]
pub(super) struct Step {
    at: Spot,
    before: Fields,
}

impl CallCard {
    fn lines(&mut self) -> [&mut TextLine; 5] {
        [&mut self.about, &mut self.caller, &mut self.relation, &mut self.number, &mut self.promised]
    }

    /// What stands in the fields now.
    pub(super) fn fields(&self) -> Fields {
        let lines = [&self.about, &self.caller, &self.relation, &self.number, &self.promised];
        let Query { kind, tone, mode, consultant, .. } = &self.query;
        Fields {
            lines: lines.map(|line| line.text().to_owned()),
            patient: self.query.patient_id.clone(),
            ticked: self.query.ticked.clone(),
            repeat_of: self.query.repeat_of.clone(),
            chosen: [kind, tone, mode, consultant].map(Clone::clone),
            message_ok: self.query.message_ok,
        }
    }

    /// Remembers what stood in the fields before the change that was just made.
    pub(super) fn remember(&mut self) {
        let now = self.fields();
        if now != self.stood {
            let before = std::mem::replace(&mut self.stood, now);
            self.past.push(Step { at: self.at, before });
        }
    }

    /// Takes back what was typed or chosen last; once the call is filed, the last change of the desk.
    pub(super) fn undo_typing(&mut self, cx: &mut Cx) -> Done {
        if self.acts() {
            cx.ask(Effect::Own(Own::Undo));
            return Ok(());
        }
        if self.at == Spot::Words && self.undo_words() {
            self.changed(cx);
            return Ok(());
        }
        let Some(step) = self.past.pop() else {
            return Err(Refusal::rule("There is nothing typed here to take back."));
        };
        self.put_back(step, cx)
    }

    fn undo_words(&mut self) -> bool {
        let key = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL);
        self.words.handle(key) == EditOutcome::Changed
    }

    fn put_back(&mut self, step: Step, cx: &mut Cx) -> Done {
        let before = step.before;
        for (line, text) in self.lines().into_iter().zip(&before.lines) {
            line.set_text(text);
        }
        let was = self.person.is_some();
        self.person = Person::read(before.patient.as_deref(), cx)?;
        let unpicked = was && self.person.is_none();
        self.query.patient_id.clone_from(&before.patient);
        self.query.ticked.clone_from(&before.ticked);
        self.query.repeat_of.clone_from(&before.repeat_of);
        let [kind, tone, mode, consultant] = before.chosen.clone();
        self.query = Query { kind, tone, mode, consultant, message_ok: before.message_ok, ..self.query.clone() };
        (self.says, self.stood) = (None, before);
        self.verdict.clear();
        self.found.clear();
        self.gather();
        self.read_earlier(cx)?;
        self.at = if self.is_shown(step.at) && !unpicked { step.at } else { Spot::About };
        self.changed(cx);
        if self.at == Spot::About && self.person.is_none() {
            self.seek(cx);
        }
        Ok(())
    }
}
