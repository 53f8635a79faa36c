//! What is laid on for a booking: asked for, confirmed with its money, refused, invoiced.

use chrono::NaiveDateTime;

use super::super::model::{Booking, BookingLine};
use super::super::repo;
use super::cost_of;
use crate::clock::stamp;
use crate::desk::office;
use crate::desk::office::model::Cost;
use crate::store::{Change, Db, Refusal};
use crate::text::money;

/// A line written down: new, or changed. A machine of the office that comes is looked after at once; where it can be had
/// it is confirmed.
///
/// # Errors
/// The machine is lent, faulty or booked elsewhere then; the line is invoiced.
pub fn write_line(db: Db<'_>, before: Option<&BookingLine>, after: &BookingLine) -> Result<Change, Refusal> {
    if before.is_some_and(|b| b.cost_id.is_some()) {
        return Err(Refusal::rule(format!("{} is invoiced: i changes the invoice.", after.what)));
    }
    let booking: Booking = db.must(&after.booking_id)?;
    let mut after = BookingLine { on_day: booking.day().to_string(), ..after.clone() };
    if let Some(id) = &after.equipment_id {
        let machine: office::Equipment = db.must(id)?;
        if after.what.trim().is_empty() {
            after.what = machine.label();
        }
        if before.is_none() && after.state == "needed" && after.supplier.is_empty() {
            after.state = "confirmed".into();
        }
        machine_free(db, &after, &booking)?;
    }
    if after.what.trim().is_empty() {
        return Err(Refusal::rule("Say what is needed."));
    }
    let after = after.settled();
    let grew = after.committed - before.map_or(0, |b| b.committed);
    affordable(db, &after, grew, false)?;
    Ok(match before {
        None => Change::new(format!("Needed for {}: {}", booking.title, after.label())).insert(&after),
        Some(before) => Change::new(format!("For {}: {}", booking.title, after.label())).update(before, &after),
    })
}

/// Whether the machine of a line can be had for a booking.
pub(super) fn machine_free(db: Db<'_>, line: &BookingLine, booking: &Booking) -> Result<(), Refusal> {
    let Some(id) = line.equipment_id.as_deref().filter(|_| booking.is_live()) else { return Ok(()) };
    let machine: office::Equipment = db.must(id)?;
    let span = (booking.starts_at(), booking.ends_at());
    match repo::machine_clash(db, &machine, span, &booking.id)? {
        Some(why) => Err(Refusal::rule(format!("{why} Choose another machine."))),
        None => Ok(()),
    }
}

/// Whether the budget line of a line still has so much. `knowingly`: also where it has not.
fn affordable(db: Db<'_>, line: &BookingLine, more: i64, knowingly: bool) -> Result<(), Refusal> {
    let Some(id) = line.budget_id.as_deref().filter(|_| more > 0) else { return Ok(()) };
    let pays = office::repo::budgeted(db, id)?;
    if !knowingly || pays.line.state == "frozen" {
        pays.line.takes(more, &pays.figures)?;
    }
    Ok(())
}

/// Asked of the supplier.
///
/// # Errors
/// It is confirmed already, or invoiced.
pub fn request_line(line: &BookingLine) -> Result<Change, Refusal> {
    Ok(Change::new(format!("Asked for: {}", line.label())).update(line, &line.requested()?))
}

/// Confirmed by the supplier: its money is committed. `knowingly`: also where its budget line has not so much left.
///
/// # Errors
/// It is confirmed already, nobody pays, or the budget line has not so much left.
pub fn confirm_line(db: Db<'_>, line: &BookingLine, reference: &str, knowingly: bool) -> Result<Change, Refusal> {
    let after = line.confirmed(reference)?;
    affordable(db, &after, after.committed - line.committed, knowingly)?;
    let booking: Booking = db.must(&line.booking_id)?;
    machine_free(db, &after, &booking)?;
    let pence = if after.committed > 0 { format!(" for {}", money::show(after.committed)) } else { String::new() };
    Ok(Change::new(format!("Confirmed: {}{pence}", line.label())).update(line, &after))
}

/// The supplier cannot.
///
/// # Errors
/// It is invoiced.
pub fn refuse_line(line: &BookingLine, why: &str) -> Result<Change, Refusal> {
    Ok(Change::new(format!("Refused: {}", line.label())).update(line, &line.refused(why)?))
}

/// The invoice for a line: what was committed is spent, with what it really comes to. Taken again, it is put right.
///
/// # Errors
/// It is not confirmed, nobody pays, or the invoice has no number.
pub fn invoice_line(db: Db<'_>, line: &BookingLine, pence: i64, reference: &str) -> Result<Change, Refusal> {
    let said = match () {
        () if line.state != "confirmed" => Some(format!("{} is {}: confirm it first.", line.what, line.state)),
        () if line.budget_id.is_none() => {
            Some(format!("Say first which line of the budget pays for {} (e).", line.what))
        }
        () if reference.trim().is_empty() => Some("Type the number of the invoice.".into()),
        () => None,
    };
    if let Some(said) = said {
        return Err(Refusal::rule(said));
    }
    let booking: Booking = db.must(&line.booking_id)?;
    let label = format!("Invoice {} for {}: {}", reference.trim(), line.label(), money::show(pence));
    let known: Option<Cost> = line.cost_id.as_deref().map(|id| db.get(id)).transpose()?.flatten();
    let cost = cost_of(line, &booking, pence, reference);
    let id = known.as_ref().map_or_else(|| cost.id.clone(), |k| k.id.clone());
    let after = BookingLine { pence, reference: reference.trim().into(), cost_id: Some(id), ..line.clone() }.settled();
    let change = Change::new(label).update(line, &after);
    Ok(match known {
        Some(known) => {
            let right = Cost { pence, reference: cost.reference.clone(), ..known.clone() };
            change.update(&known, &right)
        }
        None => change.insert(&cost),
    })
}

/// A line put into the bin.
///
/// # Errors
/// It is invoiced.
pub fn bin_line(line: &BookingLine, now: NaiveDateTime) -> Result<Change, Refusal> {
    if line.cost_id.is_some() {
        return Err(Refusal::rule(format!("{} is invoiced: what was paid for stays.", line.what)));
    }
    let after = BookingLine { binned_at: Some(stamp(now)), ..line.clone() }.settled();
    Ok(Change::new(format!("To the bin: {}", line.label())).update(line, &after))
}
