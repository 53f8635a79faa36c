//! Two windows on one desk: a change in one shows in the other within a second; the stale save is refused with its text kept.

mod support;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rolltop::app::rig::Rig;
use rolltop::config::Config;
use rolltop::desk::{PARTS, TABLES};
use rolltop::store::Desk;
use support::now;
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
fn what_is_typed_in_one_window_is_not_taken_up_in_another_until_that_one_is_gone() {
    let folder = world::empty();
    let mut left = world::rig_of(folder.path(), "Jo", rolltop::ui::Look::default());
    let mut right = world::rig_of(folder.path(), "Sam", rolltop::ui::Look::default());
    left.keys("g t n").text("Ring the ward").tick();
    right.keys("g t n").misses("Ring the ward").text("Order toner").tick();
    left.tick().keys("esc n").sees("Ring the ward").misses("toner");
    drop(left);
    right.keys("esc n").sees("Order toner").keys("ctrl-s n").sees("Ring the ward");
}

/// The tasks of an encrypted desk, listed by a command of its own.
fn listed(desk: &Path, key_file: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolltop"));
    command.arg("--desk").arg(desk).arg("--key-file").arg(key_file).args(["--now", "2026-03-03T09:41", "tasks"]);
    let said = command.output().expect("the command runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// Whether this process has a lock on the file; none where the system does not tell.
fn is_locked(file: &Path) -> Option<bool> {
    use std::os::unix::fs::MetadataExt;
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let (pid, inode) = (format!(" {} ", std::process::id()), std::fs::metadata(file).ok()?.ino());
    let inode = format!(":{inode} ");
    Some(locks.lines().any(|l| l.contains("POSIX") && l.contains(&pid) && l.contains(&inode)))
}

/// A process that closes a second handle on the file lets go of all its locks on it: a command that ends meanwhile
/// could then take the log away under the window, and what is saved after it would be nowhere.
#[test]
fn a_window_that_was_shut_and_opened_keeps_its_hold_on_the_file() {
    let folder = TempDir::new().unwrap();
    let (desk, key_file) = (folder.path().join("desk"), folder.path().join("key"));
    std::fs::write(&key_file, "four old grey horses\n").unwrap();
    let store = Desk::at(&desk).open(Some("four old grey horses"), TABLES, now()).unwrap();
    let mut rig = Rig::on(store, PARTS, now(), "Jo", Config::default(), rolltop::ui::Look::default());
    rig.keys("g t n").text("Before").keys("ctrl-s").sees("New task: Before");
    let held = is_locked(&desk.join("desk.db"));
    rig.keys("ctrl-l").sees("The desk is shut").text("four old horses").keys("enter").sees("does not open this desk");
    rig.text("four old grey horses").keys("enter").sees("worst clock first");
    assert_eq!(is_locked(&desk.join("desk.db")), held, "the window has let go of its lock");
    assert!(listed(&desk, &key_file).contains("Before"));
    rig.keys("n").text("After").keys("ctrl-s").sees("New task: After");
    assert!(listed(&desk, &key_file).contains("After"), "what was saved is not in the desk");
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

/// Behind a desk that is shut nothing is typed, neither by keys nor by a paste; what is pasted is taken for the passphrase.
#[test]
fn what_is_pasted_onto_a_desk_that_is_shut_does_not_reach_the_text_behind_it() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(folder.path().join("desk"));
    let store = desk.open(Some("four old grey horses"), TABLES, now()).unwrap();
    let mut rig = Rig::on(store, PARTS, now(), "Jo", Config::default(), rolltop::ui::Look::default());
    rig.keys("g t n").text("Ring the ward").keys("ctrl-l").sees("The desk is shut");
    rig.paste("a secret of somewhere else\n").misses("secret").keys("enter").sees("does not open this desk");
    rig.paste("four old grey horses\n").keys("enter").sees("Ring the ward").misses("secret");
}

#[test]
fn a_paste_where_nothing_is_typed_says_so() {
    let folder = world::empty();
    let mut rig = world::rig_of(folder.path(), "Jo", rolltop::ui::Look::default());
    rig.keys("g t").paste("dnd").sees("nothing to paste into here").sees("Nothing to do");
}

#[test]
fn too_many_wrong_passphrases_make_one_wait_longer_each_time() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(folder.path().join("desk"));
    let store = desk.open(Some("four old grey horses"), TABLES, now()).unwrap();
    let mut rig = Rig::on(store, PARTS, now(), "Jo", Config::default(), rolltop::ui::Look::default());
    // Four before this one, as another window would have counted them: each try costs its time on purpose.
    let before = format!(r#"{{"failed":4,"last":"{}"}}"#, now().format("%Y-%m-%dT%H:%M:%S"));
    std::fs::write(desk.folder().join("tries.json"), before).unwrap();
    rig.keys("ctrl-l").text("wrong").keys("enter").sees("does not open this desk").sees("try again.");
    rig.text("four old grey horses").keys("enter").sees("Too many wrong passphrases. Wait");
    let first = seconds(&rig);
    rig.at(now() + chrono::Duration::seconds(first)).text("wrong").keys("enter").sees("does not open this desk");
    rig.text("four old grey horses").keys("enter").sees("Too many wrong passphrases. Wait");
    assert!(seconds(&rig) > first, "the second wait is no longer than the first: {first} s");
    let later = now() + chrono::Duration::hours(24);
    rig.at(later).text("four old grey horses").keys("enter").sees("worst clock first");
}

/// The key is made slowly: that it is being made stands on the screen before the work begins.
#[test]
fn sealing_the_desk_is_said_before_it_is_done() {
    let folder = TempDir::new().unwrap();
    let desk = Desk::at(folder.path().join("desk"));
    let store = desk.open(None, TABLES, now()).unwrap();
    let mut rig = Rig::on(store, PARTS, now(), "Jo", Config::default(), rolltop::ui::Look::default());
    rig.keys("ctrl-p").text("passphrase").keys("enter").sees("New passphrase");
    rig.text("four old grey horses").keys("enter").text("three").keys("enter");
    rig.sees("Sealing the desk").keys("esc x").sees("Sealing the desk").misses("encrypted").tick();
    rig.sees("The two are not the same").misses("Sealing");
    rig.keys("ctrl-u").text("four old grey horses").keys("enter").sees("Sealing the desk").tick();
    rig.sees("The desk is encrypted with its new passphrase").misses("Sealing");
    rig.keys("ctrl-l").text("four old grey horses").keys("enter").sees("worst clock first");
}

/// The seconds that the lock asks for.
fn seconds(rig: &Rig) -> i64 {
    let screen = rig.screen();
    let (_, rest) = screen.split_once("Wait ").expect("a wait");
    rest.split(' ').next().and_then(|n| n.parse().ok()).expect("seconds")
}

/// Five minutes without a key, and the desk is shut with what is on it; a window that is not locked opens with Enter.
#[test]
fn a_desk_that_is_left_alone_shuts_itself() {
    let folder = world::empty();
    let store = world::store(folder.path());
    let mut rig = Rig::on(store, PARTS, now(), "Jo", Config::default(), rolltop::ui::Look::default());
    rig.keys("g t n").text("Ring OKAFOR back");
    rig.idle_until(now() + chrono::Duration::minutes(4)).sees("OKAFOR");
    rig.idle_until(now() + chrono::Duration::minutes(5)).sees("The desk is shut").misses("OKAFOR");
    rig.keys("enter").sees("Ring OKAFOR back");
}
