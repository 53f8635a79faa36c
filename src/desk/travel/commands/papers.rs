//! The itinerary and the claim: read here, into a file, to the printer, as an e-mail draft.

use super::super::model::Trip;
use super::super::paper;
use crate::app::{Cx, MenuItem, ask_file, ask_new_file, ask_printer, choose};
use crate::keys::Done;
use crate::store::Refusal;

/// What a trip is called in the name of a file.
fn stem(trip: &Trip, what: &str) -> String {
    let plain: String = trip.to_place.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{what}-{plain}-{}", trip.starts_on)
}

pub(crate) fn itinerary(trip: &Trip, cx: &mut Cx) -> Done {
    let items = vec![
        MenuItem::new("pdf", "", "Write a PDF", "one page"),
        MenuItem::new("lp", "", "Print", ""),
        MenuItem::new("eml", "", "E-mail draft", format!("to {}, with page and calendar", trip.traveller)),
        MenuItem::new("ics", "", "Calendar file", "the legs as entries"),
    ];
    let trip = trip.clone();
    choose(cx, &format!("Itinerary of {}", trip.label()), items, move |id, cx| {
        let printed = (cx.who.as_str(), cx.now);
        let name = |end: &str| format!("{}.{end}", stem(&trip, "itinerary"));
        match id {
            "eml" => {
                let bytes = paper::letter(&cx.store, &cx.config, &trip, printed)?;
                ask_new_file("eml", bytes, &name("eml"), cx)
            }
            "ics" => {
                let text = paper::calendar(&cx.store, &trip, cx.now)?;
                ask_new_file("ics", text.into_bytes(), &name("ics"), cx)
            }
            _ => {
                let sheet = paper::itinerary(&cx.store, &cx.config, &trip, printed)?;
                let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
                if id == "pdf" { ask_file(pdf, &name("pdf"), cx) } else { ask_printer(pdf, &trip.label(), cx) }
            }
        }
    });
    Ok(())
}

pub(crate) fn claim_sheet(trip: &Trip, cx: &mut Cx) -> Done {
    let items = vec![
        MenuItem::new("pdf", "", "Write a PDF", "to be signed"),
        MenuItem::new("lp", "", "Print", ""),
        MenuItem::new("csv", "", "Save as a table", "for a spreadsheet"),
    ];
    let trip = trip.clone();
    choose(cx, &format!("Claim of {}", trip.label()), items, move |id, cx| {
        let sheet = paper::claim_sheet(&cx.store, &cx.config, &trip, (&cx.who, cx.now))?;
        let name = stem(&trip, "claim");
        if id == "csv" {
            return ask_new_file("csv", paper::claim_csv(&sheet), &format!("{name}.csv"), cx);
        }
        let pdf = sheet.pdf().map_err(|e| Refusal::rule(e.to_string()))?;
        if id == "pdf" { ask_file(pdf, &format!("{name}.pdf"), cx) } else { ask_printer(pdf, &trip.label(), cx) }
    });
    Ok(())
}
