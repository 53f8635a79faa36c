//! When a repeating entry happens: recurrence in the wall-clock time of the entry's own zone.
//!
//! A clinic at 09:00 stays at 09:00 over a change of the clocks, so everything here counts in wall-clock time
//! and only `zone` knows of offsets. Rules are kept as their RFC 5545 text. The engine goes by arithmetic to
//! the window that is asked for, however long ago the series began; only rules finer than a day are walked
//! from their start (by the `rrule` crate), and those are refused unless they are small.

mod fine;
mod period;
mod prepared;
mod rule;
mod series;
mod split;
mod typed;
mod words;
mod zone;

pub use prepared::Prepared;
pub use rule::{Freq, Rule, Until};
pub use series::{Series, align, check, last_start, next_after, starts_between};
pub use split::split_rule_at;
pub use typed::parse_words;
pub use words::describe;
pub use zone::{DESK_ZONE, Zone, between, is_guessed, that_is, to_desk, zone_named};

/// Why a rule cannot be followed, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecurError {
    /// The rule's text is not one that can be read; the sentence says which part.
    BadRule(String),
    /// The rule repeats several times a day without a near end.
    TooOften,
    /// More dates than anyone could look at.
    TooMany,
    /// The series cannot be split where it was asked to be.
    BadSplit(String),
}

impl std::fmt::Display for RecurError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BadRule(why) | Self::BadSplit(why) => f.write_str(why),
            Self::TooOften => f.write_str(
                "The repeat rule comes round several times a day without a near end; enter the single times instead.",
            ),
            Self::TooMany => f.write_str(
                "The repeat rule gives too many dates for one look; ask for a shorter time or change the rule.",
            ),
        }
    }
}

impl std::error::Error for RecurError {}

#[cfg(test)]
mod tests;
