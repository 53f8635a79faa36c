//! The first line of the screen: where one is, what time it is, and what cannot wait.

use super::{Look, pen, width};
use ratatui::Frame;
use ratatui::layout::Rect;

/// The parts of the line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitleLine {
    /// The desk and whose it is, the longest wording first.
    pub left: Vec<String>,
    /// The clock, the longest wording first.
    pub middle: Vec<String>,
    /// How many things must be done now; empty if nothing must. It is never left out.
    pub urgent: String,
    /// Other counts.
    pub counts: String,
}

/// The wordings that are tried, the best first: which left part, which clock, whether with the other counts.
/// What must be done now always stands there, and the clock longer than whose desk it is.
const WORDINGS: &[(usize, Option<usize>, bool)] = &[
    (0, Some(0), true),
    (1, Some(0), true),
    (1, Some(1), true),
    (0, Some(0), false),
    (1, Some(0), false),
    (1, Some(1), false),
    (2, Some(1), false),
    (2, None, false),
];

/// Draws the line in the best wording that has room; in none of them the left part is cut.
pub fn title(frame: &mut Frame, area: Rect, parts: &TitleLine, look: &Look) {
    let line = pen::row(pen::visible(frame, area), 0);
    pen::fill(frame.buffer_mut(), line, look.theme.base);
    let (left, clock, counts) = wording(parts, usize::from(line.width));
    let right = draw_right(frame, line, &parts.urgent, counts, look);
    let free = line.width.saturating_sub(right);
    let end = pen::put_short(frame.buffer_mut(), line, (1, 0), free.saturating_sub(1), left, look.theme.title);
    draw_clock(frame, line, clock, (end, free), look);
}

/// The wording of this number, or the last one.
fn nth(wordings: &[String], at: usize) -> &str {
    wordings.get(at).or(wordings.last()).map_or("", String::as_str)
}

/// Left part, clock and other counts.
fn wording(parts: &TitleLine, room: usize) -> (&str, &str, &str) {
    let wide = |part: &str| if part.is_empty() { 0 } else { width::width(part) + 3 };
    let mut tried = WORDINGS.iter().map(|(left, clock, counts)| {
        let clock = clock.map_or("", |at| nth(&parts.middle, at));
        (nth(&parts.left, *left), clock, if *counts { parts.counts.as_str() } else { "" })
    });
    let fits = |(left, clock, counts): &(&str, &str, &str)| {
        wide(left) + wide(clock) + wide(counts) + wide(&parts.urgent) <= room
    };
    tried.clone().find(fits).or_else(|| tried.next_back()).unwrap_or_default()
}

/// Draws the counts at the right end and returns how many cells they take.
fn draw_right(frame: &mut Frame, line: Rect, urgent: &str, counts: &str, look: &Look) -> u16 {
    let gap = if urgent.is_empty() || counts.is_empty() { 0 } else { 3 };
    let wide = (width::width(urgent) + gap + width::width(counts)) as u16;
    if wide == 0 {
        return 0;
    }
    let margin = u16::from(line.width > wide);
    let x = line.width.saturating_sub(wide + margin);
    let buf = frame.buffer_mut();
    let next = pen::put(buf, line, x, 0, urgent, look.theme.act_now);
    pen::put(buf, line, next + gap as u16, 0, counts, look.theme.base);
    wide + margin + 2
}

/// The clock stands in the middle of the screen if it can, else in the middle of what is free.
fn draw_clock(frame: &mut Frame, line: Rect, clock: &str, (start, end): (u16, u16), look: &Look) {
    let wide = width::width(clock) as u16;
    if wide == 0 || start + 2 + wide > end {
        return;
    }
    let middle = (line.width.saturating_sub(wide)) / 2;
    let x = middle.clamp(start + 2, end - wide);
    pen::put(frame.buffer_mut(), line, x, 0, clock, look.theme.base);
}
