//! Writing into the buffer without ever leaving the area, whatever the area is.

use super::width;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

/// The part of `area` that is on the screen.
pub fn visible(frame: &Frame, area: Rect) -> Rect {
    area.intersection(frame.area())
}

/// Writes `text` at column `x` and row `y`, both counted from the area's corner, cut at its edge.
/// Returns the column after what was written.
pub fn put(buf: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let area = area.intersection(buf.area);
    if x >= area.width || y >= area.height {
        return x;
    }
    let room = usize::from(area.width - x);
    let (end, _) = buf.set_stringn(area.x + x, area.y + y, width::clean(text), room, style);
    end - area.x
}

/// As [`put`], in at most `max` cells, with `…` where the text was cut.
pub fn put_short(buf: &mut Buffer, area: Rect, at: (u16, u16), max: u16, text: &str, style: Style) -> u16 {
    let room = area.width.saturating_sub(at.0).min(max);
    let clean = width::clean(text);
    put(buf, area, at.0, at.1, &width::shorten(&clean, usize::from(room)), style)
}

/// As [`put_short`], standing at the right end of its cells.
pub fn put_right(buf: &mut Buffer, area: Rect, at: (u16, u16), max: u16, text: &str, style: Style) {
    let room = area.width.saturating_sub(at.0).min(max);
    let clean = width::clean(text);
    let short = width::shorten(&clean, usize::from(room));
    let indent = room.saturating_sub(width::width(&short) as u16);
    put(buf, area, at.0 + indent, at.1, &short, style);
}

/// Writes spans of different styles one after another. Returns the column after the last.
pub fn put_spans(buf: &mut Buffer, area: Rect, x: u16, y: u16, spans: &[Span]) -> u16 {
    spans.iter().fold(x, |x, span| put(buf, area, x, y, &span.content, span.style))
}

/// Empties the area and gives every cell the style.
pub fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buf[(x, y)].reset();
            buf[(x, y)].set_style(style);
        }
    }
}

/// Gives every cell of the area the style and leaves the text.
pub fn tint(buf: &mut Buffer, area: Rect, style: Style) {
    buf.set_style(area.intersection(buf.area), style);
}

/// One row of an area; empty where the area has no such row.
pub fn row(area: Rect, y: u16) -> Rect {
    if y >= area.height {
        return Rect::new(area.x, area.y, 0, 0);
    }
    Rect::new(area.x, area.y + y, area.width, 1)
}

/// The area without its first `n` rows.
pub fn below(area: Rect, n: u16) -> Rect {
    let n = n.min(area.height);
    Rect::new(area.x, area.y + n, area.width, area.height - n)
}
