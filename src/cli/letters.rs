//! `letters` and `letter`: list them, begin one, and take it from state to state.

mod check;
mod out;
mod paper;
mod post;

pub use post::{Post, line_json};

use clap::{Args, Subcommand};

use super::answer::{Answer, short};
use super::{Said, Session, json};
use crate::desk::letters::House;
use crate::desk::letters::model::{Press, Sign};
use crate::desk::letters::repo::{self, Listed, Which};
use crate::desk::letters::start::{Asked, start};
use crate::desk::letters::{Letter, acts};
use crate::desk::people;
use crate::paper::Template;
use crate::store::{Change, Refusal};

/// Which letters.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct List {
    /// What is done with many of them
    #[command(subcommand)]
    many: Option<post::Many>,
    /// Only those that are neither sent nor cancelled, worst clock first
    #[arg(long)]
    unsent: bool,
    /// Only those in this state
    #[arg(long, value_name = "STATE", value_parser = STATES)]
    state: Option<String>,
}

const STATES: [&str; 6] = ["dictated", "drafting", "awaiting_approval", "approved", "sent", "cancelled"];

/// What can be done to a letter.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Begin a letter from a template
    New(New),
    /// Submit a letter for approval; what it lacks is named
    Submit {
        /// The letter
        id: String,
    },
    /// Check a letter: names, numbers, dates, doses, abbreviations; exit code 1 where something stops it
    Check {
        /// The letter
        id: String,
    },
    /// Keep what the check names as it is, with the reason
    Keep(check::Keep),
    /// List the texts that were kept at each step: submitted, returned, approved, sent
    Versions {
        /// The letter
        id: String,
    },
    /// Return a letter that waits for approval, with what is to be changed
    Return {
        /// The letter
        id: String,
        /// What is to be changed
        #[arg(long, value_name = "TEXT")]
        comment: String,
    },
    /// Approve a letter
    Approve(Approve),
    /// Take a letter back that waits for approval or is approved
    Recall {
        /// The letter
        id: String,
    },
    /// Mark a letter as sent to everybody it is still to go to
    Send {
        /// The letter
        id: String,
        /// Why it goes out although the patient died
        #[arg(long, value_name = "TEXT")]
        although_died: Option<String>,
    },
    /// Cancel a letter before it is sent
    Cancel {
        /// The letter
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Hold a letter back; it stays in the unsent list
    Hold {
        /// The letter
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Until when
        #[arg(long, value_name = "WHEN")]
        until: String,
    },
    /// Take the hold off
    Release {
        /// The letter
        id: String,
    },
    /// Begin a letter that replaces one that was sent
    Correct {
        /// The letter
        id: String,
    },
    /// Print a letter as text
    Show {
        /// The letter
        id: String,
    },
    /// Write a letter as a PDF
    Pdf(out::To),
    /// Write a letter as an e-mail draft with the PDF attached
    Eml(out::To),
    /// Write a letter as a Word file
    Docx(out::To),
    /// Write an envelope or a label for each who gets a letter by post
    Envelope(post::Envelope),
    /// A letter came back: it stands in the unsent list again, with a task to find the address
    CameBack(post::Returned),
}

/// A new letter.
#[derive(Debug, Args)]
pub struct New {
    /// The patient: an id, an NHS number or words to find
    person: String,
    /// The template, by its id or name
    #[arg(long, value_name = "NAME")]
    template: String,
    /// The contact it is to, where not to those that the template names
    #[arg(long, value_name = "CONTACT")]
    to: Option<String>,
    /// Who gets a copy besides; may be given several times
    #[arg(long, value_name = "CONTACT")]
    copy: Vec<String>,
    /// A file with its text, in place of the template's; - reads standard input
    #[arg(long, value_name = "FILE")]
    body: Option<std::path::PathBuf>,
    /// The day of the attendance that starts its clock
    #[arg(long, value_name = "DATE")]
    attended: Option<String>,
    /// Whose letter it is: who signs it
    #[arg(long, value_name = "WHO")]
    author: Option<String>,
}

