//! Text into rows and cells, with every row that is wrongly quoted named and left behind.

use super::{Cells, Problem, Row, write};
use std::borrow::Cow;

/// A cell of more lines than this has lost its closing mark.
const LONGEST_CELL: usize = 1_000;
/// After so many lost marks a cell may no longer go over the end of its line, so that a broken file is read in time.
const PATIENCE: usize = 50;

/// Reads one row after the other. After a bad one it goes on with the next line of the file.
pub struct Splitter<'t> {
    text: &'t str,
    mark: char,
    at: usize,
    line: usize,
    lost: usize,
}

/// Why a row could not be read.
enum Fault {
    NotClosed,
    TextAfterClosing,
}

impl<'t> Splitter<'t> {
    /// A splitter of that text, which begins after so many lines of the file.
    pub fn new(text: &'t str, mark: char, lines_before: usize) -> Self {
        Self { text, mark, at: 0, line: lines_before + 1, lost: 0 }
    }

    /// Goes over empty lines.
    fn skip_blank(&mut self) {
        while let Some(next) = self.text[self.at..].chars().next().filter(|c| matches!(c, '\n' | '\r')) {
            let crlf = next == '\r' && self.text[self.at..].starts_with("\r\n");
            self.at += if crlf { 2 } else { 1 };
            self.line += 1;
        }
    }

    fn row(&mut self) -> Result<Cells, Fault> {
        let mut cells = Cells::default();
        loop {
            let rest = &self.text[self.at..];
            let (cell, taken) = if rest.starts_with('"') { self.quoted(rest)? } else { self.plain(rest) };
            cells.push(write::unguard(&cell));
            self.at += taken;
            let rest = &self.text[self.at..];
            if !rest.starts_with(self.mark) {
                self.at += line_end(rest);
                cells.truncate(usize::MAX);
                return Ok(cells);
            }
            self.at += self.mark.len_utf8();
        }
    }

    fn plain(&self, rest: &'t str) -> (Cow<'t, str>, usize) {
        let end = rest.find([self.mark, '\n', '\r']).unwrap_or(rest.len());
        (Cow::Borrowed(&rest[..end]), end)
    }

    /// The cell that begins with a quotation mark, and how many bytes it takes.
    fn quoted(&self, rest: &'t str) -> Result<(Cow<'t, str>, usize), Fault> {
        let limit = self.cell_limit(rest);
        let (mut end, mut lines, mut doubled) = (1, 0, false);
        loop {
            let found = rest.get(end..limit).and_then(|r| r.find('"')).ok_or(Fault::NotClosed)?;
            lines += line_ends(&rest[end..end + found]);
            end += found;
            if lines > LONGEST_CELL {
                return Err(Fault::NotClosed);
            }
            if !rest[end + 1..].starts_with('"') {
                break;
            }
            (end, doubled) = (end + 2, true);
        }
        let after = &rest[end + 1..];
        if !after.is_empty() && !after.starts_with([self.mark, '\n', '\r']) {
            return Err(Fault::TextAfterClosing);
        }
        let inner = &rest[1..end];
        Ok((if doubled { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) }, end + 1))
    }

    /// How far a cell may reach.
    fn cell_limit(&self, rest: &str) -> usize {
        let whole = rest.len();
        if self.lost < PATIENCE { whole } else { rest.find(['\n', '\r']).unwrap_or(whole) }
    }

    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        self.at += end + line_end(&rest[end..]);
    }
}

impl Iterator for Splitter<'_> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blank();
        if self.at >= self.text.len() {
            return None;
        }
        let (start, line) = (self.at, self.line);
        let found = self.row();
        if found.is_err() {
            self.at = start;
            self.skip_line();
        }
        self.line += line_ends(&self.text[start..self.at]);
        Some(match found {
            Ok(cells) => Ok(Row { line, cells }),
            Err(Fault::NotClosed) => {
                self.lost += 1;
                Err(Problem::new(line, "a quotation mark is opened and not closed"))
            }
            Err(Fault::TextAfterClosing) => Err(Problem::new(line, "text stands after a closing quotation mark")),
        })
    }
}

/// Length of the line end at the beginning of the text.
fn line_end(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

/// How many lines end in the text: with `\n`, `\r\n`, or `\r` alone as old Macs wrote.
fn line_ends(text: &str) -> usize {
    let (mut ends, mut before) = (0, b' ');
    for byte in text.bytes() {
        ends += usize::from(byte == b'\r' || (byte == b'\n' && before != b'\r'));
        before = byte;
    }
    ends
}
