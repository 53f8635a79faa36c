//! How the office looks: four pages, budgets, stock, orders and equipment, each a list, worst first.

use std::cell::Cell;
use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::Year;
use super::repo;
use super::rows::{BudgetRow, MachineRow, OrderRow, StockRow, budget_rows, budget_words};
use crate::app::{Counts, Cx, Move, Pane, Row, Shelf, Shelved, Tab, View};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Column, List, head};
use crate::ui::pages::Pages;
use crate::ui::{Look, Meaning, panel, pen};

/// A page of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Budgets,
    Stock,
    Orders,
    Equipment,
}

impl Pages for Page {
    const ALL: &'static [Self] = &[Self::Budgets, Self::Stock, Self::Orders, Self::Equipment];

    fn name(self) -> &'static str {
        match self {
            Self::Budgets => "Budgets",
            Self::Stock => "Stock",
            Self::Orders => "Orders",
            Self::Equipment => "Equipment",
        }
    }
}

impl Page {
    /// The page on which a command works; those of no page work on all.
    fn of_command(id: &str) -> Option<Self> {
        let word = id.strip_prefix("office.")?.split('_').next()?;
        match word {
            "budget" => Some(Self::Budgets),
            "stock" => Some(Self::Stock),
            "order" => Some(Self::Orders),
            "machine" => Some(Self::Equipment),
            _ => None,
        }
    }
}

/// The pane of the office.
pub struct OfficePane {
    pub(super) page: Page,
    pub(super) year: Year,
    pub(super) budgets: Shelf<BudgetRow>,
    pub(super) stock: Shelf<StockRow>,
    pub(super) orders: Shelf<OrderRow>,
    pub(super) machines: Shelf<MachineRow>,
    /// A year that was chosen in a list, to be shown when the pane reads again.
    pub(super) goal: Rc<Cell<Option<Year>>>,
    today: NaiveDate,
    /// The newest change that was read.
    seen: i64,
}

/// So many orders that are over are listed behind those that are not.
const OVER: usize = 100;

impl OfficePane {
    /// Reads everything again where the office was written since, or it is another day.
    fn load(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let (newest, news) = repo::news(cx.db(), self.seen)?;
        if !news && self.today == cx.today() {
            return Ok(());
        }
        self.seen = newest;
        self.today = cx.today();
        self.read(cx)
    }

    fn read(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let today = self.today;
        self.budgets.fill(budget_rows(repo::budget(cx.db(), self.year)?, today));
        self.stock.fill(worst_first(repo::stock(cx.db())?.into_iter().map(StockRow), StockRow::meaning));
        let orders = repo::orders(cx.db(), OVER)?.into_iter().map(|order| OrderRow { order, today });
        self.orders.fill(worst_first(orders, OrderRow::meaning));
        let machines = repo::equipment(cx.db())?.into_iter().map(|machine| MachineRow { machine, today });
        self.machines.fill(worst_first(machines, MachineRow::meaning));
        Ok(())
    }

    /// Shows another financial year.
    pub(super) fn turn_to(&mut self, year: Year, cx: &Cx) -> Result<(), Refusal> {
        self.year = year;
        self.read(cx)
    }

    fn shelf_note(&self) -> String {
        match self.page {
            Page::Budgets => self.budgets.narrowed_note(),
            Page::Stock => self.stock.narrowed_note(),
            Page::Orders => self.orders.narrowed_note(),
            Page::Equipment => self.machines.narrowed_note(),
        }
    }

    fn note(&self) -> String {
        match self.page {
            Page::Budgets => budget_words(self.budgets.all(), self.year),
            Page::Stock => counted(self.stock.all(), StockRow::meaning, "out", "low"),
            Page::Orders => counted(self.orders.all(), OrderRow::meaning, "late", "to do"),
            Page::Equipment => counted(self.machines.all(), MachineRow::meaning, "to see to", "faulty"),
        }
    }

