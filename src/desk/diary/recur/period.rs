//! The days of one period (a day, week, month or year) of a rule, and how many there are before any period.

use super::{Freq, RecurError, Rule, Zone};
use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

/// No walk goes over more periods than this.
pub(super) const MOST_PERIODS: i64 = 200_000;
/// No answer holds more starts than this.
pub(super) const MOST_STARTS: usize = 100_000;
const LAST_YEAR: i32 = 9_999;

/// A rule bound to its start: everything that RFC 5545 takes from the start filled in.
pub(super) struct Plan {
    pub rule: Rule,
    pub start: NaiveDateTime,
    /// The last start that counts, in wall-clock time.
    pub until: Option<NaiveDateTime>,
    times: Vec<NaiveTime>,
    months: u16,
    weekdays: u8,
    numbered: Vec<(i16, Weekday)>,
}

impl Plan {
    pub fn new(rule: Rule, start: NaiveDateTime, zone: Zone, all_day: bool) -> Self {
        let until = rule.until.map(|until| until.last_wall(zone, all_day));
        let mut rule = rule;
        fill(&mut rule, start);
        let times = if all_day { vec![start.time()] } else { times(&rule, start.time()) };
        let months = rule.months.iter().fold(0, |mask, month| mask | 1 << *month);
        let plain = rule.days.iter().filter(|(n, _)| *n == 0);
        let weekdays = plain.fold(0, |mask, (_, day)| mask | bit(*day));
        let numbered = rule.days.iter().copied().filter(|(n, _)| *n != 0).collect();
        Self { rule, start, until, times, months, weekdays, numbered }
    }

    /// The number of the period in which a date falls, 0 for that of the start.
    pub fn period_of(&self, date: NaiveDate) -> i64 {
        self.steps_of(date).div_euclid(i64::from(self.rule.interval))
    }

    /// How many days, weeks, months or years a date is after the start's.
    fn steps_of(&self, date: NaiveDate) -> i64 {
        let start = self.start.date();
        match self.rule.freq {
            Freq::Weekly => (self.week_of(date) - self.week_of(start)).num_days() / 7,
            Freq::Monthly => month_number(date) - month_number(start),
            Freq::Yearly => i64::from(self.year_of(date) - self.year_of(start)),
            _ => (date - start).num_days(),
        }
    }

    /// Whether the starts of a short time can be told day by day: nothing in the rule asks for the rest of a period.
    pub fn goes_by_days(&self) -> bool {
        self.rule.count.is_none() && self.rule.positions.is_empty()
    }

    /// The starts after the series' own in a time (`from` counts, `until` does not) of a rule that [`Plan::goes_by_days`].
    pub fn by_days(&self, from: NaiveDateTime, until: NaiveDateTime, out: &mut Vec<NaiveDateTime>) {
        let to = until.date();
        let mut next = self.may_be(from.max(self.start).date(), to);
        while let Some(day) = next {
            let off = if self.rule.interval == 1 { 0 } else { self.steps_of(day) % i64::from(self.rule.interval) };
            if off != 0 {
                let period = self.period_of(day) + 1;
                next = self.first_day(period).and_then(|day| self.may_be(day, to));
                continue;
            }
            if self.has(day) {
                let times = self.times.iter().map(|time| day.and_time(*time));
                out.extend(times.filter(|at| *at > self.start && *at >= from && *at < until));
            }
            next = day.succ_opt().and_then(|day| self.may_be(day, to));
        }
    }

    /// The first day of a period; None past the year 9999.
    pub fn first_day(&self, period: i64) -> Option<NaiveDate> {
        let steps = period.checked_mul(i64::from(self.rule.interval))?;
        let start = self.start.date();
        let day = match self.rule.freq {
            Freq::Weekly => add_days(self.week_of(start), steps.checked_mul(7)?),
            Freq::Monthly => start.with_day(1)?.checked_add_months(Months::new(u32::try_from(steps).ok()?)),
            Freq::Yearly => self.first_of_year(self.year_of(start).checked_add(i32::try_from(steps).ok()?)?),
            _ => add_days(start, steps),
        }?;
        (day.year() <= LAST_YEAR).then_some(day)
    }

