//! `call`, `inbox` and `query`: take a call down, list what is open, take a query from state to state.

use chrono::NaiveTime;
use clap::{Args, Subcommand};

use super::answer::{Answer, short};
use super::{Said, Session, json};
use crate::desk::inbox::alarms::{Alarms, WHAT_TO_DO, WHAT_TO_WRITE_DOWN};
use crate::desk::inbox::model::{KINDS, MODES, Press, SAME_MATTER_DAYS, TONES};
use crate::desk::inbox::repo::{self, Listed};
use crate::desk::inbox::{Query, alarms_of};
use crate::desk::people;
use crate::store::{Change, Refusal};
use crate::text::phone;

/// A promise without a time is for the end of the working day, as on the call card.
const EVENING: NaiveTime = NaiveTime::from_hms_opt(17, 0, 0).expect("a time that exists");

/// A call, or whatever else comes in.
#[derive(Debug, Args)]
pub struct Call {
    /// The caller's own words
    #[arg(long, value_name = "TEXT")]
    words: String,
    /// Whom it is about: an id, an NHS number or words to find
    #[arg(long, value_name = "PERSON")]
    patient: Option<String>,
    /// Who called; the patient where nobody is named
    #[arg(long, value_name = "NAME")]
    caller: Option<String>,
    /// What the caller is to the patient
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    /// The number to ring back
    #[arg(long, value_name = "N")]
    number: Option<String>,
    /// A message may be left there
    #[arg(long)]
    message_ok: bool,
    /// What it is about
    #[arg(long, value_parser = KINDS.to_vec(), default_value = "other", hide_default_value = true)]
    kind: String,
    /// How they sounded
    #[arg(long, value_parser = TONES.to_vec(), default_value = "calm", hide_default_value = true)]
    tone: String,
    /// When an answer was promised by
    #[arg(long, value_name = "WHEN")]
    promised: Option<String>,
    /// How it came
    #[arg(long, value_parser = MODES.to_vec(), default_value = "phone", hide_default_value = true)]
    mode: String,
    /// The consultant it concerns
    #[arg(long, value_name = "WHO")]
    consultant: Option<String>,
}

/// Which queries.
#[derive(Debug, Args)]
pub struct List {
    /// Those that are done too
    #[arg(long)]
    all: bool,
    /// Only those in this state
    #[arg(long, value_name = "STATE", value_parser = ["new", "open", "waiting", "escalated", "done"])]
    state: Option<String>,
}

/// What can be done to a query.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Take a query: it is yours from now on
    Take {
        /// The query
        id: String,
    },
    /// Let a query wait on somebody until a day on which they are chased
    Wait {
        /// The query
        id: String,
        /// On whom
        #[arg(long, value_name = "WHOM")]
        on: String,
        /// When to chase
        #[arg(long, value_name = "WHEN")]
        chase: String,
    },
    /// Escalate a query to a clinician, or to the safeguarding lead
    Escalate {
        /// The query
        id: String,
        /// To whom
        #[arg(long, value_name = "WHOM")]
        to: String,
    },
    /// Write down who has accepted what was escalated
    Accept {
        /// The query
        id: String,
        /// Who
        #[arg(long, value_name = "WHOM")]
        by: String,
        /// When, today; now where it is not said
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
    /// Close a query with what came of it
    Close {
        /// The query
        id: String,
        /// What came of it
        #[arg(long, value_name = "TEXT")]
        outcome: String,
    },
    /// Open a query again that is done or waits
    Reopen {
        /// The query
        id: String,
    },
    /// Hand a query on to another member of the team
    Hand {
        /// The query
        id: String,
        /// To whom
        #[arg(long, value_name = "WHO")]
        to: String,
    },
}

impl Call {
    /// Takes it down.
    pub fn run(self, session: &mut Session) -> Said {
        let alarms = alarms_of(session.store.desk().folder())?;
        let mut query = self.query(session)?;
        if query.words.is_empty() {
            return Err(Refusal::rule("A call needs the caller's own words: --words TEXT."));
        }
        if let Some(typed) = &self.promised {
            query = query.promised(session.when(typed)?.at(EVENING), &session.who, session.now)?;
        }
        let mut query = query.filed(&alarms, session.now);
        query.repeat_of = same_matter(session, &query)?;
        let mut change = Change::new(format!("Call: {}", name_of(session, &query)?));
        if let Some(name) = &self.consultant {
            let (name, member) = session.somebody(name, "consultant")?;
            query.consultant = name;
            change = member.into_iter().fold(change, Change::and);
        }
        session.apply(&change.insert(&query))?;
        if !query.alarm.is_empty() {
            super::answer::note(&banner(&query, &alarms));
        }
        made(session, &query.id)
    }

    fn query(&self, session: &Session) -> Result<Query, Refusal> {
        let resolve = |words: &String| people::repo::resolve(&session.store, words, session.today());
        let patient = self.patient.as_ref().map(resolve).transpose()?;
        let own_name = patient.as_ref().map(people::Patient::full_name).unwrap_or_default();
        let relation = match (&self.relation, &self.caller, &patient) {
            (Some(relation), _, _) => relation.trim().to_owned(),
            (None, None, Some(_)) => "patient".into(),
            _ => String::new(),
        };
        Ok(Query {
            mode: self.mode.clone(),
            caller: self.caller.clone().unwrap_or(own_name).trim().to_owned(),
            relation,
            number: self.number.as_deref().map(phone::tidy).unwrap_or_default(),
            message_ok: self.message_ok,
            patient_id: patient.map(|p| p.id),
            kind: self.kind.clone(),
            words: self.words.trim().to_owned(),
            tone: self.tone.clone(),
            owner: session.who.clone(),
            ..Query::new(session.now)
        })
    }
}

