//! A list of lines in columns, of any length, with groups, marks, and a selection that follows its line.
//!
//! Rows are asked for one at a time and only those on the screen, so a list need not exist in memory.

mod columns;
mod draw;
mod head;

pub use draw::List;
pub use head::head;

use super::Meaning;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::collections::BTreeSet;

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What the line is remembered by when the list changes.
    pub id: String,
    /// What it asks for.
    pub meaning: Meaning,
    /// Its texts, one for each column; missing ones are empty.
    pub cells: Vec<String>,
    /// A heading that stands above it.
    pub group: Option<String>,
}

impl Line {
    /// A line with these texts.
    pub fn new<S: Into<String>>(id: S, meaning: Meaning, cells: impl IntoIterator<Item = S>) -> Self {
        Self { id: id.into(), meaning, cells: cells.into_iter().map(Into::into).collect(), group: None }
    }

    /// The same line with a heading above it.
    #[must_use]
    pub fn under(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnWidth {
    /// Exactly so many cells.
    Fixed(u16),
    /// At least so many; they share what is left where no column fills.
    Min(u16),
    /// A share of what is left.
    Fill(u16),
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its width.
    pub width: ColumnWidth,
    /// 0 always stays; of the others the highest is left out first where it is narrow.
    pub priority: u8,
    /// A name or number that must never be cut: where it does not fit, the line takes another row.
    pub identifier: bool,
    /// Whether its texts stand at its right edge.
    pub align_right: bool,
    /// Its share of what is left, where no column fills and it has a least width.
    pub grow: u16,
}

impl Column {
    /// A column of this width that always stays.
    pub const fn new(width: ColumnWidth) -> Self {
        Self { width, priority: 0, identifier: false, align_right: false, grow: 1 }
    }

    /// A column of so many cells.
    pub const fn fixed(cells: u16) -> Self {
        Self::new(ColumnWidth::Fixed(cells))
    }

    /// A column of at least so many cells.
    pub const fn min(cells: u16) -> Self {
        Self::new(ColumnWidth::Min(cells))
    }

    /// A column that takes a share of what is left.
    pub const fn fill(share: u16) -> Self {
        Self::new(ColumnWidth::Fill(share))
    }

    /// The same column, left out where it is narrow: the highest number first.
    #[must_use]
    pub const fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }

    /// The same column with so many shares of what is left, where others of a least width have one.
    #[must_use]
    pub const fn grow(mut self, shares: u16) -> Self {
        self.grow = shares;
        self
    }

    /// The same column for texts that must never be cut.
    #[must_use]
    pub const fn identifier(mut self) -> Self {
        self.identifier = true;
        self
    }

    /// The same column with its texts at the right edge.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.align_right = true;
        self
    }
}

/// The lines of a list, wherever they come from.
pub trait Rows {
    /// How many there are.
    fn len(&self) -> usize;

    /// The line at `at`, which is less than [`Rows::len`].
    fn row(&self, at: usize) -> Line;

    /// The id of the line at `at`.
    fn id(&self, at: usize) -> String {
        self.row(at).id
    }

    /// Where the line with this id stands now.
    fn find(&self, id: &str) -> Option<usize> {
        (0..self.len()).find(|&at| self.id(at) == id)
    }

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Rows for [Line] {
    fn len(&self) -> usize {
        <[Line]>::len(self)
    }

    fn row(&self, at: usize) -> Line {
        self[at].clone()
    }

    fn id(&self, at: usize) -> String {
        self[at].id.clone()
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.iter().position(|line| line.id == id)
    }
}

impl Rows for Vec<Line> {
    fn len(&self) -> usize {
        <[Line]>::len(self)
    }

    fn row(&self, at: usize) -> Line {
        self[at].clone()
    }

