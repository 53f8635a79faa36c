//! Enter: all that is known of an entry, with its clashes, its series, what it is tied to and its history.

use super::change::{Target, clashes_of};
use crate::app::{Cx, Notice};
use crate::desk::diary::pane::{DiaryPane, Mode};
use crate::desk::diary::rules_series::Scope;
use crate::desk::diary::{Entry, Occurrence, repo, view};
use crate::desk::links;
use crate::desk::people::{self, Patient};
use crate::keys::Done;
use crate::store::{HistoryItem, Refusal};
use crate::text::dates;
use crate::ui::prose::Para;

/// Opens the selected entry; in the month the selected day.
pub(in crate::desk::diary) fn enter(pane: &mut DiaryPane, cx: &mut Cx) -> Done {
    let may_be_empty = pane.mode == Mode::Week || pane.mode.is_chart();
    if matches!(pane.mode, Mode::Month) || (may_be_empty && pane.selected().is_none()) {
        return pane.view(Mode::Day, cx);
    }
    let Some(one) = pane.selected().cloned() else {
        return Err(Refusal::rule("No entry is selected: Down selects one, n makes one."));
    };
    if let Some(sitting) = &one.sitting {
        cx.show("session", sitting.id.clone());
        return Ok(());
    }
    let mut paras = facts(&one, cx);
    if one.open_to(&cx.who) {
        paras.extend(like(&one, cx)?);
        paras.extend(clashes(&one, cx)?);
        paras.extend(ties(&one, cx)?);
        paras.extend(history(&one, cx)?);
    }
    paras.push(Para::dim("Esc closes; then e edits, m moves, d marks it done, x cancels."));
    cx.open(Notice::new(one.title(&cx.who).to_owned(), paras));
    Ok(())
}

fn facts(one: &Occurrence, cx: &Cx) -> Vec<Para> {
    let fact = |line: String| match line.split_once(": ") {
        Some((label, text)) if label.len() < 16 => Para::fact(label, text),
        _ => Para::body(line),
    };
    view::facts(one, &cx.who).into_iter().skip(1).map(fact).collect()
}

/// Who could be taken for the patient, and what differs.
fn like(one: &Occurrence, cx: &Cx) -> Result<Vec<Para>, Refusal> {
    let Some(id) = &one.entry.patient_id else { return Ok(Vec::new()) };
    let Some(patient) = cx.db().get::<Patient>(id)? else { return Ok(Vec::new()) };
    Ok(people::repo::likeness(cx.db(), &patient)?.into_iter().map(Para::error).collect())
}

fn clashes(one: &Occurrence, cx: &Cx) -> Result<Vec<Para>, Refusal> {
    let target = Target::of(cx.db(), one, Scope::This)?;
    let found = clashes_of(Some(&target), &target.base, &one.calendar, cx)?;
    Ok(found.into_iter().map(|(_, clash)| Para::error(format!("! {clash}"))).collect())
}

/// The calls, letters and tasks that it is tied to.
fn ties(one: &Occurrence, cx: &Cx) -> Result<Vec<Para>, Refusal> {
    let mut out = Vec::new();
    for (kind, id) in links::others(cx.db(), &one.entry.id)? {
        out.push(Para::fact(kind, repo::title_of(cx.db(), &id)?));
    }
    Ok(out)
}

/// Who did what to it, latest first; of an occurrence also to its series.
fn history(one: &Occurrence, cx: &Cx) -> Result<Vec<Para>, Refusal> {
    let mut items: Vec<HistoryItem> = cx.store.history(Some(&one.entry.id), 12)?;
    if let Some(master) = one.series_id().filter(|id| *id != one.entry.id) {
        items.extend(cx.store.history(Some(master), 6)?);
    }
    let mut out = vec![Para::heading("History")];
    out.extend(items.iter().map(|item| {
        let at = item.change.at.parse().map_or_else(|_| item.change.at.clone(), dates::stamp);
        let undone = if item.change.undone { " (taken back)" } else { "" };
        let what = moved(item).map_or_else(String::new, |m| format!(": {m}"));
        Para::body(format!("{at} {} {}{undone}{what}", item.change.who, item.change.label))
    }));
    Ok(out)
}

/// From when to when a change moved it.
fn moved(item: &HistoryItem) -> Option<String> {
    let start = |row: &Option<crate::store::Row>| {
        let iso = row.as_ref()?.get("start")?.as_str()?.to_owned();
        Some(dates::stamp(crate::desk::diary::rules::time_of(&iso)))
    };
    let (from, to) = (start(&item.before)?, start(&item.after)?);
    (item.table == <Entry as crate::store::Record>::TABLE).then(|| format!("{from} → {to}"))
}
