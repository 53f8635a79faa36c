//! Minutes by command: attendance, what was said, decisions, actions; closed, circulated, approved.

use clap::Subcommand;

use super::super::answer::{Answer, short};
use super::super::{Said, Session};
use super::agenda::{item, log};
use super::{at, done, meeting, show};
use crate::desk::meetings::model::{Item, Logged};
use crate::desk::meetings::{Meeting, acts, csv, repo};
use crate::store::Refusal;
use crate::text::dates;

/// What can be done with minutes.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Say whether somebody comes: attending, apologies, present, late, deputy, absent
    Attend {
        /// The meeting
        meeting: String,
        /// Who, by a part of the name; "all" for everybody who did not send apologies
        name: String,
        /// attending, apologies, present, late, deputy, absent
        #[arg(default_value = "present")]
        coming: String,
        /// Late: when; deputy: who
        #[arg(long, value_name = "TEXT", default_value = "")]
        with: String,
    },
    /// Write in the minutes of an item; the meeting begins with it
    Minute {
        /// The meeting
        meeting: String,
        /// The number of the item
        number: usize,
        /// What was said; it stands behind what is there already
        #[arg(default_value = "")]
        text: String,
        /// What was decided; as often as you like
        #[arg(long, value_name = "TEXT")]
        decision: Vec<String>,
    },
    /// Take down an action of an item: it is a task at once
    Action {
        /// The meeting
        meeting: String,
        /// The number of the item
        number: usize,
        /// Who, by when, what: "Bob, fri, send the figures"
        typed: String,
    },
    /// The action log
    Actions {
        /// Of this series only
        #[arg(long, value_name = "SERIES")]
        series: Option<String>,
        /// Those that are done or dropped too
        #[arg(long)]
        all: bool,
        /// Write it into this file, for a spreadsheet
        #[arg(long, value_name = "FILE")]
        csv: Option<std::path::PathBuf>,
    },
    /// An action is dropped; done is its task (task done)
    Drop {
        /// The action: its id or number
        action: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// The meeting is over: its minutes are a draft
    Close {
        /// The meeting
        meeting: String,
    },
    /// The draft minutes go out; from then on they are not edited
    Circulate {
        /// The meeting
        meeting: String,
    },
    /// Minutes that went out become a draft again; what went out is kept
    Redraft {
        /// The meeting
        meeting: String,
    },
    /// The minutes were approved as a true record
    Approve {
        /// The meeting
        meeting: String,
        /// At which meeting, or by whom
        #[arg(long, value_name = "TEXT")]
        at: String,
        /// What was corrected
        #[arg(long, value_name = "TEXT", default_value = "")]
        corrections: String,
    },
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Attend { meeting: words, name, coming, with } => {
                let one = meeting(session, &words)?;
                let all = name.eq_ignore_ascii_case("all");
                done(session, &one.id, |_| {
                    if all { acts::all_present(&one) } else { acts::attend(&one, &name, &coming, &with) }
                })
            }
            Self::Minute { meeting: words, number, text, decision } => minute(session, &words, number, &text, decision),
            Self::Action { meeting: words, number, typed } => {
                let one = meeting(session, &words)?;
                let (made, change) = acts::add_action(&at(session)?, &one, &item(&one, number)?, &typed)?;
                session.apply(&change)?;
                let logged = repo::logged(session.db(), &made.id)?;
                Ok(Answer::made(&made.id, show::action(&logged, session.today())))
            }
            Self::Actions { series, all, csv } => actions(session, series.as_deref(), all, csv),
            Self::Drop { action, reason } => {
                let one = named_action(session, &action)?;
                let change = acts::drop_action(&at(session)?, &one, &reason)?;
                session.apply(&change)?;
                Ok(Answer::made(
                    &one.action.id,
                    show::action(&repo::logged(session.db(), &one.action.id)?, session.today()),
                ))
            }
            Self::Close { meeting: words } => {
                let one = meeting(session, &words)?;
                done(session, &one.id, |at| acts::close(at, &one))
            }
            Self::Circulate { meeting: words } => {
                let one = meeting(session, &words)?;
                done(session, &one.id, |at| acts::circulate(at, &one))
            }
            Self::Redraft { meeting: words } => {
                let one = meeting(session, &words)?;
                done(session, &one.id, |_| acts::redraft(&one))
            }
            Self::Approve { meeting: words, at: by, corrections } => {
                let one = meeting(session, &words)?;
                done(session, &one.id, |at| acts::approve(at, &one, &by, &corrections))
            }
        }
    }
}

/// What was said of an item, behind what stands there.
fn minute(session: &mut Session, words: &str, number: usize, text: &str, decisions: Vec<String>) -> Said {
    let one = meeting(session, words)?;
    let begun = one.begun(session.now)?;
    let of = item(&one, number)?;
    let said = [of.text.trim(), text.trim()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
    let mut after = Item { text: said, reached: true, ..of };
    after.decisions.extend(decisions);
    let items: Vec<Item> =
        begun.agenda.iter().map(|i| if i.id == after.id { after.clone() } else { i.clone() }).collect();
    done(session, &one.id, |_| {
        let written: Meeting = begun.with_agenda(items)?;
        Ok(crate::store::Change::new(format!("Wrote the minutes of {}", one.name())).update(&one, &written))
    })
}

fn named_action(session: &Session, words: &str) -> Result<Logged, Refusal> {
    let mut all = log(session, None, true)?;
    all.retain(|l| l.action.id == words || l.action.number == words);
    super::super::office::one(&all, |l| format!("{} {}", l.meeting, l.action.number), "action", words).cloned()
}

fn actions(session: &Session, series: Option<&str>, all: bool, file: Option<std::path::PathBuf>) -> Said {
    let today = session.today();
    let found = log(session, series, all)?;
    if let Some(file) = file {
        return super::super::office::written(&file, &csv::actions(&found.iter().collect::<Vec<_>>(), today));
    }
    let row = |l: &Logged| {
        let sign = if l.is_overdue(today) { "!" } else { "" };
        let due = l.due().map_or_else(String::new, dates::screen);
        vec![
            sign.into(),
            l.action.number.clone(),
            due,
            l.action.owner.clone(),
            short(&l.action.text),
            l.state_words(today),
            l.meeting.clone(),
            l.action.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let json = found.iter().map(|l| show::action(l, today)).collect();
    let headings = ["", "NUMBER", "BY", "WHO", "WHAT", "STATE", "MEETING", "ID"];
    Ok(Answer::listing(&headings, &rows, json, "No action is open."))
}
