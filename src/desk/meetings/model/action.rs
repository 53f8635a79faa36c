//! Actions: who does what by when. Each is a task as well, and the task says whether it is done.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Item, Meeting, Seat, named, record};
use crate::clock::stamp;
use crate::desk::tasks::model::Task;
use crate::store::new_id;
use crate::text::{dates, when};

/// An action.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Identifier.
    pub id: String,
    /// The series of its meeting.
    pub series_id: Option<String>,
    /// The meeting that asked for it.
    pub meeting_id: String,
    /// The item under which it was asked for.
    pub item_id: String,
    /// Its number: meeting and place, `3/2026-2`.
    pub number: String,
    /// What is to be done.
    pub text: String,
    /// By whom.
    pub owner: String,
    /// By when, ISO date.
    pub due: Option<String>,
    /// The task that it is.
    pub task_id: String,
    /// Whether it is of a confidential item.
    pub confidential: bool,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Action, "meeting_action");

/// An action with what its task says of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Logged {
    /// The action.
    #[serde(flatten)]
    pub action: Action,
    /// The state of its task; none where the task is gone.
    pub task_state: Option<String>,
    /// When that was done, ISO time.
    pub done_at: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The name of its meeting.
    pub meeting: String,
}

impl Logged {
    /// `open`, `done` or `dropped`. Only a task that is done or cancelled closes an action.
    pub fn state(&self) -> &'static str {
        match self.task_state.as_deref() {
            Some("done") => "done",
            Some("cancelled") => "dropped",
            _ => "open",
        }
    }

    /// Whether it is open and its day is over.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state() == "open" && self.due().is_some_and(|d| d < today)
    }

    /// Its day.
    pub fn due(&self) -> Option<NaiveDate> {
        self.action.due.as_deref()?.parse().ok()
    }

    /// `open, 3d late`; `done 04-Mar-2026`.
    pub fn state_words(&self, today: NaiveDate) -> String {
        let day =
            || self.done_at.as_deref().and_then(|t| t.get(..10)?.parse().ok()).map(dates::screen).unwrap_or_default();
        match (self.state(), self.due()) {
            ("open", Some(due)) if due < today => format!("open, {}d late", (today - due).num_days()),
            ("open", _) => "open".into(),
            (state, _) => format!("{state} {}", day()).trim().to_owned(),
        }
    }
}

/// An action as it was typed: who, by when, what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// By whom.
    pub owner: String,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What.
    pub text: String,
}

const HOW: &str = "Type who, by when and what: Bob, fri, send the figures. Without a day: Bob, -, send the figures";

impl Typed {
    /// Reads `Bob, fri, send the figures`. Somebody of the roll may be called by a part of the name.
    ///
    /// # Errors
    /// A sentence that says what to type.
    pub fn read(text: &str, roll: &[Seat], now: NaiveDateTime) -> Result<Self, String> {
        let mut parts = text.splitn(3, ',').map(str::trim);
        let (Some(who), Some(day), Some(what)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(format!("{HOW}."));
        };
        if who.is_empty() || what.is_empty() {
            return Err(format!("{HOW}."));
        }
        let owner = match named(roll, who) {
            Ok(seat) => seat.name.clone(),
            Err(said) if said.starts_with("More than one") => return Err(said),
            Err(_) => who.to_owned(),
        };
        Ok(Self { owner, due: Self::day(day, now)?, text: what.into() })
    }

    fn day(typed: &str, now: NaiveDateTime) -> Result<Option<NaiveDate>, String> {
        if matches!(typed, "" | "-") {
            return Ok(None);
        }
        let found = when::parse(typed, now).map_err(|e| format!("{e} {HOW}."))?;
        let day = found.first().map(|w| w.date);
        if day.is_some_and(|d| d < now.date()) {
            return Err(format!("“{typed}” is over already. {HOW}."));
        }
        Ok(day)
    }
}

impl Action {
    /// An action of an item, with the task that it is. `place`: how many the meeting has already, and one more.
    pub fn of(
        meeting: &Meeting,
        item: &Item,
        typed: &Typed,
        place: usize,
        who: &str,
        now: NaiveDateTime,
    ) -> (Self, Task) {
        let name = meeting.name();
        let due = typed.due.map(|d| d.to_string());
        let note = format!("From {}: {}", meeting.label(), item.for_eyes(false).title);
        let mut task = Task { due: due.clone(), note, owner: typed.owner.clone(), ..Task::new(&typed.text, who, now) };
        if item.confidential {
            task.title = format!("Confidential action of {name}");
        }
        let number = if meeting.number.is_empty() { place.to_string() } else { format!("{}-{place}", meeting.number) };
        let action = Self {
            id: new_id(),
            series_id: meeting.series_id.clone(),
            meeting_id: meeting.id.clone(),
            item_id: item.id.clone(),
            number,
            text: typed.text.clone(),
            owner: typed.owner.clone(),
            due,
            task_id: task.id.clone(),
            confidential: item.confidential,
            created_at: stamp(now),
            binned_at: None,
        };
        (action, task)
    }

    /// `Bob Ray by 20-Mar-2026: send the figures`.
    pub fn line(&self) -> String {
        let by = self.due.as_deref().and_then(|d| d.parse().ok()).map(|d| format!(" by {}", dates::screen(d)));
        format!("{}{}: {}", self.owner, by.unwrap_or_default(), self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> NaiveDateTime {
        "2026-03-10T14:30:00".parse().unwrap()
    }

    #[test]
    fn who_by_when_and_what_is_one_line() {
        let roll = [Seat::member("Ann Lee"), Seat::member("Bob Ray"), Seat::member("Bob Stone")];
        let typed = Typed::read("ann, fri, send the figures, all of them", &roll, now()).unwrap();
        let due = Some("2026-03-13".parse().unwrap());
        assert_eq!(typed, Typed { owner: "Ann Lee".into(), due, text: "send the figures, all of them".into() });
        assert_eq!(Typed::read("Estates, -, mend the lift", &roll, now()).unwrap().owner, "Estates");
        assert!(Typed::read("bob, fri, x", &roll, now()).unwrap_err().contains("More than one"));
        assert!(
            Typed::read("ann, send the figures", &roll, now()).unwrap_err().starts_with("Type who, by when and what")
        );
        assert!(Typed::read("ann, soonish, x", &roll, now()).is_err());
    }

    #[test]
    fn the_task_of_a_confidential_action_tells_nothing() {
        let meeting = Meeting::new("Board", now(), 60, "Jo", now());
        let item = Item { confidential: true, ..Item::new("Pay of the director") };
        let typed = Typed { owner: "Ann Lee".into(), due: None, text: "offer five per cent".into() };
        let (action, task) = Action::of(&meeting, &item, &typed, 2, "Jo", now());
        assert!(!format!("{task:?}").contains("five per cent") && !format!("{task:?}").contains("Pay"));
        assert_eq!((action.number.as_str(), action.confidential), ("2", true));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            let _ = Typed::read(&text, &[Seat::member("Ann Lee")], now());
        }
    }
}
