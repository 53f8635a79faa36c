//! Agenda and minutes into a file: PDF and e-mail drafts.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::super::answer::Answer;
use super::super::{Said, Session, files};
use super::meeting;
use crate::desk::letters::House;
use crate::desk::meetings::out::{self, Eyes, Whole};

/// What leaves.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// The agenda of a meeting to come, or the minutes of one that was held, as a PDF
    Pdf {
        /// The meeting
        meeting: String,
        /// The file to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Without the confidential items
        #[arg(long)]
        open: bool,
        /// With the papers that came as PDF, joined behind the agenda into a second file: `…-pack.pdf`
        #[arg(long)]
        pack: bool,
    },
    /// The e-mail drafts of agenda or minutes: to all, to those who may not see what is confidential, to each owner his actions
    Eml {
        /// The meeting
        meeting: String,
        /// The folder to write them into
        #[arg(short, long, value_name = "FOLDER")]
        output: PathBuf,
    },
}

impl Verb {
    /// Writes it.
    pub fn run(self, session: &mut Session) -> Said {
        let house = House::of(&session.store, &session.config)?;
        match self {
            Self::Pdf { meeting: words, output, open, pack } => {
                let whole = Whole::of(session.db(), &meeting(session, &words)?)?;
                let eyes = if open { Eyes::Open } else { Eyes::All };
                files::write(&output, &out::pdf(&whole, &house, eyes, &session.who, session.now)?)?;
                let joined = if pack { out::pack(&whole, &house, eyes, &output)? } else { None };
                let said: Vec<String> =
                    [Some(&output), joined.as_ref()].into_iter().flatten().map(|p| p.display().to_string()).collect();
                Ok(Answer::said(said.join("\n"), vec![json!({"file": output, "pack": joined})]))
            }
            Self::Eml { meeting: words, output } => {
                let whole = Whole::of(session.db(), &meeting(session, &words)?)?;
                let mut json = Vec::new();
                let mut said = Vec::new();
                for mail in out::mails(&whole, &house, &session.who, session.now)? {
                    let file = output.join(format!("{}.eml", mail.name));
                    files::write(&file, &mail.bytes)?;
                    json.push(json!({"file": file, "to": mail.to}));
                    said.push(file.display().to_string());
                }
                Ok(Answer::said(said.join("\n"), json))
            }
        }
    }
}
