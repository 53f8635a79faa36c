//! Reads a list of alarm words and turns it into numbers.

use super::negation::Negation;
use super::words::Vocabulary;
use super::{Alarm, Kind, List, Part, Phrase};
use serde::Deserialize;
use std::collections::HashMap;

const FILLER: &str = "my the her his a an in on of to at is are am was were be been being i he she it they we you me him \
    them our your their this that really very so quite just still now right left also bit little lot some bad severe \
    awful terrible horrible nasty constant sharp dull feel feels feeling get gets getting got has have had having keep \
    keeps kind sort like all lower upper middle even any suddenly and going from for off";

/// Words of their own that would pass for a slip of the fingers in an alarm word.
const NO_SLIPS: &str = "strange stranger fainter collage unresponded breathes brother bother";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    reviewed_by: String,
    #[serde(default)]
    reviewed_on: String,
    #[serde(default)]
    harmless: Vec<toml::Spanned<String>>,
    alarm: Vec<AlarmRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AlarmRow {
    flag: toml::Spanned<String>,
    kind: Kind,
    route: String,
    phrases: Vec<toml::Spanned<String>>,
}

/// The list, or a sentence with the line that is wrong.
pub fn read(text: &str) -> Result<List, String> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        format!("alarms.toml, line {line}: {}.", error.message().trim_end_matches('.').replace('\n', ", "))
    })?;
    if file.alarm.is_empty() {
        return Err("alarms.toml, line 1: it names no alarm; give at least one [[alarm]].".to_owned());
    }
    Builder::new(text).build(file)
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

/// Turns the file into numbers.
struct Builder<'a> {
    text: &'a str,
    vocabulary: Vocabulary,
    parts: Vec<Part>,
    known: HashMap<Part, u16>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, vocabulary: Vocabulary::default(), parts: Vec::new(), known: HashMap::new() }
    }

    fn build(mut self, file: File) -> Result<List, String> {
        let negation = Negation::teach(&mut self.vocabulary);
        for word in NO_SLIPS.split_whitespace() {
            self.vocabulary.intern(word);
        }
        let filler = self.fillers();
        let mut harmless = Vec::new();
        for row in &file.harmless {
            harmless.extend(self.phrase(row)?);
        }
        let (mut alarms, mut phrases) = (Vec::new(), Vec::new());
        for row in file.alarm {
            if row.flag.get_ref().trim().is_empty() || row.phrases.is_empty() {
                return Err(self.error(row.flag.span().start, "an alarm needs a flag and at least one phrase"));
            }
            for phrase in &row.phrases {
                phrases.push(Phrase { alarm: alarms.len(), parts: self.phrase(phrase)? });
            }
            alarms.push(Alarm { flag: row.flag.into_inner(), route: row.route, kind: row.kind });
        }
        self.vocabulary.learn_slips();
        let begins = self.begins();
        let reviewed = (!file.reviewed_by.trim().is_empty())
            .then(|| format!("Alarm words reviewed by {}, {}.", file.reviewed_by.trim(), file.reviewed_on.trim()));
        let Self { vocabulary, parts, .. } = self;
        Ok(List { vocabulary, negation, parts, begins, filler, alarms, phrases, harmless, reviewed })
    }

    fn error(&self, at: usize, what: &str) -> String {
        format!("alarms.toml, line {}: {what}.", line_of(self.text, at))
    }

    fn fillers(&mut self) -> Vec<bool> {
        let mut filler = Vec::new();
        for word in FILLER.split_whitespace() {
            let id = usize::from(self.vocabulary.intern(word));
            if filler.len() <= id {
                filler.resize(id + 1, false);
            }
            filler[id] = true;
        }
        filler
    }

    fn begins(&self) -> Vec<Vec<u16>> {
        let mut begins = vec![Vec::new(); self.vocabulary.len() + 1];
        for (number, part) in self.parts.iter().enumerate() {
            for &word in &part[0] {
                begins[usize::from(word)].push(number as u16);
            }
        }
        begins
    }

    /// `a b|c + d`: the numbers of its parts.
    fn phrase(&mut self, row: &toml::Spanned<String>) -> Result<Vec<u16>, String> {
        let mut parts = Vec::new();
        for text in row.get_ref().split('+') {
            let part: Part = text.split_whitespace().map(|slot| self.slot(slot)).collect();
            if part.is_empty() || part.iter().any(Vec::is_empty) {
                let what = format!(
                    "the phrase \"{}\" has an empty place; write words, joined by spaces, | or +",
                    row.get_ref()
                );
                return Err(self.error(row.span().start, &what));
            }
            parts.push(self.part(part));
        }
        Ok(parts)
    }

    fn slot(&mut self, text: &str) -> Vec<u16> {
        let words = text.split('|').filter(|word| word.chars().any(char::is_alphanumeric));
        let mut ids: Vec<u16> = words.map(|word| self.vocabulary.intern(word)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn part(&mut self, part: Part) -> u16 {
        if let Some(&number) = self.known.get(&part) {
            return number;
        }
        let number = self.parts.len() as u16;
        self.known.insert(part.clone(), number);
        self.parts.push(part);
        number
    }
}
