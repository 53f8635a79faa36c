//! A calendar and a folder of calendar files kept the same, both ways.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::Value;

use super::calendar::{calendar, entry, listed};
use super::call::Bench;

const MDT: &str = "DTSTART@20260304T100000\nDTEND@20260304T110000\nSUMMARY:MDT\nX-THEIRS:kept";

struct Both {
    desk: Bench,
    folder: PathBuf,
}

impl Both {
    fn new() -> Self {
        let desk = Bench::new();
        let folder = desk.path("calendar");
        fs::create_dir(&folder).expect("a folder");
        Self { desk, folder }
    }

    fn put(&self, name: &str, uid: &str, lines: &str) {
        fs::write(self.folder.join(name), calendar(&entry(uid, lines))).expect("a file");
    }

    fn sync(&self) -> Value {
        self.desk.one(&["sync", &self.folder.to_string_lossy(), "--of", "Dr A PATEL"])
    }

    fn counts(&self) -> [i64; 5] {
        let said = self.sync();
        ["taken", "written", "binned", "removed", "both"].map(|key| said[key].as_i64().expect("a count"))
    }

    fn names(&self) -> Vec<String> {
        let all = fs::read_dir(&self.folder).expect("a folder");
        let mut names: Vec<String> =
            all.map(|e| e.expect("there").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).expect("a file").replace("\r\n ", "")
    }

    fn seen(&self) -> Vec<String> {
        listed(&self.desk, "tod", "60")
    }

    fn add(&self, title: &str, start: &str) -> String {
        self.desk.ok(&["entry", "add", "--title", title, "--start", start, "--of", "Dr A PATEL"])
    }
}

