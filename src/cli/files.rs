//! Files that commands read and write, bounded and with sentences for what goes wrong.

use std::fs::File;
use std::io::{Read, Write};
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

/// Writes a file whole or not at all.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Refusal> {
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
    let written = File::create(&part).and_then(|mut f| f.write_all(bytes).and_then(|()| f.sync_all()));
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
}
