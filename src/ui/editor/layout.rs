//! The text as visible rows: each paragraph wrapped once, and again only when it changes.

use crate::ui::width;
use std::ops::Range;

/// A paragraph: its length in bytes with its line end, and where its rows start, counted from its start.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paragraph {
    len: usize,
    starts: Vec<usize>,
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
        let old_end = last_from + self.paragraphs[last].len;
        let new_end = old_end - range.len() + inserted;
        let mut fresh = split(&text[from..new_end], self.width);
        // A piece that ends with a line end is followed by a paragraph that is there already.
        if last + 1 < self.paragraphs.len() {
            fresh.pop();
        }
        self.paragraphs.splice(first..=last, fresh);
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
        Row { index: 0, range: 0..0, last: true }
    }

    fn row(&self, number: usize, from: usize, before: usize, within: usize) -> Row {
        let paragraph = &self.paragraphs[number];
        let line_end = usize::from(number + 1 < self.paragraphs.len());
        let last = within + 1 == paragraph.starts.len();
        let end = if last { paragraph.len - line_end } else { paragraph.starts[within + 1] };
        Row { index: before + within, range: from + paragraph.starts[within]..from + end, last }
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

fn split(text: &str, width: usize) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = text
        .split('\n')
        .map(|line| Paragraph { len: line.len() + 1, starts: width::row_starts(line, width) })
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
        fn a_change_gives_the_same_rows_as_wrapping_anew(
            text in "[a-d \n漢]{0,60}", with in "[a-d \n漢]{0,12}", a in 0usize..200, b in 0usize..200, width in 1usize..12,
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
