//! Equipment and its rules: `available <-> on_loan`, `faulty -> repair -> available`, `retired`.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::record;
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::dates;

/// The kinds of equipment that a secretaries' office has.
pub const KINDS: &[&str] =
    &["photocopier", "audio playback", "foot pedal", "headset", "projector", "laptop", "screen", "telephone", "other"];

/// Somebody has or had it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    /// Who.
    pub who: String,
    /// From when, ISO date.
    pub from: String,
    /// Due back, ISO date; empty: for good.
    pub until: String,
    /// When it came back, ISO date; empty while it is out.
    pub back: String,
}

/// Something was wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// When it was found, ISO date.
    pub on: String,
    /// What.
    pub what: String,
    /// The number of the report, once it is reported.
    pub reference: String,
    /// When it was mended, ISO date; empty while it is not.
    pub mended: String,
}

/// Somebody waits for one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Who.
    pub who: String,
    /// Since when, ISO date.
    pub since: String,
    /// What for.
    pub why: String,
}

/// A machine.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Equipment {
    /// Identifier.
    pub id: String,
    /// The number on its label.
    pub tag: String,
    /// What it is: `Philips foot pedal`.
    pub name: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// `available`, `on_loan`, `faulty`, `repair` or `retired`.
    pub state: String,
    /// Serial number.
    pub serial: String,
    /// Where it stands.
    pub place: String,
    /// Whose it is: the team or department.
    pub holder: String,
    /// Warranty until, ISO date.
    pub warranty: Option<String>,
    /// Next service, ISO date.
    pub service_on: Option<String>,
    /// Who has and had it, the latest last.
    pub loans: Vec<Loan>,
    /// What was wrong with it, the latest last.
    pub faults: Vec<Fault>,
    /// Who waits for it, the first first.
    pub wishes: Vec<Wish>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Equipment, "equipment");

impl Equipment {
    /// A machine that stands there.
    pub fn new(name: &str, kind: &str, now: NaiveDateTime) -> Self {
        let state = "available".into();
        Self { id: new_id(), name: name.into(), kind: kind.into(), state, created_at: stamp(now), ..Self::default() }
    }

    /// `12034 Philips foot pedal`.
    pub fn label(&self) -> String {
        format!("{} {}", self.tag, self.name).trim().to_owned()
    }

    /// The loan that it is out on.
    pub fn loan(&self) -> Option<&Loan> {
        self.loans.last().filter(|l| l.back.is_empty())
    }

    /// The fault that is not mended.
    pub fn fault(&self) -> Option<&Fault> {
        self.faults.last().filter(|f| f.mended.is_empty())
    }

    /// The day on which it is due back, where it is lent until a day.
    pub fn due_back(&self) -> Option<NaiveDate> {
        self.loan()?.until.parse().ok()
    }

