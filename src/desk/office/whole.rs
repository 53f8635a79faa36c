//! What is behind a line of the office: every figure opened to what it is made of, an order with all that came and was
//! paid, an item with its movements and prices, a machine with its loans and faults.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::{Equipment, Order, typed};
use super::repo::{self, Budgeted};
use super::rows::bar;
use crate::app::{Cx, Layer, Row};
use crate::keys::{Done, Place, row};
use crate::store::Refusal;
use crate::text::{dates, money};
use crate::ui::list::{Column, Line, List, ListState};
use crate::ui::{Look, Meaning, panel, pen, width};

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Budget,
    Stock,
    Order,
    Machine,
}

/// The layer.
pub struct WholeLayer {
    what: What,
    id: String,
    title: String,
    /// What is to be known of it, below its title.
    said: Vec<String>,
    lines: Vec<Line>,
    state: ListState,
}

/// So many movements of an item are shown.
const MOVES: usize = 200;

/// How many prices of an item are shown.
const PRICES: usize = 60;

pub(super) fn budget(id: &str, cx: &mut Cx) -> Done {
    open(What::Budget, id, cx)
}

pub(super) fn stock(id: &str, cx: &mut Cx) -> Done {
    open(What::Stock, id, cx)
}

pub(super) fn order(id: &str, cx: &mut Cx) -> Done {
    open(What::Order, id, cx)
}

pub(super) fn machine(id: &str, cx: &mut Cx) -> Done {
    open(What::Machine, id, cx)
}

fn open(what: What, id: &str, cx: &mut Cx) -> Done {
    let mut layer = WholeLayer {
        what,
        id: id.into(),
        title: String::new(),
        said: Vec::new(),
        lines: Vec::new(),
        state: ListState::default(),
    };
    layer.fill(cx)?;
    cx.open(layer);
    Ok(())
}

/// A line with what it opens: `purchase/…`; empty where it opens nothing.
fn line(opens: &str, n: usize, cells: [String; 4]) -> Line {
    Line::new(format!("{n} {opens}"), Meaning::None, cells)
}

fn day(iso: &str) -> String {
    iso.get(..10).and_then(|d| d.parse().ok()).map(dates::screen).unwrap_or_default()
}

/// Lines of one kind, with a heading above the first.
/// A heading that says where not all is shown.
fn latest(what: &str, shown: usize, most: usize) -> String {
    if shown < most { format!("{what}, the latest first") } else { format!("{what}, the latest {most} only") }
}

fn group(all: &mut Vec<Line>, heading: &str, lines: impl Iterator<Item = (String, [String; 4])>) {
    let from = all.len();
    for (n, (opens, cells)) in lines.enumerate() {
        let one = line(&opens, from + n, cells);
        all.push(if n == 0 { one.under(heading) } else { one });
    }
}

impl WholeLayer {
    fn fill(&mut self, cx: &Cx) -> Done {
        match self.what {
            What::Budget => self.fill_budget(cx)?,
            What::Stock => self.fill_stock(cx)?,
            What::Order => self.fill_order(&cx.db().must(&self.id)?, cx)?,
            What::Machine => self.fill_machine(&cx.db().must(&self.id)?, cx),
        }
        self.state.keep(&self.lines);
        Ok(())
    }

    fn fill_budget(&mut self, cx: &Cx) -> Done {
        let one = repo::budgeted(cx.db(), &self.id)?;
        let parts = repo::parts(cx.db(), &self.id)?;
        self.title = format!("{} {} · {}", one.centre.code, one.line.label(), one.line.year().name());
        self.said = budget_said(&one, cx.today());
        let mut all = Vec::new();
        let given = [String::new(), "allocated".into(), money::show(one.line.allocated), one.line.note.clone()];
        group(&mut all, "Budget", std::iter::once((String::new(), given)));
        let moved = parts.virements.iter().map(|v| {
            let (sign, other) = if v.to_id == self.id { (1, &v.from_id) } else { (-1, &v.to_id) };
            let name = repo::budgeted(cx.db(), other).map(|b| b.line.label()).unwrap_or_default();
            let words = if sign > 0 { format!("moved from {name}") } else { format!("moved to {name}") };
            (format!("budget_line/{other}"), [day(&v.on_day), words, money::show(sign * v.pence), v.reason.clone()])
        });
        group(&mut all, "Moved", moved);
        let ordered = parts.orders.iter().map(|o| {
            let cells = [day(&o.created_at), o.label(), money::show(o.committed), o.state.replace('_', " ")];
            (format!("purchase/{}", o.id), cells)
        });
        group(&mut all, "Ordered and not invoiced", ordered);
        let laid_on = parts.laid_on.iter().map(|l| {
            (
                format!("booking/{}", l.booking_id),
                [day(&l.on_day), l.label(), money::show(l.committed), l.supplier.clone()],
            )
        });
        group(&mut all, "Laid on for rooms and not invoiced", laid_on);
        let travel = parts.trips.iter().map(|t| {
            let cells = [day(&t.starts_on), t.label(), money::show(t.committed), t.state.clone()];
            (format!("trip/{}", t.id), cells)
        });
        group(&mut all, "Travel approved and not claimed", travel);
        let spent = parts.costs.iter().map(|c| {
            let opens = c.of_id.as_ref().map(|id| format!("{}/{id}", c.of_kind)).unwrap_or_default();
            (opens, [day(&c.on_day), c.what.clone(), money::show(c.pence), c.reference.clone()])
        });
        group(&mut all, "Spent", spent);
        self.lines = all;
        Ok(())
    }

