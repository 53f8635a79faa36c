//! The printer, through the system's `lp`. The document goes by a pipe: no file of it is left on the disk, and its job
//! in the printer's queue bears a number, never a name.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use thiserror::Error;

/// The longest reference in a job's name: an id with its hyphens.
const LONGEST_REFERENCE: usize = 36;

/// What a job is called in the queue, where anyone may read it: a word of the program's own and a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    title: String,
    /// On both sides or on one; where nothing is said the printer decides.
    both_sides: Option<bool>,
}

impl Job {
    /// A job called "Letter 0193-ab": of the reference only digits, the letters a to f, and hyphens are taken,
    /// and a digit among them, which an id is made of and a name is not.
    pub fn new(what: &'static str, reference: &str) -> Self {
        let id_like = reference.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
            && reference.contains(|c: char| c.is_ascii_digit());
        let reference = if id_like && reference.len() <= LONGEST_REFERENCE { reference } else { "" };
        Self { title: format!("{what} {reference}").trim().to_owned(), both_sides: None }
    }

    /// To be printed on both sides, or on one.
    #[must_use]
    pub fn on_both_sides(self, yes: bool) -> Self {
        Self { both_sides: Some(yes), ..self }
    }

    fn sides(&self) -> Vec<&'static str> {
        match self.both_sides {
            None => Vec::new(),
            Some(true) => vec!["-o", "sides=two-sided-long-edge"],
            Some(false) => vec!["-o", "sides=one-sided"],
        }
    }

    /// The name in the queue.
    pub fn title(&self) -> &str {
        &self.title
    }
}

/// Why nothing was printed, as a sentence.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum PrintError {
    /// There is no `lp`.
    #[error(
        "Nothing was printed: this computer has no printing command (lp). Save the PDF and print it from there, or have CUPS installed."
    )]
    Absent,
    /// `lp` did not take the document.
    #[error("Nothing was printed: {why}. Look at the printer, then print again.")]
    Refused {
        /// What `lp` said.
        why: String,
    },
    /// No copies were asked for.
    #[error("Nothing was printed: ask for 1 to 99 copies.")]
    Copies,
}

/// Whether this computer can print.
pub fn lp_available() -> bool {
    find_lp(std::env::var_os("PATH").as_deref()).is_some()
}

/// Prints the document and gives what `lp` answered, "request id is Ward-12 (1 file(s))".
pub fn print(pdf: &[u8], job: &Job, copies: u8) -> Result<String, PrintError> {
    let lp = find_lp(std::env::var_os("PATH").as_deref()).ok_or(PrintError::Absent)?;
    print_by(&lp, pdf, job, copies)
}

fn find_lp(path: Option<&OsStr>) -> Option<PathBuf> {
    std::env::split_paths(path?).map(|folder| folder.join("lp")).find(|file| file.is_file())
}

fn print_by(lp: &Path, pdf: &[u8], job: &Job, copies: u8) -> Result<String, PrintError> {
    if !(1..=99).contains(&copies) {
        return Err(PrintError::Copies);
    }
    let answer = send(lp, pdf, job, copies).map_err(|fault| match fault.kind() {
        ErrorKind::NotFound => PrintError::Absent,
        _ => PrintError::Refused { why: format!("the printing command did not run ({fault})") },
    })?;
    let said = |bytes: &[u8]| super::view::one(&String::from_utf8_lossy(bytes));
    if answer.status.success() {
        return Ok(said(&answer.stdout));
    }
    let why = said(&answer.stderr);
    let why = if why.is_empty() { "the printer refused it".to_owned() } else { why.trim_end_matches('.').to_owned() };
    Err(PrintError::Refused { why })
}

fn send(lp: &Path, pdf: &[u8], job: &Job, copies: u8) -> std::io::Result<Output> {
    let mut child = Command::new(lp)
        .args(["-t", job.title(), "-n", &copies.to_string()])
        .args(job.sides())
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // A command that ends early closes the pipe; what it then says matters more than the broken pipe.
    let written = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(pdf));
    let answer = child.wait_with_output()?;
    match written {
        Err(fault) if answer.status.success() => Err(fault),
        _ => Ok(answer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_bears_no_name() {
        assert_eq!(Job::new("Letter", "0193a7c2-11").title(), "Letter 0193a7c2-11");
        for name in ["OKAFOR", "Grace Okafor", "x;rm", "Letter\n", "Ada", &"1".repeat(37)] {
            assert_eq!(Job::new("Letter", name).title(), "Letter", "{name}");
        }
    }

    #[test]
    fn without_lp_it_says_what_to_do() {
        assert_eq!(find_lp(None), None);
        assert_eq!(find_lp(Some(OsStr::new("/nowhere"))), None);
        let refused = print_by(Path::new("/nowhere/lp"), b"%PDF", &Job::new("Letter", "1"), 1).unwrap_err();
        assert_eq!(refused, PrintError::Absent);
        assert!(refused.to_string().contains("Save the PDF"));
        assert_eq!(print_by(Path::new("lp"), b"", &Job::new("Letter", "1"), 0), Err(PrintError::Copies));
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::PermissionsExt;

        use super::super::*;

        fn stand_in(folder: &Path, script: &str) -> PathBuf {
            let lp = folder.join("lp");
            std::fs::write(&lp, format!("#!/bin/sh\n{script}\n")).unwrap();
            std::fs::set_permissions(&lp, std::fs::Permissions::from_mode(0o755)).unwrap();
            lp
        }

        #[test]
        fn the_document_goes_by_the_pipe() {
            let folder = tempfile::tempdir().unwrap();
            let kept = folder.path().join("kept");
            let lp = stand_in(folder.path(), &format!("cat > '{}'; echo \"$@\"", kept.display()));
            let pdf = vec![7_u8; 300_000];
            let said = print_by(&lp, &pdf, &Job::new("Letter", "12"), 2).unwrap();
            assert_eq!(said, "-t Letter 12 -n 2 -");
            let said = print_by(&lp, &pdf, &Job::new("Letters", "").on_both_sides(true), 1).unwrap();
            assert_eq!(said, "-t Letters -n 1 -o sides=two-sided-long-edge -");
            assert_eq!(std::fs::read(kept).unwrap(), pdf);
            assert_eq!(find_lp(Some(folder.path().as_os_str())), Some(lp));
        }

        #[test]
        fn what_the_printer_says_is_told() {
            let folder = tempfile::tempdir().unwrap();
            let lp = stand_in(folder.path(), "echo 'lp: no default destination.' >&2; exit 1");
            let refused = print_by(&lp, &vec![7_u8; 300_000], &Job::new("Letter", "12"), 1).unwrap_err();
            assert_eq!(refused, PrintError::Refused { why: "lp: no default destination".into() });
        }
    }
}
