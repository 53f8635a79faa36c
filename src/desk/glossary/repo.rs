//! The glossary's questions to the database.

use super::Word;
use crate::store::{Db, Refusal};
use crate::words::Glossary;

/// The department's own words, by name.
pub fn all(db: Db<'_>) -> Result<Vec<Word>, Refusal> {
    db.rows("SELECT * FROM word WHERE binned_at IS NULL ORDER BY word, created_at", &[])
}

/// The own word that is written so, whatever its capitals.
pub fn named(db: Db<'_>, word: &str) -> Result<Option<Word>, Refusal> {
    db.one(
        "SELECT * FROM word WHERE lower(word) = lower($1) AND binned_at IS NULL ORDER BY created_at LIMIT 1",
        &[&word.trim()],
    )
}

/// The glossary with the department's own words, which come first.
pub fn glossary(db: Db<'_>) -> Result<Glossary, Refusal> {
    Ok(Glossary::with(all(db)?.iter().map(Word::entry)))
}
