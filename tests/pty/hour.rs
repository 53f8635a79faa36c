//! A secretary's hour, from the first start to the next morning: people imported, a call in the middle of a letter,
//! a task, a date three months ahead, the letter through all its states to a PDF, five steps taken back and done again.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rolltop::desk::TABLES;
use rolltop::store::{Desk, Store};

use super::support::term::Term;
use super::support::{now, rows};
use super::{home, settle_in};

/// Somebody of the file: number, forename, surname.
struct Someone {
    nhs: String,
    forename: String,
    surname: String,
}

/// The 2,000 invented patients where they are at hand, else as many of our own invention.
fn people(home: &Path) -> (PathBuf, Someone) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/demo-generated/uk_patients_2000.csv");
    let text = fs::read_to_string(shared).unwrap_or_else(|_| {
        println!("the table of 2,000 patients is not here: another is invented");
        invented()
    });
    let file = home.join("patients.csv");
    fs::write(&file, &text).expect("a table");
    let row: Vec<String> = text.lines().nth(1).expect("a patient").split(',').map(str::to_owned).collect();
    let of = |n: usize| row[n].clone();
    (file, Someone { nhs: of(1), forename: of(3), surname: of(4) })
}

fn invented() -> String {
    let mut dice = rolltop::demo::Dice::new(1);
    let practice = rolltop::desk::people::Contact { id: "p".into(), ..Default::default() };
    let practices = [practice.clone(), practice];
    let mut text =
        String::from("hospital_no,nhs_number,title,forename,surname,dob,sex,address1,town,postcode,gp_code,gp_name\n");
    for n in 0..2_000 {
        let p = rolltop::demo::invented_patient(n, &mut dice, &practices, now());
        let or = |t: &Option<String>| t.clone().unwrap_or_default();
        let (town, street) = (p.address.last().cloned().unwrap_or_default(), p.address[0].replace(',', " "));
        let who = format!("{},{},{}", p.title, p.forename, p.surname);
        let sex = &p.gender[..1];
        let (number, nhs, born) = (or(&p.hospital_number), or(&p.nhs_number), or(&p.born));
        // Of the practice the table has the code and a name only, as the other one.
        let gp = format!("Z{:05},Practice {}", n % 30, n % 30);
        let _ = writeln!(text, "{number},{nhs},{who},{born},{sex},{street},{town},{},{gp}", p.postcode);
    }
    text
}

/// A Tuesday after everybody of the table was born.
fn desk(home: &Path) -> Term {
    Term::start(home, &["--desk", "desk", "--now", "2026-12-01T09:41"], &[], 120, 40)
}

fn store(home: &Path) -> Store {
    Desk::at(home.join("desk")).open(None, TABLES, now()).expect("the desk opens")
}

fn count(store: &Store, sql: &str) -> i64 {
    store.db().count(sql, &[]).expect("a number")
}

fn import(term: &mut Term, file: &Path) {
    term.keys("g p i").wait_for("Import what").keys("enter").wait_for("From which file");
    term.text(&file.display().to_string()).keys("enter").wait_for("hospital_no").wait_for("nhs_number");
    term.keys("enter").wait_for("If this is imported").wait_for("2,000");
    term.keys("enter").wait_for("Imported patients.csv").wait_for("2,000 new");
}

/// A text with every heading that a clinic letter must have.
const WHOLE: &str = "# Attendance details\nSeen by Dr Patel in the clinic.\n# Plan\nRest, and tablets as before.\n\
                     # Clinical summary\nWell and walking again.\n# Allergies\nNone known.\n\
                     # Person completing record\nDr Patel";

/// Begins a clinic letter and writes in it; it stays open.
fn begin_letter(term: &mut Term, to: &Someone) {
    term.keys("g l n").wait_for("Which letter").text("clinic l").keys("enter").wait_for("New letter · Clinic letter");
    term.text(&to.nhs).wait_for(&to.surname.to_uppercase()).keys("enter").text("27/11").keys("enter");
    term.wait_for("> Author").text("dr a patel").keys("enter").wait_for("Dr A Patel").keys("ctrl-s");
    term.wait_for("blanks left").keys("ctrl-a").paste(WHOLE).wait_for("Rest, and tablets as before.");
    term.keys("up up up up end").text(" Better").wait_for("Better");
}

/// The telephone rings in the middle of a word; afterwards the same letter stands at the same cursor.
fn call_in_between(term: &mut Term, from: &Someone) {
    // The cursor is set last: the frame is whole when it stands behind what was typed.
    let drawn = term.wait_until(std::time::Duration::from_secs(20), |t| t.cursor_line().contains("Better"));
    assert!(drawn.is_some(), "the cursor is elsewhere:\n{}", term.screen());
    let place = term.cursor();
    let line = term.cursor_line();
    term.keys("ctrl-t").wait_for("> About");
    term.text(&from.nhs).wait_for(&from.surname.to_uppercase()).keys("enter enter");
    term.text("n").text("d").text("a").keys("enter").text("When is my letter coming?");
    term.wait_for("When is my letter coming?").keys("ctrl-s").wait_for("Ctrl-Z undoes it");
    term.keys("esc").wait_for("Rest, and tablets as before.");
    term.wait_until(std::time::Duration::from_secs(20), |t| t.cursor() == place);
    assert_eq!((term.cursor(), term.cursor_line()), (place, line), "another place:\n{}", term.screen());
    term.text("and").wait_for("Betterand").keys("ctrl-s").wait_for("Wrote Clinic letter");
}

