//! A clinic that is cancelled or reduced, dealt with as one thing (domain 3.2, L10; hazard H9): every patient on a list
//! until reached, each with a slot proposed, a letter drafted or a call to make.

use chrono::Duration;

use super::{At, arrange, paper, with};
use crate::desk::clinics::model::{Appointment, Session, Slot};
use crate::desk::clinics::repo;
use crate::desk::clinics::repo_free::{Free, Wish, free};
use crate::desk::clinics::rules_clash::notice_of;
use crate::desk::clinics::rules_needs::place_for;
use crate::desk::clinics::rules_plan::later;
use crate::desk::clinics::rules_session::{Taken, seat_parts};
use crate::desk::letters::repo::Visit;
use crate::desk::links::Link;
use crate::desk::tasks::Task;
use crate::store::{Change, Db, Edit, Refusal};
use crate::text::dates;

/// Whoever has less notice than this is rung up; a letter would come too late.
pub const LETTER_DAYS: i64 = 7;

/// What a cancellation does.
#[derive(Debug, Clone)]
pub struct Wave {
    /// The change.
    pub change: Change,
    /// The patients it touches, the nearest breach date first, as they will be.
    pub touched: Vec<Appointment>,
}

/// Cancels a session: all its patients come onto the list.
///
/// # Errors
/// It is cancelled or closed, or no reason is given.
pub fn cancel_session(at: At<'_>, session: &Session, reason: &str) -> Result<Wave, Refusal> {
    let after = session.cancelled(reason, at.now)?;
    wave(at, session, &after, |_| true)
}

/// Reduces a session to other times and slots: those whose slot is gone come onto the list.
///
/// # Errors
/// As [`Session::reduced`].
pub fn reduce_session(
    at: At<'_>,
    session: &Session,
    (from, to): (&str, &str),
    slots: Vec<Slot>,
    reason: &str,
) -> Result<Wave, Refusal> {
    let after = session.reduced(from, to, slots, reason, at.now)?;
    wave(at, session, &after, |one| !stays(session, &after, one))
}

/// Whether somebody keeps the slot: of several at one time by its number; beyond the slots by the time.
fn stays(before: &Session, after: &Session, one: &Appointment) -> bool {
    let (at, n) = one.seat.as_deref().and_then(seat_parts).unwrap_or((one.at(), 0));
    if before.place(at, n).is_some() {
        return after.place(at, n).is_some();
    }
    after.places_at(at) <= n && after.starts.as_str() <= at && later(at, one.minutes) <= after.ends
}

fn wave(at: At<'_>, session: &Session, after: &Session, gone: impl Fn(&Appointment) -> bool) -> Result<Wave, Refusal> {
    let day = dates::screen_weekday(session.day());
    let word = if after.is_live() { "Reduced" } else { "Cancelled" };
    let mut change = Change::new(format!("{word} {} {day} ({})", session.name, after.reason));
    change.edits.push(written(session, &after.stored(at.now)));
    let mut sit = repo::of_session(at.db, &session.id)?;
    sit.retain(|a| a.state == "booked" && gone(a));
    sit.sort_by_key(breach_key);
    // Those of another cancelled clinic keep what is proposed to them.
    let mut proposed = proposed_to_others(at.db, "")?;
    let mut touched = Vec::new();
    for one in &sit {
        let instead = propose(at, session, one, &proposed)?;
        proposed.extend(instead.as_ref().map(|f| f.id.clone()));
        let (reached, edits) = cancelled_with(at, session, one, &after.reason, instead.as_ref())?;
        change = change.and(edits);
        touched.push(reached);
    }
    Ok(Wave { change, touched })
}

/// The slots that are proposed to those of cancelled clinics, but for one of them.
///
/// # Errors
/// The desk cannot be read.
pub fn proposed_to_others(db: Db<'_>, but: &str) -> Result<Vec<String>, Refusal> {
    Ok(repo::to_reach(db)?.into_iter().filter(|a| a.id != but).filter_map(|a| a.proposed).collect())
}

