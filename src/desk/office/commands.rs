//! What can be done in the office. A key of one page does nothing on the others and says on which it works.

mod budgets;
mod machines;
mod orders;
mod stock;

use super::OfficePane;
use super::view::Page;
use crate::app::{Cx, Row};
use crate::keys::command::always;
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::ui::pages::Pages;

fn on(office: &OfficePane, page: Page, what: &str) -> Result<(), String> {
    if office.page == page {
        Ok(())
    } else {
        Err(format!("This works among the {what}: Left and Right turn the pages."))
    }
}

fn on_budget(pane: &OfficePane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Budgets, "budgets")?;
    budgets::selected(pane).map(|_| ())
}

fn on_stock(pane: &OfficePane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Stock, "stock")?;
    stock::selected(pane).map(|_| ())
}

fn on_order(pane: &OfficePane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Orders, "orders")?;
    orders::selected(pane).map(|_| ())
}

fn on_machine(pane: &OfficePane, _: &Cx) -> Result<(), String> {
    on(pane, Page::Equipment, "equipment")?;
    machines::selected(pane).map(|_| ())
}

pub(super) static ROWS: &[Row<OfficePane>] = &[
    row!("office.new", ["n"], "New", "Make a line, an item, an order or a machine.", Place::Footer(40), always, new),
    row!("office.edit", ["e"], "Edit", "Edit the line that is selected.", Place::Menu, always, edit),
    row!("office.bin", ["del"], "Bin", "Put the line that is selected into the bin.", Place::Menu, always, bin),
    row!(
        "office.page",
        ["v"],
        "Next page",
        "Go on from budgets to stock, orders, equipment; Left and Right go both ways.",
        Place::Footer(49),
        always,
        |pane, _| {
            pane.page = pane.page.turned(1);
            Ok(())
        }
    ),
    row!(
        "office.budget_move",
        ["m"],
        "Move money",
        "Move money from this line to another (virement).",
        Place::Footer(41),
        on_budget,
        budgets::vire
    ),
    row!(
        "office.budget_cost",
        ["b"],
        "Bill",
        "Put a cost on the line that came without an order.",
        Place::Footer(42),
        on_budget,
        budgets::cost
    ),
    row!(
        "office.budget_year",
        ["y"],
        "Year",
        "Show another financial year, or carry its lines into the next.",
        Place::Footer(43),
        |pane, _| on(pane, Page::Budgets, "budgets"),
        budgets::year
    ),
    row!("office.stock_take", ["t"], "Take", "Some are taken out.", Place::Footer(41), on_stock, stock::take),
    row!(
        "office.stock_count",
        ["h"],
        "Count",
        "Say how many there are by count.",
        Place::Footer(42),
        on_stock,
        stock::count
    ),
    row!(
        "office.stock_order",
        ["l"],
        "Order low ones",
        "Draft an order to each supplier for all that is low.",
        Place::Footer(43),
        |pane, _| on(pane, Page::Stock, "stock"),
        stock::restock
    ),
    row!(
        "office.order_submit",
        ["s"],
        "Submit",
        "Submit the draft for approval.",
        Place::Footer(41),
        on_order,
        orders::submit
    ),
    row!(
        "office.order_approve",
        ["a"],
        "Approve",
        "Record who approved it, and its number: the money is committed.",
        Place::Footer(42),
        on_order,
        orders::approve
    ),
    row!(
        "office.order_send",
        ["o"],
        "Ordered",
        "The order has gone to the supplier.",
        Place::Footer(43),
        on_order,
        orders::send
    ),
    row!("office.order_came", ["r"], "Came", "Goods came, all or a part.", Place::Footer(44), on_order, orders::came),
    row!(
        "office.order_invoice",
        ["i"],
        "Invoice",
        "Take an invoice: what it comes to is spent.",
        Place::Footer(45),
        on_order,
        orders::invoice
    ),
    row!(
        "office.order_close",
        ["d"],
        "Close",
        "All came and was paid; or the rest will not come.",
        Place::Footer(46),
        on_order,
        orders::close
    ),
    row!(
        "office.order_cancel",
        ["x"],
        "Cancel",
        "Cancel the order, or reject it where it waits for approval.",
        Place::Menu,
        on_order,
        orders::give_up
    ),
    row!(
        "office.order_draft",
        ["u"],
        "Draft again",
        "Make a rejected or submitted order a draft again.",
        Place::Menu,
        on_order,
        orders::redraft
    ),
    row!(
        "office.machine_lend",
        ["q"],
        "Lend, take back",
        "Lend it to somebody, or take it back.",
        Place::Footer(41),
        on_machine,
        machines::lend
    ),
    row!(
        "office.machine_fault",
        ["w"],
        "Fault, mended",
        "Say what is wrong, the number of the report, or that it is mended.",
        Place::Footer(42),
        on_machine,
        machines::fault
    ),
    row!(
        "office.machine_wish",
        ["z"],
        "Who needs it",
        "Somebody waits for one.",
        Place::Footer(43),
        on_machine,
        machines::wish
    ),
    row!(
        "office.machine_service",
        ["p"],
        "Serviced",
        "It was serviced; say when the next time is.",
        Place::Footer(44),
        on_machine,
        machines::service
    ),
    row!(
        "office.machine_retire",
        [],
        "Retire",
        "It is out of use for good.",
        Place::Menu,
        on_machine,
        machines::retire
    ),
    row!("office.csv", [], "Save as a table", "Save this page as a CSV file.", Place::Menu, always, super::csv::save),
];

