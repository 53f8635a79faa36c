//! Text that is being typed: kept outside the journal, so that a kill loses nothing.

use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};

use super::{Refusal, Store};

/// Something that was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is a draft of, such as `letter/0192…` or `call/0192…`.
    pub id: String,
    /// The window it was typed in.
    pub seat: String,
    /// What was typed, as the owner of the draft wrote it (JSON).
    pub body: String,
    /// When, as `2026-03-03T09:41:00`.
    pub at: String,
}

impl Store {
    /// Keeps what is being typed: no kill loses it from here on, and it is on the disk with the next tick.
    pub fn keep_draft(&mut self, id: &str, body: &str, now: NaiveDateTime) -> Result<(), Refusal> {
        let sql = "INSERT INTO draft (id, seat, body, at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (id) DO UPDATE SET seat = excluded.seat, body = excluded.body, at = excluded.at";
        self.lightly(|store| {
            let values = params![id, store.seat.id(), body, crate::clock::stamp(now)];
            store.conn.prepare_cached(sql)?.execute(values)?;
            Ok(())
        })
    }

    /// The draft of this, if there is one.
    pub fn draft(&self, id: &str) -> Result<Option<Draft>, Refusal> {
        let sql = "SELECT id, seat, body, at FROM draft WHERE id = $1";
        Ok(self.conn.prepare_cached(sql)?.query_row([id], draft_of).optional()?)
    }

    /// All drafts whose id begins with this, oldest first.
    pub fn drafts(&self, prefix: &str) -> Result<Vec<Draft>, Refusal> {
        let sql = "SELECT id, seat, body, at FROM draft WHERE substr(id, 1, length($1)) = $1 ORDER BY at, id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([prefix], draft_of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The drafts of windows that are gone: what a kill or a power cut left behind.
    pub fn orphans(&self, prefix: &str) -> Result<Vec<Draft>, Refusal> {
        Ok(self
            .drafts(prefix)?
            .into_iter()
            .filter(|d| d.seat != self.seat.id() && !self.seat.is_taken(&d.seat))
            .collect())
    }

    /// Drops a draft that is not wanted any more.
    pub fn drop_draft(&mut self, id: &str) -> Result<(), Refusal> {
        self.lightly(|store| {
            store.conn.prepare_cached("DELETE FROM draft WHERE id = $1")?.execute([id])?;
            Ok(())
        })
    }
}

fn draft_of(r: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft { id: r.get(0)?, seat: r.get(1)?, body: r.get(2)?, at: r.get(3)? })
}
