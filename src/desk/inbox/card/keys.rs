//! The keys of the call card.

use chrono::{Duration, NaiveDateTime};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::permit::TICKS;
use super::{CallCard, ORDER, Spot};
use crate::app::{Cx, Taken};
use crate::desk::inbox::model::{KINDS, MODES, TONES};
use crate::text::{dates, when};
use crate::ui::editor::EditOutcome;
use crate::ui::input::TextLine;

/// Whether a key types a character.
fn types(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => Some(c),
        _ => None,
    }
}

impl CallCard {
    /// Whether this field is asked now.
    pub(super) fn is_shown(&self, spot: Spot) -> bool {
        match spot {
            Spot::Relation => !self.caller.is_empty(),
            Spot::Ticks => self.person.is_some(),
            Spot::Message => !self.number.is_empty(),
            _ => true,
        }
    }

    pub(super) fn step(&mut self, forward: bool) {
        let here = ORDER.iter().position(|s| *s == self.at).unwrap_or(0);
        let shown = |at: &usize| self.is_shown(ORDER[*at]);
        let to = if forward { (here + 1..ORDER.len()).find(shown) } else { (0..here).rev().find(shown) };
        self.at = ORDER[to.unwrap_or(here)];
        self.says = None;
        if self.at == Spot::Words {
            self.words.set_cursor(self.words.as_str().len());
        }
    }

