//! The glossary: terms, abbreviations and word parts, found by their words, at a place of a text, and by what is typed.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::{Entry, Kind, lines};

/// The files of the terms, a subject or a few each.
const TERMS: &[&str] = &[
    include_str!("../../assets/words/glossary/heart-chest.txt"),
    include_str!("../../assets/words/glossary/head-mind.txt"),
    include_str!("../../assets/words/glossary/belly-blood.txt"),
    include_str!("../../assets/words/glossary/body-care.txt"),
    include_str!("../../assets/words/glossary/general.txt"),
];
const ABBREVIATIONS: &str = include_str!("../../assets/words/abbreviations.txt");
const EVERYDAY: &str = include_str!("../../assets/words/everyday.txt");
const PARTS: &str = include_str!("../../assets/words/parts.txt");

/// Abbreviations that are ordinary words too: in a text nobody can tell.
const ORDINARY: &[&str] = &["on"];

/// Terms, abbreviations and word parts.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    entries: Vec<Entry>,
    folded: Vec<Folded>,
    /// Folded words of a name, joined by blanks, to the entries it names.
    by_name: HashMap<String, Vec<usize>>,
    /// The first word of names of several words, to the most words that begin with it.
    longest: HashMap<String, usize>,
    /// What comes after these entries.
    base: Option<&'static Glossary>,
}

/// An entry as it is searched.
#[derive(Debug, Clone)]
struct Folded {
    names: Vec<String>,
    text: String,
}

