//! The typesetter: a layout and its data in, an accessible PDF (PDF/UA-1 and PDF/A-2a) out.
//!
//! The layout sees one file, `data.json`. Whatever else it asks for is refused, so a layout from outside cannot
//! put a file of this machine into a letter.

use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use thiserror::Error;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::clean::{printable, printable_data};
use super::fonts::fonts;

/// Sets what every document must have, whatever its layout does: title, author, date, language, font.
const FRAME: &str = r#"#let meta = json("meta.json")
#set document(title: meta.title, author: meta.author, date: datetime(year: meta.year, month: meta.month, day: meta.day))
#set text(lang: "en", region: "GB", font: "Liberation Sans", hyphenate: false)
#include "layout.typ"
"#;

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Its title, as a reader's window and a screen reader name it.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The date it bears.
    pub date: NaiveDate,
}

/// Why no document came out, as a sentence.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum PaperError {
    /// The layout has a fault.
    #[error("The layout cannot be used: {}{why}. Correct it there, or take the file away to use the layout that comes with Rolltop.",
        .line.map(|line| format!("line {line}: ")).unwrap_or_default())]
    Layout {
        /// Where in the layout, from 1, where that is known.
        line: Option<usize>,
        /// What the typesetter found.
        why: String,
    },
    /// The document is set but does not make an accessible PDF.
    #[error(
        "The document cannot be made into an accessible PDF: {why}. Take what is named out of the letter or the layout."
    )]
    Export {
        /// What the standard forbids.
        why: String,
    },
}

/// Sets `template`, the source of a layout, with `data` and gives the bytes of a PDF. The layout reads its data with
/// `json("data.json")`; every text in it stays text.
pub fn typeset(template: &str, data: &Value, options: &Options) -> Result<Vec<u8>, PaperError> {
    let world = Desk::new(template, data, options);
    let outcome = world.pdf();
    // The typesetter remembers what it set; unchecked, it would remember every letter of the day.
    comemo::evict(10);
    outcome
}

/// Sets a document and leaves it in pages, to be bound with others.
pub(super) fn set(template: &str, data: &Value, options: &Options) -> Result<PagedDocument, PaperError> {
    let set = Desk::new(template, data, options).document();
    comemo::evict(10);
    set
}

/// Many documents' pages as one file for the printer. It is not tagged: nobody reads it on a screen.
pub(super) fn bind(document: &PagedDocument) -> Result<Vec<u8>, PaperError> {
    let options = PdfOptions { creator: Smart::Custom(Some("Rolltop".into())), tagged: false, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|faults| export_error(&faults))
}

struct Ids {
    frame: FileId,
    layout: FileId,
    data: FileId,
    meta: FileId,
}

/// File ids live as long as the program and there are 65,535 of them: they are made once, not for each letter.
fn ids() -> &'static Ids {
    static IDS: OnceLock<Ids> = OnceLock::new();
    IDS.get_or_init(|| Ids {
        frame: id("frame.typ"),
        layout: id("layout.typ"),
        data: id("data.json"),
        meta: id("meta.json"),
    })
}

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
}

/// One document on its way: what its layout may see.
struct Desk {
    frame: Source,
    layout: Source,
    data: Bytes,
    meta: Bytes,
}

impl Desk {
    fn new(template: &str, data: &Value, options: &Options) -> Self {
        Self {
            frame: Source::new(ids().frame, FRAME.to_owned()),
            layout: Source::new(ids().layout, template.to_owned()),
            data: Bytes::from_string(printable_data(data).to_string()),
            meta: Bytes::from_string(meta(options).to_string()),
        }
    }

    fn document(&self) -> Result<PagedDocument, PaperError> {
        typst::compile::<PagedDocument>(self).output.map_err(|faults| self.layout_error(&faults))
    }

    fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        let document = self.document()?;
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|fault| PaperError::Export { why: fault.message().to_string() })?;
        let options = PdfOptions { creator: Smart::Custom(Some("Rolltop".into())), standards, ..PdfOptions::default() };
        typst_pdf::pdf(&document, &options).map_err(|faults| export_error(&faults))
    }

    fn layout_error(&self, faults: &[SourceDiagnostic]) -> PaperError {
        let Some(fault) = faults.first() else {
            return PaperError::Layout { line: None, why: "it gives nothing".to_owned() };
        };
        PaperError::Layout { line: self.line(fault), why: said(fault) }
    }

    /// The line of the fault itself, else of the nearest call in the layout that led to it.
    fn line(&self, fault: &SourceDiagnostic) -> Option<usize> {
        let here = (fault.span.id() == Some(ids().layout)).then(|| self.range(fault.span)).flatten();
        let range = here.or_else(|| {
            fault
                .trace
                .iter()
                .filter(|call| call.span.id() == Some(ids().layout))
                .find_map(|call| self.range(call.span))
        })?;
        self.layout.lines().byte_to_line(range.start).map(|line| line + 1)
    }

    fn refuse<T>() -> FileResult<T> {
        Err(FileError::Other(Some("a layout may read data.json and nothing else".into())))
    }
}

