//! The store: one `SQLite` file, opened, migrated, changed, undone, searched and backed up here and nowhere else.
//!
//! It holds the only INSERT, UPDATE and DELETE of the program. What the tables are about is handed in as a
//! registry of [`Table`]s, so that the store knows nothing of the practice.

mod apply;
mod backup;
mod bell;
mod change;
mod check;
mod db;
mod draft;
mod key;
mod migrate;
mod open;
mod refusal;
mod search;
mod seat;
mod seek;
mod shape;
mod undo;
mod wait;

pub use apply::Bulk;
pub use backup::BackupKind;
pub use bell::{Claim, Rung};
pub use change::{Change, Edit, Record, Row, row_of};
pub use db::Db;
pub use draft::Draft;
pub use key::{Key, Tries};
pub use migrate::NEWEST;
pub use open::{Access, DB_FILE, Desk, OpenError};
pub(crate) use open::{private_folder, write_private};
pub use refusal::Refusal;
pub use search::{Doc, Found, Keeps, Table, only};
pub use seek::birth_word;
pub use undo::{HistoryItem, HistoryRow};

use rusqlite::Connection;
use seat::Seat;

/// An open desk.
pub struct Store {
    conn: Connection,
    desk: Desk,
    key: Option<Key>,
    tables: &'static [Table],
    columns: db::Columns,
    seat: Seat,
    seen_version: i64,
    wait: wait::Wait,
}

/// A new identifier: a UUID of version 7, so that records sort by the time they were made.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

impl Store {
    /// What this desk can be asked.
    pub fn db(&self) -> Db<'_> {
        Db::new(&self.conn, &self.columns)
    }

    /// The folder that the desk lives in.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Whether the file is encrypted.
    pub fn encrypted(&self) -> bool {
        self.key.is_some()
    }

    /// The identifier of this window among all that have the desk open.
    pub fn seat(&self) -> &str {
        self.seat.id()
    }

    /// True once after another window or command has written to the desk.
    pub fn changed_elsewhere(&mut self) -> bool {
        let version = self.conn.prepare_cached("PRAGMA data_version").and_then(|mut s| s.query_row([], |r| r.get(0)));
        let version = version.unwrap_or(self.seen_version);
        std::mem::replace(&mut self.seen_version, version) != version
    }
}

#[cfg(test)]
mod tests;
