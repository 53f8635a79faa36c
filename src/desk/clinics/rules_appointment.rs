//! An appointment from state to state (domain 4.5), and the national attendance codes beside it (domain 2.5).
//!
//! ```text
//! waiting(no date yet) -> booked -> arrived -> seen(outcome)
//! booked -> dna | cancelled_patient | cancelled_hospital        arrived -> left_unseen
//! cancelled_*, dna --rebook--> a new, linked appointment
//! ```

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::model::{Appointment, Need, Offer, Session};
use crate::clock::stamp;
use crate::desk::tasks::model::Press;
use crate::store::new_id;
use crate::text::dates;

/// Follow-ups further off than this wait, and are asked for so many weeks before (partial booking; domain 2.5).
pub const PARTIAL_WEEKS: i64 = 5;

/// Reasonable notice of an offer, in days: three calendar weeks (domain 2.5).
pub const FAIR_DAYS: i64 = 21;

/// What an appointment can come to.
pub const OUTCOMES: &[&str] = &["discharged", "follow-up", "test", "referred", "admitted", "procedure"];

impl Appointment {
    /// One that waits for a date.
    pub fn new(patient_id: &str, kind: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            patient_id: patient_id.into(),
            kind: kind.into(),
            state: "waiting".into(),
            pathway: "none".into(),
            priority: 3,
            method: "telephone".into(),
            added_on: now.date().to_string(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// When it begins.
    pub fn starts(&self) -> Option<NaiveDateTime> {
        self.start.as_deref()?.parse().ok()
    }

    /// When it ends.
    pub fn ends(&self) -> Option<NaiveDateTime> {
        Some(self.starts()? + Duration::minutes(self.minutes))
    }

    /// Its day.
    pub fn day(&self) -> Option<NaiveDate> {
        Some(self.starts()?.date())
    }

    /// Its time of day: `09:00`; empty while it waits.
    pub fn at(&self) -> &str {
        self.start.as_deref().and_then(|s| s.get(11..16)).unwrap_or_default()
    }

    /// Whether somebody sits in its slot.
    pub fn is_live(&self) -> bool {
        matches!(self.state.as_str(), "booked" | "arrived" | "seen" | "dna" | "left_unseen") && self.binned_at.is_none()
    }

    /// Whether it is cancelled, by whomever.
    pub fn is_cancelled(&self) -> bool {
        self.state.starts_with("cancelled")
    }

    /// Its kind as a letter tells it.
    pub fn kind_in_words(&self) -> &str {
        match self.kind.as_str() {
            "new" => "A first visit to the clinic",
            "follow-up" => "A follow-up visit",
            "urgent" => "An urgent visit",
            "telephone" => "A telephone appointment: we will ring you",
            "video" => "A video appointment",
            "procedure" => "A procedure",
            other => other,
        }
    }

    /// Its state as people read it.
    pub fn state_words(&self) -> String {
        match self.state.as_str() {
            "dna" => "did not attend".into(),
            "cancelled_patient" => "cancelled by the patient".into(),
            "cancelled_hospital" => "cancelled by the hospital".into(),
            "left_unseen" => "left unseen".into(),
            "arrived" if self.late => "arrived late".into(),
            "seen" if !self.outcome.is_empty() => format!("seen, {}", self.outcome_words()),
            other => other.into(),
        }
    }

    /// The national attendance code: 5 seen, 6 late and seen, 7 late and not seen, 2 cancelled by the patient, 3 did not
    /// attend, 4 cancelled by the hospital, 0 still to come (domain 2.5).
    pub fn attendance_code(&self) -> &'static str {
        match self.state.as_str() {
            "seen" if self.late => "6",
            "seen" => "5",
            "left_unseen" => "7",
            "cancelled_patient" => "2",
            "dna" => "3",
            "cancelled_hospital" => "4",
            _ => "0",
        }
    }

    /// What came of it, in words: `follow-up in 6 weeks`.
    pub fn outcome_words(&self) -> String {
        match self.follow_weeks {
            Some(1) => format!("{} in 1 week", self.outcome),
            Some(n) => format!("{} in {n} weeks", self.outcome),
            None => self.outcome.clone(),
        }
    }

    /// How pressing it is: what waits past its day, who must be reached, what should have an outcome by now.
    pub fn press(&self, now: NaiveDateTime) -> Press {
        let today = now.date();
        let past =
            |iso: &Option<String>| iso.as_deref().and_then(|d| d.parse().ok()).is_some_and(|d: NaiveDate| d <= today);
        match self.state.as_str() {
            "waiting" if past(&self.book_by) || past(&self.breach_on) => Press::ActNow,
            "waiting" if self.book_by.is_some() => Press::Paused,
            "waiting" => Press::ToDo,
            _ if self.reach == "to_reach" => Press::ActNow,
            "booked" | "arrived" if self.ends().is_some_and(|e| e < now && e.date() < today) => Press::ActNow,
            "booked" | "arrived" => Press::ToDo,
            _ => Press::Done,
        }
    }

    /// Booked into a slot.
    ///
    /// # Errors
    /// It has a slot already, or is over.
    pub fn booked(&self, to: &Placement, who: &str, now: NaiveDateTime) -> Result<Self, String> {
        if self.state != "waiting" {
            return Err(format!("This appointment is {} already: move it, or book a new one.", self.state_words()));
        }
        let start = format!("{}T{}:00", to.session.on_date, to.at);
        Ok(Self {
            state: "booked".into(),
            session_id: Some(to.session.id.clone()),
            clinic_id: to.session.clinic_id.clone(),
            consultant: to.session.consultant.clone(),
            seat: Some(seat_of(to.session, &to.at, to.n)),
            start: Some(start.clone()),
            minutes: to.minutes,
            booked_by: who.into(),
            booked_at: Some(stamp(now)),
            offers: answered(&self.offers, &start, now),
            ..self.clone()
        })
    }

    /// The patient is here.
    ///
    /// # Errors
    /// It is not booked.
    pub fn arrived(&self, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["booked"], "arrive")?;
        let late = self.starts().is_some_and(|s| now > s);
        Ok(Self { state: "arrived".into(), arrived_at: Some(stamp(now)), late, ..self.clone() })
    }

