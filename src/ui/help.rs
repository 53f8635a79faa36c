//! Every key that works here, in groups, searchable; Enter hands back the one to run.

use super::fuzzy::{self, Found};
use super::input::TextLine;
use super::list::{Column, Line, List, ListState, MadeRows, Move, Rows};
use super::picker::Picked;
use super::{Look, Meaning, overlay, pen, width};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpRow {
    /// What the owner knows it by.
    pub id: String,
    /// The keys it is on.
    pub keys: String,
    /// A word or two.
    pub label: String,
    /// What it does, or why it cannot be done here.
    pub sentence: String,
    /// The heading it stands under.
    pub group: String,
}

/// The list of keys and what has been typed to search it.
#[derive(Debug, Clone)]
pub struct Help {
    title: String,
    input: TextLine,
    rows: Vec<HelpRow>,
    shown: Vec<usize>,
    list: ListState,
}

impl Help {
    /// Help on these rows, which stand in the order of their groups.
    pub fn new(title: &str, rows: Vec<HelpRow>) -> Self {
        let input = TextLine::default().hint("Type a word to search, Enter runs it, Esc closes");
        let shown = (0..rows.len()).collect();
        Self { title: title.to_owned(), input, rows, shown, list: ListState::default() }
    }

    /// The selected row.
    pub fn chosen(&self) -> Option<&HelpRow> {
        self.shown.get(self.list.selected()).map(|&at| &self.rows[at])
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        self.input.text()
    }

    /// The rows that match, best first.
    pub fn shown(&self) -> impl Iterator<Item = &HelpRow> {
        self.shown.iter().map(|&at| &self.rows[at])
    }

    /// Adds pasted text at the cursor.
    pub fn paste(&mut self, text: &str) -> Picked {
        self.input.paste(text);
        self.filter();
        Picked::Changed
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
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                let rows = lines(&self.rows, &self.shown, false);
                if let Some(movement) = Move::of(key) {
                    self.list.step(&rows, movement);
                }
                Picked::Used
            }
            _ => self.edit(key),
        }
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
        let found = |row| {
            let HelpRow { label, sentence, keys, .. }: &HelpRow = row;
            Found { label, detail: sentence, keys }
        };
        self.shown = fuzzy::rank(self.input.text(), self.rows.iter().map(found));
        self.list = ListState::default();
    }

    /// Draws the help over the middle of the area. Returns the cursor's place.
    pub fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let size = (area.width.min(96), area.height);
        let inner = overlay::open(frame, area, size, &self.title, look);
        let line = Rect { x: inner.x + u16::from(inner.width > 2), width: inner.width.saturating_sub(2), ..inner };
        let cursor = self.input.draw(frame, pen::row(line, 0), look, true);
        let rest = pen::below(inner, 2.min(inner.height / 2));
        let said = draw_sentence(frame, rest, self.chosen(), look);
        self.draw_rows(frame, Rect { height: rest.height - said, ..rest }, look);
        cursor
    }

    fn draw_rows(&mut self, frame: &mut Frame, area: Rect, look: &Look) {
        let columns = [Column::fixed(14), Column::min(20).identifier(), Column::fill(1).priority(1)];
        let list = List { columns: &columns, empty: "No key does that here.", hint: "", focused: true };
        let rows = lines(&self.rows, &self.shown, self.input.is_empty());
        let area = Rect { width: area.width.saturating_sub(1), ..area };
        list.draw(frame, area, &rows, &mut self.list, look);
    }
}

/// The rows as lines, under their headings where they stand in their own order.
fn lines<'a>(rows: &'a [HelpRow], shown: &'a [usize], grouped: bool) -> impl Rows + 'a {
    let make = move |at: usize| {
        let row = &rows[shown[at]];
        let first = at == 0 || rows[shown[at - 1]].group != row.group;
        Line {
            id: at.to_string(),
            meaning: Meaning::None,
            cells: vec![row.keys.clone(), row.label.clone(), row.sentence.clone()],
            group: (grouped && first).then(|| row.group.clone()),
        }
    };
    MadeRows { len: shown.len(), make }
}

/// The whole sentence of the selected row at the foot. Returns how many rows it took.
fn draw_sentence(frame: &mut Frame, area: Rect, row: Option<&HelpRow>, look: &Look) -> u16 {
    let Some(row) = row else { return 0 };
    if area.height < 6 {
        return 0;
    }
    let rows = width::wrap(&row.sentence, usize::from(area.width.saturating_sub(2)));
    let high = (rows.len() as u16).min(3);
    let foot = pen::below(area, area.height - high);
    for (y, text) in (0..high).zip(&rows) {
        pen::put(frame.buffer_mut(), foot, 1, y, text, look.theme.dim);
    }
    high + 1
}
