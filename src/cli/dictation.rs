//! `dictations` and `dictation`: take audio files in, list them, take them out of the pool and put them back.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::{Answer, note, short};
use super::{Said, Session};
use crate::desk::dictation::model::{clock, minutes};
use crate::desk::dictation::repo::{self, Listed};
use crate::desk::dictation::rules_told::Told;
use crate::desk::dictation::{acts, take, watch};
use crate::desk::letters::Letter;
use crate::desk::people;
use crate::desk::watch::{self as files, Dealt};
use crate::store::{Change, Refusal};
use crate::text::dates;

/// Which dictations.
#[derive(Debug, Args)]
pub struct List {
    /// Those that nobody has taken
    #[arg(long, conflicts_with_all = ["mine", "of", "all"])]
    pool: bool,
    /// Those of whoever acts
    #[arg(long, conflicts_with = "of")]
    mine: bool,
    /// Those of this member of the team
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Those that are typed as well, the latest first
    #[arg(long)]
    all: bool,
}

/// What can be done to dictations. A dictation is named by its own id or by that of its letter.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Take audio files in; each becomes a letter that stands among the unsent
    Add(Add),
    /// Take in what rests in the watched folder of the settings; what cannot be becomes a task
    Collect,
    /// Take dictations: they are of whoever acts from now on
    Take {
        /// The dictations
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Put dictations back into the pool
    PutBack {
        /// The dictations
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// A recording is a part of another letter that is being written; its own, which is not begun, goes to the bin
    Join {
        /// The dictation
        id: String,
        /// The letter, or a dictation of it
        #[arg(long, value_name = "ID")]
        to: String,
    },
    /// Hand dictations on to another member of the team
    Hand {
        /// The dictations
        #[arg(required = true)]
        ids: Vec<String>,
        /// To whom
        #[arg(long, value_name = "WHO")]
        to: String,
    },
}

/// Files, and what is to be known of them; what is not said here is read from a side file or from the name.
#[derive(Debug, Args)]
pub struct Add {
    /// The audio files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Whose letter it is
    #[arg(long, value_name = "WHO")]
    author: Option<String>,
    /// The patient: an id, an NHS number or words to find
    #[arg(long, value_name = "PERSON")]
    patient: Option<String>,
    /// The template, by its id or name
    #[arg(long, value_name = "NAME")]
    kind: Option<String>,
    /// 1 to 3, urgent, soon or routine
    #[arg(long)]
    priority: Option<String>,
    /// The day of the attendance that starts its clock
    #[arg(long, value_name = "DATE")]
    attended: Option<String>,
    /// Who is to type it; else it goes into the pool
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
}

impl List {
    /// Lists them.
    pub fn run(self, session: &mut Session) -> Said {
        let mut all = if self.all { repo::every(session.db())? } else { repo::to_type(session.db())? };
        let whose = match (&self.of, self.mine) {
            (Some(name), _) => Some(session.member(name)?),
            (None, true) => Some(session.who.clone()),
            _ => self.pool.then(String::new),
        };
        if let Some(whose) = whose {
            all.retain(|d| d.owner.eq_ignore_ascii_case(&whose));
        }
        let rows: Vec<Vec<String>> = all.iter().map(row).collect();
        let json: Vec<Value> = all.iter().map(record).collect();
        let headings = ["", "LENGTH", "WHO", "WHAT", "AUTHOR", "WITH", "STATE", "ID"];
        let answer = Answer::listing(&headings, &rows, json, "No dictation is to be typed.");
        if !session.json && !all.is_empty() {
            let ms = all.iter().filter(|d| d.is_to_type()).filter_map(|d| d.dictation.length_ms).sum();
            note(&format!("{} of audio to type.", minutes(ms)));
        }
        Ok(answer)
    }
}

fn row(listed: &Listed) -> Vec<String> {
    let sign = if listed.priority == 1 && listed.is_to_type() { "!" } else { "" };
    let owner = if listed.owner.is_empty() { "the pool".to_owned() } else { listed.owner.clone() };
    let author = if listed.author.is_empty() { "not known".to_owned() } else { listed.author.clone() };
    vec![
        sign.into(),
        listed.dictation.length(),
        listed.name(),
        short(&format!("{} ({})", listed.letter_title, listed.dictation.original)),
        author,
        owner,
        listed.state.replace('_', " "),
        listed.dictation.id.clone(),
    ]
}

fn record(listed: &Listed) -> Value {
    let it = &listed.dictation;
    let some = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    json!({
        "id": it.id, "letter_id": it.letter_id, "state": listed.state, "author": some(&listed.author),
        "owner": some(&listed.owner), "patient_id": listed.patient_id,
        "patient_name": listed.surname.is_some().then(|| listed.name()), "kind": some(&it.kind),
        "priority": listed.priority, "attended_on": listed.attended_on, "due_at": listed.due_at,
        "length_seconds": it.length_ms.map(|ms| ms / 1000), "file": it.file, "original": it.original,
        "hash": it.hash, "bytes": it.bytes, "note": some(&it.note), "unclear": it.unclear,
        "settled": it.settled, "created_at": it.created_at,
    })
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let who = session.who.clone();
        match self {
            Self::Add(add) => add.run(session),
            Self::Collect => collect(session),
            Self::Take { ids } => changed(session, &ids, |s, all| acts::taken(s.db(), all, &who)),
            Self::PutBack { ids } => changed(session, &ids, |s, all| acts::put_back(s.db(), all)),
            Self::Join { id, to } => {
                let (from, to) = (repo::letter_of(session.db(), &id)?, repo::letter_of(session.db(), &to)?);
                let all = repo::of_letter(session.db(), &from.id)?;
                let name = crate::desk::letters::repo::name(session.db(), &to)?;
                let change = acts::joined(&all, &from, &to, &name, session.now)?;
                session.apply(&change)?;
                said(session, &[&to.id])
            }
            Self::Hand { ids, to } => {
                let to = session.member(&to)?;
                changed(session, &ids, |s, all| acts::handed(s.db(), all, &to))
            }
        }
    }
}

