//! How the diary looks: today's agenda as one of the four; day, week, month, agenda and side by side in full.

mod chart;
mod facts;
mod month;
mod side;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::pane::{AGENDA_DAYS, DiaryPane, Mode};
use super::repo;
use super::rules_occurrence::Occurrence;
use crate::app::{Counts, Cx, DeskLine, Input, Move, Pane, Row, Tab, Taken, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{calendar as days, dates};
use crate::ui::grid::{self, DayMarks, DayView, Pace, WeekView, agenda_line};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, panel, pen, width};

pub(super) use facts::facts;

/// From this width on the selected entry stands beside the day.
const WIDE: u16 = 110;
/// The room it takes there.
const BESIDE: u16 = 42;

const COLUMNS: &[Column] =
    &[Column::fixed(11), Column::fill(2).identifier(), Column::fixed(14).priority(2), Column::fill(1).priority(1)];

/// On a wide screen what stands beside an entry has the room that titles do not need.
const WIDE_COLUMNS: &[Column] = &[Column::fixed(11), Column::fill(2).identifier(), Column::fixed(18), Column::fill(3)];
/// From this width on.
const ROOMY: u16 = 150;

/// As one of the four there is room for the beginning only.
const NARROW: &[Column] =
    &[Column::fixed(7), Column::fill(2).identifier(), Column::fixed(11).priority(1), Column::fill(1).priority(2)];

/// The same where there is room for places and people too.
const HOME: &[Column] = &[Column::fixed(7), Column::fill(1).identifier(), Column::fixed(12), Column::fill(1)];
/// From this width on there is.
const ROOM_FOR_PLACES: u16 = 80;

/// Where a clinic is among them, how full it is has its room.
const WITH_CLINICS: &[Column] =
    &[Column::fixed(7), Column::fill(1).identifier(), Column::fixed(11).priority(2), Column::fixed(18).priority(1)];
/// From this width on there is that room.
const ROOM_FOR_COUNTS: u16 = 54;

impl Pane for DiaryPane {
    const TAB: Tab = Tab { id: "diary", number: Some('1'), letter: 'd', title: "Diary", home: true };
    const KINDS: &'static [&'static str] = &["entry", "calendar"];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        Self::on_today(cx)
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        // A desk that was left on today goes on with the days.
        let was = self.now.date();
        if self.date() == was && was != cx.today() && !self.full {
            self.now = cx.now;
            self.go(cx.today(), cx)?;
        }
        self.bell.touch();
        self.load(cx)?;
        self.reach_goal(cx)
    }

    fn heading(&self) -> String {
        let date = self.date();
        let day = dates::screen_weekday(date);
        let what = match self.mode {
            _ if !self.full && date == self.now.date() => format!("{day} · {} to come", self.left_today()),
            _ if !self.full => day,
            Mode::Day => format!("{day} · day"),
            Mode::Week => {
                format!("week {} from {}", days::week_number(date), dates::screen_weekday(days::week_start(date)))
            }
            Mode::Month => format!("{} · month", date.format("%B %Y")),
            Mode::Agenda => format!("agenda of {AGENDA_DAYS} days from {}", dates::screen_weekday(self.first)),
            Mode::Side => format!("{day} · side by side"),
            Mode::Leave => format!("leave from {}", dates::screen_weekday(self.chart.first)),
            Mode::Year => format!("leave in {}", date.format("%Y")),
        };
        let hidden = self.calendars.iter().filter(|c| !c.shown).count();
        let calendars = if hidden > 0 {
            format!(" · {} of {} calendars", self.calendars.len() - hidden, self.calendars.len())
        } else {
            String::new()
        };
        let marked = if self.marked.is_empty() { String::new() } else { format!(" · {} marked", self.marked.len()) };
        let (shown, of) = self.share();
        let narrowed = if self.typed().is_empty() {
            String::new()
        } else {
            format!(" · only “{}” ({shown} of {of})", self.typed())
        };
        let answer = if self.to_answer > 0 { format!(" · {} to answer: u", self.to_answer) } else { String::new() };
        format!("Diary · {what}{answer}{calendars}{marked}{narrowed}")
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        self.full = view.full;
        let title = format!("1 {}", self.heading());
        let inner = panel::panel(frame, area, &title, view.focused, look);
        if !view.full {
            return self.draw_home(frame, inner, view, look);
        }
        let inner = self.draw_nothing(frame, inner, look);
        match self.mode {
            Mode::Day if inner.width >= WIDE && !look.plain => self.draw_day_and_entry(frame, inner, look),
            Mode::Day => self.draw_day(frame, inner, look),
            Mode::Side => self.draw_side(frame, inner, look),
            Mode::Week => {
                let holidays = &self.holidays;
                let holiday = |d: NaiveDate| holidays.on(d).map(str::to_owned);
                let days = DayMarks { now: self.now, holiday: &holiday };
                WeekView { blocks: &self.blocks, days }.draw(frame, inner, &mut self.grid, look)
            }
            Mode::Month => self.draw_month(frame, inner, look),
            Mode::Agenda => self.draw_agenda(frame, inner, view, look),
            Mode::Leave => self.draw_leave(frame, inner, look),
            Mode::Year => self.draw_year(frame, inner, look),
        }
    }

    fn moved(&mut self, to: Move, cx: &mut Cx) {
        if let Err(e) = self.step(to, cx) {
            cx.warn(e.to_string());
        }
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        super::commands::enter(self, cx)
    }

    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        if kind == "calendar" {
            return super::commands::calendars(cx);
        }
        let one = match repo::by_occurrence(cx.db(), id, cx.now)? {
            Some(one) => one,
            None => repo::by_id(cx.db(), id, cx.now)?,
        };
        if let Some(calendar) = self.calendars.iter().find(|c| c.id == one.entry.calendar_id && !c.shown) {
            cx.warn(format!("The calendar {} is hidden; l shows it.", calendar.name));
        }
        if !matches!(self.mode, Mode::Day | Mode::Agenda) {
            self.mode = Mode::Day;
        }
        self.select(&one, cx)
    }

    fn counts(&self) -> Counts {
        // What is in the diary is not late: it happens.
        Counts::default()
    }

    fn line(&self) -> Option<DeskLine> {
        let text = self.bell.line().filter(|_| self.line_shown)?;
        Some(DeskLine { text, command: "diary.reminders" })
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        if *input == Input::Tick
            && let Err(e) = self.tick(cx)
            // What rings does so as soon as somebody else has done writing.
            && !e.is_busy()
        {
            cx.warn(e.to_string());
        }
        Taken::No
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        self.narrow_to(typed);
        Ok(())
    }

    fn narrowed(&self) -> &str {
        self.typed()
    }

    fn back(&mut self, _cx: &mut Cx) -> bool {
        if self.marked.is_empty() {
            return false;
        }
        self.marked.clear();
        self.arrange();
        true
    }
}

