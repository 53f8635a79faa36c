//! A banner across the screen that cannot be overlooked.

use super::{Look, pen, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// What a banner is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BannerKind {
    /// Words that may be an emergency.
    Alarm,
    /// The record of somebody who died.
    Dead,
}

/// How many rows the banner needs at this width.
pub fn height(text: &str, width: u16) -> u16 {
    rows(text, width).len() as u16
}

/// Draws the banner at the top of the area and returns the room below it.
pub fn banner(frame: &mut Frame, area: Rect, kind: BannerKind, text: &str, look: &Look) -> Rect {
    let area = pen::visible(frame, area);
    let style = match kind {
        BannerKind::Alarm => look.theme.banner,
        BannerKind::Dead => look.theme.banner_dead,
    };
    let rows = rows(text, area.width);
    for (y, row) in (0..area.height).zip(&rows) {
        pen::fill(frame.buffer_mut(), pen::row(area, y), style);
        pen::put(frame.buffer_mut(), area, 1, y, row, style);
    }
    pen::below(area, rows.len() as u16)
}

fn rows(text: &str, area_width: u16) -> Vec<String> {
    width::wrap(text, usize::from(area_width.saturating_sub(2)))
}
