//! A month, Monday first: how much there is on each day, and the first things on it.

use super::{Block, DayMarks, GridState, in_order, on_day, week_start};
use crate::ui::{Look, Meaning, pen};
use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

/// What a month shows of one day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayCell {
    /// How many things there are.
    pub count: usize,
    /// The worst of their meanings.
    pub meaning: Meaning,
    /// The load of the day in short lines, above the titles.
    pub notes: Vec<String>,
    /// The first of them.
    pub titles: Vec<String>,
}

impl DayCell {
    /// The cell of a day with these blocks.
    pub fn of(blocks: &[Block], date: NaiveDate) -> Self {
        Self::of_day(&on_day(blocks, date), date)
    }

    /// The cell of a day from what stands on it.
    pub fn of_day(today: &[&Block], date: NaiveDate) -> Self {
        let mut today = today.to_vec();
        in_order(&mut today);
        let live = today.iter().filter(|block| !block.struck);
        // The meanings stand in order, the worst first.
        let meaning = live.clone().map(|block| block.meaning).min().unwrap_or_default();
        let titles = today.iter().take(8).map(|block| format!("{} {}", block.clock(date), block.caption())).collect();
        Self { count: live.count(), meaning, titles, notes: Vec::new() }
    }
}

/// A month to be drawn.
#[derive(Clone, Copy)]
pub struct MonthView<'a> {
    /// What each day shows.
    pub cell: &'a dyn Fn(NaiveDate) -> DayCell,
    /// Today and the holidays.
    pub days: DayMarks<'a>,
}

/// The Mondays of the weeks that hold a day of the date's month.
pub(super) fn weeks(date: NaiveDate) -> Vec<NaiveDate> {
    let first = date.with_day(1).unwrap_or(date);
    let mondays = week_start(first).iter_weeks();
    mondays.take_while(|monday| *monday <= first || monday.month() == date.month()).collect()
}

impl MonthView<'_> {
    /// Draws the month of the selected date. Returns the cursor's place in plain mode.
    pub fn draw(&self, frame: &mut Frame, area: Rect, state: &mut GridState, look: &Look) -> Option<Position> {
        let area = pen::visible(frame, area);
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        if area.is_empty() {
            return None;
        }
        if look.plain {
            return self.draw_as_list(frame, area, state, look);
        }
        draw_weekdays(frame, area, look);
        self.draw_weeks(frame, pen::below(area, 1), state, look);
        None
    }

    fn draw_weeks(&self, frame: &mut Frame, area: Rect, state: &GridState, look: &Look) {
        let weeks = weeks(state.spot.date);
        let count = (weeks.len() as u16).min(area.height.max(1));
        // Where not even a row is left for each week, those around the selected date are shown.
        let here = weeks.iter().rposition(|monday| *monday <= state.spot.date).unwrap_or(0);
        let skip = (here + 1).saturating_sub(usize::from(count));
        for (row, monday) in (0..count).zip(weeks.into_iter().skip(skip)) {
            let (top, bottom) = (edge(area.height, row, count), edge(area.height, row + 1, count));
            let band = Rect { y: area.y + top, height: bottom - top, ..area };
            for (at, date) in (0u16..7).zip(monday.iter_days()) {
                self.draw_day(frame, column(band, at), date, state, look);
            }
        }
    }

    fn draw_day(&self, frame: &mut Frame, area: Rect, date: NaiveDate, state: &GridState, look: &Look) {
        let cell = (self.cell)(date);
        let holiday = (self.days.holiday)(date);
        let selected = date == state.spot.date;
        let outside = date.month() != state.spot.date.month();
        let style = self.days.style(date, selected, look);
        let style = if outside && !selected { look.theme.dim } else { style };
        let pointer = if selected { '>' } else { ' ' };
        let today = if self.days.is_today(date) { "*" } else { "" };
        let feast = if holiday.is_some() { "h" } else { "" };
        let head = format!("{pointer}{}{today}{feast}", date.day());
        let end = pen::put(frame.buffer_mut(), area, 0, 0, &head, style);
        if cell.count > 0 {
            let load = format!("{}{}", cell.meaning.sign(), cell.count);
            let room = area.width.saturating_sub(end + 1);
            let load_style = if outside { look.theme.dim } else { look.meaning(cell.meaning) };
            pen::put_right(frame.buffer_mut(), area, (end, 0), room, load.trim_start(), load_style);
        }
        let lines = holiday.iter().map(|name| (name, look.theme.paused));
        let notes = cell.notes.iter().map(|note| (note, if outside { look.theme.dim } else { look.theme.to_do }));
        let titles = cell.titles.iter().map(|title| (title, if outside { look.theme.dim } else { look.theme.base }));
        for (y, (text, style)) in (1..area.height).zip(lines.chain(notes).chain(titles)) {
            pen::put_short(frame.buffer_mut(), area, (1, y), area.width.saturating_sub(2), text, style);
        }
    }

    /// The days one below the other, with the selected one in view.
    fn draw_as_list(&self, frame: &mut Frame, area: Rect, state: &GridState, look: &Look) -> Option<Position> {
        let skip = u16::try_from(state.spot.date.day0()).unwrap_or(0).saturating_sub(area.height - 1);
        let first = state.spot.date.with_day(1)?;
        let month = first.iter_days().take_while(|date| date.month() == first.month());
        let mut cursor = None;
        for (y, date) in (0..area.height).zip(month.skip(usize::from(skip))) {
            let selected = date == state.spot.date;
            let style = self.days.style(date, selected, look);
            pen::put_short(frame.buffer_mut(), area, (0, y), area.width, &self.said(date, selected), style);
            if selected {
                cursor = Some(Position::new(area.x, area.y + y));
            }
        }
        cursor
    }

    /// A day in words.
    fn said(&self, date: NaiveDate, selected: bool) -> String {
        let cell = (self.cell)(date);
        let pointer = if selected { "> " } else { "  " };
        let today = if self.days.is_today(date) { ", today" } else { "" };
        let holiday = (self.days.holiday)(date).map_or_else(String::new, |name| format!(", {name}"));
        let count = if cell.count == 0 { String::new() } else { format!(", {} entries", cell.count) };
        let word = if cell.meaning == Meaning::None { String::new() } else { format!(", {}", cell.meaning.word()) };
        let notes = cell.notes.iter().fold(String::new(), |all, note| format!("{all}, {note}"));
        let first = cell.titles.first().map_or_else(String::new, |title| format!(": {title}"));
        format!("{pointer}{}{today}{holiday}{notes}{count}{word}{first}", date.format("%a %d-%b-%Y"))
    }
}

fn draw_weekdays(frame: &mut Frame, area: Rect, look: &Look) {
    for (at, name) in (0u16..).zip(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]) {
        let column = column(area, at);
        pen::put(frame.buffer_mut(), column, u16::from(column.width > 3), 0, name, look.theme.heading);
    }
}

fn column(area: Rect, at: u16) -> Rect {
    let (left, right) = (edge(area.width, at, 7), edge(area.width, at + 1, 7));
    Rect { x: area.x + left, width: right - left, ..area }
}

fn edge(length: u16, at: u16, count: u16) -> u16 {
    (u32::from(length) * u32::from(at) / u32::from(count.max(1))) as u16
}
