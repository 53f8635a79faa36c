//! A session: its states (`draft -> open -> closed`, `open -> reduced | cancelled`), who sits where, what is free.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::model::{Appointment, Session, Slot};
use super::rules_appointment::seat_of;
use super::rules_plan::{KINDS, check_slots, check_times, short_kind, time_of};
pub use super::rules_taken::{Taken, seat_parts};
use crate::clock::stamp;

/// A slot of a session with its number among those of the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The slot.
    pub slot: Slot,
    /// Its number, from 0.
    pub n: usize,
}

impl Place {
    /// Its identifier: `session.0900`, `session.0900-1` for the second of the same time.
    pub fn id(&self, session: &str) -> String {
        let at = self.slot.at.replace(':', "");
        if self.n == 0 { format!("{session}.{at}") } else { format!("{session}.{at}-{}", self.n) }
    }
}

/// The session, time and number that a slot's identifier names.
pub fn slot_parts(id: &str) -> Option<(&str, String, usize)> {
    let (session, slot) = id.rsplit_once('.')?;
    let (at, n) = slot.split_once('-').map_or(Some((slot, 0)), |(at, n)| Some((at, n.parse().ok()?)))?;
    let at = (at.len() == 4).then(|| format!("{}:{}", &at[..2], &at[2..]))?;
    time_of(&at)?;
    Some((session, at, n))
}

impl Session {
    /// Its day.
    pub fn day(&self) -> NaiveDate {
        self.on_date.parse().unwrap_or_default()
    }

    /// The moment of one of its times of day.
    pub fn moment(&self, at: &str) -> NaiveDateTime {
        self.day().and_time(time_of(at).unwrap_or(NaiveTime::MIN))
    }

    /// Whether it takes place.
    pub fn is_live(&self) -> bool {
        self.state != "cancelled" && self.binned_at.is_none()
    }

    /// Whether it stands in the file by itself.
    pub fn is_stored(&self) -> bool {
        !self.created_at.is_empty()
    }

