//! A trip, a leg, a rate written down: new, or changed; and to the bin and back.

use super::entries::{hidden, standing, with_leg};
use super::{By, money};
use crate::clock::stamp;
use crate::desk::travel::model::{Leg, Rate, Trip};
use crate::desk::travel::repo;
use crate::store::{Change, Db, Refusal};

/// A trip. The entries of its legs follow its traveller; what is approved already may cost more only where its line has it.
///
/// # Errors
/// It cannot be kept as it stands, is claimed, or its line has not so much left.
pub fn write_trip(db: Db<'_>, before: Option<&Trip>, after: &Trip, by: By) -> Result<Change, Refusal> {
    let traveller = repo::traveller_named(db, &after.traveller)?;
    let after = by.settled(Trip { traveller, ..after.clone() });
    after.checked()?;
    let Some(before) = before else {
        return Ok(Change::new(format!("New trip: {}", after.label())).insert(&after));
    };
    if before.is_claimed() && before.budget_id != after.budget_id {
        return Err(Refusal::rule("The trip is claimed: its line of the budget stays. u takes it a step back."));
    }
    let same = before.budget_id == after.budget_id;
    let more = after.committed - if same { before.committed } else { 0 };
    if more > 0 {
        money::affordable(db, &after, more)?;
    }
    let change = Change::new(format!("Changed trip: {}", after.label())).update(before, &after);
    if before.traveller == after.traveller || !after.is_live() {
        return Ok(change);
    }
    standing(db, change, &after, &repo::legs(db, &after.id)?, by)
}

fn must_be_open(trip: &Trip) -> Result<(), Refusal> {
    if trip.is_claimed() || !trip.is_live() {
        return Err(Refusal::rule(format!(
            "{} is {}: its legs stay as they are. u on the trip takes it a step back.",
            trip.label(),
            trip.state
        )));
    }
    Ok(())
}

/// A leg with its entry in the traveller's diary.
///
/// # Errors
/// It cannot be kept as it stands, or its trip is claimed or off.
pub fn write_leg(db: Db<'_>, before: Option<&Leg>, after: &Leg, by: By) -> Result<Change, Refusal> {
    let trip: Trip = db.must(&after.trip_id)?;
    must_be_open(&trip)?;
    let after = after.clone().settled();
    after.checked()?;
    let word = if before.is_some() { "Changed leg" } else { "New leg" };
    let change = with_leg(db, &trip, before, &after, by)?;
    Ok(Change { label: format!("{word}: {}", after.label()), ..change })
}

/// A leg to the bin, and its entry out of the diary.
///
/// # Errors
/// Its trip is claimed or off.
pub fn bin_leg(db: Db<'_>, leg: &Leg, by: By) -> Result<Change, Refusal> {
    let trip: Trip = db.must(&leg.trip_id)?;
    must_be_open(&trip)?;
    let after = Leg { binned_at: Some(stamp(by.now)), ..leg.clone() };
    let change = with_leg(db, &trip, Some(leg), &after, by)?;
    Ok(Change { label: format!("To the bin: {}", leg.label()), ..change })
}

/// A leg out of the bin, and into the diary again.
///
/// # Errors
/// Its trip is claimed or off.
pub fn restore_leg(db: Db<'_>, leg: &Leg, by: By) -> Result<Change, Refusal> {
    let trip: Trip = db.must(&leg.trip_id)?;
    must_be_open(&trip)?;
    let after = Leg { binned_at: None, ..leg.clone() };
    let change = with_leg(db, &trip, Some(leg), &after, by)?;
    Ok(Change { label: format!("Out of the bin: {}", leg.label()), ..change })
}

/// A trip to the bin, and its legs out of the diary.
///
/// # Errors
/// Money is committed or spent on it.
pub fn bin_trip(db: Db<'_>, trip: &Trip, by: By) -> Result<Change, Refusal> {
    if trip.commits() || trip.is_claimed() {
        return Err(Refusal::rule(format!(
            "{} is {}: money is bound by it. Cancel it first, or leave it as it is.",
            trip.label(),
            trip.state
        )));
    }
    let after = Trip { binned_at: Some(stamp(by.now)), ..trip.clone() };
    let change = Change::new(format!("To the bin: {}", trip.label())).update(trip, &after);
    hidden(db, change, &repo::legs(db, &trip.id)?, by.now)
}

/// A trip out of the bin, and its legs into the diary again.
///
/// # Errors
/// The desk cannot be read.
pub fn restore_trip(db: Db<'_>, trip: &Trip, by: By) -> Result<Change, Refusal> {
    let after = Trip { binned_at: None, ..trip.clone() };
    let change = Change::new(format!("Out of the bin: {}", trip.label())).update(trip, &after);
    if !after.is_live() {
        return Ok(change);
    }
    standing(db, change, &after, &repo::legs(db, &trip.id)?, by)
}

/// A rate of mileage. One that came with the program is kept on the desk from now on.
///
/// # Errors
/// It cannot be kept as it stands.
pub fn write_rate(db: Db<'_>, after: &Rate) -> Result<Change, Refusal> {
    after.checked()?;
    let what = match after.binned_at {
        Some(_) => "To the bin: rate for a",
        None => "Rate for a",
    };
    let change = Change::new(format!("{what} {}: {}", after.kind, after.words()));
    Ok(match db.get::<Rate>(&after.id)? {
        Some(old) => change.update(&old, after),
        None => change.insert(after),
    })
}
