//! Writing a letter: the whole screen for its text, with the patient on top. It lies over the desk like a form, so the
//! call card opens over it, and closing the card gives back the same letter at the same cursor.
//!
//! What is typed is kept as a draft a quarter of a second later, and written into the letter on Ctrl-S, on leaving and
//! on submitting. `keep` has the drafts and the writing, `bars` finding, `findings` what the check
//! found, `snippet` what expands, `look` how plain marks look, `draw` the screen.

mod bars;
mod draw;
mod findings;
mod hand;
mod keep;
mod look;
mod marked;
mod notes;
mod offer;
mod rows;
mod snippet;
mod spell;
mod tape;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::NaiveDateTime;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::facts::About;
use super::house::House;
use super::{Letter, repo, start};
use crate::app::{Cx, Effect, Input, Layer, Row, Taken};
use crate::desk::dictation::tape::Tape;
use crate::desk::people;
use crate::desk::snippets::{self, Snippet};
use crate::paper::Template;
use crate::paper::lint::blanks;
use crate::store::Refusal;
use crate::ui::Look;
use crate::ui::editor::{EditOutcome, Editor, MarkKind};
use bars::Bar;
use spell::Spelling;

pub(super) use keep::drafts_of;

/// The letters that are being written in this window.
pub type Desks = Rc<RefCell<BTreeSet<String>>>;

/// A letter that is being written.
pub struct WriteLayer {
    /// The letter as it was read or written last.
    base: Letter,
    name: String,
    about: About,
    /// Who could be taken for the patient, and what differs.
    like: Vec<String>,
    house: House,
    template: Template,
    editor: Editor,
    bar: Bar,
    /// What was said of it when it was returned.
    notes: notes::Notes,
    spelling: Spelling,
    /// What lists over the text hand back to it.
    hand: hand::Hand,
    snippets: Vec<Snippet>,
    /// Learnt once the letter stays open; none before.
    learnt: Option<offer::Learnt>,
    counted: offer::Counted,
    /// Which version was looked at by the last tick, and which was looked through for what is to be marked.
    rested: (u64, Option<u64>),
    /// Grows with every change of the text.
    version: u64,
    /// Version, cursor and scroll that were kept last.
    kept: (u64, usize, usize),
    /// Why the text cannot be written over what is stored: it was changed meanwhile.
    conflict: Option<String>,
    /// Another window writes the same letter.
    elsewhere: bool,
    open: usize,
    /// The dictation that it is typed from.
    tape: Option<Tape>,
    now: NaiveDateTime,
    desks: Desks,
}

impl Drop for WriteLayer {
    fn drop(&mut self) {
        self.desks.borrow_mut().remove(&self.base.id);
    }
}

impl WriteLayer {
    /// Opens a letter where it was left: its text, or what was typed and not written yet, the cursor, the scroll.
    pub fn open(letter: Letter, desks: &Desks, cx: &mut Cx) -> Result<Self, Refusal> {
        if !letter.is_draft() {
            return Err(Refusal::rule("A letter is written while it is drafting. Recall it first (u)."));
        }
        if !desks.borrow_mut().insert(letter.id.clone()) {
            return Err(Refusal::rule("This letter is open already: Esc goes back to it."));
        }
        let house = House::of(&cx.store, &cx.config)?;
        let mut layer = Self {
            name: repo::name(cx.db(), &letter)?,
            about: About::of(cx.db(), &letter, cx.now)?,
            like: Vec::new(),
            template: house.template(&letter.template),
            editor: Editor::new(&letter.body),
            house,
            bar: Bar::None,
            notes: notes::Notes::of(&letter),
            spelling: Spelling::new(cx),
            hand: hand::Hand::default(),
            snippets: snippets::repo::all(cx.db())?,
            learnt: None,
            counted: offer::Counted::default(),
            rested: (0, None),
            version: 0,
            kept: (0, 0, 0),
            conflict: None,
            elsewhere: false,
            open: 0,
            tape: Tape::of(&letter.id, cx)?,
            now: cx.now,
            desks: Rc::clone(desks),
            base: letter,
        };
        layer.read_likeness(cx)?;
        layer.take_up(cx)?;
        layer.count(true);
        layer.notes.follow(layer.editor.as_str());
        layer.spelling.start(cx)?;
        layer.read_words(cx)?;
        cx.viewed("letter", &layer.base.id, &format!("Opened {}", layer.word()))?;
        Ok(layer)
    }

    fn read_likeness(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let like = self.about.patient.as_ref().map(|p| people::repo::likeness(cx.db(), p)).transpose()?;
        self.like = like.unwrap_or_default();
        Ok(())
    }

