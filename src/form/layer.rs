//! The form that edits any record: saved with Ctrl-S or Enter on the last field; Esc keeps what was typed.

mod draw;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::slot::Slot;
use super::{Entity, Field, Given, Kind};
use crate::app::{Cx, Input, Layer, Question, Row, Taken};
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::{Draft, Refusal};
use crate::ui::{Look, panel, pen};

/// Saves the record: before (none where it is new), after, and the draft that is spent with it.
pub type Saving<E> = Box<dyn FnMut(Option<&E>, &E, &str, &mut Cx) -> Done>;

/// A form over the desk.
pub struct FormLayer<E: Entity> {
    title: String,
    before: Option<E>,
    record: E,
    slots: Vec<Slot>,
    at: usize,
    faults: BTreeMap<&'static str, String>,
    remarks: BTreeMap<&'static str, String>,
    draft: String,
    unsaved: bool,
    touched: bool,
    past: Vec<(usize, String)>,
    saving: Saving<E>,
    now: NaiveDateTime,
}

impl<E: Entity> FormLayer<E> {
    /// A form on a record. `before`: the record as it was read; none: it is new. A draft of an earlier try is taken up.
    pub fn new(title: impl Into<String>, before: Option<E>, record: E, cx: &mut Cx, saving: Saving<E>) -> Self {
        let draft = format!("{}{}", drafts_of(before.as_ref()), cx.store.seat());
        let slots = E::fields().iter().map(|f| slot_of(f, &record, cx)).collect();
        let mut form = Self {
            title: title.into(),
            before,
            record,
            slots,
            at: 0,
            faults: BTreeMap::new(),
            remarks: BTreeMap::new(),
            draft,
            unsaved: false,
            touched: false,
            past: Vec::new(),
            saving,
            now: cx.now,
        };
        form.take_up_draft(cx);
        form.remark(cx);
        form
    }

    /// The form with the cursor in this field.
    #[must_use]
    pub fn at_field(mut self, id: &str) -> Self {
        self.at = E::fields().iter().position(|f| f.id == id).unwrap_or(0);
        self
    }

