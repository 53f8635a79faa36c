//! The diary's questions to the database.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;

use super::holidays::{Division, Holidays};
use super::model::{Calendar, Entry, HolidayRow};
use super::recur;
use super::rules::time_of;
use super::rules_free;
use super::rules_occurrence::{Moved, Occurrence, Ready, in_order, is_excepted};
use super::rules_series::Place;
use crate::clock::stamp;
use crate::config::Config;
use crate::desk::people::model::Phone;
use crate::form::Choice;
use crate::store::{Change, Db, Refusal, Store};
use crate::text::names;

/// The setting that holds a newer file of bank holidays.
pub const HOLIDAY_FILE: &str = "bank_holidays";

/// What is not longer than this is found by its start; the rest by its end.
const SHORT: i64 = 2;

/// All calendars that are not in the bin, those of people first, then leave, then rooms, by name.
pub fn calendars(db: Db<'_>) -> Result<Vec<Calendar>, Refusal> {
    let mut all: Vec<Calendar> = db.rows("SELECT * FROM calendar WHERE binned_at IS NULL ORDER BY name", &[])?;
    let rank = |c: &Calendar| super::rules::CALENDAR_KINDS.iter().position(|k| *k == c.kind);
    all.sort_by_key(rank);
    Ok(all)
}

/// The calendar of that name, however it is capitalised.
pub fn calendar_named(db: Db<'_>, name: &str) -> Result<Option<Calendar>, Refusal> {
    db.one("SELECT * FROM calendar WHERE lower(name) = lower($1) AND binned_at IS NULL", &[&name.trim()])
}

/// The calendar of that name, and the change that makes it where there is none: of this kind, or of the kind that its
/// name suggests. One in the bin is taken out again.
pub fn ensure_calendar(
    db: Db<'_>,
    name: &str,
    kind: Option<&str>,
    now: NaiveDateTime,
) -> Result<(Calendar, Option<Change>), Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::rule("Say whose calendar: a consultant, a member of the team, leave, a room."));
    }
    if let Some(found) = calendar_named(db, name)? {
        return Ok((found, None));
    }
    let label = format!("New calendar: {name}");
    if let Some(old) = db.one::<Calendar>("SELECT * FROM calendar WHERE lower(name) = lower($1)", &[&name])? {
        let back = Calendar { binned_at: None, shown: true, ..old.clone() };
        return Ok((back.clone(), Some(Change::new(label).update(&old, &back))));
    }
    let new = Calendar::new(name, kind.unwrap_or_else(|| Calendar::kind_of_name(name)), now);
    let change = Change::new(label).insert(&new);
    Ok((new, Some(change)))
}

/// Calendars whose name holds what was typed, for a field.
pub fn find_calendar(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let wanted = names::fold(typed);
    let fits = |c: &Calendar| names::fold(&c.name).contains(&wanted);
    Ok(calendars(store.db())?.into_iter().filter(fits).map(|c| Choice { id: c.id, label: c.name }).collect())
}

/// The name of a calendar; what is no identifier is its own name.
pub fn calendar_name(db: Db<'_>, id: &str) -> String {
    db.get::<Calendar>(id).ok().flatten().map_or_else(|| id.to_owned(), |c| c.name)
}

#[derive(Deserialize)]
struct Named {
    surname: String,
    forename: String,
    title: String,
}

/// A patient's name as it is shown; the identifier where there is none such.
pub fn patient_name(db: Db<'_>, id: &str) -> String {
    let found: Result<Option<Named>, _> = db.one("SELECT surname, forename, title FROM patient WHERE id = $1", &[&id]);
    let name = found.ok().flatten().map(|p| names::display(&p.surname, &p.forename, &p.title));
    name.unwrap_or_else(|| id.to_owned())
}

pub(super) const SHORT_ONES: &str =
    "SELECT * FROM entry WHERE series_until IS NULL AND binned_at IS NULL AND start >= $1 AND start < $2";
// `start || ''` keeps the planner from walking all that ever began.
pub(super) const LONG_ONES: &str = "SELECT * FROM entry WHERE series_until IS NULL AND binned_at IS NULL \
     AND substr(ends, 1, 10) > substr(start, 1, 10) AND ends > $1 AND start || '' < $2";
