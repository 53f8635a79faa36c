//! What waits with somebody: counted, and item by item.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;

/// What kind of work an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ItemKind {
    Query,
    Letter,
    Task,
}

impl ItemKind {
    /// All, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Query, Self::Letter, Self::Task];

    /// The table of its records.
    pub fn table(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Letter => "letter",
            Self::Task => "task",
        }
    }

    /// The kind whose table this is.
    pub fn of_table(table: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.table() == table)
    }

    /// `letters`.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Query => "queries",
            Self::Letter => "letters",
            Self::Task => "tasks",
        }
    }
}

/// So many of each kind in words: `10 letters and 2 queries`.
pub fn counted(kinds: impl Iterator<Item = ItemKind>) -> String {
    let mut counts = [0usize; 3];
    for kind in kinds {
        counts[kind as usize] += 1;
    }
    let said = |kind: ItemKind| match counts[kind as usize] {
        0 => None,
        1 => Some(format!("1 {}", kind.table())),
        n => Some(format!("{n} {}", kind.plural())),
    };
    let all: Vec<String> = [ItemKind::Letter, ItemKind::Query, ItemKind::Task].into_iter().filter_map(said).collect();
    match all.split_last() {
        None => "nothing".into(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// So many items of a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pile {
    /// How many.
    pub items: i64,
    /// When the oldest began to wait, ISO.
    pub oldest: Option<String>,
    /// How many are over their limit.
    pub over: i64,
}

/// What waits with somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backlog {
    /// A member or a consultant; empty: nobody, the pool.
    pub who: String,
    /// Letters that are not sent.
    pub letters: Pile,
    /// Queries that are not done.
    pub queries: Pile,
    /// Tasks that are not done.
    pub tasks: Pile,
    /// Dictations that are to be typed, of the letters.
    pub dictations: i64,
    /// Their length in milliseconds.
    pub audio_ms: i64,
}

impl Backlog {
    /// How many items in all.
    pub fn items(&self) -> i64 {
        self.letters.items + self.queries.items + self.tasks.items
    }

    /// How many are over their limit.
    pub fn over(&self) -> i64 {
        self.letters.over + self.queries.over + self.tasks.over
    }

    /// For how many days the oldest has waited.
    pub fn oldest_days(&self, today: NaiveDate) -> i64 {
        let piles = [&self.letters, &self.queries, &self.tasks];
        let first = piles.iter().filter_map(|p| p.oldest.as_deref()).filter_map(day).min();
        first.map_or(0, |d| (today - d).num_days().max(0))
    }

    /// The order of the list: most over their limit first, then the oldest, then the most.
    pub fn order(&self, today: NaiveDate) -> impl Ord + use<> {
        use std::cmp::Reverse;
        (Reverse(self.over()), Reverse(self.oldest_days(today)), Reverse(self.items()), self.who.clone())
    }
}

fn day(iso: &str) -> Option<NaiveDate> {
    iso.get(..10)?.parse().ok()
}

/// One item that waits with somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its identifier.
    pub id: String,
    /// `SURNAME, Forename (Title)`, a caller; empty where it is about nobody.
    pub name: String,
    /// What it is about.
    pub what: String,
    /// Whose it is.
    pub owner: String,
    /// Whose patient it is about; empty: not known.
    pub consultant: String,
    /// Since when it has waited, ISO.
    pub since: String,
    /// By when it is promised or due, ISO.
    pub due: Option<String>,
    /// On whom it waits.
    pub waits_on: String,
    /// How far it is, in a word.
    pub state: String,
    /// Over its limit.
    pub late: bool,
    /// Milliseconds of recording that are still to be typed.
    pub audio_ms: i64,
    /// For whom its owner has it while they are away.
    pub for_name: String,
}

impl Item {
    /// For how many days it has waited.
    pub fn days(&self, today: NaiveDate) -> i64 {
        day(&self.since).map_or(0, |d| (today - d).num_days().max(0))
    }

    /// The order of a list: late ones first, then by what is due first, then the oldest.
    pub fn order(&self) -> (bool, bool, String, String, String) {
        let due = self.due.clone().unwrap_or_default();
        (!self.late, self.due.is_none(), due, self.since.clone(), self.id.clone())
    }

    /// The moment that it is due, where it is.
    pub fn due_at(&self) -> Option<NaiveDateTime> {
        let due = self.due.as_deref()?;
        due.parse().ok().or_else(|| due.parse::<NaiveDate>().ok()?.and_hms_opt(23, 59, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_is_said_in_words() {
        use ItemKind::{Letter, Query, Task};
        let said = |kinds: &[ItemKind]| counted(kinds.iter().copied());
        assert_eq!(said(&[]), "nothing");
        assert_eq!(said(&[Letter]), "1 letter");
        assert_eq!(said(&[Query, Letter, Letter]), "2 letters and 1 query");
        assert_eq!(said(&[Task, Query, Query, Letter]), "1 letter, 2 queries and 1 task");
    }

    #[test]
    fn the_worst_stands_first() {
        let today = "2026-03-10".parse().unwrap();
        let one = |who: &str, items, oldest: &str, over| Backlog {
            who: who.into(),
            letters: Pile { items, oldest: Some(oldest.into()), over },
            ..Backlog::default()
        };
        let mut all =
            [one("Many", 90, "2026-03-09", 0), one("Old", 1, "2026-03-01", 0), one("Over", 2, "2026-03-09", 1)];
        all.sort_by_key(|b| b.order(today));
        assert_eq!(all.iter().map(|b| b.who.as_str()).collect::<Vec<_>>(), ["Over", "Old", "Many"]);
        assert_eq!(all[1].oldest_days(today), 9);
    }
}
