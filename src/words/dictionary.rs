//! The dictionaries: the British words that come with the program, the medical words and medicines, names, what is
//! installed on the machine and what the department has in files. Read once, beside the screen.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::american::{self, Better};
use super::{Entry, Glossary, Kind};

const AFFIXES: &str = include_str!("../../assets/words/spelling/en_GB.aff");
const BRITISH: &str = include_str!("../../assets/words/spelling/en_GB.dic");
const MEDICINES: &str = include_str!("../../assets/words/spelling/medicines.txt");
const MEDICAL: &str = include_str!("../../assets/words/spelling/medical.txt");
const NAMES: &str = include_str!("../../assets/demo/names.toml");

/// Where words come from besides what is built in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The folder with the dictionaries of the machine; none where they are not to be read.
    pub system: Option<PathBuf>,
    /// Files of words: medicine names, a department's own list.
    pub lists: Vec<PathBuf>,
}

/// All that is known to be spelt right.
pub struct Dictionary {
    british: spellbook::Dictionary,
    /// Medical words, medicines, and the words of the glossary, in small letters.
    own: HashSet<String>,
    /// Abbreviations as they are written.
    abbreviations: HashSet<String>,
    /// First names and surnames, in small letters.
    names: HashSet<String>,
    /// The dictionaries of the machine.
    system: Vec<spellbook::Dictionary>,
    /// What of the sources could not be read, a sentence each.
    pub problems: Vec<String>,
}

/// The dictionaries, or the place where they will be as soon as they are read.
#[derive(Clone)]
pub struct Shelf {
    sources: Sources,
    read: Arc<OnceLock<Dictionary>>,
}

impl Shelf {
    /// The shelf for these sources; the same one for all who ask.
    pub fn of(sources: &Sources) -> Self {
        static SHELVES: Mutex<Vec<Shelf>> = Mutex::new(Vec::new());
        let mut all = SHELVES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter().find(|s| s.sources == *sources) {
            return known.clone();
        }
        let new = Self { sources: sources.clone(), read: Arc::default() };
        all.push(new.clone());
        new
    }

    /// The dictionaries, where they have been read.
    pub fn get(&self) -> Option<&Dictionary> {
        self.read.get()
    }

    /// Reads them, or waits for who is reading them: not for the thread of the screen.
    pub fn load(&self) -> &Dictionary {
        self.read.get_or_init(|| Dictionary::read(&self.sources))
    }
}

impl Dictionary {
    /// Reads what is built in and the sources.
    ///
    /// # Panics
    /// Where the built-in dictionary is not sound, which a test would see.
    pub fn read(sources: &Sources) -> Self {
        let british = spellbook::Dictionary::new(AFFIXES, BRITISH).expect("the dictionary that is shipped");
        let mut new = Self {
            british,
            own: HashSet::new(),
            abbreviations: HashSet::new(),
            names: names().map(str::to_lowercase).collect(),
            system: Vec::new(),
            problems: Vec::new(),
        };
        listed(MEDICINES).chain(listed(MEDICAL)).for_each(|word| new.learn(word));
        Glossary::shipped().entries().for_each(|entry| new.learn_entry(entry));
        sources.lists.iter().for_each(|file| new.read_list(file));
        if let Some(folder) = &sources.system {
            new.read_system(folder);
        }
        new
    }

    fn learn(&mut self, word: &str) {
        // What the dictionary has already is not added: its endings would go.
        if !self.british.check(word) {
            // A word with a sign for flags in it cannot be added; then it is only known, and not suggested.
            let _ = self.british.add(word);
        }
        self.own.insert(word.to_lowercase());
    }

    fn learn_entry(&mut self, entry: &Entry) {
        match entry.kind {
            Kind::Abbreviation => self.abbreviations.extend(entry.names().map(str::to_owned)),
            Kind::Part => {}
            Kind::Term => {
                let words = entry.names().flat_map(str::split_whitespace).filter(|w| w.chars().count() > 2);
                words.for_each(|word| self.learn(word));
            }
        }
    }

