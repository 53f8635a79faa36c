//! Legs: made after the last one, edited, booked, put into the bin and taken out.

use chrono::{Duration, NaiveDateTime};

use super::super::form::morning;
use super::super::model::{Leg, Trip};
use super::super::{acts, repo};
use super::by;
use crate::app::{Cx, MenuItem, choose, prompt};
use crate::clock::stamp;
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::Refusal;

/// A new leg: it leaves where and when the last one arrived; the first from where the trip begins.
pub(crate) fn new(trip: &Trip, cx: &mut Cx) -> Done {
    let all = repo::legs(cx.db(), &trip.id)?;
    let form = FormLayer::new("New leg", None, fresh(trip, &all, cx.now), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn fresh(trip: &Trip, all: &[Leg], now: NaiveDateTime) -> Leg {
    let zone = |place: &str| super::super::model::zones::of_place(place).unwrap_or_default().to_owned();
    let last = all.iter().filter(|l| l.moves()).max_by_key(|l| l.comes_utc());
    match last {
        None => Leg {
            from_place: trip.from_place.clone(),
            from_zone: zone(&trip.from_place),
            to_place: trip.to_place.clone(),
            to_zone: zone(&trip.to_place),
            ..Leg::new(&trip.id, "train", trip.first().and_time(morning()), now)
        },
        Some(last) => {
            let returns = all.iter().any(|l| l.kind == "hotel");
            let out = all.iter().filter(|l| l.kind == "hotel").map(Leg::comes).max();
            let at = out.filter(|_| returns).unwrap_or(last.comes()) + Duration::hours(1);
            let back = if returns { trip.from_place.clone() } else { String::new() };
            let next = Leg::new(&trip.id, if returns { "train" } else { "hotel" }, at.max(last.comes()), now);
            // A hotel is left on the last day of the trip.
            let until = if returns { next.leaves() } else { next.leaves().max(trip.last().and_time(morning())) };
            Leg {
                from_place: last.to_place.clone(),
                from_zone: last.to_zone.clone(),
                to_zone: zone(&back),
                to_place: back,
                arrives: stamp(until),
                ..next
            }
        }
    }
}

/// The form of a leg.
pub(crate) fn edit(leg: &Leg, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Leg", Some(leg.clone()), leg.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Leg>, after: &Leg, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_leg(cx.db(), before, after, by(cx))?;
    cx.apply(&change.spends(draft))
}

/// It is booked under a reference; what was booked is not any more.
pub(crate) fn book(leg: &Leg, cx: &mut Cx) -> Done {
    if leg.is_booked {
        let after = Leg { is_booked: false, ..leg.clone() };
        let change = acts::write_leg(cx.db(), Some(leg), &after, by(cx))?;
        return cx.apply(&change);
    }
    let (title, leg) = (format!("Booked: {}", leg.label()), leg.clone());
    let asked = [("Reference", leg.reference.as_str()), ("Cost", &crate::text::money::plain(leg.pence))];
    let asked = if leg.is_mileage() { &asked[..1] } else { &asked[..] };
    let before = leg.clone();
    prompt(cx, &title, asked, move |answers, cx| {
        let pence = answers.get(1).map(|a| crate::text::money::parse(a)).transpose()?.unwrap_or(before.pence);
        let after = Leg { is_booked: true, reference: answers[0].trim().into(), pence, ..before.clone() };
        let change = acts::write_leg(cx.db(), Some(&before), &after, by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}

pub(crate) fn bin(leg: &Leg, cx: &mut Cx) -> Done {
    let change = acts::bin_leg(cx.db(), leg, by(cx))?;
    cx.apply(&change)
}

/// A leg of the trip out of the bin.
pub(crate) fn take_out(trip: &Trip, cx: &mut Cx) -> Done {
    let binned = repo::binned_legs(cx.db(), &trip.id)?;
    if binned.is_empty() {
        return Err(Refusal::rule("No leg of this trip is in the bin."));
    }
    let item = |l: &Leg| MenuItem::new(l.id.clone(), "", l.label(), l.end_words(true));
    choose(cx, "In the bin; Enter takes out", binned.iter().map(item).collect(), |id, cx| {
        let leg: Leg = cx.db().must(id)?;
        let change = acts::restore_leg(cx.db(), &leg, by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}
