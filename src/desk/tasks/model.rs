//! A task and its rules (domain 4.8): `open -> done | cancelled`, `open <-> waiting(until)`, `done -> open`.
//! A result awaited comes *back*, then is *seen by* somebody, and is never done before it is seen.

use chrono::{Duration, Months, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::clock::stamp;
use crate::store::{Record, new_id};

/// One line of a checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Identifier.
    pub id: String,
    /// What is to be done.
    pub title: String,
    /// More about it.
    pub note: String,
    /// `task`, or `result` for a result awaited.
    pub kind: String,
    /// `open`, `waiting`, `done` or `cancelled`.
    pub state: String,
    /// ISO date, or date and time.
    pub due: Option<String>,
    /// 1 (first) to 3.
    pub priority: i64,
    /// Whose it is.
    pub owner: String,
    /// Who made it; keeps it in "mine, with others".
    pub creator: String,
    /// `daily`, `weekdays`, `weekly`, `2 weeks`, `monthly`, `yearly`, or empty.
    pub repeat: String,
    /// The checklist.
    pub checklist: Vec<Item>,
    /// On whom it waits.
    pub waiting_on: String,
    /// Until when, ISO date.
    pub waiting_until: Option<String>,
    /// The patient it is about.
    pub patient_id: Option<String>,
    /// The test whose result is awaited.
    pub test: String,
    /// When it was asked for, ISO date.
    pub asked_on: Option<String>,
    /// When it is expected, ISO date.
    pub expected_by: Option<String>,
    /// When it came back, ISO time.
    pub back_at: Option<String>,
    /// Who has seen it.
    pub seen_by: String,
    /// When, ISO time.
    pub seen_at: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// When it was done or cancelled, ISO time.
    pub done_at: Option<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

impl Record for Task {
    const TABLE: &'static str = "task";
    fn id(&self) -> &str {
        &self.id
    }
}

/// How pressing a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Press {
    /// Late, or a result that is late or came back unseen.
    ActNow,
    /// To do.
    ToDo,
    /// Waits on somebody until a date to come.
    Paused,
    /// Done or cancelled.
    Done,
}

impl Press {
    /// The word of the command line: `act_now`, `to_do`, `paused`, `done`.
    pub fn word(self) -> &'static str {
        match self {
            Self::ActNow => "act_now",
            Self::ToDo => "to_do",
            Self::Paused => "paused",
            Self::Done => "done",
        }
    }
}

impl Task {
    /// A new task of `who`.
    pub fn new(title: &str, who: &str, now: NaiveDateTime) -> Self {
        let empty = String::new;
        Self {
            id: new_id(),
            title: title.into(),
            note: empty(),
            kind: "task".into(),
            state: "open".into(),
            due: None,
            priority: 2,
            owner: who.into(),
            creator: who.into(),
            repeat: empty(),
            checklist: Vec::new(),
            waiting_on: empty(),
            waiting_until: None,
            patient_id: None,
            test: empty(),
            asked_on: None,
            expected_by: None,
            back_at: None,
            seen_by: empty(),
            seen_at: None,
            outcome: empty(),
            done_at: None,
            created_at: stamp(now),
            binned_at: None,
        }
    }

    /// Whether it is a result awaited.
    pub fn is_result(&self) -> bool {
        self.kind == "result"
    }

