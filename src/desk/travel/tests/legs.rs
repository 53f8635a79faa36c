//! A leg and its entry are one; what does not fit is said.

use super::*;

const BRUSSELS: &str = "Europe/Brussels";

#[test]
fn a_leg_stands_in_the_diary_with_its_zone_and_moves_with_it() {
    let folder = TempDir::new().unwrap();
    let mut store = filled(&folder);
    let trip = trip(&mut store);
    assert_eq!(trip.traveller, "Dr A Patel", "as the calendar writes it");
    let back = leg(
        &trip,
        "train",
        ("Brussels Midi", BRUSSELS, "2026-03-31T15:56:00"),
        ("London St Pancras", "", "2026-03-31T16:57:00"),
    );
    let back = add(&mut store, &back);
    let one = entry(&store, &back);
    assert_eq!((one.start.as_str(), one.ends.as_str()), ("2026-03-31T15:56:00", "2026-03-31T17:57:00"));
    assert_eq!((one.zone.as_deref(), one.kind.as_str(), one.state.as_str()), (Some(BRUSSELS), "travel", "hold"));
    assert!(one.notes.contains("Arrives: Tue 31-Mar-2026 16:57 London (UTC+1)"), "{}", one.notes);
    let later = Leg {
        departs: "2026-03-31T17:56:00".into(),
        arrives: "2026-03-31T18:57:00".into(),
        is_booked: true,
        ..back.clone()
    };
    let change = acts::write_leg(store.db(), Some(&back), &later, by()).unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    let moved = entry(&store, &later);
    assert_eq!((moved.id.as_str(), moved.start.as_str()), (one.id.as_str(), "2026-03-31T17:56:00"));
    assert_eq!(moved.state, "confirmed");
    store.undo("Jo", now()).unwrap();
    assert_eq!(entry(&store, &back).start, one.start, "one undo for both");
    let change = acts::bin_leg(store.db(), &back, by()).unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    assert!(entry(&store, &back).binned_at.is_some());
    store.undo("Jo", now()).unwrap();
    assert!(entry(&store, &back).binned_at.is_none());
    let change = acts::give_up(store.db(), &trip, "cancelled", "flu", by()).unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    assert!(entry(&store, &back).binned_at.is_some(), "a cancelled trip leaves the diary");
    let off: Trip = store.db().must(&trip.id).unwrap();
    assert!(acts::write_leg(store.db(), Some(&back), &later, by()).is_err());
    let change = acts::back(store.db(), &off, by()).unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    assert!(entry(&store, &back).binned_at.is_none());
}

#[test]
fn the_legs_follow_the_trip_to_another_traveller() {
    let folder = TempDir::new().unwrap();
    let mut store = filled(&folder);
    let trip = trip(&mut store);
    let out = leg(&trip, "train", ("London", "", "2026-03-28T09:00:00"), ("Brussels", BRUSSELS, "2026-03-28T12:00:00"));
    let two = leg(&trip, "hotel", ("Brussels", BRUSSELS, "2026-03-28T15:00:00"), ("", "", "2026-03-31T10:00:00"));
    let legs = [add(&mut store, &out), add(&mut store, &two)];
    assert!(entry(&store, &legs[1]).all_day);
    let other = Trip { traveller: "Dr B New".into(), ..trip.clone() };
    let change = acts::write_trip(store.db(), Some(&trip), &other, by()).unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    let homes: Vec<Calendar> = legs.iter().map(|l| store.db().must(&entry(&store, l).calendar_id).unwrap()).collect();
    assert!(homes.iter().all(|c| c.name == "Dr B New") && homes[0].id == homes[1].id, "{homes:?}");
}

