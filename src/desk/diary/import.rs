//! Calendar files into the diary: one change, all of it or nothing; the same file again changes nothing.

mod fold;
mod gone;
mod message;
mod plan;
mod rows;

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};
use sha2::{Digest, Sha256};

use super::holidays::{Division, Holidays};
use super::recur::DESK_ZONE;
use super::repo;
use crate::desk::settings;
use crate::exchange::csv;
use crate::exchange::ics::{self, CalEvent, EventStatus, Override};
use crate::exchange::mapping::{self, DiaryRow, Kind};
use crate::store::{Change, Db, Refusal, Store};

pub(super) use fold::{base_uid, parted};
pub use gone::Gone;
pub use plan::{How, Plan, Progress, plan, plan_with};
pub(super) use rows::{NEVER, OWN, with_whom};

/// A line of a file that cannot be taken in, or was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// A sentence.
    pub reason: String,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// iCalendar.
    Ics,
    /// A table, as Outlook exports one.
    Csv,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its entries.
    pub events: Vec<CalEvent>,
    /// Changes to single occurrences of series that are not in it.
    pub changes: Vec<Override>,
    /// What kind of message it is, in capitals: `REQUEST`, `CANCEL`, `REPLY`, `COUNTER`, `PUBLISH`; none for a plain file.
    pub method: Option<String>,
    /// What cannot be taken in.
    pub problems: Vec<Fault>,
    /// What of it is no entry and is passed over: journals, free and busy times.
    pub left_out: Vec<Fault>,
    /// What was mended.
    pub repairs: Vec<Fault>,
    /// Things to do that stand in it, and are not of the diary.
    pub tasks: usize,
}

impl Source {
    /// What is passed over, a sentence for each kind: `3 passed over, line 12 first: A journal entry is not taken in …`.
    pub fn passed_over(&self) -> Vec<String> {
        let mut kinds: Vec<(&Fault, usize)> = Vec::new();
        for fault in &self.left_out {
            match kinds.iter_mut().find(|(first, _)| first.reason == fault.reason) {
                Some((_, count)) => *count += 1,
                None => kinds.push((fault, 1)),
            }
        }
        let words = |(first, n): &(&Fault, usize)| match n {
            1 => format!("Left out, line {}: {}", first.line, first.reason),
            n => format!("Left out, {n} times, first in line {}: {}", first.line, first.reason),
        };
        kinds.iter().map(words).collect()
    }
}

/// How a file is written, by its name and its first bytes.
pub fn format_of(name: &str, bytes: &[u8]) -> Format {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_uppercase();
    let end = std::path::Path::new(name).extension().unwrap_or_default().to_ascii_lowercase();
    let table = ["csv", "txt", "tsv"].iter().any(|e| end == *e);
    if head.contains("BEGIN:VCALENDAR") || !table { Format::Ics } else { Format::Csv }
}

/// Reads a file. Never fails as a whole: what cannot be taken in is named.
pub fn read(bytes: &[u8], format: Format) -> Source {
    match format {
        Format::Ics => read_ics(bytes),
        Format::Csv => read_csv(bytes),
    }
}

fn read_ics(bytes: &[u8]) -> Source {
    let result = ics::read(bytes, DESK_ZONE);
    let faults = |list: Vec<ics::Problem>| list.into_iter().map(|p| Fault { line: p.line, reason: p.reason }).collect();
    let mut source = Source {
        events: result.events,
        changes: result.changes,
        method: result.method,
        problems: faults(result.problems),
        left_out: faults(result.left_out),
        repairs: faults(result.repairs),
        tasks: result.tasks.len(),
    };
    if source.events.is_empty() && source.changes.is_empty() && source.problems.is_empty() && source.tasks == 0 {
        source.problems.push(Fault { line: 1, reason: "There is no entry of a calendar in this file.".into() });
    }
    source
}

