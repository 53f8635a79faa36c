//! Tables as text: read whatever comes (comma, semicolon, tab, bar or `¬`; UTF-8, UTF-16 or Windows-1252; with
//! headings or without), and written so that no spreadsheet takes a cell for a formula.
//!
//! The reader is our own because a bad row must be named with its line and the next one still be read; the `csv`
//! crate joins such rows in silence. It writes, and it judges the reader in the tests.

mod decode;
mod headings;
mod split;
mod write;

#[cfg(test)]
mod tests;

pub use super::person::Problem;
pub use decode::decode;
pub use headings::normal;
pub use write::{guard, unguard, write_csv, write_csv_with_bom};

use headings::looks_like_headings;
use split::Splitter;
use std::collections::HashMap;

/// A file taken apart into cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The first row, where it names the columns; else empty.
    pub headings: Vec<String>,
    /// Every row that has as many cells as the table is wide.
    pub rows: Vec<Row>,
    /// The rows that have not, or whose quotation marks are wrong.
    pub problems: Vec<Problem>,
    /// The encoding's name: "UTF-8", "UTF-16LE", "windows-1252".
    pub encoding: String,
    /// What stands between the cells.
    pub delimiter: char,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file on which it begins, from 1.
    pub line: usize,
    /// Its cells, as found.
    pub cells: Cells,
}

/// The cells of a row, kept in one piece of memory: a hundred thousand rows stay small.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell in that column, from 0; empty where there is none.
    pub fn get(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..*end as usize]
    }

    /// All cells from left to right.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.get(column))
    }

    /// Whether nothing is written in any cell.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    fn truncate(&mut self, width: usize) {
        self.ends.truncate(width);
        self.text.truncate(self.ends.last().map_or(0, |end| *end as usize));
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl<S: AsRef<str>> FromIterator<S> for Cells {
    fn from_iter<I: IntoIterator<Item = S>>(cells: I) -> Self {
        let mut all = Self::default();
        for cell in cells {
            all.push(cell.as_ref());
        }
        all
    }
}

impl Table {
    /// How many columns it has.
    pub fn width(&self) -> usize {
        if self.headings.is_empty() { self.rows.first().map_or(0, |r| r.cells.len()) } else { self.headings.len() }
    }

    /// The name of a column: its heading, or "Column 3" where the file has none.
    pub fn column_name(&self, column: usize) -> String {
        let heading = self.headings.get(column).map_or("", |h| h.trim());
        if heading.is_empty() { format!("Column {}", column + 1) } else { heading.to_owned() }
    }
}

/// Finds out how the file is written and takes it apart. Anything gives a table, be it an empty one.
pub fn sniff(bytes: &[u8]) -> Table {
    let (text, encoding) = decode(bytes);
    let (named, skip) = named_delimiter(&text);
    let body = &text[skip..];
    let delimiter = named.unwrap_or_else(|| likely_delimiter(body));
    let mut table = Table { encoding, delimiter, ..Table::default() };
    read_rows(&mut table, body, usize::from(skip > 0));
    take_headings(&mut table);
    refuse_odd_rows(&mut table);
    table
}

/// Excel's own first line, `sep=;`, and its length.
fn named_delimiter(text: &str) -> (Option<char>, usize) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    let mut rest = line.trim_end().strip_prefix("sep=").unwrap_or_default().chars();
    match (rest.next(), rest.next()) {
        (Some(mark), None) if mark != '"' => (Some(mark), line.len()),
        _ => (None, 0),
    }
}

/// The mark that cuts the first hundred rows into the most columns of one and the same number.
fn likely_delimiter(text: &str) -> char {
    let mut sample_end = text.len().min(64 * 1024);
    while !text.is_char_boundary(sample_end) {
        sample_end -= 1;
    }
    let sample = &text[..sample_end];
    let scored = [',', ';', '\t', '|', '¬'].map(|mark| (score(sample, mark), mark));
    scored.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best }).map_or(',', |(_, mark)| mark)
}

fn score(sample: &str, mark: char) -> f64 {
    if !sample.contains(mark) {
        return 0.0;
    }
    let widths: Vec<usize> =
        Splitter::new(sample, mark, 0).take(100).map(|r| r.map_or(0, |row| row.cells.len())).collect();
    let width = most_common(&widths);
    if width < 2 {
        return 0.0;
    }
    let share = widths.iter().filter(|w| **w == width).count() as f64 / widths.len() as f64;
    share * share * (width as f64).ln()
}

/// The number that stands there most often; of two as frequent the greater.
fn most_common(widths: &[usize]) -> usize {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for width in widths {
        *counts.entry(*width).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map_or(0, |(width, _)| width)
}

fn read_rows(table: &mut Table, body: &str, lines_before: usize) {
    for record in Splitter::new(body, table.delimiter, lines_before) {
        match record {
            Ok(row) => table.rows.push(row),
            Err(problem) => table.problems.push(problem),
        }
    }
}

fn take_headings(table: &mut Table) {
    let Some((first, rest)) = table.rows.split_first() else { return };
    let nothing_before = table.problems.first().is_none_or(|p| p.line > first.line);
    if nothing_before && looks_like_headings(&first.cells, rest) {
        table.headings = first.cells.iter().map(|h| h.trim().to_owned()).collect();
        table.rows.remove(0);
    }
}

/// Takes the rows of another width out: their cells may stand under the wrong headings.
fn refuse_odd_rows(table: &mut Table) {
    let widths: Vec<usize> = table.rows.iter().map(|r| r.cells.len()).collect();
    let (width, whose) = match table.headings.len() {
        0 => (most_common(&widths), "the other rows have"),
        headings => (headings, "the headings have"),
    };
    let problems = &mut table.problems;
    table.rows.retain_mut(|row| {
        let found = row.cells.len();
        if found > width && row.cells.iter().skip(width).all(|c| c.trim().is_empty()) {
            row.cells.truncate(width);
        }
        let fits = row.cells.len() == width;
        if !fits {
            let fields = if found == 1 { "field" } else { "fields" };
            problems.push(Problem::new(row.line, format!("{found} {fields} where {whose} {width}")));
        }
        fits
    });
    problems.sort_by_key(|p| p.line);
}
