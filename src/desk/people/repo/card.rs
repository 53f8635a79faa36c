//! What the answer card is made of.

use chrono::NaiveDateTime;

use crate::clock::stamp;
use crate::desk::clinics::{self, Appointment};
use crate::desk::diary::Entry;
use crate::desk::inbox::Query;
use crate::desk::letters::Letter;
use crate::desk::people::Patient;
use crate::desk::people::model::AnswerCard;
use crate::desk::tasks::Task;
use crate::store::{Db, Refusal};

/// What can be told to a patient who rings: last letter, next appointment, open queries, promises, results awaited.
pub fn answer_card(db: Db<'_>, patient: &str, now: NaiveDateTime) -> Result<AnswerCard, Refusal> {
    let record: Patient = db.must(patient)?;
    let queries: Vec<Query> = db.rows(
        "SELECT * FROM query WHERE patient_id = $1 AND state <> 'done' AND draft = 0 AND kind <> 'safeguarding' \
         AND binned_at IS NULL ORDER BY received_at",
        &[&patient],
    )?;
    let results: Vec<Task> = db.rows(
        "SELECT * FROM task WHERE patient_id = $1 AND kind = 'result' AND state IN ('open', 'waiting') \
         AND binned_at IS NULL ORDER BY asked_on, created_at",
        &[&patient],
    )?;
    let (letter, next) = (last_letter(db, patient)?, next_entry(db, patient, now)?);
    let card = AnswerCard::of(&record, letter.as_ref(), next.as_ref(), &queries, &results, now);
    Ok(card.with_clinics(booked(db, patient, next.as_ref(), now)?.as_ref(), &waits(db, patient)?, now))
}

/// The last letter that was not cancelled nor replaced.
fn last_letter(db: Db<'_>, patient: &str) -> Result<Option<Letter>, Refusal> {
    let sql = "SELECT * FROM letter WHERE patient_id = $1 AND state <> 'cancelled' AND replaced_by IS NULL \
               AND binned_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1";
    db.one(sql, &[&patient])
}

/// The next appointment in a clinic, as an entry; none where something in the diary is before it.
fn booked(db: Db<'_>, patient: &str, entry: Option<&Entry>, now: NaiveDateTime) -> Result<Option<Entry>, Refusal> {
    let Some(one) = clinics::repo::next_of(db, patient, now)? else { return Ok(None) };
    let start = one.start.clone().unwrap_or_default();
    if entry.is_some_and(|e| e.start < start) {
        return Ok(None);
    }
    let place = clinics::repo::visit_of(db, &one, now.date())?.place;
    Ok(Some(Entry { start, place, state: "confirmed".into(), ..Entry::default() }))
}

/// What of the patient waits for a date.
fn waits(db: Db<'_>, patient: &str) -> Result<Vec<Appointment>, Refusal> {
    let mut all = clinics::repo::of_patient(db, patient)?;
    all.retain(|a| a.state == "waiting");
    Ok(all)
}

/// The next entry: what of the patient stands in the diary and is not private, cancelled or over.
fn next_entry(db: Db<'_>, patient: &str, now: NaiveDateTime) -> Result<Option<Entry>, Refusal> {
    let sql = "SELECT * FROM entry WHERE patient_id = $1 AND ends > $2 AND private = 0 AND series_until IS NULL \
               AND state NOT IN ('cancelled', 'done') AND binned_at IS NULL ORDER BY start LIMIT 1";
    db.one(sql, &[&patient, &stamp(now)])
}
