//! Wrapped text to read and to scroll: headings, paragraphs, and labelled facts.

use super::{Look, pen, width};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// What part a paragraph plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParaKind {
    /// Ordinary text.
    #[default]
    Body,
    /// A heading.
    Heading,
    /// What matters less.
    Dim,
    /// Something wrong, or urgent.
    Error,
}

/// One paragraph, with a label before it or without.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Para {
    /// The label; empty for none.
    pub label: String,
    /// The text, which may have several lines.
    pub text: String,
    /// Its part.
    pub kind: ParaKind,
}

impl Para {
    /// Ordinary text.
    pub fn body(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: ParaKind::Heading, ..Self::default() }
    }

    /// What matters less.
    pub fn dim(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: ParaKind::Dim, ..Self::default() }
    }

    /// Something wrong, or urgent.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: ParaKind::Error, ..Self::default() }
    }

    /// A fact with its label: `Born   14-Aug-1980 (45y)`.
    pub fn fact(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into(), kind: ParaKind::Body }
    }

    /// An empty line.
    pub fn gap() -> Self {
        Self::default()
    }
}

/// Where a text is scrolled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The first row shown.
    pub offset: usize,
    page: usize,
}

impl Scroll {
    /// Moves with the arrows, Page Up and Down, Home and End. Says whether the key was one of these.
    pub fn handle(&mut self, key: KeyEvent) -> bool {
        if key.kind == KeyEventKind::Release {
            return false;
        }
        let page = self.page.saturating_sub(1).max(1);
        self.offset = match key.code {
            KeyCode::Up => self.offset.saturating_sub(1),
            KeyCode::Down => self.offset.saturating_add(1),
            KeyCode::PageUp => self.offset.saturating_sub(page),
            KeyCode::PageDown => self.offset.saturating_add(page),
            KeyCode::Home => 0,
            KeyCode::End => usize::MAX,
            _ => return false,
        };
        true
    }
}

struct Row {
    label: String,
    x: usize,
    text: String,
    style: Style,
}

/// Draws the paragraphs from the scrolled row on, and brings the offset back into range.
///
/// Returns where the terminal's cursor belongs for a screen reader: the first row.
pub fn scroll_text(
    frame: &mut Frame,
    area: Rect,
    paras: &[Para],
    scroll: &mut Scroll,
    look: &Look,
) -> Option<Position> {
    let area = pen::visible(frame, area);
    if area.is_empty() {
        return None;
    }
    let indent = label_width(paras, area.width);
    let rows = lay_out(paras, usize::from(area.width), indent, look);
    // The last row tells where one is, so that it never hides a word of the text.
    let noted = rows.len() > usize::from(area.height) && area.height > 2;
    scroll.page = usize::from(area.height) - usize::from(noted);
    scroll.offset = scroll.offset.min(rows.len().saturating_sub(scroll.page));
    let buf = frame.buffer_mut();
    for (y, row) in rows.iter().skip(scroll.offset).take(scroll.page).enumerate() {
        pen::put(buf, area, 0, y as u16, &row.label, look.theme.dim);
        pen::put(buf, area, row.x as u16, y as u16, &row.text, row.style);
    }
    if noted {
        let note = format!("{}/{}", scroll.offset + scroll.page, rows.len());
        pen::put_right(buf, area, (0, area.height - 1), area.width, &note, look.theme.dim);
    }
    look.plain.then_some(Position::new(area.x, area.y))
}

/// How many rows the paragraphs take at this width.
pub fn height(paras: &[Para], width: u16) -> usize {
    lay_out(paras, usize::from(width), label_width(paras, width), &Look::default()).len()
}

/// Labels stand in a column of their own, unless that would leave too little for the text.
fn label_width(paras: &[Para], area_width: u16) -> usize {
    let widest = paras.iter().map(|para| width::width(&para.label)).max().unwrap_or(0);
    let column = if widest == 0 { 0 } else { widest + 2 };
    if column + 12 > usize::from(area_width) { 0 } else { column }
}

fn lay_out(paras: &[Para], area_width: usize, indent: usize, look: &Look) -> Vec<Row> {
    paras.iter().flat_map(|para| para_rows(para, area_width, indent, look)).collect()
}

fn para_rows(para: &Para, area_width: usize, indent: usize, look: &Look) -> Vec<Row> {
    let style = match para.kind {
        ParaKind::Body => look.theme.base,
        ParaKind::Heading => look.theme.heading,
        ParaKind::Dim => look.theme.dim,
        ParaKind::Error => look.theme.error,
    };
    let stacked = indent == 0 && !para.label.is_empty();
    let text = if stacked { format!("{}: {}", para.label, para.text) } else { para.text.clone() };
    let own_column = indent > 0 && !para.label.is_empty();
    let room = if own_column { area_width - indent } else { area_width };
    let mut wrapped = width::wrap(&text, room);
    if wrapped.is_empty() {
        wrapped.push(String::new());
    }
    let x = if own_column { indent } else { 0 };
    let label = |first: bool| if own_column && first { width::clean(&para.label).into_owned() } else { String::new() };
    wrapped.into_iter().enumerate().map(|(i, text)| Row { label: label(i == 0), x, text, style }).collect()
}
