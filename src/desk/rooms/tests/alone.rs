//! Whatever is booked, moved, cancelled, taken back and done again: no two bookings that count share a room at a time, no
//! machine stands in two rooms, and what a line commits follows from its state.

use proptest::prelude::*;

use super::super::acts;
use super::super::model::BookingLine;
use super::super::repo::{self, Booked};
use super::*;
use crate::desk::diary;

#[derive(Debug, Clone)]
enum Deed {
    Book(usize, i64, i64, bool),
    Weekly(usize, i64),
    Move(usize, usize, i64),
    Confirm(usize),
    Decline(usize),
    Cancel(usize, bool),
    Done(usize),
    Bin(usize),
    Laptop(usize),
    Lunch(usize, i64),
    Sure(usize),
    Refuse(usize),
    Invoice(usize, i64),
    Undo(bool),
    Redo(bool),
}

fn deed() -> impl Strategy<Value = Deed> {
    let n = 0usize..6;
    prop_oneof![
        5 => (0usize..2, 0i64..20, 1i64..5, any::<bool>()).prop_map(|(r, s, l, t)| Deed::Book(r, s, l, t)),
        1 => (0usize..2, 0i64..20).prop_map(|(r, s)| Deed::Weekly(r, s)),
        4 => (n.clone(), 0usize..2, 0i64..20).prop_map(|(n, r, s)| Deed::Move(n, r, s)),
        2 => n.clone().prop_map(Deed::Confirm),
        1 => n.clone().prop_map(Deed::Decline),
        2 => (n.clone(), any::<bool>()).prop_map(|(n, l)| Deed::Cancel(n, l)),
        1 => n.clone().prop_map(Deed::Done),
        1 => n.clone().prop_map(Deed::Bin),
        2 => n.clone().prop_map(Deed::Laptop),
        2 => (n.clone(), 0i64..9_000).prop_map(|(n, p)| Deed::Lunch(n, p)),
        2 => n.clone().prop_map(Deed::Sure),
        1 => n.clone().prop_map(Deed::Refuse),
        1 => (n, 0i64..9_000).prop_map(|(n, p)| Deed::Invoice(n, p)),
        4 => any::<bool>().prop_map(Deed::Undo),
        2 => any::<bool>().prop_map(Deed::Redo),
    ]
}

fn live(store: &Store) -> Vec<Booked> {
    repo::every(store.db()).unwrap().into_iter().filter(|b| b.booking.is_live()).collect()
}

fn pick<T: Clone>(all: &[T], n: usize) -> Option<T> {
    all.get(n % all.len().max(1)).cloned()
}

/// A start of Thursday morning: bookings meet each other there.
fn start(slot: i64) -> NaiveDateTime {
    at("05T08:00") + chrono::Duration::minutes(slot * 20)
}

fn change(store: &Store, deed: &Deed) -> Option<Change> {
    let db = store.db();
    let one = |n: &usize| pick(&live(store), *n);
    let line = |n: &usize| -> Option<BookingLine> {
        let all: Vec<BookingLine> = live(store).into_iter().flat_map(|b| b.lines).collect();
        pick(&all, *n)
    };
    let plan = |wanted: &Booking| {
        let holidays = diary::repo::holidays(db, "").unwrap();
        acts::plan(db, wanted, &holidays, "Jo").ok()
    };
    match deed {
        Deed::Book(r, s, l, tentative) => {
            let state = if *tentative { "tentative".into() } else { String::new() };
            let wanted = Booking { state, ..booking(["a", "b"][*r], start(*s), l * 20) };
            Some(plan(&wanted)?.book())
        }
        Deed::Weekly(r, s) => {
            let repeats = "FREQ=WEEKLY;COUNT=3".into();
            Some(plan(&Booking { repeats, ..booking(["a", "b"][*r], start(*s), 60) })?.book())
        }
        Deed::Move(n, r, s) => {
            let before = one(n)?.booking;
            let after = Booking { room_id: ["a", "b"][*r].into(), ..before.moved_to(start(*s)) };
            acts::change(db, &before, &after, "Jo").ok()
        }
        Deed::Confirm(n) => acts::confirm(&one(n)?, "").ok(),
        Deed::Decline(n) => acts::decline(&one(n)?, "no").ok(),
        Deed::Cancel(n, false) => acts::cancel(&one(n)?, "no").ok(),
        Deed::Cancel(n, true) => acts::cancel_later(db, &one(n)?, "no").ok(),
        Deed::Done(n) => acts::done(&one(n)?, at("30T10:00")).ok(),
        Deed::Bin(n) => acts::bin(&one(n)?, now()).ok(),
        Deed::Laptop(n) => {
            let of = one(n)?;
            let line = BookingLine::new(&of.booking, "audio-visual", "", now());
            acts::write_line(db, None, &BookingLine { equipment_id: Some("laptop".into()), ..line }).ok()
        }
        Deed::Lunch(n, pence) => {
            let line = BookingLine::new(&one(n)?.booking, "refreshments", "Lunch", now());
            acts::write_line(db, None, &BookingLine { pence: *pence, budget_id: Some("food".into()), ..line }).ok()
        }
        Deed::Sure(n) => acts::confirm_line(db, &line(n)?, "", false).ok(),
        Deed::Refuse(n) => acts::refuse_line(&line(n)?, "no").ok(),
        Deed::Invoice(n, pence) => acts::invoice_line(db, &line(n)?, *pence, "I").ok(),
        Deed::Undo(_) | Deed::Redo(_) => None,
    }
}

