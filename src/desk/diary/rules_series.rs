//! "This one", "this and later", "all": what a change to one occurrence does to the rows of its series.

use chrono::{Datelike, Duration, NaiveDateTime, Weekday};

use super::model::Entry;
use super::recur::{self, Freq, Rule, Until, align, split_rule_at, starts_between};
use super::rules::time_of;
use crate::clock::stamp;
use crate::store::{Edit, new_id};
use crate::text::dates;

/// Which occurrences a change is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This one.
    This,
    /// This one and all later.
    Later,
    /// All.
    All,
}

impl Scope {
    /// All three, with their words.
    pub const WORDS: [(Self, &'static str); 3] =
        [(Self::This, "This one"), (Self::Later, "This and later"), (Self::All, "All")];
}

/// One occurrence in its series.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The series.
    pub master: Entry,
    /// Its moved or otherwise changed occurrences.
    pub moved: Vec<Entry>,
    /// The start of this one in the series, in the time of its zone.
    pub at: NaiveDateTime,
}

/// The start in its series that a changed occurrence stands for.
fn replaces(moved: &Entry) -> NaiveDateTime {
    moved.recurrence_id.as_deref().map(time_of).unwrap_or_default()
}

type Edits = Result<Vec<Edit>, String>;

impl Place {
    /// The row of this occurrence, where it has one of its own.
    pub fn own(&self) -> Option<&Entry> {
        self.moved.iter().find(|m| replaces(m) == self.at)
    }

    /// Whether nothing comes before this one.
    fn is_first(&self) -> bool {
        self.at <= self.master.starts_at()
    }

    /// The entry that is to be changed: one of its own for this one, the rest of the series, or the series.
    /// Its identifier is for a draft; what is saved gets another where the row is new.
    pub fn base(&self, scope: Scope) -> Result<Entry, String> {
        match scope {
            Scope::This => Ok(self.own().cloned().unwrap_or_else(|| self.alone())),
            Scope::Later if !self.is_first() => {
                let (_, new) = split_rule_at(&self.master.series(), self.at).map_err(|e| e.to_string())?;
                let rest = self.master.with_series(&new);
                Ok(Entry { id: format!("{}>{}", self.master.id, stamp(self.at)), ..rest })
            }
            _ => Ok(self.master.clone()),
        }
    }

    fn alone(&self) -> Entry {
        Entry {
            id: format!("{}@{}", self.master.id, stamp(self.at)),
            start: stamp(self.at),
            ends: stamp(self.at + self.master.length()),
            rules: Vec::new(),
            rdates: Vec::new(),
            exdates: Vec::new(),
            series_until: None,
            master_id: Some(self.master.id.clone()),
            recurrence_id: Some(stamp(self.at)),
            ..self.master.clone()
        }
    }

    /// The edits that make it so. `wanted` is [`Place::base`] as it was changed.
    pub fn save(&self, scope: Scope, wanted: &Entry, now: NaiveDateTime) -> Edits {
        match scope {
            Scope::This => Ok(vec![self.save_one(wanted)]),
            Scope::Later if !self.is_first() => self.save_later(wanted, now),
            _ => self.save_all(wanted, now),
        }
    }

    fn save_one(&self, wanted: &Entry) -> Edit {
        let alone = self.alone();
        let row = Entry {
            rules: Vec::new(),
            rdates: Vec::new(),
            exdates: Vec::new(),
            master_id: alone.master_id,
            recurrence_id: alone.recurrence_id,
            uid: self.master.uid.clone(),
            ..wanted.clone()
        }
        .settled();
        match self.own() {
            Some(own) => Edit::update(own, &Entry { id: own.id.clone(), ..row }),
            None => Edit::insert(&Entry { id: new_id(), ..row }),
        }
    }

    fn save_later(&self, wanted: &Entry, now: NaiveDateTime) -> Edits {
        let base = self.base(Scope::Later)?;
        let id = new_id();
        let rest = adjusted(&base, wanted)?;
        let rest = Entry {
            uid: format!("{id}@rolltop"),
            id,
            sequence: 0,
            stamped_at: None,
            created_at: stamp(now),
            master_id: None,
            recurrence_id: None,
            ..rest
        };
        let mut edits = vec![self.ended(now)?, Edit::insert(&rest)];
        for moved in self.moved.iter().filter(|m| replaces(m) > self.at) {
            edits.push(Edit::update(moved, &carried(moved, &base, &rest, now)));
        }
        edits.extend(self.own().map(|own| Edit::update(own, &own.binned(now))));
        Ok(edits)
    }

    fn save_all(&self, wanted: &Entry, now: NaiveDateTime) -> Edits {
        let all = Entry { id: self.master.id.clone(), ..adjusted(&self.master, wanted)? };
        let mut edits = vec![Edit::update(&self.master, &all)];
        edits.extend(self.moved.iter().map(|m| Edit::update(m, &carried(m, &self.master, &all, now))));
        Ok(edits)
    }

    /// The series, ended before this one.
    fn ended(&self, now: NaiveDateTime) -> Result<Edit, String> {
        let (old, _) = split_rule_at(&self.master.series(), self.at).map_err(|e| e.to_string())?;
        let old = self.master.with_series(&old);
        // Of a series whose only occurrence left is excepted nothing is left.
        let empty = !old.is_series() && old.exdates.contains(&old.start);
        Ok(Edit::update(&self.master, &if empty { old.binned(now) } else { old }))
    }