/// How a letter is approved.
#[derive(Debug, Args)]
pub struct Approve {
    /// The letter
    id: String,
    /// Who signs it, signs it p.p., or on whose authority it goes unverified
    #[arg(long, value_name = "WHOM")]
    by: String,
    /// Signed p.p. on the author's behalf
    #[arg(long, conflicts_with = "unverified")]
    pp: bool,
    /// Sent unverified on that person's authority
    #[arg(long)]
    unverified: bool,
}

impl List {
    /// Lists them.
    pub fn run(self, session: &mut Session) -> Said {
        if let Some(many) = self.many {
            return many.run(session);
        }
        let (db, today) = (session.db(), session.today());
        let mut all = if self.unsent { repo::listed(db, today, Which::Unsent)? } else { repo::every(db)? };
        if let Some(state) = &self.state {
            all.retain(|l| l.letter.state == *state);
        }
        let rows: Vec<Vec<String>> = all.iter().map(|l| row(l, today)).collect();
        let json = all.iter().map(|l| json::letter(&l.letter, patient(l).as_deref(), today)).collect();
        let headings = ["", "CLOCK", "WHO", "WHAT", "STATE", "WITH", "ID"];
        Ok(Answer::listing(&headings, &rows, json, "There are no letters."))
    }
}

fn patient(listed: &Listed) -> Option<String> {
    listed.surname.is_some().then(|| listed.name())
}

fn row(listed: &Listed, today: chrono::NaiveDate) -> Vec<String> {
    let letter = &listed.letter;
    let sign = match letter.press(today) {
        Press::ActNow => "!",
        Press::ToDo => "",
        Press::Paused => "~",
        Press::Done => "x",
    };
    let held = if letter.is_held(today) { ", held" } else { "" };
    vec![
        sign.into(),
        letter.clock_word(today),
        listed.name(),
        short(&letter.title),
        format!("{}{held}", letter.state_words()),
        letter.holder().to_owned(),
        letter.id.clone(),
    ]
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let (now, who) = (session.now, session.who.clone());
        match self {
            Self::New(new) => new.run(session),
            Self::Submit { id } => act(session, &id, |s, l| acts::submit(s.db(), &s.house()?, l, &who, now)),
            Self::Check { id } => check::check(session, &id),
            Self::Keep(keep) => keep.run(session),
            Self::Versions { id } => check::versions(session, &id),
            Self::Return { id, comment } => each(session, &id, "Returned", |l| l.returned(&comment, &who, now)),
            Self::Approve(approve) => approve.run(session),
            Self::Recall { id } => each(session, &id, "Recalled", Letter::recalled),
            Self::Send { id, although_died } => send(session, &id, although_died.as_deref()),
            Self::Cancel { id, reason } => each(session, &id, "Cancelled", |l| l.cancelled(&reason, now)),
            Self::Hold { id, reason, until } => {
                let until = session.when(&until)?.date;
                each(session, &id, "Held", |l| l.held_until(&reason, until, now.date()))
            }
            Self::Release { id } => each(session, &id, "Hold taken off", Letter::released),
            Self::Correct { id } => correct(session, &id),
            Self::Show { id } => out::show(session, &id),
            Self::Pdf(to) => to.pdf(session),
            Self::Eml(to) => to.eml(session),
            Self::Docx(to) => to.docx(session),
            Self::Envelope(it) => it.run(session),
            Self::CameBack(it) => it.run(session),
        }
    }
}

/// A letter that stands on the desk.
fn letter(session: &Session, id: &str) -> Result<Letter, Refusal> {
    let letter: Letter = session.db().must(id)?;
    if letter.binned_at.is_some() {
        return Err(Refusal::rule(format!("“{}” is in the bin.", letter.title)));
    }
    Ok(letter)
}

/// Does a change of one letter and gives the letter as it is then.
fn act(session: &mut Session, id: &str, of: impl Fn(&Session, &[Letter]) -> Result<Change, Refusal>) -> Said {
    let before = letter(session, id)?;
    let change = of(session, std::slice::from_ref(&before))?;
    session.apply(&change)?;
    made(session, id)
}