/// Between two looks at the watched folder.
const MOMENT: std::time::Duration = std::time::Duration::from_millis(500);

fn collect(session: &mut Session) -> Said {
    let none = "No folder is watched: write one into config.toml, [dictation] folder.";
    let folder = session.config.dictation.place(session.store.desk().folder()).ok_or_else(|| Refusal::rule(none))?;
    let given = files::resting(&folder, watch::is_wanted, MOMENT);
    let (config, who, now) = (session.config.clone(), session.who.clone(), session.now);
    let counts = watch::collect(&mut session.store, &config, &given, &Dealt::default(), (&who, now))?;
    let said = counts.said("dictation", "dictations");
    let said = if said.is_empty() { "Nothing new rests in the folder.".to_owned() } else { said };
    Ok(Answer::said(said, vec![json!({"taken": counts.taken, "again": counts.again, "refused": counts.refused})]))
}

/// Does one change of all that are named, and gives them as they are then.
fn changed(session: &mut Session, ids: &[String], of: impl Fn(&Session, &[Letter]) -> Result<Change, Refusal>) -> Said {
    let letters: Vec<Letter> = ids.iter().map(|id| repo::letter_of(session.db(), id)).collect::<Result<_, _>>()?;
    for letter in &letters {
        if repo::of_letter(session.db(), &letter.id)?.is_empty() {
            return Err(Refusal::rule(format!("The letter {} has no dictation.", letter.id)));
        }
    }
    let change = of(session, &letters)?;
    session.apply(&change)?;
    let ids: Vec<&str> = letters.iter().map(|l| l.id.as_str()).collect();
    said(session, &ids)
}

/// The dictations of these letters: their ids for people, the records for machines.
fn said(session: &Session, letters: &[&str]) -> Said {
    let all: Vec<Listed> = repo::every(session.db())?;
    let of = |id: &&str| all.iter().filter(|d| d.dictation.letter_id == **id).collect::<Vec<_>>();
    let found: Vec<&Listed> = letters.iter().flat_map(of).collect();
    let plain: Vec<&str> = found.iter().map(|d| d.dictation.id.as_str()).collect();
    Ok(Answer::said(plain.join("\n"), found.into_iter().map(record).collect()))
}

impl Add {
    /// Takes the files in. One that is refused is said; the others are taken in all the same.
    fn run(self, session: &mut Session) -> Said {
        let given = self.given(session)?;
        let (who, now, config) = (session.who.clone(), session.now, session.config.clone());
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for path in &self.files {
            match take::take_in(&mut session.store, &config, path, given.clone(), (&who, now)) {
                Ok(one) => taken.push(one),
                Err(why) => refused.push(why.to_string()),
            }
        }
        let (Some(first), true) = (refused.first(), taken.is_empty()) else {
            for why in &refused {
                note(why);
            }
            for one in &taken {
                tell(one);
            }
            let ids: Vec<&str> = taken.iter().map(|t| t.letter.id.as_str()).collect();
            let answer = said(session, &ids)?;
            return Ok(if refused.is_empty() { answer } else { answer.failed() });
        };
        for why in &refused[1..] {
            note(why);
        }
        Err(Refusal::rule(first.clone()))
    }

    fn given(&self, session: &mut Session) -> Result<Told, Refusal> {
        let text = |option: &Option<String>| option.clone().unwrap_or_default();
        let patient = self.patient.as_deref().map(|p| people::repo::resolve(&session.store, p, session.today()));
        let mut told = Told {
            patient_id: patient.transpose()?.map(|p| p.id).unwrap_or_default(),
            kind: text(&self.kind),
            priority: text(&self.priority),
            attended: self.attended.as_deref().map(|d| session.past(d)).transpose()?.unwrap_or_default(),
            ..Told::default()
        };
        for (name, role, slot) in
            [(&self.author, "consultant", &mut told.author), (&self.of, "secretary", &mut told.owner)]
        {
            let Some(name) = name else { continue };
            let (name, member) = session.somebody(name, role)?;
            if let Some(change) = member {
                session.apply(&change)?;
            }
            *slot = name;
        }
        Ok(told)
    }
}

/// Says on standard error what was understood, and what was not.
fn tell(taken: &take::Taken) {
    let it = &taken.dictation;
    let length = it.length_ms.map_or_else(|| "length not known".to_owned(), clock);
    let day = taken.letter.attended_on.as_deref().and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default();
    let author = if taken.letter.author.is_empty() { "author not known" } else { &taken.letter.author };
    let parts = [it.original.as_str(), &length, author, &day, &taken.letter.title];
    let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    note(&parts.join(" · "));
    for why in &it.unclear {
        note(&format!("  Not understood: {why}"));
    }
}
