//! How the days are shown, and where to go next.

use std::cell::RefCell;
use std::rc::Rc;

use crate::app::Cx;

/// How the days are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// One day, by the hour.
    Day,
    /// A week, a column each day.
    Week,
    /// A month.
    Month,
    /// What is on, day after day.
    Agenda,
    /// One day, a column each calendar.
    Side,
    /// Weeks of leave, day by person.
    Leave,
    /// A year of leave.
    Year,
}

impl Mode {
    /// All, in the order that `v` goes through.
    pub const ALL: [Self; 7] = [Self::Day, Self::Week, Self::Month, Self::Agenda, Self::Side, Self::Leave, Self::Year];

    /// The next one.
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|m| *m == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// How many days the agenda lists.
pub const AGENDA_DAYS: u64 = 14;

/// Somewhere to go, set by what lies over the pane and looked at when the pane reads again.
#[derive(Clone, Default)]
pub(in super::super) struct Goal(Rc<RefCell<Option<String>>>);

impl Goal {
    /// Asks the pane to go to an entry (its id), a day (ISO date) or what begins at a time (ISO time).
    pub(in super::super) fn set(&self, to: impl Into<String>, cx: &mut Cx) {
        *self.0.borrow_mut() = Some(to.into());
        cx.touch();
    }

    pub(super) fn take(&self) -> Option<String> {
        self.0.borrow_mut().take()
    }
}
