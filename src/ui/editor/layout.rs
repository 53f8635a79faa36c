//! The text as visible rows: each paragraph wrapped once, and again only when it changes.

use super::{motion, plain};
use crate::ui::width;
use std::ops::Range;

/// A paragraph: its length in bytes with its line end, and where its rows start, counted from its start.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paragraph {
    len: usize,
    starts: Vec<usize>,
    /// How far every row but the first stands to the right.
    hang: usize,
}

/// One visible row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number, from 0.
    pub index: usize,
    /// Its bytes, without the line end.
    pub range: Range<usize>,
    /// Whether its paragraph ends with it. A row that does not has no place behind its last character.
    pub last: bool,
    /// How many cells it stands to the right.
    pub indent: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Layout {
    width: usize,
    paragraphs: Vec<Paragraph>,
}

impl Layout {
    pub fn new(text: &str, width: usize) -> Self {
        Self { width, paragraphs: split(text, width) }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn set_width(&mut self, text: &str, width: usize) {
        if width != self.width {
            *self = Self::new(text, width);
        }
    }

    /// After `range` of the old text has become `inserted` bytes of `text`: wraps the paragraphs it touched.
    pub fn change(&mut self, text: &str, range: &Range<usize>, inserted: usize) {
        let (first, from) = self.paragraph_of(range.start);
        let (last, last_from) = self.paragraph_of(range.end);
        if first == last && self.change_within(text, (first, from), range, inserted) {
            return;
        }
        let old_end = last_from + self.paragraphs[last].len;
        let new_end = old_end - range.len() + inserted;
        let mut fresh = split(&text[from..new_end], self.width);
        // A piece that ends with a line end is followed by a paragraph that is there already.
        if last + 1 < self.paragraphs.len() {
            fresh.pop();
        }
        self.paragraphs.splice(first..=last, fresh);
    }

    /// A very long paragraph is wrapped again only from the row before the change to where the old rows fit again.
    fn change_within(
        &mut self,
        text: &str,
        (number, from): (usize, usize),
        range: &Range<usize>,
        inserted: usize,
    ) -> bool {
        let paragraph = &mut self.paragraphs[number];
        if paragraph.len < LONG || text[range.start..range.start + inserted].contains('\n') {
            return false;
        }
        let (start, end) = (range.start - from, range.end - from);
        let len = paragraph.len - range.len() + inserted;
        let line = text[from..from + len].trim_end_matches('\n');
        // How a word is broken depends on the whole of it: from the row before the word that is changed or joined.
        let word = line[..start].trim_end().rfind(char::is_whitespace).unwrap_or(0);
        let mut first = paragraph.starts.partition_point(|&s| s <= word).saturating_sub(2);
        while first > 0 && !line[..paragraph.starts[first]].ends_with(char::is_whitespace) {
            first -= 1;
        }
        if plain::hang(line, self.width) != paragraph.hang || (first == 0 && paragraph.hang > 0) {
            return false;
        }
        let behind = paragraph.starts.partition_point(|&s| s <= end);
        let old: Vec<usize> = paragraph.starts[behind..].iter().map(|s| s - range.len() + inserted).collect();
        let begin = paragraph.starts[first];
        let Some((new, met)) = rewrapped(line, begin, &old, self.width.saturating_sub(paragraph.hang)) else {
            return false;
        };
        paragraph.starts.truncate(first + 1);
        paragraph.starts.extend(new);
        paragraph.starts.extend(&old[met..]);
        paragraph.len = len;
        true
    }

    /// How many rows there are: at least one.
    pub fn rows(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| paragraph.starts.len()).sum()
    }

    /// The row that shows what stands at a byte, or the cursor there.
    pub fn row_of(&self, at: usize) -> Row {
        let (number, from) = self.paragraph_of(at);
        let before: usize = self.paragraphs[..number].iter().map(|paragraph| paragraph.starts.len()).sum();
        let paragraph = &self.paragraphs[number];
        let within = paragraph.starts.partition_point(|&start| from + start <= at).saturating_sub(1);
        self.row(number, from, before, within)
    }

    /// The row with a number, or the last one.
    pub fn row_at(&self, index: usize) -> Row {
        let (mut from, mut before) = (0, 0);
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            let rows = paragraph.starts.len();
            if index < before + rows || number + 1 == self.paragraphs.len() {
                return self.row(number, from, before, (index - before).min(rows - 1));
            }
            before += rows;
            from += paragraph.len;
        }
        Row { index: 0, range: 0..0, last: true, indent: 0 }
    }

    fn row(&self, number: usize, from: usize, before: usize, within: usize) -> Row {
        let paragraph = &self.paragraphs[number];
        let line_end = usize::from(number + 1 < self.paragraphs.len());
        let last = within + 1 == paragraph.starts.len();
        let end = if last { paragraph.len - line_end } else { paragraph.starts[within + 1] };
        let indent = if within == 0 { 0 } else { paragraph.hang };
        Row { index: before + within, range: from + paragraph.starts[within]..from + end, last, indent }
    }

    /// The number of the paragraph that holds a byte, and where it starts.
    fn paragraph_of(&self, at: usize) -> (usize, usize) {
        let mut from = 0;
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            if at < from + paragraph.len {
                return (number, from);
            }
            from += paragraph.len;
        }
        let last = self.paragraphs.len() - 1;
        (last, from - self.paragraphs[last].len)
    }
}

