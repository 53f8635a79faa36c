//! The dictation of a letter while it is written: played without leaving the text.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::WriteLayer;
use crate::app::Cx;
use crate::desk::dictation::tape::Tape;
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::{Look, pen};

/// Below this height what the author wrote with it is left to the details.
const ROOMY: u16 = 14;

/// Whether a dictation belongs to the letter.
pub(super) fn dictated(layer: &WriteLayer, _: &Cx) -> Result<(), String> {
    let none = "No dictation belongs to this letter. D in the list of letters shows those there are.";
    layer.tape.as_ref().map(|_| ()).ok_or_else(|| none.into())
}

impl WriteLayer {
    pub(super) fn on_tape(&mut self, act: impl FnOnce(&mut Tape) -> Done) -> Done {
        act(self.tape.as_mut().ok_or_else(|| Refusal::rule("No dictation belongs to this letter."))?)
    }

    /// Whether a command has something to work on: those of the player have where there is a dictation.
    pub(super) fn has(&self, id: &str) -> bool {
        self.tape.is_some() || !id.starts_with("letter.play")
    }

    pub(super) fn tick_tape(&mut self, cx: &mut Cx) {
        if let Some(tape) = &mut self.tape {
            tape.tick(cx);
        }
    }

    /// It stands still, and its place is kept.
    pub(super) fn rest_tape(&mut self, cx: &mut Cx) {
        if let Some(tape) = &mut self.tape {
            let _ = tape.pause();
            tape.keep(cx);
        }
    }

    pub(super) fn tape_height(&self, area: Rect) -> u16 {
        let note = |t: &Tape| u16::from(area.height >= ROOMY && !t.note().is_empty());
        self.tape.as_ref().map_or(0, |t| 1 + note(t))
    }

    pub(super) fn draw_tape(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let Some(tape) = self.tape.as_ref().filter(|_| area.height > 0) else { return };
        let room = area.width.saturating_sub(2);
        let line = tape.line();
        if area.height > 1 {
            let note = format!("Told with it: {}", tape.note());
            pen::put_short(frame.buffer_mut(), area, (1, 0), room, &note, look.theme.act_now);
        }
        let y = area.height - 1;
        pen::put_short(frame.buffer_mut(), area, (1, y), room, &line, look.theme.title);
    }
}
