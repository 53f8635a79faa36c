//! One entry of the glossary.

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A term: `haemoptysis`.
    Term,
    /// An abbreviation: `FBC`.
    Abbreviation,
    /// A part that words are made of: `haemo-`.
    Part,
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Abbreviation => "abbreviation",
            Self::Part => "word part",
        }
    }

    /// The kind with this word; a term where it is none.
    pub fn of(word: &str) -> Self {
        [Self::Abbreviation, Self::Part].into_iter().find(|k| k.word() == word).unwrap_or(Self::Term)
    }
}

/// One entry of the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The word, as it is written in a sentence.
    pub term: String,
    /// Other words for it, and other ways to write it.
    pub variants: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// What it belongs to: `Heart and circulation`.
    pub subject: String,
    /// In plain English, as a patient would say it; empty where the word is plain already or only a name.
    pub plain: String,
    /// What it means. Of an abbreviation, all that it can stand for, with `;` between.
    pub meaning: String,
    /// Where people go wrong in writing it.
    pub spelling: String,
    /// The parts it is made of: `haemo-`, `-ptysis`.
    pub parts: Vec<String>,
    /// A patient knows it: a letter need not explain it.
    pub everyday: bool,
    /// The identifier of a word that the department added itself; none of those that come with the program.
    pub local: Option<String>,
}

impl Entry {
    /// An entry with nothing but its word.
    pub fn new(term: &str, kind: Kind) -> Self {
        let empty = String::new;
        Self {
            term: term.to_owned(),
            variants: Vec::new(),
            kind,
            subject: empty(),
            plain: empty(),
            meaning: empty(),
            spelling: empty(),
            parts: Vec::new(),
            everyday: false,
            local: None,
        }
    }

    /// All that an abbreviation can stand for; of any other word its one meaning.
    pub fn meanings(&self) -> Vec<&str> {
        match self.kind {
            Kind::Abbreviation => self.meaning.split(';').map(str::trim).filter(|m| !m.is_empty()).collect(),
            _ if self.meaning.is_empty() => Vec::new(),
            _ => vec![self.meaning.as_str()],
        }
    }

    /// Whether it can be misread: an abbreviation that stands for more than one thing.
    pub fn is_ambiguous(&self) -> bool {
        self.kind == Kind::Abbreviation && self.meanings().len() > 1
    }

    /// The word and all its variants.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.term.as_str()).chain(self.variants.iter().map(String::as_str))
    }
}
