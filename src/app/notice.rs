//! A text to read in a box: an answer card, a history, what a file would change. Esc or Enter closes it.

use crossterm::event::KeyCode;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::layer::Layer;
use super::pane::Row;
use super::{Input, Taken};
use crate::ui::prose::{Para, Scroll};
use crate::ui::{Look, overlay};

/// A text to read.
pub struct Notice {
    title: String,
    paras: Vec<Para>,
    scroll: Scroll,
}

impl Notice {
    /// A text with its title.
    pub fn new(title: impl Into<String>, paras: Vec<Para>) -> Self {
        Self { title: title.into(), paras, scroll: Scroll::default() }
    }
}

impl Layer for Notice {
    const SCOPE: &'static str = "+notice";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn typing(&self) -> bool {
        false
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        if key.code == KeyCode::Enter {
            cx.close();
            return Taken::Yes;
        }
        self.scroll.handle(*key).into()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        overlay::message(frame, area, &self.title, &self.paras, &mut self.scroll, look)
    }
}
