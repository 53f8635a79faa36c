//! The list of what awaits approval.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::ApprovalLayer;
use crate::desk::letters::model::Press;
use crate::desk::letters::repo::Listed;
use crate::ui::list::{Column, Line, List};
use crate::ui::{Look, Meaning, panel};

/// Clock, patient, what, whose, who wrote it, what was said before or whether it was read just now.
const COLUMNS: &[Column] = &[
    Column::fixed(8),
    Column::min(22).identifier(),
    Column::min(16).grow(2),
    Column::fixed(20).priority(1),
    Column::fixed(16).priority(2),
    Column::min(12).priority(3),
];

impl ApprovalLayer {
    /// Makes the lines.
    pub(super) fn list(&mut self, today: NaiveDate) {
        let line = |listed: &Listed| {
            let letter = &listed.letter;
            let meaning = if letter.press(today) == Press::ActNow { Meaning::ActNow } else { Meaning::ToDo };
            let read = if self.opened.contains(&letter.id) { "read" } else { "" };
            let again = if letter.comments.is_empty() { "" } else { "returned before" };
            let note = [read, again].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
            let cells = [
                letter.clock_word(today),
                listed.name(),
                letter.title.clone(),
                letter.author.clone(),
                letter.owner.clone(),
                note,
            ];
            Line::new(letter.id.clone(), meaning, cells)
        };
        self.lines = self.all.iter().map(line).collect();
        let lines = &self.lines;
        self.state.marked.retain(|id| lines.iter().any(|l| l.id == *id));
    }

    pub(super) fn draw_list(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let whose = self.author.as_deref().unwrap_or("everybody");
        let marked = match self.state.marked.len() {
            0 => String::new(),
            n => format!(" · {n} marked"),
        };
        let title = format!("Awaiting approval · {} by {whose} · worst clock first{marked}", self.all.len());
        let inner = panel::panel(frame, area, &title, true, look);
        let hint = "w Whose   Esc Back";
        let list = List { columns: COLUMNS, empty: "No letter awaits approval here.", hint, focused: true };
        list.draw(frame, inner, &self.lines, &mut self.state, look)
    }
}
