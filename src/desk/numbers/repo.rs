//! The questions of the numbers.

use chrono::NaiveDate;

use super::model::{Sent, Waiting};
use crate::store::{Db, Refusal};

/// When the clock of a letter began: the visit, or, of one that corrects another, the day it was made.
const STARTED: &str = "CASE WHEN l.replaces_id IS NULL THEN coalesce(l.attended_on, substr(l.created_at, 1, 10)) \
     ELSE substr(l.created_at, 1, 10) END AS started";

/// The letters that were sent since a day.
pub fn sent(db: Db<'_>, since: NaiveDate) -> Result<Vec<Sent>, Refusal> {
    let sql = format!(
        "SELECT l.author, l.owner, {STARTED}, substr(l.sent_at, 1, 10) AS sent FROM letter l \
         WHERE l.sent_at >= $1 AND l.state = 'sent' AND l.binned_at IS NULL"
    );
    db.rows(&sql, &[&since.to_string()])
}

/// The letters that are not sent, with the recording that is still to be typed.
pub fn waiting(db: Db<'_>) -> Result<Vec<Waiting>, Refusal> {
    let sql = format!(
        "SELECT l.author, l.owner, {STARTED}, CASE WHEN l.state IN ('dictated', 'drafting') THEN \
           (SELECT coalesce(SUM(d.length_ms), 0) FROM dictation d WHERE d.letter_id = l.id AND d.binned_at IS NULL) \
         ELSE 0 END AS audio_ms FROM letter l WHERE l.state NOT IN ('sent', 'cancelled') AND l.binned_at IS NULL"
    );
    db.rows(&sql, &[])
}
