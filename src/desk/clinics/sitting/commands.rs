//! What can be done in a session.

use super::SessionLayer;
use crate::app::{Cx, Row, WhoLayer, prompt};
use crate::desk::clinics::acts::{self, Booking};
use crate::desk::clinics::booked::{self, About};
use crate::desk::clinics::given::with_at;
use crate::desk::clinics::model::{Appointment, Session, Slot};
use crate::desk::clinics::rules_appointment::OUTCOMES;
use crate::desk::clinics::rules_plan::{read_slots, slots_text};
use crate::desk::clinics::waiting::short;
use crate::desk::clinics::{form, pick, reach, repo, whole};
use crate::desk::letters::start::{Asked, start};
use crate::desk::letters::{House, Letter};
use crate::desk::links::Link;
use crate::desk::people::Patient;
use crate::keys::command::always;
use crate::keys::{Command, Done, Place};
use crate::store::{Change, Refusal};
use crate::text::dates;

macro_rules! row {
    ($id:literal, $keys:expr, $label:literal, $sentence:literal, $place:expr, $ready:expr, $run:expr) => {
        Command {
            id: $id,
            keys: &$keys,
            label: $label,
            sentence: $sentence,
            place: $place,
            everywhere: false,
            ready: $ready,
            run: $run,
        }
    };
}

fn some_one(layer: &SessionLayer, _: &Cx) -> Result<(), String> {
    layer.chosen().map(|_| ())
}

pub(super) static ROWS: &[Row<SessionLayer>] = &[
    row!(
        "session.book",
        ["n"],
        "Book",
        "Book a patient into the selected slot; where somebody sits already, beyond the slots.",
        Place::Footer(1),
        always,
        book
    ),
    row!("session.patient", ["enter"], "Patient", "Open the patient's record.", Place::Footer(2), some_one, patient),
    row!(
        "session.arrived",
        ["a"],
        "Arrived",
        "The patient, or all that are marked, are here.",
        Place::Footer(3),
        some_one,
        |l, cx| { each(l, cx, "Arrived", |a, cx| a.arrived(cx.now)) }
    ),
    row!(
        "session.seen",
        ["d"],
        "Seen",
        "Seen: say what came of it, and in how many weeks a follow-up.",
        Place::Footer(4),
        some_one,
        seen
    ),
    row!(
        "session.missed",
        ["m"],
        "Did not attend",
        "The patient, or all that are marked, did not attend.",
        Place::Footer(5),
        some_one,
        |l, cx| { each(l, cx, "Did not attend", |a, cx| a.dna(cx.now)) }
    ),
    row!(
        "session.cancel",
        ["x", "del"],
        "Cancel",
        "Cancel the appointment, with the reason; the slot is free.",
        Place::Footer(6),
        some_one,
        cancel
    ),
    row!(
        "session.move",
        ["v"],
        "Move",
        "Move the appointment to one of the next free slots.",
        Place::Footer(7),
        some_one,
        |l, cx| {
            let one = l.one()?;
            booked::move_one(&one, &About::patient(&one.patient_id), cx)
        }
    ),
    row!(
        "session.whole",
        ["i"],
        "Whole",
        "The appointment in full: its moves, attendance code, letters and tasks.",
        Place::Menu,
        some_one,
        |l, cx| { whole::open(&l.one()?.id, cx) }
    ),
    row!(
        "session.unseen",
        ["u"],
        "Left unseen",
        "The patient left without being seen.",
        Place::Menu,
        some_one,
        |l, cx| { each(l, cx, "Left unseen", |a, cx| a.left(cx.now)) }
    ),
    row!(
        "session.reopen",
        ["o"],
        "Open again",
        "Back to booked: it was marked by mistake. A draft or closed session is opened.",
        Place::Menu,
        always,
        reopen
    ),
    row!(
        "session.letter",
        ["l"],
        "Letter",
        "Begin the clinic letter of this attendance.",
        Place::Menu,
        some_one,
        letter
    ),
    row!(
        "session.hold",
        ["h"],
        "Hold",
        "Hold the free slot for somebody until some days before; again: free it.",
        Place::Menu,
        always,
        hold
    ),
    row!(
        "session.edit",
        ["e"],
        "Edit",
        "Change this one session: times, slots, room, limits. The clinic's plan stays.",
        Place::Menu,
        always,
        edit
    ),
    row!("session.close", ["z"], "Close", "Close the session: everybody has an outcome.", Place::Menu, always, close),
    row!(
        "session.reduce",
        ["r"],
        "Reduce",
        "Reduce the session to fewer hours or slots; whoever loses a slot comes onto the list.",
        Place::Menu,
        always,
        reduce
    ),
    row!(
        "session.cancel-all",
        ["X"],
        "Cancel clinic",
        "Cancel the whole session: all its patients come onto the list, each with another slot proposed.",
        Place::Footer(8),
        always,
        cancel_all
    ),
    row!(
        "session.reach",
        ["w"],
        "To reach",
        "The patients of the cancelled session who must be reached.",
        Place::Menu,
        always,
        |l, cx| { reach::open(Some(&l.session.id), cx) }
    ),
    row!(
        "session.take-back",
        ["U"],
        "Take back",
        "Take the whole cancellation back, while no letter has gone.",
        Place::Menu,
        always,
        take_back
    ),
];

