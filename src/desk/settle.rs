//! Moving in: the answers of the first start, who sits here, and what is done whenever the desk is opened.

use chrono::NaiveDateTime;

use super::{diary, settings, team};
use crate::app::{Cx, FirstDesk};
use crate::store::{Change, Refusal, Store};

/// The setting that holds the name of who sits at this desk.
const WHO: &str = "who";

/// Writes the answers of the first start.
pub(super) fn settle_in(store: &mut Store, first: &FirstDesk, now: NaiveDateTime) -> Result<(), Refusal> {
    let mut change = Change::new("Set up the desk");
    change = change.and(settings::set(store.db(), "department", &first.department, "")?);
    change = change.and(settings::set(store.db(), WHO, &first.name, "")?);
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
    settings::get(store.db(), WHO)
}

/// What is done whenever the desk is opened.
pub(super) fn opened(cx: &mut Cx) -> Result<(), Refusal> {
    let who = cx.who.clone();
    if let Some(member) = team::repo::ensure(cx.db(), &who, "secretary", cx.now)? {
        cx.apply_quietly(&member)?;
    }
    if let Err(e) = cx.store.daily_backup(cx.today()) {
        cx.warn(format!("Today's backup was not made: {e}"));
    }
    Ok(())
}