    fn field(&self) -> &'static Field<E> {
        &E::fields()[self.at]
    }

    /// What this window left here before, else what a window that is gone had typed.
    fn found_draft(&self, cx: &mut Cx) -> Result<Option<Draft>, Refusal> {
        if let Some(own) = cx.store.draft(&self.draft)? {
            return Ok(Some(own));
        }
        let Some(left) = cx.store.orphans(&drafts_of(self.before.as_ref()))?.pop() else { return Ok(None) };
        cx.store.keep_draft(&self.draft, &left.body, cx.now)?;
        cx.store.drop_draft(&left.id)?;
        Ok(Some(left))
    }

    fn take_up_draft(&mut self, cx: &mut Cx) {
        let Ok(Some(draft)) = self.found_draft(cx) else { return };
        let Ok(typed) = serde_json::from_str::<BTreeMap<String, String>>(&draft.body) else { return };
        for (field, slot) in E::fields().iter().zip(&mut self.slots) {
            if let Some(text) = typed.get(field.id) {
                slot.retype(text);
            }
        }
        self.touched = true;
        cx.say("What you typed here before was kept, and stands here again. Del on an empty field or Ctrl-D starts afresh.");
    }

    fn keep_draft(&mut self, cx: &mut Cx) {
        if !self.unsaved {
            return;
        }
        let typed: BTreeMap<&str, String> =
            E::fields().iter().zip(&self.slots).map(|(f, s)| (f.id, s.typed())).collect();
        let body = serde_json::to_string(&typed).unwrap_or_default();
        match cx.store.keep_draft(&self.draft, &body, cx.now) {
            Ok(()) => self.unsaved = false,
            Err(e) => cx.unkept(&e),
        }
    }

    fn changed(&mut self, cx: &mut Cx) {
        self.unsaved = true;
        self.touched = true;
        self.faults.remove(self.field().id);
        self.look_up(cx);
        // Fields that hang on another's value come and go as it is typed.
        let _ = self.read_field(self.at, cx);
        self.remark(cx);
    }

    fn remark(&mut self, cx: &Cx) {
        let said = |f: &Field<E>| self.record.remark(f.id, cx).map(|text| (f.id, text));
        self.remarks = E::fields().iter().filter_map(said).collect();
    }

    fn look_up(&mut self, cx: &mut Cx) {
        let Kind::Record { find, .. } = self.field().kind else { return };
        if let Slot::Record { line, found, .. } = &mut self.slots[self.at] {
            let typed = line.text().to_owned();
            *found =
                if typed.trim().is_empty() { Vec::new() } else { find(&cx.store, &typed, cx.now).unwrap_or_default() };
        }
    }

    /// Reads one field into the record; a sentence why not.
    fn read_field(&mut self, at: usize, cx: &Cx) -> Result<(), String> {
        let field = &E::fields()[at];
        let given = Given { now: cx.now };
        if let Kind::Record { strict: true, .. } = field.kind
            && !self.slots[at].is_found()
        {
            return Err(
                "Nothing has that name. Type a part of it and choose with Down and Enter, or empty the field.".into()
            );
        }
        (field.set)(&mut self.record, &self.slots[at].value(), &given)
    }

    fn shown(&self, at: usize) -> bool {
        (E::fields()[at].shown)(&self.record)
    }

    fn step(&mut self, by: isize, cx: &mut Cx) {
        if let Err(e) = self.read_field(self.at, cx) {
            self.faults.insert(self.field().id, e);
        }
        let len = self.slots.len() as isize;
        let mut to = self.at as isize;
        loop {
            to += by;
            if to < 0 || to >= len {
                return;
            }
            if self.shown(to as usize) {
                self.at = to as usize;
                return;
            }
        }
    }

    fn is_last(&self) -> bool {
        !(self.at + 1..self.slots.len()).any(|i| self.shown(i))
    }

    fn save(&mut self, cx: &mut Cx) -> Done {
        self.faults.clear();
        for at in 0..self.slots.len() {
            if !self.shown(at) {
                continue;
            }
            if let Err(e) = self.read_field(at, cx) {
                self.faults.insert(E::fields()[at].id, e);
            }
        }
        if let Some(at) = E::fields().iter().position(|f| self.faults.contains_key(f.id)) {
            self.at = at;
            self.keep_draft(cx);
            return Err(Refusal::rule(format!(
                "Not saved yet: {}: {}",
                self.field().label,
                self.faults[self.field().id]
            )));
        }
        self.unsaved = true;
        self.keep_draft(cx);
        (self.saving)(self.before.as_ref(), &self.record, &self.draft, cx)?;
        cx.store.drop_draft(&self.draft)?;
        // What saving asked for may lie on top by now.
        cx.close_below();
        Ok(())
    }

    /// What is typed and not saved is nowhere else: undo would not bring it back, so it is asked.
    fn afresh(&mut self, cx: &mut Cx) -> Done {
        let draft = self.draft.clone();
        if !self.touched {
            return dropped(&draft, cx);
        }
        let text = "What you typed in this form and did not save\n\nIt is lost, and undo does not bring it back. The record stays as it was.";
        cx.open(Question::new("Drop it?", text, "Drop it", "Keep it", move |cx| dropped(&draft, cx)));
        Ok(())
    }

    fn undo_typing(&mut self) -> Done {
        let Some((at, text)) = self.past.pop() else {
            return Err(Refusal::rule("There is nothing typed here to take back."));
        };
        self.at = at;
        self.slots[at].retype(&text);
        self.unsaved = true;
        Ok(())
    }

    const ROWS: &'static [Row<Self>] = &[
        Command {
            id: "form.save",
            keys: &["ctrl-s"],
            label: "Save",
            sentence: "Save the form (Enter on the last field too).",
            place: Place::Footer(1),
            everywhere: false,
            ready: always,
            run: Self::save,
        },
        Command {
            id: "form.undo",
            keys: &["ctrl-z"],
            label: "Undo typing",
            sentence: "Take back what was typed in this form, field by field.",
            place: Place::Footer(3),
            everywhere: false,
            ready: always,
            run: |form, _| form.undo_typing(),
        },
        Command {
            id: "form.afresh",
            keys: &["ctrl-d"],
            label: "Drop",
            sentence: "Drop what was typed and leave the record as it is.",
            place: Place::Footer(4),
            everywhere: false,
            ready: always,
            run: Self::afresh,
        },
    ];
}

