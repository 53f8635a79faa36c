//! Find and replace.

use super::history::Step;
use super::{Editor, cleaned, motion};
use std::ops::Range;

/// What is looked for, and where it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Find {
    needle: String,
    case: bool,
    pub matches: Vec<Range<usize>>,
}

impl Find {
    pub fn refresh(&mut self, text: &str) {
        self.matches = if self.needle.is_empty() { Vec::new() } else { matches(text, &self.needle, self.case) };
    }
}

fn matches(text: &str, needle: &str, case: bool) -> Vec<Range<usize>> {
    let needle: Vec<char> = fold(needle, case).collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let Some(c) = text[from..].chars().next() else { break };
        match match_len(&text[from..], &needle, case) {
            Some(len) if motion::snap(text, from) == from && motion::snap(text, from + len) == from + len => {
                found.push(from..from + len);
                from += len;
            }
            _ => from += c.len_utf8(),
        }
    }
    found
}

fn fold(text: &str, case: bool) -> impl Iterator<Item = char> {
    text.chars().flat_map(move |c| {
        // The curly apostrophe and the straight one are the same to whoever searches.
        let c = if c == '’' { '\'' } else { c };
        let lower: Vec<char> = if case { vec![c] } else { c.to_lowercase().collect() };
        lower
    })
}

/// How many bytes at the start of the text match the needle.
fn match_len(text: &str, needle: &[char], case: bool) -> Option<usize> {
    let mut wanted = needle.iter();
    for (at, c) in text.char_indices() {
        if wanted.as_slice().is_empty() {
            return Some(at);
        }
        let same = |c: char, wanted: &mut std::slice::Iter<char>| wanted.next() == Some(&c);
        let c = if c == '’' { '\'' } else { c };
        let fits = if case { same(c, &mut wanted) } else { c.to_lowercase().all(|c| same(c, &mut wanted)) };
        if !fits {
            return None;
        }
    }
    wanted.as_slice().is_empty().then_some(text.len())
}

impl Editor {
    /// Looks for a text and marks every place it stands at. Returns how many there are.
    pub fn find(&mut self, needle: &str, case: bool) -> usize {
        self.find = Find { needle: cleaned(needle), case, matches: Vec::new() };
        self.find.refresh(&self.text);
        self.find.matches.len()
    }

    /// Ends the search and takes its marks away.
    pub fn clear_find(&mut self) {
        self.find = Find::default();
    }

    /// How many places the search has found.
    pub fn match_count(&self) -> usize {
        self.find.matches.len()
    }

    /// Selects the next place, or the first after the last. Returns its number, from 1.
    pub fn find_next(&mut self) -> Option<usize> {
        let from = self.selection().map_or(self.cursor(), |range| range.start + 1);
        let next = self.find.matches.iter().position(|found| found.start >= from);
        self.select_match(next.unwrap_or(0))
    }

    /// Selects the place before, or the last before the first. Returns its number, from 1.
    pub fn find_prev(&mut self) -> Option<usize> {
        let from = self.selection().map_or(self.cursor(), |range| range.start);
        let previous = self.find.matches.iter().rposition(|found| found.start < from);
        self.select_match(previous.unwrap_or(self.find.matches.len().saturating_sub(1)))
    }

    fn select_match(&mut self, number: usize) -> Option<usize> {
        let range = self.find.matches.get(number)?.clone();
        self.set_selection(range);
        Some(number + 1)
    }

    /// Replaces the selected place and selects the next one; where none is selected, only selects the next.
    /// Says whether anything was replaced.
    pub fn replace_one(&mut self, with: &str) -> bool {
        let on_match = self.selection().filter(|range| self.find.matches.contains(range));
        if let Some(range) = on_match.clone() {
            self.replace_range(range, with);
        }
        self.find_next();
        on_match.is_some()
    }

    /// Replaces every place, as one step of undo. Returns how many there were.
    pub fn replace_all(&mut self, with: &str) -> usize {
        // The search rests meanwhile: what is put in may hold the needle again.
        let mut find = std::mem::take(&mut self.find);
        let places = std::mem::take(&mut find.matches);
        let with = cleaned(with);
        self.history.begin();
        for range in places.iter().rev() {
            self.edit(range.clone(), &with, Step::Other);
        }
        self.history.end();
        find.refresh(&self.text);
        self.find = find;
        places.len()
    }
}