pub(super) const SERIES: &str = "SELECT * FROM entry WHERE series_until IS NOT NULL AND binned_at IS NULL \
     AND series_until >= $1 AND start < $2";
pub(super) const MOVED: &str = "SELECT master_id, recurrence_id FROM entry WHERE master_id IS NOT NULL \
     AND binned_at IS NULL AND recurrence_id >= $1 AND recurrence_id < $2";

#[derive(Deserialize)]
struct MovedRow {
    master_id: String,
    recurrence_id: String,
}

/// All that touches a time (of the desk), cancelled ones too, in order. Entries of calendars in the bin are left out.
pub fn between(db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
    Kept::read(db, from, until)?.between(db, from, until)
}

/// The calendars and the series of a span of time, kept so that going from day to day need not read them again.
pub struct Kept {
    from: NaiveDateTime,
    until: NaiveDateTime,
    known: Known,
    series: Vec<(Ready, Arc<Calendar>)>,
    longest: Duration,
}

impl Kept {
    /// Reads them for a span of time.
    pub fn read(db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime) -> Result<Self, Refusal> {
        let known: Known = calendars(db)?.into_iter().map(|c| (c.id.clone(), Arc::new(c))).collect();
        // A day more on both sides for other zones.
        let (wide_from, wide_until) = (stamp(from - Duration::days(1)), stamp(until + Duration::days(1)));
        let mut series: Vec<Entry> = db.rows(SERIES, &[&wide_from, &wide_until])?;
        series.sort_by(|a, b| a.id.cmp(&b.id));
        let of = |e: Entry| known.get(&e.calendar_id).cloned().map(|calendar| (Ready::new(e), calendar));
        let series: Vec<(Ready, Arc<Calendar>)> = series.into_iter().filter_map(of).collect();
        let longest = series.iter().map(|(s, _)| s.length).max().unwrap_or_default();
        Ok(Self { from, until, known, series, longest })
    }

    /// Whether it holds all of this span.
    pub fn holds(&self, from: NaiveDateTime, until: NaiveDateTime) -> bool {
        self.from <= from && until <= self.until
    }

    /// As [`between`], for a span that it holds.
    pub fn between(&self, db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
        let mut all = singles(db, from, until, &self.known)?;
        all.extend(self.of_series(db, from, until)?);
        in_order(&mut all);
        name_patients(db, &mut all);
        Ok(all)
    }

    fn of_series(&self, db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime) -> Result<Vec<Occurrence>, Refusal> {
        let moved = moved_between(db, from - self.longest, until)?;
        let mut all = Vec::new();
        let mut starts = Vec::new();
        for (row, calendar) in &self.series {
            row.expand(calendar, &moved, from, until, &mut starts, &mut all);
        }
        Ok(all)
    }
}

type Known = HashMap<String, Arc<Calendar>>;

fn singles(db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime, known: &Known) -> Result<Vec<Occurrence>, Refusal> {
    // A day more on both sides for other zones.
    let begun = stamp(from - Duration::days(SHORT));
    let (wide_from, wide_until) = (stamp(from - Duration::days(1)), stamp(until + Duration::days(1)));
    let mut rows: Vec<Entry> = db.rows(SHORT_ONES, &[&begun, &wide_until])?;
    rows.extend(db.rows::<Entry>(LONG_ONES, &[&wide_from, &begun])?);
    let one = |e: Entry| {
        let calendar = known.get(&e.calendar_id)?.clone();
        Some(Occurrence::single(Arc::new(e), calendar))
    };
    let shown = |o: &Occurrence| o.touches(from, until) && !is_excepted(&o.entry);
    let mut all: Vec<Occurrence> = rows.into_iter().filter_map(one).filter(shown).collect();
    all.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
    Ok(all)
}

/// The occurrences of series about this time that have rows of their own.
pub fn moved_between(db: Db<'_>, from: NaiveDateTime, until: NaiveDateTime) -> Result<Moved, Refusal> {
    // Days more on both sides for other zones.
    let (from, until) = (from - Duration::days(2), until + Duration::days(2));
    let rows: Vec<MovedRow> = db.rows(MOVED, &[&stamp(from), &stamp(until)])?;
    Ok(rows.into_iter().map(|m| (m.master_id, m.recurrence_id)).collect())
}

