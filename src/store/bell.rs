//! What rang, outside the journal: a bell that rang is nothing to take back, and one window of all rings it.

use chrono::{Duration, NaiveDateTime};
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use serde::Deserialize;

use super::{Refusal, Store, open::BUSY};
use crate::clock::stamp;

/// A reminder that rang, or should have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Rung {
    /// What is due and when; the same in every window.
    pub id: String,
    /// What kind of thing it reminds of.
    pub kind: String,
    /// Its record.
    pub rec: String,
    /// When it is due, ISO time.
    pub due_at: String,
    /// `rang`, `missed`, `snoozed` or `seen`.
    pub state: String,
    /// Until when it was put off, ISO time.
    pub until: Option<String>,
}

/// What was seen is forgotten after so many days.
const KEPT_DAYS: i64 = 60;

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It rings in this window.
    Mine,
    /// Another window was first.
    Theirs,
    /// Another window is writing just now: to be tried again.
    Busy,
}

impl Store {
    /// Writes at once or not at all: the tick of the clock waits for nobody. None: another window is writing.
    fn at_once<T>(&self, write: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<Option<T>, Refusal> {
        self.conn.busy_timeout(std::time::Duration::ZERO)?;
        let written = write(&self.conn);
        self.conn.busy_timeout(BUSY)?;
        match written {
            Ok(done) => Ok(Some(done)),
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// Writes down that it rings here, or was missed.
    pub fn claim_bell(&mut self, bell: &Rung, now: NaiveDateTime) -> Result<Claim, Refusal> {
        let sql = "INSERT INTO reminder (id, kind, rec, due_at, state, until, seat, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
        let values =
            params![bell.id, bell.kind, bell.rec, bell.due_at, bell.state, bell.until, self.seat.id(), stamp(now)];
        Ok(match self.at_once(|conn| conn.prepare_cached(sql)?.execute(values))? {
            None => Claim::Busy,
            Some(1) => Claim::Mine,
            Some(_) => Claim::Theirs,
        })
    }

    /// Rings one again that was put off until now. False: another window was first, or it was put off further.
    pub fn ring_again(&mut self, id: &str, now: NaiveDateTime) -> Result<bool, Refusal> {
        let sql = "UPDATE reminder SET state = 'rang', seat = $1, at = $2, until = NULL \
                   WHERE id = $3 AND state = 'snoozed' AND until <= $2";
        let written =
            self.at_once(|conn| conn.prepare_cached(sql)?.execute(params![self.seat.id(), stamp(now), id]))?;
        Ok(written == Some(1))
    }

    /// Sets what became of one: `seen`, `snoozed` until a time, `rang` where it is to stand there again.
    pub fn settle_bell(
        &mut self,
        id: &str,
        state: &str,
        until: Option<NaiveDateTime>,
        now: NaiveDateTime,
    ) -> Result<(), Refusal> {
        let sql = "UPDATE reminder SET state = $1, until = $2, at = $3 WHERE id = $4";
        self.conn.prepare_cached(sql)?.execute(params![state, until.map(stamp), stamp(now), id])?;
        Ok(())
    }

    /// Since when nobody of this name was there, and notes that somebody is now. None: nobody ever was.
    pub fn watch(&mut self, who: &str, now: NaiveDateTime) -> Result<Option<String>, Refusal> {
        let since = self
            .conn
            .prepare_cached("SELECT at FROM watch WHERE id = $1")?
            .query_row([who], |r| r.get::<_, String>(0))
            .optional()?;
        if since.as_deref().is_none_or(|since| since < stamp(now).as_str()) {
            let sql = "INSERT INTO watch (id, at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET at = excluded.at";
            self.at_once(|conn| conn.prepare_cached(sql)?.execute(params![who, stamp(now)]))?;
        }
        Ok(since)
    }

    /// Forgets what was seen long ago.
    pub fn forget_bells(&mut self, now: NaiveDateTime) -> Result<(), Refusal> {
        let old = stamp(now - Duration::days(KEPT_DAYS));
        self.conn.prepare_cached("DELETE FROM reminder WHERE due_at < $1")?.execute([old])?;
        Ok(())
    }
}
