//! The editor for letters, minutes and notes: soft wrap, word-processor keys, undo by words, find, marks.
//!
//! Positions are byte offsets into the text and always stand between two graphemes. The text holds
//! no control character but the line end. It is the project's own because what can be had
//! (rat-text 3.1) stops the program when Delete is pressed at the end of a text that ends in an empty line.

mod draw;
mod find;
mod history;
mod keys;
mod layout;
mod marks;
mod motion;
mod plain;

#[cfg(test)]
mod tests;

pub use marks::MarkKind;
pub use plain::TextStyle;

use super::width;
use find::Find;
use history::{History, Place, Step};
use layout::Layout;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// How wide the text is set at most, unless told otherwise: a comfortable line.
pub const MEASURE: u16 = 90;

/// So many bytes before the cursor are counted by graphemes.
const COUNTED: usize = 4096;

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditOutcome {
    /// The key means nothing inside a text.
    Ignored,
    /// The cursor or the selection moved, or the key was taken and changed nothing.
    Moved,
    /// The text changed.
    Changed,
}

/// A text that is being edited.
#[derive(Debug, Clone)]
pub struct Editor {
    text: String,
    at: Place,
    layout: Layout,
    history: History,
    marks: Vec<(Range<usize>, MarkKind)>,
    styles: Vec<(Range<usize>, TextStyle)>,
    find: Find,
    /// What is offered behind the cursor and not part of the text.
    offered: Option<String>,
    clipboard: String,
    copied: Option<String>,
    /// The column that Up and Down try to keep.
    goal: Option<usize>,
    /// The byte with which the first visible row starts, or any byte of that row.
    top: usize,
    /// Whether the next drawing scrolls to the cursor.
    follow: bool,
    page: usize,
    measure: u16,
}

/// Text as it may stand in a letter: line ends are `\n`, tabs are spaces, no other control character.
fn cleaned(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', "    ");
    if lines.contains(|c| c != '\n' && width::is_unsafe(c)) {
        return lines.chars().filter(|&c| c == '\n' || !width::is_unsafe(c)).collect();
    }
    lines
}

impl Default for Editor {
    fn default() -> Self {
        Self::new("")
    }
}

impl Editor {
    /// An editor with this text and the cursor at its start.
    pub fn new(text: &str) -> Self {
        let text = cleaned(text);
        let layout = Layout::new(&text, usize::from(MEASURE));
        Self {
            text,
            at: Place::default(),
            layout,
            history: History::default(),
            marks: Vec::new(),
            styles: Vec::new(),
            find: Find::default(),
            offered: None,
            clipboard: String::new(),
            copied: None,
            goal: None,
            top: 0,
            follow: true,
            page: 20,
            measure: MEASURE,
        }
    }

    /// The same editor with lines of at most so many cells.
    #[must_use]
    pub fn measure(mut self, cells: u16) -> Self {
        self.measure = cells.max(1);
        self.layout.set_width(&self.text, usize::from(self.measure));
        self
    }

    /// A copy of the text.
    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Replaces everything. Undo begins anew, marks go, the cursor stands at the start.
    pub fn set_text(&mut self, text: &str) {
        let clipboard = std::mem::take(&mut self.clipboard);
        let (measure, page) = (self.measure, self.page);
        *self = Self { clipboard, page, ..Self::new(text).measure(measure) };
    }

    /// The cursor.
    pub fn cursor(&self) -> usize {
        self.at.cursor
    }

    /// Puts the cursor at a byte offset, or at the next boundary of a grapheme. Selects nothing.
    pub fn set_cursor(&mut self, at: usize) {
        self.move_to(at, false);
        self.goal = None;
    }

    /// The byte with which the first visible row starts.
    pub fn scroll(&self) -> usize {
        self.layout.row_of(self.top.min(self.text.len())).range.start
    }

    /// Scrolls so that the row with this byte is the first, even if the cursor is then not seen.
    pub fn set_scroll(&mut self, top: usize) {
        self.top = self.snap(top);
        self.follow = false;
    }

    /// What is selected, as bytes.
    pub fn selection(&self) -> Option<Range<usize>> {
        let (from, to) = (self.at.cursor.min(self.at.anchor), self.at.cursor.max(self.at.anchor));
        (from < to).then_some(from..to)
    }

    /// Selects a range; the cursor stands at its end.
    pub fn set_selection(&mut self, range: Range<usize>) {
        self.move_to(range.start, false);
        self.move_to(range.end, true);
        self.goal = None;
    }

    /// The selected text; empty if nothing is selected.
    pub fn selected_text(&self) -> &str {
        self.selection().map_or("", |range| &self.text[range])
    }

    /// Inserts a text at the cursor in place of the selection, as one step of undo.
    pub fn insert(&mut self, text: &str) {
        let range = self.selection().unwrap_or(self.at.cursor..self.at.cursor);
        self.history.close();
        self.edit(range, &cleaned(text), Step::Other);
        self.history.close();
    }

    /// Inserts pasted text: never keys, no control characters, tabs as spaces.
    pub fn paste(&mut self, text: &str) {
        self.insert(text);
    }

