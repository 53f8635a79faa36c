//! The fields of the office's records.

use super::model::{BudgetLine, EQUIPMENT_KINDS, Equipment, Order, StockItem, Year, typed};
use super::repo;
use crate::form::{Choice, Entity, Field, Kind, count_field, date_field, line_field, money_field, shown, text_field};
use crate::store::{Db, Refusal, Store};
use chrono::NaiveDateTime;

impl Entity for BudgetLine {
    const WORD: &'static str = "budget line";
    fn fields() -> &'static [Field<Self>] {
        LINE
    }
}

impl Entity for StockItem {
    const WORD: &'static str = "stock item";
    fn fields() -> &'static [Field<Self>] {
        ITEM
    }
}

impl Entity for Order {
    const WORD: &'static str = "order";
    fn fields() -> &'static [Field<Self>] {
        ORDER
    }
}

impl Entity for Equipment {
    const WORD: &'static str = "equipment";
    fn fields() -> &'static [Field<Self>] {
        MACHINE
    }
}

/// Cost centres whose code or name holds what was typed.
fn find_centre(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let wanted = crate::text::names::fold(typed);
    let all =
        repo::centres(store.db())?.into_iter().map(|c| Choice { label: centre_label(&c.code, &c.name), id: c.id });
    Ok(all.filter(|c| crate::text::names::fold(&c.label).contains(&wanted)).collect())
}

fn centre_label(code: &str, name: &str) -> String {
    format!("{code} {name}").trim().to_owned()
}

fn centre_name(db: Db<'_>, id: &str) -> String {
    let known: Option<super::CostCentre> = db.get(id).ok().flatten();
    known.map_or_else(|| id.to_owned(), |c| centre_label(&c.code, &c.name))
}

/// The lines of this year's budget that hold what was typed, with what is left in each.
fn find_line(store: &Store, typed: &str, now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    let found = repo::find_line(store.db(), typed, Year::of(now.date()))?;
    Ok(found.into_iter().map(|(line, centre)| Choice { label: line_label(&line, &centre.code), id: line.id }).collect())
}

fn line_label(line: &BudgetLine, centre: &str) -> String {
    format!("{centre} {}", line.label()).trim().to_owned()
}

fn line_name(db: Db<'_>, id: &str) -> String {
    repo::budgeted(db, id).map_or_else(|_| id.to_owned(), |b| line_label(&b.line, &b.centre.code))
}

const STATES: &[&str] = &["open", "frozen"];
const PAYS: Kind = Kind::Record { find: find_line, name: line_name, strict: true };
const FROM: Kind = Kind::Record { find: repo::find_supplier, name: |_, id| id.to_owned(), strict: false };

fn some(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

static LINE: &[Field<BudgetLine>] = &[
    Field {
        kind: Kind::Record { find: find_centre, name: centre_name, strict: false },
        ..line_field!(
            "centre_id",
            "Cost centre",
            "its code and name: C40211 Cardiology",
            centre_id,
            "Type the cost centre: its code and name."
        )
    },
    Field {
        id: "year",
        label: "Year",
        hint: "the financial year: 2026/27",
        kind: Kind::Value,
        get: |l| l.year().name(),
        set: |l, text, _| {
            l.year = Year::parse(text)?.0;
            Ok(())
        },
        shown,
    },
    line_field!("code", "Code", "the subjective code: 7210", code),
    line_field!("name", "What for", "what is bought from it: Stationery", name, "Say what is bought from it."),
    money_field!("allocated", "Allocated", "what it was given for the year: 12,000", allocated),
    Field {
        id: "state",
        label: "State",
        hint: "a frozen line takes no new orders",
        kind: Kind::OneOf(STATES),
        get: |l| l.state.clone(),
        set: |l, text, _| {
            if !STATES.contains(&text) {
                return Err("A line is open or frozen.".into());
            }
            text.clone_into(&mut l.state);
            Ok(())
        },
        shown,
    },
    text_field!("note", "Note", "Ctrl-S saves", note),
];

static ITEM: &[Field<StockItem>] = &[
    line_field!("name", "Item", "what it is: Headed paper A4", name, "Say what it is."),
    line_field!("unit", "Unit", "what one is: ream, box of 50", unit),
    Field { kind: FROM, ..line_field!("supplier", "Supplier", "from whom it comes", supplier) },
    line_field!("code", "Their code", "the supplier's number for it", code),
    count_field!("minimum", "Minimum", "at so many or fewer it is low", minimum),
    count_field!("reorder", "Order", "how many are ordered at a time", reorder),
    money_field!("last_pence", "Price of one", "without tax: 6.50", last_pence),
    Field {
        id: "budget_id",
        label: "Paid from",
        hint: "the line of the budget",
        kind: PAYS,
        get: |i| i.budget_id.clone().unwrap_or_default(),
        set: |i, text, _| {
            i.budget_id = some(text);
            Ok(())
        },
        shown,
    },
    line_field!("place", "Kept in", "cupboard, room", place),
];

static ORDER: &[Field<Order>] = &[
    Field { kind: FROM, ..line_field!("supplier", "Supplier", "from whom it is ordered", supplier) },
    Field {
        id: "lines",
        label: "What",
        hint: "one line each: 10 Headed paper A4 @ 6.50; no vat or vat 5% at its end where it is not 20%",
        kind: Kind::Text { rows: 5 },
        get: |o| typed::all_shown(&o.lines),
        set: |o, text, _| {
            o.lines = typed::read(text, &o.lines)?;
            Ok(())
        },
        shown,
    },
    Field {
        id: "budget_id",
        label: "Paid from",
        hint: "the line of the budget",
        kind: PAYS,
        get: |o| o.budget_id.clone().unwrap_or_default(),
        set: |o, text, _| {
            o.budget_id = some(text);
            Ok(())
        },
        shown,
    },
    date_field!("needed_by", "Needed by", "fri, 14/3, +2w; empty: no day", needed_by),
    text_field!("notes", "Note", "Ctrl-S saves", notes),
];

static MACHINE: &[Field<Equipment>] = &[
    line_field!("name", "What", "Philips foot pedal", name, "Say what it is."),
    Field {
        id: "kind",
        label: "Kind",
        hint: "Left and Right go through them",
        kind: Kind::OneOf(EQUIPMENT_KINDS),
        get: |m| m.kind.clone(),
        set: |m, text, _| {
            if !EQUIPMENT_KINDS.contains(&text) {
                return Err(format!("A machine is one of these: {}.", EQUIPMENT_KINDS.join(", ")));
            }
            text.clone_into(&mut m.kind);
            Ok(())
        },
        shown,
    },
    line_field!("tag", "Tag", "the number on its label", tag),
    line_field!("serial", "Serial number", "", serial),
    line_field!("place", "Stands in", "room, desk", place),
    line_field!("holder", "Belongs to", "the team or department", holder),
    date_field!("warranty", "Warranty until", "", warranty),
    date_field!("service_on", "Next service", "a task is made a week before it", service_on),
];
