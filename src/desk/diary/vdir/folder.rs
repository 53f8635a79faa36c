//! The folder itself: its calendar files read, written and removed, and nothing else of it touched.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::store::{Refusal, new_id, private_folder};

/// No entry is larger.
const LARGEST: u64 = 10 * 1024 * 1024;

/// A calendar file of the folder.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Its fingerprint.
    pub hash: String,
}

/// A folder of calendar files.
pub(super) struct Folder {
    path: PathBuf,
}

/// The fingerprint of some bytes.
pub(super) fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A text as a part of a file's name: letters, digits, and no way out of the folder.
pub fn safe_name(text: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@') { c } else { '-' };
    let name: String = text.chars().map(kept).take(80).collect();
    let name = name.trim_matches(['.', '-']);
    if name.is_empty() { "entry".to_owned() } else { name.to_owned() }
}

/// The name of the file of an entry; two entries never get the same one.
pub(super) fn name_of(uid: &str) -> String {
    let name = safe_name(uid);
    if name == uid { format!("{name}.ics") } else { format!("{name}-{}.ics", &hash(uid.as_bytes())[..8]) }
}

impl Folder {
    /// The folder of that path; made where its place is there and it is not.
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        let refused = |e: io::Error| {
            Refusal::rule(format!(
                "{} cannot be used: {e}. Give a folder that is there, or its parent.",
                path.display()
            ))
        };
        if !path.exists() && path.parent().is_some_and(Path::is_dir) {
            private_folder(path).map_err(refused)?;
        }
        let path = fs::canonicalize(path).map_err(refused)?;
        if !path.is_dir() {
            return Err(Refusal::rule(format!(
                "{} is a file. Give the folder that holds the calendar files.",
                path.display()
            )));
        }
        Ok(Self { path })
    }

    /// Its whole path.
    pub fn path(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// Its calendar files, and a sentence for each that is left alone.
    pub fn files(&self) -> Result<(Vec<Found>, Vec<String>), Refusal> {
        let refused = |e: io::Error| Refusal::rule(format!("{} could not be read: {e}.", self.path.display()));
        let (mut found, mut left) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.path).map_err(refused)? {
            let name = entry.map_err(refused)?.file_name();
            let Some(name) = name.to_str().map(str::to_owned) else { continue };
            let ours = !name.starts_with('.') && name.len() > 4 && name.to_ascii_lowercase().ends_with(".ics");
            if !ours {
                continue;
            }
            match self.read(&name) {
                Ok(Some(file)) => found.push(file),
                Ok(None) => left.push(format!("{name} is no plain file, and was left alone.")),
                Err(e) => left.push(format!("{name} could not be read ({e}), and was left alone.")),
            }
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok((found, left))
    }

    /// A file by its name; none where it is a link or something else that may lead out of the folder.
    fn read(&self, name: &str) -> io::Result<Option<Found>> {
        let path = self.path.join(name);
        let kind = fs::symlink_metadata(&path)?;
        if !kind.is_file() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        File::open(&path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::Error::other("it is larger than 10 MB"));
        }
        Ok(Some(Found { name: name.to_owned(), hash: hash(&bytes), bytes }))
    }

    /// Whether a file is still as it was seen: with this fingerprint, or not there.
    fn is_still(&self, name: &str, was: Option<&str>) -> bool {
        match self.read(name) {
            Ok(found) => found.map(|f| f.hash).as_deref() == was && was.is_some(),
            Err(e) => e.kind() == io::ErrorKind::NotFound && was.is_none(),
        }
    }

    /// Writes a file whole or not at all, for its owner only. False where it changed meanwhile: it is left as it is.
    pub fn write(&self, name: &str, bytes: &[u8], was: Option<&str>) -> Result<bool, Refusal> {
        if !self.is_still(name, was) {
            return Ok(false);
        }
        let part = self.path.join(format!(".rolltop-{}.tmp", new_id()));
        let written = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&part);
        let written = written.and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
        let done = written.and_then(|()| fs::rename(&part, self.path.join(name)));
        if done.is_err() {
            let _ = fs::remove_file(&part);
        }
        done.map_err(|e| Refusal::rule(format!("{name} could not be written: {e}. Nothing was changed on the desk.")))?;
        Ok(true)
    }

    /// Removes a file. False where it changed meanwhile.
    pub fn remove(&self, name: &str, was: &str) -> Result<bool, Refusal> {
        if !self.is_still(name, Some(was)) {
            return Ok(false);
        }
        let gone = fs::remove_file(self.path.join(name));
        gone.map_err(|e| Refusal::rule(format!("{name} could not be removed: {e}. Nothing was changed on the desk.")))?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn names_stay_in_the_folder_and_differ() {
        assert_eq!(name_of("a1@example.org"), "a1@example.org.ics");
        for uid in ["../../etc/passwd", "", ".hidden", "a/b", "a:b", "é", &"x".repeat(300)] {
            let name = name_of(uid);
            let ics = Path::new(&name).extension().is_some_and(|end| end == "ics");
            let safe = !name.contains('/') && !name.starts_with('.') && name.len() < 110 && ics;
            assert!(safe, "{uid}: {name}");
        }
        assert_ne!(name_of("a/b"), name_of("a:b"));
    }

    #[test]
    fn links_and_other_files_are_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("calendar");
        let folder = Folder::open(&path).unwrap();
        fs::write(place.path().join("secret"), "x").unwrap();
        symlink(place.path().join("secret"), path.join("link.ics")).unwrap();
        fs::create_dir(path.join("dir.ics")).unwrap();
        fs::write(path.join("notes.txt"), "x").unwrap();
        fs::write(path.join(".part.ics"), "x").unwrap();
        fs::write(path.join("a.ics"), "a").unwrap();
        let (found, left) = folder.files().unwrap();
        assert_eq!(found.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["a.ics"]);
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(!folder.write("link.ics", b"y", None).unwrap(), "what is there is not written over unseen");
        assert_eq!(fs::read_to_string(place.path().join("secret")).unwrap(), "x");
    }

    #[test]
    fn a_file_is_written_whole_for_its_owner_and_never_over_a_change_unseen() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path()).unwrap();
        assert!(folder.write("a.ics", b"1", None).unwrap());
        assert_eq!(fs::metadata(place.path().join("a.ics")).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!folder.write("a.ics", b"2", None).unwrap());
        assert!(!folder.write("a.ics", b"2", Some(&hash(b"0"))).unwrap());
        assert!(folder.write("a.ics", b"2", Some(&hash(b"1"))).unwrap());
        assert!(!folder.remove("a.ics", &hash(b"1")).unwrap());
        assert!(folder.remove("a.ics", &hash(b"2")).unwrap());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }
}
