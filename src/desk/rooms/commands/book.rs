//! Bookings: made, moved, confirmed, declined, cancelled, done.

use chrono::{Duration, NaiveDateTime};

use super::super::model::Booking;
use super::super::repo::{self, Booked};
use super::super::view::Page;
use super::super::{RoomsPane, acts};
use super::one;
use crate::app::{Cx, MenuItem, Question, choose, prompt};
use crate::desk::diary;
use crate::desk::together::{self, Pick, Wish};
use crate::form::FormLayer;
use crate::keys::Done;
use crate::store::Refusal;
use crate::text::{dates, when};

/// A booking of what is selected in the grid; from the list, of the next full hour.
pub(super) fn new(pane: &RoomsPane, cx: &mut Cx) -> Done {
    let (room, start, end) = match (pane.page, pane.grid.room()) {
        (Page::Day, Some(room)) => (room.id.clone(), pane.grid.span().0, pane.grid.span().1),
        (_, None) => {
            return Err(Refusal::rule("No room is written down yet: v v goes to the rooms, n writes one down."));
        }
        _ => (String::new(), next_hour(cx.now), next_hour(cx.now) + Duration::hours(1)),
    };
    let minutes = (end - start).num_minutes();
    open_form(Booking::new(&room, "", start, minutes, &cx.who, cx.now), cx)
}

fn next_hour(now: NaiveDateTime) -> NaiveDateTime {
    now.date().and_time(chrono::NaiveTime::MIN) + Duration::hours(i64::from(chrono::Timelike::hour(&now)) + 1)
}

fn open_form(fresh: Booking, cx: &mut Cx) -> Done {
    let form = FormLayer::new("Book a room", None, fresh, cx, Box::new(save_new));
    cx.open(form);
    Ok(())
}

/// Books; where dates of a series cannot be, they are shown first.
fn save_new(_before: Option<&Booking>, after: &Booking, draft: &str, cx: &mut Cx) -> Done {
    let holidays = diary::repo::holidays(cx.db(), &cx.config.division)?;
    let plan = acts::plan(cx.db(), after, &holidays, &cx.who)?;
    let change = plan.book().spends(draft);
    if plan.taken.is_empty() {
        cx.apply(&change)?;
        if !plan.warnings.is_empty() {
            cx.say(format!("{}. {} Ctrl-Z undoes it.", change.label, plan.warnings.join(" ")));
        }
        return Ok(());
    }
    let (n, all) = (plan.bookings.len(), plan.bookings.len() + plan.taken.len());
    let text = format!(
        "{} of {all} dates cannot be booked\n\n{}\n\nThe other {n} can; what was typed is kept if you go back.",
        plan.taken.len(),
        plan.taken_words()
    );
    cx.open(Question::new("Skip the taken dates?", &text, "Book the others", "Go back", move |cx| cx.apply(&change)));
    Ok(())
}

pub(in super::super) fn edit_booking(of: &Booked, cx: &mut Cx) -> Done {
    let booking = &of.booking;
    if matches!(booking.state.as_str(), "declined" | "cancelled") {
        return Err(Refusal::rule(format!("It is {}: book the room again.", booking.state)));
    }
    if booking.title_for(&cx.who) != booking.title {
        return Err(Refusal::rule(format!(
            "This booking is private to {}: only its time is shown.",
            booking.booked_by
        )));
    }
    let form = FormLayer::new("Booking", Some(booking.clone()), booking.clone(), cx, Box::new(save_change));
    cx.open(form);
    Ok(())
}

fn save_change(before: Option<&Booking>, after: &Booking, draft: &str, cx: &mut Cx) -> Done {
    let Some(before) = before else { return Ok(()) };
    let room = cx.db().get(&after.room_id)?.unwrap_or_default();
    // A tentative one of which the sign was taken off goes on as if it were new.
    let after = if after.state.is_empty() { after.first_state(&room) } else { after.clone() };
    let after =
        if before.repeats == after.repeats { after } else { Booking { repeats: before.repeats.clone(), ..after } };
    let change = acts::change(cx.db(), before, &after, &cx.who)?;
    cx.apply(&change.spends(draft))
}

pub(super) fn shift(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let of = one(pane)?;
    let now = dates::stamp_weekday(of.booking.starts_at());
    prompt(cx, &format!("Move {}, now {now}", of.booking.title), &[("To", "")], move |answers, cx| {
        let read = when::parse(&answers[0], cx.now)?;
        let first = read.first().ok_or_else(|| Refusal::rule("Type when: fri 10:00."))?;
        let start = first.at(of.booking.starts_at().time());
        let change = acts::change(cx.db(), &of.booking, &of.booking.moved_to(start), &cx.who)?;
        cx.apply(&change)
    });
    Ok(())
}

pub(super) fn confirm(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let of = one(pane)?;
    cx.apply(&acts::confirm(&of, "")?)
}

pub(super) fn decline(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let of = one(pane)?;
    of.booking.declined("-")?;
    prompt(cx, &format!("Decline {}", of.booking.title), &[("Why", "")], move |answers, cx| {
        cx.apply(&acts::decline(&of, &answers[0])?)
    });
    Ok(())
}

pub(super) fn cancel(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let of = one(pane)?;
    of.booking.cancelled("-")?;
    let later = match &of.booking.series_id {
        Some(series) => repo::of_series(cx.db(), series, &of.booking.start)?.len(),
        None => 0,
    };
    if later < 2 {
        return ask_cancel(of, false, cx);
    }
    let items = vec![
        MenuItem::new("one", "", "This one", dates::stamp_weekday(of.booking.starts_at())),
        MenuItem::new("later", "", "This one and all later", format!("{later} in all")),
    ];
    choose(cx, &format!("Cancel {}", of.booking.title), items, move |id, cx| ask_cancel(of.clone(), id == "later", cx));
    Ok(())
}

fn ask_cancel(of: Booked, later: bool, cx: &mut Cx) -> Done {
    prompt(cx, &format!("Cancel {}", of.booking.title), &[("Why", "")], move |answers, cx| {
        let change =
            if later { acts::cancel_later(cx.db(), &of, &answers[0])? } else { acts::cancel(&of, &answers[0])? };
        cx.apply(&change)
    });
    Ok(())
}

pub(super) fn done(pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    let of = one(pane)?;
    cx.apply(&acts::done(&of, cx.now)?)
}

/// A date for everyone: what is taken is booked, with the machines that have to be brought.
pub(super) fn date(_pane: &mut RoomsPane, cx: &mut Cx) -> Done {
    together::open(cx, Wish::new(cx.today()), |pick: &Pick, cx| {
        if pick.room_id.is_none() {
            return Err(Refusal::rule("No room is there to book. Write one down first: v v goes to the rooms."));
        }
        let pick = pick.clone();
        let title = format!("Meeting with {}", pick.with.join(", "));
        prompt(cx, &format!("Book {}", pick.room), &[("What for", &title)], move |answers, cx| {
            book_pick(&pick, &answers[0], cx)
        });
        Ok(())
    })
}

fn book_pick(pick: &Pick, title: &str, cx: &mut Cx) -> Done {
    let holidays = diary::repo::holidays(cx.db(), &cx.config.division)?;
    let asked = (cx.who.as_str(), cx.now);
    let Some((booking, change)) = acts::book_for(cx.db(), pick, title, ("", ""), &holidays, asked)? else {
        return Ok(());
    };
    cx.apply(&change)?;
    cx.show("booking", booking.id);
    Ok(())
}
