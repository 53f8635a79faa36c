//! Spelling while a letter is written: what is marked, what may have been meant, and what is right all the same.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crossterm::event::{KeyCode, KeyEvent};

use super::WriteLayer;
use super::bars::Bar;
use crate::app::{Cx, Taken};
use crate::desk::letters::Letter;
use crate::desk::letters::facts::About;
use crate::desk::letters::house::House;
use crate::desk::{glossary, settings, team};
use crate::keys::Done;
use crate::store::Refusal;
use crate::words::{Better, LONGEST, Misspelt, Shelf, Speller, Why};

/// The setting that is `off` where letters are not spelt.
const SETTING: &str = "spelling";

/// The spelling of one letter.
pub(super) struct Spelling {
    shelf: Shelf,
    speller: Speller,
    on: bool,
    found: Vec<Misspelt>,
    /// What is right in this letter only, in small letters.
    ignored: BTreeSet<String>,
    /// The word that is being typed is not marked yet.
    pub typing: bool,
    answer: Answer,
    /// The text is too long to be checked while it is typed.
    long: bool,
}

/// What the worker found for a word.
type Answer = Arc<Mutex<Option<(String, Vec<String>)>>>;

/// A marked word, and what can be done with it.
pub(super) struct Marked {
    pub range: Range<usize>,
    pub word: String,
    pub better: Option<Better>,
    /// None: they are being looked for.
    pub suggestions: Option<Vec<String>>,
    pub at: usize,
}

impl Spelling {
    pub fn new(cx: &Cx) -> Self {
        Self {
            shelf: Shelf::of(&cx.config.spelling.sources()),
            speller: Speller::default(),
            on: true,
            found: Vec::new(),
            ignored: BTreeSet::new(),
            typing: false,
            answer: Answer::default(),
            long: false,
        }
    }

    /// Has the dictionaries read beside the screen, where they are not there yet.
    pub fn start(&self, cx: &mut Cx) -> Done {
        if self.shelf.get().is_some() {
            return Ok(());
        }
        let books = self.shelf.clone();
        cx.start(move |_| {
            let problems = &books.load().problems;
            if problems.is_empty() { Ok(String::new()) } else { Err(Refusal::rule(problems.join(" "))) }
        })
    }

    /// Reads what is right besides the dictionaries: the people of this letter, the team, the department's words.
    pub fn read(&mut self, cx: &Cx, letter: &Letter, about: &About, house: &House) -> Result<(), Refusal> {
        self.on = settings::get(cx.db(), SETTING)?.as_deref() != Some("off");
        let own = glossary::repo::all(cx.db())?;
        let team = team::repo::all(cx.db())?;
        self.speller.forget();
        self.speller.know(own.iter().flat_map(|w| std::iter::once(&w.word).chain(&w.also)).map(String::as_str));
        self.speller.know(team.iter().map(|m| m.name.as_str()));
        self.speller.know(people_of(letter, about, house).iter().map(String::as_str));
        self.speller.know(self.ignored.iter().map(String::as_str));
        Ok(())
    }

    /// What is to be marked in a text; the word at the cursor is left alone while it is typed.
    pub fn marks(&mut self, text: &str, cursor: usize, taken: &[Range<usize>]) -> Vec<Range<usize>> {
        self.long = text.len() > LONGEST;
        self.found = match self.shelf.get() {
            Some(dictionary) if self.on => self.speller.check(text, dictionary),
            _ => Vec::new(),
        };
        let inside = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let typed = |m: &Misspelt| self.typing && m.range.end == cursor;
        self.found.retain(|m| !typed(m) && !taken.iter().any(|t| inside(t, &m.range)));
        self.found.iter().map(|m| m.range.clone()).collect()
    }

    /// For the line below the text: `2 to spell (Alt-W)`.
    pub fn word(&self) -> String {
        match (self.on, self.shelf.get().is_some(), self.found.len()) {
            (false, ..) => "spelling off".into(),
            (_, false, _) => "reading the dictionaries".into(),
            _ if self.long => "too long to spell".into(),
            (_, _, 0) => String::new(),
            (_, _, n) => format!("{n} to spell (Alt-W)"),
        }
    }

    /// Whether the text must be marked again because the cursor has left the word that was typed.
    pub fn left(&mut self) -> bool {
        std::mem::take(&mut self.typing)
    }

