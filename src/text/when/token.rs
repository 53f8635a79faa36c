//! What is typed, taken apart into words that know whether they are a number, a month or a weekday.

use chrono::Weekday;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Digits alone, with how many there are: `09` is not `9`.
    Number { value: u32, digits: usize },
    /// `14th`.
    Ordinal(u32),
    /// A month's name, whole or its beginning.
    Month { month: u32, whole: bool },
    /// A weekday's name, whole or its beginning.
    Day(Weekday),
    /// Anything else.
    Word,
}

/// A word in small letters, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub kind: Kind,
}

/// Words that carry nothing: `the 14th of march`, `on fri`, `by 14/3`.
const FILLERS: [&str; 5] = ["on", "the", "of", "by", "and"];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// The words of a text as typed.
pub fn split(input: &str) -> Vec<Token> {
    let text = plain(input);
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        for part in parts(word.trim_end_matches('.')) {
            push(&mut words, part);
        }
    }
    words.into_iter().filter(|word| !FILLERS.contains(&word.as_str())).map(token).collect()
}

/// The words as one text again.
pub fn text(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Small letters, one kind of dash, no commas, apostrophes or stops of `p.m.`.
fn plain(input: &str) -> String {
    let dashed = input.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}'], "-").to_lowercase();
    let bare: String = dashed.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    bare.replace([',', ';'], " ").replace("p.m", "pm").replace("a.m", "am").replace('@', " at ")
}

/// Splits `2026-03-03t09:41` at its `t`, and `14mar27` between its digits and its month.
fn parts(word: &str) -> Vec<&str> {
    let splits_at_t = word.len() > 11
        && word.as_bytes().get(10) == Some(&b't')
        && word.get(..10).is_some_and(|day| day.matches('-').count() == 2 && !day.contains(char::is_alphabetic));
    if splits_at_t {
        return vec![&word[..10], &word[11..]];
    }
    let runs = runs(word);
    if runs.len() > 1 && runs.len() <= 3 && runs.iter().any(|run| month(run).is_some()) { runs } else { vec![word] }
}

/// The word cut where digits and letters meet; whole where it holds anything else.
fn runs(word: &str) -> Vec<&str> {
    if !word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return vec![word];
    }
    let mut runs = Vec::new();
    let mut from = 0;
    for (at, pair) in word.as_bytes().windows(2).enumerate() {
        if pair[0].is_ascii_digit() != pair[1].is_ascii_digit() {
            runs.push(&word[from..=at]);
            from = at + 1;
        }
    }
    runs.push(&word[from..]);
    runs
}

/// Joins `2 pm` and `1430 hrs`, which are one word written as two.
fn push(words: &mut Vec<String>, part: &str) {
    let last = words.last_mut().filter(|word| word.ends_with(|c: char| c.is_ascii_digit()));
    match (last, part) {
        (Some(last), "am" | "pm") => last.push_str(part),
        (Some(last), "h" | "hrs" | "hr" | "hours") if last.len() >= 4 => last.push('h'),
        _ if part.is_empty() => {}
        _ => words.push(part.to_owned()),
    }
}

fn token(text: String) -> Token {
    let kind = number(&text)
        .or_else(|| ordinal(&text).map(Kind::Ordinal))
        .or_else(|| month(&text))
        .or_else(|| weekday(&text).map(Kind::Day))
        .unwrap_or(Kind::Word);
    Token { text, kind }
}

fn number(text: &str) -> Option<Kind> {
    let plain = (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let value = plain.then(|| text.parse().ok())??;
    Some(Kind::Number { value, digits: text.len() })
}

fn ordinal(text: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end))?;
    if digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// A month by its whole name or at least three letters of its beginning.
pub fn month(text: &str) -> Option<Kind> {
    if text.len() < 3 {
        return None;
    }
    (1..=12).find_map(|month| {
        let name = crate::text::dates::month_name(month).to_lowercase();
        name.starts_with(text).then(|| Kind::Month { month, whole: name == text })
    })
}

fn weekday(text: &str) -> Option<Weekday> {
    let text = if text == "weds" { "wed" } else { text };
    WEEKDAYS.iter().find(|(name, _)| text.len() >= 3 && name.starts_with(text)).map(|(_, day)| *day)
}

/// Whether a text that reads as a day may hide a time in its last word: `14 mar 2030`, but not `14 march 2030`, where
/// the year is written out as in letters, nor `14 mar 2027`, since nobody types 20:27.
pub fn may_hide_time(tokens: &[Token]) -> bool {
    let whole_month = tokens.iter().any(|token| matches!(token.kind, Kind::Month { whole: true, .. }));
    match tokens.last().map(|token| token.kind) {
        Some(Kind::Number { value, digits: 4 }) => !whole_month && value.is_multiple_of(5),
        _ => true,
    }
}
