//! Words as callers and typists leave them, brought to one form: no case, no accents, no apostrophes, no endings.

use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Gap {
    /// Nothing but space.
    None,
    /// A comma, a dash, a bracket.
    Comma,
    /// A colon or an equals sign: what follows answers what came before.
    Colon,
    /// A question mark.
    Question,
    /// The end of a sentence or a line.
    Stop,
}

/// One word of a message: where it stands, and its number in the vocabulary (0: a word no phrase knows).
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Number in the [`Vocabulary`].
    pub id: u16,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What stands before it.
    pub gap: Gap,
}

/// Every word a phrase or a rule of negation knows, each with its number.
#[derive(Debug, Default, Clone)]
pub struct Vocabulary {
    ids: HashMap<Box<str>, u16>,
    /// Long words with one letter left out, so that a slip of the fingers is still understood.
    slips: HashMap<Box<str>, Slip>,
}

/// What a word with one letter left out may stand for.
#[derive(Debug, Clone)]
struct Slip {
    id: u16,
    /// The letters of the whole word, sorted.
    letters: Box<[u8]>,
}

/// Words shorter than this must be typed right.
const SLIP_FROM: usize = 6;

impl Vocabulary {
    /// The number of a word, made if it is new.
    pub fn intern(&mut self, word: &str) -> u16 {
        let key = root(&plain(word));
        let next = self.ids.len() as u16 + 1;
        *self.ids.entry(key.into_boxed_str()).or_insert(next)
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// To be called once, when every word has been taken in.
    pub fn learn_slips(&mut self) {
        let mut slips = HashMap::new();
        for (word, id) in self.ids.iter().filter(|(word, _)| word.len() >= SLIP_FROM && word.is_ascii()) {
            for shorter in without_one(word) {
                let letters = sorted(word).into_boxed_slice();
                slips.entry(shorter.into_boxed_str()).or_insert(Slip { id: *id, letters });
            }
        }
        self.slips = slips;
    }

    fn find(&self, root: &str, slip: &mut String) -> u16 {
        if let Some(id) = self.ids.get(root) {
            return *id;
        }
        if root.len() < SLIP_FROM || !root.is_ascii() {
            return 0;
        }
        self.find_slip(root, slip).unwrap_or(0)
    }

    /// One letter missing, one too many or two changed places; the first letter is always right. A wrong letter is
    /// another word too often ("attach", "attack").
    fn find_slip(&self, root: &str, slip: &mut String) -> Option<u16> {
        if let Some(missing) = self.slips.get(root) {
            return Some(missing.id);
        }
        for at in 1..root.len() {
            slip.clear();
            slip.push_str(&root[..at]);
            slip.push_str(&root[at + 1..]);
            if let Some(id) = self.ids.get(slip.as_str()).filter(|_| slip.len() >= SLIP_FROM) {
                return Some(*id);
            }
            if let Some(changed) = self.slips.get(slip.as_str()).filter(|it| *it.letters == *sorted(root)) {
                return Some(changed.id);
            }
        }
        None
    }

    /// The words of a message. Hesitations ("um") are left out.
    pub fn read(&self, text: &str) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5 + 1);
        let (mut word, mut slip) = (String::new(), String::new());
        let mut gap = Gap::None;
        let mut previous = Helper::Other;
        for (start, end, before) in pieces(text) {
            gap = worse(gap, before);
            plain_into(&text[start..end], &mut word);
            if matches!(word.as_str(), "um" | "uh" | "er" | "erm" | "umm" | "hmm" | "") {
                continue;
            }
            if word == "not" && gap == Gap::None && previous != Helper::Other {
                if let Some(last) = tokens.last_mut() {
                    last.id = self.ids.get(previous.with_not()).copied().unwrap_or(0);
                    last.end = end;
                }
                previous = Helper::Other;
                continue;
            }
            previous = Helper::of(&word);
            let id = self.find(&root(&word), &mut slip);
            tokens.push(Token { id, start, end, gap });
            gap = Gap::None;
        }
        tokens
    }
}

/// A verb that "not" may follow as a word of its own: "can not" is "can't".
#[derive(Clone, Copy, PartialEq)]
enum Helper {
    Can,
    Will,
    Do,
    Have,
    Other,
}

impl Helper {
    fn of(word: &str) -> Self {
        match word {
            "can" | "could" => Self::Can,
            "will" | "would" => Self::Will,
            "do" | "does" | "did" => Self::Do,
            "has" | "have" | "had" => Self::Have,
            _ => Self::Other,
        }
    }

    fn with_not(self) -> &'static str {
        match self {
            Self::Can => "cant",
            Self::Will => "wont",
            Self::Do => "dont",
            Self::Have => "hasnt",
            Self::Other => "not",
        }
    }
}

fn worse(a: Gap, b: Gap) -> Gap {
    if b > a { b } else { a }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}

