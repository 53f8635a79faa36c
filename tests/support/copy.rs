//! A desk made once and copied for each test.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// A copy of a desk that no window has open. The seats of windows are not copied.
pub fn of(folder: &Path) -> TempDir {
    let to = TempDir::new().expect("a folder");
    for entry in fs::read_dir(folder).expect("the desk's folder").flatten() {
        if entry.file_type().is_ok_and(|t| t.is_file()) {
            fs::copy(entry.path(), to.path().join(entry.file_name())).expect("a copy");
        }
    }
    // Today's backup is there already: making it costs each test the copy of a desk.
    let backups = to.path().join("backups");
    fs::create_dir_all(&backups).expect("a folder");
    fs::write(backups.join(format!("desk-{}.db", super::now().date())), "").expect("a file");
    to
}
