//! `f`: find anybody and anything, as it is typed.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::layer::Layer;
use super::menu::{MenuItem, draw_choice, moved};
use super::pane::Row;
use super::{Input, Taken};
use crate::store::{Found, Refusal};
use crate::ui::Look;
use crate::ui::input::TextLine;

/// More than these are not shown; the title says so.
const MOST: usize = 200;

pub(super) struct Find {
    typed: TextLine,
    found: Vec<Found>,
    at: usize,
}

impl Find {
    pub fn new() -> Self {
        let typed = TextLine::new("")
            .hint("name, date of birth, NHS number, hospital number, telephone, postcode, or any word");
        Self { typed, found: Vec::new(), at: 0 }
    }

    fn seek(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.found = cx.store.seek(self.typed.text(), &[], cx.today(), MOST)?;
        self.at = self.at.min(self.found.len().saturating_sub(1));
        Ok(())
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
        self.seek(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let items: Vec<MenuItem> =
            self.found.iter().map(|f| MenuItem::new("", f.kind.clone(), f.title.clone(), f.detail.clone())).collect();
        let more = if self.found.len() >= MOST { " · the first 200; type more to narrow" } else { "" };
        let empty = match self.typed.text().trim().chars().count() {
            0 => "Type, and what fits is shown at once.",
            1 => "One letter begins too many words: type another.",
            _ => "Nothing has all these words. Type less, or another part of it.",
        };
        let rows: Vec<&MenuItem> = items.iter().collect();
        draw_choice(frame, area, &format!("Find{more}"), &mut self.typed, &rows, self.at, empty, look)
    }
}
