//! Boxes over the screen: questions, messages, the keys after a first one, and the screen that is too small.

use super::prose::{Para, Scroll, scroll_text};
use super::{Look, panel, pen, width};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// The smallest screen that the desk is drawn on: columns and rows.
pub const SMALLEST: (u16, u16) = (30, 8);

/// A rectangle in the middle of the area, as large as wanted and never larger than the area.
pub fn centred(area: Rect, wide: u16, high: u16) -> Rect {
    let (wide, high) = (wide.min(area.width), high.min(area.height));
    Rect::new(area.x + (area.width - wide) / 2, area.y + (area.height - high) / 2, wide, high)
}

/// Whether the screen is too small to draw the desk on.
pub fn too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// Says that the screen is too small and what to do about it.
pub fn draw_too_small(frame: &mut Frame, look: &Look) {
    let area = frame.area();
    pen::fill(frame.buffer_mut(), area, look.theme.base);
    let text = format!(
        "Too small: {}x{}. Make the window at least {}x{}. Nothing is lost.",
        area.width, area.height, SMALLEST.0, SMALLEST.1
    );
    for (y, row) in (0..).zip(width::wrap(&text, usize::from(area.width))) {
        pen::put(frame.buffer_mut(), area, 0, y, &row, look.theme.base);
    }
}

/// Empties a place in the middle of the area and draws a box on it. Returns the room inside. Without boxes nothing
/// would tell what is behind it from what is in it: then the whole area is emptied.
pub fn open(frame: &mut Frame, area: Rect, size: (u16, u16), title: &str, look: &Look) -> Rect {
    let area = pen::visible(frame, area);
    if look.plain {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
    }
    let place = centred(area, size.0, size.1);
    panel::panel(frame, place, title, true, look)
}

/// What became of a key that a question was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The key means nothing here.
    Ignored,
    /// The question goes on.
    Waiting,
    /// Yes.
    Yes,
    /// No, or Esc.
    No,
}

/// A question, which stands on No until somebody moves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub title: String,
    /// The thing and the effect, in sentences.
    pub text: String,
    /// The word for yes: `Send`.
    pub yes: String,
    /// The word for no: `Do not send`.
    pub no: String,
    on_yes: bool,
}

impl Question {
    /// A question that stands on No.
    pub fn new(title: &str, text: &str, yes: &str, no: &str) -> Self {
        let own = str::to_owned;
        Self { title: own(title), text: own(text), yes: own(yes), no: own(no), on_yes: false }
    }

    /// Whether Enter would now mean yes.
    pub fn on_yes(&self) -> bool {
        self.on_yes
    }

    /// `y` and `n` answer; the arrows and Tab move; Enter takes the answer it stands on; Esc is no.
    pub fn handle(&mut self, key: KeyEvent) -> Answer {
        if key.kind == KeyEventKind::Release || key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return Answer::Ignored;
        }
        match key.code {
            KeyCode::Char('y' | 'Y') => Answer::Yes,
            KeyCode::Enter if self.on_yes => Answer::Yes,
            KeyCode::Char('n' | 'N') | KeyCode::Esc | KeyCode::Enter => Answer::No,
            KeyCode::Left | KeyCode::Right | KeyCode::Tab | KeyCode::BackTab | KeyCode::Up | KeyCode::Down => {
                self.on_yes = !self.on_yes;
                Answer::Waiting
            }
            _ => Answer::Ignored,
        }
    }

    /// Draws the question in the middle of the area. Returns the cursor's place: on the answer it stands on.
    pub fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let (no, yes) = (format!("n {}", self.no), format!("y {}", self.yes));
        let answers = (width::width(&no) + width::width(&yes) + 12) as u16;
        let wide = answers.max(56).min(area.width);
        let rows = width::wrap(&self.text, usize::from(wide.saturating_sub(4)));
        let inner = open(frame, area, (wide, rows.len() as u16 + 4), &self.title, look);
        let text_room = inner.height.saturating_sub(1);
        for (y, row) in (0..text_room).zip(&rows) {
            pen::put(frame.buffer_mut(), inner, 1, y, row, look.theme.base);
        }
        draw_answers(frame, inner, (&no, &yes), self.on_yes, look)
    }
}

fn draw_answers(
    frame: &mut Frame,
    inner: Rect,
    (no, yes): (&str, &str),
    on_yes: bool,
    look: &Look,
) -> Option<Position> {
    if inner.is_empty() {
        return None;
    }
    let y = inner.height - 1;
    let style = |on: bool| if on { look.theme.selected } else { look.theme.base };
    let face = |on: bool, text: &str| if on { format!("> {text} <") } else { format!("  {text}  ") };
    let end = pen::put(frame.buffer_mut(), inner, 1, y, &face(!on_yes, no), style(!on_yes));
    pen::put(frame.buffer_mut(), inner, end + 1, y, &face(on_yes, yes), style(on_yes));
    let x = if on_yes { end + 1 } else { 1 };
    Some(Position::new((inner.x + x).min(inner.right() - 1), inner.y + y))
}

/// A text in a box, scrolled where it is long, with `Esc Close` below it.
pub fn message(
    frame: &mut Frame,
    area: Rect,
    title: &str,
    paras: &[Para],
    scroll: &mut Scroll,
    look: &Look,
) -> Option<Position> {
    let area = pen::visible(frame, area);
    let wide = area.width.min(message_width(paras));
    let rows = super::prose::height(paras, wide.saturating_sub(4));
    let inner = open(frame, area, (wide, rows.min(200) as u16 + 4), title, look);
    let text = Rect {
        x: inner.x + u16::from(inner.width > 2),
        width: inner.width.saturating_sub(2),
        height: inner.height.saturating_sub(2),
        ..inner
    };
    let cursor = scroll_text(frame, text, paras, scroll, look);
    let y = inner.height.saturating_sub(1);
    let end = pen::put(frame.buffer_mut(), inner, 1, y, "Esc", look.theme.key);
    pen::put(frame.buffer_mut(), inner, end + 1, y, "Close", look.theme.base);
    cursor
}

/// A message is as wide as reads well, and wider where a path or a number would be broken otherwise.
fn message_width(paras: &[Para]) -> u16 {
    let words = paras.iter().flat_map(|para| para.text.split_whitespace());
    let longest = words.map(width::width).max().unwrap_or(0);
    u16::try_from(longest + 6).unwrap_or(u16::MAX).max(72)
}

/// What can follow a first key, at the foot of the area in as many columns as fit.
pub fn choices(frame: &mut Frame, area: Rect, title: &str, pairs: &[(&str, &str)], look: &Look) {
    let area = pen::visible(frame, area);
    let pair_width = |(key, label): &(&str, &str)| width::width(key) + 1 + width::width(label);
    let column = pairs.iter().map(pair_width).max().unwrap_or(0) as u16 + 3;
    let columns = (area.width.saturating_sub(3) / column).max(1);
    let rows = (pairs.len() as u16).div_ceil(columns);
    let high = (rows + 2).min(area.height);
    let place = Rect { y: area.bottom() - high, height: high, ..area };
    let inner = panel::panel(frame, place, title, true, look);
    for (i, (key, label)) in (0u16..).zip(pairs) {
        let (x, y) = (1 + i / rows.max(1) * column, i % rows.max(1));
        let end = pen::put(frame.buffer_mut(), inner, x, y, key, look.theme.key);
        pen::put(frame.buffer_mut(), inner, end + 1, y, label, look.theme.base);
    }
}
