//! The top pulled down: nothing of the desk is on the screen until it is opened again.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::App;
use crate::ui::input::TextLine;
use crate::ui::{Look, overlay, pen, width};

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

    /// A passphrase out of a safe often comes with the end of its line.
    pub fn paste(&mut self, text: &str) {
        if let Some(line) = &mut self.passphrase {
            line.paste(text.trim_end_matches(['\r', '\n']));
        }
    }

    pub fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let foot = pen::row(area, area.height.saturating_sub(1));
        pen::put_short(frame.buffer_mut(), foot, (1, 0), foot.width, "Enter Open   Ctrl-Q Leave", look.theme.key);
        let above = Rect { height: area.height.saturating_sub(1), ..area };
        let inner = overlay::open(frame, above, (64, 7), "The desk is shut", look);
        let rows = width::wrap(&self.said, usize::from(inner.width.saturating_sub(2).max(1)));
        for (y, row) in (0..inner.height).zip(&rows) {
            pen::put_short(frame.buffer_mut(), inner, (1, y), inner.width.saturating_sub(1), row, look.theme.base);
        }
        let line = pen::row(pen::below(inner, rows.len() as u16 + 1), 0);
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