/// The row of a session: new where it only followed its plan.
pub fn written(before: &Session, after: &Session) -> Edit {
    if before.is_stored() { Edit::update(before, after) } else { Edit::insert(after) }
}

fn breach_key(one: &Appointment) -> (String, String) {
    (one.breach_on.clone().unwrap_or_else(|| "9999".into()), one.start.clone().unwrap_or_default())
}

/// The first free slot of the same kind and consultant that nobody else was proposed: the patient's needs can be
/// arranged by then, and the letter arrives.
fn propose(at: At<'_>, session: &Session, one: &Appointment, proposed: &[String]) -> Result<Option<Free>, Refusal> {
    let notice = one.needs.iter().map(|n| notice_of(&n.what)).max().unwrap_or(0).max(1);
    let first = at.now.date() + Duration::days(notice);
    let wish = Wish {
        kind: Some(one.kind.clone()),
        consultant: session.consultant.clone(),
        days: one.suits.clone(),
        away: one.away.iter().cloned().chain([format!("{0}/{0}", session.on_date)]).collect(),
        count: 1,
        breach_on: one.breach(),
        without: proposed.to_vec(),
        place: place_for(one, &one.kind),
        ..Wish::from(first)
    };
    Ok(free(at.db, &wish, at.holidays, at.now)?.into_iter().next())
}

fn cancelled_with(
    at: At<'_>,
    session: &Session,
    one: &Appointment,
    reason: &str,
    instead: Option<&Free>,
) -> Result<(Appointment, Change), Refusal> {
    let by_letter = session.day() - at.now.date() >= Duration::days(LETTER_DAYS);
    let after = Appointment {
        reach: "to_reach".into(),
        proposed: instead.map(|f| f.id.clone()),
        told: if by_letter { "letter" } else { "telephone" }.into(),
        ..one.cancelled(true, reason, at.now)?
    };
    let mut change = Change::new("").update(one, &after);
    change = with(change, arrange::undone_for(at, one)?);
    change = with(change, paper::withdrawn(at, one)?);
    if by_letter {
        let (letter, _) = paper::clinic_cancelled(at, one, instead.map(|f| visit(one, f)))?;
        change = change.and(paper::tied(at, one, &letter));
    }
    Ok((after, change))
}

fn visit(one: &Appointment, slot: &Free) -> Visit {
    Visit {
        start: crate::clock::stamp(slot.start),
        place: slot.place.clone(),
        title: one.kind_in_words().to_owned(),
        clinic: slot.clinic.clone(),
    }
}

/// Everybody of a session who was not reached yet.
pub fn left(at: At<'_>, session_id: &str) -> Result<Vec<Appointment>, Refusal> {
    let mut all = repo::of_session(at.db, session_id)?;
    all.retain(|a| a.reach == "to_reach");
    all.sort_by_key(breach_key);
    Ok(all)
}

/// Books a slot instead, and the patient counts as reached: told on the telephone, or by the letter that is now ready.
///
/// # Errors
/// As [`super::book`], or the patient was reached already.
pub fn book_instead(at: At<'_>, one: &Appointment, slot: (&Session, &str, usize)) -> Result<super::Booking, Refusal> {
    must_be_left(one)?;
    let (old, new) = one.rebooked(at.now)?;
    let by_letter = one.told == "letter";
    let booking = super::book(at, &new, slot.0, slot.1, slot.2, if by_letter { "" } else { "telephone" })?;
    let old = Appointment { reach: "reached".into(), ..old };
    let label = format!(
        "Rebooked {} instead of {}",
        at.named(&booking.appointment),
        dates::stamp_weekday(one.starts().unwrap_or_default())
    );
    let mut change = Change::new(label).update(one, &old).and(booking.change.clone());
    change = with(change, paper::withdrawn(at, one)?);
    let mut lacks = Vec::new();
    let mut appointment = booking.appointment.clone();
    if by_letter {
        let visit = repo::visit_of(at.db, &appointment, at.now.date())?;
        let (letter, missing) = paper::clinic_cancelled(at, one, Some(visit))?;
        let letter = if missing.is_empty() { letter.submitted(&[], false, at.who, at.now)? } else { letter };
        change = change.and(paper::tied(at, &appointment, &letter));
        change = change.insert(&Link::between(("appointment", &one.id), ("letter", &letter.id), at.now));
        lacks = missing;
        told_by_letter(&mut change, &mut appointment);
    }
    Ok(super::Booking { change, appointment, lacks, ..booking })
}

