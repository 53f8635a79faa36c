//! What the search for a date must know, gathered from the desk: calendars, leave, clinics, rooms, machines, files.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::model::{Busy, Known, Taken, Wish};
use crate::config::Config;
use crate::desk::diary::rules_typed::read_length;
use crate::desk::diary::{self, Occurrence, busy, clash};
use crate::desk::rooms::model::Room;
use crate::desk::{clinics, office, rooms, team};
use crate::exchange::ics;
use crate::store::{Db, Refusal};
use crate::text::names::fold;

/// A file of busy times: its name and what is in it.
pub type File = (String, Vec<u8>);

/// So far at most is looked ahead.
const LONGEST: i64 = 400;

/// All that the search must know for a wish, as `who` may read it.
///
/// # Errors
/// A name that nobody bears, a file that is none, a time that cannot be.
pub fn known(
    db: Db<'_>,
    wish: &Wish,
    files: &[File],
    config: &Config,
    (who, now): (&str, NaiveDateTime),
) -> Result<Known, Refusal> {
    checked(wish)?;
    let (from, until) = (midnight(wish.from), midnight(wish.until) + Duration::days(1));
    let all = occurrences(db, from, until, now)?;
    let names = wish.with.iter().map(|typed| person(db, typed)).collect::<Result<Vec<_>, _>>()?;
    let mut people: Vec<Taken> = names.into_iter().map(|name| busy_of(name, &all, who)).collect();
    for file in files {
        people.push(from_file(file, from, until)?);
    }
    let holidays = diary::repo::holidays(db, &config.division)?;
    let days = holidays.between(wish.from, wish.until).into_iter().map(|(day, name)| (day, name.to_owned()));
    Ok(Known {
        people,
        rooms: rooms_of(db, wish, &all, who)?,
        machines: if wish.things.is_empty() { Vec::new() } else { machines(db, wish)? },
        hours: config.day(),
        holidays: days.collect(),
        now,
    })
}

fn checked(wish: &Wish) -> Result<(), Refusal> {
    let said = match () {
        () if !(5..=24 * 60).contains(&wish.minutes) => "Say how long it lasts: 45min, 1h 30.",
        () if wish.until < wish.from => "The last day is before the first.",
        () if (wish.until - wish.from).num_days() > LONGEST => {
            "A date is looked for within a year: name a nearer last day."
        }
        () => return Ok(()),
    };
    Err(Refusal::rule(said))
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

/// Everything that takes somebody's time: entries, and the sessions of clinics.
fn occurrences(
    db: Db<'_>,
    from: NaiveDateTime,
    until: NaiveDateTime,
    now: NaiveDateTime,
) -> Result<Vec<Occurrence>, Refusal> {
    let mut all = diary::repo::between(db, from - Duration::days(1), until + Duration::days(1))?;
    let sessions = clinics::repo::sessions(db, from.date(), until.date(), now.date())?;
    all.extend(sessions.iter().map(clinics::repo_free::occurrence));
    all.retain(busy::takes_time);
    Ok(all)
}

/// Whoever can be asked for: the calendars of people, and the team.
pub fn names(db: Db<'_>) -> Result<Vec<String>, Refusal> {
    let people = |kind: &str| matches!(kind, "consultant" | "director" | "secretary");
    let mut all: Vec<String> =
        diary::repo::calendars(db)?.into_iter().filter(|c| people(&c.kind)).map(|c| c.name).collect();
    for member in team::repo::all(db)? {
        if !all.iter().any(|n| fold(n) == fold(&member.name)) {
            all.push(member.name);
        }
    }
    Ok(all)
}

/// The name that is meant: the whole one, or the only one that holds every word.
///
/// # Errors
/// Nobody is called so, or more than one.
pub fn person(db: Db<'_>, typed: &str) -> Result<String, Refusal> {
    let all = names(db)?;
    if let Some(same) = all.iter().find(|n| fold(n) == fold(typed.trim())) {
        return Ok(same.clone());
    }
    let words: Vec<String> = typed.split_whitespace().map(fold).collect();
    let fits: Vec<&String> =
        all.iter().filter(|n| !words.is_empty() && words.iter().all(|w| fold(n).contains(w.as_str()))).collect();
    match fits.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Refusal::rule(format!("Nobody here is called “{typed}”: {}.", all.join(", ")))),
        many => {
            let names: Vec<&str> = many.iter().map(|n| n.as_str()).collect();
            Err(Refusal::rule(format!("“{typed}” may be {}. Type more of the name.", names.join(" or "))))
        }
    }
}

