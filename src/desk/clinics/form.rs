//! The fields of a clinic with its plan, and of a session.

mod open;

pub(super) use open::{clinic, clinic_from, new_clinic, own_session, say_lost, session};

use super::model::{Clinic, Plan, Session};
use super::rules_plan::{
    WEEKDAYS, at_of, check_slots, check_times, limits_text, read_limits, read_slots, slots_text, time_of,
};
use crate::desk::diary;
use crate::form::{Entity, Field, Given, Kind, read_date, shown, shown_when};
use crate::store::Refusal;

impl Entity for Clinic {
    const WORD: &'static str = "clinic";

    fn fields() -> &'static [Field<Self>] {
        CLINIC
    }
}

impl Entity for Session {
    const WORD: &'static str = "session";

    fn fields() -> &'static [Field<Self>] {
        SESSION
    }
}

/// The plan that the form is about: the last one.
fn plan(clinic: &Clinic) -> Plan {
    clinic.plans.last().cloned().unwrap_or_default()
}

fn with_plan(clinic: &mut Clinic, change: impl FnOnce(&mut Plan)) {
    if clinic.plans.is_empty() {
        clinic.plans.push(Plan::default());
    }
    if let Some(last) = clinic.plans.last_mut() {
        change(last);
    }
}

/// A time of day as people type it: `9`, `9:00`, `0900`, `2pm`.
fn read_time(text: &str, given: &Given) -> Result<String, String> {
    if let Some(time) = time_of(text.trim()) {
        return Ok(at_of(time));
    }
    let found = crate::text::when::parse(&format!("tod {}", text.trim()), given.now)?;
    let time = found.first().and_then(|w| w.time).ok_or("Type a time of day: 09:00, 2pm.")?;
    Ok(at_of(time))
}

fn read_words(text: &str) -> Vec<String> {
    let parts = text.split([',', ' ', ';']).map(|w| w.trim().to_lowercase());
    parts.filter(|w| !w.is_empty() && w != "and").collect()
}

/// Weekdays by their first three letters.
fn read_weekdays(text: &str) -> Result<Vec<String>, String> {
    let day = |word: String| {
        let short: String = word.chars().take(3).collect();
        let known = WEEKDAYS.contains(&short.as_str());
        if known { Ok(short) } else { Err(format!("“{word}” is no weekday: mon, tue, wed, thu, fri.")) }
    };
    read_words(text).into_iter().map(day).collect()
}

fn read_days(text: &str, given: &Given) -> Result<Vec<String>, String> {
    let parts = text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty());
    let mut all: Vec<String> =
        parts.map(|p| read_date(p, given).map(Option::unwrap_or_default)).collect::<Result<_, _>>()?;
    all.sort();
    all.dedup();
    Ok(all)
}

fn shown_days(all: &[String]) -> String {
    all.iter().map(|d| shown_when(Some(d))).collect::<Vec<_>>().join(", ")
}

fn whole(text: &str, what: &str) -> Result<i64, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    text.parse()
        .ok()
        .filter(|n| (0..=200).contains(n))
        .ok_or_else(|| format!("Type {what} as a whole number, such as 2."))
}

macro_rules! line {
    ($id:literal, $label:literal, $hint:literal, $kind:expr, $get:expr, $set:expr) => {
        Field { id: $id, label: $label, hint: $hint, kind: $kind, get: $get, set: $set, shown }
    };
}

const CALENDAR: Kind = Kind::Record { find: find_consultant, name: |_, id| id.to_owned(), strict: false };

fn find_consultant(
    store: &crate::store::Store,
    typed: &str,
    now: chrono::NaiveDateTime,
) -> Result<Vec<crate::form::Choice>, Refusal> {
    let all = diary::repo::find_calendar(store, typed, now)?;
    Ok(all.into_iter().map(|c| crate::form::Choice { id: c.label.clone(), label: c.label }).collect())
}

fn named(text: &str, what: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err(what.to_owned()) } else { Ok(text.trim().to_owned()) }
}