/// Submitted, approved, a PDF, sent.
fn send_letter(term: &mut Term, home: &Path) {
    // Of the practice the table has the code only: without an address no copy can go there.
    term.keys("alt-s").wait_for("Not submitted yet").wait_for("is not complete").keys("esc esc").wait_for("1 unsent");
    term.keys("t").wait_for("Recipients").keys("down del").wait_for("Taken away").keys("esc");
    term.keys("s").wait_for("Submitted Clinic letter");
    term.keys("a").wait_for("Approve").keys("enter").wait_for("Approved Clinic letter");
    term.keys("o").wait_for("The PDF is");
    read_pdf(home);
    term.keys("esc").wait_gone("Esc Close");
    term.keys("d").wait_for("Send?").keys("right enter").wait_for("none unsent").wait_for("Esc Close");
    term.keys("esc").wait_gone("Esc Close");
}

fn read_pdf(home: &Path) {
    let folder = home.join("desk/letters");
    let file = fs::read_dir(&folder).expect("the folder of the letters").flatten().next().expect("a PDF").path();
    let run = |tool: &str, args: &[&str]| Command::new(tool).args(args).arg(&file).arg("-").output();
    let Ok(text) = run("pdftotext", &[]) else { return println!("pdftotext is not here: the PDF is not read") };
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    for words in ["Rest, and tablets as before.", "Well and walking again.", "NHS"] {
        assert!(text.contains(words), "“{words}” is not in the letter:\n{text}");
    }
    let Ok(info) = Command::new("pdfinfo").arg(&file).output() else { return println!("pdfinfo is not here") };
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    let tagged = info.lines().any(|l| l.starts_with("Tagged:") && l.ends_with("yes"));
    assert!(tagged, "the PDF is not tagged:\n{info}");
}

/// So many steps back, each said, then as many forward.
fn back_and_forth(term: &mut Term, home: &Path, steps: usize) {
    let after = rows::all_rows(&store(home));
    let undone = |n: usize| format!("SELECT COUNT(*) FROM change WHERE kind = 'undo' AND seq > {n}");
    let seq = |store: &Store| usize::try_from(count(store, "SELECT MAX(seq) FROM change")).expect("a number");
    for _ in 0..steps {
        let before = seq(&store(home));
        term.keys("ctrl-z").wait_for("Taken back: ");
        let patient = std::time::Duration::from_secs(20);
        let done = term.wait_until(patient, |_| count(&store(home), &undone(before)) == 1);
        assert!(done.is_some(), "nothing was taken back:\n{}", term.screen());
    }
    assert_ne!(after, rows::all_rows(&store(home)));
    for n in 1..=steps {
        let redone = move |s: &Store| count(s, "SELECT COUNT(*) FROM change WHERE kind = 'redo'") == n as i64;
        term.keys("ctrl-y");
        let done = term.wait_until(std::time::Duration::from_secs(20), |_| redone(&store(home)));
        assert!(done.is_some(), "step {n} was not done again:\n{}", term.screen());
    }
    term.wait_for("Done again: ");
    rows::same(&after, &rows::all_rows(&store(home)), "five back and five forward");
}

#[test]
fn a_secretarys_hour() {
    let home = home();
    let (file, someone) = people(home.path());
    let mut term = desk(home.path());
    settle_in(&mut term, "");
    import(&mut term, &file);
    begin_letter(&mut term, &someone);
    call_in_between(&mut term, &someone);
    send_letter(&mut term, home.path());
    term.keys("g t n").wait_for("> What").text("Chase the echo result").keys("enter").text("tom 2pm");
    term.wait_for("= Wed 02-Dec-2026 14:00").keys("ctrl-s").wait_for("New task: Chase the echo result");
    term.keys("g d @").text("3/12").wait_for("Mon 01-Mar-2027").keys("enter").wait_for("1 Diary · Mon 01-Mar-2027");
    back_and_forth(&mut term, home.path(), 5);
    term.leave();
    let mut term = desk(home.path());
    term.wait_for("Chase the echo result").keys("g l v").wait_for(&someone.surname.to_uppercase());
    term.keys("g i").wait_for(&someone.surname.to_uppercase());
    term.keys("f").text(&format!("{} {}", someone.forename, someone.surname)).wait_for("patient");
    term.keys("esc");
    term.leave();
    let store = store(home.path());
    assert_eq!(count(&store, "SELECT COUNT(*) FROM patient"), 2_000);
    assert_eq!(count(&store, "SELECT COUNT(*) FROM letter WHERE state = 'sent'"), 1);
    assert_eq!(count(&store, "SELECT COUNT(*) FROM query WHERE words LIKE 'When is my letter%'"), 1);
    assert_eq!(store.check().expect("the check runs"), Vec::<String>::new());
}
