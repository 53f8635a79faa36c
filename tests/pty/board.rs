//! A board meeting from “find a date for five people and a room with a projector and lunch for eight” to the approved minutes
//! and the action that came back on the next agenda, with a kill in the middle of the minutes.

use std::fs;
use std::path::Path;

use rolltop::desk::TABLES;
use rolltop::desk::meetings::{Meeting, repo};
use rolltop::store::{Desk, Store};

use super::support::now;
use super::support::term::Term;
use super::{demo, home};

fn store(home: &Path) -> Store {
    Desk::at(home.join("desk")).open(None, TABLES, now()).expect("the desk opens")
}

/// The program on the invented desk, at a time.
fn open(home: &Path, now: &str) -> Term {
    let args = ["--desk", "desk", "--now", now, "--as", demo::WHO];
    Term::start(home, &args, &[], 120, 40)
}

/// The board of the invented desk with this number.
fn board(home: &Path, number: &str) -> Meeting {
    let store = store(home);
    let found = repo::named(store.db(), &format!("cardiology board {number}")).expect("the meetings");
    found.into_iter().next().unwrap_or_else(|| panic!("no board {number}"))
}

const FIVE: &str = "Dr A Patel, Dr J Osei, Jo Marlow, Bev Tranter, Imran Shah";

/// The first date on which five people and a room with a projector are free; lunch for eight is laid on.
fn date_and_room(term: &mut Term) {
    term.keys("g m /").text("3/2026").keys("enter").wait_for("1 of ").keys("r").wait_for("A date for everyone");
    term.keys("e").wait_for("Who has to be free").keys("ctrl-u").text(FIVE).keys("enter enter ctrl-u").text("8");
    term.keys("enter ctrl-u").text("projector").keys("enter ctrl-u").text("10/3").keys("enter ctrl-u").text("31/3");
    term.keys("enter enter").wait_gone("Who has to be free").wait_for("Room 1 (Seminar)").keys("enter");
    term.wait_for("Cardiology board 3/2026 is on");
    term.keys("enter").wait_for("Action log, gone through").keys("r").wait_for("Lay on");
    term.keys("n").wait_for("What is needed").keys("tab").text("Sandwich lunch").keys("tab").text("8").keys("ctrl-s");
    term.wait_for("Needed for Cardiology board 3/2026: ").keys("esc").wait_gone("Lay on");
}

/// The agenda gets an item and a paper, and goes out.
fn agenda(term: &mut Term, home: &Path) {
    let paper = home.join("scanner.pdf");
    fs::write(&paper, "%PDF-1.4\n% a paper\n%%EOF\n").expect("a paper");
    term.keys("g m").wait_for("Cardiology board 3/2026");
    term.keys("enter").wait_for("Matters arising and action log").wait_for("Gwen Abara: send the figures");
    term.keys("n").wait_for("New item of").text("Second scanner / 15 min / Dr A Patel / decision").keys("enter");
    term.wait_for("New item “Second scanner”: Cardiology board 3/2026. Ctrl-Z undoes it.");
    term.keys("down down down down down down down down down down p")
        .wait_for("Paper for “Second scanner”")
        .keys("tab tab")
        .text(&paper.display().to_string())
        .keys("enter");
    term.wait_for("Paper for Cardiology board 3/2026: Second scanner. Ctrl-Z undoes it.");
    term.keys("esc").wait_gone("New item").keys("s").wait_for("Is it out?").keys("right enter");
    term.wait_for("Sent the agenda of Cardiology board 3/2026").wait_for("agenda sent");
}

