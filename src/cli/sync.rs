//! `sync`: a calendar and a folder of calendar files kept the same, both ways.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::{Said, Session};
use crate::desk::diary::{repo, vdir};

/// Which folder, and which calendar.
#[derive(Debug, Args)]
pub struct Sync {
    /// The folder, one .ics file for each entry; made if its place is there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The calendar, made if it is new; your own where it is not said
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

impl Sync {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let whose = self.of.clone().unwrap_or_else(|| session.who.clone());
        let (who, now) = (session.who.clone(), session.now);
        let calendar = if self.dry_run {
            repo::ensure_calendar(session.db(), &whose, None, now)?.0
        } else {
            vdir::calendar(&mut session.store, &whose, &who, now)?
        };
        let plan = vdir::plan(session.db(), &self.folder, &calendar, (&who, now))?;
        let report = if self.dry_run { plan.report } else { vdir::carry_out(&mut session.store, plan, &who, now)? };
        let would = if self.dry_run { "Nothing was changed. It would be: " } else { "" };
        let mut lines = report.said.clone();
        lines.push(format!("{would}{}.", report.summary()));
        let json = json!({
            "folder": self.folder, "calendar": calendar.name, "dry_run": self.dry_run, "taken": report.taken,
            "written": report.written, "binned": report.binned, "removed": report.removed, "both": report.both,
            "said": report.said,
        });
        Ok(Answer::said(lines.join("\n"), vec![json]))
    }
}