    /// Whether something is to be done: not back when it was due, a fault nobody reported, a service that is due.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let service = self.service_on.as_deref().and_then(|d| d.parse::<NaiveDate>().ok());
        self.state != "retired"
            && (self.due_back().is_some_and(|d| d < today)
                || (self.state == "faulty" && self.fault().is_some_and(|f| f.reference.is_empty()))
                || service.is_some_and(|d| d <= today))
    }

    /// Whether somebody can have it on all these days.
    pub fn is_free(&self, from: NaiveDate, until: NaiveDate) -> bool {
        let out = self.loan().is_some_and(|l| {
            let back = l.until.parse().unwrap_or(NaiveDate::MAX);
            let out = l.from.parse().unwrap_or(NaiveDate::MIN);
            out <= until && back >= from
        });
        matches!(self.state.as_str(), "available" | "on_loan") && !out
    }

    /// Lent to somebody until a day, or for good; whoever waited for it waits no more.
    ///
    /// # Errors
    /// It is not there, or nobody is named.
    pub fn lent(&self, who: &str, until: Option<NaiveDate>, today: NaiveDate) -> Result<Self, String> {
        if let Some(loan) = self.loan() {
            return Err(format!("{} is with {}: take it back first.", self.label(), loan.who));
        }
        if self.state != "available" {
            return Err(format!("{} is {}: it cannot be lent.", self.label(), self.state));
        }
        let who = who.trim();
        if who.is_empty() {
            return Err("Say who has it.".into());
        }
        if until.is_some_and(|d| d < today) {
            return Err("It cannot be due back on a day that is over.".into());
        }
        let mut after = Self { state: "on_loan".into(), ..self.clone() };
        let until = until.map(|d| d.to_string()).unwrap_or_default();
        after.loans.push(Loan { who: who.into(), from: today.to_string(), until, back: String::new() });
        after.wishes.retain(|w| w.who != who);
        Ok(after)
    }

    /// Back from a loan.
    ///
    /// # Errors
    /// It is not lent.
    pub fn taken_back(&self, today: NaiveDate) -> Result<Self, String> {
        if self.loan().is_none() {
            return Err(format!("{} is not lent to anybody.", self.label()));
        }
        let state = if self.state == "on_loan" { "available".into() } else { self.state.clone() };
        let mut after = Self { state, ..self.clone() };
        if let Some(loan) = after.loans.last_mut() {
            loan.back = today.to_string();
        }
        Ok(after)
    }

    /// Something is wrong with it; with the number of the report it is under repair.
    ///
    /// # Errors
    /// It is retired, or nothing is said of the fault.
    pub fn broken(&self, what: &str, reference: &str, today: NaiveDate) -> Result<Self, String> {
        if self.state == "retired" {
            return Err(format!("{} is retired.", self.label()));
        }
        let known = self.fault().cloned();
        let what = if what.trim().is_empty() { known.as_ref().map_or("", |f| &f.what) } else { what.trim() };
        if what.is_empty() {
            return Err("Say what is wrong with it.".into());
        }
        let on = known.as_ref().map_or_else(|| today.to_string(), |f| f.on.clone());
        let fault = Fault { on, what: what.into(), reference: reference.trim().into(), mended: String::new() };
        let state = if fault.reference.is_empty() { "faulty" } else { "repair" };
        let mut after = Self { state: state.into(), ..self.clone() };
        match known {
            Some(_) => *after.faults.last_mut().ok_or("It has no fault.")? = fault,
            None => after.faults.push(fault),
        }
        Ok(after)
    }

    /// Mended: with whoever has it, else available.
    ///
    /// # Errors
    /// Nothing is wrong with it.
    pub fn mended(&self, today: NaiveDate) -> Result<Self, String> {
        if self.fault().is_none() {
            return Err(format!("Nothing is wrong with {}.", self.label()));
        }
        let state = if self.loan().is_some() { "on_loan" } else { "available" };
        let mut after = Self { state: state.into(), ..self.clone() };
        if let Some(fault) = after.faults.last_mut() {
            fault.mended = today.to_string();
        }
        Ok(after)
    }

    /// Serviced; the next time is on a day, or not known.
    #[must_use]
    pub fn serviced(&self, next: Option<NaiveDate>) -> Self {
        Self { service_on: next.map(|d| d.to_string()), ..self.clone() }
    }

    /// Somebody waits for it.
    ///
    /// # Errors
    /// Nobody is named, or they have it or wait already.
    pub fn wished(&self, who: &str, why: &str, today: NaiveDate) -> Result<Self, String> {
        let who = who.trim();
        if who.is_empty() {
            return Err("Say who needs it.".into());
        }
        if self.loan().is_some_and(|l| l.who == who) || self.wishes.iter().any(|w| w.who == who) {
            return Err(format!("{who} has it or waits for it already."));
        }
        let mut after = self.clone();
        after.wishes.push(Wish { who: who.into(), since: today.to_string(), why: why.trim().into() });
        Ok(after)
    }

    /// Out of use for good.
    ///
    /// # Errors
    /// Somebody has it.
    pub fn retired(&self) -> Result<Self, String> {
        match self.loan() {
            Some(loan) => Err(format!("{} is with {}: take it back first.", self.label(), loan.who)),
            None => Ok(Self { state: "retired".into(), wishes: Vec::new(), ..self.clone() }),
        }
    }

    /// What is to be known of it beside its name: who has it until when, what is wrong since when, who waits.
    pub fn note(&self, today: NaiveDate) -> String {
        let day = |iso: &str| iso.parse().map(dates::screen).unwrap_or_default();
        let mut all = Vec::new();
        if let Some(loan) = self.loan() {
            let until = if loan.until.is_empty() { String::new() } else { format!(" until {}", day(&loan.until)) };
            all.push(format!("with {}{until}", loan.who));
        }
        if let Some(fault) = self.fault() {
            let days = fault.on.parse().map_or(0, |on: NaiveDate| (today - on).num_days());
            let reference =
                if fault.reference.is_empty() { "not reported".to_owned() } else { fault.reference.clone() };
            all.push(format!("{}, {days}d, {reference}", fault.what));
        }
        if let Some(service) = &self.service_on {
            all.push(format!("service {}", day(service)));
        }
        if let Some(first) = self.wishes.first() {
            let more =
                if self.wishes.len() > 1 { format!(" and {} more", self.wishes.len() - 1) } else { String::new() };
            all.push(format!("{}{more} waits", first.who));
        }
        all.join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn pedal() -> Equipment {
        let now = "2026-06-10T10:00:00".parse().unwrap();
        Equipment { tag: "12034".into(), ..Equipment::new("Foot pedal", "foot pedal", now) }
    }

    #[test]
    fn it_is_lent_and_comes_back() {
        let today = day("2026-06-10");
        let waits = pedal().wished("Sam", "new starter", today).unwrap();
        let out = waits.lent("Sam", Some(day("2026-06-20")), today).unwrap();
        assert_eq!((out.state.as_str(), out.wishes.len()), ("on_loan", 0));
        assert_eq!(out.lent("Jo", None, today).unwrap_err(), "12034 Foot pedal is with Sam: take it back first.");
        assert!(!out.is_late(day("2026-06-20")) && out.is_late(day("2026-06-21")));
        assert!(
            !out.is_free(day("2026-06-20"), day("2026-06-20")) && out.is_free(day("2026-06-21"), day("2026-06-22"))
        );
        assert_eq!(out.note(today), "with Sam until 20-Jun-2026");
        let back = out.taken_back(day("2026-06-19")).unwrap();
        assert_eq!((back.state.as_str(), back.loans[0].back.as_str()), ("available", "2026-06-19"));
        assert!(back.taken_back(today).is_err());
    }

    #[test]
    fn a_fault_is_reported_and_mended() {
        let today = day("2026-06-10");
        let broken = pedal().lent("Sam", None, today).unwrap().broken("left pedal sticks", "", today).unwrap();
        assert!(broken.state == "faulty" && broken.is_late(today));
        assert_eq!(broken.note(day("2026-06-13")), "with Sam · left pedal sticks, 3d, not reported");
        let reported = broken.broken("", "IT-4411", day("2026-06-12")).unwrap();
        assert_eq!((reported.state.as_str(), reported.faults.len(), reported.is_late(today)), ("repair", 1, false));
        assert_eq!(reported.faults[0].on, "2026-06-10", "its age counts from when it was found");
        assert_eq!(reported.mended(today).unwrap().state, "on_loan");
        assert!(pedal().mended(today).is_err());
        assert!(broken.retired().is_err());
    }
}
