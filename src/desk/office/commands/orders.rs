//! Orders: from the draft to the invoice.

use super::super::model::{Invoice, InvoiceLine, Order, OrderLine, Year};
use super::super::rows::OrderRow;
use super::super::{OfficePane, acts, repo};
use crate::app::{Cx, prompt, prompt_saying};
use crate::clock::stamp;
use crate::form::{FormLayer, read_count};
use crate::keys::Done;
use crate::store::{Change, Refusal};
use crate::text::{money, when};

pub(super) fn selected(pane: &OfficePane) -> Result<&OrderRow, String> {
    pane.orders.selected().ok_or_else(|| "There is no order here. n makes one.".into())
}

fn chosen(pane: &OfficePane) -> Result<Order, String> {
    selected(pane).map(|row| row.order.clone())
}

pub(super) fn new(cx: &mut Cx) -> Done {
    let fresh = Order::new("", &cx.who, cx.now);
    let form = FormLayer::new("New order", None, fresh, cx, Box::new(save));
    cx.open(form);
    Ok(())
}

pub(super) fn edit(order: &Order, cx: &mut Cx) -> Done {
    if !order.is_draft() {
        let state = order.state.replace('_', " ");
        return Err(Refusal::rule(format!(
            "{} is {state}: only a draft is edited. u makes a submitted or rejected one a draft again.",
            order.label()
        )));
    }
    let form = FormLayer::new("Order", Some(order.clone()), order.clone(), cx, Box::new(save));
    cx.open(form);
    Ok(())
}

fn save(before: Option<&Order>, after: &Order, draft: &str, cx: &mut Cx) -> Done {
    let change = acts::write_order(cx.db(), before, after)?;
    cx.apply(&change.spends(draft))
}

pub(super) fn bin(pane: &OfficePane, cx: &mut Cx) -> Done {
    let order = chosen(pane)?;
    if !order.is_draft() && !order.is_over() {
        return Err(Refusal::rule(format!("{} is under way: x cancels it.", order.label())));
    }
    let after = Order { binned_at: Some(stamp(cx.now)), ..order.clone() };
    cx.apply(&Change::new(format!("To the bin: {}", order.label())).update(&order, &after))
}

pub(super) fn submit(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let change = acts::submit(&chosen(pane)?, cx.now)?;
    cx.apply(&change)
}

pub(super) fn approve(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let order = chosen(pane)?;
    if order.state != "submitted" {
        order.approved("-", "-", cx.now)?;
    }
    let number = repo::next_number(cx.db(), Year::of(cx.today()))?;
    let line = repo::budgeted(cx.db(), order.budget_id.as_deref().unwrap_or_default())?;
    let short = line.line.takes(order.total, &line.figures).err().filter(|_| line.line.state != "frozen");
    let said = short.clone().map_or_else(String::new, |s| format!("{s} Or say yes below to go over it knowingly."));
    let mut asked = vec![("Approved by", ""), ("Order number", number.as_str())];
    if short.is_some() {
        asked.push(("Over the budget all the same", "no"));
    }
    let title = format!("Approve {} for {}", order.label(), money::show(order.total));
    prompt_saying(cx, &title, &said, &asked, move |answers, cx| {
        let knowingly = answers.get(2).is_some_and(|a| a.trim().to_lowercase().starts_with('y'));
        let change = acts::approve(cx.db(), &order, (&answers[0], &answers[1]), knowingly, cx.now)?;
        cx.apply(&change)
    });
    Ok(())
}

pub(super) fn send(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let change = acts::send(&chosen(pane)?, cx.today())?;
    cx.apply(&change)
}

/// Lines that are still to come, with how many.
fn to_come(order: &Order) -> Vec<(String, String, i64)> {
    let open = order.lines.iter().filter(|l| l.to_come() > 0);
    open.map(|l| (l.id.clone(), format!("{} (of {})", l.what, l.to_come()), l.to_come())).collect()
}

