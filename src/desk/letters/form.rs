//! The details of a letter: everything but its text and its recipients.

use super::{Letter, repo};
use crate::desk::{people, team};
use crate::form::{Choice, Entity, Field, Kind, read_late, shown, shown_when};
use crate::store::{Refusal, Store};
use chrono::NaiveDateTime;

const PRIORITIES: &[&str] = &["1", "2", "3"];

impl Entity for Letter {
    const WORD: &'static str = "letter";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

/// A letter that is not begun yet has no state. Its patient is chosen once: an edit never changes whom it is about.
fn is_new(letter: &Letter) -> bool {
    letter.state.is_empty()
}

fn is_begun(letter: &Letter) -> bool {
    !letter.state.is_empty()
}

fn find_author(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let consultants = repo::consultants(store.db())?;
    let mut found = team::repo::find(store, typed, now)?;
    found.sort_by_key(|c| !consultants.iter().any(|m| m.name == c.id));
    Ok(found)
}

static FIELDS: &[Field<Letter>] = &[
    Field {
        id: "patient_id",
        label: "Patient",
        hint: "name, date of birth, NHS number, hospital number, telephone or postcode; empty: about nobody",
        kind: Kind::Record { find: people::repo::find_patient, name: people::repo::name_patient, strict: true },
        get: |l| l.patient_id.clone().unwrap_or_default(),
        set: |l, text, _| {
            l.patient_id = (!text.trim().is_empty()).then(|| text.trim().to_owned());
            Ok(())
        },
        shown: is_new,
    },
    Field {
        id: "attended_on",
        label: "Attended on",
        hint: "the day of the visit that the letter is about; it starts the clock. yest, mon, 3/3; empty: none",
        kind: Kind::LateDate,
        get: |l| shown_when(l.attended_on.as_deref()),
        set: |l, text, given| {
            l.attended_on = read_late(text, given)?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "author",
        label: "Author",
        hint: "whose letter it is: who signs it",
        kind: Kind::Record { find: find_author, name: |_, id| id.to_owned(), strict: false },
        get: |l| l.author.clone(),
        set: |l, text, _| {
            text.trim().clone_into(&mut l.author);
            Ok(())
        },
        shown,
    },
    Field {
        id: "owner",
        label: "Whose",
        hint: "the member of the team who works on it",
        kind: Kind::Record { find: team::repo::find, name: |_, id| id.to_owned(), strict: false },
        get: |l| l.owner.clone(),
        set: |l, text, _| {
            if text.trim().is_empty() {
                return Err("Every letter is somebody's: type a name.".into());
            }
            text.trim().clone_into(&mut l.owner);
            Ok(())
        },
        shown,
    },
    Field {
        id: "priority",
        label: "Priority",
        hint: "1 is first",
        kind: Kind::OneOf(PRIORITIES),
        get: |l| l.priority.to_string(),
        set: |l, text, _| {
            l.priority =
                text.trim().parse().ok().filter(|n| (1..=3).contains(n)).ok_or("The priority is 1, 2 or 3.")?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "salutation",
        label: "Salutation",
        hint: "how it begins: Dear Mrs Okafor",
        kind: Kind::Line,
        get: |l| l.salutation.clone(),
        set: |l, text, _| {
            text.trim().clone_into(&mut l.salutation);
            Ok(())
        },
        shown: is_begun,
    },
    Field {
        id: "subject",
        label: "Subject",
        hint: "the bold lines below the salutation",
        kind: Kind::Text { rows: 3 },
        get: |l| l.subject.clone(),
        set: |l, text, _| {
            text.trim().clone_into(&mut l.subject);
            Ok(())
        },
        shown: is_begun,
    },
    Field {
        id: "enclosures",
        label: "Enclosed",
        hint: "what is enclosed, a line each; Ctrl-S saves",
        kind: Kind::Text { rows: 3 },
        get: |l| l.enclosures.join("\n"),
        set: |l, text, _| {
            l.enclosures = text.lines().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect();
            Ok(())
        },
        shown: is_begun,
    },
];
