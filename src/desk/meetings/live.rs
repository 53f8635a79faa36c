//! Minutes taken while the meeting goes on: the agenda on one side, the text of the item on the other, and a key each for
//! the next item, a decision, an action, an apology, somebody who comes late.
//!
//! What is typed is kept as a draft with the next tick, as in a letter, and written into the meeting when the next item
//! begins, on Ctrl-S and on leaving. `keep` has the drafts and the writing, `bar` the line at the foot, `draw` the screen.

mod bar;
mod draw;
mod keep;
mod rows;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::{Item, Logged, Meeting, numbered};
use super::{acts, repo};
use crate::app::{Cx, Effect, Input, Layer, Row, Taken};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::Look;
use crate::ui::editor::{EditOutcome, Editor};
use bar::Bar;

/// The minutes of a meeting while they are taken.
pub struct MinutesLayer {
    /// The meeting as it was read or written last.
    base: Meeting,
    /// The item that is written on.
    at: String,
    editor: Editor,
    /// What was typed of items and is not written into the meeting yet.
    typed: BTreeMap<String, String>,
    actions: Vec<Logged>,
    gone_through: Vec<Logged>,
    bar: Option<Bar>,
    /// When the item that runs began, or was come back to.
    since: NaiveDateTime,
    now: NaiveDateTime,
    /// Grows with all that is to be kept, and what of it was kept last.
    version: u64,
    kept: u64,
}

impl MinutesLayer {
    /// Opens the minutes of a meeting, which begins with it where it has not; what was typed and not written stands there.
    ///
    /// # Errors
    /// Its minutes are out, or nothing is on its agenda.
    pub(super) fn open(id: &str, cx: &mut Cx) -> Done {
        let mut base: Meeting = cx.db().must(id)?;
        if base.agenda.iter().all(|i| i.skip) {
            return Err(Refusal::rule(
                "Nothing is on the agenda yet: Enter opens the meeting, and n puts an item on it.",
            ));
        }
        if !base.has_begun() {
            let change = acts::begin(&base, cx.now)?;
            cx.apply(&change)?;
            base = cx.db().must(id)?;
        }
        let mut layer = Self {
            at: String::new(),
            editor: Editor::new(""),
            typed: BTreeMap::new(),
            actions: Vec::new(),
            gone_through: Vec::new(),
            bar: None,
            since: cx.now,
            now: cx.now,
            version: 0,
            kept: 0,
            base,
        };
        layer.stand_on_first();
        layer.read_actions(cx)?;
        layer.take_up(cx)?;
        cx.open(layer);
        Ok(())
    }

    /// On the first item that was not reached, else on the first.
    fn stand_on_first(&mut self) {
        let all: Vec<&Item> = self.base.agenda.iter().filter(|i| !i.skip).collect();
        let first = all.iter().find(|i| !i.reached).or(all.first()).map(|i| i.id.clone());
        self.stand_on(&first.unwrap_or_default());
    }

    fn read_actions(&mut self, cx: &Cx) -> Done {
        self.actions = repo::actions_of(cx.db(), &self.base.id)?;
        self.gone_through = repo::gone_through(cx.db(), &self.base)?;
        Ok(())
    }

    /// Whether the clock of an item runs: while the meeting goes on, not while its minutes are written up.
    fn runs(&self) -> bool {
        self.base.state == "held"
    }

    /// The item that is written on.
    fn item(&self) -> Item {
        self.base.agenda.iter().find(|i| i.id == self.at).cloned().unwrap_or_default()
    }

    /// So many seconds the item has taken by now.
    fn spent(&self) -> i64 {
        let running = if self.runs() { (self.now - self.since).num_seconds().max(0) } else { 0 };
        self.item().spent + running
    }

    /// What the minutes say of an item, written or not.
    fn text_of(&self, item: &Item) -> String {
        if item.id == self.at {
            return self.editor.text();
        }
        self.typed.get(&item.id).cloned().unwrap_or_else(|| item.text.clone())
    }

