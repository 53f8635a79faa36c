//! A folder for the invented desk, gone when the program ends.

use std::fs;
use std::path::PathBuf;

use crate::store::{Desk, OpenError, Table};

/// An invented desk in a folder of its own.
pub struct Throwaway {
    folder: PathBuf,
}

impl Throwaway {
    /// Makes and fills it.
    pub fn new(tables: &'static [Table]) -> Result<Self, OpenError> {
        let folder = std::env::temp_dir().join(format!("rolltop-demo-{}", crate::store::new_id()));
        let made = Self { folder };
        let mut store = made.desk().open(None, tables, super::day())?;
        super::fill(&mut store)?;
        Ok(made)
    }

    /// The desk.
    pub fn desk(&self) -> Desk {
        Desk::at(&self.folder)
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}
