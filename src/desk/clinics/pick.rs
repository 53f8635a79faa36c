//! Booking from a list: who, and into which of the next free slots. Clashes are said before anything is saved.

use super::acts::{self, Booking};
use super::given::holidays;
use super::model::{Appointment, Session};
use super::repo;
use super::repo_free::{Free, Wish, free};
use super::rules_clash::sentence;
use crate::app::{Cx, MenuItem, Question, choose};
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::dates;

/// How many dates are offered in the list.
const DATES: usize = 12;

/// Writes a booking; where it clashes with something that can be let through, that is said first, and it stands on No.
pub(super) fn write(booking: Booking, cx: &mut Cx) -> Done {
    let Some(said) = sentence(&booking.clashes, "Book it all the same?") else { return write_now(&booking, cx) };
    cx.open(Question::new("Book", &said, "Book it", "Leave it", move |cx| write_now(&booking, cx)));
    Ok(())
}

fn write_now(booking: &Booking, cx: &mut Cx) -> Done {
    let (one, now) = (booking.appointment.clone(), cx.now);
    cx.apply_if(&booking.change, move |db| acts::holds(db, &one, now))?;
    if let Some(first) = booking.lacks.first() {
        cx.warn(format!("{}. Its letter is a draft: {first}", booking.change.label));
    }
    Ok(())
}

/// The slots on the next dates that fit, as lines to choose from; the chosen one is handed on.
pub(super) fn slots(
    title: &str,
    wish: &Wish,
    cx: &mut Cx,
    mut chosen: impl FnMut(&Session, &str, usize, &mut Cx) -> Done + 'static,
) -> Done {
    let wish = Wish { count: DATES, every: true, ..wish.clone() };
    let found = free(cx.db(), &wish, &holidays(cx)?, cx.now)?;
    if found.is_empty() {
        return Err(Refusal::rule(
            "No slot of that kind is free within a year. Overbook a session, or add a plan from a date on.",
        ));
    }
    choose(cx, title, found.iter().map(line).collect(), move |id, cx| {
        let (session, time, n) = repo::slot(cx.db(), id, cx.today())?;
        chosen(&session, &time, n, cx)
    });
    Ok(())
}

fn line(slot: &Free) -> MenuItem {
    let late = match slot.breach_on {
        Some(on) if slot.is_late() => format!(" · ! late, breach {}", dates::screen(on)),
        Some(on) => format!(" · breach {}", dates::screen(on)),
        None => String::new(),
    };
    let detail = format!("{} · {} · {} free{late}", slot.clinic, slot.kind, slot.session_free);
    MenuItem::new(slot.id.clone(), "", dates::stamp_weekday(slot.start), detail)
}

/// What an appointment looks for: its kind, its consultant, its days.
pub(super) fn wish_of(one: &Appointment, cx: &Cx) -> Wish {
    Wish {
        kind: Some(one.kind.clone()),
        consultant: one.consultant.clone(),
        days: one.suits.clone(),
        away: one.away.clone(),
        breach_on: one.breach(),
        ..Wish::from(cx.today())
    }
}
