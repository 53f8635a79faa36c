//! People's names: shown, taken apart, folded for searching, and compared for likeness.

use std::collections::HashMap;
use std::rc::Rc;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Titles as they are written; a full stop after them is dropped.
const TITLES: [&str; 24] = [
    "Mr",
    "Mrs",
    "Miss",
    "Ms",
    "Mx",
    "Dr",
    "Prof",
    "Professor",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Rev",
    "Revd",
    "Fr",
    "Sr",
    "Master",
    "Sister",
    "Hon",
    "Capt",
    "Major",
    "Col",
    "Rabbi",
    "Imam",
];

/// Words that belong to the surname after them.
const PARTICLES: [&str; 22] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "binti",
    "ibn", "ben", "ter", "st", "st.",
];

/// `SURNAME, Forename (Title)`, without the parts that are empty.
pub fn display(surname: &str, forename: &str, title: &str) -> String {
    let (surname, forename, title) = (surname.trim().to_uppercase(), forename.trim(), title.trim());
    let name = match (surname.is_empty(), forename.is_empty()) {
        (true, true) => "Name not known".to_owned(),
        (true, false) => forename.to_owned(),
        (false, true) => surname,
        (false, false) => format!("{surname}, {forename}"),
    };
    if title.is_empty() { name } else { format!("{name} ({title})") }
}

/// The form names are searched by: small letters, no accents, no apostrophes, hyphens or stops, single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|c| push_folded(&mut folded, c.to_ascii_lowercase()));
        folded.truncate(folded.trim_end().len());
        return folded;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        push_folded(&mut folded, c);
    }
    folded.truncate(folded.trim_end().len());
    // Lower case can bring a combining mark back (İ), and the mark must not outlive a second folding.
    folded.retain(|c| !is_combining_mark(c));
    folded
}

fn push_folded(folded: &mut String, c: char) {
    match c {
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' | 'ð' => folded.push('d'),
        'ı' => folded.push('i'),
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʹ' | 'ʻ' | '.' | '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' => {}
        c if c.is_whitespace() || c.is_control() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        c => folded.push(c),
    }
}

/// `("Dr", "Ali", "Hussain")` from `Dr Ali Hussain`; also reads `HUSSAIN, Ali (Dr)`. A single name is a surname.
pub fn split_full(full: &str) -> (String, String, String) {
    if let Some((surname, rest)) = full.split_once(',') {
        return split_listed(surname, rest);
    }
    let mut words: Vec<&str> = full.split_whitespace().collect();
    let title = take_title(&mut words);
    let start = surname_start(&words);
    (title, words[..start].join(" "), words[start..].join(" "))
}

fn split_listed(surname: &str, rest: &str) -> (String, String, String) {
    let (given, bracketed) = rest.split_once('(').unwrap_or((rest, ""));
    let mut words: Vec<&str> = given.split_whitespace().collect();
    let leading = take_title(&mut words);
    let title = bracketed.trim().trim_end_matches(')').trim();
    let surname = surname.split_whitespace().collect::<Vec<_>>().join(" ");
    (if title.is_empty() { leading } else { title.to_owned() }, words.join(" "), surname)
}

fn take_title(words: &mut Vec<&str>) -> String {
    let mut titles = Vec::new();
    while let Some(title) = words.first().and_then(|w| known_title(w)) {
        titles.push(title);
        words.remove(0);
    }
    titles.join(" ")
}

fn known_title(word: &str) -> Option<&'static str> {
    let bare = word.trim_end_matches('.');
    TITLES.into_iter().find(|title| title.eq_ignore_ascii_case(bare))
}

/// The surname is the last word, with the particles before it; something is left as forename where there are two.
fn surname_start(words: &[&str]) -> usize {
    let mut start = words.len().saturating_sub(1);
    while start > 1 && PARTICLES.contains(&words[start - 1].to_lowercase().as_str()) {
        start -= 1;
    }
    // `von Berg` alone, after a title: all of it is the surname.
    if start == 1 && PARTICLES.contains(&words[0].to_lowercase().as_str()) { 0 } else { start }
}

/// A name in a list, with the sign behind it, from which it is never broken, where its bearer could be taken for somebody
/// else.
pub fn marked(name: String, mark: &str) -> String {
    if mark.is_empty() { name } else { format!("{name}\u{a0}{LIKE}") }
}

/// Stands behind the name of somebody who could be taken for somebody else.
pub const LIKE: &str = "≈";

