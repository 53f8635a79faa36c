//! How a line of the budget, a stock item, an order and a machine stand in their lists.

use chrono::NaiveDate;

use super::model::{Equipment, Level, Order, Year};
use super::repo::Budgeted;
use crate::app::Shelved;
use crate::text::{dates, money};
use crate::ui::Meaning;
use crate::ui::list::Line;

/// A line of the budget on a day.
pub(super) struct BudgetRow {
    pub of: Budgeted,
    pub today: NaiveDate,
    /// Whether it is the first of its cost centre.
    pub first: bool,
}

/// A stock item.
pub(super) struct StockRow(pub Level);

/// An order on a day.
pub(super) struct OrderRow {
    pub order: Order,
    pub today: NaiveDate,
}

/// A machine on a day.
pub(super) struct MachineRow {
    pub machine: Equipment,
    pub today: NaiveDate,
}

/// The signs of a bar: what is spent, what is ordered, what is left.
const BAR: [char; 3] = ['█', '▒', '·'];
const BAR_WIDTH: i64 = 20;

/// How much of a budget is gone, as a figure and a bar: ` 73 % ████▒▒··`.
pub(super) fn bar(spent: i64, committed: i64, budget: i64) -> String {
    if budget <= 0 {
        return if spent + committed > 0 { "no budget".into() } else { String::new() };
    }
    let share = |pence: i64| (pence.max(0) * BAR_WIDTH / budget).min(BAR_WIDTH);
    let gone = share(spent);
    let both = share(spent + committed).max(gone);
    let counts = [gone, both - gone, BAR_WIDTH - both];
    let cells: String = BAR.iter().zip(counts).flat_map(|(sign, n)| (0..n).map(|_| *sign)).collect();
    format!("{:>3} % {cells}", (spent + committed) * 100 / budget)
}

impl BudgetRow {
    /// What its figures ask for: overspent at once, heading for it in time.
    pub fn meaning(&self) -> Meaning {
        let (figures, line) = (&self.of.figures, &self.of.line);
        match () {
            () if figures.available() < 0 => Meaning::ActNow,
            () if figures.forecast(line.year(), self.today) > figures.budget() => Meaning::ToDo,
            () if line.state == "frozen" => Meaning::Paused,
            () => Meaning::None,
        }
    }

    fn word(&self) -> &'static str {
        match self.meaning() {
            Meaning::ActNow => "overspent",
            Meaning::ToDo => "will overspend",
            Meaning::Paused => "frozen",
            _ => "",
        }
    }
}

impl Shelved for BudgetRow {
    fn id(&self) -> &str {
        &self.of.line.id
    }

    fn line(&self) -> Line {
        let f = &self.of.figures;
        let pence = [f.budget(), f.committed, f.spent(), f.available(), f.forecast(self.of.line.year(), self.today)];
        let mut cells = vec![self.of.line.label()];
        cells.extend(pence.map(money::show));
        cells.push(bar(f.spent(), f.committed, f.budget()));
        cells.push(self.word().into());
        let line = Line::new(self.of.line.id.clone(), self.meaning(), cells);
        let centre = &self.of.centre;
        if self.first { line.under(format!("{} {}", centre.code, centre.name).trim()) } else { line }
    }

    fn words(&self) -> String {
        format!("{} {} {}", self.of.line.label(), self.of.centre.code, self.of.centre.name)
    }
}

impl StockRow {
    /// What its level asks for.
    pub fn meaning(&self) -> Meaning {
        match self.0.word() {
            "out" => Meaning::ActNow,
            "low" => Meaning::ToDo,
            "on order" => Meaning::Paused,
            _ => Meaning::None,
        }
    }
}

impl Shelved for StockRow {
    fn id(&self) -> &str {
        &self.0.item.id
    }

    fn line(&self) -> Line {
        let item = &self.0.item;
        let coming = if self.0.coming > 0 { format!("+{}", self.0.coming) } else { String::new() };
        let price = if item.last_pence > 0 { money::show(item.last_pence) } else { String::new() };
        let cells = [
            item.name.clone(),
            self.0.there.to_string(),
            coming,
            item.minimum.to_string(),
            self.0.word().to_owned(),
            item.unit.clone(),
            item.supplier.clone(),
            price,
            item.place.clone(),
        ];
        Line::new(item.id.clone(), self.meaning(), cells)
    }
}

