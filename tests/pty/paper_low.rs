//! Headed paper runs low, is ordered with two other things, comes in part, then in full at another price: stock, budget
//! and price history are right at each step, and all is taken back to the start.

use std::path::Path;

use rolltop::desk::TABLES;
use rolltop::desk::office::model::{BudgetLine, CostCentre, StockItem};
use rolltop::desk::office::repo;
use rolltop::desk::team::Member;
use rolltop::store::{Change, Desk, Store};

use super::support::now;
use super::support::term::Term;
use super::{home, settled};

fn store(home: &Path) -> Store {
    Desk::at(home.join("desk")).open(None, TABLES, now()).expect("the desk opens")
}

fn item(id: &str, name: &str, minimum: i64, last_pence: i64) -> StockItem {
    StockItem {
        id: id.into(),
        name: name.into(),
        unit: "ream".into(),
        supplier: "Tyne Print".into(),
        minimum,
        reorder: 10,
        last_pence,
        budget_id: Some("line".into()),
        created_at: "2026-01-05T09:00:00".into(),
        ..StockItem::default()
    }
}

/// A line of £1,000, and three things from one supplier of which there are as many as the least.
fn furnish(home: &Path) {
    let mut store = store(home);
    let year = rolltop::desk::office::model::Year::of(now().date()).0;
    let centre =
        CostCentre { id: "centre".into(), code: "C40211".into(), name: "Cardiology".into(), ..CostCentre::default() };
    let line = BudgetLine {
        id: "line".into(),
        centre_id: "centre".into(),
        year,
        code: "7210".into(),
        name: "Stationery".into(),
        allocated: 100_000,
        state: "open".into(),
        ..BudgetLine::default()
    };
    let mut change = Change::new("Stationery")
        .insert(&centre)
        .insert(&line)
        .insert(&Member::new("Ann Lee", "team leader", now()))
        .insert(&item("cards", "Appointment cards", 2, 1_500))
        .insert(&item("folders", "Case-note folders", 2, 4_000))
        .insert(&item("paper", "Headed paper", 5, 1_000));
    store.apply(&change, "Set-up", now()).expect("it is written");
    change = Change::new("Counted");
    for (id, n) in [("cards", 2), ("folders", 2), ("paper", 6)] {
        let level = repo::level(store.db(), id).expect("an item");
        change = change.insert(&level.moved(n, "corrected", "", "Set-up", now()).expect("it can be counted"));
    }
    store.apply(&change, "Set-up", now()).expect("it is written");
}

/// How many reams there are; available, committed and spent on the line in pence; what a ream cost, the latest first.
type Figures = (i64, i64, i64, i64, Vec<i64>);

fn figures(home: &Path) -> Figures {
    let store = store(home);
    let paper = repo::level(store.db(), "paper").expect("an item").there;
    let line = repo::budgeted(store.db(), "line").expect("a line").figures;
    let prices = repo::prices(store.db(), "paper", usize::MAX).expect("prices").iter().map(|p| p.unit_pence).collect();
    (paper, line.available(), line.committed, line.spent(), prices)
}

/// Ten of each with tax: cards at £15, folders at £40, paper at £10.
const ORDERED: i64 = 10 * (1_500 + 4_000 + 1_000) * 120 / 100;
/// Ten reams came to cost a pound more each.
const DEARER: i64 = 10 * 100 * 120 / 100;

#[test]
fn headed_paper_runs_low_is_ordered_comes_in_parts_at_another_price_and_all_is_taken_back() {
    let home = home();
    settled(&home).leave();
    furnish(home.path());
    let at = home.path();
    assert_eq!(figures(at), (6, 100_000, 0, 0, vec![]));
    let mut term = Term::desk(at);
    term.wait_for("4 Tasks").keys("9 right").wait_for("Office · Stock · 2 low");
    taken_out(&mut term, at);
    ordered(&mut term, at);
    comes_in_part(&mut term, at);
    comes_in_full(&mut term, at);
    invoiced_dearer(&mut term, at);
    taken_back(&mut term, at);
    term.leave();
}

fn taken_out(term: &mut Term, at: &Path) {
    term.keys("/").text("headed").keys("enter t").wait_for("How many").keys("ctrl-u").text("2").keys("enter enter");
    term.wait_for("Taken: 2 × Headed paper").keys("esc").wait_for("Office · Stock · 3 low");
    assert_eq!(figures(at).0, 4);
}

fn ordered(term: &mut Term, at: &Path) {
    term.keys("l").wait_for("Drafted 1 order for 3 items that are low").wait_for("£780.00");
    term.keys("s").wait_for("Submitted: order Tyne Print for £780.00");
    assert_eq!(figures(at), (4, 100_000, 0, 0, vec![]), "nothing is committed before it is approved");
    term.keys("a").wait_for("Approved by").text("Ann Lee").keys("enter enter").wait_for("PO-");
    term.wait_for("approved");
    assert_eq!(figures(at), (4, 100_000 - ORDERED, ORDERED, 0, vec![]));
    term.keys("o").wait_for("ordered");
}

fn comes_in_part(term: &mut Term, at: &Path) {
    term.keys("r").wait_for("How many came of").wait_for("Headed paper (of 10)");
    // Cards and folders all came; of the paper four reams.
    term.keys("enter enter ctrl-u").text("4").keys("enter").wait_for("part received");
    assert_eq!(figures(at), (8, 100_000 - ORDERED, ORDERED, 0, vec![]), "spent is what is invoiced");
}

fn comes_in_full(term: &mut Term, at: &Path) {
    term.keys("r").wait_for("Headed paper (of 6)").keys("enter").wait_gone("part received");
    assert_eq!(figures(at).0, 14);
}

fn invoiced_dearer(term: &mut Term, at: &Path) {
    term.keys("i").wait_for("Invoice number").text("INV-7").keys("enter enter enter enter ctrl-u").text("10 @ 11.00");
    term.keys("enter").wait_for("Invoice INV-7");
    let spent = ORDERED + DEARER;
    assert_eq!(figures(at), (14, 100_000 - spent, 0, spent, vec![1_100]));
    term.keys("d").wait_for("Closed");
    term.keys("left left").wait_for("Stationery").wait_for("£792.00");
}

fn taken_back(term: &mut Term, at: &Path) {
    let deeds =
        ["Taken: 2", "Drafted", "Submitted", "Approved", "Ordered", "A part of", "All of", "Invoice INV-7", "Closed"];
    for deed in deeds.iter().rev() {
        term.keys("ctrl-z").wait_for(&format!("Taken back: {deed}"));
    }
    assert_eq!(figures(at), (6, 100_000, 0, 0, vec![]));
    for deed in deeds {
        term.keys("ctrl-y").wait_for(&format!("Done again: {deed}"));
    }
    let spent = ORDERED + DEARER;
    assert_eq!(figures(at), (14, 100_000 - spent, 0, spent, vec![1_100]));
}
