//! A leg of a trip: one train, flight, drive, night's lodging, each end with its own clock.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{record, zones};
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::dates;

/// The kinds of a leg.
pub const KINDS: &[&str] = &["train", "flight", "taxi", "car", "hotel", "meal", "other"];

/// What a car leg is driven with, by the rates there are.
pub const VEHICLES: &[&str] = &["car", "motorcycle", "pedal cycle", "reserve"];

/// Who pays.
pub const PAYERS: &[&str] = &["department", "traveller"];

/// A leg.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Leg {
    /// Identifier.
    pub id: String,
    /// The trip.
    pub trip_id: String,
    /// One of [`KINDS`].
    pub kind: String,
    /// The railway, airline, taxi firm or hotel.
    pub carrier: String,
    /// The number of the booking.
    pub reference: String,
    /// From where; of a hotel the town.
    pub from_place: String,
    /// The zone there; empty: the desk's.
    pub from_zone: String,
    /// When it leaves, ISO wall-clock time there; of a hotel the arrival at it.
    pub departs: String,
    /// To where.
    pub to_place: String,
    /// The zone there; empty: the desk's.
    pub to_zone: String,
    /// When it arrives, ISO wall-clock time there.
    pub arrives: String,
    /// Its address: of the hotel, the stand, the terminal.
    pub location: String,
    /// A telephone number for it.
    pub phone: String,
    /// What it costs, in pence; of miles driven what they come to once they were claimed.
    pub pence: i64,
    /// One of [`PAYERS`].
    pub payer: String,
    /// The number of the receipt.
    pub receipt: String,
    /// Whether it is booked.
    pub is_booked: bool,
    /// One of [`VEHICLES`]; of a car leg.
    pub vehicle: String,
    /// How far it is driven, in tenths of a mile.
    pub miles10: i64,
    /// How many passengers a mileage is claimed for.
    pub passengers: i64,
    /// By which rate the miles were claimed; empty before.
    pub rated: String,
    /// More about it.
    pub note: String,
    /// The entry that stands for it in the diary.
    pub entry_id: Option<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Leg, "trip_leg");

fn time(iso: &str) -> NaiveDateTime {
    crate::desk::diary::rules::time_of(iso)
}

/// A length as people read it: `4hr 32min`, `1 day 2hr`.
pub fn length_words(length: Duration) -> String {
    let minutes = length.num_minutes().max(0);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let part = |n: i64, word: &str| if n == 0 { String::new() } else { format!("{n}{word}") };
    let day = if days == 1 { "1 day".to_owned() } else { part(days, " days") };
    let parts = [day, part(hours, "hr"), part(rest, "min")];
    let said: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    if said.is_empty() { "0min".into() } else { said.join(" ") }
}

