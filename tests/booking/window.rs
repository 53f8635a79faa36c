//! A window that books by chance, and what must hold after whatever it did.

use std::path::Path;

use proptest::prelude::*;
use rolltop::config::Config;
use rolltop::desk::clinics::acts::{self, At, Booking};
use rolltop::desk::clinics::model::Limit;
use rolltop::desk::clinics::rules_clash::Clash;
use rolltop::desk::clinics::rules_plan::read_slots;
use rolltop::desk::clinics::rules_session::{Taken, seat_parts};
use rolltop::desk::clinics::{Appointment, Clinic, Plan, Session, repo};
use rolltop::desk::diary::holidays::{Division, Holidays};
use rolltop::desk::letters::House;
use rolltop::desk::people::Patient;
use rolltop::store::{Change, Refusal, Store};

use crate::support::chance::Chance;
use crate::support::{now, world};

const DAYS: [&str; 2] = ["2026-03-09", "2026-03-16"];
const PATIENTS: usize = 9;
const KINDS: [&str; 4] = ["new", "follow-up", "telephone", "urgent"];
const TIMES: [&str; 4] = ["09:00", "09:30", "10:00", "10:30"];

/// What a window does next; the numbers choose among what there is.
#[derive(Debug, Clone)]
pub enum Step {
    /// Read the desk and think of a booking, without writing it.
    Think(usize, usize, usize),
    /// Write what was thought of, whatever the other window did since.
    Write,
    /// Think of one beyond the slots.
    Beyond(usize, usize, usize),
    /// Think of a move.
    Move(usize, usize),
    /// Cancel an appointment.
    Cancel(usize),
    /// Cancel a session, or take that back.
    Session(usize),
    /// Make a session shorter.
    Reduce(usize),
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
}

impl Arbitrary for Step {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let n = || 0usize..100;
        prop_oneof![
            5 => (n(), n(), n()).prop_map(|(a, b, c)| Self::Think(a, b, c)),
            6 => Just(Self::Write),
            3 => (n(), n(), n()).prop_map(|(a, b, c)| Self::Beyond(a, b, c)),
            2 => (n(), n()).prop_map(|(a, b)| Self::Move(a, b)),
            2 => n().prop_map(Self::Cancel),
            1 => n().prop_map(Self::Session),
            1 => n().prop_map(Self::Reduce),
            2 => Just(Self::Undo),
            1 => Just(Self::Redo),
        ]
        .boxed()
    }
}

impl Step {
    /// One by chance.
    pub fn by(chance: &mut Chance) -> Self {
        let mut n = || chance.below(100);
        let (a, b, c) = (n(), n(), n());
        match n() {
            0..22 => Self::Think(a, b, c),
            22..48 => Self::Write,
            48..60 => Self::Beyond(a, b, c),
            60..70 => Self::Move(a, b),
            70..80 => Self::Cancel(a),
            80..84 => Self::Session(a),
            84..87 => Self::Reduce(a),
            87..95 => Self::Undo,
            _ => Self::Redo,
        }
    }
}

/// One of two windows on a desk.
pub struct Window {
    /// Its own connection.
    pub store: Store,
    who: &'static str,
    house: House,
    holidays: Holidays,
    thought: Option<Booking>,
}

impl Window {
    pub fn open(folder: &Path, who: &str) -> Self {
        let store = world::store(folder);
        let house = House::of(&store, &Config::default()).expect("the house");
        let holidays = Holidays::shipped(Division::EnglandAndWales);
        let who = if who == "Jo" { "Jo" } else { "Sam" };
        Self { store, who, house, holidays, thought: None }
    }

