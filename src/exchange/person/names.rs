//! Names written in one piece, taken apart: "Mrs Ada May Byron", "BYRON, Ada May (Mrs)".

use super::tidy_line;

/// A name in its parts; a part that is not there is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Mr, Mrs, Dr.
    pub title: String,
    /// First name.
    pub forename: String,
    /// Further first names.
    pub middle: String,
    /// Family name with its particles: "van der Berg".
    pub surname: String,
    /// Jr, OBE.
    pub suffix: String,
}

const TITLES: [&str; 26] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "master",
    "dr",
    "prof",
    "professor",
    "rev",
    "revd",
    "reverend",
    "sir",
    "dame",
    "lord",
    "lady",
    "sister",
    "sr",
    "fr",
    "father",
    "capt",
    "major",
    "col",
    "hon",
    "canon",
    "rabbi",
];
const SUFFIXES: [&str; 14] =
    ["jr", "snr", "jnr", "ii", "iii", "iv", "obe", "mbe", "cbe", "phd", "md", "frcp", "frcs", "mrcgp"];
const PARTICLES: [&str; 15] =
    ["van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "st", "al", "el"];

fn is_in(list: &[&str], word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ',']).to_lowercase();
    list.contains(&&*bare)
}

/// Takes a name apart. One word alone is a surname.
pub fn split(whole: &str) -> Name {
    let (mut name, rest) = bracketed_title(whole);
    match rest.split_once(',') {
        Some((before, after)) if !is_suffix_only(after) => surname_first(&mut name, before, after),
        _ => forename_first(&mut name, &rest),
    }
    name
}

/// Takes "(Mrs)" off the end.
fn bracketed_title(whole: &str) -> (Name, String) {
    let whole = tidy_line(whole);
    if let Some((before, title)) = whole.strip_suffix(')').and_then(|w| w.rsplit_once('('))
        && is_in(&TITLES, title.trim())
    {
        return (Name { title: title.trim().to_owned(), ..Name::default() }, before.trim().to_owned());
    }
    (Name::default(), whole)
}

fn is_suffix_only(text: &str) -> bool {
    !text.trim().is_empty() && text.split_whitespace().all(|w| is_in(&SUFFIXES, w))
}

fn surname_first(name: &mut Name, before: &str, after: &str) {
    let mut words: Vec<&str> = after.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    take_title(name, &mut words);
    if name.title.is_empty() && words.len() > 1 && words.last().is_some_and(|w| is_in(&TITLES, w)) {
        name.title = words.pop().unwrap_or_default().to_owned();
    }
    let mut family: Vec<&str> = before.split_whitespace().collect();
    if family.len() > 1 {
        take_title(name, &mut family);
    }
    name.surname = family.join(" ");
    take_first_names(name, &words);
}

fn forename_first(name: &mut Name, whole: &str) {
    let mut words: Vec<&str> = whole.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    if words.len() > 1 {
        take_title(name, &mut words);
    }
    let mut suffix = Vec::new();
    while words.len() > 2 && words.last().is_some_and(|w| is_in(&SUFFIXES, w)) {
        suffix.extend(words.pop());
    }
    suffix.reverse();
    name.suffix = suffix.join(" ");
    let family = family_start(&words);
    name.surname = words[family..].join(" ");
    take_first_names(name, &words[..family]);
}

/// Where the family name begins: the last word, with the particles before it, but never the first of several words.
fn family_start(words: &[&str]) -> usize {
    let mut start = words.len().saturating_sub(1);
    while start > 1 && is_in(&PARTICLES, words[start - 1]) {
        start -= 1;
    }
    start
}

fn take_title(name: &mut Name, words: &mut Vec<&str>) {
    if name.title.is_empty() && words.first().is_some_and(|w| is_in(&TITLES, w)) {
        words.remove(0).clone_into(&mut name.title);
    }
}

fn take_first_names(name: &mut Name, words: &[&str]) {
    if let Some((first, rest)) = words.split_first() {
        (*first).clone_into(&mut name.forename);
        name.middle = rest.join(" ");
    }
}
