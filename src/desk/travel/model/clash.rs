//! What does not fit in a trip: with the diary, between its legs, its nights. It is said, and holds nothing up.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::leg::{in_order, length_words};
use super::{Leg, zones};
use crate::desk::diary::model::Entry;
use crate::desk::diary::recur::Zone;
use crate::desk::diary::rules::time_of;
use crate::desk::diary::rules_occurrence::Occurrence;
use crate::text::dates;

/// How long it takes to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    /// From a leg to the next, and to what is elsewhere in the diary.
    pub change: Duration,
    /// At the airport before a flight.
    pub airport: Duration,
}

/// The entries of legs in the diary, by identifier.
pub type Standing = std::collections::HashMap<String, Entry>;

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// `order`, `time to change`, `gap`, `no way back`, `no bed`, `in the way`, `too near`,
    /// `elsewhere`, `other days` or `moved in the diary`.
    pub kind: &'static str,
    /// What does not fit, in a sentence.
    pub words: String,
    /// The record that it is about: `entry/…`, `trip_leg/…`; empty for none.
    pub opens: String,
}

impl Trouble {
    fn of_leg(kind: &'static str, leg: &Leg, words: String) -> Self {
        Self { kind, words, opens: format!("trip_leg/{}", leg.id) }
    }

    fn of_entry(kind: &'static str, one: &Occurrence, words: String) -> Self {
        let opens = if one.sitting.is_some() { String::new() } else { format!("entry/{}", one.entry.id) };
        Self { kind, words, opens }
    }
}

/// What of places is the same everywhere and tells nothing.
const EMPTY_WORDS: &[&str] = &[
    "station",
    "airport",
    "st",
    "saint",
    "the",
    "of",
    "international",
    "terminal",
    "hotel",
    "city",
    "central",
    "road",
    "street",
    "main",
    "int",
    "stn",
    "north",
    "south",
    "east",
    "west",
    "home",
    "and",
];

/// Whether two places may be one: they share a word that means something.
pub fn near(a: &str, b: &str) -> bool {
    let (a, b) = (zones::words(a), zones::words(b));
    let mut words = a.split(' ').filter(|w| w.len() > 1 && !EMPTY_WORDS.contains(w));
    a == b || words.any(|w| b.split(' ').any(|other| other == w))
}

/// All that does not fit. `diary`: what stands in the traveller's calendar about that time; `standing`: the entries of the
/// legs, by identifier.
pub fn troubles(legs: &[Leg], diary: &[Occurrence], standing: &Standing, margins: Margins) -> Vec<Trouble> {
    let mut legs = legs.to_vec();
    in_order(&mut legs);
    let moving: Vec<&Leg> = legs.iter().filter(|l| l.moves()).collect();
    let mut out = between(&moving, margins);
    out.extend(no_way_back(&moving));
    out.extend(nights(&legs));
    out.extend(with_diary(&legs, &moving, diary, margins));
    out.extend(legs.iter().filter_map(|leg| moved(leg, standing)));
    out
}

fn needed(next: &Leg, margins: Margins) -> Duration {
    if next.kind == "flight" { margins.airport } else { margins.change }
}

/// One leg after the other: in order, with time to change, from where the last one arrived.
fn between(moving: &[&Leg], margins: Margins) -> Vec<Trouble> {
    let mut out = Vec::new();
    for pair in moving.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let gap = b.leaves_utc() - a.comes_utc();
        let least = needed(b, margins);
        if gap < Duration::zero() {
            let words = format!(
                "{} leaves {} before {} has arrived ({}).",
                b.label(),
                b.end_words(true),
                a.label(),
                a.end_words(false)
            );
            out.push(Trouble::of_leg("order", b, words));
        } else if gap < least {
            let words = format!(
                "{} to change from {} to {}: {} are wanted.",
                length_words(gap),
                a.label(),
                b.label(),
                length_words(least)
            );
            out.push(Trouble::of_leg("time to change", b, words));
        }
        if !near(&a.to_place, &b.from_place) {
            let words = format!("It arrives at {}, and the next leg leaves from {}.", a.to_place, b.from_place);
            out.push(Trouble::of_leg("gap", b, words));
        }
    }
    out
}