fn meta(options: &Options) -> Value {
    let title = printable(options.title.trim());
    json!({
        "title": if title.is_empty() { "Document".to_owned() } else { title },
        "author": printable(options.author.trim()),
        "year": options.date.year(),
        "month": options.date.month(),
        "day": options.date.day(),
    })
}

fn export_error(faults: &[SourceDiagnostic]) -> PaperError {
    let why = faults.first().map_or_else(|| "the reason is unknown".to_owned(), said);
    PaperError::Export { why: why.trim_start_matches("PDF/UA-1 error: ").to_owned() }
}

fn said(fault: &SourceDiagnostic) -> String {
    let hints: Vec<String> = fault.hints.iter().map(|hint| hint.v.to_string()).collect();
    if hints.is_empty() { fault.message.to_string() } else { format!("{} ({})", fault.message, hints.join("; ")) }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        ids().frame
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            id if id == ids().frame => Ok(self.frame.clone()),
            id if id == ids().layout => Ok(self.layout.clone()),
            _ => Self::refuse(),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            id if id == ids().data => Ok(self.data.clone()),
            id if id == ids().meta => Ok(self.meta.clone()),
            _ => Self::refuse(),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().list.get(index).cloned()
    }

    /// Time is handed in as data; a layout does not ask the clock.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(layout: &str) -> Result<Vec<u8>, PaperError> {
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let options = Options { title: "A letter".into(), author: "Dr Ayesha Rahman".into(), date };
        typeset(layout, &json!({ "name": "Grace" }), &options)
    }

    fn fault(layout: &str) -> (Option<usize>, String) {
        match set(layout) {
            Err(PaperError::Layout { line, why }) => (line, why),
            other => panic!("expected a fault of the layout, got {:?}", other.map(|bytes| bytes.len())),
        }
    }

    #[test]
    fn a_plain_layout_makes_a_pdf() {
        let pdf = set("#let d = json(\"data.json\")\n= Hello\n#d.name").unwrap();
        assert!(pdf.starts_with(b"%PDF-1."));
    }

    #[test]
    fn the_same_letter_is_the_same_bytes() {
        assert_eq!(set("= Hello").unwrap(), set("= Hello").unwrap());
    }

    #[test]
    fn no_other_file_is_read() {
        for (line, ask) in [
            (2, "\n#read(\"/etc/passwd\")"),
            (3, "\n\n#read(\"../../../etc/passwd\")"),
            (1, "#import \"other.typ\": x"),
            (1, "#import \"@preview/cetz:0.3.0\""),
            (2, "\n#image(\"logo.png\")"),
            (1, "#include \"/proc/self/environ\""),
        ] {
            let (at, why) = fault(ask);
            assert_eq!(at, Some(line), "{ask}: {why}");
        }
        assert!(fault("#read(\"/etc/passwd\")").1.contains("nothing else"));
    }

    #[test]
    fn a_slip_is_named_with_its_line() {
        let (line, why) = fault("#let d = json(\"data.json\")\n\n#d.salutatoin");
        assert_eq!(line, Some(3));
        assert!(why.contains("salutatoin"), "{why}");
        assert_eq!(fault("a\n#let = 3").0, Some(2));
        let sentence = set("\n#d").unwrap_err().to_string();
        assert!(sentence.starts_with("The layout cannot be used: line 2: unknown variable: d"), "{sentence}");
    }

    #[test]
    fn the_clock_is_not_asked_and_no_layout_runs_for_ever() {
        assert_eq!(fault("#datetime.today().year()").0, Some(1));
        assert_eq!(fault("#let i = 0\n#while true { i = i + 1 }").0, Some(2));
        assert_eq!(fault("#let f(x) = f(x)\n#f(1)").0, Some(1));
    }

    #[test]
    fn an_inaccessible_layout_is_refused() {
        let refused = set("= One\n中").unwrap_err();
        assert!(matches!(&refused, PaperError::Export { why } if why.contains("could not be displayed")), "{refused}");
    }
}
