//! What holds whoever writes: two windows at once, an undo, a redo. Asked when all of a change stands in the file and
//! nobody else can write.

use serde_json::Value;

use super::model::{Appointment, Clinic, Session};
use super::repo;
use super::rules_session::seat_parts;
use crate::store::{Db, Edit, Refusal, Row};

/// Whoever takes a seat has room: the session is held, its limits and what it takes beyond its slots are kept. What is
/// only put back, with nobody come since, is as it was.
pub fn keeps(db: Db<'_>, edit: &Edit, since: Option<i64>) -> Result<Vec<Edit>, Refusal> {
    let Some(one) = seated(edit)? else { return Ok(Vec::new()) };
    let none = || stale("Its session is not there any more");
    let (id, day) = (one.session_id.as_deref().ok_or_else(none)?, one.day().ok_or_else(none)?);
    let session = repo::session(db, id, day).map_err(|_| none())?;
    if session.state == "cancelled" && one.state == "booked" {
        return Err(stale(&format!("{} is cancelled on that day", session.name)));
    }
    if let Some(seq) = since
        && !somebody_came(db, &session, &one, seq)?
    {
        return Ok(Vec::new());
    }
    room(db, &session, &one)?;
    Ok(Vec::new())
}

/// Whoever is booked in a session that is cancelled or cut otherwise stands on its list: somebody who was booked while it
/// was being done, or before it is taken back, must not be forgotten in it.
pub fn keeps_session(db: Db<'_>, edit: &Edit, since: Option<i64>) -> Result<Vec<Edit>, Refusal> {
    let Some(after) = session_of(edit.after.as_ref())? else { return Ok(Vec::new()) };
    let before = match session_of(edit.before.as_ref())? {
        Some(before) => before,
        None => planned(db, &after)?,
    };
    if after.state == before.state && after.slots == before.slots {
        return Ok(Vec::new());
    }
    let sql = "SELECT * FROM appointment WHERE session_id = $1 AND state = 'booked' AND binned_at IS NULL";
    let booked: Vec<Appointment> = db.rows(sql, &[&after.id])?;
    let lost = |one: &&Appointment| {
        let (at, n) = one.seat.as_deref().and_then(seat_parts).unwrap_or_default();
        after.state == "cancelled" || before.place(at, n).is_some() && after.place(at, n).is_none()
    };
    let new = since.map(|seq| came(db, &after.id, seq)).transpose()?;
    let fresh = |one: &&Appointment| new.as_ref().is_none_or(|new| new.contains(&one.id));
    match booked.iter().filter(lost).filter(fresh).count() {
        0 => Ok(Vec::new()),
        _ => Err(Refusal::Stale(format!(
            "Somebody was booked in {} meanwhile. Nothing was changed: look at it and do it again.",
            after.name
        ))),
    }
}

fn session_of(row: Option<&Row>) -> Result<Option<Session>, Refusal> {
    row.map(|r| Ok(serde_json::from_value(Value::Object(r.clone()))?)).transpose()
}

/// As it follows from its clinic's plan; without one it is as it is.
fn planned(db: Db<'_>, one: &Session) -> Result<Session, Refusal> {
    let clinic = one.clinic_id.as_deref().map(|id| db.get::<Clinic>(id)).transpose()?.flatten();
    Ok(clinic.and_then(|c| c.session_on(one.day(), one.day())).unwrap_or_else(|| one.clone()))
}

/// The appointment that an edit gives a seat which it had not before.
fn seated(edit: &Edit) -> Result<Option<Appointment>, Refusal> {
    let sits =
        |row: &Row| row.get("seat").and_then(Value::as_str).is_some() && row.get("binned_at") == Some(&Value::Null);
    let same =
        |before: &Row, after: &Row| ["seat", "kind"].iter().all(|k| before.get(*k) == after.get(*k)) && sits(before);
    match (&edit.before, &edit.after) {
        (_, Some(after)) if !sits(after) => Ok(None),
        (Some(before), Some(after)) if same(before, after) => Ok(None),
        (_, Some(after)) => Ok(Some(serde_json::from_value(Value::Object(after.clone()))?)),
        (_, None) => Ok(None),
    }
}

/// Whether anybody else of the session sits where they did not sit before this change.
fn somebody_came(db: Db<'_>, session: &Session, one: &Appointment, seq: i64) -> Result<bool, Refusal> {
    Ok(came(db, &session.id, seq)?.iter().any(|id| *id != one.id))
}

/// Who sits in a session and did not sit there before this change.
fn came(db: Db<'_>, session: &str, seq: i64) -> Result<Vec<String>, Refusal> {
    let sql = "SELECT a.id, a.kind FROM appointment a WHERE a.session_id = $1 AND a.seat IS NOT NULL AND a.binned_at IS NULL \
               AND a.seat IS DISTINCT FROM (SELECT json_extract(i.after, '$.seat') FROM change_item i \
               WHERE i.rec = a.id AND i.tbl = 'appointment' AND i.seq < $2 AND json_type(i.after, '$.seat') IS NOT NULL \
               ORDER BY i.seq DESC LIMIT 1)";
    let mut out = Vec::new();
    db.pairs(sql, &[&session, &seq], |id, _| out.push(id.to_owned()))?;
    Ok(out)
}

fn room(db: Db<'_>, session: &Session, one: &Appointment) -> Result<(), Refusal> {
    let taken = repo::taken_in(db, session)?;
    if let Some(limit) = session.limits.iter().find(|l| l.kind == one.kind && taken.of_kind(&one.kind) > l.most) {
        return Err(stale(&format!("At most {} {} in this session", limit.most, limit.kind)));
    }
    let beyond = one.seat.as_deref().and_then(seat_parts).is_some_and(|(at, n)| n >= session.places_at(at));
    if beyond && taken.over(session) > session.overbook {
        return Err(stale(&format!("This session takes {} beyond its slots", session.overbook)));
    }
    Ok(())
}

fn stale(what: &str) -> Refusal {
    Refusal::Stale(format!("{what}: somebody was quicker. Nothing was changed: choose another slot."))
}