fn check(store: &Store) -> Result<(), TestCaseError> {
    let all = live(store);
    for (n, one) in all.iter().enumerate() {
        for other in &all[n + 1..] {
            let meet =
                one.booking.starts_at() < other.booking.ends_at() && other.booking.starts_at() < one.booking.ends_at();
            prop_assert!(
                !(meet && one.booking.room_id == other.booking.room_id),
                "{:?} {:?}",
                one.booking,
                other.booking
            );
            let has = |b: &Booked| b.lines.iter().any(|l| l.equipment_id.is_some() && l.state == "confirmed");
            prop_assert!(!(meet && has(one) && has(other)), "the laptop stands in two rooms");
        }
    }
    let lines: Vec<BookingLine> = store.db().rows("SELECT * FROM booking_line WHERE binned_at IS NULL", &[]).unwrap();
    for line in lines {
        prop_assert_eq!(line.clone().settled(), line.clone(), "what it commits follows from the rest");
        let booking: Booking = store.db().must(&line.booking_id).unwrap();
        prop_assert!(booking.is_live() || line.committed == 0, "what fell away commits nothing");
        prop_assert_eq!(line.on_day, booking.day().to_string());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_room_and_a_machine_are_taken_once_at_a_time(deeds in prop::collection::vec(deed(), 1..40)) {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        filled(&mut store);
        for (n, deed) in deeds.iter().enumerate() {
            let who = ["Jo", "Sam"][n % 2];
            match deed {
                Deed::Undo(jo) => { let _ = store.undo(if *jo { "Jo" } else { "Sam" }, now()); }
                Deed::Redo(jo) => { let _ = store.redo(if *jo { "Jo" } else { "Sam" }, now()); }
                _ => if let Some(change) = change(&store, deed) {
                    store.apply(&change, who, now()).unwrap();
                },
            }
            check(&store)?;
        }
    }
}

#[test]
fn two_windows_cannot_take_one_room() {
    let folder = TempDir::new().unwrap();
    let (mut one, mut other) = (store(&folder), store(&folder));
    filled(&mut one);
    let holidays = diary::repo::holidays(one.db(), "").unwrap();
    let wanted = booking("a", at("05T10:00"), 60);
    let first = acts::plan(one.db(), &wanted, &holidays, "Jo").unwrap().book();
    let second = acts::plan(other.db(), &booking("a", at("05T10:30"), 60), &holidays, "Sam").unwrap().book();
    one.apply(&first, "Jo", now()).unwrap();
    let said = other.apply(&second, "Sam", now()).unwrap_err().to_string();
    assert!(said.contains("Seminar room is taken 10:00-11:00: somebody was quicker"), "{said}");
    assert!(acts::cancel(&repo::booked(one.db(), &wanted.id).unwrap(), "off").is_ok());
}

#[test]
fn what_was_cancelled_is_not_put_back_over_who_came_since() {
    let folder = TempDir::new().unwrap();
    let mut store = store(&folder);
    filled(&mut store);
    let wanted = booking("a", at("05T10:00"), 60);
    let holidays = diary::repo::holidays(store.db(), "").unwrap();
    let book = |store: &Store, b: &Booking| acts::plan(store.db(), b, &holidays, "Jo").unwrap().book();
    let change = book(&store, &wanted);
    store.apply(&change, "Jo", now()).unwrap();
    let change = acts::cancel(&repo::booked(store.db(), &wanted.id).unwrap(), "off").unwrap();
    store.apply(&change, "Jo", now()).unwrap();
    let change = book(&store, &booking("a", at("05T10:30"), 30));
    store.apply(&change, "Sam", now()).unwrap();
    let said = store.undo("Jo", now()).unwrap_err().to_string();
    assert!(said.contains("Seminar room is taken 10:30-11:00"), "{said}");
}