fn busy_of(name: String, all: &[Occurrence], who: &str) -> Taken {
    let busy = all.iter().filter(|o| clash::takes(o, &name)).map(|o| busy_time(o, who)).collect();
    Taken { id: String::new(), name, busy }
}

/// A time with what is to stay free about it.
fn busy_time(one: &Occurrence, who: &str) -> Busy {
    let minutes = Duration::minutes;
    Busy {
        start: one.start - minutes(one.entry.buffer_before),
        end: one.end + minutes(one.entry.buffer_after),
        what: one.title(who).to_owned(),
    }
}

fn from_file((path, bytes): &File, from: NaiveDateTime, until: NaiveDateTime) -> Result<Taken, Refusal> {
    let read = ics::busy_times(bytes, from, until).map_err(|e| Refusal::rule(format!("{path}: {e}")))?;
    let stem = std::path::Path::new(path).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if read.name.is_empty() { crate::text::safe::line(&stem).into_owned() } else { read.name };
    let busy = read.spans.into_iter().map(|(start, end)| Busy { start, end, what: "busy".into() }).collect();
    Ok(Taken { id: String::new(), name, busy })
}

/// The rooms, and when they are taken: by a booking, or by an entry of the diary that is there.
fn rooms_of(db: Db<'_>, wish: &Wish, all: &[Occurrence], who: &str) -> Result<Vec<(Room, Taken)>, Refusal> {
    let days = (wish.until - wish.from).num_days() + 1;
    let booked = rooms::repo::between(db, wish.from, days)?;
    let one = |room: Room| {
        let mut busy: Vec<Busy> = booked
            .iter()
            .filter(|b| b.room_id == room.id)
            .map(|b| Busy { start: b.starts_at(), end: b.ends_at(), what: b.title_for(who).to_owned() })
            .collect();
        busy.extend(all.iter().filter(|o| stands_in(o, &room)).map(|o| busy_time(o, who)));
        let name = room.name.clone();
        (room, Taken { id: String::new(), name, busy })
    };
    Ok(rooms::repo::rooms(db)?.into_iter().map(one).collect())
}

fn stands_in(one: &Occurrence, room: &Room) -> bool {
    let here = |text: &str| {
        let text = fold(text.trim());
        !text.is_empty() && (text == fold(&room.name) || text == fold(&room.label()))
    };
    here(&one.entry.place) || (one.calendar.kind == "room" && here(&one.calendar.name))
}

/// The machines that can be brought, and when they are lent or booked.
fn machines(db: Db<'_>, wish: &Wish) -> Result<Vec<Taken>, Refusal> {
    let booked = rooms::repo::machines_between(db, wish.from, wish.until)?;
    let all = office::repo::equipment(db)?;
    let there = all.into_iter().filter(|m| matches!(m.state.as_str(), "available" | "on_loan"));
    let one = |m: office::Equipment| {
        let of = |(id, b): &(String, rooms::Booking)| {
            (*id == m.id).then(|| Busy { start: b.starts_at(), end: b.ends_at(), what: b.title.clone() })
        };
        let mut busy: Vec<Busy> = booked.iter().filter_map(of).collect();
        busy.extend(m.loan().map(|loan| Busy {
            start: loan.from.parse().map_or(NaiveDateTime::MIN, midnight),
            end: loan.until.parse().map_or(NaiveDateTime::MAX, |d| midnight(d) + Duration::days(1)),
            what: format!("lent to {}", loan.who),
        }));
        let named = fold(&m.name).contains(&m.kind) || m.kind == "other";
        let name = if named { m.label() } else { format!("{} ({})", m.label(), m.kind) };
        Taken { id: m.id, name, busy }
    };
    Ok(there.map(one).collect())
}

/// The files that are named, read.
///
/// # Errors
/// One is not there.
pub fn files_of(wish: &Wish) -> Result<Vec<File>, Refusal> {
    let one = |path: &String| {
        let bytes = std::fs::read(path)
            .map_err(|e| Refusal::rule(format!("{path} could not be read: {e}. Type the whole path of the file.")))?;
        Ok((path.clone(), bytes))
    };
    wish.files.iter().map(one).collect()
}

/// How long it lasts, in minutes: `60`, `1h 30`.
///
/// # Errors
/// It is no length.
pub fn read_minutes(text: &str) -> Result<i64, String> {
    let plain = text.trim().parse().ok();
    plain.or_else(|| read_length(text)).ok_or_else(|| format!("“{text}” is no length: type 45min, 1h 30, or minutes."))
}
