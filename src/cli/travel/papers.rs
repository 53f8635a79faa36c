//! `trip show`, and what of a trip is written into a file.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::super::answer::{Answer, short};
use super::super::json::with;
use super::super::{Said, Session};
use super::{by, leg, named, record};
use crate::desk::travel::model::Leg;
use crate::desk::travel::{acts, paper, repo};
use crate::store::Refusal;
use crate::text::money;

/// All of a trip.
pub fn show(session: &Session, words: &str) -> Said {
    let trip = named(session, words)?;
    let priced = repo::priced(session.db(), &trip)?;
    let legs: Vec<Leg> = priced.iter().map(|p| p.leg.clone()).collect();
    let misfits = acts::misfits(session.db(), &trip, &legs, by(session))?;
    let (own, paid) = repo::sums(&priced);
    let mut rows: Vec<Vec<String>> = priced
        .iter()
        .map(|p| {
            let l = &p.leg;
            vec![
                l.end_words(true),
                short(&l.label()),
                l.end_words(false),
                l.reference.clone(),
                money::show(p.pence()),
                l.id.clone(),
            ]
        })
        .collect();
    let blank = || vec![String::new(); 6];
    let said = |label: &str, text: String| {
        let mut row = blank();
        (row[0], row[1]) = (label.to_owned(), text);
        row
    };
    rows.push(said("state", format!("{} · {}", trip.state, trip.days())));
    rows.push(said("costs", format!("traveller {}, department {}", money::show(own), money::show(paid))));
    rows.extend(misfits.iter().map(|t| said("does not fit", t.words.clone())));
    let promised = json!({
        "legs": priced.iter().map(leg::record).collect::<Vec<_>>(),
        "does_not_fit": misfits.iter().map(|t| json!({"kind": t.kind, "words": t.words})).collect::<Vec<_>>(),
        "traveller_paid": own, "department_paid": paid,
    });
    let mut all = record(&trip);
    if let (Some(all), serde_json::Value::Object(more)) = (all.as_object_mut(), promised) {
        all.extend(more);
    }
    let headings = ["LEAVES", "LEG", "ARRIVES", "REFERENCE", "COST", "ID"];
    Ok(Answer::listing(&headings, &rows, vec![with(all, &trip)], ""))
}

/// Into which file.
#[derive(Debug, Args)]
pub struct Paper {
    /// The trip
    trip: String,
    /// The file; how it is written is told by the end of its name. None: it is printed as text
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn pdf_of(set: Result<Vec<u8>, crate::paper::PaperError>) -> Result<Vec<u8>, Refusal> {
    set.map_err(|e| Refusal::rule(e.to_string()))
}

impl Paper {
    fn ending(&self) -> String {
        let end = self.output.as_ref().and_then(|f| f.extension());
        end.map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
    }

    fn done(&self, bytes: &[u8]) -> Said {
        match &self.output {
            Some(file) => super::super::office::written(file, bytes),
            None => Ok(Answer::raw(bytes.to_vec())),
        }
    }

    /// The itinerary.
    pub fn itinerary(self, session: &Session) -> Said {
        let trip = named(session, &self.trip)?;
        let (store, config, printed) = (&session.store, &session.config, (session.who.as_str(), session.now));
        let bytes = match self.ending().as_str() {
            "pdf" => pdf_of(paper::itinerary(store, config, &trip, printed)?.pdf())?,
            "eml" => paper::letter(store, config, &trip, printed)?,
            "ics" => paper::calendar(store, &trip, session.now)?.into_bytes(),
            "txt" | "" => paper::itinerary(store, config, &trip, printed)?.text().into_bytes(),
            _ => return Err(Refusal::rule("An itinerary is written as .pdf, .eml, .ics or .txt.")),
        };
        self.done(&bytes)
    }

    /// The claim.
    pub fn claim(self, session: &Session) -> Said {
        let trip = named(session, &self.trip)?;
        let printed = (session.who.as_str(), session.now);
        let sheet = paper::claim_sheet(&session.store, &session.config, &trip, printed)?;
        let bytes = match self.ending().as_str() {
            "pdf" => pdf_of(sheet.pdf())?,
            "csv" | "" => paper::claim_csv(&sheet),
            _ => return Err(Refusal::rule("A claim is written as .pdf or .csv.")),
        };
        self.done(&bytes)
    }
}
