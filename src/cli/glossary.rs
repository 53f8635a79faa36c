//! `glossary`: what a word means, in plain English too, how it is spelt, and what an abbreviation can stand for.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::answer::{Answer, short};
use super::{Said, Session};
use crate::desk::glossary::{Word, added, repo};
use crate::store::Refusal;
use crate::words::{self, Entry, Kind, Shelf};

/// So many words are listed where the beginning of one was typed.
const MOST: usize = 50;

/// The word that is looked up, or added.
#[derive(Debug, Args)]
pub struct Glossary {
    /// The word or abbreviation, or the beginning of one
    #[arg(required = true)]
    word: Vec<String>,
    /// Add it to the department's words
    #[arg(long)]
    add: bool,
    /// The word to add in plain English
    #[arg(long, value_name = "WORDS", default_value = "", requires = "add")]
    plain: String,
    /// What the word to add means; of an abbreviation what it stands for, with ; between two meanings
    #[arg(long, value_name = "WORDS", default_value = "", requires = "add")]
    meaning: String,
    /// The word to add is an abbreviation
    #[arg(long, requires = "add")]
    abbreviation: bool,
}

impl Glossary {
    /// Looks it up, or adds it.
    pub fn run(self, session: &mut Session) -> Said {
        let typed = self.word.join(" ");
        if self.add {
            return self.put(&typed, session);
        }
        let glossary = repo::glossary(session.db())?;
        let named = glossary.named(&typed);
        if !named.is_empty() {
            let pages: Vec<String> = named.iter().map(|entry| page(entry, &glossary)).collect();
            return Ok(Answer::said(pages.join("\n"), named.iter().map(|e| record(e)).collect()));
        }
        let found: Vec<&Entry> = glossary.search(&typed).into_iter().take(MOST).collect();
        let rows: Vec<Vec<String>> = found.iter().map(|e| row(e)).collect();
        let none = if found.is_empty() { unknown(&typed, session) } else { String::new() };
        Ok(Answer::listing(&["WORD", "IN PLAIN ENGLISH"], &rows, found.iter().map(|e| record(e)).collect(), &none))
    }

    fn put(&self, typed: &str, session: &mut Session) -> Said {
        let kind = if self.abbreviation { Kind::Abbreviation } else { Kind::Term };
        let word = Word {
            kind: kind.word().to_owned(),
            plain: self.plain.trim().to_owned(),
            meaning: self.meaning.trim().to_owned(),
            ..Word::new(typed, &session.who, session.now)
        };
        if word.word.is_empty() {
            return Err(Refusal::rule("Type the word that is to be added."));
        }
        let change = added(session.db(), &word)?;
        session.apply(&change)?;
        Ok(Answer::made(&word.id, record(&word.entry())))
    }
}

/// Not in the glossary: the words that are spelt like it.
fn unknown(typed: &str, session: &Session) -> String {
    let like = Shelf::of(&session.config.spelling.sources()).load().suggest(typed);
    let how = if like.is_empty() { String::new() } else { format!(" Spelt like it: {}.", like.join(", ")) };
    format!("The glossary does not have “{typed}”.{how}")
}

fn page(entry: &Entry, glossary: &words::Glossary) -> String {
    let mut out = format!("{} ({})\n", entry.term, entry.kind.word());
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "  {label:<14} {text}");
        }
    };
    line("also", &entry.variants.join(", "));
    line("plain English", &entry.plain);
    for (n, meaning) in entry.meanings().iter().enumerate() {
        line(if n > 0 { "or" } else { "meaning" }, meaning);
    }
    line("spelling", &entry.spelling);
    for part in &entry.parts {
        line(part, glossary.part(part).map_or("", |p| p.meaning.as_str()));
    }
    line("belongs to", &entry.subject);
    out
}

fn row(entry: &Entry) -> Vec<String> {
    let says = if entry.plain.is_empty() { &entry.meaning } else { &entry.plain };
    vec![entry.term.clone(), short(says)]
}

fn record(entry: &Entry) -> Value {
    let some = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
    json!({
        "word": entry.term, "also": entry.variants, "kind": entry.kind.word(), "plain": some(&entry.plain),
        "meanings": entry.meanings(), "ambiguous": entry.is_ambiguous(), "spelling": some(&entry.spelling),
        "parts": entry.parts, "subject": some(&entry.subject), "own": entry.local.is_some(), "id": entry.local,
    })
}
