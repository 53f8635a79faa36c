//! The file as a whole: copies, the passphrase, whoever acts, and what the program tells of itself.

use std::fs;

use super::call::{Bench, run};

#[test]
fn a_desk_that_is_not_there_is_made_and_who_acts_is_added_to_the_team() {
    let desk = Bench::new();
    assert!(desk.json(&["tasks"]).is_empty());
    assert!(desk.desk().join("desk.db").exists());
    desk.ok(&["task", "add", "X"]);
    assert_eq!(desk.call_as("sam", "2026-03-03T09:50", &["task", "add", "Y"]).code, 0);
    let owners: Vec<String> = desk.json(&["tasks"]).iter().map(|t| t["owner"].as_str().unwrap_or("").into()).collect();
    assert_eq!(owners, ["Sam", "Sam"], "a name is one name however it is written");
    let nobody = run(&desk.desk(), &["--now", "2026-03-03T09:41"], &["task", "add", "Z", "--json"]);
    assert!(nobody.out.contains("\"owner\":\"Secretary\""), "{}", nobody.out);
}

#[test]
fn a_copy_brings_the_desk_back_and_what_was_there_is_kept() {
    let desk = Bench::new();
    desk.ok(&["task", "add", "Kept"]);
    let copy = desk.path("copy.db").to_string_lossy().into_owned();
    assert_eq!(desk.ok(&["backup", &copy]), copy);
    assert!(desk.refused(&["backup", &copy]).contains("is there already"));
    let own = desk.one(&["backup"]);
    assert!(own["file"].as_str().is_some_and(|f| std::path::Path::new(f).exists() && f.contains("backups")));
    desk.ok(&["task", "add", "Later"]);
    let said = desk.one(&["restore", &copy]);
    assert_eq!(desk.json(&["tasks"]).len(), 1);
    assert!(said["kept"].as_str().is_some_and(|f| std::path::Path::new(f).exists()));
    assert_eq!(desk.ok(&["check"]), "The desk is whole.");
    let other = Bench::new();
    other.ok(&["restore", &copy]);
    assert_eq!(other.one(&["tasks"])["title"], "Kept");
}

