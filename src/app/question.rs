//! A question, asked only where undo cannot reach. It stands on No.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::layer::Layer;
use super::pane::Row;
use super::{Input, Taken};
use crate::keys::Done;
use crate::ui::{Look, overlay};

/// What is done on yes.
type OnYes = Box<dyn FnOnce(&mut Cx) -> Done>;

/// A question with what is done on yes.
pub struct Question {
    asked: overlay::Question,
    yes: Option<OnYes>,
}

impl Question {
    /// A question that names the thing and its effect; `yes` and `no` are the words on the answers.
    pub fn new(title: &str, text: &str, yes: &str, no: &str, done: impl FnOnce(&mut Cx) -> Done + 'static) -> Self {
        Self { asked: overlay::Question::new(title, text, yes, no), yes: Some(Box::new(done)) }
    }
}

impl Layer for Question {
    const SCOPE: &'static str = "+question";

    fn rows() -> &'static [Row<Self>] {
        &[]
    }

    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[("y", "Yes"), ("n", "No"), ("Left Right", "Move")]
    }

    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        let Input::Key(key) = input else { return Taken::No };
        match self.asked.handle(*key) {
            overlay::Answer::Yes => {
                cx.close();
                if let Some(Err(e)) = self.yes.take().map(|yes| yes(cx)) {
                    cx.warn(e.to_string());
                }
            }
            overlay::Answer::No => cx.close(),
            overlay::Answer::Ignored => return Taken::No,
            overlay::Answer::Waiting => {}
        }
        Taken::Yes
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        self.asked.draw(frame, area, look)
    }
}
