//! The text of a scanned or printed page, where the file has one and pdftotext is there to read it.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// So many pages are read.
const PAGES: &str = "20";

/// No more text than this is taken.
const MOST: u64 = 200_000;

/// It is asked so often whether it is done, and given up then: ten seconds.
const PATIENCE: u32 = 500;

/// The text of a PDF; empty where it has none, or nothing is there to read it.
pub fn text(path: &Path) -> String {
    let started = Command::new("pdftotext")
        .args(["-q", "-layout", "-enc", "UTF-8", "-l", PAGES])
        .arg(path)
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else { return String::new() };
    let out = child.stdout.take();
    let reading = std::thread::spawn(move || {
        let mut text = Vec::new();
        if let Some(out) = out {
            let _ = out.take(MOST).read_to_end(&mut text);
        }
        String::from_utf8_lossy(&text).into_owned()
    });
    for _ in 0..PATIENCE {
        if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) || reading.is_finished() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
    tidy(&reading.join().unwrap_or_default())
}

/// Without the spaces of the layout at the ends of lines, and never two empty lines together.
fn tidy(text: &str) -> String {
    let text = text.replace('\u{c}', "\n");
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn pages_are_tidied() {
        assert_eq!(super::tidy("  Dear Dr  \n\n\n\u{c}\n  page two \n"), "Dear Dr\n\n  page two");
    }
}
