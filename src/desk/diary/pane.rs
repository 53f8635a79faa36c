//! The pane's own state: which days and how they are shown, what was read for them, what is selected.

mod alike;
mod blocks;
mod chart;
mod load;
mod mode;
mod month;
mod steps;

use std::collections::HashMap;
use std::rc::Rc;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::holidays::{Division, Holidays};
use super::model::Calendar;
use super::repo;
use super::rules::time_of;
use super::rules_occurrence::Occurrence;
use super::rules_sitting::{ClinicDay, clinic_days};
use crate::app::Cx;
use crate::desk::people::repo::Marks;
use crate::desk::reminders::Bell;
use crate::store::Refusal;
use crate::text::names;
use crate::ui::grid::{self, Block, GridState, Spot};

pub(super) use mode::Goal;
pub use mode::{AGENDA_DAYS, Mode};

/// The pane of the diary.
pub struct DiaryPane {
    pub(super) mode: Mode,
    pub(super) grid: GridState,
    /// The first day of the agenda.
    pub(super) first: NaiveDate,
    /// What is shown: of shown calendars, and not narrowed away.
    pub(super) shown: Rc<Vec<Occurrence>>,
    pub(super) blocks: Vec<Block>,
    pub(super) lanes: Vec<String>,
    pub(super) calendars: Vec<Calendar>,
    pub(super) holidays: Holidays,
    pub(super) now: NaiveDateTime,
    pub(super) who: String,
    /// Whether it was drawn in full the last time.
    pub(super) full: bool,
    /// Marked occurrences, by their id.
    pub(super) marked: Vec<String>,
    /// Where a form or a box wants to go when it is closed: an entry's id, a day or a time.
    pub(super) goal: Goal,
    /// What rings before it is due.
    pub(super) bell: Bell,
    /// Whether the settings want a line on the desk for what rang.
    pub(super) line_shown: bool,
    /// The charts of leave.
    pub(super) chart: chart::ChartState,
    /// What a month knows of its days.
    pub(super) month_days: HashMap<NaiveDate, month::MonthDay>,
    /// The clinics of each day.
    pub(super) clinic_days: HashMap<NaiveDate, ClinicDay>,
    /// How many invitations are to be answered.
    pub(super) to_answer: usize,
    typed: String,
    read: Rc<Vec<Occurrence>>,
    /// Which of their patients could be taken for somebody else.
    marks: Marks,
    kept: Option<repo::Kept>,
    window: (NaiveDate, NaiveDate),
    seen: i64,
}

impl DiaryPane {
    /// The pane on the day of the clock, with nothing read yet.
    pub(super) fn on_today(cx: &Cx) -> Self {
        let today = cx.today();
        Self {
            mode: Mode::Day,
            grid: GridState::new(today),
            first: today,
            shown: Rc::default(),
            blocks: Vec::new(),
            lanes: Vec::new(),
            calendars: Vec::new(),
            holidays: Holidays::shipped(Division::EnglandAndWales),
            now: cx.now,
            who: cx.who.clone(),
            full: false,
            marked: Vec::new(),
            goal: Goal::default(),
            bell: Bell::default(),
            line_shown: cx.config.reminders.line,
            chart: chart::ChartState::default(),
            month_days: HashMap::new(),
            clinic_days: HashMap::new(),
            to_answer: 0,
            typed: String::new(),
            read: Rc::default(),
            marks: Marks::default(),
            kept: None,
            window: (NaiveDate::MIN, NaiveDate::MIN),
            seen: -1,
        }
    }

    /// A quarter of a second went by: rings what is due.
    pub(super) fn tick(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.line_shown = cx.config.reminders.line;
        // What was written in another window is not among the series kept.
        let fresh = !repo::news(cx.db(), self.seen)?.1;
        self.bell.tick(cx, self.kept.as_ref().filter(|_| fresh))
    }

    /// The first day that was read.
    pub(super) fn window_start(&self) -> NaiveDate {
        self.window.0
    }

    /// The selected day.
    pub(super) fn date(&self) -> NaiveDate {
        self.grid.spot.date
    }

