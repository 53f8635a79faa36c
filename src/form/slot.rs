//! One field on the screen: what is typed into it, what was found for it, what is wrong with it.

use crossterm::event::{KeyCode, KeyEvent};

use super::{Choice, Kind};
use crate::text::when;
use crate::ui::editor::{EditOutcome, Editor};
use crate::ui::input::TextLine;
use chrono::{Duration, NaiveDateTime};

/// A field takes all the room there is, and never stands in the middle of it.
const WIDEST: u16 = 400;

/// Where the text of a field is typed.
pub(super) enum Slot {
    Line(TextLine),
    Text(Box<Editor>),
    Record { line: TextLine, picked: Option<Choice>, found: Vec<Choice>, at: usize },
}

impl Slot {
    pub fn new(kind: Kind, raw: &str, label: &str) -> Self {
        match kind {
            Kind::Text { .. } => Self::Text(Box::new(Editor::new(raw).measure(WIDEST))),
            Kind::Record { .. } => {
                let picked = (!raw.is_empty()).then(|| Choice { id: raw.to_owned(), label: label.to_owned() });
                Self::Record { line: TextLine::new(label), picked, found: Vec::new(), at: 0 }
            }
            Kind::Date | Kind::PastDate | Kind::DateTime | Kind::Value => Self::Line(TextLine::new(raw).whole()),
            _ => Self::Line(TextLine::new(raw)),
        }
    }

    /// The value as the record takes it.
    pub fn value(&self) -> String {
        match self {
            Self::Line(line) => line.text().to_owned(),
            Self::Text(editor) => editor.text(),
            Self::Record { line, picked, .. } => match picked {
                Some(choice) if choice.label == line.text() => choice.id.clone(),
                _ => line.text().trim().to_owned(),
            },
        }
    }

    /// Whether what stands in a record's field is one that was found.
    pub fn is_found(&self) -> bool {
        match self {
            Self::Record { line, picked, .. } => {
                line.is_empty() || picked.as_ref().is_some_and(|p| p.label == line.text())
            }
            _ => true,
        }
    }

    /// What is typed, for the draft.
    pub fn typed(&self) -> String {
        match self {
            Self::Line(line) | Self::Record { line, .. } => line.text().to_owned(),
            Self::Text(editor) => editor.text(),
        }
    }

    /// Puts typed text back from a draft.
    pub fn retype(&mut self, text: &str) {
        match self {
            Self::Line(line) | Self::Record { line, .. } => line.set_text(text),
            Self::Text(editor) => editor.set_text(text),
        }
    }

    pub fn paste(&mut self, text: &str) {
        match self {
            Self::Line(line) | Self::Record { line, .. } => line.paste(text),
            Self::Text(editor) => {
                editor.paste(text);
            }
        }
    }

    /// A key into the field. Tells whether it was of use and whether the text changed.
    pub fn key(&mut self, key: KeyEvent, kind: Kind, now: NaiveDateTime) -> (bool, bool) {
        match (self, kind) {
            (Self::Line(line), Kind::OneOf(words)) => one_of(line, key, words),
            (Self::Line(line), Kind::Flag) => flag(line, key),
            (Self::Line(line), Kind::Date | Kind::PastDate | Kind::LateDate | Kind::DateTime) if is_nudge(key) => {
                (nudge(line, key, kind, now), true)
            }
            (Self::Line(line), _) => {
                let before = line.text().to_owned();
                let taken = line.handle(key);
                (taken, line.text() != before)
            }
            (Self::Text(editor), _) => match editor.handle(key) {
                EditOutcome::Ignored => (false, false),
                EditOutcome::Moved => (true, false),
                EditOutcome::Changed => (true, true),
            },
            (Self::Record { line, found, at, picked }, _) => record_key(line, found, at, picked, key),
        }
    }

    /// Takes the choice that is marked; false where none is.
    pub fn pick(&mut self) -> bool {
        let Self::Record { line, picked, found, at } = self else { return false };
        let Some(choice) = found.get(*at).cloned() else { return false };
        line.set_text(&choice.label);
        *picked = Some(choice);
        found.clear();
        true
    }
}

fn record_key(
    line: &mut TextLine,
    found: &mut [Choice],
    at: &mut usize,
    picked: &mut Option<Choice>,
    key: KeyEvent,
) -> (bool, bool) {
    match key.code {
        KeyCode::Down if !found.is_empty() => *at = (*at + 1).min(found.len() - 1),
        KeyCode::Up if *at > 0 => *at -= 1,
        _ => {
            // A name that was picked is replaced as a whole by the first letter typed over it.
            let whole = picked.as_ref().is_some_and(|p| p.label == line.text());
            if whole
                && matches!(key.code, KeyCode::Char(_))
                && !key.modifiers.contains(crossterm::event::KeyModifiers::CONTROL)
            {
                line.clear();
                *picked = None;
            }
            let before = line.text().to_owned();
            let taken = line.handle(key);
            let changed = line.text() != before;
            if changed {
                *at = 0;
            }
            return (taken, changed);
        }
    }
    (true, false)
}

fn one_of(line: &mut TextLine, key: KeyEvent, words: &[&str]) -> (bool, bool) {
    let at = words.iter().position(|w| *w == line.text());
    let len = words.len();
    let next = match key.code {
        KeyCode::Right | KeyCode::Char(' ') => at.map_or(0, |a| (a + 1) % len),
        KeyCode::Left => at.map_or(len - 1, |a| (a + len - 1) % len),
        KeyCode::Char(c) => {
            let begins = |w: &&str| w.to_lowercase().starts_with(c.to_ascii_lowercase());
            let after = at.map_or(0, |a| a + 1);
            match (0..len).map(|i| (after + i) % len).find(|i| begins(&words[*i])) {
                Some(i) => i,
                None => return (true, false),
            }
        }
        _ => return (false, false),
    };
    line.set_text(words[next]);
    (true, at != Some(next))
}

fn flag(line: &mut TextLine, key: KeyEvent) -> (bool, bool) {
    let yes = line.text() == "yes";
    let to = match key.code {
        KeyCode::Char(' ') | KeyCode::Left | KeyCode::Right => !yes,
        KeyCode::Char('y') => true,
        KeyCode::Char('n') => false,
        KeyCode::Char(_) => return (true, false),
        _ => return (false, false),
    };
    line.set_text(if to { "yes" } else { "no" });
    (true, to != yes)
}

fn is_nudge(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Up | KeyCode::Down) && key.modifiers.is_empty()
}

/// Up is later, Down is earlier: a day, or a quarter of an hour.
fn nudge(line: &mut TextLine, key: KeyEvent, kind: Kind, now: NaiveDateTime) -> bool {
    let sign = if key.code == KeyCode::Up { 1 } else { -1 };
    let read = match kind {
        Kind::LateDate => when::parse_past(line.text(), now.date()),
        _ => when::parse(line.text(), now),
    };
    let read = read.ok().and_then(|f| f.first().copied());
    let timed = matches!(kind, Kind::DateTime);
    let at = read.map_or(now, |w| w.at(now.time()));
    let text = match read.and_then(|w| w.time) {
        Some(_) if timed => crate::text::dates::stamp(at + Duration::minutes(15 * sign)),
        _ if read.is_none() => crate::text::dates::screen(now.date()),
        _ => crate::text::dates::screen(at.date() + Duration::days(sign)),
    };
    line.set_text(&text);
    true
}
