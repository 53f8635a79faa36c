//! Members: written down, renamed with their open work, left.

use chrono::NaiveDateTime;

use super::super::model::{Absence, Handed, Member, Turn, counted};
use super::super::repo_route::Work;
use super::super::{repo, repo_away, repo_backlog};
use super::hand::{Moved, taker};
use crate::clock::stamp;
use crate::desk::diary::{self, Calendar};
use crate::store::{Change, Db, Refusal};

/// A member, new or changed. Another name goes over to all that is open of theirs; what is done keeps the old one.
///
/// # Errors
/// The name is another's, or a consultant's, whom letters and clinics know by it.
pub fn write_member(db: Db<'_>, before: Option<&Member>, after: &Member) -> Result<Change, Refusal> {
    let after = Member { name: after.name.trim().into(), ..after.clone() };
    if after.name.is_empty() {
        return Err(Refusal::rule("Type the name."));
    }
    if let Some(other) = same_name(db, &after)? {
        return Err(Refusal::rule(other));
    }
    let after = Member { deputies: known(db, &after)?, ..after };
    let Some(before) = before else {
        return Ok(Change::new(format!("Added {} to the team", after.name)).insert(&after));
    };
    let change = if before.name == after.name {
        Change::new(format!("Changed team member: {}", after.name)).update(before, &after)
    } else {
        renamed(db, before, &after)?
    };
    Ok(change.trimmed())
}

fn same_name(db: Db<'_>, after: &Member) -> Result<Option<String>, Refusal> {
    let sql = "SELECT * FROM member WHERE lower(name) = lower($1) AND id <> $2";
    let other: Option<Member> = db.one(sql, &[&after.name, &after.id])?;
    Ok(other.map(|m| match (m.binned_at.is_some(), m.has_left()) {
        (true, _) => format!("{} is in the bin: take them out of it (history), or type another name.", m.name),
        (_, true) => format!("{} has left: x on that line has them back. Or type another name.", m.name),
        _ => format!("{} is of the team already: type more of the name.", m.name),
    }))
}

/// The names of those whom they cover for, as they stand in the team.
fn known(db: Db<'_>, of: &Member) -> Result<Vec<String>, Refusal> {
    let one = |name: &String| {
        let found = repo::meant(db, name)?;
        if found.id == of.id { Err(Refusal::rule("Nobody covers for themselves.")) } else { Ok(found.name) }
    };
    of.deputies.iter().map(one).collect()
}

/// Another name: over all open work, absences, hand-overs, plans and the calendar of that name.
fn renamed(db: Db<'_>, before: &Member, after: &Member) -> Result<Change, Refusal> {
    if before.is_author() {
        let said = "is known to letters, clinics and the diary by this name, the sent ones too: a consultant is not renamed. \
                    Add one of the new name.";
        return Err(Refusal::rule(format!("{} {said}", before.name)));
    }
    let mut change = Change::new(format!("Renamed {} to {}", before.name, after.name)).update(before, after);
    for (kind, id) in repo_backlog::ids_of(db, &before.name, None)? {
        change.edits.push(Work::read(db, kind, &id)?.given(&after.name));
    }
    let swap = |name: &String| if *name == before.name { after.name.clone() } else { name.clone() };
    for other in repo::every(db)?.iter().filter(|m| m.id != before.id && m.deputies.contains(&before.name)) {
        let deputies = other.deputies.iter().map(swap).collect();
        change = change.update(other, &Member { deputies, ..other.clone() });
    }
    for absence in repo_away::open(db)? {
        let turn = |t: &Turn| Turn { to: t.to.iter().map(swap).collect(), ..t.clone() };
        let turns = absence.turns.iter().map(turn).collect();
        change = change.update(&absence, &Absence { member: swap(&absence.member), turns, ..absence.clone() });
        for one in repo_away::handed(db, &absence.id)? {
            let (from_name, to_name) = (swap(&one.from_name), swap(&one.to_name));
            change = change.update(&one, &Handed { from_name, to_name, ..one.clone() });
        }
    }
    if let Some(own) = diary::repo::calendar_named(db, &before.name)?
        && diary::repo::calendar_named(db, &after.name)?.is_none_or(|c| c.id == own.id)
    {
        change = change.update(&own, &Calendar { name: after.name.clone(), ..own.clone() });
    }
    Ok(change)
}

/// Somebody leaves the team: what is still theirs goes to `to` in the same change. Who left before is there again.
///
/// # Errors
/// Something is theirs and nobody is named, or they are away with work handed on.
pub fn leave(db: Db<'_>, member: &Member, to: Option<&str>, now: NaiveDateTime) -> Result<Change, Refusal> {
    if member.has_left() {
        return Ok(Change::new(format!("{} is of the team again", member.name)).update(member, &member.joined()));
    }
    let mut change = handed_on(db, member, to, now)?.update(member, &member.left(now.date())?);
    for other in repo::all(db)?.iter().filter(|m| m.deputies.contains(&member.name)) {
        let deputies = other.deputies.iter().filter(|n| **n != member.name).cloned().collect();
        change = change.update(other, &Member { deputies, ..other.clone() });
    }
    for absence in repo_away::of(db, &member.name)? {
        if !repo_away::handed(db, &absence.id)?.is_empty() {
            let name = &member.name;
            let said = format!("Others have work of {name} for the time of an absence: give it back first (b).");
            return Err(Refusal::rule(said));
        }
        change = change.update(&absence, &Absence { returned_at: Some(stamp(now)), ..absence.clone() });
    }
    Ok(change.trimmed())
}

/// What is still theirs goes to somebody else, for good.
fn handed_on(db: Db<'_>, member: &Member, to: Option<&str>, now: NaiveDateTime) -> Result<Change, Refusal> {
    let open = repo_backlog::ids_of(db, &member.name, None)?;
    if open.is_empty() {
        return Ok(Change::new(format!("{} has left", member.name)));
    }
    let count = counted(open.iter().map(|(k, _)| *k));
    let Some(to) = to else {
        let said = format!("{} still has {count}: say who has them from now on.", member.name);
        return Err(Refusal::rule(said));
    };
    let to = taker(db, to, now)?;
    if to == member.name {
        return Err(Refusal::rule("Say somebody else who is of the team."));
    }
    let mut moved = Moved::default();
    for (kind, id) in &open {
        moved.give(db, &Work::read(db, *kind, id)?, &to, true, now)?;
    }
    let label = format!("{} has left; {count} moved to {to}", member.name);
    Ok(Change { edits: moved.edits, ..Change::new(label) })
}

/// A member who was written down by mistake goes to the bin.
///
/// # Errors
/// Something is theirs.
pub fn bin_member(db: Db<'_>, member: &Member, now: NaiveDateTime) -> Result<Change, Refusal> {
    let open = repo_backlog::open_of(db, &member.name)?;
    if open.iter().sum::<i64>() > 0 || !repo_away::of(db, &member.name)?.is_empty() {
        let said = format!("{} has open work or is away: x lets them leave and hands it on.", member.name);
        return Err(Refusal::rule(said));
    }
    let after = Member { binned_at: Some(stamp(now)), ..member.clone() };
    Ok(Change::new(format!("To the bin: {}", member.name)).update(member, &after))
}
