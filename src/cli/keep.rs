//! `backup`, `restore` and `check`: the file as a whole.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::answer::{Answer, note};
use super::{Given, Said, Session, passphrase, session};
use crate::desk::{TABLES, beside};
use crate::store::Refusal;

/// Where the copy goes.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write, with a folder FILE.files beside it for recordings, attachments and the like; without it a new one in
    /// the desk's folder `backups`
    file: Option<PathBuf>,
}

impl Backup {
    /// Makes the copy.
    pub fn run(self, session: &mut Session) -> Said {
        let elsewhere = self.file.is_some();
        let to = match self.file {
            Some(file) => file,
            None => own_name(session)?,
        };
        if to.exists() {
            return Err(format!("{} is there already. Choose another name; nothing was written.", to.display()).into());
        }
        session.store.backup_to(&to).map_err(|e| not_written(&to, &e))?;
        let bytes = std::fs::metadata(&to).map_or(0, |m| m.len());
        let beside = beside::of_copy(&to);
        // A copy that stays with the desk needs none of its files: they are never written over.
        let files = if elsewhere { beside::taken_along(session.store.desk().folder(), &beside)? } else { 0 };
        if files > 0 {
            note(&format!("{files} files that lay beside it are in {}. They are not encrypted.", beside.display()));
        }
        Ok(Answer::said(to.display().to_string(), vec![json!({"file": to, "bytes": bytes, "files": files})]))
    }
}

/// A name beside the daily copies; the rotation leaves it alone.
fn own_name(session: &Session) -> Result<PathBuf, Refusal> {
    session.store.daily_backup(session.today())?;
    let folder = session.store.desk().folder().join("backups");
    Ok(folder.join(format!("asked-{}.db", session.now.format("%Y-%m-%d-%H%M%S"))))
}

fn not_written(to: &Path, reason: &Refusal) -> Refusal {
    let why = match reason {
        Refusal::File(why) | Refusal::Rule(why) | Refusal::Stale(why) => why,
        Refusal::Busy => return Refusal::Busy,
    };
    Refusal::rule(format!("{} could not be written: {why}. Choose a folder that is there.", to.display()))
}

/// Which copy comes back.
#[derive(Debug, Args)]
pub struct Restore {
    /// The copy
    file: PathBuf,
}

impl Restore {
    /// Puts the copy in the place of the desk.
    pub fn run(self, given: &Given) -> Said {
        let desk = session::folder(given)?;
        let word = match (is_locked(&self.file)?, &given.key_file) {
            (false, _) => None,
            (true, Some(file)) => Some(passphrase::read(file)?),
            (true, None) => Some(passphrase::ask("Passphrase of the copy: ")?),
        };
        let kept = desk.restore(&self.file, word.as_deref(), TABLES, session::clock(given).now())?;
        let kept = Some(kept).filter(|k| k.exists());
        let files = beside::brought_back(&beside::of_copy(&self.file), desk.folder())?;
        let where_to =
            kept.as_ref().map_or_else(String::new, |k| format!(" What was there is kept as {}.", k.display()));
        let json = json!({"file": desk.file(), "from": self.file, "kept": kept, "files": files});
        let back =
            if files > 0 { format!(" {files} files that were missing beside it are back.") } else { String::new() };
        Ok(Answer::said(format!("The desk is as it was in {}.{where_to}{back}", self.file.display()), vec![json]))
    }
}

/// Whether a copy is encrypted: it does not begin as a plain file does.
fn is_locked(file: &Path) -> Result<bool, Refusal> {
    let mut head = [0; 16];
    let read = File::open(file).and_then(|f| f.take(16).read_exact(&mut head));
    match read {
        Ok(()) => Ok(&head != b"SQLite format 3\0"),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(e) => Err(Refusal::rule(format!("{} could not be read: {e}. The desk was not touched.", file.display()))),
    }
}

/// Says whether the file is whole; exit code 1 where it is not.
pub fn check(session: &mut Session) -> Said {
    let faults = session.store.check()?;
    let json = faults.iter().map(|f| json!({"fault": f})).collect();
    if faults.is_empty() {
        return Ok(Answer::said("The desk is whole.", json));
    }
    note("The desk is damaged. Restore a copy with `rolltop restore`; the copies are in the desk's folder `backups`.");
    Ok(Answer::said(faults.join("\n"), json).failed())
}