/// The booked appointment says that its letter tells the patient.
fn told_by_letter(change: &mut Change, one: &mut Appointment) {
    one.told = "letter".into();
    for edit in change.edits.iter_mut().filter(|e| e.id == one.id) {
        if let Some(after) = &mut edit.after {
            after.insert("told".into(), "letter".into());
        }
    }
}

fn must_be_left(one: &Appointment) -> Result<(), Refusal> {
    if one.reach == "to_reach" {
        return Ok(());
    }
    Err(Refusal::rule("This patient was dealt with already."))
}

/// Reached, and no date taken yet: onto the waiting list.
pub fn reached(at: At<'_>, one: &Appointment) -> Result<Change, Refusal> {
    must_be_left(one)?;
    let (old, new) = one.rebooked(at.now)?;
    let old = Appointment { reach: "reached".into(), told: "telephone".into(), ..old };
    let new = Appointment { book_by: Some(at.now.date().to_string()), ..new };
    let change = Change::new(format!("Reached, waits for a date: {}", at.name(one))).update(one, &old).insert(&new);
    Ok(with(change, paper::withdrawn(at, one)?))
}

/// Could not be reached: a task goes on with it, and the patient waits for a date.
pub fn unreachable(at: At<'_>, one: &Appointment) -> Result<Change, Refusal> {
    must_be_left(one)?;
    let (old, new) = one.rebooked(at.now)?;
    let old = Appointment { reach: "unreachable".into(), ..old };
    let new = Appointment { book_by: Some(at.now.date().to_string()), ..new };
    let day = one.day().map_or(at.now.date(), |d| d.pred_opt().unwrap_or(d)).max(at.now.date());
    let task = Task {
        due: Some(day.to_string()),
        priority: 1,
        patient_id: Some(one.patient_id.clone()),
        note: "The clinic is cancelled and the patient does not know yet. Try the other numbers, the next of kin, a letter by first post.".into(),
        ..Task::new(&format!("Reach about the cancelled clinic: {}", at.named(one)), at.who, at.now)
    };
    let link = Link::between(("appointment", &one.id), ("task", &task.id), at.now);
    Ok(Change::new(format!("Not reached: {}", at.name(one))).update(one, &old).insert(&new).insert(&task).insert(&link))
}

/// Takes a whole cancellation back: the session is open again, everybody has the old slot, what was made in the meantime
/// (new bookings, letters, tasks) falls away.
///
/// # Errors
/// A letter went out since, or a patient was seen in the new slot, or somebody else has the old one.
pub fn take_back(at: At<'_>, session: &Session) -> Result<Change, Refusal> {
    if !matches!(session.state.as_str(), "cancelled" | "reduced") {
        return Err(Refusal::rule("This session is neither cancelled nor reduced: there is nothing to take back."));
    }
    let since = session.cancelled_at.clone().unwrap_or_default();
    let day = dates::screen_weekday(session.day());
    let mut change = Change::new(format!("Took back the cancellation of {} {day}", session.name));
    let whole = restored(at, session)?;
    change.edits.push(Edit::update(session, &whole));
    let mut taken = repo::taken_in(at.db, session)?;
    for one in repo::of_session(at.db, &session.id)?.iter().filter(|a| !a.reach.is_empty()) {
        let known = repo::last_seat(at.db, &one.id)?;
        let seated = seated(&whole, one, known, &mut taken).ok_or_else(|| {
            Refusal::rule(format!("Not taken back: somebody else has the slot of {} by now.", at.name(one)))
        })?;
        change = change.and(back_again(at, one, &seated, &since)?);
    }
    Ok(change)
}

