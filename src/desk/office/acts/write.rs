//! A record of the office written down: new, or changed.

use chrono::NaiveDateTime;

use super::super::model::{BudgetLine, CostCentre, Equipment, Order, OrderLine, StockItem};
use super::super::repo;
use super::{machine, service_task};
use crate::clock::stamp;
use crate::store::{Change, Db, Record, Refusal, new_id};
use crate::text::money;

/// The change that writes a record, with what it is called.
fn written<R: Record>(before: Option<&R>, after: &R, word: &str, label: &str) -> Change {
    match before {
        None => Change::new(format!("New {word}: {label}")).insert(after),
        Some(before) => Change::new(format!("Changed {word}: {label}")).update(before, after),
    }
}

/// A line of a budget. Its cost centre is one that is there, by identifier or code, or `CODE Name` of a new one.
///
/// # Errors
/// The desk cannot be read.
pub fn write_line(
    db: Db<'_>,
    before: Option<&BudgetLine>,
    after: &BudgetLine,
    now: NaiveDateTime,
) -> Result<Change, Refusal> {
    let (centre, is_new) = centre(db, &after.centre_id, now)?;
    let after = BudgetLine { centre_id: centre.id.clone(), ..after.clone() };
    let change = written(before, &after, "budget line", &after.label());
    Ok(if is_new { change.insert(&centre) } else { change })
}

fn centre(db: Db<'_>, typed: &str, now: NaiveDateTime) -> Result<(CostCentre, bool), Refusal> {
    if let Some(known) = db.get::<CostCentre>(typed)? {
        return Ok((known, false));
    }
    let (code, name) = typed.trim().split_once(' ').unwrap_or((typed.trim(), ""));
    if let Some(known) = repo::centre_coded(db, code)? {
        return Ok((known, false));
    }
    let name = name.trim().to_owned();
    Ok((CostCentre { id: new_id(), code: code.into(), name, created_at: stamp(now), ..CostCentre::default() }, true))
}

/// A stock item, tied to its supplier among the contacts.
///
/// # Errors
/// The desk cannot be read.
pub fn write_item(db: Db<'_>, before: Option<&StockItem>, after: &StockItem) -> Result<Change, Refusal> {
    let after = StockItem { supplier_id: repo::supplier_id(db, &after.supplier)?, ..after.clone() };
    Ok(written(before, &after, "stock item", &after.name))
}

/// An order: its lines tied to the stock items that are called the same, its sums worked out.
///
/// # Errors
/// The desk cannot be read.
pub fn write_order(db: Db<'_>, before: Option<&Order>, after: &Order) -> Result<Change, Refusal> {
    let lines = after.lines.iter().map(|l| tied(db, l.clone())).collect::<Result<Vec<_>, _>>()?;
    let supplier_id = repo::supplier_id(db, &after.supplier)?;
    let after = Order { supplier_id, lines, ..after.clone() }.settled();
    let label = format!("{} for {}", after.supplier, money::show(after.total));
    Ok(written(before, &after, "order", &label))
}

/// A price that was not typed is the last one of the item.
fn tied(db: Db<'_>, line: OrderLine) -> Result<OrderLine, Refusal> {
    let Some(item) = repo::item_named(db, &line.what)? else { return Ok(OrderLine { item_id: None, ..line }) };
    let unit_pence = if line.unit_pence == 0 { item.last_pence } else { line.unit_pence };
    Ok(OrderLine { item_id: Some(item.id), unit_pence, ..line })
}

/// A machine. A service whose day is new makes its task.
pub fn write_machine(before: Option<&Equipment>, after: &Equipment, who: &str, now: NaiveDateTime) -> Change {
    let change = match before {
        None => written(None, after, "equipment", &after.label()),
        Some(before) => machine(before, after, "Changed equipment"),
    };
    if before.is_some_and(|b| b.service_on == after.service_on) {
        return change;
    }
    service_task(after, who, now).iter().fold(change, Change::insert)
}