    /// The patient was seen, and what came of it.
    ///
    /// # Errors
    /// Nobody was there to be seen, or no outcome is given.
    pub fn seen(&self, outcome: &str, follow_weeks: Option<i64>, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["booked", "arrived"], "be seen")?;
        self.not_before_its_day(now)?;
        if outcome.trim().is_empty() {
            return Err(format!("Say what came of it: {}.", OUTCOMES.join(", ")));
        }
        if follow_weeks.is_some_and(|n| !(0..=520).contains(&n)) {
            return Err("Give the weeks until the follow-up as a number, such as 6.".into());
        }
        Ok(Self {
            state: "seen".into(),
            seen_at: Some(stamp(now)),
            outcome: outcome.trim().into(),
            follow_weeks,
            ..self.clone()
        })
    }

    /// The patient did not attend.
    ///
    /// # Errors
    /// It is not booked, or its time has not come.
    pub fn dna(&self, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["booked"], "be missed")?;
        if self.starts().is_some_and(|s| now < s) {
            return Err(format!("It is not {} yet: the patient may still come.", self.at()));
        }
        Ok(Self { state: "dna".into(), ended_at: Some(stamp(now)), ..self.clone() })
    }

    /// The patient left without being seen.
    ///
    /// # Errors
    /// The patient has not arrived.
    pub fn left(&self, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["arrived"], "leave unseen")?;
        Ok(Self { state: "left_unseen".into(), ended_at: Some(stamp(now)), ..self.clone() })
    }

    /// Cancelled by the patient or by the hospital; its seat is free. On the waiting list: taken off it.
    ///
    /// # Errors
    /// It is over already.
    pub fn cancelled(&self, by_hospital: bool, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.must_be(&["booked", "waiting"], "be cancelled")?;
        let state = if by_hospital { "cancelled_hospital" } else { "cancelled_patient" };
        Ok(Self {
            state: state.into(),
            seat: None,
            ended_at: Some(stamp(now)),
            end_reason: reason.trim().into(),
            ..self.clone()
        })
    }

    /// Back to booked: it was marked as arrived or missed by mistake.
    ///
    /// # Errors
    /// It is neither.
    pub fn reopened(&self) -> Result<Self, String> {
        self.must_be(&["arrived", "dna", "left_unseen", "seen"], "be opened again")?;
        Ok(Self {
            state: "booked".into(),
            arrived_at: None,
            seen_at: None,
            ended_at: None,
            late: false,
            outcome: String::new(),
            follow_weeks: None,
            ..self.clone()
        })
    }

    /// A new one that takes its place, waiting for a date, and this one with the thread to it.
    ///
    /// # Errors
    /// It was not cancelled nor missed, or was rebooked already.
    pub fn rebooked(&self, now: NaiveDateTime) -> Result<(Self, Self), String> {
        self.must_be(&["cancelled_patient", "cancelled_hospital", "dna", "left_unseen"], "be rebooked")?;
        if self.rebooked_as.is_some() {
            return Err("It was rebooked already: find the new appointment in the patient's record.".into());
        }
        let new = Self { rebooked_from: Some(self.id.clone()), ..self.again(&self.kind, now) };
        Ok((Self { rebooked_as: Some(new.id.clone()), ..self.clone() }, new))
    }

    /// The follow-up that its outcome asks for: it waits, and is to be booked five weeks before it is due.
    pub fn follow_up(&self, now: NaiveDateTime) -> Option<Self> {
        let weeks = self.follow_weeks.filter(|_| self.state == "seen")?;
        let seen = self.seen_at.as_deref().and_then(|s| s.parse::<NaiveDateTime>().ok()).unwrap_or(now).date();
        let aim = seen + Duration::weeks(weeks);
        let book = if weeks > PARTIAL_WEEKS { aim - Duration::weeks(PARTIAL_WEEKS) } else { seen };
        Some(Self {
            aim_on: Some(aim.to_string()),
            book_by: Some(book.to_string()),
            pathway: "none".into(),
            referred_on: None,
            breach_on: None,
            ..self.again("follow-up", now)
        })
    }

    /// The same patient, reason and needs, anew.
    fn again(&self, kind: &str, now: NaiveDateTime) -> Self {
        let needs = self.needs.iter().map(|n| Need { task_id: None, ..n.clone() }).collect();
        Self {
            clinic_id: self.clinic_id.clone(),
            consultant: self.consultant.clone(),
            reason: self.reason.clone(),
            pathway: self.pathway.clone(),
            referred_on: self.referred_on.clone(),
            referrer_id: self.referrer_id.clone(),
            breach_on: self.breach_on.clone(),
            priority: self.priority,
            short_notice: self.short_notice,
            notice_days: self.notice_days,
            suits: self.suits.clone(),
            away: self.away.clone(),
            minutes: self.minutes,
            needs,
            ..Self::new(&self.patient_id, kind, now)
        }
    }

    /// With an offer that was made; declined at once or still open.
    #[must_use]
    pub fn offered(&self, start: NaiveDateTime, answer: &str, now: NaiveDateTime) -> Self {
        let mut offers = self.offers.clone();
        offers.push(Offer { at: stamp(now), start: stamp(start), answer: answer.into(), agreed: false });
        Self { offers, ..self.clone() }
    }

    /// With its last offer as one whose short notice the patient agreed to.
    #[must_use]
    pub fn agreed(&self) -> Self {
        let mut offers = self.offers.clone();
        if let Some(last) = offers.last_mut() {
            last.agreed = true;
        }
        Self { offers, ..self.clone() }
    }

    /// How many reasonable offers were declined: three weeks' notice at least, or the patient's agreement (domain 2.5).
    pub fn fair_offers(&self) -> usize {
        self.offers.iter().filter(|o| o.answer == "declined" && o.is_fair()).count()
    }

    fn must_be(&self, states: &[&str], what: &str) -> Result<(), String> {
        if self.binned_at.is_some() {
            return Err("This appointment is in the bin: take it out first.".into());
        }
        if states.contains(&self.state.as_str()) {
            return Ok(());
        }
        Err(format!("An appointment that is {} cannot {what}.", self.state_words()))
    }

    fn not_before_its_day(&self, now: NaiveDateTime) -> Result<(), String> {
        match self.day().filter(|d| *d > now.date()) {
            Some(day) => Err(format!("Its day is {}: it has not been yet.", dates::screen_weekday(day))),
            None => Ok(()),
        }
    }
}