    /// Its slots with their numbers.
    pub fn places(&self) -> Vec<Place> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let place = |slot: &'_ Slot, n: usize| Place { slot: slot.clone(), n };
        let mut out = Vec::new();
        for slot in &self.slots {
            let n = seen.entry(slot.at.as_str()).or_insert(0);
            out.push(place(slot, *n));
            *n += 1;
        }
        out
    }

    /// How many slots begin at a time.
    pub fn places_at(&self, at: &str) -> usize {
        self.slots.iter().filter(|s| s.at == at).count()
    }

    /// The slot of a time and number.
    pub fn place(&self, at: &str, n: usize) -> Option<Place> {
        self.places().into_iter().find(|p| p.slot.at == at && p.n == n)
    }

    /// The seat number for one more at a time, beyond its slots.
    pub fn seat_beyond(&self, at: &str, taken: &Taken) -> usize {
        taken.next_free(at, self.places_at(at))
    }

    /// The slots that can be had: of a kind where one is asked for, still to come, not taken, not held, within the limit.
    pub fn free(&self, taken: &Taken, kind: Option<&str>, now: NaiveDateTime) -> Vec<Place> {
        if !matches!(self.state.as_str(), "open" | "reduced") || self.binned_at.is_some() || self.day() < now.date() {
            return Vec::new();
        }
        let (day, today) = (self.day(), now.date());
        let fits = |p: &Place| {
            kind.is_none_or(|k| p.slot.kind == k)
                && !taken.has(&p.slot.at, p.n)
                && p.slot.held_on(day, today).is_none()
                && self.moment(&p.slot.at) >= now
                && self.under_limit(&p.slot.kind, taken)
        };
        self.places().into_iter().filter(fits).collect()
    }

    /// Whether one more of a kind is within its limit.
    pub fn under_limit(&self, kind: &str, taken: &Taken) -> bool {
        self.limits.iter().filter(|l| l.kind == kind).all(|l| taken.of_kind(kind) < l.most)
    }

    /// How full it is, by kind: `new 2/4  f-up 7/8`.
    pub fn fullness(&self, taken: &Taken) -> String {
        let mut parts: Vec<String> = Vec::new();
        for kind in KINDS {
            let slots = self.places().into_iter().filter(|p| p.slot.kind == *kind);
            let (all, sat): (Vec<Place>, usize) = {
                let all: Vec<Place> = slots.collect();
                let sat = all.iter().filter(|p| taken.has(&p.slot.at, p.n)).count();
                (all, sat)
            };
            if !all.is_empty() {
                parts.push(format!("{} {sat}/{}", short_kind(kind), all.len()));
            }
        }
        let over = taken.over(self);
        if over > 0 {
            parts.push(format!("+{over} over"));
        }
        parts.join("  ")
    }

    /// Its state in words, with the reason.
    pub fn state_words(&self) -> String {
        match (self.state.as_str(), self.reason.as_str()) {
            ("open", _) => String::new(),
            (state, "") => state.into(),
            (state, reason) => format!("{state}: {reason}"),
        }
    }

    /// As it is written down for the first time.
    #[must_use]
    pub fn stored(&self, now: NaiveDateTime) -> Self {
        let created_at = if self.is_stored() { self.created_at.clone() } else { stamp(now) };
        Self { created_at, ..self.clone() }
    }

    /// Open for booking, also again after it was closed or a draft.
    ///
    /// # Errors
    /// It is open, or was cancelled (that is taken back as a whole).
    pub fn opened(&self) -> Result<Self, String> {
        match self.state.as_str() {
            "draft" | "closed" => Ok(Self { state: "open".into(), ..self.clone() }),
            "cancelled" => Err("A cancelled session is not opened by itself: take its cancellation back.".into()),
            other => Err(format!("This session is {other}: it can be booked.")),
        }
    }

    /// Closed: it has been, and everybody has an outcome.
    ///
    /// # Errors
    /// Somebody has no outcome yet, or it has not been.
    pub fn closed(&self, all: &[Appointment], now: NaiveDateTime) -> Result<Self, String> {
        if !matches!(self.state.as_str(), "open" | "reduced") {
            return Err(format!("This session is {}.", self.state));
        }
        if self.day() > now.date() {
            return Err("It has not been yet: it can be closed on its day.".into());
        }
        let open = all.iter().filter(|a| matches!(a.state.as_str(), "booked" | "arrived")).count();
        if open > 0 {
            let who = if open == 1 { "One patient has".into() } else { format!("{open} patients have") };
            return Err(format!("{who} no outcome yet: seen, did not attend, or cancelled, then close it."));
        }
        Ok(Self { state: "closed".into(), ..self.clone() })
    }

    /// Cancelled, with the reason.
    ///
    /// # Errors
    /// It is cancelled or closed, or no reason is given.
    pub fn cancelled(&self, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        if matches!(self.state.as_str(), "cancelled" | "closed") {
            return Err(format!("This session is {} already.", self.state));
        }
        self.ended("cancelled", reason, now)
    }

    /// Reduced: other times, slots or limits, with the reason.
    ///
    /// # Errors
    /// It does not take place, the slots do not fit, or no reason is given.
    pub fn reduced(
        &self,
        from: &str,
        to: &str,
        slots: Vec<Slot>,
        reason: &str,
        now: NaiveDateTime,
    ) -> Result<Self, String> {
        if !matches!(self.state.as_str(), "open" | "reduced" | "draft") {
            return Err(format!("This session is {}: it cannot be reduced.", self.state));
        }
        check_times(from, to)?;
        check_slots(&slots, from, to)?;
        let less = Self { starts: from.into(), ends: to.into(), slots, ..self.clone() };
        less.ended("reduced", reason, now)
    }

    fn ended(&self, state: &str, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        if reason.trim().is_empty() {
            return Err("Say why, in a few words: consultant ill, theatre list, room flooded.".into());
        }
        let weeks = (self.day() - now.date()).num_days().max(0) / 7;
        Ok(Self {
            state: state.into(),
            reason: reason.trim().into(),
            notice_weeks: Some(weeks),
            cancelled_at: Some(stamp(now)),
            ..self.clone()
        })
    }

    /// The seat of a place.
    pub fn seat(&self, at: &str, n: usize) -> String {
        seat_of(self, at, n)
    }
}

#[cfg(test)]
mod tests;
