//! The things of the office and their rules (domain 4.12): pure, with the day handed in.

mod budget;
mod equipment;
mod order;
mod stock;
pub mod typed;
mod year;

pub use budget::{BudgetLine, Cost, CostCentre, Figures, Virement};
pub use equipment::{Equipment, Fault, KINDS as EQUIPMENT_KINDS, Loan, Wish};
pub use order::{Invoice, InvoiceLine, Order, OrderLine};
pub use stock::{Level, Move, Price, StockItem, low_orders};
pub use year::Year;

/// A record of the office has a table, an identifier and stands in the bin or not.
macro_rules! record {
    ($kind:ty, $table:literal) => {
        impl crate::store::Record for $kind {
            const TABLE: &'static str = $table;
            fn id(&self) -> &str {
                &self.id
            }
        }
    };
}
use record;
