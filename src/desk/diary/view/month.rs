//! The month: on each day its load (clinics, who is away), the number of entries and the first of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::desk::diary::pane::DiaryPane;
use crate::ui::grid::{Block, DayCell, DayMarks, MonthView};
use crate::ui::{Look, pen};

/// More days than this no month shows.
const DAYS_SHOWN: usize = 42;

/// What the signs of a day say, below the month where there is room.
const LEGEND: &str = "The number: entries   ! act now   ~ paused   x done   * today   h bank holiday";
/// From this height on there is.
const ROOM_FOR_LEGEND: u16 = 26;

impl DiaryPane {
    pub(super) fn draw_month(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let days = self.by_day();
        let room = area.width / 7;
        let holidays = &self.holidays;
        let holiday = |d: NaiveDate| holidays.on(d).map(str::to_owned);
        let cell = |d: NaiveDate| {
            let of_day = days.get(&d).map_or(&[][..], Vec::as_slice);
            let of = self.month_days.get(&d).copied().unwrap_or_default();
            let cell = DayCell::of_day(of_day, d);
            DayCell { notes: self.load_of(d, room), count: of.count, meaning: of.meaning, ..cell }
        };
        let marks = DayMarks { now: self.now, holiday: &holiday };
        let legend = u16::from(area.height >= ROOM_FOR_LEGEND && !look.plain);
        let month = Rect { height: area.height - legend, ..area };
        if legend > 0 {
            pen::put_short(frame.buffer_mut(), area, (1, month.height), area.width - 1, LEGEND, look.theme.dim);
        }
        MonthView { cell: &cell, days: marks }.draw(frame, month, &mut self.grid.clone(), look)
    }

    /// What stands on each day, without the leave that is told by names.
    fn by_day(&self) -> HashMap<NaiveDate, Vec<&Block>> {
        let named: HashSet<String> = self.chart.chart.told().map(super::Occurrence::id).collect();
        let mut days: HashMap<NaiveDate, Vec<&Block>> = HashMap::new();
        for block in self.blocks.iter().filter(|b| !named.contains(&b.id)) {
            let first = block.start.date().max(self.window_start());
            for day in first.iter_days().take(DAYS_SHOWN).take_while(|d| block.on(*d)) {
                days.entry(day).or_default().push(block);
            }
        }
        days
    }

    /// The load of a day in short lines: its clinics, and who is away.
    fn load_of(&self, date: NaiveDate, room: u16) -> Vec<String> {
        let chart = &self.chart.chart;
        let away = (0..chart.people.len()).filter(|n| chart.on(*n, date).is_some_and(|o| o.entry.all_day));
        let names: Vec<&str> = away.map(|n| surname(&chart.people[n].name)).collect();
        let (left, clinics) = self.clinics_on(date, room);
        let away = if names.is_empty() { String::new() } else { format!("away {}", names.join(", ")) };
        [left, clinics, away].into_iter().filter(|t| !t.is_empty()).collect()
    }

    /// Who is to be rebooked, and `2 clinics, 5 free`, `2cl 5free` where it is narrow; empty where there is none.
    fn clinics_on(&self, date: NaiveDate, room: u16) -> (String, String) {
        let Some(day) = self.clinic_days.get(&date) else { return Default::default() };
        let narrow = room < 20;
        let left = match (day.left, room < 14) {
            (0, _) => String::new(),
            (n, true) => format!("{n} rebook"),
            (n, false) => format!("{n} to rebook"),
        };
        // What was free on a day that is over interests nobody.
        let free = day.free.filter(|_| date >= self.now.date());
        let clinics = match (day.clinics, free, narrow) {
            (0, ..) => String::new(),
            (n, Some(free), true) => format!("{n}cl {free}free"),
            (1, Some(free), false) => format!("1 clinic, {free} free"),
            (n, Some(free), false) => format!("{n} clinics, {free} free"),
            (1, None, _) => "1 clinic".into(),
            (n, None, _) => format!("{n} clinics"),
        };
        (left, clinics)
    }
}

/// The word that tells people of one team apart: `Dr J OSEI` is Osei.
fn surname(name: &str) -> &str {
    name.split_whitespace().last().unwrap_or(name)
}
