//! The sheet of a day, gathered: what stands in the calendars, what is free, and the telephone numbers of those who come.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::model::Calendar;
use super::repo;
use super::repo_sittings;
use super::rules::PRIVATE;
use super::rules_free::{Hours, free_times};
use super::rules_occurrence::Occurrence;
use crate::config::Config;
use crate::desk::letters::House;
use crate::paper::{DayPart, DayRow, DaySheet, RowState};
use crate::store::{Db, Refusal, Store};
use crate::text::dates;

/// The sheet of a day for these calendars, printed by `who`.
pub fn day_sheet(
    store: &Store,
    config: &Config,
    date: NaiveDate,
    calendars: &[Calendar],
    (who, now): (&str, NaiveDateTime),
) -> Result<DaySheet, Refusal> {
    let house = House::of(store, config)?;
    let start = date.and_time(NaiveTime::MIN);
    let mut all = repo::between(store.db(), start, start + Duration::days(1))?;
    all.extend(repo_sittings::between(store.db(), start, start + Duration::days(1), now)?);
    let holidays = repo::holidays(store.db(), &config.division)?;
    let mut notes: Vec<String> = holidays.on(date).map(str::to_owned).into_iter().collect();
    let mut parts = Vec::new();
    for calendar in calendars {
        let of: Vec<&Occurrence> = all.iter().filter(|o| o.entry.calendar_id == calendar.id).collect();
        match calendar.kind.as_str() {
            "leave" => notes.extend(of.iter().filter(|o| o.is_live()).map(|o| format!("Away: {}", printed_title(o)))),
            "room" if of.is_empty() => {}
            _ => parts.push(part(store.db(), calendar, &of, date, config.day())?),
        }
    }
    let head = [house.head.trust.as_str(), house.department.as_str()];
    Ok(DaySheet {
        head: head.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "),
        title: if let [one] = calendars { one.name.clone() } else { String::new() },
        date,
        notes,
        parts,
        boxes: Vec::new(),
        printed_at: now,
        printed_by: who.to_owned(),
    })
}

/// What is private is printed as its time and no more, whoever prints it: paper lies about.
fn printed_title(one: &Occurrence) -> &str {
    if one.entry.private { PRIVATE } else { &one.entry.title }
}

fn part(
    db: Db<'_>,
    calendar: &Calendar,
    of: &[&Occurrence],
    date: NaiveDate,
    hours: Hours,
) -> Result<DayPart, Refusal> {
    let whole = |o: &&&Occurrence| o.entry.all_day && o.is_live();
    let all_day = of.iter().filter(whole).map(|o| printed_title(o).to_owned()).collect();
    let mut rows: Vec<(NaiveDateTime, DayRow)> = Vec::new();
    for one in of.iter().filter(|o| !o.entry.all_day) {
        rows.push((one.start, row(db, one, date)?));
    }
    let busy: Vec<_> = of.iter().filter(|o| o.is_live() && !o.entry.all_day).map(|o| kept(o)).collect();
    let day = (date.and_time(hours.0), date.and_time(hours.1));
    rows.extend(free_times(&busy, day.0, day.1).into_iter().map(|(from, until)| {
        let time = format!("{}–{}", dates::time(from.time()), dates::time(until.time()));
        (from, DayRow { time, what: "free".into(), state: RowState::Free, ..DayRow::default() })
    }));
    rows.sort_by_key(|(at, _)| *at);
    Ok(DayPart { name: calendar.name.clone(), all_day, rows: rows.into_iter().map(|(_, row)| row).collect() })
}

/// The time that an entry takes with what is to stay free about it.
fn kept(one: &Occurrence) -> (NaiveDateTime, NaiveDateTime) {
    (one.start - Duration::minutes(one.entry.buffer_before), one.end + Duration::minutes(one.entry.buffer_after))
}

fn row(db: Db<'_>, one: &Occurrence, date: NaiveDate) -> Result<DayRow, Refusal> {
    let edge = |at: NaiveDateTime| if at.date() == date { dates::time(at.time()) } else { "…".into() };
    let time = format!("{}–{}", edge(one.start), edge(one.end));
    let state = if one.is_live() { RowState::Stands } else { RowState::Off };
    let e = &one.entry;
    if e.private {
        return Ok(DayRow { time, what: PRIVATE.into(), state, ..DayRow::default() });
    }
    let unsure =
        if matches!(e.state.as_str(), "hold" | "proposed") { format!(" ({})", e.state) } else { String::new() };
    let counts = one.sitting.as_ref().map_or("", |s| s.counts.as_str());
    let with = [one.patient.as_str(), e.with_whom.as_str(), counts];
    Ok(DayRow {
        time,
        what: format!("{}{unsure}", e.title),
        place: e.place.clone(),
        with: with.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · "),
        papers: e.papers.clone(),
        phones: repo::phones_of(db, e)?,
        state,
    })
}
