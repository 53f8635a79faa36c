//! What lies beside the file of the desk: recordings, attachments, papers, templates, settings. A copy of the desk that is to
//! lie elsewhere takes them along, and brings back what is missing.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::store::{Refusal, private_folder};

/// Folders of the desk that no copy takes along: other copies, what has yet to be taken in, and who sits at it now.
const LEFT: [&str; 3] = ["backups", "incoming", "seats"];

/// Files of the desk that go along.
const FILES: [&str; 2] = ["config.toml", "alarms.toml"];

/// Deeper than this nothing of ours lies.
const DEEPEST: usize = 6;

/// Where a copy of the desk keeps what lay beside it: `desk-copy.db.files`.
pub fn of_copy(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(".files");
    PathBuf::from(name)
}

/// Copies what lies beside the desk into a folder; what is there already is left as it is. Gives how many were copied.
///
/// # Errors
/// A file could not be read or written: which.
pub fn taken_along(desk: &Path, to: &Path) -> Result<usize, Refusal> {
    let mut copied = 0;
    for name in FILES {
        copied += usize::from(one(&desk.join(name), &to.join(name))?);
    }
    for (path, name) in folders(desk)? {
        copied += tree(&path, &to.join(name), DEEPEST)?;
    }
    Ok(copied)
}

/// Brings back what a copy took along and the desk lacks: nothing that is there is written over. Gives how many.
///
/// # Errors
/// A file could not be read or written: which.
pub fn brought_back(from: &Path, desk: &Path) -> Result<usize, Refusal> {
    if from.is_dir() { tree(from, desk, DEEPEST) } else { Ok(0) }
}

/// The desk's folders that go along, with their names.
fn folders(desk: &Path) -> Result<Vec<(PathBuf, std::ffi::OsString)>, Refusal> {
    let all = entries(desk)?.into_iter().filter_map(|path| Some((path.clone(), path.file_name()?.to_owned())));
    let goes = |(path, name): &(PathBuf, std::ffi::OsString)| {
        is(path, fs::Metadata::is_dir) && !LEFT.iter().any(|left| name.as_os_str() == *left)
    };
    Ok(all.filter(goes).collect())
}

/// Whether it is that, itself and not what a link leads to.
fn is(path: &Path, what: fn(&fs::Metadata) -> bool) -> bool {
    fs::symlink_metadata(path).is_ok_and(|m| what(&m))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Refusal> {
    let read = |e: io::Error| Refusal::rule(format!("{} could not be read: {e}.", folder.display()));
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(read)? {
        all.push(entry.map_err(read)?.path());
    }
    all.sort();
    Ok(all)
}

fn tree(from: &Path, to: &Path, deep: usize) -> Result<usize, Refusal> {
    let mut copied = 0;
    for path in entries(from)? {
        let Some(name) = path.file_name() else { continue };
        if is(&path, fs::Metadata::is_dir) && deep > 0 {
            copied += tree(&path, &to.join(name), deep - 1)?;
        } else {
            copied += usize::from(one(&path, &to.join(name))?);
        }
    }
    Ok(copied)
}

/// Copies one plain file where none of that name is; under another name until it is whole.
fn one(from: &Path, to: &Path) -> Result<bool, Refusal> {
    if !is(from, fs::Metadata::is_file) || fs::symlink_metadata(to).is_ok() {
        return Ok(false);
    }
    let cannot =
        |e: io::Error| Refusal::rule(format!("{} could not be copied to {}: {e}.", from.display(), to.display()));
    private_folder(to.parent().unwrap_or(Path::new("."))).map_err(cannot)?;
    let part = to.with_extension("part");
    let written = fs::File::open(from).and_then(|mut input| {
        let mut out = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&part)?;
        io::copy(&mut input, &mut out)?;
        out.sync_all()?;
        fs::rename(&part, to)
    });
    written.map(|()| true).map_err(cannot)
}
