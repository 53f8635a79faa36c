//! Hop one: a terminal event becomes an [`Input`].

use crossterm::event::{Event, KeyEvent, KeyEventKind};

/// What comes from the terminal, and the tick of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(KeyEvent),
    /// Pasted text: text, never keys.
    Paste(String),
    /// The window has another size.
    Resize,
    /// Four times a second.
    Tick,
}

/// Whether an input was of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was.
    Yes,
    /// It was not; somebody else may use it.
    No,
}

impl From<bool> for Taken {
    fn from(taken: bool) -> Self {
        if taken { Self::Yes } else { Self::No }
    }
}

impl Input {
    /// The input of a terminal event; none for those that mean nothing here (a key let go, the mouse, the focus).
    pub fn of(event: Event) -> Option<Self> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => Some(Self::Key(key)),
            Event::Paste(text) => Some(Self::Paste(text)),
            Event::Resize(..) => Some(Self::Resize),
            _ => None,
        }
    }
}