fn new(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Budgets => budgets::new(pane, cx),
        Page::Stock => stock::new(cx),
        Page::Orders => orders::new(cx),
        Page::Equipment => machines::new(cx),
    }
}

fn edit(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Budgets => budgets::edit(&budgets::selected(pane)?.of.line.clone(), cx),
        Page::Stock => stock::edit(&stock::selected(pane)?.0.item.clone(), cx),
        Page::Orders => orders::edit(&orders::selected(pane)?.order.clone(), cx),
        Page::Equipment => machines::edit(&machines::selected(pane)?.machine.clone(), cx),
    }
}

fn bin(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Budgets => budgets::bin(pane, cx),
        Page::Stock => stock::bin(pane, cx),
        Page::Orders => orders::bin(pane, cx),
        Page::Equipment => machines::bin(pane, cx),
    }
}

/// What the selected line is made of.
pub(super) fn open(pane: &mut OfficePane, cx: &mut Cx) -> Done {
    match pane.page {
        Page::Budgets => super::whole::budget(&budgets::selected(pane)?.of.line.id.clone(), cx),
        Page::Stock => super::whole::stock(&stock::selected(pane)?.0.item.id.clone(), cx),
        Page::Orders => super::whole::order(&orders::selected(pane)?.order.id.clone(), cx),
        Page::Equipment => super::whole::machine(&machines::selected(pane)?.machine.id.clone(), cx),
    }
}

/// Goes to a record that was found.
pub(super) fn show(pane: &mut OfficePane, kind: &str, id: &str, cx: &mut Cx) -> Done {
    match kind {
        "stock_item" => {
            pane.page = Page::Stock;
            pane.stock.select(id);
            super::whole::stock(id, cx)
        }
        "purchase" => {
            pane.page = Page::Orders;
            pane.orders.select(id);
            super::whole::order(id, cx)
        }
        "equipment" => {
            pane.page = Page::Equipment;
            pane.machines.select(id);
            super::whole::machine(id, cx)
        }
        "budget_line" => {
            pane.page = Page::Budgets;
            let line: super::BudgetLine = cx.db().must(id)?;
            pane.turn_to(line.year(), cx)?;
            pane.budgets.select(id);
            super::whole::budget(id, cx)
        }
        "cost" => {
            let cost: super::model::Cost = cx.db().must(id)?;
            show(pane, "budget_line", &cost.budget_id, cx)
        }
        "cost_centre" => {
            pane.page = Page::Budgets;
            let first = pane.budgets.all().iter().find(|r| r.of.centre.id == id).map(|r| r.of.line.id.clone());
            let Some(first) = first else {
                return Err(Refusal::rule("This cost centre has no line in the year that is shown. y shows another."));
            };
            pane.budgets.select(&first);
            Ok(())
        }
        _ => Ok(()),
    }
}
