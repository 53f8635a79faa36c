//! How the plain marks look while one types: headings, bold, and the signs that are not printed.

use std::ops::Range;

use crate::paper::marks;
use crate::ui::editor::TextStyle;

/// The looks of a text.
pub(super) fn styles(text: &str) -> Vec<(Range<usize>, TextStyle)> {
    let mut all = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if marks::heading_of(bare).is_some() {
            let sign = bare.len() - bare.trim_start_matches('#').len();
            all.push((at + sign..at + bare.len(), TextStyle::Heading));
            all.push((at..at + sign, TextStyle::Sign));
        }
        for bold in marks::bold_ranges(bare) {
            all.push((at + bold.start - 2..at + bold.start, TextStyle::Sign));
            all.push((at + bold.start..at + bold.end, TextStyle::Bold));
            all.push((at + bold.end..at + bold.end + 2, TextStyle::Sign));
        }
        at += line.len();
    }
    all
}
