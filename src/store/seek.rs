//! Finding as people type: any mix of name, date of birth, NHS number, hospital number, telephone and postcode.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::params;

use super::search::only;
use super::{Found, Refusal, Store};
use crate::text::{names, when};

/// The index is asked for this many and the best are shown: ranking tens of thousands in SQL takes 80 ms.
const ASKED: usize = 90;

/// A date of birth as it stands in the index.
pub fn birth_word(born: NaiveDate) -> String {
    born.format("b%Y%m%d").to_string()
}

/// What was typed as groups of words: every group is needed, one word of each is enough.
fn groups(typed: &str, today: NaiveDate) -> Vec<Vec<String>> {
    let tokens: Vec<&str> = typed.split([' ', ',', '\t']).filter(|t| !t.is_empty()).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (group, used) = date_at(&tokens[at..], today)
            .or_else(|| digits_at(&tokens[at..]))
            .unwrap_or_else(|| word_at(&tokens[at..]));
        if !group.is_empty() {
            out.push(group);
        }
        at += used;
    }
    out
}

/// A date of birth in one to three words, the longest reading first.
fn date_at(tokens: &[&str], today: NaiveDate) -> Option<(Vec<String>, usize)> {
    (1..=tokens.len().min(3)).rev().find_map(|n| {
        let text = tokens[..n].join(" ");
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let marked = text.contains(['/', '.', '-'])
            || text.chars().any(char::is_alphabetic)
            || (n == 1 && matches!(digits, 6 | 8))
            || n == 3;
        // "0770 090 0401" and "943 476 5919" are numbers, not dates; a lone word or a short number neither.
        if !(4..=8).contains(&digits)
            || !marked
            || (n == 3 && tokens[..3].iter().all(|t| t.len() > 2 && t.chars().all(|c| c.is_ascii_digit())))
        {
            return None;
        }
        let dates = when::parse_birth(&text, today).ok()?;
        let mut words: Vec<String> = dates.into_iter().map(birth_word).collect();
        if n == 1 && text.chars().all(|c| c.is_ascii_digit()) {
            words.push(text);
        }
        (!words.is_empty()).then_some((words, n))
    })
}

/// A number in several pieces: "999 641 5481", "07700 900401".
fn digits_at(tokens: &[&str]) -> Option<(Vec<String>, usize)> {
    let number = |t: &&&str| {
        t.chars().all(|c| c.is_ascii_digit() || "+()-".contains(c)) && t.chars().any(|c| c.is_ascii_digit())
    };
    let n = tokens.iter().take_while(number).count();
    if n == 0 {
        return None;
    }
    let all = tokens[..n].concat();
    Some((vec![crate::text::phone::digits(&all)], n))
}

/// A name, a word, a hospital number, or a postcode in two pieces.
fn word_at(tokens: &[&str]) -> (Vec<String>, usize) {
    if let [a, b, ..] = tokens
        && b.starts_with(|c: char| c.is_ascii_digit())
        && b.len() <= 3
        && let Ok(code) = crate::text::postcode::tidy(&format!("{a} {b}"))
    {
        return (vec![code.replace(' ', "").to_lowercase()], 2);
    }
    let folded: String = names::fold(tokens[0]).chars().filter(|c| c.is_alphanumeric()).collect();
    (if folded.is_empty() { Vec::new() } else { vec![folded] }, 1)
}

/// A word of one letter begins too many others to be looked up by its beginning.
fn is_short(group: &[String]) -> bool {
    group.iter().all(|word| word.chars().count() < 2)
}

/// The question to the index: of one letter alone those that have it as a word; `whole`: of every word.
fn question(groups: &[Vec<String>], whole: bool) -> String {
    let short = |word: &String| whole || word.chars().count() < 2;
    let one = |word: &String| if short(word) { format!("\"{word}\"") } else { format!("\"{word}\"*") };
    let any = |group: &Vec<String>| format!("({})", group.iter().map(one).collect::<Vec<_>>().join(" OR "));
    groups.iter().map(any).collect::<Vec<_>>().join(" AND ")
}

/// Whether the words of a record begin with each of these letters.
fn begins(words: &str, letters: &[Vec<String>]) -> bool {
    let words = names::fold(words);
    let has = |letter: &String| words.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(letter.as_str()));
    letters.iter().all(|group| group.iter().any(has))
}

/// People come first whatever else has their name.
const PEOPLE: &[&str] = &["patient", "contact", "member"];

