//! `appointment`: from state to state, moved, rebooked.

use clap::{Args, Subcommand, ValueEnum};

use super::book::{Place, instead};
use super::{Answer, Means, Said, Session, appointment_of, made, shown, write};
use crate::cli::answer::note;
use crate::desk::clinics::{Appointment, At, acts, repo};
use crate::desk::people;
use crate::form::shown_when;
use crate::store::{Change, Refusal};
use crate::text::dates;

/// What can be done with an appointment.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Show an appointment
    Show {
        /// The appointment
        id: String,
    },
    /// The patient is here
    Arrived(Ids),
    /// The patient was seen, and what came of it
    Seen {
        /// The appointment
        id: String,
        /// discharged, follow-up, test, referred, admitted, procedure, or in words
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        outcome: String,
        /// A follow-up in so many weeks: it goes onto the waiting list
        #[arg(long, value_name = "WEEKS")]
        follow_up: Option<i64>,
    },
    /// The patient did not attend
    Dna(Ids),
    /// The patient left without being seen
    Left(Ids),
    /// Back to booked: it was marked as arrived, seen or missed by mistake
    Reopen(Ids),
    /// Cancel an appointment: its slot is free
    Cancel {
        /// The appointment
        id: String,
        /// Who cancelled
        #[arg(long, value_enum, default_value = "patient")]
        by: By,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// Put a booked appointment into another slot; the old one is cancelled and linked to the new one
    Move {
        /// The appointment
        id: String,
        #[command(flatten)]
        place: Place,
        /// Who wants it
        #[arg(long, value_enum, default_value = "patient")]
        by: By,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "moved", hide_default_value = true)]
        reason: String,
    },
    /// A new appointment in the place of one that was cancelled or missed: in a slot, or onto the waiting list
    Rebook(Rebook),
    /// The patient of a cancelled clinic could not be reached: a task goes on with it
    Unreachable {
        /// The appointment
        id: String,
    },
    /// A date was offered and is not wanted: it is counted where the notice was fair
    Declined {
        /// The appointment
        id: String,
        /// The slot that was offered
        #[arg(long, value_name = "ID")]
        slot: String,
        /// The patient agreed to less than three weeks' notice: it counts as a reasonable offer
        #[arg(long)]
        agreed: bool,
    },
}

/// Some appointments.
#[derive(Debug, Args)]
pub struct Ids {
    /// The appointment; several are done as one
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

/// What takes the place of an appointment.
#[derive(Debug, Args)]
pub struct Rebook {
    /// The appointment
    id: String,
    /// The slot; onto the waiting list where none is given
    #[arg(long, value_name = "ID", conflicts_with = "proposed")]
    slot: Option<String>,
    /// The slot that its worklist proposes
    #[arg(long)]
    proposed: bool,
    /// Although it clashes with something that can be let through
    #[arg(long)]
    anyway: bool,
    /// How the patient learns of it
    #[arg(long, value_enum, default_value = "letter")]
    told: super::book::Told,
}

/// Who cancels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// The patient
    Patient,
    /// The hospital
    Hospital,
}

type Step = fn(&Appointment, chrono::NaiveDateTime) -> Result<Appointment, String>;

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Show { id } => show(session, &id),
            Self::Arrived(it) => each(session, &it.ids, "Arrived", Appointment::arrived),
            Self::Dna(it) => each(session, &it.ids, "Did not attend", Appointment::dna),
            Self::Left(it) => each(session, &it.ids, "Left unseen", Appointment::left),
            Self::Reopen(it) => each(session, &it.ids, "Booked again", |a, _| a.reopened()),
            Self::Seen { id, outcome, follow_up } => seen(session, &id, &outcome, follow_up),
            Self::Cancel { id, by, reason } => cancel(session, &id, by, &reason),
            Self::Move { id, place, by, reason } => moved(session, &id, &place, by, &reason),
            Self::Rebook(it) => it.run(session),
            Self::Unreachable { id } => one(session, &id, acts::unreachable),
            Self::Declined { id, slot, agreed } => declined(session, &id, &slot, agreed),
        }
    }
}

fn show(session: &Session, id: &str) -> Said {
    let one = appointment_of(session, id)?;
    let record = shown(session, &one);
    let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    let when = shown_when(one.start.as_deref());
    let lines = [
        ("Patient", text("patient_name")),
        ("When", when),
        ("Clinic", format!("{}, {}", text("clinic"), one.consultant)),
        ("Where", text("place")),
        ("Kind", one.kind.clone()),
        ("State", one.state_words()),
        ("Code", one.attendance_code().into()),
        ("What for", one.reason.clone()),
        ("Needs", one.needs.iter().map(|n| n.what.as_str()).collect::<Vec<_>>().join(", ")),
        ("Breach date", one.breach().map(dates::screen).unwrap_or_default()),
        ("Why it ended", one.end_reason.clone()),
    ];
    let filled = lines.iter().filter(|(_, text)| !text.is_empty());
    let page: Vec<String> = filled.map(|(label, text)| format!("{label:<13} {text}")).collect();
    Ok(Answer::said(page.join("\n"), vec![record]))
}

