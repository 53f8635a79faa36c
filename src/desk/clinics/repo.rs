//! The questions of clinics to the database: clinics, sessions as they follow from plans and as they were changed,
//! who sits where, who waits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{Appointment, Clinic, Session};
use super::rules_session::{Taken, slot_parts};
use crate::store::{Db, Refusal, Store};
use crate::text::names;

/// All clinics, by name.
pub fn clinics(db: Db<'_>) -> Result<Vec<Clinic>, Refusal> {
    db.rows("SELECT * FROM clinic WHERE binned_at IS NULL ORDER BY name", &[])
}

/// Whether there is a clinic.
pub fn any(db: Db<'_>) -> Result<bool, Refusal> {
    Ok(db.count("SELECT COUNT(*) FROM clinic WHERE binned_at IS NULL", &[])? > 0)
}

/// The clinic of a name or code, however capitalised; else the one whose name holds the words.
///
/// # Errors
/// None is, or several are, with their names.
pub fn clinic_named(db: Db<'_>, words: &str) -> Result<Clinic, Refusal> {
    let all = clinics(db)?;
    let wanted = names::fold(words.trim());
    let exact = |c: &&Clinic| c.id == words || names::fold(&c.name) == wanted || names::fold(&c.code) == wanted;
    if let Some(one) = all.iter().find(exact) {
        return Ok(one.clone());
    }
    let some: Vec<&Clinic> =
        all.iter().filter(|c| !wanted.is_empty() && names::fold(&c.name).contains(&wanted)).collect();
    let list = |some: &[&Clinic]| some.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ");
    match some.as_slice() {
        [one] => Ok((*one).clone()),
        [] if all.is_empty() => Err(Refusal::rule("There is no clinic yet: make one first.")),
        [] => Err(Refusal::rule(format!(
            "There is no clinic {words}. There are: {}.",
            list(&all.iter().collect::<Vec<_>>())
        ))),
        many => Err(Refusal::rule(format!("{words} may be: {}. Type more of the name.", list(many)))),
    }
}

/// The sessions that stand in the file by themselves, of these days (the last one not).
pub fn stored(db: Db<'_>, from: NaiveDate, until: NaiveDate) -> Result<Vec<Session>, Refusal> {
    let sql = "SELECT * FROM session WHERE on_date >= $1 AND on_date < $2 AND binned_at IS NULL";
    db.rows(sql, &[&from.to_string(), &until.to_string()])
}

/// A session by its identifier: as it stands in the file, else as it follows from its clinic's plans.
///
/// # Errors
/// There is none on that day.
pub fn session(db: Db<'_>, id: &str, today: NaiveDate) -> Result<Session, Refusal> {
    if let Some(one) = db.get::<Session>(id)? {
        return Ok(one);
    }
    let none = || Refusal::rule(format!("There is no session {id}: rolltop clinic lists them."));
    let (clinic, day) = id.rsplit_once('.').ok_or_else(none)?;
    let day = NaiveDate::parse_from_str(day, "%Y%m%d").map_err(|_| none())?;
    let clinic: Clinic = db.get(clinic)?.ok_or_else(none)?;
    if let Some(one) = clinic.session_on(day, today) {
        return Ok(one);
    }
    let booked = db.count("SELECT COUNT(*) FROM appointment WHERE session_id = $1 AND binned_at IS NULL", &[&id])?;
    if booked > 0 { Ok(clinic.bare_session(day)) } else { Err(none()) }
}

/// The session, time and seat number of a slot.
///
/// # Errors
/// The identifier names none.
pub fn slot(db: Db<'_>, id: &str, today: NaiveDate) -> Result<(Session, String, usize), Refusal> {
    let none = || Refusal::rule(format!("There is no slot {id}: rolltop slots lists the free ones."));
    let (session_id, at, n) = slot_parts(id).ok_or_else(none)?;
    Ok((session(db, session_id, today)?, at, n))
}

/// Every session of these days (the last one not), cancelled ones too, by time; also those that only hold what is booked.
pub fn sessions(db: Db<'_>, from: NaiveDate, until: NaiveDate, today: NaiveDate) -> Result<Vec<Session>, Refusal> {
    sessions_of(db, &clinics(db)?, from, until, today)
}

