//! What is laid on for a booking: `needed -> requested -> confirmed | refused`. A confirmed line with a cost commits money
//! of its budget line until it is invoiced; what falls away with its booking is `cancelled`.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Booking, record};
use crate::clock::stamp;
use crate::store::new_id;

/// The kinds of what is laid on.
pub const KINDS: &[&str] = &["audio-visual", "refreshments", "parking", "host", "other"];

/// One thing that is laid on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BookingLine {
    /// Identifier.
    pub id: String,
    /// The booking.
    pub booking_id: String,
    /// The day of the booking, ISO date: follows from it.
    pub on_day: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// What: `Sandwich lunch`.
    pub what: String,
    /// How many, or for how many.
    pub quantity: i64,
    /// Diets, with the number of each: `2 vegetarian, 1 halal`.
    pub diets: String,
    /// When it is to be there: `12:30`; empty: when the booking begins.
    pub at: String,
    /// From whom.
    pub supplier: String,
    /// The machine of the office, where it is one.
    pub equipment_id: Option<String>,
    /// What it costs with tax, in pence.
    pub pence: i64,
    /// The cost code that the supplier asks for.
    pub cost_code: String,
    /// The line of the budget that pays.
    pub budget_id: Option<String>,
    /// By when it must be confirmed, ISO date.
    pub confirm_by: Option<String>,
    /// `needed`, `requested`, `confirmed`, `refused` or `cancelled`.
    pub state: String,
    /// The supplier's number for it, or of the invoice.
    pub reference: String,
    /// More about it.
    pub note: String,
    /// What it commits of its budget line now, in pence: follows from the rest.
    pub committed: i64,
    /// The cost that it became.
    pub cost_id: Option<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(BookingLine, "booking_line");

impl BookingLine {
    /// Something that is needed for a booking.
    pub fn new(booking: &Booking, kind: &str, what: &str, now: NaiveDateTime) -> Self {
        let quantity = if kind == "refreshments" { booking.people.max(1) } else { 1 };
        Self {
            id: new_id(),
            booking_id: booking.id.clone(),
            on_day: booking.day().to_string(),
            kind: kind.into(),
            what: what.into(),
            quantity,
            state: "needed".into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// `Sandwich lunch for 8`, `2 × Car space`.
    pub fn label(&self) -> String {
        match (self.kind.as_str(), self.quantity) {
            ("refreshments", n) if n > 0 => format!("{} for {n}", self.what),
            (_, 0 | 1) => self.what.clone(),
            (_, n) => format!("{n} × {}", self.what),
        }
    }

    /// Whether it still has to be confirmed.
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "needed" | "requested")
    }

    /// Whether it should have been confirmed by now.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let by = self.confirm_by.as_deref().and_then(|d| d.parse::<NaiveDate>().ok());
        self.is_open() && by.is_some_and(|by| by < today)
    }

    /// What follows from the rest worked out: what it commits.
    #[must_use]
    pub fn settled(self) -> Self {
        let commits =
            self.state == "confirmed" && self.budget_id.is_some() && self.cost_id.is_none() && self.binned_at.is_none();
        Self { committed: if commits { self.pence } else { 0 }, ..self }
    }

    /// The line of a booking that moved to another day: what is due before it is due as many days before.
    #[must_use]
    pub fn moved_with(&self, before: &Booking, after: &Booking) -> Self {
        let days = after.day() - before.day();
        let moved = |day: &String| day.parse::<NaiveDate>().ok().map(|d| (d + days).to_string());
        let confirm_by = self.confirm_by.as_ref().and_then(moved);
        Self { on_day: after.day().to_string(), confirm_by, ..self.clone() }
    }

    fn to(&self, state: &str) -> Self {
        Self { state: state.into(), ..self.clone() }.settled()
    }

    fn must_be_open(&self) -> Result<(), String> {
        match self.state.as_str() {
            _ if self.cost_id.is_some() => Err(format!("{} is invoiced: it stays as it is.", self.what)),
            "cancelled" => Err(format!("{} fell away with its booking.", self.what)),
            _ => Ok(()),
        }
    }

    /// Asked of the supplier.
    ///
    /// # Errors
    /// It is confirmed already or invoiced.
    pub fn requested(&self) -> Result<Self, String> {
        self.must_be_open()?;
        match self.state.as_str() {
            "confirmed" => Err(format!("{} is confirmed already.", self.what)),
            _ => Ok(self.to("requested")),
        }
    }

    /// The supplier has confirmed it; its money is committed.
    ///
    /// # Errors
    /// It is confirmed already or invoiced, or costs something and no line of the budget pays.
    pub fn confirmed(&self, reference: &str) -> Result<Self, String> {
        self.must_be_open()?;
        if self.state == "confirmed" {
            return Err(format!("{} is confirmed already.", self.what));
        }
        if self.pence > 0 && self.budget_id.is_none() {
            return Err(format!("{} costs something: say first which line of the budget pays (e).", self.what));
        }
        let reference = if reference.trim().is_empty() { self.reference.clone() } else { reference.trim().into() };
        Ok(Self { reference, ..self.to("confirmed") })
    }

    /// The supplier cannot.
    ///
    /// # Errors
    /// It is invoiced.
    pub fn refused(&self, why: &str) -> Result<Self, String> {
        self.must_be_open()?;
        let note = if why.trim().is_empty() { self.note.clone() } else { why.trim().into() };
        Ok(Self { note, ..self.to("refused") })
    }

    /// Not wanted any more, with its booking; what is invoiced stays.
    #[must_use]
    pub fn dropped(&self) -> Self {
        if self.cost_id.is_some() || self.state == "refused" { self.clone() } else { self.to("cancelled") }
    }

    /// Whether the supplier has to be told when it falls away.
    pub fn is_known_to_supplier(&self) -> bool {
        matches!(self.state.as_str(), "requested" | "confirmed") && !self.supplier.is_empty()
    }
}

