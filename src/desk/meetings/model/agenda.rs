//! The items of an agenda: their numbers, their times, and what of them a reader may see.

use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::store::new_id;
use crate::text::dates;
use crate::text::names::fold;

/// What an item is for.
pub const KINDS: &[&str] = &["information", "discussion", "decision"];

/// An item of an agenda; of a series a standing item, or one that waits for a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Identifier.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Who brings it.
    pub owner: String,
    /// How many minutes it is to take.
    pub length: i64,
    /// One of [`KINDS`].
    pub kind: String,
    /// Only for those who may see what is confidential.
    pub confidential: bool,
    /// On the agenda and not to be taken: it has no number.
    pub skip: bool,
    /// `apologies`, `minutes`, `actions`, `aob`, `next`, or empty: what stands in every meeting's agenda.
    pub role: String,
    /// `standing`, `carried`, `action`, `backlog`, or empty where it was written for this meeting.
    pub origin: String,
    /// The meeting that it comes from.
    pub from: String,
    /// The item that it was at first, however often it was carried on.
    pub root: String,
    /// Whether the meeting came to it.
    pub reached: bool,
    /// What the minutes say.
    pub text: String,
    /// What was decided.
    pub decisions: Vec<String>,
    /// So many seconds it has taken.
    pub spent: i64,
    /// The open actions that are gone through under it, as they were when the agenda went out.
    pub listed: Vec<String>,
}

/// An item with its number and the time at which it begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numbered<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its number, from 1; 0 for one that is left out.
    pub number: usize,
    /// When it begins by the plan.
    pub at: NaiveDateTime,
}

/// The words that stand in the place of what somebody may not see.
pub const fn confidential_line() -> &'static str {
    "Confidential item"
}

impl Item {
    /// An item with a title.
    pub fn new(title: &str) -> Self {
        let id = new_id();
        Self {
            root: id.clone(),
            id,
            title: title.into(),
            kind: "discussion".into(),
            role: Self::role_of(title).into(),
            ..Self::default()
        }
    }

    /// The part of an item in every meeting, told by its title.
    fn role_of(title: &str) -> &'static str {
        let title = fold(title);
        let has = |word: &str| title.contains(word);
        match () {
            () if has("apolog") => "apologies",
            () if has("next meeting") => "next",
            () if has("minutes of") || title == "minutes" => "minutes",
            () if has("matters arising") || has("action log") || title == "actions" => "actions",
            () if has("any other business") || title == "aob" => "aob",
            () => "",
        }
    }

    /// The same for another meeting: nothing of it was said yet.
    #[must_use]
    pub fn fresh(&self, origin: &str, from: &str) -> Self {
        let root = if self.root.is_empty() { self.id.clone() } else { self.root.clone() };
        Self {
            id: new_id(),
            root,
            origin: origin.into(),
            from: from.into(),
            skip: false,
            reached: false,
            text: String::new(),
            decisions: Vec::new(),
            spent: 0,
            listed: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether anything stands in the minutes of it.
    pub fn is_minuted(&self) -> bool {
        !self.text.trim().is_empty() || !self.decisions.is_empty()
    }

    /// As somebody may see it who may not see what is confidential: its place and nothing more.
    #[must_use]
    pub fn for_eyes(&self, confidential: bool) -> Self {
        if confidential || !self.confidential {
            return self.clone();
        }
        Self {
            id: self.id.clone(),
            title: confidential_line().into(),
            length: self.length,
            confidential: true,
            skip: self.skip,
            ..Self::default()
        }
    }

    /// `10 min`, `for decision`, who brings it.
    pub fn facts(&self) -> String {
        let length = if self.length > 0 { format!("{} min", self.length) } else { String::new() };
        let kind = if self.kind.is_empty() || !self.role.is_empty() { "" } else { &self.kind };
        let closed = if self.confidential { "confidential" } else { "" };
        let parts = [self.owner.as_str(), kind, length.as_str(), closed];
        parts.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(" · ")
    }

    /// Where it comes from: `carried from 3/2026`.
    pub fn comes_from(&self) -> String {
        match self.origin.as_str() {
            "carried" => format!("not reached at {}", self.from),
            "action" => format!("has an open action of {}", self.from),
            "backlog" => "waited for a meeting".into(),
            _ => String::new(),
        }
    }
}

/// The agenda with numbers and times. What is left out has no number and takes no time.
pub fn numbered(agenda: &[Item], start: NaiveDateTime) -> Vec<Numbered<'_>> {
    let (mut number, mut at) = (0, start);
    let one = |item| {
        let here = at;
        let item: &Item = item;
        if item.skip {
            return Numbered { item, number: 0, at: here };
        }
        number += 1;
        at += Duration::minutes(item.length.max(0));
        Numbered { item, number, at: here }
    };
    agenda.iter().map(one).collect()
}

impl Numbered<'_> {
    /// `4`, or nothing where it is left out.
    pub fn number_word(&self) -> String {
        if self.number == 0 { String::new() } else { self.number.to_string() }
    }

    /// `14:20`.
    pub fn time_word(&self) -> String {
        if self.number == 0 { String::new() } else { dates::time(self.at.time()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn start() -> NaiveDateTime {
        "2026-03-10T14:00:00".parse().unwrap()
    }

    #[test]
    fn a_title_says_what_an_item_is() {
        let role = |title| Item::new(title).role;
        assert_eq!(role("Apologies for absence"), "apologies");
        assert_eq!(role("Minutes of the last meeting"), "minutes");
        assert_eq!(role("Matters arising and action log"), "actions");
        assert_eq!(role("Any other business"), "aob");
        assert_eq!(role("Date of next meeting"), "next");
        assert_eq!(role("Waiting times"), "");
    }

    proptest! {
        #[test]
        fn numbers_run_without_gaps_and_times_add_up(plan in proptest::collection::vec((0i64..120, any::<bool>()), 0..40)) {
            let agenda: Vec<Item> =
                plan.iter().map(|(length, skip)| Item { length: *length, skip: *skip, ..Item::new("x") }).collect();
            let all = numbered(&agenda, start());
            prop_assert_eq!(all.len(), agenda.len());
            let taken: Vec<_> = all.iter().filter(|n| n.number > 0).collect();
            prop_assert_eq!(taken.iter().map(|n| n.number).collect::<Vec<_>>(), (1..=taken.len()).collect::<Vec<_>>());
            let mut at = start();
            for one in taken {
                prop_assert!(!one.item.skip);
                prop_assert_eq!(one.at, at);
                at += Duration::minutes(one.item.length);
            }
        }

        #[test]
        fn what_is_confidential_leaves_nothing_but_its_place(secret in "[a-z]{8,20}", confidential in any::<bool>(), length in 0i64..90) {
            let item = Item {
                owner: format!("owner {secret}"),
                text: secret.clone(),
                decisions: vec![secret.clone()],
                listed: vec![secret.clone()],
                from: secret.clone(),
                confidential,
                length,
                ..Item::new(&format!("About {secret}"))
            };
            let seen = serde_json::to_string(&item.for_eyes(false)).unwrap();
            prop_assert_eq!(seen.contains(&secret), !confidential);
            prop_assert_eq!(item.for_eyes(true), item);
        }
    }
}
