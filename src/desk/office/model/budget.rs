//! Budgets: cost centres, their lines, what was moved between lines, what was spent, and the figures that follow.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Year, record};

/// A cost centre.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CostCentre {
    /// Identifier.
    pub id: String,
    /// Its code in the ledger: `C40211`.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Who answers for it.
    pub holder: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

/// A line of a budget: one kind of spending of a cost centre in one financial year.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// Identifier.
    pub id: String,
    /// Its cost centre.
    pub centre_id: String,
    /// The financial year, by the calendar year in which it begins.
    pub year: i32,
    /// The subjective code: `7210`.
    pub code: String,
    /// What is bought from it.
    pub name: String,
    /// What was given to it, in pence.
    pub allocated: i64,
    /// `open` or `frozen`: a frozen one takes no new orders.
    pub state: String,
    /// More about it.
    pub note: String,
    /// When it was made, ISO time.
    pub created_at: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

/// Money moved from one line to another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Virement {
    /// Identifier.
    pub id: String,
    /// The line that gave.
    pub from_id: String,
    /// The line that got.
    pub to_id: String,
    /// How much, in pence, more than nothing.
    pub pence: i64,
    /// Why.
    pub reason: String,
    /// When, ISO date.
    pub on_day: String,
    /// Who moved it.
    pub who: String,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

/// Something that was spent: an invoice, a trip's cost, a catering bill.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Identifier.
    pub id: String,
    /// The line that pays.
    pub budget_id: String,
    /// When, ISO date.
    pub on_day: String,
    /// How much, in pence; less than nothing for a credit note.
    pub pence: i64,
    /// For what.
    pub what: String,
    /// The number of the invoice or claim.
    pub reference: String,
    /// The table of what it was for: `purchase`, `trip`, or empty.
    pub of_kind: String,
    /// That record.
    pub of_id: Option<String>,
    /// When it went to the bin, ISO time.
    pub binned_at: Option<String>,
}

record!(CostCentre, "cost_centre");
record!(BudgetLine, "budget_line");
record!(Virement, "virement");
record!(Cost, "cost");

/// What a line comes to, in pence; each figure is the sum of what it is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// What was given to it.
    pub allocated: i64,
    /// What virements brought, less what they took.
    pub moved: i64,
    /// What is ordered and not invoiced yet.
    pub committed: i64,
    /// What was spent, by month from April.
    pub months: [i64; 12],
}

impl Figures {
    /// What may be spent in the year.
    pub fn budget(&self) -> i64 {
        self.allocated + self.moved
    }

    /// What was spent.
    pub fn spent(&self) -> i64 {
        self.months.iter().sum()
    }

    /// What can still be ordered.
    pub fn available(&self) -> i64 {
        self.budget() - self.committed - self.spent()
    }

    /// What will have been spent at the end of the year: what the months that are over have cost, and for those that
    /// are not the mean of those over, or what is spent and ordered in them already, whichever is more.
    pub fn forecast(&self, year: Year, today: NaiveDate) -> i64 {
        let gone = year.months_gone(today);
        let over: i64 = self.months.iter().take(usize::try_from(gone).unwrap_or(0)).sum();
        let mean = if gone == 0 { 0 } else { over * (12 - gone) / gone };
        over + mean.max(self.spent() - over + self.committed)
    }

    /// The sum of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut months = self.months;
        for (month, more) in months.iter_mut().zip(other.months) {
            *month += more;
        }
        Self {
            allocated: self.allocated + other.allocated,
            moved: self.moved + other.moved,
            committed: self.committed + other.committed,
            months,
        }
    }
}

impl BudgetLine {
    /// The year it is of.
    pub fn year(&self) -> Year {
        Year(self.year)
    }

    /// `7210 Stationery`.
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name).trim().to_owned()
    }

    /// Whether an order of so much may be put on it.
    ///
    /// # Errors
    /// A sentence: it is frozen, or that much is not there.
    pub fn takes(&self, pence: i64, figures: &Figures) -> Result<(), String> {
        use crate::text::money::show;
        if self.state == "frozen" {
            return Err(format!("{} is frozen: choose another line, or open it again.", self.label()));
        }
        let left = figures.available();
        if pence > left {
            return Err(format!(
                "{} has {} left, and this comes to {}: move money to it, or order less.",
                self.label(),
                show(left),
                show(pence)
            ));
        }
        Ok(())
    }
}

impl Virement {
    /// Whether it can be done.
    ///
    /// # Errors
    /// A sentence: no amount, one line with itself, two years, more than is left.
    pub fn check(&self, from: (&BudgetLine, &Figures), to: &BudgetLine) -> Result<(), String> {
        use crate::text::money::show;
        if self.pence <= 0 {
            return Err("Type how much is to be moved: more than nothing.".into());
        }
        if from.0.id == to.id {
            return Err("Money is moved from one line to another: choose two.".into());
        }
        if from.0.year != to.year {
            return Err(format!(
                "{} is of {}, {} of {}: money stays in its year.",
                from.0.label(),
                from.0.year().name(),
                to.label(),
                to.year().name()
            ));
        }
        if self.pence > from.1.available() {
            return Err(format!("{} has only {} left to give.", from.0.label(), show(from.1.available())));
        }
        if self.reason.trim().is_empty() {
            return Err("Say why the money is moved: the auditor will ask.".into());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_follow_from_each_other() {
        let mut figures = Figures { allocated: 120_000, moved: -20_000, committed: 15_000, ..Figures::default() };
        figures.months[0] = 10_000;
        figures.months[1] = 6_000;
        assert_eq!((figures.budget(), figures.spent(), figures.available()), (100_000, 16_000, 69_000));
        let today = "2026-06-10".parse().unwrap();
        assert_eq!(figures.forecast(Year(2026), today), 16_000 + 80_000);
        figures.committed = 90_000;
        assert_eq!(figures.forecast(Year(2026), today), 16_000 + 90_000);
        assert_eq!(figures.forecast(Year(2026), "2026-04-20".parse().unwrap()), 16_000 + 90_000);
    }
}
