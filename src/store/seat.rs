//! A seat at the desk: each window holds a locked file, so that another can tell whether it is still there.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

pub(super) struct Seat {
    id: String,
    folder: PathBuf,
    _held: File,
}

impl Seat {
    /// Takes a new seat.
    pub fn take(folder: &Path) -> io::Result<Self> {
        let id = super::new_id();
        // Locked before it bears its name, so that no other window takes it for one that is gone.
        let hidden = folder.join(format!(".{id}"));
        let held = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&hidden)?;
        held.lock()?;
        fs::rename(&hidden, folder.join(&id))?;
        let seat = Self { id, folder: folder.to_owned(), _held: held };
        seat.sweep();
        Ok(seat)
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether a window sits there now.
    pub fn is_taken(&self, id: &str) -> bool {
        let safe = id.chars().all(|c| c.is_ascii_hexdigit());
        safe && File::open(self.folder.join(id)).is_ok_and(|f| f.try_lock().is_err())
    }

    /// How many other windows have the desk open.
    pub fn others(&self) -> usize {
        self.names().iter().filter(|n| **n != self.id && self.is_taken(n)).count()
    }

    fn names(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        entries.flatten().filter_map(|e| e.file_name().into_string().ok()).filter(|n| !n.starts_with('.')).collect()
    }

    /// Clears away the seats of windows that are gone.
    fn sweep(&self) {
        for name in self.names() {
            if name != self.id && !self.is_taken(&name) {
                let _ = fs::remove_file(self.folder.join(name));
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.folder.join(&self.id));
    }
}
