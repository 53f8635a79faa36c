//! Where the cursor may stand, and where the next word is.

use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// The offset itself if a grapheme starts there, else the end of the grapheme it falls into.
pub(super) fn snap(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
        _ => at,
    }
}

/// The boundary before.
pub(super) fn previous(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The boundary after.
pub(super) fn next(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Space,
    Line,
    Word,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        '\n' => Class::Line,
        c if c.is_whitespace() => Class::Space,
        c if is_word(c) => Class::Word,
        _ => Class::Sign,
    }
}

fn is_word(c: char) -> bool {
    // Beyond ASCII, what is no letter is mostly a mark or a part of an emoji: it belongs to its word.
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '_') || (!c.is_ascii() && !c.is_whitespace() && !is_dash(c))
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '«' | '»')
}

/// The start of the next word; a line end is a stop of its own.
pub(super) fn word_right(text: &str, at: usize) -> usize {
    let mut chars = text[at..].char_indices().peekable();
    let Some(first) = chars.peek().map(|&(_, c)| class(c)) else { return at };
    if first == Class::Line {
        return next(text, at);
    }
    while first != Class::Space && chars.next_if(|&(_, c)| class(c) == first).is_some() {}
    while chars.next_if(|&(_, c)| class(c) == Class::Space).is_some() {}
    snap(text, chars.peek().map_or(text.len(), |&(i, _)| at + i))
}

/// The start of this word, or of the one before; a line end is a stop of its own.
pub(super) fn word_left(text: &str, at: usize) -> usize {
    let mut chars = text[..at].char_indices().rev().peekable();
    let mut start = at;
    while let Some((i, _)) = chars.next_if(|&(_, c)| class(c) == Class::Space) {
        start = i;
    }
    let Some(kind) = chars.peek().map(|&(_, c)| class(c)) else { return start };
    if kind == Class::Line {
        return if start == at { previous(text, at) } else { start };
    }
    while let Some((i, _)) = chars.next_if(|&(_, c)| class(c) == kind) {
        start = i;
    }
    snap(text, start)
}

/// The word the offset is in or behind.
pub(super) fn word_around(text: &str, at: usize) -> Option<Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’') || is_combining(c);
    let start = text[..at].char_indices().rev().take_while(|&(_, c)| inside(c)).last().map_or(at, |(i, _)| i);
    let end = text[at..].char_indices().find(|&(_, c)| !inside(c)).map_or(text.len(), |(i, _)| at + i);
    let word = text[start..end].trim_matches(['\'', '’']);
    let from = start + text[start..end].find(word)?;
    (!word.is_empty()).then(|| from..from + word.len())
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
}
