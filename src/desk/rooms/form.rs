//! The fields of a room, a booking and what is laid on for it.

use chrono::{Duration, NaiveDateTime, NaiveTime};

use super::model::{Booking, BookingLine, Hours, LINE_KINDS, Room};
use super::{acts, repo};
use crate::app::Cx;
use crate::clock::stamp;
use crate::desk::diary::{recur, rules_typed};
use crate::desk::office;
use crate::desk::office::model::Year;
use crate::form::{
    Choice, Entity, Field, Kind, count_field, date_field, line_field, money_field, read_when, shown, shown_when,
    text_field,
};
use crate::store::{Db, Refusal, Store};
use crate::text::{dates, when};

impl Entity for Room {
    const WORD: &'static str = "room";
    fn fields() -> &'static [Field<Self>] {
        ROOM
    }
}

impl Entity for Booking {
    const WORD: &'static str = "room booking";
    fn fields() -> &'static [Field<Self>] {
        BOOKING
    }

    fn remark(&self, field: &str, cx: &Cx) -> Option<String> {
        if !matches!(field, "room_id" | "start" | "ends" | "people") || self.room_id.is_empty() {
            return None;
        }
        let room: Room = cx.db().get(&self.room_id).ok()??;
        match acts::obstacle(cx.db(), &room, self, &cx.who).ok()? {
            Some(why) => Some(why),
            None => Some(format!("{} {}: free.", dates::screen_weekday(self.day()), self.times())),
        }
    }
}

impl Entity for BookingLine {
    const WORD: &'static str = "line of a booking";
    fn fields() -> &'static [Field<Self>] {
        LINE
    }
}

fn yes(flag: bool) -> String {
    if flag { "yes".into() } else { "no".into() }
}

fn some(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

const WHICH: Kind = Kind::Record { find: repo::find_room, name: repo::room_name, strict: true };

static ROOM: &[Field<Room>] = &[
    line_field!("name", "Name", "Seminar room", name, "Say what the room is called."),
    line_field!("site", "Site", "the building, the level", site),
    count_field!("capacity", "Seats", "how many at most; 0: not known", capacity),
    line_field!("layouts", "Layouts", "with the seats of each: theatre 40, boardroom 16", layouts),
    line_field!("things", "Stands in it", "projector, screen, hearing loop, whiteboard", things),
    Field {
        id: "hours",
        label: "Open",
        hint: "mon-fri 8-18, sat 9-12:30; empty: always",
        kind: Kind::Line,
        get: |r| r.hours.clone(),
        set: |r, text, _| {
            r.hours = Hours::read(text)?.text();
            Ok(())
        },
        shown,
    },
    line_field!("approver", "Approved by", "who says yes; empty: a booking is confirmed at once", approver),
    line_field!("phone", "Telephone", "", phone),
    text_field!("notes", "Note", "where the key is, the step at the door. Ctrl-S saves", notes),
];

/// A booking begins on the hour where no time is typed.
fn morning() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()
}

static BOOKING: &[Field<Booking>] = &[
    line_field!("title", "What for", "Board meeting", title, "Say what the room is for."),
    Field {
        id: "room_id",
        label: "Room",
        hint: "a part of its name; Down and Enter choose",
        kind: WHICH,
        get: |b| b.room_id.clone(),
        set: |b, text, _| {
            if text.trim().is_empty() {
                return Err("Say which room.".into());
            }
            text.trim().clone_into(&mut b.room_id);
            Ok(())
        },
        shown,
    },
    Field {
        id: "start",
        label: "From",
        hint: "fri 10:00, 14/3 2pm; Up and Down nudge it",
        kind: Kind::DateTime,
        get: |b| shown_when(Some(&b.start)),
        set: |b, text, given| {
            let read = read_when(text, given, morning())?.ok_or("Type when it begins: fri 10:00.")?;
            let length = b.ends_at() - b.starts_at();
            b.start = read;
            b.ends = stamp(b.starts_at() + length.max(Duration::zero()));
            Ok(())
        },
        shown,
    },
    Field {
        id: "ends",
        label: "Until",
        hint: "11:30, or how long: 45min, 1h 30",
        kind: Kind::Value,
        get: |b| dates::time(b.ends_at().time()),
        set: |b, text, _| {
            b.ends = stamp(read_until(text, b.starts_at())?);
            Ok(())
        },
        shown,
    },
    count_field!("people", "How many", "people that are expected; 0: not known", people),
    line_field!("layout", "Laid out as", "theatre, boardroom, cabaret", layout),
    line_field!("host", "Host", "who receives the guests", host),
    line_field!("booked_for", "For whom", "the team, the event", booked_for),
    Field {
        id: "external",
        label: "From outside",
        hint: "whether people from outside come; Space turns it",
        kind: Kind::Flag,
        get: |b| yes(b.external),
        set: |b, text, _| {
            b.external = text.trim() == "yes";
            Ok(())
        },
        shown,
    },
    Field {
        id: "private",
        label: "Private",
        hint: "others see the time alone; Space turns it",
        kind: Kind::Flag,
        get: |b| yes(b.private),
        set: |b, text, _| {
            b.private = text.trim() == "yes";
            Ok(())
        },
        shown,
    },
    Field {
        id: "tentative",
        label: "Tentative",
        hint: "not sure yet: it holds the room; o confirms it later",
        kind: Kind::Flag,
        get: |b| yes(b.state == "tentative"),
        set: |b, text, _| {
            b.state = if text.trim() == "yes" { "tentative".into() } else { String::new() };
            Ok(())
        },
        shown: |b| matches!(b.state.as_str(), "" | "tentative") && b.series_id.is_none(),
    },
    Field {
        id: "repeats",
        label: "Repeats",
        hint: "weekly until 31/3/2027; every 2 weeks, 6 times; monthly on the first tue, 12 times",
        kind: Kind::Line,
        get: |b| if b.repeats.is_empty() { String::new() } else { recur::describe(&b.repeats) },
        set: |b, text, _| {
            b.repeats = if text.trim().is_empty() { String::new() } else { recur::parse_words(text)? };
            Ok(())
        },
        shown: |b| b.series_id.is_none() && matches!(b.state.as_str(), "" | "tentative"),
    },
    text_field!("notes", "Note", "Ctrl-S saves", notes),
];