fn name_patients(db: Db<'_>, all: &mut [Occurrence]) {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for one in all {
        if let Some(id) = &one.entry.patient_id {
            one.patient = known.entry(id.clone()).or_insert_with(|| patient_name(db, id)).clone();
        }
    }
}

/// The nearest later time at which an entry clashes with nothing; what `skip` tells is the entry itself.
pub fn nearest_free(
    db: Db<'_>,
    one: &Occurrence,
    skip: &dyn Fn(&Occurrence) -> bool,
    config: &Config,
    (who, now): (&str, NaiveDateTime),
) -> Result<Option<NaiveDateTime>, Refusal> {
    let from = one.start.date().and_time(NaiveTime::MIN) - Duration::days(1);
    let until = from + Duration::days(rules_free::DAYS + 2);
    let mut others = between(db, from, until)?;
    others.extend(super::repo_sittings::between(db, from, until, now)?);
    others.retain(|o| !skip(o));
    let holidays = holidays(db, &config.division)?;
    let about = rules_free::About { others: &others, holidays: &holidays, who, hours: config.day(), now };
    Ok(rules_free::nearest(one, &about))
}

/// The diary of some days, of one calendar where its name is given.
pub fn day(db: Db<'_>, from: NaiveDate, days: u32, of: Option<&str>) -> Result<Vec<Occurrence>, Refusal> {
    let only = match of {
        None => None,
        Some(name) => Some(calendar_named(db, name)?.ok_or_else(|| {
            let known = calendars(db).unwrap_or_default().into_iter().map(|c| c.name).collect::<Vec<_>>().join(", ");
            Refusal::rule(format!("There is no calendar {name}. There are: {known}."))
        })?),
    };
    let start = from.and_time(NaiveTime::MIN);
    let mut all = between(db, start, start + Duration::days(i64::from(days.max(1))))?;
    if let Some(only) = only {
        all.retain(|o| o.entry.calendar_id == only.id);
    }
    Ok(all)
}

/// The next entry of a patient that is to take place.
pub fn next_for_patient(db: Db<'_>, patient_id: &str, now: NaiveDateTime) -> Result<Option<Occurrence>, Refusal> {
    let sql = "SELECT * FROM entry WHERE patient_id = $1 AND binned_at IS NULL AND state NOT IN ('cancelled', 'done') \
               AND (start >= $2 OR series_until >= $2) ORDER BY start LIMIT 100";
    let rows: Vec<Entry> = db.rows(sql, &[&patient_id, &stamp(now - Duration::days(1))])?;
    let mut best: Option<Occurrence> = None;
    for row in rows {
        let Some(next) = next_of(db, &row, now)? else { continue };
        if best.as_ref().is_none_or(|b| next.start < b.start) {
            best = Some(next);
        }
    }
    if let Some(one) = &mut best {
        one.patient = patient_name(db, patient_id);
    }
    Ok(best)
}

/// When an entry takes place next.
pub fn next_of(db: Db<'_>, entry: &Entry, now: NaiveDateTime) -> Result<Option<Occurrence>, Refusal> {
    let Some(calendar) = db.get::<Calendar>(&entry.calendar_id)?.map(Arc::new) else { return Ok(None) };
    if !entry.is_series() {
        let one = Occurrence::single(Arc::new(entry.clone()), calendar);
        return Ok((one.start >= now && !is_excepted(entry)).then_some(one));
    }
    let series = Arc::new(entry.clone());
    let mut after = entry.in_zone(now) - Duration::seconds(1);
    // Occurrences with rows of their own are found as those rows.
    for _ in 0..50 {
        let Ok(Some(at)) = recur::next_after(&entry.series(), after) else { return Ok(None) };
        if own_row(db, &entry.id, &stamp(at))?.is_none() {
            return Ok(Some(Occurrence::of_series(series, calendar, at)));
        }
        after = at;
    }
    Ok(None)
}

/// The row of an occurrence that has one of its own.
pub fn own_row(db: Db<'_>, master: &str, at: &str) -> Result<Option<Entry>, Refusal> {
    db.one("SELECT * FROM entry WHERE master_id = $1 AND recurrence_id = $2 AND binned_at IS NULL", &[&master, &at])
}

