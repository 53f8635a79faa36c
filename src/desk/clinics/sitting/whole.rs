//! What is done with a session as a whole: held slots, other times, closed, reduced, cancelled, taken back.

use super::SessionLayer;
use crate::app::{Cx, prompt};
use crate::desk::clinics::given::with_at;
use crate::desk::clinics::model::{Session, Slot};
use crate::desk::clinics::rules_plan::{read_slots, slots_text};
use crate::desk::clinics::{acts, form, reach, repo};
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::text::dates;

/// Writes a session that may not have stood in the file before.
pub(super) fn save_session(before: &Session, after: &Session, word: &str, cx: &mut Cx) -> Done {
    let label = format!("{word} {} {}", before.name, dates::screen_weekday(before.day()));
    let mut change = Change::new(label);
    change.edits.push(acts::written(before, &after.stored(cx.now)));
    cx.apply(&change)
}

pub(super) fn hold(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let place = layer.place()?.clone();
    if layer.seat().is_some_and(|s| s.one.is_some()) {
        return Err(Refusal::rule("Somebody sits in this slot: only a free one can be held."));
    }
    let session = layer.session.clone();
    if !place.slot.held_for.is_empty() {
        let free = Slot { held_for: String::new(), release_days: 0, ..place.slot.clone() };
        return save_session(&session, &with_slot(&session, &place.slot, free), "Freed a held slot of", cx);
    }
    prompt(
        cx,
        &format!("Hold {}", place.slot.at),
        &[("For whom", ""), ("Until so many days before", "1")],
        move |answers, cx| {
            let days =
                answers[1].parse().map_err(|_| Refusal::rule("Give the days before the session as a number."))?;
            if answers[0].is_empty() {
                return Err(Refusal::rule("Say for whom the slot is held: a ward, a GP, a name."));
            }
            let held = Slot { held_for: answers[0].clone(), release_days: days, ..place.slot.clone() };
            save_session(&session, &with_slot(&session, &place.slot, held), "Held a slot of", cx)
        },
    );
    Ok(())
}

fn with_slot(session: &Session, old: &Slot, new: Slot) -> Session {
    let mut slots = session.slots.clone();
    if let Some(at) = slots.iter().position(|s| s == old) {
        slots[at] = new;
    }
    Session { slots, ..session.clone() }
}

pub(super) fn edit(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    form::session(&layer.session, cx);
    Ok(())
}

pub(super) fn close(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let all = repo::of_session(cx.db(), &layer.session.id)?;
    let after = layer.session.closed(&all, cx.now)?;
    save_session(&layer.session, &after, "Closed", cx)
}

pub(super) fn cancel_all(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let session = layer.session.clone();
    session.cancelled("?", cx.now)?;
    let live = layer.seats.iter().filter(|s| s.one.as_ref().is_some_and(|o| o.state == "booked")).count();
    let title = format!("Cancel {} {}: {live} patients", session.name, dates::screen_weekday(session.day()));
    prompt(cx, &title, &[("Why", "")], move |answers, cx| {
        let wave = with_at(cx, |at| acts::cancel_session(at, &session, &answers[0]))?;
        cx.apply(&wave.change)?;
        if wave.touched.is_empty() { Ok(()) } else { reach::open(Some(&session.id), cx) }
    });
    Ok(())
}

pub(super) fn reduce(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let session = layer.session.clone();
    let slots = slots_text(&session.slots, &session.starts);
    let title = format!("Reduce {} {}", session.name, dates::screen_weekday(session.day()));
    let asked = [("From", session.starts.as_str()), ("Until", &session.ends), ("Slots", &slots), ("Why", "")];
    prompt(cx, &title, &asked, {
        let session = session.clone();
        move |answers, cx| {
            let slots = read_slots(&answers[2], &answers[0])?;
            let slots = kept_within(slots, &answers[0], &answers[1]);
            let times = (answers[0].as_str(), answers[1].as_str());
            let wave = with_at(cx, |at| acts::reduce_session(at, &session, times, slots, &answers[3]))?;
            cx.apply(&wave.change)?;
            if wave.touched.is_empty() { Ok(()) } else { reach::open(Some(&session.id), cx) }
        }
    });
    Ok(())
}

/// Shorter hours drop the slots outside them.
fn kept_within(slots: Vec<Slot>, from: &str, to: &str) -> Vec<Slot> {
    slots.into_iter().filter(|s| s.at.as_str() >= from && s.ends().as_str() <= to).collect()
}

pub(super) fn take_back(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let session = layer.session.clone();
    let change = with_at(cx, |at| acts::take_back(at, &session))?;
    cx.apply(&change)
}
