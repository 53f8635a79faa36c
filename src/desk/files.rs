//! Files that come in from outside: copied into the desk's own folder under a checked name, readable by their owner only,
//! never over another; the original set aside.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::config::After;
use crate::store::{Refusal, new_id, private_folder};

/// A file as it was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its name in the folder.
    pub file: String,
    /// Fingerprint of what is in it.
    pub hash: String,
    /// How large it is.
    pub bytes: u64,
    /// Its beginning.
    pub head: Vec<u8>,
}

/// So much of the beginning of a file is kept to be looked at.
const HEAD: usize = 64 * 1024;

fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The fingerprint of some bytes.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The name of a file as it is shown and kept: its last part, no control sequences, no way out of a folder.
pub fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = crate::text::safe::line(last.trim());
    let name: String = line.chars().take(120).collect();
    let name = name.trim_matches('.').trim();
    if name.is_empty() { "file".to_owned() } else { name.to_owned() }
}

/// The end of a file's name as it may stand in a name of ours: a few small letters and digits.
pub fn safe_end(name: &str) -> String {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    let good = (1..=5).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric());
    if good { end } else { "bin".to_owned() }
}

/// The name of a file with this fingerprint: what is in it and nothing of what it was called.
fn name_of(hash: &str, end: &str) -> String {
    format!("{}.{end}", &hash[..24])
}

/// Whether it is a plain file and no link that may lead elsewhere.
fn must_be_plain(path: &Path) -> Result<u64, String> {
    let kind = fs::symlink_metadata(path).map_err(|e| format!("it cannot be read ({e})"))?;
    if kind.is_file() { Ok(kind.len()) } else { Err("it is no plain file".into()) }
}

/// Copies a file into a folder, at most so many bytes; a sentence why not.
pub fn copy_in(path: &Path, folder: &Path, end: &str, most: u64) -> Result<Copied, String> {
    let size = must_be_plain(path)?;
    if size == 0 {
        return Err("it is empty".into());
    }
    let full = |e: io::Error| format!("it could not be copied into {} ({e})", folder.display());
    private_folder(folder).map_err(full)?;
    let part = folder.join(format!(".{}.part", new_id()));
    let copied = copy(path, &part, most).and_then(|(hash, bytes, head)| {
        let file = name_of(&hash, end);
        fs::rename(&part, folder.join(&file)).map_err(full)?;
        Ok(Copied { file, hash, bytes, head })
    });
    if copied.is_err() {
        let _ = fs::remove_file(&part);
    }
    copied
}

fn copy(from: &Path, to: &Path, most: u64) -> Result<(String, u64, Vec<u8>), String> {
    let cannot = |e: io::Error| format!("it cannot be read ({e})");
    let mut input = File::open(from).map_err(cannot)?;
    let mut output = OpenOptions::new().create_new(true).write(true).mode(0o600).open(to).map_err(cannot)?;
    let (mut digest, mut bytes, mut head) = (Sha256::new(), 0u64, Vec::new());
    let mut block = vec![0; 128 * 1024];
    loop {
        let n = input.read(&mut block).map_err(cannot)?;
        if n == 0 {
            break;
        }
        bytes += n as u64;
        if bytes > most {
            return Err(format!("it is larger than {} MB", most >> 20));
        }
        digest.update(&block[..n]);
        head.extend(&block[..n.min(HEAD.saturating_sub(head.len()))]);
        output.write_all(&block[..n]).map_err(|e| format!("it could not be copied ({e})"))?;
    }
    output.sync_all().map_err(|e| format!("it could not be copied ({e})"))?;
    Ok((hex(&digest.finalize()), bytes, head))
}

/// Writes bytes into a folder under the name of their fingerprint.
pub fn keep(bytes: &[u8], folder: &Path, end: &str) -> Result<(String, String), Refusal> {
    let hash = hash(bytes);
    let file = name_of(&hash, end);
    let path = folder.join(&file);
    let written = private_folder(folder)
        .and_then(|()| if path.exists() { Ok(()) } else { crate::store::write_private(&path, bytes) });
    written.map_err(|e| Refusal::rule(format!("{} could not be written: {e}.", path.display())))?;
    Ok((file, hash))
}

