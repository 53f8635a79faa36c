//! The office's questions to the database.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use serde::Deserialize;

use super::model::{
    BudgetLine, Cost, CostCentre, Equipment, Figures, Level, Move, Order, Price, StockItem, Virement, Year,
};
use crate::desk::rooms::model::BookingLine;
use crate::desk::travel::Trip;
use crate::form::Choice;
use crate::store::{Db, Refusal, Store};
use crate::text::names::fold;

/// A line of a budget with its cost centre and its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Budgeted {
    /// The line.
    pub line: BudgetLine,
    /// Its cost centre.
    pub centre: CostCentre,
    /// What it comes to.
    pub figures: Figures,
}

#[derive(Deserialize)]
struct Sum {
    of: String,
    pence: i64,
}

#[derive(Deserialize)]
struct MonthSum {
    of: String,
    month: String,
    pence: i64,
}

/// The lines of a financial year, by cost centre and code, with their figures.
pub fn budget(db: Db<'_>, year: Year) -> Result<Vec<Budgeted>, Refusal> {
    let lines: Vec<BudgetLine> =
        db.rows("SELECT * FROM budget_line WHERE year = $1 AND binned_at IS NULL", &[&i64::from(year.0)])?;
    let all: Vec<CostCentre> = db.rows("SELECT * FROM cost_centre", &[])?;
    let centres: HashMap<String, CostCentre> = all.into_iter().map(|c| (c.id.clone(), c)).collect();
    let sums = Sums::read(db, year)?;
    let mut out: Vec<Budgeted> = lines
        .into_iter()
        .map(|line| Budgeted {
            centre: centres.get(&line.centre_id).cloned().unwrap_or_default(),
            figures: sums.of(&line),
            line,
        })
        .collect();
    out.sort_by(|a, b| (&a.centre.code, &a.line.code, &a.line.id).cmp(&(&b.centre.code, &b.line.code, &b.line.id)));
    Ok(out)
}

/// One line with its figures.
///
/// # Errors
/// It is not there any more.
pub fn budgeted(db: Db<'_>, id: &str) -> Result<Budgeted, Refusal> {
    let line: BudgetLine = db.must(id)?;
    let centre: Option<CostCentre> = db.get(&line.centre_id)?;
    let figures = Sums::read_for(db, line.year(), Some(id))?.of(&line);
    Ok(Budgeted { line, centre: centre.unwrap_or_default(), figures })
}

/// The tables whose records commit money of a line, each in a column `committed`.
const COMMITTING: &[&str] = &["purchase", "trip", "booking_line"];

/// The sums of a year by line.
struct Sums {
    out: HashMap<String, i64>,
    into: HashMap<String, i64>,
    committed: HashMap<String, i64>,
    spent: HashMap<String, [i64; 12]>,
}

impl Sums {
    fn read(db: Db<'_>, year: Year) -> Result<Self, Refusal> {
        Self::read_for(db, year, None)
    }

    /// Of one line, or of all.
    fn read_for(db: Db<'_>, year: Year, line: Option<&str>) -> Result<Self, Refusal> {
        let by = |column: &str, pence: &str, table: &str, also: &str| -> Result<HashMap<String, i64>, Refusal> {
            let one = if line.is_some() { format!("AND {column} = $1") } else { "AND $1 = ''".into() };
            let sql = format!(
                "SELECT {column} AS of, SUM({pence}) AS pence FROM {table} \
                 WHERE binned_at IS NULL {also} AND {column} IS NOT NULL {one} GROUP BY {column}"
            );
            let rows: Vec<Sum> = db.rows(&sql, &[&line.unwrap_or_default()])?;
            Ok(rows.into_iter().map(|sum| (sum.of, sum.pence)).collect())
        };
        let mut committed = HashMap::new();
        for table in COMMITTING {
            for (of, pence) in by("budget_id", "committed", table, "AND committed > 0")? {
                *committed.entry(of).or_insert(0) += pence;
            }
        }
        Ok(Self {
            committed,
            out: by("from_id", "pence", "virement", "")?,
            into: by("to_id", "pence", "virement", "")?,
            spent: spent_by_month(db, year, line)?,
        })
    }

    fn of(&self, line: &BudgetLine) -> Figures {
        let sum = |of: &HashMap<String, i64>| of.get(&line.id).copied().unwrap_or(0);
        Figures {
            allocated: line.allocated,
            moved: sum(&self.into) - sum(&self.out),
            committed: sum(&self.committed),
            months: self.spent.get(&line.id).copied().unwrap_or_default(),
        }
    }
}

fn spent_by_month(db: Db<'_>, year: Year, line: Option<&str>) -> Result<HashMap<String, [i64; 12]>, Refusal> {
    let one = if line.is_some() { "AND budget_id = $1" } else { "AND $1 = ''" };
    let sql = format!(
        "SELECT budget_id AS of, substr(on_day, 1, 7) AS month, SUM(pence) AS pence FROM cost \
         WHERE binned_at IS NULL {one} GROUP BY budget_id, substr(on_day, 1, 7)"
    );
    let rows: Vec<MonthSum> = db.rows(&sql, &[&line.unwrap_or_default()])?;
    let mut all: HashMap<String, [i64; 12]> = HashMap::new();
    for row in rows {
        let first = format!("{}-01", row.month).parse().unwrap_or_default();
        // What was paid after the year's end still is the year's, in its last month; before it, in its first.
        let month = year.month(first).unwrap_or(if first > year.last() { 11 } else { 0 });
        all.entry(row.of).or_default()[month] += row.pence;
    }
    Ok(all)
}

