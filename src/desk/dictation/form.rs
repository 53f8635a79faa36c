//! What is to be known of a dictation, typed: whom it is about, whose letter it is, the visit, the template.

use chrono::NaiveDateTime;

use super::{Dictation, acts};
use crate::app::Cx;
use crate::desk::letters::{self, House, Letter};
use crate::desk::{people, team};
use crate::form::{Choice, Entity, Field, FormLayer, Kind, read_late, shown, shown_when};
use crate::keys::Done;
use crate::paper::template;
use crate::store::{Db, Record, Refusal, Store};
use crate::text::names;
use serde::{Deserialize, Serialize};

/// What the form asks of a dictation: parts of its letter, and the template.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Details {
    id: String,
    patient_id: Option<String>,
    author: String,
    attended_on: Option<String>,
    kind: String,
    priority: i64,
    owner: String,
}

impl Record for Details {
    const TABLE: &'static str = "dictation";
    fn id(&self) -> &str {
        &self.id
    }
}

impl Entity for Details {
    const WORD: &'static str = "dictation";

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }
}

fn find_author(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let consultants = letters::repo::consultants(store.db())?;
    let mut found = team::repo::find(store, typed, now)?;
    found.sort_by_key(|c| !consultants.iter().any(|m| m.name == c.id));
    Ok(found)
}

fn find_kind(store: &Store, typed: &str, _: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let wanted = names::fold(typed);
    let all = template::all(Some(&store.desk().folder().join("templates"))).templates;
    let fits = all.into_iter().filter(|t| names::fold(&t.name).contains(&wanted) || t.id == typed);
    Ok(fits.map(|t| Choice { id: t.id, label: t.name }).collect())
}

fn name_kind(_: Db<'_>, id: &str) -> String {
    template::all(None).templates.into_iter().find(|t| t.id == id).map_or_else(|| id.to_owned(), |t| t.name)
}

fn some(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

static FIELDS: &[Field<Details>] = &[
    Field {
        id: "patient_id",
        label: "Patient",
        hint: "name, date of birth, NHS number, hospital number; empty: about nobody",
        kind: Kind::Record { find: people::repo::find_patient, name: people::repo::name_patient, strict: true },
        get: |d| d.patient_id.clone().unwrap_or_default(),
        set: |d, text, _| {
            d.patient_id = some(text);
            Ok(())
        },
        shown,
    },
    Field {
        id: "author",
        label: "Author",
        hint: "who dictated it and signs it",
        kind: Kind::Record { find: find_author, name: |_, id| id.to_owned(), strict: false },
        get: |d| d.author.clone(),
        set: |d, text, _| {
            text.trim().clone_into(&mut d.author);
            Ok(())
        },
        shown,
    },
    Field {
        id: "attended_on",
        label: "Attended on",
        hint: "the day of the visit that it is about; it starts the clock. yest, mon, 3/3; empty: none",
        kind: Kind::LateDate,
        get: |d| shown_when(d.attended_on.as_deref()),
        set: |d, text, given| {
            d.attended_on = read_late(text, given)?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "kind",
        label: "Letter",
        hint: "the template; empty: it is asked when the letter is begun",
        kind: Kind::Record { find: find_kind, name: name_kind, strict: true },
        get: |d| d.kind.clone(),
        set: |d, text, _| {
            text.trim().clone_into(&mut d.kind);
            Ok(())
        },
        shown,
    },
    Field {
        id: "priority",
        label: "Priority",
        hint: "1 is first",
        kind: Kind::OneOf(&["1", "2", "3"]),
        get: |d| d.priority.to_string(),
        set: |d, text, _| {
            d.priority =
                text.trim().parse().ok().filter(|n| (1..=3).contains(n)).ok_or("The priority is 1, 2 or 3.")?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "owner",
        label: "Whose",
        hint: "who types it; empty: anybody, it is in the pool",
        kind: Kind::Record { find: team::repo::find, name: |_, id| id.to_owned(), strict: false },
        get: |d| d.owner.clone(),
        set: |d, text, _| {
            text.trim().clone_into(&mut d.owner);
            Ok(())
        },
        shown,
    },
];

/// Opens the form. What was not understood of the dictation is said; saving deals with it, and shows the letter where
/// it is to be begun then.
pub(super) fn open(dictation: &Dictation, letter: &Letter, begin: bool, cx: &mut Cx) -> Done {
    if letter.state != "dictated" {
        return Err(Refusal::rule("The letter of this dictation is begun: its details are changed there (Alt-D)."));
    }
    let record = Details {
        id: dictation.id.clone(),
        patient_id: letter.patient_id.clone(),
        author: letter.author.clone(),
        attended_on: letter.attended_on.clone(),
        kind: dictation.kind.clone(),
        priority: letter.priority,
        owner: if begin && letter.owner.is_empty() { cx.who.clone() } else { letter.owner.clone() },
    };
    let ids = (dictation.id.clone(), letter.id.clone());
    let saving = move |_: Option<&Details>, after: &Details, draft: &str, cx: &mut Cx| {
        save((&ids.0, &ids.1), after, draft, cx)?;
        if begin {
            cx.show("letter", ids.1.clone());
        }
        Ok(())
    };
    if !dictation.settled && !dictation.unclear.is_empty() {
        cx.say(format!("Not understood: {}", dictation.unclear.join(" ")));
    }
    let title = format!("Dictation · {} · {}", dictation.original, dictation.length());
    let form = FormLayer::new(title, Some(record.clone()), record, cx, Box::new(saving));
    cx.open(form);
    Ok(())
}

fn save((dictation, letter): (&str, &str), after: &Details, draft: &str, cx: &mut Cx) -> Done {
    let (dictation, letter): (Dictation, Letter) = (cx.db().must(dictation)?, cx.db().must(letter)?);
    let house = House::of(&cx.store, &cx.config)?;
    let changed = Letter {
        patient_id: after.patient_id.clone(),
        author: after.author.clone(),
        attended_on: after.attended_on.clone(),
        priority: after.priority,
        owner: after.owner.clone(),
        ..letter.clone()
    };
    let name = letters::repo::name(cx.db(), &changed)?;
    let label = format!("Details of the dictation {}: {name}", dictation.original);
    let mut change = acts::settled((&dictation, &letter), &changed, &after.kind, &house, &label);
    for (name, role) in [(&after.author, "consultant"), (&after.owner, "secretary")] {
        if let Some(member) = team::repo::ensure(cx.db(), name, role, cx.now)? {
            change = change.and(member);
        }
    }
    cx.apply(&change.spends(draft))
}
