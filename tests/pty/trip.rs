//! A trip to another zone over a change of the clocks: a drive, a flight, a hotel, a train, a flight home; the itinerary as a
//! page; claimed and closed; the budget shows it.

use std::path::Path;
use std::process::Command;

use rolltop::desk::TABLES;
use rolltop::desk::office::model::{BudgetLine, CostCentre};
use rolltop::desk::office::repo as office;
use rolltop::store::{Change, Desk, Store};

use super::support::now;
use super::support::term::Term;
use super::{demo, home};

fn store(home: &Path) -> Store {
    Desk::at(home.join("desk")).open(None, TABLES, now()).expect("the desk opens")
}

/// The invented desk with a line of the budget for congresses.
fn filled(home: &Path) {
    let mut store = store(home);
    demo::fill(&mut store).expect("the invented desk");
    let centre = CostCentre { id: "c".into(), code: "C9".into(), name: "Congresses".into(), ..CostCentre::default() };
    let line = BudgetLine {
        id: "congress".into(),
        centre_id: "c".into(),
        year: 2025,
        code: "7399".into(),
        name: "Congresses abroad".into(),
        allocated: 300_000,
        state: "open".into(),
        ..BudgetLine::default()
    };
    store.apply(&Change::new("x").insert(&centre).insert(&line), "Jo Marlow", now()).expect("a line");
}

fn start(home: &Path, at: &str) -> Term {
    let mut term = Term::start(home, &["--desk", "desk", "--now", at, "--as", demo::WHO], &[], 120, 40);
    term.wait_for("4 Tasks").keys("7");
    term.wait_for("Travel · Trips");
    term
}

/// Adds a leg: what is typed in its fields, a tab behind each.
fn leg(term: &mut Term, kind: &str, fields: &[&str], seen: &str) {
    term.keys("n").wait_for("> Kind").keys(kind).keys("tab");
    for text in fields {
        term.text(text).keys("tab");
    }
    term.keys("ctrl-s").wait_for(seen);
}

#[test]
fn a_congress_over_a_change_of_the_clocks_is_planned_travelled_and_paid() {
    let home = home();
    filled(home.path());
    let mut term = start(home.path(), "2026-03-03T09:41");
    term.keys("n").wait_for("> Who travels");
    for text in ["Jo Marlow", "Congress", "London", "New York", "7 mar", "10 mar", "1400"] {
        term.text(text).keys("tab");
    }
    term.text("7399")
        .wait_for("> C9 7399 Congresses abroad")
        .keys("enter ctrl-s")
        .wait_for("New trip: Jo Marlow to New York");
    term.keys("a")
        .wait_for("Approved by")
        .text("Ann Lee")
        .keys("enter")
        .wait_for("Approved: Jo Marlow to New York for £1,400.00");
    term.keys("enter").wait_for("No leg yet.");
    let drive = ["", "London, home", "", "14:00", "London Heathrow", "", "+50min", "22.5"];
    leg(&mut term, "c", &drive, "22.5 miles");
    let out = ["NX 117", "London Heathrow", "", "18:25", "New York JFK", "", "21:40", "894"];
    leg(&mut term, "f", &out, "UTC-5 there");
    leg(&mut term, "h", &["Harbour View", "New York", "", "23:30", "mon 8:00", "310"], "2 nights");
    let train = ["Keystone 643", "New York Penn", "", "mon 9:00", "Philadelphia", "", "10:25", "60"];
    term.keys("n").wait_for("> Kind").keys("tab");
    for text in train {
        term.text(text).keys("tab");
    }
    term.keys("t ctrl-s").wait_for("Keystone 643").wait_for("Mon 09-Mar 09:00–10:25");
    let back = ["NX 68", "Philadelphia", "", "18:30", "London Heathrow", "", "6:25"];
    leg(&mut term, "f", &back, "Mon 09-Mar 18:30–Tue 06:25");
    term.wait_for("Secretaries' Monday round").wait_for("the traveller at New York JFK");

    booked_and_printed(&mut term, home.path());
    let committed = office::budgeted(store(home.path()).db(), "congress").expect("the line").figures;
    assert_eq!((committed.committed, committed.spent()), (140_000, 0));
    drop(term);

    paid(home.path());
}

/// All of it is booked; the itinerary is one page with both clocks.
fn booked_and_printed(term: &mut Term, home: &Path) {
    term.keys("b").wait_for("Are they booked too").keys("enter").wait_for("Booked: Jo Marlow to New York");
    term.keys("i").wait_for("Itinerary of Jo Marlow to New York").keys("enter").wait_for("Into which file");
    term.keys("enter").wait_for("The sheet is in");
    let page = home.join("itinerary-newyork-2026-03-07.pdf");
    let read = Command::new("pdftotext").arg("-layout").arg(&page).arg("-").output().expect("pdftotext");
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    let wanted = [
        "Jo Marlow to New York",
        "18:25 London",
        "21:40 New York",
        "(UTC-5)",
        "18:30 New York",
        "(UTC-4)",
        "Page 1 of 1",
    ];
    for words in wanted {
        assert!(text.contains(words), "{words}\n{text}");
    }
    if let Some(folder) = std::env::var_os("ROLLTOP_LETTERS") {
        std::fs::copy(&page, Path::new(&folder).join("itinerary.pdf")).expect("a copy");
    }
}

/// Travelled, claimed, closed; the budget shows it.
fn paid(home: &Path) {
    let mut term = start(home, "2026-03-16T09:00");
    term.keys("/").text("jo marlow new york").keys("enter").wait_for("say it was travelled");
    term.keys("t").wait_for("Travelled: Jo Marlow to New York");
    term.keys("m").wait_for("Jo Marlow paid £72.60 and the department £1,204.00");
    term.text("E-77").keys("enter enter").wait_for("Claimed: Jo Marlow to New York for £72.60");
    term.keys("d").wait_for("Why another sum").keys("enter enter enter");
    term.wait_for("Closed: Jo Marlow to New York, £72.60 paid");
    let figures = office::budgeted(store(home).db(), "congress").expect("the line").figures;
    assert_eq!((figures.committed, figures.spent()), (0, 127_660));
    term.keys("9").wait_for("7399 Congresses abroad").wait_for("£1,276.60");
}
