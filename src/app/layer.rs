//! What lies over the desk: a form, a question, a picker, the call card. The top layer gets the keys.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::cx::Cx;
use super::input::{Input, Taken};
use super::pane::{Row, infos_of, ready_of, run_of};
use crate::keys::{Done, RowInfo};
use crate::store::Refusal;
use crate::ui::Look;
use crate::ui::list::{Line, ListState};

/// Something that lies over the desk.
pub trait Layer: Sized + 'static {
    /// The scope of its keys in the configuration, beginning with `+`: `+call`.
    const SCOPE: &'static str;

    /// Its commands.
    fn rows() -> &'static [Row<Self>];

    /// Draws it over the whole screen below the title line. Gives the place of the cursor.
    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position>;

    /// A key, paste or tick that is no command. By itself a layer of one list moves in it.
    fn input(&mut self, input: &Input, _cx: &mut Cx) -> Taken {
        let (Input::Key(key), Some((lines, state))) = (input, self.listed()) else { return Taken::No };
        state.handle(lines, *key).into()
    }

    /// The list that the layer is, where it is one.
    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        None
    }

    /// Esc: one step back. Nothing typed may be lost. By itself the layer closes.
    fn esc(&mut self, cx: &mut Cx) {
        cx.close();
    }

    /// Whether characters are typed text, always.
    const TYPING: bool = true;

    /// Whether characters are typed text now (they go to `input` before the keys are looked up).
    fn typing(&self) -> bool {
        Self::TYPING
    }

    /// Fixed keys that stand in the footer behind those of its commands.
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// Whether a command stands in the footer now; one that has nothing to do just then may be left out.
    fn in_footer(&self, _id: &str) -> bool {
        true
    }

    /// Reads again what it shows.
    fn refresh(&mut self, _cx: &mut Cx) -> Result<(), Refusal> {
        Ok(())
    }

    /// The window closes, or the desk is locked: keep what was typed.
    fn keep(&mut self, _cx: &mut Cx) {}

    /// A layer of this scope comes to lie over it.
    fn covered(&mut self, _scope: &str, _cx: &mut Cx) {}
}

/// A layer of whatever type.
#[allow(missing_docs, reason = "the same as in `Layer`")]
pub trait AnyLayer: 'static {
    fn scope(&self) -> &'static str;
    fn infos(&self) -> Vec<RowInfo>;
    fn ready(&self, id: &str, cx: &Cx) -> Result<(), String>;
    fn run(&mut self, id: &str, cx: &mut Cx) -> Done;
    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position>;
    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken;
    fn esc(&mut self, cx: &mut Cx);
    fn typing(&self) -> bool;
    fn hints(&self) -> &'static [(&'static str, &'static str)];
    fn in_footer(&self, id: &str) -> bool;
    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal>;
    fn keep(&mut self, cx: &mut Cx);
    fn covered(&mut self, scope: &str, cx: &mut Cx);
}

impl<L: Layer> AnyLayer for L {
    fn scope(&self) -> &'static str {
        L::SCOPE
    }
    fn infos(&self) -> Vec<RowInfo> {
        infos_of(L::rows())
    }
    fn ready(&self, id: &str, cx: &Cx) -> Result<(), String> {
        ready_of(L::rows(), id, self, cx)
    }
    fn run(&mut self, id: &str, cx: &mut Cx) -> Done {
        run_of(L::rows(), id, self, cx)
    }
    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        Layer::draw(self, frame, area, look)
    }
    fn input(&mut self, input: &Input, cx: &mut Cx) -> Taken {
        Layer::input(self, input, cx)
    }
    fn esc(&mut self, cx: &mut Cx) {
        Layer::esc(self, cx);
    }
    fn typing(&self) -> bool {
        Layer::typing(self)
    }
    fn hints(&self) -> &'static [(&'static str, &'static str)] {
        Layer::hints(self)
    }
    fn in_footer(&self, id: &str) -> bool {
        Layer::in_footer(self, id)
    }
    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        Layer::refresh(self, cx)
    }
    fn keep(&mut self, cx: &mut Cx) {
        Layer::keep(self, cx);
    }
    fn covered(&mut self, scope: &str, cx: &mut Cx) {
        Layer::covered(self, scope, cx);
    }
}
