//! What is to ring and when: pure rules.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::clock::stamp;
use crate::text::dates;

/// Later than this after its time a reminder counts as missed.
const LATE: i64 = 2;

/// Something that is to ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// What is due and when; the same in every window, another once the time is moved.
    pub id: String,
    /// What kind of thing.
    pub kind: Kind,
    /// Its record; of a series the occurrence, `id@start`.
    pub rec: String,
    /// When it is due.
    pub at: NaiveDateTime,
    /// When it rings.
    pub rings_at: NaiveDateTime,
    /// What is shown on the desk.
    pub title: String,
    /// Beside it: the place, whose it is.
    pub detail: String,
}

/// What kind of thing rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An entry of the diary.
    Entry,
    /// An answer that was promised.
    Promise,
    /// Somebody is to be chased about a query.
    Chase,
    /// A task that is due at a time.
    Task,
    /// Somebody is to be chased about a task.
    TaskChase,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Entry, Self::Promise, Self::Chase, Self::Task, Self::TaskChase];

    /// Its word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Promise => "promise",
            Self::Chase => "chase",
            Self::Task => "task",
            Self::TaskChase => "task_chase",
        }
    }

    /// The kind of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    /// The table that its record stands in.
    pub fn table(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Promise | Self::Chase => "query",
            Self::Task | Self::TaskChase => "task",
        }
    }

    /// What it is, without a name: the desktop's notification may be read by anybody.
    fn plain(self) -> &'static str {
        match self {
            Self::Entry => "In the diary",
            Self::Promise => "An answer is promised",
            Self::Chase | Self::TaskChase => "Somebody is to be chased",
            Self::Task => "A task is due",
        }
    }
}

/// What is to be done about a reminder now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Its time is still to come.
    Waits,
    /// It rings.
    Rings,
    /// Nobody was there when it should have rung.
    Missed,
    /// It was over before anybody wanted to hear of it.
    Over,
}

impl Reminder {
    /// A reminder of something due at `at`, `before` minutes earlier; of what was only made within these minutes, when it
    /// is due.
    pub fn new(kind: Kind, rec: &str, at: NaiveDateTime, before: i64, made: NaiveDateTime) -> Self {
        let early = at - Duration::minutes(before.max(0));
        Self {
            id: format!("{}/{rec}/{}", kind.word(), stamp(at)),
            kind,
            rec: rec.to_owned(),
            at,
            rings_at: if early > made { early } else { at },
            title: String::new(),
            detail: String::new(),
        }
    }

    /// What is to be done about it now, where somebody was there until `heard`.
    pub fn fate(&self, heard: NaiveDateTime, now: NaiveDateTime) -> Fate {
        if self.rings_at > now {
            return Fate::Waits;
        }
        // What is still to come rings, however it came to be overdue.
        if self.at > now || (self.rings_at > heard && now - self.rings_at <= Duration::minutes(LATE)) {
            return Fate::Rings;
        }
        if self.rings_at > heard { Fate::Missed } else { Fate::Over }
    }

    /// When it is due, in a word or two: `in 9min`, `now`, `09:15 today`, `Mon 02-Mar-2026 16:00`.
    pub fn when(&self, now: NaiveDateTime) -> String {
        let left = (self.at - now).num_minutes() + i64::from((self.at - now).num_seconds() % 60 > 0);
        let day_only = self.at.time() == NaiveTime::MIN;
        match left {
            _ if day_only => dates::screen_weekday(self.at.date()),
            1..=59 => format!("in {left}min"),
            0 => "now".into(),
            _ if self.at.date() == now.date() => format!("{} today", dates::time(self.at.time())),
            _ => format!("{} {}", dates::screen_weekday(self.at.date()), dates::time(self.at.time())),
        }
    }

    /// As it stands on the desk.
    pub fn said(&self, now: NaiveDateTime) -> String {
        let detail = if self.detail.is_empty() { String::new() } else { format!(" · {}", self.detail) };
        format!("{}{detail} · {}", self.title, self.when(now))
    }
}

/// What the desktop's notification says of those that ring: no name, no title.
pub fn notification(all: &[Reminder], now: NaiveDateTime) -> Option<String> {
    match all {
        [] => None,
        [one] => Some(format!("{}: {}", one.kind.plain(), one.when(now))),
        many => Some(format!("{} reminders", many.len())),
    }
}

/// When a date without a time rings, and what has a time stays as it is.
pub fn moment(iso: &str, dates_at: NaiveTime) -> Option<NaiveDateTime> {
    let of_day = || Some(iso.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN));
    let at: NaiveDateTime = iso.parse().ok().or_else(of_day)?;
    Some(if at.time() == NaiveTime::MIN { at.date().and_time(dates_at) } else { at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        format!("2026-03-03T{text}:00").parse().unwrap()
    }

    fn one(due: &str, made: &str) -> Reminder {
        Reminder { title: "MDT meeting".into(), ..Reminder::new(Kind::Entry, "e", at(due), 10, at(made)) }
    }

    #[test]
    fn it_rings_ten_minutes_before_and_what_was_missed_is_known() {
        let meeting = one("10:00", "08:00");
        assert_eq!(meeting.rings_at, at("09:50"));
        assert_eq!(meeting.fate(at("09:00"), at("09:49")), Fate::Waits);
        assert_eq!(meeting.fate(at("09:49"), at("09:50")), Fate::Rings);
        // The window was opened only now, and it is still to come.
        assert_eq!(meeting.fate(at("09:55"), at("09:55")), Fate::Rings);
        assert_eq!(meeting.fate(at("09:00"), at("11:00")), Fate::Missed);
        assert_eq!(meeting.fate(at("09:55"), at("11:00")), Fate::Over);
    }

    #[test]
    fn what_is_made_within_the_minutes_before_rings_when_it_is_due() {
        let promise = one("10:00", "09:55");
        assert_eq!(promise.rings_at, at("10:00"));
        assert_eq!(promise.fate(at("09:59"), at("10:00")), Fate::Rings);
        let past = one("08:00", "09:00");
        assert_eq!(past.fate(at("09:00"), at("09:01")), Fate::Over);
    }

    #[test]
    fn it_says_when_and_the_notification_names_nothing() {
        let meeting = one("10:00", "08:00");
        assert_eq!(meeting.said(at("09:51")), "MDT meeting · in 9min");
        assert_eq!(meeting.when(at("10:00")), "now");
        assert_eq!(meeting.when(at("10:30")), "10:00 today");
        let said = notification(std::slice::from_ref(&meeting), at("09:50")).unwrap();
        assert_eq!(said, "In the diary: in 10min");
        assert_eq!(notification(&[meeting.clone(), meeting], at("09:50")).unwrap(), "2 reminders");
        assert_eq!(notification(&[], at("09:50")), None);
    }
}
