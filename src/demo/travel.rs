//! The invented trips: one in every state, of those that wait one late each; a congress over a change of the clocks that
//! does not fit the diary.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::folk::{CONSULTANTS, SECRETARIES};
use super::{WHO, id};
use crate::clock::stamp;
use crate::config::Travel;
use crate::desk::travel::acts::{self, By};
use crate::desk::travel::model::{Leg, Trip, zones};
use crate::store::{Change, Refusal, Store};

/// Who, from, to, what for, first day from today, last day, estimate in pounds, asked so many days ago.
type TripRow = (usize, &'static str, &'static str, &'static str, i64, i64, i64, i64);

const TRIPS: &[TripRow] = &[
    (0, "Newcastle", "New York", "Cardiology congress, speaker", 3, 9, 2_450, 60),
    (1, "Newcastle", "Brussels", "Guideline group", 25, 28, 780, 12),
    (1, "Newcastle", "Edinburgh", "Device users' meeting", 9, 10, 240, 20),
    (0, "Newcastle", "Manchester", "Regional audit day", 20, 20, 95, 11),
    (1, "Newcastle", "Leeds", "Examiner", -104, -103, 310, 140),
    (0, "Newcastle", "York", "Network meeting", -8, -8, 60, 30),
    (1, "Newcastle", "Birmingham", "Training of trainers", -30, -29, 260, 60),
    (0, "Newcastle", "London", "Specialist society council", -60, -59, 330, 90),
    (0, "Newcastle", "Dublin", "Heart failure meeting", -20, -18, 520, 70),
    (1, "Newcastle", "Lisbon", "Industry symposium", 60, 63, 1_900, 25),
    (2, "Newcastle", "Durham", "Course: minutes and agendas", 15, 15, 40, 1),
];

/// Of which trip, kind, with, from, to, day of the trip and times at both ends, the days on which it arrives later, cost in
/// pence, who pays, reference; of a drive its miles in tenths in the place of the cost.
type LegRow = (
    usize,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (i64, &'static str, i64, &'static str),
    i64,
    &'static str,
);

const LEGS: &[LegRow] = &[
    (0, "taxi", "Quayside Cars", "Newcastle, home", "Newcastle Airport", (0, "05:15", 0, "05:45"), 2_800, ""),
    (0, "flight", "NX 1325", "Newcastle Airport", "London Heathrow", (0, "07:30", 0, "08:50"), 0, "K7PQ2M"),
    (0, "flight", "NX 117", "London Heathrow", "New York JFK", (0, "11:25", 0, "14:10"), 89_400, "K7PQ2M"),
    (0, "hotel", "Harbour View", "New York", "", (0, "15:00", 5, "11:00"), 112_500, "HV-99812"),
    (0, "flight", "NX 178", "New York JFK", "London Heathrow", (5, "18:30", 6, "06:25"), 0, "K7PQ2M"),
    (0, "flight", "NX 1324", "London Heathrow", "Newcastle Airport", (6, "07:20", 6, "08:35"), 0, "K7PQ2M"),
    (1, "train", "Northern Mainline", "Newcastle Central", "London Kings Cross", (0, "07:25", 0, "10:20"), 8_450, ""),
    (1, "train", "Channel Rail 9126", "London St Pancras", "Brussels Midi", (0, "12:58", 0, "16:05"), 11_900, ""),
    (1, "hotel", "Hotel du Parc", "Brussels", "", (0, "17:00", 3, "10:00"), 36_000, ""),
    (1, "train", "Channel Rail 9149", "Brussels Midi", "London St Pancras", (3, "15:56", 3, "16:57"), 11_900, ""),
    (2, "train", "Northern Mainline", "Newcastle Central", "Edinburgh Waverley", (0, "08:36", 0, "10:05"), 4_310, ""),
    (4, "car", "", "Newcastle", "Leeds", (0, "07:30", 0, "09:40"), 983, ""),
    (4, "hotel", "The Cloth Hall", "Leeds", "", (0, "18:00", 1, "09:00"), 9_600, "CH4471"),
    (4, "car", "", "Leeds", "Newcastle", (1, "16:30", 1, "18:45"), 983, ""),
    (5, "train", "Northern Mainline", "Newcastle Central", "York", (0, "08:02", 0, "09:01"), 4_720, "NM55120"),
    (5, "train", "Northern Mainline", "York", "Newcastle Central", (0, "16:28", 0, "17:27"), 0, "NM55120"),
    (6, "car", "", "Newcastle", "Birmingham", (0, "06:45", 0, "10:30"), 2_042, ""),
    (6, "hotel", "Canal Lodge", "Birmingham", "", (0, "18:00", 1, "09:00"), 8_900, "CL-1207"),
    (6, "car", "", "Birmingham", "Newcastle", (1, "15:30", 1, "19:20"), 2_042, ""),
    (
        7,
        "train",
        "Northern Mainline",
        "Newcastle Central",
        "London Kings Cross",
        (0, "07:25", 0, "10:20"),
        15_200,
        "NM48813",
    ),
    (7, "hotel", "Bloom Court", "London", "", (0, "18:00", 1, "09:00"), 13_900, "BC20931"),
    (
        7,
        "train",
        "Northern Mainline",
        "London Kings Cross",
        "Newcastle Central",
        (1, "17:00", 1, "19:52"),
        0,
        "NM48813",
    ),
];

/// Writes all of it.
pub(super) fn fill(store: &mut Store, now: NaiveDateTime) -> Result<(), Refusal> {
    let set = Travel::default();
    let by = By { who: WHO, now, set: &set };
    let mut change = Change::new("Invented: Travel");
    for n in 0..TRIPS.len() {
        change = change.insert(&trip(n, now).settled(acts::deadlines(&set)));
    }
    store.apply(&change, "Rolltop", now)?;
    let mut change = Change::new("Invented: Legs of trips");
    for n in 0..LEGS.len() {
        change = change.and(acts::write_leg(store.db(), None, &leg(n, now), by)?);
    }
    store.apply(&change, "Rolltop", now)?;
    for n in 0..TRIPS.len() {
        steps(store, n, now)?;
    }
    Ok(())
}

fn trip(n: usize, now: NaiveDateTime) -> Trip {
    let (who, from, to, purpose, first, last, pounds, asked) = TRIPS[n];
    let names = [CONSULTANTS[0], CONSULTANTS[1], WHO];
    let day = |days: i64| (now.date() + Duration::days(days)).to_string();
    let abroad = ["New York", "Brussels", "Lisbon"].contains(&to);
    Trip {
        id: id("trip", n),
        from_place: from.into(),
        to_place: to.into(),
        purpose: purpose.into(),
        starts_on: day(first),
        ends_on: day(last),
        estimate: pounds * 100,
        budget_id: Some(id("line", 2)),
        approver: "Ann Lee".into(),
        asked_on: day(-asked),
        visa: if abroad { "Passport until 2031".into() } else { String::new() },
        risk: if abroad { "Travel insurance TI-4471, 01632 960188".into() } else { String::new() },
        diet: if who == 0 { "Vegetarian".into() } else { String::new() },
        bring: if n == 0 { "Slides, adaptor, badge".into() } else { String::new() },
        ..Trip::new(names[who], SECRETARIES[n % 4], now - Duration::days(asked))
    }
}

fn leg(n: usize, now: NaiveDateTime) -> Leg {
    let (of, kind, with, from, to, (day, leaves, later, comes), sum, reference) = LEGS[n];
    let first = trip(of, now).first();
    let at = |date: NaiveDate, time: &str| date.and_time(time.parse().unwrap_or_default());
    let drive = kind == "car";
    let zone = |place: &str| zones::of_place(place).unwrap_or_default().to_owned();
    let arrives = at(first + Duration::days(if kind == "hotel" { later } else { later.max(day) }), comes);
    Leg {
        id: id("leg", n),
        carrier: with.into(),
        reference: reference.into(),
        is_booked: !reference.is_empty(),
        from_place: from.into(),
        from_zone: zone(from),
        to_place: to.into(),
        to_zone: zone(to),
        arrives: stamp(arrives),
        pence: if drive { 0 } else { sum },
        miles10: if drive { sum } else { 0 },
        payer: if kind == "taxi" || of == 4 { "traveller".into() } else { "department".into() },
        receipt: if kind == "hotel" && of == 4 { "R-118".into() } else { String::new() },
        location: if kind == "hotel" { "12 Station Approach".into() } else { String::new() },
        phone: if kind == "hotel" { "01632 960277".into() } else { String::new() },
        ..Leg::new(&id("trip", of), kind, at(first + Duration::days(day), leaves), now)
    }
}

/// Takes a trip to the state in which it stands.
fn steps(store: &mut Store, n: usize, now: NaiveDateTime) -> Result<(), Refusal> {
    let states = [
        "booked",
        "approved",
        "approved",
        "",
        "travelled",
        "travelled",
        "claimed",
        "closed",
        "cancelled",
        "refused",
        "",
    ];
    let wanted = states[n];
    let set = Travel::default();
    for state in ["approved", "booked", "travelled", "claimed", "closed", "cancelled", "refused"] {
        let trip: Trip = store.db().must(&id("trip", n))?;
        let asked: NaiveDate = trip.asked_on.parse().unwrap_or_default();
        let early = matches!(state, "approved" | "booked");
        let then = if early { (asked + Duration::days(2)).and_time(now.time()) } else { now };
        let by = By { who: WHO, now: then, set: &set };
        let on = trip.last() + Duration::days(5);
        let done = |before: &[&str]| before.contains(&wanted);
        let change = match state {
            "approved" if done(&["approved", "booked", "travelled", "claimed", "closed", "cancelled"]) => {
                acts::approve(store.db(), &trip, "Ann Lee", true, by)?
            }
            "booked" if done(&["booked", "travelled", "claimed", "closed"]) => acts::book(store.db(), &trip, true, by)?,
            "travelled" if done(&["travelled", "claimed", "closed"]) => acts::travelled(&trip, by)?,
            "claimed" if done(&["claimed", "closed"]) => {
                acts::claim(store.db(), &trip, &format!("E-{}", 20_410 + n), on.min(now.date()), by)?
            }
            "closed" if wanted == state => acts::close(store.db(), &trip, None, on + Duration::days(20), "", by)?,
            "cancelled" if wanted == state => {
                acts::give_up(store.db(), &trip, state, "Clinic could not be moved.", by)?
            }
            "refused" if wanted == state => acts::give_up(store.db(), &trip, state, "Paid by industry.", by)?,
            _ => continue,
        };
        let change = Change { label: format!("Invented: {}", change.label), ..change };
        store.apply(&change, "Rolltop", now)?;
    }
    Ok(())
}