/// What a line's figures are made of.
pub struct Parts {
    /// Virements from or to it.
    pub virements: Vec<Virement>,
    /// Orders that commit money of it.
    pub orders: Vec<Order>,
    /// What is laid on for rooms and commits money of it.
    pub laid_on: Vec<BookingLine>,
    /// Trips that commit money of it.
    pub trips: Vec<Trip>,
    /// What was spent, the latest first.
    pub costs: Vec<Cost>,
}

/// What the figures of a line are made of.
pub fn parts(db: Db<'_>, id: &str) -> Result<Parts, Refusal> {
    Ok(Parts {
        virements: db.rows(
            "SELECT * FROM virement WHERE (from_id = $1 OR to_id = $1) AND binned_at IS NULL ORDER BY on_day, id",
            &[&id],
        )?,
        orders: db.rows(
            "SELECT * FROM purchase WHERE budget_id = $1 AND committed > 0 AND binned_at IS NULL ORDER BY created_at, id",
            &[&id],
        )?,
        laid_on: db.rows(
            "SELECT * FROM booking_line WHERE budget_id = $1 AND committed > 0 AND binned_at IS NULL ORDER BY on_day, id",
            &[&id],
        )?,
        trips: db.rows(
            "SELECT * FROM trip WHERE budget_id = $1 AND committed > 0 AND binned_at IS NULL ORDER BY starts_on, id",
            &[&id],
        )?,
        costs: db.rows(
            "SELECT * FROM cost WHERE budget_id = $1 AND binned_at IS NULL ORDER BY on_day DESC, id DESC",
            &[&id],
        )?,
    })
}

/// The cost centres, by code.
pub fn centres(db: Db<'_>) -> Result<Vec<CostCentre>, Refusal> {
    db.rows("SELECT * FROM cost_centre WHERE binned_at IS NULL ORDER BY code, id", &[])
}

/// The financial years that have a budget, the latest first.
pub fn years(db: Db<'_>) -> Result<Vec<Year>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        year: i32,
    }
    let rows: Vec<Row> =
        db.rows("SELECT DISTINCT year FROM budget_line WHERE binned_at IS NULL ORDER BY year DESC", &[])?;
    Ok(rows.into_iter().map(|r| Year(r.year)).collect())
}

/// The lines of a year that hold every typed word, for a form.
pub fn find_line(db: Db<'_>, typed: &str, year: Year) -> Result<Vec<(BudgetLine, CostCentre)>, Refusal> {
    let words: Vec<String> = typed.split_whitespace().map(fold).collect();
    let fits = |b: &Budgeted| {
        let text = fold(&format!("{} {} {}", b.line.label(), b.centre.code, b.centre.name));
        words.iter().all(|w| text.contains(w.as_str()))
    };
    Ok(budget(db, year)?.into_iter().filter(fits).map(|b| (b.line, b.centre)).collect())
}

/// The stock: every item with how many there are and how many are ordered, by name.
pub fn stock(db: Db<'_>) -> Result<Vec<Level>, Refusal> {
    let items: Vec<StockItem> = db.rows("SELECT * FROM stock_item WHERE binned_at IS NULL ORDER BY name, id", &[])?;
    let there: Vec<Sum> =
        db.rows("SELECT item_id AS of, SUM(quantity) AS pence FROM stock_move GROUP BY item_id", &[])?;
    let there: HashMap<String, i64> = there.into_iter().map(|s| (s.of, s.pence)).collect();
    let mut coming: HashMap<String, i64> = HashMap::new();
    for line in on_order(db)?.iter().flat_map(|o| &o.lines) {
        if let Some(item) = &line.item_id {
            *coming.entry(item.clone()).or_default() += line.to_come();
        }
    }
    let level = |item: StockItem| Level {
        there: there.get(&item.id).copied().unwrap_or(0),
        coming: coming.get(&item.id).copied().unwrap_or(0),
        item,
    };
    Ok(items.into_iter().map(level).collect())
}

/// The orders of which something is to come.
fn on_order(db: Db<'_>) -> Result<Vec<Order>, Refusal> {
    db.rows(
        "SELECT * FROM purchase WHERE state IN ('approved', 'ordered', 'part_received') \
         AND state NOT IN ('closed', 'rejected', 'cancelled') AND binned_at IS NULL",
        &[],
    )
}

/// One item with how many there are.
///
/// # Errors
/// It is not there any more.
pub fn level(db: Db<'_>, id: &str) -> Result<Level, Refusal> {
    let item: StockItem = db.must(id)?;
    let there = db.count("SELECT COALESCE(SUM(quantity), 0) FROM stock_move WHERE item_id = $1", &[&id])?;
    let lines = on_order(db)?.into_iter().flat_map(|o| o.lines);
    let coming = lines.filter(|l| l.item_id.as_deref() == Some(id)).map(|l| l.to_come()).sum();
    Ok(Level { item, there, coming })
}

