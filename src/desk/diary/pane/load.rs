//! What the pane reads: the days that it shows, and only what is not read yet or was written since.

use std::rc::Rc;

use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::super::repo;
use super::super::repo_sittings;
use super::super::rules_occurrence::in_order;
use super::super::unanswered::to_answer;
use super::{AGENDA_DAYS, DiaryPane, Mode};
use crate::app::Cx;
use crate::store::Refusal;
use crate::text::calendar as days;

impl DiaryPane {
    /// The days that are to be read: the first, and the one after the last.
    pub(super) fn wanted(&self) -> (NaiveDate, NaiveDate) {
        let date = self.date();
        let after = |from: NaiveDate, n: u64| from.checked_add_days(Days::new(n)).unwrap_or(from);
        match self.mode {
            Mode::Day | Mode::Side | Mode::Leave | Mode::Year => (date, after(date, 1)),
            Mode::Week => (days::week_start(date), after(days::week_start(date), 7)),
            Mode::Month => {
                let weeks = days::month_weeks(date);
                let first = weeks.first().copied().unwrap_or(date);
                (first, after(weeks.last().copied().unwrap_or(date), 7))
            }
            Mode::Agenda => (self.first, after(self.first, AGENDA_DAYS)),
        }
    }

    /// Reads what is not read yet, or was written since.
    pub(in super::super) fn load(&mut self, cx: &Cx) -> Result<(), Refusal> {
        self.now = cx.now;
        let (newest, news) = repo::news(cx.db(), self.seen)?;
        let booked = newest != self.seen && repo_sittings::news(cx.db(), self.seen)?;
        let wanted = self.wanted();
        let first_time = self.seen < 0;
        self.seen = newest;
        if news || first_time {
            self.calendars = repo::calendars(cx.db())?;
            self.holidays = repo::holidays(cx.db(), &cx.config.division)?;
            self.to_answer = to_answer(cx.db(), &cx.who, cx.now)?;
        }
        if news || booked || first_time || wanted != self.window {
            let at = |d: NaiveDate| d.and_time(NaiveTime::MIN);
            let (from, until) = (at(wanted.0), at(wanted.1));
            let mut read = self.kept(cx, news, from, until)?.between(cx.db(), from, until)?;
            let of_one_day = (wanted.1 - wanted.0).num_days() == 1;
            read.extend(repo_sittings::sittings(cx.db(), wanted.0, wanted.1, cx.now, of_one_day)?);
            in_order(&mut read);
            self.mark_alike(&mut read, cx)?;
            self.read = Rc::new(read);
            self.window = wanted;
        }
        if self.mode.is_chart() || self.mode == Mode::Month {
            self.load_chart(cx, news || first_time)?;
        }
        self.arrange();
        Ok(())
    }

    /// The series of the time about, read again where they were written or the time is left.
    fn kept(&mut self, cx: &Cx, news: bool, from: NaiveDateTime, until: NaiveDateTime) -> Result<&repo::Kept, Refusal> {
        let reach = Duration::days(100);
        let kept = match self.kept.take().filter(|k| !news && k.holds(from, until)) {
            Some(kept) => kept,
            None => repo::Kept::read(cx.db(), from - reach, until + reach)?,
        };
        Ok(self.kept.insert(kept))
    }
}
