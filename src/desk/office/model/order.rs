//! An order and its rules: `draft -> submitted -> approved(number) -> ordered -> part_received -> received -> closed`;
//! a submitted one may be rejected, one of which nothing came may be cancelled. It commits money from its approval on,
//! and spends it when an invoice is taken.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::record;
use crate::clock::stamp;
use crate::store::new_id;
use crate::text::money::{show, with_vat};

/// What is ordered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Identifier, of its own within the order.
    pub id: String,
    /// The stock item, where it is one.
    pub item_id: Option<String>,
    /// What it is.
    pub what: String,
    /// How many.
    pub quantity: i64,
    /// What one costs without tax, in pence.
    pub unit_pence: i64,
    /// Value added tax, in percent: 0, 5 or 20.
    pub vat_percent: i64,
    /// How many came.
    pub received: i64,
    /// How many were invoiced.
    pub invoiced: i64,
}

/// How many of a line an invoice is for, and at what price.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    /// The line of the order.
    pub line_id: String,
    /// How many.
    pub quantity: i64,
    /// What one costs without tax, in pence.
    pub unit_pence: i64,
}

/// An invoice for an order or a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Its number.
    pub reference: String,
    /// Its day, ISO date.
    pub on_day: String,
    /// What it is for.
    pub lines: Vec<InvoiceLine>,
    /// What it comes to with tax, in pence.
    pub pence: i64,
    /// The cost it became.
    pub cost_id: String,
}

/// An order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Identifier.
    pub id: String,
    /// The number given at approval; empty before.
    pub number: String,
    /// `draft`, `submitted`, `approved`, `ordered`, `part_received`, `received`, `closed`, `rejected` or `cancelled`.
    pub state: String,
    /// The supplier among the contacts, where it is one.
    pub supplier_id: Option<String>,
    /// From whom.
    pub supplier: String,
    /// The line of the budget that pays.
    pub budget_id: Option<String>,
    /// Who asked for it.
    pub requested_by: String,
    /// Who approved it.
    pub approved_by: String,
    /// When, ISO time.
    pub approved_at: Option<String>,
    /// When it was submitted, ISO time.
    pub submitted_at: Option<String>,
    /// When it went to the supplier, ISO date.
    pub ordered_on: Option<String>,
    /// By when it is needed, ISO date.
    pub needed_by: Option<String>,
    /// What is ordered.
    pub lines: Vec<OrderLine>,
    /// What came to be paid.
    pub invoices: Vec<Invoice>,
    /// What it commits, in pence: kept beside the lines so that a budget is one sum. [`Order::settled`] works it out.
    pub committed: i64,
    /// What it comes to as ordered, with tax, in pence. [`Order::settled`] works it out.
    pub total: i64,
    /// Why it was rejected, cancelled or closed short.
    pub reason: String,
    /// More about it.
    pub notes: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it was closed, rejected or cancelled, ISO time.
    pub closed_at: Option<String>,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(Order, "purchase");

impl OrderLine {
    /// So many of something at a price.
    pub fn new(what: &str, quantity: i64, unit_pence: i64) -> Self {
        Self { id: new_id(), what: what.into(), quantity, unit_pence, vat_percent: 20, ..Self::default() }
    }

    /// What it comes to, with tax.
    pub fn total(&self) -> i64 {
        with_vat(self.quantity, self.unit_pence, self.vat_percent)
    }

    /// What of it is ordered and not invoiced yet, with tax.
    pub fn open(&self) -> i64 {
        self.total() - with_vat(self.invoiced.min(self.quantity), self.unit_pence, self.vat_percent)
    }

    /// How many are still to come.
    pub fn to_come(&self) -> i64 {
        (self.quantity - self.received).max(0)
    }
}

impl Order {
    /// A draft of `who`.
    pub fn new(supplier: &str, who: &str, now: NaiveDateTime) -> Self {
        Self {
            id: new_id(),
            state: "draft".into(),
            supplier: supplier.into(),
            requested_by: who.into(),
            created_at: stamp(now),
            ..Self::default()
        }
    }

