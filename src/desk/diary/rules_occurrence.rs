//! What stands in the diary at a time: single entries, and the occurrences of series without those that were moved.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::model::{Calendar, Entry};
use super::recur::{Prepared, starts_between};
use super::rules::{PRIVATE, time_of};
use super::rules_sitting::Sitting;
use crate::clock::stamp;
use crate::text::dates;

/// An entry at one of its times.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence {
    /// The entry: a single one, a series, or a changed occurrence of one.
    pub entry: Arc<Entry>,
    /// Its calendar.
    pub calendar: Arc<Calendar>,
    /// Start in the desk's time.
    pub start: NaiveDateTime,
    /// End in the desk's time; of whole days the midnight after the last.
    pub end: NaiveDateTime,
    /// Which occurrence of its series it is: the start it has (or had) there, in the time of its zone.
    pub at: Option<NaiveDateTime>,
    /// The patient, as `SURNAME, Forename (Title)`; empty for none.
    pub patient: String,
    /// The session of a clinic that it is; none for an entry.
    pub sitting: Option<Arc<Sitting>>,
    /// Whether it takes whole days: of a full month this is asked without a look at every entry.
    pub all_day: bool,
    /// Whether it is confirmed and nothing else; for the same reason here.
    pub settled: bool,
}

/// Puts them in the order of their times; those of one time stay as they stand.
pub fn in_order(all: &mut Vec<Occurrence>) {
    // By numbers, and moved once: a month may hold tens of thousands.
    let seconds = |at: NaiveDateTime| at.and_utc().timestamp();
    let mut order: Vec<(i64, i64, usize)> =
        all.iter().enumerate().map(|(n, o)| (seconds(o.start), seconds(o.end), n)).collect();
    if order.is_sorted() {
        return;
    }
    order.sort_unstable();
    let mut old: Vec<Option<Occurrence>> = std::mem::take(all).into_iter().map(Some).collect();
    all.extend(order.into_iter().filter_map(|(_, _, n)| old[n].take()));
}

/// Occurrences that have rows of their own: series and start.
pub type Moved = HashSet<(String, String)>;

impl Occurrence {
    /// A single entry, or a changed occurrence, in the desk's time.
    pub fn single(entry: Arc<Entry>, calendar: Arc<Calendar>) -> Self {
        let (start, end) = span(&entry, entry.starts_at(), entry.length());
        let at = entry.recurrence_id.as_deref().filter(|_| entry.master_id.is_some()).map(time_of);
        let (all_day, settled) = (entry.all_day, entry.state == "confirmed");
        Self { entry, calendar, start, end, at, patient: String::new(), sitting: None, all_day, settled }
    }

    /// The occurrence of a series that starts then, in the time of its zone.
    pub fn of_series(entry: Arc<Entry>, calendar: Arc<Calendar>, at: NaiveDateTime) -> Self {
        let length = entry.length();
        Self::of_series_lasting(entry, calendar, at, length)
    }

    /// As [`Occurrence::of_series`], where its length is known.
    fn of_series_lasting(entry: Arc<Entry>, calendar: Arc<Calendar>, at: NaiveDateTime, length: Duration) -> Self {
        let (start, end) = span(&entry, at, length);
        let (all_day, settled) = (entry.all_day, entry.state == "confirmed");
        let (at, patient) = (Some(at), String::new());
        Self { entry, calendar, start, end, at, patient, sitting: None, all_day, settled }
    }

    /// What it is remembered by on the screen.
    pub fn id(&self) -> String {
        match &self.at {
            Some(at) if self.entry.master_id.is_none() => format!("{}@{}", self.entry.id, stamp(*at)),
            _ => self.entry.id.clone(),
        }
    }

    /// Whether it is what [`Occurrence::id`] gave; asked of tens of thousands at a key.
    pub fn has_id(&self, id: &str) -> bool {
        match &self.at {
            Some(at) if self.entry.master_id.is_none() => {
                let rest = id.strip_prefix(&self.entry.id).and_then(|rest| rest.strip_prefix('@'));
                rest.is_some_and(|rest| rest == stamp(*at))
            }
            _ => self.entry.id == id,
        }
    }

    /// Whether it is one of a series.
    pub fn repeats(&self) -> bool {
        self.at.is_some()
    }

    /// The series it belongs to.
    pub fn series_id(&self) -> Option<&str> {
        self.at?;
        Some(self.entry.master_id.as_deref().unwrap_or(&self.entry.id))
    }

    /// Its title as `who` may read it.
    pub fn title(&self, who: &str) -> &str {
        if self.open_to(who) { &self.entry.title } else { PRIVATE }
    }

    /// Whether `who` reads it in full.
    pub fn open_to(&self, who: &str) -> bool {
        self.entry.is_open_to(who, &self.calendar.name)
    }

