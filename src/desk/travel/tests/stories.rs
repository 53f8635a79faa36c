//! Days of travel by key presses.

use super::*;
use crate::app::rig::Rig;

fn rig(folder: &TempDir) -> Rig {
    drop(filled(folder));
    Rig::open(folder.path(), PARTS, now(), "Jo")
}

#[test]
fn a_trip_is_asked_for_planned_claimed_and_closed() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("7").sees("No trip is under way.");
    rig.keys("n").text("Dr A Patel").keys("tab").text("Guideline group").keys("tab").text("London").keys("tab");
    rig.text("Brussels").keys("tab").text("28/3").keys("tab").text("31/3").keys("tab").text("600").keys("tab");
    rig.text("7310").keys("enter ctrl-s");
    rig.sees("New trip: Dr A Patel to Brussels").sees("approve by").sees("£600.00");
    rig.keys("a").text("Ann Lee").keys("enter").sees("Approved: Dr A Patel to Brussels for £600.00");
    let figures = crate::desk::office::repo::budgeted(rig.cx().db(), "travel").unwrap().figures;
    assert_eq!(figures.committed, 60_000);

    rig.keys("enter n tab").text("Eurostar 9126").keys("tab").text("London St Pancras").keys("tab tab").text("8:55");
    rig.keys("tab").text("Brussels Midi").keys("tab").sees("Brussels").keys("tab").text("+2h08").keys("tab");
    rig.text("119").keys("ctrl-s");
    rig.sees("New leg: Train Eurostar 9126 London St Pancras to Brussels Midi");
    rig.sees("08:55–12:03").sees("2hr 8min").sees("UTC+1 there").sees("No leg goes back to London St Pancras");
    rig.keys("r").text("XYZ12").keys("enter enter").sees("XYZ12");
}