    /// Whether its lines may be changed.
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }

    /// Whether it is finished, one way or the other.
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "closed" | "rejected" | "cancelled")
    }

    /// Whether it commits money.
    pub fn commits(&self) -> bool {
        matches!(self.state.as_str(), "approved" | "ordered" | "part_received" | "received")
    }

    /// Whether goods of it may come.
    pub fn is_on_order(&self) -> bool {
        matches!(self.state.as_str(), "approved" | "ordered" | "part_received")
    }

    /// Whether all of it was invoiced.
    pub fn is_invoiced(&self) -> bool {
        self.lines.iter().all(|line| line.invoiced >= line.quantity)
    }

    /// What was invoiced, in pence.
    pub fn invoiced(&self) -> i64 {
        self.invoices.iter().map(|i| i.pence).sum()
    }

    /// How it is called: its number, or whose draft it is.
    pub fn label(&self) -> String {
        let number = if self.number.is_empty() { "order".to_owned() } else { self.number.clone() };
        format!("{number} {}", self.supplier).trim().to_owned()
    }

    /// With its sums worked out again: what it comes to, and what it commits.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.total = self.lines.iter().map(OrderLine::total).sum();
        let open: i64 = self.lines.iter().map(OrderLine::open).sum();
        self.committed = if self.commits() { open } else { 0 };
        self
    }

    /// Whether it is late: needed by a day that is over, and not all of it came.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let by = self.needed_by.as_deref().and_then(|d| d.parse::<NaiveDate>().ok());
        self.is_on_order() && by.is_some_and(|by| by < today)
    }

    fn to(&self, state: &str) -> Self {
        Self { state: state.into(), ..self.clone() }.settled()
    }

    fn must(&self, states: &[&str], what: &str) -> Result<(), String> {
        if states.contains(&self.state.as_str()) {
            return Ok(());
        }
        let wanted = states.iter().map(|s| s.replace('_', " ")).collect::<Vec<_>>().join(" or ");
        let state = self.state.replace('_', " ");
        Err(format!("{} is {state}: only an order that is {wanted} can be {what}.", self.label()))
    }

    /// Submitted for approval.
    ///
    /// # Errors
    /// What it still lacks, in a sentence.
    pub fn submitted(&self, now: NaiveDateTime) -> Result<Self, String> {
        self.must(&["draft", "rejected"], "submitted")?;
        if self.supplier.trim().is_empty() {
            return Err("Say from whom it is ordered.".into());
        }
        if self.budget_id.is_none() {
            return Err("Say which line of the budget pays for it.".into());
        }
        if self.lines.is_empty() {
            return Err("Nothing is ordered yet: add a line.".into());
        }
        if let Some(line) = self.lines.iter().find(|l| l.quantity <= 0 || l.what.trim().is_empty()) {
            return Err(format!("“{}”: say what it is and how many.", line.what));
        }
        Ok(Self { submitted_at: Some(stamp(now)), reason: String::new(), closed_at: None, ..self.to("submitted") })
    }

    /// Approved by somebody, with its number.
    ///
    /// # Errors
    /// It was not submitted, or has no number.
    pub fn approved(&self, by: &str, number: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.must(&["submitted"], "approved")?;
        if by.trim().is_empty() || number.trim().is_empty() {
            return Err("An approval has a name and the number of the order.".into());
        }
        let (number, approved_by) = (number.trim().to_owned(), by.trim().to_owned());
        Ok(Self { number, approved_by, approved_at: Some(stamp(now)), ..self.to("approved") })
    }

    /// Rejected, or cancelled before anything of it came.
    ///
    /// # Errors
    /// Something of it came or was paid, it is over, or no reason is given.
    pub fn given_up(&self, state: &str, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        match state {
            "rejected" => self.must(&["submitted"], "rejected")?,
            _ => self.must(&["draft", "submitted", "approved", "ordered"], "cancelled")?,
        }
        if self.lines.iter().any(|l| l.received > 0 || l.invoiced > 0) {
            return Err(format!("Something of {} came already: close it short instead.", self.label()));
        }
        if reason.trim().is_empty() {
            return Err(format!("Say why it is {state}."));
        }
        Ok(Self { reason: reason.trim().into(), closed_at: Some(stamp(now)), ..self.to(state) })
    }

    /// A draft again: rejected ones to be changed.
    ///
    /// # Errors
    /// It is not submitted or rejected.
    pub fn drafted(&self) -> Result<Self, String> {
        self.must(&["submitted", "rejected"], "a draft again")?;
        Ok(Self { submitted_at: None, closed_at: None, ..self.to("draft") })
    }

    /// Gone to the supplier on a day.
    ///
    /// # Errors
    /// It is not approved.
    pub fn ordered(&self, on: NaiveDate) -> Result<Self, String> {
        self.must(&["approved"], "sent to the supplier")?;
        Ok(Self { ordered_on: Some(on.to_string()), ..self.to("ordered") })
    }

    /// So many of each line came: identifier of the line, and how many.
    ///
    /// # Errors
    /// Nothing came, or more than was ordered.
    pub fn received(&self, came: &[(String, i64)]) -> Result<Self, String> {
        self.must(&["approved", "ordered", "part_received"], "received")?;
        if came.iter().all(|(_, n)| *n == 0) {
            return Err("Type how many came.".into());
        }
        let mut after = self.clone();
        for (id, n) in came {
            let line = line_of(&mut after, id)?;
            if *n < 0 || *n > line.to_come() {
                return Err(format!("{}: {n} came, and {} were still to come.", line.what, line.to_come()));
            }
            line.received += n;
        }
        let all = after.lines.iter().all(|l| l.to_come() == 0);
        Ok(after.to(if all { "received" } else { "part_received" }))
    }

    /// An invoice is taken: what it comes to follows from its lines.
    ///
    /// # Errors
    /// It has no number or no line, is for more than was ordered, or is known already.
    pub fn invoiced_by(&self, mut invoice: Invoice) -> Result<Self, String> {
        self.must(&["approved", "ordered", "part_received", "received"], "invoiced")?;
        let reference = invoice.reference.trim().to_owned();
        if reference.is_empty() {
            return Err("Type the number of the invoice.".into());
        }
        if self.invoices.iter().any(|i| i.reference == reference) {
            return Err(format!("Invoice {reference} was taken already."));
        }
        let mut after = self.clone();
        invoice.lines.retain(|l| l.quantity != 0);
        invoice.pence = 0;
        for one in &invoice.lines {
            let line = line_of(&mut after, &one.line_id)?;
            let left = line.quantity - line.invoiced;
            if one.quantity < 0 || one.quantity > left {
                return Err(format!("{}: {} are invoiced, and {left} were still to be.", line.what, one.quantity));
            }
            line.invoiced += one.quantity;
            invoice.pence += with_vat(one.quantity, one.unit_pence, line.vat_percent);
        }
        if invoice.lines.is_empty() {
            return Err("Say what the invoice is for.".into());
        }
        invoice.reference = reference;
        after.invoices.push(invoice);
        Ok(after.settled())
    }

    /// Closed: all came and was paid, or the rest will not come, with a reason.
    ///
    /// # Errors
    /// Something is open and no reason is given.
    pub fn closed(&self, reason: &str, now: NaiveDateTime) -> Result<Self, String> {
        self.must(&["ordered", "part_received", "received"], "closed")?;
        let whole = self.is_invoiced() && self.lines.iter().all(|l| l.to_come() == 0);
        if !whole && reason.trim().is_empty() {
            return Err(format!(
                "{} is not all there and paid ({} still committed): say why it is closed all the same.",
                self.label(),
                show(self.committed)
            ));
        }
        Ok(Self { reason: reason.trim().into(), closed_at: Some(stamp(now)), ..self.to("closed") })
    }

    /// How much more or less the invoices come to than was ordered, for what was invoiced.
    pub fn variance(&self) -> i64 {
        let ordered: i64 = self.lines.iter().map(|l| l.total() - l.open()).sum();
        self.invoiced() - ordered
    }
}

fn line_of<'a>(order: &'a mut Order, id: &str) -> Result<&'a mut OrderLine, String> {
    order.lines.iter_mut().find(|l| l.id == id).ok_or_else(|| "This line is not of this order.".into())
}

#[cfg(test)]
mod tests;
