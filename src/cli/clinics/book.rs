//! `book`: a patient into a slot, with the letter and the tasks that follow from it.

use clap::{Args, ValueEnum};

use super::plan::time;
use super::{Answer, Means, Said, Session, Sitting, appointment_of, let_through, made, needs, patient_of, write};
use crate::cli::answer::note;
use crate::desk::clinics::rules_breach::PATHWAYS;
use crate::desk::clinics::rules_plan::read_kind;
use crate::desk::clinics::{Appointment, At, acts, repo};
use crate::desk::people::Patient;
use crate::store::Refusal;

/// Who, where and what for.
#[derive(Debug, Args)]
pub struct Book {
    /// The patient: an id, an NHS number or words to find
    #[arg(required = true)]
    person: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    matter: Matter,
    /// Book the appointment of this identifier, which waits for a date
    #[arg(long, value_name = "ID")]
    waiting: Option<String>,
}

/// Where an appointment is put.
#[derive(Debug, Args)]
pub struct Place {
    /// The slot, as rolltop slots lists it; with --overbook any slot of the session
    #[arg(long, value_name = "ID")]
    slot: String,
    /// Beyond the slots, at this time of the slot's session
    #[arg(long, value_name = "TIME")]
    overbook: Option<String>,
    /// Although it clashes with something that can be let through
    #[arg(long)]
    anyway: bool,
    /// How the patient learns of it: the letter is written, or they know by telephone and need none
    #[arg(long, value_enum, default_value = "letter")]
    told: Told,
}

/// How a patient learns of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Told {
    /// A confirmation letter is written
    Letter,
    /// The patient knows and needs none
    Telephone,
}

/// What an appointment is for and what it needs.
#[derive(Debug, Args)]
pub struct Matter {
    /// The kind; that of the slot where it is not said
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// What for
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Which clock runs
    #[arg(long, value_parser = PATHWAYS.to_vec())]
    pathway: Option<String>,
    /// When that clock began; 18 weeks from referral where no pathway is named
    #[arg(long, value_name = "DATE")]
    referred: Option<String>,
    /// What must be arranged: interpreter, transport, hoist; may be given several times
    #[arg(long, value_name = "WHAT")]
    need: Vec<String>,
    /// Comes at short notice when a slot is freed
    #[arg(long)]
    short_notice: bool,
    /// How many days' notice the patient needs for that
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(0..=90))]
    notice: Option<i64>,
    /// 1 is urgent, 3 routine
    #[arg(long, value_name = "1|2|3", value_parser = clap::value_parser!(i64).range(1..=3))]
    priority: Option<i64>,
    /// Why it stands although the patient died
    #[arg(long, value_name = "TEXT")]
    died_reason: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

impl Told {
    /// As it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Telephone => "telephone",
        }
    }
}

impl Place {
    /// A slot.
    pub fn at(slot: String, anyway: bool, told: Told) -> Self {
        Self { slot, overbook: None, anyway, told }
    }

    /// The session, the time and the seat.
    pub fn find(&self, session: &Session) -> Result<(Sitting, String, usize), Refusal> {
        let (sitting, at, n) = repo::slot(session.db(), &self.slot, session.today())?;
        match &self.overbook {
            Some(typed) => {
                let at = time(session, typed)?;
                let n = acts::seat_beyond(session.db(), &sitting, &at)?;
                Ok((sitting, at, n))
            }
            None if sitting.place(&at, n).is_none() => Err(Refusal::rule(format!(
                "There is no slot {}: rolltop slots lists the free ones. --overbook TIME takes one more in.",
                self.slot
            ))),
            None => Ok((sitting, at, n)),
        }
    }

    /// What it clashes with is refused unless it is let through.
    pub fn allows(&self, booking: &acts::Booking) -> Result<(), Refusal> {
        let_through(booking, self.overbook.is_some(), self.anyway)
    }

    /// How the patient learns of it.
    pub fn told(&self) -> &'static str {
        self.told.word()
    }
}

