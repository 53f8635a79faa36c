//! Bank holidays of the three divisions of the United Kingdom: a table where there is one, a rule beyond it.
//!
//! The table is GOV.UK's own (`assets/bank-holidays.json`) and may be refreshed from a newer file of the same form; a desk
//! may add days of its own, or strike out days on which it works. Years no table holds are worked out; one-off days
//! (a jubilee, a coronation) cannot be.

#[cfg(test)]
mod tests;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// GOV.UK's table as it came with the program.
pub const SHIPPED: &str = include_str!("../../../assets/bank-holidays.json");

/// Which holidays apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Division {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Division {
    /// All three.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// Its name in GOV.UK's file and in the configuration.
    pub fn key(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    /// The division of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|division| division.key() == key)
    }
}

/// A row of a desk's own table: a day and its name, or no name where the desk works on a bank holiday.
pub type Extra = (NaiveDate, Option<String>);

/// The bank holidays of one division, and what a desk changed about them.
#[derive(Debug, Clone)]
pub struct Holidays {
    division: Division,
    table: BTreeMap<NaiveDate, String>,
    /// Years the table holds whole.
    years: BTreeSet<i32>,
    extra: BTreeMap<NaiveDate, Option<String>>,
}

/// Fewer than this in a year, and the table holds only part of it.
const WHOLE_YEAR: usize = 8;

#[derive(Deserialize)]
struct Part {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    title: String,
    date: NaiveDate,
    #[serde(default)]
    notes: String,
}

impl Holidays {
    /// The table that comes with the program.
    pub fn shipped(division: Division) -> Self {
        Self::from_json(division, SHIPPED).expect("the shipped table is read by a test")
    }

    /// A table in GOV.UK's form. The error is a sentence.
    pub fn from_json(division: Division, text: &str) -> Result<Self, String> {
        let mut parts: BTreeMap<String, Part> = serde_json::from_str(text).map_err(|error| {
            format!(
                "The bank holidays could not be read (line {}): they must be GOV.UK's bank-holidays.json.",
                error.line()
            )
        })?;
        let Some(part) = parts.remove(division.key()) else {
            return Err(format!(
                "The file of bank holidays has no part \"{}\"; take GOV.UK's whole file.",
                division.key()
            ));
        };
        let table: BTreeMap<NaiveDate, String> =
            part.events.into_iter().map(|event| (event.date, name(event))).collect();
        let mut count: BTreeMap<i32, usize> = BTreeMap::new();
        for date in table.keys() {
            *count.entry(date.year()).or_default() += 1;
        }
        let years = count.into_iter().filter(|(_, days)| *days >= WHOLE_YEAR).map(|(year, _)| year).collect();
        Ok(Self { division, table, years, extra: BTreeMap::new() })
    }

    /// A newer table laid over this one: the years it holds whole are taken from it, part of a year is added.
    pub fn refreshed(mut self, text: &str) -> Result<Self, String> {
        let newer = Self::from_json(self.division, text)?;
        self.table.retain(|date, _| !newer.years.contains(&date.year()));
        self.table.extend(newer.table);
        self.years.extend(newer.years);
        Ok(self)
    }

    /// The desk's own days: added where they have a name, struck out where they have none.
    #[must_use]
    pub fn with_extra(mut self, rows: impl IntoIterator<Item = Extra>) -> Self {
        self.extra.extend(rows);
        self
    }

    /// The name of the holiday on this day.
    pub fn on(&self, date: NaiveDate) -> Option<&str> {
        if let Some(own) = self.extra.get(&date) {
            return own.as_deref();
        }
        if let Some(title) = self.table.get(&date) {
            return Some(title);
        }
        if self.years.contains(&date.year()) {
            return None;
        }
        by_rule(self.division, date.year()).into_iter().find(|day| day.0 == date).map(|day| day.1)
    }

    /// The holidays from `first` to `last`, both included, in order.
    pub fn between(&self, first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, &str)> {
        first.iter_days().take_while(|date| *date <= last).filter_map(|date| Some((date, self.on(date)?))).collect()
    }

    /// Whether the offices are open: no Saturday, no Sunday, no bank holiday.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !is_weekend(date) && self.on(date).is_none()
    }
}

fn name(event: Event) -> String {
    match event.notes.trim() {
        "" => event.title,
        notes => format!("{} ({})", event.title, notes.to_lowercase()),
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
pub fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, of_century) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let lunar = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - lunar + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let days = epact + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31).ok()? + 1)
}

/// The holidays of a year no table holds. One-off days are unknown here.
pub fn by_rule(division: Division, year: i32) -> Vec<(NaiveDate, &'static str)> {
    let mut days = movable(division, year);
    let fixed: Vec<(NaiveDate, &str, &str)> = fixed(division)
        .iter()
        .filter_map(|&(month, day, title, moved)| Some((NaiveDate::from_ymd_opt(year, month, day)?, title, moved)))
        .collect();
    days.extend(fixed.iter().filter(|day| !is_weekend(day.0)).map(|day| (day.0, day.1)));
    for (date, _, moved) in fixed.iter().filter(|day| is_weekend(day.0)) {
        if let Some(free) = date.iter_days().find(|at| !is_weekend(*at) && days.iter().all(|day| day.0 != *at)) {
            days.push((free, moved));
        }
    }
    days.sort_unstable();
    days
}

type Fixed = (u32, u32, &'static str, &'static str);

const NEW_YEAR: Fixed = (1, 1, "New Year’s Day", "New Year’s Day (substitute day)");
const SECOND: Fixed = (1, 2, "2nd January", "2nd January (substitute day)");
const PATRICK: Fixed = (3, 17, "St Patrick’s Day", "St Patrick’s Day (substitute day)");
const BOYNE: Fixed =
    (7, 12, "Battle of the Boyne (Orangemen’s Day)", "Battle of the Boyne (Orangemen’s Day) (substitute day)");
const ANDREW: Fixed = (11, 30, "St Andrew’s Day", "St Andrew’s Day (substitute day)");
const CHRISTMAS: Fixed = (12, 25, "Christmas Day", "Christmas Day (substitute day)");
const BOXING: Fixed = (12, 26, "Boxing Day", "Boxing Day (substitute day)");

/// Days of a date; on a weekend the next free working day stands for them.
fn fixed(division: Division) -> &'static [Fixed] {
    match division {
        Division::EnglandAndWales => &[NEW_YEAR, CHRISTMAS, BOXING],
        Division::Scotland => &[NEW_YEAR, SECOND, ANDREW, CHRISTMAS, BOXING],
        Division::NorthernIreland => &[NEW_YEAR, PATRICK, BOYNE, CHRISTMAS, BOXING],
    }
}

/// Days of a weekday, and those about Easter.
fn movable(division: Division, year: i32) -> Vec<(NaiveDate, &'static str)> {
    let monday = |month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth);
    let last_monday = |month| monday(month, 5).or_else(|| monday(month, 4));
    let scotland = division == Division::Scotland;
    let friday = easter(year).and_then(|day| day.checked_sub_days(Days::new(2)));
    let easter_monday = easter(year).and_then(|day| day.checked_add_days(Days::new(1)));
    [
        (friday, "Good Friday"),
        (easter_monday.filter(|_| !scotland), "Easter Monday"),
        (monday(5, 1), "Early May bank holiday"),
        (last_monday(5), "Spring bank holiday"),
        (if scotland { monday(8, 1) } else { last_monday(8) }, "Summer bank holiday"),
    ]
    .into_iter()
    .filter_map(|(date, title)| Some((date?, title)))
    .collect()
}
