//! One page for one person and one day: the diary, the legs of trips, papers, numbers to ring, tasks that are due.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::sheet::day_sheet;
use super::{repo, rules};
use crate::config::Config;
use crate::desk::meetings::model::Meeting;
use crate::desk::meetings::repo as meetings;
use crate::desk::people::Patient;
use crate::desk::rooms::model::Booking;
use crate::desk::rooms::repo as rooms;
use crate::desk::tasks::repo as tasks;
use crate::desk::travel::repo as travel;
use crate::desk::{inbox, travel as trips};
use crate::paper::{DayBox, DaySheet};
use crate::store::{Db, Refusal, Store};
use crate::text::dates;
use crate::text::names::fold;

/// So many days ahead papers that are due are told.
const AHEAD: i64 = 7;

/// The sheet of a day of one person, printed by `who`: the diary, where they have a calendar, with all else that the day
/// asks for.
///
/// # Errors
/// The desk cannot be read.
pub fn person_sheet(
    store: &Store,
    config: &Config,
    date: NaiveDate,
    name: &str,
    printed: (&str, NaiveDateTime),
) -> Result<DaySheet, Refusal> {
    let calendar = repo::calendar_named(store.db(), name)?;
    let mut sheet = day_sheet(store, config, date, calendar.as_slice(), printed)?;
    let db = store.db();
    let name = calendar.as_ref().map_or(name, |c| c.name.as_str());
    name.clone_into(&mut sheet.title);
    let all = [
        ("Travel", legs(db, name, date)?),
        ("Rooms", booked(db, name, date)?),
        ("Papers", papers(db, name, date)?),
        ("Numbers to ring", numbers(db, name, date, printed.1)?),
        ("Tasks due", due(db, name, date)?),
    ];
    sheet.boxes = all.into_iter().map(|(title, lines)| DayBox { title: title.into(), lines }).collect();
    Ok(sheet)
}

/// The legs of the day, with booking and telephone.
fn legs(db: Db<'_>, name: &str, date: NaiveDate) -> Result<Vec<String>, Refusal> {
    let all = travel::legs_on(db, name, date)?;
    let line = |leg: &trips::Leg| {
        let row = trips::paper::leg_row(leg);
        let other = if leg.day() == date { String::new() } else { format!("{} ", leg.leaves().format("%a")) };
        let to = if row.arrives.is_empty() { String::new() } else { format!(" to {}", row.arrives) };
        let more: Vec<String> = row.also.into_iter().chain(row.side).collect();
        let more = if more.is_empty() { String::new() } else { format!(" · {}", more.join(" · ")) };
        format!("{other}{}{to}: {}{more}", row.leaves, row.what)
    };
    Ok(all.iter().map(|(_, leg)| line(leg)).collect())
}

/// The rooms that are booked for this person that day, and for the meetings at which they sit.
fn booked(db: Db<'_>, name: &str, date: NaiveDate) -> Result<Vec<String>, Refusal> {
    let mut sitting: Vec<String> = Vec::new();
    for meeting in meetings::between(db, date, date + Duration::days(1))? {
        if sits(&meeting, name) {
            sitting.extend(meeting.room_booking_id);
        }
    }
    let own = |b: &Booking| [&b.host, &b.booked_for].iter().any(|w| fold(w) == fold(name)) || sitting.contains(&b.id);
    let all = rooms::day(db, date)?.into_iter().filter(|one| one.booking.is_live() && own(&one.booking));
    let time = |iso: &str| dates::time(rules::time_of(iso).time());
    let line = |one: rooms::Booked| {
        let b = &one.booking;
        let title = if b.private { rules::PRIVATE } else { b.title.as_str() };
        format!("{}–{} {}: {title} ({})", time(&b.start), time(&b.ends), one.room.name, one.state_words())
    };
    Ok(all.map(line).collect())
}

fn sits(meeting: &Meeting, name: &str) -> bool {
    meeting.roll.iter().any(|seat| fold(&seat.name) == fold(name))
}

