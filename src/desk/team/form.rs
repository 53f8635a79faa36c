//! The fields of a member and of an absence.

use chrono::{NaiveDateTime, NaiveTime};

use super::model::{Absence, KINDS, Member, ROLES, hours, read_turns, shown_turns};
use super::repo;
use crate::form::{Choice, Entity, Field, Kind, line_field, read_when, shown, shown_when, text_field};
use crate::store::{Refusal, Store};

impl Entity for Member {
    const WORD: &'static str = "team member";
    fn fields() -> &'static [Field<Self>] {
        MEMBER
    }
}

impl Entity for Absence {
    const WORD: &'static str = "absence";
    fn fields() -> &'static [Field<Self>] {
        ABSENCE
    }
}

/// Roles that begin as typed; any other word may be typed too.
fn find_role(_: &Store, typed: &str, _: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let fits = ROLES.iter().filter(|r| r.contains(&typed.trim().to_lowercase()));
    Ok(fits.map(|r| Choice { id: (*r).into(), label: (*r).into() }).collect())
}

/// Words between commas.
fn list(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in text.split([',', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            all.push(word.to_owned());
        }
    }
    all
}

/// A list of words that is typed between commas.
macro_rules! list_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident) => {
        Field {
            id: $id,
            label: $label,
            hint: $hint,
            kind: Kind::Line,
            get: |r| r.$field.join(", "),
            set: |r, text, _| {
                r.$field = list(text);
                Ok(())
            },
            shown,
        }
    };
}

static MEMBER: &[Field<Member>] = &[
    line_field!(
        "name",
        "Name",
        "as it stands in the history; another name goes over to open work",
        name,
        "Type the name."
    ),
    Field {
        kind: Kind::Record { find: find_role, name: |_, id| id.to_owned(), strict: false },
        ..line_field!("role", "Role", "secretary, team leader, consultant …", role, "Say what they are: secretary.")
    },
    line_field!("phone", "Telephone", "number or extension", phone),
    Field {
        id: "hours",
        label: "Hours",
        hint: "mon-thu 08:30-16:30, fri 8-12; empty: a full week",
        kind: Kind::Line,
        get: |m| m.hours.clone(),
        set: |m, text, _| {
            m.hours = hours::read(text)?;
            Ok(())
        },
        shown,
    },
    list_field!("types_for", "Types for", "consultants, with commas between", types_for),
    list_field!("skills", "Skills", "minutes, medico-legal, audio …", skills),
    list_field!("deputies", "Covers for", "members whom they cover for, with commas between", deputies),
    text_field!("notes", "Notes", "Ctrl-S saves", notes),
];

static ABSENCE: &[Field<Absence>] = &[
    Field {
        kind: Kind::Record { find: repo::find, name: |_, id| id.to_owned(), strict: true },
        ..line_field!("member", "Who", "a member of the team", member, "Say who is away.")
    },
    Field {
        id: "kind",
        label: "Kind",
        hint: "Left and Right go through them",
        kind: Kind::OneOf(KINDS),
        get: |a| a.kind.clone(),
        set: |a, text, _| {
            if !KINDS.contains(&text) {
                return Err(format!("An absence is one of these: {}.", KINDS.join(", ")));
            }
            text.clone_into(&mut a.kind);
            Ok(())
        },
        shown,
    },
    Field {
        id: "from_at",
        label: "From",
        hint: "tod, mon, 14/3; with an hour where it is not the whole day: tod 13:00",
        kind: Kind::Date,
        get: |a| whole_day(&a.from_at),
        set: |a, text, given| {
            a.from_at = read_when(text, given, NaiveTime::MIN)?.ok_or("Say from when: tod, mon, 14/3.")?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "until_at",
        label: "Until",
        hint: "the last day: fri, +2w; empty: nobody knows yet",
        kind: Kind::Date,
        get: |a| a.until_at.as_deref().map(whole_day).unwrap_or_default(),
        set: |a, text, given| {
            a.until_at = read_when(text, given, NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default())?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "turns",
        label: "Cover",
        hint: "Kit, Bev (in turn), or a line each: letters: Kit · queries: Bev · Dr A Patel: Kit",
        kind: Kind::Text { rows: 4 },
        get: |a| shown_turns(&a.turns),
        set: |a, text, _| {
            a.turns = read_turns(text)?;
            Ok(())
        },
        shown,
    },
    text_field!("note", "Note", "Ctrl-S saves", note),
];

/// A moment; the day alone where it is the whole day.
fn whole_day(iso: &str) -> String {
    let day = iso.strip_suffix("T00:00:00").or_else(|| iso.strip_suffix("T23:59:00"));
    shown_when(Some(day.unwrap_or(iso)))
}
