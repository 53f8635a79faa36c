//! Draws the lines that are on the screen, and only those.

use super::columns::{self, Piece, Slot};
use super::{Column, Line, ListState, Rows};
use crate::ui::{Look, Meaning, panel, pen, width};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// A list to be drawn: its columns, and what an empty one says.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// The columns.
    pub columns: &'a [Column],
    /// What stands in an empty list: `No letters.`
    pub empty: &'a str,
    /// What to press then: `n New letter`.
    pub hint: &'a str,
    /// Whether this list has the keys.
    pub focused: bool,
}

/// A line ready to be drawn.
struct Ready {
    at: usize,
    line: Line,
    pieces: Vec<Piece>,
    height: u16,
}

impl List<'_> {
    /// Draws the list in its own box, with the place in it (`12/340`) on the lower edge where it does not all fit.
    pub fn draw_in_panel(
        &self,
        frame: &mut Frame,
        area: Rect,
        title: &str,
        rows: &(impl Rows + ?Sized),
        state: &mut ListState,
        look: &Look,
    ) -> Option<Position> {
        let inner = panel::panel(frame, area, title, self.focused, look);
        if look.plain {
            return self.draw(frame, inner, rows, state, look);
        }
        let (cursor, all) = self.draw_lines(frame, inner, rows, state, look);
        if !all {
            panel::foot(frame, area, &place(rows, state), look);
        }
        cursor
    }

    /// Draws the list into the area. Where it does not all fit, the last row says the place in it.
    ///
    /// Returns where the terminal's cursor belongs in plain mode: on the selected line.
    pub fn draw(
        &self,
        frame: &mut Frame,
        area: Rect,
        rows: &(impl Rows + ?Sized),
        state: &mut ListState,
        look: &Look,
    ) -> Option<Position> {
        let area = pen::visible(frame, area);
        let crowded = area.height > 2 && rows.len() > usize::from(area.height);
        let lines = Rect { height: area.height - u16::from(crowded), ..area };
        let (cursor, _) = self.draw_lines(frame, lines, rows, state, look);
        if crowded {
            let at = (0, area.height - 1);
            pen::put_right(frame.buffer_mut(), area, at, area.width, &place(rows, state), look.theme.dim);
        }
        cursor
    }

    /// Draws the lines. The second value says whether all of them are on the screen.
    fn draw_lines(
        &self,
        frame: &mut Frame,
        area: Rect,
        rows: &(impl Rows + ?Sized),
        state: &mut ListState,
        look: &Look,
    ) -> (Option<Position>, bool) {
        let area = pen::visible(frame, area);
        state.keep(rows);
        if area.is_empty() {
            return (None, true);
        }
        if rows.is_empty() {
            return (self.draw_empty(frame, area, look), true);
        }
        let lead = lead_width(state, look);
        let slots = columns::slots(self.columns, area.width.saturating_sub(lead));
        let ready = self.on_screen(area, lead, &slots, rows, state);
        state.page = ready.len();
        let all = ready.len() == rows.len();
        let mut cursor = None;
        let mut y = 0;
        for one in &ready {
            let text_row = y + u16::from(one.line.group.is_some());
            self.draw_one(frame.buffer_mut(), area, y, one, state, look);
            if one.at == state.selected && look.plain && self.focused && text_row < area.height {
                cursor = Some(Position::new(area.x, area.y + text_row));
            }
            y += one.height;
        }
        (cursor, all)
    }

    fn draw_empty(&self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let rows = width::wrap(self.empty, usize::from(area.width.saturating_sub(2)));
        let hint = width::wrap(self.hint, usize::from(area.width.saturating_sub(2)));
        let styled = rows.iter().map(|row| (row, look.theme.dim)).chain(hint.iter().map(|row| (row, look.theme.base)));
        for (y, (row, style)) in (0..area.height).zip(styled) {
            pen::put(frame.buffer_mut(), area, 1, y, row, style);
        }
        (look.plain && self.focused).then_some(Position::new(area.x, area.y))
    }

    /// Lays out lines from the offset on until the area is full, with the selected one among them.
    fn on_screen(
        &self,
        area: Rect,
        lead: u16,
        slots: &[Slot],
        rows: &(impl Rows + ?Sized),
        state: &mut ListState,
    ) -> Vec<Ready> {
        let ready = |at: usize| {
            let line = rows.row(at);
            let pieces = columns::pieces(&line, self.columns, slots, area.width.saturating_sub(lead));
            let height = columns::height(&pieces) + u16::from(line.group.is_some());
            Ready { at, line, pieces, height }
        };
        let lowest = |target| lowest(area, target, |at| ready(at).height);
        state.offset = state.offset.clamp(lowest(state.selected), state.selected);
        // Room at the end belongs to the lines before.
        state.offset = state.offset.min(lowest(rows.len() - 1));
        let mut used = 0;
        let mut shown = Vec::new();
        for at in state.offset..rows.len() {
            if used >= area.height {
                break;
            }
            let one = ready(at);
            if used + one.height > area.height && at > state.selected {
                break;
            }
            used += one.height;
            shown.push(one);
        }
        shown
    }

    fn draw_one(&self, buf: &mut Buffer, area: Rect, y: u16, one: &Ready, state: &ListState, look: &Look) {
        let lead = lead_width(state, look);
        let mut top = y;
        if let Some(group) = &one.line.group {
            pen::put_short(buf, area, (0, y), area.width, group, look.theme.heading);
            top += 1;
        }
        let selected = self.focused && one.at == state.selected;
        let marked = state.marked.contains(&one.line.id);
        let style = line_style(one.line.meaning, selected, marked, look);
        if selected {
            for row in top..(y + one.height).min(area.height) {
                pen::fill(buf, pen::row(area, row), style);
            }
        }
        pen::put(buf, area, 0, top, &lead_text(one.line.meaning, selected, marked, look), style);
        for piece in &one.pieces {
            let at = (lead + piece.x, top + piece.row);
            if piece.right {
                pen::put_right(buf, area, at, piece.room, &piece.text, style);
            } else {
                pen::put(buf, area, at.0, at.1, &piece.text, style);
            }
        }
    }
}

/// The lowest offset at which the line at `target` is still wholly on the screen.
fn lowest(area: Rect, target: usize, height: impl Fn(usize) -> u16) -> usize {
    let mut used = 0;
    let mut first = target;
    for at in (0..=target).rev() {
        used += u32::from(height(at));
        if used > u32::from(area.height) {
            break;
        }
        first = at;
    }
    first
}

fn line_style(meaning: Meaning, selected: bool, marked: bool, look: &Look) -> Style {
    let mut style = look.theme.base.patch(look.meaning(meaning));
    if marked {
        style = style.patch(look.theme.marked);
    }
    if selected {
        style = style.patch(look.theme.selected);
    }
    style
}

fn place(rows: &(impl Rows + ?Sized), state: &ListState) -> String {
    format!("{}/{}", state.selected() + 1, rows.len())
}

/// Before the columns: `>` for selected, the sign of the meaning, and `*` for marked where anything is.
fn lead_text(meaning: Meaning, selected: bool, marked: bool, look: &Look) -> String {
    let here = if selected { '>' } else { ' ' };
    let mark = if marked { "*" } else { "" };
    if look.plain {
        return format!("{here} {} {mark}", meaning.padded());
    }
    format!("{here}{}{mark}", meaning.sign())
}

fn lead_width(state: &ListState, look: &Look) -> u16 {
    match (look.plain, state.marked.is_empty()) {
        (true, true) => 10,
        (true, false) => 12,
        (false, true) => 3,
        (false, false) => 4,
    }
}
