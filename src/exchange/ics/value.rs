//! Dates, times and durations as calendar files write them, and as some do that should know better.

use super::lines::Prop;
use super::zones::Zones;
use crate::desk::diary::recur::Zone;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// What a date or time is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// A day without a time.
    Date,
    /// Wall-clock time wherever one is.
    Floating,
    /// Wall-clock time of a zone; UTC is one.
    In(Zone),
}

/// A moment as written: wall-clock time and its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub wall: NaiveDateTime,
    pub frame: Frame,
}

impl Moment {
    /// Wall-clock time in a zone; days and floating times are taken as they stand.
    pub fn wall_in(self, zone: Zone) -> NaiveDateTime {
        match self.frame {
            Frame::In(own) if own != zone => zone.from_utc(own.to_utc(self.wall)),
            _ => self.wall,
        }
    }
}

/// The moment of a date property, its TZID resolved.
pub(super) fn moment(prop: &Prop<'_>, zones: &mut Zones) -> Option<Moment> {
    let value = prop.value.trim();
    one(value, prop, zones).or_else(|| {
        // A zone's name with a colon and without quotes has spilt into the value.
        let (spilt, value) = value.rsplit_once(':')?;
        let name = format!("{}:{}", prop.param("TZID")?, spilt);
        framed(value, Some(&name), zones)
    })
}

/// Every moment of a list (EXDATE, RDATE); None in the place of one that cannot be read. Of a period, the start.
pub(super) fn moments(prop: &Prop<'_>, zones: &mut Zones) -> Vec<Option<Moment>> {
    let items = prop.value.split([',', ';']).map(str::trim).filter(|item| !item.is_empty());
    items.map(|item| one(item.split('/').next().unwrap_or(item), prop, zones)).collect()
}

/// The periods of a list (`RDATE;VALUE=PERIOD`), start and end in wall-clock time of `here`; what cannot be read is left out.
pub(super) fn periods(prop: &Prop<'_>, zones: &mut Zones, here: Zone) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut out = Vec::new();
    for (from, to) in prop.value.split(',').filter_map(|item| item.trim().split_once('/')) {
        let Some(start) = one(from, prop, zones) else { continue };
        let wall = start.wall_in(here);
        let end = match one(to, prop, zones) {
            Some(end) => Some(end.wall_in(here)),
            None => duration(to).and_then(|(days, seconds)| {
                let utc = here.to_utc(wall.checked_add_signed(Duration::try_days(days)?)?);
                Some(here.from_utc(utc.checked_add_signed(Duration::try_seconds(seconds)?)?))
            }),
        };
        out.extend(end.filter(|end| *end >= wall).map(|end| (wall, end)));
    }
    out
}

fn one(value: &str, prop: &Prop<'_>, zones: &mut Zones) -> Option<Moment> {
    framed(value, prop.param("TZID").as_deref(), zones)
}

fn framed(value: &str, tzid: Option<&str>, zones: &mut Zones) -> Option<Moment> {
    let (wall, utc, timed) = parse(value)?;
    let frame = if !timed {
        Frame::Date
    } else if utc {
        Frame::In(Zone::UTC)
    } else {
        tzid.map_or(Frame::Floating, |tzid| zones.frame(tzid, wall))
    };
    Some(Moment { wall, frame })
}

/// "20261005", "20261005T100000Z", and with dashes, colons or without seconds: the time, whether UTC, whether a time at all.
pub(super) fn parse(value: &str) -> Option<(NaiveDateTime, bool, bool)> {
    let plain: String = value.chars().filter(|c| !matches!(c, '-' | ':' | ' ')).take(20).collect();
    let (date, time) = plain.split_once(['T', 't']).map_or((plain.as_str(), None), |(d, t)| (d, Some(t)));
    let date = date_of(date)?;
    let Some(time) = time else { return Some((date.and_time(NaiveTime::MIN), false, false)) };
    let (time, utc) = time.strip_suffix(['Z', 'z']).map_or((time, false), |time| (time, true));
    let (seconds, days) = seconds_of(time)?;
    let wall = date
        .checked_add_signed(Duration::days(days))?
        .and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?);
    Some((wall, utc, true))
}

fn date_of(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok().filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)
}

/// Seconds of the day and days on: 24:00 is the next midnight, a leap second the one before it.
fn seconds_of(text: &str) -> Option<(u32, i64)> {
    let text = text.split(['.', ',']).next().unwrap_or(text);
    if !matches!(text.len(), 4 | 6) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize| text.get(from..from + 2).map_or(Some(0), |two| two.parse::<u32>().ok());
    let (hour, minute, second) = (number(0)?, number(2)?, number(4)?.min(59));
    match (hour, minute) {
        (24, 0) => Some((0, 1)),
        (0..=23, 0..=59) => Some((hour * 3600 + minute * 60 + second, 0)),
        _ => None,
    }
}

/// A duration: whole days, which follow the calendar, and seconds, which follow the clock.
pub(super) fn duration(value: &str) -> Option<(i64, i64)> {
    let value = value.trim().to_ascii_uppercase();
    let (sign, rest) = value.strip_prefix('-').map_or((1, value.as_str()), |rest| (-1, rest));
    let rest = rest.trim_start_matches('+').strip_prefix('P')?;
    let (mut days, mut seconds, mut number) = (0i64, 0i64, None::<i64>);
    for c in rest.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(i64::from(digit))?);
            continue;
        }
        match (c, number.take()) {
            ('T', None) => {}
            ('W', Some(n)) => days += n.checked_mul(7)?,
            ('D', Some(n)) => days += n,
            ('H', Some(n)) => seconds += n.checked_mul(3600)?,
            ('M', Some(n)) => seconds += n.checked_mul(60)?,
            ('S', Some(n)) => seconds += n,
            _ => return None,
        }
    }
    let sane = days < 40_000 && seconds < 40_000 * 86_400 && number.is_none();
    sane.then_some((sign * days, sign * seconds))
}