    /// What is shown of what was read.
    pub(super) fn arrange(&mut self) {
        let shown = |o: &&Occurrence| self.is_shown_in(o) && self.fits(o);
        let all = self.typed.is_empty() && self.read.iter().all(|o| self.is_shown_in(o));
        self.shown = if all { self.read.clone() } else { Rc::new(self.read.iter().filter(shown).cloned().collect()) };
        if self.mode.is_chart() {
            let known: Vec<String> = self.shown.iter().map(Occurrence::id).collect();
            let absent = self.chart.chart.absences.iter().filter(|o| !known.contains(&o.id()));
            let absent: Vec<Occurrence> = absent.cloned().collect();
            Rc::make_mut(&mut self.shown).extend(absent);
        }
        let lanes: Vec<&Calendar> = self.calendars.iter().filter(|c| c.shown).collect();
        self.lanes = if self.mode == Mode::Side { lanes.iter().map(|c| c.name.clone()).collect() } else { Vec::new() };
        let lane = |o: &Occurrence| match self.mode {
            Mode::Side => lanes.iter().position(|c| c.id == o.entry.calendar_id).unwrap_or(0),
            _ => 0,
        };
        self.clinic_days = clinic_days(&self.shown);
        self.blocks = if self.mode == Mode::Month {
            let (days, kept) = self.month_days();
            self.month_days = days;
            kept.into_iter().map(|n| self.block(&self.shown[n], 0)).collect()
        } else {
            self.shown.iter().map(|o| self.block(o, lane(o))).collect()
        };
        self.keep_selection();
    }

    /// A session whose consultant has no calendar is shown.
    fn is_shown_in(&self, one: &Occurrence) -> bool {
        let of = &one.entry.calendar_id;
        one.calendar.shown || (one.sitting.is_some() && !self.calendars.iter().any(|c| c.id == *of))
    }

    fn fits(&self, one: &Occurrence) -> bool {
        if self.typed.is_empty() {
            return true;
        }
        let open = one.open_to(&self.who);
        let e = &one.entry;
        let words = if open {
            format!(
                "{} {} {} {} {} {} {}",
                e.title, e.place, e.with_whom, one.calendar.name, one.patient, e.kind, e.state
            )
        } else {
            one.calendar.name.clone()
        };
        let words = names::fold(&words);
        self.typed.split_whitespace().all(|w| words.contains(&names::fold(w)))
    }

    /// The calendars' names stand beside entries only where there are several.
    pub(super) fn several(&self) -> bool {
        self.calendars.iter().filter(|c| c.shown).count() > 1
    }

    /// The selection stays on its entry, else goes to what comes next that day.
    fn keep_selection(&mut self) {
        if self.mode == Mode::Month && self.full {
            // Only days are selected there.
            self.grid.spot.block = None;
        }
        if self.mode.is_chart() && self.full {
            self.grid.spot.block = self.charted_block();
            return;
        }
        let date = self.date();
        let of_day = grid::on_day(&self.blocks, date);
        let id = self.grid.spot.block.clone();
        if id.as_ref().is_some_and(|id| of_day.iter().any(|b| b.id == *id)) {
            return;
        }
        // In the week the heading of a day can be selected, in the month only days.
        let next = of_day.iter().find(|b| !b.all_day && b.end > self.now).or(of_day.first()).map(|b| b.id.clone());
        self.grid.spot.block = match self.mode {
            Mode::Day | Mode::Side | Mode::Agenda | Mode::Leave | Mode::Year => next,
            Mode::Week | Mode::Month => None,
        };
        if self.mode == Mode::Agenda && self.grid.spot.block.is_none() {
            let first = self.agenda().into_iter().find(|(d, _)| *d >= date).or_else(|| self.agenda().pop());
            if let Some((date, id)) = first.map(|(date, block)| (date, block.id.clone())) {
                self.grid.spot = Spot { date, block: Some(id) };
            }
        }
    }

    /// The lines of the agenda: day and entry.
    pub(super) fn agenda(&self) -> Vec<(NaiveDate, &Block)> {
        let all = self.first.iter_days().take(AGENDA_DAYS as usize);
        all.flat_map(|d| grid::on_day(&self.blocks, d).into_iter().map(move |b| (d, b))).collect()
    }

    /// The selected occurrence.
    pub(super) fn selected(&self) -> Option<&Occurrence> {
        let id = self.grid.spot.block.as_ref()?;
        self.shown.iter().find(|o| o.has_id(id))
    }

