//! The tasks' stories, in key presses.

use tempfile::TempDir;

use crate::app::rig::Rig;
use crate::desk::PARTS;

fn rig(folder: &TempDir) -> Rig {
    Rig::open(folder.path(), PARTS, "2026-03-03T09:41:00".parse().unwrap(), "Sam")
}

#[test]
fn a_task_is_made_done_taken_back_and_is_there_after_a_restart() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g t n").text("Chase echo result").keys("enter").text("tom 2pm").sees("= Wed 04-Mar-2026 14:00");
    rig.keys("ctrl-s").sees("1 to do").sees("New task: Chase echo result. Ctrl-Z undoes it.");
    rig.keys("d")
        .sees("0 to do")
        .sees("x done")
        .keys("ctrl-z")
        .sees("1 to do")
        .sees("Taken back: Done: Chase echo result");
    drop(rig);
    let mut rig = self::rig(&folder);
    rig.keys("g t")
        .sees("Chase echo result")
        .keys("ctrl-y")
        .sees("0 to do")
        .keys("ctrl-z ctrl-z")
        .sees("Nothing to do.");
}

#[test]
fn esc_keeps_what_was_typed_and_the_form_takes_it_up_again() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g t n").text("Half a thou").keys("esc").sees("what you typed is kept");
    drop(rig);
    let mut rig = self::rig(&folder);
    rig.keys("g t n")
        .sees("Half a thou")
        .text("ght")
        .keys("ctrl-s")
        .sees("Half a thought")
        .keys("n")
        .misses("> What        Half");
}

#[test]
fn a_late_task_is_to_be_acted_on_and_counts_in_the_title() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g t n").text("Today").keys("enter").text("tod").keys("ctrl-s").sees("1 due today");
    rig.at("2026-03-04T08:00:00".parse().unwrap()).tick().sees("! 1 act now");
}

#[test]
fn waiting_needs_a_date_and_a_result_is_not_done_before_it_is_seen() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g t n")
        .text("Echo")
        .keys("enter enter enter enter")
        .keys("r enter")
        .text("Echocardiogram")
        .keys("enter enter");
    rig.keys("enter")
        .sees("needs the day it is expected by")
        .keys("shift-tab")
        .text("+2w")
        .keys("ctrl-s")
        .sees("1 to do");
    rig.keys("d")
        .sees("not done before it is seen")
        .keys("b")
        .sees("unseen")
        .keys("s")
        .text("Dr Patel")
        .keys("enter d")
        .sees("0 to do");
    rig.keys("ctrl-z w")
        .text("Lab")
        .keys("enter ctrl-w ctrl-w")
        .text("nonsense")
        .keys("enter")
        .sees("Wait")
        .misses("waits on Lab");
}

#[test]
fn what_is_typed_is_dropped_only_when_it_is_said_twice() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder);
    rig.keys("g t n").text("Ring the ward").keys("ctrl-d").sees("Drop it?").sees("undo does not bring it back");
    rig.keys("enter").sees("Ring the ward").keys("ctrl-d y").sees("What was typed is gone").misses("Ring the ward");
    rig.keys("n ctrl-d").misses("Drop it?").sees("Nothing to do");
}