    /// Goes to an item; what was typed in the one before stays typed.
    fn stand_on(&mut self, id: &str) {
        self.note_typed();
        id.clone_into(&mut self.at);
        let item = self.item();
        let text = self.typed.get(id).cloned().unwrap_or(item.text);
        self.editor.set_text(&text);
        self.editor.set_cursor(text.len());
        self.since = self.now;
        self.version += 1;
    }

    /// Puts what stands in the editor among what was typed, where it differs from what is written.
    fn note_typed(&mut self) {
        let Some(item) = self.base.agenda.iter().find(|i| i.id == self.at) else { return };
        if self.editor.as_str() == item.text {
            self.typed.remove(&self.at);
        } else {
            self.typed.insert(self.at.clone(), self.editor.text());
        }
    }

    /// The item before or behind, by what is on the agenda.
    fn beside(&self, behind: bool) -> Result<String, String> {
        let all: Vec<&Item> = self.base.agenda.iter().filter(|i| !i.skip).collect();
        let here = all.iter().position(|i| i.id == self.at).unwrap_or(0);
        let to = if behind { here + 1 } else { here.wrapping_sub(1) };
        let end = if behind { "This is the last item. Alt-E ends the meeting." } else { "This is the first item." };
        all.get(to).map(|i| i.id.clone()).ok_or_else(|| end.into())
    }

    /// Looks at the item before or behind; neither is taken as reached by that.
    fn look(&mut self, behind: bool, cx: &mut Cx) -> Done {
        let to = self.beside(behind)?;
        self.write(false, cx)?;
        self.stand_on(&to);
        Ok(())
    }

    /// This item is dealt with; the next one begins, and its clock.
    fn next(&mut self, cx: &mut Cx) -> Done {
        self.write(true, cx)?;
        let to = self.beside(true)?;
        self.stand_on(&to);
        let all = numbered(&self.base.agenda, self.base.starts());
        let named = all.iter().find(|n| n.item.id == to).map(|n| format!("{} {}", n.number, n.item.title));
        cx.say(named.unwrap_or_default());
        Ok(())
    }

    fn save(&mut self, cx: &mut Cx) -> Done {
        self.write(false, cx)?;
        cx.say(format!("Wrote the minutes of {}.", self.base.name()));
        Ok(())
    }

    /// The meeting is over.
    fn end(&mut self, cx: &mut Cx) -> Done {
        self.write(self.item().is_minuted() || !self.editor.as_str().trim().is_empty(), cx)?;
        let base = self.base.clone();
        super::commands::meetings::apply(cx, |at| acts::close(at, &base))?;
        cx.close();
        Ok(())
    }

    fn edited(&mut self, outcome: EditOutcome, cx: &mut Cx) -> Taken {
        if let Some(copied) = self.editor.take_copied() {
            cx.ask(Effect::Copy(copied));
        }
        if outcome != EditOutcome::Ignored {
            self.version += 1;
        }
        (outcome != EditOutcome::Ignored).into()
    }
}

impl Layer for MinutesLayer {
    const SCOPE: &'static str = "+minutes";

    fn rows() -> &'static [Row<Self>] {
        rows::ROWS
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        self.now = cx.now;
        match input {
            Input::Tick => {
                self.keep_typed(cx);
                Taken::Yes
            }
            Input::Resize => Taken::No,
            _ if self.bar.is_some() => self.bar_input(input, cx),
            Input::Key(key) => {
                let outcome = self.editor.handle(*key);
                self.edited(outcome, cx)
            }
            Input::Paste(text) => {
                self.editor.paste(text);
                self.edited(EditOutcome::Changed, cx)
            }
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.bar.take().is_some() {
            self.version += 1;
            return;
        }
        if let Err(e) = self.write(false, cx) {
            cx.warn(e.to_string());
        }
        self.keep_typed(cx);
        cx.close();
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.now = cx.now;
        self.read_again(cx)?;
        self.read_actions(cx)
    }

    fn keep(&mut self, cx: &mut Cx) {
        self.keep_typed(cx);
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        self.draw_all(frame, area, look)
    }
}
