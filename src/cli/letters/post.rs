//! What leaves by post: the print run and its answer, envelopes, what came back, the post book.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::{letter, made};
use crate::cli::answer::Answer;
use crate::cli::words::pick;
use crate::cli::{Said, Session, files};
use crate::desk::letters::model_post::PrintRun;
use crate::desk::letters::repo_post::{self, PostLine};
use crate::desk::letters::run::make;
use crate::desk::letters::{Letter, Recipient, acts, envelopes, postbook};
use crate::paper::envelope::Stock;
use crate::paper::print::{self, Job};
use crate::store::{Change, Refusal};
use crate::text::when;

/// What is done with many letters.
#[derive(Debug, Subcommand)]
pub enum Many {
    /// Make one file of all that is approved to go by post, in the order of the envelopes, or print it
    Print(Print),
    /// Say that a print run was printed and posted: its letters count as sent
    Printed(Printed),
    /// Put letters before their author on paper: a cover with boxes, then the letters
    Approval(super::paper::Approval),
    /// Type back what the author ticked on paper
    Answers(super::paper::Answers),
}

/// A print run.
#[derive(Debug, Args)]
pub struct Print {
    /// Only these letters; else all that is approved to go by post
    ids: Vec<String>,
    /// The file to write
    #[arg(short, value_name = "FILE", required_unless_present = "printer", conflicts_with = "printer")]
    output: Option<PathBuf>,
    /// Print it with lp instead
    #[arg(long)]
    printer: bool,
    /// For printing on one side: no blank pages
    #[arg(long)]
    one_sided: bool,
}

/// What became of a print run.
#[derive(Debug, Args)]
pub struct Printed {
    /// The print run; else the one that waits
    run: Option<String>,
    /// To these it was not printed well: it stays to be sent
    #[arg(long, value_name = "NAME")]
    except: Vec<String>,
    /// None of it was printed
    #[arg(long, conflicts_with = "except")]
    none: bool,
}

impl Many {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Print(it) => it.run(session),
            Self::Printed(it) => it.run(session),
            Self::Approval(it) => it.run(session),
            Self::Answers(it) => it.run(session),
        }
    }
}

impl Print {
    fn run(self, session: &mut Session) -> Said {
        let (db, now) = (session.db(), session.now);
        let letters: Vec<Letter> = self.ids.iter().map(|id| letter(session, id)).collect::<Result<_, _>>()?;
        let chosen = if letters.is_empty() { make::all_approved(db, now)? } else { make::chosen(db, &letters, now)? };
        let made = make::make(db, &session.house()?, &chosen, !self.one_sided, now, &make::Progress::default())?;
        let place = self.deliver(&made.pdf)?;
        for why in chosen.left_out.iter().chain(&made.faults) {
            crate::cli::answer::note(&format!("Left out: {why}"));
        }
        let run = make::run_of(&made, &place, &session.who, now);
        session.apply(&Change::new(format!("Print run of {} letters", run.sheets.len())).insert(&run))?;
        Ok(Answer::made(&run.id, run_json(&run, made.pages)))
    }
}

impl Print {
    /// Into the file, or to the printer.
    fn deliver(&self, pdf: &[u8]) -> Result<String, Refusal> {
        if let Some(file) = &self.output {
            files::write(file, pdf)?;
            return Ok(file.display().to_string());
        }
        let job = Job::new("Letters", "").on_both_sides(!self.one_sided);
        print::print(pdf, &job, 1).map_err(|e| Refusal::rule(e.to_string()))?;
        Ok("printer".to_owned())
    }
}

fn run_json(run: &PrintRun, pages: usize) -> Value {
    json!({"id": run.id, "at": run.at, "by": run.by, "state": run.state, "file": run.file, "pages": pages, "sheets": run.sheets})
}

impl Printed {
    fn run(self, session: &mut Session) -> Said {
        let open = repo_post::open_runs(session.db())?;
        let run = match &self.run {
            Some(id) => open.iter().find(|r| r.id == *id),
            None => open.first(),
        };
        let run = run.ok_or_else(|| Refusal::rule("No such print run waits for an answer."))?.clone();
        let names: Vec<String> = run.sheets.iter().map(|s| s.name.clone()).collect();
        let mut not: Vec<usize> = if self.none { (0..names.len()).collect() } else { Vec::new() };
        for typed in &self.except {
            let name =
                pick(&names, typed).map_err(|_| Refusal::rule(format!("The run has no letter to “{typed}”.")))?;
            not.extend(names.iter().enumerate().filter(|(_, n)| **n == name).map(|(at, _)| at));
        }
        let done = make::answered(session.db(), &run, &not, &session.who, session.now)?;
        session.apply(&done.change)?;
        for why in &done.left {
            crate::cli::answer::note(&format!("Not marked as sent: {why}"));
        }
        let after: PrintRun = session.db().must(&run.id)?;
        Ok(Answer::said(done.change.label, vec![run_json(&after, 0)]))
    }
}

