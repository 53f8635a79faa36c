//! What is done with a slot: booked, moved into, declined; or onto the waiting list after all.

use super::{Deed, Finder, FinderFor, Told, kit};
use crate::app::Cx;
use crate::desk::clinics::acts::{self, Booking};
use crate::desk::clinics::model::{Appointment, Need};
use crate::desk::clinics::repo;
use crate::desk::clinics::repo_free::Free;
use crate::desk::clinics::rules_needs::{of_place, read_place};
use crate::desk::clinics::rules_plan::KINDS;
use crate::desk::clinics::waiting::short;
use crate::desk::links::Link;
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::text::dates;

const AGAIN: &str = "Enter again books it all the same.";

impl Finder {
    /// Enter: clashes that can be let through are said once, then the one question, then it is booked.
    pub(super) fn take(&mut self, cx: &mut Cx) -> Done {
        if self.spot != super::Spot::List {
            self.spot = super::Spot::List;
            return Ok(());
        }
        let Some(free) = self.selected().cloned() else {
            return Err(Refusal::rule(
                "No slot is selected: widen the wish first, or w puts the patient on the waiting list.",
            ));
        };
        let whom = self.asked();
        let booking = planned(&whom, &free, "telephone", cx)?;
        if self.warned.as_deref() != Some(&free.id)
            && let Some(said) = booking.said(AGAIN)
        {
            self.warned = Some(free.id.clone());
            return Err(Refusal::rule(said));
        }
        if whom.deed == Deed::Instead {
            // How those of a cancelled clinic are told was settled with its cancellation.
            return write(&whom, &free, "", 1, cx);
        }
        let said = format!(
            "{}, {} with {}, {}, for {}.",
            dates::stamp_weekday(free.start),
            free.kind,
            free.consultant,
            free.clinic,
            self.patient.name()
        );
        cx.open(Told::new(said, move |told, cx| write(&whom, &free, told, 2, cx)));
        Ok(())
    }

    /// Whom it is for, with the kind that was looked for.
    fn asked(&self) -> FinderFor {
        let mut whom = self.whom.clone();
        if whom.deed == Deed::Book {
            KINDS[self.kind].clone_into(&mut whom.one.kind);
            self.needs_too(&mut whom.one);
        }
        whom
    }

    /// What the place was to have is needed: it stands on the list of the clinic too.
    fn needs_too(&self, one: &mut Appointment) {
        let known = of_place(&one.needs);
        let typed = read_place(self.place.text()).unwrap_or_default();
        let new = typed.into_iter().filter(|word| !known.contains(word));
        one.needs.extend(new.map(|what| Need { what, task_id: None }));
    }

    /// The selected date was offered and declined; with the patient's agreement to the notice or without.
    pub(super) fn declined(&mut self, agreed: bool, cx: &mut Cx) -> Done {
        let Some(free) = self.selected().cloned() else {
            return Err(Refusal::rule("No slot is selected: there is nothing that could be declined."));
        };
        let start = crate::clock::stamp(free.start);
        if self.whom.one.offers.iter().any(|o| o.start == start && o.answer == "declined") {
            return Err(Refusal::rule("That date was declined already."));
        }
        let offered = self.whom.one.offered(free.start, "declined", cx.now);
        let after = if agreed { offered.agreed() } else { offered };
        if cx.db().get::<Appointment>(&after.id)?.is_some() {
            let label = format!("Declined {}: {}", dates::stamp_weekday(free.start), self.patient.name());
            cx.apply(&Change::new(label).update(&self.whom.one, &after))?;
        } else {
            cx.say(format!("Declined {}. It is kept with the date that is booked.", dates::stamp_weekday(free.start)));
        }
        self.whom.one = after;
        self.search(cx)?;
        self.state.step(&self.lines, crate::ui::list::Move::Down);
        Ok(())
    }

    /// Whether offers stand here that are in no record yet.
    pub(super) fn would_lose(&self) -> bool {
        self.whom.deed == Deed::Book && !self.is_stored && !self.whom.one.offers.is_empty()
    }

