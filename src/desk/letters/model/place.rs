//! A place in a letter's text that a comment is about; it moves as the text changes.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Comment;

/// A stretch of the text, in bytes, and what stood there when it was named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words that stood there.
    pub quote: String,
}

impl Place {
    /// The place of this range of the text.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        let quote = text.get(range.clone()).unwrap_or_default().to_owned();
        Self { start: range.start, end: range.end, quote }
    }

    /// The range, held within a text whose place it may no longer be.
    pub fn range_in(&self, text: &str) -> Range<usize> {
        let fit = |at: usize| floor(text, at.min(text.len()));
        let start = fit(self.start);
        start..fit(self.end).max(start)
    }

    /// What stood there on one line, cut short.
    pub fn quoted(&self, longest: usize) -> String {
        let line = self.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= longest {
            return line;
        }
        let cut: String = line.chars().take(longest.saturating_sub(1)).collect();
        format!("{}…", cut.trim_end())
    }
}

impl Comment {
    /// The comment of a text that has become another.
    pub(super) fn following(&self, old: &str, new: &str) -> Self {
        Self { place: self.place.as_ref().map(|place| moved(place, old, new)), ..self.clone() }
    }
}

/// Where the place is once the text has become another: it moves with what stands before it. Where all of it was
/// written anew, it is sought by its words, nearest to where it stood.
pub fn moved(place: &Place, old: &str, new: &str) -> Place {
    if old == new {
        return place.clone();
    }
    let place = &Place { quote: place.quote.clone(), ..Place::at(place.range_in(old)) };
    let before = shared_start(old, new);
    let after = shared_end(&old[before..], &new[before..]);
    let (was, is) = (before..old.len() - after, before..new.len() - after);
    if place.start >= was.end && place.start >= before {
        let by = |at: usize| at - was.end + is.end;
        return Place { start: by(place.start), end: by(place.end), quote: place.quote.clone() };
    }
    if place.end <= before {
        return place.clone();
    }
    if let Some(found) = nearest(new, &place.quote, place.start) {
        return Place { start: found, end: found + place.quote.len(), quote: place.quote.clone() };
    }
    let start = place.start.min(before);
    let end = if place.end >= was.end { place.end - was.end + is.end } else { is.end };
    Place { start, end: end.max(start), quote: place.quote.clone() }
}

impl Place {
    fn at(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end, quote: String::new() }
    }
}

/// The bytes that both begin with, whole letters.
fn shared_start(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    floor(a, floor(b, same))
}

/// The bytes that both end with, whole letters.
fn shared_end(a: &str, b: &str) -> usize {
    let same = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    let mut at = a.len() - same;
    while !a.is_char_boundary(at) {
        at += 1;
    }
    a.len() - at
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Where the words stand nearest to a place; nothing is found for no words.
fn nearest(text: &str, words: &str, at: usize) -> Option<usize> {
    if words.trim().is_empty() {
        return None;
    }
    text.match_indices(words).map(|(found, _)| found).min_by_key(|found| found.abs_diff(at))
}

/// The sentences and short lines of a text, one after the other: what a comment can be about.
pub fn segments(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        all.extend(sentences(line).into_iter().map(|r| r.start + at..r.end + at));
        at += line.len();
    }
    all
}

fn sentences(line: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut from = 0;
    for (at, c) in line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let end = at + c.len_utf8();
        if line[end..].starts_with(' ') {
            all.push(from..end);
            from = end;
        }
    }
    all.push(from..line.len());
    all.into_iter().map(|r| trimmed(line, r)).filter(|r| !r.is_empty()).collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..(range.start + part.trim_end().len()).max(start)
}

/// The words of a stretch of the text.
pub fn words(text: &str, within: &Range<usize>) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = within.start;
    for word in text[within.clone()].split_inclusive(char::is_whitespace) {
        all.push(trimmed(text, at..at + word.len()));
        at += word.len();
    }
    all.retain(|r| !r.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str, words: &str) -> Place {
        let start = text.find(words).unwrap();
        Place::of(text, start..start + words.len())
    }

    fn says(place: &Place, text: &str) -> String {
        text[place.range_in(text)].to_owned()
    }

    #[test]
    fn a_place_moves_with_what_stands_before_it() {
        let old = "Take one tablet. Come again.";
        let place = at(old, "Come again");
        let new = "Please take one tablet. Come again.";
        assert_eq!(says(&moved(&place, old, new), new), "Come again");
        assert_eq!(moved(&at(old, "Take"), old, "Take one tablet."), at(old, "Take"));
    }

    #[test]
    fn what_is_written_at_the_place_stays_the_place() {
        let old = "Dose is 5 mg daily.";
        let new = "Dose is 10 mg daily.";
        assert_eq!(says(&moved(&at(old, "5 mg"), old, new), new), "10 mg");
        assert_eq!(says(&moved(&at(old, "5 mg"), old, "Dose is daily."), "Dose is daily."), "");
    }

    #[test]
    fn a_text_written_anew_is_searched_for_the_words() {
        let old = "One. Two. Three.";
        let new = "Before that. Two. And Three too, later.";
        assert_eq!(says(&moved(&at(old, "Two"), old, new), new), "Two");
    }

    #[test]
    fn sentences_and_lines_are_places() {
        let text = "# Plan\n\nTake it, e.g. now. Come again!\n- one";
        let said: Vec<&str> = segments(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(said, ["# Plan", "Take it, e.g.", "now.", "Come again!", "- one"]);
        let one = segments(text).pop().unwrap();
        assert_eq!(words(text, &one).into_iter().map(|r| &text[r]).collect::<Vec<_>>(), ["-", "one"]);
    }

    proptest! {
        #[test]
        fn a_place_is_always_of_the_text(old in "[a-cé .\n]{0,30}", new in "[a-cé .\n]{0,30}", a in 0_usize..40, b in 0_usize..40) {
            let place = Place { start: a.min(b), end: a.max(b), quote: "a".into() };
            let there = moved(&place, &old, &new);
            prop_assert!(new.get(there.range_in(&new)).is_some());
            prop_assert!(there.start <= there.end);
        }

        #[test]
        fn what_is_untouched_keeps_its_words(before in "[a-d ]{0,12}", after in "[a-d ]{0,12}", put in "[a-d ]{0,6}", cut in 0_usize..12) {
            let old = format!("{before}WORDS{after}");
            let place = at(&old, "WORDS");
            let cut = cut.min(before.len());
            let new = format!("{}{put}WORDS{after}", &before[..cut]);
            prop_assert_eq!(says(&moved(&place, &old, &new), &new), "WORDS");
            let new = format!("{before}WORDS{put}{}", &after[..cut.min(after.len())]);
            prop_assert_eq!(says(&moved(&place, &old, &new), &new), "WORDS");
        }
    }
}
