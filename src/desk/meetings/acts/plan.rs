//! Planning: series and meetings made, moved, cancelled, their agenda sent.

use chrono::NaiveDateTime;

use super::{At, agenda, diary, room};
use crate::clock::stamp;
use crate::desk::meetings::model::{Meeting, Seat, Series, next_day};
use crate::desk::meetings::repo;
use crate::store::{Change, Db, Refusal};
use crate::text::dates;

/// Addresses that were not typed are those of the contacts of that name.
fn addressed(db: Db<'_>, roll: &[Seat]) -> Result<Vec<Seat>, Refusal> {
    let one = |seat: &Seat| -> Result<Seat, Refusal> {
        let email = if seat.email.is_empty() { repo::email(db, &seat.name)? } else { seat.email.clone() };
        Ok(Seat { email, ..seat.clone() })
    };
    roll.iter().map(one).collect()
}

/// A series, new or changed.
///
/// # Errors
/// The desk cannot be read.
pub fn write_series(db: Db<'_>, before: Option<&Series>, after: &Series) -> Result<Change, Refusal> {
    let after = Series { roll: addressed(db, &after.roll)?, ..after.clone() };
    Ok(match before {
        None => Change::new(format!("New series of meetings: {}", after.name)).insert(&after),
        Some(before) => Change::new(format!("Changed series of meetings: {}", after.name)).update(before, &after),
    })
}

/// When a series meets next: as often as it does after its last meeting, at its usual time. None where it meets as
/// needed, or has not met yet.
///
/// # Errors
/// The desk cannot be read.
pub fn next_start(at: &At<'_>, series: &Series) -> Result<Option<NaiveDateTime>, Refusal> {
    let Some(last) = repo::latest(at.db, &series.id)? else { return Ok(None) };
    let day = next_day(&series.frequency, last.starts().date(), &|d| at.is_holiday(d));
    Ok(day.map(|d| d.and_time(series.time())))
}

/// The next meeting of a series, with its agenda, in the diary of everybody who has a calendar here.
///
/// # Errors
/// The series has one on that day already.
pub fn make(at: &At<'_>, series: &Series, start: NaiveDateTime) -> Result<(Meeting, Change), Refusal> {
    let highest = repo::highest(at.db, series, start.date())?;
    let meeting = Meeting::of_series(series, highest, start, at.who, at.now);
    let change = write_meeting(at, None, &meeting)?;
    Ok((meeting, change))
}

/// A meeting, new or changed: its days are worked out, a new one gets its agenda, the diary follows.
///
/// # Errors
/// The desk cannot be read, or it ends before it begins.
pub fn write_meeting(at: &At<'_>, before: Option<&Meeting>, after: &Meeting) -> Result<Change, Refusal> {
    if after.finishes() <= after.starts() {
        return Err(Refusal::rule("The meeting must end after it begins."));
    }
    let roll = addressed(at.db, &after.roll)?;
    let mut after = Meeting { roll, ..after.clone() }.dated(&|d| at.is_holiday(d));
    let diary = diary::follow(at, &after, false)?;
    let change = match before {
        None => {
            after.agenda = agenda::made(at.db, &after)?;
            let change = Change::new(format!("New meeting: {}", after.label())).insert(&after);
            agenda::drained(at.db, &after, change)?
        }
        Some(before) => {
            let change = Change::new(format!("Changed meeting: {}", after.label())).update(before, &after);
            if (&before.start, &before.ends) == (&after.start, &after.ends) {
                change
            } else {
                change.and(room::moved(at, before, &after)?)
            }
        }
    };
    Ok(change.and(diary))
}

/// At another time; the diary follows.
///
/// # Errors
/// It was held already.
pub fn reschedule(at: &At<'_>, meeting: &Meeting, start: NaiveDateTime, minutes: i64) -> Result<Change, Refusal> {
    let after = meeting.moved(start, minutes)?.dated(&|d| at.is_holiday(d));
    let label = format!("Moved {} to {}", meeting.name(), dates::stamp_weekday(start));
    let change = Change::new(label).update(meeting, &after).and(diary::follow(at, &after, false)?);
    Ok(change.and(room::moved(at, meeting, &after)?))
}

/// Cancelled, in the diary too.
///
/// # Errors
/// Its minutes are finished, or it is not said why.
pub fn cancel(at: &At<'_>, meeting: &Meeting, reason: &str) -> Result<Change, Refusal> {
    let after = meeting.cancelled(reason)?;
    let label = format!("Cancelled: {}", meeting.label());
    let change = Change::new(label).update(meeting, &after).and(diary::follow(at, &after, false)?);
    let change = change.and(room::given_back(at, meeting, reason)?);
    if meeting.has_begun() { Ok(change) } else { agenda::given_back(at.db, meeting, change) }
}

/// The agenda has gone out: what is gone through of the action log stands on it.
///
/// # Errors
/// It was held already, nothing is on it, nobody is invited.
pub fn send(at: &At<'_>, meeting: &Meeting) -> Result<Change, Refusal> {
    let listed: Vec<String> = repo::gone_through(at.db, meeting)?.into_iter().map(|l| l.action.id).collect();
    let mut after = meeting.sent(at.now)?;
    for item in after.agenda.iter_mut().filter(|i| i.role == "actions") {
        item.listed.clone_from(&listed);
    }
    let word = if meeting.state == "planned" { "Sent the agenda of" } else { "Sent the agenda again of" };
    Ok(Change::new(format!("{word} {}", meeting.label())).update(meeting, &after))
}

/// Into the bin, and out of the diary.
///
/// # Errors
/// Its minutes went out: they are kept.
pub fn bin(at: &At<'_>, meeting: &Meeting) -> Result<Change, Refusal> {
    if meeting.version > 0 && meeting.state != "cancelled" {
        let name = meeting.name();
        return Err(Refusal::rule(format!("The minutes of {name} went out: they are kept. x cancels a meeting.")));
    }
    let after = Meeting { binned_at: Some(stamp(at.now)), ..meeting.clone() };
    let label = format!("To the bin: {}", meeting.label());
    let change = Change::new(label).update(meeting, &after).and(diary::follow(at, &after, true)?);
    let change = change.and(room::given_back(at, meeting, "The meeting is in the bin")?);
    if meeting.state == "planned" { agenda::given_back(at.db, meeting, change) } else { Ok(change) }
}

/// A series into the bin. Its meetings stay.
pub fn bin_series(series: &Series, now: NaiveDateTime) -> Change {
    let after = Series { binned_at: Some(stamp(now)), ..series.clone() };
    Change::new(format!("To the bin: {}", series.name)).update(series, &after)
}
