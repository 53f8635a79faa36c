//! Opening what was attached, in another program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Attachment, take};
use crate::config::Config;
use crate::desk::files;
use crate::desk::letters::out;
use crate::keys::Done;
use crate::store::{Refusal, Store};

/// Files that a program would run are not opened from here.
const RUN: &[&str] = &[
    "exe", "com", "bat", "cmd", "msi", "scr", "js", "vbs", "jar", "sh", "py", "pl", "ps1", "app", "desktop",
    "appimage", "lnk", "html", "htm", "svg", "hta",
];

/// The file of an attachment, under its own end of name.
///
/// # Errors
/// It is no longer there.
pub fn path(store: &Store, one: &Attachment) -> Result<PathBuf, Refusal> {
    files::own(&take::folder(store.desk().folder()), &one.file)
}

/// Opens it: with the program of the settings, else the computer's own.
///
/// # Errors
/// It is no longer there, a program that would be run, or nothing opens it.
pub fn open(store: &Store, config: &Config, one: &Attachment) -> Done {
    open_file(&path(store, one)?, &one.name, config)
}

/// Opens a file that is kept in the desk's folder, and was called so.
///
/// # Errors
/// A program that would be run, or nothing opens it.
pub fn open_file(path: &Path, name: &str, config: &Config) -> Done {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    if RUN.contains(&end.as_str()) {
        return Err(Refusal::rule(format!(
            "{name} is a program or a page that can run one, and is not opened from here. It is kept as {}.",
            path.display()
        )));
    }
    let mut words = config.incoming.opener.split_whitespace();
    let Some(program) = words.next() else { return out::open(path) };
    let started = Command::new(program)
        .args(words)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    started.map(|_| ()).map_err(|e| Refusal::rule(format!("{name} could not be opened with {program}: {e}.")))
}