    /// Replaces a range of bytes, as one step of undo: an expanded snippet, a corrected word.
    pub fn replace_range(&mut self, range: Range<usize>, with: &str) {
        let (from, to) = (self.snap(range.start.min(range.end)), self.snap(range.end));
        self.history.close();
        self.edit(from..to, &cleaned(with), Step::Other);
        self.history.close();
    }

    /// Offers words behind the cursor: shown faintly, and part of the text only when taken. Any move or change ends it.
    pub fn offer(&mut self, words: Option<String>) {
        self.offered = words.map(|w| cleaned(&w)).filter(|w| !w.is_empty() && !w.contains('\n'));
    }

    /// What is offered.
    pub fn offered(&self) -> Option<&str> {
        self.offered.as_deref()
    }

    /// Takes what is offered into the text, as one step of undo. Says whether anything was.
    pub fn take_offered(&mut self) -> bool {
        let Some(words) = self.offered.take() else { return false };
        self.insert(&words);
        true
    }

    /// Replaces several ranges, which do not overlap, as one step of undo. The cursor stands behind the last one.
    pub fn replace_many(&mut self, puts: &[(Range<usize>, String)]) {
        let mut puts: Vec<&(Range<usize>, String)> = puts.iter().collect();
        puts.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut end = None;
        self.history.begin();
        for (range, with) in puts {
            let (from, to) = (self.snap(range.start.min(range.end)), self.snap(range.end));
            let with = cleaned(with);
            self.edit(from..to, &with, Step::Other);
            let grown = |at: usize| at - (to - from) + with.len();
            end = Some(end.map_or(from + with.len(), grown));
        }
        self.history.end();
        if let Some(end) = end {
            self.set_cursor(end);
        }
    }

    /// Takes back the last step. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some((edits, place)) = self.history.undo() else { return false };
        for edit in edits {
            self.apply(edit.at..edit.at + edit.inserted.len(), &edit.removed);
        }
        self.stand(place);
        true
    }

    /// Does again what was taken back. Says whether there was anything.
    pub fn redo(&mut self) -> bool {
        let Some((edits, place)) = self.history.redo() else { return false };
        for edit in edits {
            self.apply(edit.at..edit.at + edit.removed.len(), &edit.inserted);
        }
        self.stand(place);
        true
    }

    /// Text that was copied or cut since the last call, for the terminal's own clipboard.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// What Ctrl-V would paste.
    pub fn clipboard(&self) -> &str {
        &self.clipboard
    }

    /// Sets what Ctrl-V pastes.
    pub fn set_clipboard(&mut self, text: &str) {
        self.clipboard = cleaned(text);
    }

    /// How many words the text has, counted as a word processor does.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
    }

    /// Where the cursor is: line (from 1, a line being a paragraph) and character in it (from 1).
    pub fn line_col(&self) -> (usize, usize) {
        let before = &self.text[..self.at.cursor];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        // Of a line without an end only the last stretch is counted grapheme by grapheme: nobody counts along.
        let near = self.snap((start + before[start..].len().saturating_sub(COUNTED)).min(before.len()));
        let column = before[start..near].chars().count() + before[near..].graphemes(true).count() + 1;
        (before.matches('\n').count() + 1, column)
    }

    /// The place and text of the word the cursor is in or behind.
    pub fn word_at_cursor(&self) -> Option<(Range<usize>, &str)> {
        let range = motion::word_around(&self.text, self.at.cursor)?;
        Some((range.clone(), &self.text[range]))
    }

    fn snap(&self, at: usize) -> usize {
        motion::snap(&self.text, at)
    }

    /// Moves the cursor; the anchor stays behind if the selection is to grow.
    fn move_to(&mut self, at: usize, extend: bool) {
        let cursor = self.snap(at);
        self.at = Place { cursor, anchor: if extend { self.at.anchor } else { cursor } };
        self.offered = None;
        self.history.close();
        self.follow = true;
    }

    fn stand(&mut self, place: Place) {
        self.at = Place { cursor: self.snap(place.cursor), anchor: self.snap(place.anchor) };
        self.goal = None;
        self.follow = true;
    }

    /// Every change of the text that undo must know goes through here.
    fn edit(&mut self, range: Range<usize>, with: &str, step: Step) {
        if range.is_empty() && with.is_empty() {
            return;
        }
        let before = self.at;
        let removed = self.text[range.clone()].to_owned();
        let at = range.start;
        self.apply(range, with);
        let cursor = self.snap(at + with.len());
        self.stand(Place { cursor, anchor: cursor });
        self.history.record(history::Edit { at, removed, inserted: with.to_owned() }, step, before, self.at);
    }

    /// Changes the text, and moves along whatever points into it.
    fn apply(&mut self, range: Range<usize>, with: &str) {
        self.offered = None;
        self.text.replace_range(range.clone(), with);
        self.layout.change(&self.text, &range, with.len());
        marks::shift(&mut self.marks, &range, with);
        marks::move_along(&mut self.styles, &range, with.len());
        // What is put in just where the screen begins is seen.
        if range.end <= self.top && range.start < self.top {
            self.top = self.top - range.len() + with.len();
        }
        self.top = self.top.min(self.text.len());
        while !self.text.is_char_boundary(self.top) {
            self.top -= 1;
        }
        self.find.refresh(&self.text);
    }
}
