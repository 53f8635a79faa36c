//! What is told: a handover, the start and the end of a day, machines and materials; as text, as a file, as PDF.

use clap::Args;
use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::{Said, Session, files};
use crate::desk::team::model::{Note, NoteLine};
use crate::desk::team::notes::{self, At};
use crate::desk::team::repo;

/// Where it goes.
#[derive(Debug, Args)]
pub(super) struct Into {
    /// Write it into this file as PDF
    #[arg(long, value_name = "FILE")]
    pdf: Option<std::path::PathBuf>,
    /// Write it into this file as text
    #[arg(long, value_name = "FILE", conflicts_with = "pdf")]
    text: Option<std::path::PathBuf>,
}

/// A handover.
#[derive(Debug, Args)]
pub(super) struct Handover {
    /// Whose; everybody's where it is not given
    member: Option<String>,
    #[command(flatten)]
    into: Into,
}

impl Handover {
    pub(super) fn run(self, session: &Session) -> Said {
        let member = self.member.map(|words| repo::meant(session.db(), &words)).transpose()?;
        let note = notes::handover(at(session), member.as_ref())?;
        self.into.told(&note, session)
    }
}

/// What the pages are made from.
pub(super) fn at(session: &Session) -> At<'_> {
    At { db: session.db(), config: &session.config, now: session.now }
}

impl Into {
    pub(super) fn told(self, note: &Note, session: &Session) -> Said {
        let (file, bytes) = match (self.pdf, self.text) {
            (Some(file), _) => {
                let pdf = notes::pdf(note, &session.store, &session.config, (&session.who, session.now))?;
                (file, pdf)
            }
            (None, Some(file)) => (file, note.text().into_bytes()),
            (None, None) => return Ok(Answer::said(note.text(), vec![record(note)])),
        };
        files::write(&file, &bytes)?;
        let json = vec![json!({"file": file.display().to_string()})];
        Ok(Answer::said(format!("Written: {}", file.display()), json))
    }
}

fn record(note: &Note) -> Value {
    let line = |l: &NoteLine| {
        let (kind, id) = l.opens.clone().unzip();
        json!({"late": l.late, "when": l.when, "what": l.what, "whose": l.whose, "kind": kind, "id": id})
    };
    let section = |s: &crate::desk::team::model::Section| json!({"heading": s.heading, "lines": s.lines.iter().map(line).collect::<Vec<_>>()});
    json!({"title": note.title, "lead": note.lead, "sections": note.sections.iter().map(section).collect::<Vec<_>>()})
}
