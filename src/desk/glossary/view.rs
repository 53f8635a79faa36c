//! How the glossary looks: the words, and beside them, or in full, what is known of the one that is selected.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{Word, repo, show};
use crate::app::{Cx, Input, Move, Pane, Row, Tab, Taken, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{self, Column, Line, List, ListState, Rows};
use crate::ui::prose::{Scroll, scroll_text};
use crate::ui::{Look, Meaning, panel};
use crate::words::{Entry, Glossary};

/// From this width on the entry stands beside the list.
const WIDE: u16 = 100;

const COLUMNS: &[Column] = &[Column::fill(2).identifier(), Column::fill(3).priority(1), Column::fixed(5).priority(2)];

/// The pane of the glossary.
pub struct GlossaryPane {
    glossary: Glossary,
    own: Option<Vec<Word>>,
    /// The entries that are shown, by their place in the glossary.
    found: Vec<Entry>,
    typed: String,
    /// Only the department's own words.
    pub(super) ours: bool,
    /// One entry fills the pane.
    open: bool,
    state: ListState,
    scroll: Scroll,
}

/// The lines of the list, made as they come onto the screen.
struct Lines<'a>(&'a [Entry]);

/// By what a line is remembered: its own word, else its name and kind.
fn id_of(entry: &Entry) -> String {
    entry.local.clone().unwrap_or_else(|| format!("{}/{}", entry.kind.word(), entry.term))
}

impl Rows for Lines<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn row(&self, at: usize) -> Line {
        let entry = &self.0[at];
        let says = if entry.plain.is_empty() { &entry.meaning } else { &entry.plain };
        let mark = match (entry.local.is_some(), entry.is_ambiguous()) {
            (true, _) => "ours",
            (_, true) => "clash",
            _ => "",
        };
        Line::new(id_of(entry), Meaning::None, [entry.term.clone(), says.clone(), mark.into()])
    }

    fn id(&self, at: usize) -> String {
        id_of(&self.0[at])
    }
}

impl GlossaryPane {
    /// The entry that is selected.
    pub(super) fn selected(&self) -> Option<&Entry> {
        self.found.get(self.state.selected())
    }

    /// Looks again for what is typed.
    pub(super) fn look(&mut self) {
        let ours = |entry: &&Entry| !self.ours || entry.local.is_some();
        self.found = self.glossary.search(&self.typed).into_iter().filter(ours).cloned().collect();
        self.state.keep(&Lines(&self.found));
    }

    fn draw_entry(&mut self, frame: &mut Frame, area: Rect, focused: bool, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, "What it means", focused, look);
        let entry = self.found.get(self.state.selected())?;
        let room = Rect { x: inner.x + inner.width.min(1), width: inner.width.saturating_sub(2), ..inner };
        scroll_text(frame, room, &show::paras(entry, &self.glossary), &mut self.scroll, look)
    }

    fn draw_list(&mut self, frame: &mut Frame, area: Rect, focused: bool, look: &Look) -> Option<Position> {
        let title = self.heading();
        let (empty, hint) = match (self.ours, self.typed.is_empty()) {
            (true, true) => ("No words of your own yet.", "n New word   o All words"),
            _ => ("No such word.", "n New word   Esc All words"),
        };
        let list = List { columns: COLUMNS, empty, hint, focused };
        list.draw_in_panel(frame, area, &title, &Lines(&self.found), &mut self.state, look)
    }
}

impl Pane for GlossaryPane {
    const TAB: Tab = Tab { id: "glossary", number: None, letter: 'g', title: "Glossary", home: false };
    const KINDS: &'static [&'static str] = &["word"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(_: &mut Cx) -> Self {
        Self {
            glossary: Glossary::default(),
            own: None,
            found: Vec::new(),
            typed: String::new(),
            ours: false,
            open: false,
            state: ListState::default(),
            scroll: Scroll::default(),
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        let own = repo::all(cx.db())?;
        if self.own.as_ref() != Some(&own) {
            self.glossary = Glossary::with(own.iter().map(Word::entry));
            self.own = Some(own);
            self.look();
        }
        Ok(())
    }

    fn glance(&mut self, _: &mut Cx) -> Result<(), Refusal> {
        Ok(())
    }

    fn heading(&self) -> String {
        let own = self.own.as_ref().map_or(0, Vec::len);
        let note = match (self.typed.as_str(), self.ours) {
            ("", false) => format!("{} words · {own} our own", self.glossary.len()),
            ("", true) => format!("only our own ({own} of {})", self.glossary.len()),
            (typed, false) => format!("only “{typed}” ({} of {})", self.found.len(), self.glossary.len()),
            (typed, true) => format!("only our own, “{typed}” ({} of {own})", self.found.len()),
        };
        format!("Glossary · {note}")
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        if self.open {
            return self.draw_entry(frame, area, view.focused, look);
        }
        if area.width < WIDE {
            return self.draw_list(frame, area, view.focused, look);
        }
        let left = Rect { width: area.width * 3 / 5, ..area };
        let right = Rect { x: area.x + left.width, width: area.width - left.width, ..area };
        self.draw_entry(frame, right, false, look);
        self.draw_list(frame, left, view.focused, look)
    }

    fn moved(&mut self, to: Move, _: &mut Cx) {
        let movement = match to {
            Move::Up => list::Move::Up,
            Move::Down => list::Move::Down,
            Move::PageUp => list::Move::PageUp,
            Move::PageDown => list::Move::PageDown,
            Move::First => list::Move::Home,
            Move::Last => list::Move::End,
            Move::Mark | Move::Left | Move::Right => return,
        };
        self.state.step(&Lines(&self.found), movement);
        self.scroll = Scroll::default();
    }

    fn enter(&mut self, _: &mut Cx) -> Done {
        self.selected().ok_or_else(|| Refusal::rule("There is no word here. n adds one."))?;
        self.open = !self.open;
        self.scroll = Scroll::default();
        Ok(())
    }

    fn show(&mut self, _: &str, id: &str, cx: &mut Cx) -> Done {
        self.ours = false;
        self.typed.clear();
        Pane::refresh(self, cx)?;
        self.look();
        if !self.state.select_id(&Lines(&self.found), id) {
            return Err(Refusal::rule("This word is not in the glossary any more."));
        }
        self.open = true;
        Ok(())
    }

    fn narrow(&mut self, typed: &str, _: &mut Cx) -> Result<(), Refusal> {
        if self.typed == typed {
            return Ok(());
        }
        typed.clone_into(&mut self.typed);
        // What fits best stands first; widened again, what was selected stays so.
        if !typed.is_empty() {
            self.open = false;
            self.state = ListState::default();
        }
        self.look();
        Ok(())
    }

    fn narrowed(&self) -> &str {
        if self.open { "" } else { &self.typed }
    }

    fn back(&mut self, _: &mut Cx) -> bool {
        std::mem::take(&mut self.open)
    }

    fn input(&mut self, input: &Input, _: &mut Cx) -> Taken {
        let (Input::Key(key), true) = (input, self.open) else { return Taken::No };
        self.scroll.handle(*key).into()
    }
}
