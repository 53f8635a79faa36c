//! PDFs of different origin in one file: an agenda with its papers. What other programs made is joined by another program,
//! `qpdf` or `pdfunite`; where neither is installed the papers stay files of their own.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why the files were not joined.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// No program for it.
    #[error("The papers were not joined into one file: install qpdf, or pdfunite of poppler.")]
    Absent,
    /// The program would not.
    #[error("The papers were not joined into one file: {0}")]
    Refused(String),
}

/// The programs that can, and what stands before the files.
const PROGRAMS: [(&str, &[&str], &[&str]); 2] = [("qpdf", &["--empty", "--pages"], &["--"]), ("pdfunite", &[], &[])];

/// Joins files into another, which only its owner may read.
///
/// # Errors
/// There is no program for it, or a file is none that it can read: encrypted, damaged.
pub fn join(parts: &[PathBuf], to: &Path) -> Result<(), PackError> {
    join_by(std::env::var_os("PATH").as_deref(), parts, to)
}

fn join_by(path: Option<&OsStr>, parts: &[PathBuf], to: &Path) -> Result<(), PackError> {
    let folders: Vec<PathBuf> = path.map(|p| std::env::split_paths(p).collect()).unwrap_or_default();
    let there = |name: &str| folders.iter().map(|f| f.join(name)).find(|file| file.is_file());
    let found = PROGRAMS.iter().find_map(|(name, before, after)| Some((there(name)?, before, after)));
    let (program, before, after) = found.ok_or(PackError::Absent)?;
    let mut command = Command::new(program);
    command.args(*before).args(parts).args(*after).arg(to).stdin(Stdio::null()).stdout(Stdio::null());
    let said = command.output().map_err(|e| PackError::Refused(e.to_string()))?;
    // qpdf ends with 3 where it only had something to remark.
    if !said.status.success() && said.status.code() != Some(3) {
        let why = String::from_utf8_lossy(&said.stderr);
        let line = crate::text::safe::line(why.lines().next().unwrap_or("it gave no reason").trim()).into_owned();
        let _ = fs::remove_file(to);
        return Err(PackError::Refused(line));
    }
    fs::set_permissions(to, Permissions::from_mode(0o600)).map_err(|e| PackError::Refused(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_program_it_says_what_to_install_and_a_broken_paper_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let bad = folder.path().join("bad.pdf");
        fs::write(&bad, "no PDF").unwrap();
        let to = folder.path().join("pack.pdf");
        let absent = join_by(Some(folder.path().as_os_str()), std::slice::from_ref(&bad), &to).unwrap_err();
        assert!(absent.to_string().contains("install qpdf"), "{absent}");
        match join(&[bad.clone(), bad], &to) {
            Err(PackError::Absent) => println!("skipped: neither qpdf nor pdfunite is installed"),
            Err(PackError::Refused(_)) => assert!(!to.exists()),
            Ok(()) => panic!("what is no PDF was joined"),
        }
    }
}
