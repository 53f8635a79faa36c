//! What is done with dictations, as changes: the same for the screen and for the command line.

use super::Dictation;
use crate::desk::letters::acts::each;
use crate::desk::letters::{House, Letter};
use crate::store::{Change, Db, Refusal};

/// Takes dictations out of the pool, or from somebody else.
pub fn taken(db: Db<'_>, letters: &[Letter], who: &str) -> Result<Change, Refusal> {
    each(db, "Taken:", letters, |l| Ok(l.handed_to(who)?))
}

/// Puts dictations back into the pool.
pub fn put_back(db: Db<'_>, letters: &[Letter]) -> Result<Change, Refusal> {
    each(db, "Back in the pool:", letters, |l| Ok(l.put_back()?))
}

/// Hands dictations on to another member of the team.
pub fn handed(db: Db<'_>, letters: &[Letter], to: &str) -> Result<Change, Refusal> {
    each(db, &format!("Handed to {to}:"), letters, |l| Ok(l.handed_to(to)?))
}

/// With another priority.
pub fn ranked(db: Db<'_>, letters: &[Letter], priority: i64) -> Result<Change, Refusal> {
    let word =
        ["Urgent:", "Soon:", "Routine:"].get(usize::try_from(priority - 1).unwrap_or(0)).unwrap_or(&"Priority of");
    each(db, word, letters, |l| Ok(Letter { priority, ..l.clone() }))
}

/// The letter of a dictation with its clock: by its template where that is known.
pub fn with_clock(letter: &Letter, kind: &str, house: &House) -> Letter {
    let template = house.template(kind);
    letter.with_clock(&template.kind, template.clock_days, house.limits)
}

/// Both with what somebody has typed of them: what was not understood is dealt with.
pub fn settled(before: (&Dictation, &Letter), after: &Letter, kind: &str, house: &House, label: &str) -> Change {
    let (dictation, letter) = before;
    let dictation_after = Dictation { kind: kind.to_owned(), settled: true, ..dictation.clone() };
    let title = title_of(&dictation_after, house);
    let letter_after = with_clock(&Letter { title, ..after.clone() }, kind, house);
    Change::new(label).update(letter, &letter_after).update(dictation, &dictation_after).trimmed()
}

/// What the letter of a dictation is called before it is begun.
pub fn title_of(dictation: &Dictation, house: &House) -> String {
    let name = house.templates().templates.into_iter().find(|t| t.id == dictation.kind).map(|t| t.name);
    name.unwrap_or_else(|| format!("Dictation {}", dictation.original))
}

/// The recordings of a letter that is not begun go with another letter, which they are a part of: one is typed after the
/// other there, and the letter that they leave goes to the bin.
///
/// # Errors
/// A letter is begun or out of hand, both are one, or the two are about different patients (hazard H2).
pub fn joined(
    all: &[Dictation],
    from: &Letter,
    to: &Letter,
    name: &str,
    now: chrono::NaiveDateTime,
) -> Result<Change, Refusal> {
    may_join(from, to)?;
    let after = Letter { binned_at: Some(crate::clock::stamp(now)), ..from.clone() };
    let mut change = Change::new(format!("Recording put with the letter: {name}")).update(from, &after);
    for one in all {
        change = change.update(one, &Dictation { letter_id: to.id.clone(), ..one.clone() });
    }
    let whose = Letter { patient_id: to.patient_id.clone().or_else(|| from.patient_id.clone()), ..to.clone() };
    Ok(change.update(to, &whose).trimmed())
}

fn may_join(from: &Letter, to: &Letter) -> Result<(), Refusal> {
    let no = |why: &str| Err(Refusal::rule(why));
    if from.id == to.id {
        return no("It is a recording of that letter already.");
    }
    if from.state != "dictated" {
        return no("Its own letter is begun: finish or cancel that one first.");
    }
    if !matches!(to.state.as_str(), "dictated" | "drafting") {
        return no("That letter is not being written any more: correct it, or type this recording as its own letter.");
    }
    let differ = from.patient_id.is_some() && to.patient_id.is_some() && from.patient_id != to.patient_id;
    if differ { no("The two are about different patients.") } else { Ok(()) }
}

/// Whether recordings may go with a letter.
pub fn fits(from: &Letter, to: &Letter) -> bool {
    may_join(from, to).is_ok()
}
