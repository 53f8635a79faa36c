//! A date for everyone: every one that is offered fits, and none that is earlier was missed.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

use super::model::{Busy, Known, STEP, Taken, Wish, search};
use crate::desk::rooms::model::Room;

fn monday() -> NaiveDate {
    "2026-03-02".parse().unwrap()
}

fn known(people: Vec<Vec<Busy>>, rooms: Vec<(Room, Vec<Busy>)>, machines: Vec<(&str, Vec<Busy>)>) -> Known {
    let taken = |(n, busy): (usize, Vec<Busy>)| Taken { name: format!("P{n}"), busy, ..Taken::default() };
    Known {
        people: people.into_iter().enumerate().map(taken).collect(),
        rooms: rooms
            .into_iter()
            .map(|(r, busy)| (r.clone(), Taken { name: r.name, busy, ..Taken::default() }))
            .collect(),
        machines: machines
            .into_iter()
            .map(|(name, busy)| Taken { name: name.into(), busy, ..Taken::default() })
            .collect(),
        hours: (NaiveTime::from_hms_opt(8, 0, 0).unwrap(), NaiveTime::from_hms_opt(18, 0, 0).unwrap()),
        holidays: BTreeMap::from([(monday() + Duration::days(4), "A holiday".into())]),
        now: monday().and_hms_opt(9, 5, 0).unwrap(),
    }
}

fn room(name: &str, capacity: i64, things: &str, hours: &str) -> Room {
    let (name, things, hours) = (name.into(), things.into(), hours.into());
    Room { id: format!("id {name}"), name, capacity, things, hours, ..Room::default() }
}

fn busy(day: i64, from: i64, minutes: i64) -> Busy {
    let start = (monday() + Duration::days(day)).and_time(NaiveTime::MIN) + Duration::minutes(from);
    Busy { start, end: start + Duration::minutes(minutes), what: "Something".into() }
}

fn times() -> impl Strategy<Value = Vec<Busy>> {
    let one = (0i64..8, 0i64..90, 1i64..40).prop_map(|(day, from, long)| busy(day, 420 + from * 7, long * 12));
    prop::collection::vec(one, 0..9)
}

/// Whether nothing of these touches that time, by another way than the program's.
fn free(all: &[Busy], start: NaiveDateTime, end: NaiveDateTime) -> bool {
    all.iter().all(|b| b.end <= start || b.start >= end)
}

/// Whether a start fits, by hand; gives the names of the rooms.
fn fits(start: NaiveDateTime, wish: &Wish, known: &Known) -> Option<Vec<String>> {
    let end = start + Duration::minutes(wish.minutes);
    let day = start.date();
    let works = day.format("%u").to_string().parse::<u8>().unwrap() < 6 && !known.holidays.contains_key(&day);
    let inside = start.time() >= known.hours.0 && end.date() == day && end.time() <= known.hours.1;
    if !works || !inside || start < known.now || day < wish.from || day > wish.until {
        return None;
    }
    if !known.people.iter().all(|p| free(&p.busy, start, end)) {
        return None;
    }
    let open = |room: &Room| room.hours.is_empty() || day.format("%u").to_string() == "2";
    let projector = |room: &Room| {
        wish.things.is_empty()
            || room.things.contains("projector")
            || known.machines.iter().any(|m| m.name.contains("projector") && free(&m.busy, start, end))
    };
    let good = |(room, taken): &&(Room, Taken)| {
        (room.capacity >= wish.seats) && open(room) && free(&taken.busy, start, end) && projector(room)
    };
    let rooms: Vec<String> = known.rooms.iter().filter(good).map(|(r, _)| r.name.clone()).collect();
    if rooms.is_empty() && wish.needs_room() { None } else { Some(rooms) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_date_fits_and_none_before_it_was_missed(
        people in prop::collection::vec(times(), 0..5),
        (small, large, tuesday, cart) in (times(), times(), times(), times()),
        (minutes, seats, thing, every) in (1i64..24, 0i64..25, any::<bool>(), any::<bool>()),
        count in 1usize..6,
    ) {
        let rooms = vec![
            (room("Small", 8, "projector, screen", ""), small),
            (room("Large", 20, "", ""), large),
            (room("Tuesday", 30, "projector", "tue 0-24"), tuesday),
        ];
        let known = known(people, rooms, vec![("Portable projector", cart)]);
        let things = if thing { vec!["projector".to_owned()] } else { Vec::new() };
        let until = monday() + Duration::days(9);
        let wish = Wish { minutes: minutes * 10, seats, things, until, count, every, ..Wish::new(monday()) };
        let found = search(&wish, &known);

        let midnight = monday().and_time(NaiveTime::MIN);
        let quarters = (0..10 * 24 * 60 / STEP).map(|n| midnight + Duration::minutes(STEP * n));
        let mut by_hand: Vec<(NaiveDateTime, Vec<String>)> =
            quarters.filter_map(|at| Some((at, fits(at, &wish, &known)?))).collect();
        if !every {
            by_hand.dedup_by_key(|(at, _)| at.date());
        }
        by_hand.truncate(count);
        let offered: Vec<(NaiveDateTime, Vec<String>)> = found.offers.iter().map(|o| {
            let mut rooms: Vec<String> = o.rooms.iter().map(|r| r.name.clone()).collect();
            rooms.sort_by_key(|n| ["Small", "Large", "Tuesday"].iter().position(|k| k == n));
            (o.start, rooms)
        }).collect();
        prop_assert_eq!(offered, by_hand);
        for miss in &found.misses {
            prop_assert!(!miss.why.is_empty() && fits(miss.start, &wish, &known).is_none());
        }
    }
}

#[test]
fn what_nearly_fits_says_who_and_what_is_in_the_way() {
    let all_day = |day| vec![busy(day, 0, 1440)];
    let rooms = vec![(room("Board room", 12, "", ""), vec![busy(1, 480, 600)])];
    let known = known(vec![all_day(0), all_day(2)], rooms, Vec::new());
    let wish = Wish { seats: 10, count: 1, until: monday() + Duration::days(4), ..Wish::new(monday()) };
    let found = search(&wish, &known);
    assert_eq!(found.offers.len(), 1);
    assert_eq!(found.offers[0].start.to_string(), "2026-03-05 08:00:00");
    let why: Vec<&str> = found.misses.iter().map(|m| m.why[0].as_str()).collect();
    assert_eq!(why, ["P0: Something", "no room for 10 is free (Board room: Something 08:00-18:00)", "P1: Something"]);
}

#[test]
fn a_machine_is_brought_where_the_room_has_none() {
    let rooms = vec![(room("Large", 20, "", ""), Vec::new()), (room("Fitted", 30, "projector", ""), Vec::new())];
    let known = known(vec![Vec::new()], rooms, vec![("CA-1 Portable projector", Vec::new())]);
    let wish = Wish { things: vec!["Projector".into()], count: 1, ..Wish::new(monday()) };
    let rooms = &search(&wish, &known).offers[0].rooms;
    assert_eq!((rooms[0].name.as_str(), rooms[0].brings.len()), ("Fitted", 0));
    assert_eq!(rooms[1].brings[0].1, "CA-1 Portable projector");
}
