//! A week, Monday first: a column for each day with its blocks as lines.

use super::{Block, DayMarks, GridState, on_day, week_start};
use crate::ui::{Look, pen, width};
use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// A column is not drawn narrower than this while there is more than one.
const NARROWEST: u16 = 13;

/// A week to be drawn.
#[derive(Clone, Copy)]
pub struct WeekView<'a> {
    /// The blocks, of this week or of more.
    pub blocks: &'a [Block],
    /// Today and the holidays.
    pub days: DayMarks<'a>,
}

/// The days that fit: the whole week, its five working days, or fewer around the selected one.
pub(super) fn days_shown(date: NaiveDate, width: u16) -> Vec<NaiveDate> {
    let fit = match width / NARROWEST {
        7.. => 7,
        5 | 6 => 5,
        fewer => u64::from(fewer.max(1)),
    };
    let day = u64::from(date.weekday().num_days_from_monday());
    let first = match fit {
        7 => 0,
        // At the weekend the last five days are shown, not the working ones.
        5 if day < 5 => 0,
        fit => day.saturating_sub(fit / 2).min(7 - fit),
    };
    week_start(date).iter_days().skip(first as usize).take(fit as usize).collect()
}

impl WeekView<'_> {
    /// Draws the week. Returns the cursor's place in plain mode: on what is selected.
    pub fn draw(&self, frame: &mut Frame, area: Rect, state: &mut GridState, look: &Look) -> Option<Position> {
        let area = pen::visible(frame, area);
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        if area.is_empty() {
            return None;
        }
        // A screen reader reads across: one day after another, never in columns.
        let width = if look.plain { NARROWEST } else { area.width };
        let dates = days_shown(state.spot.date, width);
        let count = dates.len() as u16;
        let mut cursor = None;
        for (at, date) in (0u16..).zip(dates) {
            let (left, right) = (edge(area.width, at, count), edge(area.width, at + 1, count));
            let gap = u16::from(at + 1 < count);
            let column = Rect { x: area.x + left, width: (right - left).saturating_sub(gap), ..area };
            cursor = self.draw_day(frame, column, date, state, look).or(cursor);
        }
        cursor.filter(|_| look.plain)
    }

    fn draw_day(
        &self,
        frame: &mut Frame,
        column: Rect,
        date: NaiveDate,
        state: &GridState,
        look: &Look,
    ) -> Option<Position> {
        let here = date == state.spot.date;
        let on_head = here && state.spot.block.is_none();
        let pointer = if on_head { ">" } else { "" };
        let head = format!("{pointer}{}{}", date.format("%a %d-%b"), self.mark(date, column.width));
        let style = self.days.style(date, on_head, look);
        pen::put_short(frame.buffer_mut(), column, (0, 0), column.width, &head, style);
        let rest = self.draw_holiday(frame, pen::below(column, 1), date, look);
        let row = self.draw_blocks(frame, rest, date, state, look);
        let head_row = on_head.then_some(Position::new(column.x, column.y));
        head_row.or(row.map(|y| Position::new(rest.x, rest.y + y)))
    }

    /// What tells today from other days: the word, or a star where it does not fit.
    fn mark(&self, date: NaiveDate, width: u16) -> &'static str {
        match (self.days.is_today(date), width) {
            (false, _) => "",
            (true, ..17) => "*",
            (true, _) => " today",
        }
    }

    fn draw_holiday(&self, frame: &mut Frame, area: Rect, date: NaiveDate, look: &Look) -> Rect {
        let Some(name) = (self.days.holiday)(date) else { return area };
        pen::put_short(frame.buffer_mut(), area, (0, 0), area.width, &name, look.theme.paused);
        pen::below(area, 1)
    }

    /// Draws the day's blocks, scrolled to the selected one. Returns the selected one's row.
    fn draw_blocks(
        &self,
        frame: &mut Frame,
        area: Rect,
        date: NaiveDate,
        state: &GridState,
        look: &Look,
    ) -> Option<u16> {
        let today = on_day(self.blocks, date);
        let chosen = state.spot.block.as_ref().filter(|_| date == state.spot.date);
        let selected = today.iter().position(|block| Some(&block.id) == chosen);
        let whole = wrapped(&today, date, selected, area);
        if let Some(lines) = whole {
            return draw_whole(frame, area, &today, &lines, selected, look);
        }
        let crowded = today.len() > usize::from(area.height) && area.height > 1;
        let rows = usize::from(area.height) - usize::from(crowded);
        let skip = selected.map_or(0, |at| (at + 1).saturating_sub(rows));
        for (y, block) in (0..rows as u16).zip(today.iter().skip(skip)) {
            let on = selected == Some(skip + usize::from(y));
            let pointer = if on { ">" } else { "" };
            let text = format!("{pointer}{} {}", block.clock(date), block.caption());
            let style = block.style(on, look);
            pen::put_short(frame.buffer_mut(), area, (0, y), area.width, &text, style);
        }
        if crowded {
            let note = format!("+{} more", today.len() - rows);
            pen::put_short(frame.buffer_mut(), area, (0, area.height - 1), area.width, &note, look.theme.dim);
        }
        selected.filter(|_| rows > 0).map(|at| (at - skip) as u16)
    }
}

/// The captions of a day's blocks wrapped to its column; none where they do not all fit so.
fn wrapped(today: &[&Block], date: NaiveDate, selected: Option<usize>, area: Rect) -> Option<Vec<Vec<String>>> {
    let words = |(at, block): (usize, &&Block)| {
        let pointer = if selected == Some(at) { ">" } else { "" };
        let text = format!("{pointer}{} {}", block.clock(date), block.caption());
        width::wrap(&text, usize::from(area.width))
    };
    let all: Vec<Vec<String>> = today.iter().enumerate().map(words).collect();
    let fits = area.width >= 10 && all.iter().map(Vec::len).sum::<usize>() <= usize::from(area.height);
    fits.then_some(all)
}

/// Draws the blocks with their captions wrapped. Returns the selected one's row.
fn draw_whole(
    frame: &mut Frame,
    area: Rect,
    today: &[&Block],
    lines: &[Vec<String>],
    selected: Option<usize>,
    look: &Look,
) -> Option<u16> {
    let mut y = 0;
    let mut row = None;
    for (at, (lines, block)) in lines.iter().zip(today).enumerate() {
        let on = selected == Some(at);
        row = if on { Some(y) } else { row };
        for line in lines {
            pen::put_short(frame.buffer_mut(), area, (0, y), area.width, line, block.style(on, look));
            y += 1;
        }
    }
    row
}

fn edge(width: u16, at: u16, count: u16) -> u16 {
    (u32::from(width) * u32::from(at) / u32::from(count.max(1))) as u16
}