    /// Words that are right in this letter only.
    pub fn ignored(&self) -> Vec<String> {
        self.ignored.iter().cloned().collect()
    }

    /// Takes these for right in this letter.
    pub fn ignore(&mut self, words: impl IntoIterator<Item = String>) {
        self.ignored.extend(words);
        self.speller.know(self.ignored.iter().map(String::as_str));
    }

    /// The marked word at the cursor, else the next one, else the first.
    fn next(&self, cursor: usize, after: bool) -> Option<&Misspelt> {
        let here = |m: &&Misspelt| if after { m.range.start >= cursor } else { m.range.end >= cursor };
        self.found.iter().find(here).or_else(|| self.found.first())
    }

    fn ready(&self) -> Done {
        if !self.on {
            return Err(Refusal::rule("Spelling is off. Ctrl-O and “Spelling on or off” turns it on."));
        }
        if self.shelf.get().is_none() {
            return Err(Refusal::rule("The dictionaries are being read: try again in a moment."));
        }
        if self.long {
            return Err(Refusal::rule("The text is too long to be spelt as it is typed."));
        }
        Ok(())
    }

    /// Has words looked for that may have been meant, beside the screen.
    fn ask(&self, word: &str, cx: &mut Cx) -> Done {
        let (books, answer, word) = (self.shelf.clone(), Arc::clone(&self.answer), word.to_owned());
        cx.start(move |_| {
            let found = books.load().suggest(&word);
            *answer.lock().unwrap_or_else(PoisonError::into_inner) = Some((word, found));
            Ok(String::new())
        })
    }
}

/// The names and places of a letter: they are right in it.
fn people_of(letter: &Letter, about: &About, house: &House) -> Vec<String> {
    let mut all = vec![letter.author.clone(), house.department.clone(), house.head.trust.clone()];
    all.extend(house.head.address.iter().cloned());
    all.extend(letter.recipients.iter().map(|r| r.name.clone()));
    if let Some(p) = &about.patient {
        all.extend([&p.title, &p.forename, &p.middle, &p.surname, &p.preferred_name, &p.gp_name].map(String::clone));
        all.extend(p.address.iter().cloned());
    }
    if let Some(practice) = &about.practice {
        all.push(practice.name.clone());
        all.extend(practice.address.iter().cloned());
    }
    all
}

impl Marked {
    /// What is wrong with it, in a sentence.
    pub fn sentence(&self) -> String {
        let word = &self.word;
        match &self.better {
            Some(Better { word: here, why: Why::American }) => format!("“{word}” is American; here it is {here}."),
            Some(Better { word: here, why: Why::Old }) => format!("“{word}” is the old name; it is {here} now."),
            Some(Better { word: here, why: Why::Slip }) => format!("“{word}” is hardly ever meant; {here} is."),
            None => format!("“{word}” is in no dictionary."),
        }
    }

    /// How many lines it takes below its sentence.
    pub fn rows(&self) -> usize {
        self.suggestions.as_ref().map_or(1, |s| s.len().max(1)) + 1
    }
}

impl WriteLayer {
    /// Goes to the marked word at the cursor or the next one, and shows what may have been meant.
    pub(super) fn spell(&mut self, cx: &mut Cx) -> Done {
        self.spelling.ready()?;
        let again = matches!(self.bar, Bar::Marked(_));
        self.spelling.typing = false;
        self.mark();
        let Some(found) = self.spelling.next(self.editor.cursor(), again).cloned() else {
            self.close_bar();
            cx.say("No word is marked.");
            return Ok(());
        };
        let word = self.editor.as_str()[found.range.clone()].to_owned();
        self.spelling.ask(&word, cx)?;
        self.editor.set_selection(found.range.clone());
        self.bar = Bar::Marked(Marked { range: found.range, word, better: found.better, suggestions: None, at: 0 });
        Ok(())
    }

    /// Goes to the next marked word and no further.
    pub(super) fn next_marked(&mut self, cx: &mut Cx) -> Done {
        self.spelling.ready()?;
        self.spelling.typing = false;
        self.mark();
        if !self.editor.next_mark(crate::ui::editor::MarkKind::Spelling) {
            cx.say("No word is marked.");
        }
        Ok(())
    }