impl OrderRow {
    /// What its state asks for.
    pub fn meaning(&self) -> Meaning {
        match self.order.state.as_str() {
            _ if self.order.is_late(self.today) => Meaning::ActNow,
            "draft" | "submitted" | "approved" | "received" => Meaning::ToDo,
            "ordered" | "part_received" => Meaning::Paused,
            _ => Meaning::Done,
        }
    }

    /// What is ordered, in few words: the first line, and how many more.
    fn what(&self) -> String {
        let lines = &self.order.lines;
        let first = lines.first().map(|l| format!("{} × {}", l.quantity, l.what)).unwrap_or_default();
        if lines.len() > 1 { format!("{first} and {} more", lines.len() - 1) } else { first }
    }
}

impl Shelved for OrderRow {
    fn id(&self) -> &str {
        &self.order.id
    }

    fn line(&self) -> Line {
        let o = &self.order;
        let by = o.needed_by.as_deref().filter(|_| !o.is_over()).and_then(|d| d.parse().ok());
        let by = by.map_or_else(String::new, |d| dates::relative(self.today, d));
        let number = if o.number.is_empty() { "-".to_owned() } else { o.number.clone() };
        let cells = [
            number,
            o.supplier.clone(),
            o.state.replace('_', " "),
            money::show(o.total),
            self.what(),
            by,
            o.requested_by.clone(),
        ];
        Line::new(o.id.clone(), self.meaning(), cells)
    }

    fn words(&self) -> String {
        let lines: Vec<&str> = self.order.lines.iter().map(|l| l.what.as_str()).collect();
        format!("{} {} {}", self.line().cells.join(" "), lines.join(" "), self.order.notes)
    }
}

impl MachineRow {
    /// What its state asks for.
    pub fn meaning(&self) -> Meaning {
        match self.machine.state.as_str() {
            _ if self.machine.is_late(self.today) => Meaning::ActNow,
            "faulty" => Meaning::ToDo,
            "repair" | "on_loan" => Meaning::Paused,
            "retired" => Meaning::Done,
            _ => Meaning::None,
        }
    }
}

impl Shelved for MachineRow {
    fn id(&self) -> &str {
        &self.machine.id
    }

    fn line(&self) -> Line {
        let m = &self.machine;
        let cells = [
            m.tag.clone(),
            m.name.clone(),
            m.kind.clone(),
            m.state.replace('_', " "),
            m.note(self.today),
            m.place.clone(),
        ];
        Line::new(m.id.clone(), self.meaning(), cells)
    }
}

/// The lines of a budget, with the cost centre above the first of each.
pub(super) fn budget_rows(all: Vec<Budgeted>, today: NaiveDate) -> Vec<BudgetRow> {
    let mut last = String::new();
    let row = |of: Budgeted| {
        let first = of.line.centre_id != last;
        last.clone_from(&of.line.centre_id);
        BudgetRow { of, today, first }
    };
    all.into_iter().map(row).collect()
}

/// What the pane says of a year in its heading.
pub(super) fn budget_words(rows: &[BudgetRow], year: Year) -> String {
    let left: i64 = rows.iter().map(|r| r.of.figures.available()).sum();
    let over = rows.iter().filter(|r| r.meaning() == Meaning::ActNow).count();
    let over = if over > 0 { format!(" · {over} overspent") } else { String::new() };
    format!("{} · {} available{over}", year.name(), money::show(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_says_the_share_in_figures_too() {
        assert_eq!(bar(5_000, 2_500, 10_000), " 75 % ██████████▒▒▒▒▒·····");
        assert_eq!(bar(0, 0, 10_000), "  0 % ····················");
        assert_eq!(bar(20_000, 0, 10_000), "200 % ████████████████████");
        assert_eq!(bar(-500, 0, 10_000), " -5 % ····················");
        assert_eq!((bar(1, 0, 0).as_str(), bar(0, 0, 0).as_str()), ("no budget", ""));
    }
}
