//! Trips written down and edited, and taken out of the bin.

use super::super::model::Trip;
use super::super::{TravelPane, acts, repo};
use super::by;
use crate::app::{Cx, MenuItem, choose};
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;

pub(super) fn new(pane: &TravelPane, cx: &mut Cx) -> Done {
    let fresh = Trip::new("", &cx.who, cx.now);
    let goal = pane.goal.clone();
    let save = move |before: Option<&Trip>, after: &Trip, draft: &str, cx: &mut Cx| {
        goal.replace(Some(after.id.clone()));
        save(before, after, draft, cx)
    };
    let form = FormLayer::new("New trip", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

/// The form of a trip.
pub(crate) fn edit(trip: &Trip, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Trip", Some(trip.clone()), trip.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Trip>, after: &Trip, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_trip(cx.db(), before, after, by(cx))?;
    cx.apply(&change.spends(draft))
}

pub(super) fn take_out(cx: &mut Cx) -> Done {
    let binned = repo::binned(cx.db(), 200)?;
    if binned.is_empty() {
        return Err(Refusal::rule("No trip is in the bin."));
    }
    let day = |iso: &str| iso.get(..10).and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default();
    let item = |t: &Trip| {
        let on = t.binned_at.as_deref().map(day).unwrap_or_default();
        MenuItem::new(t.id.clone(), "", t.label(), format!("{} · in the bin since {on}", t.days()))
    };
    choose(cx, "In the bin; Enter takes out", binned.iter().map(item).collect(), |id, cx| {
        let trip: Trip = cx.db().must(id)?;
        let change = acts::restore_trip(cx.db(), &trip, by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}
