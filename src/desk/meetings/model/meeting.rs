//! A meeting and its states (domain 4.9): `planned -> agenda_sent -> held -> minutes_draft -> minutes_circulated ->
//! minutes_approved`, any of them but the last `-> cancelled`.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Item, Quorum, Seat, Series, record};
use crate::clock::stamp;
use crate::desk::tasks::model::Press;
use crate::store::new_id;
use crate::text::calendar::add_working_days;
use crate::text::dates;

/// The states in their order.
pub const STATES: &[&str] =
    &["planned", "agenda_sent", "held", "minutes_draft", "minutes_circulated", "minutes_approved", "cancelled"];

/// A meeting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Identifier.
    pub id: String,
    /// The series that it belongs to.
    pub series_id: Option<String>,
    /// What it is called.
    pub title: String,
    /// Its place in the numbering of the series; 0 for a single one.
    pub seq: i64,
    /// Its number: `3/2026`.
    pub number: String,
    /// One of [`STATES`].
    pub state: String,
    /// Start, ISO time of the desk.
    pub start: String,
    /// End, ISO time.
    pub ends: String,
    /// Where.
    pub place: String,
    /// The booking of its room.
    pub room_booking_id: Option<String>,
    /// Who is invited, and who came.
    pub roll: Vec<Seat>,
    /// So many members must be there.
    pub quorum: i64,
    /// The agenda with what the minutes say of each item.
    pub agenda: Vec<Item>,
    /// Agenda and papers go out so many clear working days before.
    pub papers_days: i64,
    /// Draft minutes go out within so many working days after.
    pub draft_days: i64,
    /// Approved minutes go out within so many working days after the next meeting.
    pub approved_days: i64,
    /// The last day for agenda and papers, ISO date.
    pub agenda_due: Option<String>,
    /// The last day for the draft minutes, ISO date.
    pub minutes_due: Option<String>,
    /// The last day for the approved minutes, ISO date; known once the next meeting was held.
    pub approve_due: Option<String>,
    /// When the agenda went out, ISO time.
    pub sent_at: Option<String>,
    /// When it was opened, ISO time.
    pub held_at: Option<String>,
    /// When the draft minutes went out, ISO time.
    pub circulated_at: Option<String>,
    /// When the minutes were approved, ISO time.
    pub approved_at: Option<String>,
    /// Where they were approved: number and day of that meeting, or by whom.
    pub approved_in: String,
    /// What was corrected when they were approved.
    pub corrections: String,
    /// The version of the minutes: 0 before they first go out.
    pub version: i64,
    /// Why it was cancelled.
    pub reason: String,
    /// Notes for whoever arranges it; on no paper.
    pub notes: String,
    /// Who made it.
    pub created_by: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Meeting, "meeting");

/// The minutes of a meeting as they went out: never edited.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Identifier.
    pub id: String,
    /// The meeting.
    pub meeting_id: String,
    /// From 1.
    pub version: i64,
    /// `minutes_circulated` or `minutes_approved`.
    pub state: String,
    /// Who was there.
    pub roll: Vec<Seat>,
    /// What was said.
    pub agenda: Vec<Item>,
    /// Corrections, or why they were taken back.
    pub note: String,
    /// Who sent them out.
    pub who: String,
    /// When, ISO time.
    pub at: String,
}

record!(Kept, "minutes_kept");

/// A time of the desk; the epoch where it is none.
fn time_of(iso: &str) -> NaiveDateTime {
    iso.parse().unwrap_or_default()
}

fn date_of(iso: Option<&String>) -> Option<NaiveDate> {
    iso?.parse().ok()
}