    fn at(&self) -> At<'_> {
        At { db: self.store.db(), house: &self.house, holidays: &self.holidays, who: self.who, now: now() }
    }

    /// Does a step; whether anything was written, or the refusal.
    pub fn act(&mut self, step: &Step) -> Result<bool, String> {
        self.step(step).map_err(|e| e.to_string())
    }

    fn step(&mut self, step: &Step) -> Result<bool, Refusal> {
        match step {
            Step::Think(day, slot, who) => self.think(*day, *slot, *who),
            Step::Beyond(day, time, who) => self.beyond(*day, *time, *who),
            Step::Move(which, to) => self.moved(*which, *to),
            Step::Write => self.write(),
            Step::Cancel(which) => self.cancel(*which),
            Step::Session(day) => self.session(*day),
            Step::Reduce(day) => self.reduce(*day),
            Step::Undo => Ok(self.store.undo(self.who, now())?.is_some()),
            Step::Redo => Ok(self.store.redo(self.who, now())?.is_some()),
        }
    }

    fn sitting(&self, day: usize) -> Result<Session, Refusal> {
        let day = DAYS[day % DAYS.len()].replace('-', "");
        repo::session(self.store.db(), &format!("monday.{day}"), now().date())
    }

    fn think(&mut self, day: usize, slot: usize, who: usize) -> Result<bool, Refusal> {
        let session = self.sitting(day)?;
        let places = session.places();
        let place = &places[slot % places.len()];
        let one = Appointment::new(&format!("p{}", who % PATIENTS), &place.slot.kind, now());
        let booking = acts::book(self.at(), &one, &session, &place.slot.at, place.n, "")?;
        self.keep(booking);
        Ok(false)
    }

    fn beyond(&mut self, day: usize, time: usize, who: usize) -> Result<bool, Refusal> {
        let (session, time) = (self.sitting(day)?, TIMES[time % TIMES.len()]);
        let n = acts::seat_beyond(self.store.db(), &session, time)?;
        let one = Appointment::new(&format!("p{}", who % PATIENTS), KINDS[who % KINDS.len()], now());
        let booking = acts::book(self.at(), &one, &session, time, n, "")?;
        self.keep(booking);
        Ok(false)
    }

    fn moved(&mut self, which: usize, to: usize) -> Result<bool, Refusal> {
        let Some(one) = self.booked(which)? else { return Ok(false) };
        let session = self.sitting(to)?;
        let places = session.places();
        let place = &places[to % places.len()];
        let to = (&session, place.slot.at.as_str(), place.n);
        let booking = acts::move_to(self.at(), &one, false, "cannot come", to, "")?;
        self.keep(booking);
        Ok(false)
    }

    /// What is held, or outside a shorter session, is not booked knowingly here, so that a hold that is not kept is seen.
    fn keep(&mut self, booking: Booking) {
        let knowingly = booking.clashes.iter().any(|c| matches!(c, Clash::Held(..) | Clash::Outside(..)));
        self.thought = (!knowingly).then_some(booking);
    }

    fn write(&mut self) -> Result<bool, Refusal> {
        let Some(booking) = self.thought.take() else { return Ok(false) };
        let one = &booking.appointment;
        self.store.apply_if(&booking.change, self.who, now(), |db| acts::holds(db, one, now()))?;
        Ok(true)
    }

    fn booked(&self, which: usize) -> Result<Option<Appointment>, Refusal> {
        let all: Vec<Appointment> = repo::every(self.store.db())?.into_iter().filter(|a| a.state == "booked").collect();
        Ok(if all.is_empty() { None } else { Some(all[which % all.len()].clone()) })
    }

    fn cancel(&mut self, which: usize) -> Result<bool, Refusal> {
        let Some(one) = self.booked(which)? else { return Ok(false) };
        let change = acts::cancel(self.at(), &one, false, "cannot come")?;
        self.apply(&change)
    }

    fn session(&mut self, day: usize) -> Result<bool, Refusal> {
        let session = self.sitting(day)?;
        let change = match session.state.as_str() {
            "open" => acts::cancel_session(self.at(), &session, "consultant ill")?.change,
            _ => acts::take_back(self.at(), &session)?,
        };
        self.apply(&change)
    }

    fn reduce(&mut self, day: usize) -> Result<bool, Refusal> {
        let session = self.sitting(day)?;
        let slots = session.slots.iter().filter(|s| s.at.as_str() < "10:00").cloned().collect();
        let change = acts::reduce_session(self.at(), &session, ("09:00", "10:00"), slots, "theatre list")?.change;
        self.apply(&change)
    }

    fn apply(&mut self, change: &Change) -> Result<bool, Refusal> {
        self.store.apply(change, self.who, now())?;
        Ok(true)
    }
}

