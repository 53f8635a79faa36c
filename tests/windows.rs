//! Two windows on one desk: a change in one shows in the other within a second; the stale save is refused with its text kept.

mod support;

use std::time::Duration;

use support::term::Term;
use support::world;
use tempfile::TempDir;

#[test]
fn a_change_in_one_window_shows_in_the_other_after_one_tick() {
    let folder = world::empty();
    let mut left = world::rig_of(folder.path(), "Jo", rolltop::ui::Look::default());
    let mut right = world::rig_of(folder.path(), "Sam", rolltop::ui::Look::default());
    left.keys("g t n").text("Ring the ward").keys("ctrl-s").sees("New task: Ring the ward");
    right.keys("g t").misses("Ring the ward").tick().sees("Ring the ward");
    right.keys("d").sees("Done: Ring the ward");
    left.sees("1 to do").tick().sees("0 to do");
}

#[test]
fn a_stale_save_is_refused_and_the_text_is_kept() {
    let folder = world::empty();
    let mut left = world::rig_of(folder.path(), "Jo", rolltop::ui::Look::default());
    left.keys("g t n").text("Ring the ward").keys("ctrl-s");
    let mut right = world::rig_of(folder.path(), "Sam", rolltop::ui::Look::default());
    left.keys("e").text(" about OKAFOR");
    right.keys("g t e").text(" before noon").keys("ctrl-s").sees("Task: Ring the ward before noon");
    left.tick().keys("ctrl-s").sees("Not saved: this task was changed meanwhile by Sam at 09:41");
    left.sees("Ring the ward about OKAFOR");
    // Stepped back and opened again the text still is there, and now it can be saved.
    left.keys("esc e").sees("Ring the ward about OKAFOR").keys("ctrl-s").sees("Task: Ring the ward about OKAFOR");
    right.tick().sees("Ring the ward about OKAFOR");
}

#[test]
fn nobody_takes_back_what_somebody_else_has_changed_since() {
    let folder = world::empty();
    let mut left = world::rig_of(folder.path(), "Jo", rolltop::ui::Look::default());
    left.keys("g t n").text("Ring the ward").keys("ctrl-s").keys("e").text(" today").keys("ctrl-s");
    let mut right = world::rig_of(folder.path(), "Sam", rolltop::ui::Look::default());
    right.keys("g t d").sees("Done: Ring the ward today");
    left.tick().keys("ctrl-z").sees("That cannot be taken back any more: Sam changed it at 09:41");
    left.sees("x").sees("Ring the ward today");
    right.keys("ctrl-z").sees("Taken back: Done: Ring the ward today");
    left.tick().keys("ctrl-z").sees("Taken back: Task: Ring the ward today");
}

#[test]
fn two_terminals_see_each_other_within_a_second() {
    let home = TempDir::new().unwrap();
    let mut left = Term::desk(home.path());
    left.wait_for("Welcome to Rolltop").text("Jo Marlow").keys("enter").text("Cardiology").keys("enter enter enter");
    left.wait_for("Rolltop   Cardiology").keys("g t").wait_for("worst clock first");
    let mut right = Term::desk(home.path());
    right.wait_for("Rolltop   Cardiology").keys("g t").wait_for("worst clock first");
    for n in 0..5 {
        let title = format!("Ring ward {n}");
        left.keys("n").wait_for("> What").text(&title).keys("ctrl-s");
        left.wait_for(&format!("New task: {title}. Ctrl-Z undoes it."));
        let took = right.wait_until(Duration::from_secs(20), |t| t.shows(&title));
        let took = took.unwrap_or_else(|| panic!("{title} did not come:\n{}", right.screen()));
        // A busy machine may be slow once; the promise is a second.
        assert!(took < Duration::from_secs(if n == 0 { 3 } else { 1 }), "it took {took:?}");
    }
    right.keys("home e").wait_for("> What").text(" again");
    left.keys("home e").wait_for("> What").text(" at once").keys("ctrl-s").wait_for("at once. Ctrl-Z undoes it");
    right.keys("ctrl-s").wait_for("Not saved: this task was changed meanwhile by Jo Marlow");
    right.wait_for("again");
    left.leave();
    right.leave();
}