fn each(session: &mut Session, id: &str, word: &str, to: impl Fn(&Letter) -> Result<Letter, String>) -> Said {
    act(session, id, |s, letters| acts::each(s.db(), word, letters, |l| Ok(to(l)?)))
}

fn made(session: &Session, id: &str) -> Said {
    let letter: Letter = session.db().must(id)?;
    let name = letter.patient_id.as_deref().map(|p| people::repo::name_of(session.db(), p));
    Ok(Answer::made(id, json::letter(&letter, name.as_deref(), session.today())))
}

/// Sent to all that are left; a reason given for one who died stands in the letter.
fn send(session: &mut Session, id: &str, although_died: Option<&str>) -> Said {
    let (now, who) = (session.now, session.who.clone());
    act(session, id, |s, letters| {
        acts::posted(s.db(), "Sent", letters, &who, |letter| {
            let letter = although_died.map_or_else(|| Ok(letter.clone()), |why| letter.goes_out_because(why))?;
            Ok(letter.sent(|_, _| true, acts::is_dead(s.db(), &letter)?, now)?)
        })
    })
}

fn correct(session: &mut Session, id: &str) -> Said {
    let sent = letter(session, id)?;
    let (change, new) = acts::correct(session.db(), &session.house()?, &sent, &session.who, session.now)?;
    session.apply(&change)?;
    made(session, &new.id)
}

impl Approve {
    fn run(self, session: &mut Session) -> Said {
        let (who, now) = (session.who.clone(), session.now);
        let how = match (self.pp, self.unverified) {
            (true, _) => Sign::Pp(self.by),
            (_, true) => Sign::Unverified(self.by),
            _ => Sign::Signed(self.by),
        };
        act(session, &self.id, |s, letters| acts::approve(s.db(), letters, &how, &who, now))
    }
}

impl Session {
    /// What letters need of the desk itself.
    fn house(&self) -> Result<House, Refusal> {
        House::of(&self.store, &self.config)
    }
}

impl New {
    fn run(self, session: &mut Session) -> Said {
        let (db, today) = (session.db(), session.today());
        let house = session.house()?;
        let template = template(&house, &self.template)?;
        let patient = people::repo::resolve(&session.store, &self.person, today)?;
        let contact = |words: &String| people::repo::resolve_contact(&session.store, words, today).map(|c| c.id);
        let (author, member) = self.author(session)?;
        let asked = Asked {
            patient_id: Some(patient.id.clone()),
            author,
            owner: session.who.clone(),
            attended_on: self.attended.as_deref().map(|typed| session.past(typed)).transpose()?,
            to: self.to.as_ref().map(contact).transpose()?,
            copies: self.copy.iter().map(contact).collect::<Result<_, _>>()?,
        };
        let mut letter = start(db, &house, &template, &asked, session.now)?;
        if let Some(file) = &self.body {
            letter.body = out::read_text(file)?;
        }
        let label = format!("New letter: {}, {}", letter.title, patient.name());
        let change = member.into_iter().fold(Change::new(label), Change::and).insert(&letter);
        session.apply(&change)?;
        made(session, &letter.id)
    }

    /// Who signs: who was named, else the likeliest, else whoever acts.
    fn author(&self, session: &Session) -> Result<(String, Option<Change>), Refusal> {
        if let Some(name) = &self.author {
            return session.somebody(name, "consultant");
        }
        let likely = repo::likely_author(session.db(), &session.who)?;
        Ok((if likely.is_empty() { session.who.clone() } else { likely }, None))
    }
}

/// The template by its id or its name.
fn template(house: &House, name: &str) -> Result<Template, Refusal> {
    let listed = house.templates();
    for fault in &listed.faults {
        super::answer::note(&fault.to_string());
    }
    let same = |t: &&Template| t.id == name || t.name.eq_ignore_ascii_case(name.trim());
    listed.templates.iter().find(same).cloned().ok_or_else(|| {
        let all: Vec<&str> = listed.templates.iter().map(|t| t.id.as_str()).collect();
        Refusal::rule(format!("There is no template “{name}”. The templates: {}.", all.join(", ")))
    })
}
