//! Dictations as scripts take them in: from files, what is told of them beside, and the pool.

use std::fs;

use super::call::{Bench, has};

/// A recording of so many seconds: silence, eight thousand samples a second, its last one to tell it from others.
fn wav(seconds: u32, last: u8) -> Vec<u8> {
    let long = 8000 * 2 * seconds;
    let mut out = b"RIFF".to_vec();
    out.extend((36 + long).to_le_bytes());
    out.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    out.extend(8000u32.to_le_bytes());
    out.extend(16000u32.to_le_bytes());
    out.extend([2, 0, 16, 0]);
    out.extend(b"data");
    out.extend(long.to_le_bytes());
    out.resize(44 + long as usize - 1, 0);
    out.push(last);
    out
}

fn recording(desk: &Bench, name: &str, seconds: u32, last: u8) -> String {
    let path = desk.file(name, "");
    fs::write(&path, wav(seconds, last)).expect("a recording");
    path
}

fn settings(desk: &Bench, text: &str) {
    fs::create_dir_all(desk.desk()).expect("the desk's folder");
    fs::write(desk.desk().join("config.toml"), text).expect("settings");
}

#[test]
fn a_dictation_is_a_letter_among_the_unsent_from_the_moment_it_is_taken_in() {
    let desk = Bench::new();
    desk.patient("Okafor", "Grace", "999 000 0018");
    settings(&desk, "[dictation]\npattern = \"{author}_{nhs}_{date}_{kind}\"\n");
    desk.file("ward.txt", "Author: Patel\nNHS number: 999 000 0018\npriority: urgent\ncolour: blue\n");
    let named = recording(&desk, "patel_9990000018_20260302_clinic-letter.wav", 90, 1);
    let other = recording(&desk, "ward.wav", 5, 2);
    desk.ok(&["letter", "new", "okafor", "--template", "free-letter", "--author", "Dr A Patel"]);
    let unnamed = recording(&desk, "x.wav", 5, 3);
    let told = desk.json(&["dictation", "add", &unnamed])[0]["unclear"].to_string();
    assert!(told.contains("does not follow the pattern"), "{told}");
    desk.ok(&["undo"]);
    let taken = desk.json(&["dictation", "add", &named, &other]);
    has(
        &taken[0],
        "id letter_id state author owner patient_id patient_name kind priority attended_on due_at length_seconds original unclear",
    );
    assert_eq!((&taken[0]["author"], &taken[0]["length_seconds"]), (&"Dr A Patel".into(), &90.into()));
    assert_eq!((&taken[0]["kind"], &taken[0]["attended_on"]), (&"clinic-letter".into(), &"2026-03-02".into()));
    assert_eq!((&taken[0]["due_at"], &taken[0]["state"]), (&"2026-03-09".into(), &"dictated".into()));
    assert_eq!(taken[0]["unclear"].as_array().map(Vec::len), Some(0));
    assert_eq!(taken[1]["priority"], 1);
    let said = taken[1]["unclear"].to_string();
    assert!(said.contains("colour: blue") && !said.contains("does not follow the pattern"), "{said}");
    let wall = desk.json(&["letters", "--unsent"]);
    assert_eq!(wall.iter().filter(|l| l["state"] == "dictated").count(), 2);
    let pool = desk.json(&["dictations", "--pool"]);
    assert_eq!(pool[0]["original"], "ward.wav", "what is urgent stands first");
}

#[test]
fn the_same_recording_is_never_taken_in_twice_and_undo_takes_it_back() {
    let desk = Bench::new();
    let one = recording(&desk, "one.wav", 2, 1);
    let again = recording(&desk, "again.wav", 2, 1);
    let id = desk.ok(&["dictation", "add", &one]);
    let said = desk.refused(&["dictation", "add", &again]);
    assert!(
        said.contains("again.wav was not taken in: the same recording was taken in on") && said.contains("one.wav"),
        "{said}"
    );
    desk.ok(&["undo"]);
    assert!(desk.json(&["dictations"]).is_empty() && desk.json(&["letters", "--unsent"]).is_empty());
    desk.ok(&["redo"]);
    assert_eq!(desk.json(&["dictations"])[0]["id"], id.trim());
    assert!(fs::exists(&one).unwrap(), "a file that was named is left where it is");
    let kept: Vec<_> = fs::read_dir(desk.desk().join("dictations")).unwrap().collect();
    assert_eq!(kept.len(), 1);
}

#[test]
fn taken_put_back_and_handed_on() {
    let desk = Bench::new();
    let file = recording(&desk, "one.wav", 2, 1);
    let id = desk.ok(&["dictation", "add", &file]);
    let id = id.trim();
    let said = desk.call_as("Kit", "2026-03-03T09:41", &["dictation", "take", id]);
    assert_eq!((said.code, said.out.trim()), (0, id), "{}", said.err);
    assert_eq!(desk.json(&["dictations", "--of", "Kit"]).len(), 1);
    assert!(desk.json(&["dictations", "--pool"]).is_empty());
    desk.ok(&["dictation", "put-back", id]);
    assert_eq!(desk.json(&["dictations", "--pool"]).len(), 1);
    assert_eq!(desk.json(&["dictation", "hand", id, "--to", "Kit"])[0]["owner"], "Kit");
    assert!(desk.refused(&["dictation", "hand", id, "--to", "Nobody at all"]).contains("Nobody in the team"));
}

#[test]
fn what_is_no_recording_is_refused_with_its_name() {
    let desk = Bench::new();
    let text = desk.file("notes.txt", "hello");
    let empty = desk.file("empty.wav", "");
    assert!(
        desk.refused(&["dictation", "add", &text]).contains("notes.txt was not taken in: its name ends in none of wav")
    );
    assert!(desk.refused(&["dictation", "add", &empty]).contains("it is empty"));
    assert!(
        desk.refused(&["dictation", "add", "/nonexistent/a.wav"]).contains("a.wav was not taken in: it cannot be read")
    );
    let hostile = desk.file("x\u{202e}vaw.wav", "");
    fs::write(&hostile, wav(1, 9)).unwrap();
    desk.ok(&["dictation", "add", &hostile]);
    assert!(!desk.ok(&["dictations"]).contains('\u{202e}'));
}

#[test]
fn a_recording_is_joined_to_the_letter_that_it_is_a_part_of() {
    let desk = Bench::new();
    let (one, two) = (recording(&desk, "one.wav", 2, 1), recording(&desk, "two.wav", 3, 2));
    let first = desk.one(&["dictation", "add", &one, "--author", "Dr LEE"]);
    let second = desk.one(&["dictation", "add", &two, "--author", "Dr LEE"]);
    let id = second["id"].as_str().unwrap();
    let to = first["letter_id"].as_str().unwrap();
    let both = desk.json(&["dictation", "join", id, "--to", to]);
    assert_eq!(both.len(), 2);
    assert!(both.iter().all(|d| d["letter_id"] == to));
    assert!(desk.refused(&["dictation", "join", id, "--to", to]).contains("a recording of that letter already"));
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["dictations"]).iter().filter(|d| d["letter_id"] == to).count(), 1);
}
