//! Absences: written down with their entry in the diary and what came in since, and their work given back.

use chrono::{Duration, NaiveDateTime};

use super::super::model::{Absence, Handed, ItemKind, Turn, counted};
use super::super::repo_route::{Turns, Work, routed};
use super::super::{repo, repo_away, repo_backlog};
use crate::clock::stamp;
use crate::desk::diary::{self, Calendar, Entry};
use crate::store::{Change, Db, Edit, Refusal, new_id};

/// An absence, new or changed: its entry in the diary goes with it, and what came in for them since it began goes to
/// whoever covers.
///
/// # Errors
/// A name that is not of the team, an end before the start, another absence on the same days.
pub fn write_absence(
    db: Db<'_>,
    before: Option<&Absence>,
    after: &Absence,
    who: &str,
    now: NaiveDateTime,
) -> Result<Change, Refusal> {
    let member = repo::meant(db, &after.member)?.name;
    let after = Absence { member, turns: known_turns(db, &after.turns)?, ..after.clone() };
    after.check()?;
    let meets = |other: &&Absence| {
        other.id != after.id
            && other.from() <= after.until().unwrap_or(NaiveDateTime::MAX)
            && other.until().unwrap_or(NaiveDateTime::MAX) >= after.from()
    };
    if let Some(other) = repo_away::of(db, &after.member)?.iter().find(meets) {
        let said = format!("{} is away already, {}: e changes that.", after.member, other.days());
        return Err(Refusal::rule(said));
    }
    let (after, diary) = with_entry(db, after, who, now)?;
    let label = format!("{}: {} {}", after.member, after.word(), after.days());
    let change = match before {
        None => Change::new(label).insert(&after),
        Some(before) => Change::new(format!("Changed: {label}")).update(before, &after),
    };
    let mut change = diary.map_or_else(|| change.clone(), |d| change.clone().and(d));
    change.edits.extend(came_since(db, &after, now)?);
    Ok(change.trimmed())
}

/// The plan with the names as they stand in the team.
fn known_turns(db: Db<'_>, turns: &[Turn]) -> Result<Vec<Turn>, Refusal> {
    let one = |turn: &Turn| -> Result<Turn, Refusal> {
        let to = turn.to.iter().map(|n| Ok(repo::meant(db, n)?.name)).collect::<Result<Vec<_>, Refusal>>()?;
        let consultant = match repo::meant(db, &turn.consultant) {
            _ if turn.consultant.is_empty() => String::new(),
            Ok(member) => member.name,
            Err(_) => {
                return Err(Refusal::rule(format!(
                    "“{}” is neither a kind of work (letters, dictations, queries, tasks) nor of the team.",
                    turn.consultant
                )));
            }
        };
        Ok(Turn { consultant, to, ..turn.clone() })
    };
    turns.iter().map(one).collect()
}

/// The calendar in which somebody's absences stand: their own, else that of leave.
fn calendar(db: Db<'_>, member: &str) -> Result<Option<Calendar>, Refusal> {
    if let Some(own) = diary::repo::calendar_named(db, member)? {
        return Ok(Some(own));
    }
    Ok(diary::repo::calendars(db)?.into_iter().find(|c| c.kind == "leave"))
}

/// An absence with no end yet stands in the diary for a week at a time.
const OPEN_DAYS: i64 = 7;

/// The absence with its entry in the diary, and the change that writes that.
fn with_entry(db: Db<'_>, one: Absence, who: &str, now: NaiveDateTime) -> Result<(Absence, Option<Change>), Refusal> {
    let old = one.entry_id.as_deref().map(|id| db.get::<Entry>(id)).transpose()?.flatten();
    let home = match &old {
        Some(entry) => db.get::<Calendar>(&entry.calendar_id)?,
        None => calendar(db, &one.member)?,
    };
    let Some(home) = home else { return Ok((one, None)) };
    let named = if home.kind == "leave" { format!("{}: {}", one.member, one.word()) } else { one.word().to_owned() };
    let title = if one.until_at.is_some() { named } else { format!("{named} (end not known)") };
    let last = one.last_day().unwrap_or_else(|| one.from().date().max(now.date()) + Duration::days(OPEN_DAYS - 1));
    let span = |e: Entry| Entry {
        title: title.clone(),
        start: format!("{}T00:00:00", one.from().date()),
        ends: format!("{}T00:00:00", last + Duration::days(1)),
        all_day: true,
        ..e
    };
    let change = Change::new("Diary");
    if let Some(old) = &old {
        return Ok((one.clone(), Some(change.update(old, &span(old.clone())))));
    }
    let new = span(Entry {
        id: new_id(),
        calendar_id: home.id,
        kind: "leave".into(),
        state: "confirmed".into(),
        uid: format!("{}@rolltop", new_id()),
        created_by: who.into(),
        created_at: stamp(now),
        ..Entry::default()
    });
    Ok((Absence { entry_id: Some(new.id.clone()), ..one }, Some(change.insert(&new))))
}

