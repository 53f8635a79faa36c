//! At the foot of the text: finding and replacing, and what the letter still lacks.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::WriteLayer;
use super::spell::Marked;
use crate::app::{Cx, Input, Taken};
use crate::desk::letters::check::{self, Finding, Spot};
use crate::desk::letters::{acts, recipients};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::input::TextLine;

/// What stands at the foot of the text.
pub(super) enum Bar {
    /// Nothing.
    None,
    /// Finding; with a second line for replacing.
    Find(Finder),
    /// What the letter lacks, and what is to be known of it.
    Lacks(Vec<Finding>, usize),
    /// A marked word, and what may have been meant.
    Marked(Marked),
}

/// Finding, and replacing where it is asked for.
pub(super) struct Finder {
    pub needle: TextLine,
    pub with: Option<TextLine>,
    pub on_with: bool,
    pub said: String,
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
        self.bar = Bar::Find(Finder { needle, with, on_with, said: String::new() });
        self.seek();
    }

    /// Marks every place, and goes to the one at the cursor or after it.
    fn seek(&mut self) {
        let Bar::Find(finder) = &mut self.bar else { return };
        let needle = finder.needle.text().to_owned();
        let count = self.editor.find(&needle, false);
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
            (Bar::Lacks(..), Input::Key(key)) => self.lacks_key(*key, cx),
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

    /// Writes the text, looks for what is missing, and submits where nothing is.
    pub(super) fn submit(&mut self, cx: &mut Cx) -> Done {
        self.write(cx)?;
        let found = check::findings(&self.base, &self.template, &self.about, &self.house, cx.today());
        if found.is_empty() {
            return self.submit_now(cx);
        }
        let stops = found.iter().filter(|f| f.stops).count();
        self.bar = Bar::Lacks(found, 0);
        if stops > 0 {
            let word = if stops == 1 { "one thing is".to_owned() } else { format!("{stops} things are") };
            return Err(Refusal::rule(format!("Not submitted yet: {word} missing. Enter goes to the place.")));
        }
        Ok(())
    }

    fn submit_now(&mut self, cx: &mut Cx) -> Done {
        let one = std::slice::from_ref(&self.base);
        let change = acts::submit(cx.db(), &self.house, one, &cx.who, cx.now)?;
        cx.apply(&change)?;
        cx.close();
        Ok(())
    }

    fn lacks_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let Bar::Lacks(found, at) = &mut self.bar else { return Taken::No };
        // Where nothing stops it, one more line lets it go.
        let free = found.iter().all(|f| !f.stops);
        let last = found.len() - usize::from(!free);
        match key.code {
            KeyCode::Down | KeyCode::Tab => *at = (*at + 1).min(last),
            KeyCode::Up | KeyCode::BackTab => *at = at.saturating_sub(1),
            KeyCode::Enter => {
                let spot = found.get(*at).map(|f| f.spot.clone());
                self.bar = Bar::None;
                let done = match spot {
                    Some(spot) => self.go_to(&spot, cx),
                    None => self.submit_now(cx),
                };
                if let Err(e) = done {
                    cx.warn(e.to_string());
                }
            }
            KeyCode::Char(_) if key.modifiers.is_empty() => {}
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn go_to(&mut self, spot: &Spot, cx: &mut Cx) -> Done {
        match spot {
            Spot::Body(range) => self.editor.set_selection(range.clone()),
            Spot::Details => crate::desk::letters::steps::details(&self.base, cx),
            Spot::Recipients => {
                let layer = recipients::RecipientsLayer::new(self.base.clone(), cx)?;
                cx.open(layer);
            }
            Spot::Patient => cx.say("This is to be known of the patient; nothing in the letter changes it."),
        }
        Ok(())
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
