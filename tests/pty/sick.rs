//! A secretary is off sick for two weeks with 46 letters and 12 queries: shared out, covered, given back.

use std::path::Path;

use chrono::NaiveDateTime;
use rolltop::desk::TABLES;
use rolltop::desk::inbox::Query;
use rolltop::desk::letters::{Letter, start};
use rolltop::desk::team::{Member, repo_away, repo_backlog};
use rolltop::store::{Change, Desk, Store};

use super::home;
use super::support::term::Term;

const TEAM: [&str; 4] = ["Ann Lee", "Bev Tranter", "Jo Marlow", "Kit Ward"];
const LETTERS: usize = 46;
const QUERIES: usize = 12;

fn at(text: &str) -> NaiveDateTime {
    text.parse().expect("a time")
}

fn store(home: &Path) -> Store {
    Desk::at(home.join("desk")).open(None, TABLES, at("2026-03-02T08:00:00")).expect("the desk opens")
}

fn query(owner: &str, caller: &str, at: NaiveDateTime) -> Query {
    let words = "When is my letter coming?".into();
    Query { state: "open".into(), owner: owner.into(), caller: caller.into(), words, ..Query::new(at) }
}

/// Jo has 46 letters and 12 queries; Ann shares the work out.
fn fill(home: &Path) {
    let now = at("2026-02-20T10:00:00");
    let mut change = Change::new("The team and its work");
    for name in TEAM {
        change = change.insert(&Member::new(name, "secretary", now));
    }
    for n in 0..LETTERS {
        let title = format!("Clinic letter {n:02}");
        let attended_on = Some("2026-02-19".into());
        let letter = Letter { title, attended_on, state: "drafting".into(), ..start::empty("Jo Marlow", now) };
        change = change.insert(&letter);
    }
    for n in 0..QUERIES {
        change = change.insert(&query("Jo Marlow", &format!("Caller {n:02}"), now));
    }
    store(home).apply(&change, "Set-up", now).expect("written");
}

fn on(home: &Path, now: &str) -> Term {
    let mut term = Term::start(home, &["--desk", "desk", "--now", now, "--as", "Ann Lee"], &[], 120, 40);
    term.wait_for("4 Tasks");
    term
}

/// Letters, queries and tasks of somebody.
fn open_of(home: &Path, who: &str) -> [i64; 3] {
    repo_backlog::open_of(store(home).db(), who).expect("reads")
}

#[test]
fn two_weeks_sick_are_shared_out_covered_and_given_back() {
    let home = home();
    fill(home.path());
    let mut term = on(home.path(), "2026-03-02T08:30");
    // She rings in sick: written down with who covers, and her work shared out.
    term.keys("g e").wait_for("[People]").wait_for("4 of the team").keys("/").text("jo marlow").keys("enter");
    term.wait_for("only “jo marlow” (1 of 4)").keys("a").wait_for("New absence and cover");
    term.keys("tab right tab tab").text("+2w").keys("tab").text("Bev, Kit").keys("ctrl-s");
    term.wait_for("Jo Marlow: sick 02-Mar-2026 to 16-Mar-2026. Ctrl-Z undoes it.");
    term.keys("right").wait_for("46 (46)").keys("o").wait_for("Share out 46 letters and 12 queries of Jo Marlow");
    term.wait_for("by items").keys("enter");
    term.wait_for(
        "Shared out 46 letters and 12 queries of Jo Marlow: 20 to Ann Lee, 19 to Bev Tranter, 19 to Kit Ward",
    );
    term.leave();
    assert_eq!(open_of(home.path(), "Jo Marlow"), [0, 0, 0]);

    // Two days later somebody hands her a new query on: it goes to whoever has had least so far.
    let new = query("Ann Lee", "Infirmary", at("2026-03-04T09:00:00"));
    store(home.path()).apply(&Change::new("A call").insert(&new), "Ann Lee", at("2026-03-04T09:00:00")).expect("filed");
    let mut term = on(home.path(), "2026-03-04T09:10");
    term.keys("2 2 /")
        .text("infirmary")
        .keys("enter")
        .wait_for("only “infirmary” (1 of 13)")
        .keys("h")
        .wait_for("Hand on to");
    term.wait_for("away: sick").text("jo marlow").keys("enter").wait_for("Handed on to Jo Marlow, who is away");
    term.wait_for("for Jo Marlow").wait_for("Bev Tranter");
    term.leave();
    let has: Query = store(home.path()).db().must(&new.id).expect("the query");
    assert_eq!(has.owner, "Bev Tranter");

    // She is back: what is open is hers again, with one undo.
    let mut term = on(home.path(), "2026-03-17T08:30");
    term.keys("g e right right").wait_for("give back").keys("enter").wait_for("59 go back, 0 stay").keys("b");
    term.wait_for("Jo Marlow is back: 46 letters and 13 queries given back. Ctrl-Z undoes it.");
    term.keys("ctrl-z").wait_for("Taken back:").keys("ctrl-y").wait_for("Done again:");
    term.leave();
    assert_eq!(open_of(home.path(), "Jo Marlow"), [46, 13, 0]);
    assert!(repo_away::for_whom(store(home.path()).db(), "letter").expect("reads").is_empty());
}