/// The changed occurrences of a series.
pub fn moved_of(db: Db<'_>, master: &str) -> Result<Vec<Entry>, Refusal> {
    db.rows("SELECT * FROM entry WHERE master_id = $1 AND binned_at IS NULL ORDER BY recurrence_id", &[&master])
}

/// An occurrence's place in its series; none where it does not repeat (or its series is gone).
pub fn place_of(db: Db<'_>, one: &Occurrence) -> Result<Option<Place>, Refusal> {
    let (Some(id), Some(at)) = (one.series_id(), one.at) else { return Ok(None) };
    let Some(master) = db.get::<Entry>(id)?.filter(|m| m.binned_at.is_none()) else { return Ok(None) };
    Ok(Some(Place { moved: moved_of(db, id)?, master, at }))
}

/// An entry by its identifier as it stands in the diary; of a series the next occurrence, else its first.
pub fn by_id(db: Db<'_>, id: &str, now: NaiveDateTime) -> Result<Occurrence, Refusal> {
    let entry: Entry = db.must(id)?;
    if let Some(next) = next_of(db, &entry, now)? {
        return Ok(next);
    }
    let calendar: Calendar = db.must(&entry.calendar_id)?;
    let start = entry.starts_at();
    let (entry, calendar) = (Arc::new(entry), Arc::new(calendar));
    let of_series = entry.is_series();
    Ok(if of_series { Occurrence::of_series(entry, calendar, start) } else { Occurrence::single(entry, calendar) })
}

/// An occurrence by what it is remembered by on the screen (`id`, or `id@start` of a series); none where it is in the bin,
/// left out of its series, or has a row of its own by now.
pub fn by_occurrence(db: Db<'_>, id: &str, now: NaiveDateTime) -> Result<Option<Occurrence>, Refusal> {
    let (entry_id, at) = id.split_once('@').map_or((id, None), |(id, at)| (id, Some(at)));
    let Some(entry) = db.get::<Entry>(entry_id)? else { return super::repo_sittings::one(db, id, now) };
    if entry.binned_at.is_some() {
        return Ok(None);
    }
    let mut one = by_id(db, entry_id, now)?;
    one.patient = entry.patient_id.as_deref().map(|id| patient_name(db, id)).unwrap_or_default();
    let Some(at) = at else { return Ok(Some(one)) };
    if !entry.is_series() || entry.exdates.iter().any(|e| e == at) || own_row(db, entry_id, at)?.is_some() {
        return Ok(None);
    }
    Ok(Some(Occurrence { patient: one.patient, ..Occurrence::of_series(one.entry, one.calendar, time_of(at)) }))
}

/// What stands in the place of the numbers of a patient with a safe-contact note.
pub const SAFE_CONTACT: &str = "see the record: safe contact";

#[derive(Deserialize)]
struct Phones {
    phones: Vec<Phone>,
    #[serde(default)]
    safe_note: String,
}

/// The telephone numbers of those who come: the patient's, and those of whoever is known by exactly that name.
pub fn phones_of(db: Db<'_>, entry: &Entry) -> Result<Vec<String>, Refusal> {
    let mut all: Vec<Phone> = Vec::new();
    if let Some(id) = &entry.patient_id {
        let found: Option<Phones> = db.one("SELECT phones, safe_note FROM patient WHERE id = $1", &[&id])?;
        // A number that must not be rung unread stands on no paper.
        if found.as_ref().is_some_and(|p| !p.safe_note.trim().is_empty()) {
            return Ok(vec![SAFE_CONTACT.to_owned()]);
        }
        all.extend(found.into_iter().flat_map(|p| p.phones));
    }
    for name in entry.with_whom.split([',', ';', '&']).map(str::trim).filter(|n| !n.is_empty()) {
        let found: Option<Phones> =
            db.one("SELECT phones FROM contact WHERE name = $1 AND binned_at IS NULL", &[&name])?;
        all.extend(found.into_iter().flat_map(|p| p.phones));
    }
    Ok(all.into_iter().map(|p| p.number).filter(|n| !n.is_empty()).collect())
}

