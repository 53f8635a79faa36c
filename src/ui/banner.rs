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

/// Draws the parts of a person's banner, broken only between them unless one alone is wider than the area; nothing
/// is cut. A banner of the dead has another ground and a pattern. Returns the room below it.
pub fn parts(frame: &mut Frame, area: Rect, dead: bool, parts: &[String], look: &Look) -> Rect {
    let area = pen::visible(frame, area);
    let style = if dead { look.theme.banner_dead } else { look.theme.heading };
    let rows = part_rows(parts, area.width);
    for (y, row) in (0..area.height).zip(&rows) {
        pen::fill(frame.buffer_mut(), pen::row(area, y), style);
        let end = pen::put(frame.buffer_mut(), area, 1, y, row, style);
        if dead && !look.plain {
            let left = usize::from(area.width.saturating_sub(end + 2));
            pen::put(frame.buffer_mut(), area, end + 2, y, &"/ ".repeat(left / 2 + 1), style);
        }
    }
    pen::below(area, rows.len() as u16)
}

/// How many rows the parts need at this width.
pub fn parts_height(parts: &[String], width: u16) -> u16 {
    part_rows(parts, width).len() as u16
}

fn part_rows(parts: &[String], area_width: u16) -> Vec<String> {
    let room = usize::from(area_width.saturating_sub(2)).max(1);
    let mut rows: Vec<String> = Vec::new();
    for part in parts {
        match rows.last_mut() {
            Some(row) if width::width(row) + 3 + width::width(part) <= room => {
                row.push_str("   ");
                row.push_str(part);
            }
            _ if width::width(part) <= room => rows.push(part.clone()),
            _ => rows.extend(width::wrap(part, room)),
        }
    }
    rows
}

fn rows(text: &str, area_width: u16) -> Vec<String> {
    width::wrap(text, usize::from(area_width.saturating_sub(2)))
}
