//! What leaves the program for the programs beside it: paper for `lp`, a notification for `notify-send`. Both are stand-ins
//! in a folder of their own, which write down what they were given.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use rolltop::desk::TABLES;
use rolltop::desk::diary::{Entry, repo};
use rolltop::store::{Change, Desk};

use super::support::now;
use super::support::term::Term;
use super::{demo, home};

/// A command in the folder `bin`, and what it is run with.
fn stand_in(home: &Path, name: &str, script: &str) {
    let bin = home.join("bin");
    fs::create_dir_all(&bin).expect("a folder");
    let file = bin.join(name);
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("it can be run");
}

/// The way to the stand-ins, and to nothing else but the shell's own tools.
fn path(home: &Path) -> String {
    format!("{}:/usr/bin:/bin", home.join("bin").display())
}

fn lines(file: &Path) -> Vec<String> {
    fs::read_to_string(file).unwrap_or_default().lines().map(str::to_owned).collect()
}

#[test]
fn the_sheet_of_a_day_and_the_list_of_a_clinic_go_to_the_printer_once_each_and_when_asked() {
    let home = home();
    let out = home.path().join("printed");
    stand_in(
        home.path(),
        "lp",
        &format!("echo \"$@\" >> '{0}'; cat > '{0}'.$(wc -l < '{0}').pdf; echo request id is Ward-1", out.display()),
    );
    demo::fill(&mut Desk::at(home.path().join("desk")).open(None, TABLES, now()).expect("a desk")).expect("filled");
    let args = ["--desk", "desk", "--now", "2026-03-03T09:41", "--as", demo::WHO];
    let mut term = Term::start(home.path(), &args, &[("PATH", &path(home.path()))], 120, 40);
    term.wait_for("4 Tasks").keys("1 1").wait_for("· day").keys("P").wait_for("The sheet of Tue 03-Mar-2026");
    term.text("print all").keys("enter").wait_for("Print?").wait_for("It goes to the printer").keys("enter");
    term.wait_gone("Print?");
    assert_eq!(lines(&out), Vec::<String>::new(), "it stands on No");
    term.keys("P").wait_for("The sheet of").text("print all").keys("enter").wait_for("Print?").keys("left enter");
    term.wait_for("The sheet is printed.");
    // The clinic of the day, which is selected.
    term.keys("home").keys("@").wait_for("Go to a date").text("10/3/26").keys("enter").wait_for("Tue 10-Mar-2026");
    for _ in 0..12 {
        if term.keys("P").wait_for("The sheet of").shows("the list of Clinic A") {
            break;
        }
        term.keys("esc").wait_gone("The sheet of").keys("down");
    }
    term.text("print list clinic a").keys("enter").wait_for("Print?").keys("left enter");
    term.wait_for("The sheet is printed.");
    term.leave();
    assert_eq!(lines(&out), ["-t Diary -n 1 -", "-t Diary -n 1 -"], "the queue names nobody");
    let sizes: Vec<u64> = (1..=2)
        .map(|n| {
            let pdf = fs::read(format!("{}.{n}.pdf", out.display())).expect("the paper");
            assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"), "whole");
            pdf.len() as u64
        })
        .collect();
    assert_ne!(sizes[0], sizes[1]);
}

#[test]
fn a_printer_that_refuses_is_told_and_nothing_is_said_to_be_printed() {
    let home = home();
    stand_in(home.path(), "lp", "cat > /dev/null; echo 'lp: no default destination.' >&2; exit 1");
    let args = ["--desk", "desk", "--now", "2026-03-03T09:41", "--demo"];
    let mut term = Term::start(home.path(), &args[2..], &[("PATH", &path(home.path()))], 120, 40);
    term.wait_for("4 Tasks").keys("1 1").wait_for("· day").keys("P").wait_for("The sheet of");
    term.text("print all").keys("enter").wait_for("Print?").keys("left enter");
    term.wait_for("Nothing was printed: lp: no default destination. Look at the printer, then print again.");
    term.leave();
}

#[test]
fn a_reminder_reaches_the_desktop_once_whatever_windows_are_open() {
    let home = home();
    let out = home.path().join("notified");
    stand_in(home.path(), "notify-send", &format!("echo \"$@\" >> '{}'", out.display()));
    let mut store = Desk::at(home.path().join("desk")).open(None, TABLES, now()).expect("a desk");
    let (calendar, made) = repo::ensure_calendar(store.db(), "Sam", None, now()).expect("a calendar");
    let start = now() + chrono::Duration::minutes(9);
    let made_at = now() - chrono::Duration::days(1);
    let entry = Entry::new(&calendar.id, "Ring OKAFOR, Grace", start, 30, "Sam", made_at);
    let change = made.map_or(Change::new("x"), |c| c).insert(&entry);
    store.apply(&change, "Sam", made_at).expect("written");
    drop(store);
    let args = ["--desk", "desk", "--now", "2026-03-03T09:41", "--as", "Sam"];
    let path = path(home.path());
    let env = [("PATH", path.as_str()), ("DISPLAY", ":7")];
    let mut first = Term::start(home.path(), &args, &env, 120, 40);
    first.wait_for("Ring OKAFOR, Grace · in 9min");
    let given = first.wait_until(Duration::from_secs(30), |_| !lines(&out).is_empty());
    assert!(given.is_some(), "the desktop was told nothing:\n{}", first.screen());
    // Another window of the same desk shows it, and rings no bell of its own; nor does the desk that is opened again.
    let mut second = Term::start(home.path(), &args, &env, 120, 40);
    second.wait_for("Ring OKAFOR, Grace").keys("R").wait_for("rang").keys("d").wait_for("Seen: ");
    second.leave();
    first.leave();
    let mut third = Term::start(home.path(), &args, &env, 120, 40);
    third.wait_for("4 Tasks").keys("R").wait_for("seen").keys("esc");
    third.leave();
    assert_eq!(lines(&out), ["--app-name=Rolltop Rolltop In the diary: in 9min"], "once, and it names nobody");
}
