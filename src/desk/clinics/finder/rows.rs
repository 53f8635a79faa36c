//! The keys of the finder.

use super::Finder;
use super::wish::Spot;
use crate::app::Row;
use crate::keys::{Place, row};

pub(super) static ROWS: &[Row<Finder>] = &[
    row!(
        "find_slot.book",
        ["enter"],
        "Book",
        "Book the selected slot; clashes are said first, and Enter again books it all the same.",
        Place::Footer(1),
        Finder::take
    ),
    row!(
        "find_slot.declined",
        ["x"],
        "Declined",
        "This date was offered and declined; two reasonable offers are counted.",
        Place::Footer(2),
        |f, cx| f.declined(false, cx)
    ),
    row!(
        "find_slot.agreed",
        ["X"],
        "Declined, notice agreed",
        "Declined although the patient agreed to less than three weeks' notice: it counts as a reasonable offer.",
        Place::Menu,
        |f, cx| f.declined(true, cx)
    ),
    row!("find_slot.more", ["m"], "More dates", "Look for more dates.", Place::Footer(3), Finder::more),
    row!(
        "find_slot.every",
        ["a"],
        "All of the day",
        "Every free slot of that day; again: the first of each day.",
        Place::Footer(4),
        Finder::every
    ),
    row!("find_slot.half", ["h"], "Half of day", "Mornings, afternoons, or both.", Place::Footer(5), |f, cx| {
        f.turn(Spot::Half, 1);
        f.search(cx)
    }),
    row!(
        "find_slot.wish",
        ["tab"],
        "Change the wish",
        "Go through the fields of the wish: kind, consultant, clinic, days, not before, away, place.",
        Place::Footer(6),
        |f, _| {
            f.step(1);
            Ok(())
        }
    ),
    row!(
        "find_slot.waiting",
        ["w"],
        "Waiting list",
        "No date will do: onto the waiting list.",
        Place::Footer(7),
        Finder::list
    ),
    row!(
        "find_slot.consultant",
        ["v"],
        "Consultant",
        "Look with the next consultant, or with all.",
        Place::Menu,
        |f, cx| {
            f.turn(Spot::Consultant, 1);
            f.search(cx)
        }
    ),
    row!("find_slot.clinic", ["l"], "Clinic", "Look in the next clinic, or in all.", Place::Menu, |f, cx| {
        f.turn(Spot::Clinic, 1);
        f.search(cx)
    }),
    row!("find_slot.days", ["y"], "Weekdays", "Type the weekdays that suit.", Place::Menu, |f, _| f
        .enter_field(Spot::Days)),
    row!("find_slot.from", ["b"], "Not before", "Type the first day that will do.", Place::Menu, |f, _| {
        f.enter_field(Spot::From)
    }),
    row!("find_slot.away", ["u"], "Away", "Type the weeks in which the patient is away.", Place::Menu, |f, _| {
        f.enter_field(Spot::Away)
    }),
    row!("find_slot.place", ["p"], "Place has", "Type what the place must have: a hoist.", Place::Menu, |f, _| {
        f.enter_field(Spot::Place)
    }),
    row!(
        "find_slot.entry",
        ["d"],
        "Diary entry",
        "No clinic: an entry in a diary, in your own words.",
        Place::Menu,
        Finder::entry
    ),
];
