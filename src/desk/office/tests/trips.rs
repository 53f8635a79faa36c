//! What is done to trips in the property test of the office's money.

use super::*;
use crate::config::Travel;
use crate::desk::travel::acts::{self, By};
use crate::desk::travel::model::{Leg, Trip};
use crate::desk::travel::repo;

/// The trips there are.
pub(super) fn trips(store: &Store) -> Vec<Trip> {
    store.db().rows("SELECT * FROM trip WHERE binned_at IS NULL ORDER BY created_at, id", &[]).unwrap()
}

/// A trip on a line; approved at once or not.
fn asked(line: &str, pence: i64, by: By) -> Trip {
    let days = acts::deadlines(by.set);
    let trip = Trip {
        to_place: "Brussels".into(),
        starts_on: "2026-06-01".into(),
        ends_on: "2026-06-03".into(),
        budget_id: Some(line.into()),
        estimate: pence,
        ..Trip::new("Jo", "Jo", by.now)
    };
    trip.settled(days)
}

/// The change that the n-th thing done to a trip is; none where it cannot be done.
pub(super) fn change(store: &Store, which: usize, deed: usize, pence: i64) -> Option<Change> {
    let set = Travel::default();
    let by = By { who: "Jo", now: now(), set: &set };
    let db = store.db();
    let all = trips(store);
    let line = if which.is_multiple_of(2) { "travel" } else { "stationery" };
    let Some(trip) = all.get(which % all.len().max(1)) else {
        return Some(Change::new("x").insert(&asked(line, pence, by)));
    };
    match deed % 11 {
        0 => Some(Change::new("x").insert(&asked(line, pence, by))),
        1 => {
            let at = "2026-06-01T08:00:00".parse().unwrap();
            let payer = if pence % 2 == 0 { "traveller" } else { "department" };
            let (from_place, to_place) = ("A".to_owned(), "B".to_owned());
            let miles10 = if pence % 3 == 0 { pence % 700 } else { 0 };
            let leg = Leg {
                from_place,
                to_place,
                pence,
                payer: payer.into(),
                miles10,
                ..Leg::new(&trip.id, "car", at, now())
            };
            acts::write_leg(db, None, &leg, by).ok()
        }
        2 | 3 => acts::approve(db, trip, "Ann", true, by).ok(),
        4 => acts::travelled(trip, by).ok(),
        5 => acts::claim(db, trip, "E1", "2026-06-09".parse().unwrap(), by).ok(),
        6 => acts::close(db, trip, Some(pence), "2026-06-10".parse().unwrap(), "so", by).ok(),
        7 => acts::give_up(db, trip, "cancelled", "flu", by).ok(),
        8 => acts::back(db, trip, by).ok(),
        9 => acts::write_trip(db, Some(trip), &Trip { estimate: pence, ..trip.clone() }, by).ok(),
        _ => acts::close(db, trip, None, "2026-06-10".parse().unwrap(), "", by).ok(),
    }
}

/// What the trips commit on a line, counted by hand.
pub(super) fn committed(store: &Store, line: &str) -> i64 {
    let counts = |t: &&Trip| {
        t.budget_id.as_deref() == Some(line) && matches!(t.state.as_str(), "approved" | "booked" | "travelled")
    };
    trips(store).iter().filter(counts).map(|t| t.estimate).sum()
}

/// Of every trip what is spent is what was claimed, or paid, with what the department paid; nothing before.
pub(super) fn spent_fault(store: &Store) -> Option<String> {
    trips(store).into_iter().find_map(|trip| {
        let (own, department) = repo::sums(&repo::priced(store.db(), &trip).unwrap());
        let wanted = match trip.state.as_str() {
            "claimed" => trip.claimed + department,
            "closed" => trip.paid + department,
            _ => 0,
        };
        let spent: i64 = repo::costs(store.db(), &trip.id).unwrap().iter().map(|c| c.pence).sum();
        let fixed = !trip.is_claimed() || trip.claimed == own;
        (spent != wanted || !fixed).then(|| format!("{trip:?}: {spent}, and not {wanted}; the traveller's legs {own}"))
    })
}
