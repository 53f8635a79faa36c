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

/// Draws as many `key label` pairs as fit, the first ones first and always the last one, and the toast at the right end;
/// in an area of several rows the toast alone.
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

/// The last pair is the one that leads to all the others, or back: those before it give way to it.
fn draw_pairs(frame: &mut Frame, line: Rect, pairs: &[(&str, &str)], look: &Look) {
    let wide = |(key, label): &(&str, &str)| (width::width(key) + 1 + width::width(label)) as u16;
    let Some((last, others)) = pairs.split_last() else { return };
    let kept = wide(last) + 3;
    let mut x = 1;
    for pair in others {
        if x + wide(pair) + kept > line.width {
            break;
        }
        x = draw_pair(frame, line, x, *pair, look);
    }
    if x + wide(last) <= line.width {
        draw_pair(frame, line, x, *last, look);
    }
}

fn draw_pair(frame: &mut Frame, line: Rect, x: u16, (key, label): (&str, &str), look: &Look) -> u16 {
    let buf = frame.buffer_mut();
    let next = pen::put(buf, line, x, 0, key, look.theme.key);
    pen::put(buf, line, next + 1, 0, label, look.theme.base) + 3
}
