//! A desk of 1,000, 10,000 and 100,000 of each record, and how long what a secretary does at it takes.
//!
//! `cargo bench` prints a table with the aims beside it and asserts nothing: machines differ. A day is as full
//! whatever the size; what grows is the years behind it. The desks are made once and kept in the target folder.
//! `ROLLTOP_BENCH_SIZES=1000,10000` measures only these.

#[path = "desk/fill.rs"]
mod fill;
#[path = "desk/measure.rs"]
mod measure;
#[path = "desk/table.rs"]
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDateTime;
use table::Table;
use tempfile::TempDir;

/// Set for the child process whose memory is measured: the desk's folder.
const CHILD: &str = "ROLLTOP_BENCH_CHILD";

/// The time at which the desks stand.
fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().expect("a time")
}

fn main() {
    if let Some(folder) = std::env::var_os(CHILD) {
        measure::work_through(Path::new(&folder));
        println!("{}", measure::most_memory());
        return;
    }
    let sizes = std::env::var("ROLLTOP_BENCH_SIZES").unwrap_or_else(|_| "1000,10000,100000".into());
    let sizes: Vec<usize> = sizes.split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let mut table = Table::new(&sizes);
    for (at, size) in sizes.iter().enumerate() {
        let kept = desk_of(*size);
        eprintln!("measuring at {size} of each record");
        let work = copy(&kept);
        measure::all(work.path(), *size, |name, aim, took| table.put(name, aim, at, took));
        table.put("memory, most", "100 MB", at, &memory(work.path()));
    }
    println!("{table}");
}

/// The folder of the kept desks: in the target folder, which is three above this program.
fn shelf() -> PathBuf {
    let program = std::env::current_exe().expect("the path of this program");
    program.ancestors().nth(3).expect("the target folder").join("bench-desks")
}

/// The desk of this size, made where it is not there yet.
fn desk_of(size: usize) -> PathBuf {
    let folder = shelf().join(format!("{}-{size}", fill::FORM));
    if !folder.exists() {
        eprintln!("making a desk with {size} of each record (once)");
        let making = folder.with_extension("making");
        let _ = fs::remove_dir_all(&making);
        fill::fill(&making, size);
        fs::rename(&making, &folder).expect("the desk is named when it is whole");
    }
    folder
}

/// A copy to work on, with today's backup made (its cost is measured apart).
fn copy(kept: &Path) -> TempDir {
    let work = tempfile::tempdir_in(shelf()).expect("a folder");
    fs::copy(kept.join("desk.db"), work.path().join("desk.db")).expect("a copy");
    let backups = work.path().join("backups");
    fs::create_dir_all(&backups).expect("a folder");
    fs::write(backups.join(format!("desk-{}.db", now().date())), "").expect("a file");
    work
}

/// The most memory that a process of its own takes to open the desk and do a bit of everything.
fn memory(folder: &Path) -> measure::Took {
    let program = std::env::current_exe().expect("the path of this program");
    let said = Command::new(program).env(CHILD, folder).output().expect("the child runs");
    let kilobytes: f64 = String::from_utf8_lossy(&said.stdout).trim().parse().unwrap_or(0.0);
    measure::Took::single(kilobytes / 1024.0, "MB")
}
