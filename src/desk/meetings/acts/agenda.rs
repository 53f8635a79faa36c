//! The agenda: built, and changed item by item.

use crate::desk::meetings::model::{Item, Meeting, built};
use crate::desk::meetings::repo;
use crate::store::{Change, Db, Refusal};

/// The agenda with all that belongs on it.
pub(super) fn made(db: Db<'_>, meeting: &Meeting) -> Result<Vec<Item>, Refusal> {
    let series = repo::series_of(db, meeting)?;
    Ok(built(&meeting.agenda, series.as_ref(), &repo::carried(db, meeting)?))
}

/// What waited for a meeting and stands on this agenda waits no more.
pub(super) fn drained(db: Db<'_>, meeting: &Meeting, change: Change) -> Result<Change, Refusal> {
    let Some(series) = repo::series_of(db, meeting)? else { return Ok(change) };
    let mut after = series.clone();
    after.backlog.retain(|b| meeting.agenda.iter().all(|i| i.root != b.root));
    Ok(change.update(&series, &after).trimmed())
}

/// What would be lost with a meeting that does not take place waits for the next one.
pub(super) fn given_back(db: Db<'_>, meeting: &Meeting, change: Change) -> Result<Change, Refusal> {
    let Some(series) = repo::series_of(db, meeting)? else { return Ok(change) };
    let own = |i: &&Item| i.role.is_empty() && !matches!(i.origin.as_str(), "standing" | "action") && !i.skip;
    let mut after = series.clone();
    for item in meeting.agenda.iter().filter(own) {
        if after.backlog.iter().all(|b| b.root != item.root) {
            after.backlog.push(item.fresh("backlog", ""));
        }
    }
    Ok(change.update(&series, &after).trimmed())
}

/// What is new since the agenda was made is put on it. A series whose backlog is on it has none any more.
///
/// # Errors
/// The minutes are out.
pub fn build(db: Db<'_>, meeting: &Meeting) -> Result<Change, Refusal> {
    let after = meeting.with_agenda(made(db, meeting)?)?;
    let new = after.agenda.len() - meeting.agenda.len();
    let label = match new {
        0 => format!("The agenda of {} has all that belongs on it", meeting.name()),
        1 => format!("Put 1 item on the agenda of {}", meeting.name()),
        n => format!("Put {n} items on the agenda of {}", meeting.name()),
    };
    drained(db, &after, Change::new(label).update(meeting, &after))
}

/// The agenda in another order or with other items.
///
/// # Errors
/// The minutes are out.
pub fn reworked(meeting: &Meeting, agenda: Vec<Item>, what: &str) -> Result<Change, Refusal> {
    let after = meeting.with_agenda(agenda)?;
    Ok(Change::new(format!("{what}: {}", meeting.name())).update(meeting, &after))
}

/// Another item, behind the one named, else before those that close a meeting.
///
/// # Errors
/// The minutes are out.
pub fn add_item(meeting: &Meeting, item: Item, behind: Option<&str>) -> Result<Change, Refusal> {
    let mut agenda = meeting.agenda.clone();
    let end = agenda.iter().position(|i| matches!(i.role.as_str(), "aob" | "next")).unwrap_or(agenda.len());
    let at = behind.and_then(|id| agenda.iter().position(|i| i.id == id)).map_or(end, |at| at + 1);
    let what = format!("New item “{}”", item.title);
    agenda.insert(at, item);
    reworked(meeting, agenda, &what)
}

/// An item is different.
///
/// # Errors
/// The minutes are out.
pub fn change_item(meeting: &Meeting, after: &Item, what: &str) -> Result<Change, Refusal> {
    let agenda = meeting.agenda.iter().map(|i| if i.id == after.id { after.clone() } else { i.clone() }).collect();
    reworked(meeting, agenda, &format!("{what} “{}”", after.title))
}

/// An item one place up or down.
///
/// # Errors
/// It stands at the end already, or the minutes are out.
pub fn move_item(meeting: &Meeting, id: &str, down: bool) -> Result<Change, Refusal> {
    let mut agenda = meeting.agenda.clone();
    let at = agenda.iter().position(|i| i.id == id).ok_or("This item is not on the agenda any more.")?;
    let to = if down { at + 1 } else { at.wrapping_sub(1) };
    if to >= agenda.len() {
        return Err(Refusal::rule(if down { "It is the last item already." } else { "It is the first item already." }));
    }
    agenda.swap(at, to);
    let what = format!("Moved “{}” {}", agenda[to].title, if down { "down" } else { "up" });
    reworked(meeting, agenda, &what)
}

/// An item off the agenda. One with minutes stays.
///
/// # Errors
/// Something is written of it, or the minutes are out.
pub fn take_off(meeting: &Meeting, id: &str) -> Result<Change, Refusal> {
    let item = meeting.agenda.iter().find(|i| i.id == id).ok_or("This item is not on the agenda any more.")?;
    if item.is_minuted() {
        return Err(Refusal::rule(format!("“{}” has minutes: Space leaves it out instead.", item.title)));
    }
    let agenda = meeting.agenda.iter().filter(|i| i.id != id).cloned().collect();
    reworked(meeting, agenda, &format!("Took off “{}”", item.title))
}
