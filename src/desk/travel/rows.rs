//! How a trip and a rate stand in their lists.

use chrono::NaiveDate;

use super::model::{Rate, Trip, shown_rate};
use crate::app::Shelved;
use crate::text::money;
use crate::ui::Meaning;
use crate::ui::list::Line;

/// A trip on a day.
pub(super) struct TripRow {
    pub trip: Trip,
    pub today: NaiveDate,
}

/// A rate on a day.
pub(super) struct RateRow {
    pub rate: Rate,
    /// Whether it is the one that holds now.
    pub holds: bool,
}

impl TripRow {
    /// What its state asks for.
    pub fn meaning(&self) -> Meaning {
        match self.trip.state.as_str() {
            _ if self.trip.is_late(self.today) => Meaning::ActNow,
            "requested" | "approved" | "travelled" => Meaning::ToDo,
            "booked" | "claimed" => Meaning::Paused,
            _ => Meaning::Done,
        }
    }

    fn sum(&self) -> i64 {
        if self.trip.is_claimed() { self.trip.claimed } else { self.trip.estimate }
    }
}

impl Shelved for TripRow {
    fn id(&self) -> &str {
        &self.trip.id
    }

    fn line(&self) -> Line {
        let t = &self.trip;
        let day = |d: NaiveDate| d.format("%d-%b").to_string();
        let days =
            if t.first() == t.last() { day(t.first()) } else { format!("{} to {}", day(t.first()), day(t.last())) };
        let cells = [
            t.traveller.clone(),
            t.to_place.clone(),
            days,
            t.state.clone(),
            t.next_words(self.today),
            money::show(self.sum()),
            t.purpose.clone(),
        ];
        Line::new(t.id.clone(), self.meaning(), cells)
    }

    fn words(&self) -> String {
        let t = &self.trip;
        format!("{} {} {} {}", self.line().cells.join(" "), t.from_place, t.claim_number, t.notes)
    }
}

impl Shelved for RateRow {
    fn id(&self) -> &str {
        &self.rate.id
    }

    fn line(&self) -> Line {
        let r = &self.rate;
        let after = if r.threshold > 0 { format!("{}p", shown_rate(r.after_tenths)) } else { String::new() };
        let up_to = if r.threshold > 0 { format!("{} miles", r.threshold) } else { String::new() };
        let cells = [
            r.kind.clone(),
            format!("{}p", shown_rate(r.tenths)),
            up_to,
            after,
            crate::form::shown_when(Some(&r.valid_from)),
            if self.holds { "holds now".into() } else { String::new() },
            r.source.clone(),
        ];
        Line::new(r.id.clone(), if self.holds { Meaning::None } else { Meaning::Done }, cells)
    }
}

/// The rates with a mark on those that hold on a day.
pub(super) fn rate_rows(rates: Vec<Rate>, today: NaiveDate) -> Vec<RateRow> {
    let holding: Vec<String> = super::model::RATE_KINDS
        .iter()
        .filter_map(|kind| Rate::on(&rates, kind, today).map(|r| r.id.clone()))
        .collect();
    rates.into_iter().map(|rate| RateRow { holds: holding.contains(&rate.id), rate }).collect()
}
