//! A trip and its rules: `requested -> approved -> booked -> travelled -> claimed -> closed`; before it is travelled it may be
//! refused or cancelled. It commits its estimate from its approval on, and spends what it came to when it is claimed.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::record;
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::dates;

/// The states, in their order.
pub const STATES: &[&str] =
    &["requested", "approved", "booked", "travelled", "claimed", "closed", "refused", "cancelled"];

/// A document of a trip, kept in the desk's folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// What it is called.
    pub name: String,
    /// Its name in the folder of the trips.
    pub file: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// When it was taken in, ISO time.
    pub added_at: String,
}

/// A trip.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Trip {
    /// Identifier.
    pub id: String,
    /// Who travels, by name.
    pub traveller: String,
    /// What for.
    pub purpose: String,
    /// From where.
    pub from_place: String,
    /// To where.
    pub to_place: String,
    /// The first day, ISO date.
    pub starts_on: String,
    /// The last day, ISO date.
    pub ends_on: String,
    /// The line of the budget that pays.
    pub budget_id: Option<String>,
    /// What it is thought to cost, in pence.
    pub estimate: i64,
    /// Who is to approve it.
    pub approver: String,
    /// Passport and visa.
    pub visa: String,
    /// What may go wrong, insurance, whom to ring.
    pub risk: String,
    /// Dietary and access needs.
    pub diet: String,
    /// What to bring.
    pub bring: String,
    /// More about it.
    pub notes: String,
    /// One of [`STATES`].
    pub state: String,
    /// Who asked for it.
    pub asked_by: String,
    /// When, ISO date.
    pub asked_on: String,
    /// Who approved it.
    pub approved_by: String,
    /// When, ISO date.
    pub approved_on: Option<String>,
    /// When all of it was booked, ISO date.
    pub booked_on: Option<String>,
    /// The number of the claim.
    pub claim_number: String,
    /// When it was claimed, ISO date.
    pub claimed_on: Option<String>,
    /// What the traveller claimed, in pence.
    pub claimed: i64,
    /// When the traveller was paid, ISO date.
    pub paid_on: Option<String>,
    /// What the traveller was paid, in pence.
    pub paid: i64,
    /// What it commits, in pence. [`Trip::settled`] works it out.
    pub committed: i64,
    /// The day by which its next step is due, ISO date; none where it is over. [`Trip::settled`] works it out.
    pub due_on: Option<String>,
    /// Why it was refused or cancelled, or closed at another sum than was claimed.
    pub reason: String,
    /// Its documents.
    pub kept_files: Vec<KeptFile>,
    /// When it was written down, ISO time.
    pub created_at: String,
    /// When it was over, ISO time.
    pub closed_at: Option<String>,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Trip, "trip");

/// How many days there are for the steps of a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// From asking to approval.
    pub approve: i64,
    /// Before its start, for booking.
    pub book: i64,
    /// After its end, for the claim.
    pub claim: i64,
}

/// Days after a claim until the money should be there.
const PAY_DAYS: i64 = 30;

fn day(iso: &str) -> Option<NaiveDate> {
    iso.parse().ok()
}

impl Trip {
    /// A trip that is asked for.
    pub fn new(traveller: &str, who: &str, now: NaiveDateTime) -> Self {
        let today = now.date().to_string();
        Self {
            id: new_id(),
            traveller: traveller.into(),
            state: "requested".into(),
            asked_by: who.into(),
            starts_on: today.clone(),
            ends_on: today.clone(),
            asked_on: today,
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// What it is called: `Dr A Patel to Brussels`.
    pub fn label(&self) -> String {
        format!("{} to {}", self.traveller, self.to_place)
    }

    /// Its first day.
    pub fn first(&self) -> NaiveDate {
        day(&self.starts_on).unwrap_or_default()
    }

    /// Its last day.
    pub fn last(&self) -> NaiveDate {
        day(&self.ends_on).unwrap_or_default().max(self.first())
    }

    /// Its days in words: `Mon 09-Mar-2026 to Thu 12-Mar-2026`.
    pub fn days(&self) -> String {
        let (first, last) = (self.first(), self.last());
        let words = dates::screen_weekday;
        if first == last { words(first) } else { format!("{} to {}", words(first), words(last)) }
    }

    /// Whether nothing more is to be done about it.
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "closed" | "refused" | "cancelled")
    }