static CLINIC: &[Field<Clinic>] = &[
    line!("name", "Clinic", "its name: Heart failure clinic, Tue am", Kind::Line, |c| c.name.clone(), |c, t, _| {
        c.name = named(t, "A clinic needs a name.")?;
        Ok(())
    }),
    line!("consultant", "Whose", "the consultant", CALENDAR, |c| c.consultant.clone(), |c, t, _| {
        c.consultant = named(t, "Say whose clinic it is: a consultant, or whoever holds it.")?;
        Ok(())
    }),
    line!("code", "Code", "the hospital's code of the clinic", Kind::Line, |c| c.code.clone(), |c, t, _| {
        t.trim().clone_into(&mut c.code);
        Ok(())
    }),
    line!("site", "Site", "hospital or site", Kind::Line, |c| c.site.clone(), |c, t, _| {
        t.trim().clone_into(&mut c.site);
        Ok(())
    }),
    line!("room", "Room", "where the patients come to", Kind::Line, |c| c.room.clone(), |c, t, _| {
        t.trim().clone_into(&mut c.room);
        Ok(())
    }),
    line!(
        "since",
        "From the day",
        "the first day of this plan; what was before it stays as it was",
        Kind::Date,
        |c| shown_when(Some(&plan(c).since)),
        |c, t, given| {
            let since = read_date(t, given)?.ok_or("Type the first day: tod, mon, 14/3.")?;
            with_plan(c, |p| p.since = since);
            Ok(())
        }
    ),
    line!(
        "until",
        "Until",
        "the last day; empty: no end",
        Kind::Date,
        |c| shown_when(plan(c).until.as_deref()),
        |c, t, given| {
            let until = read_date(t, given)?;
            with_plan(c, |p| p.until = until);
            Ok(())
        }
    ),
    line!("weekdays", "Weekdays", "mon, or mon, thu", Kind::Line, |c| plan(c).weekdays.join(", "), |c, t, _| {
        let days = read_weekdays(t)?;
        if days.is_empty() {
            return Err("Say on which weekdays: mon, or mon, thu.".into());
        }
        with_plan(c, |p| p.weekdays = days);
        Ok(())
    }),
    line!(
        "weeks",
        "Weeks",
        "of the month: 1, 3, last; empty: every week",
        Kind::Line,
        |c| plan(c).weeks.join(", "),
        |c, t, _| {
            let weeks = read_words(t);
            if let Some(bad) = weeks.iter().find(|w| !matches!(w.as_str(), "1" | "2" | "3" | "4" | "5" | "last")) {
                return Err(format!("“{bad}” is no week of the month: 1 to 5, or last."));
            }
            with_plan(c, |p| p.weeks = weeks);
            Ok(())
        }
    ),
    line!("from", "Begins", "09:00", Kind::Value, |c| plan(c).from, |c, t, given| {
        let from = read_time(t, given)?;
        let slots = read_slots(&slots_text(&plan(c).slots, &plan(c).from), &from)?;
        with_plan(c, |p| (p.from, p.slots) = (from, slots));
        Ok(())
    }),
    line!("to", "Ends", "12:30", Kind::Value, |c| plan(c).to, |c, t, given| {
        let to = read_time(t, given)?;
        check_times(&plan(c).from, &to)?;
        with_plan(c, |p| p.to = to);
        Ok(())
    }),
    line!(
        "slots",
        "Slots",
        "4 new 30m, 8 follow-up 15m, 11:45 urgent 15m held for Ward 7 until 2 days before",
        Kind::Text { rows: 2 },
        |c| slots_text(&plan(c).slots, &plan(c).from),
        |c, t, _| {
            let plan = plan(c);
            let slots = read_slots(t, &plan.from)?;
            check_slots(&slots, &plan.from, &plan.to)?;
            with_plan(c, |p| p.slots = slots);
            Ok(())
        }
    ),
    line!(
        "limits",
        "Limits",
        "6 new, 2 urgent: at most so many of a kind; empty: as many as slots",
        Kind::Line,
        |c| limits_text(&plan(c).limits),
        |c, t, _| {
            let limits = read_limits(t)?;
            with_plan(c, |p| p.limits = limits);
            Ok(())
        }
    ),
    line!(
        "overbook",
        "Beyond the slots",
        "how many may be taken in beyond the slots, knowingly",
        Kind::Value,
        |c| plan(c).overbook.to_string(),
        |c, t, _| {
            let most = whole(t, "how many")?;
            with_plan(c, |p| p.overbook = most);
            Ok(())
        }
    ),
    line!(
        "excluded",
        "Not on",
        "dates on which it is not held: 24/12, 31/12",
        Kind::Line,
        |c| shown_days(&plan(c).excluded),
        |c, t, given| {
            let days = read_days(t, given)?;
            with_plan(c, |p| p.excluded = days);
            Ok(())
        }
    ),
    line!(
        "open_weeks",
        "Open for booking",
        "so many weeks ahead, drafts beyond; 0: all",
        Kind::Value,
        |c| plan(c).open_weeks.to_string(),
        |c, t, _| {
            let weeks = whole(t, "the weeks")?;
            with_plan(c, |p| p.open_weeks = weeks);
            Ok(())
        }
    ),
    line!("notes", "Notes", "", Kind::Text { rows: 2 }, |c| c.notes.clone(), |c, t, _| {
        t.clone_into(&mut c.notes);
        Ok(())
    }),
];

