//! `entry answer`: the answer to an invitation that stands in the diary, as an e-mail draft.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::answer::Answer as Printed;
use crate::cli::{Said, Session, files, json as records};
use crate::desk::diary::invite::answer;
use crate::desk::diary::rules::time_of;
use crate::desk::diary::{Calendar, Entry, Occurrence, repo};
use crate::exchange::ics;
use crate::store::Refusal;

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Word {
    /// Coming
    Accept,
    /// Not coming
    Decline,
    /// Perhaps
    Tentative,
}

/// Which invitation, what, and where to.
#[derive(Debug, Args)]
pub struct Answer {
    /// The entry; of a series one occurrence of it, as the listing names it: ID@2026-03-10T10:00:00
    id: String,
    /// The answer
    #[arg(value_name = "ANSWER")]
    word: Word,
    /// The e-mail draft to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Under which address the calendar's owner is invited; remembered
    #[arg(long, value_name = "ADDRESS")]
    me: Option<String>,
}

impl Answer {
    /// Answers it.
    pub fn run(self, session: &mut Session) -> Said {
        let (one, only_this) = found(session, &self.id)?;
        answer::may_answer(&one.entry)?;
        let me = self.address(session, &one)?;
        let word = match self.word {
            Word::Accept => ics::Answer::Accepted,
            Word::Decline => ics::Answer::Declined,
            Word::Tentative => ics::Answer::Tentative,
        };
        let given = (session.who.as_str(), session.now);
        let mut answered = answer::of_entry(session.db(), &one, only_this, word, &me, given)?;
        if let Some(known) =
            self.me.as_deref().map(|me| answer::remember(session.db(), &one.calendar.name, me)).transpose()?
        {
            answered.change = known.into_iter().fold(answered.change, crate::store::Change::and);
        }
        files::write(&self.output, &answered.eml)?;
        session.apply(&answered.change)?;
        let after: Entry = session.db().must(&one.entry.id)?;
        let record = records::entry(&repo::by_id(session.db(), &after.id, session.now)?, &session.who);
        let json = json!({"id": one.entry.id, "file": self.output, "answer": answered.words, "entry": record});
        Ok(Printed::said(format!("{}\n{}", one.entry.id, self.output.display()), vec![json]))
    }

    fn address(&self, session: &Session, one: &Occurrence) -> Result<String, Refusal> {
        if let Some(typed) = &self.me {
            return answer::read_address(typed);
        }
        let found = answer::me(session.db(), &one.calendar.name, &one.entry.attendees)?;
        found.ok_or_else(|| {
            let invited = one.entry.attendees.join(", ");
            Refusal::rule(format!(
                "It cannot be told under which address {} is invited ({invited}). Say it with --me ADDRESS.",
                one.calendar.name
            ))
        })
    }
}

/// The entry that is meant, and whether only one occurrence of it is.
fn found(session: &Session, typed: &str) -> Result<(Occurrence, bool), Refusal> {
    let Some((id, at)) = typed.split_once('@') else {
        return Ok((repo::by_id(session.db(), typed, session.now)?, false));
    };
    let entry: Entry = session.db().must(id)?;
    let calendar: Calendar = session.db().must(&entry.calendar_id)?;
    let one = Occurrence::of_series(entry.into(), calendar.into(), time_of(at));
    Ok((one, true))
}
