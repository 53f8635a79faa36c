//! Whatever is done and undone, every figure is the sum of what it is made of, to the penny.

use proptest::prelude::*;

use super::super::model::{Cost, Figures, Invoice, InvoiceLine, Move, Order, OrderLine, Virement, Year};
use super::super::{acts, repo};
use super::*;
use crate::store::Refusal;
use crate::text::money::with_vat;

/// Something that somebody does, on whichever line, order or item is there.
#[derive(Debug, Clone)]
enum Deed {
    Order(usize, i64, i64, bool),
    Submit(usize),
    Approve(usize),
    Came(usize, i64),
    Invoice(usize, i64, i64),
    Close(usize),
    GiveUp(usize),
    Vire(bool, i64),
    Bill(bool, i64),
    Take(usize, i64),
    Restock,
    Trip(usize, usize, i64),
    Room(usize, usize, i64),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let n = 0usize..4;
    prop_oneof![
        2 => (n.clone(), 1i64..20, 0i64..9_000, any::<bool>()).prop_map(|(a, b, c, d)| Deed::Order(a, b, c, d)),
        2 => n.clone().prop_map(Deed::Submit),
        3 => n.clone().prop_map(Deed::Approve),
        3 => (n.clone(), 0i64..12).prop_map(|(a, b)| Deed::Came(a, b)),
        3 => (n.clone(), 0i64..12, 0i64..9_000).prop_map(|(a, b, c)| Deed::Invoice(a, b, c)),
        1 => n.clone().prop_map(Deed::Close),
        1 => n.clone().prop_map(Deed::GiveUp),
        1 => (any::<bool>(), -10i64..60_000).prop_map(|(a, b)| Deed::Vire(a, b)),
        1 => (any::<bool>(), -5_000i64..5_000).prop_map(|(a, b)| Deed::Bill(a, b)),
        2 => (n, 1i64..6).prop_map(|(a, b)| Deed::Take(a, b)),
        1 => Just(Deed::Restock),
        9 => (0usize..3, 0usize..11, 0i64..9_000).prop_map(|(a, b, c)| Deed::Trip(a, b, c)),
        6 => (0usize..6, 0usize..4, 0i64..9_000).prop_map(|(a, b, c)| Deed::Room(a, b, c)),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ]
}

fn orders(store: &Store) -> Vec<Order> {
    store.db().rows("SELECT * FROM purchase WHERE binned_at IS NULL ORDER BY created_at, id", &[]).unwrap()
}

fn pick<T: Clone>(all: &[T], n: usize) -> Option<T> {
    all.get(n % all.len().max(1)).cloned()
}

fn of(first: bool) -> &'static str {
    if first { "stationery" } else { "travel" }
}

/// A draft of two things, the first a stock item or not.
fn drafted(store: &Store, n: usize, (quantity, price): (i64, i64), stocked: bool) -> Change {
    let item = pick(&repo::stock(store.db()).unwrap(), n).filter(|_| stocked);
    let mut lines = vec![OrderLine::new("Thing", quantity, price), OrderLine::new("Other", 3, 333)];
    lines[0].item_id = item.map(|l| l.item.id);
    lines[1].vat_percent = 5;
    let order = Order { lines, budget_id: Some(of(n.is_multiple_of(2)).into()), ..Order::new("Banner", "Jo", now()) };
    Change::new("x").insert(&order.settled())
}

/// Money that goes from one of the two lines to the other.
fn virement(first: bool, pence: i64) -> Virement {
    Virement {
        id: new_id(),
        from_id: of(first).to_owned(),
        to_id: of(!first).to_owned(),
        pence,
        reason: "more trips".into(),
        on_day: "2026-06-10".into(),
        ..Virement::default()
    }
}

/// What one of the two lines pays.
fn bill(first: bool, pence: i64) -> Cost {
    let (id, budget_id, on_day) = (new_id(), of(first).into(), "2026-07-01".into());
    Cost { id, budget_id, on_day, pence, ..Cost::default() }
}

/// The change that a deed is; none where it cannot be done.
fn change(store: &Store, deed: &Deed) -> Option<Change> {
    let db = store.db();
    let order = |n: &usize| pick(&orders(store), *n);
    match deed {
        Deed::Order(n, quantity, price, stocked) => Some(drafted(store, *n, (*quantity, *price), *stocked)),
        Deed::Submit(n) => acts::submit(&order(n)?, now()).ok(),
        Deed::Approve(n) => acts::approve(db, &order(n)?, ("Ann", ""), n % 2 == 0, now()).ok(),
        Deed::Came(n, some) => {
            let order = order(n)?;
            let came: Vec<(String, i64)> = order.lines.iter().map(|l| (l.id.clone(), *some)).collect();
            acts::receive(&order, &came, "Jo", now()).ok()
        }
        Deed::Invoice(n, some, price) => {
            let order = order(n)?;
            let line = |l: &OrderLine| InvoiceLine { line_id: l.id.clone(), quantity: *some, unit_pence: *price };
            let lines = order.lines.iter().map(line).collect();
            let reference = format!("I{}", order.invoices.len());
            let one = Invoice { reference, on_day: "2026-06-10".into(), lines, ..Invoice::default() };
            acts::invoice(db, &order, one).ok()
        }
        Deed::Close(n) => {
            let order = order(n)?;
            Some(Change::new("x").update(&order, &order.closed("enough", now()).ok()?))
        }
        Deed::GiveUp(n) => {
            let order = order(n)?;
            let state = if order.state == "submitted" { "rejected" } else { "cancelled" };
            Some(Change::new("x").update(&order, &order.given_up(state, "no", now()).ok()?))
        }
        Deed::Vire(first, pence) => acts::vire(db, &virement(*first, *pence)).ok(),
        Deed::Bill(first, pence) => Some(Change::new("x").insert(&bill(*first, *pence))),
        Deed::Take(n, some) => {
            let level = pick(&repo::stock(db).unwrap(), *n)?;
            Some(Change::new("x").insert(&level.moved(-some, "issued", "", "Jo", now()).ok()?))
        }
        Deed::Restock => acts::restock(db, "Jo", now()).ok(),
        Deed::Trip(which, deed, pence) => trips::change(store, *which, *deed, *pence),
        Deed::Room(deed, n, pence) => laid_on::change(store, *deed, *n, *pence),
        Deed::Undo | Deed::Redo => None,
    }
}

