//! The pages of the office as tables for a spreadsheet.

use super::OfficePane;
use super::model::{Equipment, Level, Order};
use super::repo::Budgeted;
use super::view::Page;
use crate::app::{Cx, ask_new_file};
use crate::exchange::csv::write_csv_with_bom;
use crate::keys::Done;
use crate::text::money::plain;
use chrono::NaiveDate;

/// The lines of a budget with their figures, amounts in pounds.
pub fn budgets(all: &[Budgeted], today: NaiveDate) -> Vec<u8> {
    let head = [
        "Year",
        "Cost centre",
        "Centre name",
        "Code",
        "Line",
        "State",
        "Allocated",
        "Moved",
        "Budget",
        "Ordered",
        "Spent",
        "Available",
        "Forecast",
    ];
    let row = |b: &Budgeted| {
        let (l, f) = (&b.line, &b.figures);
        let mut cells = vec![
            l.year().name(),
            b.centre.code.clone(),
            b.centre.name.clone(),
            l.code.clone(),
            l.name.clone(),
            l.state.clone(),
        ];
        let pence =
            [f.allocated, f.moved, f.budget(), f.committed, f.spent(), f.available(), f.forecast(l.year(), today)];
        cells.extend(pence.map(plain));
        cells
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The stock with its levels.
pub fn stock(all: &[Level]) -> Vec<u8> {
    let head =
        ["Item", "Unit", "There", "Coming", "Minimum", "Level", "Supplier", "Supplier code", "Last price", "Kept in"];
    let row = |l: &Level| {
        let i = &l.item;
        let number = |n: i64| n.to_string();
        vec![
            i.name.clone(),
            i.unit.clone(),
            number(l.there),
            number(l.coming),
            number(i.minimum),
            l.word().to_owned(),
            i.supplier.clone(),
            i.code.clone(),
            plain(i.last_pence),
            i.place.clone(),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The orders, a row for each of their lines.
pub fn orders(all: &[Order]) -> Vec<u8> {
    let head = [
        "Number",
        "State",
        "Supplier",
        "Asked by",
        "Approved by",
        "Needed by",
        "What",
        "Quantity",
        "Price",
        "VAT %",
        "Came",
        "Invoiced",
        "Comes to",
    ];
    let rows = all.iter().flat_map(|o| {
        o.lines.iter().map(move |l| {
            vec![
                o.number.clone(),
                o.state.clone(),
                o.supplier.clone(),
                o.requested_by.clone(),
                o.approved_by.clone(),
                o.needed_by.clone().unwrap_or_default(),
                l.what.clone(),
                l.quantity.to_string(),
                plain(l.unit_pence),
                l.vat_percent.to_string(),
                l.received.to_string(),
                l.invoiced.to_string(),
                plain(l.total()),
            ]
        })
    });
    write_csv_with_bom(&head, rows)
}

/// The machines.
pub fn machines(all: &[Equipment], today: NaiveDate) -> Vec<u8> {
    let head =
        ["Tag", "What", "Kind", "State", "Serial number", "Stands in", "Belongs to", "Warranty", "Service", "Note"];
    let row = |m: &Equipment| {
        vec![
            m.tag.clone(),
            m.name.clone(),
            m.kind.clone(),
            m.state.clone(),
            m.serial.clone(),
            m.place.clone(),
            m.holder.clone(),
            m.warranty.clone().unwrap_or_default(),
            m.service_on.clone().unwrap_or_default(),
            m.note(today),
        ]
    };
    write_csv_with_bom(&head, all.iter().map(row))
}

/// The page that is shown, as a file that is not there yet.
pub(super) fn save(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    let today = cx.today();
    let (name, bytes) = match pane.page {
        Page::Budgets => {
            let all: Vec<Budgeted> = pane.budgets.all().iter().map(|r| r.of.clone()).collect();
            ("budget", budgets(&all, today))
        }
        Page::Stock => ("stock", stock(&pane.stock.all().iter().map(|r| r.0.clone()).collect::<Vec<_>>())),
        Page::Orders => ("orders", orders(&pane.orders.all().iter().map(|r| r.order.clone()).collect::<Vec<_>>())),
        Page::Equipment => {
            ("equipment", machines(&pane.machines.all().iter().map(|r| r.machine.clone()).collect::<Vec<_>>(), today))
        }
    };
    ask_new_file("csv", bytes, &format!("{name}-{today}.csv"), cx)
}
