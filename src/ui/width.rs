//! Text measured in terminal cells: how wide it is, how to cut it, how to wrap it.
//!
//! Everything counts whole graphemes, so that a combining accent or an emoji is never cut in two.

use ratatui::buffer::CellWidth;
use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Cells taken by one grapheme; a control character takes none, because it is never drawn.
pub fn cells(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { usize::from(grapheme.cell_width()) }
}

/// Cells taken by a text on one line.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(cells).sum()
}

/// Whether a character could steer a terminal or turn the text around it.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// The text on one line: line ends and tabs become spaces, other control characters are left out.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let one_line = text.replace("\r\n", " ");
    let kept = one_line.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_unsafe(c) => None,
        c => Some(c),
    });
    Cow::Owned(kept.collect())
}

/// As much of the start of the text as fits; the second value is its width.
pub fn prefix(text: &str, max: usize) -> (&str, usize) {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let next = used + cells(grapheme);
        if next > max {
            return (&text[..at], used);
        }
        used = next;
    }
    (text, used)
}

/// The text in at most `max` cells, with `…` at the end where something was cut.
pub fn shorten(text: &str, max: usize) -> Cow<'_, str> {
    if width(text) <= max {
        return Cow::Borrowed(text);
    }
    if max == 0 {
        return Cow::Borrowed("");
    }
    let (kept, _) = prefix(text, max - 1);
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// A heading in at most `max` cells: of its parts, which ` · ` divides, the last ones are left out, and only where
/// the first two have no room something is cut.
pub fn heading(text: &str, max: usize) -> Cow<'_, str> {
    let mut kept = text;
    while width(kept) > max {
        match kept.rfind(" · ").filter(|at| kept[..*at].contains(" · ")) {
            Some(at) => kept = &kept[..at],
            None => return shorten(kept, max),
        }
    }
    Cow::Borrowed(kept)
}

/// A space at which a row may break: not one that keeps its words together.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

/// Where each visible row of one paragraph starts, in bytes. The first is always 0.
///
/// Rows break after spaces and after hyphens between letters, so that dates and numbers stay whole; a
/// word wider than the row is cut. Spaces
/// at the end of a row hang over its edge, so that no row starts with one.
pub fn row_starts(paragraph: &str, max: usize) -> Vec<usize> {
    let max = max.max(1);
    let mut starts = vec![0];
    let (mut start, mut col, mut chance) = (0, 0, None);
    let (mut after_letter, mut after_hyphen) = (false, false);
    for (at, grapheme) in paragraph.grapheme_indices(true) {
        let wide = cells(grapheme);
        let space = grapheme.starts_with(is_gap);
        let letter = grapheme.starts_with(char::is_alphabetic);
        if after_hyphen && letter {
            chance = Some(at);
        }
        while !space && col + wide > max && at > start {
            start = chance.filter(|&b| b > start && b <= at).unwrap_or(at);
            chance = None;
            col = width(&paragraph[start..at]);
            starts.push(start);
        }
        col += wide;
        if space {
            chance = Some(at + grapheme.len());
        }
        after_hyphen = grapheme == "-" && after_letter;
        after_letter = letter;
    }
    starts
}

/// The visible rows of one paragraph as byte ranges that together hold every byte of it.
pub fn rows(paragraph: &str, max: usize) -> Vec<Range<usize>> {
    let starts = row_starts(paragraph, max);
    let ends = starts.iter().skip(1).copied().chain([paragraph.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// A text of any number of paragraphs as rows to draw, without the spaces at their ends.
pub fn wrap(text: &str, max: usize) -> Vec<String> {
    let mut wrapped = Vec::new();
    for paragraph in text.lines() {
        let paragraph = clean(paragraph);
        wrapped.extend(rows(&paragraph, max).into_iter().map(|row| paragraph[row].trim_end().to_owned()));
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_cells_and_not_characters() {
        assert_eq!(width("Zoë"), 3);
        assert_eq!(width("Zoe\u{308}"), 3);
        assert_eq!(width("漢字"), 4);
        assert_eq!(width("a\u{1b}b"), 2);
    }

    #[test]
    fn shortens_between_graphemes() {
        assert_eq!(shorten("Cardiology", 10), "Cardiology");
        assert_eq!(shorten("Cardiology", 5), "Card…");
        assert_eq!(shorten("漢字漢字", 4), "漢…");
        assert_eq!(shorten("Cardiology", 0), "");
        assert_eq!(shorten("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
    }

    #[test]
    fn a_heading_loses_its_last_parts_first() {
        let text = "2 Inbox · 24 open · worst clock first";
        assert_eq!(heading(text, 40), text);
        assert_eq!(heading(text, 36), "2 Inbox · 24 open");
        assert_eq!(heading(text, 12), "2 Inbox · 2…");
        assert_eq!(heading("Find", 3), "Fi…");
    }

    #[test]
    fn takes_the_sting_out_of_foreign_text() {
        assert_eq!(clean("a\u{1b}[31mb\tc\r\nd"), "a[31mb c d");
        assert_eq!(clean("a\u{202e}b"), "ab");
    }

    #[test]
    fn wraps_at_words_and_hyphens_and_loses_nothing() {
        assert_eq!(wrap("seen in clinic today", 10), ["seen in", "clinic", "today"]);
        assert_eq!(wrap("a follow-up", 9), ["a follow-", "up"]);
        assert_eq!(wrap("on 14-Aug-1980", 11), ["on", "14-Aug-1980"]);
        assert_eq!(wrap("SARPONG, Blessing (Mrs)\u{a0}≈", 23), ["SARPONG, Blessing", "(Mrs)\u{a0}≈"]);
        assert_eq!(wrap("haemoptysis", 4), ["haem", "opty", "sis"]);
        assert_eq!(wrap("one\n\ntwo", 10), ["one", "", "two"]);
        assert_eq!(wrap("漢字漢", 3), ["漢", "字", "漢"]);
        let text = "a  b   cccccc-d 漢字 e\u{301}e";
        for max in 0..12 {
            let joined: String = rows(text, max).into_iter().map(|r| &text[r]).collect();
            assert_eq!(joined, text);
        }
        assert_eq!(row_starts("", 5), [0]);
    }

    #[test]
    fn rows_never_start_with_the_space_that_broke_them() {
        for row in rows("the   quick brown   fox jumps", 6).into_iter().skip(1) {
            assert!(!"the   quick brown   fox jumps"[row].starts_with(' '));
        }
    }
}
