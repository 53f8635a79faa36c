//! What rang, outside the journal: a bell that rang is nothing to take back, and one window of all rings it.

use chrono::{Duration, NaiveDateTime};
use rusqlite::{OptionalExtension, params};
use serde::Deserialize;

use super::{Refusal, Store};
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

impl Store {
    /// Writes down that it rings here, or was missed. False: another window was first.
    pub fn claim_bell(&mut self, bell: &Rung, now: NaiveDateTime) -> Result<bool, Refusal> {
        let sql = "INSERT INTO reminder (id, kind, rec, due_at, state, until, seat, at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
        let values =
            params![bell.id, bell.kind, bell.rec, bell.due_at, bell.state, bell.until, self.seat.id(), stamp(now)];
        Ok(self.conn.prepare_cached(sql)?.execute(values)? == 1)
    }

    /// Rings one again that was put off until now. False: another window was first, or it was put off further.
    pub fn ring_again(&mut self, id: &str, now: NaiveDateTime) -> Result<bool, Refusal> {
        let sql = "UPDATE reminder SET state = 'rang', seat = $1, at = $2, until = NULL \
                   WHERE id = $3 AND state = 'snoozed' AND until <= $2";
        Ok(self.conn.prepare_cached(sql)?.execute(params![self.seat.id(), stamp(now), id])? == 1)
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
            self.conn.prepare_cached(sql)?.execute(params![who, stamp(now)])?;
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
