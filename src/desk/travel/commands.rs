//! What can be done in travel. What is done to a trip works in the list and on its page.

pub(super) mod legs;
pub(super) mod papers;
mod rates;
pub(super) mod steps;
pub(super) mod trips;

use super::model::{Leg, Trip};
use super::view::Page;
use super::{TravelPane, acts};
use crate::app::{Cx, Row};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::ui::pages::Pages;

/// Who acts on the screen, and when.
pub(super) fn by(cx: &Cx) -> acts::By<'_> {
    acts::By { who: &cx.who, now: cx.now, set: &cx.config.travel }
}

/// The trip that is selected.
pub(super) fn chosen(pane: &TravelPane) -> Result<Trip, String> {
    let row = match pane.page {
        Page::Trips => pane.trips.selected(),
        Page::Over => pane.over.selected(),
        Page::Rates => return Err("This works among the trips: Left and Right turn the pages.".into()),
    };
    row.map(|r| r.trip.clone()).ok_or_else(|| "There is no trip here. n makes one.".into())
}

fn on_trip(pane: &TravelPane, _: &Cx) -> Result<(), String> {
    chosen(pane).map(|_| ())
}

/// A command that does something to the selected trip.
macro_rules! trip_row {
    ($id:literal, $keys:expr, $label:literal, $words:literal, $place:expr, $run:path) => {
        row!($id, $keys, $label, $words, $place, on_trip, |pane, cx| $run(&chosen(pane)?, cx))
    };
}

pub(super) static ROWS: &[Row<TravelPane>] = &[
    row!("travel.new", ["n"], "New", "Ask for a trip, or make a rate.", Place::Footer(40), always, new),
    row!("travel.edit", ["e"], "Edit", "Edit the trip or rate that is selected.", Place::Menu, always, edit),
    row!("travel.bin", ["del"], "Bin", "Put the trip or rate that is selected into the bin.", Place::Menu, always, bin),
    row!(
        "travel.page",
        ["v"],
        "Next page",
        "Go on from the trips to those that are over and to the rates; Left and Right go both ways.",
        Place::Footer(49),
        always,
        |pane, _| {
            pane.page = pane.page.turned(1);
            Ok(())
        }
    ),
    trip_row!(
        "travel.trip_approve",
        ["a"],
        "Approve",
        "Record who approved it: the estimate is committed on its budget line.",
        Place::Footer(41),
        steps::approve
    ),
    trip_row!("travel.trip_book", ["b"], "Booked", "All of it is booked.", Place::Footer(42), steps::book),
    trip_row!(
        "travel.trip_travelled",
        ["t"],
        "Travelled",
        "The traveller is back.",
        Place::Footer(43),
        steps::travelled
    ),
    trip_row!(
        "travel.trip_claim",
        ["m"],
        "Claim",
        "The traveller's claim is handed in: what the trip came to is spent.",
        Place::Footer(44),
        steps::claim
    ),
    trip_row!(
        "travel.trip_close",
        ["d"],
        "Paid, close",
        "The traveller was paid, and the trip is closed.",
        Place::Footer(45),
        steps::close
    ),
    trip_row!(
        "travel.trip_itinerary",
        ["i"],
        "Itinerary",
        "The itinerary as one page, e-mail draft or calendar file.",
        Place::Footer(46),
        papers::itinerary
    ),
    trip_row!(
        "travel.trip_sheet",
        ["s"],
        "Claim sheet",
        "The claim as a page to be signed, or as a table.",
        Place::Menu,
        papers::claim_sheet
    ),
    trip_row!(
        "travel.trip_cancel",
        ["x"],
        "Cancel",
        "Cancel the trip, or refuse it where it waits for approval: its legs leave the diary.",
        Place::Menu,
        steps::give_up
    ),
    trip_row!(
        "travel.trip_back",
        ["u"],
        "A step back",
        "Take the last step of the trip back.",
        Place::Menu,
        steps::back
    ),
    row!("travel.take_out", [], "Out of the bin", "Take a trip out of the bin.", Place::Menu, always, |_, cx| {
        trips::take_out(cx)
    }),
    row!("travel.csv", [], "Save as a table", "Save this page as a CSV file.", Place::Menu, always, super::csv::save),
];

fn new(pane: &mut TravelPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Rates => rates::new(pane, cx),
        _ => trips::new(pane, cx),
    }
}

fn edit(pane: &mut TravelPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Rates => rates::edit(pane, cx),
        _ => trips::edit(&chosen(pane)?, cx),
    }
}

fn bin(pane: &mut TravelPane, cx: &mut Cx) -> Done {
    if pane.page == Page::Rates {
        return rates::bin(pane, cx);
    }
    let trip = chosen(pane)?;
    let change = acts::bin_trip(cx.db(), &trip, by(cx))?;
    cx.apply(&change)
}

/// The page of the selected trip; of a rate its form.
pub(super) fn open(pane: &mut TravelPane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Rates => rates::edit(pane, cx),
        _ => super::whole::open(&chosen(pane)?.id, None, cx),
    }
}

/// Goes to a record that was found.
pub(super) fn show(pane: &mut TravelPane, kind: &str, id: &str, cx: &mut Cx) -> Done {
    match kind {
        "mileage_rate" => {
            pane.page = Page::Rates;
            pane.rates.select(id);
            Ok(())
        }
        "trip_leg" => {
            let leg: Leg = cx.db().must(id)?;
            select(pane, &leg.trip_id);
            super::whole::open(&leg.trip_id, Some(&leg.id), cx)
        }
        _ => {
            let trip: Trip = cx.db().must(id)?;
            if trip.binned_at.is_some() {
                return Err(Refusal::rule(format!("{} is in the bin.", trip.label())));
            }
            select(pane, id);
            super::whole::open(id, None, cx)
        }
    }
}

fn select(pane: &mut TravelPane, id: &str) {
    pane.page = Page::Trips;
    if !pane.trips.select(id) && pane.over.select(id) {
        pane.page = Page::Over;
    }
}