fn no_way_back(moving: &[&Leg]) -> Option<Trouble> {
    let (first, last) = (moving.first()?, moving.last()?);
    let words = format!("No leg goes back to {}: the last one ends at {}.", first.from_place, last.to_place);
    (!near(&last.to_place, &first.from_place)).then(|| Trouble::of_leg("no way back", last, words))
}

/// Nights away without a bed: neither in a hotel nor on the way over midnight nor at home again; those in a row together.
fn nights(legs: &[Leg]) -> Vec<Trouble> {
    let mut moving = legs.iter().filter(|l| l.moves());
    let Some(first) = moving.next() else { return Vec::new() };
    let last = legs.iter().filter(|l| l.moves()).max_by_key(|l| l.comes_utc()).unwrap_or(first);
    let (from, until) = (first.day(), last.comes().date());
    let all = from.iter_days().take_while(|night| *night < until).take(400);
    let mut rows: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for night in all.filter(|night| !has_bed(legs, *night, &first.from_place)) {
        match rows.last_mut().filter(|(_, end)| *end + Duration::days(1) == night) {
            Some((_, end)) => *end = night,
            None => rows.push((night, night)),
        }
    }
    rows.into_iter().map(no_bed).collect()
}

fn no_bed((first, last): (NaiveDate, NaiveDate)) -> Trouble {
    let day = dates::screen_weekday;
    let words = if first == last {
        format!("No bed for the night of {}.", day(first))
    } else {
        format!("No bed for the nights of {} to {}.", day(first), day(last))
    };
    Trouble { kind: "no bed", words, opens: String::new() }
}

/// Legs on days on which the trip is not.
pub fn outside(legs: &[Leg], first: NaiveDate, last: NaiveDate) -> Vec<Trouble> {
    let off = |l: &&Leg| l.day() < first || l.comes().date() > last;
    let words = |l: &Leg| {
        let (from, to) = (dates::screen_weekday(first), dates::screen_weekday(last));
        format!("{} leaves {}, and the trip is from {from} to {to}.", l.label(), l.end_words(true))
    };
    legs.iter().filter(off).map(|l| Trouble::of_leg("other days", l, words(l))).collect()
}

/// The small hours in which one would be in bed.
fn small_hours(night: NaiveDate) -> NaiveDateTime {
    (night + Duration::days(1)).and_time(NaiveTime::from_hms_opt(3, 0, 0).unwrap_or_default())
}

fn has_bed(legs: &[Leg], night: NaiveDate, home: &str) -> bool {
    let hours = small_hours(night);
    let hotel = |l: &&Leg| l.kind == "hotel" && l.leaves() <= hours && l.comes().date() > night;
    // A journey through the night is a bed of sorts; a short one that ends behind midnight is none.
    let long = |l: &&Leg| l.length() >= Duration::hours(3);
    let rides = |l: &&Leg| l.moves() && l.day() <= night && l.comes().date() > night && long(l);
    if legs.iter().any(|l| hotel(&l) || rides(&l)) {
        return true;
    }
    let arrived = legs.iter().filter(|l| l.moves() && l.comes() <= hours).max_by_key(|l| l.comes_utc());
    arrived.is_none_or(|l| near(&l.to_place, home))
}

/// When it is, in UTC.
fn utc(one: &Occurrence) -> (NaiveDateTime, NaiveDateTime) {
    (Zone::DESK.to_utc(one.start), Zone::DESK.to_utc(one.end))
}

fn with_diary(legs: &[Leg], moving: &[&Leg], diary: &[Occurrence], margins: Margins) -> Vec<Trouble> {
    let own: Vec<&str> = legs.iter().filter_map(|l| l.entry_id.as_deref()).collect();
    let (Some(first), Some(last)) = (moving.first(), moving.iter().max_by_key(|l| l.comes_utc())) else {
        return Vec::new();
    };
    let (from, until) = (first.leaves_utc(), last.comes_utc());
    let counts = |o: &&Occurrence| o.is_live() && !own.contains(&o.entry.id.as_str());
    diary.iter().filter(counts).filter_map(|one| with_entry(one, moving, (from, until), margins)).collect()
}

