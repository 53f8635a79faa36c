//! The questions of the post book, the print runs and the approval desk to the database.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Letter;
use super::model_post::{ApprovalSheet, PostItem, PrintRun};
use super::repo::Listed;
use crate::store::{Db, Refusal};

/// The last line of the post book of this letter to this recipient.
pub fn last_of(db: Db<'_>, letter: &str, name: &str) -> Result<Option<PostItem>, Refusal> {
    let sql = "SELECT * FROM post_item WHERE letter_id = $1 AND name = $2 AND state = 'sent' AND binned_at IS NULL \
               ORDER BY at DESC, id DESC LIMIT 1";
    db.one(sql, &[&letter, &name])
}

/// A line of the post book with the name of the patient it is about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PostLine {
    /// The line.
    #[serde(flatten)]
    pub item: PostItem,
    /// Surname of the patient.
    pub surname: Option<String>,
    /// Forename.
    pub forename: Option<String>,
    /// Title.
    pub patient_title: Option<String>,
}

impl PostLine {
    /// `SURNAME, Forename (Title)`; empty where it is about nobody.
    pub fn patient(&self) -> String {
        let part = |p: &Option<String>| p.clone().unwrap_or_default();
        self.surname.as_ref().map_or_else(String::new, |surname| {
            crate::text::names::display(surname, &part(&self.forename), &part(&self.patient_title))
        })
    }
}

/// What left on a day, in its order.
pub fn on_day(db: Db<'_>, day: NaiveDate) -> Result<Vec<PostLine>, Refusal> {
    let sql = "SELECT i.*, p.surname, p.forename, p.title AS patient_title FROM post_item i \
               LEFT JOIN patient p ON p.id = i.patient_id WHERE i.day = $1 AND i.binned_at IS NULL ORDER BY i.at, i.id";
    db.rows(sql, &[&day.to_string()])
}

/// The whole post book, latest first.
pub fn book(db: Db<'_>) -> Result<Vec<PostLine>, Refusal> {
    let sql = "SELECT i.*, p.surname, p.forename, p.title AS patient_title FROM post_item i \
               LEFT JOIN patient p ON p.id = i.patient_id WHERE i.binned_at IS NULL ORDER BY i.day DESC, i.at DESC, i.id";
    db.rows(sql, &[])
}

/// The print runs that are not answered yet, oldest first.
pub fn open_runs(db: Db<'_>) -> Result<Vec<PrintRun>, Refusal> {
    db.rows("SELECT * FROM print_run WHERE state = 'made' ORDER BY at, id", &[])
}

/// The approval sheets whose answers are not typed back yet, latest first.
pub fn open_sheets(db: Db<'_>) -> Result<Vec<ApprovalSheet>, Refusal> {
    db.rows("SELECT * FROM approval_sheet WHERE answered_at IS NULL ORDER BY made_at DESC, number DESC", &[])
}

/// The approval sheet of this number.
pub fn sheet(db: Db<'_>, number: i64) -> Result<Option<ApprovalSheet>, Refusal> {
    db.one("SELECT * FROM approval_sheet WHERE number = $1 ORDER BY made_at DESC LIMIT 1", &[&number])
}

/// The number of the next approval sheet.
pub fn next_sheet(db: Db<'_>) -> Result<i64, Refusal> {
    Ok(db.count("SELECT coalesce(MAX(number), 0) FROM approval_sheet", &[])? + 1)
}

/// Letters with their texts, worst clock first.
const WHOLE: &str = "SELECT l.*, p.surname, p.forename, p.title AS patient_title FROM letter l \
                     LEFT JOIN patient p ON p.id = l.patient_id WHERE l.binned_at IS NULL";

/// What awaits approval: by one author, or by anybody.
pub fn awaiting(db: Db<'_>, author: Option<&str>) -> Result<Vec<Listed>, Refusal> {
    let order = "ORDER BY coalesce(l.due_at, '9999'), l.created_at, l.id";
    match author {
        Some(author) => {
            db.rows(&format!("{WHOLE} AND l.state = 'awaiting_approval' AND l.author = $1 {order}"), &[&author])
        }
        None => db.rows(&format!("{WHOLE} AND l.state = 'awaiting_approval' {order}"), &[]),
    }
}

/// The authors for whom something awaits approval, the most first.
pub fn authors_awaited(db: Db<'_>) -> Result<Vec<(String, i64)>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        author: String,
        n: i64,
    }
    let sql = "SELECT author, COUNT(*) AS n FROM letter WHERE state = 'awaiting_approval' AND binned_at IS NULL \
               GROUP BY author ORDER BY n DESC, author";
    Ok(db.rows::<Row>(sql, &[])?.into_iter().map(|r| (r.author, r.n)).collect())
}

/// What is approved and not out yet, worst clock first.
pub fn approved(db: Db<'_>) -> Result<Vec<Letter>, Refusal> {
    let sql = "SELECT * FROM letter WHERE state = 'approved' AND binned_at IS NULL \
               ORDER BY coalesce(due_at, '9999'), created_at, id";
    db.rows(sql, &[])
}
