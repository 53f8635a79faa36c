//! What this department writes: words that follow each other in letters to three patients or more, to be offered while
//! one types. No name and no number is ever learnt, so that nobody's facts come into another's letter.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// Words of so many different patients are common.
const PATIENTS: usize = 3;

/// So many words are offered at most.
const LONGEST: usize = 7;

/// The start of a sentence, as a word before its first.
const START: u32 = 0;

/// Words that begin sentences and are nobody's name, although they may stand nowhere else.
const OPENERS: &[&str] = &[
    "please",
    "thank",
    "thanks",
    "we",
    "you",
    "your",
    "this",
    "the",
    "if",
    "in",
    "on",
    "it",
    "there",
    "at",
    "our",
    "he",
    "she",
    "they",
    "take",
    "stop",
    "start",
    "no",
    "when",
    "after",
    "before",
    "as",
    "all",
    "for",
    "from",
    "to",
    "with",
    "that",
    "these",
    "those",
    "my",
    "not",
    "what",
    "who",
    "how",
    "her",
    "his",
    "their",
    "once",
    "until",
    "since",
    "today",
    "next",
    "unfortunately",
    "however",
    "further",
    "many",
    "following",
    "although",
    "because",
    "during",
    "having",
    "overall",
    "otherwise",
    "both",
    "an",
    "continue",
];

/// What is known of a sequence: three of the patients it was written for, and how often it was written.
#[derive(Default, Clone, Copy)]
struct Seen {
    patients: [u32; PATIENTS],
    different: usize,
    times: u32,
}

impl Seen {
    fn count(&mut self, patient: u32) {
        self.times += 1;
        if self.different < PATIENTS && !self.patients[..self.different].contains(&patient) {
            self.patients[self.different] = patient;
            self.different += 1;
        }
    }

    fn is_common(&self) -> bool {
        self.different == PATIENTS
    }
}

type Quick<K, V> = HashMap<K, V, BuildHasherDefault<std::hash::DefaultHasher>>;

/// A word of a text, or what parts two.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// In small letters; and whether it was written so.
    Word(String, bool),
    /// A sentence begins.
    Start,
    /// A name, a number, a sign: nothing is learnt over it.
    Gap,
}

/// The words that follow each other.
#[derive(Default)]
pub struct Phrases {
    words: Vec<String>,
    ids: HashMap<String, u32>,
    next: Quick<(u32, u32), Vec<(u32, u32)>>,
    /// Words by their beginning, with how often they were written.
    known: BTreeMap<String, u32>,
}

/// Letters that are being learnt from.
#[derive(Default)]
pub struct Learning {
    ids: HashMap<String, u32>,
    words: Vec<String>,
    patients: HashMap<String, u32>,
    three: Quick<(u32, u32, u32), Seen>,
    one: Quick<u32, Seen>,
    /// Words that were written in small letters, which names are not.
    small: HashSet<u32>,
}

impl Learning {
    /// Learns from the text of a letter about a patient.
    pub fn learn(&mut self, patient: &str, body: &str) {
        let many = self.patients.len() as u32;
        let patient = *self.patients.entry(patient.to_owned()).or_insert(many);
        let (mut a, mut b) = (None, None);
        for token in tokens(body) {
            match token {
                Token::Gap => (a, b) = (None, None),
                Token::Start => (a, b) = (Some(START), Some(START)),
                Token::Word(word, small) => {
                    let id = self.id(word);
                    if small {
                        self.small.insert(id);
                    }
                    self.one.entry(id).or_default().count(patient);
                    if let (Some(a), Some(b)) = (a, b) {
                        self.three.entry((a, b, id)).or_default().count(patient);
                    }
                    (a, b) = (b, Some(id));
                }
            }
        }
    }

    fn id(&mut self, word: String) -> u32 {
        if self.words.is_empty() {
            self.words.push(String::new());
        }
        if let Some(id) = self.ids.get(&word) {
            return *id;
        }
        let id = self.words.len() as u32;
        self.words.push(word.clone());
        self.ids.insert(word, id);
        id
    }