    /// Turns the spelling of all letters on or off.
    pub(super) fn switch_spelling(&mut self, cx: &mut Cx) -> Done {
        let (value, label) = if self.spelling.on { ("off", "Spelling off") } else { ("on", "Spelling on") };
        let change = settings::set(cx.db(), SETTING, value, label)?;
        cx.apply_quietly(&change)?;
        cx.say(format!("{label}, in all letters."));
        self.read_words(cx)
    }

    /// Looks up what stands at the cursor.
    pub(super) fn look_up(&mut self, cx: &mut Cx) -> Done {
        let at = self.editor.selection().map_or(self.editor.cursor(), |s| s.start);
        let found = glossary::LookUp::at(self.editor.as_str(), at, cx)?;
        cx.open(found);
        Ok(())
    }

    /// Reads the words again that are right, takes what the worker found, and marks the text.
    pub(super) fn read_words(&mut self, cx: &mut Cx) -> Done {
        self.spelling.read(cx, &self.base, &self.about, &self.house)?;
        if let Bar::Marked(marked) = &mut self.bar {
            let mut answer = self.spelling.answer.lock().unwrap_or_else(PoisonError::into_inner);
            if answer.as_ref().is_some_and(|(word, _)| *word == marked.word) {
                marked.suggestions = answer.take().map(|(_, found)| found);
            }
        }
        self.mark();
        Ok(())
    }

    /// A key while a marked word is looked at.
    pub(super) fn marked_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let Bar::Marked(marked) = &mut self.bar else { return Taken::No };
        let last = marked.suggestions.as_ref().map_or(0, |s| s.len().saturating_sub(1));
        match key.code {
            _ if !key.modifiers.is_empty() && key.code != KeyCode::BackTab => return Taken::No,
            KeyCode::Down | KeyCode::Right => marked.at = (marked.at + 1).min(last),
            KeyCode::Up | KeyCode::Left => marked.at = marked.at.saturating_sub(1),
            KeyCode::Enter => self.choose(None, cx),
            KeyCode::Char(c) if c.is_ascii_digit() => self.choose(Some(c), cx),
            KeyCode::Char('a') => self.add_word(cx),
            KeyCode::Char('i') => self.ignore_word(cx),
            KeyCode::Char(_) | KeyCode::Tab | KeyCode::BackTab => {}
            _ => return Taken::No,
        }
        Taken::Yes
    }

    /// Writes the suggestion with this figure, or the one that is selected, in place of the word.
    fn choose(&mut self, figure: Option<char>, cx: &mut Cx) {
        let Bar::Marked(marked) = &self.bar else { return };
        let at = figure.and_then(|c| c.to_digit(10)).map_or(marked.at, |n| (n as usize).wrapping_sub(1));
        let Some(chosen) = marked.suggestions.as_ref().and_then(|s| s.get(at)).cloned() else {
            return cx.warn("There is no such word. Esc goes back to the text, where it can be typed.");
        };
        let range = marked.range.clone();
        self.close_bar();
        self.editor.replace_range(range.clone(), &chosen);
        self.editor.set_cursor(range.start + chosen.len());
        self.spelling.typing = false;
        self.changed();
    }

    fn add_word(&mut self, cx: &mut Cx) {
        let Bar::Marked(marked) = &self.bar else { return };
        let word = glossary::Word::new(&marked.word, &cx.who, cx.now);
        let done = glossary::added(cx.db(), &word).and_then(|change| cx.apply_quietly(&change));
        match done {
            Ok(()) => {
                cx.say(format!("Added to the department's words: {}. The glossary (g g) can take it out.", word.word));
            }
            Err(e) => cx.warn(e.to_string()),
        }
        self.close_marked(cx);
    }

    fn ignore_word(&mut self, cx: &mut Cx) {
        let Bar::Marked(marked) = &self.bar else { return };
        let word = marked.word.to_lowercase();
        cx.say(format!("“{}” is let be in this letter.", marked.word));
        self.spelling.ignore([word]);
        self.version += 1;
        self.close_marked(cx);
    }

    fn close_marked(&mut self, cx: &mut Cx) {
        let Bar::Marked(marked) = &self.bar else { return };
        let end = marked.range.end;
        self.close_bar();
        self.editor.set_cursor(end);
        if let Err(e) = self.read_words(cx) {
            cx.warn(e.to_string());
        }
    }
}
