//! `order`: listed, made, and taken from state to state.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::super::answer::{Answer, short};
use super::super::json::with;
use super::{Said, Session, line};
use crate::desk::office::model::{Invoice, InvoiceLine, Order, OrderLine, Year};
use crate::desk::office::{acts, csv, repo};
use crate::form::read_count;
use crate::store::{Change, Refusal};
use crate::text::money;

/// The orders.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Orders {
    /// Those that are over too
    #[arg(long)]
    all: bool,
    /// Write them into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<std::path::PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done to an order.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a draft
    Add(Add),
    /// Submit a draft for approval
    Submit {
        /// The order: its id or number
        id: String,
    },
    /// Record who approved it: the money is committed
    Approve {
        /// The order
        id: String,
        /// Who approved it
        #[arg(long, value_name = "WHO")]
        by: String,
        /// The number of the order; the next one where it is not given
        #[arg(long, value_name = "NUMBER", default_value = "")]
        number: String,
        /// Also where its line has not so much left
        #[arg(long)]
        over_budget: bool,
    },
    /// It has gone to the supplier
    Send {
        /// The order
        id: String,
    },
    /// Goods came: all, or so many of a line
    Receive {
        /// The order
        id: String,
        /// So many of the line that begins so: 'Headed=4'; all that is still to come where none is given
        #[arg(long = "line", value_name = "WORDS=N")]
        lines: Vec<String>,
    },
    /// Take an invoice: what it comes to is spent
    Invoice {
        /// The order
        id: String,
        /// Its number
        #[arg(long, value_name = "NUMBER")]
        reference: String,
        /// Its day
        #[arg(long, value_name = "WHEN")]
        on: Option<String>,
        /// So many of a line at a price: 'Headed=6@7.00'; all that came, as ordered, where none is given
        #[arg(long = "line", value_name = "WORDS=N@PRICE")]
        lines: Vec<String>,
    },
    /// All came and was paid; or the rest will not come
    Close {
        /// The order
        id: String,
        /// Why, where something is open
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Cancel it, before anything of it came
    Cancel {
        /// The order
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Reject it: it was not approved
    Reject {
        /// The order
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// A new order.
#[derive(Debug, Args)]
struct Add {
    /// From whom
    supplier: String,
    /// What: '10 Headed paper A4 @ 6.50'
    #[arg(long = "line", value_name = "TEXT", required = true)]
    lines: Vec<String>,
    /// Which line of this year's budget pays
    #[arg(long, value_name = "LINE")]
    budget: Option<String>,
    /// By when it is needed
    #[arg(long, value_name = "WHEN")]
    needed: Option<String>,
    /// More about it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

fn record(order: &Order) -> Value {
    let promised = json!({
        "id": order.id, "number": order.number, "state": order.state, "supplier": order.supplier, "total": order.total,
        "committed": order.committed, "invoiced": order.invoiced(), "requested_by": order.requested_by,
        "needed_by": order.needed_by,
    });
    with(promised, order)
}

impl Orders {
    /// Lists them, or does something to one.
    pub fn run(self, session: &mut Session) -> Said {
        if let Some(verb) = self.verb {
            return verb.run(session);
        }
        let all = repo::orders(session.db(), if self.all { usize::MAX } else { 0 })?;
        if let Some(file) = self.csv {
            return super::written(&file, &csv::orders(&all));
        }
        let today = session.today();
        let row = |o: &Order| {
            let sign = if o.is_late(today) { "!" } else { "" };
            let what: Vec<String> = o.lines.iter().map(|l| format!("{} × {}", l.quantity, l.what)).collect();
            vec![
                sign.into(),
                o.number.clone(),
                o.supplier.clone(),
                o.state.replace('_', " "),
                money::show(o.total),
                short(&what.join(", ")),
                crate::form::shown_when(o.needed_by.as_deref()),
                o.id.clone(),
            ]
        };
        let rows: Vec<Vec<String>> = all.iter().map(row).collect();
        let headings = ["", "NUMBER", "SUPPLIER", "STATE", "COMES TO", "WHAT", "NEEDED", "ID"];
        Ok(Answer::listing(&headings, &rows, all.iter().map(record).collect(), "Nothing is on order."))
    }
}

/// The order of this identifier or number.
fn order(session: &Session, id: &str) -> Result<Order, Refusal> {
    match repo::order_numbered(session.db(), id)? {
        Some(one) => Ok(one),
        None => session.db().must(id),
    }
}

/// The line whose text begins so, of `WORDS=REST`, and the rest.
fn named<'a>(order: &'a Order, typed: &'a str) -> Result<(&'a OrderLine, &'a str), Refusal> {
    let bad = || Refusal::rule(format!("“{typed}”: write it as 'Headed=4' or 'Headed=6@7.00'."));
    let (words, rest) = typed.rsplit_once('=').ok_or_else(bad)?;
    let fold = crate::text::names::fold;
    let found: Vec<&OrderLine> = order.lines.iter().filter(|l| fold(&l.what).starts_with(&fold(words))).collect();
    super::one(&found, |l| l.what.clone(), "line of this order", words).map(|l| (*l, rest))
}

fn change(session: &mut Session, change: &Change, id: &str) -> Said {
    session.apply(change)?;
    let after: Order = session.db().must(id)?;
    Ok(Answer::made(id, record(&after)))
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        let now = session.now;
        let (done, id) = match self {
            Self::Add(add) => return add.run(session),
            Self::Submit { id } => {
                let one = order(session, &id)?;
                (acts::submit(&one, now)?, one.id)
            }
            Self::Approve { id, by, number, over_budget } => {
                let one = order(session, &id)?;
                (acts::approve(session.db(), &one, (&by, &number), over_budget, now)?, one.id)
            }
            Self::Send { id } => {
                let one = order(session, &id)?;
                (acts::send(&one, session.today())?, one.id)
            }
            Self::Receive { id, lines } => {
                let one = order(session, &id)?;
                (acts::receive(&one, &came(&one, &lines)?, &session.who, now)?, one.id)
            }
            Self::Invoice { id, reference, on, lines } => {
                let one = order(session, &id)?;
                let day = on.map(|w| session.when(&w)).transpose()?.map_or(session.today(), |w| w.date);
                let lines = invoiced(&one, &lines)?;
                let invoice = Invoice { reference, on_day: day.to_string(), lines, ..Invoice::default() };
                (acts::invoice(session.db(), &one, invoice)?, one.id)
            }
            Self::Close { id, reason } => {
                let one = order(session, &id)?;
                let after = one.closed(&reason, now)?;
                (Change::new(format!("Closed: {}", one.label())).update(&one, &after), one.id)
            }
            Self::Cancel { id, reason } => given_up(session, &id, "cancelled", "Cancelled", &reason)?,
            Self::Reject { id, reason } => given_up(session, &id, "rejected", "Rejected", &reason)?,
        };
        change(session, &done, &id)
    }
}

fn given_up(session: &Session, id: &str, state: &str, word: &str, reason: &str) -> Result<(Change, String), Refusal> {
    let one = order(session, id)?;
    let after = one.given_up(state, reason, session.now)?;
    Ok((Change::new(format!("{word}: {}", one.label())).update(&one, &after), one.id))
}

fn came(order: &Order, typed: &[String]) -> Result<Vec<(String, i64)>, Refusal> {
    if typed.is_empty() {
        return Ok(order.lines.iter().map(|l| (l.id.clone(), l.to_come())).collect());
    }
    let one = |text: &String| {
        let (line, n) = named(order, text)?;
        Ok((line.id.clone(), read_count(n)?))
    };
    typed.iter().map(one).collect()
}

fn invoiced(order: &Order, typed: &[String]) -> Result<Vec<InvoiceLine>, Refusal> {
    if typed.is_empty() {
        let part = |l: &OrderLine| InvoiceLine {
            line_id: l.id.clone(),
            quantity: (l.received - l.invoiced).max(0),
            unit_pence: l.unit_pence,
        };
        return Ok(order.lines.iter().map(part).collect());
    }
    let one = |text: &String| {
        let (line, rest) = named(order, text)?;
        let (n, price) = rest.split_once('@').map_or((rest, None), |(n, price)| (n, Some(price)));
        let unit_pence = price.map(money::parse).transpose()?.unwrap_or(line.unit_pence);
        Ok(InvoiceLine { line_id: line.id.clone(), quantity: read_count(n)?, unit_pence })
    };
    typed.iter().map(one).collect()
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut one = Order::new("", &session.who, session.now);
        session.set(&mut one, "supplier", &self.supplier)?;
        session.set(&mut one, "lines", &self.lines.join("\n"))?;
        session.set_if(&mut one, "needed_by", self.needed.as_deref())?;
        session.set_if(&mut one, "notes", self.note.as_deref())?;
        if let Some(words) = &self.budget {
            one.budget_id = Some(line(session, words, Year::of(session.today()))?.line.id);
        }
        let id = one.id.clone();
        let written = acts::write_order(session.db(), None, &one)?;
        change(session, &written, &id)
    }
}
