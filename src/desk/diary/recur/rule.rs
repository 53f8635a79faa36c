//! One repeat rule: its text read into parts and written back.

use super::{RecurError, Zone};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use std::fmt::Write as _;

/// How often a rule comes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freq {
    /// Every second.
    Secondly,
    /// Every minute.
    Minutely,
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

impl Freq {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "SECONDLY" => Self::Secondly,
            "MINUTELY" => Self::Minutely,
            "HOURLY" => Self::Hourly,
            "DAILY" => Self::Daily,
            "WEEKLY" => Self::Weekly,
            "MONTHLY" => Self::Monthly,
            "YEARLY" => Self::Yearly,
            _ => return None,
        })
    }

    fn text(self) -> &'static str {
        match self {
            Self::Secondly => "SECONDLY",
            Self::Minutely => "MINUTELY",
            Self::Hourly => "HOURLY",
            Self::Daily => "DAILY",
            Self::Weekly => "WEEKLY",
            Self::Monthly => "MONTHLY",
            Self::Yearly => "YEARLY",
        }
    }

    /// Whether it comes round more than once a day.
    pub fn is_fine(self) -> bool {
        matches!(self, Self::Secondly | Self::Minutely | Self::Hourly)
    }
}

/// The last moment of a rule, in one of the three ways it may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// A day: the whole of it still counts.
    Date(NaiveDate),
    /// A wall-clock time of the series' zone.
    Local(NaiveDateTime),
    /// A moment of UTC.
    Utc(NaiveDateTime),
}

impl Until {
    /// The last wall-clock start that still counts.
    pub fn last_wall(self, zone: Zone, all_day: bool) -> NaiveDateTime {
        let end_of = |date: NaiveDate| date.and_hms_opt(23, 59, 59).unwrap_or_default();
        match self {
            Self::Date(date) => end_of(date),
            Self::Local(at) | Self::Utc(at) if all_day => end_of(at.date()),
            Self::Local(at) => at,
            Self::Utc(at) => zone.from_utc(at),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Date(date) => date.format("%Y%m%d").to_string(),
            Self::Local(at) => at.format("%Y%m%dT%H%M%S").to_string(),
            Self::Utc(at) => at.format("%Y%m%dT%H%M%SZ").to_string(),
        }
    }
}

/// A repeat rule in parts, each list sorted and without repeats. Weekdays carry their number (`2TU` is
/// `(2, Tue)`), 0 for every one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// How often it comes round.
    pub freq: Freq,
    /// Every how many periods.
    pub interval: u32,
    /// How many occurrences in all, exceptions included.
    pub count: Option<u32>,
    /// The last moment.
    pub until: Option<Until>,
    /// The first day of the week.
    pub week_start: Weekday,
    /// Months, 1 to 12.
    pub months: Vec<i16>,
    /// Weeks of the year, ±1 to ±53.
    pub weeks: Vec<i16>,
    /// Days of the year, ±1 to ±366.
    pub year_days: Vec<i16>,
    /// Days of the month, ±1 to ±31.
    pub month_days: Vec<i16>,
    /// Days of the week with their number.
    pub days: Vec<(i16, Weekday)>,
    /// Hours of the day.
    pub hours: Vec<i16>,
    /// Minutes of the hour.
    pub minutes: Vec<i16>,
    /// Seconds of the minute.
    pub seconds: Vec<i16>,
    /// Which of a period's occurrences are meant, ±1 to ±366.
    pub positions: Vec<i16>,
}

const LONGEST: usize = 8_000;

fn bad(why: impl Into<String>) -> RecurError {
    RecurError::BadRule(why.into())
}

