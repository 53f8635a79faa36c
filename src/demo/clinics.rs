//! The invented clinics: five over two consultants, appointments of the last two and the next four months in every state.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::folk::{CONSULTANTS, Folk, SECRETARIES};
use super::words::words;
use super::{Dice, id, insert};
use crate::clock::stamp;
use crate::desk::clinics::acts::{self, At};
use crate::desk::clinics::model::{Appointment, Clinic, Plan, Session};
use crate::desk::clinics::rules_appointment::Placement;
use crate::desk::clinics::rules_breach::BreachDays;
use crate::desk::clinics::rules_plan::read_slots;
use crate::desk::clinics::rules_session::Place;
use crate::desk::diary::holidays::{Division, Holidays};
use crate::desk::letters::House;
use crate::store::{Change, Edit, Refusal, Store};

/// Name, code, whose, weekday, from, to, room, slots.
type Made = (&'static str, &'static str, usize, &'static str, &'static str, &'static str, &'static str, &'static str);

const CLINICS: &[Made] = &[
    (
        "Clinic A",
        "CARD-A",
        0,
        "tue",
        "09:00",
        "12:30",
        "Outpatients B",
        "4 new 30m, 4 follow-up 15m, 12:00 1 urgent 30m held for Ward 7 until 2 days before",
    ),
    (
        "Clinic B",
        "CARD-B",
        0,
        "mon",
        "09:00",
        "12:30",
        "Outpatients B",
        "2 new 30m, 8 follow-up 15m, 12:00 1 urgent 30m",
    ),
    ("Telephone clinic", "CARD-T", 0, "thu", "14:00", "16:00", "Office", "8 telephone 15m"),
    ("Heart failure clinic", "CARD-H", 1, "mon", "13:30", "16:30", "Clinic Room 4", "2 new 30m, 6 follow-up 20m"),
    ("Rhythm clinic", "CARD-R", 1, "wed", "09:30", "12:30", "Clinic Room 5", "2 new 30m, 8 follow-up 15m"),
];

/// The first day on which the clinics were held.
const SINCE: &str = "2026-01-05";
/// So many days from then on are filled: two months back, four ahead.
const DAYS: i64 = 180;
/// The patients of stories come into these sessions, in this order: clinic, day, patients.
const STORIES: &[(usize, &str, &[usize])] =
    &[(0, "2026-03-03", &[1, 2, 9, 11, 10]), (0, "2026-03-17", &[3, 4, 6, 7]), (1, "2026-03-09", &[0, 5])];

/// The clinics with everybody who is or was booked in them.
pub(super) fn invent(dice: &mut Dice, folk: &Folk, now: NaiveDateTime) -> Vec<Edit> {
    let clinics: Vec<Clinic> = CLINICS.iter().enumerate().map(|(n, made)| clinic(n, made, now)).collect();
    let mut book = Book { folk, now, n: 0, holidays: Holidays::shipped(Division::EnglandAndWales) };
    let mut edits: Vec<Edit> = clinics.iter().map(insert).collect();
    let first: NaiveDate = SINCE.parse().unwrap_or(now.date());
    for day in first.iter_days().take(DAYS as usize) {
        for (n, clinic) in clinics.iter().enumerate() {
            if let Some(session) = clinic.session_on(day, now.date()).filter(|_| book.is_held(n, day)) {
                edits.extend(book.session(n, &session, dice).iter().map(insert));
            }
        }
    }
    let extra = extra(&clinics[1], now);
    edits.extend(book.extra(&extra).iter().map(insert));
    edits.push(insert(&extra));
    edits
}

/// This afternoon's clinic is cancelled, after everything else stands in the file: six patients to reach.
pub(super) fn cancel_extra(store: &mut Store, now: NaiveDateTime) -> Result<(), Refusal> {
    let house = House::of(store, &super::config())?;
    let holidays = Holidays::shipped(Division::EnglandAndWales);
    let at = At { db: store.db(), house: &house, holidays: &holidays, who: super::WHO, now };
    let session: Session = store.db().must(&format!("{}.20260303", id("clinic", 1)))?;
    let change = acts::cancel_session(at, &session, "consultant called to the ward")?.change;
    let change = Change { label: format!("Invented: {}", change.label), ..change };
    store.apply(&change, "Rolltop", now).map(|_| ())
}

fn clinic(n: usize, made: &Made, now: NaiveDateTime) -> Clinic {
    let (name, code, whose, weekday, from, to, room, slots) = *made;
    let plan = Plan {
        since: SINCE.into(),
        weekdays: vec![weekday.into()],
        from: from.into(),
        to: to.into(),
        slots: read_slots(slots, from).unwrap_or_default(),
        overbook: 1,
        open_weeks: 26,
        ..Plan::default()
    };
    Clinic {
        id: id("clinic", n),
        name: name.into(),
        code: code.into(),
        consultant: CONSULTANTS[whose].into(),
        calendar_id: id("calendar", whose),
        site: words().hospital.name.into(),
        room: room.into(),
        plans: vec![plan],
        created_at: stamp(now - Duration::days(60)),
        ..Clinic::default()
    }
}

/// An extra clinic this afternoon.
fn extra(clinic: &Clinic, now: NaiveDateTime) -> Session {
    let slots = read_slots("2 new 30m, 4 follow-up 15m", "14:30").unwrap_or_default();
    Session {
        name: "Clinic B (extra)".into(),
        starts: "14:30".into(),
        ends: "16:30".into(),
        slots,
        created_at: stamp(now - Duration::days(20)),
        ..clinic.bare_session(now.date())
    }
}

/// Books one after the other.
struct Book<'a> {
    folk: &'a Folk,
    now: NaiveDateTime,
    n: usize,
    holidays: Holidays,
}

