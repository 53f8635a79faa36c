//! `import`: files of other programs, all of each or nothing; the same file again changes nothing.

mod calendar;
mod people;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::answer::Answer;
use super::{Said, Session, files};
use crate::desk::people::import::What;
use crate::exchange::csv::{decode, sniff, write_csv_with_bom};
use crate::store::Refusal;

/// No file is larger: ten national lists would fit.
const LARGEST: u64 = 256 * 1024 * 1024;

/// So many refused lines are named; the rest is counted.
const NAMED: usize = 20;

/// What comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// People who are treated
    Patients,
    /// GPs, practices, staff, suppliers
    Contacts,
    /// Entries of a calendar
    Diary,
    /// Things to be done
    Tasks,
}

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table, whatever its delimiter and encoding
    Csv,
    /// Address cards
    Vcard,
    /// A calendar file
    Ics,
    /// A national list of organisations
    Ods,
}

/// What is imported, and how.
#[derive(Debug, Args)]
pub struct Import {
    /// What the file holds
    kind: Kind,
    /// The file
    file: PathBuf,
    /// How it is written; told by its first words where it is not said
    #[arg(long)]
    format: Option<Format>,
    /// The calendar, or the owner of the tasks; made if it is new, your own where it is not said
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Say what the import would do, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Take all other lines where some are bad, and write those that were left out into this file
    #[arg(long, value_name = "REJECTS")]
    skip_bad: Option<PathBuf>,
    /// Of a calendar that is imported again: cancel the entries to come that are not in it any more
    #[arg(long)]
    cancel_missing: bool,
}

/// A file that is to come in.
struct Job {
    bytes: Vec<u8>,
    /// Its name, for sentences.
    name: String,
    format: Option<Format>,
    of: String,
    dry_run: bool,
    skip_bad: bool,
    cancel_missing: bool,
}

/// What came of it, or would.
#[derive(Default)]
struct Outcome {
    summary: String,
    /// What is said of it before the summary: columns, lines.
    told: Vec<String>,
    counts: Vec<(&'static str, usize)>,
    rejected: Vec<(usize, String)>,
    /// What is of a kind that is never taken in, and stops nothing.
    left_out: Vec<(usize, String)>,
    /// The lines that were left out, as a table.
    rejects: Vec<u8>,
}

impl Import {
    /// Imports it.
    pub fn run(self, session: &mut Session) -> Said {
        let job = Job {
            bytes: files::read(&self.file, LARGEST)?,
            name: self.file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
            format: self.format,
            of: self.of.clone().unwrap_or_else(|| session.who.clone()),
            dry_run: self.dry_run,
            skip_bad: self.skip_bad.is_some(),
            cancel_missing: self.cancel_missing,
        };
        if let Some(rejects) = self.skip_bad.as_deref().filter(|_| !self.dry_run) {
            // What cannot be written is known before anything is imported.
            files::write(rejects, b"")?;
        }
        let outcome = match self.kind {
            Kind::Patients => people::import(&job, What::Patients, session)?,
            Kind::Contacts => people::import(&job, What::Contacts, session)?,
            Kind::Diary => calendar::diary(&job, session)?,
            Kind::Tasks => calendar::tasks(&job, session)?,
        };
        self.said(&job, &outcome)
    }

    fn said(&self, job: &Job, outcome: &Outcome) -> Said {
        let mut lines = outcome.told.clone();
        if let Some(rejects) = self.skip_bad.as_deref().filter(|_| !self.dry_run) {
            files::write(rejects, &outcome.rejects)?;
        }
        let bad = outcome.rejected.len();
        if bad > 0 {
            lines.extend(named(&job.name, &outcome.rejected));
        }
        let would = if self.dry_run { "Nothing was changed. The import would give: " } else { "" };
        lines.push(format!("{would}{}", outcome.summary));
        let answer = Answer::said(lines.join("\n"), vec![self.record(job, outcome)]);
        // What the import itself would refuse is refused in the rehearsal too.
        Ok(if bad > 0 && self.skip_bad.is_none() { answer.failed() } else { answer })
    }

    fn record(&self, job: &Job, outcome: &Outcome) -> Value {
        let rejected: Vec<Value> =
            outcome.rejected.iter().map(|(line, reason)| json!({"line": line, "reason": reason})).collect();
        let mut record = json!({"file": job.name, "dry_run": self.dry_run, "summary": outcome.summary});
        for (key, count) in &outcome.counts {
            record[*key] = (*count).into();
        }
        record["rejected"] = rejected.into();
        let left: Vec<Value> =
            outcome.left_out.iter().map(|(line, reason)| json!({"line": line, "reason": reason})).collect();
        record["left_out"] = left.into();
        record["rejects_file"] = self.skip_bad.as_deref().map_or(Value::Null, |f| f.to_string_lossy().into());
        record
    }
}

/// The lines that cannot be taken as sentences: `patients.csv, line 17: …`.
fn named(file: &str, rejected: &[(usize, String)]) -> Vec<String> {
    let line = |(line, reason): &(usize, String)| format!("{file}, line {line}: {reason}");
    let mut said: Vec<String> = rejected.iter().take(NAMED).map(line).collect();
    if rejected.len() > NAMED {
        said.push(format!("and {} more lines", rejected.len() - NAMED));
    }
    said
}

/// The refusal of a file with lines that cannot be taken.
fn refused(file: &str, rejected: &[(usize, String)]) -> Refusal {
    let said = named(file, rejected).join("\n");
    Refusal::rule(format!("{said}\nNothing was imported. Mend these lines, or leave them out with --skip-bad FILE."))
}

/// Lines of a file that were left out, as a table with the reason behind each.
fn rejects_of(bytes: &[u8], is_table: bool, rejected: &[(usize, String)]) -> Vec<u8> {
    let text = decode(bytes).0;
    let lines: Vec<&str> = text.lines().collect();
    let raw = |line: usize| line.checked_sub(1).and_then(|n| lines.get(n)).copied().unwrap_or_default().to_owned();
    if !is_table {
        let rows = rejected.iter().map(|(line, reason)| [line.to_string(), raw(*line), reason.clone()]);
        return write_csv_with_bom(&["line", "text", "reason"], rows);
    }
    let table = sniff(bytes);
    let mut headings: Vec<String> = (0..table.width()).map(|c| table.column_name(c)).collect();
    headings.push("reason".into());
    let rows = rejected.iter().map(|(line, reason)| {
        let row = table.rows.iter().find(|r| r.line == *line);
        let mut cells: Vec<String> =
            row.map_or_else(|| vec![raw(*line)], |row| row.cells.iter().map(str::to_owned).collect());
        cells.resize(table.width(), String::new());
        cells.push(reason.clone());
        cells
    });
    write_csv_with_bom(&headings, rows)
}

/// Says on a terminal how far it is.
struct Progress {
    all: usize,
    shown: bool,
}

impl Progress {
    fn of(all: usize) -> Self {
        Self { all, shown: std::io::stderr().is_terminal() }
    }

    /// For callers that ask whether to go on: yes.
    fn goes_on(&self, n: usize) -> bool {
        self.at(n);
        true
    }

    fn at(&self, n: usize) {
        if self.shown {
            let _ = write!(std::io::stderr().lock(), "\r{n} of {} lines", self.all);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr().lock(), "\r{:32}\r", "");
        }
    }
}

/// A refusal of a format that this kind of import does not know.
fn no_format(kind: &str, known: &str) -> Refusal {
    Refusal::rule(format!("{kind} come as {known}. Nothing was imported."))
}

/// The last part of a path.
fn extension(name: &str) -> String {
    Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}
