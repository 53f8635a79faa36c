//! What the pages of a day ask: what was done, results, machines, stationery.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::desk::office::Equipment;
use crate::desk::tasks::Task;
use crate::store::{Db, Refusal};

/// How much of a kind somebody has done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Done {
    /// Who.
    pub who: String,
    /// How many.
    pub n: i64,
}

fn done(db: Db<'_>, sql: &str, (from, until): (NaiveDate, NaiveDate)) -> Result<Vec<Done>, Refusal> {
    db.rows(sql, &[&from.to_string(), &until.to_string()])
}

/// Letters sent, queries closed and tasks done on the days from the first until before the last, by owner.
pub fn done_on(db: Db<'_>, days: (NaiveDate, NaiveDate)) -> Result<[Vec<Done>; 3], Refusal> {
    Ok([
        done(
            db,
            "SELECT owner AS who, COUNT(*) AS n FROM letter WHERE sent_at >= $1 AND sent_at < $2 AND state = 'sent' \
             AND binned_at IS NULL GROUP BY owner ORDER BY owner",
            days,
        )?,
        done(
            db,
            "SELECT owner AS who, COUNT(*) AS n FROM query WHERE closed_at >= $1 AND closed_at < $2 AND state = 'done' \
             AND binned_at IS NULL GROUP BY owner ORDER BY owner",
            days,
        )?,
        done(
            db,
            "SELECT owner AS who, COUNT(*) AS n FROM task WHERE done_at >= $1 AND done_at < $2 AND state = 'done' \
             AND binned_at IS NULL GROUP BY owner ORDER BY owner",
            days,
        )?,
    ])
}

/// Results that came back and were not seen, or were expected by this day.
pub fn results(db: Db<'_>, by: NaiveDate) -> Result<Vec<Task>, Refusal> {
    db.rows(
        "SELECT * FROM task WHERE state IN ('open', 'waiting') AND binned_at IS NULL AND kind = 'result' \
         AND ((back_at IS NOT NULL AND seen_at IS NULL) OR (back_at IS NULL AND expected_by <= $1)) \
         ORDER BY back_at IS NULL, expected_by, id LIMIT 200",
        &[&by.to_string()],
    )
}

/// The machines that somebody has, waits for, or that are faulty: those in which the name stands; of nobody: all of them
/// that are out, waited for or broken.
pub fn machines(db: Db<'_>, who: &str) -> Result<Vec<Equipment>, Refusal> {
    let sql = "SELECT * FROM equipment WHERE binned_at IS NULL AND state <> 'retired' AND (state IN ('on_loan', 'faulty', 'repair') \
               OR wishes <> '[]') ";
    let order = "ORDER BY kind, name, tag, id LIMIT 500";
    if who.is_empty() {
        return db.rows(&format!("{sql}{order}"), &[]);
    }
    // Cheaper than to read what is in the lists of all of them; who it is about is looked at again.
    let quoted = serde_json::Value::from(who).to_string();
    db.rows(&format!("{sql} AND (instr(loans, $1) > 0 OR instr(wishes, $1) > 0) {order}"), &[&quoted])
}