/// Does the same to every chosen appointment, as one change.
fn each(
    layer: &mut SessionLayer,
    cx: &mut Cx,
    word: &str,
    to: impl Fn(&Appointment, &Cx) -> Result<Appointment, String>,
) -> Done {
    let all = layer.chosen()?;
    let change = with_at(cx, |at| acts::each(at, word, &all, |a| to(a, cx)))?;
    cx.apply(&change)?;
    layer.state.marked.clear();
    Ok(())
}

/// Where the next one is booked: the selected slot, or beyond the slots at its time.
fn target(layer: &SessionLayer, cx: &Cx) -> Result<(String, usize, String), Refusal> {
    let seat = layer.seat();
    let taken = seat.is_none_or(|s| s.one.is_some());
    if let Some(place) = seat.and_then(|s| s.place.as_ref()).filter(|_| !taken) {
        return Ok((place.slot.at.clone(), place.n, place.slot.kind.clone()));
    }
    let at = seat.map_or(layer.session.starts.clone(), |s| s.at().to_owned());
    let n = acts::seat_beyond(cx.db(), &layer.session, &at)?;
    let kind = seat.and_then(|s| s.one.as_ref()).map_or("follow-up".into(), |o| o.kind.clone());
    Ok((at, n, kind))
}

fn book(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let (at, n, kind) = target(layer, cx)?;
    let id = layer.session.id.clone();
    let title = format!("Who comes {} {at}", dates::screen_weekday(layer.session.day()));
    cx.open(WhoLayer::new(&title, &["patient"], move |found, cx| {
        let one = wanted(&found.id, &kind, cx)?;
        let session = repo::session(cx.db(), &id, cx.today())?;
        let booking: Booking = with_at(cx, |given| acts::book(given, &one, &session, &at, n, "letter"))?;
        pick::write(booking, cx)
    }));
    Ok(())
}

/// What of the patient waits for a date of this kind, else a new appointment.
fn wanted(patient: &str, kind: &str, cx: &Cx) -> Result<Appointment, Refusal> {
    let waits = repo::of_patient(cx.db(), patient)?.into_iter().find(|a| a.state == "waiting" && a.kind == kind);
    match waits {
        Some(one) => Ok(one),
        None => Ok(acts::fresh(&cx.db().must::<Patient>(patient)?, kind, cx.now)),
    }
}

fn patient(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let one = layer.one()?;
    cx.close();
    cx.show("patient", one.patient_id);
    Ok(())
}

fn seen(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let one = layer.one()?;
    one.seen("?", None, cx.now)?;
    let title = with_at(cx, |at| Ok(format!("Seen: {}", at.name(&one))))?;
    let outcome = format!("Outcome ({})", OUTCOMES[..4].join(", "));
    prompt(cx, &title, &[(&outcome, ""), ("Follow-up in weeks", "")], move |answers, cx| {
        let weeks = read_weeks(&answers[1])?;
        let word = if answers[0].is_empty() && weeks.is_some() { "follow-up" } else { answers[0].as_str() };
        let change = with_at(cx, |at| Ok(acts::seen(at, &one, whole(word), weeks)?.0))?;
        cx.apply(&change)
    });
    Ok(())
}

