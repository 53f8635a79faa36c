//! Days in the team by key presses.

use super::*;

#[test]
fn ten_letters_are_moved_in_two_keys_and_taken_back_with_one() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder, 12, 0);
    rig.keys("g e").sees("[People]").sees("5 of the team, 0 away").keys("right").sees("Team · Backlog · by secretary");
    rig.sees("Jo Marlow").sees("12 (12)").keys("enter").sees("Waits with Jo Marlow · 12 letters · 0 queries · 1 tasks");
    rig.keys(&"space ".repeat(10)).sees("10 marked").keys("m").sees("Move 10 letters to").sees("Bev Tranter");
    rig.keys("3").sees("Moved 10 letters from Jo Marlow to Kit Ward. Ctrl-Z undoes it.").sees("2 letters");
    rig.keys("esc ctrl-z").sees("12 (12)");
}

#[test]
fn a_share_is_shown_before_it_is_done() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder, 9, 3);
    rig.keys("g e right o").sees("Share out 9 letters, 3 queries and 1 task of Jo Marlow · by items");
    rig.keys("space").sees("[ ] Ann Lee").keys("enter");
    rig.sees("Shared out 9 letters, 3 queries and 1 task of Jo Marlow: 7 to Bev Tranter, 6 to Kit Ward");
    rig.keys("ctrl-z").sees("9 (9)");
}

#[test]
fn somebody_is_away_covered_and_back() {
    let folder = TempDir::new().unwrap();
    let mut rig = rig(&folder, 2, 1);
    rig.keys("g e down down down down a").sees("New absence and cover");
    rig.keys("tab right tab tab").text("+2w").keys("tab").text("Bev, Ann").keys("ctrl-s");
    rig.sees("Kit Ward: sick 03-Mar-2026 to").misses("cannot");
}
