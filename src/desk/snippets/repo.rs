//! The snippets' questions to the database.

use super::Snippet;
use super::model;
use crate::store::{Db, Refusal};

/// The department's own, not those in the bin.
pub fn own(db: Db<'_>) -> Result<Vec<Snippet>, Refusal> {
    db.rows("SELECT * FROM snippet WHERE binned_at IS NULL ORDER BY typed, id", &[])
}

/// All that expand: own ones and those that come with the program.
pub fn all(db: Db<'_>) -> Result<Vec<Snippet>, Refusal> {
    Ok(model::together(own(db)?))
}