/// What came and went of an item, the latest first.
pub fn moves(db: Db<'_>, item: &str, most: usize) -> Result<Vec<Move>, Refusal> {
    db.rows(
        "SELECT * FROM stock_move WHERE item_id = $1 ORDER BY at DESC, id DESC LIMIT $2",
        &[&item, &i64::try_from(most).unwrap_or(i64::MAX)],
    )
}

/// What an item has cost, the latest first, at most so many.
pub fn prices(db: Db<'_>, item: &str, most: usize) -> Result<Vec<Price>, Refusal> {
    db.rows(
        "SELECT * FROM price WHERE item_id = $1 ORDER BY on_day DESC, id DESC LIMIT $2",
        &[&item, &i64::try_from(most).unwrap_or(i64::MAX)],
    )
}

/// The orders that are not over, the oldest first, and then the latest that are, at most so many.
pub fn orders(db: Db<'_>, over: usize) -> Result<Vec<Order>, Refusal> {
    let mut all: Vec<Order> = db.rows(
        "SELECT * FROM purchase WHERE state NOT IN ('closed', 'rejected', 'cancelled') AND binned_at IS NULL \
         ORDER BY created_at, id",
        &[],
    )?;
    let over = i64::try_from(over).unwrap_or(i64::MAX);
    all.extend(db.rows::<Order>(
        "SELECT * FROM purchase WHERE state IN ('closed', 'rejected', 'cancelled') AND binned_at IS NULL \
         ORDER BY created_at DESC, id DESC LIMIT $1",
        &[&over],
    )?);
    Ok(all)
}

/// The number for the next order of a year: `PO-2026-0001` and on.
pub fn next_number(db: Db<'_>, year: Year) -> Result<String, Refusal> {
    let stem = format!("PO-{}-", year.0);
    let last =
        db.text("SELECT MAX(number) FROM purchase WHERE number >= $1 AND number < $2", &[&stem, &format!("{stem}:")])?;
    let last = last.and_then(|n| n.strip_prefix(&stem)?.parse::<u32>().ok()).unwrap_or(0);
    Ok(format!("{stem}{:04}", last + 1))
}

/// The machines, those to act on first, then by kind and name; retired ones last.
pub fn equipment(db: Db<'_>) -> Result<Vec<Equipment>, Refusal> {
    db.rows("SELECT * FROM equipment WHERE binned_at IS NULL ORDER BY state = 'retired', kind, name, tag, id", &[])
}

/// The suppliers among the contacts whose name holds what was typed.
pub fn find_supplier(store: &Store, typed: &str, _now: NaiveDateTime) -> Result<Vec<Choice>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
    }
    let rows: Vec<Row> = store.db().rows(
        "SELECT name FROM contact WHERE kind = 'supplier' AND binned_at IS NULL ORDER BY name, id LIMIT 200",
        &[],
    )?;
    let typed = fold(typed);
    let fits = rows.into_iter().filter(|r| fold(&r.name).contains(&typed)).take(20);
    Ok(fits.map(|r| Choice { id: r.name.clone(), label: r.name }).collect())
}

/// The newest number of the journal, and whether the office was written since `seen`.
pub fn news(db: Db<'_>, seen: i64) -> Result<(i64, bool), Refusal> {
    let newest = db.count("SELECT COALESCE(MAX(seq), 0) FROM change_item", &[])?;
    if newest == seen || seen < 0 {
        return Ok((newest, newest != seen));
    }
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM change_item WHERE seq > $1 AND tbl IN ('cost_centre', 'budget_line', \
               'virement', 'cost', 'stock_item', 'stock_move', 'purchase', 'equipment', 'trip', 'booking_line') LIMIT 1) AS touched";
    Ok((newest, newest < seen || db.count(sql, &[&seen])? > 0))
}

/// The identifier of the supplier of this name among the contacts.
pub fn supplier_id(db: Db<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let sql =
        "SELECT id FROM contact WHERE kind = 'supplier' AND lower(name) = lower($1) AND binned_at IS NULL LIMIT 1";
    db.text(sql, &[&name.trim()])
}

/// The stock item of this name.
pub fn item_named(db: Db<'_>, name: &str) -> Result<Option<StockItem>, Refusal> {
    db.one("SELECT * FROM stock_item WHERE lower(name) = lower($1) AND binned_at IS NULL", &[&name.trim()])
}

/// The cost centre of this code.
pub fn centre_coded(db: Db<'_>, code: &str) -> Result<Option<CostCentre>, Refusal> {
    db.one("SELECT * FROM cost_centre WHERE lower(code) = lower($1) AND binned_at IS NULL", &[&code.trim()])
}

/// The order of this number.
pub fn order_numbered(db: Db<'_>, number: &str) -> Result<Option<Order>, Refusal> {
    db.one("SELECT * FROM purchase WHERE number = $1 AND number <> '' AND binned_at IS NULL", &[&number])
}