    pub(super) fn key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match key.code {
            KeyCode::Tab => self.step(true),
            KeyCode::BackTab => self.step(false),
            KeyCode::Enter if self.at != Spot::Words => self.enter(cx),
            _ => return self.field_key(key, cx),
        }
        Taken::Yes
    }

    fn enter(&mut self, cx: &mut Cx) {
        let done = match self.at {
            Spot::About if self.person.is_none() && !self.found.is_empty() => self.pick(cx),
            Spot::Ticks if self.says.is_some() => {
                let said = self.says.take().map(|s| s.text().to_owned()).unwrap_or_default();
                self.check(&said, cx);
                Ok(())
            }
            Spot::Mode => self.file(cx),
            _ => {
                self.step(true);
                Ok(())
            }
        };
        if let Err(e) = done {
            cx.warn(e.to_string());
        }
    }

    fn field_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match self.at {
            Spot::About => self.about_key(key, cx),
            Spot::Ticks => self.tick_key(key, cx),
            Spot::Words => self.words_key(key, cx),
            Spot::Message => self.message_key(key, cx),
            Spot::Kind | Spot::Tone | Spot::Mode | Spot::Consultant => self.choice_key(key, cx),
            Spot::Promised if matches!(key.code, KeyCode::Up | KeyCode::Down) && key.modifiers.is_empty() => {
                let text = nudged(self.promised.text(), key.code == KeyCode::Up, cx.now);
                self.promised.set_text(&text);
                self.changed(cx);
                Taken::Yes
            }
            Spot::Caller | Spot::Relation | Spot::Number | Spot::Promised => self.line_key(key, cx),
            Spot::Bar => self.leave_field(key),
        }
    }

    /// The line that is typed into here.
    fn line(&mut self) -> Option<&mut TextLine> {
        Some(match self.at {
            Spot::About => &mut self.about,
            Spot::Caller => &mut self.caller,
            Spot::Relation => &mut self.relation,
            Spot::Number => &mut self.number,
            Spot::Promised => &mut self.promised,
            Spot::Ticks => self.says.as_mut()?,
            _ => return None,
        })
    }

    /// Up and Down that the field has no use for go to the next one.
    fn leave_field(&mut self, key: KeyEvent) -> Taken {
        match key.code {
            KeyCode::Down => self.step(true),
            KeyCode::Up => self.step(false),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn line_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let Some(line) = self.line() else { return Taken::No };
        let before = line.text().to_owned();
        if !line.handle(key) {
            return self.leave_field(key);
        }
        if line.text() != before {
            self.line_changed(cx);
        }
        Taken::Yes
    }

    fn line_changed(&mut self, cx: &mut Cx) {
        if self.at == Spot::Number {
            self.gather();
            if let Err(e) = self.read_earlier(cx) {
                cx.warn(e.to_string());
            }
        }
        self.changed(cx);
    }

    fn about_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match key.code {
            KeyCode::Down if !self.found.is_empty() => self.chosen = (self.chosen + 1).min(self.found.len() - 1),
            KeyCode::Up if self.chosen > 0 => self.chosen -= 1,
            _ => {
                // A name that was picked is replaced as a whole by the first letter typed over it.
                if self.person.is_some() && types(key).is_some() {
                    self.about.clear();
                }
                let before = self.about.text().to_owned();
                if !self.about.handle(key) {
                    return self.leave_field(key);
                }
                if self.about.text() != before {
                    self.about_changed(cx);
                }
            }
        }
        Taken::Yes
    }

    fn about_changed(&mut self, cx: &mut Cx) {
        if self.person.is_some() {
            self.unpick();
        }
        self.changed(cx);
        self.seek(cx);
    }

    /// A letter ticks; a digit begins what the caller says, to be held against the record.
    fn tick_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        if self.says.is_some() {
            let Some(line) = self.line() else { return Taken::No };
            return line.handle(key).into();
        }
        match (key.code, types(key)) {
            (KeyCode::Left, _) => self.tick = self.tick.saturating_sub(1),
            (KeyCode::Right, _) => self.tick = (self.tick + 1).min(TICKS.len() - 1),
            (_, Some(' ')) => self.toggle(self.tick, cx),
            (_, Some(c)) if c.is_ascii_digit() || c == '=' => {
                let line = TextLine::new(&String::from(c).replace('=', ""));
                self.says = Some(line.hint("what the caller says; Enter checks it"));
                self.verdict.clear();
            }
            (_, Some(c)) => {
                if let Some(at) = TICKS.iter().position(|t| t.0 == c.to_ascii_lowercase()) {
                    self.toggle(at, cx);
                }
            }
            _ => return self.leave_field(key),
        }
        Taken::Yes
    }

    fn words_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        match self.words.handle(key) {
            EditOutcome::Ignored => return Taken::No,
            EditOutcome::Moved => {}
            EditOutcome::Changed => self.changed(cx),
        }
        if let Some(copied) = self.words.take_copied() {
            cx.ask(crate::app::Effect::Copy(copied));
        }
        Taken::Yes
    }

    fn message_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let to = match (key.code, types(key)) {
            (KeyCode::Left | KeyCode::Right, _) | (_, Some(' ')) => !self.query.message_ok,
            (_, Some('y')) => true,
            (_, Some('n')) => false,
            (_, Some(_)) => return Taken::Yes,
            _ => return self.leave_field(key),
        };
        self.query.message_ok = to;
        self.changed(cx);
        Taken::Yes
    }

    /// The words to choose from here, and which is chosen.
    pub(super) fn choices(&self, spot: Spot) -> (Vec<&str>, &str) {
        match spot {
            Spot::Kind => (KINDS.to_vec(), &self.query.kind),
            Spot::Tone => (TONES.to_vec(), &self.query.tone),
            Spot::Mode => (MODES.to_vec(), &self.query.mode),
            _ => (
                std::iter::once("").chain(self.consultants.iter().map(String::as_str)).collect(),
                &self.query.consultant,
            ),
        }
    }

    fn choice_key(&mut self, key: KeyEvent, cx: &mut Cx) -> Taken {
        let (words, chosen) = self.choices(self.at);
        let at = words.iter().position(|w| *w == chosen).unwrap_or(0);
        let len = words.len();
        let next = match (key.code, types(key)) {
            (KeyCode::Right, _) | (_, Some(' ')) => (at + 1) % len,
            (KeyCode::Left, _) => (at + len - 1) % len,
            (_, Some(c)) => {
                let begins = |i: &usize| words[*i].to_lowercase().starts_with(c.to_ascii_lowercase());
                match (1..=len).map(|i| (at + i) % len).find(begins) {
                    Some(i) => i,
                    None => return Taken::Yes,
                }
            }
            _ => return self.leave_field(key),
        };
        let word = words[next].to_owned();
        match self.at {
            Spot::Kind => self.query.kind = word,
            Spot::Tone => self.query.tone = word,
            Spot::Mode => self.query.mode = word,
            _ => self.query.consultant = word,
        }
        self.changed(cx);
        Taken::Yes
    }

    pub(super) fn paste(&mut self, text: &str, cx: &mut Cx) -> Taken {
        if self.at == Spot::Words {
            self.words.paste(text);
            self.changed(cx);
            return Taken::Yes;
        }
        if self.at == Spot::About && self.person.is_some() {
            self.about.clear();
        }
        let Some(line) = self.line() else { return Taken::No };
        line.paste(text);
        match self.at {
            Spot::About => self.about_changed(cx),
            Spot::Ticks => {}
            _ => self.line_changed(cx),
        }
        Taken::Yes
    }
}

/// A quarter of an hour later or earlier.
fn nudged(typed: &str, later: bool, now: NaiveDateTime) -> String {
    let minutes = if later { 15 } else { -15 };
    let read = super::super::actions::read_promise(typed, now).ok();
    let hour = || when::parse("+1h", now).ok().and_then(|f| f.first().map(|w| w.at(now.time())));
    let at = read.map(|at| at + Duration::minutes(minutes)).or_else(hour).unwrap_or(now);
    dates::stamp(at)
}