impl DiaryPane {
    /// As one of the four: the day as lines, holiday first.
    fn draw_home(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let date = self.date();
        let area = self.draw_holiday(frame, area, date, look);
        let of_day = grid::on_day(&self.blocks, date);
        let begins = |b: &grid::Block| {
            let mut line = self.home_line(b, date);
            line.cells[0] = b.clock(date);
            line
        };
        let lines: Vec<Line> = of_day.into_iter().map(begins).collect();
        let mut state = ListState::default();
        if let Some(id) = &self.grid.spot.block {
            state.select_id(&lines, id);
        }
        let clinics = self.shown.iter().any(|o| o.sitting.is_some()) && area.width >= ROOM_FOR_COUNTS;
        let columns = match (clinics, area.width >= ROOM_FOR_PLACES) {
            (_, true) => HOME,
            (true, _) => WITH_CLINICS,
            _ => NARROW,
        };
        let list = List {
            columns,
            empty: "Nothing in the diary.",
            hint: "n New entry   @ Another day",
            focused: view.focused,
        };
        list.draw(frame, area, &lines, &mut state, look)
    }

    /// Above hours or days with nothing in them: that it is so, and what to press.
    fn draw_nothing(&self, frame: &mut Frame, area: Rect, look: &Look) -> Rect {
        if !self.shown.is_empty() || self.mode == Mode::Agenda || self.mode.is_chart() {
            return area;
        }
        let text = if self.typed().is_empty() {
            "Nothing in the diary here.   n New entry   @ Another day   t Today"
        } else {
            "Nothing here has these words.   Esc widens it again"
        };
        pen::put_short(frame.buffer_mut(), area, (1, 0), area.width.saturating_sub(1), text, look.theme.base);
        pen::below(area, 1)
    }

    fn draw_holiday(&self, frame: &mut Frame, area: Rect, date: NaiveDate, look: &Look) -> Rect {
        let Some(name) = self.holidays.on(date) else { return area };
        pen::put_short(
            frame.buffer_mut(),
            area,
            (2, 0),
            area.width,
            &format!("{name} (bank holiday)"),
            look.theme.paused,
        );
        pen::below(area, 1)
    }

    fn home_line(&self, block: &grid::Block, date: NaiveDate) -> Line {
        let mut line = agenda_line(block, date);
        let one = self.behind(block);
        let calendar = one.filter(|_| self.several()).map(|o| o.calendar.name.clone()).unwrap_or_default();
        let place = one.map(|o| self.beside(o)).unwrap_or_default();
        line.cells.truncate(2);
        line.cells.extend([calendar, place]);
        line
    }