impl Book<'_> {
    /// Nobody is booked on a bank holiday, nor while Dr Osei is on leave.
    fn is_held(&self, clinic: usize, day: NaiveDate) -> bool {
        let leave = self.now.date() + Duration::days(13);
        let away = CLINICS[clinic].2 == 1 && (leave..leave + Duration::days(5)).contains(&day);
        self.holidays.on(day).is_none() && !away
    }

    fn session(&mut self, clinic: usize, session: &Session, dice: &mut Dice) -> Vec<Appointment> {
        let stories = STORIES.iter().find(|s| s.0 == clinic && s.1 == session.on_date).map_or(&[][..], |s| s.2);
        let off = (session.day() - self.now.date()).num_days();
        let mut all = Vec::new();
        for (k, place) in session.places().iter().enumerate() {
            let urgent = place.slot.kind == "urgent";
            let full = dice.chance(if urgent { 25 } else { fill(off) });
            if full || k < stories.len() {
                let one = self.booked(stories.get(k).copied(), session, place, dice);
                all.push(self.stage(one, off, k, dice));
            }
        }
        all
    }

    /// Everybody of the extra clinic.
    fn extra(&mut self, session: &Session) -> Vec<Appointment> {
        let mut dice = Dice::new(7);
        session.places().iter().map(|place| self.booked(None, session, place, &mut dice)).collect()
    }

    fn booked(&mut self, who: Option<usize>, session: &Session, place: &Place, dice: &mut Dice) -> Appointment {
        self.n += 1;
        let n = self.n;
        let patient = self.folk.patient(who.unwrap_or(12 + (n * 7) % 388));
        let kind = place.slot.kind.as_str();
        let off = (session.day() - self.now.date()).num_days();
        let made = self.now.date() - Duration::days(14 + (n % 40) as i64) + Duration::days(off.min(0));
        let at = made.and_hms_opt(10, (n % 60) as u32, 0).unwrap_or(self.now);
        let referred = (kind == "new").then(|| (made - Duration::days(20 + (n % 30) as i64)).to_string());
        let short = off > 20 && dice.chance(14);
        let one = Appointment {
            id: id("appointment", n),
            consultant: session.consultant.clone(),
            reason: words().reasons[n % words().reasons.len()].into(),
            pathway: if referred.is_some() { "rtt" } else { "none" }.into(),
            referred_on: referred,
            priority: if kind == "urgent" { 1 } else { 2 + (n % 3 / 2) as i64 },
            told: "letter".into(),
            short_notice: short,
            notice_days: if short { 1 + (n % 4) as i64 } else { 0 },
            added_on: made.to_string(),
            created_at: stamp(at),
            ..acts::fresh(patient, kind, at)
        };
        let to = Placement { session, at: place.slot.at.clone(), minutes: place.slot.minutes, n: place.n };
        let booked = one.booked(&to, SECRETARIES[n % 4], at).unwrap_or(one);
        Appointment { offers: Vec::new(), ..booked.with_breach(BreachDays::default()) }
    }

    /// What became of it by now.
    fn stage(&self, one: Appointment, off: i64, k: usize, dice: &mut Dice) -> Appointment {
        let at = one.starts().unwrap_or(self.now);
        let done = match (off, dice.below(100)) {
            (1.., 0..5) => {
                one.cancelled(self.n.is_multiple_of(3), "asked for another day", self.now - Duration::days(2))
            }
            (0, _) => return self.today(one, k),
            (-1, 0..12) | (1.., _) => return one,
            (_, 0..7) => one.dna(at + Duration::minutes(30)),
            (_, 7..13) => one.cancelled(false, "unwell", at - Duration::days(3)),
            (_, 13..17) => one.cancelled(true, "consultant on leave", at - Duration::days(20)),
            (_, 17..19) => one.arrived(at).and_then(|a| a.left(at + Duration::minutes(50))),
            (_, n) => seen(&one, n, at),
        };
        done.unwrap_or(one)
    }

    /// The clinic that is under way this morning.
    fn today(&self, one: Appointment, k: usize) -> Appointment {
        let early = self.now - Duration::minutes(50);
        let come = one.starts().is_some_and(|at| at < self.now);
        let done = match k {
            0 if come => {
                one.arrived(early).and_then(|a| a.seen("follow-up", Some(6), self.now - Duration::minutes(12)))
            }
            1 | 2 => one.arrived(self.now - Duration::minutes(20)),
            _ => return one,
        };
        done.unwrap_or(one)
    }
}

/// How full a clinic is so many days off, in hundred.
fn fill(off: i64) -> usize {
    match off {
        ..0 => 55,
        0..14 => 92,
        14..42 => 65,
        42..70 => 25,
        _ => 8,
    }
}

fn seen(one: &Appointment, n: usize, at: NaiveDateTime) -> Result<Appointment, String> {
    let here = one.arrived(at + Duration::minutes(if n.is_multiple_of(9) { 12 } else { -8 }))?;
    let (outcome, weeks) = match n % 5 {
        0 | 1 => ("discharged", None),
        2 => ("test", None),
        _ => ("follow-up", Some([6, 12, 26][n % 3])),
    };
    here.seen(outcome, weeks, at + Duration::minutes(25))
}