#[test]
fn what_does_not_fit_is_said() {
    let folder = TempDir::new().unwrap();
    let mut store = filled(&folder);
    let trip = trip(&mut store);
    let out = leg(
        &trip,
        "train",
        ("London St Pancras", "", "2026-03-28T09:00:00"),
        ("Brussels Midi", BRUSSELS, "2026-03-28T12:00:00"),
    );
    add(&mut store, &out);
    let kinds = |store: &Store| troubles(store, &trip).into_iter().map(|t| t.0).collect::<Vec<_>>();
    assert_eq!(kinds(&store), ["no way back"]);
    let back = leg(
        &trip,
        "flight",
        ("Paris CDG", "Europe/Paris", "2026-03-30T12:00:00"),
        ("London Heathrow", "", "2026-03-30T12:20:00"),
    );
    add(&mut store, &back);
    let said = troubles(&store, &trip);
    assert_eq!(said.iter().map(|t| t.0).collect::<Vec<_>>(), ["gap", "no bed"], "{said:?}");
    assert_eq!(said[0].1, "It arrives at Brussels Midi, and the next leg leaves from Paris CDG.");
    assert_eq!(said[1].1, "No bed for the nights of Sat 28-Mar-2026 to Sun 29-Mar-2026.");
    let hotel = leg(&trip, "hotel", ("Brussels", BRUSSELS, "2026-03-28T15:00:00"), ("", "", "2026-03-30T10:00:00"));
    add(&mut store, &hotel);
    let thalys = leg(
        &trip,
        "train",
        ("Brussels", BRUSSELS, "2026-03-30T09:00:00"),
        ("Paris", "Europe/Paris", "2026-03-30T10:40:00"),
    );
    let thalys = add(&mut store, &thalys);
    let said = troubles(&store, &trip);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].1.starts_with("1hr 20min to change from Train Brussels to Paris to Flight"), "{said:?}");
    let mut moved = entry(&store, &thalys);
    let before = moved.clone();
    moved = moved.moved_to(at("2026-03-30T07:00:00"));
    store.apply(&Change::new("x").update(&before, &moved), "Jo", now()).unwrap();
    assert!(kinds(&store).contains(&"moved in the diary"));
}

#[test]
fn what_stands_in_the_diary_is_compared_with_every_leg() {
    let folder = TempDir::new().unwrap();
    let mut store = filled(&folder);
    let trip = trip(&mut store);
    add(
        &mut store,
        &leg(&trip, "train", ("London", "", "2026-03-30T09:00:00"), ("Brussels", BRUSSELS, "2026-03-30T12:00:00")),
    );
    add(
        &mut store,
        &leg(&trip, "train", ("Brussels", BRUSSELS, "2026-03-30T18:00:00"), ("London", "", "2026-03-30T19:00:00")),
    );
    assert_eq!(troubles(&store, &trip), []);
    let home = repo::calendar_of(store.db(), "Dr A Patel").unwrap().unwrap();
    let mut put = |title: &str, start: &str, minutes: i64, place: &str| {
        let one = Entry { place: place.into(), ..Entry::new(&home.id, title, at(start), minutes, "Jo", now()) };
        store.apply(&Change::new("x").insert(&one), "Jo", now()).unwrap();
        let said = troubles(&store, &trip);
        store.undo("Jo", now()).unwrap();
        said.into_iter().next().map(|t| t.0)
    };
    assert_eq!(put("Ward round", "2026-03-30T10:30:00", 30, "Ward 7"), Some("in the way"));
    assert_eq!(put("Breakfast", "2026-03-30T08:00:00", 45, "Ward 7"), Some("too near"));
    assert_eq!(put("Breakfast", "2026-03-30T08:00:00", 45, "London"), None);
    assert_eq!(put("Clinic", "2026-03-30T13:00:00", 60, "Outpatients"), Some("elsewhere"));
    assert_eq!(put("Guideline group", "2026-03-30T13:00:00", 60, "Rue X, Brussels"), None);
    assert_eq!(put("Call", "2026-03-30T13:00:00", 60, "Teams"), None);
    assert_eq!(put("MDT", "2026-03-30T19:10:00", 60, "Room 2"), Some("too near"));
    assert_eq!(put("Dinner", "2026-03-31T19:10:00", 60, "Room 2"), None);
}