impl Matter {
    /// An appointment with what was said.
    pub fn onto(&self, session: &Session, one: Appointment) -> Result<Appointment, Refusal> {
        let mut one = one;
        one.kind = self.kind.as_deref().map_or(Ok(one.kind), |k| read_kind(k).map(str::to_owned))?;
        let text = |given: &Option<String>, was: String| given.as_deref().map_or(was, |g| g.trim().to_owned());
        one.reason = text(&self.reason, one.reason);
        one.died_reason = text(&self.died_reason, one.died_reason);
        one.notes = text(&self.notes, one.notes);
        one.short_notice |= self.short_notice;
        one.notice_days = self.notice.unwrap_or(one.notice_days);
        one.priority = self.priority.unwrap_or(one.priority);
        one.needs.extend(needs(&self.need));
        self.clock(session, one)
    }

    fn clock(&self, session: &Session, one: Appointment) -> Result<Appointment, Refusal> {
        if self.pathway.is_none() && self.referred.is_none() {
            return Ok(one);
        }
        let referred = self.referred.as_deref().map(|typed| session.past(typed)).transpose()?;
        let pathway = self.pathway.clone().unwrap_or_else(|| "rtt".into());
        if pathway != "none" && referred.is_none() {
            return Err(Refusal::rule("Say when the clock began: --referred DATE."));
        }
        let one = Appointment { pathway, referred_on: referred, ..one };
        Ok(one.with_breach(acts::breach_days(&session.config)))
    }
}

impl Book {
    /// Books it.
    pub fn run(self, session: &mut Session) -> Said {
        let patient = patient_of(session, &self.person)?;
        let (sitting, at, n) = self.place.find(session)?;
        let kind = sitting.place(&at, n).map_or_else(|| "follow-up".to_owned(), |p| p.slot.kind);
        let means = Means::of(session)?;
        let one = self.appointment(session, &patient, &kind)?;
        let booking = acts::book(means.at(session), &one, &sitting, &at, n, self.place.told())?;
        self.place.allows(&booking)?;
        write(session, &booking)?;
        Ok(made(session, &booking.appointment))
    }

    fn appointment(&self, session: &Session, patient: &Patient, kind: &str) -> Result<Appointment, Refusal> {
        let Some(id) = &self.waiting else {
            say_waiting(session, patient)?;
            return self.matter.onto(session, acts::fresh(patient, kind, session.now));
        };
        let one = appointment_of(session, id)?;
        if one.patient_id != patient.id {
            return Err(Refusal::rule(format!("That is not an appointment of {}.", patient.name())));
        }
        self.matter.onto(session, one)
    }
}

/// Whoever waits for a date and is booked anew would wait on: that is said.
fn say_waiting(session: &Session, patient: &Patient) -> Result<(), Refusal> {
    for one in repo::of_patient(session.db(), &patient.id)?.iter().filter(|a| a.state == "waiting") {
        let what = [one.kind.as_str(), &one.consultant, &one.reason];
        let what: Vec<&str> = what.into_iter().filter(|w| !w.is_empty()).collect();
        note(&format!(
            "{} stays on the waiting list ({}); book that one with --waiting {}.",
            patient.name(),
            what.join(", "),
            one.id
        ));
    }
    Ok(())
}

/// Puts an appointment that is over into another slot: in the place of the old one.
pub fn instead(session: &mut Session, old: &Appointment, place: &Place) -> Result<Answer, Refusal> {
    let (sitting, at, n) = place.find(session)?;
    let means = Means::of(session)?;
    let booking = if old.reach == "to_reach" {
        acts::book_instead(means.at(session), old, (&sitting, &at, n))?
    } else {
        acts_rebook(means.at(session), old, (&sitting, &at, n), place.told())?
    };
    place.allows(&booking)?;
    write(session, &booking)?;
    Ok(made(session, &booking.appointment))
}

fn acts_rebook(
    at: At<'_>,
    old: &Appointment,
    (sitting, time, n): (&Sitting, &str, usize),
    told: &str,
) -> Result<acts::Booking, Refusal> {
    let (after, new) = old.rebooked(at.now)?;
    let booking = acts::book(at, &new, sitting, time, n, told)?;
    let label = format!("Rebooked {}", at.named(&booking.appointment));
    let change = crate::store::Change::new(label).update(old, &after).and(booking.change);
    Ok(acts::Booking { change, ..booking })
}
