//! Widgets drawn on a screen that is read back.

mod boxes;
mod lists;
mod sizes;
mod typing;

use super::{Look, Theme, width};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::{Frame, Terminal};

/// A look without colours, for eyes.
pub(super) fn look() -> Look {
    Look::new(Theme::named("mono").expect("built in"))
}

/// A look for a screen reader.
pub(super) fn plain() -> Look {
    Look::plain(Theme::named("mono").expect("built in"))
}

/// What a drawing leaves on a screen of this size.
pub(super) fn drawn(size: (u16, u16), draw: impl FnOnce(&mut Frame)) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a test terminal");
    terminal.draw(draw).expect("draws");
    terminal.backend().buffer().clone()
}

/// The rows of the screen as text, without the spaces at their ends.
pub(super) fn screen(size: (u16, u16), draw: impl FnOnce(&mut Frame)) -> Vec<String> {
    rows(&drawn(size, draw))
}

pub(super) fn rows(buffer: &Buffer) -> Vec<String> {
    let row = |y| {
        let mut text = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += (width::width(symbol) as u16).max(1);
        }
        text.trim_end().to_owned()
    };
    (0..buffer.area.height).map(row).collect()
}

pub(super) fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

pub(super) fn ctrl(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

pub(super) fn held(modifiers: KeyModifiers, code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}
