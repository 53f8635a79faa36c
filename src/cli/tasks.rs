//! `tasks` and `task`: list them, make one, do something to one.

use clap::{Args, Subcommand};

use super::answer::{Answer, short};
use super::{Said, Session, json};
use crate::desk::people;
use crate::desk::tasks::model::Press;
use crate::desk::tasks::{Task, repo};
use crate::store::{Change, Refusal};

/// Which tasks.
#[derive(Debug, Args)]
pub struct List {
    /// Those done and cancelled long ago too
    #[arg(long)]
    all: bool,
    /// Whose
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
}

/// What can be done to a task.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make a task
    Add(Add),
    /// Mark a task as done
    Done {
        /// The task
        id: String,
    },
    /// Let a task wait on somebody until a date
    Wait {
        /// The task
        id: String,
        /// On whom
        #[arg(long, value_name = "WHOM", default_value = "")]
        on: String,
        /// Until when
        #[arg(long, value_name = "WHEN", default_value = "+1w")]
        until: String,
    },
    /// Cancel a task
    Cancel {
        /// The task
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Open a task again that is done, cancelled or waiting
    Reopen {
        /// The task
        id: String,
    },
    /// The result that was awaited is back
    Back {
        /// The task
        id: String,
    },
    /// Say who has seen the result that was awaited
    Seen {
        /// The task
        id: String,
        /// Who has seen it
        #[arg(long, value_name = "WHOM")]
        by: String,
    },
}

/// A new task.
#[derive(Debug, Args)]
pub struct Add {
    /// What is to be done, in a few words
    title: String,
    /// By when
    #[arg(long, value_name = "WHEN")]
    due: Option<String>,
    /// 1 is first
    #[arg(long, value_name = "1|2|3", value_parser = ["1", "2", "3"])]
    priority: Option<String>,
    /// Whose it is; whoever acts where nobody is named
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// More about it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// About which patient: an id, an NHS number or words to find
    #[arg(long, value_name = "PERSON")]
    patient: Option<String>,
    /// How it repeats: daily, weekdays, weekly, 2 weeks, monthly, yearly
    #[arg(long, value_name = "HOW")]
    repeat: Option<String>,
    /// It is a result awaited: of this test
    #[arg(long, value_name = "TEST", requires = "expected")]
    result: Option<String>,
    /// The day by which the result is expected
    #[arg(long, value_name = "WHEN", requires = "result")]
    expected: Option<String>,
}

impl List {
    /// Lists them, worst clock first.
    pub fn run(self, session: &mut Session) -> Said {
        let mut all = if self.all { repo::all(session.db())? } else { repo::current(session.db(), session.today())? };
        if let Some(of) = &self.of {
            let name = session.member(of)?;
            all.retain(|l| l.task.owner == name);
        }
        let now = session.now;
        all.sort_by_cached_key(|l| {
            let clock = l.task.clock().unwrap_or(chrono::NaiveDateTime::MAX);
            (l.task.press(now), clock, l.task.priority, l.task.created_at.clone(), l.task.id.clone())
        });
        let rows: Vec<Vec<String>> = all.iter().map(|l| row(l, now)).collect();
        let json = all.iter().map(|l| json::task(&l.task, l.patient().as_deref(), now)).collect();
        let headings = ["", "DUE", "WHAT", "PATIENT", "WHOSE", "P", "STATE", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "There is nothing to do."))
    }
}

fn row(listed: &repo::Listed, now: chrono::NaiveDateTime) -> Vec<String> {
    let task = &listed.task;
    let sign = match task.press(now) {
        Press::ActNow => "!",
        Press::ToDo => "",
        Press::Paused => "~",
        Press::Done => "x",
    };
    vec![
        sign.into(),
        crate::form::shown_when(task.due.as_deref()),
        short(&task.title),
        listed.patient().unwrap_or_default(),
        task.owner.clone(),
        task.priority.to_string(),
        task.state.clone(),
        task.id.clone(),
    ]
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let now = session.now;
        match self {
            Self::Add(add) => add.run(session),
            Self::Done { id } => change(session, &id, "Done", |t| t.done(now)),
            Self::Wait { id, on, until } => {
                let until = session.when(&until)?.date;
                change(session, &id, "Waits", |t| t.waiting(&on, until))
            }
            Self::Cancel { id, reason } => change(session, &id, "Cancelled", |t| t.cancelled(&reason, now)),
            Self::Reopen { id } => change(session, &id, "Opened again", Task::opened),
            Self::Back { id } => change(session, &id, "Result back", |t| t.back(now)),
            Self::Seen { id, by } => change(session, &id, &format!("Seen by {by}"), |t| t.seen(&by, now)),
        }
    }
}

/// Changes one task; the next of one that repeats is made with it.
fn change(session: &mut Session, id: &str, word: &str, to: impl Fn(&Task) -> Result<Task, String>) -> Said {
    let before: Task = session.db().must(id)?;
    if before.binned_at.is_some() {
        return Err(Refusal::rule(format!("“{}” is in the bin.", before.title)));
    }
    let after = to(&before)?;
    let mut change = Change::new(format!("{word}: {}", before.title)).update(&before, &after);
    if let Some(next) = (after.state == "done").then(|| after.next(session.now)).flatten() {
        change = change.insert(&next);
    }
    session.apply(&change)?;
    Ok(made(session, &after))
}

/// The task as it stands now: what is given to somebody who is away went on to whoever covers.
fn made(session: &Session, task: &Task) -> Answer {
    let task = &session.db().get(&task.id).ok().flatten().unwrap_or_else(|| task.clone());
    let patient = task.patient_id.as_deref().map(|id| people::repo::name_of(session.db(), id));
    Answer::made(&task.id, json::task(task, patient.as_deref(), session.now))
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut task = Task::new("", &session.who, session.now);
        session.set(&mut task, "title", &self.title)?;
        if let Some(due) = &self.due {
            // Read here as well, so that a second reading is said.
            session.when(due)?;
            session.set(&mut task, "due", due)?;
        }
        session.set_if(&mut task, "priority", self.priority.as_deref())?;
        session.set_if(&mut task, "note", self.note.as_deref())?;
        session.set_if(&mut task, "repeat", self.repeat.as_deref())?;
        if let Some(words) = &self.patient {
            task.patient_id = Some(people::repo::resolve(&session.store, words, session.today())?.id);
        }
        if self.result.is_some() {
            session.set(&mut task, "kind", "result")?;
            session.set_if(&mut task, "test", self.result.as_deref())?;
            session.set_if(&mut task, "expected_by", self.expected.as_deref())?;
            task.asked_on = Some(session.today().to_string());
        }
        let mut change = Change::new(format!("New task: {}", task.title));
        if let Some(of) = &self.of {
            let (name, member) = session.somebody(of, "secretary")?;
            task.owner = name;
            change = member.into_iter().fold(change, Change::and);
        }
        session.apply(&change.insert(&task))?;
        Ok(made(session, &task))
    }
}
