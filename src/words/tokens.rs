//! Cuts a text into what can be misspelt. Numbers, doses, dates, addresses and fields are none of it.

use std::ops::Range;

/// The pieces of a text between blanks, without the punctuation at their ends.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |raw| {
        let start = at;
        // The blank that ended the piece may be of more than one byte.
        at += raw.len() + text[start + raw.len()..].chars().next().map_or(0, char::len_utf8);
        let inner = raw.trim_matches(|c: char| !is_inside(c) && !matches!(c, '#' | '@' | '{' | '}'));
        let from = start + (inner.as_ptr() as usize - raw.as_ptr() as usize);
        (!inner.is_empty()).then_some((from..from + inner.len(), inner))
    })
}

/// What a word may hold: letters, figures, and the marks that stand over letters.
fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a piece is no word at all: an address, a field, a mark.
pub(super) fn is_address(chunk: &str) -> bool {
    chunk.contains(['@', '{', '}', '\\', '_']) || chunk.contains("://") || chunk.starts_with("www.")
}

/// The words of a piece that could be misspelt: `SOB/cough` is two, `10mg` none, `e.g` none.
pub(super) fn words(chunk: &str, at: usize) -> Vec<Range<usize>> {
    let joins = |c: char| is_inside(c) || matches!(c, '\'' | '’' | '-' | '‑' | '.');
    let mut found = Vec::new();
    let mut start = 0;
    for (end, c) in chunk.char_indices().chain(std::iter::once((chunk.len(), '/'))) {
        if joins(c) {
            continue;
        }
        if start < end {
            sentences(&chunk[start..end], at + start, &mut found);
        }
        start = end + c.len_utf8();
    }
    found
}

/// Cut at stops: `well.The` is two words; `p.p.c` is an abbreviation.
fn sentences(piece: &str, at: usize, found: &mut Vec<Range<usize>>) {
    let lone = |part: &str| part.chars().count() <= 1;
    if piece.contains('.') && piece.split('.').all(lone) {
        return;
    }
    let mut from = at;
    for part in piece.split('.') {
        let word = part.trim_matches(['\'', '’', '-', '‑']);
        if is_word(word) {
            let start = from + (word.as_ptr() as usize - part.as_ptr() as usize);
            found.push(start..start + word.len());
        }
        from += part.len() + 1;
    }
}

/// Two letters or more of our alphabet, and no figure among them.
fn is_word(word: &str) -> bool {
    let ours = |c: char| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c);
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_numeric) && word.chars().all(ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        let pieces = chunks(text).filter(|(_, chunk)| !is_address(chunk));
        pieces.flat_map(|(range, chunk)| words(chunk, range.start)).map(|range| &text[range]).collect()
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        let text =
            "Seen (on 3/7/26), 10mg bd; e-mail jo@nhs.net, see https://x.org/path. SOB/cough—e.g. 2nd {{field}} HbA1c";
        assert_eq!(all(text), ["Seen", "on", "bd", "e-mail", "see", "SOB", "cough"]);
    }

    #[test]
    fn marks_and_signs_are_no_part_of_a_word() {
        assert_eq!(
            all("**bold** “quoted” 'tis well.The don’t co-amoxiclav -"),
            ["bold", "quoted", "tis", "well", "The", "don’t", "co-amoxiclav"]
        );
        assert_eq!(all("漢字 сердце Ménière’s e\u{301}tat 👩‍⚕️"), ["Ménière’s", "e\u{301}tat"]);
    }
}
