//! Mileage: the rate of the day, the lower one behind the threshold of a year, passengers.
//!
//! Miles are kept in tenths, rates in tenths of a penny a mile; what they come to is counted in hundredths of a penny and
//! rounded once, for the whole leg, half up to the penny.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Leg, record};
use crate::desk::office::model::Year;
use crate::text::{dates, money};

/// The kinds of rates.
pub const RATE_KINDS: &[&str] = &["car", "motorcycle", "pedal cycle", "passenger", "reserve"];

/// A rate of mileage from a day on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// Identifier.
    pub id: String,
    /// One of [`RATE_KINDS`].
    pub kind: String,
    /// Tenths of a penny a mile.
    pub tenths: i64,
    /// Tenths of a penny a mile behind the threshold.
    pub after_tenths: i64,
    /// So many miles of a financial year are paid at the first rate; 0: all.
    pub threshold: i64,
    /// From which day on, ISO date.
    pub valid_from: String,
    /// Where it stands.
    pub source: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Rate, "mileage_rate");

/// The rates that come with the program: kind, pence, pence behind the threshold, threshold.
const SHIPPED: &[(&str, i64, i64, i64)] = &[
    ("car", 56, 20, 3_500),
    ("motorcycle", 28, 0, 0),
    ("pedal cycle", 20, 0, 0),
    ("passenger", 5, 0, 0),
    ("reserve", 28, 0, 0),
];

/// From when the shipped rates hold, and where they stand.
const SHIPPED_FROM: &str = "2014-07-01";
const SHIPPED_SOURCE: &str = "Agenda for Change section 17, as published in March 2022: see whether it has changed";

impl Rate {
    /// The rates that come with the program (Agenda for Change section 17). One of the same identifier that is kept on the
    /// desk stands in the place of the shipped one.
    pub fn shipped() -> Vec<Self> {
        let one = |(kind, pence, after, threshold): &(&str, i64, i64, i64)| Self {
            id: format!("shipped-{}", kind.replace(' ', "-")),
            kind: (*kind).into(),
            tenths: pence * 10,
            after_tenths: after * 10,
            threshold: *threshold,
            valid_from: SHIPPED_FROM.into(),
            source: SHIPPED_SOURCE.into(),
            created_at: format!("{SHIPPED_FROM}T00:00:00"),
            binned_at: None,
        };
        SHIPPED.iter().map(one).collect()
    }

    /// The rate of a kind on a day.
    pub fn on<'a>(rates: &'a [Self], kind: &str, day: NaiveDate) -> Option<&'a Self> {
        let day = day.to_string();
        let holds = |r: &&Self| r.kind == kind && r.binned_at.is_none() && r.valid_from <= day;
        rates.iter().filter(holds).max_by(|a, b| (&a.valid_from, &a.created_at).cmp(&(&b.valid_from, &b.created_at)))
    }

    /// `56p a mile, 20p after 3,500 miles in the year`.
    pub fn words(&self) -> String {
        let first = format!("{}p a mile", shown_rate(self.tenths));
        if self.threshold == 0 {
            return first;
        }
        format!("{first}, {}p after {} miles in the year", shown_rate(self.after_tenths), thousands(self.threshold))
    }

    /// Whether it can be kept as it stands.
    ///
    /// # Errors
    /// A sentence: no such kind, no day.
    pub fn checked(&self) -> Result<(), String> {
        if !RATE_KINDS.contains(&self.kind.as_str()) {
            return Err(format!("A rate is for one of these: {}.", RATE_KINDS.join(", ")));
        }
        if self.valid_from.parse::<NaiveDate>().is_err() {
            return Err("Say from which day on the rate holds.".into());
        }
        Ok(())
    }
}

fn thousands(n: i64) -> String {
    let text = money::show(n * 100);
    text.trim_start_matches('£').trim_end_matches(".00").to_owned()
}

/// A rate in pence as it is shown: `56`, `56.5`.
pub fn shown_rate(tenths: i64) -> String {
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Miles as they are shown: `12`, `12.4`.
pub fn shown_miles(miles10: i64) -> String {
    shown_rate(miles10)
}

fn read_tenths(typed: &str, most: i64) -> Option<i64> {
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 1 || !digits(whole) || !digits(part) {
        return None;
    }
    let tenths = whole.parse::<i64>().ok()? * 10 + part.parse::<i64>().unwrap_or(0);
    (tenths <= most * 10).then_some(tenths)
}

/// A rate as typed, in tenths of a penny: `56`, `56p`, `56.5p`.
///
/// # Errors
/// A sentence that says what to type.
pub fn read_rate(typed: &str) -> Result<i64, String> {
    let text = typed.trim().trim_end_matches(['p', 'P']).trim();
    if text.is_empty() {
        return Ok(0);
    }
    read_tenths(text, 500).ok_or_else(|| format!("“{}” is no rate: type pence a mile, as in 56 or 56.5.", typed.trim()))
}

/// Miles as typed, in tenths: `12`, `12.4`; empty: none.
///
/// # Errors
/// A sentence that says what to type.
pub fn read_miles(typed: &str) -> Result<i64, String> {
    let text = typed.trim().trim_end_matches("miles").trim();
    if text.is_empty() {
        return Ok(0);
    }
    let bad = || format!("“{}” are no miles: type 12 or 12.4, at most 10,000.", typed.trim());
    read_tenths(text, 10_000).ok_or_else(bad)
}

/// What the miles of a leg come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mileage {
    /// Tenths of a mile that the traveller had driven in the year before it.
    pub before10: i64,
    /// Tenths of a mile at the first rate.
    pub first10: i64,
    /// Tenths of a mile at the rate behind the threshold.
    pub after10: i64,
    /// What it comes to, in pence.
    pub pence: i64,
    /// By which rate, in words.
    pub words: String,
}

