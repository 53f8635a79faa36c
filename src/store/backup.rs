//! Backups: a whole, compact copy under a temporary name, flushed, then named; encrypted with the same key.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use rusqlite::Connection;

use super::open::{connect, private_folder};
use super::{Desk, Key, Refusal, Store, Table};

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupKind {
    /// The daily one.
    Daily,
    /// One that was asked for.
    Asked,
}

/// Daily copies that are kept, then one a week, then one a month.
const KEPT: (usize, usize, usize) = (7, 4, 12);

impl Store {
    /// Copies the desk to `to`, whole or not at all.
    pub fn backup_to(&self, to: &Path) -> Result<(), Refusal> {
        copy(&self.conn, to)
    }

    /// Makes today's copy where there is none yet and clears away what the rotation does not keep. Gives its path if one was made.
    pub fn daily_backup(&self, today: NaiveDate) -> Result<Option<PathBuf>, Refusal> {
        let folder = self.desk().folder().join("backups");
        private_folder(&folder)?;
        let to = self.daily_copy(today);
        if to.exists() {
            return Ok(None);
        }
        copy(&self.conn, &to)?;
        rotate(&folder)?;
        Ok(Some(to))
    }

    /// Whether today's copy is still to be made.
    pub fn backup_is_due(&self, today: NaiveDate) -> bool {
        !self.daily_copy(today).exists()
    }

    fn daily_copy(&self, day: NaiveDate) -> PathBuf {
        self.desk().folder().join("backups").join(format!("desk-{day}.db"))
    }

    /// The copies that are there, latest first.
    pub fn backups(&self) -> Vec<PathBuf> {
        let mut dated = dated(&self.desk().folder().join("backups"));
        dated.sort_by_key(|x| std::cmp::Reverse(x.0));
        dated.into_iter().map(|d| d.1).collect()
    }

    /// Sets, changes or (with none) removes the passphrase. The old file is replaced only by a whole new one that opens.
    ///
    /// # Errors
    /// Refused while another window has the desk open.
    pub fn set_passphrase(&mut self, passphrase: Option<&str>, now: NaiveDateTime) -> Result<(), Refusal> {
        if self.seat.others() > 0 {
            return Err(Refusal::rule(
                "The passphrase cannot change while another window has this desk open. Close it, then try again.",
            ));
        }
        let key = passphrase.map(Key::fresh).transpose()?;
        let desk = self.desk.clone();
        let temporary = desk.folder().join("desk.rekeyed");
        export(&self.conn, &temporary, key.as_ref())?;
        // The file is let go before its place is taken.
        drop(std::mem::replace(&mut self.conn, Connection::open_in_memory()?));
        replace(&desk, &temporary)?;
        *self = desk.open_with(key, self.tables, now).map_err(|e| Refusal::rule(e.to_string()))?;
        Ok(())
    }
}

impl Desk {
    /// Puts a copy in the place of the desk, after it was checked. The desk that was there is kept beside it as `desk-before-restore-….db`.
    ///
    /// # Errors
    /// Refused where the copy does not open, is damaged, or a window has the desk open.
    pub fn restore(
        &self,
        from: &Path,
        passphrase: Option<&str>,
        tables: &'static [Table],
        now: NaiveDateTime,
    ) -> Result<PathBuf, Refusal> {
        private_folder(self.folder())?;
        let trial = self.folder().join("restore-trial");
        let _ = fs::remove_dir_all(&trial);
        private_folder(&trial)?;
        let kept = self.try_and_swap(from, &trial, passphrase, tables, now);
        let _ = fs::remove_dir_all(&trial);
        kept
    }

    fn try_and_swap(
        &self,
        from: &Path,
        trial: &Path,
        passphrase: Option<&str>,
        tables: &'static [Table],
        now: NaiveDateTime,
    ) -> Result<PathBuf, Refusal> {
        let copy = Desk::at(trial);
        fs::copy(from, copy.file()).map_err(|e| {
            Refusal::rule(format!("{} could not be read: {e}. The desk was not touched.", from.display()))
        })?;
        fs::set_permissions(copy.file(), fs::Permissions::from_mode(0o600))?;
        let said = |e: &dyn std::fmt::Display| {
            Refusal::rule(format!("{} was not restored: {e} The desk was not touched.", from.display()))
        };
        let store = copy.open(passphrase, tables, now).map_err(|e| said(&e))?;
        let faults = store.check()?;
        if let Some(first) = faults.first() {
            return Err(said(&format!("it is damaged ({first}).")));
        }
        store.settle_into_one_file()?;
        drop(store);
        let kept = self.folder().join(format!("desk-before-restore-{}.db", now.format("%Y-%m-%d-%H%M%S")));
        if self.file().exists() {
            self.refuse_while_open()?;
            fs::copy(self.file(), &kept)?;
            for extra in ["desk.db-wal", "desk.db-shm"] {
                let beside = self.folder().join(extra);
                if beside.exists() {
                    fs::copy(&beside, format!("{}{}", kept.display(), extra.trim_start_matches("desk.db")))?;
                }
            }
        }
        replace(self, &copy.file())?;
        Ok(kept)
    }