fn restored(at: At<'_>, session: &Session) -> Result<Session, Refusal> {
    let clinic = session.clinic_id.as_deref().map(|id| at.db.get::<crate::desk::clinics::Clinic>(id)).transpose()?;
    let plan = clinic.flatten().and_then(|c| c.session_on(session.day(), at.now.date()));
    let (starts, ends, slots) = match plan {
        Some(plan) if session.state == "reduced" => (plan.starts, plan.ends, plan.slots),
        _ => (session.starts.clone(), session.ends.clone(), session.slots.clone()),
    };
    Ok(Session {
        starts,
        ends,
        slots,
        state: "open".into(),
        reason: String::new(),
        notice_weeks: None,
        cancelled_at: None,
        ..session.clone()
    })
}

fn back_again(at: At<'_>, one: &Appointment, seated: &Appointment, since: &str) -> Result<Change, Refusal> {
    let new = one.rebooked_as.as_deref().map(|id| at.db.get::<Appointment>(id)).transpose()?.flatten();
    let told = paper::any_sent(at, one, since)? || new.as_ref().map_or(Ok(false), |n| paper::any_sent(at, n, since))?;
    if told {
        return Err(Refusal::rule(format!(
            "Not taken back: a letter has gone to {}. Ring them, then book each by hand.",
            at.name(one)
        )));
    }
    let mut change = Change::new("").update(one, seated);
    change = with(change, paper::withdrawn(at, one)?);
    change = change.and(tasks_gone(at, one)?);
    if let Some(new) = new {
        if !matches!(new.state.as_str(), "booked" | "waiting") {
            return Err(Refusal::rule(format!("Not taken back: {} was {} since.", at.name(one), new.state_words())));
        }
        let gone = Appointment { seat: None, binned_at: Some(crate::clock::stamp(at.now)), ..new.clone() };
        change = with(with(change.update(&new, &gone), arrange::undone_for(at, &new)?), paper::withdrawn(at, &new)?);
    }
    Ok(joined(change))
}

/// A letter that hangs on both the old and the new appointment is cancelled once.
fn joined(mut change: Change) -> Change {
    let mut seen: Vec<(String, String)> = Vec::new();
    change.edits.retain(|e| {
        let key = (e.table.clone(), e.id.clone());
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    change
}

/// In the seat that it had, the first of its time where nothing is known of that; none where it is taken and nobody more
/// may be taken in.
fn seated(session: &Session, one: &Appointment, known: Option<String>, taken: &mut Taken) -> Option<Appointment> {
    let (day, at) = (session.on_date.as_str(), one.at());
    let known = known.filter(|s| s.starts_with(&format!("{day}T{at} ")));
    let seat = known.unwrap_or_else(|| session.seat(at, taken.next_free(at, 0)));
    let free = seat_parts(&seat).is_some_and(|(at, n)| !taken.has(at, n));
    taken.add(&seat, &one.kind);
    let room = free && taken.over(session) <= session.overbook;
    room.then(|| Appointment {
        state: "booked".into(),
        seat: Some(seat),
        ended_at: None,
        end_reason: String::new(),
        reach: String::new(),
        proposed: None,
        rebooked_as: None,
        ..one.clone()
    })
}

/// The tasks that the cancellation made are not needed any more; those that it cancelled are open again.
fn tasks_gone(at: At<'_>, one: &Appointment) -> Result<Change, Refusal> {
    let mut change = Change::new("");
    let arranged: Vec<&str> = one.needs.iter().filter_map(|n| n.task_id.as_deref()).collect();
    for (kind, id) in crate::desk::links::others(at.db, &one.id)? {
        if kind != "task" {
            continue;
        }
        let Some(task) = at.db.get::<Task>(&id)? else { continue };
        if arranged.contains(&id.as_str()) {
            if task.state == "cancelled" {
                change = change.update(&task, &task.opened()?);
            }
        } else if !task.is_over() {
            change = change.update(&task, &task.cancelled("the clinic takes place after all", at.now)?);
        }
    }
    Ok(change)
}