impl Mileage {
    /// What the miles of a leg come to, where the traveller had driven `before10` tenths of a mile in its year.
    ///
    /// # Errors
    /// A sentence: there is no rate for that day.
    pub fn of(leg: &Leg, before10: i64, rates: &[Rate]) -> Result<Self, String> {
        let rate = rate_of(rates, &leg.vehicle, leg.day())?;
        let (first10, after10) = split(leg.miles10, before10, rate.threshold);
        let mut hundredths = first10 * rate.tenths + after10 * rate.after_tenths;
        let mut words = format!("{} from {}", rate.words(), shown_from(rate));
        if leg.passengers > 0 {
            let passenger = rate_of(rates, "passenger", leg.day())?;
            hundredths += leg.miles10 * leg.passengers * passenger.tenths;
            words = format!("{words}; {} passengers at {}p", leg.passengers, shown_rate(passenger.tenths));
        }
        if !rate.source.is_empty() {
            let source = rate.source.split(':').next().unwrap_or_default();
            words = format!("{words} ({source})");
        }
        Ok(Self { before10, first10, after10, pence: (hundredths + 50).div_euclid(100), words })
    }
}

fn rate_of<'a>(rates: &'a [Rate], kind: &str, day: NaiveDate) -> Result<&'a Rate, String> {
    Rate::on(rates, kind, day)
        .ok_or_else(|| format!("There is no rate for a {kind} on {}: add one to the rates first.", dates::screen(day)))
}

fn shown_from(rate: &Rate) -> String {
    rate.valid_from.parse().map_or_else(|_| rate.valid_from.clone(), dates::screen)
}

/// How many tenths of a mile are within the threshold (in miles; 0: none) and how many behind it.
fn split(miles10: i64, before10: i64, threshold: i64) -> (i64, i64) {
    if threshold == 0 {
        return (miles10, 0);
    }
    let first = (threshold * 10 - before10).clamp(0, miles10);
    (first, miles10 - first)
}

/// The days of the year whose miles count together with those of a day: the financial year, from 1 April.
pub fn year_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = Year::of(day);
    (year.first(), year.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drive(miles10: i64, passengers: i64) -> Leg {
        let at = "2026-03-10T08:00:00".parse().unwrap();
        Leg { miles10, passengers, ..Leg::new("t", "car", at, at) }
    }

    #[test]
    fn the_rate_of_the_day_counts_and_the_lower_one_behind_the_threshold() {
        let mut rates = Rate::shipped();
        assert_eq!(Mileage::of(&drive(1_000, 0), 0, &rates).unwrap().pence, 5_600);
        let over = Mileage::of(&drive(1_000, 0), 34_500, &rates).unwrap();
        assert_eq!((over.first10, over.after10, over.pence), (500, 500, 2_800 + 1_000));
        assert_eq!(Mileage::of(&drive(1_000, 2), 40_000, &rates).unwrap().pence, 2_000 + 1_000);
        let newer = Rate { id: "n".into(), tenths: 595, valid_from: "2026-03-10".into(), ..rates[0].clone() };
        rates.push(newer);
        assert_eq!(Mileage::of(&drive(11, 0), 0, &rates).unwrap().pence, 65, "65.45 pence");
        assert!(
            Mileage::of(&drive(11, 0), 0, &rates).unwrap().words.starts_with("59.5p a mile, 20p after 3,500 miles")
        );
        rates.retain(|r| r.kind != "passenger");
        assert!(Mileage::of(&drive(10, 1), 0, &rates).unwrap_err().contains("no rate for a passenger on 10-Mar-2026"));
    }

    #[test]
    fn rates_and_miles_are_read_as_typed() {
        assert_eq!([read_rate("56p"), read_rate("56.5"), read_rate("")], [Ok(560), Ok(565), Ok(0)]);
        assert_eq!([read_miles("12"), read_miles("12.4 miles"), read_miles("")], [Ok(120), Ok(124), Ok(0)]);
        for bad in ["-1", "1.25", "x", "1e3", "99999999", ".5"] {
            assert!(read_miles(bad).is_err() && read_rate(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn the_split_is_that_of_a_count_tenth_by_tenth(
            miles10 in 0i64..3_000,
            before10 in 0i64..6_000,
            threshold in 0i64..500,
            tenths in 0i64..700,
            after_tenths in 0i64..700,
            passengers in 0i64..4,
        ) {
            let mut rates = Rate::shipped();
            rates[0] = Rate { tenths, after_tenths, threshold, ..rates[0].clone() };
            let got = Mileage::of(&drive(miles10, passengers), before10, &rates).unwrap();
            let one = |n: i64| if threshold == 0 || before10 + n < threshold * 10 { tenths } else { after_tenths };
            let hundredths: i64 = (0..miles10).map(|n| one(n) + 50 * passengers).sum();
            prop_assert_eq!(got.first10 + got.after10, miles10);
            prop_assert_eq!(got.pence, (hundredths + 50) / 100);
        }
    }
}
