//! What templates and layouts there are: those that come with Rolltop, the department's own, and what is wrong with them.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::desk::letters::House;
use crate::paper::letter::LAYOUT;
use crate::paper::sample::sample;
use crate::paper::template::{self, Template, built_in, built_in_source};

/// A template, or a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Text with fields.
    Template,
    /// How letters lie on paper.
    Layout,
}

/// One of them.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub sort: Sort,
    pub id: String,
    pub name: String,
    /// Whose it is, in words.
    pub whose: &'static str,
    /// The department's own file; none: it comes with Rolltop.
    pub file: Option<PathBuf>,
    pub detail: String,
    /// Why it cannot be used.
    pub fault: Option<String>,
}

impl Piece {
    /// A key of its own in the list.
    pub fn key(&self) -> String {
        format!("{:?} {} {}", self.sort, self.id, self.file_name())
    }

    pub fn file_name(&self) -> String {
        let name = self.file.as_ref().and_then(|f| f.file_name());
        name.map_or_else(|| self.id.clone(), |n| n.to_string_lossy().into_owned())
    }

    /// Its source.
    pub fn source(&self) -> Result<String, String> {
        match (&self.file, self.sort) {
            (Some(file), _) => {
                std::fs::read_to_string(file).map_err(|e| format!("{} could not be read: {e}.", file.display()))
            }
            (None, Sort::Layout) => Ok(LAYOUT.to_owned()),
            (None, Sort::Template) => {
                built_in_source(&self.id).map(str::to_owned).ok_or_else(|| "There is no such template.".into())
            }
        }
    }

    /// The template; of a layout the clinic letter, which shows most of it.
    pub fn template(&self) -> Result<Template, String> {
        let id = match self.sort {
            Sort::Template => {
                return template::parse(&self.file_name(), &self.source()?).map_err(|e| e.to_string());
            }
            Sort::Layout if self.id == "layout" => "clinic-letter",
            Sort::Layout => self.id.as_str(),
        };
        let found = built_in().iter().find(|t| t.id == id).or(built_in().first());
        found.cloned().ok_or_else(|| "There is no such template.".into())
    }

    /// A PDF of it with an invented patient.
    pub fn pdf(&self, house: &House, today: NaiveDate) -> Result<Vec<u8>, String> {
        let template = self.template()?;
        let layout = match self.sort {
            Sort::Layout => Some(self.source()?),
            Sort::Template => house.layout(&template.id),
        };
        sample(&template, &house.head, today).pdf(layout.as_deref()).map_err(|e| e.to_string())
    }
}

/// All of them: templates first, own ones in the place of those they replace, then layouts.
pub(super) fn all(house: &House, today: NaiveDate) -> Vec<Piece> {
    let own = template::own(&house.templates_folder());
    let mut pieces: Vec<Piece> = own.iter().map(|(path, read)| of_file(path, read)).collect();
    let taken: Vec<String> = pieces.iter().filter(|p| p.fault.is_none()).map(|p| p.id.clone()).collect();
    pieces.extend(built_in().iter().filter(|t| !taken.contains(&t.id)).map(shipped));
    pieces.extend(layouts(house, today));
    pieces
}

fn shipped(template: &Template) -> Piece {
    Piece {
        sort: Sort::Template,
        id: template.id.clone(),
        name: template.name.clone(),
        whose: "comes with Rolltop",
        file: None,
        detail: says(template),
        fault: None,
    }
}

fn says(template: &Template) -> String {
    let approval = if template.needs_approval { "to be approved" } else { "needs no approval" };
    let first = template.subject.first().map(|s| format!(" · {s}")).unwrap_or_default();
    format!("{} · {approval}{first}", template.kind)
}

fn of_file(path: &Path, read: &Result<Template, template::TemplateError>) -> Piece {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let base = Piece {
        sort: Sort::Template,
        id: stem.clone(),
        name: stem,
        whose: "ours",
        file: Some(path.to_owned()),
        detail: String::new(),
        fault: None,
    };
    match read {
        Ok(template) => {
            let replaces = built_in().iter().any(|t| t.id == template.id);
            let whose = if replaces { "ours, for the shipped one" } else { "ours" };
            Piece { id: template.id.clone(), name: template.name.clone(), whose, detail: says(template), ..base }
        }
        Err(fault) => Piece { fault: Some(format!("{}.", fault.why.trim_end_matches('.'))), ..base },
    }
}

/// The layout that comes with Rolltop, and those of the desk's own.
fn layouts(house: &House, today: NaiveDate) -> Vec<Piece> {
    let shipped = Piece {
        sort: Sort::Layout,
        id: "layout".into(),
        name: "Layout of letters".into(),
        whose: "comes with Rolltop",
        file: None,
        detail: "how a letter lies on paper (typst)".into(),
        fault: None,
    };
    let own: Vec<Piece> =
        typ_files(&house.templates_folder()).into_iter().map(|path| of_layout(&path, house, today)).collect();
    let replaced = own.iter().any(|p| p.id == "layout");
    Some(shipped).filter(|_| !replaced).into_iter().chain(own).collect()
}

fn of_layout(path: &Path, house: &House, today: NaiveDate) -> Piece {
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = if id == "layout" { "Layout of letters".to_owned() } else { format!("Layout of {id}") };
    let piece = Piece {
        sort: Sort::Layout,
        id,
        name,
        whose: "ours",
        file: Some(path.to_owned()),
        detail: "how a letter lies on paper (typst)".into(),
        fault: None,
    };
    let fault = piece.pdf(house, today).err();
    Piece { fault, ..piece }
}

fn typ_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|end| end == "typ")).collect();
    files.sort();
    files
}
