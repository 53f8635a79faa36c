//! Ranges of the text that are shown in a special way, and that move along with it.

use super::{Editor, TextStyle};
use std::ops::Range;

/// Why a range is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkKind {
    /// A word that is not in the dictionaries.
    Spelling,
    /// A blank that is still to be filled in.
    Blank,
    /// Something to be looked at: an ambiguous abbreviation, another patient's name.
    Warning,
    /// What a check of the text found.
    Found,
}

impl Editor {
    /// Replaces all marks.
    pub fn mark_ranges(&mut self, mut marks: Vec<(Range<usize>, MarkKind)>) {
        marks.retain(|(range, _)| range.start < range.end && range.end <= self.text.len());
        marks.sort_by_key(|(range, _)| range.start);
        self.marks = marks;
    }

    /// Replaces how stretches of the text look.
    pub fn style_ranges(&mut self, mut styles: Vec<(Range<usize>, TextStyle)>) {
        styles.retain(|(range, _)| range.start < range.end && range.end <= self.text.len());
        self.styles = styles;
    }

    /// The marks where they are now, in the order of the text.
    pub fn marks(&self) -> &[(Range<usize>, MarkKind)] {
        &self.marks
    }

    /// The mark the cursor stands in or at the end of.
    pub fn mark_at_cursor(&self) -> Option<(Range<usize>, MarkKind)> {
        let at = self.cursor();
        self.marks.iter().find(|(range, _)| range.start <= at && at <= range.end).cloned()
    }

    /// Selects the next mark of a kind after the cursor, or the first of all. Says whether there is one.
    pub fn next_mark(&mut self, kind: MarkKind) -> bool {
        let from = self.selection().map_or(self.cursor(), |range| range.start + 1);
        let of_kind = || self.marks.iter().filter(|(_, other)| *other == kind);
        let next = of_kind().find(|(range, _)| range.start >= from).or_else(|| of_kind().next());
        let Some(range) = next.map(|(range, _)| range.clone()) else { return false };
        self.set_selection(range);
        true
    }
}

/// Moves the marks as the text changes. A spelling mark goes when its word is touched.
pub(super) fn shift(marks: &mut Vec<(Range<usize>, MarkKind)>, range: &Range<usize>, with: &str) {
    marks.retain_mut(|(mark, kind)| {
        let touched = touches(mark, range, with);
        *mark = moved(mark, range, with.len());
        mark.start < mark.end && !(touched && *kind == MarkKind::Spelling)
    });
}

/// Moves the looks as the text changes.
pub(super) fn move_along(styles: &mut Vec<(Range<usize>, TextStyle)>, range: &Range<usize>, inserted: usize) {
    styles.retain_mut(|(style, _)| {
        *style = moved(style, range, inserted);
        style.start < style.end
    });
}

fn touches(mark: &Range<usize>, range: &Range<usize>, with: &str) -> bool {
    let inside = range.start < mark.end && range.end > mark.start;
    let joins_end = range.start == mark.end && with.starts_with(char::is_alphanumeric);
    let joins_start = range.end == mark.start && with.ends_with(char::is_alphanumeric);
    inside || joins_end || joins_start
}

fn moved(mark: &Range<usize>, range: &Range<usize>, inserted: usize) -> Range<usize> {
    let shift = |at: usize| at - range.len() + inserted;
    let start = match mark.start {
        start if start >= range.end => shift(start),
        start if start > range.start => range.start + inserted,
        start => start,
    };
    let end = match mark.end {
        end if end <= range.start => end,
        end if end >= range.end => shift(end),
        _ => range.start,
    };
    start..end.max(start)
}