/// The outcome that begins as typed: `d` is discharged.
fn whole(typed: &str) -> &str {
    let lower = typed.trim().to_lowercase();
    let one = OUTCOMES.iter().find(|o| !lower.is_empty() && o.starts_with(&lower));
    one.copied().unwrap_or(typed)
}

/// `6`, `6/52`, `6w` or nothing.
fn read_weeks(typed: &str) -> Result<Option<i64>, Refusal> {
    let bare = typed.trim().trim_end_matches("/52").trim_end_matches('w').trim();
    if bare.is_empty() {
        return Ok(None);
    }
    let weeks =
        bare.parse().map_err(|_| Refusal::rule("Give the weeks until the follow-up as a number, such as 6."))?;
    Ok(Some(weeks))
}

fn cancel(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let one = layer.one()?;
    one.cancelled(false, "?", cx.now)?;
    let title = with_at(cx, |at| Ok(format!("Cancel {}", at.named(&one))))?;
    prompt(cx, &title, &[("Reason", ""), ("By whom (patient, hospital)", "patient")], move |answers, cx| {
        let by_hospital = match answers[1].to_lowercase().as_str() {
            "p" | "patient" | "" => false,
            "h" | "hospital" | "us" => true,
            _ => return Err(Refusal::rule("Say who cancels it: patient or hospital.")),
        };
        let change = with_at(cx, |at| acts::cancel(at, &one, by_hospital, &answers[0]))?;
        cx.apply(&change)?;
        short::offer_freed(&one, cx)
    });
    Ok(())
}

fn reopen(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    if let Ok(one) = layer.one()
        && one.reopened().is_ok()
    {
        return each(layer, cx, "Open again", |a, _| a.reopened());
    }
    let after = layer.session.opened()?;
    save_session(&layer.session, &after, "Opened", cx)
}

/// Writes a session that may not have stood in the file before.
fn save_session(before: &Session, after: &Session, word: &str, cx: &mut Cx) -> Done {
    let label = format!("{word} {} {}", before.name, dates::screen_weekday(before.day()));
    let mut change = Change::new(label);
    change.edits.push(acts::written(before, &after.stored(cx.now)));
    cx.apply(&change)
}

fn letter(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let one = layer.one()?;
    if !matches!(one.state.as_str(), "arrived" | "seen") {
        return Err(Refusal::rule(
            "A clinic letter is about an attendance: mark the patient as arrived or seen first.",
        ));
    }
    let house = House::of(&cx.store, &cx.config)?;
    let asked = Asked {
        patient_id: Some(one.patient_id.clone()),
        author: one.consultant.clone(),
        owner: cx.who.clone(),
        attended_on: one.day().map(|d| d.to_string()),
        ..Asked::default()
    };
    let letter: Letter = start(cx.db(), &house, &house.template("clinic-letter"), &asked, cx.now)?;
    let label = with_at(cx, |at| Ok(format!("New letter: {}, {}", letter.title, at.name(&one))))?;
    let link = Link::between(("appointment", &one.id), ("letter", &letter.id), cx.now);
    cx.apply(&Change::new(label).insert(&letter).insert(&link))?;
    cx.close();
    cx.show("letter", letter.id);
    Ok(())
}

fn hold(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
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

fn edit(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    form::session(&layer.session, cx);
    Ok(())
}

fn close(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let all = repo::of_session(cx.db(), &layer.session.id)?;
    let after = layer.session.closed(&all, cx.now)?;
    save_session(&layer.session, &after, "Closed", cx)
}

fn cancel_all(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
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

fn reduce(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
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

fn take_back(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let session = layer.session.clone();
    let change = with_at(cx, |at| acts::take_back(at, &session))?;
    cx.apply(&change)
}