/// What the banner of the call card says: which words, what to do, what to write down, who answers for the list.
fn banner(query: &Query, alarms: &Alarms) -> String {
    let list = |lines: &[&str]| lines.iter().map(|l| format!("  {l}")).collect::<Vec<_>>().join("\n");
    format!(
        "THIS MAY BE AN EMERGENCY: {}\nWhat to do:\n{}\nWhat to write down:\n{}\n{}",
        query.alarm.join(", "),
        list(WHAT_TO_DO),
        list(WHAT_TO_WRITE_DOWN),
        alarms.notice()
    )
}

/// An open query of the same caller about the same kind of matter.
fn same_matter(session: &Session, query: &Query) -> Result<Option<String>, Refusal> {
    let patient = query.patient_id.as_deref();
    let all = repo::earlier(session.db(), patient, &query.number, &query.id, session.now, SAME_MATTER_DAYS)?;
    let same = |q: &&Query| q.kind == query.kind && q.kind != "other" && !q.is_over();
    Ok(all.iter().find(same).map(|q| q.id.clone()))
}

/// The patient's name, else the caller's, for the label of a change. Never words.
fn name_of(session: &Session, query: &Query) -> Result<String, Refusal> {
    let patient = repo::name_of(session.db(), query.patient_id.as_deref())?;
    let either = if patient.is_empty() { query.caller.clone() } else { patient };
    Ok(if either.is_empty() { "caller not known".into() } else { either })
}

fn made(session: &Session, id: &str) -> Said {
    let listed = repo::one(session.db(), id, session.now)?;
    let listed = listed.ok_or_else(|| Refusal::rule(format!("There is no query with the id {id}.")))?;
    Ok(Answer::made(id, json::query(&listed, &session.who, session.now)))
}

impl List {
    /// Lists them, worst clock first.
    pub fn run(self, session: &mut Session) -> Said {
        let all = self.all || self.state.as_deref() == Some("done");
        let mut listed = repo::listed(session.db(), session.now, all)?;
        if let Some(state) = &self.state {
            listed.retain(|l| l.query.state == *state);
        }
        let rows: Vec<Vec<String>> = listed.iter().map(|l| row(l, session)).collect();
        let json = listed.iter().map(|l| json::query(l, &session.who, session.now)).collect();
        let headings = ["", "CAME", "WHO", "WHAT", "KIND", "STATE", "WHOSE", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "The inbox is empty."))
    }
}

fn row(listed: &Listed, session: &Session) -> Vec<String> {
    let query = &listed.query;
    let sign = match query.press(session.now) {
        Press::ActNow => "!",
        Press::ToDo => "",
        Press::Paused => "~",
        Press::Done => "x",
    };
    vec![
        sign.into(),
        crate::text::dates::stamp(query.received()),
        listed.name(),
        short(&query.gist()),
        query.kind.clone(),
        query.state.clone(),
        query.owner.clone(),
        query.id.clone(),
    ]
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let (now, who) = (session.now, session.who.clone());
        match self {
            Self::Take { id } => act(session, &id, "Taken", |q| q.taken(&who)),
            Self::Wait { id, on, chase } => {
                let day = session.when(&chase)?.date;
                act(session, &id, &format!("Waits on {on}"), |q| q.waiting(&on, Some(day), &who, now))
            }
            Self::Escalate { id, to } => {
                act(session, &id, &format!("Escalated to {to}"), |q| q.escalated(&to, &who, now))
            }
            Self::Accept { id, by, at } => {
                let at = at.map_or(Ok(now), |typed| accepted_at(session, &typed))?;
                act(session, &id, &format!("Accepted by {by}"), |q| q.accepted(&by, at, now))
            }
            Self::Close { id, outcome } => act(session, &id, "Closed", |q| q.closed(&outcome, &who, now)),
            Self::Reopen { id } => {
                act(session, &id, "Open again", |q| if q.state == "waiting" { q.answered() } else { q.reopened() })
            }
            Self::Hand { id, to } => {
                let to = session.member(&to)?;
                act(session, &id, &format!("Handed on to {to}"), |q| q.handed(&to))
            }
        }
    }
}

/// A time that has been: `10:30` is today's.
fn accepted_at(session: &Session, typed: &str) -> Result<chrono::NaiveDateTime, Refusal> {
    let now = session.now;
    let found: Vec<_> = crate::text::when::parse(typed, now)?.iter().map(|w| w.at(now.time())).collect();
    let past = found.iter().find(|at| **at <= now).or(found.first());
    past.copied().ok_or_else(|| Refusal::rule("Type a time, such as 10:30."))
}

fn act(session: &mut Session, id: &str, word: &str, to: impl Fn(&Query) -> Result<Query, String>) -> Said {
    let before: Query = session.db().must(id)?;
    let after = to(&before)?;
    let label = format!("{word}: {}", name_of(session, &before)?);
    session.apply(&Change::new(label).update(&before, &after))?;
    made(session, id)
}
