//! What is remembered of the folders that are kept the same as a calendar.

use super::model_vdir::VdirItem;
use crate::store::{Db, Refusal};

/// What was last seen of the files of a folder, for a calendar.
pub fn items(db: Db<'_>, calendar_id: &str, folder: &str) -> Result<Vec<VdirItem>, Refusal> {
    db.rows(
        "SELECT * FROM vdir_item WHERE calendar_id = $1 AND folder = $2 ORDER BY file, id",
        &[&calendar_id, &folder],
    )
}

/// The folder that a calendar was last kept the same as; none where it never was.
pub fn last_folder(db: Db<'_>, calendar_id: &str) -> Result<Option<String>, Refusal> {
    db.text("SELECT folder FROM vdir_item WHERE calendar_id = $1 ORDER BY id DESC LIMIT 1", &[&calendar_id])
}
