//! How a member, somebody's backlog and an absence stand in their lists.

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{Absence, Backlog, Member, Pile};
use super::repo_away::Away;
use crate::app::Shelved;
use crate::desk::dictation::model::minutes;
use crate::text::dates;
use crate::ui::list::Line;
use crate::ui::{Meaning, bar};

/// A member on a day.
pub(super) struct MemberRow {
    pub member: Member,
    /// Where they are away.
    pub away: Option<Away>,
    /// What waits with them.
    pub backlog: Backlog,
}

/// What waits with somebody.
pub(super) struct BacklogRow {
    pub of: Backlog,
    /// Where they are away: why, until when, who covers.
    pub away: String,
    pub today: NaiveDate,
    /// The most that waits with anybody.
    pub most: i64,
}

/// Somebody who is away, was or will be.
pub(super) struct AwayRow {
    pub away: Away,
    /// How many items others have of theirs.
    pub handed: usize,
    pub now: NaiveDateTime,
}

/// Until when and who covers, in few words.
pub(super) fn away_words(away: &Away) -> String {
    if let Some(absence) = &away.absence {
        return absence.said();
    }
    let until = away.until.map_or_else(String::new, |d| format!(", until {}", dates::screen(d)));
    format!("{}{until}, nobody covers", away.word())
}

impl MemberRow {
    /// What is to be seen of them.
    pub fn meaning(&self) -> Meaning {
        let uncovered = self.away.as_ref().is_some_and(|a| a.absence.as_ref().is_none_or(|x| x.turns.is_empty()));
        match () {
            () if self.member.has_left() => Meaning::Done,
            () if uncovered && self.backlog.items() > 0 => Meaning::ActNow,
            () if self.away.is_some() => Meaning::Paused,
            () => Meaning::None,
        }
    }

    fn where_now(&self) -> String {
        match (&self.away, self.member.has_left()) {
            (_, true) => {
                let on = self.member.left_on.as_deref().and_then(|d| d.parse().ok()).map(dates::screen);
                format!("left {}", on.unwrap_or_default()).trim_end().to_owned()
            }
            (Some(away), _) => away_words(away),
            (None, _) => "here".into(),
        }
    }
}

impl Shelved for MemberRow {
    fn id(&self) -> &str {
        &self.member.id
    }

    fn line(&self) -> Line {
        let m = &self.member;
        let cells = [
            m.name.clone(),
            m.role.clone(),
            self.where_now(),
            if self.backlog.items() == 0 { String::new() } else { self.backlog.items().to_string() },
            m.phone.clone(),
            m.hours.clone(),
            m.types_for.join(", "),
            m.deputies.join(", "),
            m.skills.join(", "),
        ];
        Line::new(m.id.clone(), self.meaning(), cells)
    }
}

/// Cells of the bar of a backlog.
const BAR: usize = 16;

impl BacklogRow {
    /// What the figures ask for.
    pub fn meaning(&self) -> Meaning {
        match () {
            () if self.of.over() > 0 => Meaning::ActNow,
            () if self.of.items() > 0 => Meaning::ToDo,
            () => Meaning::None,
        }
    }

    /// `nobody (the pool)` for what is nobody's.
    pub fn name(&self) -> String {
        if self.of.who.is_empty() { "nobody (the pool)".into() } else { self.of.who.clone() }
    }
}

/// `46`, with those over the limit behind it: `46 (3)`.
fn pile(of: &Pile) -> String {
    match (of.items, of.over) {
        (0, _) => String::new(),
        (n, 0) => n.to_string(),
        (n, over) => format!("{n} ({over})"),
    }
}

impl Shelved for BacklogRow {
    fn id(&self) -> &str {
        &self.of.who
    }

    fn line(&self) -> Line {
        let b = &self.of;
        let audio = if b.dictations == 0 { String::new() } else { format!("{} {}", b.dictations, minutes(b.audio_ms)) };
        let days = if b.items() == 0 { String::new() } else { format!("{}d", b.oldest_days(self.today)) };
        let over = if b.over() == 0 { String::new() } else { b.over().to_string() };
        let cells = [
            self.name(),
            pile(&b.letters),
            pile(&b.queries),
            pile(&b.tasks),
            audio,
            days,
            over,
            bar::bar(b.items() as f64, self.most as f64, BAR, false),
            self.away.clone(),
        ];
        Line::new(b.who.clone(), self.meaning(), cells)
    }
}

impl AwayRow {
    /// What it asks for.
    pub fn meaning(&self) -> Meaning {
        let Some(absence) = &self.away.absence else { return Meaning::Paused };
        match () {
            () if absence.returned_at.is_some() => Meaning::Done,
            () if absence.is_due_back(self.now) => Meaning::ActNow,
            () if absence.turns.is_empty() => Meaning::ToDo,
            () => Meaning::Paused,
        }
    }

    fn state(&self) -> String {
        let Some(absence) = &self.away.absence else { return "in the diary".into() };
        match () {
            () if absence.returned_at.is_some() => "was back".into(),
            () if absence.is_due_back(self.now) => "give back".into(),
            () if absence.is_on(self.now) => "away".into(),
            () => "to come".into(),
        }
    }

    fn cover(absence: Option<&Absence>) -> String {
        match absence {
            Some(a) if !a.turns.is_empty() => super::model::turns_said(&a.turns),
            _ => "nobody".into(),
        }
    }
}

impl Shelved for AwayRow {
    fn id(&self) -> &str {
        let own = self.away.absence.as_ref().map(|a| a.id.as_str());
        own.or(self.away.entry_id.as_deref()).unwrap_or_default()
    }

    fn line(&self) -> Line {
        let end = self.away.until.map_or_else(|| "not known".into(), dates::screen);
        let absence = self.away.absence.as_ref();
        let cells = [
            self.away.member.clone(),
            self.away.word().to_owned(),
            dates::screen(self.away.from),
            end,
            self.state(),
            if self.handed == 0 { String::new() } else { self.handed.to_string() },
            Self::cover(absence),
            absence.map(|a| a.note.clone()).unwrap_or_default(),
        ];
        Line::new(self.id().to_owned(), self.meaning(), cells)
    }
}
