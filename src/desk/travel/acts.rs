//! What is done with trips, as one change each: a leg and its entry in the diary, a claim and what the budget spends.

mod entries;
mod money;
mod write;

pub use money::{approve, claim, close, trip_sums};
pub use write::{bin_leg, bin_trip, restore_leg, restore_trip, write_leg, write_rate, write_trip};

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::model::clash::{Margins, Trouble, outside, troubles};
use super::model::{Deadlines, Leg, Trip};
use super::repo;
use crate::config::Travel;
use crate::store::{Change, Db, Refusal};
use entries::{hidden, standing};

/// How many days there are for the steps of a trip, by the settings.
pub fn deadlines(set: &Travel) -> Deadlines {
    Deadlines { approve: set.approve_days, book: set.book_days, claim: set.claim_days }
}

/// How long it takes to change, by the settings.
pub fn margins(set: &Travel) -> Margins {
    Margins { change: Duration::minutes(set.change_minutes), airport: Duration::minutes(set.airport_minutes) }
}

/// Who acts, when, and what the settings say of trips.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// Who acts.
    pub who: &'a str,
    /// The moment.
    pub now: NaiveDateTime,
    /// The settings.
    pub set: &'a Travel,
}

impl By<'_> {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }

    fn settled(&self, trip: Trip) -> Trip {
        trip.settled(deadlines(self.set))
    }
}

/// All that does not fit in a trip.
///
/// # Errors
/// The desk cannot be read.
pub fn misfits(db: Db<'_>, trip: &Trip, legs: &[Leg], by: By) -> Result<Vec<Trouble>, Refusal> {
    if !trip.is_live() {
        return Ok(Vec::new());
    }
    let diary = repo::diary_of(db, trip, legs, by.now)?;
    let mut all = outside(legs, trip.first(), trip.last());
    all.extend(troubles(legs, &diary, &repo::entries(db, legs)?, margins(by.set)));
    Ok(all)
}

/// All of a trip is booked. `legs_too`: the legs that are not booked become so.
///
/// # Errors
/// It is not approved, or a train, flight or hotel of it is not booked.
pub fn book(db: Db<'_>, trip: &Trip, legs_too: bool, by: By) -> Result<Change, Refusal> {
    let after = by.settled(trip.booked(by.today())?);
    let legs = repo::legs(db, &trip.id)?;
    let open = to_book(&legs);
    if let Some(first) = open.first().filter(|_| !legs_too) {
        return Err(Refusal::rule(format!(
            "{} is not booked yet: book it first, or all of them together.",
            first.label()
        )));
    }
    let mut change = Change::new(format!("Booked: {}", trip.label())).update(trip, &after);
    for leg in &open {
        let booked = Leg { is_booked: true, ..(*leg).clone() };
        change = change.and(entries::with_leg(db, &after, Some(leg), &booked, by)?);
    }
    Ok(change)
}

/// The legs that want to be booked and are not.
pub fn to_book(legs: &[Leg]) -> Vec<&Leg> {
    legs.iter().filter(|l| !l.is_booked && matches!(l.kind.as_str(), "train" | "flight" | "hotel")).collect()
}

/// The traveller is back.
///
/// # Errors
/// It was not booked, or has not begun.
pub fn travelled(trip: &Trip, by: By) -> Result<Change, Refusal> {
    let after = by.settled(trip.travelled(by.today())?);
    Ok(Change::new(format!("Travelled: {}", trip.label())).update(trip, &after))
}

/// Refused, or cancelled: its legs leave the diary.
///
/// # Errors
/// It was travelled, or no reason is given.
pub fn give_up(db: Db<'_>, trip: &Trip, state: &str, reason: &str, by: By) -> Result<Change, Refusal> {
    let after = by.settled(trip.given_up(state, reason, by.now)?);
    let word = if state == "refused" { "Refused" } else { "Cancelled" };
    let change = Change::new(format!("{word}: {}", trip.label())).update(trip, &after);
    hidden(db, change, &repo::legs(db, &trip.id)?, by.now)
}

/// One step back. From a claim what it spent is taken back; from refused or cancelled the legs are in the diary again.
///
/// # Errors
/// There is no step back from where it stands.
pub fn back(db: Db<'_>, trip: &Trip, by: By) -> Result<Change, Refusal> {
    let after = by.settled(trip.back()?);
    let change = Change::new(format!("A step back, {} again: {}", after.state, trip.label())).update(trip, &after);
    match trip.state.as_str() {
        "claimed" => money::unclaimed(db, change, trip, by.now),
        "refused" | "cancelled" => standing(db, change, &after, &repo::legs(db, &trip.id)?, by),
        _ => Ok(change),
    }
}
