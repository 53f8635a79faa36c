//! `g` and a letter: the letters are shown as soon as `g` is pressed.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::{Cx, Effect};
use super::layer::Layer;
use super::pane::{Row, Tab};
use super::{Input, Taken};
use crate::ui::{Look, overlay};

pub(super) struct Goto {
    tabs: Vec<Tab>,
}

impl Goto {
    pub fn new(tabs: Vec<Tab>) -> Self {
        Self { tabs }
    }
}

impl Layer for Goto {
    const SCOPE: &'static str = "+goto";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("a letter", "Go there")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        if key.code == KeyCode::Esc || key.modifiers.contains(KeyModifiers::CONTROL) {
            return Taken::No;
        }
        cx.close();
        let KeyCode::Char(c) = key.code else { return Taken::Yes };
        match self.tabs.iter().find(|t| t.letter == c || t.number == Some(c)) {
            Some(tab) => cx.ask(Effect::Go(tab.id)),
            None => cx.warn(format!("No pane has the letter {c}. Press g again to see the letters.")),
        }
        Taken::Yes
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let letters: Vec<String> = self.tabs.iter().map(|t| t.letter.to_string()).collect();
        let pairs: Vec<(&str, &str)> = letters.iter().zip(&self.tabs).map(|(l, t)| (l.as_str(), t.title)).collect();
        overlay::choices(frame, area, "Go to", &pairs, look);
        None
    }
}
