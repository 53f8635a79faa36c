//! A trip from state to state.

use super::super::model::Trip;
use super::super::{acts, repo};
use super::by;
use crate::app::{Cx, prompt, prompt_saying};
use crate::desk::office::repo as office;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{money, when};
use chrono::NaiveDate;

fn yes(answer: Option<&String>) -> bool {
    answer.is_some_and(|a| a.trim().to_lowercase().starts_with('y'))
}

/// A day as typed; today where nothing is.
fn day(typed: &str, cx: &Cx) -> Result<NaiveDate, Refusal> {
    if typed.trim().is_empty() {
        return Ok(cx.today());
    }
    let found = when::parse(typed, cx.now)?;
    Ok(found.first().map_or(cx.today(), |w| w.date))
}

pub(crate) fn approve(trip: &Trip, cx: &mut Cx) -> Done {
    trip.approved("-", cx.today())?;
    let short = match &trip.budget_id {
        Some(id) => {
            let one = office::budgeted(cx.db(), id)?;
            one.line.takes(trip.estimate, &one.figures).err().filter(|_| one.line.state != "frozen")
        }
        None => None,
    };
    let said = short.clone().map_or_else(String::new, |s| format!("{s} Or say yes below to go over it knowingly."));
    let mut asked = vec![("Approved by", trip.approver.as_str())];
    if short.is_some() {
        asked.push(("Over the budget all the same", "no"));
    }
    let (title, trip) = (format!("Approve {} for {}", trip.label(), money::show(trip.estimate)), trip.clone());
    prompt_saying(cx, &title, &said, &asked, move |answers, cx| {
        let change = acts::approve(cx.db(), &trip, &answers[0], yes(answers.get(1)), by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}

pub(crate) fn book(trip: &Trip, cx: &mut Cx) -> Done {
    trip.booked(cx.today())?;
    let legs = repo::legs(cx.db(), &trip.id)?;
    let open = acts::to_book(&legs);
    if open.is_empty() {
        let change = acts::book(cx.db(), trip, false, by(cx))?;
        return cx.apply(&change);
    }
    let names: Vec<String> = open.iter().map(|l| l.label()).collect();
    let said = format!("Not marked as booked yet: {}.", names.join("; "));
    let (title, trip) = (format!("Booked: {}", trip.label()), trip.clone());
    prompt_saying(cx, &title, &said, &[("Are they booked too", "yes")], move |answers, cx| {
        let change = acts::book(cx.db(), &trip, yes(answers.first()), by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}

pub(crate) fn travelled(trip: &Trip, cx: &mut Cx) -> Done {
    let change = acts::travelled(trip, by(cx))?;
    cx.apply(&change)
}

pub(crate) fn claim(trip: &Trip, cx: &mut Cx) -> Done {
    let (own, paid) = acts::trip_sums(&repo::priced(cx.db(), trip)?)?;
    trip.claimed("-", own, cx.today())?;
    let said = format!(
        "{} paid {} and the department {}: {} in all, {} was thought.",
        trip.traveller,
        money::show(own),
        money::show(paid),
        money::show(own + paid),
        money::show(trip.estimate)
    );
    let asked = [("Number of the claim", ""), ("Handed in on", "tod")];
    let (title, trip) = (format!("Claim of {}", trip.label()), trip.clone());
    prompt_saying(cx, &title, &said, &asked, move |answers, cx| {
        let on = day(&answers[1], cx)?;
        let change = acts::claim(cx.db(), &trip, &answers[0], on, by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}

pub(crate) fn close(trip: &Trip, cx: &mut Cx) -> Done {
    if trip.state != "claimed" {
        if trip.state != "travelled" {
            trip.closed(0, cx.today(), "-", cx.now)?;
        }
        let change = acts::close(cx.db(), trip, None, cx.today(), "", by(cx))?;
        return cx.apply(&change);
    }
    let sum = money::plain(trip.claimed);
    let asked = [("Paid on", "tod"), ("Amount", sum.as_str()), ("Why another sum than was claimed", "")];
    let (title, trip) = (format!("{} was paid for {}", trip.traveller, trip.label()), trip.clone());
    prompt(cx, &title, &asked, move |answers, cx| {
        let (on, pence) = (day(&answers[0], cx)?, money::parse(&answers[1])?);
        let change = acts::close(cx.db(), &trip, Some(pence), on, &answers[2], by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}

pub(crate) fn give_up(trip: &Trip, cx: &mut Cx) -> Done {
    trip.given_up("cancelled", "-", cx.now)?;
    let asked = trip.state == "requested";
    let first = if asked { vec![("Refused, or cancelled", "refused"), ("Why", "")] } else { vec![("Why", "")] };
    let (title, trip) = (format!("Cancel {}", trip.label()), trip.clone());
    prompt(cx, &title, &first, move |answers, cx| {
        let refused = asked && answers[0].trim().to_lowercase().starts_with('r');
        let state = if refused { "refused" } else { "cancelled" };
        let reason = answers.last().cloned().unwrap_or_default();
        let change = acts::give_up(cx.db(), &trip, state, &reason, by(cx))?;
        cx.apply(&change)
    });
    Ok(())
}

pub(crate) fn back(trip: &Trip, cx: &mut Cx) -> Done {
    let change = acts::back(cx.db(), trip, by(cx))?;
    cx.apply(&change)
}
