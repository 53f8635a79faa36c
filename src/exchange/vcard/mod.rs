//! Address cards (vCard 2.1, 3.0 and 4.0) in and out.
//!
//! `calcard` reads the properties. What comes before that is done here, because it decodes a file as a whole, in one
//! encoding, and forgets the lines: cards are cut apart, so that a bad one spoils no other and is named with its
//! line; quoted-printable and every property's own character set are decoded; cards within cards are left out.

mod card;
mod lines;
mod property;
mod write;

#[cfg(test)]
mod tests;

pub use write::{Version, write};

use super::person::{PersonCard, Problem};

/// What came of a file of cards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// The cards in the order of the file.
    pub cards: Vec<PersonCard>,
    /// The cards that could not be taken, each with the line on which it begins.
    pub problems: Vec<Problem>,
}

/// Reads all cards of a file.
pub fn read(bytes: &[u8]) -> Read {
    let (raw, problems) = lines::cards(bytes);
    let mut read = Read { cards: Vec::with_capacity(raw.len()), problems };
    if raw.is_empty() && read.problems.is_empty() {
        read.problems.push(Problem::new(1, "the file holds no address card (no BEGIN:VCARD)"));
    }
    for raw in raw {
        match card::read(&raw) {
            Ok(card) => read.cards.push(card),
            Err(problem) => read.problems.push(problem),
        }
    }
    read.problems.sort_by_key(|p| p.line);
    read
}
