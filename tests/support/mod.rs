//! What several test programs share: a terminal, a filled desk, every row of a desk as text, numbers by chance.

#![allow(dead_code, reason = "every test program uses a part of it")]

pub mod chance;
pub mod copy;
pub mod rows;
pub mod term;
pub mod views;
pub mod world;

use chrono::NaiveDateTime;

/// The fixed present of the tests: a Tuesday morning.
pub fn now() -> NaiveDateTime {
    "2026-03-03T09:41:00".parse().expect("a time")
}

/// Makes a folder that is thrown away the current one: a path that is typed into a prompt leads there.
pub fn step_aside() {
    static ASIDE: std::sync::OnceLock<tempfile::TempDir> = std::sync::OnceLock::new();
    let aside = ASIDE.get_or_init(|| tempfile::TempDir::new().expect("a folder"));
    std::env::set_current_dir(aside.path()).expect("it is there");
}
