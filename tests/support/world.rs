//! Desks to test on: an empty one, and the invented cardiology department.

use std::path::Path;
use std::sync::OnceLock;

use rolltop::app::rig::Rig;
use rolltop::config::Config;
use rolltop::demo;
use rolltop::desk::{PARTS, TABLES};
use rolltop::store::{Desk, Store};
use rolltop::ui::Look;
use tempfile::TempDir;

use super::{copy, now};

/// Opens the desk in this folder.
pub fn store(folder: &Path) -> Store {
    Desk::at(folder).open(None, TABLES, now()).expect("the desk opens")
}

/// An empty desk that has been opened once.
pub fn empty() -> TempDir {
    static ONCE: OnceLock<TempDir> = OnceLock::new();
    copy::of(ONCE.get_or_init(|| made(|_| ())).path())
}

/// The invented department.
pub fn filled() -> TempDir {
    static ONCE: OnceLock<TempDir> = OnceLock::new();
    copy::of(ONCE.get_or_init(|| made(|store| demo::fill(store).expect("the invented desk"))).path())
}

fn made(fill: impl FnOnce(&mut Store)) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let mut store = store(folder.path());
    fill(&mut store);
    store.backup_to(&folder.path().join("whole.db")).expect("one file with everything");
    drop(store);
    std::fs::rename(folder.path().join("whole.db"), folder.path().join("desk.db")).expect("in its place");
    folder
}

/// A screen of 120 by 40 on the desk in this folder.
pub fn rig(folder: &Path) -> Rig {
    rig_of(folder, demo::WHO, Look::default())
}

/// A screen for somebody, with a look.
pub fn rig_of(folder: &Path, who: &str, look: Look) -> Rig {
    super::step_aside();
    Rig::on(store(folder), PARTS, now(), who, Config { idle_minutes: 0, ..Config::default() }, look)
}
