//! The foot of the text while a marked word is looked at.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::spell::Marked;
use crate::ui::{Look, pen};

/// A marked word: what is wrong with it, what may have been meant with a figure each, and the keys.
pub(super) fn draw(frame: &mut Frame, area: Rect, marked: &Marked, look: &Look) -> Option<Position> {
    let buf = frame.buffer_mut();
    let room = area.width.saturating_sub(1);
    pen::put_short(buf, area, (1, 0), room, &marked.sentence(), look.theme.title);
    let texts: Vec<String> = match &marked.suggestions {
        None => vec!["  Looking for words that are like it.".into()],
        Some(found) if found.is_empty() => vec!["  No word is like it.".into()],
        Some(found) => found.iter().enumerate().map(|(n, word)| format!("{} {word}", n + 1)).collect(),
    };
    let list = Rect { height: area.height.saturating_sub(2), ..pen::below(area, 1) };
    let first = (marked.at + 1).saturating_sub(usize::from(list.height));
    let mut cursor = None;
    for (y, (n, text)) in (0..list.height).zip(texts.iter().enumerate().skip(first)) {
        let line = pen::row(list, y);
        let sign = if n == marked.at { "> " } else { "  " };
        pen::put_short(buf, line, (1, 0), room, &format!("{sign}{text}"), look.theme.base);
        if n == marked.at {
            pen::tint(buf, line, look.theme.selected);
            cursor = Some(Position::new(line.x, line.y));
        }
    }
    let keys = "number or Enter takes it · a Add to our words · i Ignore here · Alt-W Next";
    let foot = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    if area.height > 2 {
        pen::put_short(buf, foot, (1, 0), room, keys, look.theme.dim);
    }
    cursor
}