static SESSION: &[Field<Session>] = &[
    line!("name", "Session", "its name", Kind::Line, |s| s.name.clone(), |s, t, _| {
        s.name = named(t, "A session needs a name.")?;
        Ok(())
    }),
    line!("consultant", "Whose", "the consultant", CALENDAR, |s| s.consultant.clone(), |s, t, _| {
        s.consultant = named(t, "Say whose session it is.")?;
        Ok(())
    }),
    Field {
        id: "on_date",
        label: "Day",
        hint: "fri, 14/3",
        kind: Kind::Date,
        get: |s| shown_when(Some(&s.on_date)),
        set: |s, t, given| {
            s.on_date = read_date(t, given)?.ok_or("Type the day: fri, 14/3.")?;
            Ok(())
        },
        shown: |s| s.clinic_id.is_none(),
    },
    line!("starts", "Begins", "09:00", Kind::Value, |s| s.starts.clone(), |s, t, given| {
        s.starts = read_time(t, given)?;
        Ok(())
    }),
    line!("ends", "Ends", "12:30", Kind::Value, |s| s.ends.clone(), |s, t, given| {
        s.ends = read_time(t, given)?;
        check_times(&s.starts, &s.ends)
    }),
    line!(
        "slots",
        "Slots",
        "4 new 30m, 8 follow-up 15m, 11:45 urgent 15m held for Ward 7",
        Kind::Text { rows: 2 },
        |s| slots_text(&s.slots, &s.starts),
        |s, t, _| {
            let slots = read_slots(t, &s.starts)?;
            check_slots(&slots, &s.starts, &s.ends)?;
            s.slots = slots;
            Ok(())
        }
    ),
    line!(
        "limits",
        "Limits",
        "6 new, 2 urgent: at most so many of a kind",
        Kind::Line,
        |s| limits_text(&s.limits),
        |s, t, _| {
            s.limits = read_limits(t)?;
            Ok(())
        }
    ),
    line!(
        "overbook",
        "Beyond the slots",
        "how many may be taken in beyond the slots, knowingly",
        Kind::Value,
        |s| s.overbook.to_string(),
        |s, t, _| {
            s.overbook = whole(t, "how many")?;
            Ok(())
        }
    ),
    line!("site", "Site", "", Kind::Line, |s| s.site.clone(), |s, t, _| {
        t.trim().clone_into(&mut s.site);
        Ok(())
    }),
    line!("room", "Room", "", Kind::Line, |s| s.room.clone(), |s, t, _| {
        t.trim().clone_into(&mut s.room);
        Ok(())
    }),
    line!("notes", "Notes", "shown above the slots", Kind::Line, |s| s.notes.clone(), |s, t, _| {
        t.trim().clone_into(&mut s.notes);
        Ok(())
    }),
];
