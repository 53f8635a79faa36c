//! The keys of a word processor.

use super::history::Step;
use super::{EditOutcome, Editor, motion};
use crate::ui::input::types_text;
use crate::ui::width;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

impl Editor {
    /// Takes a key. Tab, Esc and Ctrl-C without a selection are left to the host, as is every chord not known here.
    pub fn handle(&mut self, key: KeyEvent) -> EditOutcome {
        if key.kind == KeyEventKind::Release {
            return EditOutcome::Ignored;
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char(c) if types_text(key.modifiers) => self.type_text(c.encode_utf8(&mut [0; 4])),
            KeyCode::Char(c) if ctrl && !alt => self.chord(c.to_ascii_lowercase(), key.modifiers),
            KeyCode::Enter if !ctrl && !alt => self.enter(),
            KeyCode::Backspace => self.delete(if ctrl || alt { Reach::WordLeft } else { Reach::Left }),
            KeyCode::Delete => self.delete(if ctrl { Reach::WordRight } else { Reach::Right }),
            code if !alt => self.travel(code, ctrl, key.modifiers.contains(KeyModifiers::SHIFT)),
            _ => EditOutcome::Ignored,
        }
    }

    pub(super) fn type_text(&mut self, text: &str) -> EditOutcome {
        let range = self.selection().unwrap_or(self.at.cursor..self.at.cursor);
        self.edit(range, &super::cleaned(text), Step::Typing);
        EditOutcome::Changed
    }

    fn chord(&mut self, c: char, modifiers: KeyModifiers) -> EditOutcome {
        match c {
            'z' if modifiers.contains(KeyModifiers::SHIFT) => changed(self.redo()),
            'z' => changed(self.undo()),
            'y' => changed(self.redo()),
            'a' => {
                self.set_selection(0..self.text.len());
                EditOutcome::Moved
            }
            'c' => self.copy(),
            'x' => self.cut(),
            'v' if self.clipboard.is_empty() => EditOutcome::Moved,
            'v' => {
                let text = self.clipboard.clone();
                self.insert(&text);
                EditOutcome::Changed
            }
            'w' | 'h' => self.delete(Reach::WordLeft),
            _ => EditOutcome::Ignored,
        }
    }

    fn copy(&mut self) -> EditOutcome {
        if self.selection().is_none() {
            return EditOutcome::Ignored;
        }
        self.clipboard = self.selected_text().to_owned();
        self.copied = Some(self.clipboard.clone());
        EditOutcome::Moved
    }

    fn cut(&mut self) -> EditOutcome {
        let Some(range) = self.selection() else { return EditOutcome::Ignored };
        self.copy();
        self.replace_range(range, "");
        EditOutcome::Changed
    }

    fn delete(&mut self, reach: Reach) -> EditOutcome {
        let at = self.at.cursor;
        let (range, step) = match (self.selection(), reach) {
            (Some(range), _) => (range, Step::Other),
            (None, Reach::Left) => (motion::previous(&self.text, at)..at, Step::Deleting),
            (None, Reach::Right) => (at..motion::next(&self.text, at), Step::Deleting),
            (None, Reach::WordLeft) => (motion::word_left(&self.text, at)..at, Step::Other),
            (None, Reach::WordRight) => (at..motion::word_right(&self.text, at), Step::Other),
        };
        if range.is_empty() {
            return EditOutcome::Moved;
        }
        self.edit(range, "", step);
        EditOutcome::Changed
    }

    fn travel(&mut self, code: KeyCode, ctrl: bool, extend: bool) -> EditOutcome {
        let at = self.at.cursor;
        let to = match code {
            KeyCode::Left if ctrl => motion::word_left(&self.text, at),
            KeyCode::Right if ctrl => motion::word_right(&self.text, at),
            KeyCode::Left => self.selection().filter(|_| !extend).map_or_else(|| self.back(), |range| range.start),
            KeyCode::Right => self.selection().filter(|_| !extend).map_or_else(|| self.on(), |range| range.end),
            KeyCode::Home if ctrl => 0,
            KeyCode::End if ctrl => self.text.len(),
            KeyCode::Home => self.layout.row_of(at).range.start,
            KeyCode::End => self.row_end(at),
            KeyCode::Up => return self.vertical(-1, extend),
            KeyCode::Down => return self.vertical(1, extend),
            KeyCode::PageUp => return self.vertical(-(self.screenful() as isize), extend),
            KeyCode::PageDown => return self.vertical(self.screenful() as isize, extend),
            _ => return EditOutcome::Ignored,
        };
        self.move_to(to, extend);
        self.goal = None;
        EditOutcome::Moved
    }

    fn back(&self) -> usize {
        motion::previous(&self.text, self.at.cursor)
    }

    fn on(&self) -> usize {
        motion::next(&self.text, self.at.cursor)
    }

    fn screenful(&self) -> usize {
        self.page.saturating_sub(1).max(1)
    }

    /// The last place of the visible row: behind its text, before the spaces at which it was broken.
    fn row_end(&self, at: usize) -> usize {
        let row = self.layout.row_of(at);
        if row.last {
            return row.range.end;
        }
        let text = &self.text[row.range.clone()];
        let kept = text.trim_end().len();
        if kept < text.len() { row.range.start + kept } else { motion::previous(&self.text, row.range.end) }
    }

    /// Moves by visible rows and keeps the column where the rows are long enough.
    fn vertical(&mut self, by: isize, extend: bool) -> EditOutcome {
        let row = self.layout.row_of(self.at.cursor);
        let goal = self.goal.unwrap_or_else(|| row.indent + width::width(&self.text[row.range.start..self.at.cursor]));
        let to = row.index.saturating_add_signed(by).min(self.layout.rows() - 1);
        let target = self.layout.row_at(to);
        let at = if target.index == row.index {
            self.at.cursor
        } else {
            self.byte_at(&target.range, target.last, goal.saturating_sub(target.indent))
        };
        self.move_to(at, extend);
        self.goal = Some(goal);
        EditOutcome::Moved
    }

    /// The byte at a column of a row, or the row's last place.
    fn byte_at(&self, range: &Range<usize>, last: bool, column: usize) -> usize {
        let mut used = 0;
        for (at, grapheme) in self.text[range.clone()].grapheme_indices(true) {
            used += width::cells(grapheme);
            if used > column {
                return range.start + at;
            }
        }
        if last { range.end } else { motion::previous(&self.text, range.end) }
    }

    /// Whether there is anything to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is anything to do again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }
}

/// How far a deletion reaches.
#[derive(Clone, Copy)]
enum Reach {
    Left,
    Right,
    WordLeft,
    WordRight,
}

fn changed(really: bool) -> EditOutcome {
    if really { EditOutcome::Changed } else { EditOutcome::Moved }
}