fn each(session: &mut Session, ids: &[String], word: &str, step: Step) -> Said {
    let all: Vec<Appointment> = ids.iter().map(|id| appointment_of(session, id)).collect::<Result<_, _>>()?;
    let means = Means::of(session)?;
    let now = session.now;
    let change = acts::each(means.at(session), word, &all, |a| step(a, now))?;
    session.apply(&change)?;
    let after: Vec<Appointment> = ids.iter().map(|id| appointment_of(session, id)).collect::<Result<_, _>>()?;
    let records = after.iter().map(|a| shown(session, a)).collect();
    Ok(Answer::said(ids.join("\n"), records))
}

/// An act on one appointment; it is shown as it is then.
fn one(session: &mut Session, id: &str, act: impl Fn(At<'_>, &Appointment) -> Result<Change, Refusal>) -> Said {
    let before = appointment_of(session, id)?;
    let means = Means::of(session)?;
    let change = act(means.at(session), &before)?;
    session.apply(&change)?;
    let after = appointment_of(session, id)?;
    Ok(made(session, &after))
}

fn seen(session: &mut Session, id: &str, outcome: &str, weeks: Option<i64>) -> Said {
    let outcome = if outcome.trim().is_empty() && weeks.is_some() { "follow-up" } else { outcome };
    let before = appointment_of(session, id)?;
    let means = Means::of(session)?;
    let (change, follow) = acts::seen(means.at(session), &before, outcome, weeks)?;
    session.apply(&change)?;
    if let Some(follow) = follow {
        let by = shown_when(follow.book_by.as_deref());
        note(&format!("The follow-up waits for a date, to be booked by {by}: {}.", follow.id));
    }
    let after = appointment_of(session, id)?;
    Ok(made(session, &after))
}

fn cancel(session: &mut Session, id: &str, by: By, reason: &str) -> Said {
    one(session, id, |at, a| acts::cancel(at, a, by == By::Hospital, reason))
}

fn moved(session: &mut Session, id: &str, place: &Place, by: By, reason: &str) -> Said {
    let before = appointment_of(session, id)?;
    let (sitting, at, n) = place.find(session)?;
    let means = Means::of(session)?;
    let to = (&sitting, at.as_str(), n);
    let booking = acts::move_to(means.at(session), &before, by == By::Hospital, reason, to, place.told())?;
    place.allows(&booking)?;
    write(session, &booking)?;
    Ok(made(session, &booking.appointment))
}

impl Rebook {
    fn run(self, session: &mut Session) -> Said {
        let old = appointment_of(session, &self.id)?;
        let slot = if self.proposed { Some(proposed(&old)?) } else { self.slot };
        if let Some(slot) = slot {
            return instead(session, &old, &Place::at(slot, self.anyway, self.told));
        }
        let means = Means::of(session)?;
        let (change, new) = if old.reach == "to_reach" {
            (acts::reached(means.at(session), &old)?, None)
        } else {
            let (change, new) = acts::rebook(means.at(session), &old)?;
            (change, Some(new))
        };
        session.apply(&change)?;
        let new = match new {
            Some(new) => new,
            None => waits_instead(session, &self.id)?,
        };
        Ok(made(session, &new))
    }
}

fn waits_instead(session: &Session, id: &str) -> Result<Appointment, Refusal> {
    let old = appointment_of(session, id)?;
    appointment_of(session, old.rebooked_as.as_deref().unwrap_or_default())
}

fn proposed(old: &Appointment) -> Result<String, Refusal> {
    let none = "No slot was proposed for it: rolltop slots lists the free ones.";
    old.proposed.clone().ok_or_else(|| Refusal::rule(none))
}

fn declined(session: &mut Session, id: &str, slot: &str, agreed: bool) -> Said {
    let before = appointment_of(session, id)?;
    if before.state != "waiting" {
        return Err(Refusal::rule(format!("It is {}: dates are offered to whoever waits.", before.state_words())));
    }
    let (sitting, at, _) = repo::slot(session.db(), slot, session.today())?;
    let offered = before.offered(sitting.moment(&at), "declined", session.now);
    let after = if agreed { offered.agreed() } else { offered };
    let name = people::repo::name_of(session.db(), &before.patient_id);
    let label = format!("Declined {}: {name}", dates::stamp_weekday(sitting.moment(&at)));
    session.apply(&Change::new(label).update(&before, &after))?;
    Ok(made(session, &after))
}