/// As [`sessions`], of clinics that were read before.
pub fn sessions_of(
    db: Db<'_>,
    clinics: &[Clinic],
    from: NaiveDate,
    until: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Session>, Refusal> {
    let mut all = sessions_planned(db, clinics, from, until, today)?;
    let known: BTreeSet<String> = all.iter().map(|s| s.id.clone()).collect();
    for id in booked_sessions(db, from, until)?.difference(&known) {
        all.extend(session(db, id, today).ok());
    }
    all.sort_by(by_time);
    Ok(all)
}

fn by_time(a: &Session, b: &Session) -> std::cmp::Ordering {
    (&a.on_date, &a.starts, &a.name).cmp(&(&b.on_date, &b.starts, &b.name))
}

/// The sessions of these days that follow from plans or stand in the file, by time.
pub fn sessions_planned(
    db: Db<'_>,
    clinics: &[Clinic],
    from: NaiveDate,
    until: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Session>, Refusal> {
    let mut all: BTreeMap<String, Session> = BTreeMap::new();
    for day in from.iter_days().take_while(|d| *d < until) {
        all.extend(clinics.iter().filter_map(|c| c.session_on(day, today)).map(|s| (s.id.clone(), s)));
    }
    all.extend(stored(db, from, until)?.into_iter().map(|s| (s.id.clone(), s)));
    let mut all: Vec<Session> = all.into_values().collect();
    all.sort_by(by_time);
    Ok(all)
}

/// The sessions of these days in which somebody sits.
fn booked_sessions(db: Db<'_>, from: NaiveDate, until: NaiveDate) -> Result<BTreeSet<String>, Refusal> {
    let mut out = BTreeSet::new();
    sitting(db, from, until, |session, _| {
        out.insert(session.to_owned());
    })?;
    Ok(out)
}

/// Who sits in the sessions of these days (the last one not).
pub fn taken(db: Db<'_>, from: NaiveDate, until: NaiveDate) -> Result<HashMap<String, Taken>, Refusal> {
    let mut out = HashMap::new();
    sitting(db, from, until, |session, line| {
        out.insert(session.to_owned(), Taken::read(line));
    })?;
    Ok(out)
}

/// Hands on the sessions of these days in which somebody sits, each with its line for [`Taken::read`].
pub fn sitting(db: Db<'_>, from: NaiveDate, until: NaiveDate, each: impl FnMut(&str, &str)) -> Result<(), Refusal> {
    let sql = "SELECT session_id, sits FROM sitting WHERE on_date >= $1 AND on_date < $2";
    db.pairs(sql, &[&from.to_string(), &until.to_string()], each)
}

/// The seat that an appointment had last, as the journal tells it.
pub fn last_seat(db: Db<'_>, id: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT json_extract(before, '$.seat') FROM change_item WHERE rec = $1 AND tbl = 'appointment' \
               AND json_extract(before, '$.seat') IS NOT NULL ORDER BY seq DESC LIMIT 1";
    db.text(sql, &[&id])
}

/// Who sits in one session.
pub fn taken_in(db: Db<'_>, session: &Session) -> Result<Taken, Refusal> {
    let sql = "SELECT sits FROM sitting WHERE on_date = $1 AND session_id = $2";
    let line = db.text(sql, &[&session.on_date, &session.id])?;
    Ok(line.map(|line| Taken::read(&line)).unwrap_or_default())
}

/// The appointments of a session, cancelled ones too, by time.
pub fn of_session(db: Db<'_>, session: &str) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE session_id = $1 AND binned_at IS NULL ORDER BY start, created_at, id";
    db.rows(sql, &[&session])
}

/// What is booked in a clinic from a day on, by time.
pub fn booked_of(db: Db<'_>, clinic: &str, from: NaiveDate) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE clinic_id = $1 AND start >= $2 AND state IN ('booked', 'arrived') \
               AND binned_at IS NULL ORDER BY start, id";
    db.rows(sql, &[&clinic, &from.to_string()])
}

/// The appointments of a patient, the latest first; those that wait before them.
pub fn of_patient(db: Db<'_>, patient: &str) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE patient_id = $1 AND binned_at IS NULL \
               ORDER BY start IS NOT NULL, start DESC, created_at DESC";
    db.rows(sql, &[&patient])
}

/// The next appointment of a patient that is booked.
pub fn next_of(db: Db<'_>, patient: &str, now: NaiveDateTime) -> Result<Option<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE patient_id = $1 AND state IN ('booked', 'arrived') AND start >= $2 \
               AND binned_at IS NULL ORDER BY start LIMIT 1";
    db.one(sql, &[&patient, &now.date().to_string()])
}

/// What else a patient has between two times.
pub fn patient_between(
    db: Db<'_>,
    patient: &str,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<Appointment>, Refusal> {
    let day = from.date().to_string();
    let sql = "SELECT * FROM appointment WHERE patient_id = $1 AND start >= $2 AND start < $3 AND seat IS NOT NULL \
               AND binned_at IS NULL ORDER BY start";
    let of_day: Vec<Appointment> = db.rows(sql, &[&patient, &day, &crate::clock::stamp(until)])?;
    Ok(of_day.into_iter().filter(|a| a.ends().is_some_and(|e| e > from)).collect())
}

/// All appointments, by time; those that wait after them.
pub fn every(db: Db<'_>) -> Result<Vec<Appointment>, Refusal> {
    db.rows("SELECT * FROM appointment WHERE binned_at IS NULL ORDER BY start IS NULL, start, created_at, id", &[])
}

/// All that wait for a date: the breach date first, then the day to book by, then the longest.
pub fn waiting(db: Db<'_>) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE state = 'waiting' AND binned_at IS NULL \
               ORDER BY priority, coalesce(breach_on, book_by, '9999'), added_on, id";
    db.rows(sql, &[])
}

/// Those who come at short notice: who waits, and who is booked later than this day.
pub fn short_notice(db: Db<'_>, after: NaiveDate) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE short_notice = 1 AND binned_at IS NULL \
               AND (state = 'waiting' OR (state = 'booked' AND start > $1)) ORDER BY priority, added_on, id";
    db.rows(sql, &[&format!("{after}T23:59:59")])
}

/// How many are booked into a clinic from a day on.
pub fn to_come_in(db: Db<'_>, clinic: &str, from: NaiveDate) -> Result<i64, Refusal> {
    let sql = "SELECT COUNT(*) FROM appointment WHERE clinic_id = $1 AND seat >= $2 AND binned_at IS NULL";
    db.count(sql, &[&clinic, &from.to_string()])
}

/// Everybody of a cancelled clinic who was not reached yet, the nearest breach date first.
pub fn to_reach(db: Db<'_>) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE reach = 'to_reach' AND binned_at IS NULL \
               ORDER BY coalesce(breach_on, '9999'), start, id";
    db.rows(sql, &[])
}

/// Those who were not reached yet and are proposed a slot.
pub fn proposed(db: Db<'_>, slot: &str) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE reach = 'to_reach' AND proposed = $1 AND binned_at IS NULL ORDER BY id";
    db.rows(sql, &[&slot])
}

/// How many are to be reached, and how many that wait should have a date by now. Both counts read an index only.
pub fn pressing(db: Db<'_>, today: NaiveDate) -> Result<(usize, usize), Refusal> {
    let reach = "SELECT COUNT(*) FROM appointment WHERE reach = 'to_reach' AND binned_at IS NULL";
    let late = "SELECT COUNT(*) FROM appointment WHERE state = 'waiting' AND binned_at IS NULL \
                AND (breach_on <= $1 OR book_by <= $1)";
    let of = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok((of(db.count(reach, &[])?), of(db.count(late, &[&today.to_string()])?)))
}

/// What should have an outcome by now: booked or arrived on an earlier day.
pub fn without_outcome(db: Db<'_>, today: NaiveDate, limit: usize) -> Result<Vec<Appointment>, Refusal> {
    let sql = "SELECT * FROM appointment WHERE state IN ('booked', 'arrived') AND start < $1 AND binned_at IS NULL \
               ORDER BY start LIMIT $2";
    db.rows(sql, &[&today.to_string(), &(limit as i64)])
}

/// Clinics that fit what was typed, for a field.
pub fn find_clinic(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<crate::form::Choice>, Refusal> {
    let wanted = names::fold(typed);
    let fits = |c: &Clinic| names::fold(&c.name).contains(&wanted) || names::fold(&c.code).contains(&wanted);
    let choice = |c: Clinic| crate::form::Choice { id: c.id, label: c.name };
    Ok(clinics(store.db())?.into_iter().filter(fits).map(choice).collect())
}

/// An appointment as a letter tells it: when, where, what for.
pub fn visit_of(db: Db<'_>, one: &Appointment, today: NaiveDate) -> Result<crate::desk::letters::repo::Visit, Refusal> {
    let known = one.session_id.as_deref().and_then(|id| session(db, id, today).ok());
    Ok(crate::desk::letters::repo::Visit {
        start: one.start.clone().unwrap_or_default(),
        place: known.as_ref().map(Session::where_it_is).unwrap_or_default(),
        title: one.kind_in_words().to_owned(),
        clinic: known.map(|s| s.name).unwrap_or_default(),
    })
}

/// The name of a clinic.
pub fn clinic_name(db: Db<'_>, id: &str) -> String {
    db.get::<Clinic>(id).ok().flatten().map_or_else(|| "a clinic that is gone".into(), |c| c.name)
}

/// The consultants who hold a clinic and fit what was typed, for a field.
pub fn find_consultant(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<crate::form::Choice>, Refusal> {
    let wanted = names::fold(typed);
    let mut all: Vec<String> = clinics(store.db())?.into_iter().map(|c| c.consultant).collect();
    all.sort();
    all.dedup();
    all.retain(|c| names::fold(c).contains(&wanted));
    Ok(all.into_iter().map(|c| crate::form::Choice { id: c.clone(), label: c }).collect())
}

/// The moves of an appointment, the first booking first, itself among them.
pub fn chain(db: Db<'_>, one: &Appointment) -> Result<Vec<Appointment>, Refusal> {
    let mut all = vec![one.clone()];
    while let Some(id) = all[0].rebooked_from.clone().filter(|id| !all.iter().any(|a| a.id == *id)) {
        let Some(before) = db.get::<Appointment>(&id)? else { break };
        all.insert(0, before);
    }
    while let Some(id) = all[all.len() - 1].rebooked_as.clone().filter(|id| !all.iter().any(|a| a.id == *id)) {
        let Some(after) = db.get::<Appointment>(&id)? else { break };
        all.push(after);
    }
    Ok(all)
}
