//! Alarm words: what a caller says that must reach a clinician at once.
//!
//! The program never judges how ill anybody is. It knows a list of phrases, shows which of them were said, and says what
//! to do and what to write down. The list is a file anybody may replace (`alarms.toml` in the desk's folder).

mod negation;
#[cfg(test)]
mod tests;
mod words;

use negation::Negation;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use words::{Gap, Token, Vocabulary};

/// The list that comes with the program.
pub const SHIPPED: &str = include_str!("../../../assets/alarms.toml");

/// Said wherever the shipped list is at work.
pub const NOT_REVIEWED: &str = "These alarm words have not been clinically reviewed.";

/// What the secretary does, in this order, when the banner is up.
pub const WHAT_TO_DO: &[&str] = &[
    "Keep the caller on the line.",
    "If it is happening now and sounds like 999: ask them to ring 999, or ring for them.",
    "Get a clinician now, in person or by telephone. Do not leave a message and move on.",
    "Do not diagnose, reassure, play it down or bargain about the risk.",
    "The query stays open until a named clinician has accepted it.",
];

/// What the secretary writes down while the banner is up.
pub const WHAT_TO_WRITE_DOWN: &[&str] = &[
    "The caller's exact words",
    "Is it happening now?",
    "Where is the patient?",
    "A number to ring back if the line drops",
    "Is anybody with the patient?",
    "Has anybody rung 999 or 111?",
];

/// How soon, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Somebody must act now.
    Emergency,
    /// A clinician must know today.
    Urgent,
    /// The safeguarding lead must know.
    Safeguarding,
}

/// One alarm phrase found in what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The name of the alarm: "chest pain".
    pub flag: String,
    /// What was said, as typed: "pains in my chest".
    pub phrase: String,
    /// Where it goes: "call 999".
    pub route: String,
    /// How soon, and to whom.
    pub kind: Kind,
    /// Where it stands in the words, in bytes, on character boundaries.
    pub range: Range<usize>,
    /// Said only as denied, or as part of a harmless name: shown as a mention, not raised.
    pub negated: bool,
}

/// A list of alarm words, ready to be looked for. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Alarms(Arc<List>);

#[derive(Debug)]
struct List {
    vocabulary: Vocabulary,
    negation: Negation,
    parts: Vec<Part>,
    /// For each word's number, the parts that may begin with it.
    begins: Vec<Vec<u16>>,
    filler: Vec<bool>,
    alarms: Vec<Alarm>,
    phrases: Vec<Phrase>,
    /// Parts that only look like an alarm.
    harmless: Vec<u16>,
    reviewed: Option<String>,
}

/// Words in order, each one of several.
type Part = Vec<Vec<u16>>;

#[derive(Debug)]
struct Alarm {
    flag: String,
    route: String,
    kind: Kind,
}

#[derive(Debug)]
struct Phrase {
    alarm: usize,
    parts: Vec<u16>,
}

/// First and last word of something found.
type Span = (usize, usize);

/// How many small words may stand between two words of a phrase.
const FILLERS: usize = 3;
/// Stands for the words between two parts of a phrase.
const BETWEEN: &str = " … ";
/// How many words may lie between the parts of a phrase with a plus.
const APART: usize = 20;

const FILLER: &str = "my the her his a an in on of to at is are am was were be been being i he she it they we you me him \
    them our your their this that really very so quite just still now right left also bit little lot some bad severe \
    awful terrible horrible nasty constant sharp dull feel feels feeling get gets getting got has have had having keep \
    keeps kind sort like all lower upper middle even any suddenly and going";

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

impl Alarms {
    /// The list that comes with the program; read once.
    pub fn shipped() -> Self {
        static LIST: OnceLock<Alarms> = OnceLock::new();
        LIST.get_or_init(|| Self::from_toml(SHIPPED).expect("the shipped list is read by a test")).clone()
    }

    /// A list in the form of `assets/alarms.toml`. The error is a sentence with the line it is about.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            format!("alarms.toml, line {line}: {}.", error.message().trim_end_matches('.').replace('\n', ", "))
        })?;
        if file.alarm.is_empty() {
            return Err("alarms.toml, line 1: it names no alarm; give at least one [[alarm]].".to_owned());
        }
        Builder::new(text).build(file).map(|list| Self(Arc::new(list)))
    }

    /// What to say about who answers for the list: a name and a date, or that nobody does.
    pub fn notice(&self) -> String {
        self.0.reviewed.clone().unwrap_or_else(|| NOT_REVIEWED.to_owned())
    }

    /// Every alarm phrase in these words, in the order in which they stand.
    pub fn scan(&self, words: &str) -> Vec<Hit> {
        let list = &*self.0;
        let tokens = list.vocabulary.read(words);
        let found = list.find_parts(&tokens);
        let harmless: Vec<Span> =
            list.harmless.iter().flat_map(|&part| found[usize::from(part)].iter().copied()).collect();
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        for phrase in &list.phrases {
            list.find_phrase(phrase, &found, |spans| {
                hits.push((phrase.alarm, list.hit(phrase.alarm, words, &tokens, spans, &harmless)));
            });
        }
        merge(hits)
    }
}

