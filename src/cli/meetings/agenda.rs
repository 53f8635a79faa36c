//! The agenda by command: looked at and built, items, papers, sent.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::super::answer::Answer;
use super::super::{Said, Session};
use super::{done, meeting, show};
use crate::desk::meetings::model::{Item, Meeting, Paper, numbered, typed};
use crate::desk::meetings::{acts, repo};
use crate::store::Refusal;

/// What can be done with an agenda.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// The agenda; with --build what belongs there is put on it first
    Agenda {
        /// The meeting
        meeting: String,
        /// Put on it what belongs there: standing items, what was not reached, what has an open action, what waits
        #[arg(long)]
        build: bool,
    },
    /// Put an item on the agenda, move it, leave it out, take it off
    #[command(subcommand)]
    Item(ItemVerb),
    /// Put down a paper for an item, with its file where it is here
    Paper {
        /// The meeting
        meeting: String,
        /// The number of the item
        number: usize,
        /// What the paper is called
        title: String,
        /// Who writes it
        #[arg(long, value_name = "WHO", default_value = "")]
        owner: String,
        /// The file, copied into the desk's folder
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// The agenda has gone out
    Send {
        /// The meeting
        meeting: String,
    },
}

/// What can be done with an item.
#[derive(Debug, Subcommand)]
pub enum ItemVerb {
    /// Put an item on the agenda
    Add {
        /// The meeting
        meeting: String,
        /// "Finance report / 10 min / Bob Ray / decision / confidential"
        item: String,
        /// Behind the item of this number; else before those that close a meeting
        #[arg(long, value_name = "NUMBER")]
        after: Option<usize>,
    },
    /// Move an item one place up or down
    Move {
        /// The meeting
        meeting: String,
        /// The number of the item
        number: usize,
        /// Down; else up
        #[arg(long)]
        down: bool,
    },
    /// Leave an item out this time
    Skip {
        /// The meeting
        meeting: String,
        /// The number of the item
        number: usize,
    },
    /// Take an item off
    Off {
        /// The meeting
        meeting: String,
        /// The number of the item
        number: usize,
    },
}

/// The item of this number.
pub(super) fn item(one: &Meeting, number: usize) -> Result<Item, Refusal> {
    let all = numbered(&one.agenda, one.starts());
    let found = all.iter().find(|n| n.number == number && number > 0).map(|n| n.item.clone());
    found.ok_or_else(|| {
        let last = all.iter().map(|n| n.number).max().unwrap_or(0);
        Refusal::rule(format!("{} has no item {number}: its items are 1 to {last}.", one.name()))
    })
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Agenda { meeting: words, build } => {
                let mut one = meeting(session, &words)?;
                if build {
                    session.apply(&acts::build(session.db(), &one)?)?;
                    one = session.db().must(&one.id)?;
                }
                show::show(session, &one)
            }
            Self::Item(verb) => verb.run(session),
            Self::Paper { meeting: words, number, title, owner, file } => {
                let one = meeting(session, &words)?;
                let paper = Paper::new(&one.id, &item(&one, number)?.id, &title, &owner, session.now);
                put_down(session, &one, &paper, file)
            }
            Self::Send { meeting: words } => {
                let one = meeting(session, &words)?;
                done(session, &one.id, |at| acts::send(at, &one))
            }
        }
    }
}

fn put_down(session: &mut Session, one: &Meeting, paper: &Paper, file: Option<PathBuf>) -> Said {
    let change = match file {
        Some(file) => acts::attach(session.store.desk().folder(), one, (None, paper), &file, session.now)?.1,
        None => acts::put_down(one, paper)?,
    };
    session.apply(&change)?;
    let after: Paper = session.db().must(&paper.id)?;
    Ok(Answer::made(
        &after.id,
        json!({"id": after.id, "title": after.title, "owner": after.owner, "bytes": after.bytes, "came_on": after.came_on}),
    ))
}

/// What is done with a meeting.
type Act = Box<dyn FnOnce(&Meeting) -> Result<crate::store::Change, Refusal>>;

impl ItemVerb {
    fn run(self, session: &mut Session) -> Said {
        let (words, act): (_, Act) = match self {
            Self::Add { meeting, item: text, after } => (
                meeting,
                Box::new(move |one| {
                    let behind = after.map(|n| item(one, n)).transpose()?.map(|i| i.id);
                    acts::add_item(one, typed::read_item(&text)?, behind.as_deref())
                }),
            ),
            Self::Move { meeting, number, down } => {
                (meeting, Box::new(move |one| acts::move_item(one, &item(one, number)?.id, down)))
            }
            Self::Skip { meeting, number } => (
                meeting,
                Box::new(move |one| acts::change_item(one, &Item { skip: true, ..item(one, number)? }, "Left out")),
            ),
            Self::Off { meeting, number } => {
                (meeting, Box::new(move |one| acts::take_off(one, &item(one, number)?.id)))
            }
        };
        let one = meeting(session, &words)?;
        done(session, &one.id, |_| act(&one))
    }
}

/// The meetings' actions, for the log.
pub(super) fn log(
    session: &Session,
    series: Option<&str>,
    all: bool,
) -> Result<Vec<crate::desk::meetings::model::Logged>, Refusal> {
    let Some(words) = series else {
        let mut found = repo::open_actions(session.db(), usize::MAX)?;
        if all {
            found.extend(repo::closed_actions(session.db(), usize::MAX)?);
        }
        return Ok(found);
    };
    let mut found = repo::actions_of_series(session.db(), &super::named_series(session, words)?.id)?;
    found.retain(|l| all || l.state() == "open");
    Ok(found)
}