impl Store {
    /// The records of these kinds (all kinds where empty) that fit what was typed, best first, at most `limit`.
    pub fn seek(&self, typed: &str, kinds: &[&str], today: NaiveDate, limit: usize) -> Result<Vec<Found>, Refusal> {
        let groups = groups(typed, today);
        let (letters, words): (Vec<_>, Vec<_>) = groups.iter().cloned().partition(|g| is_short(g));
        let (asked, sieve) = if words.is_empty() { (&letters, &words) } else { (&words, &letters) };
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        // A lone letter is a word of half the letters ever written, and of hardly a person.
        let people = if words.is_empty() { &[] } else { PEOPLE };
        let first = if kinds.is_empty() { people } else { kinds };
        let (mut found, all) = self.ask(&question(asked, false), sieve, first)?;
        // Among very many that begin alike those that have just the word must not be missed.
        if !all {
            let known: HashSet<String> = found.iter().map(|f| f.id.clone()).collect();
            let (whole, _) = self.ask(&question(asked, true), sieve, first)?;
            found.extend(whole.into_iter().filter(|f| !known.contains(&f.id)));
        }
        // Where people alone fill the list, nothing else can come into it.
        if kinds.is_empty() && !words.is_empty() && found.len() < limit {
            let (others, _) = self.ask(&question(asked, false), sieve, &[])?;
            found.extend(others.into_iter().filter(|f| !PEOPLE.contains(&f.kind.as_str())));
        }
        let words: Vec<&String> = groups.iter().flatten().collect();
        found.sort_by_cached_key(|f| rank(f, &words));
        found.truncate(limit);
        Ok(found)
    }

    /// Asks the index; what it finds goes through the sieve. Whether there was no more to find comes with it.
    fn ask(&self, question: &str, sieve: &[Vec<String>], kinds: &[&str]) -> Result<(Vec<Found>, bool), Refusal> {
        let sql = "SELECT d.kind, d.rec, d.title, d.detail, CASE WHEN $1 THEN d.words ELSE '' END \
                   FROM find_word w JOIN find_doc d ON d.doc = w.rowid \
                   WHERE find_word MATCH $2 ORDER BY w.rowid DESC LIMIT $3";
        let question = format!("({question}){}", only(kinds));
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![!sieve.is_empty(), question, ASKED as i64], |r| {
            let words: String = r.get(4)?;
            Ok((Found { kind: r.get(0)?, id: r.get(1)?, title: r.get(2)?, detail: r.get(3)? }, words))
        })?;
        let found = rows.collect::<Result<Vec<_>, _>>()?;
        let all = found.len() < ASKED;
        Ok((found.into_iter().filter(|(_, words)| begins(words, sieve)).map(|(found, _)| found).collect(), all))
    }
}

/// Lower is better: people first, then how well the title begins with what was typed, then the title.
fn rank(found: &Found, words: &[&String]) -> (u8, u8, String) {
    let kind = match found.kind.as_str() {
        "patient" => 0,
        "contact" | "member" => 1,
        _ => 2,
    };
    let title = names::fold(&found.title);
    let parts: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let score = words.iter().map(|w| {
        if parts.first() == Some(&w.as_str()) {
            0
        } else if parts.contains(&w.as_str()) {
            1
        } else if title.starts_with(w.as_str()) {
            2
        } else {
            3
        }
    });
    (kind, score.sum(), title.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(typed: &str) -> Vec<Vec<String>> {
        groups(typed, NaiveDate::from_ymd_opt(2026, 3, 3).unwrap())
    }

    #[test]
    fn any_mix_is_read() {
        assert_eq!(of("okafor grace"), [["okafor"], ["grace"]]);
        assert_eq!(of("O'Neill 14/8/80"), [["oneill"], ["b19800814"]]);
        assert_eq!(of("14 aug 1980 smith"), [["b19800814"], ["smith"]]);
        assert_eq!(of("999 641 5481"), [["9996415481"]]);
        assert_eq!(of("07700 900401"), [["07700900401"]]);
        assert_eq!(of("+44 7700 900401"), [["07700900401"]]);
        assert_eq!(of("sw8 4qq"), [["sw84qq"]]);
        assert_eq!(of("H100234"), [["h100234"]]);
        assert_eq!(of("14081980")[0], ["b19800814", "14081980"]);
        assert_eq!(of("  , \" * "), Vec::<Vec<String>>::new());
    }
}
