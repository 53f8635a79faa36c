//! `trip show`, and what of a trip is written into a file.

use serde_json::json;

use super::super::answer::{Answer, short};
use super::super::json::with;
use super::super::{Said, Session};
use super::{by, leg, named, record};
use crate::desk::travel::model::Leg;
use crate::desk::travel::{acts, repo};
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
