//! The office on a real desk: money that always adds up, and days of orders and machines by key presses.

mod laid_on;
mod money;
mod stories;
mod trips;

use chrono::NaiveDateTime;
use tempfile::TempDir;

use super::model::{BudgetLine, CostCentre, StockItem};
use crate::app::rig::Rig;
use crate::desk::PARTS;
use crate::store::{Change, Desk, Store, new_id};

fn now() -> NaiveDateTime {
    "2026-06-10T09:41:00".parse().unwrap()
}

fn store(folder: &TempDir) -> Store {
    Desk::at(folder.path()).open(None, PARTS.tables, now()).unwrap()
}

fn centre() -> CostCentre {
    CostCentre { id: "centre".into(), code: "C40211".into(), name: "Cardiology".into(), ..CostCentre::default() }
}

fn line(id: &str, code: &str, name: &str, allocated: i64) -> BudgetLine {
    BudgetLine {
        id: id.into(),
        centre_id: "centre".into(),
        year: 2026,
        code: code.into(),
        name: name.into(),
        allocated,
        state: "open".into(),
        ..BudgetLine::default()
    }
}

fn item(name: &str, supplier: &str, last_pence: i64) -> StockItem {
    StockItem {
        id: new_id(),
        name: name.into(),
        supplier: supplier.into(),
        minimum: 5,
        reorder: 10,
        last_pence,
        budget_id: Some("stationery".into()),
        ..StockItem::default()
    }
}

/// Two lines of a budget and three items, of which one is low and one out.
fn filled(store: &mut Store) {
    let paper = item("Headed paper A4", "Banner", 650);
    let change = Change::new("x")
        .insert(&centre())
        .insert(&line("stationery", "7210", "Stationery", 100_000))
        .insert(&line("travel", "7310", "Travel", 50_000))
        .insert(&paper)
        .insert(&item("Envelopes C5", "Banner", 900))
        .insert(&item("Toner", "Xerox", 5_999));
    store.apply(&change, "Jo", now()).unwrap();
    for (name, n) in [("Headed paper A4", 4), ("Toner", 9)] {
        let one = super::repo::item_named(store.db(), name).unwrap().unwrap();
        let level = super::repo::level(store.db(), &one.id).unwrap();
        let came = level.moved(n, "corrected", "", "Jo", now()).unwrap();
        store.apply(&Change::new("x").insert(&came), "Jo", now()).unwrap();
    }
}

fn rig(folder: &TempDir) -> Rig {
    filled(&mut store(folder));
    Rig::open(folder.path(), PARTS, now(), "Jo")
}