    fn fill_stock(&mut self, cx: &Cx) -> Done {
        let level = repo::level(cx.db(), &self.id)?;
        let item = &level.item;
        self.title = format!("{} · {} there, {}", item.name, level.there, level.word());
        let pays = item.budget_id.as_ref().and_then(|id| repo::budgeted(cx.db(), id).ok());
        let facts = [
            ("Unit", item.unit.clone()),
            ("Minimum", item.minimum.to_string()),
            ("Ordered at a time", item.reorder.to_string()),
            ("To come", level.coming.to_string()),
            ("Supplier", format!("{} {}", item.supplier, item.code).trim().to_owned()),
            ("Paid from", pays.map(|b| b.line.label()).unwrap_or_default()),
            ("Kept in", item.place.clone()),
        ];
        self.said = facts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(l, t)| format!("{l}: {t}")).collect();
        let mut all = Vec::new();
        let gone = repo::moves(cx.db(), &self.id, MOVES)?;
        let moved = gone.iter().map(|m| {
            let opens = m.order_id.as_ref().map(|id| format!("purchase/{id}")).unwrap_or_default();
            let words = format!("{} {}", m.kind.replace('_', " "), m.note).trim().to_owned();
            (opens, [day(&m.at), words, format!("{:+}", m.quantity), m.who.clone()])
        });
        group(&mut all, &latest("Came and went", gone.len(), MOVES), moved);
        let paid = repo::prices(cx.db(), &self.id, PRICES)?;
        let priced = paid.iter().map(|p| {
            let cells = [day(&p.on_day), p.supplier.clone(), money::show(p.unit_pence), "for one, without tax".into()];
            (format!("purchase/{}", p.order_id), cells)
        });
        group(&mut all, &latest("What one has cost", paid.len(), PRICES), priced);
        self.lines = all;
        Ok(())
    }

    fn fill_order(&mut self, order: &Order, cx: &Cx) -> Done {
        self.title = format!("{} · {} · {}", order.label(), order.state.replace('_', " "), money::show(order.total));
        self.said = order_said(order, cx)?;
        let mut all = Vec::new();
        let lines = order.lines.iter().map(|l| {
            let opens = l.item_id.as_ref().map(|id| format!("stock_item/{id}")).unwrap_or_default();
            let state = format!("{} came, {} invoiced", l.received, l.invoiced);
            (opens, [String::new(), typed::shown(l), money::show(l.total()), state])
        });
        group(&mut all, "Ordered", lines);
        let paid = order.invoices.iter().map(|i| {
            let of = |id: &str| order.lines.iter().find(|l| l.id == id).map(|l| l.what.clone()).unwrap_or_default();
            let part = |p: &super::model::InvoiceLine| {
                format!("{} {} @ {}", p.quantity, of(&p.line_id), money::plain(p.unit_pence))
            };
            let parts: Vec<String> = i.lines.iter().map(part).collect();
            (String::new(), [day(&i.on_day), i.reference.clone(), money::show(i.pence), parts.join(", ")])
        });
        group(&mut all, "Invoices", paid);
        self.lines = all;
        Ok(())
    }

    fn fill_machine(&mut self, one: &Equipment, cx: &Cx) {
        self.title = format!("{} · {}", one.label(), one.state.replace('_', " "));
        let facts = [
            ("Kind", one.kind.clone()),
            ("Serial number", one.serial.clone()),
            ("Stands in", one.place.clone()),
            ("Belongs to", one.holder.clone()),
            ("Warranty until", one.warranty.as_deref().map(day).unwrap_or_default()),
            ("Next service", one.service_on.as_deref().map(day).unwrap_or_default()),
            ("Now", one.note(cx.today())),
        ];
        self.said = facts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(l, t)| format!("{l}: {t}")).collect();
        let mut all = Vec::new();
        let loans = one.loans.iter().rev().map(|l| {
            let back =
                if l.back.is_empty() { format!("due {}", day(&l.until)) } else { format!("back {}", day(&l.back)) };
            let back = if l.back.is_empty() && l.until.is_empty() { "for good".into() } else { back };
            (String::new(), [day(&l.from), l.who.clone(), String::new(), back])
        });
        group(&mut all, "Who has had it", loans);
        let faults = one.faults.iter().rev().map(|f| {
            let end = if f.mended.is_empty() { "not mended".into() } else { format!("mended {}", day(&f.mended)) };
            (String::new(), [day(&f.on), f.what.clone(), f.reference.clone(), end])
        });
        group(&mut all, "What was wrong", faults);
        let wishes =
            one.wishes.iter().map(|w| (String::new(), [day(&w.since), w.who.clone(), String::new(), w.why.clone()]));
        group(&mut all, "Who waits for it", wishes);
        self.lines = all;
    }

    /// The record that the selected line opens: kind and identifier.
    fn target(&self) -> Result<(String, String), String> {
        let id = self.lines.get(self.state.selected()).map(|l| l.id.as_str()).unwrap_or_default();
        let opens = id.split_once(' ').and_then(|(_, opens)| opens.split_once('/'));
        opens
            .map(|(kind, id)| (kind.to_owned(), id.to_owned()))
            .ok_or_else(|| "There is nothing behind this line.".into())
    }

    fn go(&mut self, cx: &mut Cx) -> Done {
        let (kind, id) = self.target()?;
        cx.close();
        cx.show(kind, id);
        Ok(())
    }
}

