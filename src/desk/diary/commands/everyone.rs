//! A date for everyone from the diary: what is taken becomes an entry, and its room is booked with it.

use super::change::with_calendar;
use super::entry::calendar_for_new;
use crate::app::Cx;
use crate::desk::diary::pane::{DiaryPane, Goal};
use crate::desk::diary::{Entry, repo};
use crate::desk::rooms;
use crate::desk::together::{self, Pick, Wish};
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::Change;
use crate::text::names::fold;

/// Looks for a date with whoever's calendar is selected and others.
pub(super) fn date(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let calendar = calendar_for_new(pane, cx);
    let name = repo::calendar_name(cx.db(), &calendar);
    let known = together::gather::person(cx.db(), &name).unwrap_or_else(|_| cx.who.clone());
    let wish = Wish { with: vec![known], ..Wish::new(pane.date().max(cx.today())) };
    let goal = pane.goal.clone();
    together::open(cx, wish, move |pick: &Pick, cx| entry_form(pick.clone(), goal.clone(), cx))
}

/// The entry of what was taken, in the calendar of whoever was named first, with the others.
fn entry_form(pick: Pick, goal: Goal, cx: &mut Cx) -> Done {
    let first = pick.with.first().cloned().unwrap_or_else(|| cx.who.clone());
    let calendar = repo::calendar_named(cx.db(), &first)?.map_or(first.clone(), |c| c.id);
    let others: Vec<String> = pick.with.iter().filter(|n| fold(n) != fold(&first)).cloned().collect();
    let minutes = (pick.end - pick.start).num_minutes();
    let fresh = Entry {
        with_whom: others.join(", "),
        place: pick.room.clone(),
        ..Entry::new(&calendar, "", pick.start, minutes, &cx.who, cx.now)
    };
    let save = move |_: Option<&Entry>, entry: &Entry, draft: &str, cx: &mut Cx| save(entry, draft, &pick, &goal, cx);
    let form = FormLayer::new("New entry", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

/// The entry, and the booking of its room where time and room are still those that were taken: one change.
fn save(entry: &Entry, draft: &str, pick: &Pick, goal: &Goal, cx: &mut Cx) -> Done {
    let (entry, _, made) = with_calendar(entry, cx)?;
    let entry = entry.settled();
    let mut change = Change::new(format!("New entry: {}", entry.label())).insert(&entry);
    if let Some(made) = made {
        change = change.and(made);
    }
    let same = entry.starts_at() == pick.start && entry.ends_at() == pick.end && entry.place == pick.room;
    if same {
        let holidays = repo::holidays(cx.db(), &cx.config.division)?;
        let asked = (cx.who.as_str(), cx.now);
        if let Some((_, booked)) =
            rooms::acts::book_for(cx.db(), pick, &entry.title, ("entry", &entry.id), &holidays, asked)?
        {
            change.label = format!("{}; {}", change.label, booked.label);
            change = change.and(booked);
        }
    }
    cx.apply(&change.spends(draft))?;
    goal.set(entry.id, cx);
    Ok(())
}