/// The rows of a UID in a calendar, in the bin or not, and those of the series that were parted from it (`uid#…`).
pub fn of_uid(db: Db<'_>, uid: &str, calendar_id: &str) -> Result<Vec<Entry>, Refusal> {
    let sql = "SELECT * FROM entry WHERE calendar_id = $1 AND (uid = $2 OR (uid > $3 AND uid < $4)) \
               ORDER BY created_at, id";
    db.rows(sql, &[&calendar_id, &uid, &format!("{uid}#"), &format!("{uid}$")])
}

/// Every entry of these calendars that is not in the bin, for an export.
pub fn all_of(db: Db<'_>, calendar_id: &str) -> Result<Vec<Entry>, Refusal> {
    db.rows("SELECT * FROM entry WHERE calendar_id = $1 AND binned_at IS NULL ORDER BY start, id", &[&calendar_id])
}

/// The entries of a calendar that came with a file, those in the bin left out.
pub fn from_elsewhere(db: Db<'_>, calendar_id: &str) -> Result<Vec<Entry>, Refusal> {
    let sql = "SELECT * FROM entry WHERE calendar_id = $1 AND binned_at IS NULL AND uid <> id || '@rolltop' \
               AND uid <> COALESCE(master_id, '') || '@rolltop' ORDER BY start, id";
    db.rows(sql, &[&calendar_id])
}

/// The calendars in which an entry of that UID stands, the one with the newest version first.
pub fn homes_of(db: Db<'_>, uid: &str) -> Result<Vec<Calendar>, Refusal> {
    let sql = "SELECT c.* FROM calendar c JOIN (SELECT calendar_id, MAX(sequence) AS newest FROM entry WHERE uid = $1 \
               AND binned_at IS NULL GROUP BY calendar_id) e ON e.calendar_id = c.id \
               WHERE c.binned_at IS NULL ORDER BY e.newest DESC, c.id";
    db.rows(sql, &[&uid])
}

/// How many entries a calendar holds.
pub fn count_of(db: Db<'_>, calendar_id: &str) -> Result<i64, Refusal> {
    db.count("SELECT COUNT(*) FROM entry WHERE calendar_id = $1 AND binned_at IS NULL", &[&calendar_id])
}

/// What any record is called in the search; empty where it is not to be found.
pub fn title_of(db: Db<'_>, id: &str) -> Result<String, Refusal> {
    Ok(db.text("SELECT title FROM find_doc WHERE rec = $1", &[&id])?.unwrap_or_default())
}

/// The desk's own rows of bank holidays.
pub fn holiday_rows(db: Db<'_>) -> Result<Vec<HolidayRow>, Refusal> {
    db.rows("SELECT * FROM holiday ORDER BY on_date, id", &[])
}

/// The bank holidays of a division (`england-and-wales`), with a newer file and the desk's own rows laid over.
pub fn holidays(db: Db<'_>, division: &str) -> Result<Holidays, Refusal> {
    let division = Division::from_key(division).unwrap_or(Division::EnglandAndWales);
    let shipped = Holidays::shipped(division);
    let file = db.text("SELECT value FROM setting WHERE id = $1", &[&HOLIDAY_FILE])?;
    let table = match file {
        Some(text) => shipped.clone().refreshed(&text).unwrap_or(shipped),
        None => shipped,
    };
    let row = |r: HolidayRow| Some((r.on_date.parse().ok()?, (!r.removed).then_some(r.title)));
    Ok(table.with_extra(holiday_rows(db)?.into_iter().filter_map(row)))
}

/// The newest number of the journal, and whether the diary (or a patient's name) was written since `seen`.
pub fn news(db: Db<'_>, seen: i64) -> Result<(i64, bool), Refusal> {
    let newest = db.count("SELECT MAX(seq) FROM change_item", &[])?;
    // The first time everything is news: the journal of years is not gone through for it.
    if newest == seen || seen < 0 {
        return Ok((newest, newest != seen));
    }
    // One is enough: the whole journal is not read for it.
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM change_item WHERE seq > $1 \
               AND tbl IN ('entry', 'calendar', 'holiday', 'patient', 'setting') LIMIT 1) AS touched";
    // Numbers are given once; a smaller one than before is another file.
    Ok((newest, newest < seen || db.count(sql, &[&seen])? > 0))
}
