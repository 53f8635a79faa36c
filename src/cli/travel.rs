//! `trip`: trips listed, written down and taken from state to state; their legs, rates and papers.

mod leg;
mod papers;
mod rate;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::{Answer, short};
use super::json::with;
use super::{Said, Session};
use crate::desk::office::model::Year;
use crate::desk::travel::acts::{self, By};
use crate::desk::travel::model::Trip;
use crate::desk::travel::{csv, files, repo};
use crate::store::{Change, Refusal};
use crate::text::{dates, money};

/// The trips.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Trips {
    /// Those that are over too
    #[arg(long)]
    all: bool,
    /// Of this traveller only
    #[arg(long, value_name = "WHO")]
    of: Option<String>,
    /// Write them into this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What can be done to a trip.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Ask for a trip
    Add(Box<Add>),
    /// All of a trip: its legs, what does not fit, what it costs
    Show {
        /// The trip: its id, the number of its claim, or words of traveller and place
        trip: String,
    },
    /// Change what is written of a trip
    Edit(Box<Edit>),
    /// Its legs: added, changed, booked, put into the bin
    #[command(subcommand)]
    Leg(leg::Verb),
    /// Record who approved it: the estimate is committed
    Approve {
        /// The trip
        trip: String,
        /// Who approved it
        #[arg(long, value_name = "WHO")]
        by: String,
        /// Also where its line has not so much left
        #[arg(long)]
        over_budget: bool,
    },
    /// All of it is booked
    Book {
        /// The trip
        trip: String,
        /// Its legs that are not booked become so
        #[arg(long)]
        legs: bool,
    },
    /// The traveller is back
    Travelled {
        /// The trip
        trip: String,
    },
    /// The claim is handed in: what the trip came to is spent
    Claim {
        /// The trip
        trip: String,
        /// The number of the claim
        #[arg(long, value_name = "NUMBER")]
        reference: String,
        /// When it was handed in
        #[arg(long, value_name = "WHEN")]
        on: Option<String>,
    },
    /// The traveller was paid, and it is closed
    Close {
        /// The trip
        trip: String,
        /// How much was paid; what was claimed where it is not given
        #[arg(long, value_name = "AMOUNT")]
        paid: Option<String>,
        /// When
        #[arg(long, value_name = "WHEN")]
        on: Option<String>,
        /// Why another sum than was claimed
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Cancel it, before it was travelled: its legs leave the diary
    Cancel {
        /// The trip
        trip: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Refuse it: it was not approved
    Refuse {
        /// The trip
        trip: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Take its last step back
    Back {
        /// The trip
        trip: String,
    },
    /// Keep a file with it: a ticket, a visa
    Keep {
        /// The trip
        trip: String,
        /// The file
        file: PathBuf,
    },
    /// One page to take along, as PDF, e-mail draft, calendar file or text
    Itinerary(papers::Paper),
    /// What is claimed, as PDF or table
    ClaimSheet(papers::Paper),
    /// List the rates of mileage
    Rates {
        /// Write them into this file, for a spreadsheet
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// A rate of mileage: made, changed, put into the bin
    #[command(subcommand)]
    Rate(rate::Verb),
}

/// What is written of a trip.
#[derive(Debug, Args)]
struct Fields {
    /// What for
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
    /// From where
    #[arg(long, value_name = "PLACE")]
    from: Option<String>,
    /// The first day
    #[arg(long, value_name = "WHEN")]
    start: Option<String>,
    /// The last day
    #[arg(long, value_name = "WHEN")]
    end: Option<String>,
    /// What it is thought to cost
    #[arg(long, value_name = "AMOUNT")]
    estimate: Option<String>,
    /// Which line of this year's budget pays
    #[arg(long, value_name = "LINE")]
    budget: Option<String>,
    /// Who is asked to approve it
    #[arg(long, value_name = "WHO")]
    approver: Option<String>,
    /// Passport and visa
    #[arg(long, value_name = "TEXT")]
    visa: Option<String>,
    /// Insurance, whom to ring
    #[arg(long, value_name = "TEXT")]
    risk: Option<String>,
    /// Diet, access, seat
    #[arg(long, value_name = "TEXT")]
    needs: Option<String>,
    /// What to bring
    #[arg(long, value_name = "TEXT")]
    bring: Option<String>,
    /// More about it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// A new trip.
#[derive(Debug, Args)]
struct Add {
    /// Who travels
    traveller: String,
    /// Where to
    #[arg(long, value_name = "PLACE")]
    to: String,
    #[command(flatten)]
    fields: Fields,
}

/// Another text for a trip.
#[derive(Debug, Args)]
struct Edit {
    /// The trip
    trip: String,
    /// Who travels
    #[arg(long, value_name = "WHO")]
    traveller: Option<String>,
    /// Where to
    #[arg(long, value_name = "PLACE")]
    to: Option<String>,
    #[command(flatten)]
    fields: Fields,
}

impl Fields {
    fn set(&self, trip: &mut Trip, session: &Session) -> Result<(), Refusal> {
        let all = [
            ("purpose", &self.purpose),
            ("from_place", &self.from),
            ("starts_on", &self.start),
            ("ends_on", &self.end),
            ("estimate", &self.estimate),
            ("approver", &self.approver),
            ("visa", &self.visa),
            ("risk", &self.risk),
            ("diet", &self.needs),
            ("bring", &self.bring),
            ("notes", &self.note),
        ];
        for (id, text) in all {
            session.set_if(trip, id, text.as_deref())?;
        }
        if let Some(words) = &self.budget {
            trip.budget_id = Some(super::office::line(session, words, Year::of(session.today()))?.line.id);
        }
        Ok(())
    }
}

fn record(trip: &Trip) -> Value {
    let promised = json!({
        "id": trip.id, "traveller": trip.traveller, "purpose": trip.purpose, "from": trip.from_place, "to": trip.to_place,
        "start": trip.starts_on, "end": trip.ends_on, "state": trip.state, "estimate": trip.estimate,
        "committed": trip.committed, "due": trip.due_on, "claimed": trip.claimed, "paid": trip.paid,
        "claim_number": trip.claim_number,
    });
    with(promised, trip)
}

/// Who acts in this session.
fn by(session: &Session) -> By<'_> {
    By { who: &session.who, now: session.now, set: &session.config.travel }
}

/// The one trip that the words name.
fn named(session: &Session, words: &str) -> Result<Trip, Refusal> {
    let found = repo::named(session.db(), words)?;
    let all: Vec<&Trip> = found.iter().collect();
    super::office::one(&all, |t| format!("{} ({}, {})", t.label(), t.days(), t.id), "trip", words).map(|t| (*t).clone())
}

fn changed(session: &mut Session, change: &Change, id: &str) -> Said {
    session.apply(change)?;
    let after: Trip = session.db().must(id)?;
    Ok(Answer::made(id, record(&after)))
}

impl Trips {
    /// Lists them, or does something to one.
    pub fn run(self, session: &mut Session) -> Said {
        match self.verb {
            Some(verb) => verb.run(session),
            None => self.list(session),
        }
    }

    fn list(&self, session: &Session) -> Said {
        let mut all = repo::open(session.db(), usize::MAX)?;
        if self.all {
            all.extend(repo::over(session.db(), usize::MAX)?);
        }
        if let Some(of) = &self.of {
            let fold = crate::text::names::fold;
            all.retain(|t| fold(&t.traveller).contains(&fold(of)));
        }
        if let Some(file) = &self.csv {
            return super::office::written(file, &csv::trips(&all));
        }
        let today = session.today();
        let rows: Vec<Vec<String>> = all.iter().map(|t| row(t, today)).collect();
        let headings = ["", "WHO", "TO", "FIRST DAY", "LAST DAY", "STATE", "NEXT BY", "ESTIMATE", "WHAT FOR", "ID"];
        Ok(Answer::listing(&headings, &rows, all.iter().map(record).collect(), "No trip is under way."))
    }
}

fn row(t: &Trip, today: chrono::NaiveDate) -> Vec<String> {
    vec![
        if t.is_late(today) { "!" } else { "" }.into(),
        t.traveller.clone(),
        t.to_place.clone(),
        dates::screen(t.first()),
        dates::screen(t.last()),
        t.state.clone(),
        t.due_day().map(dates::screen).unwrap_or_default(),
        money::show(t.estimate),
        short(&t.purpose),
        t.id.clone(),
    ]
}

impl Verb {
    fn run(self, session: &mut Session) -> Said {
        let (done, id) = match self {
            Self::Add(add) => return add.run(session),
            Self::Edit(edit) => return edit.run(session),
            Self::Show { trip } => return papers::show(session, &trip),
            Self::Leg(verb) => return verb.run(session),
            Self::Itinerary(paper) => return paper.itinerary(session),
            Self::ClaimSheet(paper) => return paper.claim(session),
            Self::Rates { csv } => return rate::list(session, csv.as_deref()),
            Self::Rate(verb) => return verb.run(session),
            step => step.step(session)?,
        };
        changed(session, &done, &id)
    }

    /// From state to state.
    fn step(self, session: &Session) -> Result<(Change, String), Refusal> {
        let (db, by) = (session.db(), by(session));
        let on = |typed: Option<String>| -> Result<chrono::NaiveDate, Refusal> {
            Ok(typed.map(|w| session.when(&w)).transpose()?.map_or(session.today(), |w| w.date))
        };
        let words = match &self {
            Self::Approve { trip, .. }
            | Self::Book { trip, .. }
            | Self::Travelled { trip }
            | Self::Claim { trip, .. }
            | Self::Close { trip, .. }
            | Self::Cancel { trip, .. }
            | Self::Refuse { trip, .. }
            | Self::Back { trip }
            | Self::Keep { trip, .. } => trip.clone(),
            _ => String::new(),
        };
        let trip = named(session, &words)?;
        let change = match self {
            Self::Approve { by: who, over_budget, .. } => acts::approve(db, &trip, &who, over_budget, by)?,
            Self::Book { legs, .. } => acts::book(db, &trip, legs, by)?,
            Self::Travelled { .. } => acts::travelled(&trip, by)?,
            Self::Claim { reference, on: day, .. } => acts::claim(db, &trip, &reference, on(day)?, by)?,
            Self::Close { paid, on: day, reason, .. } => {
                let paid = paid.map(|p| money::parse(&p)).transpose()?;
                acts::close(db, &trip, paid, on(day)?, &reason, by)?
            }
            Self::Cancel { reason, .. } => acts::give_up(db, &trip, "cancelled", &reason, by)?,
            Self::Refuse { reason, .. } => acts::give_up(db, &trip, "refused", &reason, by)?,
            Self::Keep { file, .. } => files::keep(db, &trip.id, &file, session.store.desk().folder(), by)?,
            _ => acts::back(db, &trip, by)?,
        };
        Ok((change, trip.id))
    }
}

impl Add {
    fn run(self, session: &mut Session) -> Said {
        let mut trip = Trip::new("", &session.who, session.now);
        session.set(&mut trip, "traveller", &self.traveller)?;
        session.set(&mut trip, "to_place", &self.to)?;
        self.fields.set(&mut trip, session)?;
        let written = acts::write_trip(session.db(), None, &trip, by(session))?;
        changed(session, &written, &trip.id)
    }
}

impl Edit {
    fn run(self, session: &mut Session) -> Said {
        let before = named(session, &self.trip)?;
        let mut trip = before.clone();
        session.set_if(&mut trip, "traveller", self.traveller.as_deref())?;
        session.set_if(&mut trip, "to_place", self.to.as_deref())?;
        self.fields.set(&mut trip, session)?;
        let written = acts::write_trip(session.db(), Some(&before), &trip, by(session))?;
        changed(session, &written, &trip.id)
    }
}
