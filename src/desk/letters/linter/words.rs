//! The words of a text with their places, and the sentences they stand in.

use std::ops::Range;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub range: Range<usize>,
}

impl Word<'_> {
    /// Whether it begins with a capital, as names do.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is this word, whatever its capitals.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-')
}

/// The words of a text: letters and digits, with apostrophes and hyphens inside.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (joins(c) && start.is_some()) || is_mark(c);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = text[from..at].trim_end_matches(joins);
                all.push(Word { text: word, range: from..from + word.len() });
                start = None;
            }
            _ => {}
        }
    }
    all
}

/// A combining mark belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// No sentence reaches farther than so many bytes from a place in it.
const REACH: usize = 600;

/// The sentence a place stands in: to the stop before and after it, or the line's ends.
pub(super) fn sentence(text: &str, at: usize) -> Range<usize> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n');
    let (mut from, mut to) = (at.saturating_sub(REACH), (at + REACH).min(text.len()));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let start = text[from..at].char_indices().rev().map(|(i, c)| (from + i, c));
    let start = start.filter(|(_, c)| ends(*c)).find(|(i, c)| is_end(text, *i, *c));
    let end = text[at..to].char_indices().map(|(i, c)| (at + i, c)).find(|(i, c)| ends(*c) && is_end(text, *i, *c));
    start.map_or(from, |(i, c)| i + c.len_utf8())..end.map_or(to, |(i, _)| i)
}

/// A full stop ends a sentence where a space or a line's end follows it, and not after a title.
fn is_end(text: &str, at: usize, c: char) -> bool {
    let followed = text[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
    let titled = c == '.' && ["Dr", "Mr", "Mrs", "Ms", "Prof", "St"].iter().any(|t| text[..at].ends_with(t));
    c == '\n' || (followed && !titled)
}

/// The sentence before one that begins here.
pub(super) fn before(text: &str, start: usize) -> &str {
    let end = text[..start].trim_end_matches(['.', '!', '?', ' ']).len();
    &text[sentence(text, end).start..end]
}

/// The two differ by at most so many letters put in, left out or changed.
pub(super) fn near(a: &str, b: &str, most: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut last = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = (last + usize::from(x != y)).min(up + 1).min(row[j] + 1);
            last = up;
        }
    }
    row[b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes_and_hyphens() {
        let all: Vec<&str> = words("Mrs O’Neill-Smith's 5mg, it’s - fine'").iter().map(|w| w.text).collect();
        assert_eq!(all, ["Mrs", "O’Neill-Smith's", "5mg", "it’s", "fine"]);
    }

    #[test]
    fn a_sentence_ends_at_its_stop_and_not_at_a_title() {
        let text = "He came. Dr. Lee saw her at 1.5 hours. Next\nline";
        assert_eq!(&text[sentence(text, 20)], " Dr. Lee saw her at 1.5 hours");
        assert_eq!(before(text, 8), "He came");
        assert_eq!(&text[sentence(text, text.len())], "line");
    }

    #[test]
    fn near_words() {
        assert!(near("bisoprolal", "bisoprolol", 1));
        assert!(!near("ramipril", "bisoprolol", 2));
        assert!(near("", "ab", 2));
    }
}
