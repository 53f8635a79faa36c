//! `passphrase set|change|remove`, and where a passphrase comes from: a file, else the terminal.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::answer::Answer;
use super::{Said, Session};
use crate::store::{OpenError, Refusal};

/// No passphrase is longer; a file that is, is the wrong file.
const LONGEST: u64 = 4096;

/// What can be done to the passphrase.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Encrypt a desk that has no passphrase
    Set(New),
    /// Encrypt the desk with another passphrase
    Change(New),
    /// Decrypt the desk: whoever has the file can read it then
    Remove,
}

/// Where the new passphrase comes from.
#[derive(Debug, Args)]
pub struct New {
    /// A file with the new passphrase; asked for on the terminal otherwise
    #[arg(long, value_name = "FILE")]
    new_key_file: Option<PathBuf>,
}

impl Verb {
    /// Does it.
    pub fn run(self, session: &mut Session) -> Said {
        let encrypted = session.store.encrypted();
        let (new, said) = match (self, encrypted) {
            (Self::Set(_), true) => {
                return Err("This desk has a passphrase already. `rolltop passphrase change` gives it another.".into());
            }
            (Self::Change(_) | Self::Remove, false) => {
                return Err("This desk has no passphrase. `rolltop passphrase set` gives it one.".into());
            }
            (Self::Set(new), _) => {
                (Some(new.word()?), "The desk is encrypted. Without the passphrase nobody opens it.")
            }
            (Self::Change(new), _) => (Some(new.word()?), "The desk has another passphrase."),
            (Self::Remove, _) => (None, "The desk has no passphrase any more: whoever has the file can read it."),
        };
        let store = &mut session.store;
        store.set_passphrase(new.as_deref(), session.now)?;
        let file = store.desk().file();
        Ok(Answer::said(said, vec![json!({"file": file, "encrypted": store.encrypted()})]))
    }
}

impl New {
    fn word(&self) -> Result<String, Refusal> {
        if let Some(file) = &self.new_key_file {
            return read(file);
        }
        let word = ask("New passphrase: ")?;
        if word.is_empty() {
            return Err("A passphrase needs at least one character. Nothing was changed.".into());
        }
        if ask("Once more: ")? != word {
            return Err("The two were not the same. Nothing was changed; try again.".into());
        }
        Ok(word)
    }
}

/// The passphrase that stands in a file: its first line.
pub fn read(file: &Path) -> Result<String, Refusal> {
    let refused = |why: &str| Refusal::rule(format!("The key file {} {why}.", file.display()));
    let mut text = String::new();
    let bytes = File::open(file).and_then(|f| f.take(LONGEST + 1).read_to_string(&mut text));
    let bytes = bytes.map_err(|e| refused(&format!("could not be read: {e}")))?;
    let line = text.lines().next().unwrap_or_default();
    match line {
        _ if bytes as u64 > LONGEST => Err(refused("is too long for a passphrase")),
        "" => Err(refused("is empty; write the passphrase into its first line")),
        line => Ok(line.to_owned()),
    }
}

/// Asks on the terminal without showing what is typed.
pub fn ask(prompt: &str) -> Result<String, Refusal> {
    rpassword::prompt_password(prompt).map_err(|_| Refusal::rule(OpenError::Locked.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_file_is_the_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        let of = |text: &str| {
            std::fs::write(&file, text).unwrap();
            read(&file)
        };
        assert_eq!(of("one two \r\nthree\n").unwrap(), "one two ");
        assert_eq!(of("alone").unwrap(), "alone");
        assert!(of("\nsecond").unwrap_err().to_string().contains("is empty"));
        assert!(of(&"x".repeat(5000)).unwrap_err().to_string().contains("too long"));
        assert!(read(&folder.path().join("none")).unwrap_err().to_string().contains("could not be read"));
    }
}
