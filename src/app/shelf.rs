//! The list that most panes are: items, which one is selected, which are marked, what it is narrowed to.

use super::pane::Move;
use crate::text::names;
use crate::ui::list::{self, Line, ListState};

/// Something that can stand in a list.
pub trait Shelved {
    /// Its identifier.
    fn id(&self) -> &str;
    /// Its line.
    fn line(&self) -> Line;
    /// The words that `/` looks in; by itself those of the line.
    fn words(&self) -> String {
        self.line().cells.join(" ")
    }
}

/// Items, selection, marks, and what the list is narrowed to.
pub struct Shelf<T> {
    all: Vec<T>,
    lines: Vec<Line>,
    shown: Vec<usize>,
    typed: String,
    /// Selection, marks and scrolling.
    pub state: ListState,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            lines: Vec::new(),
            shown: Vec::new(),
            typed: String::new(),
            state: ListState::default(),
        }
    }
}

impl<T: Shelved> Shelf<T> {
    /// Takes new items; the selection stays on the same one.
    pub fn fill(&mut self, items: Vec<T>) {
        self.all = items;
        self.narrow_again();
        let lines = &self.lines;
        self.state.marked.retain(|id| lines.iter().any(|l| l.id == *id));
    }

    /// Shows only the items that hold every typed word; empty: all.
    pub fn narrow(&mut self, typed: &str) {
        typed.clone_into(&mut self.typed);
        self.narrow_again();
    }

    fn narrow_again(&mut self) {
        let wanted: Vec<String> = self.typed.split_whitespace().map(names::fold).collect();
        let fits = |t: &T| {
            let words = if wanted.is_empty() { String::new() } else { names::fold(&t.words()) };
            wanted.iter().all(|w| words.contains(w.as_str()))
        };
        self.shown = (0..self.all.len()).filter(|i| fits(&self.all[*i])).collect();
        self.lines = self.shown.iter().map(|i| self.all[*i].line()).collect();
        self.state.keep(&self.lines);
    }

    /// What the list is narrowed to.
    pub fn narrowed(&self) -> &str {
        &self.typed
    }

    /// For the heading: ` · only “ec” (3 of 12)`; empty where nothing is left out.
    pub fn narrowed_note(&self) -> String {
        if self.typed.is_empty() {
            return String::new();
        }
        format!(" · only “{}” ({} of {})", self.typed, self.shown.len(), self.all.len())
    }

    /// The lines that are shown.
    pub fn lines(&self) -> &Vec<Line> {
        &self.lines
    }

    /// All items, shown or not.
    pub fn all(&self) -> &[T] {
        &self.all
    }

    /// The selected item.
    pub fn selected(&self) -> Option<&T> {
        self.shown.get(self.state.selected()).map(|i| &self.all[*i])
    }

    /// The marked items, else the selected one.
    pub fn chosen(&self) -> Vec<&T> {
        let ids = self.state.chosen();
        self.all.iter().filter(|t| ids.iter().any(|i| i == t.id())).collect()
    }

    /// Forgets the marks: what was marked has been dealt with.
    pub fn unmark(&mut self) {
        self.state.marked.clear();
    }

    /// Selects the item with this identifier; widens the list where it is narrowed away. False: it is not in the list.
    pub fn select(&mut self, id: &str) -> bool {
        if self.state.select_id(&self.lines, id) {
            return true;
        }
        self.narrow("");
        self.state.select_id(&self.lines, id)
    }

    /// Moves the selection.
    pub fn moved(&mut self, to: Move) {
        let movement = match to {
            Move::Up => list::Move::Up,
            Move::Down => list::Move::Down,
            Move::PageUp => list::Move::PageUp,
            Move::PageDown => list::Move::PageDown,
            Move::First => list::Move::Home,
            Move::Last => list::Move::End,
            Move::Mark => return self.state.toggle_mark(&self.lines),
            Move::Left | Move::Right => return,
        };
        self.state.step(&self.lines, movement);
    }

    /// Lines and state together, for drawing.
    pub fn parts(&mut self) -> (&Vec<Line>, &mut ListState) {
        (&self.lines, &mut self.state)
    }
}