    /// The edits that take it out of the diary.
    pub fn drop(&self, scope: Scope, now: NaiveDateTime) -> Edits {
        let bin = |m: &Entry| Edit::update(m, &m.binned(now));
        match scope {
            Scope::This => {
                let mut edits: Vec<Edit> = self.own().map(bin).into_iter().collect();
                edits.push(Edit::update(&self.master, &self.excepted()));
                Ok(edits)
            }
            Scope::Later if !self.is_first() => {
                let later = self.moved.iter().filter(|m| replaces(m) >= self.at).map(bin);
                let mut edits = vec![self.ended(now)?];
                edits.extend(later);
                Ok(edits)
            }
            _ => Ok(std::iter::once(&self.master).chain(&self.moved).map(bin).collect()),
        }
    }

    fn excepted(&self) -> Entry {
        let mut exdates = self.master.exdates.clone();
        exdates.push(stamp(self.at));
        exdates.sort();
        exdates.dedup();
        Entry { exdates, ..self.master.clone() }
    }
}

/// The series as wanted: where its start moved, its rules, extra dates and exceptions move along; where its rule is
/// another, it begins on the first day of that rule.
pub fn adjusted(base: &Entry, wanted: &Entry) -> Result<Entry, String> {
    let mut out = wanted.clone();
    if wanted.rules != base.rules {
        if let [rule] = wanted.rules.as_slice() {
            let start = align(wanted.starts_at(), rule).map_err(|e| e.to_string())?;
            out = Entry { start: stamp(start), ends: stamp(start + wanted.length()), ..out };
        }
    } else if out.start != base.start {
        let shifted = wanted.rules.iter().map(|r| shift_rule(r, base.starts_at(), wanted.starts_at()));
        out.rules = shifted.collect::<Result<_, _>>()?;
    }
    let by = out.starts_at() - base.starts_at();
    let shift = |list: &[String]| list.iter().map(|t| stamp(time_of(t) + by)).collect();
    (out.rdates, out.exdates) = (shift(&wanted.rdates), shift(&wanted.exdates));
    recur::check(&out.series()).map_err(|e| e.to_string())?;
    Ok(out.settled())
}

/// A changed occurrence after its series changed: what was the series' own follows it, what was its own stays.
/// One that has no place in the series any more goes to the bin.
fn carried(moved: &Entry, base: &Entry, now_is: &Entry, now: NaiveDateTime) -> Entry {
    let by = now_is.starts_at() - base.starts_at();
    let was = replaces(moved);
    let at = was + by;
    let mut out = followed(moved, base, now_is);
    if moved.starts_at() == was && moved.length() == base.length() && moved.all_day == base.all_day {
        out = Entry { start: stamp(at), ends: stamp(at + now_is.length()), all_day: now_is.all_day, ..out };
    }
    out.master_id = Some(now_is.id.clone());
    out.uid.clone_from(&now_is.uid);
    out.recurrence_id = Some(stamp(at));
    let whole = recur::Series { exdates: Vec::new(), ..now_is.series() };
    let has_place = starts_between(&whole, at, at + Duration::seconds(1)).is_ok_and(|s| !s.is_empty());
    let out = out.settled();
    if has_place { out } else { out.binned(now) }
}

/// Every field that was as in the series becomes as in the series.
fn followed(moved: &Entry, base: &Entry, now_is: &Entry) -> Entry {
    let mut out = moved.clone();
    macro_rules! follow {
        ($($field:ident),*) => {$(
            if moved.$field == base.$field {
                out.$field = now_is.$field.clone();
            }
        )*};
    }
    follow!(calendar_id, title, place, with_whom, kind, state, private, buffer_before, buffer_after, papers, notes);
    follow!(patient_id, organizer, attendees, zone, remind);
    out
}

/// A rule whose first day moves: its weekdays and days of the month move along, and so does its end.
pub fn shift_rule(rule: &str, from: NaiveDateTime, to: NaiveDateTime) -> Result<String, String> {
    let mut rule = Rule::parse(rule).map_err(|e| e.to_string())?;
    let days = (to.date() - from.date()).num_days();
    rule.until = rule.until.map(|until| match until {
        Until::Date(date) => Until::Date(date + Duration::days(days)),
        Until::Local(at) => Until::Local(at + (to - from)),
        Until::Utc(at) => Until::Utc(at + (to - from)),
    });
    if days != 0 {
        match rule.freq {
            Freq::Weekly | Freq::Daily => rule.days.iter_mut().for_each(|(_, day)| *day = turned(*day, days)),
            _ => in_month(&mut rule, to)?,
        }
    }
    Ok(rule.text())
}

fn turned(day: Weekday, by: i64) -> Weekday {
    let at = (i64::from(day.num_days_from_monday()) + by).rem_euclid(7);
    Weekday::try_from(at as u8).unwrap_or(day)
}

/// The n-th weekday, or the day of the month, that the new first day is.
fn in_month(rule: &mut Rule, to: NaiveDateTime) -> Result<(), String> {
    let several = rule.days.len() > 1 || rule.month_days.len() > 1 || rule.months.len() > 1;
    if several || !rule.positions.is_empty() || !rule.weeks.is_empty() || !rule.year_days.is_empty() {
        return Err(
            "The repeat does not fall on that day: e opens the series, and there the repeat can be typed anew.".into(),
        );
    }
    let date = to.date();
    if let [(n, _)] = rule.days[..] {
        let last = (dates::month_end(date) - date).num_days() < 7;
        let nth = if n == -1 && last { -1 } else { (date.day() as i16 - 1) / 7 + 1 };
        rule.days = vec![(nth, date.weekday())];
    }
    if let [n] = rule.month_days[..] {
        let last = dates::month_end(date) == date;
        rule.month_days = vec![if n == -1 && last { -1 } else { date.day() as i16 }];
    }
    if rule.months.len() == 1 {
        rule.months = vec![date.month() as i16];
    }
    Ok(())
}