/// Reads a whole file of at most so many bytes; a sentence why not.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    must_be_plain(path)?;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| format!("it cannot be read ({e})"))?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(|e| format!("it cannot be read ({e})"))?;
    if bytes.len() as u64 > most {
        return Err(format!("it is larger than {} MB", most >> 20));
    }
    if bytes.is_empty() { Err("it is empty".into()) } else { Ok(bytes) }
}

/// Puts a file that is dealt with into a folder beside it, never over another. Where it is to stay it stays.
pub fn set_aside(path: &Path, into: &str, after: After) -> io::Result<()> {
    if after == After::Leave {
        return Ok(());
    }
    let folder = path.parent().unwrap_or_else(|| Path::new(".")).join(into);
    private_folder(&folder)?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let free = (0..).map(|n| folder.join(if n == 0 { name.clone() } else { format!("{n}-{name}") }));
    let free: Option<PathBuf> = free.take(10_000).find(|p| fs::symlink_metadata(p).is_err());
    let free = free.ok_or_else(|| io::Error::other("no name is free"))?;
    // Another disk cannot be renamed to, but this is the same folder.
    fs::rename(path, free)
}

/// A file of ours by its name, if it is one: nothing that leads out of the folder.
pub fn own(folder: &Path, file: &str) -> Result<PathBuf, Refusal> {
    let plain = !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\', '\0']);
    let path = folder.join(file);
    if plain && must_be_plain(&path).is_ok() {
        return Ok(path);
    }
    Err(Refusal::rule(format!("The file is no longer in {}. Take it in again.", folder.display())))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn names_lead_nowhere() {
        for (name, wanted) in [
            ("../../etc/passwd", "passwd"),
            ("..\\x.pdf", "x.pdf"),
            ("..", "file"),
            ("", "file"),
            ("scan\u{202e}fdp.exe", "scan�fdp.exe"),
            ("a\u{1b}[2J.pdf", "a␛[2J.pdf"),
        ] {
            assert_eq!(shown_name(name), wanted);
        }
        assert_eq!(
            [safe_end("a.PDF"), safe_end("a.p/f"), safe_end("a"), safe_end("a.verylong")],
            ["pdf", "bin", "bin", "bin"]
        );
    }

    #[test]
    fn a_copy_is_for_its_owner_and_the_same_file_has_the_same_name() {
        let place = tempfile::tempdir().unwrap();
        let (one, two) = (place.path().join("one.wav"), place.path().join("two.wav"));
        fs::write(&one, "sound").unwrap();
        fs::write(&two, "sound").unwrap();
        let folder = place.path().join("kept");
        let first = copy_in(&one, &folder, "wav", 1 << 20).unwrap();
        assert_eq!(copy_in(&two, &folder, "wav", 1 << 20).unwrap(), first);
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(&first.file))), (0o700, 0o600));
        assert_eq!((first.bytes, first.head.as_slice()), (5, &b"sound"[..]));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no part is left behind");
    }

    #[test]
    fn what_is_no_plain_file_or_too_large_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("a.wav");
        fs::write(&file, "sound").unwrap();
        symlink(&file, place.path().join("link.wav")).unwrap();
        let folder = place.path().join("kept");
        let tried = |name: &str, most| copy_in(&place.path().join(name), &folder, "wav", most).unwrap_err();
        assert_eq!(tried("link.wav", 100), "it is no plain file");
        assert!(tried("a.wav", 3).starts_with("it is larger than"));
        assert!(tried("none.wav", 3).starts_with("it cannot be read"));
        assert!(own(place.path(), "../a.wav").is_err() && own(place.path(), "link.wav").is_err());
        assert!(own(place.path(), "a.wav").is_ok());
    }

    #[test]
    fn what_is_set_aside_goes_over_nothing() {
        let place = tempfile::tempdir().unwrap();
        for n in 0..2 {
            let file = place.path().join("a.wav");
            fs::write(&file, n.to_string()).unwrap();
            set_aside(&file, "taken", After::Move).unwrap();
        }
        let read = |name: &str| fs::read_to_string(place.path().join("taken").join(name)).unwrap();
        assert_eq!((read("a.wav"), read("1-a.wav")), ("0".into(), "1".into()));
    }
}
