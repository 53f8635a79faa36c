//! The invented desk on a screen in memory.

use tempfile::TempDir;

use crate::app::rig::Rig;
use crate::config::Config;
use crate::demo;
use crate::desk::clinics::Appointment;
use crate::desk::{PARTS, TABLES};
use crate::store::{Desk, Record};
use crate::ui::Look;
use serde::de::DeserializeOwned;

/// The invented desk, thrown away after.
pub struct Screen {
    _folder: TempDir,
    /// What is pressed and read.
    pub rig: Rig,
}

impl Screen {
    pub fn new() -> Self {
        Self::with(Look::default())
    }

    pub fn with(look: Look) -> Self {
        let folder = TempDir::new().unwrap();
        let mut store = Desk::at(folder.path()).open(None, TABLES, demo::day()).unwrap();
        demo::fill(&mut store).unwrap();
        let config = Config { idle_minutes: 0, ..demo::config() };
        let rig = Rig::on(store, PARTS, demo::day(), demo::WHO, config, look);
        Self { _folder: folder, rig }
    }

    /// All records of a table.
    pub fn all<R: Record + DeserializeOwned>(&mut self) -> Vec<R> {
        self.rig.cx().db().rows(&format!("SELECT * FROM {}", R::TABLE), &[]).unwrap()
    }

    /// The appointments of a patient by surname and forename, the latest first.
    pub fn of(&mut self, surname: &str, forename: &str) -> Vec<Appointment> {
        let db = self.rig.cx().db();
        let id = db
            .text("SELECT id FROM patient WHERE surname = $1 AND forename = $2", &[&surname, &forename])
            .unwrap()
            .unwrap();
        crate::desk::clinics::repo::of_patient(db, &id).unwrap()
    }
}