    /// Every start of a period, in order, those before the series' own start included.
    pub fn starts(&self, period: i64) -> Vec<NaiveDateTime> {
        let Some(first) = self.first_day(period) else { return Vec::new() };
        let length = match self.rule.freq {
            Freq::Weekly => 7,
            Freq::Monthly => days_in_month(first),
            Freq::Yearly => self.days_in_year(first),
            _ => 1,
        };
        let last = add_days(first, length as i64 - 1).unwrap_or(first);
        let mut all = Vec::new();
        let mut next = self.may_be(first, last);
        while let Some(day) = next {
            if self.has(day) {
                all.extend(self.times.iter().map(|time| day.and_time(*time)));
            }
            next = day.succ_opt().and_then(|day| self.may_be(day, last));
        }
        if self.rule.positions.is_empty() { all } else { chosen(&all, &self.rule.positions) }
    }

    /// The starts of a period that belong to the series; the series' own start is the first even where the
    /// rule does not give it.
    pub fn counted(&self, period: i64) -> Vec<NaiveDateTime> {
        let mut all = self.starts(period);
        if period == 0 {
            all.retain(|at| *at > self.start);
            all.insert(0, self.start);
        }
        all
    }

    /// How many starts the periods before this one hold, at least where that is less than `enough`.
    pub fn counted_before(&self, period: i64, enough: u64) -> Result<u64, RecurError> {
        if period <= 0 {
            return Ok(0);
        }
        let first = self.counted(0).len() as u64;
        if let Some(each) = self.always() {
            return Ok(first.saturating_add((period as u64 - 1).saturating_mul(each)));
        }
        let mut sum = first;
        let mut at = 1;
        while at < period && sum < enough && self.first_day(at).is_some() {
            if at > MOST_PERIODS {
                return Err(RecurError::TooMany);
            }
            sum += self.starts(at).len() as u64;
            at += 1;
        }
        Ok(sum)
    }

    /// The number of starts in every period after the first, where it is always the same.
    pub fn always(&self) -> Option<u64> {
        let rule = &self.rule;
        let narrowed = !(rule.months.is_empty()
            && rule.weeks.is_empty()
            && rule.year_days.is_empty()
            && rule.positions.is_empty());
        if narrowed {
            return None;
        }
        let numbers: Vec<i16> = self.numbered.iter().map(|(n, _)| *n).collect();
        let days = match rule.freq {
            Freq::Daily => (rule.days.is_empty() && rule.month_days.is_empty()).then_some(1),
            Freq::Weekly => Some(self.weekdays.count_ones() as usize),
            Freq::Monthly if rule.days.is_empty() => same_side(&rule.month_days, 28).then_some(rule.month_days.len()),
            Freq::Monthly if self.weekdays == 0 && rule.month_days.is_empty() => {
                same_side(&numbers, 4).then_some(self.numbered.len())
            }
            _ => None,
        }?;
        Some((days * self.times.len()) as u64)
    }

    /// The first day from this one on that the rule may give, no later than `last`: what it cannot be is stepped over.
    fn may_be(&self, mut day: NaiveDate, last: NaiveDate) -> Option<NaiveDate> {
        while day <= last {
            day = match self.skips(day) {
                0 => return Some(day),
                days => day.checked_add_days(Days::new(days))?,
            };
        }
        None
    }

    /// How many days from this one on cannot be one of the rule's; 0 where it may be.
    fn skips(&self, day: NaiveDate) -> u64 {
        let of_month = || (days_in_month(day) - day.day0() as usize) as u64;
        if self.months != 0 && self.months & (1 << day.month()) == 0 {
            return of_month();
        }
        if self.weekdays != 0 && self.numbered.is_empty() {
            let at = day.weekday().num_days_from_monday();
            let twice = u16::from(self.weekdays) | u16::from(self.weekdays) << 7;
            return u64::from((twice >> at).trailing_zeros());
        }
        let list = &self.rule.month_days;
        if list.first().is_none_or(|first| *first <= 0) {
            return 0;
        }
        list.iter()
            .find(|n| **n >= day.day() as i16)
            .map_or_else(of_month, |n| (n.unsigned_abs() - day.day() as u16).into())
    }

    fn has(&self, day: NaiveDate) -> bool {
        let rule = &self.rule;
        (self.months == 0 || self.months & (1 << day.month()) != 0)
            && (rule.days.is_empty() || self.weekdays & bit(day.weekday()) != 0 || self.has_numbered(day))
            && (rule.month_days.is_empty() || has_either(&rule.month_days, day.day(), days_in_month(day)))
            && (rule.year_days.is_empty() || has_either(&rule.year_days, day.ordinal(), days_in(day.year())))
            && (rule.weeks.is_empty() || self.has_week(day))
    }

