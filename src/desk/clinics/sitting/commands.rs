//! What can be done in a session.

use super::SessionLayer;
use super::whole::{cancel_all, close, edit, hold, reduce, save_session, take_back};
use crate::app::{Cx, MenuItem, Row, WhoLayer, ask_file, ask_printer, choose, prompt};
use crate::desk::clinics::acts::{self, Booking};
use crate::desk::clinics::booked::{self, About};
use crate::desk::clinics::given::with_at;
use crate::desk::clinics::model::Appointment;
use crate::desk::clinics::rules_appointment::OUTCOMES;
use crate::desk::clinics::waiting::short;
use crate::desk::clinics::{pick, reach, repo, whole};
use crate::desk::diary::sheet_clinic;
use crate::desk::letters::start::{Asked, start};
use crate::desk::letters::{House, Letter};
use crate::desk::links::Link;
use crate::desk::people::Patient;
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::{Change, Refusal};
use crate::text::dates;

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
    row!(
        "session.paper",
        ["P"],
        "List",
        "The list of this clinic on A4: as a PDF, or on the printer.",
        Place::Menu,
        always,
        paper
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

fn paper(layer: &mut SessionLayer, cx: &mut Cx) -> Done {
    let session = layer.session.clone();
    let what = format!("{} on {}", session.name, dates::screen_weekday(session.day()));
    let items = [("pdf", "Write a PDF"), ("lp", "Print")].map(|(id, word)| MenuItem::new(id, "", word, ""));
    choose(cx, &format!("The list of {what}"), items.into(), move |id, cx| {
        let pdf = sheet_clinic::pdf(&cx.store, &cx.config, &session.id, (&cx.who, cx.now))?;
        // It shows the records of many: that it was made is written down.
        cx.viewed("session", &session.id, &format!("The list of {what}"))?;
        let file = format!("clinic-{}.pdf", session.on_date);
        if id == "pdf" { ask_file(pdf, &file, cx) } else { ask_printer(pdf, &what, cx) }
    });
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