/// One hit for each alarm and place: what is raised wins over what is denied, what was said in one piece
/// over what was gathered, the longer over the shorter.
fn merge(mut hits: Vec<(usize, Hit)>) -> Vec<Hit> {
    deny_what_is_inside(&mut hits);
    hits.sort_by_key(|(of, hit)| (*of, hit.negated, gathered(hit), Reverse(hit.range.len()), hit.range.start));
    let mut kept: Vec<(usize, Hit)> = Vec::new();
    for (alarm, hit) in hits {
        if !kept.iter().any(|(of, other)| *of == alarm && overlap(other, &hit)) {
            kept.push((alarm, hit));
        }
    }
    kept.sort_by_key(|(alarm, hit)| (hit.range.start, *alarm));
    kept.into_iter().map(|(_, hit)| hit).collect()
}

/// In "no black tarry stools" the "tarry stools" are denied with the black ones.
fn deny_what_is_inside(hits: &mut [(usize, Hit)]) {
    let denied: Vec<(usize, Hit)> = hits.iter().filter(|(_, hit)| hit.negated && !gathered(hit)).cloned().collect();
    for (alarm, hit) in hits.iter_mut().filter(|(_, hit)| !gathered(hit)) {
        hit.negated |=
            denied.iter().any(|(of, other)| of == alarm && other.range.start < hit.range.start && overlap(other, hit));
    }
}

fn overlap(a: &Hit, b: &Hit) -> bool {
    a.range.start < b.range.end && b.range.start < a.range.end
}

/// Whether its parts stood apart.
fn gathered(hit: &Hit) -> bool {
    hit.phrase.contains(BETWEEN)
}

impl List {
    /// Where each part stands.
    fn find_parts(&self, tokens: &[Token]) -> Vec<Vec<Span>> {
        let mut found = vec![Vec::new(); self.parts.len()];
        for (at, token) in tokens.iter().enumerate() {
            for &part in self.begins.get(usize::from(token.id)).into_iter().flatten() {
                if let Some(last) = self.follow(&self.parts[usize::from(part)], tokens, at) {
                    found[usize::from(part)].push((at, last));
                }
            }
        }
        found
    }

    /// The last word of a part that begins at `at`.
    fn follow(&self, part: &Part, tokens: &[Token], at: usize) -> Option<usize> {
        let mut last = at;
        for slot in &part[1..] {
            last = self.next_in(slot, tokens, last)?;
        }
        Some(last)
    }

    fn next_in(&self, slot: &[u16], tokens: &[Token], after: usize) -> Option<usize> {
        for at in after + 1..=(after + 1 + FILLERS).min(tokens.len().checked_sub(1)?) {
            let token = tokens[at];
            if token.gap >= Gap::Colon {
                return None;
            }
            if slot.contains(&token.id) {
                return Some(at);
            }
            if !self.filler.get(usize::from(token.id)).is_some_and(|filler| *filler) {
                return None;
            }
        }
        None
    }

    fn find_phrase(&self, phrase: &Phrase, found: &[Vec<Span>], mut hit: impl FnMut(&[Span])) {
        let (first, others) = (phrase.parts[0], &phrase.parts[1..]);
        if others.iter().any(|&part| found[usize::from(part)].is_empty()) {
            return;
        }
        for &span in &found[usize::from(first)] {
            let mut spans = vec![span];
            let near =
                |part: &u16| found[usize::from(*part)].iter().copied().filter(|other| apart(span, *other) <= APART);
            spans.extend(others.iter().filter_map(|part| near(part).min_by_key(|other| apart(span, *other))));
            if spans.len() == phrase.parts.len() {
                hit(&spans);
            }
        }
    }

    /// A phrase in parts needs each of them: deny one, and it is denied.
    fn hit(&self, alarm: usize, words: &str, tokens: &[Token], spans: &[Span], harmless: &[Span]) -> Hit {
        let dismissed = |&(first, last): &Span| {
            harmless.iter().any(|name| name.0 <= last && first <= name.1) || self.negation.denies(tokens, first, last)
        };
        let mut ordered = spans.to_vec();
        ordered.sort_unstable();
        let said =
            |&(first, last): &Span| words[tokens[first].start..tokens[last].end].split_whitespace().collect::<Vec<_>>();
        let phrase: Vec<String> = ordered.iter().map(|span| said(span).join(" ")).collect();
        let end = ordered.iter().map(|span| tokens[span.1].end).max().unwrap_or(0);
        let Alarm { flag, route, kind } = &self.alarms[alarm];
        Hit {
            flag: flag.clone(),
            phrase: phrase.join(BETWEEN),
            route: route.clone(),
            kind: *kind,
            range: tokens[ordered[0].0].start..end,
            negated: ordered.iter().any(dismissed),
        }
    }
}

/// Words between two spans; those that overlap are no two parts of anything.
fn apart(a: Span, b: Span) -> usize {
    if b.0 > a.1 {
        b.0 - a.1 - 1
    } else if a.0 > b.1 {
        a.0 - b.1 - 1
    } else {
        usize::MAX
    }
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
