//! A booking and its rules: `tentative -> requested -> confirmed -> done`; a requested one may be declined, one that has
//! not been may be cancelled, with a reason. What is declined or cancelled takes no room.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Room, record};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::dates;

/// The states in which a booking takes its room.
pub const LIVE: &[&str] = &["tentative", "requested", "confirmed", "done"];

/// A room booked for a time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Booking {
    /// Identifier.
    pub id: String,
    /// The room.
    pub room_id: String,
    /// From, ISO time.
    pub start: String,
    /// Until, ISO time, on the same day.
    pub ends: String,
    /// What for.
    pub title: String,
    /// Who receives the guests.
    pub host: String,
    /// For whom: the team, the event.
    pub booked_for: String,
    /// Who booked it.
    pub booked_by: String,
    /// How many are expected; 0: not known.
    pub people: i64,
    /// How the room is to be laid out.
    pub layout: String,
    /// Whether people from outside come.
    pub external: bool,
    /// Whether only its time is shown to others.
    pub private: bool,
    /// `tentative`, `requested`, `confirmed`, `done`, `declined` or `cancelled`.
    pub state: String,
    /// Who approved it.
    pub approved_by: String,
    /// Why it was declined or cancelled.
    pub reason: String,
    /// How its series repeats: the text of an RRULE; empty for a single one.
    pub repeats: String,
    /// The series it is of.
    pub series_id: Option<String>,
    /// The table of what it is for: `meeting`, or empty.
    pub of_kind: String,
    /// That record.
    pub of_id: Option<String>,
    /// More about it.
    pub notes: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Booking, "booking");

fn time_of(iso: &str) -> NaiveDateTime {
    iso.parse().unwrap_or_default()
}

