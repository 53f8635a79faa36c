//! Acts of the clinics by chance: booked, moved, seen, missed, cancelled, rebooked, sessions cancelled and taken back.

use rolltop::clock::stamp;
use rolltop::config::Config;
use rolltop::desk::clinics::acts::{self, At};
use rolltop::desk::clinics::rules_plan::read_slots;
use rolltop::desk::clinics::{Appointment, Clinic, Need, Plan, Session, repo};
use rolltop::desk::diary::holidays::{Division, Holidays};
use rolltop::desk::letters::House;
use rolltop::desk::people::Patient;
use rolltop::store::{Change, Edit, Refusal, Store, new_id};

use crate::support::now;

/// Today, whose first slots have passed, and two days to come.
const DAYS: [&str; 3] = ["2026-03-03", "2026-03-05", "2026-03-10"];

fn plan(since: &str) -> Plan {
    Plan {
        since: since.into(),
        weekdays: vec!["tue".into(), "thu".into()],
        from: "09:30".into(),
        to: "12:30".into(),
        slots: read_slots("3 new 30m, 4 follow-up 15m", "09:30").expect("slots"),
        overbook: 2,
        ..Plan::default()
    }
}

/// A clinic of any name.
pub fn clinic(word: &str) -> Edit {
    let id = new_id();
    let name = format!("{word} {id}");
    Edit::insert(&Clinic { id, name, plans: vec![plan("2026-01-01")], created_at: stamp(now()), ..Clinic::default() })
}

/// A clinic with a patient, to act on.
pub fn furnish(store: &mut Store) {
    let clinic =
        Clinic { id: "c-seed".into(), name: "Clinic".into(), plans: vec![plan("2026-01-01")], ..Clinic::default() };
    let patient =
        Patient { id: "p-seed".into(), surname: "Smith".into(), forename: "Ann".into(), ..Patient::new(now()) };
    store.apply(&Change::new("Seed").insert(&clinic).insert(&patient), "Setup", now()).expect("a seed");
}

/// One act; an empty change where a rule refuses it or there is nothing to act on.
pub fn act(store: &Store, who: &str, act: usize, which: usize, slot: usize) -> Change {
    let house = House::of(store, &Config::default()).expect("the house");
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    let at = At { db: store.db(), house: &house, holidays: &holidays, who, now: now() };
    done(at, act, which, slot).unwrap_or_else(|_| Change::new("Refused"))
}

fn done(at: At<'_>, act: usize, which: usize, slot: usize) -> Result<Change, Refusal> {
    let sitting = || session(at, slot);
    let one = |states: &[&str]| some(at, states, which);
    match act % 15 {
        0..=2 => new_booking(at, slot, which),
        3 => moved(at, &one(&["booked"])?, slot),
        4 => acts::cancel(at, &one(&["booked"])?, which.is_multiple_of(2), "cannot come"),
        5 => acts::each(at, "Arrived", &[one(&["booked"])?], |a| a.arrived(now())),
        6 => Ok(acts::seen(at, &one(&["booked", "arrived"])?, "follow-up", Some(slot as i64 % 9))?.0),
        7 => acts::each(at, "Missed", &[one(&["booked"])?], |a| a.dna(now())),
        8 => Ok(acts::rebook(at, &one(&["cancelled_patient", "cancelled_hospital", "dna"])?)?.0),
        9 => acts::taken_off(at, &one(&["waiting"])?, "treated"),
        10 => Ok(acts::cancel_session(at, &sitting()?, "consultant ill")?.change),
        11 => acts::take_back(at, &sitting()?),
        12 => shorter(at, &sitting()?),
        13 => instead(at, which, slot),
        _ => replanned(at, slot),
    }
}

fn session(at: At<'_>, n: usize) -> Result<Session, Refusal> {
    let day = DAYS[n % DAYS.len()].replace('-', "");
    repo::session(at.db, &format!("c-seed.{day}"), now().date())
}

fn some(at: At<'_>, states: &[&str], which: usize) -> Result<Appointment, Refusal> {
    let mut all = repo::every(at.db)?;
    all.retain(|a| states.contains(&a.state.as_str()) && a.patient_id == "p-seed");
    if all.is_empty() { Err(Refusal::rule("None.")) } else { Ok(all.swap_remove(which % all.len())) }
}

fn place(at: At<'_>, n: usize) -> Result<(Session, String, usize), Refusal> {
    let session = session(at, n)?;
    let places = session.places();
    let place = places.get(n / 3 % places.len().max(1)).ok_or("No slot.")?;
    if n.is_multiple_of(5) {
        let beyond = acts::seat_beyond(at.db, &session, &place.slot.at)?;
        return Ok((session.clone(), place.slot.at.clone(), beyond));
    }
    Ok((session.clone(), place.slot.at.clone(), place.n))
}

fn new_booking(at: At<'_>, n: usize, which: usize) -> Result<Change, Refusal> {
    let (session, time, seat) = place(at, n)?;
    let need = Need { what: "transport".into(), task_id: None };
    let one = Appointment { needs: vec![need], ..Appointment::new("p-seed", "new", now()) };
    let one = if which.is_multiple_of(3) { some(at, &["waiting"], which)? } else { one };
    Ok(acts::book(at, &one, &session, &time, seat, if n.is_multiple_of(2) { "letter" } else { "telephone" })?.change)
}

fn moved(at: At<'_>, one: &Appointment, n: usize) -> Result<Change, Refusal> {
    let (session, time, seat) = place(at, n)?;
    Ok(acts::move_to(at, one, false, "cannot come", (&session, &time, seat), "letter")?.change)
}

fn shorter(at: At<'_>, session: &Session) -> Result<Change, Refusal> {
    let slots = session.slots.iter().filter(|s| s.ends().as_str() <= "11:00").cloned().collect();
    Ok(acts::reduce_session(at, session, ("09:30", "11:00"), slots, "theatre list")?.change)
}

/// Somebody of a cancelled session: booked instead, reached, or not reached.
fn instead(at: At<'_>, which: usize, n: usize) -> Result<Change, Refusal> {
    let left = repo::to_reach(at.db)?;
    let one = left.get(which % left.len().max(1)).ok_or("Nobody.")?;
    match n % 3 {
        0 => acts::reached(at, one),
        1 => acts::unreachable(at, one),
        _ => {
            let (session, time, seat) = place(at, n)?;
            Ok(acts::book_instead(at, one, (&session, &time, seat))?.change)
        }
    }
}

fn replanned(at: At<'_>, n: usize) -> Result<Change, Refusal> {
    let before: Clinic = at.db.must("c-seed")?;
    let since = DAYS[n % DAYS.len()];
    let less = read_slots("2 new 30m", "09:30")?;
    let after =
        before.with_plan(Plan { slots: if n.is_multiple_of(2) { less } else { plan(since).slots }, ..plan(since) });
    Ok(Change::new("Another plan").update(&before, &after))
}
