//! The office: budgets, orders and stationery, and the machines a team works with.
//!
//! Every figure of a budget is derived: allocated and moved from the lines and virements, committed from the orders,
//! spent from the costs. `model` has the things and their rules, `acts` what is done with them as one change each;
//! the command line uses these. The rest is the pane.

pub mod acts;
mod commands;
pub mod csv;
mod form;
pub mod model;
pub mod repo;
mod rows;
mod view;
mod whole;

#[cfg(test)]
mod tests;

pub use model::{BudgetLine, CostCentre, Equipment, Order, StockItem};
pub use view::OfficePane;
pub use whole::WholeLayer;

use crate::store::{Doc, Row, Table};
use crate::text::names::fold;

/// The cost centres.
pub const COST_CENTRE: Table = plain("cost_centre", "cost centre", &[], |row| doc(row, "name", "code", &["holder"]));
/// The lines of the budgets.
pub const BUDGET_LINE: Table = plain("budget_line", "budget line", &[], |row| doc(row, "name", "code", &["note"]));
/// Money moved from line to line.
pub const VIREMENT: Table = plain("virement", "virement", &[], |_| None);
/// What was spent.
pub const COST: Table = plain("cost", "cost", &[], |row| doc(row, "what", "reference", &[]));
/// Stationery and other stock.
pub const STOCK_ITEM: Table = plain("stock_item", "stock item", &[], |row| doc(row, "name", "code", &["place"]));
/// What came in and went out.
pub const STOCK_MOVE: Table = plain("stock_move", "stock movement", &[], |_| None);
/// What an item has cost.
pub const PRICE: Table = plain("price", "price", &[], |_| None);
/// The orders.
pub const PURCHASE: Table =
    plain("purchase", "order", &["lines", "invoices"], |row| doc(row, "supplier", "number", &["notes", "state"]));
/// The machines.
pub const EQUIPMENT: Table = plain("equipment", "equipment", &["loans", "faults", "wishes"], |row| {
    doc(row, "name", "tag", &["serial", "place", "kind", "holder"])
});

const fn plain(
    name: &'static str,
    word: &'static str,
    lists: &'static [&'static str],
    find: fn(&Row) -> Option<Doc>,
) -> Table {
    Table { name, word, lists, flags: &[], keeps: None, find }
}

fn doc(row: &Row, title: &str, detail: &str, more: &[&str]) -> Option<Doc> {
    let text = |key: &str| row.get(key).and_then(|v| v.as_str()).unwrap_or_default();
    if !row.get("binned_at")?.is_null() {
        return None;
    }
    let all: Vec<&str> = [title, detail].iter().chain(more).map(|key| text(key)).collect();
    Some(Doc { title: text(title).into(), detail: text(detail).into(), words: fold(&all.join(" ")) })
}
