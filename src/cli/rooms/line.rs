//! `room line`: what is laid on for a booking.

use clap::{Args, Subcommand};

use super::super::answer::Answer;
use super::super::{Said, Session, office};
use super::line_json;
use crate::desk::office::model::Year;
use crate::desk::rooms::model::BookingLine;
use crate::desk::rooms::{acts, repo};
use crate::store::{Change, Refusal};
use crate::text::money;

/// What can be done with a line.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Ask for something: refreshments, a machine, parking, a host
    Add(Box<Add>),
    /// It was asked of the supplier
    Request {
        /// The line
        id: String,
    },
    /// The supplier has confirmed it: its money is committed
    Confirm {
        /// The line
        id: String,
        /// The supplier's number for it
        #[arg(long, value_name = "NUMBER", default_value = "")]
        reference: String,
        /// Also where its line of the budget has not so much left
        #[arg(long)]
        over_budget: bool,
    },
    /// The supplier cannot
    Refuse {
        /// The line
        id: String,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
    },
    /// Take the invoice: what it comes to is spent
    Invoice {
        /// The line
        id: String,
        /// Its number
        #[arg(long, value_name = "NUMBER")]
        reference: String,
        /// What it comes to with tax; as agreed where it is not said
        #[arg(long, value_name = "AMOUNT")]
        pence: Option<String>,
    },
    /// Put it into the bin
    Bin {
        /// The line
        id: String,
    },
}

/// A new line.
#[derive(Debug, Args)]
pub struct Add {
    /// The booking
    booking: String,
    /// What; of a machine of the office nothing need be said
    #[arg(default_value = "")]
    what: String,
    /// audio-visual, refreshments, parking, host, other
    #[arg(long, value_name = "KIND", default_value = "refreshments")]
    kind: String,
    /// A machine of the office: its id, its tag or words of its name
    #[arg(long, value_name = "MACHINE")]
    machine: Option<String>,
    /// How many, or for how many
    #[arg(long, value_name = "N")]
    quantity: Option<String>,
    /// Diets: '2 vegetarian, 1 halal'
    #[arg(long, value_name = "TEXT")]
    diets: Option<String>,
    /// When it is to be there: 12:30
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// From whom
    #[arg(long, value_name = "WHOM")]
    supplier: Option<String>,
    /// What it costs with tax
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<String>,
    /// Which line of this year's budget pays
    #[arg(long, value_name = "LINE")]
    budget: Option<String>,
    /// The cost code that the supplier asks for
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// By when it must be confirmed
    #[arg(long, value_name = "WHEN")]
    confirm_by: Option<String>,
    /// More about it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

fn made(session: &Session, id: &str) -> Said {
    let line: BookingLine = session.db().must(id)?;
    Ok(Answer::made(id, line_json(&line, session.today())))
}

fn done(session: &mut Session, id: &str, act: impl FnOnce(&BookingLine, &Session) -> Result<Change, Refusal>) -> Said {
    let line: BookingLine = session.db().must(id)?;
    let change = act(&line, session)?;
    session.apply(&change)?;
    made(session, id)
}

impl Verb {
    pub fn run(self, session: &mut Session) -> Said {
        match self {
            Self::Add(add) => add.run(session),
            Self::Request { id } => done(session, &id, |line, _| acts::request_line(line)),
            Self::Confirm { id, reference, over_budget } => {
                done(session, &id, |line, s| acts::confirm_line(s.db(), line, &reference, over_budget))
            }
            Self::Refuse { id, why } => done(session, &id, |line, _| acts::refuse_line(line, &why)),
            Self::Invoice { id, reference, pence } => done(session, &id, |line, s| {
                let pence = pence.as_deref().map(money::parse).transpose()?.unwrap_or(line.pence);
                acts::invoice_line(s.db(), line, pence, &reference)
            }),
            Self::Bin { id } => done(session, &id, |line, s| acts::bin_line(line, s.now)),
        }
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let of = repo::booked(session.db(), &self.booking)?;
        let kind = if self.machine.is_some() { "audio-visual".to_owned() } else { self.kind.clone() };
        let mut one = BookingLine::new(&of.booking, "", "", session.now);
        session.set(&mut one, "kind", &kind)?;
        one.quantity = BookingLine::new(&of.booking, &kind, "", session.now).quantity;
        one.equipment_id = self.machine.as_deref().map(|m| office::machine(session, m)).transpose()?.map(|m| m.id);
        let year = Year::of(of.booking.day());
        one.budget_id = self.budget.as_deref().map(|w| office::line(session, w, year)).transpose()?.map(|b| b.line.id);
        let fields = [
            ("what", Some(self.what.as_str())),
            ("quantity", self.quantity.as_deref()),
            ("diets", self.diets.as_deref()),
            ("at", self.at.as_deref()),
            ("supplier", self.supplier.as_deref()),
            ("pence", self.cost.as_deref()),
            ("cost_code", self.code.as_deref()),
            ("confirm_by", self.confirm_by.as_deref()),
            ("note", self.note.as_deref()),
        ];
        for (field, text) in fields {
            session.set_if(&mut one, field, text)?;
        }
        let change = acts::write_line(session.db(), None, &one)?;
        session.apply(&change)?;
        made(session, &one.id)
    }
}
