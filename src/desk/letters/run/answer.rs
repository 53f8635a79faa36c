//! Was it all printed? What was counts as sent; what was spoilt stays to be sent.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::make;
use super::{RunLayer, Step};
use crate::app::{Cx, Notice};
use crate::desk::letters::model_post::PrintRun;
use crate::desk::letters::{Letter, repo};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Column, Line, List};
use crate::ui::prose::{Para, Scroll, scroll_text};
use crate::ui::{Look, Meaning, panel, pen};

/// Number, to whom, about whom, what, what became of it.
const COLUMNS: &[Column] = &[
    Column::fixed(4),
    Column::min(24).identifier(),
    Column::min(22).priority(1),
    Column::min(16).priority(2).grow(2),
    Column::fixed(24),
];

impl RunLayer {
    /// The run that was made, with the question which of it was printed.
    pub(super) fn answer(run: PrintRun, cx: &Cx) -> Result<Self, Refusal> {
        let mut lines = Vec::new();
        for (n, sheet) in run.sheets.iter().enumerate() {
            let letter: Option<Letter> = cx.db().get(&sheet.letter)?;
            let title = letter.as_ref().map_or_else(|| "gone".into(), |l| l.title.clone());
            let patient = letter.map(|l| repo::name(cx.db(), &l)).transpose()?.unwrap_or_default();
            let cells = [(n + 1).to_string(), sheet.name.clone(), patient, title, "printed".into()];
            lines.push(Line::new(n.to_string(), Meaning::ToDo, cells));
        }
        Ok(Self { lines, ..Self::at(Step::Answer(run)) })
    }

    /// Marks the selected one as spoilt, or takes the mark away.
    pub(super) fn spoil(&mut self) {
        self.state.toggle_mark(&self.lines);
        for line in &mut self.lines {
            let spoilt = self.state.marked.contains(&line.id);
            line.meaning = if spoilt { Meaning::ActNow } else { Meaning::ToDo };
            if let Some(cell) = line.cells.last_mut() {
                *cell = if spoilt { "spoilt: stays to be sent" } else { "printed" }.into();
            }
        }
    }

    fn spoilt(&self) -> Vec<usize> {
        self.state.marked.iter().filter_map(|id| id.parse().ok()).collect()
    }

    /// What was printed counts as sent.
    pub(super) fn say_printed(&mut self, cx: &mut Cx) -> Done {
        let Step::Answer(run) = &self.step else { return Ok(()) };
        let done = make::answered(cx.db(), run, &self.spoilt(), &cx.who, cx.now)?;
        cx.apply(&done.change)?;
        cx.close();
        if !done.left.is_empty() {
            let mut paras = vec![Para::body("These were printed and do not count as sent:"), Para::gap()];
            paras.extend(done.left.iter().map(Para::body));
            cx.open(Notice::new("Look at these", paras));
        }
        Ok(())
    }

    /// Nothing of it was printed.
    pub(super) fn say_none(&mut self, cx: &mut Cx) -> Done {
        let Step::Answer(run) = &self.step else { return Ok(()) };
        let all: Vec<usize> = (0..run.sheets.len()).collect();
        let done = make::answered(cx.db(), run, &all, &cx.who, cx.now)?;
        cx.apply(&done.change)?;
        cx.close();
        Ok(())
    }

    pub(super) fn draw_answer(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        let Step::Answer(run) = &self.step else { return None };
        let spoilt = self.spoilt().len();
        let title = format!("Were they all printed? · {} letters, {spoilt} spoilt", run.sheets.len());
        let inner = panel::panel(frame, area, &title, true, look);
        let place = if run.file == "printer" {
            "They went to the printer.".into()
        } else {
            format!("They are in {}", run.file)
        };
        let said = [
            Para::body(place),
            Para::body(
                "Enter: they were printed and go into the post. Space marks one that was spoilt. n: none was printed.",
            ),
            Para::gap(),
        ];
        let room = (crate::ui::prose::height(&said, inner.width) as u16).min(inner.height / 2);
        scroll_text(frame, Rect { height: room, ..inner }, &said, &mut Scroll::default(), look);
        let list = List { columns: COLUMNS, empty: "Nothing is in it.", hint: "", focused: true };
        list.draw(frame, pen::below(inner, room), &self.lines, &mut self.state, look)
    }
}
