//! Checks a text word by word, and again only where it has changed.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

use super::american::Better;
use super::dictionary::Dictionary;
use super::tokens::{chunks, is_address, words};

/// A text of more bytes is not checked while it is typed.
pub const LONGEST: usize = 400_000;

/// A word to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misspelt {
    /// Where it stands.
    pub range: Range<usize>,
    /// What is written here instead, where it is an American form or an old name.
    pub better: Option<Better>,
}

impl Misspelt {
    /// The same word so many bytes further on.
    fn moved(&self, by: usize) -> Self {
        Self { range: by + self.range.start..by + self.range.end, better: self.better.clone() }
    }
}

/// Checks one letter: what is right in it besides the dictionaries, and what was found, paragraph by paragraph.
#[derive(Debug, Clone, Default)]
pub struct Speller {
    /// Names and the department's own words, in small letters.
    known: HashSet<String>,
    /// What was found in a paragraph, by its fingerprint.
    cache: HashMap<u64, Rc<[Misspelt]>>,
    /// What was found in a piece of a paragraph: most words of a letter stand in it more than once.
    pieces: HashMap<String, Rc<[Misspelt]>>,
}

/// So many pieces are remembered.
const PIECES: usize = 20_000;

impl Speller {
    /// Takes these words for right: names of the people of this letter, words of the department, words to be ignored.
    pub fn know<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let before = self.known.len();
        for text in texts {
            let pieces = chunks(text).flat_map(|(range, chunk)| words(chunk, range.start));
            let small = pieces.map(|range| bare(&text[range]));
            self.known.extend(small.collect::<Vec<_>>());
        }
        if self.known.len() != before {
            self.cache.clear();
            self.pieces.clear();
        }
    }

    /// Forgets the words that were taken for right.
    pub fn forget(&mut self) {
        self.known.clear();
        self.cache.clear();
        self.pieces.clear();
    }

    /// The words of a text that are to be looked at, in order. What has been checked before is not checked again.
    pub fn check(&mut self, text: &str, dictionary: &Dictionary) -> Vec<Misspelt> {
        if text.len() > LONGEST {
            return Vec::new();
        }
        let mut kept = HashMap::with_capacity(self.cache.len());
        let mut found = Vec::new();
        let mut at = 0;
        for paragraph in text.split('\n') {
            let print = fingerprint(paragraph);
            let here = match self.cache.get(&print) {
                Some(here) => Rc::clone(here),
                None => self.paragraph(paragraph, dictionary).into(),
            };
            let moved =
                |m: &Misspelt| Misspelt { range: at + m.range.start..at + m.range.end, better: m.better.clone() };
            found.extend(here.iter().map(moved));
            kept.insert(print, here);
            at += paragraph.len() + 1;
        }
        self.cache = kept;
        found
    }

    fn paragraph(&mut self, text: &str, dictionary: &Dictionary) -> Vec<Misspelt> {
        let mut found = Vec::new();
        for (range, chunk) in chunks(text) {
            // The stop of `p.c.` was cut off with the punctuation.
            let whole = || text.get(range.start..=range.end).unwrap_or_default();
            if chunk.contains('.') && dictionary.knows_whole(whole()) {
                continue;
            }
            let here = match self.pieces.get(chunk) {
                Some(here) => Rc::clone(here),
                None => self.piece(chunk, dictionary),
            };
            found.extend(here.iter().map(|m| m.moved(range.start)));
        }
        found
    }

    /// What is to be looked at in a piece between blanks.
    fn piece(&mut self, chunk: &str, dictionary: &Dictionary) -> Rc<[Misspelt]> {
        let mut found = Vec::new();
        if !is_address(chunk) && !dictionary.knows_whole(chunk) {
            for word in words(chunk, 0) {
                self.word(chunk, word, dictionary, &mut found);
            }
        }
        if self.pieces.len() >= PIECES {
            self.pieces.clear();
        }
        let found: Rc<[Misspelt]> = found.into();
        self.pieces.insert(chunk.to_owned(), Rc::clone(&found));
        found
    }

    fn word(&self, text: &str, range: Range<usize>, dictionary: &Dictionary, found: &mut Vec<Misspelt>) {
        let word = &text[range.clone()];
        if self.known.contains(&bare(word)) {
            return;
        }
        let better = dictionary.better(word);
        if better.is_some() {
            return found.push(Misspelt { range, better });
        }
        if dictionary.accepts(word) {
            return;
        }
        if !word.contains(['-', '‑']) {
            return found.push(Misspelt { range, better: None });
        }
        // `post-operatively` is `postoperatively` with a hyphen.
        if dictionary.accepts(&word.replace(['-', '‑'], "")) {
            return;
        }
        let mut at = range.start;
        for part in word.split(['-', '‑']) {
            let end = at + part.len();
            if !PREFIXES.contains(&part.to_lowercase().as_str()) && part.chars().count() > 1 {
                self.word(text, at..end, dictionary, found);
            }
            at = end + text[end..].chars().next().map_or(0, char::len_utf8);
        }
    }
}

/// What stands before a hyphen without being a word.
const PREFIXES: &[&str] = &[
    "anti",
    "bi",
    "co",
    "de",
    "electro",
    "endo",
    "ex",
    "extra",
    "hyper",
    "hypo",
    "inter",
    "intra",
    "iso",
    "macro",
    "meta",
    "micro",
    "mid",
    "mini",
    "multi",
    "neo",
    "neuro",
    "non",
    "para",
    "peri",
    "pre",
    "post",
    "pro",
    "pseudo",
    "re",
    "retro",
    "semi",
    "sub",
    "supra",
    "trans",
    "tri",
    "ultra",
    "un",
    "uni",
    "like",
    "gastro",
    "cardio",
    "oesophago",
    "naso",
    "cranio",
    "bio",
    "radio",
];

/// A word as it is compared: small letters, without the `'s` of a possessive.
fn bare(word: &str) -> String {
    let small = word.to_lowercase().replace('’', "'");
    small.strip_suffix("'s").map(str::to_owned).unwrap_or(small)
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