/// What came in for them since it began and is still theirs goes to whoever covers.
fn came_since(db: Db<'_>, absence: &Absence, now: NaiveDateTime) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    if !absence.is_on(now) || absence.turns.is_empty() {
        return Ok(edits);
    }
    let mut turns = Turns::read(db, absence, now)?;
    for (kind, id) in repo_backlog::ids_of(db, &absence.member, Some(absence.from()))? {
        routed(db, absence, &Work::read(db, kind, &id)?, &mut turns, now, &mut edits)?;
    }
    Ok(edits)
}

/// What came in by an import, or by a program that knows of no cover, and is still with somebody who is away.
///
/// # Errors
/// The desk cannot be read.
pub fn sweep(db: Db<'_>, now: NaiveDateTime) -> Result<Option<Change>, Refusal> {
    let mut change = Change::new("Handed on to whoever covers");
    for absence in repo_away::open(db)?.iter().filter(|a| a.is_on(now)) {
        change.edits.extend(came_since(db, absence, now)?);
    }
    Ok((!change.edits.is_empty()).then_some(change))
}

/// What happens with one item on somebody's return.
#[derive(Debug, Clone, PartialEq)]
pub struct Back {
    /// The handing.
    pub handed: Handed,
    /// What it is about.
    pub what: String,
    /// Who has it now.
    pub owner: String,
    /// It goes back; else it is done, or somebody took it for good.
    pub goes: bool,
    /// Why it stays, in a word.
    pub why: &'static str,
}

/// Their work is given back to somebody who is here again: what happens with each item, and the change.
///
/// # Errors
/// They are back already, or not away yet.
pub fn give_back(db: Db<'_>, absence: &Absence, now: NaiveDateTime) -> Result<(Vec<Back>, Change), Refusal> {
    let after = absence.returned(now)?;
    let mut all = Vec::new();
    let mut edits = vec![Edit::update(absence, &after)];
    for handed in repo_away::handed(db, &absence.id)? {
        let (back, edit) = one_back(db, &handed)?;
        edits.extend(edit);
        edits.push(Edit::update(&handed, &Handed { back_at: Some(stamp(now)), ..handed.clone() }));
        all.push(back);
    }
    edits.extend(shortened(db, &after)?);
    let kinds = all.iter().filter(|b| b.goes).filter_map(|b| ItemKind::of_table(&b.handed.kind));
    let label = format!("{} is back: {} given back", absence.member, counted(kinds));
    Ok((all, Change { edits, ..Change::new(label) }.trimmed()))
}

fn one_back(db: Db<'_>, handed: &Handed) -> Result<(Back, Option<Edit>), Refusal> {
    let back = |what: &str, owner: &str, goes, why| Back {
        handed: handed.clone(),
        what: what.into(),
        owner: owner.into(),
        goes,
        why,
    };
    let work = ItemKind::of_table(&handed.kind).and_then(|kind| Work::read(db, kind, &handed.item_id).ok());
    let Some(work) = work else { return Ok((back("", "", false, "gone"), None)) };
    let what = match &work {
        Work::Letter(l) => l.title.clone(),
        Work::Query(q) => format!("{}: {}", q.caller, q.gist()),
        Work::Task(t) => t.title.clone(),
    };
    let owner = work.owner();
    if !work.is_open() {
        return Ok((back(&what, owner, false, "done"), None));
    }
    if owner == handed.from_name {
        return Ok((back(&what, owner, false, "is theirs"), None));
    }
    if owner != handed.to_name {
        return Ok((back(&what, owner, false, "was handed on"), None));
    }
    Ok((back(&what, owner, true, ""), Some(work.given(&handed.from_name))))
}

/// Its entry in the diary ends where the absence ends.
fn shortened(db: Db<'_>, absence: &Absence) -> Result<Option<Edit>, Refusal> {
    let Some(entry) = absence.entry_id.as_deref().map(|id| db.get::<Entry>(id)).transpose()?.flatten() else {
        return Ok(None);
    };
    let Some(end) = absence.until() else { return Ok(None) };
    // Whoever is back in the course of a day was away until the day before it.
    let last = if end.format("%H:%M").to_string() == "23:59" { end.date() } else { end.date() - Duration::days(1) };
    let last = last.max(absence.from().date());
    let title = entry.title.trim_end_matches(" (end not known)").to_owned();
    let after = Entry { ends: format!("{}T00:00:00", last + Duration::days(1)), title, ..entry.clone() };
    Ok(Some(Edit::update(&entry, &after)))
}

/// An absence that will not be goes to the bin, and its entry in the diary with it.
///
/// # Errors
/// Somebody has work of it: it is given back first.
pub fn bin_absence(db: Db<'_>, absence: &Absence, now: NaiveDateTime) -> Result<Change, Refusal> {
    if !repo_away::handed(db, &absence.id)?.is_empty() {
        let said = format!("Others have work of {}: b gives it back first.", absence.member);
        return Err(Refusal::rule(said));
    }
    let binned_at = Some(stamp(now));
    let label = format!("To the bin: {}, {} {}", absence.member, absence.word(), absence.days());
    let change = Change::new(label).update(absence, &Absence { binned_at: binned_at.clone(), ..absence.clone() });
    let entry = absence.entry_id.as_deref().map(|id| db.get::<Entry>(id)).transpose()?.flatten();
    Ok(match entry {
        Some(entry) => change.update(&entry, &Entry { binned_at, ..entry.clone() }),
        None => change,
    })
}
