//! The word lists that the rules read.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The word lists.
#[derive(Debug, Default)]
pub struct Lists {
    medicines: BTreeSet<String>,
}

impl Lists {
    /// Those that come with the program, read once.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Lists> = OnceLock::new();
        SHIPPED.get_or_init(Self::default)
    }

    /// Lists with these medicines.
    pub fn of(medicines: &[&str]) -> Self {
        Self { medicines: medicines.iter().map(|m| (*m).to_owned()).collect() }
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
    #[allow(clippy::unused_self, reason = "the glossary is one list of several")]
    pub fn clashes(&self, _abbreviation: &str) -> Vec<&'static str> {
        Vec::new()
    }

    /// The plain English for a medical word.
    #[allow(clippy::unused_self, reason = "the glossary is one list of several")]
    pub fn plain(&self, _word: &str) -> Option<&'static str> {
        None
    }
}
