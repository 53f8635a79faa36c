//! The top pulled down: nothing of the desk is on the screen until it is opened again.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::App;
use crate::ui::input::TextLine;
use crate::ui::{Look, overlay, pen};

/// A desk that is shut.
pub(super) struct Lock {
    passphrase: Option<TextLine>,
    said: String,
}

impl Lock {
    pub fn new(encrypted: bool) -> Self {
        let said = if encrypted { "Type the passphrase, then Enter." } else { "Press Enter to open it." };
        Self { passphrase: encrypted.then(|| TextLine::new("").masked()), said: said.into() }
    }

    pub fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = overlay::open(frame, area, (50, 6), "The desk is shut", look);
        pen::put_short(frame.buffer_mut(), inner, (1, 0), inner.width.saturating_sub(1), &self.said, look.theme.base);
        let line = pen::row(inner, 2);
        self.passphrase.as_mut().and_then(|p| p.draw(frame, line, look, true))
    }
}

impl App {
    pub(super) fn key_while_locked(&mut self, key: KeyEvent) {
        if key.code == KeyCode::Char('q') && key.modifiers.contains(crossterm::event::KeyModifiers::CONTROL) {
            self.leaving = true;
            return;
        }
        let Some(lock) = &mut self.lock else { return };
        let Some(line) = &mut lock.passphrase else {
            if key.code == KeyCode::Enter {
                self.lock = None;
            }
            return;
        };
        if key.code != KeyCode::Enter {
            line.handle(key);
            return;
        }
        let typed = line.text().to_owned();
        line.clear();
        match self.cx.store.unlocks(&typed, self.cx.now) {
            Ok(()) => self.lock = None,
            Err(e) => lock.said = e.to_string(),
        }
    }
}