#[test]
fn what_is_no_copy_is_refused_and_the_desk_is_not_touched() {
    let desk = Bench::new();
    desk.ok(&["task", "add", "Kept"]);
    let text = desk.file("text.db", "This is no desk, and it is long enough to look like one.");
    let said = run(&desk.desk(), &["--key-file", &desk.file("key", "x\n")], &["restore", &text]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(desk.refused(&["restore", "/nonexistent.db"]).contains("could not be read"));
    let short = desk.file("short.db", "no");
    assert!(desk.refused(&["restore", &short]).contains("not restored"));
    assert_eq!(desk.one(&["tasks"])["title"], "Kept");
}

#[test]
fn a_damaged_desk_fails_its_check() {
    let desk = Bench::new();
    desk.ok(&["task", "add", "X"]);
    let file = desk.desk().join("desk.db");
    let mut bytes = fs::read(&file).expect("the desk");
    let middle = bytes.len() / 2;
    bytes[middle..].fill(7);
    fs::write(&file, bytes).expect("the desk");
    let said = desk.call(&["check"]);
    assert!(said.code == 1 && !said.err.is_empty(), "{} {}", said.out, said.err);
}

#[test]
fn a_passphrase_is_set_changed_and_removed_with_key_files() {
    let desk = Bench::new();
    desk.ok(&["task", "add", "Secretive"]);
    let (one, two) = (desk.file("one", "first phrase\n"), desk.file("two", "second phrase\n"));
    assert!(desk.refused(&["passphrase", "remove"]).contains("has no passphrase"));
    desk.ok(&["passphrase", "set", "--new-key-file", &one]);
    let bytes = fs::read(desk.desk().join("desk.db")).expect("the desk");
    assert!(!bytes.windows(9).any(|w| w == b"Secretive"));
    let with = |key: &str, words: &[&str]| run(&desk.desk(), &["--now", "2026-03-03T09:41", "--key-file", key], words);
    assert!(with(&one, &["tasks"]).out.contains("Secretive"));
    let wrong = with(&two, &["tasks"]);
    assert!(wrong.code == 1 && wrong.err.contains("does not open this desk"), "{}", wrong.err);
    assert!(with(&one, &["passphrase", "set", "--new-key-file", &two]).err.contains("has a passphrase already"));
    assert_eq!(with(&one, &["passphrase", "change", "--new-key-file", &two]).code, 0);
    assert_eq!(with(&two, &["check"]).out, "The desk is whole.\n");
    let copy = desk.path("copy.db").to_string_lossy().into_owned();
    assert_eq!(with(&two, &["backup", &copy]).code, 0);
    assert_eq!(with(&two, &["passphrase", "remove"]).code, 0);
    assert_eq!(desk.json(&["tasks"]).len(), 1);
    assert_eq!(with(&two, &["restore", &copy]).code, 0);
    assert!(with(&two, &["tasks"]).out.contains("Secretive"));
    let empty = desk.file("empty", "\n");
    assert!(with(&empty, &["tasks"]).err.contains("is empty"));
}

#[test]
fn a_locked_desk_without_a_key_is_refused_where_nobody_can_be_asked() {
    let desk = Bench::new();
    let key = desk.file("key", "phrase");
    let made = run(&desk.desk(), &["--key-file", &key], &["task", "add", "X"]);
    assert_eq!(made.code, 0, "a desk made with a key is encrypted: {}", made.err);
    let mut command = std::process::Command::new("setsid");
    command
        .arg(env!("CARGO_BIN_EXE_rolltop"))
        .arg("--desk")
        .arg(desk.desk())
        .arg("tasks")
        .env_remove("ROLLTOP_KEY_FILE");
    match command.stdin(std::process::Stdio::null()).output() {
        Ok(said) => {
            assert_eq!(said.status.code(), Some(1));
            assert!(String::from_utf8_lossy(&said.stderr).contains("locked with a passphrase"));
        }
        Err(_) => println!("skipped: setsid is not installed"),
    }
}

#[test]
fn the_program_tells_of_itself_without_a_desk() {
    let desk = Bench::new();
    let keys = desk.json(&["keys"]);
    assert!(keys.iter().any(|k| k["id"] == "tasks.done" && k["keys"][0] == "d"), "{keys:?}");
    assert!(keys.iter().all(|k| k["sentence"].as_str().is_some_and(|s| !s.is_empty())));
    let man = desk.ok(&["man"]);
    assert!(man.contains(".TH") && man.contains("ROLLTOP TASK ADD") && man.contains("key\\-file"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(desk.ok(&["completions", shell]).contains("rolltop"), "{shell}");
    }
    assert!(!desk.desk().exists());
}

#[test]
fn settings_that_cannot_be_read_are_named_with_their_line() {
    let desk = Bench::new();
    desk.ok(&["tasks"]);
    fs::write(desk.desk().join("config.toml"), "theme = \"light\"\nidel_minutes = 3\n").expect("settings");
    assert!(desk.refused(&["tasks"]).contains("config.toml, line 2: there is no setting idel_minutes"));
}

#[test]
fn a_copy_elsewhere_takes_the_recordings_along_and_brings_back_what_is_missing() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Bench::new();
    desk.ok(&["tasks"]);
    let folder = desk.desk().join("dictations");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.wav"), "one").unwrap();
    fs::write(desk.desk().join("config.toml"), "theme = \"mono\"\n").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.join("link")).unwrap();
    let copy = desk.path("copy.db").to_string_lossy().into_owned();
    assert_eq!(desk.one(&["backup", &copy])["files"], 2, "a link is not followed");
    let kept = desk.path("copy.db.files/dictations/a.wav");
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    fs::remove_file(folder.join("a.wav")).unwrap();
    fs::write(desk.desk().join("config.toml"), "theme = \"light\"\n").unwrap();
    assert_eq!(desk.one(&["restore", &copy])["files"], 1);
    assert_eq!(fs::read_to_string(folder.join("a.wav")).unwrap(), "one");
    assert!(fs::read_to_string(desk.desk().join("config.toml")).unwrap().contains("light"), "nothing is written over");
    assert_eq!(desk.one(&["backup"])["files"], 0);
}
