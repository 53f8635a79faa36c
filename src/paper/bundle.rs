//! Many documents bound into one file for the printer: each begins on an odd page, so that printing on both sides
//! never puts two people's letters on one sheet.

use typst::layout::Frame;
use typst::model::{Document, DocumentInfo};
use typst_layout::{Page, PagedDocument};

use super::engine::{self, Options, PaperError};
use super::letter::{LAYOUT, LetterDoc};

/// A file for the printer that grows by a document at a time.
#[derive(Default)]
pub struct Bundle {
    pages: Vec<Page>,
    info: DocumentInfo,
    /// Printed on both sides.
    both_sides: bool,
}

impl Bundle {
    /// An empty file; printed on both sides each document begins on a new sheet.
    pub fn new(both_sides: bool) -> Self {
        Self { both_sides, ..Self::default() }
    }

    /// Binds a letter behind the others, by the layout given or the desk's own; how many pages it has.
    ///
    /// # Errors
    /// As [`LetterDoc::pdf`].
    pub fn letter(&mut self, doc: &LetterDoc, layout: Option<&str>) -> Result<usize, PaperError> {
        let (data, options) = doc.parts();
        self.add(layout.unwrap_or(LAYOUT), &data, &options)
    }

    pub(super) fn add(
        &mut self,
        layout: &str,
        data: &serde_json::Value,
        options: &Options,
    ) -> Result<usize, PaperError> {
        let document = engine::set(layout, data, options)?;
        if self.both_sides && self.pages.len() % 2 == 1 {
            self.pages.extend(self.pages.last().map(blank));
        }
        self.pages.extend(document.pages().iter().cloned());
        self.info = document.info().clone();
        Ok(document.pages().len())
    }

    /// How many pages there are, blank ones too.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// A document cannot be written as a PDF.
    pub fn finish(self, title: &str) -> Result<Vec<u8>, PaperError> {
        let info = DocumentInfo { title: Some(title.into()), ..self.info };
        engine::bind(&PagedDocument::new(self.pages.into_iter().collect(), info))
    }
}

/// An empty page of the same size.
fn blank(like: &Page) -> Page {
    Page { frame: Frame::hard(like.frame.size()), ..like.clone() }
}