impl Rule {
    /// A rule of a frequency and nothing else.
    pub fn every(freq: Freq) -> Self {
        Self {
            freq,
            interval: 1,
            count: None,
            until: None,
            week_start: Weekday::Mon,
            months: Vec::new(),
            weeks: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            days: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// Read the text of a rule ("FREQ=WEEKLY;BYDAY=MO"), with or without "RRULE:" before it.
    pub fn parse(text: &str) -> Result<Self, RecurError> {
        let text = text.trim().to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        if text.len() > LONGEST {
            return Err(bad("The repeat rule is longer than any sensible rule."));
        }
        let mut rule = None;
        let parts: Vec<(&str, &str)> = text.split(';').map(str::trim).filter(|p| !p.is_empty()).map(halves).collect();
        for (key, value) in &parts {
            if *key == "FREQ" {
                let freq = Freq::parse(value)
                    .ok_or_else(|| bad(format!("The repeat rule has no known frequency: FREQ={value}.")))?;
                rule = Some(Self::every(freq));
            }
        }
        let mut rule = rule.ok_or_else(|| bad("The repeat rule does not say how often (FREQ is missing)."))?;
        for (key, value) in parts {
            rule.take(key, value)?;
        }
        rule.check()?;
        Ok(rule)
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), RecurError> {
        match key {
            "FREQ" => {}
            "INTERVAL" => self.interval = number(key, value)?.max(1),
            "COUNT" => self.count = Some(number(key, value)?),
            "UNTIL" => self.until = Some(until(value)?),
            "WKST" => {
                self.week_start = weekday(value).ok_or_else(|| bad(format!("WKST={value} is no day of the week.")))?;
            }
            "BYMONTH" => self.months = list(key, value, 1, 12, false)?,
            "BYWEEKNO" => self.weeks = list(key, value, 1, 53, true)?,
            "BYYEARDAY" => self.year_days = list(key, value, 1, 366, true)?,
            "BYMONTHDAY" => self.month_days = list(key, value, 1, 31, true)?,
            "BYDAY" => self.days = days(value)?,
            "BYHOUR" => self.hours = list(key, value, 0, 23, false)?,
            "BYMINUTE" => self.minutes = list(key, value, 0, 59, false)?,
            "BYSECOND" => self.seconds = list(key, value, 0, 59, false)?,
            "BYSETPOS" => self.positions = list(key, value, 1, 366, true)?,
            "RSCALE" if value == "GREGORIAN" => {}
            "SKIP" if value == "OMIT" => {}
            _ if key.starts_with("X-") => {}
            _ => return Err(bad(format!("The repeat rule has a part that is not understood: {}.", shown(key, value)))),
        }
        Ok(())
    }

    fn check(&self) -> Result<(), RecurError> {
        let numbered = self.days.iter().any(|(n, _)| *n != 0);
        let wide = matches!(self.freq, Freq::Monthly | Freq::Yearly);
        let fault = if self.count == Some(0) {
            "The repeat rule repeats no times (COUNT=0)."
        } else if numbered && !wide {
            "Only a monthly or yearly rule may number its weekdays (such as 2TU)."
        } else if !self.weeks.is_empty() && self.freq != Freq::Yearly {
            "Only a yearly rule may name weeks of the year (BYWEEKNO)."
        } else if !self.year_days.is_empty() && matches!(self.freq, Freq::Daily | Freq::Weekly | Freq::Monthly) {
            "A daily, weekly or monthly rule may not name days of the year (BYYEARDAY)."
        } else if !self.month_days.is_empty() && self.freq == Freq::Weekly {
            "A weekly rule may not name days of the month (BYMONTHDAY)."
        } else if self.times_a_day() > 1_440 {
            "The repeat rule has more times in a day than it has minutes."
        } else {
            return Ok(());
        };
        Err(bad(fault))
    }

    fn times_a_day(&self) -> usize {
        self.hours.len().max(1) * self.minutes.len().max(1) * self.seconds.len().max(1)
    }

    /// Whether no part but frequency, interval, end and start of week is given.
    pub fn is_plain(&self) -> bool {
        self.months.is_empty()
            && self.weeks.is_empty()
            && self.year_days.is_empty()
            && self.month_days.is_empty()
            && self.days.is_empty()
            && self.has_no_times()
            && self.positions.is_empty()
    }

    /// Whether the time of day is the start's own.
    pub fn has_no_times(&self) -> bool {
        self.hours.is_empty() && self.minutes.is_empty() && self.seconds.is_empty()
    }

    /// The rule as RFC 5545 text, parts in the order of that paper.
    pub fn text(&self) -> String {
        let mut out = format!("FREQ={}", self.freq.text());
        if let Some(until) = self.until {
            let _ = write!(out, ";UNTIL={}", until.text());
        }
        if let Some(count) = self.count {
            let _ = write!(out, ";COUNT={count}");
        }
        if self.interval > 1 {
            let _ = write!(out, ";INTERVAL={}", self.interval);
        }
        push(&mut out, "BYSECOND", &self.seconds);
        push(&mut out, "BYMINUTE", &self.minutes);
        push(&mut out, "BYHOUR", &self.hours);
        push_days(&mut out, &self.days);
        push(&mut out, "BYMONTHDAY", &self.month_days);
        push(&mut out, "BYYEARDAY", &self.year_days);
        push(&mut out, "BYWEEKNO", &self.weeks);
        push(&mut out, "BYMONTH", &self.months);
        push(&mut out, "BYSETPOS", &self.positions);
        if self.week_start != Weekday::Mon {
            let _ = write!(out, ";WKST={}", day_code(self.week_start));
        }
        out
    }
}

fn push(out: &mut String, key: &str, list: &[i16]) {
    if !list.is_empty() {
        let items: Vec<String> = list.iter().map(ToString::to_string).collect();
        let _ = write!(out, ";{key}={}", items.join(","));
    }
}

fn push_days(out: &mut String, days: &[(i16, Weekday)]) {
    if !days.is_empty() {
        let item = |(n, day): &(i16, Weekday)| {
            if *n == 0 { day_code(*day).to_string() } else { format!("{n}{}", day_code(*day)) }
        };
        let items: Vec<String> = days.iter().map(item).collect();
        let _ = write!(out, ";BYDAY={}", items.join(","));
    }
}

fn halves(part: &str) -> (&str, &str) {
    part.split_once('=').map_or((part, ""), |(key, value)| (key.trim(), value.trim()))
}

/// Part of a rule for a sentence, cut short and without control characters.
fn shown(key: &str, value: &str) -> String {
    format!("{key}={value}").chars().filter(|c| !c.is_control()).take(40).collect()
}

fn number(key: &str, value: &str) -> Result<u32, RecurError> {
    value.parse().map_err(|_| bad(format!("{} is not a number.", shown(key, value))))
}

fn list(key: &str, value: &str, low: i16, high: i16, signed: bool) -> Result<Vec<i16>, RecurError> {
    let mut out = Vec::new();
    for item in value.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        let n: i16 = item.parse().map_err(|_| bad(format!("{} is not a number.", shown(key, item))))?;
        let size = if signed { n.checked_abs().unwrap_or(i16::MAX) } else { n };
        if size < low || size > high {
            return Err(bad(format!("{} is out of range.", shown(key, item))));
        }
        out.push(n);
    }
    out.sort_unstable();
    out.dedup();
    Ok(out)
}

fn days(value: &str) -> Result<Vec<(i16, Weekday)>, RecurError> {
    let mut out = Vec::new();
    for item in value.split(',').map(str::trim).filter(|item| !item.is_empty()) {
        let fault = || bad(format!("{} is no day of the week.", shown("BYDAY", item)));
        let cut = item.len().checked_sub(2).filter(|cut| item.is_char_boundary(*cut)).ok_or_else(fault)?;
        let day = weekday(&item[cut..]).ok_or_else(fault)?;
        let n: i16 = if cut == 0 { 0 } else { item[..cut].parse().map_err(|_| fault())? };
        if !(-53..=53).contains(&n) {
            return Err(fault());
        }
        // "0MO" means nothing; those who write it mean nothing by it.
        if cut == 0 || n != 0 {
            out.push((n, day));
        }
    }
    out.sort_unstable_by_key(|(n, day)| (*n, day.num_days_from_monday()));
    out.dedup();
    Ok(out)
}

pub(super) fn weekday(code: &str) -> Option<Weekday> {
    Some(match code {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

pub(super) fn day_code(day: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.num_days_from_monday() as usize]
}

fn until(value: &str) -> Result<Until, RecurError> {
    let plain: String = value.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let fault = || bad(format!("{} is no date.", shown("UNTIL", value)));
    let (date, time) = plain.split_once('T').map_or((plain.as_str(), None), |(d, t)| (d, Some(t)));
    let date = NaiveDate::parse_from_str(date, "%Y%m%d").map_err(|_| fault())?;
    let Some(time) = time else { return Ok(Until::Date(date)) };
    let (time, utc) = time.strip_suffix('Z').map_or((time, false), |time| (time, true));
    let at = date.and_time(NaiveTime::parse_from_str(time, "%H%M%S").map_err(|_| fault())?);
    Ok(if utc { Until::Utc(at) } else { Until::Local(at) })
}
