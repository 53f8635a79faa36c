//! Choosing one of many by typing a part of it: commands, templates, people.

use super::fuzzy::{self, Found};
use super::input::TextLine;
use super::list::{Column, Line, List, ListState, MadeRows, Move};
use super::{Look, Meaning, overlay, pen};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<T> {
    /// What it is called. It is never cut.
    pub label: String,
    /// What else helps to tell it from others.
    pub detail: String,
    /// The keys it is on, if it is a command.
    pub keys: String,
    /// What it stands for.
    pub value: T,
}

impl<T> Item<T> {
    /// An item without keys.
    pub fn new(label: impl Into<String>, detail: impl Into<String>, value: T) -> Self {
        Self { label: label.into(), detail: detail.into(), keys: String::new(), value }
    }
}

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// The key means nothing here.
    Ignored,
    /// The selection or the cursor moved.
    Used,
    /// The text changed: with an external filter it is time for [`Picker::set_items`].
    Changed,
    /// Enter: see [`Picker::chosen`].
    Chosen,
    /// Esc.
    Cancelled,
}

/// A line to type into and the items that match it, best first.
#[derive(Debug, Clone)]
pub struct Picker<T> {
    title: String,
    empty: String,
    external: bool,
    input: TextLine,
    items: Vec<Item<T>>,
    shown: Vec<usize>,
    list: ListState,
}

impl<T> Picker<T> {
    /// A picker over these items, which it filters itself.
    pub fn new(title: &str, items: Vec<Item<T>>) -> Self {
        let mut picker = Self {
            title: title.to_owned(),
            empty: "Nothing matches.".to_owned(),
            external: false,
            input: TextLine::default().hint("Type any part of it"),
            items: Vec::new(),
            shown: Vec::new(),
            list: ListState::default(),
        };
        picker.set_items(items);
        picker
    }

    /// A picker whose owner answers every change of the text with [`Picker::set_items`].
    pub fn external(title: &str) -> Self {
        Self { external: true, ..Self::new(title, Vec::new()) }
    }

    /// The same picker with another sentence for when nothing matches.
    #[must_use]
    pub fn empty(mut self, sentence: &str) -> Self {
        sentence.clone_into(&mut self.empty);
        self
    }

    /// The same picker with other words in its empty line.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.input = self.input.hint(hint);
        self
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        self.input.text()
    }

    /// Types a text for the user, in place of what was there.
    pub fn set_text(&mut self, text: &str) {
        self.input.set_text(text);
        self.filter();
    }

    /// Adds pasted text at the cursor.
    pub fn paste(&mut self, text: &str) -> Picked {
        self.input.paste(text);
        self.filter();
        Picked::Changed
    }

    /// Replaces the items; the best is selected.
    pub fn set_items(&mut self, items: Vec<Item<T>>) {
        self.items = items;
        self.filter();
    }

    /// The items that match, best first.
    pub fn shown(&self) -> impl Iterator<Item = &Item<T>> {
        self.shown.iter().map(|&at| &self.items[at])
    }

    /// The selected item.
    pub fn chosen(&self) -> Option<&Item<T>> {
        self.shown.get(self.list.selected()).map(|&at| &self.items[at])
    }

    /// The selected item's value, and the end of the picker.
    pub fn into_chosen(mut self) -> Option<T> {
        let at = *self.shown.get(self.list.selected())?;
        Some(self.items.swap_remove(at).value)
    }

    /// Takes a key.
    pub fn handle(&mut self, key: KeyEvent) -> Picked {
        if key.kind == KeyEventKind::Release {
            return Picked::Ignored;
        }
        match key.code {
            KeyCode::Esc => Picked::Cancelled,
            KeyCode::Enter if self.chosen().is_some() => Picked::Chosen,
            KeyCode::Enter => Picked::Used,
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => self.step(key),
            _ => self.edit(key),
        }
    }

    fn step(&mut self, key: KeyEvent) -> Picked {
        let rows = MadeRows { len: self.shown.len(), make: |at: usize| bare_line(at) };
        if let Some(movement) = Move::of(key) {
            self.list.step(&rows, movement);
        }
        Picked::Used
    }

    fn edit(&mut self, key: KeyEvent) -> Picked {
        let before = self.input.text().to_owned();
        if !self.input.handle(key) {
            return Picked::Ignored;
        }
        if before == self.input.text() {
            return Picked::Used;
        }
        self.filter();
        Picked::Changed
    }

    fn filter(&mut self) {
        self.shown = if self.external {
            (0..self.items.len()).collect()
        } else {
            let found = |item| {
                let Item { label, detail, keys, .. }: &Item<T> = item;
                Found { label, detail, keys }
            };
            fuzzy::rank(self.input.text(), self.items.iter().map(found))
        };
        self.list = ListState::default();
    }

    /// Draws the picker in the middle of the area. Returns the cursor's place: in the line that is typed into.
    pub fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let wide = (area.width.saturating_sub(4)).clamp(area.width.min(30), 90);
        let high = (self.items.len() as u16).clamp(5, 24).saturating_add(4);
        let inner = overlay::open(frame, area, (wide, high), &self.title, look);
        let line = Rect { x: inner.x + u16::from(inner.width > 2), width: inner.width.saturating_sub(2), ..inner };
        let cursor = self.input.draw(frame, pen::row(line, 0), look, true);
        self.draw_items(frame, pen::below(inner, 2.min(inner.height / 2)), look);
        cursor
    }

    fn draw_items(&mut self, frame: &mut Frame, area: Rect, look: &Look) {
        let any_keys = self.items.iter().any(|item| !item.keys.is_empty());
        let columns =
            [Column::fill(3).identifier(), Column::fill(4).priority(1), Column::fixed(14).priority(2).right()];
        let columns = if any_keys { &columns[..] } else { &columns[..2] };
        let list = List { columns, empty: &self.empty, hint: "", focused: true };
        let make = |at: usize| {
            let item = &self.items[self.shown[at]];
            Line { cells: vec![item.label.clone(), item.detail.clone(), item.keys.clone()], ..bare_line(at) }
        };
        let rows = MadeRows { len: self.shown.len(), make };
        let area = Rect { width: area.width.saturating_sub(1), ..area };
        list.draw(frame, area, &rows, &mut self.list, look);
    }
}

fn bare_line(at: usize) -> Line {
    Line { id: at.to_string(), meaning: Meaning::None, ..Line::default() }
}
