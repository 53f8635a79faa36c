//! `f`: find anybody and anything, as it is typed.

use std::collections::HashMap;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::layer::Layer;
use super::menu::{MenuItem, draw_choice, moved};
use super::pane::Row;
use super::who::shown;
use super::{Input, Taken};
use crate::store::{Found, Refusal};
use crate::ui::Look;
use crate::ui::input::TextLine;

/// More than these are not shown; the title says so.
const MOST: usize = 60;

/// So many before and behind the chosen one can be on the screen.
const NEAR: usize = 40;

pub(super) struct Find {
    typed: TextLine,
    found: Vec<Found>,
    at: usize,
    /// Whom those could be taken for that are on the screen, or were.
    marks: HashMap<String, &'static str>,
}

impl Find {
    pub fn new() -> Self {
        let typed = TextLine::new("").hint("name, date of birth, any number, telephone, postcode, any word");
        Self { typed, found: Vec::new(), at: 0, marks: HashMap::new() }
    }

    fn seek(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.found = cx.store.seek(self.typed.text(), &[], cx.today(), MOST)?;
        self.at = self.at.min(self.found.len().saturating_sub(1));
        self.mark(cx)
    }

    /// Looks up those near the chosen one; a mark that is known stays known while this is open.
    fn mark(&mut self, cx: &Cx) -> Result<(), Refusal> {
        let first = self.at.saturating_sub(NEAR);
        let near = self.found.iter().skip(first).take(self.at + NEAR - first);
        let new: Vec<Found> = near.filter(|f| !self.marks.contains_key(&f.id)).cloned().collect();
        let marks = cx.marks(&new)?;
        self.marks.extend(new.into_iter().map(|f| (f.id.clone(), marks.get(&f.id).copied().unwrap_or_default())));
        Ok(())
    }

    fn item(&self, found: &Found) -> MenuItem {
        let (label, detail) = shown(found, self.marks.get(&found.id).copied().unwrap_or_default());
        MenuItem::new("", found.kind.clone(), label, detail)
    }

    fn typed_more(&mut self, cx: &mut Cx) {
        self.at = 0;
        if let Err(e) = self.seek(cx) {
            cx.warn(e.to_string());
        }
    }
}

impl Layer for Find {
    const SCOPE: &'static str = "+find";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Enter", "Open"), ("Up Down", "Move")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Key(KeyEvent { code: KeyCode::Enter, .. }) => {
                if let Some(found) = self.found.get(self.at) {
                    cx.close();
                    cx.show(found.kind.clone(), found.id.clone());
                }
            }
            Input::Key(key) => {
                if let Some(at) = moved(key.code, self.at, self.found.len()) {
                    self.at = at;
                    if let Err(e) = self.mark(cx) {
                        cx.warn(e.to_string());
                    }
                } else if self.typed.handle(*key) {
                    self.typed_more(cx);
                } else {
                    return Taken::No;
                }
            }
            Input::Paste(text) => {
                self.typed.paste(text);
                self.typed_more(cx);
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.marks.clear();
        self.seek(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let items: Vec<MenuItem> = self.found.iter().map(|f| self.item(f)).collect();
        let more = if self.found.len() >= MOST { " · the first 60; type more to narrow" } else { "" };
        let empty = match self.typed.text().trim().chars().count() {
            0 => "Type, and what fits is shown at once.",
            1 => "One letter begins too many words: type another.",
            _ => "Nothing has all these words. Type less, or another part of it.",
        };
        let rows: Vec<&MenuItem> = items.iter().collect();
        draw_choice(frame, area, &format!("Find{more}"), &mut self.typed, &rows, self.at, empty, look)
    }
}
