//! A meeting opened: its agenda with numbers and times, what is gone through, its actions, who is on it, its papers, and its
//! minutes as they went out.

mod fill;
mod steps;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::model::{Item, Logged, Meeting, Paper, Seat};
use crate::app::{Cx, Layer, Row};
use crate::keys::Done;
use crate::store::Refusal;
use crate::ui::list::{Column, Line, List, ListState, head};
use crate::ui::{Look, panel, pen, width};

/// The layer.
pub struct WholeLayer {
    meeting: Meeting,
    title: String,
    /// What is to be known of it, below its title.
    said: Vec<String>,
    gone_through: Vec<Logged>,
    actions: Vec<Logged>,
    papers: Vec<Paper>,
    kept: Vec<super::Kept>,
    lines: Vec<Line>,
    state: ListState,
}

/// What a line stands for.
enum On<'a> {
    Item(&'a Item),
    Seat(&'a Seat),
    Action(&'a Logged),
    Paper(&'a Paper),
    Kept(&'a super::Kept),
}

impl WholeLayer {
    /// Opens a meeting.
    ///
    /// # Errors
    /// It is not there any more.
    pub(super) fn open(id: &str, cx: &mut Cx) -> Done {
        let mut layer = Self {
            meeting: cx.db().must(id)?,
            title: String::new(),
            said: Vec::new(),
            gone_through: Vec::new(),
            actions: Vec::new(),
            papers: Vec::new(),
            kept: Vec::new(),
            lines: Vec::new(),
            state: ListState::default(),
        };
        layer.fill(cx)?;
        cx.open(layer);
        Ok(())
    }

    /// What the selected line stands for.
    fn on(&self) -> Result<On<'_>, String> {
        let nothing = || "There is nothing here. n puts an item on the agenda.".to_owned();
        let id = &self.lines.get(self.state.selected()).ok_or_else(nothing)?.id;
        let (kind, id) = id.split_once('/').ok_or_else(nothing)?;
        let found = match kind {
            "item" => self.meeting.agenda.iter().find(|i| i.id == id).map(On::Item),
            "seat" => self.meeting.roll.iter().find(|s| s.name == id).map(On::Seat),
            "action" => self.actions.iter().chain(&self.gone_through).find(|l| l.action.id == id).map(On::Action),
            "paper" => self.papers.iter().find(|p| p.id == id).map(On::Paper),
            _ => self.kept.iter().find(|k| k.id == id).map(On::Kept),
        };
        found.ok_or_else(nothing)
    }

    /// The selected item of the agenda.
    fn item(&self) -> Result<Item, String> {
        match self.on()? {
            On::Item(item) => Ok(item.clone()),
            _ => Err("This works on an item of the agenda.".into()),
        }
    }
}

const COLUMNS: &[Column] = &[
    Column::fixed(4).right(),
    Column::fixed(11).priority(2),
    Column::min(30).identifier().grow(4),
    Column::min(20).priority(1).grow(3),
];
const NAMES: &[&str] = &["No", "Time", "What", ""];

impl Layer for WholeLayer {
    const SCOPE: &'static str = "+meeting";
    const TYPING: bool = false;

    fn rows() -> &'static [Row<Self>] {
        steps::ROWS
    }

    fn listed(&mut self) -> Option<(&Vec<Line>, &mut ListState)> {
        Some((&self.lines, &mut self.state))
    }

    fn refresh(&mut self, cx: &mut Cx) -> Result<(), Refusal> {
        self.fill(cx)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, look: &Look) -> Option<Position> {
        pen::fill(frame.buffer_mut(), area, look.theme.base);
        let inner = panel::panel(frame, area, &self.title, true, look);
        let room = usize::from(inner.width.saturating_sub(2)).max(1);
        let mut said: Vec<String> = self.said.iter().flat_map(|text| width::wrap(text, room)).collect();
        said.truncate(usize::from(inner.height / 3));
        for (n, text) in said.iter().enumerate() {
            pen::put(frame.buffer_mut(), inner, 1, n as u16, text, look.theme.base);
        }
        let below = head(frame, pen::below(inner, said.len() as u16), COLUMNS, NAMES, look);
        let list = List {
            columns: COLUMNS,
            empty: "Nothing is on the agenda.",
            hint: "n New item   b Build it",
            focused: true,
        };
        list.draw(frame, below, &self.lines, &mut self.state, look)
    }
}
