//! `waiting`: who waits for a date, added and taken off.

use clap::{Args, Subcommand};

use super::book::Matter;
use super::{Answer, Means, Said, Session, appointment_of, consultant_of, days, made, patient_of, shown, span};
use crate::cli::answer::short;
use crate::desk::clinics::rules_appointment::PARTIAL_WEEKS;
use crate::desk::clinics::rules_plan::read_kind;
use crate::desk::clinics::{Appointment, acts, repo};
use crate::desk::tasks::model::Press;
use crate::desk::{diary, people};
use crate::store::{Change, Refusal};
use crate::text::dates;

/// Who waits for a date; the list without a word after it.
#[derive(Debug, Args)]
pub struct Waiting {
    #[command(flatten)]
    list: List,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// Which of them.
#[derive(Debug, Args)]
struct List {
    /// Of this consultant only
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Of this clinic only
    #[arg(long, value_name = "NAME")]
    clinic: Option<String>,
    /// Of this kind only
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only those who come at short notice
    #[arg(long)]
    short_notice: bool,
}

/// What can be done with the list.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Put a patient on the list
    Add(Box<Add>),
    /// Take an appointment off the list
    Off {
        /// The appointment
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// A patient who is to wait for a date.
#[derive(Debug, Args)]
struct Add {
    /// The patient: an id, an NHS number or words to find
    #[arg(required = true)]
    person: Vec<String>,
    /// Whose patient; given a calendar if the name is new
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// For which clinic
    #[arg(long, value_name = "NAME")]
    clinic: Option<String>,
    /// When the patient is to come, about: it is to be booked five weeks before
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Days that suit: mon,tue or "tue am"
    #[arg(long, value_name = "DAYS")]
    suits: Vec<String>,
    /// When the patient is away: 1/4..14/4; may be given several times
    #[arg(long, value_name = "FROM..TO")]
    away: Vec<String>,
    #[command(flatten)]
    matter: Matter,
}

impl Waiting {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self.verb {
            None => self.list.run(session),
            Some(Verb::Add(add)) => add.run(session),
            Some(Verb::Off { id, reason }) => off(session, &id, &reason),
        }
    }
}

impl List {
    fn run(&self, session: &Session) -> Said {
        let mut all = repo::waiting(session.db())?;
        if let Some(of) = &self.of {
            let wanted = consultant_of(session, of).unwrap_or_else(|_| of.trim().to_owned());
            all.retain(|a| a.consultant.eq_ignore_ascii_case(&wanted));
        }
        if let Some(name) = &self.clinic {
            let clinic = repo::clinic_named(session.db(), name)?;
            all.retain(|a| a.clinic_id.as_ref() == Some(&clinic.id));
        }
        if let Some(kind) = &self.kind {
            let kind = read_kind(kind)?;
            all.retain(|a| a.kind == kind);
        }
        all.retain(|a| a.short_notice || !self.short_notice);
        let rows: Vec<Vec<String>> = all.iter().map(|a| row(session, a)).collect();
        let json = all.iter().map(|a| record(session, a)).collect();
        let headings = ["", "PATIENT", "KIND", "OF", "P", "SINCE", "BOOK BY", "BREACH DATE", "WHAT FOR", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "Nobody waits for a date."))
    }
}

fn record(session: &Session, one: &Appointment) -> serde_json::Value {
    let mut out = shown(session, one);
    out["meaning"] = one.press(session.now).word().into();
    out
}

fn row(session: &Session, one: &Appointment) -> Vec<String> {
    let sign = match one.press(session.now) {
        Press::ActNow => "!",
        Press::Paused => "~",
        Press::ToDo | Press::Done => "",
    };
    let day = |iso: Option<&str>| iso.and_then(|d| d.get(..10)?.parse().ok()).map(dates::screen).unwrap_or_default();
    vec![
        sign.into(),
        people::repo::name_of(session.db(), &one.patient_id),
        one.kind.clone(),
        one.consultant.clone(),
        one.priority.to_string(),
        day(Some(&one.added_on)),
        day(one.book_by.as_deref()),
        day(one.breach_on.as_deref()),
        short(&one.reason),
        one.id.clone(),
    ]
}

impl Add {
    fn run(&self, session: &mut Session) -> Said {
        let patient = patient_of(session, &self.person)?;
        let one = self.matter.onto(session, acts::fresh(&patient, "new", session.now))?;
        patient.goes_out(&one.died_reason)?;
        let (one, calendar) = self.whose(session, one)?;
        let one = Appointment {
            suits: days(&self.suits)?,
            away: self.away.iter().map(|s| span(session, s)).collect::<Result<_, _>>()?,
            ..self.due(session, one)?
        };
        let change = Change::new(format!("Onto the waiting list: {}", patient.name()));
        session.apply(&calendar.into_iter().fold(change, Change::and).insert(&one))?;
        Ok(made(session, &one))
    }

    /// The clinic's consultant, else whoever is named.
    fn whose(&self, session: &Session, one: Appointment) -> Result<(Appointment, Option<Change>), Refusal> {
        if let Some(name) = &self.clinic {
            let clinic = repo::clinic_named(session.db(), name)?;
            return Ok((Appointment { clinic_id: Some(clinic.id), consultant: clinic.consultant, ..one }, None));
        }
        let Some(of) = &self.of else {
            return Err(Refusal::rule("Say for whom the patient waits: --of WHO or --clinic NAME."));
        };
        if let Ok(consultant) = consultant_of(session, of) {
            return Ok((Appointment { consultant, ..one }, None));
        }
        let (calendar, new) = diary::repo::ensure_calendar(session.db(), of, Some("consultant"), session.now)?;
        Ok((Appointment { consultant: calendar.name, ..one }, new))
    }

    /// Whoever is to come later than five weeks from now is booked five weeks before.
    fn due(&self, session: &Session, one: Appointment) -> Result<Appointment, Refusal> {
        let Some(typed) = &self.due else { return Ok(one) };
        let aim = session.when(typed)?.date;
        let book = (aim - chrono::Duration::weeks(PARTIAL_WEEKS)).max(session.today());
        Ok(Appointment { aim_on: Some(aim.to_string()), book_by: Some(book.to_string()), ..one })
    }
}

fn off(session: &mut Session, id: &str, reason: &str) -> Said {
    let before = appointment_of(session, id)?;
    let means = Means::of(session)?;
    let change = acts::taken_off(means.at(session), &before, reason)?;
    session.apply(&change)?;
    let after = appointment_of(session, id)?;
    Ok(made(session, &after))
}