/// Runs of letters and digits with the apostrophes inside them: start, end, what stands before.
fn pieces(text: &str) -> impl Iterator<Item = (usize, usize, Gap)> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let mut gap = Gap::None;
        let mut previous = ' ';
        while let Some(&(at, c)) = chars.peek() {
            if c.is_alphanumeric() {
                let end = word_end(text, at);
                while chars.peek().is_some_and(|&(i, _)| i < end) {
                    chars.next();
                }
                return Some((at, end, gap));
            }
            chars.next();
            let next = chars.peek().map_or(' ', |&(_, c)| c);
            gap = worse(gap, gap_of(previous, c, next));
            previous = c;
        }
        None
    })
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut rest = text[start..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let joins = is_apostrophe(c) && rest.peek().is_some_and(|&(_, next)| next.is_alphanumeric());
        let combining = ('\u{300}'..='\u{36f}').contains(&c);
        if !c.is_alphanumeric() && !joins && !combining {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

/// A dash counts as a comma only with a space beside it; within a word ("coffee-ground") it counts as nothing.
fn gap_of(previous: char, c: char, next: char) -> Gap {
    match c {
        '.' | '!' | ';' | '\n' | '\r' | '…' => Gap::Stop,
        '?' => Gap::Question,
        ':' | '=' => Gap::Colon,
        ',' | '(' | ')' | '[' | ']' | '—' | '–' | '+' | '&' => Gap::Comma,
        '-' if previous.is_whitespace() && next.is_whitespace() => Gap::Comma,
        _ => Gap::None,
    }
}

/// Lower case, no accents, no apostrophes; the shortened verbs in one form each.
pub fn plain(word: &str) -> String {
    let mut out = String::new();
    plain_into(word, &mut out);
    out
}

fn plain_into(word: &str, out: &mut String) {
    out.clear();
    let cut = shortened(word);
    let kept = &word[..cut];
    if kept.is_ascii() {
        out.extend(kept.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())));
    } else {
        let letters = kept.nfkd().filter(|c| c.is_alphanumeric());
        out.extend(letters.flat_map(char::to_lowercase));
    }
    if let Some(same) = same_as(out) {
        out.clear();
        out.push_str(same);
    }
}

/// Where a word ends without its "'s", "'ve", "'re", "'m", "'ll" or "'d". "n't" stays.
fn shortened(word: &str) -> usize {
    let Some((at, mark)) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c)) else { return word.len() };
    let tail = &word[at + mark.len_utf8()..];
    let drops = ["s", "m", "ve", "re", "ll", "d"].iter().any(|end| tail.eq_ignore_ascii_case(end));
    if drops && at > 0 { at } else { word.len() }
}

fn same_as(word: &str) -> Option<&'static str> {
    Some(match word {
        "isnt" | "arent" | "wasnt" | "werent" | "aint" => "not",
        "doesnt" | "didnt" | "don" | "dosnt" | "doesn" => "dont",
        "havent" | "hadnt" | "hasn" | "haven" => "hasnt",
        "wouldnt" => "wont",
        "cannot" | "couldnt" => "cant",
        "im" | "ive" => "i",
        "shes" => "she",
        "hes" => "he",
        "theyre" | "theyve" => "they",
        "its" => "it",
        "mom" | "mam" | "mummy" => "mum",
        "anymore" => "more",
        _ => return None,
    })
}

/// A word without its ending, the same for all its forms; not always a word itself.
pub fn root(word: &str) -> String {
    let mut root = word.to_owned();
    if root.len() <= 3 || !root.is_ascii() {
        return root;
    }
    strip_ending(&mut root);
    if root.len() > 3 && root.ends_with('e') {
        root.pop();
    }
    root
}

fn strip_ending(word: &mut String) {
    let len = word.len();
    if len > 6 && word.ends_with("ness") {
        word.truncate(len - 4);
    } else if len > 5 && word.ends_with("ing") {
        word.truncate(len - 3);
        undouble(word);
    } else if len > 4 && word.ends_with("ed") && !word.ends_with("eed") {
        word.truncate(len - 2);
        undouble(word);
    } else if len > 4 && word.ends_with("ies") {
        word.truncate(len - 3);
        word.push('y');
    } else if ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end)) {
        word.truncate(len - 2);
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
}

/// "stopp" is "stop"; "kill", "pass" and "buzz" stay.
fn undouble(word: &mut String) {
    let bytes = word.as_bytes();
    let [.., a, b] = bytes else { return };
    if a == b && !matches!(b, b'l' | b's' | b'z' | b'e' | b'o') {
        word.pop();
    }
}

fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    (1..word.len()).map(|at| format!("{}{}", &word[..at], &word[at + 1..]))
}

fn sorted(word: &str) -> Vec<u8> {
    let mut letters = word.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}
