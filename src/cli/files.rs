//! Files that commands read and write, bounded and with sentences for what goes wrong.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::store::Refusal;

/// Reads a file of at most `most` bytes.
pub fn read(file: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    let refused = |why: String| Refusal::rule(format!("{} could not be read: {why}.", file.display()));
    let mut bytes = Vec::new();
    File::open(file).and_then(|f| f.take(most + 1).read_to_end(&mut bytes)).map_err(|e| refused(e.to_string()))?;
    if bytes.len() as u64 > most {
        return Err(refused(format!("it is larger than {} MB", most / 1024 / 1024)));
    }
    Ok(bytes)
}

/// A new file that only its owner can read: what goes out holds patients.
fn private(file: &Path) -> std::io::Result<File> {
    File::options().create(true).truncate(true).write(true).mode(0o600).open(file)
}

/// Whether a file is a desk, a copy of one, or what belongs to one: nothing else is written over those.
fn is_of_a_desk(file: &Path) -> bool {
    let end = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let own = file.file_name().is_some_and(|n| n.eq_ignore_ascii_case(crate::store::DB_FILE));
    own || (matches!(end.as_str(), "db" | "db-wal" | "db-shm") && file.exists())
}

/// Writes a file whole or not at all.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    if is_of_a_desk(file) {
        let why = "it is a desk, or a copy of one. Choose another name; nothing was written.";
        return Err(Refusal::rule(format!("{} is not written over: {why}", file.display())));
    }
    let refused = |e: std::io::Error| {
        Refusal::rule(format!("{} could not be written: {e}. Choose a folder that is there.", file.display()))
    };
    // A device such as /dev/stdout is written to as it is.
    if std::fs::metadata(file).is_ok_and(|m| !m.is_file()) {
        return File::options().write(true).open(file).and_then(|mut f| f.write_all(bytes)).map_err(refused);
    }
    let mut name = file.file_name().map(std::ffi::OsStr::to_owned).unwrap_or_default();
    name.push(".part");
    let part: PathBuf = file.with_file_name(name);
    let written = private(&part).and_then(|mut f| f.write_all(bytes).and_then(|()| f.sync_all()));
    let done = written.and_then(|()| std::fs::rename(&part, file));
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done.map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_within_bounds_and_written_whole() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        write(&file, b"12345").unwrap();
        write(&file, b"1234").unwrap();
        assert_eq!(read(&file, 4).unwrap(), b"1234");
        assert!(read(&file, 3).unwrap_err().to_string().contains("larger"));
        assert!(read(&folder.path().join("b"), 3).unwrap_err().to_string().contains("could not be read"));
        assert!(write(&folder.path().join("none/c"), b"").unwrap_err().to_string().contains("could not be written"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_written_over_a_desk_or_its_copies() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["desk.db", "Desk.DB", "2026-03-03.db", "desk.db-wal"] {
            let file = folder.path().join(name);
            std::fs::write(&file, "a desk").unwrap();
            assert!(write(&file, b"x").unwrap_err().to_string().contains("is not written over"), "{name}");
            assert_eq!(std::fs::read(&file).unwrap(), b"a desk");
        }
        assert!(write(&folder.path().join("new/desk.db"), b"x").is_err());
    }
}
