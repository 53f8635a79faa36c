//! The program in a pseudo-terminal, as a secretary sees it: first start, a day's work, leaving, coming back.

mod support;

#[path = "pty/board.rs"]
mod board;
#[path = "pty/cancelled.rs"]
mod cancelled;
#[path = "pty/dictated.rs"]
mod dictated;
#[path = "pty/hour.rs"]
mod hour;
#[path = "pty/moved.rs"]
mod moved;
#[path = "pty/outside.rs"]
mod outside;
#[path = "pty/paper_low.rs"]
mod paper_low;
#[path = "pty/sick.rs"]
mod sick;
#[path = "pty/trip.rs"]
mod trip;

use std::fs;
use std::time::Duration;

use rolltop::demo;
use rolltop::desk::TABLES;
use rolltop::store::Desk;
use support::now;
use support::term::Term;
use tempfile::TempDir;

fn home() -> TempDir {
    TempDir::new().expect("a folder")
}

/// Answers the four questions; nothing for the last.
fn settle_in(term: &mut Term, passphrase: &str) {
    term.wait_for("Welcome to Rolltop").wait_for("> Your name");
    term.text("Jo Marlow").keys("enter").wait_for("> Your department");
    term.text("Cardiology").keys("enter").wait_for("> The consultants you work for");
    term.text("Dr A Patel, Dr J Osei").keys("enter").wait_for("> A passphrase, or nothing");
    if !passphrase.is_empty() {
        term.text(passphrase).keys("enter").wait_for("Type the same passphrase once more");
    }
    term.text(passphrase).keys("enter").wait_for("Rolltop   Cardiology · Jo Marlow");
}

/// A desk that has been settled in, on the screen.
fn settled(home: &TempDir) -> Term {
    let mut term = Term::desk(home.path());
    settle_in(&mut term, "");
    term
}

fn new_task(term: &mut Term, title: &str) {
    term.keys("g t n").wait_for("> What").text(title).keys("ctrl-s");
    term.wait_for(&format!("New task: {title}. Ctrl-Z undoes it."));
}

#[test]
fn the_first_start_asks_four_things_and_then_shows_the_desk() {
    let home = home();
    let mut term = settled(&home);
    for pane in ["1 Diary", "2 Inbox", "3 Letters", "4 Tasks"] {
        term.wait_for(pane);
    }
    term.wait_for("Tue 03-Mar-2026 09:41").wait_for("Nothing to do.");
    term.leave();
    let mut again = Term::desk(home.path());
    again.wait_for("Rolltop   Cardiology · Jo Marlow");
    assert!(!again.shows("Welcome"), "it asks again:\n{}", again.screen());
    again.leave();
    let store = Desk::at(home.path().join("desk")).open(None, TABLES, now()).unwrap();
    let names = store.db().raw("SELECT name, role FROM member ORDER BY name", &[]).unwrap();
    let names: Vec<&str> = names.iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Dr A Patel", "Dr J Osei", "Jo Marlow"]);
}

#[test]
fn the_four_questions_have_defaults_and_can_be_gone_back_to() {
    let home = home();
    let mut term = Term::desk(home.path());
    term.wait_for("> Your name").text("Wrong").keys("enter").wait_for("> Your department");
    term.keys("up").wait_for("> Your name").keys("ctrl-u").text("Right").keys("enter enter enter enter");
    term.wait_for("My department · Right");
    term.leave();
}

#[test]
fn ctrl_c_says_what_leaves_and_does_nothing_else() {
    let home = home();
    let mut term = settled(&home);
    term.keys("ctrl-c").wait_for("Ctrl-C does nothing here. Ctrl-Q leaves Rolltop.");
    term.leave();
}

#[test]
fn a_wrong_passphrase_is_said_and_the_right_one_opens() {
    let home = home();
    let mut term = Term::desk(home.path());
    settle_in(&mut term, "four old grey horses");
    new_task(&mut term, "Kept under the key");
    term.leave();
    let head = fs::read(home.path().join("desk/desk.db")).unwrap();
    assert_ne!(&head[..15], b"SQLite format 3", "the file is not encrypted");
    let mut term = Term::desk(home.path());
    term.wait_for("this desk is locked");
    assert!(!term.shows("Cardiology"), "something is shown before the passphrase:\n{}", term.screen());
    term.text("four old grey cows");
    term.wait_for("******************");
    assert!(!term.shows("cows"), "the passphrase stands on the screen:\n{}", term.screen());
    term.keys("enter").wait_for("That passphrase does not open this desk");
    term.text("four old grey horses").keys("enter").wait_for("Kept under the key");
    // Pulled down it asks again.
    term.keys("ctrl-l").wait_for("The desk is shut").wait_for("Type the passphrase");
    term.wait_gone("Kept under the key");
    term.text("no").keys("enter").wait_for("does not open this desk");
    term.text("four old grey horses").keys("enter").wait_for("Kept under the key");
    term.leave();
}

#[test]
fn ctrl_l_blanks_the_whole_screen_at_once_and_keeps_what_is_typed() {
    let home = home();
    let mut term = settled(&home);
    term.keys("g t n").wait_for("> What").text("Ring OKAFOR back").wait_for("Ring OKAFOR back");
    term.keys("ctrl-l").wait_for("The desk is shut");
    for hidden in ["OKAFOR", "Cardiology", "Jo Marlow", "Tasks"] {
        term.wait_gone(hidden);
    }
    term.keys("c n x").keys("enter").wait_for("Ring OKAFOR back");
    term.text(" today").wait_for("Ring OKAFOR back today").keys("ctrl-s").wait_for("Ctrl-Z undoes it");
    term.leave();
}

