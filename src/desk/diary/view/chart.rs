//! How the charts of leave look: weeks ahead, day by person; and a year.

use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::desk::diary::pane::DiaryPane;
use crate::desk::diary::rules_chart::{self, Chart, Group};
use crate::text::{calendar as days, dates};
use crate::ui::chart::{ChartCell, ChartRow, ChartView, YearView};
use crate::ui::grid::DayMarks;
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, pen, width};

/// Below this a chart is a list.
const NARROW: u16 = 34;
/// The cells of the total at the right of a year.
const TOTAL: u16 = 6;

/// What a row of the chart stands for.
#[derive(Clone, Copy)]
enum RowOf {
    Heading,
    Person(usize),
    Cover(Group),
}

/// The rows: each group with its people, and how many of them are there.
fn rows(chart: &Chart) -> Vec<(RowOf, ChartRow)> {
    let mut out = Vec::new();
    for group in [Group::Consultants, Group::Secretaries] {
        let of: Vec<usize> = (0..chart.people.len()).filter(|n| chart.people[*n].group == group).collect();
        if of.is_empty() {
            continue;
        }
        out.push((RowOf::Heading, ChartRow { name: group.title().into(), heading: true }));
        let person = |n: &usize| (RowOf::Person(*n), ChartRow { name: chart.people[*n].name.clone(), heading: false });
        out.extend(of.iter().map(person));
        out.push((RowOf::Cover(group), ChartRow { name: "left".into(), heading: false }));
    }
    out
}

impl DiaryPane {
    fn cell_of(&self, row: RowOf, date: NaiveDate) -> ChartCell {
        let chart = &self.chart.chart;
        match row {
            RowOf::Heading => ChartCell::default(),
            RowOf::Person(person) => self.person_cell(person, date),
            RowOf::Cover(group) if chart.uncovered(group, date, &self.holidays) => ChartCell::new('!', Meaning::ActNow),
            RowOf::Cover(group) => {
                let (there, of) =
                    (chart.present(group, date), chart.people.iter().filter(|p| p.group == group).count());
                let digit = char::from_digit(there.min(9) as u32, 10).unwrap_or('9');
                let told = self.holidays.is_working_day(date) && there < of;
                if told { ChartCell::quiet(digit) } else { ChartCell::default() }
            }
        }
    }

    fn person_cell(&self, person: usize, date: NaiveDate) -> ChartCell {
        if let Some(one) = self.chart.chart.on(person, date) {
            return ChartCell::new(rules_chart::letter(one), Meaning::Paused);
        }
        match (self.holidays.on(date), days::is_weekend(date)) {
            (Some(_), _) => ChartCell::quiet('h'),
            (None, true) => ChartCell::quiet('.'),
            (None, false) => ChartCell::default(),
        }
    }

    /// Weeks ahead, day by person.
    pub(super) fn draw_leave(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        if look.plain || area.width < NARROW || area.height < 6 {
            return self.draw_leave_as_list(frame, area, look);
        }
        let all = rows(&self.chart.chart);
        let lines: Vec<ChartRow> = all.iter().map(|(_, row)| row.clone()).collect();
        let holidays = &self.holidays;
        let holiday = |d: NaiveDate| holidays.on(d).map(str::to_owned);
        let cell = |row: usize, date: NaiveDate| self.cell_of(all[row].0, date);
        let view = ChartView {
            rows: &lines,
            cell: &cell,
            days: DayMarks { now: self.now, holiday: &holiday },
            first: self.chart.first,
        };
        let chosen = all.iter().position(|(of, _)| matches!(of, RowOf::Person(n) if *n == self.chart.row)).unwrap_or(0);
        let grid = Rect { height: area.height.saturating_sub(4), ..area };
        let weeks = view.weeks(area);
        let taken = view.draw(frame, grid, (chosen, self.date()), look);
        self.draw_told(frame, pen::below(area, taken + 1), look);
        self.chart.weeks = weeks;
        None
    }

    /// What is known of the selected day and person, and what the letters mean.
    fn draw_told(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let buf = frame.buffer_mut();
        pen::put_short(buf, area, (0, 0), area.width, &self.told(), look.theme.title);
        let legend = format!("{}  left: how many, ! nobody", rules_chart::LEGEND);
        for (y, line) in (1u16..).zip(width::wrap(&legend, usize::from(area.width))) {
            pen::put_short(buf, area, (0, y), area.width, &line, look.theme.dim);
        }
    }

    /// The selected cell in words.
    fn told(&self) -> String {
        let date = self.date();
        let Some(person) = self.chart.chart.people.get(self.chart.row) else {
            return "Nobody has a calendar yet: l, then n makes one.".into();
        };
        let day = dates::screen_weekday(date);
        let what = match self.chart.chart.on(self.chart.row, date) {
            Some(one) => format!("{} ({})", one.title(&self.who), one.times()),
            None => self.holidays.on(date).map_or_else(|| "there; n enters leave".to_owned(), str::to_owned),
        };
        let group = person.group;
        let nobody = if self.chart.chart.uncovered(group, date, &self.holidays) {
            format!(" ! Nobody of the {} is there.", group.title().to_lowercase())
        } else {
            String::new()
        };
        format!("{day} · {}: {what}{nobody}", person.name)
    }

