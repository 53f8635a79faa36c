//! The diary as grids: a day, a week, a month, over blocks of time that mean nothing to them.

mod agenda;
mod day;
mod month;
mod movement;
mod side;
mod week;

#[cfg(test)]
mod tests;

pub use agenda::agenda_line;
pub use day::{DayView, Pace};
pub use month::{DayCell, MonthView};
pub use movement::{Direction, Spot, in_day, in_month, in_order, in_week, on_day, week_start};
pub use side::{Place, side_by_side};
pub use week::WeekView;

use super::{Look, Meaning};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use ratatui::style::{Modifier, Style};

/// A stretch of time in a diary.
// Four independent facts about it, not states of one machine.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// What it is remembered by.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where, with whom, how full.
    pub detail: String,
    /// What it holds, a line each, shown below the title where there is room.
    pub rows: Vec<String>,
    /// When it begins, on the wall clock.
    pub start: NaiveDateTime,
    /// When it ends; not before it begins.
    pub end: NaiveDateTime,
    /// Whether it takes whole days.
    pub all_day: bool,
    /// What it asks for.
    pub meaning: Meaning,
    /// Which of several calendars it stands in, from 0.
    pub lane: usize,
    /// Cancelled, and shown struck through.
    pub struck: bool,
    /// Not confirmed: a hold or a proposal.
    pub tentative: bool,
    /// Shown to others as busy only.
    pub private: bool,
}

impl Block {
    /// Whether any of it falls on a day.
    pub fn on(&self, date: NaiveDate) -> bool {
        let midnight = NaiveDateTime::new(date, NaiveTime::MIN);
        let starts = self.start.date() <= date;
        let ends = if self.all_day { self.end.date() >= date } else { self.end > midnight };
        starts && (ends || self.start.date() == date)
    }

    /// Its title with what must not be told by colour alone: the sign, `(cancelled)`, `(hold)`, `(private)`.
    pub fn caption(&self) -> String {
        let sign = self.meaning.sign();
        let mut caption = if sign == ' ' { String::new() } else { format!("{sign} ") };
        caption.push_str(&self.title);
        for (yes, word) in [(self.struck, "cancelled"), (self.tentative, "hold"), (self.private, "private")] {
            // Said once: a title may have the word already.
            if yes && !self.title.to_lowercase().contains(word) {
                caption = format!("{caption} ({word})");
            }
        }
        caption
    }

    /// The time it begins as it is shown on a day: nothing for whole days, `…` where it began before.
    pub fn clock(&self, date: NaiveDate) -> String {
        match (self.all_day, self.start.date() < date) {
            (true, _) => "all day".to_owned(),
            (false, true) => "…".to_owned(),
            (false, false) => self.start.format("%H:%M").to_string(),
        }
    }

    fn style(&self, selected: bool, look: &Look) -> Style {
        let mut style = look.theme.base.patch(look.meaning(self.meaning));
        if self.struck {
            style = style.patch(look.theme.dim).add_modifier(Modifier::CROSSED_OUT);
        }
        if selected { style.patch(look.theme.selected) } else { style }
    }
}

/// What the days themselves are: which is today, and which are holidays.
#[derive(Clone, Copy)]
pub struct DayMarks<'a> {
    /// Today and the time of day.
    pub now: NaiveDateTime,
    /// The name of the holiday on a date.
    pub holiday: &'a dyn Fn(NaiveDate) -> Option<String>,
}

impl DayMarks<'_> {
    fn is_today(&self, date: NaiveDate) -> bool {
        self.now.date() == date
    }

    /// The style of a day's heading outside a grid.
    pub fn heading(&self, date: NaiveDate, selected: bool, look: &Look) -> Style {
        self.style(date, selected, look)
    }

    /// The style of a day's heading.
    fn style(&self, date: NaiveDate, selected: bool, look: &Look) -> Style {
        let ground = look.theme.base;
        let style = if self.is_today(date) {
            ground.patch(look.theme.today)
        } else if (self.holiday)(date).is_some() {
            ground.patch(look.theme.paused)
        } else {
            ground.patch(look.theme.title)
        };
        if selected { style.patch(look.theme.selected) } else { style }
    }
}

/// What is selected in a grid, and how far it is scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridState {
    /// The selected date and block.
    pub spot: Spot,
    /// The first visible row of the day, in minutes after midnight; set by drawing.
    top: u32,
}

impl GridState {
    /// A grid that stands on a date.
    pub fn new(date: NaiveDate) -> Self {
        Self { spot: Spot::on(date), top: 8 * 60 }
    }
}