#[test]
fn what_is_new_goes_both_ways_and_then_nothing_is_different() {
    let both = Both::new();
    both.put("a.ics", "a@x", MDT);
    both.put("w.ics", "w@x", "DTSTART@20260305T100000\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Weekly");
    let own = both.add("Ours", "6/3 9:00");
    assert_eq!(both.counts(), [2, 1, 0, 0, 0]);
    assert_eq!(both.names(), [&format!("{own}@rolltop.ics"), "a.ics", "w.ics"]);
    assert_eq!(both.seen().len(), 5);
    let written = both.text(&format!("{own}@rolltop.ics"));
    assert!(
        written.contains("SUMMARY:Ours") && written.contains("DTSTART;TZID=Europe/London:20260306T090000"),
        "{written}"
    );
    assert!(both.text("a.ics").contains("X-THEIRS:kept"), "what was taken is not written over");
    for _ in 0..2 {
        assert_eq!(both.counts(), [0; 5]);
    }
    let mode = fs::metadata(both.folder.join(format!("{own}@rolltop.ics"))).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn changes_and_deletions_go_to_the_other_side() {
    let both = Both::new();
    both.put("a.ics", "a@x", MDT);
    both.put("b.ics", "b@x", &MDT.replace("0304T", "0305T").replace("MDT", "Board"));
    both.counts();
    // The same version with another time: the folder's word holds.
    both.put("a.ics", "a@x", &MDT.replace("T10", "T14").replace("T11", "T15"));
    assert_eq!(both.counts(), [1, 0, 0, 0, 0]);
    assert_eq!(both.seen(), ["2026-03-04T14:00 MDT", "2026-03-05T10:00 Board"]);
    fs::remove_file(both.folder.join("b.ics")).expect("gone");
    assert_eq!(both.counts(), [0, 0, 1, 0, 0]);
    assert_eq!(both.seen(), ["2026-03-04T14:00 MDT"]);
    both.desk.ok(&["undo"]);
    assert_eq!(both.seen().len(), 2, "what went to the bin comes back");
    assert_eq!(both.counts(), [0, 1, 0, 0, 0], "and the folder follows");
    assert!(both.names().contains(&"b@x.ics".to_owned()), "{:?}", both.names());
    // Taken back on the desk, the folder gets the older version.
    both.put("a.ics", "a@x", &MDT.replace("SUMMARY:MDT", "SUMMARY:Theirs"));
    assert_eq!(both.counts(), [1, 0, 0, 0, 0]);
    both.desk.ok(&["undo"]);
    assert_eq!(both.counts(), [0, 1, 0, 0, 0]);
    assert!(both.text("a.ics").contains("SUMMARY:MDT") && both.text("a.ics").contains("X-THEIRS:kept"));
}

#[test]
fn of_two_changes_both_are_kept_and_that_is_said() {
    let both = Both::new();
    both.put("a.ics", "a@x", MDT);
    both.counts();
    let path =
        both.desk.file("mine.ics", &calendar(&entry("a@x", &MDT.replace("SUMMARY:MDT", "SEQUENCE:1\nSUMMARY:Mine"))));
    both.desk.ok(&["import", "diary", &path, "--of", "Dr A PATEL"]);
    both.put("a.ics", "a@x", &MDT.replace("SUMMARY:MDT", "SUMMARY:Theirs"));
    let said = both.sync();
    assert_eq!(said["both"], 1);
    let sentence = said["said"][0].as_str().expect("a sentence");
    assert_eq!(
        sentence,
        "“Mine” was changed here and in the folder: both are kept, the desk's as “Mine (the desk's version)”."
    );
    let mut seen = both.seen();
    seen.sort();
    assert_eq!(seen, ["2026-03-04T10:00 Mine (the desk's version)", "2026-03-04T10:00 Theirs"]);
    assert_eq!(both.names().len(), 2);
    assert!(both.text("a.ics").contains("Theirs"));
    assert_eq!(both.counts(), [0; 5]);
}

#[test]
fn what_was_deleted_on_one_side_and_changed_on_the_other_is_back() {
    let both = Both::new();
    both.put("a.ics", "a@x", MDT);
    both.counts();
    both.desk.ok(&["undo"]);
    assert!(both.seen().is_empty());
    both.put("a.ics", "a@x", &MDT.replace("SUMMARY:MDT", "SUMMARY:Changed"));
    assert_eq!(both.counts(), [1, 0, 0, 0, 0]);
    assert_eq!(both.seen(), ["2026-03-04T10:00 Changed"]);
    both.desk.ok(&["undo"]);
    assert_eq!(both.counts(), [0, 0, 0, 1, 0], "unchanged there and gone here: the file goes");
    assert!(both.names().is_empty());
}

#[test]
fn odd_files_are_left_alone_and_an_empty_folder_deletes_nothing() {
    let both = Both::new();
    for name in ["a", "b", "c"] {
        both.put(&format!("{name}.ics"), &format!("{name}@x"), MDT);
    }
    fs::write(
        both.folder.join("bad.ics"),
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    .expect("a file");
    fs::write(both.folder.join("two.ics"), calendar(&(entry("p", MDT) + &entry("q", MDT)))).expect("a file");
    fs::write(both.folder.join("notes.txt"), "mine").expect("a file");
    both.put("a-copy.ics", "a@x", MDT);
    std::os::unix::fs::symlink("/etc/hostname", both.folder.join("link.ics")).expect("a link");
    let before = both.names();
    let said = both.sync();
    assert_eq!(said["taken"], 3);
    let sentences = said["said"].to_string();
    for word in [
        "bad.ics, line 2: This entry has no start",
        "two.ics holds 2 entries",
        "a.ics holds the same entry as a-copy.ics",
        "link.ics is no plain file",
    ] {
        assert!(sentences.contains(word), "{word}: {sentences}");
    }
    assert_eq!(both.names(), before);
    fs::write(both.folder.join("b.ics"), "BEGIN:VCALENDAR").expect("half a file");
    assert_eq!(both.counts(), [0; 5], "a file that is half written is no deletion");
    for name in both.names() {
        fs::remove_file(both.folder.join(name)).expect("gone");
    }
    let refused = both.desk.refused(&["sync", &both.folder.to_string_lossy(), "--of", "Dr A PATEL"]);
    assert!(refused.contains("holds no entry any more, and 3 were there. Nothing was changed."), "{refused}");
    assert_eq!(both.seen().len(), 3);
}

#[test]
fn a_rehearsal_changes_nothing_on_either_side_and_a_new_folder_is_made() {
    let both = Both::new();
    both.put("a.ics", "a@x", MDT);
    both.add("Ours", "6/3 9:00");
    let said = both.desk.ok(&["sync", &both.folder.to_string_lossy(), "--of", "Dr A PATEL", "--dry-run"]);
    assert_eq!(said, "Nothing was changed. It would be: 1 taken from the folder, 1 written to it.");
    assert_eq!((both.names().len(), both.seen().len()), (1, 1));
    let new = both.desk.path("new").to_string_lossy().into_owned();
    both.desk.ok(&["sync", &new, "--of", "Dr A PATEL"]);
    assert_eq!(fs::read_dir(&new).expect("made").count(), 1);
    assert!(both.desk.refused(&["sync", "/nonexistent/deep", "--of", "Dr A PATEL"]).contains("cannot be used"));
}

#[test]
fn this_and_later_of_a_file_stays_one_file_until_it_is_changed_here() {
    let both = Both::new();
    let weekly = entry("w@x", "DTSTART@20260304T100000\nDTEND@20260304T110000\nRRULE:FREQ=WEEKLY;COUNT=6\nSUMMARY:MDT");
    let later = entry(
        "w@x",
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20260325T100000\nDTSTART@20260326T093000\nDTEND@20260326T103000\nSUMMARY:MDT, new day",
    );
    fs::write(both.folder.join("w.ics"), calendar(&(weekly + &later))).expect("a file");
    assert_eq!(both.counts(), [1, 0, 0, 0, 0]);
    let seen = both.seen();
    assert_eq!((seen.len(), seen[3].as_str()), (6, "2026-03-26T09:30 MDT, new day"));
    assert_eq!(both.counts(), [0; 5]);
    assert_eq!(both.names(), ["w.ics"]);
    let off = "METHOD:CANCEL\n".to_owned() + &entry("w@x", "SEQUENCE:1\nRECURRENCE-ID@20260311T100000");
    let path = both.desk.file("off.ics", &calendar(&off));
    both.desk.ok(&["import", "diary", &path]);
    assert_eq!(both.counts(), [0, 2, 0, 0, 0], "a file is for one UID: the rest of the series has one of its own now");
    assert_eq!(both.counts(), [0; 5]);
    assert_eq!(both.seen().len(), 6);
    let other = Both::new();
    for name in both.names() {
        fs::copy(both.folder.join(&name), other.folder.join(&name)).expect("copied");
    }
    assert_eq!(other.counts(), [2, 0, 0, 0, 0]);
    assert_eq!(other.seen(), both.seen());
}
