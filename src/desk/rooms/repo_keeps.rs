//! What holds whoever writes, undo and redo too: a room is taken once at a time, and a machine stands in one room.

use serde_json::Value;

use super::model::{Booking, BookingLine};
use super::repo;
use crate::store::{Db, Edit, Refusal, Row};

/// Whoever is given a room has it alone, and the machines that come with it stand nowhere else.
pub fn keeps_booking(db: Db<'_>, edit: &Edit, _since: Option<i64>) -> Result<Vec<Edit>, Refusal> {
    let after = read::<Booking>(edit.after.as_ref())?;
    let lines = repo::lines(db, &edit.id)?;
    if !lines.iter().all(|l| agrees(l, after.as_ref())) {
        return Err(Refusal::Stale(
            "Something was laid on for this booking meanwhile. Nothing was changed: look at it and do it again.".into(),
        ));
    }
    let Some(one) = after.filter(Booking::is_live) else { return Ok(Vec::new()) };
    let same = |b: &Booking| b.is_live() && (&b.room_id, &b.start, &b.ends) == (&one.room_id, &one.start, &one.ends);
    if read::<Booking>(edit.before.as_ref())?.as_ref().is_some_and(same) {
        return Ok(Vec::new());
    }
    let span = (one.starts_at(), one.ends_at());
    if let Some(other) = repo::taken(db, &one.room_id, span, &one.id)?.first() {
        let room = repo::room_name(db, &one.room_id);
        return Err(stale(&format!("{room} is taken {}", other.times())));
    }
    lines.iter().try_for_each(|line| alone(db, line, &one))?;
    Ok(Vec::new())
}

/// Whether a line is on the day of its booking, and commits nothing where the booking fell away.
fn agrees(line: &BookingLine, booking: Option<&Booking>) -> bool {
    booking.is_some_and(|b| line.on_day == b.day().to_string() && (b.is_live() || line.committed == 0))
}

/// A machine that is put into a room stands in no other then.
pub fn keeps_line(db: Db<'_>, edit: &Edit, _since: Option<i64>) -> Result<Vec<Edit>, Refusal> {
    let Some(line) = read::<BookingLine>(edit.after.as_ref())?.filter(|l| l.binned_at.is_none()) else {
        return Ok(Vec::new());
    };
    let booking = db.get::<Booking>(&line.booking_id)?;
    if !agrees(&line, booking.as_ref()) {
        return Err(Refusal::Stale(
            "Its booking was changed meanwhile. Nothing was changed: look at it and do it again.".into(),
        ));
    }
    let same = |l: &BookingLine| {
        l.equipment_id == line.equipment_id && l.binned_at.is_none() && !is_off(l) && l.on_day == line.on_day
    };
    if read::<BookingLine>(edit.before.as_ref())?.as_ref().is_some_and(same) {
        return Ok(Vec::new());
    }
    booking.map_or(Ok(()), |booking| alone(db, &line, &booking))?;
    Ok(Vec::new())
}

fn is_off(line: &BookingLine) -> bool {
    matches!(line.state.as_str(), "refused" | "cancelled")
}

fn alone(db: Db<'_>, line: &BookingLine, booking: &Booking) -> Result<(), Refusal> {
    let Some(machine) = line.equipment_id.as_deref().filter(|_| !is_off(line) && booking.is_live()) else {
        return Ok(());
    };
    let span = (booking.starts_at(), booking.ends_at());
    match repo::machine_booked(db, machine, span, &booking.id)? {
        Some(other) => Err(stale(&format!("{} is booked elsewhere {}", line.what, other.times()))),
        None => Ok(()),
    }
}

fn read<T: serde::de::DeserializeOwned>(row: Option<&Row>) -> Result<Option<T>, Refusal> {
    row.map(|r| Ok(serde_json::from_value(Value::Object(r.clone()))?)).transpose()
}

fn stale(what: &str) -> Refusal {
    Refusal::Stale(format!("{what}: somebody was quicker. Nothing was changed: choose another time or room."))
}
