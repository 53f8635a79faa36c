//! `trip rate`: the rates of mileage.

use std::path::Path;

use clap::Subcommand;
use serde_json::{Value, json};

use super::super::answer::{Answer, short};
use super::super::json::with;
use super::super::{Said, Session};
use crate::clock::stamp;
use crate::desk::travel::model::{Rate, shown_rate};
use crate::desk::travel::{acts, csv, repo};
use crate::store::{Refusal, new_id};
use crate::text::dates;

/// What can be done to a rate.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make a rate that holds from a day on
    Add {
        /// For what: car, motorcycle, pedal cycle, passenger, reserve
        kind: String,
        /// Pence a mile: 56 or 56.5
        pence: String,
        /// So many miles of a financial year; none given: all
        #[arg(long, value_name = "MILES")]
        up_to: Option<String>,
        /// Pence a mile behind that
        #[arg(long, value_name = "PENCE")]
        then: Option<String>,
        /// From which day on
        #[arg(long, value_name = "WHEN", default_value = "tod")]
        from: String,
        /// Where it stands
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
    },
    /// Put a rate into the bin
    Bin {
        /// Its id
        id: String,
    },
}

fn record(rate: &Rate) -> Value {
    let promised = json!({
        "id": rate.id, "kind": rate.kind, "pence_a_mile": shown_rate(rate.tenths),
        "then_pence": shown_rate(rate.after_tenths), "threshold": rate.threshold, "valid_from": rate.valid_from,
        "source": rate.source,
    });
    with(promised, rate)
}

/// The rates there are.
pub fn list(session: &Session, file: Option<&Path>) -> Said {
    let all = repo::rates(session.db())?;
    if let Some(file) = file {
        return super::super::office::written(file, &csv::rates(&all));
    }
    let row = |r: &Rate| {
        let from = r.valid_from.parse().map_or_else(|_| r.valid_from.clone(), dates::screen);
        vec![r.kind.clone(), r.words(), from, short(&r.source), r.id.clone()]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let headings = ["FOR A", "RATE", "FROM", "SOURCE", "ID"];
    Ok(Answer::listing(&headings, &rows, all.iter().map(record).collect(), "There are no rates."))
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let rate = match self {
            Self::Bin { id } => {
                let found = repo::rates(session.db())?.into_iter().find(|r| r.id == id);
                let rate = found.ok_or_else(|| Refusal::rule(format!("There is no rate with the id {id}.")))?;
                Rate { binned_at: Some(stamp(session.now)), ..rate }
            }
            Self::Add { kind, pence, up_to, then, from, source } => {
                let mut rate = Rate { id: new_id(), created_at: stamp(session.now), ..Rate::default() };
                session.set(&mut rate, "kind", &kind)?;
                session.set(&mut rate, "tenths", &pence)?;
                session.set_if(&mut rate, "threshold", up_to.as_deref())?;
                session.set_if(&mut rate, "after_tenths", then.as_deref())?;
                session.set(&mut rate, "valid_from", &from)?;
                session.set_if(&mut rate, "source", source.as_deref())?;
                rate
            }
        };
        let change = acts::write_rate(session.db(), &rate)?;
        session.apply(&change)?;
        Ok(Answer::made(&rate.id, record(&rate)))
    }
}
