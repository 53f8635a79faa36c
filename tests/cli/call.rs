//! A desk and the program that is called on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A desk in a folder of its own.
pub struct Bench {
    folder: TempDir,
    now: &'static str,
}

/// What the program said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Bench {
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder"), now: "2026-03-03T09:41" }
    }

    /// The same desk at another time.
    pub fn later(self, now: &'static str) -> Self {
        Self { now, ..self }
    }

    /// A file beside the desk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file")
    }

    /// Writes a file beside the desk and gives its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).expect("a file");
        self.path(name).to_string_lossy().into_owned()
    }

    pub fn desk(&self) -> PathBuf {
        self.path("desk")
    }

    /// Calls the program as Sam.
    pub fn call(&self, words: &[&str]) -> Said {
        self.call_as("Sam", self.now, words)
    }

    pub fn call_as(&self, who: &str, now: &str, words: &[&str]) -> Said {
        run(&self.desk(), &["--as", who, "--now", now], words)
    }

    /// What it printed; it must be done.
    pub fn ok(&self, words: &[&str]) -> String {
        let said = self.call(words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.err);
        said.out.trim_end().to_owned()
    }

    /// The records it printed.
    pub fn json(&self, words: &[&str]) -> Vec<Value> {
        let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.ok(&words)).expect("an array of objects")
    }

    /// The one record it printed.
    pub fn one(&self, words: &[&str]) -> Value {
        let mut all = self.json(words);
        assert_eq!(all.len(), 1, "{words:?}: {all:?}");
        all.remove(0)
    }

    /// Why it was refused.
    pub fn refused(&self, words: &[&str]) -> String {
        let said = self.call(words);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{words:?}: {}", said.err);
        said.err.trim_end().to_owned()
    }

    /// A patient, by name; gives the id.
    pub fn patient(&self, surname: &str, forename: &str, nhs: &str) -> String {
        let address = "1 High Street, Leeds, LS1 4AP";
        let words = ["person", "add", "--surname", surname, "--forename", forename, "--title", "Mrs", "--nhs", nhs];
        self.ok(&[&words[..], &["--born", "14/8/1980", "--address", address, "--phone", "mobile 07700 900401"]].concat())
    }
}

/// Calls the program with nothing of this machine's settings.
pub fn run(desk: &Path, given: &[&str], words: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolltop"));
    for name in ["ROLLTOP_DESK", "ROLLTOP_AS", "ROLLTOP_NOW", "ROLLTOP_KEY_FILE"] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", desk).arg("--desk").arg(desk).args(given).args(words);
    let Output { status, stdout, stderr } = command.stdin(std::process::Stdio::null()).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
    Said { code: status.code().expect("it ends by itself"), out: text(stdout), err: text(stderr) }
}

/// That a record has these keys.
pub fn has(record: &Value, keys: &str) {
    for key in keys.split_whitespace() {
        assert!(record.get(key).is_some(), "{key} is missing: {record}");
    }
}
