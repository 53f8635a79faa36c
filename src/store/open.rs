//! Opening a desk: the folder, the file, the key, the settings of the connection.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use rusqlite::Connection;

use super::db::Columns;
use super::key::Key;
use super::seat::Seat;
use super::{Refusal, Store, Table, Tries, migrate};

/// How long a change waits for another window's.
pub(super) const BUSY: std::time::Duration = std::time::Duration::from_secs(5);

/// The name of the file in the desk's folder.
pub const DB_FILE: &str = "desk.db";

/// `application_id` of a desk: "RLTP".
const APPLICATION_ID: i32 = 0x524C_5450;

/// The folder that holds `desk.db` and what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    folder: PathBuf,
}

/// What stands in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// No desk yet.
    Absent,
    /// A desk without a passphrase.
    Plain,
    /// A desk that asks for its passphrase (or a file that is no desk at all; only the right key tells).
    Locked,
}

/// Why a desk was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It needs its passphrase.
    #[error("This desk is locked with a passphrase. Type it at the start, or give a file with --key-file.")]
    Locked,
    /// The passphrase is wrong.
    #[error("That passphrase does not open this desk. Nothing was changed; try again.")]
    WrongKey,
    /// Too many wrong tries.
    #[error("Too many wrong passphrases. Wait {0} seconds, then try again.")]
    Wait(i64),
    /// The file was written by a newer program.
    #[error(
        "This desk was last used by a newer Rolltop (its form is {found}, this program knows {known}). It was not touched. Use the newer program, or restore a backup from before."
    )]
    Newer {
        /// The form of the file.
        found: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// It is another program's file.
    #[error("{0} is not a Rolltop desk. It was not touched; choose another folder with --desk.")]
    NotADesk(PathBuf),
    /// Anything else.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Refused(error.into())
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Writes a file that only its owner can read, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let temporary = path.with_extension("new");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(temporary, path)
}

