//! The numbers gathered, and as a table for a spreadsheet.

use chrono::{Days, NaiveDate};

use super::model::{self, Backlog, By, Turnaround};
use super::repo;
use crate::exchange::csv::write_csv_with_bom;
use crate::store::{Db, Refusal};

/// The numbers of some weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// What they are grouped by.
    pub by: By,
    /// How many weeks they go back.
    pub weeks: u32,
    /// Days from the visit to the post before a letter is late.
    pub limit: i64,
    /// By week or name.
    pub turnaround: Vec<Turnaround>,
    /// All of them in one.
    pub total: Turnaround,
    /// What is waiting: by consultant, else by secretary.
    pub backlog: Vec<Backlog>,
}

impl Numbers {
    /// Gathers them.
    ///
    /// # Errors
    /// The desk cannot be read.
    pub fn of(db: Db<'_>, by: By, weeks: u32, limit: i64, today: NaiveDate) -> Result<Self, Refusal> {
        let back = Days::new(u64::from(weeks.clamp(1, 520) - 1) * 7);
        let from = model::monday(today).checked_sub_days(back).unwrap_or(today);
        let sent = repo::sent(db, from)?;
        let waiting = repo::waiting(db)?;
        Ok(Self {
            by,
            weeks,
            limit,
            turnaround: model::turnaround(&sent, by, (from, today), limit),
            total: model::total(&sent, limit),
            backlog: model::backlog(&waiting, by, today, limit),
        })
    }

    /// All that waits: letters, and milliseconds of recording.
    pub fn waits(&self) -> (usize, i64) {
        self.backlog.iter().fold((0, 0), |(n, ms), b| (n + b.unsent, ms + b.audio_ms))
    }

    /// As a table: a row for each group, first those that were sent, then what is waiting.
    pub fn csv(&self) -> Vec<u8> {
        let headings = [
            "what",
            "name",
            "letters",
            "median_days",
            "ninety_percent_days",
            "over_limit",
            "share_over_percent",
            "oldest_days",
            "audio_minutes",
            "limit_days",
        ];
        let text = |n: Option<String>| n.unwrap_or_default();
        let limit = self.limit.to_string();
        let sent = self.turnaround.iter().chain([&self.total]).map(|t| {
            vec![
                format!("sent by {}", self.by.word()),
                t.key.clone(),
                t.sent.to_string(),
                t.median_text(),
                text(t.ninety.map(|n| n.to_string())),
                t.over.to_string(),
                text(t.share_over().map(|n| n.to_string())),
                String::new(),
                String::new(),
                limit.clone(),
            ]
        });
        let waits = self.backlog.iter().map(|b| {
            vec![
                "waiting".to_owned(),
                if b.key.is_empty() { "nobody".into() } else { b.key.clone() },
                b.unsent.to_string(),
                String::new(),
                String::new(),
                b.over.to_string(),
                String::new(),
                b.oldest.to_string(),
                ((b.audio_ms + 59_999) / 60_000).to_string(),
                limit.clone(),
            ]
        });
        write_csv_with_bom(&headings, sent.chain(waits))
    }
}
