//! Absences: written down with who covers, and given back.

use chrono::NaiveTime;

use super::super::rows::AwayRow;
use super::super::{Absence, TeamPane, acts, back, repo};
use crate::app::Cx;
use crate::clock::stamp;
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::Refusal;

pub(super) fn selected(pane: &TeamPane) -> Result<&AwayRow, String> {
    pane.away.selected().ok_or_else(|| "Nobody is away. n writes leave or sickness down.".into())
}

pub(super) fn new(member: &str, cx: &mut Cx) -> Done {
    let fresh = Absence::new(member, "annual", cx.today().and_time(NaiveTime::MIN), cx.now);
    form(None, fresh, cx)
}

fn form(before: Option<Absence>, one: Absence, cx: &mut Cx) -> Done {
    let title = if before.is_some() { "Absence and cover" } else { "New absence and cover" };
    let form = FormLayer::new(title, before, one, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Absence>, after: &Absence, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_absence(cx.db(), before, after, &cx.who, cx.now)?;
    cx.apply(&change.spends(draft))
}

/// The absence that is selected; of one that stands in the diary only, a new one with its days.
fn adopted(pane: &TeamPane, cx: &Cx) -> Result<(Option<Absence>, Absence), Refusal> {
    let row = selected(pane)?;
    if let Some(known) = &row.away.absence {
        return Ok((Some(known.clone()), known.clone()));
    }
    let member = repo::meant(cx.db(), &row.away.member)?.name;
    let new = Absence::new(&member, "annual", row.away.from.and_time(NaiveTime::MIN), cx.now);
    let end = row.away.until.and_then(|d| d.and_hms_opt(23, 59, 0)).map(stamp);
    Ok((None, Absence { until_at: end, entry_id: row.away.entry_id.clone(), ..new }))
}

pub(super) fn edit(pane: &TeamPane, cx: &mut Cx) -> Done {
    let (before, one) = adopted(pane, cx)?;
    form(before, one, cx)
}

pub(super) fn open(pane: &TeamPane, cx: &mut Cx) -> Done {
    match &selected(pane)?.away.absence {
        Some(known) => back::open(&known.id.clone(), cx),
        None => edit(pane, cx),
    }
}

pub(super) fn back(pane: &mut TeamPane, cx: &mut Cx) -> Done {
    match &selected(pane)?.away.absence {
        Some(known) => {
            acts::give_back(cx.db(), known, cx.now)?;
            back::open(&known.id.clone(), cx)
        }
        None => {
            Err(Refusal::rule("This stands in the diary only, with nobody to cover. e writes a cover plan for it."))
        }
    }
}

pub(super) fn bin(pane: &TeamPane, cx: &mut Cx) -> Done {
    match &selected(pane)?.away.absence {
        Some(known) => {
            let change = acts::bin_absence(cx.db(), known, cx.now)?;
            cx.apply(&change)
        }
        None => Err(Refusal::rule("This stands in the diary: it is taken away there.")),
    }
}
