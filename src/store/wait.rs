//! How long a write waits: for another that is under way, and for the disk.
//!
//! A change of the practice is on the disk when it is done. What is only noted along the way (drafts, that a record was
//! opened, that a bell rang) is in the hands of the system at once, where no kill can lose it, and on the disk with the
//! next change or tick: no key waits for the disk.

use std::time::Duration;

use super::{Refusal, Store};

/// So long a change waits for another window, a command or an import that is writing.
const PATIENT: Duration = Duration::from_secs(2);
/// So long where the wait was in vain just before, and for what is only noted along the way.
const SHORT: Duration = Duration::from_millis(100);

/// Whether and how a connection has been waiting.
#[derive(Debug, Default)]
pub(super) struct Wait {
    /// The last write found the file taken for longer than it waited.
    shut_out: bool,
    /// Something was noted that may not be on the disk yet.
    noted: bool,
    /// So many writes since the log was last brought home.
    written: u32,
}

/// After so many writes the log is brought home when the desk rests.
const LOGGED: u32 = 16;

#[cfg(test)]
impl Wait {
    pub fn is_noted(&self) -> bool {
        self.noted
    }
}

impl Store {
    /// A change: it waits for its turn, and is on the disk when it is done.
    pub(super) fn firmly<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let done = self.within(PATIENT, SHORT, work);
        if done.is_ok() {
            self.wait.noted = false;
        }
        done
    }

    /// What is noted along the way.
    pub(super) fn lightly<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.conn.execute_batch("PRAGMA synchronous = NORMAL")?;
        let done = self.within(SHORT, Duration::ZERO, work);
        self.conn.execute_batch("PRAGMA synchronous = FULL")?;
        self.wait.noted |= done.is_ok();
        done
    }

    fn within<T>(
        &mut self,
        most: Duration,
        again: Duration,
        work: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.conn.busy_timeout(if self.wait.shut_out { again } else { most })?;
        let done = work(self);
        match &done {
            Ok(_) => {
                self.wait.shut_out = false;
                self.wait.written += 1;
            }
            Err(e) => self.wait.shut_out |= e.is_busy(),
        }
        done
    }

    /// Brings home what stands in the log, as far as nobody else is in the way. Called when the desk rests: a key that saves
    /// does not have to.
    pub fn tidy(&mut self) -> Result<(), Refusal> {
        if self.wait.written < LOGGED {
            return Ok(());
        }
        self.wait.written = 0;
        self.conn.busy_timeout(Duration::ZERO)?;
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }

    /// What was noted since the last change goes to the disk. Called when nobody is waiting for a key.
    pub fn settle(&mut self) -> Result<(), Refusal> {
        if !self.wait.noted {
            return Ok(());
        }
        // Any commit takes all before it along, if it writes something: what is the same again is not written.
        self.conn.busy_timeout(Duration::ZERO)?;
        self.conn.execute("INSERT INTO watch (id, at) VALUES ('', '0') ON CONFLICT (id) DO UPDATE SET at = CASE at WHEN '0' THEN '1' ELSE '0' END", [])?;
        self.wait.noted = false;
        Ok(())
    }
}