    /// The appointment as it stands in the store by now.
    pub(super) fn read_again(&mut self, cx: &Cx) -> Done {
        let stored = cx.db().get::<Appointment>(&self.whom.one.id)?;
        self.is_stored = stored.is_some();
        if let Some(stored) = stored {
            self.whom.one = stored;
        }
        Ok(())
    }

    /// No date will do: onto the waiting list, with what was wished and offered.
    pub(super) fn list(&mut self, cx: &mut Cx) -> Done {
        if self.whom.deed == Deed::Instead {
            return Err(Refusal::rule(
                "Esc goes back to the list: r there says reached, and puts onto the waiting list.",
            ));
        }
        if self.whom.deed != Deed::Book {
            return Err(Refusal::rule("This patient has a date: move it, or cancel it first."));
        }
        if self.is_stored {
            return Err(Refusal::rule("This patient is on the waiting list already."));
        }
        let wish = self.wish().map_err(|(_, fault)| Refusal::rule(fault))?;
        let mut one = self.asked().one;
        (one.suits, one.away, one.clinic_id, one.consultant) = (wish.days, wish.away, wish.clinic_id, wish.consultant);
        one.book_by = Some(cx.today().to_string());
        let mut change = Change::new(format!("On the waiting list: {}", self.patient.name())).insert(&one);
        if let Some(query) = &self.whom.query {
            change = change.insert(&Link::between(("query", query), ("appointment", &one.id), cx.now));
        }
        cx.apply(&change)?;
        cx.close();
        Ok(())
    }

    /// A diary entry instead.
    pub(super) fn entry(&mut self, cx: &mut Cx) -> Done {
        let Some(otherwise) = self.whom.otherwise.clone() else {
            return Err(Refusal::rule("A diary entry is made from a call, or in the diary with n."));
        };
        cx.close();
        otherwise(cx)
    }
}

/// The booking as it would be.
fn planned(whom: &FinderFor, free: &Free, told: &str, cx: &Cx) -> Result<Booking, Refusal> {
    let kit = kit(cx)?;
    let session = repo::session(cx.db(), &free.session_id, cx.today())?;
    let slot = (&session, free.at.as_str(), free.n);
    match &whom.deed {
        Deed::Book => acts::book(kit.at(cx), &whom.one, slot.0, slot.1, slot.2, told),
        Deed::Move(reason) => acts::move_to(kit.at(cx), &whom.one, false, reason, slot, told),
        Deed::Instead => acts::book_instead(kit.at(cx), &whom.one, slot),
    }
}

/// Books it; where it cannot be had any more, back to the slots, which are read again.
fn write(whom: &FinderFor, free: &Free, told: &str, layers: usize, cx: &mut Cx) -> Done {
    let Err(e) = written(whom, free, told, layers, cx) else { return Ok(()) };
    (1..layers).for_each(|_| cx.close());
    cx.touch();
    let said = e.to_string();
    Err(Refusal::rule(format!(
        "Not booked, and the slots were read again. {}",
        said.trim_start_matches("Not booked. ")
    )))
}

/// Books it, if it can still be had in the moment of writing; then offers the slot that has become free.
fn written(whom: &FinderFor, free: &Free, told: &str, layers: usize, cx: &mut Cx) -> Done {
    let booking = planned(whom, free, told, cx)?;
    let (one, now) = (booking.appointment.clone(), cx.now);
    let mut change = booking.change.clone();
    if let Some(query) = &whom.query {
        change = change.insert(&Link::between(("query", query), ("appointment", &one.id), now));
    }
    cx.apply_if(&change, |db| acts::holds(db, &one, now))?;
    if !booking.lacks.is_empty() {
        cx.warn(format!("{}. The letter stays a draft: {}", change.label, booking.lacks.join(" ")));
    }
    (0..layers).for_each(|_| cx.close());
    if let Deed::Move(_) = whom.deed {
        // What is booked stays booked, whatever becomes of the offer.
        if let Err(e) = short::offer_freed(&whom.one, cx) {
            cx.warn(e.to_string());
        }
    }
    Ok(())
}
