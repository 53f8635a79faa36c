//! Charts of days: a row each for somebody, a cell each for a day; and a year of one, a row each for a month.

use super::grid::DayMarks;
use super::{Look, Meaning, pen, width};
use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::Frame;
use ratatui::layout::Rect;

/// A row of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartRow {
    /// Its name.
    pub name: String,
    /// Whether it is a heading without cells.
    pub heading: bool,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartCell {
    /// One sign.
    pub sign: char,
    /// What it asks for.
    pub meaning: Meaning,
    /// Whether it stands back: a weekend, a day out of reach.
    pub dim: bool,
}

impl Default for ChartCell {
    fn default() -> Self {
        Self { sign: ' ', meaning: Meaning::None, dim: false }
    }
}

impl ChartCell {
    /// A sign that stands out.
    pub fn new(sign: char, meaning: Meaning) -> Self {
        Self { sign, meaning, dim: false }
    }

    /// A sign that stands back.
    pub fn quiet(sign: char) -> Self {
        Self { sign, meaning: Meaning::None, dim: true }
    }

    fn style(self, look: &Look) -> ratatui::style::Style {
        if self.dim { look.theme.dim } else { look.theme.base.patch(look.meaning(self.meaning)) }
    }
}

/// What a cell holds: of which row, on which day.
pub type Cells<'a> = &'a dyn Fn(usize, NaiveDate) -> ChartCell;

/// A chart of weeks: day by row.
#[derive(Clone, Copy)]
pub struct ChartView<'a> {
    /// The rows.
    pub rows: &'a [ChartRow],
    /// What stands in them.
    pub cell: Cells<'a>,
    /// Today and the holidays.
    pub days: DayMarks<'a>,
    /// The Monday it begins with.
    pub first: NaiveDate,
}

/// The cells of a week: its days and a gap.
const WEEK: u16 = 8;

impl ChartView<'_> {
    fn name_width(&self) -> u16 {
        let widest = self.rows.iter().map(|r| width::width(&r.name)).max().unwrap_or(0) as u16;
        widest.clamp(8, 20) + 3
    }

    /// How many weeks fit.
    pub fn weeks(&self, area: Rect) -> u16 {
        ((area.width.saturating_sub(self.name_width()) + 1) / WEEK).max(1)
    }

    /// Draws it with one cell selected. Gives how many rows it took.
    pub fn draw(&self, frame: &mut Frame, area: Rect, (row, day): (usize, NaiveDate), look: &Look) -> u16 {
        let area = pen::visible(frame, area);
        let left = self.name_width();
        let weeks = self.weeks(area);
        for week in 0..weeks {
            self.draw_heads(frame, area, left + week * WEEK, week, day, look);
        }
        let room = area.height.saturating_sub(2);
        let skip = (row + 1).saturating_sub(usize::from(room));
        let shown = self.rows.iter().enumerate().skip(skip).take(usize::from(room));
        let mut taken = 2;
        for (y, (at, one)) in (2u16..).zip(shown) {
            let here = at == row;
            let style = if one.heading { look.theme.heading } else { look.theme.base };
            let pointer = if here { "> " } else { "  " };
            let lead = if one.heading { "" } else { pointer };
            pen::put_short(frame.buffer_mut(), area, (0, y), left - 1, &format!("{lead}{}", one.name), style);
            if !one.heading {
                self.draw_cells(frame, area, (left, y), at, here.then_some(day), look);
            }
            taken = y + 1;
        }
        taken
    }

    /// Above each week its Monday, and the letters of its days.
    fn draw_heads(&self, frame: &mut Frame, area: Rect, x: u16, week: u16, day: NaiveDate, look: &Look) {
        let days = self.first.iter_days().skip(usize::from(week) * 7).take(7);
        for (n, date) in (0u16..).zip(days) {
            if n == 0 {
                pen::put(frame.buffer_mut(), area, x, 0, &date.format("%d-%b").to_string(), look.theme.heading);
            }
            let letter = ["M", "T", "W", "T", "F", "S", "S"][date.weekday().num_days_from_monday() as usize];
            let style = self.days.heading(date, date == day, look);
            pen::put(frame.buffer_mut(), area, x + n, 1, letter, style);
        }
    }

    fn draw_cells(
        &self,
        frame: &mut Frame,
        area: Rect,
        (left, y): (u16, u16),
        row: usize,
        selected: Option<NaiveDate>,
        look: &Look,
    ) {
        for week in 0..self.weeks(area) {
            let days = self.first.iter_days().skip(usize::from(week) * 7).take(7);
            for (n, date) in (0u16..).zip(days) {
                let cell = (self.cell)(row, date);
                let style = cell.style(look);
                let style = if selected == Some(date) { style.patch(look.theme.selected) } else { style };
                // The chosen cell is not told by colour alone.
                let sign = if selected == Some(date) && cell.sign == ' ' { '_' } else { cell.sign };
                pen::put(frame.buffer_mut(), area, left + week * WEEK + n, y, &sign.to_string(), style);
            }
        }
    }
}

/// A year of one row: months down, days across.
#[derive(Clone, Copy)]
pub struct YearView<'a> {
    /// The year.
    pub year: i32,
    /// What stands on a day.
    pub cell: &'a dyn Fn(NaiveDate) -> ChartCell,
    /// Today and the holidays.
    pub days: DayMarks<'a>,
}

impl YearView<'_> {
    /// Rows it takes.
    pub const HEIGHT: u16 = 13;

    /// Draws it: two cells a day where there is room, with the selected day marked.
    pub fn draw(&self, frame: &mut Frame, area: Rect, selected: NaiveDate, look: &Look) {
        let area = pen::visible(frame, area);
        let wide = if area.width >= 5 + 31 * 3 {
            3
        } else if area.width >= 5 + 31 * 2 {
            2
        } else {
            1
        };
        for day in 1..=31u16 {
            let text = if wide == 1 { (day % 10).to_string() } else { format!("{day:>2}") };
            pen::put(frame.buffer_mut(), area, 4 + (day - 1) * wide, 0, &text, look.theme.heading);
        }
        for month in 1..=12u16 {
            let Some(first) = NaiveDate::from_ymd_opt(self.year, u32::from(month), 1) else { continue };
            pen::put(frame.buffer_mut(), area, 0, month, &first.format("%b").to_string(), look.theme.heading);
            for date in first.iter_days().take_while(|d| d.month() == first.month()) {
                let cell = self.of(date);
                let style = cell.style(look);
                let style = if date == selected { style.patch(look.theme.selected) } else { style };
                let sign = if date == selected && cell.sign == ' ' { '_' } else { cell.sign };
                let x = 4 + (date.day0() as u16) * wide + u16::from(wide > 1);
                pen::put(frame.buffer_mut(), area, x, month, &sign.to_string(), style);
            }
        }
    }

    fn of(&self, date: NaiveDate) -> ChartCell {
        let cell = (self.cell)(date);
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        if cell.sign == ' ' && weekend { ChartCell::quiet('.') } else { cell }
    }
}
