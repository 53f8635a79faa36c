//! The papers of a meeting: asked for from somebody, and come or not.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::record;
use crate::clock::stamp;
use crate::store::new_id;

/// A paper.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Identifier.
    pub id: String,
    /// The meeting.
    pub meeting_id: String,
    /// The item that it belongs to.
    pub item_id: String,
    /// What it is called.
    pub title: String,
    /// Who writes it.
    pub owner: String,
    /// When it was asked for, ISO date.
    pub asked_on: Option<String>,
    /// When it came, ISO date.
    pub came_on: Option<String>,
    /// Its file in the desk's folder `papers`; empty until it came.
    pub file: String,
    /// How large it is.
    pub bytes: i64,
    /// Fingerprint of what is in it.
    pub hash: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Paper, "meeting_paper");

impl Paper {
    /// A paper that is to come.
    pub fn new(meeting: &str, item: &str, title: &str, owner: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            meeting_id: meeting.into(),
            item_id: item.into(),
            title: title.into(),
            owner: owner.into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// Whether it came after the day on which papers are due, or has not come and the day is over.
    pub fn is_late(&self, due: Option<NaiveDate>, today: NaiveDate) -> bool {
        let came = self.came_on.as_deref().and_then(|d| d.parse().ok()).unwrap_or(today);
        due.is_some_and(|due| came > due)
    }

    /// `came 2-Mar`, `asked for`, `not asked for yet`; late where it is.
    pub fn state(&self, due: Option<NaiveDate>, today: NaiveDate) -> String {
        let late = if self.is_late(due, today) { ", late" } else { "" };
        let word = match (&self.came_on, &self.asked_on) {
            (Some(_), _) => "here",
            (None, Some(_)) => "asked for",
            (None, None) => "to be asked for",
        };
        format!("{word}{late}")
    }

    /// The name that it has outside: its title with the end of its file.
    pub fn outside_name(&self) -> String {
        let end = self.file.rsplit_once('.').map_or("", |(_, end)| end);
        let plain: String =
            self.title.chars().map(|c| if c.is_alphanumeric() || " -_().".contains(c) { c } else { '-' }).collect();
        format!("{}.{end}", plain.trim().trim_end_matches('.'))
    }
}

/// What a file with this end says that it is.
pub fn mime(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, end)| end) {
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_that_comes_after_its_day_is_late() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let paper = Paper::new("m", "i", "Budget: month 11", "Bob", "2026-02-20T09:00:00".parse().unwrap());
        let due = Some(day("2026-03-02"));
        assert_eq!(paper.state(due, day("2026-03-02")), "to be asked for");
        assert_eq!(paper.state(due, day("2026-03-03")), "to be asked for, late");
        let came = Paper { came_on: Some("2026-03-03".into()), file: "abc.pdf".into(), ..paper };
        assert_eq!(came.state(due, day("2026-03-20")), "here, late");
        assert_eq!(came.outside_name(), "Budget- month 11.pdf");
    }
}
