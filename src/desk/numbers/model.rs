//! How long letters take, and how much is waiting: pure arithmetic.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;

/// A letter that was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Sent {
    /// Whose letter it was.
    pub author: String,
    /// Who worked on it.
    pub owner: String,
    /// When its clock began: the visit, or the day it was made; ISO date.
    pub started: String,
    /// When it was sent, ISO date.
    pub sent: String,
}

/// A letter that is not sent yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Waiting {
    /// Whose letter it is.
    pub author: String,
    /// Whose it is to work on; empty: a dictation in the pool.
    pub owner: String,
    /// When its clock began, ISO date.
    pub started: String,
    /// Milliseconds of recording that are still to be typed.
    pub audio_ms: i64,
}

/// What the letters are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The week they were sent in.
    Week,
    /// Whose letters they are.
    Consultant,
    /// Who worked on them.
    Secretary,
}

impl By {
    /// All, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Week, Self::Consultant, Self::Secretary];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Consultant => "consultant",
            Self::Secretary => "secretary",
        }
    }
}

/// How long the letters of a group took, in days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Turnaround {
    /// The Monday of the week, or a name.
    pub key: String,
    /// How many were sent.
    pub sent: usize,
    /// Half of them took no longer.
    pub median: Option<f64>,
    /// Nine of ten took no longer.
    pub ninety: Option<i64>,
    /// How many took longer than the limit.
    pub over: usize,
}

/// What of somebody's is waiting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backlog {
    /// A name; empty: nobody's, the pool.
    pub key: String,
    /// Letters that are not sent.
    pub unsent: usize,
    /// Days since the clock of the oldest began.
    pub oldest: i64,
    /// How many wait for longer than the limit.
    pub over: usize,
    /// Milliseconds of recording that are still to be typed.
    pub audio_ms: i64,
}

fn day(iso: &str) -> Option<NaiveDate> {
    iso.get(..10)?.parse().ok()
}

/// The Monday of a day's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// The middle of sorted numbers; between the two middle ones where their count is even.
fn median(sorted: &[i64]) -> Option<f64> {
    let half = sorted.len() / 2;
    match sorted {
        [] => None,
        all if all.len() % 2 == 1 => Some(all[half] as f64),
        all => Some((all[half - 1] + all[half]) as f64 / 2.0),
    }
}

/// The smallest of sorted numbers that nine of ten do not exceed.
fn ninety(sorted: &[i64]) -> Option<i64> {
    sorted.get((sorted.len() * 9).div_ceil(10).checked_sub(1)?).copied()
}

fn figures(key: String, mut days: Vec<i64>, limit: i64) -> Turnaround {
    days.sort_unstable();
    let over = days.iter().filter(|d| **d > limit).count();
    Turnaround { key, sent: days.len(), median: median(&days), ninety: ninety(&days), over }
}

/// How long letters took, by weeks (each of them from `from` to `until`, also those without a letter) or by names.
pub fn turnaround(sent: &[Sent], by: By, (from, until): (NaiveDate, NaiveDate), limit: i64) -> Vec<Turnaround> {
    let mut groups: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    if by == By::Week {
        let weeks = monday(from).iter_weeks().take_while(|w| *w <= until);
        groups.extend(weeks.map(|w| (w.to_string(), Vec::new())));
    }
    for letter in sent {
        let (Some(start), Some(end)) = (day(&letter.started), day(&letter.sent)) else { continue };
        let key = match by {
            By::Week => monday(end).to_string(),
            By::Consultant => letter.author.clone(),
            By::Secretary => letter.owner.clone(),
        };
        groups.entry(key).or_default().push((end - start).num_days().max(0));
    }
    groups.into_iter().map(|(key, days)| figures(key, days, limit)).collect()
}

/// All of it in one.
pub fn total(sent: &[Sent], limit: i64) -> Turnaround {
    let days = sent.iter().filter_map(|l| Some((day(&l.sent)? - day(&l.started)?).num_days().max(0)));
    figures("all".into(), days.collect(), limit)
}

