//! `numbers`: how long letters take, and how much is waiting.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::answer::{Answer, note};
use super::{Said, Session, files};
use crate::desk::dictation::model::minutes;
use crate::desk::numbers::model::{Backlog, By, Turnaround};
use crate::desk::numbers::sheet::Numbers as Sheet;

/// What they are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// The week they were sent in
    Week,
    /// Whose letters they are
    Consultant,
    /// Who worked on them
    Secretary,
}

/// Which numbers.
#[derive(Debug, Args)]
pub struct Numbers {
    /// What they are grouped by
    #[arg(long, value_enum, default_value = "week")]
    by: Group,
    /// How many weeks back
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=520))]
    weeks: u32,
    /// Write them as a table into this file
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

impl Numbers {
    /// Reckons them.
    pub fn run(self, session: &mut Session) -> Said {
        let by = match self.by {
            Group::Week => By::Week,
            Group::Consultant => By::Consultant,
            Group::Secretary => By::Secretary,
        };
        let limit = session.config.clinic_letter_days;
        let sheet = Sheet::of(session.db(), by, self.weeks, limit, session.today())?;
        let sent = sheet.turnaround.iter().map(|t| sent(t, &sheet));
        let json: Vec<Value> = sent.chain(sheet.backlog.iter().map(|b| waits(b, &sheet))).collect();
        if let Some(file) = &self.csv {
            files::write(file, &sheet.csv())?;
            return Ok(Answer::said(file.display().to_string(), json));
        }
        let rows: Vec<Vec<String>> = sheet.turnaround.iter().chain([&sheet.total]).map(row).collect();
        let over = format!("OVER {limit}");
        let answer = Answer::listing(&[by.word(), "SENT", "MEDIAN", "90%", &over], &rows, json, "No letter was sent.");
        if !session.json {
            let (n, ms) = sheet.waits();
            note(&format!("{n} waiting, {} of audio to type.", minutes(ms)));
        }
        Ok(answer)
    }
}

fn row(one: &Turnaround) -> Vec<String> {
    vec![
        if one.key.is_empty() { "not known".into() } else { one.key.clone() },
        one.sent.to_string(),
        one.median_text(),
        one.ninety.map(|n| n.to_string()).unwrap_or_default(),
        one.share_over().map(|n| format!("{n}%")).unwrap_or_default(),
    ]
}

fn sent(one: &Turnaround, sheet: &Sheet) -> Value {
    json!({
        "what": "sent", "by": sheet.by.word(), "name": one.key, "sent": one.sent, "median_days": one.median,
        "ninety_percent_days": one.ninety, "over_limit": one.over, "share_over_percent": one.share_over(),
        "limit_days": sheet.limit,
    })
}

fn waits(one: &Backlog, sheet: &Sheet) -> Value {
    json!({
        "what": "waiting", "by": if sheet.by == By::Consultant { "consultant" } else { "secretary" },
        "name": if one.key.is_empty() { Value::Null } else { one.key.as_str().into() },
        "unsent": one.unsent, "oldest_days": one.oldest, "over_limit": one.over,
        "audio_minutes": (one.audio_ms + 59_999) / 60_000, "limit_days": sheet.limit,
    })
}