pub(super) fn came(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let order = chosen(pane)?;
    let open = to_come(&order);
    if !order.is_on_order() || open.is_empty() {
        let none: Vec<(String, i64)> = order.lines.iter().map(|l| (l.id.clone(), 1)).collect();
        return Err(order
            .received(&none)
            .err()
            .map_or_else(|| Refusal::rule("All of it came already."), Refusal::Rule));
    }
    let counts: Vec<String> = open.iter().map(|(_, _, n)| n.to_string()).collect();
    let asked: Vec<(&str, &str)> =
        open.iter().zip(&counts).map(|((_, what, _), n)| (what.as_str(), n.as_str())).collect();
    let ids: Vec<String> = open.iter().map(|(id, _, _)| id.clone()).collect();
    prompt(cx, &format!("How many came of {}", order.label()), &asked, move |answers, cx| {
        let counts = answers.iter().map(|a| read_count(a)).collect::<Result<Vec<_>, _>>()?;
        let came: Vec<(String, i64)> = ids.iter().cloned().zip(counts).collect();
        let change = acts::receive(&order, &came, &cx.who, cx.now)?;
        cx.apply(&change)
    });
    Ok(())
}

/// `6 @ 7.00` as it is typed for a line of an invoice.
fn part(line_id: &str, typed: &str) -> Result<InvoiceLine, String> {
    let (quantity, price) =
        typed.split_once('@').ok_or("Type how many, @ and the price of one: 6 @ 7.00; 0 @ 0 for none.")?;
    Ok(InvoiceLine { line_id: line_id.into(), quantity: read_count(quantity)?, unit_pence: money::parse(price)? })
}

pub(super) fn invoice(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let order = chosen(pane)?;
    if !order.commits() {
        let none = Invoice { reference: "-".into(), ..Invoice::default() };
        return Err(Refusal::Rule(order.invoiced_by(none).err().unwrap_or_default()));
    }
    let open: Vec<&OrderLine> = order.lines.iter().filter(|l| l.invoiced < l.quantity).collect();
    if open.is_empty() {
        return Err(Refusal::rule(format!("All of {} was invoiced. d closes it.", order.label())));
    }
    let texts: Vec<(String, String)> = open.iter().map(|l| (l.what.clone(), offered(l))).collect();
    let mut asked = vec![("Invoice number", ""), ("Its day", "tod")];
    asked.extend(texts.iter().map(|(what, n)| (what.as_str(), n.as_str())));
    let ids: Vec<String> = open.iter().map(|l| l.id.clone()).collect();
    prompt(cx, &format!("Invoice for {} (prices without tax)", order.label()), &asked, move |answers, cx| {
        let day = when::parse(&answers[1], cx.now)?.first().map_or(cx.today(), |w| w.date);
        let lines = ids.iter().zip(&answers[2..]).map(|(id, text)| part(id, text)).collect::<Result<Vec<_>, _>>()?;
        let one = Invoice { reference: answers[0].clone(), on_day: day.to_string(), lines, ..Invoice::default() };
        let change = acts::invoice(cx.db(), &order, one)?;
        cx.apply(&change)
    });
    Ok(())
}

/// What came and is not invoiced, at the price as ordered.
fn offered(line: &OrderLine) -> String {
    let n = (line.received - line.invoiced).max(0);
    format!("{n} @ {}", money::plain(line.unit_pence))
}

pub(super) fn close(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let order = chosen(pane)?;
    match order.closed("", cx.now) {
        Ok(after) => cx.apply(&Change::new(format!("Closed: {}", order.label())).update(&order, &after)),
        Err(said) if order.commits() => {
            prompt_saying(cx, &format!("Close {}", order.label()), &said, &[("Why", "")], move |answers, cx| {
                let after = order.closed(&answers[0], cx.now)?;
                cx.apply(&Change::new(format!("Closed short: {}", order.label())).update(&order, &after))
            });
            Ok(())
        }
        Err(said) => Err(Refusal::Rule(said)),
    }
}

pub(super) fn give_up(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let order = chosen(pane)?;
    let state = if order.state == "submitted" { "rejected" } else { "cancelled" };
    order.given_up(state, "-", cx.now)?;
    let (ask, done) = if state == "rejected" { ("Reject", "Rejected") } else { ("Cancel", "Cancelled") };
    prompt(cx, &format!("{ask} {}", order.label()), &[("Why", "")], move |answers, cx| {
        let after = order.given_up(state, &answers[0], cx.now)?;
        cx.apply(&Change::new(format!("{done}: {}", order.label())).update(&order, &after))
    });
    Ok(())
}

pub(super) fn redraft(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let order = chosen(pane)?;
    let after = order.drafted()?;
    cx.apply(&Change::new(format!("A draft again: {}", order.label())).update(&order, &after))
}