impl Offer {
    /// Whether the notice was fair: three weeks, or less and the patient agreed to it.
    pub fn is_fair(&self) -> bool {
        if self.agreed {
            return true;
        }
        let day = |iso: &str| iso.get(..10).and_then(|d| d.parse::<NaiveDate>().ok());
        let (Some(at), Some(start)) = (day(&self.at), day(&self.start)) else { return false };
        start - at >= Duration::days(FAIR_DAYS)
    }
}

/// Offers with the one that was taken marked; one that was never written down is added.
fn answered(offers: &[Offer], start: &str, now: NaiveDateTime) -> Vec<Offer> {
    let mut out: Vec<Offer> = offers.to_vec();
    match out.iter_mut().find(|o| o.start == start && o.answer == "open") {
        Some(one) => one.answer = "taken".into(),
        None => out.push(Offer { at: stamp(now), start: start.into(), answer: "taken".into(), agreed: false }),
    }
    out
}

/// Where an appointment is to be put.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement<'a> {
    /// The session.
    pub session: &'a Session,
    /// The time: `09:00`.
    pub at: String,
    /// How long.
    pub minutes: i64,
    /// Which of the seats at this time, from 0; beyond the slots: overbooked.
    pub n: usize,
}

/// The seat in a session: unique among those who sit.
pub fn seat_of(session: &Session, at: &str, n: usize) -> String {
    format!("{}T{at} {} {n}", session.on_date, session.id)
}

#[cfg(test)]
mod tests;