/// Whether everything that is laid on is confirmed. What was refused is replaced or taken out first.
pub fn is_ready(booking: &Booking, lines: &[BookingLine]) -> bool {
    matches!(booking.state.as_str(), "confirmed" | "done") && lines.iter().all(|l| l.state == "confirmed")
}

/// What a booking still waits for, in words: `not ready: lunch requested, laptop refused`; `ready`; its state.
pub fn state_words(booking: &Booking, lines: &[BookingLine]) -> String {
    let open: Vec<String> = lines
        .iter()
        .filter(|l| !matches!(l.state.as_str(), "confirmed" | "cancelled"))
        .map(|l| format!("{} {}", l.what, l.state))
        .collect();
    match booking.state.as_str() {
        "confirmed" if !open.is_empty() => format!("not ready: {}", open.join(", ")),
        "confirmed" => "ready".into(),
        state if !open.is_empty() && booking.is_unsure() => format!("{state}; {}", open.join(", ")),
        state => state.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lunch() -> BookingLine {
        let booking = Booking { people: 8, ..Booking::default() };
        let line = BookingLine::new(&booking, "refreshments", "Sandwich lunch", "2026-03-03T09:00:00".parse().unwrap());
        BookingLine { pence: 6_400, confirm_by: Some("2026-03-04".into()), ..line }
    }

    #[test]
    fn a_confirmed_line_commits_money_until_it_is_invoiced() {
        assert_eq!(lunch().label(), "Sandwich lunch for 8");
        assert!(lunch().confirmed("").unwrap_err().contains("which line of the budget pays"));
        let paid = BookingLine { budget_id: Some("b".into()), ..lunch() };
        let sure = paid.requested().unwrap().confirmed("C-1").unwrap();
        assert_eq!((sure.committed, sure.reference.as_str()), (6_400, "C-1"));
        assert!(sure.confirmed("").is_err() && sure.requested().is_err());
        assert_eq!(sure.refused("no kitchen").unwrap().committed, 0);
        assert_eq!((sure.dropped().committed, sure.dropped().state.as_str()), (0, "cancelled"));
        let invoiced = BookingLine { cost_id: Some("c".into()), ..sure }.settled();
        assert_eq!((invoiced.committed, invoiced.dropped().state.as_str()), (0, "confirmed"));
        assert!(invoiced.refused("").is_err());
    }

    #[test]
    fn a_booking_is_ready_only_when_all_is_confirmed() {
        let booking = Booking { state: "confirmed".into(), ..Booking::default() };
        let sure = BookingLine { budget_id: Some("b".into()), ..lunch() }.confirmed("").unwrap();
        assert!(is_ready(&booking, &[]) && is_ready(&booking, std::slice::from_ref(&sure)));
        assert!(!is_ready(&booking, &[sure.clone(), lunch()]));
        assert_eq!(state_words(&booking, &[sure, lunch()]), "not ready: Sandwich lunch needed");
        assert!(!is_ready(&Booking { state: "tentative".into(), ..booking }, &[]));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!lunch().is_late(day("2026-03-04")) && lunch().is_late(day("2026-03-05")));
    }
}
