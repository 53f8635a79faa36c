//! Stationery and other stock: how many there are is the sum of what came and went.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{Order, OrderLine, record};
use crate::clock::stamp;
use crate::store::new_id;

/// An item that is kept in stock.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StockItem {
    /// Identifier.
    pub id: String,
    /// What it is: `Headed paper A4`.
    pub name: String,
    /// The supplier's code.
    pub code: String,
    /// What one is: `ream`, `box of 50`.
    pub unit: String,
    /// The supplier among the contacts, where it is one.
    pub supplier_id: Option<String>,
    /// From whom it comes.
    pub supplier: String,
    /// At so many or fewer it is low.
    pub minimum: i64,
    /// How many are ordered at a time.
    pub reorder: i64,
    /// Where it is kept.
    pub place: String,
    /// What one cost the last time without tax, in pence.
    pub last_pence: i64,
    /// The line of the budget that pays for it.
    pub budget_id: Option<String>,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

/// Some came or went.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Identifier.
    pub id: String,
    /// The item.
    pub item_id: String,
    /// How many: more than nothing came, less than nothing went.
    pub quantity: i64,
    /// `received`, `issued`, `returned`, `corrected` or `written_off`.
    pub kind: String,
    /// When, ISO time.
    pub at: String,
    /// Who wrote it down.
    pub who: String,
    /// For whom, or why.
    pub note: String,
    /// The order it came with.
    pub order_id: Option<String>,
}

/// What an item cost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Identifier.
    pub id: String,
    /// The item.
    pub item_id: String,
    /// When, ISO date.
    pub on_day: String,
    /// From whom.
    pub supplier: String,
    /// What one cost without tax, in pence.
    pub unit_pence: i64,
    /// The order.
    pub order_id: String,
}

record!(StockItem, "stock_item");
record!(Move, "stock_move");
record!(Price, "price");

/// An item with how many there are and how many are ordered.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The item.
    pub item: StockItem,
    /// How many there are.
    pub there: i64,
    /// How many are ordered and still to come.
    pub coming: i64,
}

impl Level {
    /// `out`, `low`, `on order` or `ok`.
    pub fn word(&self) -> &'static str {
        let low = self.there <= self.item.minimum;
        match () {
            () if low && self.there + self.coming > self.item.minimum => "on order",
            () if self.there <= 0 => "out",
            () if low => "low",
            () => "ok",
        }
    }

    /// Whether it is to be ordered.
    pub fn is_low(&self) -> bool {
        matches!(self.word(), "low" | "out")
    }

    /// How many to order: what is ordered at a time, and at least so many that it is not low any more.
    pub fn wanted(&self) -> i64 {
        let short = self.item.minimum + 1 - self.there - self.coming;
        self.item.reorder.max(short).max(1)
    }

    /// So many came or went, written down by somebody.
    ///
    /// # Errors
    /// None is not a movement; more cannot go than there are.
    pub fn moved(&self, quantity: i64, kind: &str, note: &str, who: &str, now: NaiveDateTime) -> Result<Move, String> {
        if quantity == 0 {
            return Err("Type how many.".into());
        }
        if self.there + quantity < 0 {
            return Err(format!(
                "Only {} of {} are there: count them, and correct the number first.",
                self.there, self.item.name
            ));
        }
        Ok(Move {
            id: new_id(),
            item_id: self.item.id.clone(),
            quantity,
            kind: kind.into(),
            at: stamp(now),
            who: who.into(),
            note: note.into(),
            order_id: None,
        })
    }
}

/// Drafts of orders for all that is low, one for each supplier and line of the budget.
pub fn low_orders(levels: &[Level], who: &str, now: NaiveDateTime) -> Vec<Order> {
    let mut drafts: Vec<Order> = Vec::new();
    for level in levels.iter().filter(|l| l.is_low()) {
        let item = &level.item;
        let line =
            OrderLine { item_id: Some(item.id.clone()), ..OrderLine::new(&item.name, level.wanted(), item.last_pence) };
        let fits = |o: &&mut Order| o.supplier == item.supplier && o.budget_id == item.budget_id;
        if let Some(draft) = drafts.iter_mut().find(fits) {
            draft.lines.push(line);
            continue;
        }
        let fresh = Order::new(&item.supplier, who, now);
        drafts.push(Order {
            supplier_id: item.supplier_id.clone(),
            budget_id: item.budget_id.clone(),
            lines: vec![line],
            ..fresh
        });
    }
    drafts.into_iter().map(Order::settled).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> NaiveDateTime {
        "2026-06-10T10:00:00".parse().unwrap()
    }

    fn level(name: &str, supplier: &str, there: i64, coming: i64) -> Level {
        let item = StockItem {
            id: name.into(),
            name: name.into(),
            supplier: supplier.into(),
            minimum: 5,
            reorder: 10,
            last_pence: 300,
            ..StockItem::default()
        };
        Level { item, there, coming }
    }

    #[test]
    fn low_is_said_and_what_is_ordered_counts() {
        assert_eq!(level("a", "B", 6, 0).word(), "ok");
        assert_eq!(level("a", "B", 5, 0).word(), "low");
        assert_eq!(level("a", "B", 0, 0).word(), "out");
        assert_eq!(level("a", "B", 0, 10).word(), "on order");
        assert_eq!(level("a", "B", 2, 1).word(), "low");
        assert_eq!(level("a", "B", 0, 3).word(), "out");
    }

    #[test]
    fn no_more_goes_than_there_is() {
        let level = level("Envelopes C5", "B", 3, 0);
        assert!(level.moved(-3, "issued", "Clinic A", "Jo", now()).is_ok());
        let said = level.moved(-4, "issued", "", "Jo", now()).unwrap_err();
        assert_eq!(said, "Only 3 of Envelopes C5 are there: count them, and correct the number first.");
    }

    #[test]
    fn what_is_low_is_ordered_by_supplier() {
        let levels = [
            level("paper", "Banner", 1, 0),
            level("toner", "Xerox", 9, 0),
            level("labels", "Banner", 0, 2),
            level("pens", "Office", 0, 0),
        ];
        let orders = low_orders(&levels, "Jo", now());
        let said: Vec<(&str, Vec<(&str, i64)>)> = orders
            .iter()
            .map(|o| (o.supplier.as_str(), o.lines.iter().map(|l| (l.what.as_str(), l.quantity)).collect()))
            .collect();
        assert_eq!(said, [("Banner", vec![("paper", 10), ("labels", 10)]), ("Office", vec![("pens", 10)])]);
        assert_eq!((orders[0].total, orders[0].committed), (7_200, 0));
    }
}