    /// Whether it is finished, one way or the other.
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "done" | "cancelled")
    }

    /// The moment after which it is late: the due time, the end of the due day, the day after a result was expected, the date it waits for.
    pub fn clock(&self) -> Option<NaiveDateTime> {
        let of = if self.state == "waiting" { &self.waiting_until } else { &self.due };
        let expected = if self.is_result() && self.back_at.is_none() { &self.expected_by } else { &None };
        [of, expected].into_iter().flatten().filter_map(|t| moment(t)).min()
    }

    /// How pressing it is now.
    pub fn press(&self, now: NaiveDateTime) -> Press {
        if self.is_over() {
            return Press::Done;
        }
        let unseen = self.is_result() && self.back_at.is_some() && self.seen_at.is_none();
        let late = self.clock().is_some_and(|at| at <= now);
        match self.state.as_str() {
            _ if unseen || late => Press::ActNow,
            "waiting" => Press::Paused,
            _ => Press::ToDo,
        }
    }

    /// Done at this time.
    ///
    /// # Errors
    /// A result is not done before it is seen.
    pub fn done(&self, now: NaiveDateTime) -> Result<Self, String> {
        if self.is_over() {
            return Err(format!("“{}” is {} already.", self.title, self.state));
        }
        if self.is_result() && self.seen_at.is_none() {
            return Err("A result is not done before it is seen: say that it is back, then who has seen it.".into());
        }
        Ok(Self { state: "done".into(), done_at: Some(stamp(now)), ..self.clone() })
    }

    /// Cancelled at this time, with a reason or none.
    pub fn cancelled(&self, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        if self.is_over() {
            return Err(format!("“{}” is {} already.", self.title, self.state));
        }
        Ok(Self { state: "cancelled".into(), outcome: reason.into(), done_at: Some(stamp(now)), ..self.clone() })
    }

    /// Waiting on somebody until a date.
    pub fn waiting(&self, on: &str, until: NaiveDate) -> Result<Self, String> {
        if self.is_over() {
            return Err(format!("“{}” is {}; open it again first.", self.title, self.state));
        }
        Ok(Self {
            state: "waiting".into(),
            waiting_on: on.into(),
            waiting_until: Some(until.to_string()),
            ..self.clone()
        })
    }

    /// Open again.
    pub fn opened(&self) -> Result<Self, String> {
        if self.state == "open" {
            return Err(format!("“{}” is open.", self.title));
        }
        let empty = String::new;
        Ok(Self {
            state: "open".into(),
            waiting_on: empty(),
            waiting_until: None,
            done_at: None,
            outcome: empty(),
            ..self.clone()
        })
    }

    /// A result that came back.
    pub fn back(&self, now: NaiveDateTime) -> Result<Self, String> {
        match (self.is_result(), &self.back_at) {
            (false, _) => Err("Only a result awaited can come back. Press e to make this task one.".into()),
            (_, Some(_)) => Err("This result is back already; say who has seen it.".into()),
            _ => Ok(Self { back_at: Some(stamp(now)), state: "open".into(), waiting_until: None, ..self.clone() }),
        }
    }

    /// A result that was seen by somebody.
    pub fn seen(&self, by: &str, now: NaiveDateTime) -> Result<Self, String> {
        if by.trim().is_empty() {
            return Err("Say who has seen the result: a name.".into());
        }
        match (self.is_result(), &self.back_at) {
            (false, _) => Err("Only a result awaited is seen by somebody.".into()),
            (_, None) => Err("This result is not back yet; say that it is back first.".into()),
            _ => Ok(Self { seen_by: by.trim().into(), seen_at: Some(stamp(now)), ..self.clone() }),
        }
    }

    /// The next of a task that repeats, from the day it was due (or was done, where none).
    pub fn next(&self, now: NaiveDateTime) -> Option<Self> {
        let from = self.due.as_deref().and_then(moment).map_or(now.date(), |m| m.date());
        let mut on = after(from, &self.repeat)?;
        while on <= now.date() {
            on = after(on, &self.repeat)?;
        }
        let time = self.due.as_deref().and_then(|d| d.get(10..)).unwrap_or("");
        let checklist = self.checklist.iter().map(|i| Item { done: false, ..i.clone() }).collect();
        let fresh = Self::new(&self.title, &self.owner, now);
        Some(Self {
            id: fresh.id,
            created_at: fresh.created_at,
            state: "open".into(),
            due: Some(format!("{on}{time}")),
            checklist,
            done_at: None,
            ..self.clone()
        })
    }
}

/// The ways a task can repeat.
pub const REPEATS: &[&str] = &["", "daily", "weekdays", "weekly", "2 weeks", "monthly", "yearly"];

fn after(day: NaiveDate, repeat: &str) -> Option<NaiveDate> {
    use chrono::Datelike;
    match repeat {
        "daily" => day.checked_add_signed(Duration::days(1)),
        "weekdays" => (1..4).map(|n| day + Duration::days(n)).find(|d| d.weekday().number_from_monday() < 6),
        "weekly" => day.checked_add_signed(Duration::weeks(1)),
        "2 weeks" => day.checked_add_signed(Duration::weeks(2)),
        "monthly" => day.checked_add_months(Months::new(1)),
        "yearly" => day.checked_add_months(Months::new(12)),
        _ => None,
    }
}

/// An ISO time, or the end of an ISO date.
pub fn moment(iso: &str) -> Option<NaiveDateTime> {
    iso.parse().ok().or_else(|| iso.parse::<NaiveDate>().ok()?.and_hms_opt(23, 59, 59))
}
