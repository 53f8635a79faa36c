//! Words: how they are spelt here, what a term means, in plain English too, and what an abbreviation can stand for.
//!
//! Pure: no terminal, no database, no clock. The words themselves stand in `assets/words/`, in files that can be read and
//! corrected by somebody who is no programmer.

mod american;
mod dictionary;
mod entry;
pub mod glossary;
mod lines;
mod speller;
mod tokens;

#[cfg(test)]
mod tests;

pub use american::{Better, Why};
pub use dictionary::{Dictionary, Shelf, Sources, medicines};
pub use entry::{Entry, Kind};
pub use glossary::Glossary;
pub use speller::{LONGEST, Misspelt, Speller};

/// The plain English for a medical word or abbreviation that comes with the program; none where it is not known, or has
/// no plainer word.
pub fn plain(word: &str) -> Option<&'static str> {
    Glossary::shipped().plain(word)
}

/// What an abbreviation can stand for, where that is more than one thing; empty where it is clear or not known.
pub fn clashes(abbreviation: &str) -> Vec<&'static str> {
    Glossary::shipped().clashes(abbreviation)
}
