//! Approval on paper, by command.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::letter;
use crate::cli::answer::Answer;
use crate::cli::words::pick;
use crate::cli::{Said, Session, files};
use crate::desk::letters::{Letter, onpaper, repo_post};
use crate::store::{Change, Refusal};

/// Letters on paper for their author.
#[derive(Debug, Args)]
pub struct Approval {
    /// Only these letters; else all that await this author
    ids: Vec<String>,
    /// Whose letters
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// The file to write
    #[arg(short, value_name = "FILE")]
    output: PathBuf,
}

impl Approval {
    /// Makes the sheet.
    pub fn run(self, session: &mut Session) -> Said {
        let letters = self.letters(session)?;
        let (sheet, pdf) = onpaper::sheet_of(session.db(), &session.house()?, &letters, &session.who, session.now)?;
        files::write(&self.output, &pdf)?;
        let label = format!("Sheet {} for {}: {} letters", sheet.number, sheet.author, letters.len());
        session.apply(&Change::new(label).insert(&sheet))?;
        let json = json!({"id": sheet.id, "number": sheet.number, "author": sheet.author, "file": self.output, "letters": sheet.letters});
        Ok(Answer::made(&sheet.number.to_string(), json))
    }

    fn letters(&self, session: &Session) -> Result<Vec<Letter>, Refusal> {
        if !self.ids.is_empty() {
            return self.ids.iter().map(|id| letter(session, id)).collect();
        }
        let authors: Vec<String> = repo_post::authors_awaited(session.db())?.into_iter().map(|(a, _)| a).collect();
        let author = match (&self.of, authors.as_slice()) {
            (_, []) => return Err(Refusal::rule("No letter awaits approval.")),
            (Some(typed), _) => pick(&authors, typed).map_err(|_| {
                Refusal::rule(format!("No letter awaits “{typed}”. They await: {}.", authors.join("; ")))
            })?,
            (None, [one]) => one.clone(),
            (None, _) => return Err(Refusal::rule(format!("Say whose, with --of: {}.", authors.join("; ")))),
        };
        Ok(repo_post::awaiting(session.db(), Some(&author))?.into_iter().map(|l| l.letter).collect())
    }
}

/// What was ticked on paper.
#[derive(Debug, Args)]
pub struct Answers {
    /// The number of the sheet
    sheet: i64,
    /// What was ticked: 1-4 a; 5 r the dose is 10 mg
    #[arg(long, value_name = "TEXT")]
    ticked: String,
    /// Who signed it; else the author
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// The day it was signed; else today
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

impl Answers {
    /// Approves and returns what was ticked.
    pub fn run(self, session: &mut Session) -> Said {
        let sheet = repo_post::sheet(session.db(), self.sheet)?;
        let sheet = sheet.ok_or_else(|| Refusal::rule(format!("There is no sheet {}.", self.sheet)))?;
        let ticks = onpaper::read_answers(&self.ticked, sheet.letters.len())?;
        let on = match &self.on {
            Some(typed) => session.past(typed)?.parse().map_err(|_| Refusal::rule("That is no date."))?,
            None => session.today(),
        };
        let by = self.by.clone().unwrap_or_else(|| sheet.author.clone());
        let change = onpaper::answered(session.db(), &sheet, &ticks, (&by, on), &session.who, session.now)?;
        session.apply(&change)?;
        let json = json!({"sheet": self.sheet, "answered": ticks.len()});
        Ok(Answer::said(change.label, vec![json]))
    }
}