/// The meeting: who is there, what was said and decided, who does what; the program is killed in the middle of a word.
fn minutes(home: &Path) {
    let mut term = open(home, "2026-03-11T13:00");
    term.wait_for("4 Tasks").keys("g m /").text("3/2026").keys("enter").wait_for("1 of ").keys("m");
    term.wait_for("Minutes · Cardiology board 3/2026").wait_for("NOT quorate");
    term.keys("alt-z").wait_for("Apologies from").text("sunil").keys("enter").wait_for("apologies");
    term.keys("alt-p").wait_for("Who is there").text("all").keys("enter").wait_for("4 there, quorate");
    term.text("Apologies came from Mr Desai.")
        .wait_for("Mr Desai.")
        .keys("alt-n")
        .wait_for("2 Declarations of interest");
    term.text("None were decl").wait_for("None were decl");
    std::thread::yield_now();
    term.wait_until(std::time::Duration::from_millis(600), |_| false);
    term.kill9();
    let mut term = open(home, "2026-03-11T13:06");
    term.wait_for("4 Tasks").keys("g m /").text("3/2026").keys("enter").wait_for("1 of ").keys("m");
    term.wait_for("What you typed here before and did not save stands here again").wait_for("None were decl");
    term.text("ared.").wait_for("None were declared.");
    for title in ["3 Minutes of", "4 Matters arising", "5 Waiting times"] {
        term.keys("alt-n").wait_for(title);
    }
    term.keys("alt-a")
        .wait_for("who, by when, what")
        .text("gwen, 31 mar, bring the figures of all clinics")
        .keys("enter");
    term.wait_for("Action 3/2026-1: Gwen Abara by 31-Mar-2026: bring the figures of all clinics. It is a task now.");
    term.keys("alt-d").wait_for("what was decided").text("The figures come monthly.").keys("enter");
    term.wait_for("Decision: The figures come monthly.");
    term.keys("alt-e").wait_for("its minutes are a draft");
    term.keys("i")
        .wait_for("Send the minutes?")
        .keys("right enter")
        .wait_for("Sent the draft minutes of Cardiology board 3/2026");
    term.keys("m").wait_for("its minutes are finished");
    term.keys("w").wait_for("e-mail drafts for").keys("esc");
    term.keys("y").wait_for("The next meeting of Cardiology board").keys("enter");
    term.wait_for("New meeting: Cardiology board 4/2026");
    term.leave();
}

/// The next meeting: the action is on its agenda until its task is done; the minutes are approved there.
fn next(home: &Path) {
    let mut term = open(home, "2026-04-14T15:00");
    term.wait_for("4 Tasks").keys("g m /").text("4/2026").keys("enter").wait_for("1 of ").keys("enter");
    term.wait_for("Action log, gone through").wait_for("Gwen Abara: bring the figures of all clinics");
    term.wait_for("Minutes of Cardiology board 3/2026").wait_for("Second scanner");
    term.keys("esc").wait_gone("Action log, gone through").keys("esc /").text("3/2026").keys("enter").wait_for("1 of ");
    term.keys("a").wait_for("Approve the minutes of").wait_for("board 4/2026, ").keys("enter");
    term.text("Item 5: “monthly” is “each month”")
        .keys("enter")
        .wait_for("Approved the minutes of Cardiology board 3/2026");
    term.leave();
}

#[test]
fn a_board_meeting_from_the_date_for_five_to_the_action_that_came_back() {
    let home = home();
    demo::fill(&mut store(home.path())).expect("the invented desk");
    let mut term = open(home.path(), "2026-03-03T09:41");
    term.wait_for("4 Tasks");
    date_and_room(&mut term);
    agenda(&mut term, home.path());
    term.leave();
    minutes(home.path());
    next(home.path());

    let meeting = board(home.path(), "3/2026");
    assert_eq!((meeting.state.as_str(), meeting.version), ("minutes_approved", 1));
    assert_eq!(meeting.agenda[1].text, "None were declared.");
    let store = store(home.path());
    let id = meeting.room_booking_id.clone().expect("a room");
    let booked = rolltop::desk::rooms::repo::booked(store.db(), &id).expect("the booking");
    assert_eq!(
        (booked.booking.start.as_str(), booked.room.name.as_str()),
        (meeting.start.as_str(), "Room 1 (Seminar)")
    );
    assert!(booked.lines.iter().any(|l| l.what == "Sandwich lunch" && l.quantity == 8), "{:?}", booked.lines);
    let kept = repo::kept(store.db(), &meeting.id).expect("the minutes");
    assert_eq!(kept.len(), 2, "as they went out, and as they were approved");
    let open = repo::open_actions(store.db(), 50).expect("the actions");
    assert!(open.iter().any(|l| l.action.number == "3/2026-1" && l.action.owner == "Gwen Abara"));
}