    fn refuse_while_open(&self) -> Result<(), Refusal> {
        let seats = self.folder().join("seats");
        private_folder(&seats)?;
        match super::seat::Seat::take(&seats)?.others() {
            0 => Ok(()),
            _ => Err(Refusal::rule("A window has this desk open. Close it, then restore again.")),
        }
    }
}

impl Store {
    /// Brings the write-ahead log home, so that the one file holds everything.
    pub(super) fn settle_into_one_file(&self) -> Result<(), Refusal> {
        Ok(self.conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?)
    }
}

fn replace(desk: &Desk, with: &Path) -> Result<(), Refusal> {
    for extra in ["desk.db-wal", "desk.db-shm"] {
        let _ = fs::remove_file(desk.folder().join(extra));
    }
    fs::rename(with, desk.file())?;
    File::open(desk.folder())?.sync_all()?;
    Ok(())
}

/// The copy that is made before a file is brought up to date.
pub(super) fn copy_before_upgrade(
    conn: &Connection,
    folder: &Path,
    version: i64,
    now: NaiveDateTime,
) -> Result<(), Refusal> {
    let folder = folder.join("backups");
    private_folder(&folder)?;
    copy(conn, &folder.join(format!("before-upgrade-from-{version}-{}.db", now.format("%Y-%m-%d-%H%M%S"))))
}

fn copy(conn: &Connection, to: &Path) -> Result<(), Refusal> {
    let temporary = to.with_extension("part");
    let _ = fs::remove_file(&temporary);
    conn.execute("VACUUM INTO $1", [temporary.to_string_lossy().as_ref()])?;
    fs::set_permissions(&temporary, fs::Permissions::from_mode(0o600))?;
    File::open(&temporary)?.sync_all()?;
    fs::rename(temporary, to)?;
    Ok(())
}

/// Writes the whole desk into a new file under another key.
fn export(conn: &Connection, to: &Path, key: Option<&Key>) -> Result<(), Refusal> {
    let _ = fs::remove_file(to);
    let literal = key.map_or_else(String::new, Key::literal);
    conn.execute("ATTACH DATABASE $1 AS anew KEY $2", [to.to_string_lossy().as_ref(), &literal])?;
    let result = conn.query_row("SELECT sqlcipher_export('anew')", [], |_| Ok(())).and_then(|()| {
        let of = |name: &str| conn.query_row(&format!("PRAGMA main.{name}"), [], |r| r.get::<_, i64>(0));
        conn.pragma_update(Some("anew"), "user_version", of("user_version")?)?;
        conn.pragma_update(Some("anew"), "application_id", of("application_id")?)
    });
    conn.execute("DETACH DATABASE anew", [])?;
    result?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o600))?;
    let opened = connect(to, key)?.query_row("SELECT COUNT(*) FROM change", [], |r| r.get::<_, i64>(0));
    opened.map(|_| ()).map_err(|e| Refusal::File(format!("the new file did not open ({e}); the old one stays")))
}

fn dated(folder: &Path) -> Vec<(NaiveDate, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|e| {
            let name = e.file_name().into_string().ok()?;
            let date = name.strip_prefix("desk-")?.strip_suffix(".db")?.parse().ok()?;
            Some((date, e.path()))
        })
        .collect()
}

/// Which of these days' copies stay: the last 7, the last of each of the last 4 weeks that have one, and of each of the last 12 months.
fn kept(mut days: Vec<NaiveDate>) -> BTreeSet<NaiveDate> {
    days.sort_unstable();
    days.reverse();
    let mut keep: BTreeSet<NaiveDate> = days.iter().take(KEPT.0).copied().collect();
    let mut weeks = BTreeSet::new();
    let mut months = BTreeSet::new();
    for day in days {
        let week = (day.iso_week().year(), day.iso_week().week());
        if weeks.len() < KEPT.1 && weeks.insert(week) {
            keep.insert(day);
        }
        if months.len() < KEPT.2 && months.insert((day.year(), day.month())) {
            keep.insert(day);
        }
    }
    keep
}

fn rotate(folder: &Path) -> Result<(), Refusal> {
    let all = dated(folder);
    let keep = kept(all.iter().map(|d| d.0).collect());
    for (day, path) in all {
        if !keep.contains(&day) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_four_weeks_twelve_months_are_kept() {
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let days: Vec<NaiveDate> = first.iter_days().take(500).collect();
        let keep = kept(days.clone());
        let last = *days.last().unwrap();
        for back in 0..7 {
            assert!(keep.contains(&(last - chrono::Duration::days(back))), "{back} days back");
        }
        assert!(keep.len() <= 7 + 4 + 12 && keep.len() >= 18, "{} kept", keep.len());
        assert!(keep.iter().next().unwrap() < &(last - chrono::Duration::days(300)));
    }
}
