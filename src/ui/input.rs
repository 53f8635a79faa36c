//! One line to type into: whole graphemes, words, paste as text.

use super::{Look, pen, width};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

/// A line of text and a cursor in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextLine {
    text: String,
    /// Byte offset of the cursor, always between two graphemes.
    cursor: usize,
    /// Byte offset of the first grapheme that is drawn.
    first: usize,
    masked: bool,
    /// The text stands there as a whole: the first character typed takes its place.
    whole: bool,
    hint: String,
}

/// Whether a key types a character: nothing held, Shift, or `AltGr` (which some terminals send as Ctrl-Alt).
pub(super) fn types_text(modifiers: KeyModifiers) -> bool {
    let held = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    (held.is_empty() || held == KeyModifiers::CONTROL | KeyModifiers::ALT)
        && !modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::META | KeyModifiers::HYPER)
}

impl TextLine {
    /// A line that holds this text, with the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut line = Self::default();
        line.set_text(text);
        line
    }

    /// The same line with words that are shown while it is empty.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }

    /// The same line with a star for every character: for a passphrase.
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.masked = true;
        self
    }

    /// The same line with its text standing there as a whole: what is typed first takes its place, unless it is a blank
    /// or another key comes before it. For dates and other short values.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.whole = !self.text.is_empty();
        self
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces the text; the cursor goes behind it.
    pub fn set_text(&mut self, text: &str) {
        self.text = width::clean(text).into_owned();
        self.cursor = self.text.len();
        self.first = 0;
        self.whole = false;
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        self.set_text("");
    }

    /// The byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor at a byte offset, moved back to the start of the grapheme it falls into.
    pub fn set_cursor(&mut self, at: usize) {
        let boundary = self.text.grapheme_indices(true).map(|(i, _)| i).take_while(|&i| i <= at).last();
        self.cursor = if at >= self.text.len() { self.text.len() } else { boundary.unwrap_or(0) };
    }

    /// Inserts text at the cursor: line ends become spaces, control characters are left out.
    pub fn paste(&mut self, text: &str) {
        let text = width::clean(text);
        if std::mem::take(&mut self.whole) && text != " " {
            self.clear();
        }
        self.text.insert_str(self.cursor, &text);
        let end = self.cursor + text.len();
        self.set_cursor(end);
        if self.cursor < end {
            // A combining mark joined the grapheme before it: stand behind the whole.
            self.cursor = self.next();
        }
    }

    /// Takes a key. Says whether it was one for this line; Enter, Tab, Esc, Up and Down never are.
    pub fn handle(&mut self, key: KeyEvent) -> bool {
        if key.kind == KeyEventKind::Release {
            return false;
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char(c) if types_text(key.modifiers) => self.paste(c.encode_utf8(&mut [0; 4])),
            KeyCode::Char('w' | 'h') if ctrl => self.remove(self.word_left(), self.cursor),
            KeyCode::Char('u') if ctrl => self.remove(0, self.cursor),
            KeyCode::Backspace if ctrl || key.modifiers.contains(KeyModifiers::ALT) => {
                self.remove(self.word_left(), self.cursor);
            }
            KeyCode::Delete if ctrl => self.remove(self.cursor, self.word_right()),
            KeyCode::Backspace => self.remove(self.previous(), self.cursor),
            KeyCode::Delete => self.remove(self.cursor, self.next()),
            KeyCode::Left => self.cursor = if ctrl { self.word_left() } else { self.previous() },
            KeyCode::Right => self.cursor = if ctrl { self.word_right() } else { self.next() },
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.text.len(),
            _ => return false,
        }
        self.whole = false;
        true
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.set_cursor(from);
    }

    fn previous(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        let rest = &self.text[self.cursor..];
        self.cursor + rest.graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let mut words = self.text[..self.cursor].unicode_word_indices();
        words.next_back().map_or(0, |(at, _)| at)
    }

    fn word_right(&self) -> usize {
        let mut words = self.text[self.cursor..].unicode_word_indices();
        words.next().map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    /// Draws the line and scrolls it so that the cursor is seen. Returns the cursor's place if it has the keys.
    pub fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look, focused: bool) -> Option<Position> {
        let area = pen::row(pen::visible(frame, area), 0);
        if area.is_empty() {
            return None;
        }
        let style = if focused { look.theme.field_focus } else { look.theme.field };
        pen::fill(frame.buffer_mut(), area, style);
        self.scroll(usize::from(area.width));
        if self.text.is_empty() {
            pen::put_short(frame.buffer_mut(), area, (0, 0), area.width, &self.hint, style.patch(look.theme.dim));
        } else {
            let shown = self.shown(self.first, self.text.len());
            pen::put(frame.buffer_mut(), area, 0, 0, &shown, style);
        }
        let col = width::width(&self.shown(self.first, self.cursor)).min(usize::from(area.width) - 1);
        focused.then(|| Position::new(area.x + col as u16, area.y))
    }

    fn shown(&self, from: usize, to: usize) -> String {
        let text = &self.text[from..to];
        if self.masked { "*".repeat(text.graphemes(true).count()) } else { text.to_owned() }
    }

    /// Keeps the cursor inside `room` cells, one of which it needs for itself.
    fn scroll(&mut self, room: usize) {
        if self.cursor < self.first || !self.text.is_char_boundary(self.first) {
            self.first = 0;
        }
        while self.first < self.cursor && width::width(&self.shown(self.first, self.cursor)) + 1 > room {
            let step = self.text[self.first..].graphemes(true).next().map_or(1, str::len);
            self.first += step;
        }
    }
}
