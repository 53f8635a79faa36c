//! The charts of leave: whose row and which days are looked at, and what the arrow keys do there.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::{DiaryPane, Mode};
use crate::app::Cx;
use crate::desk::diary::repo_away;
use crate::desk::diary::rules_chart::{Chart, Person};
use crate::store::Refusal;
use crate::text::calendar as days;
use crate::ui::grid::{Direction, Spot};

/// Read so many weeks from the first one shown.
const WEEKS_READ: u64 = 27;

/// What the charts of leave keep.
#[derive(Default)]
pub(in crate::desk::diary) struct ChartState {
    /// Who is away when.
    pub chart: Chart,
    /// The Monday that is shown first.
    pub first: NaiveDate,
    /// How many weeks were shown when it was last drawn.
    pub weeks: u16,
    /// Whose row is selected.
    pub row: usize,
    window: (NaiveDate, NaiveDate),
}

impl Mode {
    /// Whether it is one of the charts of leave.
    pub(in crate::desk::diary) fn is_chart(self) -> bool {
        matches!(self, Self::Leave | Self::Year)
    }
}

impl DiaryPane {
    /// Reads who is away, where that is not read yet or was written since.
    pub(super) fn load_chart(&mut self, cx: &Cx, news: bool) -> Result<(), Refusal> {
        let wanted = self.chart_window();
        if news || self.chart.window != wanted {
            let at = |d: NaiveDate| d.and_time(NaiveTime::MIN);
            self.chart.chart = repo_away::chart(cx.db(), at(wanted.0), at(wanted.1))?;
            self.chart.window = wanted;
        }
        self.chart.row = self.chart.row.min(self.chart.chart.people.len().saturating_sub(1));
        Ok(())
    }

    /// The days of the chart: the first, and the one after the last.
    fn chart_window(&mut self) -> (NaiveDate, NaiveDate) {
        let date = self.date();
        if self.mode == Mode::Month {
            return self.wanted();
        }
        if self.mode == Mode::Year {
            let first = NaiveDate::from_yo_opt(date.year(), 1).unwrap_or(date);
            return (first, NaiveDate::from_yo_opt(date.year() + 1, 1).unwrap_or(date));
        }
        let shown = u64::from(self.chart.weeks.max(1)) * 7;
        let last = self.chart.first.checked_add_days(Days::new(shown)).unwrap_or(date);
        if date < self.chart.first || date >= last {
            self.chart.first = days::week_start(date);
        }
        (self.chart.first, self.chart.first.checked_add_days(Days::new(WEEKS_READ * 7)).unwrap_or(date))
    }

    /// The person whose row is selected; none outside the charts.
    pub(in crate::desk::diary) fn charted(&self) -> Option<&Person> {
        self.chart.chart.people.get(self.chart.row).filter(|_| self.full && self.mode.is_chart())
    }

    /// The absence on the selected day.
    pub(super) fn charted_block(&self) -> Option<String> {
        self.chart.chart.on(self.chart.row, self.date()).map(super::Occurrence::id)
    }

    pub(super) fn step_chart(&mut self, direction: Direction) {
        let date = self.date();
        let (back, on) = (|n: u64| date.checked_sub_days(Days::new(n)), |n: u64| date.checked_add_days(Days::new(n)));
        let page = u64::from(self.chart.weeks.max(1)) * 7;
        let year = self.mode == Mode::Year;
        let to = match direction {
            Direction::Up => {
                self.chart.row = self.chart.row.saturating_sub(1);
                None
            }
            Direction::Down => {
                self.chart.row = (self.chart.row + 1).min(self.chart.chart.people.len().saturating_sub(1));
                None
            }
            Direction::Left => back(1),
            Direction::Right => on(1),
            Direction::PageUp if year => date.with_year(date.year() - 1).or_else(|| back(365)),
            Direction::PageDown if year => date.with_year(date.year() + 1).or_else(|| on(365)),
            Direction::Home if year => NaiveDate::from_yo_opt(date.year(), 1),
            Direction::End if year => NaiveDate::from_ymd_opt(date.year(), 12, 31),
            Direction::PageUp => back(page),
            Direction::PageDown => on(page),
            Direction::Home => Some(self.chart.first),
            Direction::End => self.chart.first.checked_add_days(Days::new(page - 1)),
        };
        self.grid.spot = Spot::on(to.unwrap_or(date));
    }
}