/// The papers of the day's meetings, to bring; and those that are still asked of this person for meetings ahead.
fn papers(db: Db<'_>, name: &str, date: NaiveDate) -> Result<Vec<String>, Refusal> {
    let mut out = Vec::new();
    for meeting in meetings::between(db, date, date + Duration::days(AHEAD * 3))? {
        let all = meetings::papers(db, &meeting.id)?;
        let start = rules::time_of(&meeting.start);
        if start.date() == date && sits(&meeting, name) {
            let titles: Vec<&str> = all.iter().map(|p| p.title.as_str()).collect();
            let titles = if titles.is_empty() { "no papers".to_owned() } else { titles.join("; ") };
            out.push(format!("{} {}: {titles}", dates::time(start.time()), meeting.title));
        }
        let by = meeting.agenda_due.as_deref().and_then(|d| d.get(..10)?.parse::<NaiveDate>().ok());
        let soon = by.filter(|by| *by <= date + Duration::days(AHEAD) && start.date() >= date);
        let asked = all.iter().filter(|p| p.came_on.is_none() && fold(&p.owner) == fold(name));
        out.extend(soon.into_iter().flat_map(|by| {
            let line = |p: &str| format!("Due {}: {p}, for {}", dates::screen_weekday(by), meeting.title);
            asked.clone().map(move |p| line(&p.title)).collect::<Vec<_>>()
        }));
    }
    Ok(out)
}

/// Whom to ring by this day: the promised calls, with their numbers. What must not be rung unread stands on no paper.
fn numbers(db: Db<'_>, name: &str, date: NaiveDate, now: NaiveDateTime) -> Result<Vec<String>, Refusal> {
    let mut out = Vec::new();
    for one in inbox::repo::listed(db, now, false)? {
        let q = &one.query;
        let promised = q.promised_by.as_deref().filter(|p| p.get(..10).is_some_and(|d| d <= date.to_string().as_str()));
        let whose = [&q.owner, &q.consultant].iter().any(|w| fold(w) == fold(name));
        let Some(promised) = promised.filter(|_| whose && !q.number.trim().is_empty()) else { continue };
        let number =
            if is_safe(db, q.patient_id.as_deref())? { q.number.clone() } else { repo::SAFE_CONTACT.to_owned() };
        let by = rules::time_of(promised);
        let by = if by.date() == date { dates::time(by.time()) } else { dates::screen(by.date()) };
        out.push(format!("{number}  {} (promised by {by})", one.name()));
    }
    Ok(out)
}

/// Whether a number of this patient may stand on paper.
fn is_safe(db: Db<'_>, patient: Option<&str>) -> Result<bool, Refusal> {
    let Some(id) = patient else { return Ok(true) };
    Ok(db.get::<Patient>(id)?.is_none_or(|p| p.safe_note.trim().is_empty()))
}

/// What is due by this day, or was before.
fn due(db: Db<'_>, name: &str, date: NaiveDate) -> Result<Vec<String>, Refusal> {
    let mut all: Vec<(String, String)> = Vec::new();
    for one in tasks::current(db, date)? {
        let t = &one.task;
        let open = matches!(t.state.as_str(), "open" | "waiting") && fold(&t.owner) == fold(name);
        let Some(due) =
            t.due.as_deref().filter(|d| open && d.get(..10).is_some_and(|d| d <= date.to_string().as_str()))
        else {
            continue;
        };
        let day: NaiveDate = due.get(..10).and_then(|d| d.parse().ok()).unwrap_or(date);
        let late = if day < date { format!(" (was due {})", dates::screen(day)) } else { String::new() };
        let whom = one.patient().map(|p| format!(", {p}")).unwrap_or_default();
        all.push((due.to_owned(), format!("{}{whom}{late}", t.title)));
    }
    all.sort();
    Ok(all.into_iter().map(|(_, line)| line).collect())
}