    /// What it is called: "Clinic letter: OKAFOR, Grace (Mrs)".
    fn word(&self) -> String {
        let title = if self.base.title.is_empty() { "letter" } else { &self.base.title };
        format!("{title}: {}", self.name)
    }

    /// Whether there is text that is not part of the letter yet.
    fn is_unwritten(&self) -> bool {
        self.editor.as_str() != self.base.body
    }

    fn mark(&mut self) {
        let found = blanks(self.editor.as_str());
        self.open = found.len();
        let notes = self.notes.ranges().into_iter().map(|range| (range, MarkKind::Warning));
        let taken: Vec<_> = found.into_iter().map(|b| b.range).collect();
        let misspelt = self.spelling.marks(self.editor.as_str(), self.editor.cursor(), &taken);
        let warned: Vec<_> = self.editor.marks().iter().filter(|(_, k)| *k == MarkKind::Found).cloned().collect();
        let blanks = taken.into_iter().map(|range| (range, MarkKind::Blank));
        let misspelt = misspelt.into_iter().map(|range| (range, MarkKind::Spelling));
        let marks = blanks.chain(misspelt).chain(notes).chain(warned).collect();
        self.editor.mark_ranges(marks);
        self.editor.style_ranges(look::styles(self.editor.as_str()));
    }

    /// The text has changed.
    fn changed(&mut self) {
        self.version += 1;
        self.notes.follow(self.editor.as_str());
        self.mark();
    }

    fn replace_all_by(&mut self, text: &str) {
        let (cursor, scroll) = (self.editor.cursor(), self.editor.scroll());
        self.editor.replace_range(0..self.editor.as_str().len(), text);
        self.editor.set_cursor(cursor);
        self.editor.set_scroll(scroll);
        self.changed();
    }

    fn go_next_blank(&mut self, cx: &mut Cx) {
        if !self.editor.next_mark(MarkKind::Blank) {
            cx.say("No blank is left.");
        }
    }

    /// Fills the blanks that are known by now: an author or a visit was named meanwhile.
    fn fill_again(&mut self) -> bool {
        let text = self.editor.text();
        let filled = start::filled_again(&text, &self.base, &self.about, &self.house, self.now.date());
        let differs = filled != text;
        if differs {
            self.replace_all_by(&filled);
        }
        differs
    }

    fn typed(&mut self, outcome: EditOutcome, cx: &mut Cx) -> Taken {
        if let Some(copied) = self.editor.take_copied() {
            cx.ask(Effect::Copy(copied));
        }
        match outcome {
            EditOutcome::Changed => self.changed(),
            EditOutcome::Moved if self.spelling.left() => self.mark(),
            EditOutcome::Moved | EditOutcome::Ignored => {}
        }
        (outcome != EditOutcome::Ignored).into()
    }
}

impl Layer for WriteLayer {
    const SCOPE: &'static str = "+letter";

    fn rows() -> &'static [Row<Self>] {
        Self::ROWS
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        self.now = cx.now;
        match input {
            Input::Tick => {
                self.learn(cx);
                self.count(true);
                self.warn_at_rest(cx);
                self.keep_typed(cx);
                self.tick_tape(cx);
                Taken::Yes
            }
            Input::Resize => Taken::No,
            _ if self.bar.is_open() => self.bar_input(input, cx),
            Input::Key(key) => {
                let outcome = self.write_key(*key);
                self.spelling.typing |= outcome == EditOutcome::Changed;
                self.typed(outcome, cx)
            }
            Input::Paste(text) => {
                self.editor.paste(text);
                self.typed(EditOutcome::Changed, cx)
            }
        }
    }

    fn esc(&mut self, cx: &mut Cx) {
        if self.bar.is_open() {
            self.close_bar();
            return;
        }
        if self.withdraw() {
            return;
        }
        let unwritten = self.is_unwritten();
        match self.write(cx) {
            Ok(()) if unwritten => cx.say(format!("Wrote {}. Ctrl-Z undoes it.", self.word())),
            Ok(()) => {}
            Err(e) => cx.warn(e.to_string()),
        }
        self.keep_typed(cx);
        self.rest_tape(cx);
        cx.close();
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.read_again(cx)?;
        self.snippets = snippets::repo::all(cx.db())?;
        self.take_handed(cx)?;
        self.read_words(cx)
    }

    fn keep(&mut self, cx: &mut Cx) {
        self.keep_typed(cx);
        self.rest_tape(cx);
    }

    /// The telephone rings: the dictation stops, and stands at the same place when the call is over.
    fn covered(&mut self, scope: &str, cx: &mut Cx) {
        if scope == "+call" {
            self.rest_tape(cx);
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        self.has(id)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        self.draw_all(frame, area, look)
    }
}