fn budget_said(one: &Budgeted, today: chrono::NaiveDate) -> Vec<String> {
    let f = &one.figures;
    let year = one.line.year();
    let mut said = vec![
        format!(
            "Budget {} (allocated {}, moved {}) · ordered {} · spent {} · available {} · forecast {}",
            money::show(f.budget()),
            money::show(f.allocated),
            money::show(f.moved),
            money::show(f.committed),
            money::show(f.spent()),
            money::show(f.available()),
            money::show(f.forecast(year, today))
        ),
        bar(f.spent(), f.committed, f.budget()),
    ];
    said.push(months(&f.months));
    said.retain(|line| !line.is_empty());
    said
}

const MONTHS: [&str; 12] = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"];
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What was spent by month, as a figure in whole pounds and a bar each; nothing where nothing was.
fn months(pence: &[i64; 12]) -> String {
    let most = pence.iter().copied().max().unwrap_or(0);
    if most <= 0 {
        return String::new();
    }
    let one = |(name, pence): (&&str, &i64)| {
        let height = usize::try_from((pence.max(&0) * 8 + most - 1) / most).unwrap_or(0).min(8);
        format!("{name} {}{}", EIGHTHS[height], (pence + 50).div_euclid(100))
    };
    MONTHS.iter().zip(pence).filter(|(_, p)| **p != 0).map(one).collect::<Vec<_>>().join("  ")
}

fn order_said(order: &Order, cx: &Cx) -> Result<Vec<String>, Refusal> {
    let pays = match &order.budget_id {
        Some(id) => {
            repo::budgeted(cx.db(), id).map(|b| format!("{} {}", b.centre.code, b.line.label())).unwrap_or_default()
        }
        None => String::new(),
    };
    let variance = order.variance();
    let differs = if variance == 0 { String::new() } else { format!("{} against the order", signed(variance)) };
    let facts = [
        ("Asked by", order.requested_by.clone()),
        ("Approved by", order.approved_by.clone()),
        ("Paid from", pays),
        ("Ordered", order.ordered_on.as_deref().map(day).unwrap_or_default()),
        ("Needed by", order.needed_by.as_deref().map(day).unwrap_or_default()),
        ("Still committed", if order.committed > 0 { money::show(order.committed) } else { String::new() }),
        ("Invoiced", if order.invoices.is_empty() { String::new() } else { money::show(order.invoiced()) }),
        ("Price", differs),
        ("Why", order.reason.clone()),
        ("Note", order.notes.clone()),
    ];
    Ok(facts.into_iter().filter(|(_, t)| !t.is_empty()).map(|(l, t)| format!("{l}: {t}")).collect())
}

fn signed(pence: i64) -> String {
    if pence > 0 { format!("{} more", money::show(pence)) } else { format!("{} less", money::show(-pence)) }
}

const COLUMNS: &[Column] = &[
    Column::fixed(11).priority(2),
    Column::min(24).identifier().grow(2),
    Column::fixed(12).right(),
    Column::min(20).priority(1).grow(3),
];

impl Layer for WholeLayer {
    const SCOPE: &'static str = "+office";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.fill(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title, true, look);
        let room = usize::from(inner.width.saturating_sub(2)).max(1);
        let mut said: Vec<String> = self.said.iter().flat_map(|text| width::wrap(text, room)).collect();
        said.truncate(usize::from(inner.height / 2));
        for (n, text) in said.iter().enumerate() {
            pen::put(frame.buffer_mut(), inner, 1, n as u16, text, look.theme.base);
        }
        let below = pen::below(inner, said.len() as u16);
        let list = List { columns: COLUMNS, empty: "Nothing yet.", hint: "Esc goes back", focused: true };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}

static ROWS: &[Row<WholeLayer>] = &[row!(
    "whole_office.open",
    ["enter"],
    "Open",
    "Open what is behind the selected line: the order, the item, the other line.",
    Place::Footer(1),
    |layer, _| layer.target().map(|_| ()),
    WholeLayer::go
)];
