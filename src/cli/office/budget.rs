//! `budget`: its lines with their figures; a line made, money moved, a cost put on a line.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::super::answer::{Answer, short};
use super::super::json::with;
use super::{Said, Session, line};
use crate::clock::stamp;
use crate::desk::office::model::{BudgetLine, Cost, Virement, Year};
use crate::desk::office::repo::Budgeted;
use crate::desk::office::{acts, csv, repo};
use crate::store::{Change, Refusal, new_id};
use crate::text::money;

/// The budget of a financial year.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Budget {
    /// The financial year: 2026/27; this one where it is not given
    #[arg(value_name = "YEAR")]
    year: Option<String>,
    /// Write it into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<std::path::PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done to a budget.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a line
    Add(Add),
    /// Move money from one line to another
    Move {
        /// From which line: its code or words of its name
        from: String,
        /// To which
        to: String,
        /// How much: 250 or 250.00
        amount: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Put a cost on a line that came without an order
    Cost {
        /// Which line: its code or words of its name
        line: String,
        /// How much; less than nothing for a credit note
        #[arg(allow_hyphen_values = true)]
        amount: String,
        /// What for
        #[arg(long, value_name = "TEXT")]
        what: String,
        /// The number of the invoice or claim
        #[arg(long, value_name = "NUMBER", default_value = "")]
        reference: String,
        /// Its day
        #[arg(long, value_name = "WHEN")]
        on: Option<String>,
    },
    /// What the figures of a line are made of
    Show {
        /// Which line: its code or words of its name
        line: String,
    },
}

/// A new line.
#[derive(Debug, Args)]
struct Add {
    /// What is bought from it
    name: String,
    /// Its cost centre: a code, or code and name of a new one
    #[arg(long, value_name = "CODE")]
    centre: String,
    /// The subjective code
    #[arg(long, value_name = "CODE", default_value = "")]
    code: String,
    /// What it was given for the year
    #[arg(long, value_name = "AMOUNT", default_value = "0")]
    allocated: String,
    /// The financial year: 2026/27
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
}

fn year_of(typed: Option<&str>, session: &Session) -> Result<Year, Refusal> {
    Ok(typed.map(Year::parse).transpose()?.unwrap_or_else(|| Year::of(session.today())))
}

fn record(one: &Budgeted, session: &Session) -> Value {
    let f = &one.figures;
    let promised = json!({
        "id": one.line.id, "cost_centre": one.centre.code, "year": one.line.year().name(), "code": one.line.code,
        "name": one.line.name, "state": one.line.state, "allocated": f.allocated, "moved": f.moved, "budget": f.budget(),
        "committed": f.committed, "spent": f.spent(), "available": f.available(),
        "forecast": f.forecast(one.line.year(), session.today()),
    });
    with(promised, &one.line)
}

impl Budget {
    /// Lists it, or does something to it.
    pub fn run(self, session: &mut Session) -> Said {
        match self.verb {
            Some(verb) => verb.run(session),
            None => list(session, self.year.as_deref(), self.csv.as_deref()),
        }
    }
}

fn list(session: &Session, year: Option<&str>, file: Option<&std::path::Path>) -> Said {
    let all = repo::budget(session.db(), year_of(year, session)?)?;
    if let Some(file) = file {
        return super::written(file, &csv::budgets(&all, session.today()));
    }
    let row = |b: &Budgeted| {
        let f = &b.figures;
        let pence = [f.budget(), f.committed, f.spent(), f.available(), f.forecast(b.line.year(), session.today())];
        let mut cells = vec![b.centre.code.clone(), short(&b.line.label())];
        cells.extend(pence.map(money::show));
        cells.extend([b.line.state.clone(), b.line.id.clone()]);
        cells
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let json = all.iter().map(|b| record(b, session)).collect();
    let headings = ["CENTRE", "LINE", "BUDGET", "ORDERED", "SPENT", "AVAILABLE", "FORECAST", "STATE", "ID"];
    Ok(Answer::listing(&headings, &rows, json, "There is no budget for this year."))
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        let this = Year::of(session.today());
        match self {
            Self::Add(add) => add.run(session),
            Self::Move { from, to, amount, reason } => {
                let (from, to) = (line(session, &from, this)?.line, line(session, &to, this)?.line);
                let one = Virement {
                    id: new_id(),
                    from_id: from.id,
                    to_id: to.id,
                    pence: money::parse(&amount)?,
                    reason,
                    on_day: session.today().to_string(),
                    who: session.who.clone(),
                    binned_at: None,
                };
                session.apply(&acts::vire(session.db(), &one)?)?;
                Ok(Answer::made(&one.id, with(json!({"id": one.id}), &one)))
            }
            Self::Cost { line: words, amount, what, reference, on } => {
                let of = line(session, &words, this)?.line;
                let day = on.map(|w| session.when(&w)).transpose()?.map_or(session.today(), |w| w.date);
                let one = Cost {
                    id: new_id(),
                    budget_id: of.id.clone(),
                    on_day: day.to_string(),
                    pence: money::parse(&amount)?,
                    what,
                    reference,
                    ..Cost::default()
                };
                let label = format!("{} on {}: {}", money::show(one.pence), of.label(), one.what);
                session.apply(&Change::new(label).insert(&one))?;
                Ok(Answer::made(&one.id, with(json!({"id": one.id}), &one)))
            }
            Self::Show { line: words } => show(session, &line(session, &words, this)?),
        }
    }
}

fn show(session: &Session, one: &Budgeted) -> Said {
    let parts = repo::parts(session.db(), &one.line.id)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |what: &str, on: &str, of: &str, pence: i64| {
        rows.push(vec![what.into(), on.get(..10).unwrap_or(on).into(), short(of), money::show(pence)]);
    };
    add("allocated", "", "", one.line.allocated);
    for v in &parts.virements {
        add("moved", &v.on_day, &v.reason, if v.to_id == one.line.id { v.pence } else { -v.pence });
    }
    for o in &parts.orders {
        add("ordered", &o.created_at, &o.label(), o.committed);
    }
    for c in &parts.costs {
        add("spent", &c.on_day, &c.what, c.pence);
    }
    Ok(Answer::listing(&["WHAT", "DAY", "OF", "AMOUNT"], &rows, vec![record(one, session)], ""))
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut one =
            BudgetLine { id: new_id(), state: "open".into(), created_at: stamp(session.now), ..BudgetLine::default() };
        one.year = year_of(self.year.as_deref(), session)?.0;
        session.set(&mut one, "centre_id", &self.centre)?;
        session.set(&mut one, "name", &self.name)?;
        session.set(&mut one, "code", &self.code)?;
        session.set(&mut one, "allocated", &self.allocated)?;
        session.apply(&acts::write_line(session.db(), None, &one, session.now)?)?;
        let made = repo::budgeted(session.db(), &one.id)?;
        Ok(Answer::made(&one.id, record(&made, session)))
    }
}
