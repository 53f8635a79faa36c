//! `team`: its members, who is away and who covers, what waits with whom, moved and shared out.

mod member;
mod told;
mod work;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::{Answer, short};
use super::json::with;
use super::{Said, Session};
use crate::desk::team::model::{Backlog, Pile, counted, turns_said};
use crate::desk::team::repo_backlog::By;
use crate::desk::team::{Absence, Member, csv, notes, repo, repo_away, repo_backlog};
use crate::store::Refusal;
use crate::text::names::fold;

/// The team.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Team {
    /// Those who have left as well
    #[arg(long)]
    all: bool,
    /// Write them into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<std::path::PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done in the team.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Add a member
    Add(member::Add),
    /// Change a member; another name goes over to all that is open of theirs
    Edit(member::Edit),
    /// One member: hours, cover, what waits
    Show {
        /// The member: the name, or words of it
        member: String,
    },
    /// A member leaves the team; what is theirs goes to somebody else
    Leaves {
        /// The member
        member: String,
        /// Who has what is theirs from now on
        #[arg(long, value_name = "MEMBER")]
        to: Option<String>,
    },
    /// Write down that somebody is away, and who covers; or list who is
    Leave(member::Leave),
    /// Write the cover plan of somebody who is away
    Cover {
        /// Who is away
        member: String,
        /// Who covers: `Kit, Bev`, `letters: Kit`, `Dr A Patel: Bev`; may be given again
        #[arg(long = "by", value_name = "PLAN", required = true)]
        by: Vec<String>,
    },
    /// Somebody is here again: what others have of theirs is given back
    Back {
        /// Who
        member: String,
        /// Only show what would go back
        #[arg(long)]
        show: bool,
    },
    /// What waits, by secretary or consultant, the worst first; with a name, item by item
    Backlog(work::BacklogArgs),
    /// Move items to another member
    Move(work::Move),
    /// Share what waits with somebody out among several
    Share(work::ShareArgs),
    /// What of somebody's, or everybody's, is open, promised, with whom and how late
    Handover(told::Handover),
    /// The start of the day: late, due, away, results, clinics, machines, stationery
    Start(told::Into),
    /// The end of the day: done, promised and open, letters not sent, tomorrow
    End(told::Into),
    /// Machines and stationery: what everybody has, lacks and has asked for
    Needs(told::Into),
}

/// A member with what waits and where they are.
fn record(session: &Session, member: &Member) -> Result<Value, Refusal> {
    let open = repo_backlog::open_of(session.db(), &member.name)?;
    let away = repo_away::now(session.db(), session.now)?.remove(&fold(&member.name));
    let promised = json!({
        "id": member.id, "name": member.name, "role": member.role, "state": member.state, "phone": member.phone,
        "hours": member.hours, "types_for": member.types_for, "skills": member.skills, "covers_for": member.deputies,
        "away": away.as_ref().map(|a| a.why.clone()),
        "away_until": away.as_ref().and_then(|a| a.until).map(|d| d.to_string()),
        "letters": open[0], "queries": open[1], "tasks": open[2],
    });
    Ok(with(promised, member))
}

fn absence(one: &Absence, handed: usize) -> Value {
    let promised = json!({
        "id": one.id, "member": one.member, "kind": one.kind, "from": one.from_at, "until": one.until_at,
        "cover": turns_said(&one.turns), "handed": handed, "returned_at": one.returned_at,
    });
    with(promised, one)
}

fn pile(of: &Pile) -> Value {
    json!({"items": of.items, "late": of.over, "oldest": of.oldest})
}

fn backlog(of: &Backlog, session: &Session) -> Value {
    let who = if of.who.is_empty() { Value::Null } else { of.who.clone().into() };
    json!({
        "who": who, "items": of.items(), "late": of.over(), "oldest_days": of.oldest_days(session.today()),
        "letters": pile(&of.letters), "queries": pile(&of.queries), "tasks": pile(&of.tasks),
        "dictations": of.dictations, "audio_minutes": (of.audio_ms + 59_999) / 60_000,
    })
}

impl Team {
    /// Lists the members, or does something.
    pub fn run(self, session: &mut Session) -> Said {
        if let Some(verb) = self.verb {
            return verb.run(session);
        }
        let all = if self.all { repo::every(session.db())? } else { repo::all(session.db())? };
        if let Some(file) = self.csv {
            super::files::write(&file, &csv::members(&all))?;
            let json = vec![json!({"file": file.display().to_string()})];
            return Ok(Answer::said(format!("Written: {}", file.display()), json));
        }
        let mut rows = Vec::new();
        let mut json = Vec::new();
        for member in &all {
            let value = record(session, member)?;
            let open: i64 = ["letters", "queries", "tasks"].iter().filter_map(|k| value[k].as_i64()).sum();
            let here = match (value["away"].as_str(), member.has_left()) {
                (_, true) => "left".to_owned(),
                (Some(why), _) => format!("away: {why}"),
                _ => "here".into(),
            };
            rows.push(vec![
                member.name.clone(),
                member.role.clone(),
                short(&here),
                open.to_string(),
                member.phone.clone(),
                member.hours.clone(),
                member.id.clone(),
            ]);
            json.push(value);
        }
        let headings = ["NAME", "ROLE", "WHERE", "OPEN", "TELEPHONE", "HOURS", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "Nobody is of the team."))
    }
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Add(it) => it.run(session),
            Self::Edit(it) => it.run(session),
            Self::Show { member } => member::show(session, &member),
            Self::Leaves { member, to } => member::leaves(session, &member, to.as_deref()),
            Self::Leave(it) => it.run(session),
            Self::Cover { member, by } => member::cover(session, &member, &by),
            Self::Back { member, show } => member::back(session, &member, show),
            Self::Backlog(it) => it.run(session),
            Self::Move(it) => it.run(session),
            Self::Share(it) => it.run(session),
            Self::Handover(it) => it.run(session),
            Self::Start(it) => it.told(&notes::start(told::at(session))?, session),
            Self::End(it) => it.told(&notes::end(told::at(session))?, session),
            Self::Needs(it) => it.told(&notes::things(told::at(session))?, session),
        }
    }
}

/// So many of each kind, for what is said.
fn said(kinds: impl Iterator<Item = crate::desk::team::model::ItemKind>) -> String {
    counted(kinds)
}

/// By whom it is counted.
fn by(consultant: bool) -> By {
    if consultant { By::Consultant } else { By::Secretary }
}
