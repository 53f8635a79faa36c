//! A desk with one clinic on it, to act on.

use chrono::{NaiveDate, NaiveDateTime};
use serde::de::DeserializeOwned;
use tempfile::TempDir;

use crate::config::Config;
use crate::desk::TABLES;
use crate::desk::clinics::acts::{At, Booking, book, cancel, holds};
use crate::desk::clinics::model::{Appointment, Clinic, Plan, Session};
use crate::desk::clinics::repo;
use crate::desk::clinics::repo_free::{Free, Wish, free};
use crate::desk::clinics::rules_plan::read_slots;
use crate::desk::diary;
use crate::desk::diary::Entry;
use crate::desk::diary::holidays::{Division, Holidays};
use crate::desk::letters::House;
use crate::desk::people::Patient;
use crate::store::{Change, Db, Desk, Record, Refusal, Store};

/// A desk with a Monday clinic of Dr A Patel: two new, four follow-ups, one more beyond.
pub struct Bench {
    _folder: TempDir,
    store: Store,
    now: NaiveDateTime,
    house: House,
    /// The bank holidays.
    pub holidays: Holidays,
    clinic: Clinic,
}

impl Bench {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Desk::at(folder.path()).open(None, TABLES, now()).unwrap();
        let house = House::of(&store, &Config::default()).unwrap();
        let holidays = Holidays::shipped(Division::EnglandAndWales);
        let mut desk = Self { _folder: folder, store, now: now(), house, holidays, clinic: Clinic::default() };
        let (calendar, made) = diary::repo::ensure_calendar(desk.db(), "Dr A Patel", None, now()).unwrap();
        let clinic = Clinic {
            id: "monday".into(),
            name: "Clinic A".into(),
            consultant: "Dr A Patel".into(),
            calendar_id: calendar.id,
            room: "Room 4".into(),
            plans: vec![plan("mon", "2026-01-05")],
            ..Clinic::default()
        };
        desk.write(&made.unwrap().insert(&clinic));
        desk.clinic = clinic;
        desk
    }

    pub fn now(&self) -> NaiveDateTime {
        self.now
    }

    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    pub fn db(&self) -> Db<'_> {
        self.store.db()
    }

    pub fn at(&self) -> At<'_> {
        At { db: self.store.db(), house: &self.house, holidays: &self.holidays, who: "Jo", now: now() }
    }

    pub fn patient(&mut self, surname: &str, forename: &str) -> String {
        let patient =
            Patient { surname: surname.into(), forename: forename.into(), title: "Mr".into(), ..Patient::new(now()) };
        self.write(&Change::new("New patient").insert(&patient));
        patient.id
    }

    pub fn dead(&mut self, surname: &str, forename: &str) -> String {
        let id = self.patient(surname, forename);
        let alive: Patient = self.db().must(&id).unwrap();
        let dead = Patient { died_on: Some("2026-02-01".into()), ..alive.clone() };
        self.write(&Change::new("Died").update(&alive, &dead));
        id
    }

    pub fn leave(&mut self, who: &str, from: &str, to: &str) {
        let (calendar, made) = diary::repo::ensure_calendar(self.db(), "Leave", Some("leave"), now()).unwrap();
        let start: NaiveDate = from.parse().unwrap();
        let title = format!("{who}: annual leave");
        let entry = Entry::new(&calendar.id, &title, start.and_time(chrono::NaiveTime::MIN), 0, "Jo", now());
        let entry = Entry { all_day: true, kind: "leave".into(), ends: format!("{to}T23:59:00"), ..entry }.settled();
        let change = Change::new("Leave").insert(&entry);
        self.write(&made.map_or(change.clone(), |m| m.and(change)));
    }

    pub fn clinic_says(&mut self, notes: &str) {
        let after = Clinic { notes: notes.into(), ..self.clinic.clone() };
        let change = Change::new("Notes").update(&self.clinic, &after);
        self.write(&change);
        self.clinic = after;
    }

    /// What the consultant has in the diary besides, with minutes to stay free before it.
    pub fn diary(&mut self, title: &str, kind: &str, (from, to): (&str, &str), before: i64) {
        let entry = Entry::new(&self.clinic.calendar_id, title, from.parse().unwrap(), 30, "Jo", now());
        let entry = Entry { ends: to.into(), kind: kind.into(), buffer_before: before, ..entry };
        self.write(&Change::new("In the diary").insert(&entry));
    }

    /// What a patient has in the diary besides.
    pub fn entry_of(&mut self, patient: &str, from: &str, to: &str) {
        let entry = Entry::new(&self.clinic.calendar_id, "Echo", from.parse().unwrap(), 30, "Jo", now());
        let entry = Entry { ends: to.into(), patient_id: Some(patient.into()), ..entry };
        self.write(&Change::new("Echo").insert(&entry));
    }

    pub fn move_clinic_to(&mut self, weekday: &str, since: &str) {
        let after = self.clinic.with_plan(plan(weekday, since));
        let change = Change::new("Another day").update(&self.clinic, &after);
        self.write(&change);
        self.clinic = after;
    }

    pub fn session(&self, day: &str) -> Session {
        let day: NaiveDate = day.parse().unwrap();
        repo::session(self.db(), &self.clinic.session_id(day), self.today()).unwrap()
    }

    pub fn free(&self, wish: &Wish) -> Vec<Free> {
        free(self.db(), wish, &self.holidays, now()).unwrap()
    }

    pub fn book(&mut self, patient: &str, kind: &str, slot: &str) -> Appointment {
        self.book_one(&Appointment::new(patient, kind, now()), slot, "")
    }

    pub fn book_one(&mut self, one: &Appointment, slot: &str, told: &str) -> Appointment {
        let (session, time, n) = repo::slot(self.db(), slot, self.today()).unwrap();
        let booking = book(self.at(), one, &session, &time, n, told).unwrap();
        self.apply(&booking).unwrap();
        booking.appointment
    }

    pub fn clashes(&self, patient: &str, kind: &str, session: &Session, time: &str, n: usize) -> Vec<String> {
        let one = Appointment::new(patient, kind, now());
        let booking = book(self.at(), &one, session, time, n, "").unwrap();
        booking.clashes.iter().map(ToString::to_string).collect()
    }

    pub fn cancel(&mut self, one: &Appointment) {
        let change = cancel(self.at(), one, false, "cannot come").unwrap();
        self.write(&change);
    }

    pub fn apply(&mut self, booking: &Booking) -> Result<i64, Refusal> {
        let one = &booking.appointment;
        self.store.apply_if(&booking.change, "Jo", now(), |db| holds(db, one, now()))
    }

    pub fn apply_blindly(&mut self, booking: &Booking) -> Result<i64, Refusal> {
        self.store.apply(&booking.change, "Jo", now())
    }

    pub fn write(&mut self, change: &Change) {
        self.store.apply(change, "Jo", now()).unwrap();
    }

    pub fn undo(&mut self) {
        self.store.undo("Jo", now()).unwrap().unwrap();
    }

    pub fn all<R: Record + DeserializeOwned>(&self) -> Vec<R> {
        self.db().rows(&format!("SELECT * FROM {} ORDER BY id", R::TABLE), &[]).unwrap()
    }

    /// Every row of what clinics write, as text.
    pub fn rows(&self) -> Vec<String> {
        let of = |t: &str| self.db().raw(&format!("SELECT * FROM {t} ORDER BY id"), &[]).unwrap();
        let tables = ["appointment", "session", "letter", "task", "link"];
        tables.iter().flat_map(|t| of(t)).map(|r| serde_json::Value::Object(r).to_string()).collect()
    }
}

fn plan(weekday: &str, since: &str) -> Plan {
    Plan {
        since: since.into(),
        weekdays: vec![weekday.into()],
        from: "09:00".into(),
        to: "12:00".into(),
        slots: read_slots("2 new 30m, 4 follow-up 15m", "09:00").unwrap(),
        overbook: 1,
        ..Plan::default()
    }
}

fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().unwrap()
}