    /// Whether it stands in the way of others: neither cancelled nor in the bin.
    pub fn is_live(&self) -> bool {
        self.entry.is_live() && self.entry.binned_at.is_none()
    }

    /// Whether it is somebody's leave.
    pub fn is_leave(&self) -> bool {
        self.entry.kind == "leave" || self.calendar.kind == "leave"
    }

    /// Whether any of it falls into this time; one without length does where it begins in it.
    pub fn touches(&self, from: NaiveDateTime, until: NaiveDateTime) -> bool {
        self.start < until && (self.end > from || self.start >= from)
    }

    /// The last day it takes.
    pub fn last_day(&self) -> NaiveDate {
        let midnight = self.end.time() == NaiveTime::MIN && self.end > self.start;
        if midnight { self.end.date() - Duration::days(1) } else { self.end.date() }
    }

    /// Its times in words: `Tue 03-Mar-2026 09:00–09:45`, `Mon 02-Mar-2026 to Fri 06-Mar-2026`.
    pub fn times(&self) -> String {
        let (first, last) = (self.start.date(), self.last_day());
        let day = dates::screen_weekday;
        match (self.entry.all_day, first == last) {
            (true, true) => format!("{}, all day", day(first)),
            (true, false) => format!("{} to {}", day(first), day(last)),
            (false, true) => {
                format!("{} {}–{}", day(first), dates::time(self.start.time()), dates::time(self.end.time()))
            }
            (false, false) => format!(
                "{} {} to {} {}",
                day(first),
                dates::time(self.start.time()),
                day(self.end.date()),
                dates::time(self.end.time())
            ),
        }
    }
}

/// From when to when an entry that starts then is, by the desk's clocks. Where they skip its start it begins an hour
/// later and is as long as ever.
fn span(entry: &Entry, at: NaiveDateTime, length: Duration) -> (NaiveDateTime, NaiveDateTime) {
    let start = entry.on_desk(at);
    let end = entry.on_desk(at + length).max(start);
    let skipped = entry.zone.is_none() && start != at;
    (start, if skipped { end.max(start + length) } else { end })
}

/// The occurrences of a series that touch a time (of the desk), those with rows of their own left out. Sentence where
/// its rule cannot be followed.
pub fn expand(
    entry: &Arc<Entry>,
    calendar: &Arc<Calendar>,
    moved: &Moved,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<Occurrence>, String> {
    let margin = margin(entry);
    let first = from - entry.length() - margin;
    let starts = starts_between(&entry.series(), first, until + margin).map_err(|e| e.to_string())?;
    let own = |at: &NaiveDateTime| moved.is_empty() || !moved.contains(&(entry.id.clone(), stamp(*at)));
    let one = |at| Occurrence::of_series(entry.clone(), calendar.clone(), at);
    Ok(starts.into_iter().filter(own).map(one).filter(|o| o.touches(from, until)).collect())
}

/// A series that is asked again and again: its rules and its length were read once.
pub struct Ready {
    /// The series.
    pub entry: Arc<Entry>,
    /// How long each occurrence lasts.
    pub length: Duration,
    /// None where its rule cannot be followed.
    prepared: Option<Prepared>,
}

impl Ready {
    /// Reads a series.
    pub fn new(entry: Entry) -> Self {
        let prepared = Prepared::new(entry.series()).ok();
        Self { length: entry.length(), prepared, entry: Arc::new(entry) }
    }

    /// As [`expand`]; nothing where the rule cannot be followed: that was refused when it was saved, and what an old file
    /// brought is passed over. `starts` is room to work in.
    pub fn expand(
        &self,
        calendar: &Arc<Calendar>,
        moved: &Moved,
        from: NaiveDateTime,
        until: NaiveDateTime,
        starts: &mut Vec<NaiveDateTime>,
        out: &mut Vec<Occurrence>,
    ) {
        let Some(prepared) = &self.prepared else { return };
        let margin = margin(&self.entry);
        if prepared.starts_into(from - self.length - margin, until + margin, starts).is_err() {
            return;
        }
        let own = |at: &NaiveDateTime| moved.is_empty() || !moved.contains(&(self.entry.id.clone(), stamp(*at)));
        let one = |at| Occurrence::of_series_lasting(self.entry.clone(), calendar.clone(), at, self.length);
        out.extend(starts.drain(..).filter(own).map(one).filter(|o| o.touches(from, until)));
    }
}

/// Zones reach at most 26 hours apart.
fn margin(entry: &Entry) -> Duration {
    if entry.zone.is_some() { Duration::hours(27) } else { Duration::zero() }
}

/// Whether a single row is excepted by itself: what is left of a series that was cut short.
pub fn is_excepted(entry: &Entry) -> bool {
    entry.exdates.iter().any(|e| time_of(e) == entry.starts_at())
}
