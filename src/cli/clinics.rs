//! `clinic`, `slots`, `book`, `appointment` and `waiting`: the same acts as on the screen.

pub mod appointment;
pub mod book;
pub mod clinic;
mod plan;
mod sessions;
pub mod slots;
pub mod waiting;

use chrono::NaiveDate;

use super::answer::{Answer, note};
use super::words::pick;
use super::{Said, Session, json};
use crate::desk::clinics::acts::{self, Booking};
use crate::desk::clinics::rules_clash::{Clash, sentence};
use crate::desk::clinics::{Appointment, At, Clinic, Need, Session as Sitting, repo};
use crate::desk::diary;
use crate::desk::diary::holidays::Holidays;
use crate::desk::letters::House;
use crate::desk::people;
use crate::store::{Change, Edit, Refusal};
use crate::text::dates;

/// What an act asks of the desk besides its records.
struct Means {
    house: House,
    holidays: Holidays,
}

impl Means {
    fn of(session: &Session) -> Result<Self, Refusal> {
        let house = House::of(&session.store, &session.config)?;
        let holidays = diary::repo::holidays(session.db(), &session.config.division)?;
        Ok(Self { house, holidays })
    }

    fn at<'a>(&'a self, session: &'a Session) -> At<'a> {
        At { db: session.db(), house: &self.house, holidays: &self.holidays, who: &session.who, now: session.now }
    }
}

/// The appointment of an identifier.
fn appointment_of(session: &Session, id: &str) -> Result<Appointment, Refusal> {
    session.db().get(id.trim())?.ok_or_else(|| {
        Refusal::rule(format!(
            "There is no appointment {id}: rolltop person show PERSON --json and rolltop waiting list them."
        ))
    })
}

/// The session of a clinic on a day.
fn session_of(session: &Session, clinic: &Clinic, typed: &str) -> Result<Sitting, Refusal> {
    let day = session.when(typed)?.date;
    repo::session(session.db(), &clinic.session_id(day), session.today()).map_err(|_| {
        let next = next_days(clinic, day, session.today());
        Refusal::rule(format!("{} is not held on {}. {next}", clinic.name, dates::screen_weekday(day)))
    })
}

/// `Its next days: Mon 09-Mar-2026, Mon 16-Mar-2026.`
fn next_days(clinic: &Clinic, day: NaiveDate, today: NaiveDate) -> String {
    let held = day.iter_days().take(400).filter(|d| clinic.session_on(*d, today).is_some()).take(2);
    let days: Vec<String> = held.map(dates::screen_weekday).collect();
    if days.is_empty() { "It has no day after that.".into() } else { format!("Its next days: {}.", days.join(", ")) }
}

/// A consultant who has a clinic, by the whole name or a part that only one has.
fn consultant_of(session: &Session, typed: &str) -> Result<String, Refusal> {
    let mut all: Vec<String> = repo::clinics(session.db())?.into_iter().map(|c| c.consultant).collect();
    all.sort();
    all.dedup();
    pick(&all, typed).map_err(|fits| {
        Refusal::rule(match (fits.is_empty(), all.is_empty()) {
            (_, true) => "There is no clinic yet: rolltop clinic add makes one.".into(),
            (true, _) => format!("“{typed}” has no clinic. There are clinics of {}.", all.join(", ")),
            (false, _) => format!("“{typed}” may be {}. Type more of the name.", fits.join(" or ")),
        })
    })
}

/// The record of an appointment with its names.
fn shown(session: &Session, one: &Appointment) -> serde_json::Value {
    let names = json::clinics::Names::of(session.db(), one, session.today());
    json::clinics::appointment(one, &names)
}

fn made(session: &Session, one: &Appointment) -> Answer {
    Answer::made(&one.id, shown(session, one))
}

/// Writes a booking; whether there still is room is asked while nobody else can write.
fn write(session: &mut Session, booking: &Booking) -> Result<(), Refusal> {
    let (now, who, one) = (session.now, session.who.clone(), &booking.appointment);
    session.store.apply_if(&booking.change, &who, now, |db| acts::holds(db, one, now))?;
    if !booking.lacks.is_empty() {
        note(&format!("The confirmation letter stays a draft, it lacks: {}.", booking.lacks.join(", ")));
    }
    Ok(())
}

/// What a booking clashes with is a refusal, unless it is to be booked all the same.
fn let_through(booking: &Booking, overbook: bool, anyway: bool) -> Result<(), Refusal> {
    let open: Vec<Clash> =
        booking.clashes.iter().filter(|c| !(overbook && matches!(c, Clash::Overbooked(..)))).cloned().collect();
    let again = format!("{} To book it all the same, add --anyway.", booking.instead);
    match sentence(&open, again.trim()) {
        Some(said) if !anyway => Err(Refusal::rule(said)),
        _ => Ok(()),
    }
}

/// A session as it is written down: a new row where it only followed its plan.
fn session_change(label: String, before: &Sitting, after: &Sitting) -> Change {
    let edit = if before.is_stored() { Edit::update(before, after) } else { Edit::insert(after) };
    Change { edits: vec![edit], ..Change::new(label) }
}

/// A span of days as it is typed, `1/4..14/4`, as it is kept.
fn span(session: &Session, typed: &str) -> Result<String, Refusal> {
    let (from, to) = typed.split_once("..").unwrap_or((typed, typed));
    let (from, to) = (session.when(from)?.date, session.when(to)?.date);
    if to < from {
        return Err(Refusal::rule(format!("“{typed}” ends before it begins. Type it as 1/4..14/4.")));
    }
    Ok(format!("{from}/{to}"))
}

/// Weekdays and their halves as they are kept: `mon`, `tue am`.
fn days(all: &[String]) -> Result<Vec<String>, Refusal> {
    let parts = all.iter().flat_map(|d| d.split(',')).map(str::trim).filter(|d| !d.is_empty());
    parts.map(day).collect()
}

fn day(typed: &str) -> Result<String, Refusal> {
    let how = || Refusal::rule(format!("“{typed}” is no weekday: mon to sun, with am or pm after it."));
    let low = typed.to_lowercase();
    let mut words = low.split_whitespace();
    let name = plan::weekday(words.next().unwrap_or_default()).ok_or_else(how)?;
    match (words.next(), words.next()) {
        (None, _) => Ok(name.to_owned()),
        (Some(half @ ("am" | "pm")), None) => Ok(format!("{name} {half}")),
        _ => Err(how()),
    }
}

fn needs(all: &[String]) -> Vec<Need> {
    all.iter().map(|what| Need { what: what.trim().to_owned(), task_id: None }).collect()
}

fn patient_of(session: &Session, words: &[String]) -> Result<people::Patient, Refusal> {
    people::repo::resolve(&session.store, &words.join(" "), session.today())
}