    fn has_numbered(&self, day: NaiveDate) -> bool {
        let (index, length) = if !self.rule.weeks.is_empty() {
            (1, 7)
        } else if self.rule.freq == Freq::Monthly || self.months != 0 {
            (day.day(), days_in_month(day))
        } else {
            (day.ordinal(), days_in(day.year()))
        };
        let forward = (index as i16 - 1) / 7 + 1;
        let backward = -((length as i16 - index as i16) / 7 + 1);
        self.numbered.iter().any(|(n, weekday)| *weekday == day.weekday() && (*n == forward || *n == backward))
    }

    fn has_week(&self, day: NaiveDate) -> bool {
        let Some(first) = self.week_one(self.year_of(day)) else { return false };
        let weeks = self.days_in_year(first) / 7;
        has_either(&self.rule.weeks, ((day - first).num_days() / 7 + 1) as u32, weeks)
    }

    fn week_of(&self, date: NaiveDate) -> NaiveDate {
        date.week(self.rule.week_start).checked_first_day().unwrap_or(date)
    }

    /// The year that a date belongs to: that of its week where the rule speaks of weeks of the year.
    fn year_of(&self, date: NaiveDate) -> i32 {
        let year = date.year();
        if self.rule.weeks.is_empty() {
            return year;
        }
        let after = |year| self.week_one(year).is_some_and(|first| date >= first);
        if after(year + 1) {
            year + 1
        } else if after(year) {
            year
        } else {
            year - 1
        }
    }

    fn first_of_year(&self, year: i32) -> Option<NaiveDate> {
        if self.rule.weeks.is_empty() { NaiveDate::from_ymd_opt(year, 1, 1) } else { self.week_one(year) }
    }

    /// The first day of week one: the first week with four days or more in the year.
    fn week_one(&self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, 1, 4).map(|fourth| self.week_of(fourth))
    }

    fn days_in_year(&self, first: NaiveDate) -> usize {
        let year = if self.rule.weeks.is_empty() { first.year() } else { self.year_of(first) };
        self.first_of_year(year + 1).map_or(0, |next| (next - first).num_days().max(0) as usize)
    }
}

/// What RFC 5545 takes from the start where the rule does not say it.
fn fill(rule: &mut Rule, start: NaiveDateTime) {
    let no_days = rule.year_days.is_empty() && rule.month_days.is_empty() && rule.days.is_empty();
    match rule.freq {
        Freq::Weekly if rule.days.is_empty() => rule.days = vec![(0, start.weekday())],
        Freq::Monthly if no_days => rule.month_days = vec![start.day() as i16],
        Freq::Yearly if no_days && !rule.weeks.is_empty() => rule.days = vec![(0, start.weekday())],
        Freq::Yearly if no_days => {
            rule.month_days = vec![start.day() as i16];
            if rule.months.is_empty() {
                rule.months = vec![start.month() as i16];
            }
        }
        _ => {}
    }
}

fn times(rule: &Rule, start: NaiveTime) -> Vec<NaiveTime> {
    let or =
        |list: &[i16], own: u32| if list.is_empty() { vec![own] } else { list.iter().map(|n| *n as u32).collect() };
    let (hours, minutes) = (or(&rule.hours, start.hour()), or(&rule.minutes, start.minute()));
    let seconds = or(&rule.seconds, start.second());
    let mut out = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in &hours {
        for minute in &minutes {
            out.extend(seconds.iter().filter_map(|second| NaiveTime::from_hms_opt(*hour, *minute, *second)));
        }
    }
    out
}

fn chosen(all: &[NaiveDateTime], positions: &[i16]) -> Vec<NaiveDateTime> {
    let index =
        |n: &i16| if *n > 0 { Some(*n as usize - 1) } else { all.len().checked_sub(usize::from(n.unsigned_abs())) };
    let mut out: Vec<NaiveDateTime> = positions.iter().filter_map(|n| all.get(index(n)?).copied()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether a list names the n-th of so many, counted from either end.
fn has_either(list: &[i16], n: u32, of: usize) -> bool {
    let forward = n as i16;
    list.contains(&forward) || list.contains(&(forward - of as i16 - 1))
}

/// Whether all numbers count from one end and none reaches past `most`, so that no two can mean one day.
fn same_side(numbers: &[i16], most: i16) -> bool {
    numbers.iter().all(|n| (1..=most).contains(n)) || numbers.iter().all(|n| (-most..=-1).contains(n))
}

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(Duration::try_days(days)?)
}

fn month_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

fn days_in(year: i32) -> usize {
    if NaiveDate::from_ymd_opt(year, 2, 29).is_some() { 366 } else { 365 }
}

fn days_in_month(date: NaiveDate) -> usize {
    match date.month() {
        2 if days_in(date.year()) == 366 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