/// Whether two people, each `(surname, forename)`, could be taken for each other on the telephone or in a list:
/// - the same surname, with the same first letter of the forename, or forenames that are like;
/// - surnames that are like (one letter apart, or the same by sound), with forenames that are like;
/// - surname and forename changed over.
///
/// Like means the same when folded, one letter apart in at least four, or the same by sound. A missing forename is
/// like any. It marks rather than decides, so it prefers to mark too many.
pub fn alike(a: (&str, &str), b: (&str, &str)) -> bool {
    Ear::default().alike(a, b)
}

/// Compares many names, each of which is folded and sounded once: the same few hundred forenames come again and again.
#[derive(Debug, Default)]
pub struct Ear {
    known: HashMap<String, Rc<Heard>>,
}

/// A name as it is compared.
#[derive(Debug)]
struct Heard {
    folded: String,
    sound: String,
}

impl Ear {
    /// As [`alike`].
    pub fn alike(&mut self, a: (&str, &str), b: (&str, &str)) -> bool {
        let surnames = (self.hear(a.0), self.hear(b.0));
        if surnames.0.folded.is_empty() || surnames.1.folded.is_empty() {
            return false;
        }
        let forenames = (self.hear(a.1), self.hear(b.1));
        if surnames.0.folded == forenames.1.folded && forenames.0.folded == surnames.1.folded {
            return true;
        }
        let unknown = forenames.0.folded.is_empty() || forenames.1.folded.is_empty();
        if surnames.0.folded == surnames.1.folded {
            let initial = forenames.0.folded.chars().next() == forenames.1.folded.chars().next();
            return unknown || initial || like(&forenames.0, &forenames.1);
        }
        !unknown && like(&surnames.0, &surnames.1) && like(&forenames.0, &forenames.1)
    }

    fn hear(&mut self, name: &str) -> Rc<Heard> {
        if let Some(heard) = self.known.get(name) {
            return heard.clone();
        }
        let folded = fold(name);
        let heard = Rc::new(Heard { sound: sound(&folded), folded });
        self.known.insert(name.to_owned(), heard.clone());
        heard
    }
}

/// Two names: the same, one letter apart, or the same by sound.
fn like(a: &Heard, b: &Heard) -> bool {
    let long = || a.folded.chars().count().min(b.folded.chars().count()) >= 4;
    a.folded == b.folded || (!a.sound.is_empty() && a.sound == b.sound) || (long() && one_apart(&a.folded, &b.folded))
}

/// At most one letter put in, left out or changed, or two neighbours changed over.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([], rest) | (rest, []) => rest.len() <= 1,
        ([x, a_rest @ ..], [y, b_rest @ ..]) => {
            a_rest == b_rest || a == b_rest || a_rest == b || swapped(*x, a_rest, *y, b_rest)
        }
    }
}

fn swapped(x: char, a: &[char], y: char, b: &[char]) -> bool {
    matches!((a, b), ([a2, a_rest @ ..], [b2, b_rest @ ..]) if x == *b2 && *a2 == y && a_rest == b_rest)
}

/// The consonants one hears, so that Sara and Sarah, Catherine and Kathryn, and the many Mohammeds agree. The first
/// letter stays where it is a vowel; the other vowels, and h, w and y, go. Nothing of a name in another script.
pub fn sound(name: &str) -> String {
    if !name.is_ascii() {
        return String::new();
    }
    let name = match name {
        "md" | "mohd" | "muhd" => "mohammed".to_owned(),
        other => other.replace("ough", "o").replace("eigh", "e").replace("igh", "i").replace("mps", "ms"),
    };
    let name = name.replace("ph", "f").replace("ck", "k").replace("sch", "sh").replace("tz", "s");
    let letters: Vec<char> = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut heard = String::new();
    for (i, c) in letters.iter().enumerate() {
        let next = letters.get(i + 1).copied();
        // Doubled letters are one sound; those that only meet when a vowel goes stay two.
        if i > 0 && letters[i - 1] == *c {
            continue;
        }
        heard.extend(heard_as(*c, next, i == 0));
    }
    heard
}

