//! The cover of letters that are put before their author on paper: numbered, each with boxes to tick.

use chrono::NaiveDate;
use serde_json::json;

use super::bundle::Bundle;
use super::engine::{Options, PaperError};
use super::view::{long_date, one};

const LAYOUT: &str = include_str!("../../assets/paper/approval.typ");

/// The cover sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cover {
    /// Hospital and department.
    pub head: String,
    /// The number of the sheet.
    pub number: i64,
    /// Whose letters.
    pub author: String,
    /// Who gets it back.
    pub back_to: String,
    /// When it was made.
    pub date: NaiveDate,
    /// The letters in order.
    pub lines: Vec<CoverLine>,
}

/// One letter on the cover.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoverLine {
    /// `OKAFOR, Grace (Mrs)`.
    pub patient: String,
    /// `Born 03-Mar-1950 · NHS No. 999 000 0018`.
    pub known: String,
    /// What letter, to whom.
    pub what: String,
    /// `2d late`, `5d`.
    pub clock: String,
}

impl Cover {
    /// Binds the cover before the letters.
    ///
    /// # Errors
    /// The cover cannot be set.
    pub fn bind(&self, bundle: &mut Bundle) -> Result<usize, PaperError> {
        let lines = self.lines.iter().map(|l| {
            json!({ "patient": one(&l.patient), "known": one(&l.known), "what": one(&l.what), "clock": one(&l.clock) })
        });
        let data = json!({
            "head": one(&self.head), "number": self.number, "author": one(&self.author), "back_to": one(&self.back_to),
            "date": long_date(self.date), "lines": lines.collect::<Vec<_>>(),
        });
        let title = format!("Letters for approval, sheet {}", self.number);
        bundle.add(LAYOUT, &data, &Options { title, author: self.author.clone(), date: self.date })
    }
}