#[test]
fn paste_is_text_and_never_keys() {
    let home = home();
    let mut term = settled(&home);
    // In a list: letters that are commands, and a way out.
    term.keys("g t").paste("nddd\x11xq\r").keys("n").wait_for("> What");
    term.paste("Chase\x1b[31m echo\r\nfor OKAFOR\x07").wait_for("Chase");
    term.keys("ctrl-s").wait_for("Ctrl-Z undoes it");
    term.wait_for("1 to do");
    assert_eq!(term.told().bells, 0, "the bell of the pasted text rang");
    term.leave();
    let store = Desk::at(home.path().join("desk")).open(None, TABLES, now()).unwrap();
    let title = store.db().text("SELECT title FROM task", &[]).unwrap().unwrap();
    assert!(title.starts_with("Chase") && title.ends_with("for OKAFOR"), "{title:?}");
    assert!(!title.contains(char::is_control), "{title:?}");
}

#[test]
fn a_window_that_is_too_small_says_so_and_loses_nothing() {
    let home = home();
    let mut term = settled(&home);
    term.keys("g t n").wait_for("> What").text("Half a thought");
    term.resize(20, 5).wait_for("Too small: 20x5");
    assert!(!term.shows("thought"), "{}", term.screen());
    term.resize(120, 40).wait_for("Half a thought");
    term.text(" and a whole").keys("ctrl-s").wait_for("New task: Half a thought and a whole");
    term.leave();
}

#[test]
fn no_color_shows_no_colour() {
    let home = home();
    let mut term =
        Term::start(home.path(), &["--desk", "desk", "--now", "2026-03-03T09:41"], &[("NO_COLOR", "1")], 120, 40);
    settle_in(&mut term, "");
    new_task(&mut term, "Grey");
    assert!(coloured(&term).is_none(), "colour at {:?}:\n{}", coloured(&term), term.screen());
    term.leave();
    let mut term = Term::desk(home.path());
    term.wait_for("Grey");
    assert!(coloured(&term).is_some(), "without NO_COLOR there is some");
    term.leave();
}

/// The first cell that has a colour.
fn coloured(term: &Term) -> Option<(u16, u16)> {
    let (rows, cols) = term.raw().size();
    let cells = (0..rows.get()).flat_map(|r| (0..cols.get()).map(move |c| (r, c)));
    let plain = |cell: &vt100::Cell| cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default;
    cells.into_iter().find(|(r, c)| term.raw().cell(*r, *c).is_some_and(|cell| !plain(cell)))
}

#[test]
fn plain_has_no_boxes_and_the_cursor_stands_on_the_line_with_the_focus() {
    let home = home();
    let args = ["--desk", "desk", "--now", "2026-03-03T09:41", "--plain"];
    let mut term = Term::start(home.path(), &args, &[], 100, 30);
    settle_in(&mut term, "");
    no_boxes(&term);
    new_task(&mut term, "First of two");
    new_task(&mut term, "Second of two");
    no_boxes(&term);
    let on = |t: &Term, text: &str| t.cursor_line().contains(text);
    let patience = Duration::from_secs(20);
    term.keys("home");
    assert!(term.wait_until(patience, |t| on(t, "of two")).is_some(), "{:?}\n{}", term.cursor(), term.screen());
    let first = term.cursor_line();
    term.keys("down");
    assert!(term.wait_until(patience, |t| on(t, "of two") && t.cursor_line() != first).is_some(), "{}", term.screen());
    for keys in ["n", "?", "ctrl-p", "g", "f"] {
        let before = term.screen();
        term.keys(keys);
        assert!(term.wait_until(patience, |t| t.screen() != before).is_some(), "{keys} showed nothing");
        no_boxes(&term);
        term.keys("esc").wait_for("of two");
    }
    term.leave();
}

#[track_caller]
fn no_boxes(term: &Term) {
    let boxes: Vec<char> = term.screen().chars().filter(|c| ('\u{2500}'..='\u{259f}').contains(c)).collect();
    assert!(boxes.is_empty(), "{boxes:?} in:\n{}", term.screen());
}

#[test]
fn the_window_title_names_nobody() {
    let home = home();
    let mut term = settled(&home);
    new_task(&mut term, "Chase echo of OKAFOR, Grace");
    term.keys("enter").wait_for("> What").keys("esc").wait_gone("> What");
    assert_eq!(term.told().titles, ["Rolltop"]);
    term.leave();
}

#[test]
fn a_hung_up_terminal_keeps_what_was_typed() {
    let home = home();
    let mut term = settled(&home);
    term.keys("g t n").wait_for("> What").text("Never saved").wait_for("Never saved");
    term.hang_up();
    let mut term = Term::desk(home.path());
    term.wait_for("4 Tasks").keys("g t n").wait_for("Never saved");
    term.leave();
}

#[test]
fn the_demonstration_desk_opens_filled_and_is_gone_after() {
    let home = home();
    let mut term = Term::start(home.path(), &["--demo"], &[], 120, 40);
    for pane in ["1 Diary", "2 Inbox", "3 Letters", "4 Tasks", "act now"] {
        term.wait_for(pane);
    }
    term.leave();
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().flatten().map(|e| e.path()).collect();
    assert!(left.is_empty(), "{left:?}");
}