fn with_entry(
    one: &Occurrence,
    moving: &[&Leg],
    (from, until): (NaiveDateTime, NaiveDateTime),
    margins: Margins,
) -> Option<Trouble> {
    let (start, end) = utc(one);
    let what = format!("{} ({})", one.entry.label(), one.times());
    let touches = start < until && end > from;
    if one.is_leave() {
        return touches.then(|| Trouble::of_entry("in the way", one, format!("{what} is leave in this time.")));
    }
    if one.all_day {
        return None;
    }
    if let Some(leg) = moving.iter().find(|l| start < l.comes_utc() && end > l.leaves_utc()) {
        let words = format!("{what} is in the way of {}.", leg.label());
        return Some(Trouble::of_entry("in the way", one, words));
    }
    too_near(one, (start, end), moving, margins, &what).or_else(|| while_away(one, (start, end), moving, &what))
}

/// Not in the way of a leg, and too near to it to be reached.
fn too_near(
    one: &Occurrence,
    (start, end): (NaiveDateTime, NaiveDateTime),
    moving: &[&Leg],
    margins: Margins,
    what: &str,
) -> Option<Trouble> {
    let place = &one.entry.place;
    let before = moving.iter().filter(|l| l.comes_utc() <= start && !near(&l.to_place, place)).find_map(|l| {
        let gap = start - l.comes_utc();
        let words = || format!("{what} begins {} after {} arrives at {}.", length_words(gap), l.label(), l.to_place);
        (gap < margins.change).then(words)
    });
    let after = || {
        moving.iter().filter(|l| l.leaves_utc() >= end && !near(&l.from_place, place)).find_map(|l| {
            let gap = l.leaves_utc() - end;
            let least = needed(l, margins);
            let words = || {
                let (gap, least) = (length_words(gap), length_words(least));
                format!("{} leaves {gap} after {what} ends: {least} are wanted.", l.label())
            };
            (gap < least).then(words)
        })
    };
    before.or_else(after).map(|words| Trouble::of_entry("too near", one, words))
}

/// In the diary at a place where the traveller is not then.
fn while_away(
    one: &Occurrence,
    (start, end): (NaiveDateTime, NaiveDateTime),
    moving: &[&Leg],
    what: &str,
) -> Option<Trouble> {
    let entry = &one.entry;
    let far = ["video", "online", "teams", "zoom", "phone", "telephone"];
    let remote = zones::words(&entry.place).split(' ').any(|w| far.contains(&w));
    let bound = !entry.place.is_empty() || matches!(entry.kind.as_str(), "clinic" | "ward_round" | "theatre");
    if remote || !(bound || one.sitting.is_some()) {
        return None;
    }
    let home = &moving.first()?.from_place;
    let pair = moving.windows(2).find(|p| p[0].comes_utc() <= start && end <= p[1].leaves_utc())?;
    let here = &pair[0].to_place;
    let away = !near(here, home) && !near(here, &entry.place) && !near(&pair[1].from_place, &entry.place);
    let at = if entry.place.is_empty() { String::new() } else { format!(" at {}", entry.place) };
    away.then(|| Trouble::of_entry("elsewhere", one, format!("{what} is{at}, and the traveller at {here}.")))
}

/// The entry of a leg that is gone from the diary, or stands there at another time.
fn moved(leg: &Leg, standing: &Standing) -> Option<Trouble> {
    let id = leg.entry_id.as_ref()?;
    let Some(entry) = standing.get(id).filter(|e| e.binned_at.is_none() && e.is_live()) else {
        let words =
            format!("{} does not stand in the diary any more. Save the leg again to put it there.", leg.label());
        return Some(Trouble::of_leg("moved in the diary", leg, words));
    };
    let wanted = if leg.kind == "hotel" { leg.leaves().date().and_time(NaiveTime::MIN) } else { leg.leaves() };
    let at = time_of(&entry.start);
    let words = format!(
        "{} stands in the diary at {}, and leaves {}. Save the leg again to move it there.",
        leg.label(),
        dates::stamp_weekday(at),
        leg.end_words(true)
    );
    (at != wanted).then(|| Trouble { kind: "moved in the diary", words, opens: format!("entry/{id}") })
}