    fn id(&self, at: usize) -> String {
        self[at].id.clone()
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.iter().position(|line| line.id == id)
    }
}

/// Lines made by a function when they are drawn.
#[derive(Debug, Clone, Copy)]
pub struct MadeRows<F> {
    /// How many there are.
    pub len: usize,
    /// Makes the line at a place below `len`.
    pub make: F,
}

impl<F: Fn(usize) -> Line> Rows for MadeRows<F> {
    fn len(&self) -> usize {
        self.len
    }

    fn row(&self, at: usize) -> Line {
        (self.make)(at)
    }
}

/// A movement in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// To the line before.
    Up,
    /// To the line after.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first line.
    Home,
    /// To the last line.
    End,
}

impl Move {
    /// The movement a key asks for: arrows, Page Up and Down, Home and End, and `j` and `k`.
    pub fn of(key: KeyEvent) -> Option<Self> {
        let held = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if key.kind == KeyEventKind::Release || held {
            return None;
        }
        Some(match key.code {
            KeyCode::Up | KeyCode::Char('k') => Self::Up,
            KeyCode::Down | KeyCode::Char('j') => Self::Down,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            _ => return None,
        })
    }
}

/// What is selected, what is marked, and where the list is scrolled to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListState {
    selected: usize,
    selected_id: Option<String>,
    offset: usize,
    page: usize,
    /// The ids of the marked lines.
    pub marked: BTreeSet<String>,
}

impl ListState {
    /// The place of the selected line.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The id of the selected line; nothing in an empty list.
    pub fn selected_id(&self) -> Option<&str> {
        self.selected_id.as_deref()
    }

    /// The place of the first line on the screen.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Selects the line at a place, or the last one.
    pub fn select(&mut self, rows: &(impl Rows + ?Sized), at: usize) {
        self.selected = at.min(rows.len().saturating_sub(1));
        self.selected_id = (!rows.is_empty()).then(|| rows.id(self.selected));
    }

    /// Selects the line with an id. Says whether there is one.
    pub fn select_id(&mut self, rows: &(impl Rows + ?Sized), id: &str) -> bool {
        let found = rows.find(id);
        if let Some(at) = found {
            self.select(rows, at);
        }
        found.is_some()
    }

    /// After the lines have changed: stays on the same line if it is still there, else on the same place.
    pub fn keep(&mut self, rows: &(impl Rows + ?Sized)) {
        let here = self.selected < rows.len() && self.selected_id.as_ref() == Some(&rows.id(self.selected));
        if here {
            return;
        }
        let found = self.selected_id.as_deref().and_then(|id| rows.find(id));
        let shift = self.selected.saturating_sub(self.offset);
        self.select(rows, found.unwrap_or(self.selected));
        self.offset = self.selected.saturating_sub(shift);
    }

    /// Moves the selection.
    pub fn step(&mut self, rows: &(impl Rows + ?Sized), movement: Move) {
        self.keep(rows);
        let page = self.page.saturating_sub(1).max(1);
        let to = match movement {
            Move::Up => self.selected.saturating_sub(1),
            Move::Down => self.selected + 1,
            Move::PageUp => self.selected.saturating_sub(page),
            Move::PageDown => self.selected + page,
            Move::Home => 0,
            Move::End => usize::MAX,
        };
        self.select(rows, to);
    }

    /// Moves by a key. Says whether the key was a movement.
    pub fn handle(&mut self, rows: &(impl Rows + ?Sized), key: KeyEvent) -> bool {
        let movement = Move::of(key);
        if let Some(movement) = movement {
            self.step(rows, movement);
        }
        movement.is_some()
    }

    /// Marks the selected line or takes its mark away, and goes to the next one.
    pub fn toggle_mark(&mut self, rows: &(impl Rows + ?Sized)) {
        self.keep(rows);
        let Some(id) = self.selected_id.clone() else { return };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        self.step(rows, Move::Down);
    }

    /// The ids an action is for: the marked lines, or else the selected one.
    pub fn chosen(&self) -> Vec<String> {
        if self.marked.is_empty() {
            return self.selected_id.iter().cloned().collect();
        }
        self.marked.iter().cloned().collect()
    }
}