/// What the address is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StockName {
    /// Envelopes of 220 by 110 mm
    Dl,
    /// Envelopes of 229 by 162 mm
    C5,
    /// Labels, 21 a sheet
    #[value(name = "21")]
    Labels21,
    /// Labels, 14 a sheet
    #[value(name = "14")]
    Labels14,
}

/// The envelopes of a letter.
#[derive(Debug, Args)]
pub struct Envelope {
    /// The letter
    id: String,
    /// The file to write
    #[arg(short, value_name = "FILE")]
    output: PathBuf,
    /// What the addresses are printed on
    #[arg(long, value_enum, default_value = "dl")]
    on: StockName,
    /// The first label of the sheet that is free
    #[arg(long, value_name = "N", default_value_t = 1)]
    start: usize,
}

impl Envelope {
    /// Writes an envelope or a label for each who gets the letter by post.
    pub fn run(self, session: &mut Session) -> Said {
        let stock = match self.on {
            StockName::Dl => Stock::Dl,
            StockName::C5 => Stock::C5,
            StockName::Labels21 => Stock::Labels21,
            StockName::Labels14 => Stock::Labels14,
        };
        let letter = letter(session, &self.id)?;
        let to: Vec<Recipient> = letter.recipients.into_iter().filter(|r| r.way == "post").collect();
        let pdf = envelopes::pdf(&session.house()?, stock, &to, self.start, session.today())?;
        files::write(&self.output, &pdf)?;
        let json = json!({"id": self.id, "file": self.output, "addresses": to.len()});
        Ok(Answer::said(self.output.display().to_string(), vec![json]))
    }
}

/// A letter that came back.
#[derive(Debug, Args)]
pub struct Returned {
    /// The letter
    id: String,
    /// From whom; where it went to one only, that one
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "Not known at this address")]
    reason: String,
}

impl Returned {
    /// It stands on the wall again, with a task to find the address.
    pub fn run(self, session: &mut Session) -> Said {
        let letter = letter(session, &self.id)?;
        let sent: Vec<String> = letter.recipients.iter().filter(|r| r.is_sent()).map(|r| r.name.clone()).collect();
        let name = match (&self.from, sent.as_slice()) {
            (Some(typed), _) => pick(&sent, typed).map_err(|_| {
                Refusal::rule(format!("It was not sent to one “{typed}”. It was sent to: {}.", sent.join("; ")))
            })?,
            (None, [one]) => one.clone(),
            (None, _) => {
                return Err(Refusal::rule(format!("Say from whom it came back, with --from: {}.", sent.join("; "))));
            }
        };
        let at = letter.recipient_at(&name).ok_or_else(|| Refusal::rule("There is no such recipient."))?;
        let change = acts::came_back(session.db(), &letter, at, &self.reason, &session.who, session.now)?;
        session.apply(&change)?;
        made(session, &self.id)
    }
}

/// The post book of a day.
#[derive(Debug, Args)]
pub struct Post {
    /// The day; today where none is given
    #[arg(value_name = "DATE")]
    day: Option<String>,
    /// Write it as a table into a file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

impl Post {
    /// Lists it.
    pub fn run(self, session: &mut Session) -> Said {
        let day = match &self.day {
            Some(typed) => {
                let found = when::parse_past(typed, session.today())?;
                found.first().map(|w| w.date).ok_or_else(|| Refusal::rule(format!("“{typed}” is no date.")))?
            }
            None => session.today(),
        };
        let lines = repo_post::on_day(session.db(), day)?;
        let json: Vec<Value> = lines.iter().map(line_json).collect();
        if let Some(file) = &self.csv {
            files::write(file, &postbook::csv(&lines))?;
            session.store.viewed("post_item", "all", "Exported the post book", &session.who, session.now)?;
            return Ok(Answer::said(file.display().to_string(), json));
        }
        let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
        let headings = ["TIME", "TO", "POSTCODE", "WHAT", "PATIENT", "WAY", "BY", "STATE"];
        Ok(Answer::listing(&headings, &rows, json, "Nothing left on this day."))
    }
}

fn row(line: &PostLine) -> Vec<String> {
    let item = &line.item;
    vec![
        item.at.get(11..16).unwrap_or_default().into(),
        item.name.clone(),
        item.postcode.clone(),
        item.what.clone(),
        line.patient(),
        item.way_words().into(),
        item.by.clone(),
        item.state_words(),
    ]
}

/// A line of the post book for machines.
pub fn line_json(line: &PostLine) -> Value {
    let item = &line.item;
    let or = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    json!({
        "id": item.id, "day": item.day, "at": item.at, "name": item.name, "postcode": or(&item.postcode),
        "what": item.what, "patient_id": item.patient_id, "patient_name": or(&line.patient()),
        "letter_id": item.letter_id, "way": item.way, "class": or(&item.class), "by": item.by, "state": item.state,
        "note": or(&item.note),
    })
}
