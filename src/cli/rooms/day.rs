//! `room day`: what goes where on a day, listed, as a PDF or as an e-mail draft.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::super::answer::Answer;
use super::super::{Said, Session, files};
use super::listing;
use crate::desk::rooms::{repo, sheet};
use crate::store::Refusal;

/// Which day, for whom, into which file.
#[derive(Debug, Args)]
pub struct Day {
    /// The day; today where it is not said
    when: Option<String>,
    /// Only what is asked of this supplier
    #[arg(long, value_name = "SUPPLIER", default_value = "")]
    whom: String,
    /// Write it into this file, as a PDF
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Write it into this file, as an e-mail draft with the PDF
    #[arg(long, value_name = "FILE")]
    eml: Option<PathBuf>,
}

impl Day {
    pub fn run(self, session: &mut Session) -> Said {
        let date =
            self.when.as_deref().map_or(Ok(session.today()), |typed| Ok::<_, Refusal>(session.when(typed)?.date))?;
        if self.pdf.is_none() && self.eml.is_none() {
            return Ok(listing(&repo::day(session.db(), date)?, session, "No room is booked on this day."));
        }
        let asked = (session.who.as_str(), session.now);
        let made = sheet::room_sheet(&session.store, &session.config, date, &self.whom, asked)?;
        let mut said = Vec::new();
        if let Some(file) = &self.pdf {
            files::write(file, &made.pdf().map_err(|e| Refusal::rule(e.to_string()))?)?;
            said.push(file.display().to_string());
        }
        if let Some(file) = &self.eml {
            files::write(file, &sheet::draft(session.db(), &made, session.now)?)?;
            said.push(file.display().to_string());
        }
        let json = json!({ "date": date.to_string(), "whom": self.whom, "pdf": self.pdf, "eml": self.eml });
        Ok(Answer::said(said.join("\n"), vec![json]))
    }
}
