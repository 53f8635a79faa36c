//! Which column of a file is which field: offered from the headings, shown before the import, changed by hand,
//! remembered under the headings, and carried out.

mod diary;
mod field;
mod guess;
mod people;
mod tasks;
mod words;

#[cfg(test)]
mod tests;

pub use diary::{DiaryRow, apply_diary};
pub use field::{Field, Kind};
pub use people::{apply, cards};
pub use tasks::{TaskRow, apply_tasks};

use super::csv::{Row, Table, normal};
use super::person::{Problem, dates, tidy_line, tidy_text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// One column that is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Which one, from 0.
    pub column: usize,
    /// What it holds.
    pub field: Field,
    /// Which telephone or which address: "Mobile", "Home"; else empty.
    #[serde(default)]
    pub label: String,
    /// The column that says which telephone, where there is one.
    #[serde(default)]
    pub label_column: Option<usize>,
}

/// Which column is which field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the file is imported as.
    pub kind: Kind,
    /// The columns that are used, from left to right.
    pub columns: Vec<Column>,
}

/// A column as it is shown before the import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which one, from 0.
    pub column: usize,
    /// Its heading, or "Column 3".
    pub heading: String,
    /// What it is taken for; nothing where it is left out.
    pub field: Option<Field>,
    /// The same in words: "Telephone (Mobile)", "left out".
    pub meaning: String,
    /// The first value there is.
    pub sample: String,
}

/// What came of a file: what was understood, and the rows that were not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied<T> {
    /// In the order of the file.
    pub rows: Vec<T>,
    /// Each with its line.
    pub problems: Vec<Problem>,
}

/// A stable key of a set of headings, under which a mapping is remembered. Spelling in capitals, spaces and
/// punctuation does not change it; another column or another order does.
pub fn signature<S: AsRef<str>>(headings: &[S]) -> String {
    let plain: Vec<String> = headings.iter().map(|h| normal(h.as_ref())).collect();
    let digest = Sha256::digest(plain.join("\u{1f}"));
    let start = digest.iter().take(16).fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
    format!("{start:032x}")
}

/// The mapping that the headings suggest.
pub fn offer<S: AsRef<str>>(headings: &[S], kind: Kind) -> Mapping {
    let plain: Vec<String> = headings.iter().map(|h| normal(h.as_ref())).collect();
    let mut best: BTreeMap<Field, usize> = BTreeMap::new();
    let guesses: Vec<Option<guess::Guess>> = plain.iter().map(|h| guess::guess(h, kind)).collect();
    for found in guesses.iter().flatten() {
        best.entry(found.field).and_modify(|rank| *rank = found.rank.min(*rank)).or_insert(found.rank);
    }
    let mut mapping = Mapping { kind, columns: Vec::new() };
    for (column, found) in guesses.into_iter().enumerate() {
        let Some(found) = found.filter(|g| g.field.takes_many() || best.get(&g.field) == Some(&g.rank)) else {
            continue;
        };
        if found.field.takes_many() || mapping.column(found.field).is_none() {
            let label_column = label_column(&plain, column);
            mapping.columns.push(Column { column, field: found.field, label: found.label, label_column });
        }
    }
    mapping.settle();
    mapping
}

/// Google's "Phone 1 - Label" stands beside "Phone 1 - Value".
fn label_column(plain: &[String], column: usize) -> Option<usize> {
    let stem = plain[column].strip_suffix(" value")?;
    ["label", "type"].iter().find_map(|word| plain.iter().position(|h| *h == format!("{stem} {word}")))
}

