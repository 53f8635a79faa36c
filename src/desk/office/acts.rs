//! What is done in the office, as one change each: money, stock and the order move together, and together back.

mod write;

pub use write::{write_item, write_line, write_machine, write_order};

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{
    BudgetLine, Cost, Equipment, Invoice, Level, Move, Order, Price, StockItem, Virement, Year, low_orders,
};
use super::repo;
use crate::clock::stamp;
use crate::desk::tasks::Task;
use crate::store::{Change, Db, Refusal, new_id};
use crate::text::{dates, money};

/// Money moved from one line to another.
///
/// # Errors
/// A sentence: two years, more than is left, no reason.
pub fn vire(db: Db<'_>, virement: &Virement) -> Result<Change, Refusal> {
    let from = repo::budgeted(db, &virement.from_id)?;
    let to: BudgetLine = db.must(&virement.to_id)?;
    virement.check((&from.line, &from.figures), &to)?;
    let label = format!("Moved {} from {} to {}", money::show(virement.pence), from.line.label(), to.label());
    Ok(Change::new(label).insert(virement))
}

/// Submitted for approval.
///
/// # Errors
/// What the order still lacks.
pub fn submit(order: &Order, now: NaiveDateTime) -> Result<Change, Refusal> {
    let after = order.submitted(now)?;
    Ok(Change::new(format!("Submitted: {} for {}", after.label(), money::show(after.total))).update(order, &after))
}

/// Approved with its number: the money is committed. `knowingly`: also where the line has not so much left.
///
/// # Errors
/// It was not submitted, or its line has not so much left.
pub fn approve(
    db: Db<'_>,
    order: &Order,
    (by, number): (&str, &str),
    knowingly: bool,
    now: NaiveDateTime,
) -> Result<Change, Refusal> {
    let number = if number.trim().is_empty() { repo::next_number(db, Year::of(now.date()))? } else { number.into() };
    let after = order.approved(by, &number, now)?;
    let line = repo::budgeted(db, order.budget_id.as_deref().unwrap_or_default())?;
    if !knowingly || line.line.state == "frozen" {
        line.line.takes(after.total, &line.figures)?;
    }
    Ok(Change::new(format!("Approved: {} for {}", after.label(), money::show(after.total))).update(order, &after))
}

/// Gone to the supplier.
///
/// # Errors
/// It is not approved.
pub fn send(order: &Order, on: NaiveDate) -> Result<Change, Refusal> {
    let after = order.ordered(on)?;
    Ok(Change::new(format!("Ordered: {}", after.label())).update(order, &after))
}

/// Goods came: the order and the stock move together. `came`: identifier of the line and how many.
///
/// # Errors
/// Nothing came, or more than was ordered.
pub fn receive(order: &Order, came: &[(String, i64)], who: &str, now: NaiveDateTime) -> Result<Change, Refusal> {
    let after = order.received(came)?;
    let word = if after.state == "received" { "All of" } else { "A part of" };
    let mut change = Change::new(format!("{word} {} came", after.label())).update(order, &after);
    for (id, n) in came.iter().filter(|(_, n)| *n > 0) {
        let line = order.lines.iter().find(|l| l.id == *id);
        if let Some(item_id) = line.and_then(|l| l.item_id.clone()) {
            change = change.insert(&Move {
                id: new_id(),
                item_id,
                quantity: *n,
                kind: "received".into(),
                at: stamp(now),
                who: who.into(),
                note: order.label(),
                order_id: Some(order.id.clone()),
            });
        }
    }
    Ok(change)
}

/// An invoice is taken: what is committed becomes spent, and the price of each item is remembered.
///
/// # Errors
/// It has no number, is for more than was ordered, or the order has no line of a budget.
pub fn invoice(db: Db<'_>, order: &Order, invoice: Invoice) -> Result<Change, Refusal> {
    let cost_id = new_id();
    let after = order.invoiced_by(Invoice { cost_id: cost_id.clone(), ..invoice })?;
    let taken = after.invoices.last().cloned().unwrap_or_default();
    let Some(budget_id) = order.budget_id.clone() else {
        return Err(Refusal::rule("Say which line of the budget pays for the order first."));
    };
    let label = format!("Invoice {} of {} for {}", taken.reference, after.label(), money::show(taken.pence));
    let cost = Cost {
        id: cost_id,
        budget_id,
        on_day: taken.on_day.clone(),
        pence: taken.pence,
        what: after.label(),
        reference: taken.reference.clone(),
        of_kind: "purchase".into(),
        of_id: Some(order.id.clone()),
        binned_at: None,
    };
    let mut change = Change::new(label).update(order, &after).insert(&cost);
    for part in &taken.lines {
        let item = order.lines.iter().find(|l| l.id == part.line_id).and_then(|l| l.item_id.clone());
        let Some(item) = item.map(|id| db.get::<StockItem>(&id)).transpose()?.flatten() else { continue };
        let price = Price {
            id: new_id(),
            item_id: item.id.clone(),
            on_day: taken.on_day.clone(),
            supplier: order.supplier.clone(),
            unit_pence: part.unit_pence,
            order_id: order.id.clone(),
        };
        let dearer = StockItem { last_pence: part.unit_pence, ..item.clone() };
        change = change.insert(&price).update(&item, &dearer);
    }
    Ok(change.trimmed())
}

/// Drafts of orders for all that is low.
///
/// # Errors
/// Nothing is low, or a draft for it is there already.
pub fn restock(db: Db<'_>, who: &str, now: NaiveDateTime) -> Result<Change, Refusal> {
    let drafted: Vec<String> = repo::orders(db, 0)?
        .into_iter()
        .filter(|o| matches!(o.state.as_str(), "draft" | "submitted"))
        .flat_map(|o| o.lines)
        .filter_map(|l| l.item_id)
        .collect();
    let levels: Vec<Level> = repo::stock(db)?.into_iter().filter(|l| !drafted.contains(&l.item.id)).collect();
    let orders = low_orders(&levels, who, now);
    if orders.is_empty() {
        return Err(Refusal::rule("Nothing is low that is not ordered or in a draft already."));
    }
    let lines: usize = orders.iter().map(|o| o.lines.len()).sum();
    let label = format!("Drafted {} for {lines} items that are low", plural(orders.len(), "order"));
    Ok(orders.iter().fold(Change::new(label), Change::insert))
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

/// The task that reminds of a service a week before its day, where it is in the future.
pub fn service_task(machine: &Equipment, who: &str, now: NaiveDateTime) -> Option<Task> {
    let on: NaiveDate = machine.service_on.as_deref()?.parse().ok()?;
    let due = (on - chrono::Duration::days(7)).max(now.date());
    let title = format!("Service of {} on {}", machine.label(), dates::screen(on));
    Some(Task { due: Some(due.to_string()), ..Task::new(&title, who, now) })
}

/// A machine put into another state, with what was done in words.
pub fn machine(before: &Equipment, after: &Equipment, what: &str) -> Change {
    Change::new(format!("{what}: {}", after.label())).update(before, after)
}
