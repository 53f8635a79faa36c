//! What is done with letters, as changes: the same for the screen and for the command line.

mod post;

pub use post::{came_back, confirm_address, posted};

use chrono::NaiveDateTime;

use super::facts::About;
use super::house::House;
use super::model::Sign;
use super::{Letter, Recipient, check, linter, repo};
use crate::store::{Change, Db, Refusal};

/// "Approved Clinic letter: OKAFOR, Grace (Mrs)", or "Approved 3 letters".
fn label(db: Db<'_>, word: &str, letters: &[Letter]) -> Result<String, Refusal> {
    Ok(match letters {
        [one] => {
            let title = if one.title.is_empty() { "letter" } else { &one.title };
            format!("{word} {title}: {}", repo::name(db, one)?)
        }
        many => format!("{word} {} letters", many.len()),
    })
}

/// The same done to each letter, as one change; the first that cannot be is named and nothing is done.
pub fn each(
    db: Db<'_>,
    word: &str,
    letters: &[Letter],
    mut to: impl FnMut(&Letter) -> Result<Letter, Refusal>,
) -> Result<Change, Refusal> {
    let mut change = Change::new(label(db, word, letters)?);
    for letter in letters {
        let after = match to(letter) {
            Err(e) if letters.len() > 1 => return Err(Refusal::rule(format!("{}: {e}", repo::name(db, letter)?))),
            other => other?,
        };
        change = change.update(letter, &after);
    }
    Ok(change)
}

/// Submits a letter for approval; one that needs none is approved. What it lacks is named.
pub fn submit(db: Db<'_>, house: &House, letters: &[Letter], who: &str, now: NaiveDateTime) -> Result<Change, Refusal> {
    each(db, "Submitted", letters, |letter| {
        let template = house.template(&letter.template);
        let about = About::of(db, letter, now)?;
        let lacks = check::stops(&linter::findings(db, letter, &template, &about, house, now.date())?);
        Ok(letter.submitted(&few(lacks), template.needs_approval, who, now)?)
    })
}

/// So many sentences are named at once.
const NAMED: usize = 4;

/// The first of them, and how many more there are.
fn few(mut lacks: Vec<String>) -> Vec<String> {
    let more = lacks.len().saturating_sub(NAMED);
    if more > 0 {
        lacks.truncate(NAMED);
        lacks.push(format!("And {more} more: the check shows them in the open letter."));
    }
    lacks
}

/// Approves letters, all in the same way.
pub fn approve(db: Db<'_>, letters: &[Letter], how: &Sign, who: &str, now: NaiveDateTime) -> Result<Change, Refusal> {
    each(db, "Approved", letters, |letter| Ok(letter.approved(how, who, now)?))
}

/// Marks letters as sent to those recipients that `to` says; a dead patient's letter only with a reason.
pub fn send(
    db: Db<'_>,
    letters: &[Letter],
    to: impl Fn(usize, &Recipient) -> bool,
    who: &str,
    now: NaiveDateTime,
) -> Result<Change, Refusal> {
    posted(db, "Sent", letters, who, |letter| Ok(letter.sent(&to, is_stopped(db, letter)?, now)?))
}

/// Whether letters may be sent now; the first that may not is named.
pub fn may_go(db: Db<'_>, letters: &[Letter], now: NaiveDateTime) -> Result<(), Refusal> {
    each(db, "", letters, |letter| {
        letter.may_go(is_stopped(db, letter)?, now.date())?;
        Ok(letter.clone())
    })
    .map(|_| ())
}

/// Whether the patient of a letter has died.
pub fn is_dead(db: Db<'_>, letter: &Letter) -> Result<bool, Refusal> {
    Ok(repo::patient(db, letter.patient_id.as_deref())?.is_some_and(|p| p.died_on.is_some()))
}

/// Whether death stops a letter. The record of a patient that was merged into another stops it by itself.
pub(super) fn is_stopped(db: Db<'_>, letter: &Letter) -> Result<bool, Refusal> {
    let Some(patient) = repo::patient(db, letter.patient_id.as_deref())? else { return Ok(false) };
    if patient.merged_into.is_some() {
        patient.goes_out(&letter.died_reason)?;
    }
    Ok(patient.died_on.is_some())
}

/// Corrects a sent letter: the change, and the new letter that replaces it.
pub fn correct(
    db: Db<'_>,
    house: &House,
    letter: &Letter,
    owner: &str,
    now: NaiveDateTime,
) -> Result<(Change, Letter), Refusal> {
    let template = house.template(&letter.template);
    let (old, new) = letter.corrected(owner, now)?;
    let new = new.with_clock(&template.kind, template.clock_days, house.limits);
    let label = label(db, "Correction begun of", std::slice::from_ref(letter))?;
    Ok((Change::new(label).update(letter, &old).insert(&new), new))
}
