//! What is remembered of a file of a folder that is kept the same as a calendar.

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// A file and the entries it stands for, as they were when both were last the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VdirItem {
    /// Identifier.
    pub id: String,
    /// The calendar.
    pub calendar_id: String,
    /// The folder, its whole path.
    pub folder: String,
    /// The file's name in it.
    pub file: String,
    /// The UID of its entry.
    pub uid: String,
    /// The file's fingerprint.
    pub file_hash: String,
    /// The fingerprint of what the desk says of that UID.
    pub desk_hash: String,
}

impl Record for VdirItem {
    const TABLE: &'static str = "vdir_item";
    fn id(&self) -> &str {
        &self.id
    }
}
