//! The zones of one file: by name where the name is known, else by the rules the file itself gives.

use super::component::Component;
use super::value::{Frame, parse};
use crate::desk::diary::recur::{DESK_ZONE, Series, Zone, is_guessed, last_start, starts_between, zone_named};
use chrono::{Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime};
use std::collections::HashMap;

/// Zones that most meetings come from: one of them is meant where a file's own rules give the same clock.
const LIKELY: [&str; 24] = [
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/Athens",
    "Europe/Moscow",
    "Europe/Istanbul",
    "America/Halifax",
    "America/St_Johns",
    "America/Anchorage",
    "America/Phoenix",
    "America/Bogota",
    "America/Sao_Paulo",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Pacific/Fiji",
];
/// More home-made zones than this no honest file has.
const MOST: usize = 200;

/// One line of a zone's history: from its start (and repeats of it) the clock is `to` seconds east of UTC.
#[derive(Debug, Clone)]
struct Observance {
    series: Series,
    to: i32,
}

/// The zones of a file.
pub(super) struct Zones {
    pub desk: Zone,
    own: HashMap<String, Vec<Observance>>,
    known: HashMap<String, Option<Zone>>,
    pub guessed: Vec<String>,
    /// Names that the file does not define and that look like a zone's, with that zone.
    pub likened: Vec<(String, String)>,
}

impl Zones {
    pub fn new(desk_zone: &str) -> Self {
        let desk = zone_named(desk_zone).or_else(|| zone_named(DESK_ZONE)).unwrap_or(Zone::UTC);
        Self { desk, own: HashMap::new(), known: HashMap::new(), guessed: Vec::new(), likened: Vec::new() }
    }

    /// Take in a VTIMEZONE.
    pub fn define(&mut self, zone: &Component<'_>) {
        let Some(tzid) = zone.value("TZID").map(|tzid| tzid.trim_matches('"').to_string()) else { return };
        let said = zone.value("X-LIC-LOCATION").and_then(zone_named);
        if let Some(said) = zone_named(&tzid).or(said).filter(|zone| tzid.contains('/') || zone.name() == tzid) {
            self.known.insert(tzid, Some(said));
        } else if self.own.len() < MOST {
            self.own.insert(tzid, zone.children.iter().filter_map(observance).collect());
        }
    }

    /// The frame of a wall-clock time under that TZID. An unknown zone is taken for the desk's, and noted.
    pub fn frame(&mut self, tzid: &str, wall: NaiveDateTime) -> Frame {
        let tzid = tzid.trim().trim_matches('"');
        if !self.known.contains_key(tzid) {
            let named = zone_named(tzid).filter(|zone| !self.contradicts(tzid, *zone, wall));
            let found = named.or_else(|| self.by_rules(tzid, wall));
            if let Some(zone) = found.filter(|_| is_guessed(tzid)) {
                self.likened.push((tzid.to_string(), zone.name()));
            }
            self.known.insert(tzid.to_string(), found);
        }
        if let Some(Some(zone)) = self.known.get(tzid) {
            return Frame::In(*zone);
        }
        if let Some(own) = self.own.get(tzid).filter(|own| !own.is_empty()) {
            return FixedOffset::east_opt(offset(own, wall))
                .map_or(Frame::Floating, |offset| Frame::In(Zone::Fixed(offset)));
        }
        self.guess(tzid);
        Frame::Floating
    }

    /// Whether the file's own rules give another clock than the name, which is none of the IANA table: they hold then.
    fn contradicts(&self, tzid: &str, zone: Zone, wall: NaiveDateTime) -> bool {
        let Some(own) = self.own.get(tzid) else { return false };
        let begun = own.iter().any(|line| line.series.start <= wall);
        begun && offset(own, wall) != zone.offset_at(zone.to_utc(wall))
    }

    fn guess(&mut self, tzid: &str) {
        if self.guessed.len() < 50 && !self.guessed.iter().any(|other| other == tzid) {
            self.guessed.push(tzid.to_string());
        }
    }

    /// A zone of the table that keeps the file's own rules in that year.
    fn by_rules(&self, tzid: &str, wall: NaiveDateTime) -> Option<Zone> {
        let own = self.own.get(tzid).filter(|own| !own.is_empty())?;
        let probes: Vec<NaiveDateTime> =
            (1..=12).flat_map(|month| [3, 17].map(|day| noon(wall.year(), month, day))).collect();
        let offsets: Vec<i32> = probes.iter().map(|at| offset(own, *at)).collect();
        let same =
            |zone: &Zone| probes.iter().zip(&offsets).all(|(at, offset)| zone.offset_at(zone.to_utc(*at)) == *offset);
        let likely = LIKELY.iter().filter_map(|name| zone_named(name));
        std::iter::once(self.desk).chain(likely).find(same)
    }
}

fn noon(year: i32, month: u32, day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day).and_then(|date| date.and_hms_opt(12, 0, 0)).unwrap_or_default()
}

/// The offset at a wall-clock time: that of the line of history begun last.
fn offset(own: &[Observance], wall: NaiveDateTime) -> i32 {
    let begun = own.iter().filter_map(|line| onset(&line.series, wall).map(|at| (at, line.to)));
    begun.max_by_key(|(at, _)| *at).map_or_else(|| own.first().map_or(0, |line| line.to), |(_, to)| to)
}

fn onset(series: &Series, wall: NaiveDateTime) -> Option<NaiveDateTime> {
    if series.start > wall {
        return None;
    }
    let recent = starts_between(series, wall - Duration::days(800), wall + Duration::seconds(1)).unwrap_or_default();
    let last = || last_start(series).filter(|last| *last <= wall);
    Some(recent.last().copied().or_else(last).unwrap_or(series.start))
}

fn observance(part: &Component<'_>) -> Option<Observance> {
    let start = parse(part.value("DTSTART")?)?.0;
    let mut series = Series { zone: Some("UTC".to_string()), ..Series::once(start) };
    for prop in part.lines.iter().filter_map(super::lines::Line::prop) {
        if prop.is("RRULE") {
            series.rules.push(prop.value.to_string());
        } else if prop.is("RDATE") {
            series.rdates.extend(prop.value.split(',').filter_map(|item| parse(item.trim())).map(|found| found.0));
        }
    }
    Some(Observance { series, to: seconds_east(part.value("TZOFFSETTO")?)? })
}

/// "+0100", "-053000".
fn seconds_east(text: &str) -> Option<i32> {
    let (sign, digits) =
        if let Some(rest) = text.strip_prefix('-') { (-1, rest) } else { (1, text.trim_start_matches('+')) };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let two = |from: usize| digits.get(from..from + 2).map_or(Some(0), |two| two.parse::<i32>().ok());
    let (hours, minutes, seconds) = (two(0)?, two(2)?, two(4)?);
    (hours < 24 && minutes < 60 && seconds < 60).then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}
