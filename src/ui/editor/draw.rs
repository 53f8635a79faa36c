//! Draws the visible rows of the text.

use super::layout::Row;
use super::{Editor, MarkKind, TextStyle};
use crate::ui::{Look, pen, width};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

impl Editor {
    /// Draws the text, in the middle where the area is wider than the measure. Returns the cursor's place.
    pub fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let area = pen::visible(frame, area);
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        if area.is_empty() {
            return None;
        }
        let page = self.set_on(area);
        let first = self.scrolled(usize::from(page.height));
        for y in 0..page.height {
            let index = first + usize::from(y);
            if index >= self.layout.rows() {
                break;
            }
            let row = self.layout.row_at(index);
            self.draw_row(frame.buffer_mut(), page, y, &row, look);
        }
        let cursor = self.cursor_on(page, first);
        // A screen reader would read what is not there: it is told beside the text.
        if let (Some(at), Some(words)) = (cursor, self.offered.as_deref().filter(|_| !look.plain)) {
            let style = look.theme.dim.add_modifier(Modifier::ITALIC);
            let room = page.right().saturating_sub(at.x);
            pen::put_short(frame.buffer_mut(), page, (at.x - page.x, at.y - page.y), room, words, style);
        }
        cursor
    }

    /// The part of the area the text stands on: one cell wider than the lines, for the cursor behind them.
    fn set_on(&mut self, area: Rect) -> Rect {
        let wide = area.width.min(self.measure.saturating_add(1));
        let lines = usize::from(wide.saturating_sub(1).max(1));
        if lines != self.layout.width() {
            self.layout.set_width(&self.text, lines);
        }
        self.page = usize::from(area.height);
        Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area }
    }

    /// The number of the first visible row, brought to where the cursor is seen if it has moved.
    fn scrolled(&mut self, height: usize) -> usize {
        let mut first = self.layout.row_of(self.top).index;
        if self.follow {
            let cursor = self.layout.row_of(self.at.cursor).index;
            first = first.min(cursor).max((cursor + 1).saturating_sub(height));
            // A text that has become shorter is not left scrolled out of sight.
            first = first.min(self.layout.rows().saturating_sub(height));
            self.top = self.layout.row_at(first).range.start;
            self.follow = false;
        }
        first
    }

    fn draw_row(&self, buf: &mut Buffer, page: Rect, y: u16, row: &Row, look: &Look) {
        let selection = self.selection().unwrap_or(0..0);
        let touching = |range: &std::ops::Range<usize>| range.start < row.range.end && range.end > row.range.start;
        let marks: Vec<_> = self.marks.iter().filter(|(range, _)| touching(range)).collect();
        let found: Vec<_> = self.find.matches.iter().filter(|range| touching(range)).collect();
        let styles: Vec<_> = self.styles.iter().filter(|(range, _)| touching(range)).collect();
        let mut x = row.indent as u16;
        for (at, grapheme) in self.text[row.range.clone()].grapheme_indices(true) {
            let byte = row.range.start + at;
            let mut style = look.theme.base;
            for (_, kind) in styles.iter().filter(|(range, _)| range.contains(&byte)) {
                style = style.patch(text_style(*kind, look));
            }
            for (_, kind) in marks.iter().filter(|(range, _)| range.contains(&byte)) {
                style = style.patch(mark_style(*kind, look));
            }
            if found.iter().any(|range| range.contains(&byte)) {
                style = style.patch(look.theme.marked).add_modifier(Modifier::UNDERLINED);
            }
            if selection.contains(&byte) {
                style = style.patch(look.theme.selection);
            }
            x = pen::put(buf, page, x, y, grapheme, style);
        }
        // A selected line end is seen as one selected cell.
        if row.last && selection.contains(&row.range.end) {
            pen::put(buf, page, x, y, " ", look.theme.base.patch(look.theme.selection));
        }
    }

    fn cursor_on(&self, page: Rect, first: usize) -> Option<Position> {
        let row = self.layout.row_of(self.at.cursor);
        let y = row.index.checked_sub(first).filter(|&y| y < usize::from(page.height))? as u16;
        let x = row.indent + width::width(&self.text[row.range.start..self.at.cursor]);
        let x = x.min(usize::from(page.width) - 1);
        Some(Position::new(page.x + x as u16, page.y + y))
    }
}

fn text_style(kind: TextStyle, look: &Look) -> Style {
    match kind {
        TextStyle::Heading => look.theme.title.add_modifier(Modifier::BOLD),
        TextStyle::Bold => Style::new().add_modifier(Modifier::BOLD),
        TextStyle::Sign => look.theme.dim,
    }
}

fn mark_style(kind: MarkKind, look: &Look) -> Style {
    match kind {
        MarkKind::Spelling => look.theme.error.add_modifier(Modifier::UNDERLINED),
        MarkKind::Blank => look.theme.field,
        MarkKind::Warning | MarkKind::Found => look.theme.act_now.add_modifier(Modifier::UNDERLINED | Modifier::ITALIC),
    }
}