fn read_csv(bytes: &[u8]) -> Source {
    let table = csv::sniff(bytes);
    let mapping = mapping::offer(&table.headings, Kind::Diary);
    let missing = mapping.missing();
    if !missing.is_empty() {
        let reason = format!(
            "No column of this table holds {}; its headings are {}.",
            missing.join(" or "),
            table.headings.join(", ")
        );
        return Source { problems: vec![Fault { line: 1, reason }], ..Source::default() };
    }
    let applied = mapping::apply_diary(&mapping, &table);
    let problems = table.problems.iter().chain(&applied.problems);
    let mut source = Source {
        problems: problems.map(|p| Fault { line: p.line, reason: p.reason.clone() }).collect(),
        ..Source::default()
    };
    let mut known: HashMap<String, usize> = HashMap::new();
    for row in applied.rows {
        let mut event = event_of(row);
        let same = known.entry(event.uid.clone()).or_default();
        *same += 1;
        if *same > 1 {
            event.uid = format!("{}~{same}", event.uid);
        }
        source.events.push(event);
    }
    source
}

/// A row of a table as an entry of a calendar.
fn event_of(row: DiaryRow) -> CalEvent {
    let uid = if row.uid.is_empty() { made_up(&row) } else { row.uid.clone() };
    let length = if row.all_day { Duration::days(1) } else { Duration::minutes(30) };
    let show_as = row.show_as.trim().to_lowercase();
    let mut notes = row.notes;
    if !row.resources.is_empty() {
        notes = format!("{notes}{}Resources: {}", if notes.is_empty() { "" } else { "\n" }, row.resources.join(", "));
    }
    CalEvent {
        uid,
        sequence: 0,
        stamp: None,
        title: row.title,
        end: row.end.unwrap_or(row.start + length),
        start: row.start,
        all_day: row.all_day,
        zone: None,
        place: row.place,
        notes,
        status: (show_as == "1" || show_as.contains("tentative")).then_some(EventStatus::Tentative),
        private: row.private,
        categories: row.categories,
        organizer: row.organiser,
        attendees: row.with,
        rules: Vec::new(),
        rdates: Vec::new(),
        exdates: Vec::new(),
        overrides: Vec::new(),
        extra: String::new(),
    }
}

/// A key that the same row has again.
fn made_up(row: &DiaryRow) -> String {
    let digest = Sha256::digest(format!("{}\u{1f}{}\u{1f}{}", row.title, row.start, row.all_day));
    let short = digest.iter().take(12).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
    format!("csv-{short:024x}@rolltop")
}

/// Takes a file in, all of it or, where `skip_bad`, all that can be read. Gives what was done.
///
/// # Errors
/// A sentence with the line where something cannot be taken in; nothing is changed then.
pub fn import(
    store: &mut Store,
    source: &Source,
    calendar: &str,
    skip_bad: bool,
    who: &str,
    now: NaiveDateTime,
) -> Result<Plan, Refusal> {
    if let Some(first) = source.problems.first().filter(|_| !skip_bad) {
        let more = source.problems.len() - 1;
        let others = if more > 0 { format!(" ({more} more lines cannot be taken in.)") } else { String::new() };
        return Err(Refusal::rule(format!("line {}: {}{others} Nothing was imported.", first.line, first.reason)));
    }
    let plan = plan(store.db(), source, calendar, who, now)?;
    store.apply(&plan.change, who, now)?;
    Ok(plan)
}

/// Writes a change of any length, all of it or nothing, and tells how far it is.
///
/// # Errors
/// A sentence where it was stopped or a row is no longer as it was; nothing is changed then.
pub fn write(
    store: &mut Store,
    change: &Change,
    who: &str,
    now: NaiveDateTime,
    progress: Progress<'_>,
) -> Result<(), Refusal> {
    store.bulk(&change.label, who, now, |bulk| {
        for (n, edit) in change.edits.iter().filter(|e| !e.is_idle()).enumerate() {
            if n % 64 == 0 && !progress(n) {
                return Err(plan::stopped());
            }
            bulk.edit(edit)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The change that takes GOV.UK's newer `bank-holidays.json` for the table; a sentence where it is not one.
pub fn newer_holidays(db: Db<'_>, division: &str, text: &str) -> Result<Change, Refusal> {
    let division = Division::from_key(division).unwrap_or(Division::EnglandAndWales);
    Holidays::from_json(division, text)?;
    settings::set(db, repo::HOLIDAY_FILE, text, "Newer file of bank holidays")
}