/// Until when a booking lasts: a time, or a length in minutes or hours.
fn read_until(text: &str, start: NaiveDateTime) -> Result<NaiveDateTime, String> {
    let midnight = matches!(text.trim(), "24:00" | "00:00" | "midnight");
    if midnight {
        return Ok(start.date().and_time(NaiveTime::MIN) + Duration::days(1));
    }
    rules_typed::read_end(text, start, false)
}

/// The lines of this year's budget that hold what was typed.
fn find_pays(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let found = office::repo::find_line(store.db(), typed, Year::of(now.date()))?;
    let one = |(line, centre): (office::BudgetLine, office::CostCentre)| Choice {
        label: format!("{} {}", centre.code, line.label()).trim().to_owned(),
        id: line.id,
    };
    Ok(found.into_iter().map(one).collect())
}

fn pays_name(db: Db<'_>, id: &str) -> String {
    office::repo::budgeted(db, id)
        .map_or_else(|_| id.to_owned(), |b| format!("{} {}", b.centre.code, b.line.label()).trim().to_owned())
}

fn machine_name(db: Db<'_>, id: &str) -> String {
    db.get::<office::Equipment>(id).ok().flatten().map_or_else(|| id.to_owned(), |m| m.label())
}

const FROM: Kind = Kind::Record { find: office::repo::find_supplier, name: |_, id| id.to_owned(), strict: false };
const PAYS: Kind = Kind::Record { find: find_pays, name: pays_name, strict: true };
const MACHINE: Kind = Kind::Record { find: repo::find_machine, name: machine_name, strict: true };

static LINE: &[Field<BookingLine>] = &[
    Field {
        id: "kind",
        label: "Kind",
        hint: "Left and Right go through them",
        kind: Kind::OneOf(LINE_KINDS),
        get: |l| l.kind.clone(),
        set: |l, text, _| {
            if !LINE_KINDS.contains(&text) {
                return Err(format!("It is one of these: {}.", LINE_KINDS.join(", ")));
            }
            text.clone_into(&mut l.kind);
            Ok(())
        },
        shown,
    },
    Field {
        id: "equipment_id",
        label: "Machine",
        hint: "one of the office: projector, laptop; empty: it comes from elsewhere",
        kind: MACHINE,
        get: |l| l.equipment_id.clone().unwrap_or_default(),
        set: |l, text, _| {
            l.equipment_id = some(text);
            Ok(())
        },
        shown: |l| l.kind == "audio-visual",
    },
    line_field!("what", "What", "Sandwich lunch; empty for a machine: as it is called", what),
    count_field!("quantity", "How many", "pieces, or for how many people", quantity),
    Field {
        shown: |l| l.kind == "refreshments",
        ..line_field!("diets", "Diets", "2 vegetarian, 1 halal, 1 gluten-free", diets)
    },
    Field {
        id: "at",
        label: "When",
        hint: "12:30; empty: when the booking begins",
        kind: Kind::Value,
        get: |l| l.at.clone(),
        set: |l, text, given| {
            l.at = if text.trim().is_empty() { String::new() } else { read_time(text, given.now)? };
            Ok(())
        },
        shown,
    },
    Field {
        kind: FROM,
        ..line_field!("supplier", "From whom", "the caterer, the porters; a contact or a name", supplier)
    },
    money_field!("pence", "Cost", "with tax: 64.00", pence),
    Field {
        id: "budget_id",
        label: "Paid from",
        hint: "the line of the budget",
        kind: PAYS,
        get: |l| l.budget_id.clone().unwrap_or_default(),
        set: |l, text, _| {
            l.budget_id = some(text);
            Ok(())
        },
        shown,
    },
    line_field!("cost_code", "Cost code", "where the supplier asks for one of its own", cost_code),
    date_field!("confirm_by", "Confirm by", "fri, 14/3, +2d: later it is late; empty: no day", confirm_by),
    text_field!("note", "Note", "Ctrl-S saves", note),
];

/// A time of day: `12:30`, `2pm`.
fn read_time(text: &str, now: NaiveDateTime) -> Result<String, String> {
    let found = when::parse(text, now)?;
    let time = found.first().and_then(|w| w.time).ok_or("Type a time of day: 12:30.")?;
    Ok(dates::time(time))
}