impl Booking {
    /// A booking of a room from then on, confirmed once it is kept unless somebody has to approve it.
    pub fn new(room: &str, title: &str, start: NaiveDateTime, minutes: i64, who: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            room_id: room.into(),
            title: title.into(),
            start: stamp(start),
            ends: stamp(start + Duration::minutes(minutes)),
            booked_by: who.into(),
            host: who.into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// When it begins.
    pub fn starts_at(&self) -> NaiveDateTime {
        time_of(&self.start)
    }

    /// When it ends.
    pub fn ends_at(&self) -> NaiveDateTime {
        time_of(&self.ends)
    }

    /// The day it is on.
    pub fn day(&self) -> NaiveDate {
        self.starts_at().date()
    }

    /// `10:00-11:30`.
    pub fn times(&self) -> String {
        format!("{}-{}", dates::time(self.starts_at().time()), dates::time(self.ends_at().time()))
    }

    /// Whether it takes its room.
    pub fn is_live(&self) -> bool {
        self.binned_at.is_none() && LIVE.contains(&self.state.as_str())
    }

    /// Whether it is not sure yet.
    pub fn is_unsure(&self) -> bool {
        matches!(self.state.as_str(), "tentative" | "requested")
    }

    /// Its title as `who` may read it: what is private is told to whoever booked it and to the host.
    pub fn title_for(&self, who: &str) -> &str {
        let own = self.booked_by.eq_ignore_ascii_case(who) || self.host.eq_ignore_ascii_case(who);
        match () {
            () if self.private && !own => "Private",
            () if self.title.is_empty() => "Booked",
            () => &self.title,
        }
    }

    /// What stands there, for a sentence: `10:00-11:00 Board (Jo Marlow)`.
    pub fn told(&self, who: &str) -> String {
        format!("{} {} ({})", self.times(), self.title_for(who), self.booked_by)
    }

    /// Its times, checked: it lasts some minutes, and ends on the day on which it begins.
    ///
    /// # Errors
    /// A sentence.
    pub fn check(&self) -> Result<(), String> {
        let (start, end) = (self.starts_at(), self.ends_at());
        let midnight = start.date().and_time(NaiveTime::MIN) + Duration::days(1);
        match () {
            () if self.title.trim().is_empty() => Err("Say what the room is for.".into()),
            () if end <= start => Err("It would end before it begins: type until when, or how long.".into()),
            () if end > midnight => {
                Err("A booking ends on the day on which it begins: let it repeat daily for more days.".into())
            }
            () => Ok(()),
        }
    }

    /// The state in which it is kept first: tentative where that was asked, requested where somebody approves, else confirmed.
    #[must_use]
    pub fn first_state(&self, room: &Room) -> Self {
        let state = match () {
            () if self.state == "tentative" => "tentative",
            () if room.approver.trim().is_empty() => "confirmed",
            () => "requested",
        };
        Self { state: state.into(), ..self.clone() }
    }

    fn to(&self, state: &str) -> Self {
        Self { state: state.into(), ..self.clone() }
    }

    /// One step nearer to sure: a tentative one is asked for (or confirmed, where nobody approves), a requested one is
    /// confirmed by whoever approves.
    ///
    /// # Errors
    /// It is confirmed already, or over.
    pub fn confirmed(&self, room: &Room, by: &str) -> Result<Self, String> {
        let approver = room.approver.trim();
        match self.state.as_str() {
            "tentative" if approver.is_empty() => Ok(self.to("confirmed")),
            "tentative" => Ok(self.to("requested")),
            "requested" => {
                let by = if by.trim().is_empty() { approver } else { by.trim() };
                Ok(Self { approved_by: by.into(), ..self.to("confirmed") })
            }
            "confirmed" => Err("It is confirmed already.".into()),
            state => Err(format!("It is {state}: book the room again.")),
        }
    }

    /// Declined by whoever approves.
    ///
    /// # Errors
    /// It was not asked for, or no reason is given.
    pub fn declined(&self, reason: &str) -> Result<Self, String> {
        if !self.is_unsure() {
            return Err(format!("It is {}: only one that waits for an answer can be declined.", self.state));
        }
        self.ended("declined", reason)
    }

    /// Cancelled before it was.
    ///
    /// # Errors
    /// It is over, or no reason is given.
    pub fn cancelled(&self, reason: &str) -> Result<Self, String> {
        match self.state.as_str() {
            "done" | "declined" | "cancelled" => Err(format!("It is {} already.", self.state)),
            _ => self.ended("cancelled", reason),
        }
    }

    fn ended(&self, state: &str, reason: &str) -> Result<Self, String> {
        if reason.trim().is_empty() {
            return Err(format!("Say why it is {state}: whoever booked it will ask."));
        }
        Ok(Self { reason: reason.trim().into(), ..self.to(state) })
    }

    /// It has been.
    ///
    /// # Errors
    /// It was not confirmed, or has not begun.
    pub fn done(&self, now: NaiveDateTime) -> Result<Self, String> {
        match self.state.as_str() {
            "confirmed" if self.starts_at() > now => {
                Err(format!("It is only on {}: it has not been yet.", dates::stamp_weekday(self.starts_at())))
            }
            "confirmed" => Ok(self.to("done")),
            state => Err(format!("It is {state}: only a confirmed booking can be done.")),
        }
    }

    /// The same at another time, as long as it is.
    #[must_use]
    pub fn moved_to(&self, start: NaiveDateTime) -> Self {
        let end = start + (self.ends_at() - self.starts_at());
        Self { start: stamp(start), ends: stamp(end), ..self.clone() }
    }

    /// Whether any of it falls into this time.
    pub fn touches(&self, from: NaiveDateTime, until: NaiveDateTime) -> bool {
        self.starts_at() < until && self.ends_at() > from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        format!("2026-03-{text}:00").parse().unwrap()
    }

    fn board() -> Booking {
        Booking::new("r", "Board", at("05T10:00"), 90, "Jo", at("03T09:00"))
    }

    #[test]
    fn it_goes_from_state_to_state() {
        let (open, kept) = (Room::default(), Room { approver: "Ann".into(), ..Room::default() });
        assert_eq!(
            (board().first_state(&open).state, board().first_state(&kept).state),
            ("confirmed".into(), "requested".into())
        );
        let unsure = Booking { state: "tentative".into(), ..board() }.first_state(&kept);
        let asked = unsure.confirmed(&kept, "").unwrap();
        assert_eq!((unsure.state.as_str(), asked.state.as_str()), ("tentative", "requested"));
        assert_eq!(unsure.confirmed(&open, "").unwrap().state, "confirmed");
        let sure = asked.confirmed(&kept, "").unwrap();
        assert_eq!((sure.state.as_str(), sure.approved_by.as_str()), ("confirmed", "Ann"));
        assert!(sure.confirmed(&kept, "").unwrap_err().contains("already"));
        assert!(sure.declined("no").is_err() && asked.declined(" ").is_err());
        assert!(!asked.declined("Painted that day").unwrap().is_live());
        assert!(sure.done(at("04T10:00")).unwrap_err().contains("has not been yet"));
        let done = sure.done(at("05T10:00")).unwrap();
        assert!(done.is_live() && done.cancelled("x").is_err());
        assert_eq!(sure.cancelled("Chair is ill").unwrap().reason, "Chair is ill");
    }

    #[test]
    fn it_lasts_within_its_day() {
        assert!(board().check().is_ok());
        assert!(Booking { ends: stamp(at("05T10:00")), ..board() }.check().unwrap_err().contains("before it begins"));
        assert!(Booking { ends: stamp(at("06T00:00")), ..board() }.check().is_ok());
        assert!(Booking { ends: stamp(at("06T00:15")), ..board() }.check().unwrap_err().contains("repeat daily"));
        assert_eq!(board().moved_to(at("06T09:00")).times(), "09:00-10:30");
    }

    #[test]
    fn what_is_private_is_told_to_its_own_alone() {
        let one = Booking { private: true, host: "Ann".into(), ..board() };
        assert_eq!((one.title_for("Sam"), one.title_for("jo"), one.title_for("Ann")), ("Private", "Board", "Board"));
    }
}