/// A paragraph from this length on is wrapped again in part only.
const LONG: usize = 8192;

/// So much of a very long paragraph is wrapped at once.
const STRETCH: usize = 2048;

/// The starts of the rows after `begin`, until one of the old ones is met; and which that is.
fn rewrapped(line: &str, begin: usize, old: &[usize], width: usize) -> Option<(Vec<usize>, usize)> {
    let (mut new, mut from) = (Vec::new(), begin);
    let after_a_word = |at: usize| line[..at].ends_with(char::is_whitespace);
    loop {
        let end = motion::snap(line, from + STRETCH.max(width * 8));
        let mut found: Vec<usize> =
            width::row_starts(&line[from..end], width).into_iter().skip(1).map(|s| s + from).collect();
        if end < line.len() {
            // How a word is broken is known only with the whole of it: what stands before the last word is sure.
            let sure = found.iter().rposition(|&s| after_a_word(s) && line[s..end].contains(char::is_whitespace));
            found.truncate(sure? + 1);
        }
        for start in found {
            if let Some(met) = old.binary_search(&start).ok().filter(|_| after_a_word(start)) {
                return Some((new, met));
            }
            new.push(start);
        }
        if end == line.len() {
            return Some((new, old.len()));
        }
        from = *new.last()?;
    }
}

/// Where the rows of a line start, all but the first set in by `hang`.
fn starts(line: &str, width: usize, hang: usize) -> Vec<usize> {
    let mut starts = width::row_starts(line, width);
    if let Some(&second) = starts.get(1).filter(|_| hang > 0) {
        starts.truncate(1);
        starts.extend(width::row_starts(&line[second..], width.saturating_sub(hang)).into_iter().map(|s| s + second));
    }
    starts
}

fn split(text: &str, width: usize) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = text
        .split('\n')
        .map(|line| {
            let hang = plain::hang(line, width);
            Paragraph { len: line.len() + 1, starts: starts(line, width, hang), hang }
        })
        .collect();
    if let Some(last) = paragraphs.last_mut() {
        last.len -= 1;
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(layout: &Layout) -> Vec<Range<usize>> {
        (0..layout.rows()).map(|i| layout.row_at(i).range).collect()
    }

    #[test]
    fn rows_and_bytes_agree() {
        let text = "one two three\n\nfour";
        let layout = Layout::new(text, 8);
        assert_eq!(shape(&layout), [0..8, 8..13, 14..14, 15..19]);
        for at in 0..=text.len() {
            let row = layout.row_of(at);
            assert!(row.range.start <= at && at <= row.range.end, "{at} {row:?}");
        }
        assert_eq!(layout.row_of(8).index, 1);
        assert_eq!(layout.row_of(13).index, 1);
        assert_eq!(layout.row_at(99).index, 3);
    }

    proptest! {
        #[test]
        fn a_very_long_line_is_wrapped_as_if_anew(
            word in "[a-d漢e\u{301} -]{1,14}", with in "[a-d 漢-]{0,40}", at in 0usize..20_000, gone in 0usize..300, width in 3usize..60,
        ) {
            let text = format!("- {} end\nnext", word.repeat(12_000 / word.len().max(1)));
            let from = motion::snap(&text, at % (text.len() - 5));
            let to = motion::snap(&text, (from + gone).min(text.len() - 5));
            let mut layout = Layout::new(&text, width);
            let mut changed = text.clone();
            changed.replace_range(from..to, &with);
            layout.change(&changed, &(from..to), with.len());
            prop_assert_eq!(layout.paragraphs, Layout::new(&changed, width).paragraphs);
        }

        #[test]
        fn a_change_gives_the_same_rows_as_wrapping_anew(
            text in "[a-d \n漢.1-]{0,60}", with in "[a-d \n漢-]{0,12}", a in 0usize..200, b in 0usize..200, width in 1usize..12,
        ) {
            let clamp = |at: usize| { let mut at = at % (text.len() + 1); while !text.is_char_boundary(at) { at -= 1; } at };
            let (a, b) = (clamp(a), clamp(b));
            let range = a.min(b)..a.max(b);
            let mut layout = Layout::new(&text, width);
            let mut changed = text.clone();
            changed.replace_range(range.clone(), &with);
            layout.change(&changed, &range, with.len());
            prop_assert_eq!(layout.paragraphs, Layout::new(&changed, width).paragraphs);
        }
    }
}