impl Glossary {
    /// What comes with the program, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Glossary> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let known: HashSet<&str> = lines::lines(EVERYDAY).map(|line| line.field(0)).collect();
            let everyday = |entry: Entry| Entry { everyday: known.contains(entry.term.as_str()), ..entry };
            let terms = TERMS.iter().flat_map(|text| lines::terms(text)).map(everyday);
            Self::of(terms.chain(lines::abbreviations(ABBREVIATIONS)).chain(lines::parts(PARTS)))
        })
    }

    /// A glossary of these entries.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut made = Self::default();
        for entry in entries {
            made.add(entry);
        }
        made
    }

    /// The department's own words, and after them what comes with the program.
    pub fn with(local: impl IntoIterator<Item = Entry>) -> Self {
        Self { base: Some(Self::shipped()), ..Self::of(local) }
    }

    fn add(&mut self, entry: Entry) {
        let at = self.entries.len();
        let names: Vec<String> = entry.names().map(folded).collect();
        for name in &names {
            if let Some((first, _)) = name.split_once(' ') {
                let most = self.longest.entry(first.to_owned()).or_default();
                *most = name.split(' ').count().max(*most);
            }
            self.by_name.entry(name.clone()).or_default().push(at);
        }
        let text = folded(&format!("{} {}", entry.plain, entry.meaning));
        self.folded.push(Folded { names, text });
        self.entries.push(entry);
    }

    /// All entries.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().chain(self.base.iter().flat_map(|base| &base.entries))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len() + self.base.map_or(0, Self::len)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries of this name, however it is capitalised, one or many: `PE`, `haemorrhoids`.
    pub fn named(&self, name: &str) -> Vec<&Entry> {
        let mut found = self.own_named(name);
        found.extend(self.base.map(|base| base.own_named(name)).unwrap_or_default());
        found
    }

    fn own_named(&self, name: &str) -> Vec<&Entry> {
        let key = folded(name);
        let known = singulars(&key).find_map(|key| self.by_name.get(&key));
        known.map_or_else(Vec::new, |all| all.iter().map(|at| &self.entries[*at]).collect())
    }

    /// What a part that words are made of means: `haemo-`.
    pub fn part(&self, part: &str) -> Option<&Entry> {
        self.named(part).into_iter().find(|e| e.kind == Kind::Part && e.names().any(|name| name == part))
    }

    /// The plain English of a term or abbreviation, where there is some.
    pub fn plain(&self, name: &str) -> Option<&str> {
        self.fitting(name).map(|e| e.plain.as_str()).find(|plain| !plain.is_empty())
    }

    /// What an abbreviation can stand for, where that is more than one thing.
    pub fn clashes(&self, abbreviation: &str) -> Vec<&str> {
        let clash = self.fitting(abbreviation).find(|e| e.is_ambiguous());
        clash.map(Entry::meanings).unwrap_or_default()
    }

    /// As [`Glossary::named`], without word parts, and with an abbreviation only where it is written as here.
    fn fitting(&self, name: &str) -> impl Iterator<Item = &Entry> {
        self.named(name).into_iter().filter(move |e| match e.kind {
            Kind::Term => true,
            Kind::Abbreviation => e.names().any(|own| own == name || name.strip_suffix('s') == Some(own)),
            Kind::Part => false,
        })
    }

    /// The longest term, or the abbreviation, at a place of a text: in `atrial fibrillation` on either word.
    pub fn at(&self, text: &str, byte: usize) -> Option<(Range<usize>, &Entry)> {
        let line = line_around(text, byte);
        let found = self.in_text(&text[line.clone()]);
        let here = |range: &Range<usize>| line.start + range.start <= byte && byte <= line.start + range.end;
        // Behind one word and before the next, the next is meant.
        let (range, entry) = found.into_iter().rfind(|(range, _)| here(range))?;
        Some((line.start + range.start..line.start + range.end, entry))
    }

    /// Every term and abbreviation of a text, in its order, the longest at each place.
    pub fn in_text(&self, text: &str) -> Vec<(Range<usize>, &Entry)> {
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest(text, &words[at..]) {
                Some((count, entry)) => {
                    found.push((words[at].start..words[at + count - 1].end, entry));
                    at += count;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The terms and abbreviations of a text that a patient may not know, with their plain English.
    pub fn jargon(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let found = self.in_text(text).into_iter().filter(|(_, e)| !e.everyday && !e.plain.is_empty());
        found.map(|(range, entry)| (range, entry.plain.as_str())).collect()
    }

    fn longest(&self, text: &str, words: &[Range<usize>]) -> Option<(usize, &Entry)> {
        let first = words.first()?;
        let key = folded(&text[first.clone()]);
        let of = |glossary: &Self| glossary.longest.get(&key).copied().unwrap_or(1);
        let most = self.base.map_or(1, of).max(of(self));
        (1..=most.min(words.len())).rev().find_map(|count| {
            let name = &text[first.start..words[count - 1].end];
            // A term does not go over the end of a sentence or a line.
            if count > 1 && name.contains(['.', ',', ';', ':', '\n', '(']) {
                return None;
            }
            let entry = self.fitting(name).find(|e| !ORDINARY.contains(&e.term.as_str()))?;
            Some((count, entry))
        })
    }

    /// The entries that fit what was typed: those named so first, then those that begin so, then those that hold it in
    /// a name, then in what they mean. Nothing typed: all of them by name.
    pub fn search(&self, typed: &str) -> Vec<&Entry> {
        let wanted = folded(typed);
        let mut found = self.ranked(&wanted);
        if let Some(base) = self.base {
            found.extend(base.ranked(&wanted));
        }
        found.sort_by(|a, b| (a.0, a.1, a.2.kind).cmp(&(b.0, b.1, b.2.kind)));
        found.into_iter().map(|(_, _, entry)| entry).collect()
    }

    fn ranked(&self, wanted: &str) -> Vec<(u8, &str, &Entry)> {
        let both = self.folded.iter().zip(&self.entries);
        both.filter_map(|(folded, entry)| Some((folded.rank(wanted)?, folded.names[0].as_str(), entry))).collect()
    }
}

impl Folded {
    /// How well an entry fits; none where it does not.
    fn rank(&self, wanted: &str) -> Option<u8> {
        let any = |fits: &dyn Fn(&str) -> bool| self.names.iter().any(|name| fits(name));
        match wanted {
            "" => Some(0),
            _ if any(&|name| name == wanted) => Some(0),
            _ if any(&|name| name.starts_with(wanted)) => Some(1),
            _ if any(&|name| name.split(' ').any(|word| word.starts_with(wanted))) => Some(2),
            _ if wanted.len() > 2 && any(&|name| name.contains(wanted)) => Some(3),
            _ if wanted.len() > 2 && self.text.contains(wanted) => Some(4),
            _ => None,
        }
    }
}

/// A name as it is compared: small letters, straight apostrophes, single blanks, no accents or hyphens at the ends.
pub(super) fn folded(name: &str) -> String {
    let plain = crate::text::names::fold(name);
    plain.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name itself, then what it may be the plural of.
fn singulars(key: &str) -> impl Iterator<Item = String> {
    let cut =
        |end: &str, with: &str| key.strip_suffix(end).filter(|stem| stem.len() > 1).map(|stem| format!("{stem}{with}"));
    [
        Some(key.to_owned()),
        cut("'s", ""),
        cut("s", ""),
        cut("es", ""),
        cut("ies", "y"),
        cut("ae", "a"),
        cut("ses", "sis"),
    ]
    .into_iter()
    .flatten()
}

fn line_around(text: &str, byte: usize) -> Range<usize> {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    start..end
}

/// Where the words of a text stand, with the signs that abbreviations are written with.
fn words(text: &str) -> Vec<Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '&' | '/' | '-' | '.' | '#');
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                found.extend(trimmed(text, from..at));
            }
            _ => {}
        }
    }
    found
}

/// Without the stop at the end of a sentence, unless it is part of an abbreviation: `a.c.`
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let word = &text[range.clone()];
    let inner = word.trim_end_matches(['.', '\'', '’', '-', '/', '&']);
    let keeps = word.ends_with('.') && inner.contains('.');
    let kept = if keeps { word } else { inner };
    let start = kept.trim_start_matches(['\'', '’', '-', '/', '&', '.']);
    let from = range.start + (kept.len() - start.len());
    (!start.is_empty()).then(|| from..from + start.len())
}
