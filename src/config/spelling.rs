//! Where the words of the speller come from besides what is built in.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::words::Sources;

/// Which words are taken for right, besides those that come with the program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Spelling {
    /// The folder with the dictionaries of the machine; empty: they are not read.
    pub system: String,
    /// Files of words: medicine names, a list of the hospital.
    pub lists: Vec<String>,
}

impl Spelling {
    /// Where words come from besides what is built in.
    pub fn sources(&self) -> Sources {
        let system = Some(self.system.trim()).filter(|s| !s.is_empty()).map(PathBuf::from);
        Sources { system, lists: self.lists.iter().map(PathBuf::from).collect() }
    }
}

impl Default for Spelling {
    fn default() -> Self {
        Self { system: "/usr/share/hunspell".into(), lists: Vec::new() }
    }
}
