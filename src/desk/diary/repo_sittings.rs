//! The sessions of clinics as they stand in the diary: read from their plans, with how full they are.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;

use super::repo::{calendars, patient_name};
use super::rules_occurrence::{Occurrence, in_order};
use super::rules_sitting::Sitting;
use crate::desk::clinics::repo as clinics;
use crate::desk::clinics::repo_free;
use crate::desk::clinics::rules_session::Taken;
use crate::store::{Db, Refusal};

#[derive(Deserialize)]
struct Left {
    session_id: String,
    n: usize,
}

const LEFT: &str = "SELECT session_id, COUNT(*) AS n FROM appointment \
     WHERE reach = 'to_reach' AND binned_at IS NULL AND session_id IS NOT NULL GROUP BY session_id";

/// The sessions of these days (the last one not), each as an occurrence of the kind clinic. `slots`: with who sits in each.
pub fn sittings(
    db: Db<'_>,
    from: NaiveDate,
    until: NaiveDate,
    now: NaiveDateTime,
    slots: bool,
) -> Result<Vec<Occurrence>, Refusal> {
    let all = clinics::clinics(db)?;
    let sessions = clinics::sessions_of(db, &all, from, until, now.date())?;
    if sessions.is_empty() {
        return Ok(Vec::new());
    }
    let taken = clinics::taken(db, from, until)?;
    let left: HashMap<String, usize> = db.rows::<Left>(LEFT, &[])?.into_iter().map(|l| (l.session_id, l.n)).collect();
    let known: HashMap<String, Arc<_>> = calendars(db)?.into_iter().map(|c| (c.id.clone(), Arc::new(c))).collect();
    let nobody = Taken::default();
    let mut names: HashMap<String, String> = HashMap::new();
    let mut out = Vec::new();
    for session in sessions.iter().filter(|s| s.binned_at.is_none()) {
        let sits = taken.get(&session.id).unwrap_or(&nobody);
        let mut sitting = Sitting::new(session, sits, left.get(&session.id).copied().unwrap_or(0), now);
        if slots {
            let appointments = clinics::of_session(db, &session.id)?;
            for one in &appointments {
                names.entry(one.patient_id.clone()).or_insert_with(|| patient_name(db, &one.patient_id));
            }
            sitting = sitting.with_slots(session, &appointments, &names, now);
        }
        let mut one = repo_free::occurrence(session);
        if let Some(calendar) = known.get(&session.calendar_id) {
            one.calendar = calendar.clone();
        }
        one.sitting = Some(Arc::new(sitting));
        out.push(one);
    }
    Ok(out)
}

/// The sessions that touch a time, as [`sittings`] without their slots.
pub fn between(
    db: Db<'_>,
    from: NaiveDateTime,
    until: NaiveDateTime,
    now: NaiveDateTime,
) -> Result<Vec<Occurrence>, Refusal> {
    let day_after = (until - Duration::seconds(1)).date() + Duration::days(1);
    let mut all = sittings(db, from.date(), day_after, now, false)?;
    all.retain(|o| o.touches(from, until));
    Ok(all)
}

/// A session by its identifier; none where there is none.
pub fn one(db: Db<'_>, id: &str, now: NaiveDateTime) -> Result<Option<Occurrence>, Refusal> {
    let Ok(session) = clinics::session(db, id, now.date()) else { return Ok(None) };
    let day = session.day();
    Ok(sittings(db, day, day + Duration::days(1), now, true)?.into_iter().find(|o| o.entry.id == id))
}

/// Entries and sessions of some days, in order; of one calendar where its name is given.
pub fn day(
    db: Db<'_>,
    from: NaiveDate,
    days: u32,
    of: Option<&str>,
    now: NaiveDateTime,
) -> Result<Vec<Occurrence>, Refusal> {
    let mut all = super::repo::day(db, from, days, of)?;
    let start = from.and_time(NaiveTime::MIN);
    let until = start + Duration::days(i64::from(days.max(1)));
    let mut sessions = between(db, start, until, now)?;
    if let Some(name) = of {
        sessions.retain(|o| o.calendar.name.eq_ignore_ascii_case(name.trim()));
    }
    all.extend(sessions);
    in_order(&mut all);
    Ok(all)
}

/// Whether a clinic, a session or an appointment was written since this number of the journal; below nought: nothing was
/// read yet, and all is news.
pub fn news(db: Db<'_>, seen: i64) -> Result<bool, Refusal> {
    // The whole journal is not counted for the first frame.
    if seen < 0 {
        return Ok(true);
    }
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM change_item WHERE seq > $1 \
               AND tbl IN ('clinic', 'session', 'appointment') LIMIT 1) AS hit";
    Ok(db.count(sql, &[&seen])? > 0)
}