/// A Monday clinic with two slots at one time, a held one, a limit and two beyond the slots.
pub fn furnish(store: &mut Store) {
    let mut change = Change::new("Furnished");
    for n in 0..PATIENTS {
        let patient = Patient { surname: format!("Smith{n}"), forename: "John".into(), ..Patient::new(now()) };
        change = change.insert(&Patient { id: format!("p{n}"), ..patient });
    }
    let slots = "2 new 30m, 2 follow-up 15m, 10:00 telephone 15m, 10:30 urgent 15m held for Ward 7, 10:45 urgent 15m";
    let plan = Plan {
        since: "2026-01-05".into(),
        weekdays: vec!["mon".into()],
        from: "09:00".into(),
        to: "11:00".into(),
        slots: read_slots(slots, "09:00").expect("slots"),
        limits: vec![Limit { kind: "new".into(), most: 2 }, Limit { kind: "follow-up".into(), most: 3 }],
        overbook: 2,
        ..Plan::default()
    };
    let clinic = Clinic { id: "monday".into(), name: "Clinic A".into(), plans: vec![plan], ..Clinic::default() };
    store.apply(&change.insert(&clinic), "Setup", now()).expect("furnished");
}

/// What does not hold, as sentences; nothing where all does.
pub fn kept(store: &Store) -> Vec<String> {
    let db = store.db();
    let mut broken = Vec::new();
    // One question, so that the other window cannot write between two.
    let sits: Vec<Appointment> =
        db.rows("SELECT * FROM appointment WHERE seat IS NOT NULL AND binned_at IS NULL", &[]).expect("who sits");
    let mut seats: Vec<&str> = sits.iter().filter_map(|a| a.seat.as_deref()).collect();
    let all = seats.len();
    seats.sort_unstable();
    seats.dedup();
    if seats.len() != all {
        broken.push("two patients in one seat".to_owned());
    }
    for day in DAYS {
        let here: Vec<Appointment> =
            sits.iter().filter(|a| a.start.as_deref().unwrap_or("").starts_with(day)).cloned().collect();
        broken.extend(session_kept(store, day, &here));
    }
    broken
}

fn session_kept(store: &Store, day: &str, here: &[Appointment]) -> Vec<String> {
    let mut broken = Vec::new();
    let taken = Taken::of(here);
    for (kind, most) in [("new", 2), ("follow-up", 3)] {
        if taken.of_kind(kind) > most {
            broken.push(format!("{day}: {} {kind}, at most {most}", taken.of_kind(kind)));
        }
    }
    let plan: Clinic = store.db().must("monday").expect("the clinic");
    let session = plan.session_on(day.parse().expect("a day"), now().date()).expect("a session");
    if taken.over(&session) > session.overbook {
        broken.push(format!("{day}: {} beyond the slots", taken.over(&session)));
    }
    let held = |a: &&Appointment| a.seat.as_deref().and_then(seat_parts) == Some(("10:30", 0));
    if here.iter().any(|a| held(&a)) {
        broken.push(format!("{day}: the held slot is taken"));
    }
    let lost = "SELECT COUNT(*) FROM appointment a JOIN session s ON s.id = a.session_id \
                WHERE s.state = 'cancelled' AND a.state = 'booked' AND a.binned_at IS NULL";
    if store.db().count(lost, &[]).expect("a number") > 0 {
        broken.push("somebody is booked in a cancelled session".to_owned());
    }
    broken
}
