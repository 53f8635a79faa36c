//! `equipment`: listed, lent and taken back, broken and mended, serviced, waited for.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::super::answer::{Answer, short};
use super::super::json::with;
use super::{Said, Session};
use crate::desk::office::model::Equipment;
use crate::desk::office::{acts, csv, repo};
use crate::store::{Change, Refusal};
use chrono::NaiveDate;

/// The machines.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Machines {
    /// Only of this kind: foot pedal, laptop, projector …
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Write them into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<std::path::PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done with a machine.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Write a machine down
    Add(Add),
    /// Lend it
    Lend {
        /// The machine: its id, its tag or words of its name
        machine: String,
        /// To whom
        #[arg(long, value_name = "WHOM")]
        to: String,
        /// Until when; for good where it is not given
        #[arg(long, value_name = "WHEN")]
        until: Option<String>,
    },
    /// Take it back
    Back {
        /// The machine
        machine: String,
    },
    /// Something is wrong with it, or was reported
    Fault {
        /// The machine
        machine: String,
        /// What is wrong
        #[arg(long, value_name = "TEXT", default_value = "")]
        what: String,
        /// The number of the report
        #[arg(long, value_name = "NUMBER", default_value = "")]
        reference: String,
    },
    /// It is mended
    Mended {
        /// The machine
        machine: String,
    },
    /// It was serviced
    Serviced {
        /// The machine
        machine: String,
        /// When the next time is
        #[arg(long, value_name = "WHEN")]
        next: Option<String>,
    },
    /// Somebody needs one and waits for it
    Wish {
        /// The machine
        machine: String,
        /// Who
        #[arg(long, value_name = "WHO")]
        by: String,
        /// What for
        #[arg(long = "for", value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// It is out of use for good
    Retire {
        /// The machine
        machine: String,
    },
}

/// A new machine.
#[derive(Debug, Args)]
struct Add {
    /// What it is
    name: String,
    /// photocopier, audio playback, foot pedal, headset, projector, laptop, screen, telephone, other
    #[arg(long, value_name = "KIND", default_value = "other")]
    kind: String,
    /// The number on its label
    #[arg(long, value_name = "TAG", default_value = "")]
    tag: String,
    /// Serial number
    #[arg(long, value_name = "NUMBER", default_value = "")]
    serial: String,
    /// Where it stands
    #[arg(long, value_name = "TEXT", default_value = "")]
    place: String,
    /// The day of its next service
    #[arg(long, value_name = "WHEN")]
    service: Option<String>,
}

fn record(one: &Equipment, today: NaiveDate) -> Value {
    let promised = json!({
        "id": one.id, "tag": one.tag, "name": one.name, "kind": one.kind, "state": one.state,
        "with": one.loan().map(|l| l.who.clone()), "due_back": one.due_back().map(|d| d.to_string()),
        "fault": one.fault().map(|f| f.what.clone()), "service_on": one.service_on, "late": one.is_late(today),
    });
    with(promised, one)
}

impl Machines {
    /// Lists them, or does something with one.
    pub fn run(self, session: &mut Session) -> Said {
        if let Some(verb) = self.verb {
            return verb.run(session);
        }
        let today = session.today();
        let mut all = repo::equipment(session.db())?;
        all.retain(|m| self.kind.as_ref().is_none_or(|k| m.kind == *k));
        if let Some(file) = self.csv {
            return super::written(&file, &csv::machines(&all, today));
        }
        let row = |m: &Equipment| {
            let sign = if m.is_late(today) { "!" } else { "" };
            let state = m.state.replace('_', " ");
            vec![
                sign.into(),
                m.tag.clone(),
                m.name.clone(),
                state,
                short(&m.note(today)),
                m.place.clone(),
                m.id.clone(),
            ]
        };
        let rows: Vec<Vec<String>> = all.iter().map(row).collect();
        let json = all.iter().map(|m| record(m, today)).collect();
        let headings = ["", "TAG", "WHAT", "STATE", "NOTE", "PLACE", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "There is no equipment."))
    }
}

/// The machine that the words name.
pub fn machine(session: &Session, words: &str) -> Result<Equipment, Refusal> {
    let all = repo::equipment(session.db())?;
    let fold = crate::text::names::fold;
    if let Some(one) = all.iter().find(|m| m.id == words || (!m.tag.is_empty() && fold(&m.tag) == fold(words))) {
        return Ok(one.clone());
    }
    let found: Vec<Equipment> = all.into_iter().filter(|m| fold(&m.name).contains(&fold(words))).collect();
    super::one(&found, Equipment::label, "machine", words).cloned()
}

fn done(session: &mut Session, before: &Equipment, after: &Equipment, what: &str) -> Said {
    session.apply(&acts::machine(before, after, what))?;
    Ok(Answer::made(&after.id, record(after, session.today())))
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        let today = session.today();
        let day = |session: &Session, text: Option<String>| -> Result<Option<NaiveDate>, Refusal> {
            Ok(text.map(|t| session.when(&t)).transpose()?.map(|w| w.date))
        };
        match self {
            Self::Add(add) => add.run(session),
            Self::Lend { machine: words, to, until } => {
                let one = machine(session, &words)?;
                let after = one.lent(&to, day(session, until)?, today)?;
                done(session, &one, &after, &format!("Lent to {to}"))
            }
            Self::Back { machine: words } => {
                let one = machine(session, &words)?;
                done(session, &one, &one.taken_back(today)?, "Taken back")
            }
            Self::Fault { machine: words, what, reference } => {
                let one = machine(session, &words)?;
                done(session, &one, &one.broken(&what, &reference, today)?, "Fault")
            }
            Self::Mended { machine: words } => {
                let one = machine(session, &words)?;
                done(session, &one, &one.mended(today)?, "Mended")
            }
            Self::Serviced { machine: words, next } => {
                let one = machine(session, &words)?;
                let after = one.serviced(day(session, next)?);
                let change = acts::machine(&one, &after, "Serviced");
                let task = acts::service_task(&after, &session.who, session.now);
                session.apply(&task.iter().fold(change, Change::insert))?;
                Ok(Answer::made(&after.id, record(&after, today)))
            }
            Self::Wish { machine: words, by, why } => {
                let one = machine(session, &words)?;
                done(session, &one, &one.wished(&by, &why, today)?, &format!("{by} waits"))
            }
            Self::Retire { machine: words } => {
                let one = machine(session, &words)?;
                done(session, &one, &one.retired()?, "Retired")
            }
        }
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut one = Equipment::new("", "other", session.now);
        session.set(&mut one, "name", &self.name)?;
        session.set(&mut one, "kind", &self.kind)?;
        session.set(&mut one, "tag", &self.tag)?;
        session.set(&mut one, "serial", &self.serial)?;
        session.set(&mut one, "place", &self.place)?;
        session.set_if(&mut one, "service_on", self.service.as_deref())?;
        session.apply(&acts::write_machine(None, &one, &session.who, session.now))?;
        Ok(Answer::made(&one.id, record(&one, session.today())))
    }
}