    /// The occurrence that a block stands for.
    pub(super) fn behind(&self, block: &Block) -> Option<&Occurrence> {
        // What is shown stands in the order of its times, but for the leave of a chart.
        let from = self.shown.partition_point(|o| o.start < block.start);
        let same = self.shown[from..].iter().take_while(|o| o.start == block.start);
        same.chain(self.shown.iter()).find(|o| o.has_id(&block.id))
    }

    /// The marked occurrences, else the selected one.
    pub(super) fn chosen(&self) -> Vec<Occurrence> {
        let marked: Vec<Occurrence> = self.shown.iter().filter(|o| self.marked.contains(&o.id())).cloned().collect();
        if marked.is_empty() { self.selected().cloned().into_iter().collect() } else { marked }
    }

    /// Goes to a day.
    pub(super) fn go(&mut self, date: NaiveDate, cx: &Cx) -> Result<(), Refusal> {
        self.grid.spot = Spot::on(date);
        self.first = date;
        self.load(cx)
    }

    /// Goes to a day (ISO date), or to what begins at a time (ISO time).
    pub(super) fn go_at(&mut self, iso: &str, cx: &Cx) -> Result<(), Refusal> {
        let at = time_of(iso);
        self.go(at.date(), cx)?;
        let found = self.blocks.iter().find(|b| b.start == at && iso.contains('T'));
        if let Some(id) = found.map(|b| b.id.clone()) {
            self.grid.spot.block = Some(id);
        }
        Ok(())
    }

    /// Goes where a form or a box wanted to.
    pub(super) fn reach_goal(&mut self, cx: &Cx) -> Result<(), Refusal> {
        match self.goal.take() {
            None => Ok(()),
            Some(day) if day.contains('-') && time_of(&day) != NaiveDateTime::default() => self.go_at(&day, cx),
            Some(id) => {
                let one = match repo::by_occurrence(cx.db(), &id, cx.now)? {
                    Some(one) => one,
                    None => repo::by_id(cx.db(), &id, cx.now)?,
                };
                self.select(&one, cx)
            }
        }
    }

    /// Shows the days in another way.
    pub(super) fn view(&mut self, mode: Mode, cx: &Cx) -> Result<(), Refusal> {
        self.mode = mode;
        self.first = self.date();
        self.load(cx)
    }

    /// Selects an occurrence, on its day.
    pub(super) fn select(&mut self, one: &Occurrence, cx: &Cx) -> Result<(), Refusal> {
        self.typed.clear();
        self.first = one.start.date();
        self.grid.spot = Spot { date: one.start.date(), block: Some(one.id()) };
        self.load(cx)
    }

    /// Narrows to what was typed.
    pub(super) fn narrow_to(&mut self, typed: &str) {
        typed.clone_into(&mut self.typed);
        self.arrange();
    }

    /// What it is narrowed to.
    pub(super) fn typed(&self) -> &str {
        &self.typed
    }

    /// How many of those read are shown, and how many there are.
    pub(super) fn share(&self) -> (usize, usize) {
        (self.shown.len(), self.read.iter().filter(|o| self.is_shown_in(o)).count())
    }

    /// The entries of today that are still to come.
    pub(super) fn left_today(&self) -> usize {
        let today = self.now.date();
        let left = |o: &&Occurrence| o.start.date() == today && o.end > self.now && !o.entry.all_day && o.is_live();
        self.shown.iter().filter(left).count()
    }

    /// When a new entry is to begin: after the selected one, in the next half hour of today, else at nine.
    pub(super) fn free_from(&self) -> NaiveDateTime {
        let date = self.date();
        let at = |h, m| date.and_hms_opt(h, m, 0).unwrap_or_default();
        let after = self.selected().filter(|o| !o.entry.all_day && o.end.date() == date).map(|o| o.end);
        let from = after.unwrap_or_else(|| at(9, 0));
        if date != self.now.date() || from > self.now {
            return from;
        }
        let half = Duration::minutes(30);
        let midnight = date.and_time(NaiveTime::MIN);
        let halves = (self.now - midnight).num_minutes() / 30 + 1;
        midnight + half * halves.min(47) as i32
    }
}
