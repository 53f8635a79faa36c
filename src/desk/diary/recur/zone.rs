//! Zones by any name they come with (IANA, Windows, an offset), and wall-clock time carried between them.

use calcard::common::timezone::Tz as Known;
use chrono::{Datelike, Duration, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;

/// The zone of the desk: wall-clock times without a zone are in it.
pub const DESK_ZONE: &str = "Europe/London";

/// A zone with rules, or a plain offset where nothing better is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A zone of the IANA table.
    Named(Tz),
    /// A fixed offset from UTC.
    Fixed(FixedOffset),
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self::Named(Tz::UTC);
    /// The desk's own.
    pub const DESK: Self = Self::Named(Tz::Europe__London);

    /// The name to store: IANA, `UTC`, or an offset such as `+05:30`.
    pub fn name(self) -> String {
        match self {
            Self::Named(tz) if is_utc(tz) => "UTC".to_string(),
            Self::Named(tz) => tz.name().to_string(),
            Self::Fixed(offset) => offset_name(offset),
        }
    }

    /// Wall-clock time here, as UTC. In a gap the clock is read as if it had not yet gone forward (so it comes
    /// out an hour later); of two equal readings the earlier is meant.
    pub fn to_utc(self, local: NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Fixed(offset) => shift(local, -offset.local_minus_utc()),
            Self::Named(tz) => match tz.from_local_datetime(&local) {
                LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.naive_utc(),
                LocalResult::None => shift(local, -offset_at(tz, shift(local, -86_400))),
            },
        }
    }

    /// UTC, as wall-clock time here.
    pub fn from_utc(self, utc: NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Fixed(offset) => shift(utc, offset.local_minus_utc()),
            Self::Named(tz) => shift(utc, offset_at(tz, utc)),
        }
    }

    /// Seconds east of UTC at a moment of UTC.
    pub fn offset_at(self, utc: NaiveDateTime) -> i32 {
        match self {
            Self::Fixed(offset) => offset.local_minus_utc(),
            Self::Named(tz) => offset_at(tz, utc),
        }
    }
}

fn is_utc(tz: Tz) -> bool {
    matches!(
        tz,
        Tz::UTC
            | Tz::Etc__UTC
            | Tz::Etc__GMT
            | Tz::Etc__GMT0
            | Tz::Etc__GMTMinus0
            | Tz::Etc__GMTPlus0
            | Tz::GMT
            | Tz::Zulu
            | Tz::Etc__Zulu
            | Tz::Etc__UCT
            | Tz::UCT
    )
}

fn offset_at(tz: Tz, utc: NaiveDateTime) -> i32 {
    tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}

fn shift(at: NaiveDateTime, seconds: i32) -> NaiveDateTime {
    at.checked_add_signed(Duration::seconds(i64::from(seconds))).unwrap_or(at)
}

fn offset_name(offset: FixedOffset) -> String {
    let seconds = offset.local_minus_utc();
    let minutes = seconds.abs() / 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    if minutes == 0 { "UTC".to_string() } else { format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60) }
}

/// The zone of that name: IANA, Windows ("GMT Standard Time"), Outlook's long names, a path that ends in an IANA
/// name, or an offset ("UTC+11", "+05:30"). None where nobody knows it.
pub fn zone_named(name: &str) -> Option<Zone> {
    let name = name.trim().trim_matches('"').trim();
    if name.is_empty() || name.len() > 200 {
        return None;
    }
    at_home(name)
        .or_else(|| known(name))
        .or_else(|| offset_named(name))
        .or_else(|| by_the_end_of_the_path(name))
        .or_else(|| underlined(name))
}

/// Outlook's "(UTC+00:00) Dublin, Edinburgh, Lisbon, London" and its older kin, which else come out as plain UTC.
fn at_home(name: &str) -> Option<Zone> {
    name.ends_with("London").then_some(Zone::Named(Tz::Europe__London))
}

fn known(name: &str) -> Option<Zone> {
    match name.parse::<Known>().ok()? {
        Known::Tz(tz) => Some(Zone::Named(tz)),
        Known::Fixed(offset) => Some(Zone::Fixed(offset)),
        Known::Floating => None,
    }
}

/// `/mozilla.org/20070129_1/America/New_York` and the like.
fn by_the_end_of_the_path(name: &str) -> Option<Zone> {
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    (2..=3).rev().filter(|take| parts.len() >= *take).find_map(|take| known(&parts[parts.len() - take..].join("/")))
}

/// Whether a zone's name is not one that anybody defined, and only looks like one (`US-Mountain`).
pub fn is_guessed(name: &str) -> bool {
    let name = name.trim().trim_matches('"').trim();
    let sure = at_home(name).or_else(|| known(name)).or_else(|| offset_named(name));
    sure.or_else(|| by_the_end_of_the_path(name)).is_none() && zone_named(name).is_some()
}

/// `Europe_London`, `US-Mountain`, as some programs write it.
fn underlined(name: &str) -> Option<Zone> {
    let mark = name.find(['_', '-'])?;
    known(&format!("{}/{}", &name[..mark], &name[mark + 1..]))
}

fn offset_named(name: &str) -> Option<Zone> {
    let rest = name.strip_prefix("UTC").or_else(|| name.strip_prefix("GMT")).unwrap_or(name).trim();
    let sign = match rest.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = rest[1..].chars().filter(|c| *c != ':').collect();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).map(Zone::Fixed)
}

/// A wall-clock time of the desk as the clocks show it: one that they skip in spring is an hour later.
pub fn that_is(at: NaiveDateTime) -> NaiveDateTime {
    // The clocks change in the small hours of a Sunday: every other time stands as it is, without a look at the table.
    let may_be = at.weekday() == Weekday::Sun && at.hour() < 4;
    if may_be { Zone::DESK.from_utc(Zone::DESK.to_utc(at)) } else { at }
}

/// Wall-clock time in another zone, as wall-clock time of the desk. An unknown zone is taken for the desk's.
pub fn to_desk(local: NaiveDateTime, zone: &str) -> NaiveDateTime {
    between(local, zone, DESK_ZONE)
}

/// Wall-clock time of one zone as that of another; an unknown zone is taken for the desk's. A time that the
/// clocks skip comes out an hour later, one that they repeat is the earlier.
pub fn between(local: NaiveDateTime, from: &str, to: &str) -> NaiveDateTime {
    let from = zone_named(from).unwrap_or(Zone::DESK);
    let to = zone_named(to).unwrap_or(Zone::DESK);
    to.from_utc(from.to_utc(local))
}