    fn draw_leave_as_list(&self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let chart = &self.chart.chart;
        let until = self.chart.first + chrono::Duration::days(7 * 26);
        let mut lines = Vec::new();
        for (n, person) in chart.people.iter().enumerate() {
            for (at, one) in chart.of(n, self.chart.first, until).into_iter().enumerate() {
                let cells = [one.times(), one.title(&self.who).to_owned()];
                let line = Line::new(format!("{n} {}", one.id()), Meaning::None, cells);
                lines.push(if at == 0 { line.under(person.name.clone()) } else { line });
            }
        }
        let mut state = ListState::default();
        if let Some(id) = &self.grid.spot.block {
            state.select_id(&lines, &format!("{} {id}", self.chart.row));
        }
        let columns = &[Column::fill(1), Column::fill(1)];
        let list = List { columns, empty: "Nobody is away in these weeks.", hint: "n New entry", focused: true };
        list.draw(frame, area, &lines, &mut state, look)
    }

    /// A year: the weeks of everybody, and day by day that of whoever is selected.
    pub(super) fn draw_year(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        if look.plain || area.width < NARROW || area.height < YearView::HEIGHT + 2 {
            return self.draw_leave_as_list(frame, area, look);
        }
        let people = self.chart.chart.people.len() as u16;
        let room = area.height.saturating_sub(YearView::HEIGHT + 2).max(2);
        let above = Rect { height: (people + 1).min(room), ..area };
        self.draw_year_of_all(frame, above, look);
        let holidays = &self.holidays;
        let holiday = |d: NaiveDate| holidays.on(d).map(str::to_owned);
        let row = self.chart.row;
        let cell = |date: NaiveDate| self.person_cell(row, date);
        let days = DayMarks { now: self.now, holiday: &holiday };
        let view = YearView { year: self.date().year(), cell: &cell, days };
        let below = pen::below(area, above.height);
        view.draw(frame, below, self.date(), look);
        let told = pen::below(below, YearView::HEIGHT);
        pen::put_short(frame.buffer_mut(), told, (0, 0), told.width, &self.told(), look.theme.title);
        pen::put_short(frame.buffer_mut(), told, (0, 1), told.width, rules_chart::LEGEND, look.theme.dim);
        None
    }

    /// A row for each, a cell for each week: how many working days they are away; and the days of the year.
    fn draw_year_of_all(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let chart = &self.chart.chart;
        let year = self.date().year();
        let (Some(first), Some(last)) = (NaiveDate::from_yo_opt(year, 1), NaiveDate::from_ymd_opt(year, 12, 31)) else {
            return;
        };
        let monday = days::week_start(first);
        let name = chart.people.iter().map(|p| width::width(&p.name)).max().unwrap_or(8).clamp(8, 16) as u16 + 3;
        let weeks: Vec<NaiveDate> = monday.iter_weeks().take_while(|w| *w <= last).collect();
        let wide = if area.width >= name + TOTAL + 2 * weeks.len() as u16 { 2 } else { 1 };
        for (n, week) in (0u16..).zip(&weeks) {
            let sunday = *week + chrono::Duration::days(6);
            if sunday.day() <= 7 && sunday.year() == year {
                let text = sunday.format("%b").to_string();
                pen::put(frame.buffer_mut(), area, name + n * wide, 0, &text, look.theme.heading);
            }
        }
        let room = usize::from(area.height.saturating_sub(1));
        let skip = (self.chart.row + 1).saturating_sub(room);
        for (y, at) in (1u16..area.height).zip(skip..chart.people.len()) {
            let pointer = if at == self.chart.row { "> " } else { "  " };
            let text = format!("{pointer}{}", chart.people[at].name);
            pen::put_short(frame.buffer_mut(), area, (0, y), name - 1, &text, look.theme.base);
            for (n, week) in (0u16..).zip(&weeks) {
                let away = chart.days_away(at, *week, *week + chrono::Duration::days(6), &self.holidays);
                let (sign, style) = week_cell(away, look);
                let here = at == self.chart.row && *week == days::week_start(self.date());
                let style = if here { style.patch(look.theme.selected) } else { style };
                pen::put(frame.buffer_mut(), area, name + n * wide, y, &sign, style);
            }
            let total = format!("{}d", chart.days_away(at, first, last, &self.holidays));
            let x = name + wide * weeks.len() as u16 + 1;
            pen::put_short(frame.buffer_mut(), area, (x, y), TOTAL, &total, look.theme.base);
        }
    }
}

/// How many days of a week somebody is away.
fn week_cell(away: f64, look: &Look) -> (String, ratatui::style::Style) {
    if away <= 0.0 {
        return ("·".into(), look.theme.dim);
    }
    (format!("{}", away.ceil().clamp(1.0, 7.0)), look.theme.base.patch(look.meaning(Meaning::Paused)))
}
