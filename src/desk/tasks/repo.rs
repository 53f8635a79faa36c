//! The tasks' questions to the database.

use chrono::NaiveDate;
use serde::Deserialize;

use super::Task;
use crate::store::{Db, Refusal};

/// A task with the name of its patient.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Listed {
    /// The task.
    #[serde(flatten)]
    pub task: Task,
    /// Surname of its patient.
    pub surname: Option<String>,
    /// Forename.
    pub forename: Option<String>,
    /// Title.
    pub patient_title: Option<String>,
}

impl Listed {
    /// `SURNAME, Forename (Title)` of its patient, where it has one.
    pub fn patient(&self) -> Option<String> {
        let surname = self.surname.as_deref()?;
        let part = |p: &Option<String>| p.clone().unwrap_or_default();
        Some(crate::text::names::display(surname, &part(&self.forename), &part(&self.patient_title)))
    }
}

const LISTED: &str = "SELECT t.*, p.surname, p.forename, p.title AS patient_title FROM task t LEFT JOIN patient p ON p.id = t.patient_id";

/// Everything open or waiting, and what was finished today.
pub fn current(db: Db<'_>, today: NaiveDate) -> Result<Vec<Listed>, Refusal> {
    let open = format!("{LISTED} WHERE t.state IN ('open', 'waiting') AND t.binned_at IS NULL");
    let over = format!("{LISTED} WHERE t.done_at >= $1 AND t.state IN ('done', 'cancelled') AND t.binned_at IS NULL");
    let mut all: Vec<Listed> = db.rows(&open, &[])?;
    all.extend(db.rows::<Listed>(&over, &[&today.to_string()])?);
    Ok(all)
}

/// Every task, for listings with `--all`.
pub fn all(db: Db<'_>) -> Result<Vec<Listed>, Refusal> {
    db.rows(&format!("{LISTED} WHERE t.binned_at IS NULL ORDER BY t.created_at, t.id"), &[])
}

/// Whether a task of this title is open.
pub fn is_open(db: Db<'_>, title: &str) -> Result<bool, Refusal> {
    let same = "SELECT COUNT(*) FROM task WHERE title = $1 AND state = 'open' AND binned_at IS NULL";
    Ok(db.count(same, &[&title])? > 0)
}
