//! At the foot of the text: finding and replacing, and what the check of the letter found.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::WriteLayer;
use super::findings::Found;
use super::spell::Marked;
use crate::app::{Cx, Input, Taken};
use crate::ui::input::TextLine;

/// What stands at the foot of the text.
pub(super) enum Bar {
    /// Nothing.
    None,
    /// Finding; with a second line for replacing.
    Find(Finder),
    /// What the check of the letter found.
    Found(Found),
    /// A marked word, and what may have been meant.
    Marked(Marked),
}

/// Finding, and replacing where it is asked for.
pub(super) struct Finder {
    pub needle: TextLine,
    pub with: Option<TextLine>,
    pub on_with: bool,
    pub said: String,
    pub case: bool,
}

impl Bar {
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::None)
    }
}

impl WriteLayer {
    pub(super) fn close_bar(&mut self) {
        self.bar = Bar::None;
        self.editor.clear_find();
    }

    /// Opens the bar for finding with what is selected.
    pub(super) fn open_find(&mut self, replace: bool) {
        let selected = self.editor.selected_text().lines().next().unwrap_or("").to_owned();
        let before = match &self.bar {
            Bar::Find(finder) => finder.needle.text().to_owned(),
            _ => selected,
        };
        let with = replace.then(|| TextLine::new("").hint("in its place"));
        let needle = TextLine::new(&before).hint("what to find");
        let on_with = replace && !before.is_empty();
        self.bar = Bar::Find(Finder { needle, with, on_with, said: String::new(), case: false });
        self.seek();
    }

    /// Marks every place, and goes to the one at the cursor or after it.
    fn seek(&mut self) {
        let Bar::Find(finder) = &mut self.bar else { return };
        let needle = finder.needle.text().to_owned();
        let count = self.editor.find(&needle, finder.case);
        let from = self.editor.selection().map_or(self.editor.cursor(), |s| s.start);
        self.editor.set_cursor(from);
        let at = self.editor.find_next();
        self.say_found(at, count, &needle);
    }

    fn say_found(&mut self, at: Option<usize>, count: usize, needle: &str) {
        let Bar::Find(finder) = &mut self.bar else { return };
        finder.said = match at {
            _ if needle.is_empty() => String::new(),
            Some(at) => format!("{at} of {count}"),
            None => "not in the text".into(),
        };
    }

    fn go(&mut self, on: bool) {
        let at = if on { self.editor.find_next() } else { self.editor.find_prev() };
        let Bar::Find(finder) = &self.bar else { return };
        let needle = finder.needle.text().to_owned();
        self.say_found(at, self.editor.match_count(), &needle);
    }

    fn replace(&mut self, all: bool) {
        let Bar::Find(Finder { with: Some(with), .. }) = &self.bar else { return };
        let with = with.text().to_owned();
        let done = if all { self.editor.replace_all(&with) } else { usize::from(self.editor.replace_one(&with)) };
        if done > 0 {
            self.changed();
        }
        let left = self.editor.match_count();
        if let Bar::Find(finder) = &mut self.bar {
            finder.said = format!("{done} replaced, {left} left");
        }
    }

    pub(super) fn bar_input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match (&mut self.bar, input) {
            (Bar::Find(finder), Input::Paste(text)) => {
                finder.line().paste(text);
                self.seek();
                Taken::Yes
            }
            (Bar::Find(_), Input::Key(key)) => self.find_key(*key),
            (Bar::Found(_), Input::Key(key)) => self.found_key(*key, cx),
            (Bar::Marked(_), Input::Key(key)) => self.marked_key(*key, cx),
            _ => Taken::Yes,
        }
    }

    fn find_key(&mut self, key: KeyEvent) -> Taken {
        let Bar::Find(finder) = &mut self.bar else { return Taken::No };
        let replacing = finder.with.is_some() && finder.on_with;
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter if replacing => self.replace(key.modifiers.contains(KeyModifiers::ALT)),
            KeyCode::Char('a') if ctrl && finder.with.is_some() => self.replace(true),
            KeyCode::Char('u') if key.modifiers.contains(KeyModifiers::ALT) => {
                finder.case = !finder.case;
                self.seek();
            }
            KeyCode::Enter | KeyCode::Down => self.go(true),
            KeyCode::Up => self.go(false),
            KeyCode::Char('z') if ctrl => {
                if self.editor.undo() {
                    self.changed();
                }
            }
            _ => {
                let before = finder.needle.text().to_owned();
                if !finder.line().handle(key) {
                    return Taken::No;
                }
                if finder.needle.text() != before {
                    self.seek();
                }
            }
        }
        Taken::Yes
    }

    /// Tab: to the other line of the bar.
    pub(super) fn other_line(&mut self) -> bool {
        let Bar::Find(finder) = &mut self.bar else { return false };
        finder.on_with = finder.with.is_some() && !finder.on_with;
        true
    }
}

impl Finder {
    /// The line that is typed into.
    fn line(&mut self) -> &mut TextLine {
        match &mut self.with {
            Some(with) if self.on_with => with,
            _ => &mut self.needle,
        }
    }
}