impl Meeting {
    /// A single meeting of two hours at most, with the timetable of domain 2.13.
    pub fn new(title: &str, start: NaiveDateTime, minutes: i64, who: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            title: title.into(),
            state: "planned".into(),
            start: stamp(start),
            ends: stamp(start + Duration::minutes(minutes)),
            papers_days: 5,
            draft_days: 10,
            approved_days: 5,
            created_by: who.into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// The next of a series.
    pub fn of_series(series: &Series, highest: i64, start: NaiveDateTime, who: &str, now: NaiveDateTime) -> Self {
        let (seq, number) = series.number(highest, start.date());
        Self {
            series_id: Some(series.id.clone()),
            seq,
            number,
            place: series.room.clone(),
            roll: series.roll.iter().map(Seat::invited).collect(),
            quorum: series.quorum,
            papers_days: series.papers_days,
            draft_days: series.draft_days,
            approved_days: series.approved_days,
            ..Self::new(&series.name, start, series.length, who, now)
        }
    }

    /// When it begins.
    pub fn starts(&self) -> NaiveDateTime {
        time_of(&self.start)
    }

    /// When it ends.
    pub fn finishes(&self) -> NaiveDateTime {
        time_of(&self.ends)
    }

    /// How many minutes it lasts.
    pub fn minutes(&self) -> i64 {
        (self.finishes() - self.starts()).num_minutes().max(0)
    }

    /// `Board 3/2026`.
    pub fn name(&self) -> String {
        format!("{} {}", self.title, self.number).trim().to_owned()
    }

    /// `Board 3/2026, Tue 10-Mar-2026`.
    pub fn label(&self) -> String {
        format!("{}, {}", self.name(), dates::screen_weekday(self.starts().date()))
    }

    /// Its state in words.
    pub fn state_words(&self) -> String {
        self.state.replace('_', " ")
    }

    /// Whether nothing more is to be done with it.
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "minutes_approved" | "cancelled")
    }

    /// Whether its agenda may still be changed.
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "planned" | "agenda_sent" | "held" | "minutes_draft")
    }

    /// Whether it has begun, so that minutes can be written.
    pub fn has_begun(&self) -> bool {
        matches!(self.state.as_str(), "held" | "minutes_draft")
    }

    /// Who is there of those who count.
    pub fn quorum(&self) -> Quorum {
        Quorum::of(&self.roll, self.quorum)
    }

    /// With its days worked out: agenda and papers so many clear working days before (neither the day they go nor the
    /// day of the meeting counts), draft minutes so many working days after.
    #[must_use]
    pub fn dated(&self, holiday: &dyn Fn(NaiveDate) -> bool) -> Self {
        let days = |n: i64| i32::try_from(n.clamp(0, 250)).unwrap_or(0);
        let day = self.starts().date();
        Self {
            agenda_due: Some(add_working_days(day, -(days(self.papers_days) + 1), holiday).to_string()),
            minutes_due: Some(add_working_days(day, days(self.draft_days), holiday).to_string()),
            ..self.clone()
        }
    }

    /// The day by which the next step must be done, where there is one.
    pub fn clock(&self) -> Option<NaiveDate> {
        match self.state.as_str() {
            "planned" => date_of(self.agenda_due.as_ref()),
            "agenda_sent" | "held" | "minutes_draft" => date_of(self.minutes_due.as_ref()),
            "minutes_circulated" => date_of(self.approve_due.as_ref()),
            _ => None,
        }
    }

    /// How pressing it is.
    pub fn press(&self, now: NaiveDateTime) -> Press {
        let late = self.clock().is_some_and(|day| day < now.date());
        match self.state.as_str() {
            _ if self.is_over() => Press::Done,
            _ if late => Press::ActNow,
            "planned" if self.starts() <= now => Press::ActNow,
            "agenda_sent" if self.finishes() > now => Press::Paused,
            "minutes_circulated" => Press::Paused,
            _ => Press::ToDo,
        }
    }

    /// What is to be done next and by when, in a few words.
    pub fn next_step(&self, now: NaiveDateTime) -> String {
        let what = match self.state.as_str() {
            "planned" => "agenda",
            "agenda_sent" if self.finishes() > now => return "agenda is out".into(),
            "agenda_sent" | "held" => "take the minutes",
            "minutes_draft" => "send the minutes",
            "minutes_circulated" if self.approve_due.is_none() => return "approval at the next meeting".into(),
            "minutes_circulated" => "approval",
            "cancelled" => return self.reason.clone(),
            _ if self.approved_in.is_empty() => return String::new(),
            _ => return format!("approved: {}", self.approved_in),
        };
        let Some(day) = self.clock() else { return what.into() };
        let late = (now.date() - day).num_days();
        if late > 0 { format!("{what} {late}d late") } else { format!("{what} by {}", dates::screen(day)) }
    }

    fn must_be(&self, states: &[&str], what: &str) -> Result<(), String> {
        if states.contains(&self.state.as_str()) {
            return Ok(());
        }
        Err(format!("{} is {}: {what}.", self.name(), self.state_words()))
    }

    /// The agenda has gone out.
    ///
    /// # Errors
    /// It has gone already, nothing is on it, or nobody is invited.
    pub fn sent(&self, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["planned", "agenda_sent"], "its agenda goes out before it is held")?;
        if self.agenda.iter().all(|i| i.skip) {
            return Err("Nothing is on the agenda yet: n puts an item on it.".into());
        }
        if self.roll.is_empty() {
            return Err("Nobody is invited yet: e edits who.".into());
        }
        Ok(Self { state: "agenda_sent".into(), sent_at: Some(stamp(now)), ..self.clone() })
    }

    /// It begins: those who said that they would come stay as they are until they are seen.
    ///
    /// # Errors
    /// It is over or was cancelled.
    pub fn begun(&self, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["planned", "agenda_sent", "held", "minutes_draft"], "its minutes are finished")?;
        if self.has_begun() {
            return Ok(self.clone());
        }
        Ok(Self { state: "held".into(), held_at: Some(stamp(now)), ..self.clone() })
    }

    /// It is over and its minutes are to be written up: whoever was not seen was absent.
    ///
    /// # Errors
    /// It was not held, or nobody was there.
    pub fn closed(&self) -> Result<Self, String> {
        self.must_be(&["held", "minutes_draft"], "it has to be held first")?;
        if self.roll.iter().any(Seat::counts) && !self.roll.iter().any(Seat::is_there) {
            return Err("Nobody is marked as present: say who is there first.".into());
        }
        let seen = |s: &Seat| match s.coming.as_str() {
            "invited" | "attending" => Seat { coming: "absent".into(), ..s.clone() },
            _ => s.clone(),
        };
        Ok(Self { state: "minutes_draft".into(), roll: self.roll.iter().map(seen).collect(), ..self.clone() })
    }

    /// The draft minutes go out; from now on they are not edited.
    ///
    /// # Errors
    /// There are no minutes, or they are out.
    pub fn circulated(&self, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["minutes_draft"], "only draft minutes go out")?;
        if !self.agenda.iter().any(Item::is_minuted) {
            return Err("Nothing is written in the minutes yet: m writes them.".into());
        }
        let (at, version) = (Some(stamp(now)), self.version + 1);
        Ok(Self { state: "minutes_circulated".into(), circulated_at: at, version, ..self.clone() })
    }

    /// Minutes that went out become a draft again; what went out is kept.
    ///
    /// # Errors
    /// They are not out, or approved already.
    pub fn redrafted(&self) -> Result<Self, String> {
        self.must_be(&["minutes_circulated"], "only minutes that are out and not approved become a draft again")?;
        Ok(Self { state: "minutes_draft".into(), circulated_at: None, ..self.clone() })
    }

    /// Approved as a true record, with corrections or none.
    ///
    /// # Errors
    /// They are not out, or it is not said where they were approved.
    pub fn approved(&self, at: &str, corrections: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["minutes_circulated"], "minutes are approved after they went out")?;
        if at.trim().is_empty() {
            return Err("Say at which meeting they were approved, or by whom.".into());
        }
        Ok(Self {
            state: "minutes_approved".into(),
            approved_at: Some(stamp(now)),
            approved_in: at.trim().into(),
            corrections: corrections.trim().into(),
            ..self.clone()
        })
    }

    /// Cancelled.
    ///
    /// # Errors
    /// Its minutes are finished, or it is not said why.
    pub fn cancelled(&self, reason: &str) -> Result<Self, String> {
        if self.is_over() {
            return Err(format!("{} is {}.", self.name(), self.state_words()));
        }
        if reason.trim().is_empty() {
            return Err("Say why it is cancelled.".into());
        }
        Ok(Self { state: "cancelled".into(), reason: reason.trim().into(), ..self.clone() })
    }

    /// At another time.
    ///
    /// # Errors
    /// It was held already, or was cancelled.
    pub fn moved(&self, start: NaiveDateTime, minutes: i64) -> Result<Self, String> {
        self.must_be(&["planned", "agenda_sent"], "only a meeting to come is moved")?;
        if minutes <= 0 {
            return Err("It must end after it begins.".into());
        }
        Ok(Self { start: stamp(start), ends: stamp(start + Duration::minutes(minutes)), ..self.clone() })
    }

    /// The agenda changed: once minutes are out that is over.
    ///
    /// # Errors
    /// The minutes are out, or it was cancelled.
    pub fn with_agenda(&self, agenda: Vec<Item>) -> Result<Self, String> {
        self.must_be(&["planned", "agenda_sent", "held", "minutes_draft"], "what went out is not edited")?;
        Ok(Self { agenda, ..self.clone() })
    }

    /// Somebody comes, does not, came late, or somebody came for them.
    ///
    /// # Errors
    /// The minutes are out; nobody has that name; there is no such word.
    pub fn attended(&self, name: &str, coming: &str, more: &str) -> Result<Self, String> {
        self.must_be(&["planned", "agenda_sent", "held", "minutes_draft"], "what went out is not edited")?;
        if !super::COMING.contains(&coming) {
            return Err(format!("Say one of these: {}.", super::COMING.join(", ")));
        }
        let name = super::named(&self.roll, name)?.name.clone();
        if coming == "deputy"
            && more.trim().is_empty()
            && !self.roll.iter().any(|s| s.name == name && !s.deputy.is_empty())
        {
            return Err(format!("Say who comes for {name}."));
        }
        let set = |s: &Seat| {
            if s.name != name {
                return s.clone();
            }
            let mut after = Seat { coming: coming.into(), at: String::new(), ..s.clone() };
            match coming {
                "late" => more.trim().clone_into(&mut after.at),
                "deputy" if !more.trim().is_empty() => more.trim().clone_into(&mut after.deputy),
                _ => {}
            }
            after
        };
        Ok(Self { roll: self.roll.iter().map(set).collect(), ..self.clone() })
    }

    /// The minutes as they stand, to be kept.
    pub fn kept(&self, note: &str, who: &str, now: NaiveDateTime) -> Kept {
        Kept {
            id: new_id(),
            meeting_id: self.id.clone(),
            version: self.version,
            state: self.state.clone(),
            roll: self.roll.clone(),
            agenda: self.agenda.clone(),
            note: note.into(),
            who: who.into(),
            at: stamp(now),
        }
    }
}

#[cfg(test)]
mod tests;