impl Leg {
    /// A leg of a trip that leaves then.
    pub fn new(trip_id: &str, kind: &str, departs: NaiveDateTime, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            trip_id: trip_id.into(),
            kind: kind.into(),
            departs: stamp(departs),
            arrives: stamp(departs),
            payer: "department".into(),
            vehicle: "car".into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// Whether the traveller is on the way in it.
    pub fn moves(&self) -> bool {
        matches!(self.kind.as_str(), "train" | "flight" | "taxi" | "car")
    }

    /// Whether it is miles driven, paid by the mile.
    pub fn is_mileage(&self) -> bool {
        self.kind == "car" && self.miles10 > 0
    }

    /// When it leaves by the clock there.
    pub fn leaves(&self) -> NaiveDateTime {
        time(&self.departs)
    }

    /// When it arrives by the clock there.
    pub fn comes(&self) -> NaiveDateTime {
        time(&self.arrives)
    }

    /// When it leaves, in UTC.
    pub fn leaves_utc(&self) -> NaiveDateTime {
        zones::zone(&self.from_zone).to_utc(self.leaves())
    }

    /// When it arrives, in UTC.
    pub fn comes_utc(&self) -> NaiveDateTime {
        zones::zone(&self.to_zone).to_utc(self.comes())
    }

    /// The day on which it leaves.
    pub fn day(&self) -> NaiveDate {
        self.leaves().date()
    }

    /// How long it truly takes, over zones and changes of the clocks.
    pub fn length(&self) -> Duration {
        self.comes_utc() - self.leaves_utc()
    }

    /// How many nights a hotel is for.
    pub fn nights(&self) -> i64 {
        (self.comes().date() - self.leaves().date()).num_days()
    }

    /// Whether both ends have one clock at that time.
    pub fn is_in_one_zone(&self) -> bool {
        let there = |zone: &str, utc| zones::offset(zone, utc);
        there(&self.from_zone, self.leaves_utc()) == there(&self.to_zone, self.leaves_utc())
    }

    /// How it is called: `Flight BA117 London to New York`, `Hotel Ibis, Brussels`.
    pub fn label(&self) -> String {
        let mut kind = self.kind.clone();
        if let Some(first) = kind.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let way = match self.kind.as_str() {
            "hotel" | "meal" | "other" => self.from_place.clone(),
            _ => format!("{} to {}", self.from_place, self.to_place),
        };
        let carrier = self.carrier.trim();
        match self.kind.as_str() {
            _ if carrier.is_empty() => format!("{kind} {way}").trim().to_owned(),
            "hotel" | "meal" | "other" if way.is_empty() => format!("{kind} {carrier}"),
            "hotel" | "meal" | "other" => format!("{kind} {carrier}, {way}"),
            _ => format!("{kind} {carrier} {way}"),
        }
    }

    /// An end of it with its clock: `Tue 10-Mar-2026 08:15 New York (UTC-4)`; the zone only where it is not the desk's.
    pub fn end_words(&self, first: bool) -> String {
        let (at, zone, utc) = if first {
            (self.leaves(), &self.from_zone, self.leaves_utc())
        } else {
            (self.comes(), &self.to_zone, self.comes_utc())
        };
        let when = format!("{} {}", dates::screen_weekday(at.date()), dates::time(at.time()));
        let abroad = !self.is_in_one_zone() || !zone.is_empty();
        if abroad { format!("{when} {} ({})", zones::shown(zone), zones::offset(zone, utc)) } else { when }
    }

    /// Whether it can be kept as it stands.
    ///
    /// # Errors
    /// A sentence: a place is missing, it arrives before it leaves in real time, a hotel has no night, a sum is below nothing.
    pub fn checked(&self) -> Result<(), String> {
        if self.moves() && (self.from_place.trim().is_empty() || self.to_place.trim().is_empty()) {
            return Err(format!("Say from where and to where the {} goes.", self.kind));
        }
        if self.comes_utc() < self.leaves_utc() {
            let utc = |at: NaiveDateTime| format!("{} {} UTC", dates::screen(at.date()), dates::time(at.time()));
            return Err(format!(
                "It arrives at {}, before it leaves at {}: look at the days and zones. It leaves {} and arrives {}.",
                utc(self.comes_utc()),
                utc(self.leaves_utc()),
                self.end_words(true),
                self.end_words(false)
            ));
        }
        if self.kind == "hotel" && self.nights() < 1 {
            return Err("A hotel is for a night at least: say on which day the traveller leaves it.".into());
        }
        if self.pence < 0 {
            return Err("A cost is not below nothing.".into());
        }
        Ok(())
    }

    /// With what follows from the rest: a hotel, a meal stands in one place; only a drive has miles.
    #[must_use]
    pub fn settled(mut self) -> Self {
        if !self.moves() {
            self.to_place.clone_from(&self.from_place);
            self.to_zone.clone_from(&self.from_zone);
        }
        if self.kind != "car" {
            self.miles10 = 0;
        }
        if self.miles10 == 0 {
            self.passengers = 0;
            self.rated = String::new();
        } else {
            self.payer = "traveller".into();
        }
        if self.arrives.is_empty() {
            self.arrives.clone_from(&self.departs);
        }
        self
    }
}

/// Puts legs in the order in which they are travelled.
pub fn in_order(legs: &mut [Leg]) {
    legs.sort_by(|a, b| (a.leaves_utc(), a.comes_utc(), &a.id).cmp(&(b.leaves_utc(), b.comes_utc(), &b.id)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leg(from: (&str, &str), to: (&str, &str)) -> Leg {
        let (from_zone, departs) = (from.0.to_owned(), from.1.to_owned());
        let (to_zone, arrives) = (to.0.to_owned(), to.1.to_owned());
        let (from_place, to_place) = ("London".to_owned(), "New York".to_owned());
        let now = "2026-03-03T09:41:00".parse().unwrap();
        Leg { from_place, from_zone, departs, to_place, to_zone, arrives, ..Leg::new("t", "flight", now, now) }
    }

    #[test]
    fn a_length_is_right_over_zones_and_changes_of_the_clocks() {
        let york = "America/New_York";
        let out = leg(("", "2026-03-07T18:25:00"), (york, "2026-03-07T21:40:00"));
        assert_eq!(length_words(out.length()), "8hr 15min");
        let back = leg((york, "2026-03-08T00:30:00"), ("", "2026-03-08T11:30:00"));
        assert_eq!(length_words(back.length()), "6hr", "the clocks there go forward on the way, those here do not");
        let later = leg((york, "2026-03-10T21:30:00"), ("", "2026-03-11T08:40:00"));
        assert_eq!(length_words(later.length()), "7hr 10min", "four hours apart in these weeks");
        let night = leg(("", "2026-03-28T23:30:00"), ("", "2026-03-29T06:30:00"));
        assert_eq!(length_words(night.length()), "6hr", "a night that is an hour short");
        let autumn = leg(("", "2026-10-24T23:30:00"), ("", "2026-10-25T06:30:00"));
        assert_eq!(length_words(autumn.length()), "8hr");
        assert_eq!(later.end_words(true), "Tue 10-Mar-2026 21:30 New York (UTC-4)");
        assert_eq!(later.end_words(false), "Wed 11-Mar-2026 08:40 London (UTC)");
    }

    #[test]
    fn what_arrives_before_it_leaves_is_refused_with_both_in_utc() {
        let said = leg(("", "2026-03-10T11:00:00"), ("Asia/Tokyo", "2026-03-10T19:59:00")).checked().unwrap_err();
        assert!(said.contains("arrives at 10-Mar-2026 10:59 UTC, before it leaves at 10-Mar-2026 11:00 UTC"), "{said}");
        let west = leg(("Asia/Tokyo", "2026-03-10T17:00:00"), ("America/Los_Angeles", "2026-03-10T10:30:00"));
        assert_eq!((west.checked(), length_words(west.length())), (Ok(()), "9hr 30min".into()));
    }

    proptest! {
        #[test]
        fn a_leg_is_as_long_as_it_is_whatever_the_zones(
            start in 0i64..60 * 24 * 730,
            minutes in 0i64..60 * 30,
            from in 0usize..6,
            to in 0usize..6,
        ) {
            let names = ["", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "Europe/Brussels", "+05:45"];
            let begin: NaiveDateTime = "2025-01-01T00:00:00".parse().unwrap();
            let leaves = begin + Duration::minutes(start);
            let comes = leaves + Duration::minutes(minutes);
            let local = |zone: &str, utc| stamp(zones::zone(zone).from_utc(utc));
            let one = leg((names[from], &local(names[from], leaves)), (names[to], &local(names[to], comes)));
            // Of an hour that the clocks repeat the earlier is meant: what falls into the later is an hour short.
            let hours = |zone: &str, utc: NaiveDateTime| utc - zones::zone(zone).to_utc(zones::zone(zone).from_utc(utc));
            let wanted = Duration::minutes(minutes) + hours(names[from], leaves) - hours(names[to], comes);
            prop_assert_eq!(one.length(), wanted);
            let repeated = hours(names[from], leaves) + hours(names[to], comes) != Duration::zero();
            prop_assert!(repeated || one.checked().is_ok());
        }
    }
}
