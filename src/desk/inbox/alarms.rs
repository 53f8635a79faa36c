//! Alarm words: what a caller says that must reach a clinician at once.
//!
//! The program never judges how ill anybody is. It knows a list of phrases, shows which of them were said, and says what
//! to do and what to write down. The list is a file anybody may replace (`alarms.toml` in the desk's folder).

mod file;
mod negation;
#[cfg(test)]
mod tests;
mod words;

use negation::Negation;
use serde::Deserialize;
use std::cmp::Reverse;
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

impl Alarms {
    /// The list that comes with the program; read once.
    pub fn shipped() -> Self {
        static LIST: OnceLock<Alarms> = OnceLock::new();
        LIST.get_or_init(|| Self::from_toml(SHIPPED).expect("the shipped list is read by a test")).clone()
    }

    /// A list in the form of `assets/alarms.toml`. The error is a sentence with the line it is about.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        file::read(text).map(|list| Self(Arc::new(list)))
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
            find_phrase(phrase, &found, |spans| {
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
        for (at, token) in tokens.iter().enumerate().skip(after + 1).take(FILLERS + 1) {
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

/// Every place where the parts of a phrase stand together.
fn find_phrase(phrase: &Phrase, found: &[Vec<Span>], mut hit: impl FnMut(&[Span])) {
    let (first, others) = (phrase.parts[0], &phrase.parts[1..]);
    if others.iter().any(|&part| found[usize::from(part)].is_empty()) {
        return;
    }
    for &span in &found[usize::from(first)] {
        let mut spans = vec![span];
        let near = |part: &u16| found[usize::from(*part)].iter().copied().filter(|other| apart(span, *other) <= APART);
        spans.extend(others.iter().filter_map(|part| near(part).min_by_key(|other| apart(span, *other))));
        if spans.len() == phrase.parts.len() {
            hit(&spans);
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