    /// Whether it takes place: neither refused nor cancelled.
    pub fn is_live(&self) -> bool {
        !matches!(self.state.as_str(), "refused" | "cancelled")
    }

    /// Whether its sums are fixed: it was claimed.
    pub fn is_claimed(&self) -> bool {
        matches!(self.state.as_str(), "claimed" | "closed")
    }

    /// Whether it commits its estimate.
    pub fn commits(&self) -> bool {
        matches!(self.state.as_str(), "approved" | "booked" | "travelled")
    }

    /// With what follows from the rest: what it commits, and by when its next step is due.
    #[must_use]
    pub fn settled(mut self, days: Deadlines) -> Self {
        self.committed = if self.commits() && self.budget_id.is_some() { self.estimate.max(0) } else { 0 };
        self.due_on = self.due(days).map(|d| d.to_string());
        self
    }

    /// By when the next step is due.
    fn due(&self, days: Deadlines) -> Option<NaiveDate> {
        let booked_by = self.first() - Duration::days(days.book);
        match self.state.as_str() {
            "requested" => {
                let asked = day(&self.asked_on).unwrap_or_default() + Duration::days(days.approve);
                Some(asked.min(self.first()))
            }
            "approved" => Some(booked_by),
            "booked" => Some(self.last() + Duration::days(1)),
            "travelled" => Some(self.last() + Duration::days(days.claim)),
            "claimed" => self.claimed_on.as_deref().and_then(day).map(|d| d + Duration::days(PAY_DAYS)),
            _ => None,
        }
    }

    /// The day by which its next step is due.
    pub fn due_day(&self) -> Option<NaiveDate> {
        self.due_on.as_deref().and_then(day)
    }