    /// What is common, and no name: a word that was never written in small letters may be one.
    pub fn done(self) -> Phrases {
        let opens = |id: u32| OPENERS.contains(&self.words[id as usize].as_str());
        let fits = |id: u32| id == START || self.small.contains(&id) || opens(id);
        let mut next: Quick<(u32, u32), Vec<(u32, u32)>> = Quick::default();
        for ((a, b, c), seen) in &self.three {
            if seen.is_common() && fits(*a) && fits(*b) && fits(*c) {
                next.entry((*a, *b)).or_default().push((*c, seen.times));
            }
        }
        for all in next.values_mut() {
            all.sort_by_key(|(id, times)| (std::cmp::Reverse(*times), *id));
        }
        let common = self.one.iter().filter(|(id, seen)| seen.is_common() && fits(**id));
        let known = common.map(|(id, seen)| (self.words[*id as usize].clone(), seen.times)).collect();
        Phrases { words: self.words, ids: self.ids, next, known }
    }
}

impl Phrases {
    /// What may follow what stands before the cursor, from the start of its line; none where nothing is common.
    pub fn offer(&self, line: &str) -> Option<String> {
        let all = tokens(line);
        let typing = line.ends_with(|c: char| c.is_alphanumeric());
        let (before, part) = match all.split_last() {
            Some((Token::Word(part, _), before)) if typing => (before, part.as_str()),
            _ if typing || !line.ends_with(' ') => return None,
            _ => (all.as_slice(), ""),
        };
        let (a, b) = self.last_two(before);
        let (word, mut pair) = match (a, b) {
            (Some(a), Some(b)) => self
                .following(a, b, part)
                .map(|id| (id, (b, id)))
                .map_or((None, None), |(id, p)| (Some(self.word(id)), Some(p))),
            _ => (None, None),
        };
        let word = word.or_else(|| self.known_word(part))?;
        let mut offered = word.get(part.len()..)?.to_owned();
        for _ in 1..LONGEST {
            let Some((a, b)) = pair else { break };
            let Some(id) = self.following(a, b, "") else { break };
            offered.push(' ');
            offered.push_str(self.word(id));
            pair = Some((b, id));
        }
        (!offered.is_empty()).then_some(offered)
    }

    fn word(&self, id: u32) -> &str {
        &self.words[id as usize]
    }

    fn last_two(&self, before: &[Token]) -> (Option<u32>, Option<u32>) {
        let id = |token: Option<&Token>| match token? {
            Token::Word(word, _) => self.ids.get(word).copied(),
            Token::Start => Some(START),
            Token::Gap => None,
        };
        let last = before.last();
        let first =
            if last == Some(&Token::Start) { last } else { before.len().checked_sub(2).and_then(|at| before.get(at)) };
        (id(first), id(last))
    }

    /// The word that follows two most often. Where nothing of it is typed it must follow in most letters.
    fn following(&self, a: u32, b: u32, part: &str) -> Option<u32> {
        let all = self.next.get(&(a, b))?;
        if part.is_empty() {
            let times: u32 = all.iter().map(|(_, times)| times).sum();
            return all.first().filter(|(_, most)| b != START && *most * 5 >= times * 3).map(|(id, _)| *id);
        }
        let begins = |id: &u32| self.word(*id).starts_with(part) && self.word(*id).len() > part.len();
        all.iter().map(|(id, _)| id).find(|id| begins(id)).copied()
    }

    /// The most common word that begins so, from three letters on.
    fn known_word(&self, part: &str) -> Option<&str> {
        if part.chars().count() < 3 {
            return None;
        }
        let from = self.known.range(part.to_owned()..).take_while(|(word, _)| word.starts_with(part));
        let best = from.filter(|(word, _)| word.len() > part.len() + 1).max_by_key(|(_, times)| **times);
        best.map(|(word, _)| word.as_str())
    }
}