impl Mapping {
    /// The first column that holds a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|c| c.field == field).map(|c| c.column)
    }

    /// Says what a column holds; with nothing it is left out. A field of which there is but one leaves its column.
    pub fn set(&mut self, column: usize, field: Option<Field>) {
        self.columns.retain(|c| c.column != column && (Some(c.field) != field || c.field.takes_many()));
        if let Some(field) = field {
            self.columns.push(Column { column, field, label: String::new(), label_column: None });
            self.columns.sort_by_key(|c| c.column);
        }
    }

    /// What the import cannot do without and no column holds, in words. Empty: it can begin.
    pub fn missing(&self) -> Vec<&'static str> {
        let has = |fields: &[Field]| fields.iter().any(|f| self.column(*f).is_some());
        let name = has(&[Field::Surname, Field::FullName]);
        let wanted = match self.kind {
            Kind::Patients => vec![(name, "Surname")],
            Kind::Contacts => vec![(name || has(&[Field::Organisation]), "Surname or Organisation")],
            Kind::Diary => vec![(has(&[Field::Subject]), "Title"), (has(&[Field::Start]), "Start")],
            Kind::Tasks => vec![(has(&[Field::Subject]), "Title")],
        };
        wanted.into_iter().filter(|(there, _)| !there).map(|(_, what)| what).collect()
    }

    /// Every column of the table with what it is taken for and a value, for showing before the import.
    pub fn describe(&self, table: &Table) -> Vec<Shown> {
        (0..table.width()).map(|column| self.shown(table, column)).collect()
    }

    fn shown(&self, table: &Table, column: usize) -> Shown {
        let used = self.columns.iter().find(|c| c.column == column);
        let names = self.columns.iter().any(|c| c.label_column == Some(column));
        let meaning = match used {
            Some(c) if c.label.is_empty() => c.field.label().to_owned(),
            Some(c) => format!("{} ({})", c.field.label(), c.label),
            None if names => "names the next column".to_owned(),
            None => "left out".to_owned(),
        };
        let first = table.rows.iter().map(|r| r.cells.get(column)).find(|c| !c.trim().is_empty());
        let sample = tidy_line(first.unwrap_or_default()).chars().take(60).collect();
        Shown { column, heading: table.column_name(column), field: used.map(|c| c.field), meaning, sample }
    }

    /// Settles what only several headings together say.
    fn settle(&mut self) {
        if self.column(Field::Surname).is_some() && self.column(Field::Forename).is_some() {
            self.columns.retain(|c| c.field != Field::FullName);
        }
        if self.column(Field::OdsCode).is_some() && self.column(Field::Organisation).is_none() {
            self.rename(Field::FullName, Field::Organisation);
        }
        self.settle_addresses();
    }

    fn rename(&mut self, from: Field, to: Field) {
        for column in self.columns.iter_mut().filter(|c| c.field == from) {
            column.field = to;
        }
    }

    /// "Address" is the whole of it when it stands alone, a line where a town stands beside it, and nothing where
    /// the lines have columns of their own.
    fn settle_addresses(&mut self) {
        let has = |columns: &[Column], group: &str, field| columns.iter().any(|c| c.field == field && c.label == group);
        let all = self.columns.clone();
        self.columns.retain(|c| c.field != Field::AddressBlock || !has(&all, &c.label, Field::Address));
        for column in self.columns.iter_mut().filter(|c| c.field == Field::AddressBlock) {
            if has(&all, &column.label, Field::Town) {
                column.field = Field::Address;
            }
        }
    }

    /// The order of day and month in every column that holds dates.
    fn orders(&self, table: &Table) -> BTreeMap<usize, dates::Order> {
        use Field::{Born, ClosedOn, Died, DoneOn, Due, End, OpenedOn, Start};
        let dated = self
            .columns
            .iter()
            .filter(|c| matches!(c.field, Born | Died | OpenedOn | ClosedOn | Start | End | Due | DoneOn));
        dated.map(|c| (c.column, dates::order(table.rows.iter().map(|r| r.cells.get(c.column).trim())))).collect()
    }

    /// The text under a field in a row, on one line.
    fn line(&self, row: &Row, field: Field) -> String {
        self.column(field).map(|column| tidy_line(row.cells.get(column))).unwrap_or_default()
    }

    /// All texts under a field in a row, each as a paragraph.
    fn text(&self, row: &Row, field: Field) -> String {
        let parts = self.columns.iter().filter(|c| c.field == field).map(|c| tidy_text(row.cells.get(c.column)));
        parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// The single things under a field in a row, which are written with semicolons between them.
    fn list(&self, row: &Row, field: Field) -> Vec<String> {
        let cells = self.columns.iter().filter(|c| c.field == field).map(|c| row.cells.get(c.column));
        let parts = cells.flat_map(|cell| cell.split(';')).map(tidy_line);
        parts.filter(|p| !p.is_empty()).collect()
    }
}

/// Whether a cell says yes.
fn is_yes(text: &str) -> bool {
    matches!(&*text.trim().to_lowercase(), "true" | "yes" | "y" | "1" | "on" | "x")
}
