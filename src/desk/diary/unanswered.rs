//! What is not sure yet, and why: what the calendar's owner has answered so far is read from the invitation.

use chrono::NaiveDateTime;

use super::invite::answer;
use super::repo_unanswered::{invited, since, unsure};
use super::rules_occurrence::Occurrence;
use super::rules_unanswered::{Unanswered, Why, in_order};
use crate::exchange::ics::{answer_of, is_same};
use crate::store::{Db, Refusal};

/// All that is still to come and not sure, what is to be answered here first.
///
/// # Errors
/// The desk cannot be read.
pub fn unanswered(db: Db<'_>, who: &str, now: NaiveDateTime) -> Result<Vec<Unanswered>, Refusal> {
    let mut all = Vec::new();
    for one in unsure(db, who, now)? {
        let since = since(db, &one.entry)?;
        all.push(Unanswered { why: why(db, &one)?, one, since });
    }
    in_order(&mut all);
    Ok(all)
}

/// How many invitations are to be answered: for the title of the diary.
///
/// # Errors
/// The desk cannot be read.
pub fn to_answer(db: Db<'_>, who: &str, now: NaiveDateTime) -> Result<usize, Refusal> {
    let mut count = 0;
    for one in invited(db, who, now)? {
        count += usize::from(why(db, &one)? == Why::Invited);
    }
    Ok(count)
}

fn why(db: Db<'_>, one: &Occurrence) -> Result<Why, Refusal> {
    let entry = &one.entry;
    let me = answer::me(db, &one.calendar.name, &entry.attendees)?;
    let answered = me.as_deref().and_then(|me| answer_of(&entry.extra, me));
    let own = me.is_some_and(|me| is_same(&me, &entry.organizer));
    Ok(Why::of(entry, answered.as_deref(), own))
}