/// The words of a text. Capitals in the middle of a sentence are names or abbreviations, digits are facts: gaps.
fn tokens(text: &str) -> Vec<Token> {
    let mut all = vec![Token::Start];
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_alphanumeric() || (matches!(c, '-' | '\'' | '’') && !word.is_empty()) {
            word.push(if c == '’' { '\'' } else { c });
            continue;
        }
        if !word.is_empty() {
            let first = all.last() == Some(&Token::Start);
            all.push(token(&std::mem::take(&mut word), first));
        }
        match c {
            ' ' => {}
            '.' | '!' | '?' | '\n' | ':' | '#' | '|' => all.push(Token::Start),
            '-' | '\u{2022}' | '*' if all.last() == Some(&Token::Start) => {}
            _ => all.push(Token::Gap),
        }
    }
    // What was put in to end the last word is no sentence.
    if !text.ends_with('\n') && all.last() == Some(&Token::Start) && all.len() > 1 {
        all.pop();
    }
    all
}

fn token(word: &str, first: bool) -> Token {
    let small = !word.chars().any(char::is_uppercase);
    let rest_small = word.chars().skip(1).all(|c| !c.is_uppercase());
    if word.chars().any(char::is_numeric) || !(small || word == "I" || (first && rest_small)) {
        return Token::Gap;
    }
    Token::Word(word.to_lowercase(), small || word == "I")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(bodies: &[(&str, &str)]) -> Phrases {
        let mut learning = Learning::default();
        for (patient, body) in bodies {
            learning.learn(patient, body);
        }
        learning.done()
    }

    fn common() -> Phrases {
        let body = "Thank you for coming to the clinic. Please take bisoprolol every morning with water.";
        of(&[("1", body), ("2", body), ("3", body), ("4", "We thank you. The end is near.")])
    }

    #[test]
    fn what_three_patients_letters_say_is_offered() {
        let all = common();
        assert_eq!(all.offer("Thank y").as_deref(), Some("ou for coming to the clinic"));
        assert_eq!(all.offer("Please take biso").as_deref(), Some("prolol every morning with water"));
        assert_eq!(all.offer("Start biso").as_deref(), Some("prolol"), "a word that is known stands alone");
        assert_eq!(all.offer("take bisoprolol ").as_deref(), Some("every morning with water"));
        for nothing in ["", "The e", "xyz", "Thank you.", "5"] {
            assert_eq!(all.offer(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn two_patients_are_not_enough_nor_one_patient_three_times() {
        let body = "Please take bisoprolol every morning.";
        assert_eq!(of(&[("1", body), ("2", body)]).offer("Please ta"), None);
        assert_eq!(of(&[("1", body), ("1", body), ("1", body)]).offer("Please ta"), None);
    }

    #[test]
    fn no_name_and_no_number_is_learnt() {
        let body = "Grace came with John Okafor on 3 March. Her number is 999 000 0018 and her street Harbour Rise.";
        let all = of(&[("1", body), ("2", body), ("3", body)]);
        for typed in ["Gra", "came with Jo", "came with ", "Oka", "number is ", "her street ", "Har", "on 3 Ma"] {
            let offered = all.offer(typed).unwrap_or_default().to_lowercase();
            for name in ["grace", "ce", "john", "okafor", "march", "999", "harbour", "rise"] {
                assert!(!offered.contains(name), "{typed}: {offered}");
            }
        }
    }

    proptest! {
        /// What is offered can be put behind what was typed, whatever that is, and is one line of words.
        #[test]
        fn any_text_can_be_learnt_and_asked(bodies in proptest::collection::vec("[a-c A-C.\n🙂\u{301}1-]{0,30}", 3..8), typed in "[a-c A-C.🙂\u{301}]{0,12}") {
            let mut learning = Learning::default();
            for (n, body) in bodies.iter().enumerate() {
                for patient in 0..3 {
                    learning.learn(&format!("{n}/{patient}"), body);
                }
            }
            if let Some(offered) = learning.done().offer(&typed) {
                prop_assert!(!offered.contains('\n') && !offered.contains(char::is_numeric) && !offered.contains(char::is_uppercase));
            }
        }
    }
}
