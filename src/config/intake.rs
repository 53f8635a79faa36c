//! The settings of what comes in as files: dictations, post and e-mail.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The fields that the pattern of a dictation's name may have.
pub const PATTERN_FIELDS: [&str; 7] = ["author", "nhs", "hospital", "date", "kind", "priority", "other"];

/// What becomes of a file that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum After {
    /// It goes into the folder `taken` beside it.
    #[default]
    Move,
    /// It stays where it is.
    Leave,
}

/// Dictations: where they come from, and how they are played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dictations {
    /// A folder that is watched; empty: none.
    pub folder: String,
    /// How the files are named: `{author}_{nhs}_{date}_{kind}`; empty: anyhow.
    pub pattern: String,
    /// What becomes of the file that was taken in.
    pub after: After,
    /// The program that plays them.
    pub player: String,
    /// Seconds that it goes back when it goes on after a pause.
    pub back: u32,
    /// Seconds of one step back or forward.
    pub step: u32,
}

impl Default for Dictations {
    fn default() -> Self {
        let (folder, pattern) = (String::new(), String::new());
        Self { folder, pattern, after: After::Move, player: "mpv".into(), back: 3, step: 5 }
    }
}

/// Post and e-mail that come in as files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Incoming {
    /// The folder that is watched: in the desk's own, or a whole path; empty: none.
    pub folder: String,
    /// What becomes of the file that was taken in.
    pub after: After,
    /// The program that opens what was attached; empty: the computer's own.
    pub opener: String,
    /// Whose post of a consultant is; of one who is not named here it is everybody's.
    pub owners: BTreeMap<String, String>,
}

impl Default for Incoming {
    fn default() -> Self {
        Self { folder: "incoming".into(), after: After::Move, opener: String::new(), owners: BTreeMap::new() }
    }
}

/// A folder of the settings: in the desk's own folder where it is no whole path; none where nothing is written.
fn place(desk: &Path, folder: &str) -> Option<PathBuf> {
    let folder = folder.trim();
    (!folder.is_empty()).then(|| desk.join(folder))
}

impl Incoming {
    /// The folder that is watched, for the desk in this one.
    pub fn place(&self, desk: &Path) -> Option<PathBuf> {
        place(desk, &self.folder)
    }
}

impl Dictations {
    /// The folder that is watched, for the desk in this one.
    pub fn place(&self, desk: &Path) -> Option<PathBuf> {
        place(desk, &self.folder)
    }

    /// Whether the pattern has only fields that are known.
    pub(super) fn checked(&self) -> Result<(), String> {
        for field in self.pattern.split('{').skip(1) {
            let Some((name, _)) = field.split_once('}') else {
                return Err("pattern has a { without its }.".into());
            };
            if !PATTERN_FIELDS.contains(&name) {
                return Err(format!(
                    "pattern has a field {{{name}}} that is not known. Those that are: {}.",
                    PATTERN_FIELDS.map(|f| format!("{{{f}}}")).join(", ")
                ));
            }
        }
        Ok(())
    }
}
