//! What a command says: a table or a sentence for people, records for machines; and how it is printed.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use serde_json::Value;

use crate::store::Refusal;
use crate::text::safe;

/// Cells of free text are cut to this width; `--json` has them whole.
const WIDEST: usize = 72;

/// What a command says.
#[derive(Debug, Default)]
pub struct Answer {
    plain: String,
    json: Vec<Value>,
    /// Bytes for another program, printed as they are whatever was asked for.
    raw: Option<Vec<u8>>,
    failed: bool,
}

impl Answer {
    /// Nothing to say.
    pub fn nothing() -> Self {
        Self { raw: Some(Vec::new()), ..Self::default() }
    }

    /// A table with its headings; a sentence where it is empty.
    pub fn listing(headings: &[&str], rows: &[Vec<String>], json: Vec<Value>, none: &str) -> Self {
        let plain = if rows.is_empty() { format!("{none}\n") } else { table(headings, rows) };
        Self { plain, json, ..Self::default() }
    }

    /// What was made or changed: its id for people and scripts, the whole record for machines.
    pub fn made(id: &str, record: Value) -> Self {
        Self { plain: format!("{id}\n"), json: vec![record], ..Self::default() }
    }

    /// Sentences or a page for people, records for machines.
    pub fn said(plain: impl Into<String>, json: Vec<Value>) -> Self {
        let mut plain = plain.into();
        if !plain.ends_with('\n') {
            plain.push('\n');
        }
        Self { plain, json, ..Self::default() }
    }

    /// Text for another program: a shell, a formatter of manual pages.
    pub fn raw(bytes: Vec<u8>) -> Self {
        Self { raw: Some(bytes), ..Self::default() }
    }

    /// The same, but the program ends with exit code 1: what was looked for is not well.
    #[must_use]
    pub fn failed(self) -> Self {
        Self { failed: true, ..self }
    }

    /// Prints it and gives the exit code. Whoever stops reading early (`head`) does no harm.
    pub fn print(&self, json: bool) -> ExitCode {
        let text = match &self.raw {
            Some(bytes) => bytes.clone(),
            None if json => objects(&self.json).into_bytes(),
            None => safe::block(&self.plain).into_owned().into_bytes(),
        };
        let mut out = io::stdout().lock();
        let printed = out.write_all(&text).and_then(|()| out.flush());
        match printed {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                refuse(&Refusal::rule(format!("The answer could not be written: {e}.")));
                ExitCode::FAILURE
            }
            _ if self.failed => ExitCode::FAILURE,
            _ => ExitCode::SUCCESS,
        }
    }
}

/// Says on standard error why something was not done.
pub fn refuse(reason: &Refusal) {
    note(&reason.to_string());
}

/// Says something on standard error.
pub fn note(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", safe::block(sentence));
}

/// A cell of free text, on one line and cut where it is long.
pub fn short(text: &str) -> String {
    let line = safe::line(text.trim());
    safe::ellipsis(&line, WIDEST).into_owned()
}

/// Columns in line, two spaces between them, headings above.
fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| safe::line(cell).into_owned()).collect()).collect();
    let mut widths: Vec<usize> = headings.iter().map(|h| safe::width(h)).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(safe::width(cell));
        }
    }
    let mut out = String::new();
    push_row(&mut out, headings, &widths);
    for row in &rows {
        push_row(&mut out, row, &widths);
    }
    out
}

fn push_row<S: AsRef<str>>(out: &mut String, cells: &[S], widths: &[usize]) {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let cell = cell.as_ref();
        line.push_str(cell);
        line.extend(std::iter::repeat_n(' ', width.saturating_sub(safe::width(cell)) + 2));
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// An array of objects, one on each line.
pub fn objects(all: &[Value]) -> String {
    let lines: Vec<String> = all.iter().map(|v| harmless(&v.to_string())).collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

/// JSON writes the old control characters as `\u001b`; the newer ones and those that turn the writing are written so here.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() || safe::line(c.encode_utf8(&mut [0; 4])).starts_with(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn columns_stand_in_line_and_foreign_text_is_shown_as_text() {
        let rows = [vec!["Zoë\u{1b}[2J".to_owned(), "1".into()], vec!["漢字".into(), "two\nlines".into()]];
        let said = table(&["NAME", "N"], &rows);
        assert_eq!(said, "NAME     N\nZoë␛[2J  1\n漢字     two lines\n");
    }

    #[test]
    fn machines_get_arrays_and_no_control_character() {
        assert_eq!(objects(&[]), "[]\n");
        let all = [json!({"a": "\u{1b}\u{9b}\u{202e}é"}), json!({"b": null})];
        let said = objects(&all);
        assert_eq!(said, "[\n{\"a\":\"\\u001b\\u009b\\u202eé\"},\n{\"b\":null}\n]\n");
        assert_eq!(serde_json::from_str::<Vec<Value>>(&said).unwrap(), all);
    }

    #[test]
    fn long_text_is_cut_for_people() {
        assert_eq!(safe::width(&short(&"word ".repeat(50))), WIDEST);
    }
}
