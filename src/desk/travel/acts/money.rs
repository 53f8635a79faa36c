//! Money of a trip: committed with its approval, spent when it is claimed, put right when it is paid.

use chrono::{NaiveDate, NaiveDateTime};

use super::By;
use crate::clock::stamp;
use crate::desk::office::model::Cost;
use crate::desk::office::repo as office;
use crate::desk::travel::model::{Leg, Trip};
use crate::desk::travel::repo::{self, Priced};
use crate::store::{Change, Db, Refusal, new_id};
use crate::text::money;

/// What the traveller paid and what the department paid, in pence.
///
/// # Errors
/// The miles of a leg cannot be counted: there is no rate for its day.
pub fn trip_sums(all: &[Priced]) -> Result<(i64, i64), Refusal> {
    match all.iter().find(|p| !p.fault.is_empty()) {
        Some(one) => Err(Refusal::rule(format!("{}: {}", one.leg.label(), one.fault))),
        None => Ok(repo::sums(all)),
    }
}

/// Whether the line of a trip has so much more left.
pub(super) fn affordable(db: Db<'_>, trip: &Trip, more: i64) -> Result<(), Refusal> {
    let Some(id) = &trip.budget_id else { return Ok(()) };
    let one = office::budgeted(db, id)?;
    Ok(one.line.takes(more, &one.figures)?)
}

/// Approved by somebody: its estimate is committed. `knowingly`: also where its line has not so much left.
///
/// # Errors
/// It was not asked for, its line is frozen, or has not so much left.
pub fn approve(db: Db<'_>, trip: &Trip, who: &str, knowingly: bool, by: By) -> Result<Change, Refusal> {
    let after = by.settled(trip.approved(who, by.today())?);
    if let Some(id) = &trip.budget_id {
        let one = office::budgeted(db, id)?;
        if !knowingly || one.line.state == "frozen" {
            one.line.takes(after.committed, &one.figures)?;
        }
    }
    let label = format!("Approved: {} for {}", trip.label(), money::show(trip.estimate));
    Ok(Change::new(label).update(trip, &after))
}

/// The traveller claims: the miles are fixed at their rates, and what the trip came to is spent on its line: one cost for
/// what the traveller paid, one for what the department paid.
///
/// # Errors
/// It was not travelled, the claim has no number, or miles cannot be counted.
pub fn claim(db: Db<'_>, trip: &Trip, number: &str, on: NaiveDate, by: By) -> Result<Change, Refusal> {
    let all = repo::priced(db, trip)?;
    let (own, paid) = trip_sums(&all)?;
    let after = by.settled(trip.claimed(number, own, on)?);
    let label = format!("Claimed: {} for {}", trip.label(), money::show(own));
    let mut change = Change::new(label).update(trip, &after);
    for one in all.iter().filter(|p| p.mileage.is_some()) {
        let fixed = Leg { pence: one.pence(), rated: one.rated().to_owned(), ..one.leg.clone() };
        change = change.update(&one.leg, &fixed);
    }
    for cost in [cost_of(&after, own, on, true), cost_of(&after, paid, on, false)].into_iter().flatten() {
        change = change.insert(&cost);
    }
    Ok(change)
}

/// A cost on the line of a trip; none where it has no line or the sum is nothing.
fn cost_of(trip: &Trip, pence: i64, on: NaiveDate, claimed: bool) -> Option<Cost> {
    let budget_id = trip.budget_id.clone().filter(|_| pence != 0)?;
    let (what, reference) = if claimed {
        (format!("{}, claimed", trip.label()), trip.claim_number.clone())
    } else {
        (format!("{}, paid by the department", trip.label()), String::new())
    };
    Some(Cost {
        id: new_id(),
        budget_id,
        on_day: on.to_string(),
        pence,
        what,
        reference,
        of_kind: "trip".into(),
        of_id: Some(trip.id.clone()),
        binned_at: None,
    })
}

/// The traveller was paid, and the trip is closed. What was paid is what is spent. A trip on which the traveller paid
/// nothing is closed without a claim.
///
/// # Errors
/// It was not claimed, or another sum was paid and nobody said why.
pub fn close(
    db: Db<'_>,
    trip: &Trip,
    paid: Option<i64>,
    on: NaiveDate,
    reason: &str,
    by: By,
) -> Result<Change, Refusal> {
    if trip.state == "travelled" {
        return unpaid(db, trip, on, by);
    }
    let pence = paid.unwrap_or(trip.claimed);
    let after = by.settled(trip.closed(pence, on, reason, by.now)?);
    let label = format!("Closed: {}, {} paid", trip.label(), money::show(pence));
    let mut change = Change::new(label).update(trip, &after);
    if pence == trip.claimed {
        return Ok(change);
    }
    match repo::costs(db, &trip.id)?.into_iter().find(|c| c.reference == trip.claim_number) {
        Some(cost) if pence == 0 => {
            change = change.update(&cost, &Cost { binned_at: Some(stamp(by.now)), ..cost.clone() });
        }
        Some(cost) => change = change.update(&cost, &Cost { pence, ..cost.clone() }),
        None => {
            if let Some(cost) = cost_of(trip, pence, on, true) {
                change = change.insert(&cost);
            }
        }
    }
    Ok(change)
}

/// Closed without a claim.
fn unpaid(db: Db<'_>, trip: &Trip, on: NaiveDate, by: By) -> Result<Change, Refusal> {
    let (own, paid) = trip_sums(&repo::priced(db, trip)?)?;
    if own != 0 {
        return Err(Refusal::rule(format!(
            "{} paid {} on {}: claim it before the trip is closed.",
            trip.traveller,
            money::show(own),
            trip.label()
        )));
    }
    let claimed = trip.claimed("none", 0, on)?;
    let after = by.settled(claimed.closed(0, on, "", by.now)?);
    let change = Change::new(format!("Closed with nothing to claim: {}", trip.label())).update(trip, &after);
    Ok(cost_of(&after, paid, on, false).iter().fold(change, Change::insert))
}

/// A claim taken back: what it spent goes to the bin, the miles are counted anew.
pub(super) fn unclaimed(db: Db<'_>, mut change: Change, trip: &Trip, now: NaiveDateTime) -> Result<Change, Refusal> {
    for cost in repo::costs(db, &trip.id)? {
        change = change.update(&cost, &Cost { binned_at: Some(stamp(now)), ..cost.clone() });
    }
    for leg in repo::legs(db, &trip.id)?.iter().filter(|l| !l.rated.is_empty()) {
        change = change.update(leg, &Leg { rated: String::new(), pence: 0, ..leg.clone() });
    }
    Ok(change)
}
