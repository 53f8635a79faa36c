//! From the dictation to the post: three recordings in a folder, one typed with the player going and a call in the middle;
//! the check finds another patient's number and a medicine nobody knows; submitted, returned with a comment, mended,
//! approved, as a PDF and as an e-mail draft, sent, in the post book, and corrected by a second letter.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rolltop::desk::TABLES;
use rolltop::desk::letters::Letter;
use rolltop::store::{Desk, Store};

use super::support::now;
use super::support::term::Term;
use super::{demo, home};

/// The text as it is typed: another patient's number, and a medicine that is none.
const TYPED: &str = "# Attendance details\nYou were seen on 27 February 2026 by Dr A Patel. Your number is 999 000 0123.\n\
    # Diagnoses\nAn uneven heartbeat.\n# Plan and requested actions\nNo action is needed.\n\
    # Clinical summary\nYou feel well.\n# Medications and medical devices\nStarted: zorbitol 5 mg once a day.\n\
    # Allergies and adverse reactions\nNone.\n# Person completing record\nDr A Patel";

fn store(home: &Path) -> Store {
    Desk::at(home.join("desk")).open(None, TABLES, now()).expect("the desk opens")
}

/// A recording of some seconds: a tone, each of another height.
fn recording(file: &Path, seconds: u32, step: u32) {
    const RATE: u32 = 8_000;
    let samples: Vec<u8> = (0..RATE * seconds)
        .flat_map(|n| {
            let height = i16::try_from((n * step) % 4_000).unwrap_or(0) - 2_000;
            height.to_le_bytes()
        })
        .collect();
    let size = u32::try_from(samples.len()).expect("a small file");
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16u32.to_le_bytes());
    for half in [1u16, 1] {
        bytes.extend(half.to_le_bytes());
    }
    bytes.extend(RATE.to_le_bytes());
    bytes.extend((RATE * 2).to_le_bytes());
    for half in [2u16, 16] {
        bytes.extend(half.to_le_bytes());
    }
    bytes.extend(b"data");
    bytes.extend(size.to_le_bytes());
    bytes.extend(samples);
    fs::write(file, bytes).expect("a recording");
}

/// The invented desk with a folder of three recordings.
fn prepare(home: &Path) {
    demo::fill(&mut store(home)).expect("the invented desk");
    let folder = home.join("recorded");
    fs::create_dir(&folder).expect("a folder");
    let names =
        ["Dr A Patel_9990000018_2026-02-27_clinic letter", "Dr A Patel_9990000123_2026-02-27_clinic letter", "x"];
    for (n, name) in (1..).zip(names) {
        recording(&folder.join(format!("{name}.wav")), 60, 300 + n);
    }
    let letterhead = toml::to_string(&demo::config()).expect("settings");
    let mut all: toml::Table = toml::from_str(&letterhead).expect("settings");
    let dictation = format!(
        "folder = {:?}\npattern = \"{{author}}_{{nhs}}_{{date}}_{{kind}}\"\nplayer = \"mpv --ao=null\"",
        folder.display().to_string()
    );
    all.insert("dictation".into(), toml::Value::Table(toml::from_str(&dictation).expect("settings")));
    fs::write(home.join("desk/config.toml"), toml::to_string(&all).expect("settings")).expect("a file");
}

fn has(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        println!("skipped: {program} is not installed");
    }
    there
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            all.push(path);
        }
    }
    all
}

#[test]
fn a_dictation_is_typed_approved_sent_and_corrected() {
    if !has("mpv") {
        return;
    }
    let home = home();
    prepare(home.path());
    let args = ["--desk", "desk", "--now", "2026-03-03T09:41", "--as", demo::WHO];
    let mut term = Term::start(home.path(), &args, &[], 120, 40);
    term.wait_for("4 Tasks").keys("g l D").wait_for("pool 7");
    term.keys("/").text("okafor").keys("enter").wait_for("1 of ").wait_for("OKAFOR, Grace (Mrs)");
    term.keys("enter").wait_for("not played yet").keys("alt-p").wait_for("> playing 0:0");
    term.keys("ctrl-a backspace");
    for (n, line) in TYPED.lines().enumerate() {
        term.keys(if n == 0 { "" } else { "enter" }).text(line.trim_start());
    }
    call_in_the_middle(&mut term);
    check_and_submit(&mut term);
    return_and_mend(&mut term);
    approve_and_send(&mut term);
    correct(&mut term);
    term.leave();
    afterwards(home.path());
}