/// Makes a folder that only its owner can enter.
pub(crate) fn private_folder(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

impl Desk {
    /// The desk in this folder, which need not be there yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file.
    pub fn file(&self) -> PathBuf {
        self.folder.join(DB_FILE)
    }

    /// What stands in the folder.
    pub fn access(&self) -> Result<Access, Refusal> {
        Ok(match head(&self.file())? {
            None => Access::Absent,
            Some(bytes) if &bytes == b"SQLite format 3\0" => Access::Plain,
            Some(_) => Access::Locked,
        })
    }

    /// Opens the desk, makes it where there is none, and brings an older one up to date after a copy.
    ///
    /// # Errors
    /// See [`OpenError`]; a file that cannot be opened is never changed.
    pub fn open(
        &self,
        passphrase: Option<&str>,
        tables: &'static [Table],
        now: NaiveDateTime,
    ) -> Result<Store, OpenError> {
        private_folder(&self.folder)?;
        let key = match (self.access()?, passphrase) {
            (Access::Absent, Some(word)) => Some(Key::fresh(word)?),
            (Access::Absent | Access::Plain, _) => None,
            (Access::Locked, None) => return Err(OpenError::Locked),
            (Access::Locked, Some(word)) => Some(self.try_key(word, now)?),
        };
        self.open_with(key, tables, now)
    }

    fn try_key(&self, passphrase: &str, now: NaiveDateTime) -> Result<Key, OpenError> {
        let mut tries = Tries::read(&self.folder);
        let wait = tries.wait(now);
        if wait > 0 {
            return Err(OpenError::Wait(wait));
        }
        let salt = head(&self.file())?.ok_or(OpenError::Locked)?;
        let key = Key::derive(passphrase, salt);
        let conn = connect(&self.file(), Some(&key))?;
        if conn.query_row("SELECT COUNT(*) FROM sqlite_master", [], |r| r.get::<_, i64>(0)).is_err() {
            tries.fail(&self.folder, now);
            return Err(OpenError::WrongKey);
        }
        Tries::clear(&self.folder);
        Ok(key)
    }

    /// A second connection to a desk that is open already, for the worker.
    pub(super) fn open_with(
        &self,
        key: Option<Key>,
        tables: &'static [Table],
        now: NaiveDateTime,
    ) -> Result<Store, OpenError> {
        if !self.file().exists() {
            OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(self.file())?;
        }
        let conn = connect(&self.file(), key.as_ref())?;
        self.must_be_ours(&conn)?;
        settle(&conn)?;
        migrate::bring_up(&conn, &self.folder, now)?;
        mark_as_ours(&conn)?;
        let seats = self.folder.join("seats");
        private_folder(&seats)?;
        let columns = Columns {
            lists: tables.iter().flat_map(|t| t.lists).copied().collect(),
            flags: tables.iter().flat_map(|t| t.flags).copied().collect(),
        };
        let mut store = Store {
            conn,
            desk: self.clone(),
            key,
            tables,
            columns,
            seat: Seat::take(&seats)?,
            seen_version: 0,
            wait: super::wait::Wait::default(),
        };
        store.changed_elsewhere();
        Ok(store)
    }

    fn must_be_ours(&self, conn: &Connection) -> Result<(), OpenError> {
        let number = |sql| conn.query_row(sql, [], |r| r.get::<_, i64>(0));
        let not_ours = || OpenError::NotADesk(self.file());
        let tables = number("SELECT COUNT(*) FROM sqlite_master").map_err(|_| not_ours())?;
        let ours = number("PRAGMA application_id")? == i64::from(APPLICATION_ID);
        let version = number("PRAGMA user_version")?;
        if tables > 0 && !ours {
            return Err(not_ours());
        }
        if version > migrate::NEWEST {
            return Err(OpenError::Newer { found: version, known: migrate::NEWEST });
        }
        Ok(())
    }
}

impl Store {
    /// Whether this passphrase is the one of the desk, which is open and locked on the screen.
    ///
    /// The file is not opened for it. A process that closes any handle on a file lets go of every lock that it has on
    /// it, those of this window's connection too: a command that ends meanwhile would take itself for the last one
    /// and remove the write-ahead log, and what this window writes from then on would be lost.
    ///
    /// # Errors
    /// [`OpenError::WrongKey`], and [`OpenError::Wait`] after too many wrong tries.
    pub fn unlocks(&self, passphrase: &str, now: NaiveDateTime) -> Result<(), OpenError> {
        let Some(key) = &self.key else { return Ok(()) };
        let folder = self.desk.folder();
        let mut tries = Tries::read(folder);
        let wait = tries.wait(now);
        if wait > 0 {
            return Err(OpenError::Wait(wait));
        }
        if !key.is_of(passphrase) {
            tries.fail(folder, now);
            return Err(OpenError::WrongKey);
        }
        Tries::clear(folder);
        Ok(())
    }

    /// A second connection to the same desk, for a thread that works beside the screen.
    pub fn beside(&self, now: NaiveDateTime) -> Result<Store, OpenError> {
        self.beside_later(now)()
    }

    /// As [`Store::beside`], opened where it is called: on the thread that works, so that no key waits for it.
    pub fn beside_later(&self, now: NaiveDateTime) -> impl FnOnce() -> Result<Store, OpenError> + Send + use<> {
        let (desk, key, tables) = (self.desk.clone(), self.key.clone(), self.tables);
        move || desk.open_with(key, tables, now)
    }
}

/// The first sixteen bytes of a file: `SQLite`'s mark, or the salt of an encrypted one. None where the file is absent or empty.
fn head(path: &Path) -> Result<Option<[u8; 16]>, Refusal> {
    let mut bytes = [0; 16];
    match File::open(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e.into()),
        Ok(mut file) => {
            let empty = file.metadata()?.len() == 0;
            if empty {
                return Ok(None);
            }
            file.read_exact(&mut bytes)
                .map_err(|_| Refusal::File(format!("{} is too short to be a desk", path.display())))?;
            Ok(Some(bytes))
        }
    }
}

/// Marks a new file as a desk. One that is marked is not written to: a start would wait for the disk.
fn mark_as_ours(conn: &Connection) -> Result<(), rusqlite::Error> {
    let id: i64 = conn.query_row("PRAGMA application_id", [], |r| r.get(0))?;
    if id == i64::from(APPLICATION_ID) { Ok(()) } else { conn.pragma_update(None, "application_id", APPLICATION_ID) }
}

pub(super) fn connect(path: &Path, key: Option<&Key>) -> Result<Connection, rusqlite::Error> {
    let conn = Connection::open(path)?;
    // It writes to standard error otherwise, through the middle of the screen.
    conn.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    if let Some(key) = key {
        conn.execute_batch(&format!("PRAGMA key = \"{}\";", key.literal()))?;
    }
    conn.set_prepared_statement_cache_capacity(256);
    Ok(conn)
}

fn settle(conn: &Connection) -> Result<(), rusqlite::Error> {
    conn.execute_batch(&format!(
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{}; PRAGMA secure_delete = FAST; PRAGMA journal_size_limit = 16777216; \
         PRAGMA wal_autocheckpoint = 4000;",
        super::apply::CACHE
    ))
}
