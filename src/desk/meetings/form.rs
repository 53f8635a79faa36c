//! The fields of meetings and series.

use chrono::{Duration, NaiveTime};

use super::model::{FREQUENCIES, Meeting, NUMBERINGS, Series, typed};
use crate::clock::stamp;
use crate::form::{Entity, Field, Kind, count_field, line_field, read_count, read_when, shown, text_field};
use crate::text::dates;

impl Entity for Series {
    const WORD: &'static str = "series of meetings";
    fn fields() -> &'static [Field<Self>] {
        SERIES
    }
}

impl Entity for Meeting {
    const WORD: &'static str = "meeting";
    fn fields() -> &'static [Field<Self>] {
        MEETING
    }
}

/// Who: a line each.
macro_rules! roll_field {
    () => {
        Field {
            id: "roll",
            label: "Who",
            hint: "a line each: Ann Lee <ann@example.org>, chair, deputy Kim Ho. Parts: chair, deputy chair, secretary, in attendance",
            kind: Kind::Text { rows: 5 },
            get: |r| typed::roll_shown(&r.roll),
            set: |r, text, _| {
                r.roll = typed::read_roll(text, &r.roll)?;
                Ok(())
            },
            shown,
        }
    };
}

/// One of a few words.
macro_rules! word_field {
    ($id:literal, $label:literal, $hint:literal, $field:ident, $words:ident) => {
        Field {
            id: $id,
            label: $label,
            hint: $hint,
            kind: Kind::OneOf($words),
            get: |r| r.$field.clone(),
            set: |r, text, _| {
                if !$words.contains(&text) {
                    return Err(format!("It is one of these: {}.", $words.join(", ")));
                }
                text.clone_into(&mut r.$field);
                Ok(())
            },
            shown,
        }
    };
}

/// Reads a time of day: `2pm`, `14:00`.
fn read_time(text: &str, given: &crate::form::Given) -> Result<String, String> {
    let plain = NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    let read = || crate::text::when::parse(&format!("tod {}", text.trim()), given.now).ok()?.first()?.time;
    let time = plain.or_else(read).ok_or_else(|| format!("“{text}” is no time: type 14:00 or 2pm."))?;
    Ok(dates::time(time))
}

static SERIES: &[Field<Series>] = &[
    line_field!("name", "Name", "Board, Cardiology governance", name, "Say what the series is called."),
    roll_field!(),
    count_field!("quorum", "Quorum", "so many members must be there; 0: none is set", quorum),
    word_field!("frequency", "How often", "Left and Right go through them", frequency, FREQUENCIES),
    Field {
        id: "starts_at",
        label: "Begins at",
        hint: "14:00, 2pm",
        kind: Kind::Value,
        get: |s| s.starts_at.clone(),
        set: |s, text, given| {
            s.starts_at = read_time(text, given)?;
            Ok(())
        },
        shown,
    },
    count_field!("length", "Minutes", "how long it usually lasts", length),
    line_field!("room", "Room", "where it usually meets", room),
    Field {
        id: "standing",
        label: "On every agenda",
        hint: "a line each: Finance report / 10 min / Bob Ray / decision / confidential",
        kind: Kind::Text { rows: 6 },
        get: |s| typed::items_shown(&s.standing),
        set: |s, text, _| {
            s.standing = typed::read_items(text, &s.standing)?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "backlog",
        label: "Waits",
        hint: "what the next meetings are to take up, a line each",
        kind: Kind::Text { rows: 3 },
        get: |s| typed::items_shown(&s.backlog),
        set: |s, text, _| {
            s.backlog = typed::read_items(text, &s.backlog)?;
            Ok(())
        },
        shown,
    },
    count_field!(
        "papers_days",
        "Papers",
        "clear working days before the meeting on which agenda and papers go out",
        papers_days
    ),
    count_field!(
        "draft_days",
        "Draft minutes",
        "working days after the meeting within which the draft goes out",
        draft_days
    ),
    count_field!(
        "approved_days",
        "Approved",
        "working days after the next meeting within which approved minutes go out",
        approved_days
    ),
    word_field!("numbering", "Numbers", "by year: 3/2026; running: 27", numbering, NUMBERINGS),
    text_field!("terms", "Terms", "terms of reference; Ctrl-S saves", terms),
];

static MEETING: &[Field<Meeting>] = &[
    line_field!("title", "Meeting", "what it is called", title, "Say what the meeting is called."),
    Field {
        id: "start",
        label: "Begins",
        hint: "tom 2pm, fri 9:30, 14/3 1430, +2w 10:00",
        kind: Kind::DateTime,
        get: |m| dates::stamp(m.starts()),
        set: |m, text, given| {
            let at = read_when(text, given, m.starts().time())?.ok_or("Say when it begins: fri 9:30, 14/3 1430.")?;
            let minutes = m.minutes();
            m.start = at;
            m.ends = stamp(m.starts() + Duration::minutes(minutes));
            Ok(())
        },
        shown,
    },
    Field {
        id: "length",
        label: "Minutes",
        hint: "how long it lasts",
        kind: Kind::Value,
        get: |m| m.minutes().to_string(),
        set: |m, text, _| {
            let minutes = read_count(text)?;
            if !(1..=1440).contains(&minutes) {
                return Err("Say how many minutes it lasts: 90.".into());
            }
            m.ends = stamp(m.starts() + Duration::minutes(minutes));
            Ok(())
        },
        shown,
    },
    line_field!("place", "Where", "room, or a link", place),
    roll_field!(),
    count_field!("quorum", "Quorum", "so many members must be there; 0: none is set", quorum),
    count_field!(
        "papers_days",
        "Papers",
        "clear working days before it on which agenda and papers go out",
        papers_days
    ),
    count_field!("draft_days", "Draft minutes", "working days after it within which the draft goes out", draft_days),
    text_field!("notes", "Note", "for whoever arranges it, on no paper; Ctrl-S saves", notes),
];
