//! A file of people, read and understood: its cards, its columns where it has some, and the lines that are broken.

use crate::desk::people::export::What;
use crate::exchange::csv::{self, Table, write_csv_with_bom};
use crate::exchange::mapping::{self, Kind, Mapping, Shown};
use crate::exchange::person::{PersonCard, Problem};
use crate::exchange::{ods, vcard};
use crate::store::Refusal;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with any delimiter and encoding.
    Csv,
    /// Address cards.
    Vcard,
    /// A national list of organisations.
    Ods,
}

enum Body {
    /// Cards, or the organisations of a list.
    Cards(Vec<PersonCard>),
    Table {
        table: Table,
        mapping: Mapping,
    },
}

/// A file of people.
pub struct SourceFile {
    /// Its name, for sentences.
    pub name: String,
    /// What it is imported as.
    pub what: What,
    body: Body,
    problems: Vec<Problem>,
    /// The text of the lines that are broken.
    broken: Vec<(usize, String)>,
}

impl SourceFile {
    /// Reads a file. Without a format it is told by its first words and by its columns.
    ///
    /// # Errors
    /// An empty file, a list of organisations as patients, or another kind of file than was said.
    pub fn read(bytes: &[u8], name: &str, what: What, format: Option<Format>) -> Result<Self, Refusal> {
        let name = name.to_owned();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Refusal::rule(format!("{name} is empty. Nothing was imported.")));
        }
        if format.map_or_else(|| is_cards(bytes, &name), |f| f == Format::Vcard) {
            let read = vcard::read(bytes);
            return Ok(Self { name, what, body: Body::Cards(read.cards), problems: read.problems, broken: Vec::new() });
        }
        let table = csv::sniff(bytes);
        let broken = broken_lines(bytes, &table.problems);
        let problems = table.problems.clone();
        let listed = if format == Some(Format::Csv) { None } else { ods::cards(&table) };
        if listed.is_some() && what == What::Patients {
            return Err(Refusal::rule(format!(
                "{name} is a list of organisations, not of patients. Import it as contacts."
            )));
        }
        if format == Some(Format::Ods) && listed.is_none() {
            return Err(Refusal::rule(format!(
                "{name} is not one of the national lists (practices, trusts, NHS Choices). Import it as CSV."
            )));
        }
        let body = listed.map_or_else(|| Body::mapped(table, what), Body::Cards);
        Ok(Self { name, what, body, problems, broken })
    }

    /// A file of nothing, until it is read.
    pub fn nothing(name: &str, what: What) -> Self {
        let body = Body::Cards(Vec::new());
        Self { name: name.to_owned(), what, body, problems: Vec::new(), broken: Vec::new() }
    }

    /// The columns with what each is taken for and a value; nothing for cards and national lists.
    pub fn columns(&self) -> Vec<Shown> {
        match &self.body {
            Body::Table { table, mapping } => mapping.describe(table),
            Body::Cards(_) => Vec::new(),
        }
    }

    /// Which column is which field, where the file has columns.
    pub fn mapping(&self) -> Option<&Mapping> {
        match &self.body {
            Body::Table { mapping, .. } => Some(mapping),
            Body::Cards(_) => None,
        }
    }

    /// Takes another mapping, if the file has columns and the mapping is one for them.
    pub fn set_mapping(&mut self, new: Mapping) {
        let kind = kind_of(self.what);
        if let Body::Table { table, mapping } = &mut self.body
            && new.kind == kind
            && new.columns.iter().all(|c| c.column < table.width())
        {
            *mapping = new;
        }
    }

    /// Under which name a mapping for these headings is remembered; none where there are no columns.
    pub fn signature(&self) -> Option<String> {
        match &self.body {
            Body::Table { table, .. } => {
                let names: Vec<String> = (0..table.width()).map(|c| table.column_name(c)).collect();
                let kind = if self.what == What::Patients { "patients" } else { "contacts" };
                Some(format!("mapping/{kind}/{}", mapping::signature(&names)))
            }
            Body::Cards(_) => None,
        }
    }

    /// What no column holds and the import cannot do without.
    pub fn missing(&self) -> Vec<&'static str> {
        self.mapping().map_or_else(Vec::new, Mapping::missing)
    }

    /// How many lines or cards it has.
    pub fn len(&self) -> usize {
        match &self.body {
            Body::Cards(cards) => cards.len(),
            Body::Table { table, .. } => table.rows.len(),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its cards one after the other, made as they are asked for.
    pub fn cards(&self) -> Box<dyn Iterator<Item = PersonCard> + '_> {
        match &self.body {
            Body::Cards(cards) => Box::new(cards.iter().cloned()),
            Body::Table { table, mapping } => Box::new(mapping::cards(mapping, table)),
        }
    }

    /// The lines that could not be read at all.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The lines that were left out as a CSV file of their own, with the reason behind each.
    pub fn rejects(&self, rejected: &[(usize, String)]) -> Vec<u8> {
        let Body::Table { table, .. } = &self.body else { return self.rejects_by_line(rejected) };
        let mut headings: Vec<String> = (0..table.width()).map(|c| table.column_name(c)).collect();
        headings.push("reason".into());
        let rows = rejected.iter().map(|(line, reason)| {
            let row = table.rows.iter().find(|r| r.line == *line);
            let mut cells: Vec<String> = match row {
                Some(row) => (0..row.cells.len()).map(|c| row.cells.get(c).to_owned()).collect(),
                None => vec![self.broken_line(*line)],
            };
            cells.resize(table.width(), String::new());
            cells.push(reason.clone());
            cells
        });
        write_csv_with_bom(&headings, rows)
    }

    fn rejects_by_line(&self, rejected: &[(usize, String)]) -> Vec<u8> {
        let name = |line: usize| {
            let card = self.cards().find(|c| c.line == line);
            card.map_or_else(
                || self.broken_line(line),
                |c| format!("{} {} {}", c.forename, c.surname, c.organisation).trim().to_owned(),
            )
        };
        let rows = rejected.iter().map(|(line, reason)| [line.to_string(), name(*line), reason.clone()]);
        write_csv_with_bom(&["line", "name", "reason"], rows)
    }

    fn broken_line(&self, line: usize) -> String {
        self.broken.iter().find(|(l, _)| *l == line).map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

impl Body {
    fn mapped(table: Table, what: What) -> Self {
        let names: Vec<String> = table.headings.clone();
        let mapping = mapping::offer(&names, kind_of(what));
        Self::Table { table, mapping }
    }
}

fn kind_of(what: What) -> Kind {
    if what == What::Patients { Kind::Patients } else { Kind::Contacts }
}

/// Whether it holds address cards.
fn is_cards(bytes: &[u8], name: &str) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_uppercase();
    let vcf = std::path::Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("vcf"));
    vcf || head.contains("BEGIN:VCARD")
}

fn broken_lines(bytes: &[u8], problems: &[Problem]) -> Vec<(usize, String)> {
    if problems.is_empty() {
        return Vec::new();
    }
    let (text, _) = csv::decode(bytes);
    let lines: Vec<&str> = text.lines().collect();
    let of = |p: &Problem| Some((p.line, (*lines.get(p.line.checked_sub(1)?)?).to_owned()));
    problems.iter().filter_map(of).collect()
}