/// What is waiting, by consultant or secretary, most first.
pub fn backlog(waiting: &[Waiting], by: By, today: NaiveDate, limit: i64) -> Vec<Backlog> {
    let mut groups: BTreeMap<&str, Backlog> = BTreeMap::new();
    for letter in waiting {
        let key = if by == By::Consultant { letter.author.as_str() } else { letter.owner.as_str() };
        let age = day(&letter.started).map_or(0, |d| (today - d).num_days().max(0));
        let group = groups.entry(key).or_default();
        group.unsent += 1;
        group.oldest = group.oldest.max(age);
        group.over += usize::from(age > limit);
        group.audio_ms += letter.audio_ms;
    }
    let named = groups.into_iter().map(|(key, group)| Backlog { key: key.to_owned(), ..group });
    let mut all: Vec<Backlog> = named.collect();
    all.sort_by(|a, b| b.unsent.cmp(&a.unsent).then_with(|| a.key.cmp(&b.key)));
    all
}

impl Turnaround {
    /// The share over the limit, in whole parts of a hundred.
    pub fn share_over(&self) -> Option<usize> {
        (self.sent > 0).then(|| (self.over * 100 + self.sent / 2) / self.sent)
    }

    /// The median as it is written: `4`, `4.5`.
    pub fn median_text(&self) -> String {
        self.median.map_or_else(String::new, |m| if m.fract() == 0.0 { format!("{m:.0}") } else { format!("{m:.1}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(iso: &str) -> NaiveDate {
        iso.parse().unwrap()
    }

    fn sent(started: &str, sent: &str, author: &str) -> Sent {
        Sent { author: author.into(), owner: "Sam".into(), started: started.into(), sent: format!("{sent}T10:00:00") }
    }

    #[test]
    fn median_and_ninety_are_those_of_the_books() {
        let of = |days: &[i64]| figures(String::new(), days.to_vec(), 7);
        assert_eq!((of(&[3]).median, of(&[3]).ninety), (Some(3.0), Some(3)));
        assert_eq!((of(&[9, 1]).median, of(&[9, 1]).ninety), (Some(5.0), Some(9)));
        let ten: Vec<i64> = (1..=10).collect();
        let ten = of(&ten);
        assert_eq!((ten.median, ten.ninety, ten.over, ten.share_over()), (Some(5.5), Some(9), 3, Some(30)));
        assert_eq!((of(&[]).median, of(&[]).ninety, of(&[]).share_over()), (None, None, None));
        assert_eq!((ten.median_text().as_str(), of(&[4]).median_text().as_str()), ("5.5", "4"));
    }

    #[test]
    fn every_week_stands_there_also_without_a_letter() {
        let all =
            [sent("2026-02-25", "2026-03-03", "A"), sent("2026-02-01", "2026-02-17", "B"), sent("", "2026-03-03", "A")];
        let weeks = turnaround(&all, By::Week, (on("2026-02-18"), on("2026-03-03")), 7);
        let told: Vec<(&str, usize, usize)> = weeks.iter().map(|w| (w.key.as_str(), w.sent, w.over)).collect();
        assert_eq!(told, [("2026-02-16", 1, 1), ("2026-02-23", 0, 0), ("2026-03-02", 1, 0)]);
        let names = turnaround(&all, By::Consultant, (on("2026-02-18"), on("2026-03-03")), 7);
        assert_eq!(names.iter().map(|n| n.key.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    }

    #[test]
    fn what_waits_is_counted_with_its_minutes() {
        let one = |owner: &str, started: &str, audio_ms| Waiting {
            author: "A".into(),
            owner: owner.into(),
            started: started.into(),
            audio_ms,
        };
        let all = [one("", "2026-03-01", 60_000), one("Sam", "2026-02-01", 0), one("", "2026-03-02", 30_000)];
        let pool = backlog(&all, By::Secretary, on("2026-03-03"), 7);
        assert_eq!(pool[0], Backlog { key: String::new(), unsent: 2, oldest: 2, over: 0, audio_ms: 90_000 });
        assert_eq!((pool[1].oldest, pool[1].over), (30, 1));
        assert_eq!(backlog(&all, By::Consultant, on("2026-03-03"), 7).len(), 1);
    }

    #[test]
    fn a_letter_from_the_future_takes_no_time_and_breaks_nothing() {
        assert_eq!(total(&[sent("2026-03-09", "2026-03-03", "A")], 7).median, Some(0.0));
        assert_eq!(total(&[sent("soon", "2026-03-03", "A")], 7).sent, 0);
    }
}