    /// A list of words: a word a line, or the first column of a table.
    fn read_list(&mut self, file: &Path) {
        let Ok(bytes) = std::fs::read(file) else {
            let what = file.display();
            return self
                .problems
                .push(format!("The word list {what} could not be read: see [spelling] in config.toml."));
        };
        let text = String::from_utf8_lossy(&bytes);
        for line in text.lines().filter(|line| !line.starts_with("//")) {
            let words = line.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '-'));
            self.own.extend(words.filter(|w| w.chars().count() > 2).map(str::to_lowercase));
        }
    }

    /// The dictionaries of the machine: British, and the medical one, which has no rules of its own.
    fn read_system(&mut self, folder: &Path) {
        let Ok(affixes) = std::fs::read_to_string(folder.join("en_GB.aff")) else { return };
        for name in ["en_GB.dic", "en_med_glut.dic"] {
            let Ok(words) = std::fs::read_to_string(folder.join(name)) else { continue };
            match spellbook::Dictionary::new(&affixes, &words) {
                Ok(read) => self.system.push(read),
                Err(e) => self.problems.push(format!("The dictionary {name} of this machine could not be read: {e}.")),
            }
        }
    }

    /// Whether a word is spelt right, however it is capitalised.
    pub fn accepts(&self, word: &str) -> bool {
        let straight = word.replace('’', "'");
        let word = straight.strip_suffix("'s").or(straight.strip_suffix("s'")).unwrap_or(&straight);
        self.is_abbreviation(word) || self.british.check(&straight) || self.is_own(word) || self.is_name(word) || {
            self.system.iter().any(|system| system.check(word))
        }
    }

    fn is_abbreviation(&self, word: &str) -> bool {
        let known = |word: &str| self.abbreviations.contains(word);
        let capitals = word.strip_suffix('s').unwrap_or(word);
        // Capitals that are not known are an abbreviation all the same; a whole word in capitals is a word.
        let short = capitals.chars().count() <= 5 && capitals.chars().all(|c| c.is_uppercase() || c == '\'');
        known(word) || known(capitals) || short
    }

    fn is_own(&self, word: &str) -> bool {
        let small = word.to_lowercase();
        let one = small.strip_suffix("es").or(small.strip_suffix('s'));
        self.own.contains(&small)
            || small.strip_suffix('s').is_some_and(|w| self.own.contains(w))
            || one.is_some_and(|w| w.len() > 3 && self.own.contains(w))
    }

    fn is_name(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.names.contains(&word.to_lowercase())
    }

    /// Whether a piece such as `c/o`, `A&E` or `p.c.` is an abbreviation.
    pub(super) fn knows_whole(&self, chunk: &str) -> bool {
        self.abbreviations.contains(chunk)
    }

    /// What is written here instead of an American form or an old name.
    pub fn better(&self, word: &str) -> Option<Better> {
        let straight = word.replace('’', "'");
        let known = |word: &str| self.british.check(word) || self.is_own(word);
        if straight.chars().filter(|c| c.is_uppercase()).count() > 1 && known(&straight) {
            return None;
        }
        let mut better = american::better(&straight.to_lowercase(), known)?;
        if word.starts_with(char::is_uppercase) {
            better.word = capitalised(&better.word);
        }
        Some(better)
    }

    /// What may have been meant, the likeliest first. Takes a while: not for the thread of the screen.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        let straight = word.replace('’', "'");
        let mut found: Vec<String> = self.better(word).into_iter().map(|b| b.word).collect();
        // `fbc` is an abbreviation that lacks its capitals.
        let mut as_written: Vec<String> =
            self.abbreviations.iter().filter(|a| a.eq_ignore_ascii_case(word)).cloned().collect();
        as_written.sort();
        found.extend(as_written);
        let mut more = Vec::new();
        self.british.suggest(&straight, &mut more);
        if more.len() < MOST {
            for system in &self.system {
                let mut of_system = Vec::new();
                system.suggest(&straight, &mut of_system);
                more.extend(of_system);
            }
        }
        for made in more {
            if !found.contains(&made) && self.better(&made).is_none() {
                found.push(made);
            }
        }
        found.truncate(MOST);
        found
    }
}

/// The words of a list.
fn listed(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with("//")).flat_map(str::split_whitespace)
}

/// The names of medicines that come with the program, and what medicines are called: in small letters.
pub fn medicines() -> impl Iterator<Item = String> {
    listed(MEDICINES).map(str::to_lowercase)
}

/// So many suggestions are enough: each has a figure for its key.
const MOST: usize = 7;

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The names of the lists that people are invented from.
fn names() -> impl Iterator<Item = &'static str> {
    let lists = NAMES.split("\"\"\"").skip(1).step_by(2);
    lists.flat_map(|list| list.split([',', '\n', ' '])).map(str::trim).filter(|name| name.chars().count() > 1)
}
