//! The word lists that the rules read.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use crate::words::{self, Entry, Glossary};

/// The word lists.
#[derive(Debug)]
pub struct Lists {
    medicines: BTreeSet<String>,
    glossary: Glossary,
}

impl Lists {
    /// Those that come with the program, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Lists> = OnceLock::new();
        SHIPPED.get_or_init(|| Self { medicines: words::medicines().collect(), glossary: Glossary::with([]) })
    }

    /// Lists with these medicines.
    pub fn of(medicines: &[&str]) -> Self {
        Self { medicines: medicines.iter().map(|m| (*m).to_owned()).collect(), glossary: Glossary::with([]) }
    }

    /// Those, and the words of the department, which may be medicines too.
    pub fn with(glossary: Glossary) -> Self {
        let own = glossary.entries().filter(|e| e.local.is_some());
        let names = own.flat_map(Entry::names).map(str::to_lowercase);
        let medicines = Self::shipped().medicines.iter().cloned().chain(names).collect();
        Self { medicines, glossary }
    }

    /// Whether there is a list of medicines at all.
    pub fn has_medicines(&self) -> bool {
        !self.medicines.is_empty()
    }

    /// Whether this word, in small letters, is a medicine.
    pub fn is_medicine(&self, word: &str) -> bool {
        self.medicines.contains(word)
    }

    /// All medicines.
    pub fn medicines(&self) -> impl Iterator<Item = &str> {
        self.medicines.iter().map(String::as_str)
    }

    /// What an abbreviation can stand for, where that is more than one thing.
    pub fn clashes(&self, abbreviation: &str) -> Vec<&str> {
        self.glossary.clashes(abbreviation)
    }

    /// The terms and abbreviations of a text for which there is a plain word, with that.
    pub fn plain<'a>(&'a self, text: &str) -> Vec<(Range<usize>, &'a str)> {
        self.glossary.jargon(text)
    }
}