    /// What stands behind the title where the calendar has a column of its own.
    fn beside(&self, one: &Occurrence) -> String {
        if let Some(sitting) = &one.sitting {
            return [sitting.counts.as_str(), one.entry.place.as_str()]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(" · ");
        }
        if !one.open_to(&self.who) {
            return String::new();
        }
        let papers = if one.entry.papers.is_empty() { String::new() } else { format!("papers: {}", one.entry.papers) };
        let state = if one.entry.state == "proposed" { "proposed".to_owned() } else { String::new() };
        let mut parts = vec![state, one.entry.place.clone(), one.patient.clone(), one.entry.with_whom.clone(), papers];
        parts.retain(|p| !p.is_empty());
        parts.join(" · ")
    }

    fn draw_day(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let holidays = &self.holidays;
        let holiday = |d: NaiveDate| holidays.on(d).map(str::to_owned);
        let days = DayMarks { now: self.now, holiday: &holiday };
        let pace = self.pace(area.height);
        let view = DayView { blocks: &self.blocks, lanes: &self.lanes, days, pace };
        view.draw(frame, area, &mut self.grid, look)
    }

    /// How much time a row stands for: as much as leaves room for the slots of the sessions, where the day fits so.
    fn pace(&self, height: u16) -> Pace {
        let plain: i64 = if height >= 44 { 15 } else { 30 };
        let sessions = self.blocks.iter().filter(|b| !b.rows.is_empty());
        let wanted = sessions.map(|b| (b.end - b.start).num_minutes() / (b.rows.len() as i64 + 1)).min();
        let timed = || self.blocks.iter().filter(|b| !b.all_day);
        let span = timed().map(|b| b.end).max().zip(timed().map(|b| b.start).min()).map(|(end, start)| end - start);
        let fits = |minutes: i64| span.is_some_and(|s| s.num_minutes() / minutes < i64::from(height));
        let finer = || [20, 15, 10, 5].into_iter().filter(|m| *m < plain && fits(*m));
        let Some(wanted) = wanted.filter(|w| *w < plain) else {
            return Pace::minutes(u32::try_from(plain).unwrap_or(30));
        };
        let pace = finer().find(|m| *m <= wanted).or(finer().next_back()).unwrap_or(plain);
        Pace::minutes(u32::try_from(pace).unwrap_or(30))
    }

    /// On a wide screen the day, and beside it all that is known of the selected entry.
    fn draw_day_and_entry(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let beside = BESIDE.max(area.width / 3);
        let left = Rect { width: area.width - beside - 2, ..area };
        let right = Rect { x: area.x + area.width - beside, width: beside, ..area };
        let cursor = self.draw_day(frame, left, look);
        let lines = self.selected().map(|o| facts(o, &self.who)).unwrap_or_default();
        let mut y = 0;
        for (at, text) in lines.iter().enumerate() {
            let style = if at == 0 { look.theme.title } else { look.theme.base };
            for row in width::wrap(text, usize::from(right.width)) {
                pen::put_short(frame.buffer_mut(), right, (0, y), right.width, &row, style);
                y = y.saturating_add(1);
            }
        }
        cursor
    }

    fn draw_agenda(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let keys = self.agenda();
        let first = |at: usize| at == 0 || keys[at - 1].0 != keys[at].0;
        let row = |(at, (date, block)): (usize, &(NaiveDate, &grid::Block))| self.agenda_row(*date, block, first(at));
        let lines: Vec<Line> = keys.iter().enumerate().map(row).collect();
        let mut state = ListState::default();
        let chosen = self.grid.spot.block.clone().unwrap_or_default();
        state.select_id(&lines, &line_id(self.date(), &chosen));
        let list = List {
            columns: if area.width < ROOMY { COLUMNS } else { WIDE_COLUMNS },
            empty: "Nothing in the diary in these days.",
            hint: "n New entry   PgDn the days after",
            focused: view.focused,
        };
        list.draw(frame, area, &lines, &mut state, look)
    }

    fn agenda_row(&self, date: NaiveDate, block: &grid::Block, first: bool) -> Line {
        let line = Line { id: line_id(date, &block.id), ..self.home_line(block, date) };
        if !first {
            return line;
        }
        let holiday = self.holidays.on(date).map_or_else(String::new, |h| format!(" · {h}"));
        let today = if date == self.now.date() { " · today" } else { "" };
        let group = format!("{}{today}{holiday}", dates::screen_weekday(date));
        line.under(group)
    }
}

/// An entry of several days has a line on each.
fn line_id(date: NaiveDate, id: &str) -> String {
    format!("{date} {id}")
}