    /// Whether its next step is late.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.due_day().is_some_and(|due| due < today)
    }

    /// What is to be done next and by when: `book by 14-Mar`, `claim, due 20-Feb`, `sets out Fri`; of one that is over why.
    pub fn next_words(&self, today: NaiveDate) -> String {
        let day = |d: NaiveDate| dates::relative(today, d);
        let step = match self.state.as_str() {
            "requested" => "approve",
            "approved" => "book",
            "travelled" => "claim",
            "claimed" => "pay",
            "booked" if self.first() >= today => return format!("sets out {}", day(self.first())),
            "booked" if self.last() >= today => return format!("back {}", day(self.last())),
            "booked" => return "say it was travelled".into(),
            _ => return self.reason.clone(),
        };
        match self.due_day() {
            Some(due) if due < today => format!("{step}, due {}", day(due)),
            Some(due) => format!("{step} by {}", day(due)),
            None => step.into(),
        }
    }

    fn to(&self, state: &str) -> Self {
        Self { state: state.into(), ..self.clone() }
    }

    fn must(&self, states: &[&str], what: &str) -> Result<(), String> {
        if states.contains(&self.state.as_str()) {
            return Ok(());
        }
        Err(format!("{} is {}: only a trip that is {} can be {what}.", self.label(), self.state, states.join(" or ")))
    }

    /// Whether it can be kept as it stands.
    ///
    /// # Errors
    /// A sentence: who, where or when is missing, or it ends before it begins.
    pub fn checked(&self) -> Result<(), String> {
        if self.traveller.trim().is_empty() {
            return Err("Say who travels.".into());
        }
        if self.to_place.trim().is_empty() {
            return Err("Say where the trip goes.".into());
        }
        let (first, last) = (day(&self.starts_on), day(&self.ends_on));
        match first.zip(last) {
            None => Err("Say on which days the trip begins and ends.".into()),
            Some((first, last)) if last < first => Err(format!(
                "The trip ends on {}, before it begins on {}: turn the days round.",
                dates::screen(last),
                dates::screen(first)
            )),
            Some(_) => Ok(()),
        }
    }

    /// Approved by somebody on a day.
    ///
    /// # Errors
    /// It was not asked for, or nobody is named.
    pub fn approved(&self, by: &str, on: NaiveDate) -> Result<Self, String> {
        self.must(&["requested"], "approved")?;
        if by.trim().is_empty() {
            return Err("Say who approved it.".into());
        }
        Ok(Self { approved_by: by.trim().into(), approved_on: Some(on.to_string()), ..self.to("approved") })
    }

    /// All of it is booked.
    ///
    /// # Errors
    /// It is not approved.
    pub fn booked(&self, on: NaiveDate) -> Result<Self, String> {
        self.must(&["approved"], "booked")?;
        Ok(Self { booked_on: Some(on.to_string()), ..self.to("booked") })
    }

    /// The traveller is back.
    ///
    /// # Errors
    /// It is not booked, or not over on that day.
    pub fn travelled(&self, today: NaiveDate) -> Result<Self, String> {
        self.must(&["approved", "booked"], "travelled")?;
        if self.first() > today {
            return Err(format!(
                "The trip begins on {}: it cannot have been travelled yet.",
                dates::screen_weekday(self.first())
            ));
        }
        Ok(self.to("travelled"))
    }

    /// The traveller claims so much.
    ///
    /// # Errors
    /// It was not travelled, or the claim has no number.
    pub fn claimed(&self, number: &str, pence: i64, on: NaiveDate) -> Result<Self, String> {
        self.must(&["travelled"], "claimed")?;
        if number.trim().is_empty() {
            return Err("Type the number of the claim.".into());
        }
        let (claim_number, claimed_on) = (number.trim().to_owned(), Some(on.to_string()));
        Ok(Self { claim_number, claimed_on, claimed: pence, paid: 0, paid_on: None, ..self.to("claimed") })
    }

    /// The traveller was paid so much, and it is closed. Another sum than was claimed needs a reason.
    ///
    /// # Errors
    /// It was not claimed, or another sum was paid and nobody said why.
    pub fn closed(&self, pence: i64, on: NaiveDate, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.must(&["claimed"], "closed")?;
        if pence != self.claimed && reason.trim().is_empty() {
            return Err(format!(
                "{} was claimed and {} paid: say why.",
                crate::text::money::show(self.claimed),
                crate::text::money::show(pence)
            ));
        }
        let (paid_on, closed_at) = (Some(on.to_string()), Some(stamp(now)));
        Ok(Self { paid: pence, paid_on, closed_at, reason: reason.trim().into(), ..self.to("closed") })
    }

    /// Refused by who was to approve it, or cancelled before it was travelled.
    ///
    /// # Errors
    /// It was travelled, or no reason is given.
    pub fn given_up(&self, state: &str, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        match state {
            "refused" => self.must(&["requested"], "refused")?,
            _ => self.must(&["requested", "approved", "booked"], "cancelled")?,
        }
        if reason.trim().is_empty() {
            return Err(format!("Say why it is {state}."));
        }
        Ok(Self { reason: reason.trim().into(), closed_at: Some(stamp(now)), ..self.to(state) })
    }

    /// One step back: what was done too soon.
    ///
    /// # Errors
    /// There is no step back from where it stands.
    pub fn back(&self) -> Result<Self, String> {
        let none = None;
        Ok(match self.state.as_str() {
            "approved" => Self { approved_by: String::new(), approved_on: none, ..self.to("requested") },
            "booked" => Self { booked_on: none, ..self.to("approved") },
            "travelled" => self.to(if self.booked_on.is_some() { "booked" } else { "approved" }),
            "claimed" => Self { claim_number: String::new(), claimed_on: none, claimed: 0, ..self.to("travelled") },
            "refused" | "cancelled" => Self {
                reason: String::new(),
                closed_at: none,
                approved_by: String::new(),
                approved_on: None,
                booked_on: None,
                ..self.to("requested")
            },
            state => return Err(format!("{} is {state}: there is no step back from it.", self.label())),
        })
    }
}

#[cfg(test)]
mod tests;
