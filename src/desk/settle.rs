//! Moving in: the answers of the first start, who sits here, and what is done whenever the desk is opened.

use chrono::NaiveDateTime;

use super::{diary, settings, team};
use crate::app::{Cx, FirstDesk};
use crate::store::{Change, Refusal, Store};

/// Writes the answers of the first start.
pub(super) fn settle_in(store: &mut Store, first: &FirstDesk, now: NaiveDateTime) -> Result<(), Refusal> {
    let mut change = Change::new("Set up the desk");
    change = change.and(settings::set(store.db(), "department", &first.department, "")?);
    change = change.and(settings::set(store.db(), settings::WHO, &first.name, "")?);
    for (name, role) in
        std::iter::once((&first.name, "secretary")).chain(first.consultants.iter().map(|c| (c, "consultant")))
    {
        if let Some(member) = team::repo::ensure(store.db(), name, role, now)? {
            change = change.and(member);
        }
    }
    for (name, kind) in first_calendars(first) {
        if let Some(made) = diary::repo::ensure_calendar(store.db(), name, Some(kind), now)?.1 {
            change = change.and(made);
        }
    }
    store.apply(&change, &first.name, now)?;
    Ok(())
}

/// A calendar for each consultant, one's own, and one for leave; no name twice.
fn first_calendars(first: &FirstDesk) -> Vec<(&str, &'static str)> {
    let mut all: Vec<(&str, &'static str)> = Vec::new();
    let own = std::iter::once((first.name.as_str(), "secretary"));
    let wanted = first.consultants.iter().map(|c| (c.as_str(), "consultant")).chain(own).chain([("Leave", "leave")]);
    for (name, kind) in wanted {
        let name = name.trim();
        if !name.is_empty() && all.iter().all(|(n, _)| !n.eq_ignore_ascii_case(name)) {
            all.push((name, kind));
        }
    }
    all
}

/// Who sits at this desk.
pub(super) fn whose(store: &Store) -> Result<Option<String>, Refusal> {
    settings::get(store.db(), settings::WHO)
}

/// What is done whenever the desk is opened.
pub(super) fn opened(cx: &mut Cx) -> Result<(), Refusal> {
    let who = cx.who.clone();
    if let Some(member) = team::repo::ensure(cx.db(), &who, "secretary", cx.now)? {
        cx.apply_quietly(&member)?;
    }
    super::inbox::recover(cx)?;
    // What an import brought for somebody who is away goes on to whoever covers.
    if let Some(change) = team::acts::sweep(cx.db(), cx.now)? {
        cx.store.apply(&change, "Rolltop", cx.now)?;
        cx.touch();
    }
    daily_backup(cx)?;
    Ok(())
}

/// A desk below this size is copied at once; a larger one beside the screen.
const SMALL: u64 = 8 << 20;

/// Makes today's copy. No key and no first frame waits for it.
fn daily_backup(cx: &mut Cx) -> Result<(), Refusal> {
    let (today, file) = (cx.today(), cx.store.desk().file());
    if !cx.store.backup_is_due(today) {
        return Ok(());
    }
    if std::fs::metadata(file).map_or(0, |m| m.len()) > SMALL {
        return cx.start(move |store| store.daily_backup(today).map(|_| String::new()));
    }
    if let Err(e) = cx.store.daily_backup(today) {
        cx.warn(format!("Today's backup was not made: {e}"));
    }
    Ok(())
}