/// Closes the form, and nothing of what was typed in it is kept.
fn dropped(draft: &str, cx: &mut Cx) -> Done {
    cx.store.drop_draft(draft)?;
    cx.close();
    cx.say("What was typed is gone; the record is as it was.");
    Ok(())
}

/// The drafts of a form on this record begin with this; the window that types follows, so that no window writes over
/// what is typed in another.
fn drafts_of<E: Entity>(before: Option<&E>) -> String {
    before.map_or_else(|| format!("new/{}/", E::TABLE), |b| format!("form/{}/{}/", E::TABLE, b.id()))
}

fn slot_of<E: Entity>(field: &Field<E>, record: &E, cx: &Cx) -> Slot {
    let raw = (field.get)(record);
    let label = match field.kind {
        Kind::Record { name, .. } if !raw.is_empty() => name(cx.db(), &raw),
        _ => raw.clone(),
    };
    Slot::new(field.kind, &raw, &label)
}

impl<E: Entity> Layer for FormLayer<E> {
    const SCOPE: &'static str = "+form";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Tab", "Next field")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        self.now = cx.now;
        match input {
            Input::Key(key) => self.key(*key, cx),
            Input::Paste(text) => {
                self.remember();
                self.slots[self.at].paste(text);
                self.changed(cx);
                Taken::Yes
            }
            Input::Tick => {
                self.keep_draft(cx);
                Taken::Yes
            }
            Input::Resize => Taken::No,
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.touched {
            self.unsaved = true;
            self.keep_draft(cx);
            cx.say(format!(
                "Not saved; what you typed is kept and stands in the form when you open this {} again.",
                E::WORD
            ));
        }
        cx.close();
    }

    fn keep(&mut self, cx: &mut Cx) {
        self.keep_draft(cx);
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title, true, look);
        self.draw_fields(frame, inner, look)
    }
}

impl<E: Entity> FormLayer<E> {
    fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let several = matches!(self.field().kind, Kind::Text { .. });
        match key.code {
            KeyCode::Enter if !several || key.modifiers.contains(KeyModifiers::ALT) => return self.enter(cx),
            KeyCode::Tab => self.step(1, cx),
            KeyCode::BackTab => self.step(-1, cx),
            _ => {
                let before = self.slots[self.at].typed();
                let kind = self.field().kind;
                let (taken, changed) = self.slots[self.at].key(key, kind, cx.now);
                if changed {
                    self.past.push((self.at, before));
                    self.changed(cx);
                }
                if !taken {
                    return self.leave_field(key, cx);
                }
            }
        }
        Taken::Yes
    }

    fn remember(&mut self) {
        let before = self.slots[self.at].typed();
        self.past.push((self.at, before));
    }

    /// Up and Down that the field has no use for go to the next field.
    fn leave_field(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match key.code {
            KeyCode::Down => self.step(1, cx),
            KeyCode::Up => self.step(-1, cx),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn enter(&mut self, cx: &mut Cx) -> Taken {
        if !self.slots[self.at].is_found() && self.slots[self.at].pick() {
            self.changed(cx);
        }
        if self.is_last() {
            if let Err(e) = self.save(cx) {
                cx.warn(e.to_string());
            }
        } else {
            self.step(1, cx);
        }
        Taken::Yes
    }
}
