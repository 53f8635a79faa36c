//! Bringing an older file up to date: numbered SQL, one transaction, a copy first.

use std::path::Path;

use chrono::NaiveDateTime;
use rusqlite::Connection;

use super::{Refusal, backup};

/// The steps, in order; never changed once released.
const STEPS: &[&str] = &[
    include_str!("migrations/0001-desk.sql"),
    include_str!("migrations/0002-clinics.sql"),
    include_str!("migrations/0003-reminders.sql"),
    include_str!("migrations/0004-find-kinds.sql"),
    include_str!("migrations/0005-vdir.sql"),
    include_str!("migrations/0006-counts.sql"),
    include_str!("migrations/0007-sittings.sql"),
    include_str!("migrations/0008-unsure.sql"),
    include_str!("migrations/0009-alike.sql"),
    include_str!("migrations/0010-post.sql"),
    include_str!("migrations/0011-letter-text.sql"),
    include_str!("migrations/0012-dictations.sql"),
    include_str!("migrations/0013-incoming.sql"),
    include_str!("migrations/0014-words.sql"),
    include_str!("migrations/0015-office.sql"),
    include_str!("migrations/0016-rooms.sql"),
    include_str!("migrations/0017-meetings.sql"),
    include_str!("migrations/0018-travel.sql"),
    include_str!("migrations/0019-team.sql"),
    include_str!("migrations/0020-referrer.sql"),
];

/// The form of the file that this program writes.
pub const NEWEST: i64 = STEPS.len() as i64;

/// Runs the steps that the file lacks. A file that holds something is copied first.
pub(super) fn bring_up(conn: &Connection, folder: &Path, now: NaiveDateTime) -> Result<(), Refusal> {
    let version: i64 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if version == NEWEST {
        return Ok(());
    }
    if version > 0 {
        backup::copy_before_upgrade(conn, folder, version, now)?;
    }
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let result = run(conn);
    conn.execute_batch(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    result
}

fn run(conn: &Connection) -> Result<(), Refusal> {
    // Another window may have done it while this one waited for the lock.
    let version: i64 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    for step in &STEPS[usize::try_from(version).unwrap_or(0)..] {
        conn.execute_batch(step)?;
    }
    Ok(conn.pragma_update(None, "user_version", NEWEST)?)
}
