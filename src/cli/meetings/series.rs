//! `meeting series`: listed, made, and what waits for their next meeting.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::json::with;
use super::super::{Said, Session};
use crate::desk::meetings::model::{Series, typed};
use crate::desk::meetings::{acts, repo};
use crate::store::Change;

/// The series.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct List {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a series
    Add(Box<Add>),
    /// Put an item aside for the next meeting of a series
    Wait {
        /// The series: its id or words of its name
        series: String,
        /// The item: "Finance report / 10 min / Bob Ray / decision"
        item: String,
    },
    /// Into the bin; its meetings stay
    Bin {
        /// The series
        series: String,
    },
}

/// A new series.
#[derive(Debug, Args)]
struct Add {
    /// What it is called
    name: String,
    /// Who, as in a form: "Ann Lee <ann@example.org>, chair, deputy Kim Ho"; as often as you like
    #[arg(long = "who", value_name = "WHO")]
    people: Vec<String>,
    /// So many members must be there
    #[arg(long)]
    quorum: Option<String>,
    /// weekly, every 2 weeks, monthly, every 2 months, quarterly, yearly, as needed
    #[arg(long, value_name = "HOW OFTEN")]
    frequency: Option<String>,
    /// When it usually begins: 14:00
    #[arg(long, value_name = "TIME")]
    starts_at: Option<String>,
    /// How many minutes it usually lasts
    #[arg(long)]
    minutes: Option<String>,
    /// Where it usually meets
    #[arg(long, value_name = "TEXT")]
    room: Option<String>,
    /// On every agenda, in place of the customary items; as often as you like
    #[arg(long, value_name = "ITEM")]
    standing: Vec<String>,
    /// Agenda and papers go out so many clear working days before
    #[arg(long, value_name = "DAYS")]
    papers: Option<String>,
    /// Draft minutes go out within so many working days
    #[arg(long, value_name = "DAYS")]
    draft: Option<String>,
    /// by year, running, none
    #[arg(long)]
    numbering: Option<String>,
}

fn record(one: &Series) -> Value {
    let promised = json!({
        "id": one.id, "name": one.name, "frequency": one.frequency, "starts_at": one.starts_at, "length": one.length,
        "room": one.room, "quorum": one.quorum, "roll": one.roll, "standing": one.standing, "backlog": one.backlog,
    });
    with(promised, one)
}

impl List {
    /// Lists them, or makes one.
    pub fn run(self, session: &mut Session) -> Said {
        match self.verb {
            Some(Verb::Add(add)) => add.run(session),
            Some(Verb::Wait { series, item }) => wait(session, &series, &item),
            Some(Verb::Bin { series }) => {
                let one = super::named_series(session, &series)?;
                session.apply(&acts::bin_series(&one, session.now))?;
                Ok(Answer::made(&one.id, record(&one)))
            }
            None => list(session),
        }
    }
}

fn list(session: &Session) -> Said {
    let all = repo::series(session.db())?;
    let row = |s: &Series| {
        let chair = s.with_part("chair").map(|c| c.name.clone()).unwrap_or_default();
        vec![
            s.name.clone(),
            s.frequency.clone(),
            s.starts_at.clone(),
            chair,
            s.roll.len().to_string(),
            s.backlog.len().to_string(),
            s.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let headings = ["SERIES", "MEETS", "AT", "CHAIR", "PEOPLE", "WAIT", "ID"];
    Ok(Answer::listing(&headings, &rows, all.iter().map(record).collect(), "There is no series of meetings."))
}

fn wait(session: &mut Session, words: &str, item: &str) -> Said {
    let before = super::named_series(session, words)?;
    let mut after = before.clone();
    after.backlog.push(typed::read_item(item)?);
    session.apply(&Change::new(format!("Waits for {}: {item}", before.name)).update(&before, &after))?;
    Ok(Answer::made(&after.id, record(&after)))
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut one = Series::new("", session.now);
        session.set(&mut one, "name", &self.name)?;
        session.set(&mut one, "roll", &self.people.join("\n"))?;
        let given = [
            ("quorum", &self.quorum),
            ("frequency", &self.frequency),
            ("starts_at", &self.starts_at),
            ("length", &self.minutes),
            ("room", &self.room),
            ("papers_days", &self.papers),
            ("draft_days", &self.draft),
            ("numbering", &self.numbering),
        ];
        for (id, text) in given {
            session.set_if(&mut one, id, text.as_deref())?;
        }
        if !self.standing.is_empty() {
            session.set(&mut one, "standing", &self.standing.join("\n"))?;
        }
        session.apply(&acts::write_series(session.db(), None, &one)?)?;
        let one: Series = session.db().must(&one.id)?;
        Ok(Answer::made(&one.id, record(&one)))
    }
}