/// The figures of a line from its parts alone, by another way than the program's.
fn by_hand(store: &Store, id: &str, allocated: i64) -> Figures {
    let parts = repo::parts(store.db(), id).unwrap();
    let mut months = [0; 12];
    let all: Vec<Cost> = store.db().rows("SELECT * FROM cost WHERE binned_at IS NULL", &[]).unwrap();
    for cost in all.iter().filter(|c| c.budget_id == id) {
        months[Year(2026).month(cost.on_day.parse().unwrap()).unwrap()] += cost.pence;
    }
    let commits = |o: &&Order| o.budget_id.as_deref() == Some(id) && o.commits();
    let open = |l: &OrderLine| {
        let of = |n| with_vat(n, l.unit_pence, l.vat_percent);
        of(l.quantity) - of(l.invoiced)
    };
    let ordered: i64 = orders(store).iter().filter(commits).flat_map(|o| &o.lines).map(open).sum();
    let committed = ordered + trips::committed(store, id) + laid_on::committed(store, id);
    let moved = parts.virements.iter().map(|v| if v.to_id == id { v.pence } else { -v.pence }).sum();
    Figures { allocated, moved, committed, months }
}

fn check(store: &Store) -> Result<(), TestCaseError> {
    let all = repo::budget(store.db(), Year(2026)).unwrap();
    for one in &all {
        let hand = by_hand(store, &one.line.id, one.line.allocated);
        prop_assert_eq!(&one.figures, &hand, "{}", one.line.name);
        prop_assert_eq!(&repo::budgeted(store.db(), &one.line.id).unwrap().figures, &hand);
        let spent: i64 = repo::parts(store.db(), &one.line.id).unwrap().costs.iter().map(|c| c.pence).sum();
        prop_assert_eq!(spent, hand.spent(), "what it opens to");
        let parts = repo::parts(store.db(), &one.line.id).unwrap();
        let bound = parts.orders.iter().map(|o| o.committed).chain(parts.trips.iter().map(|t| t.committed));
        let bound: i64 = bound.chain(parts.laid_on.iter().map(|l| l.committed)).sum();
        prop_assert_eq!(bound, hand.committed, "what is bound opens to it");
    }
    prop_assert_eq!(all.iter().map(|b| b.figures.moved).sum::<i64>(), 0, "money is moved and not made");
    for order in orders(store) {
        prop_assert_eq!(order.clone().settled(), order.clone(), "what is kept beside the lines follows from them");
        let costs: Vec<Cost> = store.db().rows("SELECT * FROM cost WHERE of_id = $1", &[&order.id]).unwrap();
        prop_assert_eq!(costs.iter().map(|c| c.pence).sum::<i64>(), order.invoiced());
    }
    prop_assert_eq!(trips::spent_fault(store), None);
    for level in repo::stock(store.db()).unwrap() {
        let moves: Vec<Move> = repo::moves(store.db(), &level.item.id, 1_000).unwrap();
        prop_assert_eq!(moves.iter().map(|m| m.quantity).sum::<i64>(), level.there);
        let lines = orders(store).into_iter().flat_map(|o| o.lines);
        let received: i64 = lines.filter(|l| l.item_id.as_ref() == Some(&level.item.id)).map(|l| l.received).sum();
        prop_assert_eq!(moves.iter().filter(|m| m.order_id.is_some()).map(|m| m.quantity).sum::<i64>(), received);
        prop_assert_eq!(&repo::level(store.db(), &level.item.id).unwrap(), &level);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_figure_is_the_sum_of_its_parts(deeds in prop::collection::vec(deed(), 1..40)) {
        let folder = TempDir::new().unwrap();
        let mut store = store(&folder);
        filled(&mut store);
        laid_on::booked(&mut store);
        for deed in &deeds {
            match deed {
                Deed::Undo => { let _ = store.undo("Jo", now()); }
                Deed::Redo => { let _ = store.redo("Jo", now()); }
                // What somebody undid meanwhile may refuse a deed; then no figure may have moved either.
                _ => if let Some(Err(e)) = change(&store, deed).map(|c| store.apply(&c, "Jo", now())) {
                    prop_assert!(matches!(e, Refusal::Rule(_) | Refusal::Stale(_)), "{}", e);
                },
            }
            check(&store)?;
        }
    }
}