fn heard_as(c: char, next: Option<char>, first: bool) -> Option<char> {
    let soft = matches!(next, Some('e' | 'i' | 'y'));
    match c {
        'c' if soft => Some('s'),
        'c' | 'q' | 'k' => Some('k'),
        'g' if soft && first => Some('j'),
        'z' => Some('s'),
        'v' => Some('f'),
        'y' if first => Some('i'),
        'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'w' => first.then_some(c),
        'y' => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_shown_surname_first() {
        assert_eq!(display("Smith", "John", "Mr"), "SMITH, John (Mr)");
        assert_eq!(display("o’brien", "Zoë", ""), "O’BRIEN, Zoë");
        assert_eq!(display("Smith", "", "Dr"), "SMITH (Dr)");
        assert_eq!(display("", "Aisha", ""), "Aisha");
        assert_eq!(display(" ", "", ""), "Name not known");
    }

    #[test]
    fn folding_drops_what_people_leave_out() {
        for (name, wanted) in [
            ("O’Brien", "obrien"),
            ("O'BRIEN", "obrien"),
            ("Smith-Jones", "smithjones"),
            ("  Zoë   Ångström ", "zoe angstrom"),
            ("Łukasz Sørensen", "lukasz sorensen"),
            ("Strauß", "strauss"),
            ("St. John", "st john"),
            ("ﬁona", "fiona"),
        ] {
            assert_eq!(fold(name), wanted);
        }
    }

    #[test]
    fn whole_names_are_taken_apart() {
        for (full, title, forename, surname) in [
            ("Dr Ali Hussain", "Dr", "Ali", "Hussain"),
            ("dr. ali hussain", "Dr", "ali", "hussain"),
            ("Hussain", "", "", "Hussain"),
            ("Dr Hussain", "Dr", "", "Hussain"),
            ("Prof Dame Mary Ann Clarke", "Prof Dame", "Mary Ann", "Clarke"),
            ("Jan van der Berg", "", "Jan", "van der Berg"),
            ("Mr van der Berg", "Mr", "", "van der Berg"),
            ("HUSSAIN, Ali (Dr)", "Dr", "Ali", "HUSSAIN"),
            ("Hussain, Dr Ali", "Dr", "Ali", "Hussain"),
            ("", "", "", ""),
        ] {
            let wanted = (title.to_owned(), forename.to_owned(), surname.to_owned());
            assert_eq!(split_full(full), wanted, "{full}");
        }
    }

    #[test]
    fn like_names_are_marked() {
        for (a, b) in [
            (("Smith", "John"), ("SMITH", "James")),
            (("Smith", "Sara"), ("Smyth", "Sarah")),
            (("Hussain", "Mohammed"), ("Hussein", "Muhammad")),
            (("Khan", "Mohd"), ("Khan", "Mohammed")),
            (("Clark", "Catherine"), ("Clarke", "Kathryn")),
            (("Thompson", "Stephen"), ("Thomson", "Steven")),
            (("Leigh", "Ann"), ("Lee", "Anne")),
            (("Brown", "Geoffrey"), ("Brown", "Jeffrey")),
            (("O'Brien", "Zoe"), ("OBrien", "Zoë")),
            (("Ali", "Hussain"), ("Hussain", "Ali")),
            (("Patel", "Anita"), ("Patle", "Anita")),
            (("Smith", ""), ("Smith", "John")),
        ] {
            assert!(alike(a, b) && alike(b, a), "{a:?} {b:?}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (a, b) in [
            (("Smith", "John"), ("Smith", "Peter")),
            (("Smith", "John"), ("Jones", "John")),
            (("Patel", "Anita"), ("Patton", "Anita")),
            (("Wu", "Li"), ("Xu", "Li")),
            (("", "John"), ("", "John")),
            (("王", "伟"), ("李", "伟")),
        ] {
            assert!(!alike(a, b) && !alike(b, a), "{a:?} {b:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,20}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn likeness_is_mutual(a in "[A-Za-z]{1,8}", b in "[a-z]{1,8}", c in "[a-z]{0,8}", d in "[a-z]{0,8}") {
            prop_assert_eq!(alike((&a, &c), (&b, &d)), alike((&b, &d), (&a, &c)));
            prop_assert!(alike((&a, &c), (&a, &c)));
        }

        #[test]
        fn what_is_shown_is_taken_apart_again(surname in "[B-Z][a-z]{2,8}", forename in "[B-Z][a-z]{2,8}") {
            let (title, first, last) = split_full(&display(&surname, &forename, "Ms"));
            prop_assume!(known_title(&forename).is_none());
            prop_assert_eq!((title.as_str(), first, last), ("Ms", forename, surname.to_uppercase()));
        }
    }
}
