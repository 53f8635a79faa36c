//! What leaves is written into the post book; what comes back goes onto the wall, with a task to find the address.

use chrono::{NaiveDate, NaiveDateTime};

use super::label;
use crate::clock::stamp;
use crate::desk::letters::model_post::{self, PostItem};
use crate::desk::letters::{Letter, Recipient, repo, repo_post};
use crate::desk::links::Link;
use crate::desk::people::Patient;
use crate::desk::tasks::Task;
use crate::store::{Change, Db, Refusal};

/// As [`super::each`], with a line in the post book for everybody it went to.
pub fn posted(
    db: Db<'_>,
    word: &str,
    letters: &[Letter],
    who: &str,
    mut to: impl FnMut(&Letter) -> Result<Letter, Refusal>,
) -> Result<Change, Refusal> {
    let mut items: Vec<PostItem> = Vec::new();
    let change = super::each(db, word, letters, |letter| {
        let after = to(letter)?;
        items.extend(model_post::posted(letter, &after, who));
        Ok(after)
    })?;
    Ok(items.iter().fold(change, Change::insert))
}

/// A letter came back from one it was sent to: it stands on the wall again, the post book says so, there is a task to find
/// the address, and post to a patient's address is warned of until that is confirmed.
pub fn came_back(
    db: Db<'_>,
    letter: &Letter,
    at: usize,
    why: &str,
    who: &str,
    now: NaiveDateTime,
) -> Result<Change, Refusal> {
    let after = letter.came_back(at, why)?;
    let to = &letter.recipients[at];
    let mut change = Change::new(label(db, &format!("Came back from {}:", to.name), std::slice::from_ref(letter))?);
    change = change.update(letter, &after);
    if let Some(item) = repo_post::last_of(db, &letter.id, &to.name)? {
        let returned = PostItem { state: "returned".into(), note: why.trim().into(), ..item.clone() };
        change = change.update(&item, &returned);
    }
    let task = find_address(db, letter, to, why, who, now)?;
    change = change.insert(&task).insert(&Link::between(("letter", &letter.id), ("task", &task.id), now));
    let patient = db.get::<Patient>(&to.id)?.filter(|_| to.kind == "patient" && to.way == "post");
    Ok(match patient {
        Some(patient) => {
            let doubted = Patient { address_bad_on: Some(now.date().to_string()), ..patient.clone() };
            change.update(&patient, &doubted)
        }
        None => change,
    })
}

fn find_address(
    db: Db<'_>,
    letter: &Letter,
    to: &Recipient,
    why: &str,
    who: &str,
    now: NaiveDateTime,
) -> Result<Task, Refusal> {
    let title = format!("Find where {} is: {} came back", to.name, letter.title);
    let lines = to.address.iter().chain(std::iter::once(&to.postcode)).filter(|l| !l.is_empty());
    let place = lines.cloned().collect::<Vec<_>>().join(", ");
    let note = format!("{}: {}. It was sent to {place}.", repo::name(db, letter)?, why.trim());
    let owner = if letter.owner.is_empty() { who } else { &letter.owner };
    Ok(Task {
        note,
        due: Some(now.date().to_string()),
        patient_id: letter.patient_id.clone(),
        creator: who.into(),
        created_at: stamp(now),
        ..Task::new(&title, owner, now)
    })
}

/// The patient confirmed the address today.
pub fn confirm_address(db: Db<'_>, to: &Recipient, today: NaiveDate) -> Result<Change, Refusal> {
    let patient = if to.kind == "patient" { db.get::<Patient>(&to.id)? } else { None };
    let patient = patient.ok_or("Only a patient's address is confirmed here.")?;
    let label = format!("Address confirmed: {}", patient.name());
    let after = Patient { address_checked_on: Some(today.to_string()), ..patient.clone() };
    Ok(Change::new(label).update(&patient, &after))
}