    fn lists(&self) -> (&'static [Column], &'static [&'static str], &'static str, &'static str) {
        match self.page {
            Page::Budgets => (BUDGETS, BUDGET_NAMES, "No budget in this year.", "n New line   y Another year"),
            Page::Stock => (STOCK, STOCK_NAMES, "Nothing is kept in stock yet.", "n New item"),
            Page::Orders => (ORDERS, ORDER_NAMES, "Nothing is ordered.", "n New order"),
            Page::Equipment => (MACHINES, MACHINE_NAMES, "No equipment is written down yet.", "n New machine"),
        }
    }
}

/// In the order of their meanings: what is to be acted on first.
fn worst_first<T>(all: impl Iterator<Item = T>, meaning: fn(&T) -> Meaning) -> Vec<T> {
    let place = |m: Meaning| match m {
        Meaning::ActNow => 0,
        Meaning::ToDo => 1,
        Meaning::Paused | Meaning::None => 2,
        Meaning::Done => 3,
    };
    let mut all: Vec<T> = all.collect();
    all.sort_by_key(|one| place(meaning(one)));
    all
}

fn counted<T: Shelved>(all: &[T], meaning: fn(&T) -> Meaning, worst: &str, open: &str) -> String {
    let of = |wanted: Meaning| all.iter().filter(|one| meaning(one) == wanted).count();
    let parts = [(of(Meaning::ActNow), worst), (of(Meaning::ToDo), open)];
    let said: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if said.is_empty() { format!("{} in all", all.len()) } else { said.join(" · ") }
}

const MONEY: Column = Column::fixed(12).right();

const BUDGETS: &[Column] = &[
    Column::min(22).identifier().grow(4),
    Column::fixed(12).right().priority(1),
    Column::fixed(11).right().priority(3),
    Column::fixed(12).right().priority(2),
    MONEY,
    Column::fixed(12).right().priority(4),
    Column::fixed(27).priority(5),
    Column::fixed(14).priority(6),
];
const BUDGET_NAMES: &[&str] =
    &["Line", "Budget", "Ordered", "Spent", "Available", "Forecast", "Gone: █ spent ▒ ordered", ""];

const STOCK: &[Column] = &[
    Column::min(24).identifier().grow(4),
    Column::fixed(6).right(),
    Column::fixed(6).right(),
    Column::fixed(5).right().priority(3),
    Column::fixed(8),
    Column::fixed(10).priority(4),
    Column::min(12).priority(1).grow(2),
    Column::fixed(9).right().priority(2),
    Column::min(10).priority(5).grow(2),
];
const STOCK_NAMES: &[&str] = &["Item", "There", "Coming", "Min", "Level", "Unit", "Supplier", "Last", "Kept in"];

const ORDERS: &[Column] = &[
    Column::fixed(12).identifier(),
    Column::min(14).grow(2),
    Column::fixed(13),
    Column::fixed(11).right(),
    Column::min(16).priority(1).grow(4),
    Column::fixed(9).priority(2),
    Column::fixed(12).priority(3),
];
const ORDER_NAMES: &[&str] = &["Number", "Supplier", "State", "Comes to", "What", "Needed", "Asked by"];

const MACHINES: &[Column] = &[
    Column::fixed(8).identifier(),
    Column::min(18).identifier().grow(2),
    Column::fixed(14).priority(3),
    Column::fixed(9),
    Column::min(16).priority(1).grow(4),
    Column::min(10).priority(2).grow(2),
];
const MACHINE_NAMES: &[&str] = &["Tag", "What", "Kind", "State", "With whom, faults, service", "Stands in"];

impl Pane for OfficePane {
    const TAB: Tab = Tab { id: "office", number: Some('9'), letter: 'o', title: "Office", home: false };
    const KINDS: &'static [&'static str] = &[
        "cost_centre",
        "budget_line",
        "virement",
        "cost",
        "stock_item",
        "stock_move",
        "price",
        "purchase",
        "equipment",
    ];

    fn rows() -> &'static [Row<Self>] {
        super::commands::ROWS
    }

    fn new(cx: &mut Cx) -> Self {
        let today = cx.today();
        Self {
            page: Page::Budgets,
            year: Year::of(today),
            budgets: Shelf::default(),
            stock: Shelf::default(),
            orders: Shelf::default(),
            machines: Shelf::default(),
            goal: Rc::default(),
            today,
            seen: -1,
        }
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        if let Some(year) = self.goal.take() {
            self.year = year;
            self.seen = -1;
        }
        self.load(cx)
    }

    fn heading(&self) -> String {
        format!("Office · {} · {}{}", self.page.name(), self.note(), self.shelf_note())
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, view: View, look: &Look) -> Option<Position> {
        let inner = panel::panel(frame, area, &format!("9 {}", self.heading()), view.focused, look);
        pen::put(frame.buffer_mut(), inner, 1, 0, &self.page.tabs(), look.theme.key);
        let (columns, names, empty, hint) = self.lists();
        let below = head(frame, pen::below(inner, 1), columns, names, look);
        let list = List { columns, empty, hint, focused: view.focused };
        let (lines, state) = match self.page {
            Page::Budgets => self.budgets.parts(),
            Page::Stock => self.stock.parts(),
            Page::Orders => self.orders.parts(),
            Page::Equipment => self.machines.parts(),
        };
        list.draw(frame, below, lines, state, look)
    }

    fn moved(&mut self, to: Move, _cx: &mut Cx) {
        match (to, self.page) {
            (Move::Left, page) => self.page = page.turned(3),
            (Move::Right, page) => self.page = page.turned(1),
            (to, Page::Budgets) => self.budgets.moved(to),
            (to, Page::Stock) => self.stock.moved(to),
            (to, Page::Orders) => self.orders.moved(to),
            (to, Page::Equipment) => self.machines.moved(to),
        }
    }

    fn enter(&mut self, cx: &mut Cx) -> Done {
        super::commands::open(self, cx)
    }

    fn show(&mut self, kind: &str, id: &str, cx: &mut Cx) -> Done {
        Pane::refresh(self, cx)?;
        super::commands::show(self, kind, id, cx)
    }

    fn counts(&self) -> Counts {
        let late = self.orders.all().iter().filter(|o| o.meaning() == Meaning::ActNow).count();
        let machines = self.machines.all().iter().filter(|m| m.meaning() == Meaning::ActNow).count();
        let out = self.stock.all().iter().filter(|s| s.meaning() == Meaning::ActNow).count();
        Counts { act_now: late + machines + out, due_today: 0 }
    }

    fn narrow(&mut self, typed: &str, _cx: &mut Cx) -> Result<(), Refusal> {
        match self.page {
            Page::Budgets => self.budgets.narrow(typed),
            Page::Stock => self.stock.narrow(typed),
            Page::Orders => self.orders.narrow(typed),
            Page::Equipment => self.machines.narrow(typed),
        }
        Ok(())
    }

    fn narrowed(&self) -> &str {
        match self.page {
            Page::Budgets => self.budgets.narrowed(),
            Page::Stock => self.stock.narrowed(),
            Page::Orders => self.orders.narrowed(),
            Page::Equipment => self.machines.narrowed(),
        }
    }

    fn in_footer(&self, id: &str) -> bool {
        Page::of_command(id).is_none_or(|page| page == self.page)
    }
}
