//! What is not sure yet, and why: an invitation to be answered, a proposal that waits for others, time that is held.

use chrono::NaiveDateTime;

use super::model::Entry;
use super::rules_occurrence::Occurrence;
use crate::text::dates;

/// Why an entry is not sure; what is to be done here first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody invited to it, and waits for the answer.
    Invited,
    /// It is proposed here, and waits for the others' replies.
    Proposed,
    /// It was accepted tentatively.
    Tentative,
    /// The time is only held.
    Held,
}

impl Why {
    /// Why this entry is not sure. `answer` is what the owner of its calendar has answered so far; `own` says that the
    /// owner organises it.
    pub fn of(entry: &Entry, answer: Option<&str>, own: bool) -> Self {
        match (entry.state.as_str(), answer) {
            ("hold", _) => Self::Held,
            _ if entry.organizer.is_empty() || own => Self::Proposed,
            (_, Some("TENTATIVE")) => Self::Tentative,
            _ => Self::Invited,
        }
    }

    /// The heading of those.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Invited => "Invitations to answer",
            Self::Proposed => "Proposed: the others have not all replied",
            Self::Tentative => "Accepted tentatively",
            Self::Held => "Time that is held",
        }
    }

    /// A word for the title of the list.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invited => "to answer",
            Self::Proposed => "proposed",
            Self::Tentative => "tentative",
            Self::Held => "held",
        }
    }
}

/// An entry that is not sure.
#[derive(Debug, Clone, PartialEq)]
pub struct Unanswered {
    /// The entry; of a series the next of it.
    pub one: Occurrence,
    /// Why.
    pub why: Why,
    /// Since when.
    pub since: NaiveDateTime,
}

impl Unanswered {
    /// `since 02-Mar-2026, 1 day`.
    pub fn waited(&self, now: NaiveDateTime) -> String {
        let days = (now.date() - self.since.date()).num_days();
        let long = match days {
            ..=0 => "today".into(),
            1 => "1 day".into(),
            n => format!("{n} days"),
        };
        format!("since {}, {long}", dates::screen(self.since.date()))
    }
}

/// What is to be done here first, then by the time at which they begin.
pub fn in_order(all: &mut [Unanswered]) {
    all.sort_by(|a, b| (a.why, a.one.start, &a.one.entry.id).cmp(&(b.why, b.one.start, &b.one.entry.id)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_for_whom() {
        let entry = |state: &str, organizer: &str| Entry {
            state: state.into(),
            organizer: organizer.into(),
            ..Entry::default()
        };
        let board = "Board <board@example.org>";
        for (entry, answer, own, why) in [
            (entry("hold", board), None, false, Why::Held),
            (entry("proposed", ""), None, false, Why::Proposed),
            (entry("proposed", board), None, true, Why::Proposed),
            (entry("proposed", board), None, false, Why::Invited),
            (entry("proposed", board), Some("NEEDS-ACTION"), false, Why::Invited),
            (entry("proposed", board), Some("TENTATIVE"), false, Why::Tentative),
        ] {
            assert_eq!(Why::of(&entry, answer, own), why, "{entry:?} {answer:?} {own}");
        }
    }
}