/// The telephone rings: the recording stops, the call is taken down, and everything stands where it stood.
fn call_in_the_middle(term: &mut Term) {
    term.keys("ctrl-t").wait_for("> About").text("hussain ali").wait_for("HUSSAIN, Ali (Mr)");
    term.keys("enter enter n d a").wait_for("NHS No.").keys("enter").text("Where is my letter?");
    term.keys("ctrl-s").wait_for("> Filed.").keys("d");
    term.wait_for("What came of it").text("It is being typed").keys("enter").wait_for("# paused 0:");
    term.wait_for("Person completing record");
}

/// Another patient's number stops it and is put right; so does a medicine nobody knows, which is kept with a reason.
fn check_and_submit(term: &mut Term) {
    term.keys("alt-s").wait_for("NHS No. 999 000 0123 is that of HUSSAIN, Ali (Mr)");
    term.wait_for("“zorbitol” is in no list of medicines");
    term.keys("m").wait_for("Your number is 999 000 0018").wait_for("1 stops it");
    term.keys("k").wait_for("Keep “zorbitol” as it is").text("A new one, spelt out by Dr Patel").keys("enter");
    term.wait_for("1 is kept with a reason").keys("alt-s").wait_for("Submitted Clinic letter: OKAFOR, Grace (Mrs)");
}

/// It comes back with a comment, is mended, the comment ticked off, and its copy goes by e-mail.
fn return_and_mend(term: &mut Term) {
    term.keys("esc esc g l /").text("okafor").keys("enter").wait_for("awaiting approval");
    term.keys("r")
        .wait_for("What is to be changed")
        .text("Say who saw her")
        .keys("enter")
        .wait_for("drafting, returned");
    term.keys("enter").wait_for("Person completing record").keys("ctrl-end").text(", Consultant").keys("alt-k");
    term.wait_gone("To do, 1 of 1").keys("alt-s");
    term.wait_for("awaiting approval");
    term.keys("t").wait_for("Corn Market Surgery").keys("down w w").wait_for("by e-mail").keys("esc");
}

fn approve_and_send(term: &mut Term) {
    term.keys("a").wait_for("Signed by Dr A Patel").keys("enter").wait_for("Approved Clinic letter");
    term.keys("o").wait_for("The PDF is").keys("esc").keys("m").wait_for(".eml").keys("esc");
    term.keys("s").wait_for("It then counts as sent").keys("y").wait_for("Sent Clinic letter").keys("esc esc");
    term.keys("B").wait_for("Post book · Tue 03-Mar-2026").wait_for("Mrs Grace Okafor");
}

/// A sent letter stays as it was sent; the second one replaces it.
fn correct(term: &mut Term) {
    term.keys("enter").wait_for("sent 03-Mar-2026 09:41").keys("b").wait_for("Correction begun of Clinic letter");
    term.keys("ctrl-end").text(" Cardiologist").keys("ctrl-s").wait_for("saved").keys("esc esc");
    term.wait_for("3 Letters");
}

/// What stands in the file, and beside it.
fn afterwards(home: &Path) {
    let store = store(home);
    let sent: Vec<Letter> =
        store.db().rows("SELECT * FROM letter WHERE body LIKE '%zorbitol%' ORDER BY created_at", &[]).expect("letters");
    let [sent, second] = &sent[..] else { panic!("{} letters", sent.len()) };
    assert_eq!((sent.state.as_str(), second.state.as_str()), ("sent", "drafting"));
    assert_eq!(second.replaces_id.as_deref(), Some(sent.id.as_str()));
    assert!(sent.body.ends_with("Dr A Patel, Consultant") && second.body.ends_with("Consultant Cardiologist"));
    let drafts = files(&home.join("desk"), "eml");
    let draft = fs::read_to_string(drafts.first().expect("an e-mail draft")).expect("text");
    assert!(draft.contains("X-Unsent: 1") && draft.contains("application/pdf"), "{}", &draft[..400]);
    let sheets = files(&home.join("desk"), "pdf");
    assert!(fs::read(sheets.first().expect("a PDF")).expect("bytes").starts_with(b"%PDF"));
    let left: Vec<Letter> = store.db().rows("SELECT * FROM letter WHERE state = 'dictated'", &[]).expect("letters");
    assert_eq!(left.len(), 7, "the other two stand in the pool and on the wall");
}
