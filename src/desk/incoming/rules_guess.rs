//! Whom a text may be about: only by an exact NHS number together with the birth date or the name, and only for a person
//! to confirm.

use chrono::{Datelike, NaiveDate};

use crate::text::{names, nhs};

/// So much of a text is looked through.
const MOST: usize = 400_000;

/// At most so many numbers are taken from a text.
const NUMBERS: usize = 20;

/// The NHS numbers in a text whose check digit fits, each once. Ten digits, with spaces or dashes between or without.
pub fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let bytes = &text.as_bytes()[..text.len().min(MOST)];
    let mut at = 0;
    while at < bytes.len() && found.len() < NUMBERS {
        let begins = bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        match begins.then(|| ten(bytes, at)).flatten() {
            Some((digits, end)) => {
                if let Ok(number) = nhs::parse(&digits)
                    && !found.contains(&number)
                {
                    found.push(number);
                }
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Ten digits from a place on, at most one space or dash between two of them, and where they end.
fn ten(bytes: &[u8], from: usize) -> Option<(String, usize)> {
    let (mut digits, mut at) = (String::new(), from);
    while digits.len() < 10 {
        match bytes.get(at)? {
            d if d.is_ascii_digit() => digits.push(char::from(*d)),
            b' ' | b'-' if bytes.get(at - 1).is_some_and(u8::is_ascii_digit) => {}
            _ => return None,
        }
        at += 1;
    }
    let ends = bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric());
    ends.then_some((digits, at))
}

/// Whether a text has this date, in one of the ways it is written: `14/08/1980`, `14-8-80`, `14 August 1980`, `1980-08-14`.
pub fn has_date(text: &str, date: NaiveDate) -> bool {
    let folded = text.to_lowercase();
    let (d, m, y) = (date.day(), date.month(), date.year());
    let months = [date.format("%b").to_string().to_lowercase(), date.format("%B").to_string().to_lowercase()];
    let mut forms = vec![date.to_string()];
    for sign in ["/", "-", "."] {
        for (d, m) in [(format!("{d}"), format!("{m}")), (format!("{d:02}"), format!("{m:02}"))] {
            forms.push(format!("{d}{sign}{m}{sign}{y}"));
            forms.push(format!("{d}{sign}{m}{sign}{:02}", y.rem_euclid(100)));
        }
    }
    for month in &months {
        for d in [format!("{d}"), format!("{d:02}")] {
            for sign in [" ", "-"] {
                forms.push(format!("{d}{sign}{month}{sign}{y}"));
            }
        }
        forms.push(format!("{d}{} {month} {y}", ending(d)));
    }
    forms.iter().any(|form| stands_alone(&folded, form))
}

fn ending(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// Whether a text has these words with no digit or letter against them.
fn stands_alone(text: &str, words: &str) -> bool {
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let fits =
        |(at, _): (usize, &str)| free(text[..at].chars().next_back()) && free(text[at + words.len()..].chars().next());
    text.match_indices(words).any(fits)
}

/// Whether a text has both names of somebody, each as a word.
pub fn has_name(text: &str, surname: &str, forename: &str) -> bool {
    let (surname, forename) = (names::fold(surname), names::fold(forename));
    if surname.is_empty() || forename.is_empty() {
        return false;
    }
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .map(names::fold)
        .filter(|w| !w.is_empty())
        .collect();
    let spaced = format!(" {} ", words.join(" "));
    spaced.contains(&format!(" {surname} ")) && spaced.contains(&format!(" {forename} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_and_each_is_found_once() {
        let text =
            "NHS No: 999 000 0018, again 9990000018; tel 01632960104123; ref A9990000018; 999-000-0026 (999 000 0019)";
        assert_eq!(numbers(text), ["9990000018", "9990000026"]);
        assert!(numbers("").is_empty() && numbers("12 34").is_empty() && numbers("é9990000018é").len() <= 1);
        assert!(numbers("99900000181").is_empty(), "eleven digits are no number");
    }

    #[test]
    fn a_date_is_found_however_it_is_written() {
        let day = NaiveDate::from_ymd_opt(1980, 8, 4).unwrap();
        for text in [
            "born 04/08/1980.",
            "DOB 4/8/80",
            "4 August 1980",
            "4th August 1980",
            "04-AUG-1980",
            "1980-08-04",
            "(04.08.1980)",
        ] {
            assert!(has_date(text, day), "{text}");
        }
        for text in ["14/8/1980", "4/8/19801", "08/04/1980", "4 August 1981", "", "14 August 1980"] {
            assert!(!has_date(text, day), "{text}");
        }
    }

    #[test]
    fn a_name_is_both_names_as_words() {
        assert!(has_name("Re: Mrs Grace OKAFOR, seen today", "Okafor", "Grace"));
        assert!(has_name("SMITH-JONES, Zoë", "Smith-Jones", "Zoe"));
        assert!(!has_name("Grace Okafors", "Okafor", "Grace") && !has_name("Okafor", "Okafor", "Grace"));
        assert!(!has_name("anything", "", ""));
    }
}
