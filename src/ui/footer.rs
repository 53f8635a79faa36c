//! The last line of the screen: what can be pressed here, and the answer to what was just done.

use super::{Look, pen, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The answer to a change, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// Whether it says that something could not be done.
    pub error: bool,
}

impl Toast {
    /// Something was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), error: false }
    }

    /// Something could not be done.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), error: true }
    }
}

/// How many rows the footer takes: one, but for a toast that has no room in it. None of its words are left out.
pub fn height(toast: Option<&Toast>, wide: u16) -> u16 {
    toast.map_or(1, |toast| rows(toast, wide).len().max(1) as u16)
}

/// A toast in rows of this width.
fn rows(toast: &Toast, wide: u16) -> Vec<String> {
    width::wrap(&toast.text, usize::from(wide.saturating_sub(2).max(1)))
}

/// Draws as many `key label` pairs as fit, the first ones first, and the toast at the right end; in an area of several
/// rows the toast alone.
///
/// The toast is the news: where both do not fit, pairs give way.
pub fn footer(frame: &mut Frame, area: Rect, pairs: &[(&str, &str)], toast: Option<&Toast>, look: &Look) {
    let area = pen::visible(frame, area);
    if let Some(toast) = toast.filter(|_| area.height > 1) {
        return draw_tall(frame, area, toast, look);
    }
    let line = pen::row(area, 0);
    pen::fill(frame.buffer_mut(), line, look.theme.base);
    let said = toast.map_or(0, |toast| draw_toast(frame, line, toast, look));
    let room = line.width.saturating_sub(said);
    draw_pairs(frame, Rect { width: room, ..line }, pairs, look);
}

fn draw_tall(frame: &mut Frame, area: Rect, toast: &Toast, look: &Look) {
    let style = if toast.error { look.theme.error } else { look.theme.toast };
    pen::fill(frame.buffer_mut(), area, look.theme.base);
    for (y, row) in (0..area.height).zip(rows(toast, area.width)) {
        pen::put(frame.buffer_mut(), area, 1, y, &row, style);
    }
}

fn draw_toast(frame: &mut Frame, line: Rect, toast: &Toast, look: &Look) -> u16 {
    let style = if toast.error { look.theme.error } else { look.theme.toast };
    let room = line.width.saturating_sub(2);
    pen::put_right(frame.buffer_mut(), line, (1, 0), room, &toast.text, style);
    (width::width(&toast.text) as u16).min(room) + 3
}

fn draw_pairs(frame: &mut Frame, line: Rect, pairs: &[(&str, &str)], look: &Look) {
    let mut x = 1;
    for (key, label) in pairs {
        let wide = (width::width(key) + 1 + width::width(label)) as u16;
        if x + wide > line.width {
            break;
        }
        let buf = frame.buffer_mut();
        let next = pen::put(buf, line, x, 0, key, look.theme.key);
        x = pen::put(buf, line, next + 1, 0, label, look.theme.base) + 3;
    }
}
