//! `/`: narrow the list of the pane as you type.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::{Cx, Effect};
use super::layer::Layer;
use super::pane::Row;
use super::{Input, Taken};
use crate::ui::input::TextLine;
use crate::ui::{Look, pen};

pub(super) struct Narrow {
    typed: TextLine,
}

impl Narrow {
    pub fn new(typed: &str) -> Self {
        Self { typed: TextLine::new(typed).hint("type to narrow this list; Enter keeps it, Esc widens it again") }
    }
}

impl Layer for Narrow {
    const SCOPE: &'static str = "+narrow";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("Enter", "Keep it so")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        match input {
            Input::Key(key) if matches!(key.code, KeyCode::Enter | KeyCode::Down | KeyCode::Up) => cx.close(),
            Input::Key(key) if self.typed.handle(*key) => cx.ask(Effect::Narrow(self.typed.text().to_owned())),
            Input::Paste(text) => {
                self.typed.paste(text);
                cx.ask(Effect::Narrow(self.typed.text().to_owned()));
            }
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn esc(&mut self, cx: &mut Cx) {
        cx.ask(Effect::Narrow(String::new()));
        cx.close();
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let line = pen::row(area, area.height.saturating_sub(1));
        pen::fill(frame.buffer_mut(), line, look.theme.base);
        let x = pen::put_short(frame.buffer_mut(), line, (0, 0), line.width, " Narrow: ", look.theme.title);
        let rest = Rect { x: line.x + x, width: line.width.saturating_sub(x), ..line };
        self.typed.draw(frame, rest, look, true)
    }
}
