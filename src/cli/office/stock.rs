//! `stock`: what there is, taken and counted, and ordered where it is low.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::super::answer::{Answer, short};
use super::super::json::with;
use super::{Said, Session, item, line};
use crate::clock::stamp;
use crate::desk::office::model::{Level, StockItem, Year};
use crate::desk::office::{acts, csv, repo};
use crate::store::{Change, Refusal, new_id};
use crate::text::money;

/// The stock.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Stock {
    /// Only what is low or out
    #[arg(long)]
    low: bool,
    /// Write it into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<std::path::PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done with stock.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Keep a new item in stock
    Add(Add),
    /// Some are taken out
    Take {
        /// Which item: words of its name
        item: String,
        /// How many
        number: i64,
        /// For whom
        #[arg(long = "for", value_name = "WHOM", default_value = "")]
        whom: String,
    },
    /// Say how many there are by count
    Count {
        /// Which item: words of its name
        item: String,
        /// How many there are
        number: i64,
        /// Why it differs
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Draft an order to each supplier for all that is low
    Restock,
    /// What an item has cost
    Prices {
        /// Which item: words of its name
        item: String,
    },
}

/// A new item.
#[derive(Debug, Args)]
struct Add {
    /// What it is
    name: String,
    /// What one is: ream, box of 50
    #[arg(long, value_name = "TEXT", default_value = "")]
    unit: String,
    /// From whom it comes
    #[arg(long, value_name = "NAME", default_value = "")]
    supplier: String,
    /// At so many or fewer it is low
    #[arg(long, value_name = "N", default_value = "0")]
    minimum: String,
    /// How many are ordered at a time
    #[arg(long, value_name = "N", default_value = "1")]
    reorder: String,
    /// What one costs without tax
    #[arg(long, value_name = "AMOUNT", default_value = "0")]
    price: String,
    /// Which line of this year's budget pays for it
    #[arg(long, value_name = "LINE")]
    budget: Option<String>,
    /// Where it is kept
    #[arg(long, value_name = "TEXT", default_value = "")]
    place: String,
}

fn record(level: &Level) -> Value {
    let i = &level.item;
    let promised = json!({
        "id": i.id, "name": i.name, "unit": i.unit, "there": level.there, "coming": level.coming, "minimum": i.minimum,
        "level": level.word(), "supplier": i.supplier, "last_pence": i.last_pence,
    });
    with(promised, i)
}

impl Stock {
    /// Lists it, or does something with it.
    pub fn run(self, session: &mut Session) -> Said {
        if let Some(verb) = self.verb {
            return verb.run(session);
        }
        let mut all = repo::stock(session.db())?;
        all.retain(|l| !self.low || l.is_low());
        if let Some(file) = self.csv {
            return super::written(&file, &csv::stock(&all));
        }
        let row = |l: &Level| {
            let numbers = [l.there, l.coming, l.item.minimum].map(|n| n.to_string());
            let mut cells = vec![short(&l.item.name)];
            cells.extend(numbers);
            cells.extend([l.word().into(), l.item.supplier.clone(), money::show(l.item.last_pence), l.item.id.clone()]);
            cells
        };
        let rows: Vec<Vec<String>> = all.iter().map(row).collect();
        let headings = ["ITEM", "THERE", "COMING", "MIN", "LEVEL", "SUPPLIER", "LAST", "ID"];
        Ok(Answer::listing(&headings, &rows, all.iter().map(record).collect(), "Nothing is kept in stock."))
    }
}

/// Moves some in or out.
fn moved(session: &mut Session, level: &Level, by: i64, kind: &str, note: &str, label: &str) -> Said {
    let one = level.moved(by, kind, note, &session.who, session.now)?;
    session.apply(&Change::new(format!("{label}: {} × {}", by.abs(), level.item.name)).insert(&one))?;
    let after = repo::level(session.db(), &level.item.id)?;
    Ok(Answer::made(&one.id, record(&after)))
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Add(add) => add.run(session),
            Self::Take { item: words, number, whom } => {
                if number < 1 {
                    return Err(Refusal::rule("Say how many are taken: 1 or more."));
                }
                let level = item(session, &words)?;
                moved(session, &level, -number, "issued", &whom, "Taken")
            }
            Self::Count { item: words, number, reason } => {
                let level = item(session, &words)?;
                moved(session, &level, number.max(0) - level.there, "corrected", &reason, "Counted")
            }
            Self::Restock => {
                let change = acts::restock(session.db(), &session.who, session.now)?;
                session.apply(&change)?;
                let ids: Vec<&str> = change.edits.iter().map(|e| e.id.as_str()).collect();
                let json = ids.iter().map(|id| json!({"id": id})).collect();
                Ok(Answer::said(ids.join("\n"), json))
            }
            Self::Prices { item: words } => {
                let level = item(session, &words)?;
                let all = repo::prices(session.db(), &level.item.id, usize::MAX)?;
                let rows: Vec<Vec<String>> =
                    all.iter().map(|p| vec![p.on_day.clone(), p.supplier.clone(), money::show(p.unit_pence)]).collect();
                let json = all.iter().map(|p| with(json!({"id": p.id}), p)).collect();
                Ok(Answer::listing(&["DAY", "SUPPLIER", "ONE"], &rows, json, "It was not invoiced yet."))
            }
        }
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut one = StockItem { id: new_id(), created_at: stamp(session.now), ..StockItem::default() };
        let fields = [
            ("name", &self.name),
            ("unit", &self.unit),
            ("supplier", &self.supplier),
            ("minimum", &self.minimum),
            ("reorder", &self.reorder),
            ("last_pence", &self.price),
            ("place", &self.place),
        ];
        for (field, text) in fields {
            session.set(&mut one, field, text)?;
        }
        if let Some(words) = &self.budget {
            one.budget_id = Some(line(session, words, Year::of(session.today()))?.line.id);
        }
        session.apply(&acts::write_item(session.db(), None, &one)?)?;
        Ok(Answer::made(&one.id, record(&repo::level(session.db(), &one.id)?)))
    }
}
