//! What is expected of a trip: how long for each step, and how long to change.

use serde::{Deserialize, Serialize};

/// The days and minutes of travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Travel {
    /// Days from asking until a trip should be approved.
    pub approve_days: i64,
    /// Days before its start by which a trip should be booked.
    pub book_days: i64,
    /// Days after its end by which its costs must be claimed.
    pub claim_days: i64,
    /// Minutes to change from one leg to the next, and from a leg to what is in the diary elsewhere.
    pub change_minutes: i64,
    /// Minutes before a flight at which one is at the airport.
    pub airport_minutes: i64,
}

impl Default for Travel {
    fn default() -> Self {
        Self { approve_days: 5, book_days: 14, claim_days: 92, change_minutes: 30, airport_minutes: 120 }
    }
}
