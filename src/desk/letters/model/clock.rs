//! When a letter must be sent by, and how pressing it is.

use chrono::{Duration, NaiveDate};

use super::Letter;
pub use crate::desk::tasks::model::Press;

/// The limits of the settings, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From attendance to a clinic letter sent.
    pub clinic_days: i64,
    /// For any other letter, from the day it was made.
    pub letter_days: i64,
}

impl Letter {
    /// The day its clock started: the attendance, or the day it was made.
    pub fn started_on(&self) -> Option<NaiveDate> {
        let made = || self.created_at.get(..10).and_then(|d| d.parse().ok());
        self.attended_on.as_deref().and_then(|d| d.parse().ok()).or_else(made)
    }

    /// The letter with its clock set by the kind of its template (`clinic`) and that template's own limit.
    /// A clinic letter's limit is that of the settings. A letter that corrects another has its time from the day it is made.
    #[must_use]
    pub fn with_clock(&self, kind: &str, own_days: Option<u32>, limits: Limits) -> Self {
        let made = self.created_at.get(..10).and_then(|d| d.parse::<NaiveDate>().ok());
        let attended = self.attended_on.as_deref().and_then(|d| d.parse().ok()).filter(|_| self.replaces_id.is_none());
        let (from, days) = match (kind, own_days, attended) {
            ("clinic", _, Some(day)) => (Some(day), limits.clinic_days),
            (_, Some(days), Some(day)) => (Some(day), i64::from(days)),
            _ => (made, limits.letter_days),
        };
        let due = from.and_then(|day| day.checked_add_signed(Duration::days(days)));
        Self { due_at: due.map(|day| day.to_string()), ..self.clone() }
    }

    /// Days left until it must be sent; below nought it is late. None for one without a clock, or that is sent or cancelled.
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        let due: NaiveDate = self.due_at.as_deref()?.parse().ok()?;
        self.is_unsent().then(|| (due - today).num_days())
    }

    /// Whether it is held on this day. A hold whose day has come holds no longer.
    pub fn is_held(&self, today: NaiveDate) -> bool {
        let over = self.hold_until.as_deref().and_then(|d| d.parse::<NaiveDate>().ok()).is_some_and(|d| d <= today);
        self.held && !over
    }

    /// How pressing it is: late, due by tomorrow or failed to reach somebody; paused while it is held in time.
    pub fn press(&self, today: NaiveDate) -> Press {
        if !self.is_unsent() {
            return Press::Done;
        }
        let failed = self.recipients.iter().any(|r| r.state == "failed");
        let due = self.days_left(today).is_some_and(|days| days <= 1);
        match self.is_held(today) {
            _ if failed => Press::ActNow,
            true => Press::Paused,
            false if due => Press::ActNow,
            false => Press::ToDo,
        }
    }

    /// The clock in a word: `5d`, `today`, `2d late`; empty without one.
    pub fn clock_word(&self, today: NaiveDate) -> String {
        match self.days_left(today) {
            None => String::new(),
            Some(0) => "today".into(),
            Some(days) if days < 0 => format!("{}d late", -days),
            Some(days) => format!("{days}d"),
        }
    }
}
